"""Knows what is being read, what was read before, and where the program was left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.message import Message

from index.article import Entry, Results
from index.errors import ArchiveError, OnRecordError
from index.user_data import Note
from tui.context import citer, settings
from tui.render import rows
from tui.screens.marking import Marking
from tui.screens.panes import Panes
from tui.screens.taking import Taking
from tui.session import session
from tui.session.history import History, Visit
from tui.session.session import SessionState
from tui.widgets.browser import VIEWS, Place
from tui.widgets.row_list import WINDOW
from tui.workers import background


class Remembering(Panes, Taking[None]):
    """The main screen as far as it remembers; the rest of it shows and asks."""

    paths: Sequence[Path]

    @dataclass
    class _Recalled(Message):
        left: SessionState
        results: Results | None

    @dataclass
    class _Renewed(Message):
        id: str
        versions: tuple[Entry, ...]
        notes: tuple[Note, ...]

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.line_here = ""
        """The search in which the article that is shown was opened."""
        self.returning: SessionState | None = None
        """Where one was, until one is there again."""
        self._reading: str | None = None
        self._decided: str | None = None

    def open_at(self, id: str, line: str, quote: int | None, place: int | None) -> None:
        """Open an article at a quote, its first character in view being that at ``place``."""
        raise NotImplementedError

    # Reading and leaving

    def begin(self) -> None:
        """Take the article that is shown for the one that is being read."""
        reading = self.article.reading
        if reading is None or reading.id == self._reading:
            return
        self.leave()
        self._reading, self._decided = reading.id, None
        self.history.visit(Visit(reading.id, self.line_here, self.article.quote, self.article.top))
        self.call_after_refresh(self.save)

    def leave(self) -> None:
        """Keep the place in the article that was read, and take it for read."""
        if self._reading is None:
            return
        self._keep_place()
        entry = self.article.reading.entry if self.article.reading else None
        if entry and entry.id == self._reading and not entry.read and self._decided != entry.id:
            self._mark_read(entry)
        self._reading = None

    def _keep_place(self) -> None:
        reading, here = self.article.reading, self.history.here
        if reading and here and here.article == reading.id == self._reading:
            self.history.keep(self.article.quote, self.article.top)

    @background("marks", exclusive=False)
    def _mark_read(self, entry: Entry) -> Marking.Marked:
        with suppress(ArchiveError):  # what cannot be written can be read all the same
            self.archive.marks.set(entry.id, "read")
            self._did(entry, "Read", lambda: self.archive.marks.set(entry.id, "read", False))
        return self.Marked("")

    def action_flip(self, state: str) -> None:
        """Star an article or take it for read; what the reader said of it holds on leaving."""
        if state == "read" and (here := self.here()):
            self._decided = here.entry.id
        super().action_flip(state)  # type: ignore[arg-type]

    def read_anew(self) -> None:
        """Show the marks as they are now, in the list and beside the article."""
        self.browser.renew()
        if self.article.reading:
            self._renew(self.article.reading.id)

    @background("renew")
    def _renew(self, id: str) -> _Renewed:
        return self._Renewed(id, self.archive.versions(id), self.archive.marks.notes(id))

    @on(_Renewed)
    def _show_renewed(self, event: _Renewed) -> None:
        reading = self.article.reading
        if reading and reading.id == event.id:
            reading = reading.with_marks(event.versions, event.notes)
            self.article.renew(reading)
            self.context.show_rows(rows.context_rows(reading), self.context.cursor)

    # History

    def action_history(self, by: int) -> None:
        """Go to the article that was read before, or after, where it was left."""
        self._keep_place()
        stop = self.history.step(by)
        if stop is None:
            self.notify(f"There is no {'later' if by > 0 else 'earlier'} one.", markup=False)
        else:
            self.open_at(stop.article, stop.line, stop.quote, stop.place)

    # From one start to the next

    def save(self) -> None:
        """Keep where one is for the next start."""
        chosen = citer(self).style
        reading = self.article.reading if self._reading else None
        session.save(
            self.folder,
            SessionState(
                self.browser.view,
                self.browser.line,
                self.list.cursor,
                reading.id if reading else "",
                self.article.quote if reading else None,
                self.article.top if reading else None,
                "" if chosen == settings(self).citation else chosen,
                tuple(str(path.absolute()) for path in self.paths),
            ),
        )

    def on_unmount(self) -> None:
        """Keep where one is; what was read to the end of the program is read."""
        self.save()
        reading = self.article.reading.entry if self.article.reading else None
        if reading and reading.id == self._reading != self._decided and not reading.read:
            with suppress(ArchiveError):
                self.archive.marks.set(reading.id, "read")

    def recall(self) -> bool:
        """Go where one was when the program was left; returns whether that is anywhere."""
        left = session.load(self.folder)
        self.paths = self.paths or [Path(path) for path in left.paths]
        if left.line or left.article or left.cursor or left.view != "articles":
            self.returning = left
            self._recall(left)
        return self.returning is not None

    @background("recall")
    def _recall(self, left: SessionState) -> _Recalled:
        results = None
        line, article = left.line, left.article
        try:
            results = self.archive.search(line, limit=WINDOW) if line else None
            self.archive.article(article) if article else None
        except OnRecordError:  # it has gone since
            line, article = line if results else "", ""
        view = left.view if left.view in VIEWS else "articles"
        kept = SessionState(view, line, left.cursor, article, left.quote, left.place)
        return self._Recalled(kept, results)

    @on(_Recalled)
    def _return(self, event: _Recalled) -> None:
        if self.returning is None or self.browser.results or self.history.here:
            return  # the reader has gone elsewhere already
        self.returning = left = event.left
        self.browser.resume(Place(left.line, event.results, left.view, left.cursor))
        if left.article:
            self.open_at(left.article, left.line, left.quote, left.place)
        else:
            self.returning = None
