"""An archive large enough that one page of its database is a part of it, and damage to it."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from tests.bench.laden import write
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

MANY = 120
PAGE = 4096


def kept_in(folder: Path) -> Path:
    """An archive of many articles, the first of them starred and noted."""
    write(folder / "many.jsonl", range(MANY))
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        found = [outcome.id for outcome in archive.add([folder / "many.jsonl"])]
        archive.marks.set(found[0], "starred")
        archive.marks.write_note(found[0], "Keep.")
        archive.feeds.add("https://courier.example/feed")
    return folder / "archive"


def run(folder: Path, *arguments: str) -> int:
    """What a command on an archive ends with."""
    return main(["--archive", str(folder), *arguments])


def findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[dict]]]:
    """The exit code of a check, and what was found, by part."""
    capsys.readouterr()
    code = run(folder, "check", "--json")
    parts: dict[str, list[dict]] = {}
    for line in capsys.readouterr().out.splitlines():
        record = json.loads(line)
        parts.setdefault(record["part"], []).append(record)
    return code, parts


def root_page(path: Path, name: str) -> int:
    """The first page of a table or of an index."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
    return int(page)


def leaves(path: Path, root: int) -> list[int]:
    """The pages below an inner page of a table, read as SQLite writes them."""
    data = path.read_bytes()
    page = data[(root - 1) * PAGE : root * PAGE]
    assert page[0] in (2, 5), "an inner page"
    cells = int.from_bytes(page[3:5])
    starts = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell]) for cell in range(cells)]
    return [int.from_bytes(page[at : at + 4]) for at in starts] + [int.from_bytes(page[8:12])]


def spoil(path: Path, *pages: int) -> None:
    """Overwrite pages of a database."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def middle_articles(path: Path) -> list[int]:
    """Pages in the midst of the articles."""
    return leaves(path, root_page(path, "articles"))[2:4]


def first_articles(path: Path) -> list[int]:
    """The first page of articles."""
    return leaves(path, root_page(path, "articles"))[:1]


def last_articles(path: Path) -> list[int]:
    """The last page of articles."""
    return leaves(path, root_page(path, "articles"))[-1:]


def quotes(path: Path) -> list[int]:
    """A page of quotes."""
    return leaves(path, root_page(path, "quotes"))[:1]


def speakers(path: Path) -> list[int]:
    """A page of speakers."""
    return leaves(path, root_page(path, "speakers"))[:1]


def list_of_ids(path: Path) -> list[int]:
    """The page of the list of ids."""
    return [root_page(path, "sqlite_autoindex_articles_1")]
