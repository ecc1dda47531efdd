"""A box in which an article gets a tag or loses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from index.article import Entry
from tui.dialogs.dialog import Dialog
from tui.render import rows
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.sanitize import fold_characters, one_line, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, in how many articles it is, and whether in this one."""

    name: str
    count: int
    on: bool


def draw(tag: TagRow, width: int) -> list[Content]:
    """The tag with a tick where the article has it, and how often it is used."""
    tick = rows.styled("✓ ", "accent") if tag.on else Content("  ")
    name = shorten(one_line(tag.name), max(width - 16, 8))
    return [tick + Content(name) + rows.styled(f"  {plural(tag.count, 'article')}", "muted")]


TAGS: RowType[TagRow] = RowType(1, draw, lambda tag: tag.name)


class TagPicker(Dialog["str | None"]):
    """Returns the tag that is to be turned on or off, or None."""

    AUTO_FOCUS = "Input"
    FOOT = "Enter gives or takes the tag · Tab completes · ↓ list · Esc closes"

    def __init__(self, entry: Entry, known: Sequence[tuple[str, int]]) -> None:
        super().__init__(Content(f"Tag: {shorten(one_line(entry.title), 60)}"))
        self._tags = [TagRow(name, count, name in entry.tags) for name, count in known]
        self._tags.sort(key=lambda tag: not tag.on)

    def compose_body(self) -> ComposeResult:
        """The line to type in, and the tags that there are."""
        yield Input(placeholder="a tag", compact=True)
        yield RowList(TAGS)

    def on_mount(self) -> None:
        """Show all tags."""
        self._show("")

    def _matching(self, typed: str) -> list[TagRow]:
        wanted = fold_characters(typed.strip())
        found = [tag for tag in self._tags if wanted in fold_characters(tag.name)]
        return sorted(found, key=lambda tag: not fold_characters(tag.name).startswith(wanted))

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
