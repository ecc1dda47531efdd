"""The arguments of the command line, parsed by argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from index.places import MAPPED_FIELDS, PlaceLike, is_web_address
from index.user_data import EDITABLE_FIELDS

SEARCH_COMMANDS = ("search", "quotes", "speakers", "dossier", "verify", "show", "diff")
COMMANDS = (
    "add", "annotate", *SEARCH_COMMANDS,
    "edit", "delete", "outlets",
    "feed", "fetch", "corrections", "check", "backup", "rebuild", "config",
)  # fmt: skip
FORMATS = ("text", "json", "csv", "md", "html")
EXPORT_FORMATS, DOSSIER_FORMATS = (".csv", ".json", ".md", ".html"), (".html", ".md")
READER = "reader"
"""The value of ``command`` when no command is given."""
_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
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
To add a file named like a command, write ./add.

environment:
  ONRECORD_ARCHIVE  the archive to use without --archive
  ONRECORD_CONFIG   the settings file
  NO_COLOR          use the terminal's own colours

exit codes:
  0    success
  1    something could not be read, is damaged, has changed since an export, or nothing was found
  2    wrong usage, no such article or archive, or nothing at all could be read
  130  interrupted
"""

# argparse would take an excluded word of a query for an option.
_EXCLUDED_WORD = re.compile(r"^-([^\W\d].+|\".*)$", re.DOTALL)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ``command`` is one of COMMANDS, or READER."""
    if arguments[:1] == ["help"]:  # a file of that name is ./help
        arguments = [*arguments[1:], "--help"]
    command = next((word for word in arguments if word in COMMANDS), None)
    if command in ("search", "quotes", "annotate"):
        arguments = [_EXCLUDED_WORD.sub(r"NOT \1", word) for word in arguments]
    if "--help" in arguments or "-h" in arguments:
        return _with_details(command).parse_args(arguments)
    is_search = arguments[:1] and arguments[0] in SEARCH_COMMANDS
    parser = _command_parser(only_search=bool(is_search)) if command else _reader_parser()
    return parser.parse_args(arguments)


def complete_command() -> None:
    """Print the completions that the shell asks for, and exit."""
    import argcomplete  # only if the shell asks

    argcomplete.autocomplete(_command_parser(only_search=False))


def _with_details(command: str | None) -> argparse.ArgumentParser:
    """Return the parser with the help on all commands, or on the search language."""
    parser, all_commands = _reader_parser(), _base_parser()
    commands = all_commands.add_subparsers(required=True, metavar="COMMAND", prog="onrecord")
    _add_all_commands(commands)
    if command is None:
        lines = (f"  {name:<12} {each.description}" for name, each in commands.choices.items())
        parser.epilog = EPILOG.format(commands="\n".join(lines))
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return parser
    if command in ("search", "quotes"):
        from index.query import guide

        lines = (f"  {example}\n      {meaning}" for example, meaning in guide.EXAMPLES)
        chosen = commands.choices[command]
        chosen.epilog = "The search language:\n" + "\n".join((*lines, *guide.NOTES))
        chosen.formatter_class = argparse.RawDescriptionHelpFormatter
    return all_commands


def _base_parser(**options: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", **options)  # type: ignore[arg-type]
    parser.add_argument("--archive", type=Path, metavar="DIR", help="folder of the archive")
    return parser


def _reader_parser() -> argparse.ArgumentParser:
    parser = _base_parser(description="Read your news archive and find who said what.")
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    parser.add_argument(
        "paths", type=_place, nargs="*", metavar="PATH",
        help="files, folders and web addresses to add first",
    )  # fmt: skip
    parser.set_defaults(command=READER)
    return parser


def _command_parser(*, only_search: bool) -> argparse.ArgumentParser:
    """Return the parser of all commands, or only of those that search, which saves 8 ms."""
    parser = _base_parser()
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog="onrecord")
    if only_search:
        _add_search_commands(commands)
    else:
        _add_all_commands(commands)
    return parser


def _add_all_commands(commands: _Commands) -> None:
    _add_import_commands(commands)
    _add_search_commands(commands)
    _add_editing_commands(commands)
    _add_feed_commands(commands)
    _add_maintenance_commands(commands)


def _add_command(
    commands: _Commands, name: str, description: str, *, json: bool = True
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=description, description=description)
    archive_help = "folder of the archive"
    command.add_argument(
        "--archive", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=archive_help
    )
    if json:
        command.add_argument("--json", action="store_true", help="print one JSON object per line")
    command.set_defaults(command=name)
    return command


def _add_import_commands(commands: _Commands) -> None:
    add = _add_command(commands, "add", "Add articles from files, folders and web pages.")
    add.add_argument(
        "paths", type=_place, nargs="*", metavar="PATH",
        help="files, folders, patterns such as '*.html', or web addresses; - for standard input",
    )  # fmt: skip
    add.add_argument(
        "--again", action="store_true",
        help="look for new articles in all files and folders that were added before",
    )  # fmt: skip
    add.add_argument(
        "--source", default="", metavar="NAME", help="the outlet of articles without one"
    )
    add.add_argument("--date", type=_day, metavar="DATE", help="the date of articles without one")
    add.add_argument("--tag", default="", metavar="TAG", help="a tag for all these articles")
    add.add_argument("--quiet", action="store_true", help="print only the counts at the end")
    add.add_argument("--dry-run", action="store_true", help="show the result but store nothing")
    add.add_argument(
        "--watch", action="store_true", help="keep adding new files once they are fully written"
    )
    add.add_argument(
        "--map", type=_mapping, metavar="FIELD=NAME,...", dest="mapping",
        help="names of the fields in JSON and CSV files: title=headline,date=pub",
    )  # fmt: skip
    add.add_argument(
        "--max-size", type=_size, metavar="SIZE",
        help="largest unpacked size of a compressed file: 500M, 2G (default 1G)",
    )  # fmt: skip
    annotate = _add_command(
        commands, "annotate", "List the models that annotated the articles, or annotate again."
    )
    annotate.add_argument(
        "--again", action="store_true",
        help="annotate again the articles of other models or versions; corrections stay",
    )  # fmt: skip
    annotate.add_argument(
        "query", nargs="*", metavar="QUERY", help="with --again: only articles that match"
    )


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=FORMATS, default="text",
        help="text (default), json (one object per line), csv, md (Markdown) or html",
    )  # fmt: skip
    command.add_argument(
        "--limit", type=_limit, metavar="N",
        help="maximum number of results; 0 for all (default: 20 as text, otherwise all)",
    )  # fmt: skip
    command.add_argument(
        "--with-query", action="store_true",
        help="in CSV, add the query, the time and the state of the archive to each row",
    )  # fmt: skip
    _add_file(command, EXPORT_FORMATS)


def _add_file(command: argparse.ArgumentParser, formats: Sequence[str], default: str = "") -> None:
    *others, last = formats
    command.add_argument(
        "-o", "--output", type=partial(_file, formats), metavar="FILE",
        help=f"write to a file ending in {', '.join(others)} or {last}{default}",
    )  # fmt: skip


def _add_search_commands(commands: _Commands) -> None:
    search = _add_command(commands, "search", "Search articles and show where they match.")
    search.add_argument("query", nargs="*", metavar="QUERY", help="words and fields to search for")
    search.add_argument(
        "--from-file", type=Path, metavar="FILE",
        help="count articles and quotes for each name in FILE, one per line; - for standard input",
    )  # fmt: skip
    _add_output(search)
    quotes = _add_command(commands, "quotes", "List quotes, newest first.")
    quotes.add_argument("--speaker", default="", metavar="NAME", help="only quotes of this person")
    quotes.add_argument("query", nargs="*", metavar="QUERY", help="words in the quote")
    _add_output(quotes)
    speakers = _add_command(commands, "speakers", "List speakers, most quoted first.")
    prefix_help = "start of any part of the name"
    speakers.add_argument("prefix", nargs="?", default="", metavar="PREFIX", help=prefix_help)
    _add_output(speakers)
    dossier = _add_command(
        commands, "dossier", "Write who a speaker is, with all their quotes.", json=False
    )
    dossier.add_argument("name", metavar="NAME", help="the speaker, or a part of the name")
    dossier.add_argument("--query", default="", metavar="QUERY", help="only quotes that match")
    _add_file(dossier, DOSSIER_FORMATS, " (default: Markdown to standard output)")
    verify = _add_command(
        commands, "verify", "Compare exports with the archive, and list what has changed since."
    )
    verify.add_argument(
        "files", type=Path, nargs="+", metavar="EXPORT",
        help="an export as CSV (with its .meta.json), JSON, Markdown, HTML or SVG",
    )  # fmt: skip
    show = _add_command(commands, "show", "Print one article with its quotes.")
    show.add_argument("id", metavar="ID", help=ARTICLE_ID)
    show.add_argument(
        "--limit", type=_positive_number, metavar="N", help="maximum number of quotes"
    )
    diff = _add_command(
        commands, "diff", "Show how an article differs from its older version or a copy."
    )
    diff.add_argument("id", metavar="ID", help=ARTICLE_ID)
    diff.add_argument(
        "other", metavar="OTHER", nargs="?", default="", help="the article to compare it with"
    )


def _add_editing_commands(commands: _Commands) -> None:
    edit = _add_command(
        commands, "edit", "Edit the headline, date, outlet, byline or section of an article."
    )
    edit.add_argument("id", metavar="ID", help=ARTICLE_ID)
    for field in EDITABLE_FIELDS:
        kind = "DATE" if field == "date" else "TEXT"
        clear = "" if field == "title" else "; “none” clears it"
        edit.add_argument(f"--{field}", metavar=kind, help=f"the new value{clear}")
    edit.add_argument("--undo", action="store_true", help="show the article as it was read")
    delete = _add_command(
        commands, "delete", "Delete articles; adding them again does not bring them back."
    )
    delete.add_argument("ids", nargs="*", metavar="ID", help=ARTICLE_ID)
    delete.add_argument("--query", metavar="QUERY", default="", help="delete all that match")
    delete.add_argument("--yes", action="store_true", help="do not ask first")
    delete.add_argument("--restore", action="store_true", help="restore these articles")
    delete.add_argument("--list", action="store_true", help="list deleted articles")
    outlets = _add_command(commands, "outlets", "List, rename, merge or hide outlets.")
    outlets.add_argument(
        "action", nargs="?", default="list", choices=("list", *OUTLET_ACTIONS),
        help="rename OLD NEW; merge NAME... INTO; undo NAME (a rename or merge); hide NAME;"
        " show NAME",
    )  # fmt: skip
    outlets.add_argument("names", nargs="*", metavar="NAME")
    outlets.add_argument(
        "--limit", type=_positive_number, metavar="N", help="maximum number of outlets"
    )


def _add_feed_commands(commands: _Commands) -> None:
    feed = _add_command(
        commands,
        "feed",
        "Follow, list or remove RSS and Atom feeds; import or export them as OPML.",
    )
    feed.add_argument("action", choices=("add", "list", "remove", "import", "export"))
    feed.add_argument(
        "urls", nargs="*", metavar="URL", help="addresses of feeds; for import, OPML files"
    )
    fetch = _add_command(commands, "fetch", "Fetch feeds over the network and add new articles.")
    fetch.add_argument("urls", nargs="*", metavar="URL", help="only these feeds")


def _add_maintenance_commands(commands: _Commands) -> None:
    _add_command(commands, "corrections", "List your corrections and show which no longer match.")
    _add_command(commands, "check", "Check the archive for damage; change nothing.")
    backup = _add_command(
        commands, "backup", "Copy the archive to another folder, even while it is in use."
    )
    backup.add_argument("folder", type=Path, metavar="DIR", help="a folder without an archive")
    _add_command(commands, "rebuild", "Rebuild the index and recover a damaged archive.")
    config = _add_command(
        commands, "config", "Print or write the settings file, or change a setting.", json=False
    )
    config.add_argument("--init", action="store_true", help="create a settings file to edit")
    config.add_argument(
        "--completion", choices=("bash", "zsh", "fish"),
        help="print the lines that complete commands and options in this shell",
    )  # fmt: skip
    config.add_argument(
        "change", nargs="*", metavar="set NAME VALUE", help="change a setting: set theme nord"
    )


def _file(formats: Sequence[str], text: str) -> Path | None:
    if text == "-":
        return None
    if Path(text).suffix.lower() not in formats:
        *others, last = formats
        raise argparse.ArgumentTypeError(f"“{text}” does not end in {', '.join(others)} or {last}")
    return Path(text)


def _place(text: str) -> PlaceLike:
    return text if is_web_address(text) else Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a date. Write it as 2024-03-05."
        ) from None


def _limit(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a number, or 0 for all, not “{text}”")
    return int(text)


def _positive_number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not “{text}”")
    return int(text)


def _mapping(text: str) -> dict[str, str]:
    mapping = {}
    for pair in text.split(","):
        field, equals, name = pair.partition("=")
        if field.strip() not in MAPPED_FIELDS or not equals or not name.strip():
            raise argparse.ArgumentTypeError(
                f"“{pair}” is not FIELD=NAME. Fields: {', '.join(MAPPED_FIELDS)}"
            )
        mapping[field.strip()] = name.strip()
    return mapping


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([KMGT]?)B?", text.upper(), re.ASCII)
    if not match or not int(match[1]):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size. Examples: 500M, 2G")
    return int(match[1]) << 10 * "KMGT".find(match[2] or " ") + 10


def _version() -> str:
    from importlib.metadata import version  # 15 ms, only needed for --version

    return version("onrecord")
