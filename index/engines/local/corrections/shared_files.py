"""Corrections that several people share in a folder, one file for each, or in one file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.engines.local.corrections.toml_file import edit, parse, read
from index.engines.shared_corrections import SharedCorrections
from index.errors import ArchiveError
from index.user_data import Correction, Revision

HEADER = """\
# Corrections shared by `onrecord corrections push`, one table each.
# `onrecord corrections pull` applies those of others to an archive.
"""
EXTENSION = ".toml"


class SharedFiles(SharedCorrections):
    """A folder, or a file that ends in .toml."""

    def __init__(self, address: Path) -> None:
        """Raises ArchiveError if there is no such folder."""
        self._address = address
        self._is_file = address.suffix == EXTENSION
        folder = address.parent if self._is_file else address
        if not folder.is_dir():
            raise ArchiveError(
                f"There is no folder {folder}. Create it where your colleagues can reach it, or"
                " name a file that ends in .toml."
            )

    def read(self) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
        """Return the corrections of all files; one without a name is by the name of its file."""
        files = [self._address] if self._is_file else sorted(self._address.glob(f"*{EXTENSION}"))
        found: list[Correction] = []
        problems: list[str] = []
        for file in files:
            parsed = parse(read(file) or "")
            found += (each._replace(by=each.by or file.stem) for each in parsed.corrections)
            problems += (f"{file}, {problem}" for problem in parsed.problems)
        return tuple(found), tuple(problems)

    def write(self, person: str, corrections: Sequence[Correction]) -> None:
        """Replace the corrections of one person; tables of others and comments stay."""
        if (
            not person.strip()
            or "/" in person
            or person.startswith(".")
            or not person.isprintable()
        ):
            raise ArchiveError(f"“{person}” cannot be the name of a file. Give another: --as NAME.")
        file = self._address if self._is_file else self._address / f"{person}{EXTENSION}"
        try:
            with _locked(file):
                text = read(file) or HEADER
                before = tuple(each for each in parse(text).corrections if each.by == person)
                _replace(file, edit(text, Revision(before, tuple(corrections))))
        except OSError as error:
            raise ArchiveError(f"{file} cannot be written: {error.strerror}.") from error


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Let one process at a time change a file."""
    lock = os.open(file.with_name(f".{file.name}.lock"), os.O_CREAT | os.O_RDWR, 0o666)
    try:
        with suppress(PermissionError):  # a colleague created it, and let everybody use it
            os.fchmod(lock, 0o666)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _replace(file: Path, text: str) -> None:
    """Replace a file atomically; others may read it, as the umask says."""
    new = file.with_name(f".{file.name}.new")
    with new.open("wb") as stream:
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


def open_shared(address: str) -> SharedCorrections:
    """Return the place at an address; raises ArchiveError."""
    if "://" in address:
        raise ArchiveError(f"{address} cannot hold shared corrections. Name a folder or a file.")
    return SharedFiles(Path(address).expanduser())
