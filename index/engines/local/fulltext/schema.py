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
from whoosh.query import Variations

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


class Day(ID):  # type: ignore[misc]
    """A day, as a term like 2024-03-05, and in a column as its ordinal."""

    def __init__(self) -> None:
        super().__init__(sortable=columns.NumericColumn(COLUMNS["date"], default=NO_DATE))

    def to_column_value(self, value: str) -> int:
        """Return the ordinal of a day."""
        return date.fromisoformat(value).toordinal()

    def from_column_value(self, value: int) -> str:
        """Return the day with an ordinal."""
        return "" if value == NO_DATE else date.fromordinal(value).isoformat()


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
        text=_text(), text_breaks=_numbers(), title=_text(),
        by=_names(), source=_names(), section=_names(), topic=_names(),
        person=_names(), org=_names(), place=_names(), entity=_names(), facets=_numbers(),
    ),
    "quotes": Schema(
        **_columns("key", "number", "confidence", "story"), date=Day(), copy=ID(analyzer=NAME),
        said=_text(), said_breaks=_numbers(), speaker=_names(), who=ID(analyzer=NAME),
        described=_names(), cue=_names(), type=ID(analyzer=NAME),
    ),
}  # fmt: skip
