"""Seal an index, so that only an index that this program wrote for this user is opened.

An index that came with a folder from elsewhere could hold anything, and one that lies beside an
older or newer database gives wrong hits. Both are rebuilt from the articles.

The seal file has, for each state (generation) of an index, its segments, the digest of its table of
contents, and the size, times, inode and digest of each of its files. The seal itself is
authenticated by a digest keyed with the user's secret (``user_secret``), so nobody else can add a
file that is read. Files are hashed again only if their size, times or inode changed, as after a
move or copy.

The table of contents is a pickle, which can run code. Searching reads the list of segments from the
seal instead; writing loads the table only after its digest.

A seal is written before its table of contents gets its name, so a crash leaves no unsealed state.
"""

import json
import os
import time
from _blake2 import blake2b  # that of hashlib, whose import takes 2 ms more
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from index.engines.local.fulltext.field_names import DOCUMENT_VERSION
from index.engines.local.integrity import permissions
from index.engines.local.integrity.user_secret import user_key

INDEXES = ("articles", "quotes")
DIGEST_SIZE = 16  # bytes
CHUNK_SIZE = 1 << 20  # bytes read at a time
MAX_ATTEMPTS, RETRY_INTERVAL = 10, 0.05  # seconds; at a state that is replaced while it is read
FOREIGN = "it was made by another user or on another computer"

T = TypeVar("T")


class UnsealedError(Exception):
    """An index that must not be opened; the text is the reason, and empty if there is none."""


class SegmentInfo(NamedTuple):
    """A segment as the table of contents lists it."""

    id: str
    size: int
    """The number of documents, deleted ones included."""
    deleted: Sequence[int]


class Sealed(NamedTuple):
    """The seal of one state of an index."""

    stamp: str
    """The stamp of the database that this state belongs to."""
    before: str
    """The previous stamp: the database has it until it has noted what was indexed."""
    files: Mapping[str, int]
    """The sizes of the files, by name."""
    segments: Sequence[SegmentInfo]
    moved: bool
    """Whether files were moved or copied since they were sealed."""


def latest_generation(folder: Path, index: str) -> int:
    """Return the number of the newest table of contents, or -1."""
    return latest_generations(folder)[INDEXES.index(index)]


def latest_generations(folder: Path) -> tuple[int, ...]:
    """Return the number of the newest table of contents of each index, or -1."""
    found = dict.fromkeys(INDEXES, -1)
    names = os.listdir(folder) if folder.exists() else ()  # noqa: PTH208 - names are wanted
    for name in names:
        if name.startswith("_") and name.endswith(".toc"):
            index, _, number = name[1:-4].rpartition("_")
            if index in found and number.isdecimal():
                found[index] = max(found[index], int(number))
    return tuple(found.values())


def read(folder: Path, index: str, generation: int) -> Sealed:
    """Return the seal of a state whose files are all unchanged.

    Raises UnsealedError, or FileNotFoundError if a file is missing.
    """
    if generation < 0:
        raise UnsealedError("")
    state = _load_state(folder, index, generation)
    if state["documents"] != DOCUMENT_VERSION:
        raise UnsealedError("it was made by another version of onrecord")
    toc = folder / toc_name(index, generation)
    if _file_digest(toc) != state["toc"]:
        raise UnsealedError(f"{toc.name} was changed since it was written")
    files = state["files"]
    moved = [name for name, recorded in files.items() if _status(folder, name) != recorded[:4]]
    for name in moved:
        if not _has_same_content(folder / name, files[name]):
            raise UnsealedError(f"{name} was changed since it was written")
    sizes = {name: recorded[0] for name, recorded in files.items()}
    segments = [SegmentInfo(*segment) for segment in state["segments"]]
    return Sealed(state["stamp"], state["before"], sizes, segments, bool(moved))


def read_newest(folder: Path, index: str, use: Callable[[int, Sealed], T]) -> T:
    """Return what ``use`` returns for the newest generation and its seal.

    Another process may replace that state and delete its files meanwhile; then the next newest is
    read. Raises as ``read``, and what ``use`` raises.
    """
    for left in reversed(range(MAX_ATTEMPTS)):
        generation = latest_generation(folder, index)
        try:
            return use(generation, read(folder, index, generation))
        except (FileNotFoundError, UnsealedError):
            if not left or latest_generation(folder, index) == generation:
                raise
        time.sleep(RETRY_INTERVAL)
    raise AssertionError


def damaged_files(folder: Path) -> list[str]:
    """Read every file of the newest states; return those that were changed. Raises as ``read``."""

    def damaged(generation: int, _: Sealed) -> list[str]:
        files = _load_state(folder, index, generation)["files"]
        return [name for name in files if not _has_same_content(folder / name, files[name])]

    names = []
    for index in INDEXES:
        names += read_newest(folder, index, damaged)
    return names


def write(
    folder: Path, index: str, generation: int, toc: Path, files: Iterable[str],
    segments: Sequence[SegmentInfo], **stamps: str,
) -> None:  # fmt: skip
    """Seal a state whose table of contents is still in the temporary file ``toc``.

    ``stamps`` are ``stamp`` and ``before`` of ``Sealed``.
    """
    try:
        states = _load(folder, index)
    except UnsealedError:
        states = {}
    # A state of this generation was left by a process that ended before it could name it.
    latest = max((each for each in states if int(each) < generation), key=int, default="")
    sealed = states[latest]["files"] if latest else {}
    records = {name: _record(folder, name, sealed.get(name)) for name in files}
    state = {
        "documents": DOCUMENT_VERSION, "toc": _file_digest(toc), "files": records,
        "segments": segments, **stamps,
    }  # fmt: skip
    _save(folder, index, {**({latest: states[latest]} if latest else {}), str(generation): state})


def renew(folder: Path) -> None:
    """Seal moved files where they are now, so that they need not be hashed again.

    The caller must hold the write lock.
    """
    for index in INDEXES:
        generation = str(latest_generation(folder, index))
        state = _load(folder, index)[generation]
        for name, recorded in state["files"].items():
            state["files"][name] = [*_status(folder, name), recorded[4]]
        _save(folder, index, {generation: state})


def toc_name(index: str, generation: int) -> str:
    """Return Whoosh's name for a table of contents."""
    return f"_{index}_{generation}.toc"


def _load(folder: Path, index: str) -> dict[str, Any]:
    """Return the sealed states by generation; raises UnsealedError."""
    try:
        mac, _, content = (folder / f"{index}.seal").read_bytes().partition(b"\n")
    except FileNotFoundError:
        raise UnsealedError(FOREIGN) from None
    if mac.decode("ascii", "replace") != _mac(index, content):
        raise UnsealedError(FOREIGN)
    states: dict[str, Any] = json.loads(content)
    return states


def _load_state(folder: Path, index: str, generation: int) -> dict[str, Any]:
    """Return one sealed state; raises UnsealedError."""
    state: dict[str, Any] | None = _load(folder, index).get(str(generation))
    if state is None:
        raise UnsealedError(FOREIGN)
    return state


def _save(folder: Path, index: str, states: dict[str, Any]) -> None:
    content = json.dumps(states).encode()
    path = folder / f"{index}.seal"
    temporary = path.with_suffix(f".{os.getpid()}")
    with permissions.create_file(temporary) as stream:
        stream.write(f"{_mac(index, content)}\n".encode() + content)
    temporary.replace(path)


def _mac(index: str, content: bytes) -> str:
    """Return the message authentication code of a seal."""
    name = index.encode()
    return blake2b(content, key=user_key(), person=name, digest_size=DIGEST_SIZE).hexdigest()


def _record(folder: Path, name: str, sealed: list[Any] | None) -> list[Any]:
    """Return status and digest of a file; a digest that was sealed before is taken over."""
    status = _status(folder, name)
    if sealed and sealed[:4] == status:
        return sealed
    return [*status, _file_digest(folder / name)]


def _status(folder: Path, name: str) -> list[int]:
    status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - there may be hundreds of them
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _has_same_content(path: Path, recorded: list[Any]) -> bool:
    size, digest = recorded[0], recorded[4]
    return bool(path.stat().st_size == size and _file_digest(path) == digest)


def _file_digest(path: Path) -> str:
    digest = blake2b(digest_size=DIGEST_SIZE)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_SIZE):
            digest.update(chunk)
    return digest.hexdigest()
