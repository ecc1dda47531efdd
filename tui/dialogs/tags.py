"""A box in which an article gets a tag or loses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from index.article import Entry
from tui.dialogs.dialog import Box
from tui.render import rows
from tui.render.row_type import Kind
from tui.render.sanitize import fold, one_line, plural, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, in how many articles it is, and whether in this one."""

    name: str
    count: int
    on: bool


def draw(tag: Tag, width: int) -> list[Content]:
    """The tag with a tick where the article has it, and how often it is used."""
    tick = rows.inked("✓ ", "accent") if tag.on else Content("  ")
    name = shorten(one_line(tag.name), max(width - 16, 8))
    return [tick + Content(name) + rows.inked(f"  {plural(tag.count, 'article')}", "muted")]


TAGS: Kind[Tag] = Kind(1, draw, lambda tag: tag.name)


class Tags(Box["str | None"]):
    """Returns the tag that is to be turned on or off, or None."""

    AUTO_FOCUS = "Input"
    FOOT = "Enter gives or takes the tag · Tab completes · ↓ list · Esc closes"

    def __init__(self, entry: Entry, known: Sequence[tuple[str, int]]) -> None:
        super().__init__(Content(f"Tag: {shorten(one_line(entry.title), 60)}"))
        self._tags = [Tag(name, count, name in entry.tags) for name, count in known]
        self._tags.sort(key=lambda tag: not tag.on)

    def inside(self) -> ComposeResult:
        """The line to type in, and the tags that there are."""
        yield Input(placeholder="a tag", compact=True)
        yield RowList(TAGS)

    def on_mount(self) -> None:
        """Show all tags."""
        self._show("")

    def _matching(self, typed: str) -> list[Tag]:
        wanted = fold(typed.strip())
        found = [tag for tag in self._tags if wanted in fold(tag.name)]
        return sorted(found, key=lambda tag: not fold(tag.name).startswith(wanted))

    def _show(self, typed: str) -> None:
        found = self.query_one(RowList)
        new = "No tag is called so yet; Enter makes it."
        found.empty = Content(new if typed.strip() else "There are no tags yet; type one.")
        found.show_rows(self._matching(typed))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(one_line(event.value).lstrip("#").strip() or None)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.name)

    def on_key(self, event: events.Key) -> None:
        """Complete on Tab; go to the list on the arrow down."""
        line = self.query_one(Input)
        if not line.has_focus or event.key not in ("tab", "down"):
            return
        event.stop()
        event.prevent_default()
        found = self._matching(line.value)
        if event.key == "down":
            self.query_one(RowList).focus()
        elif found:
            line.value = found[0].name
            line.cursor_position = len(line.value)
