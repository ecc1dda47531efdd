"""What the two Whoosh indexes keep, of articles and of quotes.

Every document has the key of its article in a column, so that an answer from one index can be
carried over to the other. Words come in already analysed, in runs (title and body, one name
and the next) that keep a distance which neither phrase nor nearness crosses.
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
    ENTITY_FIELDS,
    FACET_FIELDS,
    KIND_BITS,
    NAMES,
    NO_DATE,
    PARAGRAPH,
    REPEATED,
    SENTENCE,
    UNKNOWN,
    UNNAMED,
    whole_name,
)

SPREAD = 0x9E3779B97F4A7C15  # an odd number that spreads small ones over 64 bits
BITS = (1 << 64) - 1
RUN_GAP = 1000  # positions between one run of words and the next
TITLE_WEIGHT = 3  # words of the title weigh more: what an article is about comes first


# Words of one document, their positions, and how much each of them weighs there.
Run = tuple[Sequence[str], Sequence[int], int]


class PlacedWords(fields.FieldType):  # type: ignore[misc]
    """Runs of words, with their positions; words of the first run may weigh more."""

    placed = True

    def __init__(self, *, first: int = 1, scorable: bool = False) -> None:
        super().__init__(formats.Positions(), None, scorable=scorable)
        self.first = first

    def runs(self, value: Sequence[Sequence[str]]) -> Iterator[Run]:
        """The words of one document."""
        base, weight = 0, self.first
        for run in value:
            yield run, range(base, base + len(run)), weight
            base, weight = base + len(run) + RUN_GAP, 1


class Numbers(fields.FieldType):  # type: ignore[misc]
    """Numbers of a few kinds, as where sentences and paragraphs begin, in place of positions."""

    placed = True

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def runs(self, value: Mapping[str, Sequence[int]]) -> Iterator[Run]:
        """The numbers of one document, by their kinds."""
        for kind, numbers in value.items():
            yield [kind] * len(numbers), numbers, 1


class Terms(fields.FieldType):  # type: ignore[misc]
    """Terms that a document has or has not."""

    placed = False

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def runs(self, value: Sequence[str]) -> Iterator[Run]:
        """The terms of one document."""
        terms = list(dict.fromkeys(value))
        yield terms, [0] * len(terms), 1


def _columns(*names: str) -> dict[str, fields.COLUMN]:
    return {name: fields.COLUMN(columns.NumericColumn(COLUMNS[name], default=0)) for name in names}


ARTICLES = fields.Schema(
    **_columns("key", "date", "quotes", "outlet", "story"), copy=Terms(),
    text=PlacedWords(first=TITLE_WEIGHT, scorable=True), text_breaks=Numbers(),
    title=PlacedWords(scorable=True),
    by=PlacedWords(), source=PlacedWords(), section=PlacedWords(), topic=PlacedWords(),
    person=PlacedWords(), org=PlacedWords(), place=PlacedWords(), entity=PlacedWords(),
    facets=Numbers(),
)  # fmt: skip
QUOTES = fields.Schema(
    **_columns("key", "date", "number", "confidence", "story"), copy=Terms(),
    said=PlacedWords(scorable=True), said_breaks=Numbers(),
    speaker=PlacedWords(), who=Terms(), described=PlacedWords(), cue=PlacedWords(), type=Terms(),
)  # fmt: skip


def _names(of: Iterable[str]) -> list[list[str]]:
    return [words(name) for name in of]


def _day(article: Article) -> int:
    return article.date.toordinal() if article.date else NO_DATE


def names_of(annotation: Annotation) -> set[tuple[str, str]]:
    """The names of an article that are counted: pairs of field and name."""
    found = {
        ("speaker", name) for quote in annotation.quotes if quote.named for name in quote.speakers
    }
    found.update(
        (ENTITY_FIELDS[entity.label], entity.name)
        for entity in annotation.entities
        if entity.label in ENTITY_FIELDS
    )
    return found


def numbers_of(names: Collection[tuple[str, str]], keys: Mapping[str, int]) -> list[int]:
    """The numbers of these names in the field of facets.

    A name with a NUL in it, as no importer makes one, is not found again by SQLite, and has none.
    """
    return [
        keys[name] << KIND_BITS | FACET_FIELDS.index(field)
        for field, name in sorted(names)
        if name in keys
    ]


def _copy(filed: StoredArticle) -> list[str]:
    return [REPEATED] if filed.state == COPY else []


def article_document(filed: StoredArticle, outlet: int, names: Sequence[int]) -> dict[str, Any]:
    """What the index of articles keeps of one.

    ``outlet`` is the number of its source, ``names`` are those of its other facets.
    """
    article, annotation = filed.article, filed.annotation
    title = [] if article.title_from_text else words(article.title)
    body = analyse(article.text)
    entities = defaultdict(list)
    for entity in annotation.entities:
        entities["entity"].append(entity.name)
        if field := ENTITY_FIELDS.get(entity.label):
            entities[field].append(entity.name)
    return {
        "key": filed.key,
        "story": filed.story,
        "copy": _copy(filed),
        "date": _day(article),
        "quotes": len(annotation.quotes),
        "outlet": outlet,
        "text": [title, body.words],
        "text_breaks": _breaks(body, len(title) + RUN_GAP),
        "title": [words(article.title)],
        "by": [words(article.byline)],
        "source": [words(article.source)],
        "section": [words(article.section)],
        "topic": _names(article.topics),
        "facets": {NAMES: names},
        **{field: _names(of) for field, of in entities.items()},
    }


def quote_documents(filed: StoredArticle) -> Iterator[dict[str, Any]]:
    """What the index of quotes keeps of those of one article."""
    article, annotation = filed.article, filed.annotation
    same = quote_fingerprints(annotation.quotes, article.text)
    described = _descriptions(article, annotation)
    for number, quote in enumerate(annotation.quotes):
        said = analyse(quote.cut(article.text))
        about = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        yield {
            "key": filed.key,
            "number": number,
            "story": (same[number] ^ filed.story * SPREAD) & BITS,
            "copy": _copy(filed),
            "date": _day(article),
            "confidence": quote.confidence,
            "said": [said.words],
            "said_breaks": _breaks(said, 0),
            "speaker": _names(quote.speakers),
            "who": [whole_name(name) for name in quote.speakers],
            "described": [run for name in quote.speakers for run in described[name]],
            "cue": [words(span.cut(article.text)) for span in quote.cue],
            "type": [quote.kind, *about],
        }


def _descriptions(article: Article, annotation: Annotation) -> dict[str, list[list[str]]]:
    """What each speaker is called anywhere in the article: “the US envoy, John Kerry”."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for quote in annotation.quotes:
        run = words(" ".join(span.cut(article.text) for span in quote.mention))
        for name in quote.speakers:
            if run and run not in found[name]:
                found[name].append(run)
    return found


def _breaks(found: Analysed, base: int) -> dict[str, list[int]]:
    return {
        SENTENCE: [base + place for place in found.sentences],
        PARAGRAPH: [base + place for place in found.paragraphs],
    }
