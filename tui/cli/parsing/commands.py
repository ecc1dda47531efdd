"""The commands and their arguments, in the order of the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index.user_data import EDITABLE_FIELDS
from tui.cli.parsing.arguments import (
    ARCHIVE_PLACE,
    DOSSIER_FORMATS,
    Commands,
    add_command,
    add_file,
    add_limit,
    add_output,
    add_workers,
    asked_name,
    day,
    mapping,
    path_or_address,
    size,
)

OUTLET_ACTIONS = ("rename", "merge", "undo", "hide", "show")
ARTICLE_ID = "the id of an article, or the start of the id"


def _add_import_commands(commands: Commands) -> None:
    _add_articles(commands)
    _add_annotate(commands)


def _add_articles(commands: Commands) -> None:
    add = add_command(commands, "add", "Add articles from files, folders and web pages.")
    add.add_argument(
        "paths", type=path_or_address, nargs="*", metavar="PATH",
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
    add_workers(add)


def _add_annotate(commands: Commands) -> None:
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
    add_workers(annotate)


def _add_list_commands(commands: Commands) -> None:
    search = add_command(commands, "search", "Search articles and show where they match.")
    search.add_argument("query", nargs="*", metavar="QUERY", help="words and fields to search for")
    search.add_argument(
        "--from-file", type=Path, metavar="FILE",
        help="for each name in FILE, one per line, count the articles that name or quote it, and"
        " its quotes; - for standard input. A line with a field, OR, AND, NOT, *, ~, =, or with"
        " quotation marks or brackets around a part is a search; any other is a name, also"
        " “Pell, Ana” and “Dr Ana Pell (Minister)”. Lines that start with # are skipped",
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
    speakers.add_argument("prefix", nargs="*", metavar="PREFIX", help=prefix_help)
    add_output(speakers)


def _add_record_commands(commands: Commands) -> None:
    from tui.cli.record.parser import add_record_commands  # 1 ms, only for these

    add_record_commands(commands)
    dossier = add_command(
        commands, "dossier", "Write a dossier: who a speaker is, and all their quotes.", json=False
    )
    dossier.add_argument(
        "name", nargs="+", type=asked_name, metavar="NAME",
        help="the speaker, or a part of the name",
    )  # fmt: skip
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
    add_output(outlets, "outlets")


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


GROUPS: Mapping[Sequence[str], Callable[[Commands], None]] = {
    ("add", "annotate"): _add_import_commands,
    ("search", "quotes", "speakers"): _add_list_commands,
    (
        "utterances",
        "versions",
        "earlier",
        "heard",
        "compare",
        "dossier",
        "new",
        "verify",
        "show",
        "diff",
    ): _add_record_commands,
    ("edit", "delete", "outlets"): _add_editing_commands,
    ("feed", "fetch"): _add_feed_commands,
    ("corrections",): _add_corrections,
    ("check", "backup", "copy", "rebuild", "config"): _add_maintenance_commands,
}
"""The functions that make the parsers, by the names of their commands."""

COMMANDS = tuple(name for names in GROUPS for name in names)
