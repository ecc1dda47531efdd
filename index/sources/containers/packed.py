"""ZIP, tar, gzip, bzip2 and xz: each file in them is read as if it lay in a folder.

Nothing is unpacked to disk, so that no name in a packed file can point anywhere. What comes out
is counted as it comes; what the file says of its own size is not believed.
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
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Self, cast

from index.article import Article
from index.errors import IngestError
from index.sources.folders import is_junk
from index.sources.reading import Allowance, Options, read
from index.sources.text import at_hand, one_line

MEMBER = "!/"  # between the name of a packed file and that of a file in it
DEEPEST = 4  # packed files in packed files
LONGEST_HEADER = 1 << 20
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def read_zip(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield what each file in a ZIP file holds. Raises IngestError where it is damaged."""
    options = _deeper(options, location)
    try:
        archive = zipfile.ZipFile(at_hand(stream, location))
    except BROKEN as error:
        raise _damaged(error, location) from error
    with archive:
        for info in archive.infolist():
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or _is_junk(info.filename):
                continue
            inside = _inside(location, info.filename)
            if info.flag_bits & 1:
                yield IngestError("It is encrypted: unpack it, and add what comes out.", inside)
                continue
            try:
                member = archive.open(info)
            except BROKEN as error:
                yield _damaged(error, inside)
                continue
            with member:
                yield from _read(cast(BinaryIO, member), inside, options)
            if options.allowance.left < 0:
                return


def read_tar(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield what each file in a tar file holds. Raises IngestError where it is damaged."""
    options = _deeper(options, location)
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            for info in archive:
                if not info.isreg() or _is_junk(info.name):
                    continue
                member = archive.extractfile(info)
                yield from _read(cast(BinaryIO, member), _inside(location, info.name), options)
                if options.allowance.left < 0:
                    return
    except BROKEN as error:
        raise _damaged(error, location) from error


def read_gzip(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield what is in the one file that was packed."""
    with gzip.GzipFile(fileobj=stream) as file:
        yield from _unpacked(file, location, options)


def read_bzip2(
    stream: BinaryIO, location: str, options: Options
) -> Iterator[Article | IngestError]:
    """Yield what is in the one file that was packed."""
    with bz2.BZ2File(stream) as file:
        yield from _unpacked(file, location, options)


def read_xz(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield what is in the one file that was packed."""
    with lzma.LZMAFile(stream) as file:
        yield from _unpacked(file, location, options)


def _unpacked(file: object, location: str, options: Options) -> Iterator[Article | IngestError]:
    name = PurePosixPath(location)
    inner = f"{name.stem}.tar" if name.suffix in (".tgz", ".tbz2", ".txz") else name.stem
    yield from _read(cast(BinaryIO, file), _inside(location, inner), _deeper(options, location))


def _read(member: BinaryIO, inside: str, options: Options) -> Iterator[Article | IngestError]:
    counted = io.BufferedReader(_Counted(member, inside, options.allowance))
    yield from read(counted, inside, options)


def _deeper(options: Options, location: str) -> Options:
    """The options for what is in this packed file, which counts against the outermost one."""
    if options.depth == DEEPEST:
        raise IngestError(
            "It is packed in too many packed files: unpack it, and add what comes out.", location
        )
    allowance = options.allowance if options.depth else Allowance(options.max_size)
    return replace(options, depth=options.depth + 1, allowance=allowance)


def _inside(location: str, name: str) -> str:
    return f"{location}{MEMBER}{one_line(name)}"


def _is_junk(name: str) -> bool:
    return any(is_junk(part) for part in PurePosixPath(name).parts if part not in (".", ".."))


def _damaged(error: Exception, location: str) -> IngestError:
    if isinstance(error, NotImplementedError):
        reason = "It is packed in a way that cannot be read"
    else:
        reason = "It is damaged"
    return IngestError(f"{reason} ({one_line(str(error))}): pack it again.", location)


class _Header(tarfile.TarInfo):
    """A header that is not read where it is so long that it must be meant to fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        is_file = header.isreg() or header.isdir() or header.issym() or header.islnk()
        if not is_file and header.size > LONGEST_HEADER:
            raise tarfile.ReadError("a header is too long")
        return header


class _Counted(io.RawIOBase):
    """What comes out of a packed file, as long as more may come."""

    def __init__(self, inner: BinaryIO, location: str, allowance: Allowance) -> None:
        self._inner = inner
        self._location = location
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except BROKEN as error:
            raise _damaged(error, self._location) from error
        self._allowance.left -= len(data)
        if self._allowance.left < 0:
            raise IngestError(
                "More comes out of this packed file than is allowed: allow more (--max-size), or"
                " unpack it and add what comes out.",
                self._location,
            )
        buffer[: len(data)] = data
        return len(data)
