"""How the screens ask the archive: in a thread, the answer as a message, trouble as a toast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from textual import work
from textual.message import Message
from textual.worker import Worker, get_current_worker

from index.errors import Cancelled, OnRecordError

F = TypeVar("F", bound=Callable[..., Message | None])


@dataclass
class ArchiveFailed(Message):
    """The archive could not answer; the app tells the reader."""

    error: OnRecordError


def background(group: str, *, exclusive: bool = True) -> Callable[[F], Callable[..., Worker[None]]]:
    """Make a method run in a thread and post what it returns, unless it was overtaken.

    A later call of the same group overtakes an earlier one, unless it is not ``exclusive``. An
    OnRecordError is posted as ArchiveFailed; any other error ends the program.
    """

    def make(method: F) -> Callable[..., Worker[None]]:
        @work(thread=True, exclusive=exclusive, group=group)
        @wraps(method)
        def run(self: Any, *args: Any) -> None:
            worker = get_current_worker()
            answer: Message | None
            try:
                answer = method(self, *args)
            except OnRecordError as error:
                answer = ArchiveFailed(error)
            except Cancelled:
                return
            if answer is not None and not worker.is_cancelled:
                self.post_message(answer)

        return run

    return make
