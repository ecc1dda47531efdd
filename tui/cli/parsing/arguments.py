"""The options that several commands share, and the values that they take."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from index.inputs import MAPPED_FIELDS, InputLike, is_web_address

ARCHIVE_PLACE = "folder of an archive, or its address on a cluster (opensearch://host:9200/name)"
FORMATS = ("text", "json", "csv", "md", "html")
REPORT_FORMATS = (*FORMATS, "svg")
EXPORT_FORMATS, DOSSIER_FORMATS = (".csv", ".json", ".md", ".html"), (".html", ".md")
FIELDS_AS_OPTIONS = {
    "sort": "sort:date", "since": "since:2024-03-01", "from": "since:2024-03-01",
    "after": "after:2024-03-01", "until": "until:2024-03-31", "to": "until:2024-03-31",
    "before": "before:2024-03-31", "date": "date:2024-03", "speaker": "speaker:NAME",
    "source": "source:NAME", "outlet": "source:NAME",
}  # fmt: skip
"""What does in a query what people expect of an option."""
Commands: TypeAlias = "argparse._SubParsersAction[CommandParser]"


class ChooseFormat(argparse.Action):
    """Take the format of the output, of --json or --format; two that differ are an error."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse passes it
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,  # noqa: ARG002 - argparse passes it
    ) -> None:
        """Keep the format."""
        chosen, before = self.const or values, getattr(namespace, "chosen_format", None)
        if before not in (None, chosen):
            raise argparse.ArgumentError(self, f"not allowed with the format {before}")
        namespace.chosen_format = namespace.format = chosen
        namespace.json = chosen == "json"


class CommandParser(argparse.ArgumentParser):
    """Takes options anywhere: before, between and after the other arguments.

    argparse alone takes ``push --as NAME ADDRESS`` for a push without an address. Words after
    ``--`` are no options.
    """

    _is_intermixed = False
    _plain_words: Sequence[str] = ()  # “--” and the words after it

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse the options, then the rest; show the usage of this command if any is unknown."""
        if self._is_intermixed:  # the method below calls this one for options, then for the rest
            plain_words, self._plain_words = self._plain_words, ()
            found, rest = super().parse_known_args(args, namespace)
            return found, [*rest, *plain_words]
        words = [*(sys.argv[1:] if args is None else args)]
        end = words.index("--") if "--" in words else len(words)
        self._is_intermixed, self._plain_words = True, words[end:]
        try:
            found, unknown = self.parse_known_intermixed_args(words[:end], namespace)
        finally:
            self._is_intermixed = False
        chosen, file = getattr(found, "chosen_format", ""), getattr(found, "output", None)
        if chosen and file and file.suffix.lower() != f".{chosen}":
            self.error(
                "A file cannot be text: use .csv, .md, .json or .html"
                if chosen == "text"
                else f"{file} does not end in .{chosen}, the chosen format"
            )
        if option := next((word for word in unknown if word.startswith("-")), ""):
            self.error(f"unknown option {option}{self._option_hint(option)}")
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def _option_hint(self, typed: str) -> str:
        import difflib  # 6 ms, only needed for errors

        plain = typed.partition("=")[0].strip("-")
        if plain in FIELDS_AS_OPTIONS and any(each.dest == "query" for each in self._actions):
            return f"; in the query, write {FIELDS_AS_OPTIONS[plain]}"
        names = [name for each in self._actions for name in each.option_strings if name[1] == "-"]
        near = difflib.get_close_matches(f"--{typed.partition('=')[0].strip('-')}", names, 1, 0.75)
        return f"; did you mean {near[0]}?" if near else ""


def add_command(
    commands: Commands, name: str, description: str, details: str = "", *, json: bool = True
) -> CommandParser:
    """Add a command, with --archive and, unless ``json`` is false, --json.

    ``details`` are added to the description in the help on the command.
    """
    whole = f"{description} {details}".rstrip()
    command = commands.add_parser(name, help=description, description=whole)
    command.add_argument(
        "--archive", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=ARCHIVE_PLACE
    )
    if json:
        command.add_argument(
            "--json", action=ChooseFormat, nargs=0, const="json", default=False,
            help="print one JSON object per line",
        )  # fmt: skip
    command.set_defaults(command=name)
    return command


def add_output(command: CommandParser, rows: str = "results") -> None:
    """Add the options of a list; ``rows`` says what is listed."""
    add_format(command)
    add_limit(command, rows, allows_all=True)
    command.add_argument(
        "--with-query", action="store_true",
        help="in CSV, add the query, the time and the state of the archive to each row",
    )  # fmt: skip
    add_file(command, EXPORT_FORMATS)


def add_format(command: CommandParser, *, has_pictures: bool = False) -> None:
    """Add --format."""
    formats = REPORT_FORMATS if has_pictures else FORMATS
    or_more = ", html, or svg (a picture)" if has_pictures else " or html"
    command.add_argument(
        "--format", action=ChooseFormat, choices=formats, default="text",
        help=f"text (default), json (one object per line), csv, md (Markdown){or_more}",
    )  # fmt: skip


def add_file(command: argparse.ArgumentParser, formats: Sequence[str], default: str = "") -> None:
    """Add -o FILE."""
    *others, last = formats
    in_excel = "; in Excel, open a .csv file by Data, From Text/CSV" if ".csv" in formats else ""
    command.add_argument(
        "-o", "--output", type=partial(file_of, formats), metavar="FILE",
        help=f"write to a file ending in {', '.join(others)} or {last}{default}{in_excel}",
    )  # fmt: skip
    command.add_argument("--force", action="store_true", help="overwrite the file if it exists")


def add_limit(
    command: argparse.ArgumentParser,
    rows: str,
    default: int | None = None,
    *,
    allows_all: bool = False,
) -> None:
    """Add --limit; ``rows`` says what is counted, and ``allows_all`` lets 0 stand for all."""
    details = "; 0 for all (default: 20 as text, otherwise all)" if allows_all else ""
    command.add_argument(
        "--limit", type=limit if allows_all else positive_number, default=default, metavar="N",
        help=f"maximum number of {rows}{details}",
    )  # fmt: skip


def add_workers(command: argparse.ArgumentParser) -> None:
    """Add --jobs and --scheduler, which say who annotates."""
    command.add_argument(
        "--jobs", type=positive_number, metavar="N",
        help="annotate in N processes of this machine (default: 1)",
    )  # fmt: skip
    command.add_argument(
        "--scheduler", type=scheduler, metavar="ADDRESS",
        help="annotate by the workers of this Dask scheduler: tcp://host:8786, or tls://",
    )  # fmt: skip


def scheduler(text: str) -> str:
    """Return the address of a Dask scheduler."""
    if not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", text):
        raise argparse.ArgumentTypeError(
            f"“{text}” is not the address of a scheduler. Write it as tcp://host:8786 or"
            " tls://host:8786."
        )
    return text


def file_of(formats: Sequence[str], text: str) -> Path | None:
    """Return a file whose extension is one of these; None for standard output."""
    if text == "-":
        return None
    if Path(text).suffix.lower() not in formats:
        *others, last = formats
        raise argparse.ArgumentTypeError(f"“{text}” does not end in {', '.join(others)} or {last}")
    return Path(text)


def path_or_address(text: str) -> InputLike:
    """Return a path, or a web address as text."""
    if is_web_address(text):
        return text
    if re.match(r"[A-Za-z][\w+.-]*://", text):
        raise argparse.ArgumentTypeError(
            f"“{text}” cannot be fetched: only http:// and https:// addresses of pages can"
        )
    return Path(text)


def asked_name(text: str) -> str:
    """Return a name, which has letters."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def day(text: str) -> date:
    """Return a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a date. Write it as 2024-03-05."
        ) from None


def limit(text: str) -> int:
    """Return a number; 0 for all."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a number, or 0 for all, not “{text}”")
    return int(text)


def positive_number(text: str) -> int:
    """Return a number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not “{text}”")
    return int(text)


def mapping(text: str) -> dict[str, str]:
    """Return the names of fields in a file by the field of an article."""
    mapping = {}
    for pair in text.split(","):
        field, equals, name = pair.partition("=")
        fields = f"Fields: {', '.join(MAPPED_FIELDS)}"
        if not equals or not name.strip():
            raise argparse.ArgumentTypeError(f"“{pair}” is not FIELD=NAME. {fields}")
        if field.strip() not in MAPPED_FIELDS:
            raise argparse.ArgumentTypeError(f"“{field.strip()}” is not a field. {fields}")
        mapping[field.strip()] = name.strip()
    return mapping


def size(text: str) -> int:
    """Return a number of bytes."""
    match = re.fullmatch(r"(\d+)([KMGT]?)B?", text.upper(), re.ASCII)
    if not match or not int(match[1]):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size. Examples: 500M, 2G")
    return int(match[1]) << 10 * "KMGT".find(match[2] or " ") + 10
