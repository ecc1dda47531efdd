"""Programs that add to, rebuild or read one archive, to be killed or run at the same time.

``python -m tests.support.archive_programs add|rebuild|read FOLDER ...`` uses the archive as the
commands do, but with ``MarkedAnnotator``, since the real annotator would only take time. Prints
one JSON object a line for each thing that is done, and only after it is done.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from index import ingest
from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.numbered_articles import USER_ACTIONS, is_deleted, number_of, text, word

BATCH_SIZE = 8  # articles: fewer than usual, for more moments to be killed at


def report(**record: object) -> None:
    """Print a record."""
    print(json.dumps(record), flush=True)


def add(folder: Path, file: Path) -> None:
    """Add a file of numbered articles, and perform some user actions on each."""
    ingest.BATCH_SIZE = min(ingest.BATCH_SIZE, BATCH_SIZE)
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(lambda message: report(message=message))
        report(ready=True)
        archive.maintenance.catch_up()
        for outcome in archive.add([file]):
            report(status=outcome.status, id=outcome.id, title=outcome.title, reason=outcome.reason)
            number = number_of(outcome.title)
            if is_deleted(archive, outcome.id):
                continue
            for action in USER_ACTIONS[: number % (len(USER_ACTIONS) + 1)]:
                action.perform(archive, outcome.id, number)
                report(action=action.name, id=outcome.id)
    report(done=True)


def rebuild(folder: Path) -> None:
    """Rebuild the index."""
    with Archive.open(folder) as archive:
        report(ready=True)
        archive.maintenance.rebuild()
    report(done=True)


def read(folder: Path, seconds: str) -> None:
    """Search and read for some seconds; any error ends the program."""
    until, rounds, hits = time.monotonic() + float(seconds), 0, 0
    with Archive.open(folder) as archive:
        while time.monotonic() < until:
            for entry in archive.articles(limit=5):
                number = number_of(entry.title)
                assert archive.article(entry.id).text == text(number)
                hits += len(archive.search(word(number)).hits)
                archive.quotes(f"Ana {word(number)}")
                archive.marks.set(entry.id, "read")
            archive.speakers.page(limit=5)
            archive.search("boats", limit=5)
            archive.statistics.facets("boats")
            archive.quotes(query="boats", limit=5)
            rounds += 1
    report(rounds=rounds, hits=hits)


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    {"add": add, "rebuild": rebuild, "read": read}[command](Path(folder), *rest)  # type: ignore[operator]
