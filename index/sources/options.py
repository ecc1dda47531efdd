"""What all formats share: options, results and the signature of readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError

MAX_SIZE = 1 << 30

ImportItems = Iterator[Article | IngestError]
"""Articles, and errors in place of broken ones."""
FormatReader = Callable[[BinaryIO, str], ImportItems]
"""Reads an open file at a location; raises IngestError if the whole file is broken."""


@dataclass(slots=True)
class UnpackBudget:
    """How many more bytes may be unpacked."""

    remaining: int


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read files."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """The field names of the files, by the names of our fields: {"title": "headline"}."""
    max_size: int = MAX_SIZE
    """How many bytes may be unpacked from one packed file, including files packed in it."""
    depth: int = 0
    """How many packed files contain this one."""
    budget: UnpackBudget = field(default_factory=lambda: UnpackBudget(MAX_SIZE))
    """What remains of ``max_size``; shared by everything in one packed file."""
    read_member: Callable[[BinaryIO, str, ImportOptions], ImportItems] | None = None
    """Reads a file in a packed file, whatever its format; set by ``reading``."""


DEFAULT_OPTIONS = ImportOptions()
