"""The line that shows the progress of adding or indexing articles."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual import on, work
from textual.content import Content
from textual.content import Span as StyledSpan
from textual.widget import Widget

from index.inputs import InputLike
from tui.render.sanitize import one_line, shorten
from tui.session.jobs import (
    BackgroundCommand,
    start_adding,
    start_adding_again,
    start_annotating,
    start_rebuild,
)
from tui.session.progress import Failure, JobProgress
from tui.workers import DataMessage

BAR_WIDTH = 24
MAX_NAMES = 60  # cells for the names of the inputs
REPORT_INTERVAL = 0.25  # seconds


class JobBar(Widget):
    """Runs one job at a time; hidden until there is one. X stops it, or hides its result."""

    ALLOW_SELECT = False
    RESULT_SECONDS = 60.0
    """After this time the result is hidden; what could not be added can still be listed."""

    class Advanced(DataMessage):
        """More articles are done, or the job is over."""

        progress: JobProgress
        is_over: bool = False
        error: str = ""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._progress = JobProgress()
        self._job: BackgroundCommand | None = None
        self._first_text = ""  # until there is progress
        self._is_stopped = False
        self._is_over = False
        self.display = False

    def start(self, archive: Path, inputs: Sequence[InputLike]) -> None:
        """Add files, folders and pages to an archive."""
        names = one_line(", ".join(map(str, inputs)))
        text = f"Reading {shorten(names, MAX_NAMES)} … the first articles take a few seconds"
        self._run(start_adding(archive, inputs), text)

    def start_again(self, archive: Path) -> None:
        """Add new articles from the inputs added before."""
        self._run(start_adding_again(archive), "Looking for new articles …")

    def annotate(self, archive: Path) -> None:
        """Annotate again the articles of other models."""
        self._run(start_annotating(archive), "Annotating … the first articles take a few seconds")

    def rebuild(self, archive: Path) -> None:
        """Rebuild the index of an archive."""
        self._run(start_rebuild(archive), "Indexing …")

    def _run(self, job: BackgroundCommand, first_text: str) -> None:
        self._progress, self._is_stopped, self._is_over = JobProgress(), False, False
        self.display, self._job, self._first_text = True, job, first_text
        self._follow(job)
        self.refresh()
        self._tell_other_screen(f"{first_text} · X stops")

    def _tell_other_screen(self, text: str) -> None:
        """Notify the user if another screen covers the bar."""
        if self.app.screen is not self.screen:
            self.notify(text, markup=False)

    @property
    def is_busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    @property
    def failures(self) -> Sequence[Failure]:
        """What the last job could not add."""
        return self._progress.failures

    def stop(self) -> bool:
        """Stop the job, keeping what is done; hide the bar. Return False if no job was running."""
        was_shown = bool(self.display)
        if self._job:
            self._is_stopped = True
            self._job.stop()
        else:
            self.display = False
        return was_shown

    def on_unmount(self) -> None:
        """Stop the job with the program."""
        self.stop()

    @work(thread=True, group="job")
    def _follow(self, job: BackgroundCommand) -> None:
        progress, reported = self._progress, 0.0
        for line in job.output_lines():
            progress.count_line(line)
            if time.monotonic() - reported > REPORT_INTERVAL:
                reported = time.monotonic()
                self.post_message(self.Advanced(progress))
        self.post_message(self.Advanced(progress, is_over=True, error=job.wait()))

    @on(Advanced)
    def _show_progress(self, event: Advanced) -> None:
        """Draw the progress; the message goes on to the screen."""
        if event.is_over:
            self._job, self._is_over = None, True
            progress = event.progress
            self.display = bool(
                progress.failures
                or progress.indexed
                or progress.annotated
                or event.error
                or self._is_stopped
            )
            self._tell_other_screen(event.error or progress.short_summary())
            self.set_timer(self.RESULT_SECONDS, partial(self._hide_result, progress))
        self.refresh()

    def _hide_result(self, progress: JobProgress) -> None:
        """Hide the result of a job, unless another job has begun."""
        if progress is self._progress:
            self.display = False

    def render(self) -> Content:
        """Return the bar, the counts and the rate; at the end, the result."""
        progress = self._progress
        if self._is_over:
            stopped = "Stopped. " if self._is_stopped else ""
            hint = " · F lists them" if progress.failures else ""
            return Content(f" {stopped}{progress.short_summary()}{hint}")
        if not progress.has_outcomes:
            return Content(f" {self._first_text} · X stops")
        full = round(progress.share * BAR_WIDTH)
        bar = "━" * full + "╌" * (BAR_WIDTH - full)
        parts = (progress.short_summary(), progress.rate(), progress.time_left(), "X stops")
        text = " · ".join(filter(None, (f"{bar} {progress.share:.0%}", *parts)))
        return Content(f" {text}", [StyledSpan(1, 1 + full, "$accent")])
