"""The line that shows how far long work has come, and starts and stops it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.content import Content
from textual.content import Span as Ink
from textual.message import Message
from textual.widget import Widget

from tui.session.jobs import BackgroundCommand, start_adding, start_rebuild
from tui.session.progress import Failure, JobProgress

BAR = 24
PAUSE = 0.25  # seconds between two looks of the screen at what the child has told


class JobBar(Widget):
    """Hidden until there is work; at its end X takes the line away."""

    ALLOW_SELECT = False

    @dataclass
    class Advanced(Message):
        """Articles have been added since the last time, or adding is over."""

        progress: JobProgress
        over: bool = False
        complaint: str = ""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.progress = JobProgress()
        self._child: BackgroundCommand | None = None
        self._first = ""
        self._stopped = False
        self._over = False
        self.display = False

    def start(self, archive: Path, paths: Sequence[Path]) -> None:
        """Add the articles of some files and folders to an archive."""
        self._follow(
            start_adding(archive, paths), "Reading … the first articles take a few seconds"
        )

    def rebuild(self, archive: Path) -> None:
        """Make the index of an archive again."""
        self._follow(start_rebuild(archive), "Indexing …")

    def _follow(self, child: BackgroundCommand, first: str) -> None:
        self.progress, self._stopped, self._over = JobProgress(), False, False
        self.display, self._child, self._first = True, child, first
        self._read(child)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether articles are being added."""
        return self._child is not None

    @property
    def failures(self) -> Sequence[Failure]:
        """What could not be added the last time."""
        return self.progress.failures

    def stop(self) -> None:
        """Stop the work; what was done is kept. Where it is over, the line goes."""
        if self._child:
            self._stopped = True
            self._child.stop()
        else:
            self.display = False

    def on_unmount(self) -> None:
        """Leave no child behind."""
        self.stop()

    @work(thread=True, group="adding")
    def _read(self, child: BackgroundCommand) -> None:
        progress, told = self.progress, 0.0
        for line in child.output_lines():
            progress.count_line(line)
            if time.monotonic() - told > PAUSE:
                told = time.monotonic()
                self.post_message(self.Advanced(progress))
        self.post_message(self.Advanced(progress, over=True, complaint=child.wait()))

    @on(Advanced)
    def _draw_progress(self, event: Advanced) -> None:
        """Draw the new state; the message goes on to the screen."""
        if event.over:
            self._child, self._over = None, True
            progress = event.progress
            self.display = bool(
                progress.failures or progress.indexed or event.complaint or self._stopped
            )
        self.refresh()

    def render(self) -> Content:
        """The bar, the counts and the rate; at the end, what to do about failures."""
        if self._over:
            state = "Stopped. " if self._stopped else ""
            hint = " · F lists them" if self.progress.failures else ""
            return Content(f" {state}{self.progress.short_summary()}{hint}")
        if not self.progress.has_outcomes:
            return Content(f" {self._first} · X stops")
        full = round(self.progress.share * BAR)
        bar = "━" * full + "╌" * (BAR - full)
        progress = self.progress
        told = (progress.short_summary(), progress.rate(), progress.time_left(), "X stops")
        text = " · ".join(filter(None, (f"{bar} {progress.share:.0%}", *told)))
        return Content(f" {text}", [Ink(1, 1 + full, "$accent")])
