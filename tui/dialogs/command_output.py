"""The dialog that shows the output of a shell command."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.dialog import Dialog
from tui.render.phrases import plural
from tui.render.sanitize import safe, shorten
from tui.sharing.pipe import ShellCommand
from tui.workers import DataMessage

MAX_LINES = 2000


class CommandOutput(Dialog[None]):
    """Runs a command with a text as its input; closing the dialog stops the command."""

    AUTO_FOCUS = "VerticalScroll"

    class _OutputArrived(DataMessage):
        lines: list[str]
        status: str = ""
        """How the command ended; empty while it runs."""

    def __init__(self, line: str, text: str) -> None:
        super().__init__(Content(f"| {shorten(safe(line), 76)}"))
        self._line, self.input_text = line, text
        self._command: ShellCommand | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the output and the status."""
        with VerticalScroll():
            yield Static("", id="output", markup=False)
        yield Static(Content("running …"), classes="echo", markup=False)

    def on_mount(self) -> None:
        """Start the command."""
        self._command = ShellCommand(self._line, self.input_text)
        self._read(self._command)

    def on_unmount(self) -> None:
        """Stop the command."""
        if self._command:
            self._command.stop()

    @work(thread=True, group="output")
    def _read(self, command: ShellCommand) -> None:
        lines: list[str] = []
        for line in _lines(command.output()):
            lines.append(line)
            if len(lines) in (1, 24) or len(lines) % 500 == 0:
                self.post_message(self._OutputArrived(lines[:MAX_LINES]))
        code = command.wait()
        hidden = len(lines) - MAX_LINES
        status = "done" if code == 0 else f"exit code {code}"
        more = f" · {plural(hidden, 'more line')} not shown" if hidden > 0 else ""
        self.post_message(self._OutputArrived(lines[:MAX_LINES], status + more))

    @on(_OutputArrived)
    def _show(self, event: _OutputArrived) -> None:
        self.query_one("#output", Static).update(Content("\n".join(map(safe, event.lines))))
        if event.status:
            self._command = None
            self.query_one(".echo", Static).update(Content(event.status))


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    """Split text that arrives in pieces into lines."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
    if rest:
        yield rest
