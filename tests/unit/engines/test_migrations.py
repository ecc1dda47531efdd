"""Archives of every older schema version are upgraded, and nothing is lost.

``data/schemaN.sqlite`` was made by the program when it had N migrations: three articles were
added with ``MarkedAnnotator`` (Ana Pell speaks in one, Pell in another, a clerk in the third), one
starred, one read and tagged, one noted if there were notes, and one feed followed if there were
feeds. Then their locations were shortened to ``/kept/…``, and the file was written again in pages
of 512 bytes (``PRAGMA page_size = 512; VACUUM``) to be small. From version 5 on ``indexed`` was set
to 0, since no index is stored with it. Before a migration is released, make such a file of the
version before.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database import connection
from index.engines.local.database.migrations import MIGRATIONS
from index.errors import ArchiveError
from index.user_data import Note
from tests.support.builders import MarkedAnnotator

STORED = Path(__file__).with_name("data")
FOG, RAIN, SUN = "1af002786c9ca0be", "34c2c6e155db72e9", "95b7195814b30461"
OLD_VERSIONS = range(1, len(MIGRATIONS))


@pytest.fixture(params=[pytest.param(number, id=f"schema {number}") for number in OLD_VERSIONS])
def version(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def old(version: int, tmp_path: Path) -> Path:
    """Return the folder of an archive of this schema version."""
    folder = tmp_path / "archive"
    folder.mkdir()
    shutil.copy(STORED / f"schema{version}.sqlite", folder / "archive.sqlite")
    return folder


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return sorted(
            (table, *column)
            for (table,) in tables.fetchall()
            for column in connection.execute(f"PRAGMA table_info({table})")
        )


def test_stored_archive_has_its_version(version: int, old: Path) -> None:
    with closing(sqlite3.connect(old / "archive.sqlite")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_every_article_mark_and_quote_is_kept_and_found(version: int, old: Path) -> None:
    with Archive.open(old) as archive:
        archive.maintenance.catch_up()
        entries = {entry.id: entry for entry in archive.articles("oldest")}
        assert list(entries) == [FOG, SUN, RAIN]
        assert entries[FOG].starred
        assert (entries[SUN].read, entries[SUN].tags) == (True, ("weather",))
        article = archive.article(SUN)
        assert (article.title, article.date) == ("Sun over Torp", date(2024, 3, 6))
        assert (article.source, article.url) == ("Lindo Courier", "https://courier.example/sun")
        assert all(archive.article(one).id == one for one in entries)
        assert len(archive.annotation(SUN).quotes) == 2
        assert [hit.entry.id for hit in archive.search("speaker:pell said:boats").hits] == [FOG]
        assert {hit.entry.id for hit in archive.search("is:starred OR tag:weather").hits} == {
            FOG, SUN,
        }  # fmt: skip
        speakers = {speaker.name: speaker.quotes for speaker in archive.speakers.page()}
        assert speakers == {"Ana Pell": 2, "a clerk": 1}
        assert not [
            found
            for found in archive.maintenance.check()
            if found.part != "folder" and found.remedy
        ]


def test_notes_and_feeds_are_kept(version: int, old: Path) -> None:
    with Archive.open(old) as archive:
        assert archive.marks.notes(FOG) == ((Note("See the log."),) if version >= 4 else ())
        followed = ["https://courier.example/feed"] if version >= 3 else []
        assert [feed.url for feed in archive.feeds.all()] == followed


def test_upgraded_archive_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Archive.open(old).close()
    Archive.open(tmp_path / "new").close()
    assert schema(old / "archive.sqlite") == schema(tmp_path / "new" / "archive.sqlite")


def test_changed_article_is_a_version_of_one_in_an_older_archive(old: Path, tmp_path: Path) -> None:
    file = tmp_path / "sun.md"
    file.write_text(
        "---\ntitle: Sun over Torp\ndate: 2024-03-06\nsource: Lindo Courier\n"
        "url: https://courier.example/sun\n---\n“Some boats,” [a clerk] he said. “Ha!”\n",
        encoding="utf-8",
    )
    with Archive.open(old, MarkedAnnotator()) as archive:
        (outcome,) = archive.add([file])
    assert outcome.version_of == SUN


def test_failed_migration_leaves_the_older_database_intact(
    version: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(old / "archive.sqlite")
    monkeypatch.setattr(
        connection, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE x (key INTEGER);\nNO SQL")
    )
    with pytest.raises(ArchiveError):
        Archive.open(old)
    assert schema(old / "archive.sqlite") == before
    monkeypatch.undo()
    with Archive.open(old) as archive:
        assert archive.count() == 3


def test_two_processes_can_upgrade_an_archive_at_once(old: Path) -> None:
    with closing(sqlite3.connect(old / "archive.sqlite", isolation_level=None)) as first:
        first.execute("BEGIN")
        first.execute("SELECT count(*) FROM articles")
        with Archive.open(old) as one, Archive.open(old) as other:
            assert one.count() == other.count() == 3


def test_archive_of_a_newer_version_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    path = tmp_path / "archive.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"newer onrecord .*install the newer one"):
        Archive.open(tmp_path)
    assert path.read_bytes() == before


def test_names_with_an_apostrophe_that_is_a_letter_become_one_person(tmp_path: Path) -> None:
    spoken = ("Sean O\u02bcMalley", "Sean O\u2019Malley", "Nu\u02bfman Falk", "Ana Pell")
    with Archive.open(tmp_path, MarkedAnnotator()) as archive:
        for number, name in enumerate(spoken):
            (tmp_path / f"{number}.txt").write_text(f"Report {number}\n\n“It rains.” [{name}]")
        assert len(list(archive.add(sorted(tmp_path.glob("*.txt"))))) == len(spoken)
    with closing(sqlite3.connect(tmp_path / "archive.sqlite")) as database, database:
        # as version 17 stored them
        database.execute(
            "UPDATE speakers SET folded = ' sean o\u02bcmalley' WHERE name = ?", spoken[:1]
        )
        database.execute("DELETE FROM folds")
        database.execute("PRAGMA user_version = 17")
    with Archive.open(tmp_path, MarkedAnnotator()) as archive:
        archive.maintenance.catch_up()
        persons = {each.name: each.quotes for each in archive.speakers.page("")}
        assert sorted(persons.values()) == [1, 1, 2]
        assert archive.count_quotes("Sean O'Malley") == 2
