"""``check``, ``backup`` and ``rebuild``: what is wrong is said, what can be kept is kept."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Note
from index.engines.database import Database
from index.engines.local import LocalEngine
from index.engines.rescue import rescue
from index.errors import ArchiveError
from tests.bench.laden import number_of, text, word, write
from tests.made import MarkedAnnotator, annotated
from tests.unit.test_copies import FERRY, WIRE
from tui.cli import main

MANY = 120
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of many articles, the first of them starred and noted."""
    write(tmp_path / "many.jsonl", range(MANY))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        found = [outcome.id for outcome in archive.add([tmp_path / "many.jsonl"])]
        archive.mark(found[0], "starred")
        archive.note(found[0], "Keep.")
        archive.add_feed("https://courier.example/feed")
    return tmp_path / "archive"


def run(folder: Path, *arguments: str) -> int:
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
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


# check


def test_whole_archive_has_nothing_wrong_and_is_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, parts = findings(folder, capsys)
    assert code == 0
    assert [each["about"] for each in parts["database"]] == [
        f"whole; {MANY} articles with their versions"
    ]
    assert not [each for found in parts.values() for each in found if each["remedy"]]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_article_that_was_changed_behind_our_back_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        (name,) = connection.execute("SELECT id FROM articles WHERE key = 7").fetchone()
        connection.execute("UPDATE articles SET text = text || ' Not so.' WHERE key = 7")
    code, parts = findings(folder, capsys)
    assert code == 1
    assert parts["database"][0]["about"] == f"article {name} is not as it was added"


def test_damaged_page_of_the_database_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, leaves(path, root_page(path, "articles"))[1])
    code, parts = findings(folder, capsys)
    assert code == 1
    assert all("rebuild" in each["remedy"] for each in parts["database"])


@pytest.mark.parametrize("suffix", [".lst", ".toc", ".seal", ".col"])
def test_damaged_file_of_the_index_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    path = max((folder / "index").glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    code, parts = findings(folder, capsys)
    assert code == 1
    assert parts["index"][0]["remedy"]
    assert run(folder, "rebuild") == 0
    assert findings(folder, capsys)[0] == 0


def test_index_that_is_behind_is_no_damage(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE articles SET indexed = 0 WHERE key < 4")
    code, parts = findings(folder, capsys)
    assert (code, parts["index"][0]["about"]) == (0, "whole, 3 articles behind")


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_folder_that_others_can_look_into_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.chmod(0o755)
    code, parts = findings(folder, capsys)
    assert code == 1
    assert "chmod" in parts["folder"][0]["remedy"]


@pytest.mark.parametrize("command", ["check", "rebuild", "backup x"])
def test_no_archive_is_made_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(tmp_path / "none", *command.split()) == 2
    assert f"There is no archive in {tmp_path / 'none'}." in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


# backup


def test_backup_is_an_archive_with_all_that_is_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "backup", str(tmp_path / "deep" / "backup")) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(tmp_path / "deep" / "backup" / "archive.sqlite")]
    assert f"{MANY} articles backed up" in err
    assert [path.name for path in (tmp_path / "deep" / "backup").iterdir()] == ["archive.sqlite"]
    with Archive.open(tmp_path / "deep" / "backup") as copy, Archive.open(folder) as archive:
        assert copy.state() == archive.state()
        (starred,) = copy.search("is:starred").hits
        assert copy.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in copy.feeds()] == ["https://courier.example/feed"]
        assert copy.search(word(5)).total == copy.count_quotes(f"Ana {word(5)}") == 1


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_backup_is_for_its_owner_alone(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "backup", str(tmp_path / "backup")) == 0
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "backup" / "archive.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["a backup", "a link that leads nowhere", "the archive itself"])
def test_backup_never_overwrites(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    target = folder if there == "the archive itself" else tmp_path / "backup"
    target.mkdir(exist_ok=True)
    if there == "a backup":
        (target / "archive.sqlite").write_bytes(b"an older one")
    elif there == "a link that leads nowhere":
        (target / "archive.sqlite").symlink_to(tmp_path / "nowhere")
    before = sorted(target.iterdir())
    assert run(folder, "backup", str(target)) == 2
    assert "is left as it is: name another folder" in capsys.readouterr().err
    assert sorted(target.iterdir()) == before
    assert not (tmp_path / "nowhere").exists()
    if there == "a backup":
        assert (target / "archive.sqlite").read_bytes() == b"an older one"


def test_backup_made_while_articles_are_added_is_of_one_moment(
    folder: Path, tmp_path: Path
) -> None:
    """A transaction that is not ended, and pages that are not yet in the file itself."""
    database = Database(folder / "archive.sqlite")
    with Archive.open(folder) as archive, database.transaction() as cursor:
        cursor.execute("DELETE FROM quotes")
        archive.back_up(tmp_path / "backup")
    database.close()
    with Archive.open(tmp_path / "backup") as copy, Archive.open(folder) as archive:
        assert copy.count_quotes() == MANY
        assert archive.count() == MANY


def test_backup_to_a_full_disk_leaves_no_half_of_it(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("index.engines.backup._copy", fail)
    assert run(folder, "backup", str(tmp_path / "backup")) == 2
    assert "has room" in capsys.readouterr().err
    assert not list((tmp_path / "backup").iterdir())


def test_backup_of_a_damaged_archive_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, leaves(path, root_page(path, "articles"))[1])
    assert run(folder, "backup", str(tmp_path / "backup")) == 2
    assert "onrecord rebuild" in capsys.readouterr().err
    assert not list((tmp_path / "backup").iterdir())


# rebuild of a damaged archive


def saved(folder: Path) -> dict[int, str]:
    """The articles that can be read, by number; every one is as it was, and can be found."""
    with Archive.open(folder) as archive:
        found = {number_of(entry.title): entry.id for entry in archive.articles(limit=MANY)}
        for number, name in found.items():
            assert archive.article(name).text == text(number)
            assert [hit.entry.id for hit in archive.search(word(number)).hits] == [name]
    return found


def test_rebuild_of_a_whole_archive_says_how_many_are_indexed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "rebuild") == 0
    assert capsys.readouterr().err == f"{MANY} articles indexed.\n"
    assert len(saved(folder)) == MANY


def damaged_articles(path: Path) -> list[int]:
    return leaves(path, root_page(path, "articles"))[2:4]


def first_articles(path: Path) -> list[int]:
    return leaves(path, root_page(path, "articles"))[:1]


def last_articles(path: Path) -> list[int]:
    return leaves(path, root_page(path, "articles"))[-1:]


def quotes(path: Path) -> list[int]:
    return leaves(path, root_page(path, "quotes"))[:1]


def speakers(path: Path) -> list[int]:
    return leaves(path, root_page(path, "speakers"))[:1]


def list_of_ids(path: Path) -> list[int]:
    return [root_page(path, "sqlite_autoindex_articles_1")]


@pytest.mark.parametrize(
    ("where", "least"),
    [
        pytest.param(damaged_articles, MANY - 40, id="pages in the midst of the articles"),
        pytest.param(first_articles, MANY - 20, id="the first page of articles"),
        pytest.param(last_articles, MANY - 20, id="the last page of articles"),
        pytest.param(quotes, MANY, id="a page of quotes"),
        pytest.param(speakers, MANY, id="a page of speakers"),
        pytest.param(list_of_ids, MANY, id="the list of ids"),
    ],
)
def test_rebuild_saves_what_can_be_read_of_a_damaged_archive(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    where: Callable[[Path], list[int]],
    least: int,
) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        before = {number_of(entry.title): entry.id for entry in archive.articles(limit=MANY)}
    spoil(path, *where(path))
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 1
    err = capsys.readouterr().err
    there = saved(folder)
    assert least <= len(there) <= MANY
    assert before.items() >= there.items()
    assert f"{len(there)} articles saved" in err
    lost = {name for number, name in before.items() if number not in there}
    assert all(name in err for name in sorted(lost)[:20])
    assert (folder / "archive.sqlite.damaged-1").read_bytes() == damaged
    assert f"The damaged file is kept as {folder / 'archive.sqlite.damaged-1'}" in err
    assert findings(folder, capsys)[0] == 0


def test_rebuild_counts_quotes_and_keeps_marks_of_what_it_saves(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, *quotes(path), *speakers(path))
    assert run(folder, "rebuild") == 1
    assert "saved without some quotes" in capsys.readouterr().err
    with Archive.open(folder) as archive:
        total = archive.count_quotes()
        assert 0 < total < MANY
        assert sum(speaker.quotes for speaker in archive.speakers(limit=MANY)) == total
        assert sum(entry.quotes for entry in archive.articles(limit=MANY)) == total
        (starred,) = archive.search("is:starred").hits
        assert archive.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in archive.feeds()] == ["https://courier.example/feed"]


def test_rebuild_saves_marks_before_and_after_a_damaged_page(folder: Path) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        for number, entry in enumerate(archive.articles("oldest", limit=MANY)):
            archive.tag(entry.id, f"{number:03} {'long ' * 30}")
    spoil(path, leaves(path, root_page(path, "marks"))[2])
    assert run(folder, "rebuild") == 1
    with Archive.open(folder) as archive:
        tags = [name for name, _ in archive.tags()]
        assert MANY // 2 < len(tags) < MANY
        assert {tags[0][:3], tags[-1][:3]} == {"000", f"{MANY - 1:03}"}
        assert archive.search("is:starred").total == 1


def test_archive_of_which_nothing_can_be_read_is_left_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, 1)
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 2
    assert "put a backup in its place" in capsys.readouterr().err
    assert path.read_bytes() == damaged
    assert not list(folder.glob("*damaged*")) + list(folder.glob("*rescued*"))


def test_damaged_archive_that_another_program_has_open_is_left_to_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.rescue.BUSY_SECONDS", 0.1)
    path = folder / "archive.sqlite"
    spoil(path, *quotes(path))
    with Archive.open(folder) as archive:
        assert archive.count() == MANY
        assert run(folder, "rebuild") == 2
    assert "Another program has" in capsys.readouterr().err
    assert not list(folder.glob("*damaged*"))


def test_second_damaged_file_is_kept_beside_the_first(folder: Path) -> None:
    path = folder / "archive.sqlite"
    for number in (1, 2):
        spoil(path, *quotes(path))
        assert run(folder, "rebuild") == 1
        assert (folder / f"archive.sqlite.damaged-{number}").exists()


def test_copy_is_shown_where_the_article_that_it_repeats_is_lost(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path / "archive")
    engine.add(annotated(FERRY, WIRE))
    assert engine.count() == 1
    engine.close()
    path = tmp_path / "archive" / "archive.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM articles WHERE state = 0")
    assert rescue(path).articles == 1
    with Archive.open(tmp_path / "archive") as archive:
        archive.rebuild()
        (entry,) = archive.articles()
        assert (entry.id, entry.copies) == (WIRE.id, 0)
        assert archive.count_quotes() == sum(each.quotes for each in archive.speakers()) == 2


# A damaged archive in use


@pytest.mark.parametrize(
    "command", ["search boats", "quotes", "speakers", "show 0", "add .", "rebuild", "check"]
)
def test_file_that_is_no_database_is_told_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"no database at all, but long enough" * 200)
    assert run(tmp_path, *command.split()) == 2
    assert "archive.sqlite" in capsys.readouterr().err
    assert path.read_bytes() == b"no database at all, but long enough" * 200


def test_what_is_whole_of_a_damaged_archive_can_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        name = archive.articles()[0].id
    spoil(path, *speakers(path))
    assert run(folder, "show", name) == 0
    assert "boats" in capsys.readouterr().out
    assert run(folder, "speakers") == 2
    assert "onrecord check" in capsys.readouterr().err


def test_adding_to_a_damaged_archive_ends_with_a_message(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Archive, "_annotating", lambda _: MarkedAnnotator())
    path = folder / "archive.sqlite"
    spoil(path, *last_articles(path))
    write(tmp_path / "more.jsonl", range(MANY, MANY + 3))
    with pytest.raises(ArchiveError, match="onrecord rebuild"), Archive.open(folder) as archive:
        list(archive.add([tmp_path / "more.jsonl"]))
