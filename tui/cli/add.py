"""What the commands do that bring articles in: add files, and say what became of each."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from index.archive import Archive
from index.article import Outcome
from tui.cli.output import clear_bar, print_json, say, show_bar, tell
from tui.exit_codes import FAILED, OK, PARTIAL, STOPPED


@dataclass
class Sums:
    """What became of all that was found."""

    added: int = 0
    copies: int = 0
    versions: int = 0
    same: int = 0
    failed: int = 0

    @property
    def found(self) -> int:
        """How many articles, and files that could not be read, there were."""
        return self.added + self.same + self.failed

    def take(self, outcome: Outcome) -> None:
        """Count one outcome; copies and versions are among the added."""
        self.added += outcome.status == "added"
        self.copies += bool(outcome.copy_of)
        self.versions += bool(outcome.version_of)
        self.same += outcome.status == "same"
        self.failed += outcome.status == "failed"

    def told(self) -> str:
        """The sums in words: “5 found: 3 added (1 a copy), 1 already there, 1 not readable.”."""
        kinds = [
            f"{self.copies} {'a copy' if self.copies == 1 else 'copies'}" if self.copies else "",
            f"{self.versions} {'a new version' if self.versions == 1 else 'new versions'}"
            if self.versions
            else "",
        ]
        among = ", ".join(filter(None, kinds))
        return (
            f"{self.found} found: {self.added} added{f' ({among})' if among else ''},"
            f" {self.same} already there, {self.failed} not readable."
        )

    def record(self) -> dict[str, object]:
        """The sums for JSON."""
        return {
            "status": "summary", "found": self.found, "added": self.added, "copies": self.copies,
            "versions": self.versions, "same": self.same, "failed": self.failed,
        }  # fmt: skip


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
    """Add articles; print what became of each, and sum up. With ``watch`` until it is stopped."""
    with Archive.dry_run(folder) if dry_run else open_for_adding(folder) as archive:
        archive.on_progress(tell)
        archive.maintenance.catch_up()
        if watch:
            tell("Adding what comes; ctrl+c ends it.")
            outcomes = archive.watch(paths, mapping=mapping, max_size=max_size)
        else:
            stdin = sys.stdin.buffer if Path("-") in paths else None
            outcomes = archive.add(paths, mapping=mapping, max_size=max_size, stdin=stdin)
        return report(outcomes, as_json=as_json, dry_run=dry_run, endless=watch)


def open_for_adding(folder: Path) -> Archive:
    """Open an archive with the spaCy pipeline in $ONRECORD_PIPELINE for other languages."""
    return Archive.open(folder, other_pipeline=os.environ.get("ONRECORD_PIPELINE", ""))


def report(
    outcomes: Iterable[Outcome],
    *,
    as_json: bool,
    dry_run: bool = False,
    endless: bool = False,
    may_be_none: bool = False,
) -> int:
    """Print what becomes of each article and sum up, also when stopped; returns the exit code.

    What is ``endless`` is not stopped too early; ``may_be_none``: to find nothing is no failure.
    """
    sums, stopped = Sums(), False
    try:
        with _ended_like_an_interrupt():
            for outcome in outcomes:
                sums.take(outcome)
                _print(outcome, as_json=as_json)
                if not as_json and not endless:
                    show_bar(outcome.progress, sums.found)
    except KeyboardInterrupt:
        stopped = True
    clear_bar()
    if as_json:
        print_json(sums.record() | {"dry_run": dry_run, "stopped": stopped and not endless})
    tell(
        ("Stopped; what was added is kept. " if stopped and not endless else "")
        + ("Nothing was kept. " if dry_run else "")
        + sums.told()
    )
    if stopped and not endless:
        return STOPPED
    if not sums.failed:
        return OK if sums.found or endless or may_be_none else FAILED
    return PARTIAL if sums.failed < sums.found else FAILED


def _print(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print_json(_record(outcome))
    if outcome.status == "failed":
        tell(f"{outcome.location}: {outcome.reason}")
        return
    if outcome.note and outcome.status == "added":
        tell(f"{outcome.location}: {outcome.note}")
    if not as_json:
        clear_bar()
        kind = "copy" if outcome.copy_of else "version" if outcome.version_of else outcome.status
        of = outcome.copy_of or outcome.version_of
        say(f"{kind:8}{outcome.id}  {outcome.title}{f'  (of {of})' if of else ''}")


def _record(outcome: Outcome) -> dict[str, object]:
    return {
        "status": outcome.status, "location": outcome.location, "article": outcome.id,
        "title": outcome.title, "reason": outcome.reason, "note": outcome.note,
        "copy_of": outcome.copy_of or None, "version_of": outcome.version_of or None,
        "progress": round(outcome.progress, 4),
    }  # fmt: skip


@contextmanager
def _ended_like_an_interrupt() -> Iterator[None]:
    """Let the signal that ends a program be told like ctrl+c, so that the sums are said."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
