"""The fields of the two indexes as Whoosh fields, so that Whoosh can parse and run queries on them.

Whoosh stores these classes by their names in its table of contents: they must stay here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from whoosh import columns, formats
from whoosh.analysis import Filter, IDTokenizer, RegexTokenizer, Token
from whoosh.fields import COLUMN, ID, TEXT, FieldType, Schema
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.qparser.common import QueryParserError
from whoosh.query import Prefix, Query, Term, Variations

from index.engines.local.fulltext.analysis import fold, stem, stem_prefix, token_pattern
from index.engines.local.fulltext.field_names import COLUMNS, NO_DATE, UNIX_EPOCH, whole_name

FORMS = b"\xff"  # before a word: all its forms as one term; no UTF-8 has this byte


class FoldFilter(Filter):  # type: ignore[misc]
    """Fold words, or whole names, as our own search does."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self.fold = fold

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Yield the tokens, folded."""
        for token in tokens:
            token.text = self.fold(token.text)
            yield token


@dataclass(unsafe_hash=True)
class DayRange(Query):  # type: ignore[misc]
    """Match the days from ``first`` to ``last``, as ordinals, by the column of a field.

    As a range of terms it would be a union of one posting list for each day.
    """

    fieldname: str
    first: int
    last: int

    def estimate_size(self, ixreader: Any) -> int:
        """Return the most documents that there can be."""
        return ixreader.doc_count()  # type: ignore[no-any-return]

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:  # noqa: ARG002
        """Return the documents of one segment; all score 1."""
        days = np.asarray(searcher.reader().column_reader(self.fieldname, translate=False).load())
        found = np.flatnonzero((days >= self.first) & (days <= self.last)).tolist()
        return ListMatcher(found) if found else NullMatcher()


class Day(ID):  # type: ignore[misc]
    """A day, as a term like 2024-03-05, and in a column as its ordinal."""

    def __init__(self) -> None:
        super().__init__(sortable=columns.NumericColumn(COLUMNS["date"], default=NO_DATE))

    def self_parsing(self) -> bool:
        """Have Whoosh's parser call the methods below."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Return a query for a day, a month or a year, or for the days that start so."""
        start = qstring.rstrip("*")
        try:
            return DayRange(fieldname, *_days_of(start))
        except ValueError:
            return Prefix(fieldname, start, boost=boost)

    def parse_range(
        self, fieldname: str, start: str | None, end: str | None, startexcl: bool, endexcl: bool,
        boost: float = 1.0,  # noqa: ARG002
    ) -> Query:  # fmt: skip
        """Return a query for the days of ``[start TO end]``; each may be a month or a year."""
        first, last = date.min.toordinal(), date.max.toordinal()
        try:
            if start:
                first = _days_of(start)[startexcl] + startexcl
            if end:
                last = _days_of(end)[not endexcl] - endexcl
        except ValueError as error:
            raise QueryParserError(f"{error}. A date is like 2024-03-05.") from error
        return DayRange(fieldname, first, last)

    def to_column_value(self, value: str) -> int:
        """Return the ordinal of a day."""
        return date.fromisoformat(value).toordinal()

    def from_column_value(self, value: int) -> str:
        """Return the day with an ordinal."""
        return "" if value == NO_DATE else date.fromordinal(value).isoformat()


def _days_of(text: str) -> tuple[int, int]:
    """Return the first and last day of a day, month or year; raises ValueError."""
    if len(text) not in map(len, ("2024", "2024-03", "2024-03-05")):
        raise ValueError(f"“{text}” is not a date")
    period = np.datetime64(text)
    days = np.array([period, period + 1]).astype("M8[D]").astype(np.int64) + UNIX_EPOCH
    return int(days[0]), int(days[1]) - 1


class Forms(Variations):  # type: ignore[misc]
    """Match all forms of a word, in fields of text; in other fields, the word itself.

    For Whoosh's parser: ``QueryParser("text", schema, termclass=Forms)``.
    """

    def estimate_size(self, ixreader: Any) -> int:
        """Return the number of documents."""
        return self._together().estimate_size(ixreader)  # type: ignore[no-any-return]

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Read all forms as one word, unless the search is asked which of them matched."""
        if context and context.needs_current:
            return super().matcher(searcher, context)
        return self._together().matcher(searcher, context)

    def _together(self) -> Term:
        return Term(self.fieldname, FORMS + self.text.encode(), boost=self.boost)

    def _btexts(self, reader: Any) -> Iterator[bytes]:
        if not reader.schema[self.fieldname].scorable:
            return (term for term in [self.text.encode()] if (self.fieldname, term) in reader)
        wanted = stem(self.text)
        candidates = reader.expand_prefix(self.fieldname, stem_prefix(wanted))
        return (term for term in candidates if stem(term.decode()) == wanted)


WORDS, NAME = (
    RegexTokenizer(token_pattern()) | FoldFilter(fold),
    IDTokenizer() | FoldFilter(whole_name),
)


def _text() -> TEXT:
    return TEXT(WORDS, vector=True, multitoken_query="phrase")


def _names() -> FieldType:
    return FieldType(formats.Positions(), WORDS, multitoken_query="phrase")


def _numbers() -> FieldType:
    """Return a field with a few terms, and numbers in place of positions."""
    return FieldType(formats.Positions(), NAME)


def _columns(*names: str) -> Mapping[str, COLUMN]:
    return {name: COLUMN(columns.NumericColumn(COLUMNS[name], default=0)) for name in names}


SCHEMAS = {
    "articles": Schema(
        **_columns("key", "quotes", "outlet", "story"), date=Day(), copy=ID(analyzer=NAME),
        text=_text(), text_breaks=_numbers(), text_hyphens=_numbers(),
        title=_text(), title_hyphens=_numbers(),
        by=_names(), source=_names(), section=_names(), topic=_names(),
        person=_names(), org=_names(), place=_names(), entity=_names(), facets=_numbers(),
    ),
    "quotes": Schema(
        **_columns("key", "number", "confidence", "story"), date=Day(), copy=ID(analyzer=NAME),
        said=_text(), said_breaks=_numbers(), said_hyphens=_numbers(),
        speaker=_names(), who=ID(analyzer=NAME),
        described=_names(), cue=_names(), type=ID(analyzer=NAME),
    ),
}  # fmt: skip
