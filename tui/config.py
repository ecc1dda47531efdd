"""What a reader can decide: one TOML file, read once and handed on as ``Settings``."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tui.sharing.citation import BUILT_IN_STYLES, template_error

WIDTHS = (30, 200)
DATE_LETTERS = re.compile(r"(?:[^%]|%-?[AaBbCdeFGgjmuUVWwxYy]|%%)+")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each under the name that it has in the file."""

    theme: str = ""
    """The colours, by the name of a theme; empty: those that suit the terminal."""
    width: int = 76
    """How many columns a line of an article takes at most, from 30 to 200."""
    date: str = "%Y-%m-%d"
    """How days are written, in the letters of strftime: %d.%m.%Y is 18.07.2023."""
    citation: str = "plain"
    """How a copied quote is cited: plain, markdown, bibtex, or one of your own forms."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Your own forms of citation, by name. A form may have {quote} {speaker} {cue} {how} {title}
    {source} {byline} {date} {year} {url} {link} {id}; lines that are left empty are left out."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of an action in place of its own, by the name of the action: one, or a list."""

    def keymap(self) -> dict[str, str]:
        """The keys as Textual takes them."""
        return {action: ",".join(keys) for action, keys in self.keys.items()}


@dataclass(frozen=True, slots=True)
class ValidNames:
    """What names a file may use; an empty collection means that they are not checked."""

    themes: Collection[str] = ()
    actions: Collection[str] = ()
    keys: Collection[str] = ()
    clashes: Callable[[Mapping[str, Sequence[str]]], Iterable[tuple[str, str, str]]] = lambda _: ()
    """Of the keys of actions: which action has a key, and which other one has it there too."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """What is wrong in the file, where, and what is valid instead."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """The complaint as it is told, with its place as editors understand it."""
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{place}: {self.message}"


class _Wrong(Exception):  # noqa: N818 - a value that a complaint is made of
    """A value that cannot be taken; says what is valid."""


def config_path() -> Path:
    """Where the settings are kept: $ONRECORD_CONFIG, or the user's folder of settings."""
    if named := os.environ.get("ONRECORD_CONFIG"):
        return Path(named)
    import platformdirs  # 20 ms that a named file does without

    return platformdirs.user_config_path("onrecord", appauthor=False) / "config.toml"


def load(path: Path, known: ValidNames | None = None) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """The settings of a file, and what is wrong with it.

    A wrong key or value leaves the default in force; so does a file that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        missing = ConfigProblem(path, 0, "There is no such file; the defaults hold.")
        return Settings(), (missing,) if "ONRECORD_CONFIG" in os.environ else ()
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        told = f"This is not TOML ({error}); the defaults hold."
        line = int(place[1]) if place else len(text.splitlines())
        return Settings(), (ConfigProblem(path, line, told),)
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), (ConfigProblem(path, 0, f"It cannot be read: {error}."),)
    return _Reading(path, text, known or ValidNames()).settings(table)


class _Reading:
    """The reading of one file."""

    def __init__(self, path: Path, text: str, known: ValidNames) -> None:
        self._path, self._lines, self._known = path, text.split("\n"), known
        self._complaints: list[ConfigProblem] = []

    def settings(self, table: Mapping[str, Any]) -> tuple[Settings, tuple[ConfigProblem, ...]]:
        names = [each.name for each in fields(Settings)]
        found: dict[str, Any] = {}
        # The forms first, as one of them may be the citation.
        for name in sorted(table, key=lambda name: name != "forms"):
            try:
                if name not in names:
                    raise _Wrong(_unknown("setting", name, names))
                check = getattr(self, f"_{name}")
                value = check(table[name], found) if name == "citation" else check(table[name])
                found[name] = value
            except _Wrong as wrong:
                self._complain(wrong, name)
        return Settings(**found), tuple(sorted(self._complaints, key=lambda c: c.line))

    def _complain(self, wrong: _Wrong, *keys: str) -> None:
        self._complaints.append(ConfigProblem(self._path, line_of(self._lines, *keys), str(wrong)))

    def _theme(self, value: object) -> str:
        name = _text(value)
        if name and self._known.themes and name not in self._known.themes:
            raise _Wrong(_unknown("theme", name, self._known.themes))
        return name

    def _width(self, value: object) -> int:
        least, most = WIDTHS
        if isinstance(value, bool) or not isinstance(value, int):
            raise _Wrong(f"width is a whole number, as in width = {Settings().width}.")
        if not least <= value <= most:
            nearest = min(max(value, least), most)
            raise _Wrong(f"width is from {least} to {most}; the nearest is {nearest}.")
        return value

    def _date(self, value: object) -> str:
        form = _text(value)
        if not DATE_LETTERS.fullmatch(form) or "%" not in form:
            raise _Wrong(f"“{form}” is no form of a date; %Y-%m-%d is one.")
        return form

    def _citation(self, value: object, found: Mapping[str, Any]) -> str:
        name, there = _text(value), [*BUILT_IN_STYLES, *found.get("forms", ())]
        if name not in there:
            raise _Wrong(_unknown("form of citation", name, there))
        return name

    def _forms(self, value: object) -> dict[str, str]:
        found = {}
        for name, form in _table(value, "forms").items():
            try:
                if fault := template_error(_text(form)):
                    raise _Wrong(fault)
                found[name] = _text(form)
            except _Wrong as wrong:
                self._complain(wrong, "forms", name)
        return found

    def _keys(self, value: object) -> dict[str, tuple[str, ...]]:
        found = {}
        for action, given in _flat(_table(value, "keys")).items():
            try:
                if self._known.actions and action not in self._known.actions:
                    raise _Wrong(_unknown("action", action, self._known.actions))
                found[action] = self._names_of_keys(given)
            except _Wrong as wrong:
                self._complain(wrong, "keys", action)
        for action, key, other in self._known.clashes(found):
            told = f"“{key}” is a key of {other} too; give that another one."
            self._complain(_Wrong(told), "keys", action)
        return found

    def _names_of_keys(self, given: object) -> tuple[str, ...]:
        keys = tuple(map(_text, given if isinstance(given, list) else [given]))
        for key in keys:
            name = re.sub(r"^((ctrl|shift|alt|super|meta)\+)+(?=.)", "", key)
            if not key or (len(name) > 1 and self._known.keys and name not in self._known.keys):
                raise _Wrong(_unknown("key", key, self._known.keys))
        if not keys:
            raise _Wrong("An action needs at least one key.")
        return tuple("comma" if key == "," else key for key in keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"{value!r} is no text: put it in quotation marks.")
    return value


def _table(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(f"{name} is a table: put its lines under [{name}].")
    return value


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The table with dotted names for what TOML takes for tables in it."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        found |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {
            before + name: value
        }  # fmt: skip
    return found


def _unknown(what: str, name: str, there: Collection[str]) -> str:
    import difflib  # 6 ms that files without fault do without

    near = difflib.get_close_matches(name, there, 1, 0.5)
    offer = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(there))}."
    return f"There is no {what} “{name}”; {offer}"


def line_of(lines: Collection[str], *keys: str) -> int:
    """The line of a file, from 1, that gives a key, or that begins the table of it; 0 for none.

    Of a key in a table the name of the table comes first. A key may be dotted.
    """
    path, table = ".".join(keys), ""
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        given = re.match(r"\s*([\w.\"'\s-]+?)\s*=", line)
        if header:
            table = _bare(header[1])
        here = f"{table}.{_bare(given[1])}" if given else table
        if (header or given) and here.strip(".") == path:
            return number
    return line_of(lines, *keys[:-1]) if len(keys) > 1 else 0


def _bare(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)
