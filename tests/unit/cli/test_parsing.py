"""Arguments of the command line, as argparse and the program understand them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.cli.parsing.parser import parse
from tui.cli.parsing.plain import parse_plain

OPTION_FIRST = [
    ("corrections push ADDRESS --as Ida", "corrections push --as Ida ADDRESS"),
    ("corrections push ADDRESS --as Ida", "corrections --as Ida push ADDRESS"),
    ("search ferry pier --limit 3", "search ferry --limit 3 pier"),
    ("search ferry pier --limit 3", "search --limit 3 ferry pier"),
    ("outlets rename OLD NEW --json", "outlets rename OLD --json NEW"),
    ("outlets merge A B --limit 2", "outlets --limit 2 merge A B"),
    ("earlier d7 2 --limit 3", "earlier d7 --limit 3 2"),
    ("versions d7 2 --json", "versions d7 --json 2"),
    ("diff d7 e8 --json", "diff d7 --json e8"),
    ("compare A B --query fog", "compare A --query fog B"),
    ("add a.txt b.txt --tag old", "add a.txt --tag old b.txt"),
    ("annotate ferry pier --again", "annotate ferry --again pier"),
    ("new ferry --keep", "new --keep ferry"),
    ("verify a.md b.md --json", "verify a.md --json b.md"),
    ("feed add URL --json", "feed --json add URL"),
    ("search ferry -pier --limit 3", "search ferry --limit 3 -pier"),
    ("search ferry -o a.csv -- -1", "search -o a.csv ferry -- -1"),
]


@pytest.mark.parametrize(("usual", "other"), OPTION_FIRST, ids=[row[1] for row in OPTION_FIRST])
def test_options_stand_anywhere(usual: str, other: str) -> None:
    assert parse(other.split()) == parse(usual.split())


PROTECTED = [
    ("search -- -x", "query", ["-x"]),
    ("search ferry --json -- -x --limit", "query", ["ferry", "-x", "--limit"]),
    ("show -- -abc", "id", "-abc"),
    ("show --json -- -abc", "id", "-abc"),
    ("add -- -notes.txt", "paths", [Path("-notes.txt")]),
    ("delete -- -a -b", "ids", ["-a", "-b"]),
    ("compare Ann -- -b", "second", "-b"),
]


@pytest.mark.parametrize(("line", "name", "value"), PROTECTED, ids=[row[0] for row in PROTECTED])
def test_words_after_two_dashes_are_no_options(line: str, name: str, value: object) -> None:
    assert getattr(parse(line.split()), name) == value


@pytest.mark.parametrize(
    "line",
    [
        "search ferry --limt 3",
        "heard --limit 3",
        "corrections push A B --as Ida",
        "dossier",
        "diff a b c",
    ],
)
def test_usage_of_the_command_is_shown(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        parse(line.split())
    assert raised.value.code == 2
    assert f"usage: onrecord {line.split()[0]}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "search ferry",
        "search ferry pier speaker:pell",
        "search ferry --archive kept",
        "search --archive kept ferry",
        "--archive kept search ferry",
        "--archive search search ferry",
        "search search",
        "search help quotes",
        "",
        "--archive kept",
    ],
)
def test_plain_line_has_the_options_that_argparse_finds(line: str) -> None:
    assert parse_plain(line.split()) == parse(line.split())


@pytest.mark.parametrize("arguments", [["search", ""], ["search", "a b"], ["search", "“ferry"]])
def test_plain_word_may_be_any_text(arguments: list[str]) -> None:
    assert parse_plain(arguments) == parse(arguments)


@pytest.mark.parametrize(
    "line",
    [
        "search",
        "search --archive kept",
        "letters",
        "--version",
        "search ferry --json",
        "search -ferry",
        "search -- ferry",
        "search ferry --archive",
        "search ferry --archive a --archive b",
        "--archive -x search ferry",
        "--archive=kept search ferry",
        "quotes ferry",
        "ferry search",
        "help search",
        "search --help",
    ],
)
def test_any_other_line_is_not_plain(line: str) -> None:
    assert parse_plain(line.split()) is None
