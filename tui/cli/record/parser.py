"""The arguments of the commands about the record over time."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from index.record.results import UtteranceOrder
from tui.cli.parsing.arguments import (
    EXPORT_FORMATS,
    Commands,
    add_command,
    add_file,
    add_format,
    add_limit,
    add_output,
    positive_number,
)


def add_record_commands(commands: Commands) -> None:
    """Add the commands to those of the program."""
    _add_related_quotes(commands)
    _add_reports(commands)
    _add_new(commands)
    verify = add_command(
        commands, "verify", "Compare exports with the archive, and list what has changed since."
    )
    verify.add_argument(
        "files", type=Path, nargs="+", metavar="EXPORT",
        help="an export as CSV (with its .meta.json), JSON, Markdown, HTML or SVG",
    )  # fmt: skip
    add_limit(verify, "new rows that are listed", allows_all=True)


def _add_related_quotes(commands: Commands) -> None:
    utterances = add_command(
        commands, "utterances", "List what several quotes report, and how the wording differs."
    )
    utterances.add_argument("query", nargs="*", metavar="QUERY", help="words in one of the quotes")
    utterances.add_argument(
        "--order", choices=get_args(UtteranceOrder), default="versions",
        help="most versions first (default), newest or oldest first",
    )  # fmt: skip
    add_output(utterances, "utterances")
    versions = add_command(commands, "versions", "List the versions of what one quote reports.")
    earlier = add_command(
        commands,
        "earlier",
        "List what the same person said on the same matter, before and after, oldest first.",
    )
    for command in (versions, earlier):
        command.add_argument("id", metavar="ID", help="the id of an article, or its start")
        command.add_argument(
            "number", type=positive_number, nargs="?", metavar="N",
            help="the number of the quote in the article; not needed if there is one only",
        )  # fmt: skip
        add_format(command)
        add_file(command, EXPORT_FORMATS)
    add_limit(earlier, "other quotes (default: 20)", default=20)


def _add_reports(commands: Commands) -> None:
    heard = add_command(commands, "heard", "Count who is heard: persons, outlets, months.")
    heard.add_argument("query", nargs="*", metavar="QUERY", help="words in the quotes to count")
    compare = add_command(commands, "compare", "Compare two people, outlets or periods.")
    for side in ("first", "second"):
        compare.add_argument(
            side, metavar={"first": "A", "second": "B"}[side],
            help="a person, an outlet, a search line, or a period as after date: (2023,"
            " 2023-05..2023-07, “Q1 2024”, “last week”)",
        )  # fmt: skip
    compare.add_argument("--query", default="", metavar="QUERY", help="only quotes that match")
    for report in (heard, compare):
        add_format(report, has_pictures=True)
        add_file(
            report, (*EXPORT_FORMATS, ".svg"),
            "; as NAME.csv it has the counts, and NAME.quotes.csv the quotes",
        )  # fmt: skip


def _add_new(commands: Commands) -> None:
    new = add_command(
        commands,
        "new",
        "List what is new in your saved searches, or save a search for this.",
        "What it lists is then marked as seen, in the reader too: there, view 5 no longer counts it"
        " as new. --keep leaves it new. For cron beside the reader, save the search twice, as with"
        " sort:date added, and give cron one NAME.",
    )
    new.usage = "%(prog)s [NAME] [--keep] [--limit N]\n       %(prog)s NAME --save QUERY [--force]"
    new.add_argument(
        "name", nargs="?", default="", metavar="NAME",
        help="only this saved search; with --save, its name",
    )  # fmt: skip
    new.add_argument(
        "--save",
        metavar="QUERY",
        help="save a search as NAME, to list what is added from now on",
    )
    new.add_argument(
        "--force", action="store_true", help="with --save: replace another search of this name"
    )
    new.add_argument("--keep", action="store_true", help="list them next time again")
    add_limit(new, "articles of a search; one with more is listed next time again")
