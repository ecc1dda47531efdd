"""Corrections that several people share in a folder, one file for each, or in one file."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.engines.local.corrections.toml_file import edit, parse, read
from index.engines.shared_corrections import SharedContents, SharedCorrections
from index.errors import ArchiveError
from index.user_data import Correction, Revision

HEADER = """\
# Corrections shared by `onrecord corrections push`, one table each.
# `onrecord corrections pull` applies those of others to an archive.
"""
EXTENSION = ".toml"
WITHDRAWN = re.compile(r"^# Withdrawn by (.+)\.\n", re.MULTILINE)  # in a file of several people


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

    def read(self) -> SharedContents:
        """Return the corrections of all files; one without a name is by the name of its file."""
        files = [self._address] if self._is_file else sorted(self._address.glob(f"*{EXTENSION}"))
        found: list[Correction] = []
        people: set[str] = set()
        problems: list[str] = []
        for file in files:
            text = read(file) or ""
            parsed = parse(text)
            found += (each._replace(by=_maker(each, file)) for each in parsed.corrections)
            people.update(WITHDRAWN.findall(text))
            if not (self._is_file or parsed.problems):  # who has a file that says nothing, withdrew
                people.add(file.stem)
            problems += (f"{file}, {problem}" for problem in parsed.problems)
        people.update(each.by for each in found)
        return SharedContents(tuple(found), frozenset(people), tuple(problems))

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
                found = parse(text).corrections
                before = tuple(each for each in found if _maker(each, file) == person)
                text = WITHDRAWN.sub(lambda match: match[0] * (match[1] != person), text)
                text = edit(text, Revision(before, tuple(corrections)))
                if self._is_file and not corrections:
                    text += f"# Withdrawn by {person}.\n"
                _replace(file, text)
        except OSError as error:
            raise ArchiveError(f"{file} cannot be written: {error.strerror}.") from error


def _maker(correction: Correction, file: Path) -> str:
    return correction.by or file.stem


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
