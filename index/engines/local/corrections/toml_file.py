"""Read and edit corrections.toml, the file of the user's corrections: one TOML table each.

Users may edit the file by hand. Comments stay, and a table that cannot be used is reported with
its line and left alone. So each table is parsed by itself, with tomllib; tomlkit, which is slower
to load, writes new tables.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

from index.article import UNKNOWN_SPEAKER
from index.engines.local.corrections.articles import ArticleChanges
from index.engines.local.integrity import permissions
from index.errors import ArchiveError
from index.user_data import (
    EDITABLE_FIELDS,
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
    QuoteCorrection,
    Revision,
)

HEADER = """\
# Your corrections of this archive, one table each.
# Delete a table to undo it, or add one: changes apply when onrecord starts next.
# The speaker “unknown” means that nobody knows; “quote = false” means that it is not a quote.
"""
MAX_CACHED_TABLES = 1 << 14  # after each change of the file, only new tables are parsed
ERROR_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
KEYS: Mapping[str, Mapping[str, type]] = {
    "quote": {
        "article": str, "title": str, "words": str, "nth": int, "was": str, "speaker": str,
        "quote": bool, "made": date, "by": str,
    },
    "name": {"name": str, "same_as": str, "apart_from": str, "made": date, "by": str},
    "edit": {
        "article": str, "title": str, "field": str, "was": str, "value": str, "made": date,
        "by": str,
    },
    "deleted": {"article": str, "title": str, "made": date, "by": str},
    "outlet": {"name": str, "same_as": str, "hidden": bool, "made": date, "by": str},
}  # fmt: skip
TYPE_NAMES = {str: "a text in quotation marks", int: "a number", bool: "true or false",
              date: "a date"}  # fmt: skip


class _TableError(Exception):
    """A table that is not a correction; ``line`` is counted from its first line, 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class _Table(NamedTuple):
    """The lines of one table, numbered from 0, and the correction in it."""

    start: int
    end: int
    correction: Correction | None
    problem: str = ""
    """Why there is no correction, with the line."""


class ParsedFile:
    """What a corrections file says."""

    def __init__(
        self, corrections: tuple[Correction, ...] = (), problems: tuple[str, ...] = ()
    ) -> None:
        """``problems`` has one message for each table that cannot be used, with its line."""
        self.corrections, self.problems = corrections, problems

    @cached_property
    def quotes(self) -> Mapping[str, Sequence[QuoteCorrection]]:
        """The corrections of quotes by article."""
        found: defaultdict[str, list[QuoteCorrection]] = defaultdict(list)
        for each in self.corrections:
            if isinstance(each, QuoteCorrection):
                found[each.article].append(each)
        return dict(found)

    @cached_property
    def names(self) -> Sequence[NameCorrection]:
        """The corrections of names."""
        return [each for each in self.corrections if isinstance(each, NameCorrection)]

    @cached_property
    def articles(self) -> ArticleChanges:
        """The changes of articles and outlets."""
        return ArticleChanges(self.corrections)


@lru_cache(maxsize=4)
def parse(text: str) -> ParsedFile:
    """Parse the text of a corrections file."""
    tables = list(_tables(text.split("\n")))
    return ParsedFile(
        tuple(table.correction for table in tables if table.correction),
        tuple(table.problem for table in tables if table.problem),
    )


def edit(text: str, revision: Revision) -> str:
    """Remove and append tables; all other lines stay as they are."""
    lines = text.split("\n")
    tables: defaultdict[Correction | None, list[_Table]] = defaultdict(list)
    for table in _tables(lines) if revision.removed else ():
        tables[table.correction].append(table)
    removed = [tables[each].pop() for each in revision.removed if tables[each]]
    for table in sorted(removed, key=lambda table: -table.start):
        end = table.end
        end += end < len(lines) - 1 and not lines[end].strip()
        del lines[table.start : end]
    kept = "\n".join(lines).rstrip()
    return "\n".join([*([f"{kept}\n"] if kept else ()), *map(_format, revision.added)])


def _tables(lines: list[str]) -> Iterator[_Table]:
    """Yield the tables of a file, without the comments and blank lines before the next table."""
    headers = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    for start, next_header in pairwise([0, *headers, len(lines)]):
        end = next_header
        while end > start and _is_blank(lines[end - 1]):
            end -= 1
        if end == start:
            continue
        try:
            yield _Table(start, end, _parse_table("\n".join(lines[start:end])))
        except _TableError as error:
            yield _Table(start, end, None, f"line {start + error.line}: {error}")


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


@lru_cache(maxsize=MAX_CACHED_TABLES)
def _parse_table(table: str) -> Correction:
    import tomllib  # 5 ms that an archive without corrections saves

    try:
        document = tomllib.loads(table)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = ERROR_LINE.search(message)
        line = int(found[1]) if found and found[1] else table.count("\n") + 1
        raise _TableError(f"not valid TOML: {ERROR_LINE.sub('', message)}.", line) from error
    (kind, values), *others = document.items() or [("", None)]
    if kind not in KEYS or others or not isinstance(values, list) or len(values) != 1:
        kinds = ", ".join(f"[[{kind}]]" for kind in KEYS)
        raise _TableError(f"a correction starts with one of the lines {kinds}.")
    _check_keys(kind, values[0], table)
    return _READERS[kind](values[0])


def _check_keys(kind: str, values: Mapping[str, Any], table: str) -> None:
    """Raise _TableError if a key is unknown or its value has the wrong type."""
    known = KEYS[kind]
    for key, value in values.items():
        lines = enumerate(table.split("\n"), 1)
        line = next((number for number, text in lines if text.lstrip().startswith(key)), 1)
        if key not in known:
            from difflib import get_close_matches

            close = get_close_matches(key, known, 1)
            raise _TableError(
                f"[[{kind}]] has no key “{key}”"
                + (f"; did you mean “{close[0]}”?" if close else f"; use {', '.join(known)}."),
                line,
            )
        if type(value) is not known[key]:
            raise _TableError(f"“{key}” must be {TYPE_NAMES[known[key]]}.", line)


def _required(values: Mapping[str, Any], key: str) -> str:
    value = str(values.get(key, "")).strip()
    if not value:
        raise _TableError(f"“{key}” is missing.")
    return value


def _quote_correction(values: Mapping[str, Any]) -> QuoteCorrection:
    is_quote = values.get("quote", True)
    speaker = _required(values, "speaker") if is_quote else ""
    return QuoteCorrection(
        article=_required(values, "article"),
        words=_required(values, "words"),
        nth=max(values.get("nth", 0), 0),
        speaker=_without_unknown(speaker),
        is_quote=is_quote,
        title=values.get("title", ""),
        found_speaker=_without_unknown(values.get("was", "")),
        made=values.get("made"),
        by=values.get("by", ""),
    )


def _without_unknown(name: str) -> str:
    return "" if name == UNKNOWN_SPEAKER else name


def _name_correction(values: Mapping[str, Any]) -> NameCorrection:
    same = "same_as" in values
    if same == ("apart_from" in values):
        raise _TableError("give either “same_as” or “apart_from”.")
    return NameCorrection(
        name=_required(values, "name"),
        other=_required(values, "same_as" if same else "apart_from"),
        same=same,
        made=values.get("made"),
        by=values.get("by", ""),
    )


def _article_edit(values: Mapping[str, Any]) -> ArticleEdit:
    field, value, was = _required(values, "field"), values.get("value"), values.get("was", "")
    if field not in EDITABLE_FIELDS:
        raise _TableError(f"“{field}” cannot be edited; use {', '.join(EDITABLE_FIELDS)}.")
    if value is None or (field == "title" and not value.strip()):
        raise _TableError("“value” is missing.")
    if field == "date" and not all(not day or _is_day(day) for day in (value, was)):
        raise _TableError("the date must be as in 2024-05-31, or empty.")
    return ArticleEdit(
        article=_required(values, "article"), field=field, was=was, value=value,
        title=values.get("title", ""), made=values.get("made"), by=values.get("by", ""),
    )  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _deletion(values: Mapping[str, Any]) -> Deletion:
    return Deletion(
        article=_required(values, "article"),
        title=values.get("title", ""),
        made=values.get("made"),
        by=values.get("by", ""),
    )


def _outlet_correction(values: Mapping[str, Any]) -> OutletCorrection:
    if values.get("hidden", False) == ("same_as" in values):
        raise _TableError("give either “same_as” or “hidden = true”.")
    return OutletCorrection(
        name=_required(values, "name"),
        other=_required(values, "same_as") if "same_as" in values else "",
        made=values.get("made"),
        by=values.get("by", ""),
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], Correction]] = {
    "quote": _quote_correction,
    "name": _name_correction,
    "edit": _article_edit,
    "deleted": _deletion,
    "outlet": _outlet_correction,
}


def _format(correction: Correction) -> str:
    """Return a correction as a table; characters that a terminal could obey are escaped."""
    import tomlkit  # 15 ms that reading the file saves

    kind, values = _values(correction)
    if correction.made:
        values["made"] = correction.made
    if correction.by:
        values["by"] = correction.by
    table = tomlkit.dumps({kind: [values]})
    return "".join(c if c.isprintable() or c == "\n" else f"\\U{ord(c):08x}" for c in table)


def _values(correction: Correction) -> tuple[str, dict[str, Any]]:
    """Return the kind of the table, and its values but for the day."""
    match correction:
        case NameCorrection(name=name, other=other, same=same):
            return "name", {"name": name, "same_as" if same else "apart_from": other}
        case OutletCorrection(name=name, other=other):
            return "outlet", {"name": name, **({"same_as": other} if other else {"hidden": True})}
    about = {"article": correction.article, "title": correction.title}
    match correction:
        case Deletion():
            return "deleted", about
        case ArticleEdit(field=field, was=was, value=value):
            return "edit", about | {"field": field, "was": was, "value": value}
    speaker = correction.speaker or UNKNOWN_SPEAKER
    return "quote", {
        **about,
        "words": correction.words,
        **({"nth": correction.nth} if correction.nth else {}),
        "was": correction.found_speaker or UNKNOWN_SPEAKER,
        **({"speaker": speaker} if correction.is_quote else {"quote": False}),
    }


# Reading and writing the file


def read(path: Path) -> str | None:
    """Return the text of the file, or None if there is none; raises ArchiveError."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArchiveError(
            f"{path}, line {line}: not UTF-8. Save the file as UTF-8, or undo the last change."
        ) from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from error


def write(path: Path, text: str) -> None:
    """Replace the file atomically; raises ArchiveError.

    Symbolic links and permissions are kept. Only one process at a time may call this.
    """
    path = path.resolve()
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            new.unlink(missing_ok=True)  # left by a killed process
            with permissions.create_file(new) as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                new.chmod(S_IMODE(path.stat().st_mode))
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror}.") from error


def _sync_folder(folder: Path) -> None:
    """Fsync a folder after a rename, on systems that can open one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
