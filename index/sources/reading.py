"""Readers of files: each module turns one format into articles.

A reader takes an open file and the name to report, and yields articles; where one article of
many is broken it yields the error in its place and goes on. ``formats`` has the table of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources.folders import files
from index.sources.normalize import finish, harmless
from index.sources.registry import HEAD_SIZE, Format, Head, format_of
from index.sources.text import joined, one_line

Reader = Callable[[BinaryIO, str], Iterator[Article | IngestError]]

MAX_SIZE = 1 << 30
_LINK = "It is a link that leads out of the folder: add what it leads to by its own name."


@dataclass(slots=True)
class Allowance:
    """How many bytes may still come out of a packed file."""

    left: int


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """What a file calls a field, by what it is called here: {"title": "headline"}."""
    max_size: int = MAX_SIZE
    """How many bytes may come out of one packed file, with all that is packed in it."""
    depth: int = 0
    """How many packed files this one lies in."""
    allowance: Allowance = field(default_factory=lambda: Allowance(MAX_SIZE))
    """What of ``max_size`` is left; all that lies in one packed file shares it."""


def read_paths(
    paths: Sequence[Path], options: Options = Options()
) -> Iterator[tuple[Article | IngestError, float]]:
    """Each article of files and folders, or what is wrong there, with the share dealt with.

    Raises nothing: what cannot be read does not stop the rest.
    """
    found, named = files(paths), set(paths)
    sizes = [_size(path) for path in found]
    total, done = sum(sizes) or 1, 0
    for path, size in zip(found, sizes, strict=True):
        location = os.fsencode(path).decode("utf-8", "replace")
        try:
            if path.is_symlink() and path not in named:
                raise IngestError(_LINK, location)
            with path.open("rb") as stream:
                for item in read(stream, location, options):
                    yield item, min(1.0, (done + _place(stream)) / total)
        except IngestError as error:
            yield error, (done + size) / total
        except FileNotFoundError:
            yield IngestError("There is no such file or folder.", location), (done + size) / total
        except OSError as error:
            reason = f"It cannot be opened: {error.strerror}."
            yield IngestError(reason, location), (done + size) / total
        done += size


def read(
    stream: BinaryIO, location: str, options: Options = Options()
) -> Iterator[Article | IngestError]:
    """Each article of one open file, or what is wrong there; always at least one of them.

    Raises nothing. ``location`` is what the articles and errors will be called by; its end is
    the name of the file. The stream need not be seekable.
    """
    nothing = True
    try:
        stream, head = _peek(stream, location)
        for item in reader_of(format_of(head, location), location, options)(stream, location):
            nothing = False
            yield finish(item) if isinstance(item, Article) else _said(item)
        if nothing:
            yield IngestError("There are no articles in it.", location)
    except IngestError as error:
        yield _said(error)
    except Exception as error:  # noqa: BLE001 - no file may stop the rest
        reason = f"{type(error).__name__}: {error}"[:200]
        yield _said(IngestError(f"It cannot be read ({reason}).", location))


def _said(error: IngestError) -> IngestError:
    """The error, without what a message may quote of the file that a terminal would obey."""
    return IngestError(harmless(one_line(error.message)), error.location)


def reader_of(form: Format, location: str, options: Options) -> Reader:
    """What reads a format; raises IngestError where the package for it is not installed."""
    module, name = form.reader.split(":")
    try:
        found = getattr(import_module(f"index.sources.{module}"), name)
    except ModuleNotFoundError as error:
        if not form.extra:
            raise
        raise IngestError(
            f"{form.name} needs the package {error.name}: install onrecord[{form.extra}].",
            location,
        ) from error
    reader: Reader = partial(found, options=options) if form.options else found
    return reader


def _peek(stream: BinaryIO, location: str) -> tuple[BinaryIO, Head]:
    """The stream as it was, and how it begins."""
    data = stream.read(HEAD_SIZE)
    name = PurePosixPath(location).name
    if stream.seekable():
        stream.seek(0)
        return stream, Head(data, name)
    return joined(data, stream), Head(data, name)


def _place(stream: BinaryIO) -> int:
    return stream.tell() if stream.seekable() else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # said when the file is opened
        return 0
