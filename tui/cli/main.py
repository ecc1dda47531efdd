"""The command line: ``onrecord [PATH...]`` opens the reader, the other commands are for scripts.

What is asked for goes to stdout; what is told about it goes to stderr.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from index.article import FIELDS
from index.errors import OnRecordError
from tui.exit_codes import FAILED, OK, STOPPED

# A word that is excluded from a search would else be taken for an option.
EXCLUDED = re.compile(r"^-([^\W\d].+|\".*)$", re.DOTALL)
COMMANDS = (
    "add", "search", "quotes", "speakers", "show", "diff",
    "feed", "fetch", "corrections", "check", "backup", "rebuild", "config",
)  # fmt: skip
OF_ARTICLE = "the id of an article, or its first letters and digits"

Run = Callable[[argparse.Namespace, Path], int]
Command = Callable[..., argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Whoosh has escapes that Python from 3.12 on warns of where it compiles them, at first use.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh")
    try:
        return _run(given)
    except OnRecordError as error:
        print(f"onrecord: {error.message}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python must not complain about it at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("onrecord: stopped; what was added before is kept.", file=sys.stderr)
        return STOPPED


def _run(given: Sequence[str]) -> int:
    wants_command = next((word for word in given if word in COMMANDS), None)
    if wants_command in ("search", "quotes"):
        given = [EXCLUDED.sub(r"NOT \1", word) for word in given]
    options = (_commands() if wants_command else _reader()).parse_args(given)
    folder = options.archive or archive_folder()
    run: Run = options.run
    return run(options, folder)


def archive_folder() -> Path:
    """Where the archive lies unless ``--archive`` says: $ONRECORD_ARCHIVE, or the user's data."""
    if named := os.environ.get("ONRECORD_ARCHIVE"):
        return Path(named)
    import platformdirs  # 20 ms that a named archive does without

    return platformdirs.user_data_path("onrecord", appauthor=False) / "archive"


def _base(**kwargs: object) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", **kwargs)  # type: ignore[arg-type]
    parser.add_argument("--archive", type=Path, metavar="DIR", help="the folder of the archive")
    return parser


def _reader() -> argparse.ArgumentParser:
    parser = _base(
        description="Read the articles you keep, and find who said what.",
        epilog=f"Commands for scripts: {', '.join(COMMANDS)}; each has --help. "
        "A file that is called like a command is given as ./add.",
    )
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    parser.add_argument(
        "paths", type=Path, nargs="*", metavar="PATH", help="files and folders to add first"
    )
    parser.set_defaults(run=_open_reader)
    return parser


def _commands() -> argparse.ArgumentParser:
    parser = _base()
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Run, about: str, *, json: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.add_argument(
            "--archive", type=Path, metavar="DIR", default=argparse.SUPPRESS,
            help="the folder of the archive",
        )  # fmt: skip
        if json:
            sub.add_argument("--json", action="store_true", help="one JSON object a line")
        sub.set_defaults(run=run)
        return sub

    _adding(command)
    _asking(command)
    _feeding(command)
    _keeping(command)
    command(
        "config", _config, "Say where the settings are, and print a file to start from.", json=False
    )
    return parser


def _adding(command: Command) -> None:
    add = command("add", _add, "Add the articles of files and folders.")
    add.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH",
        help="files, folders, patterns of names; - reads the standard input",
    )  # fmt: skip
    add.add_argument("--dry-run", action="store_true", help="say what would be done; keep nothing")
    add.add_argument("--watch", action="store_true", help="go on with what comes to the folders")
    add.add_argument(
        "--map", type=_mapping, metavar="FIELD=NAME,...", dest="mapping",
        help="what the files call the fields: title=headline,date=pub",
    )  # fmt: skip
    add.add_argument(
        "--max-size", type=_size, metavar="SIZE",
        help="how much may come out of one packed file: 500M, 2G (default 1G)",
    )  # fmt: skip


def _asking(command: Command) -> None:
    def limited(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--limit", type=_count, default=20, metavar="N", help="at most so many (default 20)"
        )

    search = command("search", _search, "Find articles, and show where they match.")
    search.add_argument("query", nargs="+", metavar="QUERY")
    limited(search)
    quotes = command("quotes", _quotes, "List quotes, newest first.")
    quotes.add_argument("--speaker", default="", metavar="NAME", help="only what this person said")
    quotes.add_argument("query", nargs="*", metavar="QUERY", help="words in the quote")
    limited(quotes)
    speakers = command("speakers", _speakers, "List who is quoted, and how often.")
    speakers.add_argument("prefix", nargs="?", default="", help="how a part of the name begins")
    limited(speakers)
    show = command("show", _show, "Show one article with what was found in it.")
    show.add_argument("id", metavar="ID", help=OF_ARTICLE)
    show.add_argument(
        "--limit", type=_count, default=None, metavar="N", help="at most so many quotes"
    )
    diff = command("diff", _diff, "Show how an article differs from its older version or copy.")
    diff.add_argument("id", metavar="ID", help=OF_ARTICLE)
    diff.add_argument("other", metavar="OTHER", nargs="?", default="", help="what to compare with")


def _feeding(command: Command) -> None:
    feed = command("feed", _feed, "Follow feeds: RSS and Atom, for onrecord fetch.")
    feed.add_argument("action", choices=("add", "list", "remove"))
    feed.add_argument("urls", nargs="*", metavar="URL")
    fetch = command("fetch", _fetch, "Ask for the feeds over the network, and add what is new.")
    fetch.add_argument("urls", nargs="*", metavar="URL", help="only these feeds")


def _keeping(command: Command) -> None:
    command("corrections", _corrections, "List what you corrected, and what of it fits nothing.")
    command("check", _check, "See whether the archive is whole; change nothing.")
    backup = command("backup", _backup, "Copy the archive to another folder, also while in use.")
    backup.add_argument("folder", type=Path, metavar="DIR", help="a folder without an archive")
    command(
        "rebuild", _rebuild,
        "Make the index again, and save what can be read of a damaged archive.",
    )  # fmt: skip


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)


def _mapping(text: str) -> dict[str, str]:
    found = {}
    for pair in text.split(","):
        field, equals, name = pair.partition("=")
        if field.strip() not in FIELDS or not equals or not name.strip():
            raise argparse.ArgumentTypeError(
                f"“{pair}” is no FIELD=NAME; the fields are {', '.join(FIELDS)}"
            )
        found[field.strip()] = name.strip()
    return found


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([KMGT]?)B?", text.upper(), re.ASCII)
    if not match or not int(match[1]):
        raise argparse.ArgumentTypeError(f"“{text}” is no size: write it as 500M or 2G")
    return int(match[1]) << 10 * "KMGT".find(match[2] or " ") + 10


def _version() -> str:
    from importlib.metadata import version  # 15 ms that only --version needs

    return version("onrecord")


# Each command parses no more than its options, and hands over to one plain function. They are
# imported here, so that none loads what another needs.


def _open_reader(options: argparse.Namespace, folder: Path) -> int:
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        raise OnRecordError(
            f"There is no file, folder or command “{missing[0]}” (commands: {', '.join(COMMANDS)})."
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise OnRecordError(
            f"The reader needs a terminal; for scripts there are {', '.join(COMMANDS)}."
        )
    from index.gc_control import pause_gc_for_startup

    # Textual draws at 60 Hz at most: what comes just after a drawing waits for the tick after the
    # next, 17 to 33 ms.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    pause_gc_for_startup()  # saves 40 ms; the app resumes it
    from tui.app import run

    return run(folder, options.paths)


def _add(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.add import add

    if options.watch and (options.dry_run or Path("-") in options.paths):
        raise OnRecordError("--watch goes neither with --dry-run nor with the standard input.")
    return add(
        folder,
        options.paths,
        mapping=options.mapping,
        max_size=options.max_size,
        dry_run=options.dry_run,
        watch=options.watch,
        as_json=options.json,
    )


def _search(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.search import search

    return search(folder, " ".join(options.query), limit=options.limit, as_json=options.json)


def _quotes(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.search import quotes

    return quotes(
        folder, options.speaker, " ".join(options.query), limit=options.limit, as_json=options.json
    )


def _speakers(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.search import speakers

    return speakers(folder, options.prefix, limit=options.limit, as_json=options.json)


def _show(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.search import show

    return show(folder, options.id, limit=options.limit, as_json=options.json)


def _diff(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.diff import diff

    return diff(folder, options.id, options.other, as_json=options.json)


def _feed(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.feeds import feed

    if (options.action == "list") == bool(options.urls):
        raise OnRecordError("Say onrecord feed add URL, remove URL, or list.")
    return feed(folder, options.action, options.urls, as_json=options.json)


def _fetch(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.feeds import fetch

    return fetch(folder, options.urls, as_json=options.json)


def _corrections(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.corrections import corrections

    return corrections(folder, as_json=options.json)


def _check(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.maintenance import check

    return check(folder, as_json=options.json)


def _backup(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.maintenance import backup

    return backup(folder, options.folder, as_json=options.json)


def _rebuild(options: argparse.Namespace, folder: Path) -> int:
    from tui.cli.maintenance import rebuild

    return rebuild(folder, as_json=options.json)


def _config(options: argparse.Namespace, folder: Path) -> int:  # noqa: ARG001
    from tui.cli.config import config

    return config()
