"""What screens, actions and widgets need from the app. They do not import the app itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol, TypeVar, cast, runtime_checkable

from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.config import Settings
from tui.session.undo import ChangedData, UndoStack
from tui.sharing.citation import CitationFormatter
from tui.workers import DataMessage

T = TypeVar("T")


class ArchiveChanged(DataMessage):
    """The user changed the archive; the app has all its screens show the new state."""

    kind: ChangedData
    message: str = ""
    """What to tell the user; empty for nothing."""
    row: Hashable = None
    """The key of the row that an undo restores: lists move the cursor there."""


@runtime_checkable
class RefreshableScreen(Protocol):
    """A screen that shows what the user can change."""

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show the new state."""


@runtime_checkable
class Hinting(Protocol):
    """A bar, or a dialog with a line, that shows hints."""

    def show_hint(self, text: str) -> None:
        """Show a hint; empty to show what was there before."""


class Host(Protocol):
    """The app, as its parts see it."""

    settings: Settings
    citer: CitationFormatter
    undo_stack: UndoStack

    first_theme: str
    """The theme of the settings, or the default."""

    @property
    def theme(self) -> str:
        """The current theme."""

    def ask(
        self,
        group: str,
        question: Callable[[], T],
        answered: Callable[[T], object],
        *,
        exclusive: bool = True,
    ) -> object:
        """Run ``question`` in a thread, then call ``answered`` with its result in the UI thread.

        A later exclusive question of the same group cancels an earlier one.
        """

    def notify(
        self,
        message: str,
        *,
        severity: Literal["information", "warning", "error"] = ...,
        markup: bool = ...,
    ) -> None:
        """Show a message."""

    def hint(self, message: str) -> None:
        """Show in the status line what a key did, or why it does nothing, until the next key."""

    def push_screen(
        self,
        screen: Screen[T],
        callback: Callable[[T | None], None] | Callable[[T | None], Awaitable[None]] | None = None,
    ) -> Any:
        """Open a screen; ``callback`` gets its result."""

    def post_message(self, message: Message) -> bool:
        """Post a message to the app, from any thread."""

    def copy_to_clipboard(self, text: str, what: str = ...) -> None:
        """Copy a text, and tell the user what it is and where it went."""

    def suspend(self) -> AbstractContextManager[None]:
        """Lend the terminal to another program; raises SuspendNotSupported."""


def host(node: MessagePump) -> Host:
    """Return the app of a screen or widget."""
    return cast("Host", node.app)
