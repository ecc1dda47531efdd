"""ZIP, tar, gzip, bzip2 and xz: read each file inside as if it were in a folder.

Nothing is unpacked to disk, where a member name could point outside. Bytes are counted as they are
unpacked; the sizes in the headers are not trusted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Self, cast

from index.article import MEMBER_SEPARATOR
from index.errors import IngestError
from index.sources.folders import is_junk
from index.sources.options import ImportItems, ImportOptions, UnpackBudget
from index.sources.streams import ensure_seekable
from index.sources.text import clean_line

MAX_DEPTH = 4  # nested packed files
MAX_HEADER = 1 << 20
PACKAGED = "datapackage.json"  # in a web archive (WACZ), and in other packages of data
DAMAGE_ERRORS = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def read_zip(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the articles of each file in a ZIP file; raise IngestError if it is damaged."""
    options = _nested_options(options, location)
    try:
        archive = zipfile.ZipFile(ensure_seekable(stream, location))
    except DAMAGE_ERRORS as error:
        raise _damaged(error, location) from error
    with archive:
        is_web_archive = _is_web_archive(archive.namelist())
        for info in archive.infolist():
            if is_web_archive and not info.filename.startswith("archive/"):
                continue  # an index
            is_link = stat.S_ISLNK(info.external_attr >> 16)
            if info.is_dir() or is_link or _has_junk_part(info.filename):
                continue
            inside = _member_location(location, info.filename)
            if info.flag_bits & 1:
                yield IngestError("The file is encrypted. Unpack it and add that.", inside)
                continue
            try:
                member = archive.open(info)
            except DAMAGE_ERRORS as error:
                yield _damaged(error, inside)
                continue
            with member:
                yield from _read_counted(member, inside, options)
            if options.budget.remaining < 0:
                return


def _is_web_archive(names: Sequence[str]) -> bool:
    return PACKAGED in names and any(
        name.startswith("archive/") and ".warc" in name for name in names
    )


def read_tar(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the articles of each file in a tar file; raise IngestError if it is damaged."""
    options = _nested_options(options, location)
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_LimitedHeader) as archive:
            for info in archive:
                if not info.isreg() or _has_junk_part(info.name):
                    continue
                member = archive.extractfile(info)
                inside = _member_location(location, info.name)
                yield from _read_counted(member, inside, options)
                if options.budget.remaining < 0:
                    return
    except DAMAGE_ERRORS as error:
        raise _damaged(error, location) from error


def _single_file_reader(
    unpack: Callable[[BinaryIO], AbstractContextManager[object]],
) -> Callable[[BinaryIO, str, ImportOptions], ImportItems]:
    def read(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
        path = PurePosixPath(location)
        name = f"{path.stem}.tar" if path.suffix in (".tgz", ".tbz2", ".txz") else path.stem
        inside, options = _member_location(location, name), _nested_options(options, location)
        with unpack(stream) as file:
            yield from _read_counted(file, inside, options)

    return read


read_gzip = _single_file_reader(lambda stream: gzip.GzipFile(fileobj=stream))
read_bzip2 = _single_file_reader(bz2.BZ2File)
read_xz = _single_file_reader(lzma.LZMAFile)


def _read_counted(member: object, location: str, options: ImportOptions) -> ImportItems:
    """Read a member and count its bytes against the budget."""
    counted = io.BufferedReader(_CountedStream(cast(BinaryIO, member), location, options.budget))
    assert options.read_member
    yield from options.read_member(counted, location, options)


def _nested_options(options: ImportOptions, location: str) -> ImportOptions:
    """Return the options for the files inside, which share the budget of the outermost file."""
    if options.depth == MAX_DEPTH:
        raise IngestError("Packed files are nested too deeply. Unpack them first.", location)
    budget = options.budget if options.depth else UnpackBudget(options.max_size)
    return replace(options, depth=options.depth + 1, budget=budget)


def _member_location(location: str, name: str) -> str:
    return f"{location}{MEMBER_SEPARATOR}{clean_line(name)}"


def _has_junk_part(name: str) -> bool:
    return any(is_junk(part) for part in PurePosixPath(name).parts if part not in (".", ".."))


def _damaged(error: Exception, location: str) -> IngestError:
    if isinstance(error, NotImplementedError):
        reason = "This compression method is not supported"
    else:
        reason = "The packed file is damaged"
    return IngestError(f"{reason} ({clean_line(str(error))}). Pack it again.", location)


class _LimitedHeader(tarfile.TarInfo):
    """A header that refuses extensions so long that they may be an attack on memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        is_file = header.isreg() or header.isdir() or header.issym() or header.islnk()
        if not is_file and header.size > MAX_HEADER:
            raise tarfile.ReadError("header too long")
        return header


class _CountedStream(io.RawIOBase):
    """The unpacked bytes of a file, counted against the budget."""

    def __init__(self, inner: BinaryIO, location: str, budget: UnpackBudget) -> None:
        self._stream = inner
        self._location = location
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except DAMAGE_ERRORS as error:
            raise _damaged(error, self._location) from error
        self._budget.remaining -= len(data)
        if self._budget.remaining < 0:
            raise IngestError(
                "The unpacked files exceed the size limit. Raise it with --max-size, or unpack them"
                " and add the unpacked files.",
                self._location,
            )
        buffer[: len(data)] = data
        return len(data)
