"""Notice what another program, or a job of this one, adds to the archive and changes in it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from index.archive import Archive
from index.user_data import ArchiveState
from tui.render.phrases import plural

NOTHING = ArchiveState()


class News(NamedTuple):
    """What is not shown yet, in words."""

    short: str = ""
    """“12 new”; empty if everything is shown."""
    text: str = ""


NO_NEWS = News()


class ArchiveWatch:
    """Compares the archive with what is shown, as soon as its files were written.

    What the user changes is shown at once, and no news.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._stamp: Hashable = None
        self._shown: object = None
        self._known, self._before = NOTHING, NOTHING
        self._is_own = self._has_edits = self._has_articles = False

    def start(self) -> None:
        """Remember the archive as it is now. Call it in a thread."""
        self._stamp = self._archive.maintenance.stamp()
        self._known = self._before = self._archive.maintenance.state()

    def is_due(self, shown: object) -> bool:
        """Return whether to compare: files were written, or an older list is shown again.

        ``shown`` tells the list or screen from others.
        """
        stamp = self._archive.maintenance.stamp()
        is_written = stamp != self._stamp
        is_older = self._has_articles and shown != self._shown
        if stamp is None or self._known is NOTHING or not (is_written or is_older):
            return False
        self._stamp = stamp
        return True

    def take_own(self) -> None:
        """Take the next change of marks, notes and corrections for the user's own."""
        self._is_own = True

    def take_all(self) -> None:
        """Take everything for shown."""
        self._has_edits, self._before = False, self._known

    def compare(self, state: ArchiveState, shown: object, more: int | None, noun: str) -> News:
        """Return what is new in a state of the archive.

        ``more`` is how many rows the list, of what ``noun`` says, would have more by now; None if
        no list is shown, but counts. The rows of searches are counts, too.
        """
        known, self._known = self._known, state
        if shown != self._shown:
            self._shown, self._has_edits, self._before = shown, False, known
        self._has_articles |= state.newest != known.newest
        self._has_edits |= state.edits != known.edits and not self._is_own
        self._is_own = False
        has_counts = more is None or (noun == "search" and not more)
        if has_counts and state.newest != self._before.newest:
            return News("new articles", "Articles were added. {} shows them.")
        if more is not None and more > 0:
            counted = plural(more, f"new {noun}", "new searches" if noun == "search" else "")
            return News(f"{more:,} new", f"{counted}. {{}} shows {'it' if more == 1 else 'them'}.")
        if more or self._has_edits:
            return News("changed", "Another program changed the archive. {} shows it.")
        return NO_NEWS
