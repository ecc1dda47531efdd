"""Make the documents of the two indexes, of articles and of quotes.

Every document has the key of its article in a column, so that a match in one index leads to
documents of the other. Words are analysed, in runs: title, body, one name, the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.article import Annotation, Article, Facet
from index.engines.local.database.near_duplicates import quote_fingerprints
from index.engines.local.database.serialization import COPY, StoredArticle
from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import Analysed, analyse, hyphenated, words
from index.engines.local.fulltext.field_names import (
    COPY_TERM,
    ENTITY_FIELDS,
    FACET_FIELDS,
    FIELD_BITS,
    NAMES,
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


def names_by_field(annotation: Annotation) -> Mapping[str, list[str]]:
    """Return the names in the fields of entities; a field without names is empty."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for entity in annotation.entities:
        names["entity"].append(entity.name)
        if field := ENTITY_FIELDS.get(entity.label):
            names[field].append(entity.name)
    return names


def with_none(facet: Facet, count: int) -> Facet:
    """Add the number of articles that have no value, or a quote without a known speaker."""
    return facet._replace(values=(*facet.values, ("", count))) if count else facet


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
    hyphens_of_title = hyphenated(article.title)
    body = analyse(article.text)
    others = other_words(*([article.title] if title else []), article.text)
    entities = names_by_field(annotation)
    return {
        **_common(stored),
        "story": stored.story,
        "quotes": len(annotation.quotes),
        "outlet": outlet,
        "text": _spread([title, body.words, *zip(others)], TITLE_WEIGHT),  # a run of one word each
        "text_breaks": _breaks(body, len(title) + RUN_GAP, len(others)),
        "text_hyphens": [
            _hyphens(hyphens_of_title if title else [], 0),
            _hyphens(body.hyphenated, len(title) + RUN_GAP),
        ],
        "title": _spread([words(article.title), *zip(other_words(article.title))]),
        "title_hyphens": [_hyphens(hyphens_of_title, 0)],
        "by": _names([article.byline]),
        "source": _names([article.source]),
        "section": _names([article.section]),
        "topic": _names(article.topics),
        "facets": [_numbers(NAMES, facets)],
        **{field: _names(names) for field, names in entities.items()},
    }


def quote_documents(stored: StoredArticle) -> Iterator[dict[str, Any]]:
    """Yield the documents of the quotes of an article."""
    article, annotation = stored.article, stored.annotation
    fingerprints = quote_fingerprints(annotation.quotes, article.text)
    mentions = speaker_mentions(article, annotation)
    for number, quote in enumerate(annotation.quotes):
        said, others = analyse(text := quote.cut(article.text)), other_words(text)
        unnamed = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        described = [run for name in quote.speakers for run in mentions[name]]
        yield {
            **_common(stored),
            "number": number,
            "story": (fingerprints[number] ^ stored.story * GOLDEN_RATIO) & MASK_64,
            "confidence": quote.confidence,
            "said": [*_spread([said.words]), *_uncounted(others, len(said.words) + RUN_GAP)],
            "said_breaks": _breaks(said, 0, len(others)),
            "said_hyphens": [_hyphens(said.hyphenated, 0)],
            "speaker": _names(quote.speakers),
            "who": _terms(map(whole_name, quote.speakers)),
            "described": _spread([*described, words(quote.represents or "")]),
            "cue": _names(span.cut(article.text) for span in quote.cue),
            "type": _terms([quote.kind, *unnamed]),
        }


def speaker_mentions(article: Article, annotation: Annotation) -> dict[str, list[list[str]]]:
    """Return how each speaker is mentioned anywhere in the article: “the US envoy, John Kerry”."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for quote in annotation.quotes:
        run = words(" ".join(span.cut(article.text) for span in quote.mention))
        for name in quote.speakers:
            if run and run not in found[name]:
                found[name].append(run)
    return found


def _common(stored: StoredArticle) -> dict[str, Any]:
    """Return the fields that both kinds of documents have."""
    found: dict[str, Any] = {"key": stored.key}
    if stored.state == COPY:
        found["copy"] = _terms([COPY_TERM])
    if stored.article.date:
        found["_stored_date"] = stored.article.date.isoformat()
        found["date"] = _terms([found["_stored_date"]])
    return found


def _spread(texts: Iterable[Sequence[str]], weight: int = 1) -> Iterator[Run]:
    """Yield runs so far apart that no phrase matches across two; ``weight`` is of the first."""
    base = 0
    for text in texts:
        yield text, range(base, base + len(text)), weight
        base, weight = base + len(text) + RUN_GAP, 1


def _uncounted(others: Sequence[str], base: int) -> Iterator[Run]:
    """Yield runs of one word each that do not count as words of a quote."""
    for word, position in zip(others, _places(base, len(others)), strict=True):
        yield [word], [position], 0


def _places(base: int, number: int) -> Sequence[int]:
    """Return the positions of as many runs of one word."""
    return range(base, base + number * (RUN_GAP + 1), RUN_GAP + 1)


def _names(names: Iterable[str]) -> Iterator[Run]:
    return _spread(map(words, with_joined(names)))


def _terms(terms: Iterable[str]) -> list[Run]:
    distinct = list(dict.fromkeys(terms))
    return [(distinct, [0] * len(distinct), 1)]


def _numbers(term: str, numbers: Sequence[int]) -> Run:
    """Return a term with numbers in place of positions."""
    return [term] * len(numbers), numbers, 1


def _breaks(analysed: Analysed, base: int, others: int) -> list[Run]:
    """Return where sentences and paragraphs start; each of some other words after them is one."""
    after = _places(base + len(analysed.words) + RUN_GAP, others)
    starts = ((SENTENCE, analysed.sentences), (PARAGRAPH, analysed.paragraphs))
    return [_numbers(term, [*map(base.__add__, own), *after]) for term, own in starts]


def _hyphens(found: Sequence[tuple[str, int]], base: int) -> Run:
    return [word for word, _ in found], [base + position for _, position in found], 1
