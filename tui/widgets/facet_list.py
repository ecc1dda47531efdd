"""The facets of the listed articles, counted only while the pane is visible."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from index.archive import Archive
from tui import keys
from tui.render import facet_rows
from tui.render.sanitize import one_line
from tui.widgets.row_list import RowList
from tui.workers import DataMessage, background

CHANGES = {
    each.id
    for each in (*keys.MARK, *keys.CORRECT, *keys.EDIT, *keys.SHARE, *keys.RELATED)
}  # fmt: skip
"""The actions on the article beside the filters, which do not work here."""


class FacetList(RowList):
    """Lists the values by which the current search can be filtered."""

    class _Counted(DataMessage):
        filters: list[facet_rows.FacetFilter]

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(facet_rows.FACETS, id=id)
        self._archive = archive
        self._line = ""
        self._counted_line: str | None = None
        self._is_paused = False
        self._filters: Sequence[facet_rows.FacetFilter] = ()
        self.words = ""
        """What the user typed to see fewer values."""

    def update(self, line: str, is_paused: bool) -> None:
        """Count the facets of a search; ``is_paused``: later, as articles are being added."""
        self._line, self._is_paused = line, is_paused
        self._counted_line = None
        self._count_if_visible()

    def on_resize(self) -> None:
        """Count when the pane becomes visible."""
        if self._counted_line != self._line:
            self._count_if_visible()

    def _count_if_visible(self) -> None:
        if self.display and not self._is_paused:
            self._counted_line = self._line
            self.call_after_refresh(self._count, self._line)

    @background("facets")
    def _count(self, line: str) -> _Counted:
        return self._Counted(facet_rows.facet_filters(self._archive.statistics.facets(line)))

    @on(_Counted)
    def _show(self, event: _Counted) -> None:
        self.empty = Content("No filters for these results.")
        self._filters, self.words = event.filters, ""
        self.show_rows(event.filters, cursor=1)  # below the first heading

    def typing_action(self, character: str) -> str:
        """Find a value by what is typed; signs and digits stay keys."""
        return f"screen.find({character!r})" if character.isalpha() else ""

    def refusal(self, key: str, action: str) -> str:  # noqa: ARG002 - any key may have the action
        """Return how to find a value, in place of an action on the article."""
        return "Type to find a value." if action in CHANGES else ""

    def filter(self, words: str) -> int:
        """Show only the values that contain the words, and return their number."""
        self.words = words
        found = facet_rows.matching_filters(self._filters, words)
        self.empty = Content(f"No filter contains “{one_line(words)}”.")
        self.show_rows(found, cursor=1)
        return sum(not facet_rows.is_heading(row) for row in found)
