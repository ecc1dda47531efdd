"""What the listed articles have in common, as rows that narrow the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from index.article import Facet
from tui.render.row_type import Kind
from tui.render.rows import ends, inked
from tui.render.sanitize import one_line, shorten

NAMES = {
    "is": "State", "source": "Source", "date": "Month", "person": "Person",
    "org": "Organisation", "place": "Place", "speaker": "Speaker",
}  # fmt: skip
MONTHS = 12  # that are shown


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A value that some of the listed articles have; an empty one is the head of its field."""

    field: str
    value: str = ""
    count: int = 0

    @property
    def condition(self) -> str:
        """What narrows a search to those articles, as one would type it."""
        from index.query import field_condition  # 45 ms that reading does without

        return field_condition(self.field, self.value)


def narrowings(facets: Sequence[Facet]) -> list[Narrowing]:
    """The rows: each field that has values, and those with the number of articles."""
    by_field = {facet.field: facet.values for facet in facets}
    rows: list[Narrowing] = []
    for name in NAMES:
        values = [value for value in by_field.get(name, ()) if value[1]]
        if values:
            rows.append(Narrowing(name))
            rows += [Narrowing(name, value, count) for value, count in values[:MONTHS]]
    return rows


def row(narrowing: Narrowing, width: int) -> list[Content]:
    """The name of a field, or a value with its number of articles at the right."""
    if not narrowing.value:
        return [inked(NAMES[narrowing.field], "accent")]
    value = one_line(narrowing.value)
    if narrowing.field == "date":
        value = f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    count = f"{narrowing.count:,}"
    return [ends(Content("  " + shorten(value, width - len(count) - 3)), count, width)]


NARROWINGS: Kind[Narrowing] = Kind(1, row, lambda row: (row.field, row.value))
