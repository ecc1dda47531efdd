"""Adding that is stopped and begun again: ``python -m tests.bench.add --cancel --wire FILE``.

Adds so many articles of a JSONL file by ``onrecord add``, ends it by ctrl+c, by the signal that
ends a program and by the one that kills it, and begins again each time. Prints how many articles
each run added, the memory that the program took on the way, and whether the sums are right:
whatever was reported as added is kept, and nothing twice.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from index.archive import Archive

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
LOOKS = 10  # at the memory, in a run of all articles


def measure(wire: Path, articles: int) -> None:
    """Add so many articles, end, begin again, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        part, archive = Path(folder) / "wire.jsonl", Path(folder) / "archive"
        with wire.open(encoding="utf-8") as lines:
            part.write_text("".join(islice(lines, articles)), encoding="utf-8")
        acknowledged: set[str] = set()
        for end in ENDS:
            acknowledged |= _run(archive, part, articles, end, after=articles // (len(ENDS) + 1))
        acknowledged |= _run(archive, part, articles, None, after=articles)
        _check(archive, acknowledged, articles)


def _run(
    archive: Path, wire: Path, articles: int, end: signal.Signals | None, after: int
) -> set[str]:
    """Add until so many are added, then end it; returns the ids that were reported."""
    command = [sys.executable, "-m", "tui", "add", "--json", "--archive", str(archive), str(wire)]
    added: set[str] = set()
    last: dict[str, object] = {}
    memory: list[int] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as child:
        assert child.stdout
        for number, line in enumerate(child.stdout, 1):
            last = json.loads(line)
            if last["status"] == "added":
                added.add(str(last["article"]))
            if number % max(articles // LOOKS, 1) == 0:
                memory.append(_megabytes(child.pid))
            if end and len(added) == after:
                child.send_signal(end)
                end = None
    told = {name: last.get(name) for name in ("found", "added", "same", "failed", "stopped")}
    print(f"ended with {child.returncode}: {len(added)} reported as added; {told}")
    print(f"  memory on the way: {' '.join(map(str, memory))} MB")
    if last["status"] == "summary":
        sums = [int(str(last[name])) for name in ("found", "added", "same", "failed")]
        assert sums[0] == sum(sums[1:]), "the sums do not add up"
    return added


def _megabytes(pid: int) -> int:
    """The memory that a program has at present, as Linux says it; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * 4096 >> 20


def _check(folder: Path, acknowledged: set[str], articles: int) -> None:
    with Archive.open(folder) as archive:
        assert archive.maintenance.catch_up() == 0, "something was not indexed"
        lost = sum(archive.article(key).id != key for key in acknowledged)
        shown = archive.count()
        found = archive.search("copies:apart (said OR NOT said)").total
    print(f"{articles} given; {len(acknowledged)} reported as added, {lost} of them lost")
    print(f"{shown} shown, {found} found with all copies")
