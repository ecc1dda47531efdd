"""Programs that are killed or run at once, and what was seen to end others: all is kept."""

from __future__ import annotations

import gzip
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local import index_manager
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.lock import WriteLock
from index.engines.protocol import SearchRequest
from index.errors import ArchiveError
from index.query import parse
from tests.bench import laden
from tests.bench.kill import kill_add, kill_rebuild
from tests.bench.together import measure
from tests.support.builders import MarkedAnnotator, annotated, article
from tests.system.test_full_disk import bound
from tests.unit.engines.test_versions import CHANGED, PAGE
from tui.cli.main import main

SEED = 11


def added(folder: Path, numbers: range) -> list[str]:
    """An archive of these articles; their ids."""
    file = folder.with_suffix(".jsonl")
    laden.write(file, numbers)
    with Archive.open(folder, MarkedAnnotator()) as archive:
        return [outcome.id for outcome in archive.add([file])]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Another program that writes the index."""
    with WriteLock(folder / "write.lock").held(0) as held:
        assert held
        yield


# Killed at any moment (tests/bench/kill.py does it 300 times)


def test_what_add_reported_is_there_after_a_kill(tmp_path: Path) -> None:
    kept = kill_add(tmp_path, 3, random.Random(SEED))
    assert not kept.wrong


def test_nothing_is_wrong_after_a_kill_of_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.bench.kill.INDEXED", 60)
    kept = kill_rebuild(tmp_path, 3, random.Random(SEED))
    assert not kept.wrong


STEPS = (
    "index.engines.local.database.articles.Store.mark_indexed",
    "index.engines.local.integrity.seal.write",
    "index.engines.local.fulltext.segments.fulltext_index.FullText.add",
    "index.engines.local.fulltext.segments.fulltext_index._write",
    "index.engines.local.fulltext.segments.postings_writer.ListsWriter.write",
    "index.engines.local.fulltext.segments.storage.clean_files",
    "index.engines.local.fulltext.segments.storage.SealedIndex.write_state",
)


class Killed(BaseException):
    """Stands for the end of a program between two steps: nothing cleans up after it."""


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # what is killed closes nothing
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("times", [1, 2], ids=["first", "second"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_program_that_ends_between_two_steps_leaves_an_archive_that_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, when: str, times: int
) -> None:
    before = added(tmp_path / "archive", range(40))
    module, _, name = step.rpartition(".")
    owner = _owner(module)
    real, left = getattr(owner, name), [times]

    def ending(*args: object, **kwargs: object) -> object:
        left[0] -= 1
        if not left[0] and when == "before":
            raise Killed
        result = real(*args, **kwargs)
        if not left[0]:
            raise Killed
        return result

    monkeypatch.setattr(owner, name, ending)
    monkeypatch.setattr(
        "index.engines.local.fulltext.segments.index_writer.BatchWriter.cancel", lambda _: None
    )
    with pytest.raises(Killed) if _is_reached(step, times) else _nothing():
        added(tmp_path / "archive", range(40, 50))
    monkeypatch.undo()
    with Archive.open(tmp_path / "archive") as archive:
        archive.maintenance.catch_up()
        assert archive.count() == 50
        for number in range(50):
            (name,) = laden.found(archive, laden.word(number))
            assert not list(laden.wrongs(archive, name, number, ()))
            assert (name in before) == (number < 40)
        assert not [found for found in archive.maintenance.check() if found.remedy]


def _owner(path: str) -> object:
    from importlib import import_module

    try:
        return import_module(path)
    except ModuleNotFoundError:
        module, _, name = path.rpartition(".")
        return getattr(import_module(module), name)


def _is_reached(step: str, times: int) -> bool:
    return times == 1 or not step.endswith(("mark_indexed", "FullText.add"))


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def test_what_a_killed_program_left_half_written_is_gone_after_the_next_addition(
    tmp_path: Path,
) -> None:
    added(tmp_path / "archive", range(3))
    index = tmp_path / "archive" / "index"
    for name in ("articles.tmp/chk.ctmp", "articles_half.lst"):
        (index / name).parent.mkdir(exist_ok=True)
        (index / name).write_bytes(b"half")
    added(tmp_path / "archive", range(3, 5))
    assert not [path for path in index.rglob("*") if path.is_file() and "half" in path.name]
    assert not list(index.rglob("*.ctmp"))
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 5


def test_truncated_index_is_noticed_and_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file of the index in its turn."""
    folder = tmp_path / "archive"
    added(folder, range(20))
    for name in sorted(path.name for path in (folder / "index").iterdir()):
        path = folder / "index" / name
        if not path.exists() or not path.stat().st_size:
            continue
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        capsys.readouterr()
        assert main(["--archive", str(folder), "search", laden.word(7)]) == 0
        out, err = capsys.readouterr()
        assert "Number 7" in out
        assert "is made again from the articles (20)" in err, name


def test_index_that_is_damaged_while_it_is_in_use_is_made_again(tmp_path: Path) -> None:
    added(tmp_path / "archive", range(20))
    told: list[str] = []
    with Archive.open(tmp_path / "archive") as archive:
        archive.on_progress(told.append)
        assert archive.search(laden.word(3)).total == 1
        for path in (tmp_path / "archive" / "index").glob("*.col"):
            path.write_bytes(b"")
        quotes = archive.quotes()
        assert {hit.text for hit in quotes} == {f"“The {laden.word(n)} boats,”" for n in range(20)}
        assert any("is made again from the articles (20)" in line for line in told)
        assert not [found for found in archive.maintenance.check() if found.remedy]


# Behind, and catching up


def test_index_that_is_behind_catches_up_with_a_notice_at_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive"
    added(folder, range(3))
    with writing(folder):
        engine = LocalEngine(folder)
        engine._store.add(annotated(article("Nobody indexed the boats.")))
        engine.close()
    capsys.readouterr()
    assert main(["--archive", str(folder), "search", "nobody"]) == 0
    assert "1 article is kept but not indexed yet; this is done now." in capsys.readouterr().err
    assert main(["--archive", str(folder), "search", "nobody"]) == 0
    assert "not indexed" not in capsys.readouterr().err


def test_one_reads_and_searches_what_is_indexed_while_another_program_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive"
    added(folder, range(3))
    engine = LocalEngine(folder)
    with writing(folder):
        (late,) = annotated(article("Nobody indexed the boats."))
        engine._store.add([late])
        capsys.readouterr()
        assert main(["--archive", str(folder), "search", "boats"]) == 0
        out, err = capsys.readouterr()
        assert "Number 2" in out
        assert "1 article is not indexed yet; another program is at it." in err
        assert "1 of the articles kept are not indexed yet, and not found." in err
        assert main(["--archive", str(folder), "show", late[0].id]) == 0
    engine.close()


# Several programs at once (tests/bench/together.py does it for a minute)


def test_two_adds_and_a_reader_at_once_lose_nothing_and_see_no_error() -> None:
    kept = measure(1.0)
    assert len(kept.numbers) >= 80
    assert not kept.wrong


def test_add_waits_for_another_program_with_a_message_and_ends_with_all_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    added(folder, range(3))
    monkeypatch.setattr("index.engines.local.engine.LATE_SECONDS", 0.0)
    waits, told = threading.Event(), []

    def tell(line: str) -> None:
        told.append(line)
        if "waiting" in line:
            waits.set()

    def write() -> None:
        with writing(folder):
            began.set()
            assert waits.wait(30)

    began = threading.Event()
    other = threading.Thread(target=write)
    other.start()
    assert began.wait(30)
    laden.write(tmp_path / "more.jsonl", range(3, 5))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(tell)
        assert [outcome.status for outcome in archive.add([tmp_path / "more.jsonl"])] == [
            "added", "added",
        ]  # fmt: skip
        other.join()
        assert archive.maintenance.count_unindexed() == 0
        assert archive.search(laden.word(4)).total == 1
    assert "Another program is writing the index; waiting for it." in told


def test_add_that_has_waited_long_enough_ends_and_says_what_is_not_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    added(folder, range(3))
    monkeypatch.setattr("index.engines.local.engine.LATE_SECONDS", 0.0)
    monkeypatch.setattr("index.engines.local.engine.LAST_SECONDS", 0.05)
    laden.write(tmp_path / "more.jsonl", range(3, 5))
    told: list[str] = []
    with writing(folder), Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(told.append)
        assert len(list(archive.add([tmp_path / "more.jsonl"]))) == 2
    assert told[-1] == "2 articles are not indexed yet; another program is at it."
    with Archive.open(folder) as archive:
        assert archive.maintenance.catch_up() == 2


def test_rebuild_beside_a_program_that_goes_on_writing_gives_up_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    added(folder, range(3))
    monkeypatch.setattr(index_manager, "MAKING_SECONDS", 0.05)
    with writing(folder), Archive.open(folder) as archive:
        with pytest.raises(ArchiveError, match="try again when it is done"):
            archive.maintenance.rebuild()
        assert archive.search("boats").total == 3


def test_reader_goes_on_while_another_program_makes_the_index_again(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    added(folder, range(20))
    with Archive.open(folder) as reader, Archive.open(folder) as other:
        first = reader.search("boats", limit=5)
        assert (first.total, reader.count_quotes()) == (20, 20)
        other.maintenance.rebuild()
        assert reader.search("boats", offset=5, limit=5, as_of=first.as_of).total == 20
        assert (reader.search("boats").total, reader.count_quotes()) == (20, 20)


def test_article_replaced_while_it_is_being_indexed_is_not_found_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = LocalEngine(tmp_path / "archive"), LocalEngine(tmp_path / "archive")
    real = engine._store.mark_indexed

    def late(*args: object) -> None:
        monkeypatch.undo()
        assert [kept.version_of for kept in other._store.add(annotated(CHANGED))] == [PAGE.id]
        real(*args)

    monkeypatch.setattr(engine._store, "mark_indexed", late)
    engine.add(annotated(PAGE))
    engine.catch_up()
    found = engine.search(SearchRequest(parse("ferry").tree, "oldest", 0, 9))
    assert [hit.entry.id for hit in found.hits] == [CHANGED.id]
    engine.close()
    other.close()


# As seen elsewhere


def test_every_bad_file_is_named_the_good_ones_are_in_and_again(tmp_path: Path) -> None:
    """Among them a file that nobody may read, and a link that leads nowhere."""
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
    told = []
    for sums in ({"added": 4, "same": 0}, {"added": 0, "same": 4}):
        done = bound(tmp_path / "archive", "add", "--json", folder)
        assert done.returncode == 1
        *records, last = [json.loads(line) for line in done.stdout.splitlines()]
        assert sums.items() <= last.items()
        assert last["found"] == len(records) == last["added"] + last["same"] + last["failed"]
        told.append({each["location"]: each["reason"] for each in records if each["reason"]})
    assert told[0] == told[1]
    for name in ("b.txt", "c.txt.gz", "e.docx", "f", "g.txt"):
        assert [place for place in told[0] if place.startswith(str(folder / name))]
    (line,) = [place for place in told[0] if "d.jsonl" in place]
    assert line.endswith("2"), line


SCRAPS = {
    "empty.txt": '""~',
    "names.txt": '"Nils."\n\n"Why."',
    "single.txt": "“",
    "many.txt": "“”‘’«»",
    "row.txt": '"' * 300,
}


def test_scraps_of_quotation_marks_end_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the real annotator."""
    (tmp_path / "scraps").mkdir()
    for name, content in SCRAPS.items():
        (tmp_path / "scraps" / name).write_text(content, encoding="utf-8")
    folder = str(tmp_path / "archive")
    assert main(["--archive", folder, "add", "--json", str(tmp_path / "scraps")]) in (0, 1)
    *records, _ = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {Path(each["location"]).name.partition("#")[0] for each in records} == set(SCRAPS)
    assert all(each["status"] == "added" or each["reason"] for each in records)
    main(["--archive", folder, "quotes", "--json"])
    for quote in map(json.loads, capsys.readouterr().out.splitlines()):
        assert any(letter.isalnum() for letter in quote["text"])
        assert not quote["named"]
