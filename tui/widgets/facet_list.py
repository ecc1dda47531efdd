"""The facets of the listed articles, counted only while the pane is visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
        searched: list[facet_rows.FacetFilter]
        is_cut: bool
        shown: list[facet_rows.FacetFilter] | None = None

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(facet_rows.FACETS, id=id)
        self._archive = archive
        self._line = ""
        self._counted_line: str | None = None
        self._is_paused = False
        self._filters: Sequence[facet_rows.FacetFilter] = ()
        self._searched: Sequence[facet_rows.FacetFilter] = ()  # where typed words are found
        self._is_cut = False  # whether there may be more than the searched ones
        self._has_rare = False  # whether rare values have been counted, or there are none
        self._is_counting = False
        self.words = ""
        """What the user typed to see fewer values."""
        self.on_found: Callable[[int], object] = lambda _: None
        """Called with the number of values if it was not known when the user typed."""

    def update(self, line: str, is_paused: bool) -> None:
        """Count the facets of a search; ``is_paused``: later, as articles are being added."""
        if line != self._line:
            self.words = ""
        self._line, self._is_paused = line, is_paused
        self._counted_line = None
        self._count_if_visible()

    def on_resize(self) -> None:
        """Count when the pane becomes visible."""
        if self._counted_line != self._line:
            self._count_if_visible()

    def _count_if_visible(self) -> None:
        if self.display and not self._is_paused:
            self._counted_line, self._is_counting = self._line, True
            self.call_after_refresh(self._count, self._line)

    @background("facets")
    def _count(self, line: str) -> _Counted:
        limit = facet_rows.MAX_VALUES + 1  # to know whether there are more
        facets = self._archive.statistics.facets(line, limit)
        return self._Counted(
            facet_rows.facet_filters(facets, None),
            facet_rows.is_cut(facets, limit),
            facet_rows.facet_filters(facets),
        )

    @background("facets")
    def _count_rare(self, line: str) -> _Counted:
        """Count also rare values, once the user types."""
        limit = facet_rows.MAX_SEARCHED
        facets = self._archive.statistics.facets(line, limit)
        filters = facet_rows.facet_filters(facets, None)
        facet_rows.matching_filters(filters, "")  # folds the values here, not while the user types
        return self._Counted(filters, facet_rows.is_cut(facets, limit))

    @on(_Counted)
    def _show(self, event: _Counted) -> None:
        self._is_counting = False
        self._searched, self._is_cut = event.searched, event.is_cut
        self._has_rare = event.shown is None or not event.is_cut
        if event.shown is not None:
            self._filters = event.shown
        if not self.words:
            if event.shown is not None:
                self._show_all()
            return
        chosen = self.row
        found = self.filter(self.words)
        if chosen is not None:
            key_of = self.row_type.key
            number = self._windows.find(key_of(chosen), key_of)
            if number is not None:
                self.go_to(number)
        if found is not None:
            self.on_found(found)

    def _show_all(self) -> None:
        self.empty = Content("No filters for these results.")
        self.show_rows(self._filters, cursor=1)  # below the first heading

    def typing_action(self, text: str) -> str:
        """Find a value by what is typed or pasted; signs stay keys."""
        return f"screen.find({text!r})" if text[:1].isalnum() else ""

    def action_open(self) -> None:
        """Filter by the value under the cursor; what was typed has found it."""
        self.words = ""
        super().action_open()

    def refusal(self, key: str, action: str) -> str:  # noqa: ARG002 - any key may have the action
        """Return how to find a value, in place of an action on the article."""
        return "Type to find a value." if action in CHANGES else ""

    def filter(self, words: str) -> int | None:
        """Show only the values that contain the words.

        Return their number; None while rare values are being counted.
        """
        self.words = words
        if not words:
            self._show_all()
            return 0
        if not (self._has_rare or self._is_counting):
            self._is_counting = True
            self._count_rare(self._line)
        found = facet_rows.matching_filters(self._searched, words)
        self.empty = Content(self._nothing_found())
        self.show_rows(found, cursor=1)
        if self._is_counting:
            return None
        return sum(not facet_rows.is_heading(row) for row in found)

    def _nothing_found(self) -> str:
        if self._is_counting:
            return "Counting all filters …"
        among = f" among the {facet_rows.MAX_SEARCHED:,} most frequent" if self._is_cut else ""
        return f"No filter{among} contains “{one_line(self.words)}”."
