"""The user's settings: one TOML file, read once at the start."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.archive import Models
from tui.sharing.citation import BUILT_IN_STYLES, template_error

MIN_WIDTH, MAX_WIDTH = 30, 200
MAX_LISTED = 8  # valid names in an error message
HINTS = {"key": "Examples: “f5”, “ctrl+l”, “question_mark”."}
DATE_FORMAT = r"(?:[^%]|%-?[AaBbCdeFGgjmuUVWwxYy]|%%)+"

BARE_TEXT = re.compile(r"\s*([\w.-]+)\s*=\s*([^\W\d][\w +-]*?)\s*(?:#.*)?$")


class Settings(NamedTuple):
    """The settings, named as in the file."""

    theme: str = ""
    """The name of a theme; empty for one that suits the terminal."""
    width: int = 76
    """The maximum width of article text in columns."""
    date: str = "%Y-%m-%d"
    """The date format in strftime notation."""
    citation: str = "plain"
    """The citation style: plain, context, markdown, bibtex, or the name of a template."""
    pipeline: str = ""
    """The spaCy pipeline for English articles; empty for the one included with onrecord."""
    forms: Mapping[str, str] = {}
    """The user's citation templates by name."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """The keys of actions, by the id of the action."""

    def keymap(self) -> dict[str, str]:
        """Return the keys as Textual takes them."""
        return {action: ",".join(keys) for action, keys in self.keys.items()}

    def models(self) -> Models:
        """Return the spaCy pipelines: the set one, and $ONRECORD_PIPELINE for other languages."""
        return Models(self.pipeline, os.environ.get("ONRECORD_PIPELINE", ""))


UserKeys = Mapping[str, Sequence[str]]


class ValidNames(NamedTuple):
    """The names that a settings file may use; empty collections are not checked."""

    themes: Collection[str] = ()
    actions: Collection[str] = ()
    keys: Collection[str] = ()
    conflicts: Callable[[UserKeys], Iterable[tuple[str, str, str]]] = lambda _: ()
    """Return (action, key, other action) for each key that two actions share."""


class ConfigProblem(NamedTuple):
    """An error in the settings file."""

    path: Path
    line: int
    """The line from 1; 0 if the error has no line."""
    message: str

    def __str__(self) -> str:
        """Return the message after the place: “config.toml:3: …”."""
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{place}: {self.message}"


class _InvalidError(Exception):
    """A setting has an invalid name or value; the message says what is valid."""


def load(path: Path, valid: ValidNames | None = None) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """Load a settings file; return the settings and the errors in the file.

    The default applies in place of an invalid value, and of all values if the file is unreadable.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        missing = ConfigProblem(path, 0, "File not found. Using the default settings.")
        return Settings(), (missing,) if "ONRECORD_CONFIG" in os.environ else ()
    except (OSError, UnicodeDecodeError) as error:
        message = f"Cannot read the file ({error}). Using the default settings."
        return Settings(), (ConfigProblem(path, 0, message),)
    import tomllib  # 3 ms that a start without settings saves

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match[1]) if match else len(text.splitlines())
        message = f"Not valid TOML ({error}). Using the default settings."
        if bare := BARE_TEXT.match((text.splitlines() or [""])[line - 1]):
            quoted = f'{bare[1]} = "{bare[2]}"'
            message = f"Put the text in quotation marks: {quoted}. Using the default settings."
        return Settings(), (ConfigProblem(path, line, message),)
    return _SettingsReader(path, text, valid or ValidNames()).read(table)


class _SettingsReader:
    """Checks the values of one file."""

    def __init__(self, path: Path, text: str, valid: ValidNames) -> None:
        self._path, self._lines, self._valid = path, text.split("\n"), valid
        self._problems: list[ConfigProblem] = []

    def read(self, table: Mapping[str, Any]) -> tuple[Settings, tuple[ConfigProblem, ...]]:
        names = Settings._fields
        values: dict[str, Any] = {}
        # Templates first, because the citation style may be one of them.
        for name in sorted(table, key=lambda name: name != "forms"):
            if name not in names:
                self._add_problem(_unknown("setting", name, names), name)
                continue
            try:
                check = getattr(self, f"_{name}")
                value = check(table[name], values) if name == "citation" else check(table[name])
                values[name] = value
            except _InvalidError as error:
                self._add_problem(f"{name}: {error}", name)
        return Settings(**values), tuple(sorted(self._problems, key=lambda each: each.line))

    def _add_problem(self, message: str, *keys: str) -> None:
        line = line_number(self._lines, *keys)
        self._problems.append(ConfigProblem(self._path, line, message))

    def _theme(self, value: object) -> str:
        name = _text(value)
        if name and self._valid.themes and name not in self._valid.themes:
            raise _InvalidError(_unknown("theme", name, self._valid.themes))
        return name

    def _width(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _InvalidError(f"Must be a whole number, for example {Settings().width}.")
        if not MIN_WIDTH <= value <= MAX_WIDTH:
            raise _InvalidError(f"Must be from {MIN_WIDTH} to {MAX_WIDTH}.")
        return value

    def _date(self, value: object) -> str:
        text = _text(value)
        if not re.fullmatch(DATE_FORMAT, text) or "%" not in text:
            raise _InvalidError(f"“{text}” is not a date format. Example: %Y-%m-%d.")
        return text

    def _pipeline(self, value: object) -> str:
        return _text(value)

    def _citation(self, value: object, values: Mapping[str, Any]) -> str:
        name, styles = _text(value), [*BUILT_IN_STYLES, *values.get("forms", ())]
        if name not in styles:
            raise _InvalidError(_unknown("citation style", name, styles))
        return name

    def _forms(self, value: object) -> dict[str, str]:
        templates = {}
        for name, given in _table(value, "forms").items():
            try:
                if error := template_error(_text(given)):
                    raise _InvalidError(error)
                templates[name] = _text(given)
            except _InvalidError as error:
                self._add_problem(f"forms.{name}: {error}", "forms", name)
        return templates

    def _keys(self, value: object) -> dict[str, tuple[str, ...]]:
        found = {}
        for action, given in _flatten(_table(value, "keys")).items():
            if self._valid.actions and action not in self._valid.actions:
                message = _unknown("action", action, self._valid.actions)
                self._add_problem(f"keys: {message}", "keys", action)
                continue
            try:
                found[action] = self._key_names(given)
            except _InvalidError as error:
                self._add_problem(f"keys.{action}: {error}", "keys", action)
        for action, key, other in self._valid.conflicts(found):
            message = f"“{key}” is also a key of {other}. Choose another key for one of them."
            self._add_problem(f"keys.{action}: {message}", "keys", action)
        return found

    def _key_names(self, given: object) -> tuple[str, ...]:
        keys = tuple(map(_text, given if isinstance(given, list) else [given]))
        for key in keys:
            name = re.sub(r"^((ctrl|shift|alt|super|meta)\+)+(?=.)", "", key)
            if not key or (len(name) > 1 and self._valid.keys and name not in self._valid.keys):
                raise _InvalidError(_unknown("key", key, self._valid.keys))
        if not keys:
            raise _InvalidError("Needs at least one key.")
        return tuple("comma" if key == "," else key for key in keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _InvalidError(f"{value!r} is not text. Put it in quotation marks.")
    return value


def _table(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _InvalidError(f"Must be a table: write [{name}] and put its lines below.")
    return value


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a table with dotted names in place of nested tables."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat


def _unknown(kind: str, name: str, valid: Collection[str]) -> str:
    import difflib  # 6 ms, only needed for errors

    nearest = difflib.get_close_matches(name, valid, 1, 0.5)
    if nearest:
        hint = f"Did you mean “{nearest[0]}”?"
    elif len(valid) <= MAX_LISTED:
        hint = f"Valid: {', '.join(sorted(valid))}."
    else:
        hint = HINTS.get(kind, f"`onrecord config` lists every {kind}.")
    return f"Unknown {kind} “{name}”. {hint}"


def line_number(lines: Collection[str], *keys: str) -> int:
    """Return the line, from 1, of a key or table header; 0 if there is none.

    For a key in a table, pass the name of the table first. A key may be dotted.
    """
    path, table = ".".join(keys), ""
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        assignment = re.match(r"\s*([\w.\"'\s-]+?)\s*=", line)
        if header:
            table = _bare(header[1])
        current = f"{table}.{_bare(assignment[1])}" if assignment else table
        if (header or assignment) and current.strip(".") == path:
            return number
    return line_number(lines, *keys[:-1]) if len(keys) > 1 else 0


def _bare(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)
