"""The line that shows how far adding has come, and starts and stops it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.content import Content
from textual.content import Span as Ink
from textual.message import Message
from textual.widget import Widget

from tui.adding import Adding, Failure, Progress, summary

BAR = 24
PAUSE = 0.25  # seconds between two looks of the screen at what the child has told


class AddingLine(Widget):
    """Hidden until something is added; stays at the end if something failed."""

    ALLOW_SELECT = False

    @dataclass
    class Advanced(Message):
        """Articles have been added since the last time, or adding is over."""

        progress: Progress
        over: bool = False
        complaint: str = ""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.progress = Progress()
        self._adding: Adding | None = None
        self._stopped = False
        self._over = False
        self.display = False

    def start(self, archive: Path, paths: Sequence[Path]) -> None:
        """Add the articles of some files and folders to an archive."""
        self.progress, self._stopped, self._over = Progress(), False, False
        self.display = True
        self._adding = Adding(archive, paths)
        self._read(self._adding)

    @property
    def busy(self) -> bool:
        """Whether articles are being added."""
        return self._adding is not None

    @property
    def failures(self) -> Sequence[Failure]:
        """What could not be added the last time."""
        return self.progress.failures

    def stop(self) -> None:
        """Stop adding; what was added is kept."""
        if self._adding:
            self._stopped = True
            self._adding.stop()

    def on_unmount(self) -> None:
        """Leave no child behind."""
        self.stop()

    @work(thread=True, group="adding")
    def _read(self, adding: Adding) -> None:
        progress, told = self.progress, 0.0
        for line in adding.outcomes():
            progress.take(line)
            if time.monotonic() - told > PAUSE:
                told = time.monotonic()
                self.post_message(self.Advanced(progress))
        self.post_message(self.Advanced(progress, over=True, complaint=adding.end()))

    def on_adding_line_advanced(self, event: Advanced) -> None:
        """Draw the new state; the message goes on to the screen."""
        if event.over:
            self._adding, self._over = None, True
            self.display = bool(event.progress.failures or event.complaint or self._stopped)
        self.refresh()

    def render(self) -> Content:
        """The bar, the counts and the rate; at the end, what to do about failures."""
        if self._over:
            state = "Stopped. " if self._stopped else ""
            return Content(f" {state}{summary(self.progress)}")
        if self.progress.added + self.progress.same + len(self.progress.failures) == 0:
            return Content(" Reading … the first articles take a few seconds · X stops")
        full = round(self.progress.share * BAR)
        bar = "━" * full + "╌" * (BAR - full)
        parts = (f"{bar} {self.progress.share:.0%}", self.progress.told(), self.progress.rate())
        text = " · ".join((*parts, "X stops"))
        return Content(f" {text}", [Ink(1, 1 + full, "$accent")])
