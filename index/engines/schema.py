"""What the two Whoosh indexes keep, of articles and of quotes.

Every document has the key of its article in a column, so that an answer from one index can be
carried over to the other. Words come in already analysed, in runs (title and body, one name
and the next) that keep a distance which neither phrase nor nearness crosses.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from index.article import Annotation, Article
from index.engines.analysis import Analysed, analyse, words

NO_DATE = 0
RUN_GAP = 1000  # positions between one run of words and the next
UNKNOWN = "unknown"  # stands in the type field of quotes whose speaker nobody can tell
UNNAMED = "unnamed"
SENTENCE, PARAGRAPH = "s", "p"  # the terms of a field of breaks
TITLE_WEIGHT = 3  # words of the title weigh more: what an article is about comes first
ENTITY_FIELDS = {"person": "person", "organisation": "org", "place": "place"}


# Words of one document, their positions, and how much each of them weighs there.
Run = tuple[Sequence[str], Sequence[int], float]


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


class PlacedBreaks(fields.FieldType):  # type: ignore[misc]
    """Where sentences and paragraphs begin in a field of words."""

    placed = True

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def runs(self, value: Mapping[str, Sequence[int]]) -> Iterator[Run]:
        """The breaks of one document."""
        for kind, at in value.items():
            yield [kind] * len(at), at, 1


class Terms(fields.FieldType):  # type: ignore[misc]
    """Terms that a document has or has not."""

    placed = False

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def runs(self, value: Sequence[str]) -> Iterator[Run]:
        """The terms of one document."""
        terms = list(dict.fromkeys(value))
        yield terms, [0] * len(terms), 1


def _column(typecode: str) -> fields.COLUMN:
    return fields.COLUMN(columns.NumericColumn(typecode, default=0))


def _lists() -> fields.COLUMN:
    return fields.COLUMN(columns.VarBytesColumn())


ARTICLES = fields.Schema(
    id=Terms(), key=_column("I"), date=_column("i"), quotes=_column("i"), outlet=_column("i"),
    text=PlacedWords(first=TITLE_WEIGHT, scorable=True), text_breaks=PlacedBreaks(),
    title=PlacedWords(scorable=True),
    by=PlacedWords(), source=PlacedWords(), section=PlacedWords(), topic=PlacedWords(),
    person=PlacedWords(), org=PlacedWords(), place=PlacedWords(), entity=PlacedWords(),
    names=_lists(),
)  # fmt: skip
QUOTES = fields.Schema(
    id=Terms(), key=_column("I"), date=_column("i"), number=_column("i"),
    confidence=_column("d"), said=PlacedWords(scorable=True), said_breaks=PlacedBreaks(),
    speaker=PlacedWords(), who=Terms(), described=PlacedWords(), cue=PlacedWords(), type=Terms(),
)  # fmt: skip


def _names(of: Iterable[str]) -> list[list[str]]:
    return [words(name) for name in of]


def whole_name(name: str) -> str:
    """A name as one term, so that “Kerry” is found apart from “John Kerry”."""
    return " ".join(words(name))


def _day(article: Article) -> int:
    return article.date.toordinal() if article.date else NO_DATE


def article_document(
    key: int, article: Article, annotation: Annotation, outlet: int, names: Sequence[int]
) -> dict[str, Any]:
    """What the index of articles keeps of one.

    ``outlet`` is the number of its source, ``names`` are those of its other facets.
    """
    title = [] if article.title_from_text else words(article.title)
    body = analyse(article.text)
    entities = defaultdict(list)
    for entity in annotation.entities:
        entities["entity"].append(entity.name)
        if field := ENTITY_FIELDS.get(entity.label):
            entities[field].append(entity.name)
    return {
        "id": [str(key)],
        "key": key,
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
        "names": array("I", names).tobytes(),
        **{field: _names(of) for field, of in entities.items()},
    }


def quote_documents(key: int, article: Article, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """What the index of quotes keeps of those of one article."""
    described = _descriptions(article, annotation)
    for number, quote in enumerate(annotation.quotes):
        said = analyse(quote.cut(article.text))
        about = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        yield {
            "id": [str(key)],
            "key": key,
            "number": number,
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
