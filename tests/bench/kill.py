"""Programs killed at random moments: ``nice python -m tests.bench.kill [ADDS] [REBUILDS]``.

Kills ``add`` (300 times unless told otherwise) and ``rebuild`` (100 times) with SIGKILL, each at a
random moment between its start and its end. After each kill the archive is opened as the next
program would, and every article that was reported as added in that run is looked for: its text,
its quote, speaker and what a reader did with it, by reading and by searching. At the end all are,
the archive is checked, and what was not reported is added again. Small articles, and an annotator
that reads the speakers off the text (``laden``). Prints figures; exits with 1 where anything is
lost or wrong.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path

from index.archive import Archive
from tests.bench import laden

ADDS, REBUILDS = 300, 100
EACH = 40  # articles of a run of add
UNKILLED = 2  # runs that say how long one takes, the first being slower
INDEXED = 500  # articles of the index that is made again
SAMPLE = 25  # of them that are looked for after each kill
SEED = 7


class Kept:
    """What programs have reported, and what of it is lost or wrong."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.deeds: defaultdict[str, set[str]] = defaultdict(set)
        self.wrong: Counter[str] = Counter()
        self.told: Counter[str] = Counter()

    def take(self, line: str) -> None:
        """Note what a line reports."""
        try:
            record = json.loads(line)
        except ValueError:  # cut off by the kill
            return
        if record.get("status") in ("added", "same"):
            self.numbers[record["id"]] = laden.number_of(record["title"])
        elif record.get("status"):
            self.wrong[f"not added: {record}"] += 1
        elif "deed" in record:
            self.deeds[record["id"]].add(record["deed"])
        elif "told" in record:
            self.told[str(record["told"]).partition(" ")[2]] += 1

    def take_all(self, other: Kept) -> None:
        """Note what another has noted."""
        self.numbers.update(other.numbers)
        for one, names in other.deeds.items():
            self.deeds[one] |= names
        self.wrong.update(other.wrong)
        self.told.update(other.told)

    def look(self, archive: Archive, ids: list[str]) -> None:
        """Look for articles, and count what is lost or wrong."""
        for one in ids:
            try:
                found = list(laden.wrongs(archive, one, self.numbers[one], self.deeds[one]))
            except Exception as error:  # noqa: BLE001 - any is a fault to be counted
                found = [repr(error)]
            self.wrong.update(found)


def run(kept: Kept, *arguments: object, killed_after: float | None = None) -> tuple[bool, float]:
    """Run a program, killed so many seconds after its start; whether it ended before, and when."""
    command = [sys.executable, "-m", "tests.bench.laden", *map(str, arguments)]
    began, killer = 0.0, None
    done = False
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout
        for line in child.stdout:
            if not began:
                began = time.monotonic()
                if killed_after is not None:
                    killer = threading.Timer(killed_after, child.kill)
                    killer.start()
            kept.take(line)
            done = done or '"done"' in line
        child.wait()
    if killer:
        killer.cancel()
    if killed_after is None and not done:
        kept.wrong["a program that nobody killed ended early"] += 1
    return done, time.monotonic() - began


def kill_add(scratch: Path, times: int, moments: random.Random) -> Kept:
    """Kill ``add`` so many times; returns what is kept."""
    kept, archive = Kept(), scratch / "added"
    ended = 0
    file = scratch / "articles.jsonl"
    for number in range(UNKILLED):
        laden.write(file, range(number * EACH, (number + 1) * EACH))
        _, length = run(kept, "add", archive, file)
    for number in range(UNKILLED, UNKILLED + times):
        before = set(kept.numbers)
        laden.write(file, range(number * EACH, (number + 1) * EACH))
        done, took = run(kept, "add", archive, file, killed_after=moments.uniform(0, length))
        ended += done
        length = took if done else length * 1.01  # it gets slower as the archive grows
        with Archive.open(archive) as opened:
            opened.maintenance.catch_up()
            kept.look(opened, [one for one in kept.numbers if one not in before])
    print(f"add: {times} kills, {ended} after its end")
    check(archive, kept)
    total = (UNKILLED + times) * EACH
    laden.write(file, range(total))
    again = Kept()
    run(again, "add", archive, file)
    if len(again.numbers) != total or not kept.numbers.items() <= again.numbers.items():
        kept.wrong["an article is not there after all were added again"] += 1
    return kept


def kill_rebuild(scratch: Path, times: int, moments: random.Random) -> Kept:
    """Kill ``rebuild`` so many times; returns what is kept."""
    kept, archive = Kept(), scratch / "rebuilt"
    file = scratch / "articles.jsonl"
    laden.write(file, range(INDEXED))
    run(kept, "add", archive, file)
    _, length = run(kept, "rebuild", archive)
    ended = late = 0
    for _ in range(times):
        done, _ = run(kept, "rebuild", archive, killed_after=moments.uniform(0, length))
        ended += done
        with Archive.open(archive) as opened:
            late += opened.maintenance.count_unindexed() > 0
            opened.maintenance.catch_up()
            kept.look(opened, moments.sample(sorted(kept.numbers), min(SAMPLE, INDEXED)))
    print(f"rebuild: {times} kills, {ended} after its end, {late} left the index behind")
    check(archive, kept)
    return kept


def check(folder: Path, kept: Kept) -> None:
    """Look for everything that was reported, and print what was found."""
    with Archive.open(folder) as archive:
        archive.maintenance.catch_up()
        kept.look(archive, list(kept.numbers))
        kept.wrong.update(found.about for found in archive.maintenance.check() if found.remedy)
    deeds = Counter(name for names in kept.deeds.values() for name in names)
    counted = ", ".join(f"{count:,} {name}s" for name, count in sorted(deeds.items()))
    print(f"  looked for {len(kept.numbers):,} articles with their quotes, {counted}")
    print(f"  lost or wrong: {sum(kept.wrong.values())} {dict(kept.wrong) or ''}")
    for told, times in kept.told.most_common(3):
        print(f"  told {times} times: … {told}")


def main(adds: int = ADDS, rebuilds: int = REBUILDS) -> int:
    """Kill both; returns the exit code."""
    moments = random.Random(SEED)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        kept = [
            kill_add(Path(scratch), adds, moments),
            kill_rebuild(Path(scratch), rebuilds, moments),
        ]
    print(f"{time.monotonic() - began:,.0f} s")
    return int(any(each.wrong for each in kept))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
