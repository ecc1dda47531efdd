"""Readers of files: each module turns one format into articles.

A reader takes an open file and the name to report, and yields articles; where one article of
many is broken it yields the error in its place and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError

Reader = Callable[[BinaryIO, str], Iterator[Article | SourceError]]

# The module and function that read each kind of file; a module is loaded when it is needed.
READERS = {
    ".txt": ("plain", "read"),
    ".text": ("plain", "read"),
    ".md": ("markdown", "read"),
    ".markdown": ("markdown", "read"),
    ".html": ("html", "read"),
    ".htm": ("html", "read"),
    ".json": ("jsonl", "read"),
    ".jsonl": ("jsonl", "read_lines"),
    ".ndjson": ("jsonl", "read_lines"),
}


def reader(path: Path) -> Reader:
    """The reader for a file; raises SourceError where there is none for its kind."""
    try:
        module, name = READERS[path.suffix.lower()]
    except KeyError:
        raise SourceError(
            f"Files that end in “{path.suffix}” cannot be read; {', '.join(READERS)} can.",
            str(path),
        ) from None
    read: Reader = getattr(import_module(f"index.sources.{module}"), name)
    return read


def files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named, and all in the folders named, in order of name.

    In a folder, hidden files, READMEs and links are no articles.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(
                inner
                for inner in sorted(path.rglob("*"))
                if not inner.is_dir()
                and not inner.is_symlink()
                and not any(part.startswith(".") for part in inner.relative_to(path).parts)
                and inner.stem.upper() != "README"
            )
        else:
            found.append(path)
    return found
