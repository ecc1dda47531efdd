"""Compare an article with its copies and other versions."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from index.archive import Archive
from index.article import DiffPiece, Entry
from tui import key_hints, keys
from tui.context import host
from tui.render import rows
from tui.render.article_page import ArticlePage
from tui.render.dates import format_date
from tui.render.phrases import NO_OUTLET, plural
from tui.render.record.related_quotes import styled_changes
from tui.render.row_type import RowType
from tui.render.sanitize import one_line, shorten
from tui.screens.page_screen import PageScreen
from tui.widgets.find_bar import find_rows
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar
from tui.workers import DataMessage, background

MAX_PARAGRAPHS = 200  # `onrecord diff` shows all


def copy_row(entry: Entry, width: int) -> list[Content]:
    """Draw a copy or version: date and source, then its web address or file."""
    kind = "older version" if entry.outdated else ""
    parts = (format_date(entry.date), one_line(entry.source) or NO_OUTLET, kind)
    header = " · ".join(filter(None, parts))
    return [
        rows.styled(shorten(header, width), "strong"),
        rows.styled(shorten(one_line(entry.url or entry.location), width), "muted"),
    ]


COPIES: RowType[Entry] = RowType(2, copy_row, lambda entry: entry.id)


class CopiesScreen(PageScreen["str | None"]):
    """Returns the id of the article that the user wants to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]

    class _Compared(DataMessage):
        paragraphs: tuple[tuple[DiffPiece, ...], ...]

    def __init__(self, archive: Archive, page: ArticlePage) -> None:
        super().__init__()
        self._archive, self._page = archive, page

    def compose(self) -> ComposeResult:
        """Yield the headline, the list, the differences, and the keys."""
        yield StatusBar(id="head")
        yield RowList(COPIES, id="places")
        with VerticalScroll(id="changes"):
            yield Static()
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """List the other versions and copies."""
        others = self._page.other_versions_and_copies
        header = Content(" ") + rows.styled(self._page.title, "bold $strong")
        self.query_one("#head", StatusBar).show(header, f"{plural(len(others), 'other text')} ")
        self.query_one("#foot", StatusBar).show(key_hints.hints("places", host(self).settings.keys))
        self.query_one(RowList).show_rows(others)

    @on(RowList.CursorMoved)
    def _select(self, event: RowList.CursorMoved) -> None:
        self._compare(event.row)

    @background("compare")
    def _compare(self, other: Entry) -> _Compared:
        return self._Compared(self._archive.differences(other.id, self._page.id))

    @on(_Compared)
    def _show(self, event: _Compared) -> None:
        lines = [styled_changes(pieces) for pieces in event.paragraphs[:MAX_PARAGRAPHS]]
        if more := len(event.paragraphs) - len(lines):
            lines.append(rows.styled(f"… and {plural(more, 'other paragraph')}", "$muted"))
        self.query_one("#changes Static", Static).update(
            Content("\n\n").join(lines or [rows.styled("The words are the same.", "$muted")])
        )

    async def action_find(self) -> None:
        """Find words in the list."""
        await find_rows(self.query_one(RowList), "words in this list")

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.id)

    def action_back(self) -> None:
        """Go back to the article."""
        self.dismiss(None)
