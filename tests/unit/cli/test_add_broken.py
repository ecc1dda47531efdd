"""Adding a folder of broken and good files: each failure is reported, the rest is added."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.formats import SAMPLES
from tests.support.fuzzing import FORMATS_BY_NAME
from tui.cli.main import main

pytestmark = pytest.mark.usefixtures("marked_annotator")

GOOD = {
    "a.txt": b" date 2024-03-05 Fog at Torp. The ferry waits.",
    "m.md": b"---\ntitle: Sun\ndate: 2024-03-06\n---\nThe sun came back to Torp.",
    "z.jsonl": b'{"title": "Rain", "text": "Rain fell on Lindo all day."}\n',
}
STORY = b"The market of Torp has a new hall."


def zipped(name: str, data: bytes, how: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as packed:
        packed.writestr(name, data)
    return stream.getvalue()


RSS = b"<rss version='2.0'><channel><item><title>T</title></item>"
BROKEN = {
    "b-empty.txt": b"",
    "b-blank.txt": b" \n\n ",
    "b-zeros.txt": b"\0" * 4096,
    "b-picture.docx": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 8,
    "b-cut.gz": gzip.compress(STORY * 400)[:40],
    "b-cut.zip": zipped("a.txt", STORY * 400)[:60],
    "b-damaged.zip": zipped("a.txt", STORY * 400).replace(b"market", b"mar\xffet"),
    "b-bomb.zip": zipped("a.txt", b"x" * 3_000_000, zipfile.ZIP_DEFLATED),
    "b-line.jsonl": b'{"title": "Half',
    "b-list.json": b'[{"title": "Half',
    "b-number.json": b"17",
    "b-no-text.json": b'{"title": "Only a headline"}',
    "b-deep.json": b"[" * 2_000,
    "b-page.html": b"<html><head><title>T</title></head><body></body></html>",
    "b-laughs.xml": b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'>]><rss>&a;</rss>",
    "b-feed.xml": RSS,
    "b-nitf.xml": b"<nitf><head/><body/></nitf>",
    "b-mail.eml": b"From: a@b.example\nSubject: Nothing\nDate: Tue, 05 Mar 2024 07:00:00 +0100\n\n",
    "b-cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "b-empty.rtf": b"{\\rtf1 }",
    "b-rows.csv": b"title,text\n",
    "b-web.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999\r\n\r\n",
}


def outcomes(
    folder: Path, archive: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, list[dict], dict]:
    """Return the exit code, the outcomes and the summary, whose counts add up."""
    code = main(["--archive", str(archive), "add", "--json", *options, str(folder)])
    *found, sums = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sums["found"] == len(found) == sums["added"] + sums["same"] + sums["failed"]
    return code, found, sums


def test_broken_files_are_reported_and_good_ones_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, data in (GOOD | BROKEN).items():
        (folder / name).write_bytes(data)
    code, found, sums = outcomes(folder, tmp_path / "archive", capsys, "--max-size", "1M")
    assert code == 1
    bad = {Path(row["location"].partition("#")[0].partition("!")[0]).name
           for row in found if row["status"] == "failed"}  # fmt: skip
    assert bad == set(BROKEN)
    assert len(BROKEN) >= 20
    assert all(row["reason"] for row in found if row["status"] == "failed")
    assert sorted(row["title"] for row in found if row["status"] == "added") == [
        "Fog at Torp", "Rain", "Sun",
    ]  # fmt: skip
    assert sums["added"] == 3


@pytest.mark.parametrize("name", SAMPLES)
def test_every_outcome_is_added_same_or_failed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, archive = tmp_path / "files", tmp_path / "archive"
    folder.mkdir()
    (suffix,) = FORMATS_BY_NAME[name].suffixes[:1] or ("",)
    for number, data in enumerate(SAMPLES[name]):
        (folder / f"{number}{suffix}").write_bytes(data)
        (folder / f"{number}-cut{suffix}").write_bytes(data[: len(data) // 2])
        (folder / f"{number}-twice{suffix}").write_bytes(data)
    _, first, sums = outcomes(folder, archive, capsys)
    assert sums["added"] >= 1
    with Archive.open(archive) as opened:
        kept = {entry.id for entry in opened.articles(limit=1000)}
        kept |= {copy.id for key in kept for copy in opened.copies(key)}
        kept |= {version.id for key in kept for version in opened.versions(key)}
    assert {row["article"] for row in first if row["status"] != "failed"} == kept
    assert sums["added"] == len(kept)
    _, _, again = outcomes(folder, archive, capsys)
    assert (again["added"], again["failed"]) == (0, sums["failed"])
    assert again["same"] == sums["added"] + sums["same"]


@contextmanager
def ordinary_user(*folders: Path) -> Iterator[None]:
    """Switch to an ordinary user who owns the folders, because root can read everything."""
    if os.geteuid():
        yield
        return
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534, follow_symlinks=False)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder that every user can enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_unreadable_file_does_not_end_the_import(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "files"
    folder.mkdir()
    files = {
        "a.txt": GOOD["a.txt"], "z.txt": b" date 2024-03-07 Snow at Lindo.", "b.txt": STORY,
        "c.txt.gz": gzip.compress(STORY * 400)[:40], "e.docx": BROKEN["b-picture.docx"],
        "d.jsonl": GOOD["z.jsonl"] + b'{"title": \n{"title": "Hail", "text": "Hail at Torp."}\n',
        "g.txt": b"",
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "b.txt").chmod(0)
    (folder / "closed").mkdir(mode=0)
    (folder / "f").symlink_to(folder / "nothing")
    (folder / "out").symlink_to(shared)
    (folder / "in.txt").symlink_to(folder / "a.txt")
    outcomes(folder, shared / "first", capsys)  # as root, to import the modules of all formats
    (shared / "archive").mkdir()
    with ordinary_user(folder, shared / "archive"):
        code, found, sums = outcomes(folder, shared / "archive", capsys)
        again, others, second = outcomes(folder, shared / "archive", capsys)
    bad = {row["location"].removeprefix(f"{folder}/"): row["reason"] for row in found
           if row["status"] == "failed"}  # fmt: skip
    assert set(bad) == {
        "b.txt", "c.txt.gz!/c.txt", "d.jsonl#2", "e.docx", "f", "g.txt", "out", "closed",
    }  # fmt: skip
    assert "Permission denied" in bad["b.txt"]
    assert (code, sums["added"], sums["failed"]) == (1, 4, 8)
    assert (again, second["added"], second["same"], second["failed"]) == (1, 0, 4, 8)
    assert bad == {row["location"].removeprefix(f"{folder}/"): row["reason"] for row in others
                   if row["status"] == "failed"}  # fmt: skip
    (folder / "closed").chmod(0o700)
