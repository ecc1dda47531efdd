"""Damage pages of the database of an archive that is large enough to have many."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.numbered_articles import write
from tui.cli.main import main

COUNT = 120
PAGE_SIZE = 4096


def numbered_archive(folder: Path) -> Path:
    """Create an archive of numbered articles, the first with a star and a note, and a feed."""
    write(folder / "many.jsonl", range(COUNT))
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        ids = [outcome.id for outcome in archive.add([folder / "many.jsonl"])]
        archive.marks.set(ids[0], "starred")
        archive.marks.write_note(ids[0], "Keep.")
        archive.feeds.add("https://courier.example/feed")
    return folder / "archive"


def run(folder: Path, *arguments: str) -> int:
    """Run a command on an archive; return its exit code."""
    return main(["--archive", str(folder), *arguments])


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[dict]]]:
    """Run ``onrecord check``; return its exit code, and its findings by part."""
    capsys.readouterr()
    code = run(folder, "check", "--json")
    parts: dict[str, list[dict]] = {}
    for line in capsys.readouterr().out.splitlines():
        record = json.loads(line)
        parts.setdefault(record["part"], []).append(record)
    return code, parts


def overwrite(path: Path, *pages: int) -> None:
    """Overwrite pages of a database with random bytes."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] = random.Random(page).randbytes(PAGE_SIZE)
    path.write_bytes(data)


def root_page(path: Path, name: str) -> int:
    """Return the root page of a table or an index."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
    return int(page)


def leaf_pages(path: Path, table: str) -> list[int]:
    """Return the pages below the root page of a table, as the file format of SQLite has them."""
    root = root_page(path, table)
    page = path.read_bytes()[(root - 1) * PAGE_SIZE : root * PAGE_SIZE]
    assert page[0] in (2, 5), "an interior page"
    cells = int.from_bytes(page[3:5])
    starts = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell]) for cell in range(cells)]
    return [int.from_bytes(page[at : at + 4]) for at in starts] + [int.from_bytes(page[8:12])]


def middle_articles(path: Path) -> list[int]:
    """Return two pages from the middle of the articles."""
    return leaf_pages(path, "articles")[2:4]


def first_articles(path: Path) -> list[int]:
    """Return the first page of articles."""
    return leaf_pages(path, "articles")[:1]


def last_articles(path: Path) -> list[int]:
    """Return the last page of articles."""
    return leaf_pages(path, "articles")[-1:]


def quotes(path: Path) -> list[int]:
    """Return a page of quotes."""
    return leaf_pages(path, "quotes")[:1]


def speakers(path: Path) -> list[int]:
    """Return a page of speakers."""
    return leaf_pages(path, "speakers")[:1]


def index_of_ids(path: Path) -> list[int]:
    """Return the page of SQLite's index of article ids."""
    return [root_page(path, "sqlite_autoindex_articles_1")]
