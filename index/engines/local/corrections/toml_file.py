"""The file in which the reader's corrections are kept: TOML, one table a correction.

It is the reader's own: what they write or take out holds, comments stay, and a table that cannot
be understood is named and left alone. Tables are put at the end, and taken out where they stand.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.article import Correction, NameCorrection, QuoteCorrection, Revision
from index.engines.local.integrity import permissions
from index.errors import ArchiveError

HEADER = """\
# What you corrected of who said what in this archive: one table a correction.
# Take a table out to undo it, or write one: it holds when onrecord starts next.
# A name “unknown” is nobody who is known; “quote = false” says that the words are no quote.
"""
UNKNOWN = "unknown"
TABLE = re.compile(r"\s*\[")
LINE = re.compile(r" \(at line (\d+), column \d+\)")
NO_LINE = " (at end of document)"
KEYS: Mapping[str, Mapping[str, type]] = {
    "quote": {
        "article": str, "title": str, "words": str, "nth": int, "was": str, "speaker": str,
        "quote": bool, "made": date,
    },
    "name": {"name": str, "same_as": str, "apart_from": str, "made": date},
}  # fmt: skip
KINDS = {str: "a text in quotation marks", int: "a number", bool: "true or false", date: "a day"}


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """A table that says nothing that can be done; ``line`` counts from its first."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of the file that make up a table, numbered from 0, and what they say."""

    first: int
    end: int
    says: Correction | str
    """The correction, or what is wrong, with its line."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of corrections says."""

    corrections: tuple[Correction, ...] = ()
    troubles: tuple[str, ...] = ()
    """What cannot be understood, each with its line."""


@lru_cache(maxsize=4)
def contents(text: str) -> Contents:
    """What the text of a file says."""
    says = [table.says for table in _tables(text.split("\n"))]
    return Contents(
        tuple(said for said in says if not isinstance(said, str)),
        tuple(said for said in says if isinstance(said, str)),
    )


def revised(text: str, revision: Revision) -> str:
    """The text with some tables taken out and others put at the end."""
    lines = text.split("\n")
    for correction in revision.out:
        tables = [table for table in _tables(lines) if table.says == correction]
        if tables:
            end = tables[-1].end
            end += end < len(lines) - 1 and not lines[end].strip()
            del lines[tables[-1].first : end]
    kept = "\n".join(lines).rstrip()
    return "\n".join([*([f"{kept}\n"] if kept else ()), *map(_table, revision.into)])


def _tables(lines: Sequence[str]) -> Iterator[_Table]:
    """The tables of a file; what stands before the first may only be comments."""
    starts = [number for number, line in enumerate(lines) if TABLE.match(line)]
    for first, following in zip([0, *starts], [*starts, len(lines)], strict=True):
        end = following
        while end > first and _is_idle(lines[end - 1]):
            end -= 1
        if end == first:
            continue
        says: Correction | str
        try:
            says = _read("\n".join(lines[first:end]))
        except _Broken as error:
            says = f"line {first + error.line}: {error}"
        yield _Table(first, end, says)


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _read(table: str) -> Correction:
    """What one table says."""
    import tomllib  # 5 ms that an archive without corrections does without

    try:
        found = tomllib.loads(table)
    except tomllib.TOMLDecodeError as error:
        line = LINE.search(str(error))
        message = LINE.sub("", str(error)).removesuffix(NO_LINE)
        at = int(line[1]) if line else table.count("\n") + 1
        raise _Broken(f"this is no TOML: {message}.", at) from error
    (kind, values), *others = found.items() or [("", None)]
    if kind not in KEYS or others or not isinstance(values, list) or len(values) != 1:
        raise _Broken("a correction begins with a line [[quote]] or [[name]].")
    _check(kind, values[0], table)
    return _quote(values[0]) if kind == "quote" else _name(values[0])


def _check(kind: str, values: Mapping[str, Any], table: str) -> None:
    """Raises _Broken where a key is not known, or has a value of another kind."""
    from difflib import get_close_matches  # which only a mistake needs

    known = KEYS[kind]
    for key, value in values.items():
        line = 1 + next(
            (n for n, line in enumerate(table.split("\n")) if line.lstrip().startswith(key)), 0
        )
        if key not in known:
            near = get_close_matches(key, known, 1)
            raise _Broken(
                f"there is no “{key}” in a [[{kind}]]"
                + (f"; did you mean “{near[0]}”?" if near else f": it has {', '.join(known)}."),
                line,
            )
        if type(value) is not known[key]:
            raise _Broken(f"“{key}” must be {KINDS[known[key]]}.", line)


def _wanted(values: Mapping[str, Any], key: str) -> str:
    value = str(values.get(key, "")).strip()
    if not value:
        raise _Broken(f"“{key}” is missing.")
    return value


def _quote(values: Mapping[str, Any]) -> QuoteCorrection:
    is_quote = values.get("quote", True)
    speaker = _wanted(values, "speaker") if is_quote else ""
    return QuoteCorrection(
        article=_wanted(values, "article"),
        words=_wanted(values, "words"),
        nth=max(values.get("nth", 0), 0),
        speaker=_known(speaker),
        is_quote=is_quote,
        title=values.get("title", ""),
        was=_known(values.get("was", "")),
        made=values.get("made"),
    )


def _known(name: str) -> str:
    return "" if name == UNKNOWN else name


def _name(values: Mapping[str, Any]) -> NameCorrection:
    same = "same_as" in values
    if same == ("apart_from" in values):
        raise _Broken("say either “same_as” or “apart_from” which other name.")
    return NameCorrection(
        name=_wanted(values, "name"),
        other=_wanted(values, "same_as" if same else "apart_from"),
        same=same,
        made=values.get("made"),
    )


def _table(correction: Correction) -> str:
    """A correction as a table of the file."""
    if isinstance(correction, NameCorrection):
        way = "same_as" if correction.same else "apart_from"
        values: dict[str, str | int | bool] = {"name": correction.name, way: correction.other}
        kind = "name"
    else:
        kind = "quote"
        values = {
            "article": correction.article, "title": correction.title, "words": correction.words,
        }  # fmt: skip
        if correction.nth:
            values["nth"] = correction.nth
        values["was"] = correction.was or UNKNOWN
        if correction.is_quote:
            values["speaker"] = correction.speaker or UNKNOWN
        else:
            values["quote"] = False
    lines = [f"[[{kind}]]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    if correction.made:
        lines.append(f"made = {correction.made}")
    return "\n".join(lines) + "\n"


def _value(value: str | int | bool) -> str:
    """A value as TOML has it; what a terminal would obey is written as its number."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in written)


# The file itself


def read(path: Path) -> str | None:
    """The text of the file, None where there is no file; raises ArchiveError."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArchiveError(
            f"{path}, line {line}: this is not UTF-8: write it anew, or undo the last change to it."
        ) from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from error


def write(path: Path, text: str) -> None:
    """Put a text in the place of the file, whole or not at all; raises ArchiveError.

    A file that is a link stays one, and the rights of a file stay as they are. One program at a
    time may do so.
    """
    path = path.resolve()
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            # One name, so that what a killed program left there is written over.
            new.unlink(missing_ok=True)
            with permissions.create(new) as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror}.") from error


def _sync_folder(folder: Path) -> None:
    """Have the disk know of a new name in a folder, where a folder can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
