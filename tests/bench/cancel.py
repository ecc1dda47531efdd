"""Stop and restart adding: ``python -m tests.bench.add --cancel --wire articles.jsonl``.

Adds the articles by ``onrecord add``, ends it by SIGINT, SIGTERM and SIGKILL in turn, and starts it
again each time. Prints how many articles each run added, the memory that it used, and whether
every article that was reported as added is stored, and only once.
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

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
MEMORY_SAMPLES = 10  # in a run of all articles


def measure(wire: Path, articles: int) -> None:
    """Add articles, ending and restarting the command, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        part, archive = Path(folder) / "wire.jsonl", Path(folder) / "archive"
        with wire.open(encoding="utf-8") as lines:
            part.write_text("".join(islice(lines, articles)), encoding="utf-8")
        reported: set[str] = set()
        for number in SIGNALS:
            reported |= _run(archive, part, articles, number, articles // (len(SIGNALS) + 1))
        reported |= _run(archive, part, articles, None, articles)
        _check(archive, reported, articles)


def _run(
    archive: Path, wire: Path, articles: int, number: signal.Signals | None, after: int
) -> set[str]:
    """Add articles, sending a signal ``after`` so many; return the ids reported as added."""
    command = [sys.executable, "-m", "tui", "add", "--json", "--archive", str(archive), str(wire)]
    added: set[str] = set()
    last: dict[str, object] = {}
    memory: list[int] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout
        for count, line in enumerate(process.stdout, 1):
            last = json.loads(line)
            if last["status"] == "added":
                added.add(str(last["article"]))
            if count % max(articles // MEMORY_SAMPLES, 1) == 0:
                memory.append(_megabytes(process.pid))
            if number and len(added) == after:
                process.send_signal(number)
                number = None
    summary = {name: last.get(name) for name in ("found", "added", "same", "failed", "stopped")}
    print(f"exit code {process.returncode}: {len(added)} reported as added; {summary}")
    print(f"  memory: {' '.join(map(str, memory))} MB")
    if last["status"] == "summary":
        found, *counts = (int(str(last[name])) for name in ("found", "added", "same", "failed"))
        assert found == sum(counts), "the counts of the summary do not add up"
    return added


def _megabytes(pid: int) -> int:
    """Return the resident memory of a process on Linux; 0 if it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * 4096 >> 20


def _check(folder: Path, reported: set[str], articles: int) -> None:
    with Archive.open(folder) as archive:
        assert archive.maintenance.catch_up() == 0, "an article was not indexed"
        lost = sum(archive.article(each).id != each for each in reported)
        shown = archive.count()
        found = archive.search("copies:apart (said OR NOT said)").total
    print(f"{articles} articles; {len(reported)} reported as added, {lost} of them lost")
    print(f"{shown} shown, {found} found with all copies")
