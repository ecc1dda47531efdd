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
class Trouble(Message):
    """The archive could not answer; the app tells the reader."""

    error: OnRecordError


def asks(group: str, *, exclusive: bool = True) -> Callable[[F], Callable[..., Worker[None]]]:
    """Make a method run in a thread and post what it returns, unless it was overtaken.

    A later question of the same group overtakes an earlier one; what is not ``exclusive``, as it
    changes something, is done in any case. An error of the archive's own is posted as Trouble;
    any other is a fault of the program and ends it.
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
                answer = Trouble(error)
            except Cancelled:
                return
            if answer is not None and not worker.is_cancelled:
                self.post_message(answer)

        return run

    return make
