"""Kill programs at random moments or run them at once, and find what was lost.

A ``Ledger`` notes what programs reported as done, and compares it with what is stored.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from index.archive import Archive
from tests.support.numbered_articles import faults, number_of, write

ADD_BATCH = 40  # articles added by one run of ``add``
TIMED_RUNS = 2  # runs of ``add`` that are not killed, to measure how long one takes
REBUILT = 500  # articles in the index that is rebuilt
SAMPLE = 25  # of them, which are compared after each kill
WRITERS = 2


class Ledger:
    """What programs reported as done, and what of it is missing or wrong."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.actions: defaultdict[str, set[str]] = defaultdict(set)
        self.faults: Counter[str] = Counter()
        self.messages: Counter[str] = Counter()

    def note(self, line: str) -> None:
        """Note what a line of output reports."""
        try:
            record = json.loads(line)
        except ValueError:  # cut off by the kill
            return
        if record.get("status") in ("added", "same"):
            self.numbers[record["id"]] = number_of(record["title"])
        elif record.get("status"):
            self.faults[f"not added: {record}"] += 1
        elif "action" in record:
            self.actions[record["id"]].add(record["action"])
        elif "message" in record:
            self.messages[str(record["message"]).partition(" ")[2]] += 1

    def merge(self, other: Ledger) -> None:
        """Add what another ledger has."""
        self.numbers.update(other.numbers)
        for article_id, names in other.actions.items():
            self.actions[article_id] |= names
        self.faults.update(other.faults)
        self.messages.update(other.messages)

    def compare(self, archive: Archive, ids: list[str]) -> None:
        """Compare articles with what is stored, and count what is missing or wrong."""
        for each in ids:
            try:
                self.faults.update(faults(archive, each, self.numbers[each], self.actions[each]))
            except Exception as error:  # noqa: BLE001 - any error counts as a fault
                self.faults[repr(error)] += 1

    def check(self, folder: Path) -> None:
        """Compare everything with the archive in ``folder``, check it, and print the result."""
        with Archive.open(folder) as archive:
            archive.maintenance.catch_up()
            self.compare(archive, list(self.numbers))
            found = [part.about for part in archive.maintenance.check() if part.remedy]
        self.faults.update(found)
        actions = Counter(name for names in self.actions.values() for name in names)
        counts = ", ".join(f"{count:,} {name}s" for name, count in sorted(actions.items()))
        print(f"  compared {len(self.numbers):,} articles with their quotes, {counts}")
        print(f"  missing or wrong: {sum(self.faults.values())} {dict(self.faults) or ''}")
        for message, times in self.messages.most_common(3):
            print(f"  message seen {times} times: … {message}")


def run(ledger: Ledger, *arguments: object, kill_after: float | None = None) -> tuple[bool, float]:
    """Run an archive program, killed some seconds after it is ready.

    Returns whether it ended before, and how many seconds it ran.
    """
    command = [sys.executable, "-m", "tests.support.archive_programs", *map(str, arguments)]
    ready_at, killer, is_done = 0.0, None, False
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout
        for line in program.stdout:
            if not ready_at:
                ready_at = time.monotonic()
                if kill_after is not None:
                    killer = threading.Timer(kill_after, program.kill)
                    killer.start()
            ledger.note(line)
            is_done = is_done or '"done"' in line
        program.wait()
    if killer:
        killer.cancel()
    if kill_after is None and not is_done:
        ledger.faults["a program that nobody killed ended early"] += 1
    return is_done, time.monotonic() - ready_at


def kill_add(scratch: Path, times: int, chance: Random) -> Ledger:
    """Kill ``add`` at random moments, comparing after each kill; return the ledger."""
    ledger, folder, file = Ledger(), scratch / "added", scratch / "articles.jsonl"
    ended = 0
    for number in range(TIMED_RUNS):
        write(file, range(number * ADD_BATCH, (number + 1) * ADD_BATCH))
        _, seconds = run(ledger, "add", folder, file)
    for number in range(TIMED_RUNS, TIMED_RUNS + times):
        before = set(ledger.numbers)
        write(file, range(number * ADD_BATCH, (number + 1) * ADD_BATCH))
        is_done, took = run(ledger, "add", folder, file, kill_after=chance.uniform(0, seconds))
        ended += is_done
        seconds = took if is_done else seconds * 1.01  # adding slows down as the archive grows
        with Archive.open(folder) as archive:
            archive.maintenance.catch_up()
            ledger.compare(archive, [each for each in ledger.numbers if each not in before])
    print(f"add: {times} kills, {ended} after its end")
    ledger.check(folder)
    total = (TIMED_RUNS + times) * ADD_BATCH
    write(file, range(total))
    again = Ledger()
    run(again, "add", folder, file)
    if len(again.numbers) != total or not ledger.numbers.items() <= again.numbers.items():
        ledger.faults["an article is missing after all were added again"] += 1
    return ledger


def kill_rebuild(scratch: Path, times: int, chance: Random, size: int = REBUILT) -> Ledger:
    """Kill ``rebuild`` at random moments, comparing after each kill; return the ledger."""
    ledger, folder, file = Ledger(), scratch / "rebuilt", scratch / "articles.jsonl"
    write(file, range(size))
    run(ledger, "add", folder, file)
    _, seconds = run(ledger, "rebuild", folder)
    ended = behind = 0
    for _ in range(times):
        is_done, _ = run(ledger, "rebuild", folder, kill_after=chance.uniform(0, seconds))
        ended += is_done
        with Archive.open(folder) as archive:
            behind += archive.maintenance.count_unindexed() > 0
            archive.maintenance.catch_up()
            ledger.compare(archive, chance.sample(sorted(ledger.numbers), min(SAMPLE, size)))
    print(f"rebuild: {times} kills, {ended} after its end, {behind} left the index behind")
    ledger.check(folder)
    return ledger


def write_and_read_at_once(seconds: float) -> Ledger:
    """Run two programs that add and one that reads, on one archive; return the ledger."""
    ledgers = [Ledger() for _ in range(WRITERS)]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        writers = [
            threading.Thread(target=_add_for, args=(seconds, which, scratch, ledger))
            for which, ledger in enumerate(ledgers)
        ]
        for writer in writers:
            writer.start()
        command = [sys.executable, "-m", "tests.support.archive_programs", "read"]
        reader = subprocess.run(
            [*command, scratch / "archive", str(seconds)],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        for writer in writers:
            writer.join()
        ledger = ledgers[0]
        for other in ledgers[1:]:
            ledger.merge(other)
        if reader.returncode:
            ledger.faults[f"the reader: {reader.stderr[-500:]}"] += 1
        else:
            record = json.loads(reader.stdout.splitlines()[-1])
            print(f"reader: {record['rounds']:,} rounds of searches, {record['hits']:,} hits")
        print(f"{WRITERS} writers: {len(ledger.numbers):,} articles reported")
        ledger.check(scratch / "archive")
    return ledger


def _add_for(seconds: float, which: int, scratch: Path, ledger: Ledger) -> None:
    """Add one file after the other; each writer has its own range of numbers."""
    until, first = time.monotonic() + seconds, which * 10**6
    while time.monotonic() < until:
        file = scratch / f"{which}.jsonl"
        write(file, range(first, first + ADD_BATCH))
        run(ledger, "add", scratch / "archive", file)
        first += ADD_BATCH
