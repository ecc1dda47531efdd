"""A host for actions without an app: it answers at once and records what it is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from textual.app import SuspendNotSupported
from textual.message import Message
from textual.screen import Screen

from index.archive import Archive
from index.errors import OnRecordError
from tui.actions.selection import Selection
from tui.config import Settings
from tui.context import ArchiveChanged
from tui.session.undo import UndoStack
from tui.sharing.citation import CitationFormatter
from tui.sharing.export_rows import ExportRows


@dataclass
class FakeHost:
    """Implements ``tui.context.Host``; opened screens wait for ``answer``."""

    settings: Settings = field(default_factory=Settings)
    citer: CitationFormatter = field(default_factory=CitationFormatter)
    undo_stack: UndoStack = field(default_factory=UndoStack)
    first_theme: str = "onrecord-dark"
    theme: str = "onrecord-dark"
    notices: list[str] = field(default_factory=list)
    changes: list[ArchiveChanged] = field(default_factory=list)
    errors: list[OnRecordError] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    screens: list[tuple[Screen[Any], Callable[[Any], object] | None]] = field(default_factory=list)

    def ask(self, group: str, question: Any, answered: Any, *, exclusive: bool = True) -> None:
        try:
            answer = question()
        except OnRecordError as error:
            self.errors.append(error)
        else:
            answered(answer)

    def notify(self, message: str, **_: Any) -> None:
        self.notices.append(message)

    def hint(self, message: str) -> None:
        self.notices.append(message)

    def push_screen(self, screen: Screen[Any], callback: Any = None) -> None:
        self.screens.append((screen, callback))

    def answer(self, result: object) -> None:
        """Close the last screen with a result."""
        _, callback = self.screens.pop()
        if callback:
            callback(result)

    def post_message(self, message: Message) -> bool:
        if isinstance(message, ArchiveChanged):
            self.changes.append(message)
        else:
            self.errors.append(message.error)
        return True

    def copy_to_clipboard(self, text: str, what: str = "") -> None:
        self.copied.append(text)

    @contextmanager
    def suspend(self):
        raise SuspendNotSupported
        yield


@dataclass
class FakeSource:
    """Implements ``tui.actions.sharing.ExportSource`` with a fixed selection."""

    selected: Selection = field(default_factory=Selection)
    rows: ExportRows | None = None
    is_attached: bool = True

    def selection(self) -> Selection:
        return self.selected

    def export_rows(self) -> ExportRows | None:
        return self.rows


def select_quote(archive: Archive, line: str) -> Selection:
    """Select the first quote that a search line finds."""
    hit = archive.quotes(query=line)[0]
    return Selection(hit.entry, hit, hit.quote.speaker, "quote")
