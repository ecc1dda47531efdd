"""The arguments of the command line, parsed by argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

from index.errors import OnRecordError
from index.inputs import is_web_address
from tui.cli.parsing import READER
from tui.cli.parsing.arguments import ARCHIVE_PLACE, CommandParser, path_or_address
from tui.cli.parsing.commands import COMMANDS, GROUPS

EPILOG = """\
commands:
{commands}

examples:
  onrecord ~/articles                      add new articles and open the reader
  onrecord search speaker:quillard said:borrow
  onrecord quotes --speaker Quillard --format csv

`onrecord help COMMAND` explains a command; `onrecord help search` has the search language.
`man onrecord` shows all of it; where it is not installed, `onrecord help --man | man -l -` does.
To add a file named like a command, write ./add.

environment:
  ONRECORD_ARCHIVE  the archive to use without --archive
  ONRECORD_CLUSTER_USER, ONRECORD_CLUSTER_PASSWORD (or ONRECORD_CLUSTER_TOKEN, or ~/.netrc)
                    who you are on the cluster of an archive
  ONRECORD_CONFIG   the settings file
  NO_COLOR          use the terminal's own colours

exit codes:
  0    success
  1    something could not be read, is damaged or has changed since an export, nothing was
       found (then -o writes no file), or nothing is new
  2    wrong usage, no such article, speaker or archive, or nothing at all could be read
  130  interrupted
"""

MIN_LIKENESS = 0.7  # of a word to the command that is suggested; “star” and “search” have 0.6

# argparse would take an excluded word of a query for an option.
_EXCLUDED_WORD = re.compile(r"^-([^\W\d].+|\".*)$", re.DOTALL)


def parse(arguments: Sequence[str]) -> SimpleNamespace:
    """Return the options; ``command`` is one of COMMANDS, or READER."""
    if _without_archive(arguments)[:1] == ["help"]:  # a file of that name is ./help
        arguments = [*_without_archive(arguments)[1:], "--help"]
    command = next((word for word in arguments if word in COMMANDS), None)
    if "--help" in arguments or "-h" in arguments:
        _refuse_unknown_topic(_without_archive(arguments))
        return _with_details(command).parse_args(arguments, SimpleNamespace())
    first = _without_archive(arguments)[:1]
    if not command or (first and first[0].startswith("-")):  # no option of a command can be there
        options = reader_parser().parse_args(arguments, SimpleNamespace())
        if not command:
            return options
    parser, commands = _command_parser(command if first == [command] else None)
    if command in ("search", "quotes", "utterances", "heard", "annotate"):
        arguments = _mark_excluded_words(arguments, commands[command])
    return parser.parse_args(arguments, SimpleNamespace())


def _refuse_unknown_topic(arguments: Sequence[str]) -> None:
    """Raise OnRecordError if help is asked for on neither a command nor a file."""
    topic = next((word for word in arguments if not word.startswith("-")), None)
    if topic and topic not in COMMANDS and not (is_web_address(topic) or Path(topic).exists()):
        raise OnRecordError(f"No such command: “{topic}”. {command_hint(topic)}")


def _mark_excluded_words(
    arguments: Sequence[str], command: argparse.ArgumentParser
) -> Sequence[str]:
    """Return the arguments with NOT for the “-” of excluded words, but not of values of options."""
    with_value = {
        name for each in command._actions if each.nargs != 0 for name in each.option_strings
    }
    end = arguments.index("--") if "--" in arguments else len(arguments)
    marked = []
    for number, (before, word) in enumerate(zip(["", *arguments], arguments, strict=False)):
        is_value = before in with_value
        if number < end and not is_value:
            _refuse_option_with_one_dash(word, arguments[number + 1 : end], command)
        marked.append(word if is_value else _EXCLUDED_WORD.sub(r"NOT \1", word))
    return marked


def _refuse_option_with_one_dash(
    word: str, after: Sequence[str], command: argparse.ArgumentParser
) -> None:
    """Show the usage for “-json” or “-limit 5”, which rarely exclude a word; “-limit pier” does."""
    name, equals, value = word.partition("=")
    option = next((each for each in command._actions if f"-{name}" in each.option_strings), None)
    if option is None or not name.startswith("-") or name.startswith("--"):
        return
    try:
        if option.nargs != 0:
            command._get_value(option, value if equals else after[0])
    except (IndexError, argparse.ArgumentError):
        return
    command.error(
        f"{name} would exclude the word “{name[1:]}”; did you mean -{name}?"
        f" NOT {name[1:]} excludes it"
    )


def _without_archive(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments after ``--archive DIR``."""
    if arguments[:1] == ["--archive"]:
        return arguments[2:]
    return arguments[1:] if arguments and arguments[0].startswith("--archive=") else arguments


def command_hint(word: str) -> str:
    """Return a hint to the command that a word was meant for, or to all commands."""
    import difflib  # 6 ms, only needed for errors

    near = difflib.get_close_matches(word, (*COMMANDS, "help"), 1, MIN_LIKENESS)
    return f"Did you mean {near[0]}?" if near else f"Commands: {', '.join(COMMANDS)}."


def complete_command(complete_setting: Callable[[Sequence[str]], Sequence[str]]) -> None:
    """Print the completions that the shell asks for, and exit.

    ``complete_setting`` returns what may follow these words of `onrecord config`.
    """
    import argcomplete  # only if the shell asks

    def complete(parsed_args: argparse.Namespace, **_: object) -> Sequence[str]:
        return complete_setting(parsed_args.change or ())

    parser, commands = _command_parser()
    for each in commands["config"]._actions:
        if each.dest == "change":
            each.completer = complete  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser)


def _with_details(command: str | None) -> argparse.ArgumentParser:
    """Return the parser with the help on all commands, or on the search language."""
    if command is None:
        parser = reader_parser()
        lines = (f"  {name:<12} {_summary(each)}" for name, each in all_commands().items())
        parser.epilog = EPILOG.format(commands="\n".join(lines))
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return parser
    parser, commands = _command_parser()
    if command in ("search", "quotes"):
        from index.query import guide

        lines = (f"  {example}\n      {meaning}" for example, meaning in guide.EXAMPLES)
        chosen = commands[command]
        chosen.epilog = "The search language:\n" + "\n".join((*lines, *guide.NOTES))
        chosen.formatter_class = argparse.RawDescriptionHelpFormatter
    return parser


def _summary(command: argparse.ArgumentParser) -> str:
    """Return the first sentence of a command's description."""
    return f"{(command.description or '').partition('. ')[0].removesuffix('.')}."


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--archive", type=Path, metavar="DIR", help=ARCHIVE_PLACE)


def reader_parser() -> argparse.ArgumentParser:
    """Return the parser of the arguments when no command is given."""
    description = "Read your news archive and find who said what."
    parser = CommandParser(prog="onrecord", description=description)
    _add_archive(parser)
    parser.add_argument("--version", action=_Version)
    parser.add_argument(
        "paths", type=path_or_address, nargs="*", metavar="PATH",
        help="files, folders and web addresses to add first",
    )  # fmt: skip
    parser.set_defaults(command=READER)
    return parser


def all_commands() -> Mapping[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    return _command_parser()[1]


def _command_parser(
    command: str | None = None,
) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """Return the parser of all commands, or only of those near one, which saves 10 ms.

    The second part of the answer is the parser of each command.
    """
    parser = argparse.ArgumentParser(prog="onrecord")
    _add_archive(parser)
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", prog="onrecord", parser_class=CommandParser
    )
    for names, add_group in GROUPS.items():
        if command is None or command in names:
            add_group(commands)
    return parser, commands.choices


class _Version(argparse.Action):
    """Print the version, which is read only then, since that takes 15 ms."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(
            option_strings, dest, nargs=0, default=argparse.SUPPRESS,
            help="show program's version number and exit",
        )  # fmt: skip

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"onrecord {version('onrecord')}\n")
