"""What a command says that was given a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.dialogs.dialog import Dialog
from tui.render.phrases import plural
from tui.render.sanitize import safe, shorten
from tui.sharing.pipe import ShellCommand

if TYPE_CHECKING:
    from textual.app import ComposeResult

LINES = 2000  # that are shown


class CommandOutput(Dialog[None]):
    """Runs a command and shows what it says; closing ends the command."""

    AUTO_FOCUS = "VerticalScroll"

    @dataclass
    class _Said(Message):
        lines: list[str]
        end: str = ""

    def __init__(self, line: str, text: str) -> None:
        super().__init__(Content(f"| {shorten(safe(line), 76)}"))
        self._line, self._text = line, text
        self._command: ShellCommand | None = None

    def compose_body(self) -> ComposeResult:
        """What is said, and how it ended."""
        with VerticalScroll():
            yield Static("", id="said", markup=False)
        yield Static(Content("runs …"), classes="echo", markup=False)

    def on_mount(self) -> None:
        """Start the command."""
        self._command = ShellCommand(self._line, self._text)
        self._read(self._command)

    def on_unmount(self) -> None:
        """Leave nothing running."""
        if self._command:
            self._command.stop()

    @work(thread=True, group="output")
    def _read(self, command: ShellCommand) -> None:
        lines: list[str] = []
        for piece in _lines(command.output()):
            lines.append(piece)
            if len(lines) in (1, 24) or len(lines) % 500 == 0:
                self.post_message(self._Said(lines[:LINES]))
        code = command.end()
        left = len(lines) - LINES
        end = "done" if code == 0 else f"ended with {code}"
        more = f" · {plural(left, 'other line')} left out" if left > 0 else ""
        self.post_message(self._Said(lines[:LINES], end + more))

    @on(_Said)
    def _show(self, event: _Said) -> None:
        self.query_one("#said", Static).update(Content("\n".join(map(safe, event.lines))))
        if event.end:
            self._command = None
            self.query_one(".echo", Static).update(Content(event.end))


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        yield from whole
    if rest:
        yield rest
