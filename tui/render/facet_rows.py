"""Facets of the listed articles, as rows that filter the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from textual.content import Content

from index.article import Facet
from tui.render.record.voices import WITHOUT
from tui.render.row_type import RowType
from tui.render.rows import justify, styled
from tui.render.sanitize import fold_characters, one_line, shorten

HEADINGS = {
    "is": "State", "source": "Outlet", "date": "Month", "person": "Person",
    "org": "Organisation", "place": "Place", "speaker": "Speaker",
}  # fmt: skip
UNIT = "articles"  # that are counted, in every view
MAX_VALUES = 12  # shown per facet
MAX_SEARCHED = 5_000  # per facet, to find one by typing


@dataclass(eq=False, repr=False)
class FacetFilter:
    """A value of a facet with its number of articles; without a value, the facet's heading."""

    field: str
    value: str | None = None
    """Empty for articles without a value."""
    count: int = 0
    is_cut: bool = False
    """Whether there are more values than are listed below this heading."""

    @property
    def condition(self) -> str:
        """The search line that finds these articles."""
        from index.query import value_condition  # 45 ms, not needed for reading

        return value_condition(self.field, self.value or "")

    @cached_property
    def folded(self) -> str:
        """The value as the user reads it, to find words in it; a month also as 2024-03."""
        written = f" {self.value}" if self.field == "date" and self.value else ""
        return fold_characters(shown_value(self) + written)


def facet_filters(facets: Sequence[Facet], limit: int | None = MAX_VALUES) -> list[FacetFilter]:
    """Return the rows: a heading for each facet that has values, then up to ``limit`` values."""
    by_field = {facet.field: facet.values for facet in facets}
    rows: list[FacetFilter] = []
    for name in HEADINGS:
        values = [value for value in by_field.get(name, ()) if value[1]]
        if values:
            named = [value for value in values if value[0]]
            more = limit is not None and len(named) > limit
            rows.append(FacetFilter(name, is_cut=more))
            named = named[:limit]
            without = [value for value in values if not value[0]]
            rows += [FacetFilter(name, value, count) for value, count in (*named, *without)]
    return rows


def is_cut(facets: Sequence[Facet], limit: int) -> bool:
    """Return whether a facet may have more values than the ``limit`` that was asked for."""
    return any(
        facet.field != "date" and sum(bool(value) for value, _ in facet.values) >= limit
        for facet in facets
    )


def matching_filters(rows: Sequence[FacetFilter], words: str) -> list[FacetFilter]:
    """Return the values that contain the words, below their headings."""
    wanted = fold_characters(words).strip()
    found: list[FacetFilter] = []
    heading = None
    for row in rows:
        if is_heading(row):
            heading = row
        elif wanted in row.folded:
            found += [heading, row] if heading else [row]
            heading = None
    return found


def is_heading(row: FacetFilter) -> bool:
    """Return whether a row is the heading of a facet."""
    return row.value is None


def shown_value(facet: FacetFilter) -> str:
    """Return a value as the user reads it."""
    if not facet.value:
        return WITHOUT.get(facet.field, "")
    if facet.field == "date":
        return f"{date.fromisoformat(f'{facet.value}-01'):%B %Y}"
    return one_line(facet.value)


def facet_row(facet: FacetFilter, width: int) -> list[Content]:
    """Draw a heading, or a value with its number of articles on the right, also among quotes."""
    if is_heading(facet):
        chosen = "newest" if facet.field == "date" else "top"
        note = f", {chosen} {MAX_VALUES}" if facet.is_cut else ""
        return [justify(styled(HEADINGS[facet.field], "accent") + Content(note), UNIT, width)]
    value = shown_value(facet)
    count = f"{facet.count:,}"
    name = "  " + shorten(value, width - len(count) - 3)
    return [justify(Content(name) if facet.value else styled(name, "muted"), count, width)]


FACETS: RowType[FacetFilter] = RowType(
    1, facet_row, lambda row: (row.field, row.value), is_heading=is_heading
)
