"""What widgets ask of the program that they belong to: its settings, and what was done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tui.config import Settings
from tui.session.undo import UndoStack
from tui.sharing.citation import CitationFormatter

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from tui.app import OnRecord


def settings(node: MessagePump) -> Settings:
    """The settings of the reader."""
    return cast("OnRecord", node.app).settings


def citer(node: MessagePump) -> CitationFormatter:
    """What cites quotes in the form that is chosen."""
    return cast("OnRecord", node.app).citer


def deeds(node: MessagePump) -> UndoStack:
    """What was done and can be undone."""
    return cast("OnRecord", node.app).deeds
