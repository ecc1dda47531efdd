"""The dialog to add or remove a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from index.article import Entry
from index.user_data import split_tags
from tui.context import host
from tui.dialogs.dialog import Dialog
from tui.render import rows
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.sanitize import fold_characters, one_line, shorten
from tui.widgets.input_bar import LineInput
from tui.widgets.row_list import RowList

TITLE_WIDTH = 60  # cells of a headline in the title of the dialog


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, its number of articles, and whether the selected articles have it."""

    name: str
    count: int
    is_on: bool


def tag_row(tag: TagRow, width: int) -> list[Content]:
    """Draw the tag with its number of articles, and a tick if the selected articles have it."""
    tick = rows.styled("✓ ", "accent") if tag.is_on else Content("  ")
    name = shorten(one_line(tag.name), max(width - 16, 8))
    return [tick + Content(name) + rows.styled(f"  {plural(tag.count, 'article')}", "muted")]


TAGS: RowType[TagRow] = RowType(1, tag_row, lambda tag: tag.name)


class TagInput(LineInput):
    """The input of the dialog; Tab completes the tag, the keys that go down lead to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", "complete"),
        Binding("down,pagedown", "screen.list", "list"),
    ]


class TagPicker(Dialog["list[str] | None"]):
    """Returns the tags to add or remove, or None."""

    AUTO_FOCUS = "Input"
    HINT = "Enter adds or removes · comma: two tags · Tab completes · ↓ list · Esc closes"

    def __init__(self, entries: Sequence[Entry], tags: Sequence[tuple[str, int]]) -> None:
        title = shorten(one_line(entries[0].title), TITLE_WIDTH)
        about = title if len(entries) == 1 else plural(len(entries), "article")
        super().__init__(Content(f"Tag: {about}"))
        self._tags = [
            TagRow(name, count, all(name in entry.tags for entry in entries))
            for name, count in tags
        ]
        self._tags.sort(key=lambda tag: not tag.is_on)

    def compose_body(self) -> ComposeResult:
        """Compose the input and the list of tags."""
        yield TagInput(placeholder="tag")
        yield RowList(TAGS)

    def on_mount(self) -> None:
        """Show all tags."""
        self._show("")

    def _matching(self, typed: str) -> list[TagRow]:
        """Return the tags that contain the text after the last comma, at the start first."""
        text = fold_characters(typed.rpartition(",")[2].strip())
        found = [tag for tag in self._tags if text in fold_characters(tag.name)]
        return sorted(found, key=lambda tag: not fold_characters(tag.name).startswith(text))

    def _show(self, typed: str) -> None:
        tags = self.query_one(RowList)
        is_new = bool(typed.strip())
        tags.empty = Content("New tag: Enter creates it." if is_new else "No tags yet. Type one.")
        tags.show_rows(self._matching(typed))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(split_tags(one_line(event.value)) or None)

    @on(RowList.Opened)
    def _selected(self, event: RowList.Opened) -> None:
        self.dismiss([event.row.name])

    def action_complete(self) -> None:
        """Complete the tag that is being typed."""
        line = self.query_one(Input)
        if found := self._matching(line.value):
            before, comma, _ = line.value.rpartition(",")
            line.value = f"{before}{comma} {found[0].name}".lstrip()
            line.cursor_position = len(line.value)
        else:
            host(self).hint("There is nothing to complete.")

    def action_list(self) -> None:
        """Go from the input to the list."""
        self.query_one(RowList).focus()
