"""The seal of an index: by it a program tells an index of its own from any other.

An index is opened only where it was written by this program, for this user, to the database
beside it. One that came with a folder from elsewhere may say what it likes; one that lies beside
an older or newer database finds what is not there. Both are made again from the articles.

For each state of an index the seal has the digest of its table of contents, and of each of its
files the digest, size, times and number. The whole is proved by a digest that is keyed with a
secret of the user's (``userkey``). Files that have all four as they were are not read; those
that were moved or copied are, and must have the same content. So nobody without the secret can
put a file into the folder that is read, and an index that is moved is known again.

The seal of a state is written before its table of contents gets its name: whenever a program
ends, what lies there is sealed.
"""

from __future__ import annotations

import json
import os
from _blake2 import blake2b  # a tenth of what hashlib takes, which brings OpenSSL
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from index.engines.local.fulltext.field_names import DOCUMENTS
from index.engines.local.integrity import permissions
from index.engines.local.integrity.user_secret import user_key

DIGEST = 16  # bytes
PIECE = 1 << 20  # bytes that are read at a time


class UnsealedError(Exception):
    """An index that is not ours, or not as it was written; the text says which.

    It is empty where there is none.
    """


class Sealed(NamedTuple):
    """What the seal says of one state of an index."""

    stamp: str
    """The state of the database that it goes with,"""
    before: str
    """or the one before: then the database has not noted yet what the index has."""
    files: Mapping[str, int]
    """The sizes of its files."""
    moved: bool
    """Whether the files are not where they were written."""


def read(folder: Path, index: str, generation: int) -> Sealed:
    """The seal of a state, if every file is as it was written.

    Raises UnsealedError, and FileNotFoundError where a file is not there, or no more.
    """
    if generation < 0:
        raise UnsealedError("")
    found = _table(folder, index).get(str(generation))
    if found is None:
        raise UnsealedError("it was not made by this program here")
    if found["documents"] != DOCUMENTS:
        raise UnsealedError("it was made by another version of the program")
    toc = folder / toc_name(index, generation)
    if _digest_of(toc) != found["toc"]:
        raise UnsealedError(f"{toc.name} is not as it was written")
    moved = [name for name, known in found["files"].items() if _look(folder, name) != known[:4]]
    for name in moved:
        if not _same(folder / name, found["files"][name]):
            raise UnsealedError(f"{name} is not as it was written")
    return Sealed(
        found["stamp"],
        found["before"],
        {name: known[0] for name, known in found["files"].items()},
        bool(moved),
    )


def damaged_files(folder: Path, index: str, generation: int) -> list[str]:
    """The files of a state whose content is not what was written; every file is read.

    Raises as ``read``.
    """
    read(folder, index, generation)
    files = _table(folder, index)[str(generation)]["files"]
    return [name for name, known in files.items() if not _same(folder / name, known)]


def write(
    folder: Path, index: str, generation: int, toc: Path, files: Iterable[str], **stamps: str
) -> None:
    """Seal a state whose table of contents lies in ``toc`` as yet; ``stamps`` are Sealed's."""
    try:
        known = _table(folder, index)
    except UnsealedError:
        known = {}
    last = max(known, key=int, default="")
    before = known[last]["files"] if last else {}
    found = {name: _print(folder, name, before.get(name)) for name in files}
    sealed = {"documents": DOCUMENTS, "toc": _digest_of(toc), "files": found, **stamps}
    _put(folder, index, {**({last: known[last]} if last else {}), str(generation): sealed})


def renew(folder: Path, index: str, generation: int) -> None:
    """Seal the files of a state where they are now, so that they need not be read again."""
    sealed = _table(folder, index)[str(generation)]
    for name, known in sealed["files"].items():
        sealed["files"][name] = [*_look(folder, name), known[4]]
    _put(folder, index, {str(generation): sealed})


def toc_name(index: str, generation: int) -> str:
    """What Whoosh calls a table of contents."""
    return f"_{index}_{generation}.toc"


def _table(folder: Path, index: str) -> dict[str, Any]:
    """What is sealed, by the number of the state."""
    try:
        proof, _, content = (folder / f"{index}.seal").read_bytes().partition(b"\n")
    except FileNotFoundError:
        raise UnsealedError("it was not made by this program here") from None
    if proof.decode("ascii", "replace") != _proof(index, content):
        raise UnsealedError("it was not made by this program here")
    table: dict[str, Any] = json.loads(content)
    return table


def _put(folder: Path, index: str, table: dict[str, Any]) -> None:
    content = json.dumps(table).encode()
    path = folder / f"{index}.seal"
    made = path.with_suffix(f".{os.getpid()}")
    with permissions.create(made) as stream:
        stream.write(f"{_proof(index, content)}\n".encode() + content)
    made.replace(path)


def _proof(index: str, content: bytes) -> str:
    name = index.encode()
    return blake2b(content, key=user_key(), person=name, digest_size=DIGEST).hexdigest()


def _print(folder: Path, name: str, known: list[Any] | None) -> list[Any]:
    look = _look(folder, name)
    if known and known[:4] == look:
        return known
    return [*look, _digest_of(folder / name)]


def _look(folder: Path, name: str) -> list[int]:
    found = os.stat(f"{folder}/{name}")  # noqa: PTH116 - there may be hundreds of them
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _same(path: Path, known: list[Any]) -> bool:
    size, digest = known[0], known[4]
    return bool(path.stat().st_size == size and _digest_of(path) == digest)


def _digest_of(path: Path) -> str:
    digest = blake2b(digest_size=DIGEST)
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
