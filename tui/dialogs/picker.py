"""A dialog to pick an option from a list that is filtered as you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from tui.dialogs.dialog import Dialog, FilterInput
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.widgets.row_list import RowList
from tui.workers import DataMessage, background


@dataclass(frozen=True, slots=True)
class PickerOption:
    """An option: its text, a detail beside it, and the value that the dialog returns."""

    text: str
    detail: str
    value: Any
    confirmation: str = ""
    """What to ask before the option is taken, by a second Enter; empty to take it at once."""


OptionProvider = Callable[[str], Sequence[PickerOption]]
"""Returns the options for the typed text. It queries the archive and is called in a thread."""


def option_row(option: PickerOption, width: int) -> list[Content]:
    """Draw the text, and the detail if there is room."""
    text = shorten(one_line(option.text), width)
    room = width - Content(text).cell_length - 2
    detail = styled(f"  {shorten(one_line(option.detail), room)}", "muted") if room > 0 else ""
    return [styled(text, "strong") + detail]


OPTIONS: RowType[PickerOption] = RowType(1, option_row, lambda option: (option.text, option.detail))


class Picker(Dialog[Any]):
    """Returns the value of the selected option, or None."""

    AUTO_FOCUS = "Input"
    HINT = "Type to filter · ↑ ↓ move · Enter selects · Esc cancels"

    class _OptionsLoaded(DataMessage):
        typed: str
        options: Sequence[PickerOption]

    def __init__(self, title: Content, provider: OptionProvider, placeholder: str) -> None:
        super().__init__(title)
        self._provider, self._placeholder = provider, placeholder
        self._loaded_for: str | None = None
        self._is_submitted = False
        self._to_confirm: PickerOption | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the input and the list."""
        yield FilterInput(placeholder=self._placeholder)
        yield RowList(OPTIONS)

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Show the options for no text."""
        self._list.empty = Content("Nothing matches. Type another name.")
        self._load("")

    def show_hint(self, text: str) -> None:
        """Show a hint; after any other than the question, the question is asked again."""
        if self._to_confirm and text != self._to_confirm.confirmation:
            self._to_confirm = None
        super().show_hint(text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._is_submitted = False
        self._load(event.value.strip())

    @background("options")
    def _load(self, typed: str) -> _OptionsLoaded:
        return self._OptionsLoaded(typed, self._provider(typed))

    @on(_OptionsLoaded)
    def _show(self, event: _OptionsLoaded) -> None:
        self._loaded_for = event.typed
        if self._to_confirm:
            self.show_hint("")
        self._list.show_rows(event.options)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Select the row; if the list is still loading, select it once it has loaded."""
        self._is_submitted = True
        self._select_if_loaded()

    @on(RowList.CursorMoved)
    def _select_if_loaded(self) -> None:
        is_loaded = self._loaded_for == self.query_one(Input).value.strip()
        if self._is_submitted and is_loaded and self._list.row is not None:
            self._is_submitted = False
            self._list.action_open()

    @on(RowList.Opened)
    def _selected(self, event: RowList.Opened) -> None:
        option: PickerOption = event.row
        if option.confirmation and option != self._to_confirm:
            self._to_confirm = option
            self.show_hint(option.confirmation)
            return
        self.dismiss(option.value)
