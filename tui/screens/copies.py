"""Where else an article is kept, its other versions, and what differs in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from index.archive import Archive
from index.article import DiffPiece, Entry
from tui import keys
from tui.context import settings
from tui.render import rows
from tui.render.article_page import ArticlePage
from tui.render.dates import format_date
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.sanitize import one_line, safe, shorten
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar
from tui.workers import background

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

INKS = {"same": "", "out": "$error strike", "in": "$success underline"}
MOST_PARAGRAPHS = 200  # that are shown; who wants more has the command


def place_row(entry: Entry, width: int) -> list[Content]:
    """When and where on one line; where it was read from on the other."""
    kind = "older version" if entry.outdated else ""
    parts = (format_date(entry.date), one_line(entry.source) or "source unknown", kind)
    head = " · ".join(filter(None, parts))
    return [
        rows.styled(shorten(head, width), "strong"),
        rows.styled(shorten(one_line(entry.url or entry.location), width), "muted"),
    ]


PLACES: RowType[Entry] = RowType(2, place_row, lambda entry: entry.id)


class CopiesScreen(Screen["str | None"]):
    """Returns the id of the article that the reader wants to see, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]

    @dataclass
    class _Compared(Message):
        other: Entry
        changed: tuple[tuple[DiffPiece, ...], ...]

    def __init__(self, archive: Archive, reading: ArticlePage) -> None:
        super().__init__()
        self.archive, self.reading = archive, reading

    def compose(self) -> ComposeResult:
        """The headline, the places, and what differs in the one that the cursor is on."""
        yield StatusBar(id="head")
        yield RowList(PLACES, id="places")
        with VerticalScroll(id="changes"):
            yield Static()
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Show the places and versions, the article itself left out."""
        others = self.reading.other_versions_and_copies
        title = Content(" ") + rows.styled(self.reading.title, "bold $strong")
        self.query_one("#head", StatusBar).say(title, f"{plural(len(others), 'other')} ")
        self.query_one("#foot", StatusBar).say(keys.hints("places", settings(self).keys))
        self.query_one(RowList).show_rows(others)

    @on(RowList.CursorMoved)
    def _reached(self, event: RowList.CursorMoved) -> None:
        if event.row is not None:
            self._compare(event.row)

    @background("compare")
    def _compare(self, other: Entry) -> _Compared:
        return self._Compared(other, self.archive.differences(other.id, self.reading.id))

    @on(_Compared)
    def _show(self, event: _Compared) -> None:
        lines = [_paragraph(pieces) for pieces in event.changed[:MOST_PARAGRAPHS]]
        if more := len(event.changed) - len(lines):
            lines.append(rows.styled(f"… and {plural(more, 'other paragraph')}", "$muted"))
        self.query_one("#changes Static", Static).update(
            Content("\n\n").join(lines or [rows.styled("The words are the same.", "$muted")])
        )

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.id)

    def action_back(self) -> None:
        """Go back to the article."""
        self.dismiss(None)


def _paragraph(pieces: tuple[DiffPiece, ...]) -> Content:
    return Content("").join(rows.styled(safe(piece.text), INKS[piece.kind]) for piece in pieces)
