"""Import packed files; hostile ones do no harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.options import ImportOptions
from index.sources.reading import read_paths, read_stream
from tests.support.packed import make_tar, make_zip

STORY = b"Pier opens\n\nThe pier opened on Monday."
LINES = b'{"title": "One", "text": "First."}\n{"title": "Two", "text": "Second."}\n'


PLAIN = ImportOptions()


def outcomes(name: str, data: bytes, options: ImportOptions = PLAIN) -> list[tuple[str, str]]:
    """Return the location of each article and error, with the title or “!”."""
    return [
        (item.location, item.title if isinstance(item, Article) else "!")
        for item in read_stream(io.BytesIO(data), name, options)
    ]


IN_FOLDERS = {"in/a.txt": STORY, "b.jsonl": LINES}
BOTH = [("in/a.txt", "Pier opens"), ("b.jsonl#1", "One"), ("b.jsonl#2", "Two")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("x.zip", make_zip(IN_FOLDERS), id="zip"),
        pytest.param("x.tar", make_tar(IN_FOLDERS), id="tar"),
        pytest.param("x.dat", make_zip(IN_FOLDERS), id="zip under another name"),
    ],
)
def test_each_packed_file_is_read_by_its_own_format(name: str, data: bytes) -> None:
    assert outcomes(name, data) == [(f"{name}!/{place}", title) for place, title in BOTH]


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compressed_file_loses_its_suffix_inside(suffix: str, pack: object) -> None:
    assert callable(pack)
    assert outcomes(f"a.jsonl{suffix}", pack(LINES)) == [
        (f"a.jsonl{suffix}!/a.jsonl#1", "One"), (f"a.jsonl{suffix}!/a.jsonl#2", "Two"),
    ]  # fmt: skip


def test_nested_packed_files_are_read() -> None:
    inner = gzip.compress(make_tar({"a.txt": STORY}))
    assert outcomes("x.zip", make_zip({"y.tgz": inner})) == [
        ("x.zip!/y.tgz!/y.tar!/a.txt", "Pier opens")
    ]


def test_nesting_is_limited() -> None:
    data = STORY
    for _ in range(9):
        data = make_zip({"a.zip": data})
    ((location, title),) = outcomes("a.zip", data)
    assert title == "!"
    assert location.count("!/") == 4


def test_system_files_in_packed_files_are_skipped() -> None:
    junk = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"\0", "README.txt": b"Read me.", "d/": b""}
    assert outcomes("x.zip", make_zip({**junk, "a.txt": STORY})) == [("x.zip!/a.txt", "Pier opens")]


def test_zip_bomb_is_stopped_at_the_size_limit() -> None:
    bomb = make_zip({"a.txt": STORY, "b.jsonl": b"\n" * 5_000_000, "c.txt": STORY})
    found = outcomes("x.zip", bomb, ImportOptions(max_size=1_000_000))
    assert found == [("x.zip!/a.txt", "Pier opens"), ("x.zip!/b.jsonl", "!")]


def test_nested_files_share_the_size_limit() -> None:
    inner = make_zip({"b.jsonl": b"\n" * 300_000})
    many = make_zip({f"{number}.zip": inner for number in range(9)})
    found = outcomes("x.zip", many, ImportOptions(max_size=1_000_000))
    assert [place for place, _ in found] == [f"x.zip!/{n}.zip!/b.jsonl" for n in range(4)]


def test_sizes_in_headers_are_not_trusted() -> None:
    data = bytearray(make_zip({"a.txt": b"word " * 1000}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    assert outcomes("x.zip", bytes(data), ImportOptions(max_size=2000))[0][1] == "!"


def test_member_names_cannot_write_outside(tmp_path: Path) -> None:
    names = {"../up.txt": STORY, "/root.txt": STORY, "a\x1b[31m.txt": STORY}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.zip").write_bytes(make_zip(names))
    found = [item.location for item, _ in read_paths([tmp_path])]
    assert [name.rpartition("!")[2] for name in found] == ["/../up.txt", "//root.txt", "/a.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "x.zip"]


def test_links_in_packed_files_are_not_followed() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert outcomes("x.tar", stream.getvalue()) == [("x.tar", "!")]
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert outcomes("x.zip", stream.getvalue()) == [("x.zip", "!")]


def test_encrypted_member_is_reported_and_the_rest_read() -> None:
    data = bytearray(make_zip({"a.txt": STORY, "b.txt": STORY}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    first, second = read_stream(io.BytesIO(bytes(data)), "x.zip")
    assert isinstance(first, IngestError)
    assert (first.location, "encrypted" in first.message) == ("x.zip!/a.txt", True)
    assert isinstance(second, Article)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("x.zip", make_zip(IN_FOLDERS)[:-30], id="zip without its end"),
        pytest.param("x.gz", gzip.compress(LINES * 99)[:60], id="gzip cut off"),
        pytest.param("x.xz", lzma.compress(LINES)[:60], id="xz cut off"),
        pytest.param("x.bz2", bz2.compress(LINES)[:60], id="bzip2 cut off"),
        pytest.param("x.tar", make_tar(IN_FOLDERS)[:530], id="tar cut off"),
        pytest.param(
            "x.gz", gzip.compress(LINES)[:-8] + b"\0" * 8, id="gzip with a wrong checksum"
        ),
    ],
)
def test_damaged_packed_file_is_reported(name: str, data: bytes) -> None:
    *_, error = read_stream(io.BytesIO(data), name)
    assert isinstance(error, IngestError)
    assert error.location.startswith(name)
    assert "damaged" in error.message


def test_huge_tar_header_is_refused() -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20)
    (error,) = read_stream(io.BytesIO(data), "x.tar")
    assert isinstance(error, IngestError)
    assert "header too long" in error.message


def test_index_files_of_a_packed_web_archive_are_skipped() -> None:
    names = {"archive/a.txt": STORY, "archive/b.warc": b"", "pages/pages.jsonl": LINES,
             "indexes/index.cdx": b"com,example)/ 2024 {}",
             "datapackage.json": b'{"resources": []}'}  # fmt: skip
    found = outcomes("x.wacz", make_zip(names))
    assert found == [("x.wacz!/archive/a.txt", "Pier opens"), ("x.wacz!/archive/b.warc", "!")]


def test_other_packages_of_data_are_read_whole() -> None:
    names = {"datapackage.json": b'{"name": "news"}', "data/a.txt": STORY}
    assert ("x.zip!/data/a.txt", "Pier opens") in outcomes("x.zip", make_zip(names))


def test_opendocument_table_is_unsupported_and_has_no_articles() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    (error,) = read_stream(io.BytesIO(stream.getvalue()), "x.ods")
    assert isinstance(error, IngestError)
    assert "OpenDocument" in error.message
