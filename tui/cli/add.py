"""`onrecord add`: add files, report the outcome of each, and sum up."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from index.archive import Archive, Models
from index.article import Outcome
from tui.cli.output import clear_progress, print_json, print_message, print_text, show_progress
from tui.config import config_path, load
from tui.exit_codes import FAILED, OK, PARTIAL, STOPPED
from tui.session.progress import JobProgress


def add(
    folder: Path,
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    max_size: int | None = None,
    dry_run: bool = False,
    watch: bool = False,
    as_json: bool = False,
) -> int:
    """Add articles and report each outcome; with ``watch``, until interrupted."""
    with Archive.dry_run(folder) if dry_run else open_for_adding(folder) as archive:
        archive.on_progress(print_message)
        archive.maintenance.catch_up()
        if watch:
            print_message("Watching for new files. Press Ctrl+C to stop.")
            outcomes = archive.watch(paths, mapping=mapping, max_size=max_size)
        else:
            stdin = sys.stdin.buffer if Path("-") in paths else None
            outcomes = archive.add(paths, mapping=mapping, max_size=max_size, stdin=stdin)
        return report_outcomes(outcomes, as_json=as_json, dry_run=dry_run, is_watching=watch)


def open_for_adding(folder: Path) -> Archive:
    """Open an archive with the spaCy pipelines that the user chose."""
    return Archive.open(folder, models=load_models())


def load_models() -> Models:
    """Return the spaCy pipelines that the user chose; print what is wrong with the settings."""
    settings, problems = load(config_path())
    for problem in problems:
        print_message(str(problem))
    return settings.models()


def report_outcomes(
    outcomes: Iterable[Outcome],
    *,
    as_json: bool,
    dry_run: bool = False,
    is_watching: bool = False,
    may_be_empty: bool = False,
) -> int:
    """Print each outcome, then the summary, also after an interrupt; return the exit code.

    An interrupt is the normal end if ``is_watching``. With ``may_be_empty``, finding nothing is
    a success.
    """
    progress, is_interrupted = JobProgress(), False
    try:
        with sigterm_as_interrupt():
            for outcome in outcomes:
                record = _record(outcome)
                progress.count(record)
                _print_outcome(outcome, record if as_json else None)
                if not as_json and not is_watching:
                    show_progress(outcome.progress, progress.found)
    except KeyboardInterrupt:
        is_interrupted = True
    clear_progress()
    is_stopped = is_interrupted and not is_watching
    if as_json:
        print_json(progress.record() | {"dry_run": dry_run, "stopped": is_stopped})
    print_message(
        ("Stopped. Added articles are kept. " if is_stopped else "")
        + ("Dry run: nothing was stored. " if dry_run else "")
        + progress.summary()
    )
    if is_stopped:
        return STOPPED
    if not progress.failed:
        return OK if progress.found or is_watching or may_be_empty else FAILED
    return PARTIAL if progress.failed < progress.found else FAILED


def _print_outcome(outcome: Outcome, record: Mapping[str, object] | None) -> None:
    """Print an outcome as JSON if there is a record, else as text."""
    if record is not None:
        print_json(record)
    if outcome.status == "failed":
        print_message(f"{outcome.location}: {outcome.reason}")
        return
    if outcome.note and outcome.status == "added":
        print_message(f"{outcome.location}: {outcome.note}")
    if record is None:
        clear_progress()
        kind = "copy" if outcome.copy_of else "version" if outcome.version_of else outcome.status
        original = outcome.copy_of or outcome.version_of
        suffix = f"  (of {original})" if original else ""
        print_text(f"{kind:8}{outcome.id}  {outcome.title}{suffix}")


def _record(outcome: Outcome) -> dict[str, object]:
    return {
        "status": outcome.status, "location": outcome.location, "article": outcome.id,
        "title": outcome.title, "reason": outcome.reason, "note": outcome.note,
        "copy_of": outcome.copy_of or None, "version_of": outcome.version_of or None,
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
