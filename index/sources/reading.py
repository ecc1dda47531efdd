"""Read the articles of files, whatever their format.

``registry`` lists the formats; the module of a format is loaded with its first file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError, UnsupportedFileError
from index.inputs import OnRead, Reading
from index.sources.folders import list_files
from index.sources.normalize import normalize, strip_undefined
from index.sources.options import DEFAULT_OPTIONS, FormatReader, ImportItems, ImportOptions
from index.sources.registry import HEAD_SIZE, FileHead, Format, detect_format
from index.sources.streams import prepend
from index.sources.text import clean_line

# ftp://…, www.lindo.example, lindo.example/fog: as a path, which has single slashes.
LIKE_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/|www\.|(?:[\w-]+\.)+[a-z]{2,}/", re.I)
OUTSIDE_LINK = "This link leads out of the folder. Add its target by its own path."


def read_paths(
    paths: Sequence[Path],
    options: ImportOptions = DEFAULT_OPTIONS,
    on_read: OnRead = lambda _: None,
    skipped: Container[Path] = (),
) -> Iterator[tuple[Article | IngestError, float]]:
    """Yield the articles and errors of files and folders, with the share of bytes read so far.

    Files in ``skipped`` are left out. Raises nothing: an unreadable file does not stop the rest.
    Unsupported files in folders are counted, and reported once for each kind.
    """
    files, given = [path for path in list_files(paths) if path not in skipped], set(paths)
    sizes = [_size(path) for path in files]
    total, done = sum(sizes) or 1, 0
    unsupported: dict[str, list[str]] = {}
    for number, (path, size) in enumerate(zip(files, sizes, strict=True)):
        on_read(Reading(files, number, done / total))
        location = os.fsencode(path).decode("utf-8", "replace")
        try:
            if path.is_symlink() and path not in given:
                raise IngestError(OUTSIDE_LINK, location)
            with path.open("rb") as stream:
                for item in read_stream(stream, location, options):
                    if isinstance(item, UnsupportedFileError) and path not in given:
                        unsupported.setdefault(item.kind, []).append(location)
                    else:
                        yield item, min(1.0, (done + _position(stream)) / total)
        except IngestError as error:
            yield error, (done + size) / total
        except FileNotFoundError:
            yield IngestError(_reason_of_absence(location), location), (done + size) / total
        except OSError as error:
            reason = f"The file cannot be opened: {error.strerror}."
            yield IngestError(reason, location), (done + size) / total
        done += size
    for kind, locations in unsupported.items():
        yield UnsupportedFileError(kind, locations[0], len(locations)), 1.0


def _reason_of_absence(location: str) -> str:
    if LIKE_ADDRESS.match(os.path.relpath(location)):
        return "No such file or folder. The address of a web page begins with https:// or http://."
    return "No such file or folder. Check the path."


def read_stream(
    stream: BinaryIO, location: str, options: ImportOptions = DEFAULT_OPTIONS
) -> ImportItems:
    """Yield the articles and errors of one open file, at least one of them; raise nothing.

    ``location`` ends with the file name. The stream need not be seekable.
    """
    is_empty = True
    try:
        stream, head = _read_head(stream, location)
        read = load_reader(detect_format(head, location), location, options)
        for item in read(stream, location):
            is_empty = False
            yield normalize(item) if isinstance(item, Article) else _make_safe(item)
        if is_empty:
            yield IngestError("No articles found in this file.", location)
    except IngestError as error:
        yield _make_safe(error)
    except Exception as error:  # noqa: BLE001 - no file may stop the rest
        reason = f"{type(error).__name__}: {error}"[:200]
        message = f"Reading failed ({reason}). Save the file in another format and add it again."
        yield _make_safe(IngestError(message, location))


def _make_safe(error: IngestError) -> IngestError:
    """Return the error without terminal control characters from the file."""
    if isinstance(error, UnsupportedFileError):
        return error
    return IngestError(strip_undefined(clean_line(error.message)), error.location)


def load_reader(file_format: Format, location: str, options: ImportOptions) -> FormatReader:
    """Return the reader of a format; raise IngestError if its package is not installed."""
    module, name = file_format.reader.split(":")
    try:
        reader = getattr(import_module(f"index.sources.{module}"), name)
    except ModuleNotFoundError as error:
        if not file_format.extra:
            raise
        remedy = f"Install onrecord[{file_format.extra}]."
        raise IngestError(
            f"{file_format.name} files need the package {error.name}. {remedy}", location
        ) from error
    options = replace(options, read_member=read_stream)
    bound: FormatReader = partial(reader, options=options) if file_format.takes_options else reader
    return bound


def _read_head(stream: BinaryIO, location: str) -> tuple[BinaryIO, FileHead]:
    """Return the beginning of a stream, and the stream from its start."""
    data = stream.read(HEAD_SIZE)
    name = PurePosixPath(location).name
    if stream.seekable():
        stream.seek(0)
        return stream, FileHead(data, name)
    return prepend(data, stream), FileHead(data, name)


def _position(stream: BinaryIO) -> int:
    return stream.tell() if stream.seekable() else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reported when the file is opened
        return 0
