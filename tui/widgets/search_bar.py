"""The line in which the archive is searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from index.archive import Archive
from index.article import Results
from index.errors import QueryError
from tui.asking import asks
from tui.plain import one_line, plural
from tui.widgets.asking_bar import AskingBar
from tui.widgets.row_list import WINDOW


class SearchBar(AskingBar):
    """Says while one types how the line is understood, and posts the answer on Enter."""

    @dataclass
    class Found(Message):
        """The answer to a line; None for an empty line, which asks for everything."""

        line: str
        results: Results | None

    @dataclass
    class _Understood(Message):
        results: Results

    @dataclass
    class _Misunderstood(Message):
        error: QueryError

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__("Search", "words, speaker:NAME, speaker:NAME said:WORDS", id)
        self.archive = archive

    @on(AskingBar.Typed)
    def _typed(self, event: AskingBar.Typed) -> None:
        if event.text.strip():
            self._preview(event.text)
        else:
            self.echo("")

    @on(AskingBar.Submitted)
    def _submitted(self, event: AskingBar.Submitted) -> None:
        if event.text.strip():
            self._search(event.text.strip())
        else:
            self.post_message(self.Found("", None))

    @asks("preview")
    def _preview(self, line: str) -> Message:
        try:
            return self._Understood(self.archive.search(line, limit=1, cancelled=_overtaken()))
        except QueryError as error:
            return self._Misunderstood(error)

    @asks("search")
    def _search(self, line: str) -> Message:
        try:
            found = self.archive.search(line, limit=WINDOW, cancelled=_overtaken())
            return self.Found(line, found)
        except QueryError as error:
            return self._Misunderstood(error)

    @on(_Understood)
    def _echo_understood(self, event: _Understood) -> None:
        found = plural(event.results.total, "article")
        told = (found, event.results.understood, *event.results.notes)
        self.echo(" · ".join(map(one_line, told)))

    @on(_Misunderstood)
    def _echo_error(self, event: _Misunderstood) -> None:
        message = one_line(event.error.message)
        place = event.error.place
        room = self.size.width - len("Search ") - 4
        pointed = f"{' ' * place}↑ {message}"
        self.echo(pointed if len(pointed) <= room else f"At {place + 1}: {message}", wrong=True)


def _overtaken() -> Callable[[], bool]:
    """Whether the question that is being asked has been overtaken by a later one."""
    worker = get_current_worker()
    return lambda: worker.is_cancelled
