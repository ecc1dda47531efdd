"""The fields of the two indexes as Whoosh fields, so that Whoosh can parse and run queries on them.

Whoosh stores these classes by their names in its table of contents: they must stay here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import Analyzer, IDTokenizer, Token
from whoosh.query import Variations

from index.engines.local.fulltext.analysis import TOKEN, fold, stem, stem_prefix, words
from index.engines.local.fulltext.field_names import COLUMNS, NO_DATE, whole_name

RUN_GAP = 1000  # positions between two runs of words
TITLE_WEIGHT = 3  # words of the title weigh more than those of the body

# Words of one document, their positions, and the weight of each.
Run = tuple[Sequence[str], Sequence[int], int]


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """Split text into words as ``analysis`` does."""

    def __call__(
        self, value: str, *, tokenize: bool = True, start_pos: int = 0, start_char: int = 0,
        **options: Any,
    ) -> Iterator[Token]:  # fmt: skip
        """Yield the words of a text; with ``tokenize`` off, the whole text as one word."""
        token = Token(**options)
        token.boost = 1.0
        if not tokenize:
            token.text = fold(value)
            yield token
            return
        for token.pos, match in enumerate(TOKEN.finditer(value), start_pos):
            token.text = fold(match.group())
            token.startchar, token.endchar = (start_char + each for each in match.span())
            yield token


class NameAnalyzer(Analyzer):  # type: ignore[misc]
    """Make one term of a whole text."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Yield the text as one term."""
        token = Token(**options)
        token.boost, token.pos, token.startchar, token.endchar = 1.0, 0, 0, len(value)
        token.text = whole_name(value)
        yield token


class Runs(formats.Positions):  # type: ignore[misc]
    """Runs of words, so far apart that no phrase matches across two; the first may weigh more."""

    def __init__(self, first_weight: int = 1) -> None:
        super().__init__()
        self.first_weight = first_weight

    def runs(self, value: Any) -> Iterator[Run]:
        """Yield the words of a document: those of a text, or of words in runs."""
        base, weight = 0, self.first_weight
        for run in [words(value)] if isinstance(value, str) else value:
            yield run, range(base, base + len(run)), weight
            base, weight = base + len(run) + RUN_GAP, 1

    def word_values(self, value: Any, _: Analyzer, **__: Any) -> Iterator[tuple[Any, ...]]:
        """Yield each distinct word with its frequency, its weight, and its encoded positions."""
        places, weights = defaultdict(list), Counter[str]()
        for found, positions, weight in self.runs(value):
            for word, position in zip(found, positions, strict=True):
                places[word].append(position)
                weights[word] += weight
        for word, own in places.items():
            yield word, len(own), float(weights[word]), self.encode(own)


class Numbers(Runs):
    """A few terms with numbers in place of positions: sentence starts, the names in facets."""

    def runs(self, value: Any) -> Iterator[Run]:
        """Yield the numbers of a document, from pairs of a term and its numbers."""
        for term, numbers in value:
            yield [term] * len(numbers), numbers, 1


class Terms(formats.Existence):  # type: ignore[misc]
    """Terms without positions."""

    def runs(self, value: str | Sequence[str]) -> Iterator[Run]:
        """Yield the terms of a document: one, or several."""
        terms = [value] if isinstance(value, str) else list(dict.fromkeys(value))
        yield terms, [0] * len(terms), 1


class Day(fields.FieldType):  # type: ignore[misc]
    """A day, as a term like 2024-03-05, and in a column as its ordinal."""

    def __init__(self) -> None:
        column = columns.NumericColumn(COLUMNS["date"], default=NO_DATE)
        super().__init__(Terms(), IDTokenizer(), sortable=column)

    def to_column_value(self, value: str) -> int:
        """Return the ordinal of a day."""
        return date.fromisoformat(value).toordinal()

    def from_column_value(self, value: int) -> str:
        """Return the day with an ordinal."""
        return "" if value == NO_DATE else date.fromordinal(value).isoformat()


class Forms(Variations):  # type: ignore[misc]
    """Match all forms of a word, in fields of text; in other fields, the word itself.

    For Whoosh's parser: ``QueryParser("text", schema, termclass=Forms)``. Whoosh has no public
    method for the terms that a query expands to, so ``_btexts`` is overridden.
    """

    def _btexts(self, reader: Any) -> Iterator[bytes]:
        if not reader.schema[self.fieldname].scorable:
            if (self.fieldname, self.text) in reader:
                yield self.text.encode()
            return
        wanted = stem(self.text)
        for term in reader.expand_prefix(self.fieldname, stem_prefix(wanted)):
            if stem(term.decode()) == wanted:
                yield term


def _text(first_weight: int = 1) -> fields.FieldType:
    """Return a field that is ranked by the frequency of its words."""
    return fields.FieldType(
        Runs(first_weight), WordAnalyzer(), scorable=True, vector=True, multitoken_query="phrase"
    )


def _names() -> fields.FieldType:
    return fields.FieldType(Runs(), WordAnalyzer(), multitoken_query="phrase")


def _numbers() -> fields.FieldType:
    return fields.FieldType(Numbers(), NameAnalyzer())


def _keyword() -> fields.FieldType:
    return fields.FieldType(Terms(), NameAnalyzer())


def _columns(*names: str) -> Mapping[str, fields.COLUMN]:
    return {name: fields.COLUMN(columns.NumericColumn(COLUMNS[name], default=0)) for name in names}


ARTICLES = fields.Schema(
    **_columns("key", "quotes", "outlet", "story"), date=Day(), copy=_keyword(),
    text=_text(TITLE_WEIGHT), text_breaks=_numbers(), title=_text(),
    by=_names(), source=_names(), section=_names(), topic=_names(),
    person=_names(), org=_names(), place=_names(), entity=_names(),
    facets=_numbers(),
)  # fmt: skip
QUOTES = fields.Schema(
    **_columns("key", "number", "confidence", "story"), date=Day(), copy=_keyword(),
    said=_text(), said_breaks=_numbers(),
    speaker=_names(), who=_keyword(), described=_names(), cue=_names(),
    type=_keyword(),
)  # fmt: skip
SCHEMAS = {"articles": ARTICLES, "quotes": QUOTES}
