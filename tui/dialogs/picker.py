"""A box with a line to type in and what fits it below; the arrows move, Enter chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from tui.dialogs.dialog import Dialog
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.widgets.row_list import RowList
from tui.workers import background

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class PickerOption:
    """A row to choose: what it is called, what is said about it, and what it stands for."""

    text: str
    about: str
    value: Any


OptionProvider = Callable[[str], Sequence[PickerOption]]
"""What can be chosen when a text is typed; asks the archive, and so is called in a thread."""


def draw(choice: PickerOption, width: int) -> list[Content]:
    """The name, and what is said about it where there is room."""
    name = shorten(one_line(choice.text), width)
    room = width - Content(name).cell_length - 2
    about = styled(f"  {shorten(one_line(choice.about), room)}", "muted") if room > 0 else ""
    return [styled(name, "strong") + about]


CHOICES: RowType[PickerOption] = RowType(1, draw, lambda choice: (choice.text, choice.about))


class Picker(Dialog[Any]):
    """Returns what the chosen row stands for, or None."""

    AUTO_FOCUS = "Input"
    FOOT = "Type a name · ↑ ↓ move · Enter chooses · Esc leaves all as it is"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down"),
        Binding("up", "move(-1)", "up"),
    ]

    @dataclass
    class _Offered(Message):
        typed: str
        choices: Sequence[PickerOption]

    def __init__(self, title: Content, offer: OptionProvider) -> None:
        super().__init__(title)
        self._offer = offer
        self._shown_for: str | None = None
        self._is_entered = False

    def compose_body(self) -> ComposeResult:
        """The line to type in, and what can be chosen."""
        yield Input(placeholder="a name", compact=True)
        yield RowList(CHOICES)

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Offer what there is before anything is typed."""
        self._list.empty = Content("Type a name.")
        self._ask("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._is_entered = False
        self._ask(event.value.strip())

    @background("choices")
    def _ask(self, typed: str) -> _Offered:
        return self._Offered(typed, self._offer(typed))

    @on(_Offered)
    def _show(self, event: _Offered) -> None:
        self._shown_for = event.typed
        self._list.show_rows(event.choices)

    def action_move(self, by: int) -> None:
        """Go to another row while typing."""
        self._list.go_to(self._list.cursor + by)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Choose the row; where the rows are still those of an earlier text, once they are not."""
        self._is_entered = True
        self._choose()

    @on(RowList.CursorMoved)
    def _choose(self) -> None:
        is_current = self._shown_for == self.query_one(Input).value.strip()
        if self._is_entered and is_current and self._list.row is not None:
            self._is_entered = False
            self._list.action_open()

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.value)
