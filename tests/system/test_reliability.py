"""Killed programs, several programs at once, and broken input: nothing stored is lost."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from index.archive import Archive
from index.engines.local import index_manager
from index.engines.local.database.articles import ArticleStore
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.lock import WriteLock
from index.engines.protocol import SearchRequest
from index.errors import ArchiveError
from index.query import parse
from tests.support import numbered_articles as numbered
from tests.support.builders import MarkedAnnotator, annotated, article, store_unindexed
from tests.support.commands import run_unprivileged
from tests.support.copies import NEWER, PAGE
from tests.support.crashes import kill_add, kill_rebuild, write_and_read_at_once
from tui.cli.main import main

SEED = 11


def add_numbered(folder: Path, numbers: range) -> list[str]:
    """Add numbered articles to an archive; return their ids."""
    file = folder.with_suffix(".jsonl")
    numbered.write(file, numbers)
    with Archive.open(folder, MarkedAnnotator()) as archive:
        return [outcome.id for outcome in archive.add([file])]


@contextmanager
def hold_write_lock(folder: Path) -> Iterator[None]:
    """Hold the write lock, as another program that writes the index does."""
    with WriteLock(folder / "write.lock").held(0) as held:
        assert held
        yield


# Killed at any moment (tests/bench/kill.py kills 300 times)


@pytest.mark.timeout(300)
def test_articles_reported_as_added_survive_a_kill(tmp_path: Path) -> None:
    ledger = kill_add(tmp_path, 3, Random(SEED))
    assert not ledger.faults


def test_archive_survives_a_kill_of_rebuild(tmp_path: Path) -> None:
    ledger = kill_rebuild(tmp_path, 3, Random(SEED), size=60)
    assert not ledger.faults


STEPS = (
    "index.engines.local.database.articles.ArticleStore.mark_indexed",
    "index.engines.local.integrity.seal.write",
    "index.engines.local.fulltext.codec.index_writer.IndexWriter.add",
    "index.engines.local.fulltext.codec.segment_writer.BatchWriter.delete_articles",
    "index.engines.local.fulltext.codec.segment_writer.BatchWriter.commit",
    "index.engines.local.fulltext.codec.field_writer.PostingsWriter.write",
    "index.engines.local.fulltext.codec.storage.clean_files",
    "index.engines.local.fulltext.codec.storage.SealedStorage.write_state",
)
ONCE = ("ArticleStore.mark_indexed", "IndexWriter.add")
"""The steps that an addition takes only once."""


class Killed(BaseException):
    """Stands for the end of a program between two steps: nothing cleans up after it."""


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a killed program closes nothing
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("times", [1, 2], ids=["first", "second"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_program_that_ends_between_two_steps_leaves_an_intact_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, when: str, times: int
) -> None:
    before = add_numbered(tmp_path / "archive", range(40))
    path, _, name = step.rpartition(".")
    owner = owner_of_step(path)
    original, calls_left = getattr(owner, name), [times]

    def end_program(*args: object, **kwargs: object) -> object:
        calls_left[0] -= 1
        if not calls_left[0] and when == "before":
            raise Killed
        result = original(*args, **kwargs)
        if not calls_left[0]:
            raise Killed
        return result

    monkeypatch.setattr(owner, name, end_program)
    monkeypatch.setattr(
        "index.engines.local.fulltext.codec.segment_writer.BatchWriter.cancel", lambda _: None
    )
    is_reached = times == 1 or not step.endswith(ONCE)
    with pytest.raises(Killed) if is_reached else nullcontext():
        add_numbered(tmp_path / "archive", range(40, 50))
    monkeypatch.undo()
    with Archive.open(tmp_path / "archive") as archive:
        archive.maintenance.catch_up()
        assert archive.count() == 50
        for number in range(50):
            (article_id,) = numbered.found(archive, numbered.word(number))
            assert not list(numbered.faults(archive, article_id, number, ()))
            assert (article_id in before) == (number < 40)
        assert not [part for part in archive.maintenance.check() if part.remedy]


def owner_of_step(path: str) -> object:
    """Return the module or class of this dotted path."""
    try:
        return import_module(path)
    except ModuleNotFoundError:
        module, _, name = path.rpartition(".")
        return getattr(import_module(module), name)


def test_files_left_by_a_killed_program_are_removed_by_the_next_addition(tmp_path: Path) -> None:
    add_numbered(tmp_path / "archive", range(3))
    index = tmp_path / "archive" / "index"
    for name in ("articles.tmp/chk.ctmp", "articles_half.lst"):
        (index / name).parent.mkdir(exist_ok=True)
        (index / name).write_bytes(b"half")
    add_numbered(tmp_path / "archive", range(3, 5))
    assert not [path for path in index.rglob("*") if path.is_file() and "half" in path.name]
    assert not list(index.rglob("*.ctmp"))
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 5


def test_truncated_index_is_noticed_and_rebuilt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Truncates each file of the index in turn."""
    folder = tmp_path / "archive"
    add_numbered(folder, range(20))
    for name in sorted(path.name for path in (folder / "index").iterdir()):
        path = folder / "index" / name
        if not path.exists() or not path.stat().st_size:
            continue
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        capsys.readouterr()
        assert main(["--archive", str(folder), "search", numbered.word(7)]) == 0
        out, err = capsys.readouterr()
        assert "Number 7" in out
        assert "Rebuilding it from the articles (20)" in err, name


def test_index_damaged_while_in_use_is_rebuilt(tmp_path: Path) -> None:
    add_numbered(tmp_path / "archive", range(20))
    messages: list[str] = []
    with Archive.open(tmp_path / "archive") as archive:
        archive.on_progress(messages.append)
        assert archive.search(numbered.word(3)).total == 1
        for path in (tmp_path / "archive" / "index").glob("*.col"):
            path.write_bytes(b"")
        quotes = archive.quotes()
        assert {hit.text for hit in quotes} == {
            f"“The {numbered.word(number)} boats,”" for number in range(20)
        }
        assert any("Rebuilding it from the articles (20)" in message for message in messages)
        assert not [part for part in archive.maintenance.check() if part.remedy]


# An index that is behind


def test_index_that_is_behind_catches_up_with_a_message_at_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(3))
    store_unindexed(folder, article("Nobody indexed the boats."))
    capsys.readouterr()
    assert main(["--archive", str(folder), "search", "nobody"]) == 0
    assert "1 article is not indexed yet; indexing now." in capsys.readouterr().err
    assert main(["--archive", str(folder), "search", "nobody"]) == 0
    assert "not indexed" not in capsys.readouterr().err


def test_indexed_articles_can_be_searched_while_another_program_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(3))
    late = article("Nobody indexed the boats.")
    with hold_write_lock(folder):
        store_unindexed(folder, late)
        capsys.readouterr()
        assert main(["--archive", str(folder), "search", "boats"]) == 0
        out, err = capsys.readouterr()
        assert "Number 2" in out
        assert "1 article is not indexed yet: another process is writing the index." in err
        assert "1 article is not indexed yet and cannot be found." in err
        assert main(["--archive", str(folder), "show", late.id]) == 0


# Several programs at once (tests/bench/together.py runs them for a minute)


def test_two_programs_that_add_and_one_that_reads_lose_nothing_and_see_no_error() -> None:
    ledger = write_and_read_at_once(1.0)
    assert ledger.numbers
    assert not ledger.faults


def test_add_waits_for_another_program_and_then_indexes_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(3))
    monkeypatch.setattr("index.engines.local.engine.ADD_LOCK_TIMEOUT", 0.0)
    lock_is_held, add_is_waiting = threading.Event(), threading.Event()
    messages: list[str] = []

    def on_progress(message: str) -> None:
        messages.append(message)
        if "waiting" in message:
            add_is_waiting.set()

    def write() -> None:
        with hold_write_lock(folder):
            lock_is_held.set()
            assert add_is_waiting.wait(30)

    other = threading.Thread(target=write)
    other.start()
    assert lock_is_held.wait(30)
    numbered.write(tmp_path / "more.jsonl", range(3, 5))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(on_progress)
        outcomes = list(archive.add([tmp_path / "more.jsonl"]))
        assert [outcome.status for outcome in outcomes] == ["added", "added"]
        other.join()
        assert archive.maintenance.count_unindexed() == 0
        assert archive.search(numbered.word(4)).total == 1
    assert "Another process is writing the index; waiting for it." in messages


def test_add_that_waited_too_long_ends_and_reports_the_number_of_unindexed_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(3))
    monkeypatch.setattr("index.engines.local.engine.ADD_LOCK_TIMEOUT", 0.0)
    monkeypatch.setattr("index.engines.local.engine.FINAL_LOCK_TIMEOUT", 0.05)
    numbered.write(tmp_path / "more.jsonl", range(3, 5))
    messages: list[str] = []
    with hold_write_lock(folder), Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(messages.append)
        assert len(list(archive.add([tmp_path / "more.jsonl"]))) == 2
    assert messages[-1] == "2 articles are not indexed yet: another process is writing the index."
    with Archive.open(folder) as archive:
        assert archive.maintenance.catch_up() == 2


def test_rebuild_gives_up_with_a_message_if_another_program_keeps_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(3))
    monkeypatch.setattr(index_manager, "REBUILD_TIMEOUT", 0.05)
    with hold_write_lock(folder), Archive.open(folder) as archive:
        with pytest.raises(ArchiveError, match="Try again when it is done"):
            archive.maintenance.rebuild()
        assert archive.search("boats").total == 3


def test_searching_goes_on_while_another_program_rebuilds_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    add_numbered(folder, range(20))
    with Archive.open(folder) as reader, Archive.open(folder) as other:
        first = reader.search("boats", limit=5)
        assert (first.total, reader.count_quotes()) == (20, 20)
        other.maintenance.rebuild()
        assert reader.search("boats", offset=5, limit=5, as_of=first.as_of).total == 20
        assert (reader.search("boats").total, reader.count_quotes()) == (20, 20)


def test_article_replaced_while_it_is_indexed_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    engine, mark_indexed = LocalEngine(folder), ArticleStore.mark_indexed

    def replace_first(*args: object) -> None:
        monkeypatch.undo()
        store_unindexed(folder, NEWER)
        mark_indexed(*args)

    monkeypatch.setattr(ArticleStore, "mark_indexed", replace_first)
    engine.add(annotated(PAGE))
    engine.catch_up()
    found = engine.search(SearchRequest(parse("ferry").tree, "oldest", 0, 9))
    assert [hit.entry.id for hit in found.hits] == [NEWER.id]
    engine.close()


# Broken input


def test_every_broken_file_is_reported_each_time_and_the_others_are_added(tmp_path: Path) -> None:
    """Among them a file without read permission and a broken link."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(" date 2024-03-05 Fog at Torp. The ferry waits.")
    (folder / "z.txt").write_text(" date 2024-03-06 Sun over Lindo. The nets dry.")
    (folder / "b.txt").write_text(" date 2024-03-07 Nobody may read this.")
    (folder / "b.txt").chmod(0)
    whole = gzip.compress(b" date 2024-03-08 Rain fell on Lindo all day." * 40)
    (folder / "c.txt.gz").write_bytes(whole[: len(whole) // 2])
    lines = [json.dumps({"title": t, "text": f"{t} came to Torp."}) for t in ("Ice", "Hail")]
    (folder / "d.jsonl").write_text(f'{lines[0]}\n{{"title": "Half\n{lines[1]}\n')
    (folder / "e.docx").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 8)
    (folder / "f").symlink_to(tmp_path / "nowhere")
    (folder / "g.txt").write_bytes(b"")
    reasons = []
    for counts in ({"added": 4, "same": 0}, {"added": 0, "same": 4}):
        done = run_unprivileged(tmp_path / "archive", "add", "--json", folder)
        assert done.returncode == 1
        *records, summary = [json.loads(line) for line in done.stdout.splitlines()]
        assert counts.items() <= summary.items()
        assert summary["found"] == len(records)
        assert summary["found"] == summary["added"] + summary["same"] + summary["failed"]
        reasons.append({each["location"]: each["reason"] for each in records if each["reason"]})
    assert reasons[0] == reasons[1]
    for name in ("b.txt", "c.txt.gz", "e.docx", "f", "g.txt"):
        assert [location for location in reasons[0] if location.startswith(str(folder / name))]
    (location,) = [location for location in reasons[0] if "d.jsonl" in location]
    assert location.endswith("2"), location


SCRAPS = {
    "empty.txt": '""~',
    "names.txt": '"Nils."\n\n"Why."',
    "single.txt": "“",
    "many.txt": "“”‘’«»",
    "row.txt": '"' * 300,
}


@pytest.mark.model
def test_texts_of_little_but_quotation_marks_cause_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Uses the real annotator."""
    (tmp_path / "scraps").mkdir()
    for name, content in SCRAPS.items():
        (tmp_path / "scraps" / name).write_text(content, encoding="utf-8")
    folder = str(tmp_path / "archive")
    assert main(["--archive", folder, "add", "--json", str(tmp_path / "scraps")]) in (0, 1)
    *records, _ = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {Path(each["location"]).name.partition("#")[0] for each in records} == set(SCRAPS)
    assert all(each["status"] == "added" or each["reason"] for each in records)
    main(["--archive", folder, "quotes", "--json"])
    for quote in map(json.loads, capsys.readouterr().out.splitlines()[:-1]):
        assert any(letter.isalnum() for letter in quote["text"])
        assert not quote["named"]
