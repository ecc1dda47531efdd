"""The arguments of the command line, parsed by argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index.errors import OnRecordError
from index.user_data import EDITABLE_FIELDS
from tui.cli.parsing.arguments import (
    ARCHIVE_PLACE,
    DOSSIER_FORMATS,
    CommandParser,
    Commands,
    add_command,
    add_file,
    add_limit,
    add_output,
    add_workers,
    asked_name,
    day,
    mapping,
    place,
    size,
)

LIST_COMMANDS = ("search", "quotes", "speakers")
RECORD_COMMANDS = (
    "utterances", "versions", "earlier", "heard", "compare",
    "dossier", "new", "verify", "show", "diff",
)  # fmt: skip
COMMANDS = (
    "add", "annotate", *LIST_COMMANDS, *RECORD_COMMANDS,
    "edit", "delete", "outlets",
    "feed", "fetch", "corrections", "check", "backup", "copy", "rebuild",
    "config",
)  # fmt: skip
READER = "reader"
"""The value of ``command`` when no command is given."""
OUTLET_ACTIONS = ("rename", "merge", "undo", "hide", "show")
ARTICLE_ID = "the id of an article, or the start of the id"

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
  1    something could not be read, is damaged or has changed since an export; nothing was
       found, or is new. If nothing was found, -o writes no file.
  2    wrong usage, no such article, speaker or archive, or nothing at all could be read
  130  interrupted
"""

# argparse would take an excluded word of a query for an option.
_EXCLUDED_WORD = re.compile(r"^-([^\W\d].+|\".*)$", re.DOTALL)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ``command`` is one of COMMANDS, or READER."""
    if arguments[:1] == ["help"]:  # a file of that name is ./help
        topics = [word for word in arguments[1:] if not word.startswith("-")]
        if unknown := [word for word in topics[:1] if word not in COMMANDS]:
            raise OnRecordError(f"No such command: “{unknown[0]}”. {command_hint(unknown[0])}")
        arguments = [*arguments[1:], "--help"]
    command = next((word for word in arguments if word in COMMANDS), None)
    if command in ("search", "quotes", "utterances", "heard", "annotate"):
        arguments = [_EXCLUDED_WORD.sub(r"NOT \1", word) for word in arguments]
    if "--help" in arguments or "-h" in arguments:
        return _with_details(command).parse_args(arguments)
    if not command:
        return reader_parser().parse_args(arguments)
    is_first = _without_archive(arguments)[:1] == [command]
    return _command_parser(command if is_first else None)[0].parse_args(arguments)


def _without_archive(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments after ``--archive DIR``."""
    if arguments[:1] == ["--archive"]:
        return arguments[2:]
    return arguments[1:] if arguments and arguments[0].startswith("--archive=") else arguments


def command_hint(word: str) -> str:
    """Return a hint to the command that a word was meant for, or to all commands."""
    import difflib  # 6 ms, only needed for errors

    near = difflib.get_close_matches(word, COMMANDS, 1)
    return f"Did you mean {near[0]}?" if near else f"Commands: {', '.join(COMMANDS)}."


def complete_command() -> None:
    """Print the completions that the shell asks for, and exit."""
    import argcomplete  # only if the shell asks

    argcomplete.autocomplete(_command_parser()[0])


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


def _base_parser(**options: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", **options)  # type: ignore[arg-type]
    parser.add_argument("--archive", type=Path, metavar="DIR", help=ARCHIVE_PLACE)
    return parser


def reader_parser() -> argparse.ArgumentParser:
    """Return the parser of the arguments when no command is given."""
    parser = _base_parser(description="Read your news archive and find who said what.")
    parser.add_argument("--version", action=_Version)
    parser.add_argument(
        "paths", type=place, nargs="*", metavar="PATH",
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
    parser = _base_parser()
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", prog="onrecord", parser_class=CommandParser
    )
    for names, add_group in _GROUPS.items():
        if command is None or command in names:
            add_group(commands)
    return parser, commands.choices


def _add_import_commands(commands: Commands) -> None:
    add = add_command(commands, "add", "Add articles from files, folders and web pages.")
    add.add_argument(
        "paths", type=place, nargs="*", metavar="PATH",
        help="files, folders, patterns such as '*.html', or web addresses; - for standard input",
    )  # fmt: skip
    add.add_argument(
        "--again", action="store_true",
        help="look for new articles in all files and folders that were added before",
    )  # fmt: skip
    add.add_argument(
        "--source", default="", metavar="NAME", help="the outlet of articles without one"
    )
    add.add_argument("--date", type=day, metavar="DATE", help="the date of articles without one")
    add.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="a tag for all these articles; a comma separates two",
    )
    add.add_argument("--quiet", action="store_true", help="print only the counts at the end")
    add.add_argument("--dry-run", action="store_true", help="show the result but store nothing")
    add.add_argument(
        "--watch", action="store_true", help="keep adding new files once they are fully written"
    )
    add.add_argument(
        "--map", type=mapping, metavar="FIELD=NAME,...", dest="mapping", action="append",
        default=[],
        help="names of the fields in JSON and CSV files: title=headline,date=pub",
    )  # fmt: skip
    add.add_argument(
        "--max-size", type=size, metavar="SIZE",
        help="largest unpacked size of a compressed file: 500M, 2G (default 1G)",
    )  # fmt: skip
    annotate = add_command(
        commands, "annotate", "List the models that annotated the articles, or annotate again.",
        "A language model finds the names, quotes and speakers of each article when it is added."
        " With --again, the current model does so for articles of other models or of older"
        " versions of onrecord. Corrections, marks and notes stay. ctrl+c stops; the same command"
        " continues."
    )  # fmt: skip
    annotate.add_argument(
        "--again", action="store_true",
        help="annotate articles of other models or older versions again",
    )  # fmt: skip
    annotate.add_argument(
        "query", nargs="*", metavar="QUERY", help="with --again: only articles that match"
    )
    for command in (add, annotate):
        add_workers(command)


def _add_list_commands(commands: Commands) -> None:
    search = add_command(commands, "search", "Search articles and show where they match.")
    search.add_argument("query", nargs="*", metavar="QUERY", help="words and fields to search for")
    search.add_argument(
        "--from-file", type=Path, metavar="FILE",
        help="for each name in FILE, one per line, count the articles that name or quote it, and"
        " its quotes; - for standard input",
    )  # fmt: skip
    add_output(search)
    quotes = add_command(commands, "quotes", "List quotes, newest first.")
    quotes.add_argument(
        "--speaker", type=asked_name, metavar="NAME", help="only quotes of this person"
    )
    quotes.add_argument("query", nargs="*", metavar="QUERY", help="words in the quote")
    add_output(quotes)
    speakers = add_command(
        commands, "speakers", "List speakers, named ones first, most quoted first."
    )
    prefix_help = "start of any part of the name"
    speakers.add_argument("prefix", nargs="?", default="", metavar="PREFIX", help=prefix_help)
    add_output(speakers)


def _add_record_commands(commands: Commands) -> None:
    from tui.cli.record.parser import add_record_commands  # 1 ms, only for these

    add_record_commands(commands)
    dossier = add_command(
        commands, "dossier", "Write a dossier: who a speaker is, and all their quotes.", json=False
    )
    dossier.add_argument("name", metavar="NAME", help="the speaker, or a part of the name")
    dossier.add_argument("--query", default="", metavar="QUERY", help="only quotes that match")
    add_file(dossier, DOSSIER_FORMATS, " (default: Markdown to standard output)")
    show = add_command(commands, "show", "Print one article with its quotes.")
    show.add_argument("id", metavar="ID", help=ARTICLE_ID)
    add_limit(show, "quotes")
    diff = add_command(
        commands, "diff", "Show how an article differs from its older version or a copy."
    )
    diff.add_argument("id", metavar="ID", help=ARTICLE_ID)
    diff.add_argument(
        "other", metavar="OTHER", nargs="?", default="", help="the article to compare it with"
    )


def _add_editing_commands(commands: Commands) -> None:
    edit = add_command(
        commands, "edit", "Edit the headline, date, outlet, byline or section of an article.",
        "The file that the article was read from stays as it is. Searches, lists and exports show"
        " the new value, also if the article is added again. --undo brings back all old values."
    )  # fmt: skip
    edit.add_argument("id", metavar="ID", help=ARTICLE_ID)
    for field in EDITABLE_FIELDS:
        kind = "DATE" if field == "date" else "TEXT"
        clear = "" if field == "title" else "; “none” clears it"
        edit.add_argument(f"--{field}", metavar=kind, help=f"the new value{clear}")
    edit.add_argument("--undo", action="store_true", help="show the article as it was read")
    delete = add_command(
        commands, "delete", "Delete articles; adding them again does not bring them back."
    )
    delete.add_argument("ids", nargs="*", metavar="ID", help=ARTICLE_ID)
    delete.add_argument("--query", metavar="QUERY", default="", help="delete all that match")
    delete.add_argument("--yes", action="store_true", help="do not ask first")
    delete.add_argument("--restore", action="store_true", help="restore these articles")
    delete.add_argument("--list", action="store_true", help="list deleted articles")
    outlets = add_command(commands, "outlets", "List, rename, merge or hide outlets.")
    outlets.add_argument(
        "action", nargs="?", default="list", choices=("list", *OUTLET_ACTIONS),
        help="rename OLD NEW; merge NAME... INTO; undo NAME (a rename or merge); hide NAME;"
        " show NAME",
    )  # fmt: skip
    outlets.add_argument("names", nargs="*", metavar="NAME")
    add_limit(outlets, "outlets")


def _add_feed_commands(commands: Commands) -> None:
    feed = add_command(
        commands,
        "feed",
        "Follow, list or remove RSS and Atom feeds; import or export them as OPML.",
    )
    feed.add_argument("action", choices=("add", "list", "remove", "import", "export"))
    feed.add_argument(
        "urls", nargs="*", metavar="URL", help="addresses of feeds; for import, OPML files"
    )
    fetch = add_command(commands, "fetch", "Fetch feeds over the network and add new articles.")
    fetch.add_argument("urls", nargs="*", metavar="URL", help="only these feeds")
    add_workers(fetch)


def _add_corrections(commands: Commands) -> None:
    corrections = add_command(
        commands, "corrections",
        "List your corrections and show which no longer match, or share them with colleagues.",
    )  # fmt: skip
    corrections.add_argument(
        "action", nargs="?", choices=("push", "pull"),
        help="push shares your corrections, pull applies those of others",
    )  # fmt: skip
    corrections.add_argument(
        "address", nargs="?", default="", metavar="ADDRESS",
        help="a folder that your colleagues can reach, a file in it ending in .toml, or a cluster",
    )  # fmt: skip
    corrections.add_argument(
        "--as", dest="name", default="", metavar="NAME",
        help="the name under which you share (default: login and machine)",
    )  # fmt: skip
    corrections.add_argument(
        "--theirs", action="store_true", help="pull: where theirs differ from yours, apply theirs"
    )
    corrections.add_argument(
        "--undo", action="store_true",
        help="push: withdraw what you shared; pull: remove all that was pulled",
    )  # fmt: skip


def _add_maintenance_commands(commands: Commands) -> None:
    add_command(commands, "check", "Check the archive for damage; change nothing.")
    copy = add_command(
        commands, "copy", "Copy an archive to another folder or cluster, and compare the two."
    )
    copy.add_argument("source", type=Path, metavar="FROM", help=ARCHIVE_PLACE)
    copy.add_argument("target", type=Path, metavar="TO", help=f"{ARCHIVE_PLACE}; continues a copy")
    copy.add_argument(
        "--merge", action="store_true", help="copy even if TO has articles that FROM does not have"
    )
    backup = add_command(
        commands, "backup", "Copy the archive to another folder, even while it is in use."
    )
    backup.add_argument("folder", type=Path, metavar="DIR", help="a folder without an archive")
    add_command(
        commands, "rebuild", "Rebuild the index and recover a damaged archive.",
        "The index is made from the archive, so rebuilding it loses nothing. If the archive is"
        " damaged, what can be read of it is saved first: onrecord lists what is lost, and keeps"
        " the damaged file."
    )  # fmt: skip
    config = add_command(
        commands,
        "config",
        "Print a template of the settings, write it to the settings file, or change a setting.",
        json=False,
    )
    config.add_argument("--init", action="store_true", help="create a settings file to edit")
    config.add_argument(
        "--completion", choices=("bash", "zsh", "fish"),
        help="print a script that lets this shell complete commands and options",
    )  # fmt: skip
    config.add_argument(
        "change", nargs="*", metavar="set NAME VALUE", help="change a setting: set theme nord"
    )


_GROUPS: Mapping[Sequence[str], Callable[[Commands], None]] = {
    ("add", "annotate"): _add_import_commands,
    LIST_COMMANDS: _add_list_commands,
    RECORD_COMMANDS: _add_record_commands,
    ("edit", "delete", "outlets"): _add_editing_commands,
    ("feed", "fetch"): _add_feed_commands,
    ("corrections",): _add_corrections,
    ("check", "backup", "copy", "rebuild", "config"): _add_maintenance_commands,
}


class _Version(argparse.Action):
    """Print the version, which is read only then, since that takes 15 ms."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(
            option_strings, dest, nargs=0, help="show program's version number and exit"
        )

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"onrecord {version('onrecord')}\n")
