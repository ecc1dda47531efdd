"""The fields of the two indexes as Whoosh fields, so that Whoosh can parse and run queries on them.

Whoosh stores these classes by their names in its table of contents: they must stay here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from whoosh import columns, formats
from whoosh.analysis import Filter, IDTokenizer, RegexTokenizer, Token
from whoosh.fields import COLUMN, ID, TEXT, FieldType, Schema
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.qparser.common import QueryParserError
from whoosh.query import Query, Term, Variations, Wildcard

from index.engines.local.fulltext.analysis import TOKEN, fold, stem, stem_prefix
from index.engines.local.fulltext.field_names import COLUMNS, NO_DATE, whole_name


class FoldFilter(Filter):  # type: ignore[misc]
    """Fold words, or whole names, as our own search does."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self.fold = fold

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Yield the tokens, folded."""
        for token in tokens:
            token.text = self.fold(token.text)
            yield token


class DayRange(Query):  # type: ignore[misc]
    """Match the days from ``first`` to ``last``, as ordinals, by the column of a field.

    As a range of terms it would be a union of one posting list for each day.
    """

    def __init__(self, fieldname: str, first: int, last: int) -> None:
        self.fieldname, self.first, self.last = fieldname, first, last

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DayRange) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.first, self.last))

    def __repr__(self) -> str:
        return f"DayRange({self.fieldname!r}, {self.first}, {self.last})"

    __unicode__ = __repr__  # what Whoosh shows

    def estimate_size(self, ixreader: Any) -> int:
        """Return the most documents that there can be."""
        return ixreader.doc_count()  # type: ignore[no-any-return]

    def field(self) -> str:
        """Return the name of the field."""
        return self.fieldname

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:  # noqa: ARG002
        """Return the documents of one segment; all score 1."""
        days = searcher.reader().column_reader(self.fieldname, translate=False).load()
        found = [n for n, day in enumerate(days) if self.first <= day <= self.last]
        return ListMatcher(found) if found else NullMatcher()


class Day(ID):  # type: ignore[misc]
    """A day, as a term like 2024-03-05, and in a column as its ordinal."""

    def __init__(self) -> None:
        super().__init__(sortable=columns.NumericColumn(COLUMNS["date"], default=NO_DATE))

    def self_parsing(self) -> bool:
        """Have Whoosh's parser call the methods below."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Return a query for one day, or for the days of a month or year or that start so."""
        if len(qstring) == len("2024-03-05"):
            return Term(fieldname, qstring, boost=boost)
        try:
            return DayRange(fieldname, *_days_of(qstring))
        except ValueError:
            return Wildcard(fieldname, f"{qstring.rstrip('*')}*", boost=boost)

    def parse_range(
        self, fieldname: str, start: str | None, end: str | None, startexcl: bool, endexcl: bool,
        boost: float = 1.0,  # noqa: ARG002
    ) -> Query:  # fmt: skip
        """Return a query for the days of ``[start TO end]``; each may be a month or a year."""
        first, last = date.min.toordinal(), date.max.toordinal()
        try:
            if start:
                days = _days_of(start)
                first = days[1] + 1 if startexcl else days[0]
            if end:
                days = _days_of(end)
                last = days[0] - 1 if endexcl else days[1]
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
    months = {len("2024"): 12, len("2024-03"): 1, len("2024-03-05"): 0}.get(len(text))
    if months is None:
        raise ValueError(f"“{text}” is not a date")
    first = date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    if not months:
        return first.toordinal(), first.toordinal()
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first.toordinal(), date(year, month + 1, 1).toordinal() - 1


class Forms(Variations):  # type: ignore[misc]
    """Match all forms of a word, in fields of text; in other fields, the word itself.

    For Whoosh's parser: ``QueryParser("text", schema, termclass=Forms)``.
    """

    def _btexts(self, reader: Any) -> Iterator[bytes]:
        if not reader.schema[self.fieldname].scorable:
            return (term for term in [self.text.encode()] if (self.fieldname, term) in reader)
        wanted = stem(self.text)
        candidates = reader.expand_prefix(self.fieldname, stem_prefix(wanted))
        return (term for term in candidates if stem(term.decode()) == wanted)


WORDS, NAME = RegexTokenizer(TOKEN) | FoldFilter(fold), IDTokenizer() | FoldFilter(whole_name)


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
