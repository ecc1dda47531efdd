"""The line in which the archive is searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from index.archive import Archive
from index.article import Results
from index.errors import QueryError
from tui.render.phrases import plural
from tui.render.rows import styled
from tui.render.sanitize import one_line
from tui.widgets.input_bar import InputBar
from tui.widgets.row_list import WINDOW
from tui.workers import background

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

HINT = "words, speaker:NAME, speaker:NAME said:WORDS"
HINT_WITHIN = "what is to be looked for within what was found"
OFFERS = 6  # endings of a word that are offered


class SearchBar(InputBar):
    """Says while one types how the line is understood, and posts the answer on Enter.

    Up and down go through the searches made before; Tab takes what a word may become.
    """

    @dataclass
    class Found(Message):
        """The answer to a line; None for an empty line, which asks for everything."""

        line: str
        results: Results | None
        within: bool = False
        """Whether it was looked for within what was found before."""

    @dataclass
    class _Understood(Message):
        results: Results

    @dataclass
    class _Misunderstood(Message):
        error: QueryError

    @dataclass
    class _Opened(Message):
        history: Sequence[str]

    @dataclass
    class _Offered(Message):
        line: str
        lines: list[str]
        told: list[str]

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__("Search", HINT, id)
        self.archive = archive
        self._within = ""
        self._history: Sequence[str] = ()
        self._back = -1  # how far one went back in it
        self._typed_last = ""
        self._put_in = ""  # what was taken from history or offers, not typed
        self._offers = self._Offered("", [], [])
        self._taken = -1  # which offer is in the line

    def compose(self) -> ComposeResult:
        """The line, what is said about it, and what its last word may become."""
        yield from super().compose()
        yield Static("", classes="offers", markup=False)

    def ask(self, text: str, within: str) -> None:
        """Open the bar with a text, to search everything or what another line found."""
        self._within = within
        self.input.placeholder = HINT_WITHIN if within else HINT
        self._back, self._typed_last = -1, text
        self._offer(self._Offered("", [], []))
        self.prompt(f"Within {one_line(within)}" if within else "Search")
        self.open(text)
        self._remember()

    def _whole(self, text: str) -> str:
        """The line that is searched for. Raises QueryError."""
        from index.query import refine_line  # 45 ms that the start does without

        return refine_line(self._within, text) if self._within and text.strip() else text.strip()

    # What is typed

    @on(InputBar.Changed)
    def _typed(self, event: InputBar.Changed) -> None:
        if event.text != self._put_in:
            self._back, self._typed_last = -1, event.text
            self._complete(event.text)
        if event.text.strip():
            self._preview(event.text)
        else:
            self.echo("")

    @on(InputBar.Submitted)
    def _submitted(self, event: InputBar.Submitted) -> None:
        if event.text.strip():
            self._search(event.text)
        else:
            self.post_message(self.Found("", None))

    @background("preview")
    def _preview(self, text: str) -> Message:
        try:
            line = self._whole(text)
            return self._Understood(self.archive.search(line, limit=1, cancelled=_overtaken()))
        except QueryError as error:
            return self._Misunderstood(error)

    @background("search")
    def _search(self, text: str) -> Message:
        try:
            line = self._whole(text)
            found = self.archive.search(line, limit=WINDOW, cancelled=_overtaken())
        except QueryError as error:
            return self._Misunderstood(error)
        self.archive.searches.record(line)
        return self.Found(line, found, bool(self._within))

    @on(_Understood)
    def _echo_understood(self, event: _Understood) -> None:
        found = plural(event.results.total, "article")
        told = (found, *event.results.notes, event.results.understood)  # the end may be cut off
        self.echo(" · ".join(map(one_line, told)))

    @on(_Misunderstood)
    def _echo_error(self, event: _Misunderstood) -> None:
        message = one_line(event.error.message)
        place = event.error.offset
        room = self.size.width - len("Search ") - 4
        pointed = f"{' ' * place}↑ {message}"
        fits = len(pointed) <= room and not self._within
        self.echo(pointed if fits else f"At {place + 1}: {message}", wrong=True)

    # What was searched for before

    @background("history")
    def _remember(self) -> _Opened:
        return self._Opened(self.archive.searches.recent())

    @on(_Opened)
    def _know_history(self, event: _Opened) -> None:
        self._history = event.history

    def _shown_of_history(self) -> str | None:
        return self._history[self._back] if 0 <= self._back < len(self._history) else None

    def _recall(self, by: int) -> None:
        self._back = max(-1, min(self._back + by, len(self._history) - 1))
        shown = self._shown_of_history()
        self._put(self._typed_last if shown is None else shown)

    def _put(self, text: str) -> None:
        self._put_in = text
        self.input.value = text
        self.input.cursor_position = len(text)

    # What a word may become

    @background("complete")
    def _complete(self, text: str) -> _Offered:
        found = self.archive.suggest(text, OFFERS) if text.strip() else ()
        offers = [offer for offer in found if text[offer.offset :] != offer.text]
        return self._Offered(
            text,
            [text[: offer.offset] + offer.text for offer in offers],
            [f"{offer.text} {offer.count:,}" if offer.count else offer.text for offer in offers],
        )

    @on(_Offered)
    def _offer(self, event: _Offered) -> None:
        self._offers, self._taken = event, -1
        self._show_offers()

    def _show_offers(self) -> None:
        told = [
            styled(one_line(text), "$accent" if number == self._taken else "$muted")
            for number, text in enumerate(self._offers.told)
        ]
        keys = Content("Tab  ") if told else Content("")
        self.query_one(".offers", Static).update(keys + Content("   ").join(told))

    def _take(self, by: int) -> None:
        if self._offers.lines:
            self._taken = (self._taken + by) % len(self._offers.lines)
            self._put(self._offers.lines[self._taken])
            self._show_offers()

    def on_key(self, event: events.Key) -> None:
        """Go through what was searched for before, and through what a word may become."""
        moves: dict[str, tuple[Callable[[int], None], int]] = {
            "up": (self._recall, 1), "down": (self._recall, -1),
            "tab": (self._take, 1), "shift+tab": (self._take, -1),
        }  # fmt: skip
        if event.key in moves:
            event.stop()
            event.prevent_default()
            move, by = moves[event.key]
            move(by)


def _overtaken() -> Callable[[], bool]:
    """Whether the question that is being asked has been overtaken by a later one."""
    worker = get_current_worker()
    return lambda: worker.is_cancelled
