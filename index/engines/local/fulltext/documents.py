"""Make the documents of the two indexes, of articles and of quotes.

Every document has the key of its article in a column, so that a match in one index leads to
documents of the other. Whoosh stores the columns; words arrive analysed, in runs (title, body,
one name, the next) so far apart that no phrase or proximity search matches across two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from index.article import Annotation, Article
from index.engines.local.database.near_duplicates import quote_fingerprints
from index.engines.local.database.serialization import COPY, StoredArticle
from index.engines.local.fulltext.analysis import Analysed, analyse, words
from index.engines.local.fulltext.field_names import (
    COLUMNS,
    COPY_TERM,
    ENTITY_FIELDS,
    FACET_FIELDS,
    FIELD_BITS,
    NAMES,
    NO_DATE,
    PARAGRAPH,
    SENTENCE,
    UNKNOWN,
    UNNAMED,
    whole_name,
)

GOLDEN_RATIO = 0x9E3779B97F4A7C15  # 2**64 / φ; multiplying by it is a hash (Knuth, TAOCP 6.4)
MASK_64 = (1 << 64) - 1
RUN_GAP = 1000  # positions between two runs of words
TITLE_WEIGHT = 3  # words of the title weigh more than those of the body

# Words of one document, their positions, and the weight of each.
Run = tuple[Sequence[str], Sequence[int], int]


class RunsField(fields.FieldType):  # type: ignore[misc]
    """Runs of words with positions; words of the first run may weigh more."""

    positional = True

    def __init__(self, *, first_weight: int = 1, scorable: bool = False) -> None:
        super().__init__(formats.Positions(), None, scorable=scorable)
        self.first_weight = first_weight

    def runs(self, value: Sequence[Sequence[str]]) -> Iterator[Run]:
        """Yield the words of one document."""
        base, weight = 0, self.first_weight
        for run in value:
            yield run, range(base, base + len(run)), weight
            base, weight = base + len(run) + RUN_GAP, 1


class NumbersField(fields.FieldType):  # type: ignore[misc]
    """A few terms with numbers in place of positions: sentence starts, the names in facets."""

    positional = True

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def runs(self, value: Mapping[str, Sequence[int]]) -> Iterator[Run]:
        """Yield the numbers of one document, by term."""
        for term, numbers in value.items():
            yield [term] * len(numbers), numbers, 1


class KeywordsField(fields.FieldType):  # type: ignore[misc]
    """Terms without positions."""

    positional = False

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def runs(self, value: Sequence[str]) -> Iterator[Run]:
        """Yield the terms of one document."""
        terms = list(dict.fromkeys(value))
        yield terms, [0] * len(terms), 1


def _columns(*names: str) -> dict[str, fields.COLUMN]:
    return {name: fields.COLUMN(columns.NumericColumn(COLUMNS[name], default=0)) for name in names}


ARTICLES = fields.Schema(
    **_columns("key", "date", "quotes", "outlet", "story"), copy=KeywordsField(),
    text=RunsField(first_weight=TITLE_WEIGHT, scorable=True), text_breaks=NumbersField(),
    title=RunsField(scorable=True),
    by=RunsField(), source=RunsField(), section=RunsField(), topic=RunsField(),
    person=RunsField(), org=RunsField(), place=RunsField(), entity=RunsField(),
    facets=NumbersField(),
)  # fmt: skip
QUOTES = fields.Schema(
    **_columns("key", "date", "number", "confidence", "story"), copy=KeywordsField(),
    said=RunsField(scorable=True), said_breaks=NumbersField(),
    speaker=RunsField(), who=KeywordsField(), described=RunsField(), cue=RunsField(),
    type=KeywordsField(),
)  # fmt: skip


def facet_names(annotation: Annotation) -> set[tuple[str, str]]:
    """Return the names of an article that facets count, as pairs of field and name."""
    found = {
        ("speaker", name) for quote in annotation.quotes if quote.named for name in quote.speakers
    }
    found.update(
        (ENTITY_FIELDS[entity.label], entity.name)
        for entity in annotation.entities
        if entity.label in ENTITY_FIELDS
    )
    return found


def facet_values(names: Collection[tuple[str, str]], keys: Mapping[str, int]) -> list[int]:
    """Return the values of names in the field ``facets``; ``keys`` numbers the names.

    A name with a NUL, which SQLite does not find again, has no number and is skipped.
    """
    return [
        keys[name] << FIELD_BITS | FACET_FIELDS.index(field)
        for field, name in sorted(names)
        if name in keys
    ]


def article_document(stored: StoredArticle, outlet: int, facets: Sequence[int]) -> dict[str, Any]:
    """Return the document of an article; ``outlet`` is the number of its source."""
    article, annotation = stored.article, stored.annotation
    title = [] if article.title_from_text else words(article.title)
    body = analyse(article.text)
    entities = defaultdict(list)
    for entity in annotation.entities:
        entities["entity"].append(entity.name)
        if field := ENTITY_FIELDS.get(entity.label):
            entities[field].append(entity.name)
    return {
        "key": stored.key,
        "story": stored.story,
        "copy": _copy(stored),
        "date": _day(article),
        "quotes": len(annotation.quotes),
        "outlet": outlet,
        "text": [title, body.words],
        "text_breaks": _breaks(body, len(title) + RUN_GAP),
        "title": [words(article.title)],
        "by": [words(article.byline)],
        "source": [words(article.source)],
        "section": [words(article.section)],
        "topic": _runs(article.topics),
        "facets": {NAMES: facets},
        **{field: _runs(names) for field, names in entities.items()},
    }


def quote_documents(stored: StoredArticle) -> Iterator[dict[str, Any]]:
    """Yield the documents of the quotes of an article."""
    article, annotation = stored.article, stored.annotation
    fingerprints = quote_fingerprints(annotation.quotes, article.text)
    descriptions = _descriptions(article, annotation)
    for number, quote in enumerate(annotation.quotes):
        said = analyse(quote.cut(article.text))
        unnamed = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        yield {
            "key": stored.key,
            "number": number,
            "story": (fingerprints[number] ^ stored.story * GOLDEN_RATIO) & MASK_64,
            "copy": _copy(stored),
            "date": _day(article),
            "confidence": quote.confidence,
            "said": [said.words],
            "said_breaks": _breaks(said, 0),
            "speaker": _runs(quote.speakers),
            "who": [whole_name(name) for name in quote.speakers],
            "described": [
                *(run for name in quote.speakers for run in descriptions[name]),
                *_runs([quote.represents] if quote.represents else []),
            ],
            "cue": [words(span.cut(article.text)) for span in quote.cue],
            "type": [quote.kind, *unnamed],
        }


def _descriptions(article: Article, annotation: Annotation) -> dict[str, list[list[str]]]:
    """Return how each speaker is mentioned anywhere in the article: “the US envoy, John Kerry”."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for quote in annotation.quotes:
        run = words(" ".join(span.cut(article.text) for span in quote.mention))
        for name in quote.speakers:
            if run and run not in found[name]:
                found[name].append(run)
    return found


def _runs(texts: Iterable[str]) -> list[list[str]]:
    return [words(text) for text in texts]


def _day(article: Article) -> int:
    return article.date.toordinal() if article.date else NO_DATE


def _copy(stored: StoredArticle) -> list[str]:
    return [COPY_TERM] if stored.state == COPY else []


def _breaks(analysed: Analysed, base: int) -> dict[str, list[int]]:
    return {
        SENTENCE: [base + position for position in analysed.sentences],
        PARAGRAPH: [base + position for position in analysed.paragraphs],
    }
