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


class Shown(NamedTuple):
    """A list or a screen, as the user sees it."""

    what: object = None
    length: int = 0
    """The number of rows of a list."""

    def is_same(self, other: Shown) -> bool:
        """Return whether both are the same object, not an equal one, of the same length."""
        return self.what is other.what and self.length == other.length


class ArchiveWatch:
    """Compares the archive with what is shown, as soon as its files were written.

    The user's own changes are not news.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._stamp: Hashable = None
        self._shown = Shown()
        self._known, self._before = NOTHING, NOTHING
        self._is_own = self._has_edits = self._has_articles = False

    def start(self) -> None:
        """Remember the archive as it is now. Call it in a thread."""
        self._stamp = self._archive.maintenance.stamp()
        self._known = self._before = self._archive.maintenance.state()

    def is_about(self, shown: Shown) -> bool:
        """Return whether the last news is about this list or screen."""
        return shown.is_same(self._shown)

    def is_due(self, shown: Shown) -> bool:
        """Return whether to compare: files were written, or an older list is shown again."""
        stamp = self._archive.maintenance.stamp()
        is_written = stamp != self._stamp
        is_older = self._has_articles and not self.is_about(shown)
        if stamp is None or self._known is NOTHING or self._is_own:
            return False
        if not (is_written or is_older):
            return False
        self._stamp = stamp
        return True

    def look_again(self) -> None:
        """Compare at the next look, as the last one was of what is not shown any more."""
        self._stamp = None

    def begin_own(self) -> None:
        """Take changes of marks, notes and corrections for the user's own, until ``end_own``."""
        self._is_own = True

    def end_own(self, state: ArchiveState) -> None:
        """Take the marks, notes and corrections of a state for known."""
        self._is_own = False
        self.look_again()  # for articles
        if self._known is not NOTHING:
            self._known = self._known._replace(edits=state.edits)

    def take_all(self) -> None:
        """Take everything for shown."""
        self._has_edits, self._before = False, self._known

    def compare(self, state: ArchiveState, shown: Shown, more: int | None, noun: str) -> News:
        """Return what is new in a state of the archive.

        ``more`` is how many rows, each a ``noun``, the list lacks; None if the screen shows counts.
        The rows of searches are counts, too.
        """
        known, self._known = self._known, state
        if not self.is_about(shown):
            self._shown, self._has_edits, self._before = shown, False, known
        self._has_articles |= state.newest != known.newest
        self._has_edits |= state.edits != known.edits and not self._is_own
        has_counts = more is None or (noun == "search" and not more)
        if has_counts and state.newest != self._before.newest:
            return News("new articles", "Articles were added. {} shows them.")
        if more is not None and more > 0:
            counted = plural(more, f"new {noun}", "new searches" if noun == "search" else "")
            return News(f"{more:,} new", f"{counted}. {{}} shows {'it' if more == 1 else 'them'}.")
        if more or self._has_edits:
            return News("changed", "Another program changed the archive. {} shows it.")
        return NO_NEWS
