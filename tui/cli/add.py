"""`onrecord add`: add files and pages, report the outcome of each, and sum up."""

from __future__ import annotations

import re
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from index.archive import THIS_PROCESS, Archive, Models, Workers
from index.article import MEMBER_SEPARATOR, Outcome
from index.inputs import DEFAULT_OPTIONS, AddOptions, InputLike, Reading
from tui.cli.output import clear_progress, print_json, print_message, print_text, show_progress
from tui.config import load
from tui.exit_codes import FAILED, OK, PARTIAL, STOPPED
from tui.folders import config_path
from tui.render.phrases import plural
from tui.render.sanitize import shorten
from tui.session.progress import JobProgress

MAX_FILE = 30  # cells of the name of the file that is being read
MAX_NAMED = 5  # files that were not reached, by name
NUMBER = re.compile(r"#\d+$")


def add(
    folder: Path,
    inputs: Sequence[InputLike],
    options: AddOptions = DEFAULT_OPTIONS,
    *,
    workers: Workers = THIS_PROCESS,
    again: bool = False,
    dry_run: bool = False,
    watch: bool = False,
    quiet: bool = False,
    as_json: bool = False,
) -> int:
    """Add articles and report each outcome.

    ``again`` looks in all files and folders that were added before; ``watch`` goes on until
    interrupted.
    """
    with Archive.dry_run(folder) if dry_run else open_for_adding(folder, workers) as archive:
        archive.on_progress(print_message)
        archive.maintenance.catch_up()
        log = ReadingLog(shows=not (as_json or watch or quiet))
        if again and not archive.adding.inputs():
            print_message("Nothing was added from files yet. Name them: onrecord add PATH")
            return FAILED
        if again:
            outcomes = archive.adding.add_again(log.on_read)
        elif watch:
            print_message("Watching for new files. Press Ctrl+C to stop.")
            outcomes = archive.adding.watch(list(map(Path, inputs)), options)
        else:
            stdin = sys.stdin.buffer if "-" in map(str, inputs) else None
            outcomes = archive.add(inputs, options, stdin=stdin, on_read=log.on_read)
        return report_outcomes(
            outcomes, log, as_json=as_json, dry_run=dry_run, is_watching=watch, quiet=quiet,
            may_be_empty=again,
        )  # fmt: skip


def open_for_adding(folder: Path, workers: Workers = THIS_PROCESS) -> Archive:
    """Open an archive with the spaCy pipelines that the user chose."""
    return Archive.open(folder, models=load_models(), workers=workers)


def load_models() -> Models:
    """Return the spaCy pipelines that the user chose."""
    settings, _ = load(config_path())
    return settings.models()


class ReadingLog:
    """Shows which file is being read; knows which were not reached."""

    def __init__(self, *, shows: bool = False) -> None:
        self.progress = JobProgress()
        self._shows = shows
        self._reading: Reading | None = None
        self._last_added = ""
        self._reported: set[str] = set()
        self.notes: Counter[str] = Counter()
        """How many added articles have each note."""

    def on_read(self, reading: Reading) -> None:
        """Show the file that is about to be read."""
        self._reading = reading
        self._show(reading.share)

    def count(self, outcome: Outcome, record: Mapping[str, object]) -> None:
        """Count an outcome, and show the progress."""
        self.progress.count(record)
        file = NUMBER.sub("", outcome.location.partition(MEMBER_SEPARATOR)[0])
        self._reported.add(file)
        if outcome.status == "added":
            self._last_added = file
            self.notes[outcome.note] += 1

    def show(self) -> None:
        """Draw the progress after an outcome."""
        self._show(self.progress.share)

    def _show(self, share: float) -> None:
        if self._shows:
            counts = self.progress
            found = plural(counts.found, "article") if counts.found else ""
            rate = counts.rate() if counts.added or counts.same else ""
            path = self._reading.location.rstrip("/") if self._reading else ""
            file = shorten(path.rpartition("/")[2], MAX_FILE)
            show_progress(share, file, found, rate, counts.time_left())

    def not_reached(self) -> list[str]:
        """Return the files of which not all articles were added, in order.

        Articles are added in batches. An interrupt loses those read since the last batch.
        """
        if self._reading is None:
            return []
        files, current = list(map(str, self._reading.inputs)), self._reading.location
        stored = files.index(self._last_added) + 1 if self._last_added in files else 0
        rest = files[min(self._reading.number, stored) :]
        return [file for file in rest if file not in self._reported or file == current]


def report_outcomes(
    outcomes: Iterable[Outcome],
    log: ReadingLog | None = None,
    *,
    as_json: bool,
    dry_run: bool = False,
    is_watching: bool = False,
    may_be_empty: bool = False,
    quiet: bool = False,
) -> int:
    """Print each outcome, then the summary, also after an interrupt; return the exit code.

    An interrupt is the normal end if ``is_watching``. With ``may_be_empty``, finding nothing is
    a success. ``quiet`` prints the summary alone.
    """
    log, is_interrupted = log or ReadingLog(shows=not (as_json or is_watching or quiet)), False
    progress = log.progress
    try:
        with sigterm_as_interrupt():
            for outcome in outcomes:
                record = _record(outcome)
                log.count(outcome, record)
                if not quiet:
                    is_new = log.notes[outcome.note] == 1
                    _print_outcome(outcome, record if as_json else None, with_note=is_new)
                    log.show()
    except KeyboardInterrupt:
        is_interrupted = True
    clear_progress()
    for note, count in log.notes.items():
        if note and count > 1 and not quiet:
            print_message(f"{plural(count - 1, 'more article')}: warning: {note}")
    is_stopped = is_interrupted and not is_watching
    missed = log.not_reached() if is_stopped else []
    if as_json:
        state = {"dry_run": dry_run, "stopped": is_stopped, "not_reached": len(missed)}
        print_json(progress.record() | state)
    print_message(
        ("Stopped. Added articles are kept. " if is_stopped else "")
        + ("Dry run: nothing was stored. " if dry_run else "")
        + progress.summary()
    )
    if missed:
        print_message(_describe_missed(missed))
    if is_stopped:
        return STOPPED
    if not (progress.failed or progress.not_annotated):
        return OK if progress.found or is_watching or may_be_empty else FAILED
    return PARTIAL if progress.failed < progress.found else FAILED


def _describe_missed(files: Sequence[str]) -> str:
    named = ", ".join(files[:MAX_NAMED])
    more = f" and {len(files) - MAX_NAMED:,} more" if len(files) > MAX_NAMED else ""
    return (
        f"{plural(len(files), 'file')} not reached: {named}{more}."
        " Run the same command again to add them."
    )


def _print_outcome(
    outcome: Outcome, record: Mapping[str, object] | None, *, with_note: bool
) -> None:
    """Print an outcome as JSON if there is a record, else as text."""
    if record is not None:
        print_json(record)
    if outcome.status == "failed":
        print_message(f"{outcome.location}: {outcome.reason}")
        return
    if outcome.note and outcome.status == "added" and with_note:
        print_message(f"{outcome.location}: warning: {outcome.note}")
    if record is None:
        clear_progress()
        kind = "copy" if outcome.copy_of else "version" if outcome.version_of else outcome.status
        original = outcome.copy_of or outcome.version_of
        details = f"of {original}" if original else outcome.note if kind == "same" else ""
        suffix = f"  ({details})" if details else ""
        print_text(f"{kind:8}{outcome.id}  {outcome.title}{suffix}")


def _record(outcome: Outcome) -> dict[str, object]:
    return {
        "status": outcome.status, "location": outcome.location, "article": outcome.id,
        "title": outcome.title, "reason": outcome.reason, "note": outcome.note,
        "copy_of": outcome.copy_of or None, "version_of": outcome.version_of or None,
        "annotated": outcome.annotated, "hidden": outcome.is_hidden,
        "progress": round(outcome.progress, 4),
    }  # fmt: skip


@contextmanager
def sigterm_as_interrupt() -> Iterator[None]:
    """Turn SIGTERM into KeyboardInterrupt, so that the summary is printed."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
