"""Ask the archive in a thread; report its errors by one message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, dataclass_transform

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, active_worker, get_current_worker

from index.errors import Cancelled, OnRecordError

P = ParamSpec("P")
T = TypeVar("T")
Node = TypeVar("Node", bound=DOMNode)


@dataclass_transform()
class DataMessage(Message):
    """A message whose annotated attributes are its fields, as in a dataclass.

    Nothing compares or prints messages. A dataclass would compile the methods for it at each start,
    which takes 0.2 ms a class.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        self.__dict__.update(zip(self.__annotations__, values, strict=False), **named)


class ArchiveFailed(DataMessage):
    """The archive raised an error; the app notifies the user."""

    error: OnRecordError


def run_in_thread(
    node: DOMNode,
    task: Callable[[], T],
    deliver: Callable[[T], object],
    group: str,
    *,
    exclusive: bool = True,
) -> Worker[None]:
    """Run a task in a thread, and call ``deliver`` with its result in that thread.

    A later exclusive task of the same node and group cancels an earlier one: its result is dropped.
    An OnRecordError is posted as ArchiveFailed; any other error ends the program.
    """

    def run() -> None:
        worker = get_current_worker()
        try:
            result = task()
        except OnRecordError as error:
            if not worker.is_cancelled:
                node.post_message(ArchiveFailed(error))
        except Cancelled:
            pass
        else:
            if not worker.is_cancelled:
                deliver(result)

    return node.run_worker(run, group=group, exclusive=exclusive, thread=True)


def background(
    group: str, *, exclusive: bool = True
) -> Callable[
    [Callable[Concatenate[Node, P], Message | None]], Callable[Concatenate[Node, P], Worker[None]]
]:
    """Decorate a widget's method to run in a thread and post the message that it returns."""

    def decorate(
        method: Callable[Concatenate[Node, P], Message | None],
    ) -> Callable[Concatenate[Node, P], Worker[None]]:
        @wraps(method)
        def start(self: Node, /, *args: P.args, **kwargs: P.kwargs) -> Worker[None]:
            def post(message: Message | None) -> None:
                if message is not None:
                    self.post_message(message)

            task = partial(method, self, *args, **kwargs)
            return run_in_thread(self, task, post, group, exclusive=exclusive)

        return start

    return decorate


def cancellation() -> Callable[[], bool]:
    """Return a function that returns whether the worker of this thread was cancelled."""
    worker = active_worker.get(None)
    return lambda: worker is not None and worker.is_cancelled
