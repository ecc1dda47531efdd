"""The manual page, made from the parser that `--help` uses; the wheel installs it for `man`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from index.query import guide
from tui.cli.parsing.parser import EPILOG, all_commands, reader_parser

SUMMARY = "read a news archive and find who said what"
GLOBAL_OPTIONS = ("help", "archive")


def manual_page() -> str:
    """Return the manual page in the language of man pages."""
    return "\n".join(['.TH ONRECORD 1 "" onrecord', *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    reader, commands = reader_parser(), all_commands()
    yield from (".SH NAME", f"onrecord \\- {SUMMARY}", ".SH SYNOPSIS")
    yield from (".B onrecord", "[\\-\\-archive DIR] [PATH...]", ".br")
    yield from (".B onrecord", "[\\-\\-archive DIR] COMMAND ...")
    yield from (".SH DESCRIPTION", _text(reader.description or ""), ".SH OPTIONS")
    yield from _arguments(reader)
    yield ".SH COMMANDS"
    for name, command in commands.items():
        yield from (f'.SS "onrecord {name}"', _text(command.description or ""))
        yield from _arguments(command, without=GLOBAL_OPTIONS)
    yield ".SH SEARCH LANGUAGE"
    for line, meaning in guide.EXAMPLES:
        yield from (".TP", f".B {_text(line)}", _text(meaning))
    for note in guide.NOTES:
        yield from (".PP", _text(note))
    for part in EPILOG.split("\n\n"):
        title, _, lines = part.partition(":\n")
        if lines and title != "commands":
            yield from (f'.SH "{title.upper()}"', ".nf", *map(_text, lines.splitlines()), ".fi")


def _arguments(parser: argparse.ArgumentParser, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the arguments of a command, those without a dash first."""
    for argument in sorted(parser._actions, key=lambda each: bool(each.option_strings)):
        if argument.dest in without:
            continue
        value = argument.metavar or ("" if argument.nargs == 0 else _choices(argument))
        names = ", ".join(argument.option_strings)
        yield from (".TP", f".B {_text(f'{names} {value}'.strip())}", _text(argument.help or ""))


def _choices(argument: argparse.Action) -> str:
    return "|".join(map(str, argument.choices or (argument.dest,)))


def _text(text: str) -> str:
    """Return a text with what means something to man pages escaped."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
