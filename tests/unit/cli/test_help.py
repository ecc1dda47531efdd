"""The help of the commands, and the manual page made from it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tui.cli.main import main
from tui.cli.parsing.commands import COMMANDS
from tui.cli.parsing.manual import manual_page
from tui.cli.parsing.parser import all_commands, parse


def test_manual_page_describes_every_command_and_option() -> None:
    page = manual_page().replace("\\-", "-")
    for name in COMMANDS:
        command = all_commands()[name]
        assert f'.SS "onrecord {name}"\n{command.description}' in page
        for option in re.findall(r"--[a-z-]+", command.format_help()):
            assert option in page


def test_manual_page_has_the_search_language_environment_and_exit_codes() -> None:
    page = manual_page()
    for section in ("SEARCH LANGUAGE", "EXAMPLES", "ENVIRONMENT", "EXIT CODES"):
        assert section in page
    assert "ONRECORD_ARCHIVE" in page


def test_help_prints_the_manual_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--man"]) == 0
    assert capsys.readouterr().out == manual_page()


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("serch", "Did you mean search?"), ("cop", "Did you mean copy?"),
        ("zeppelin", "Commands: add, "), ("star", "Commands: add, "),
        ("watch", "Commands: add, "), ("read", "Commands: add, "),
    ],
)  # fmt: skip
def test_help_on_no_command_is_an_error_with_a_hint(
    capsys: pytest.CaptureFixture[str], word: str, hint: str
) -> None:
    for line in (["help", word], [word, "--help"], ["--archive", "arc", word, "pier", "-h"]):
        assert main(line) == 2
        assert f"No such command: “{word}”. {hint}" in capsys.readouterr().err


@pytest.mark.parametrize("word", [".", "https://example.org/a.html", "--archive=arc"])
def test_help_beside_something_to_open_is_the_general_help(
    capsys: pytest.CaptureFixture[str], word: str
) -> None:
    with pytest.raises(SystemExit) as raised:
        main([word, "--help"])
    assert raised.value.code == 0
    assert "examples:" in capsys.readouterr().out


@pytest.mark.parametrize("place", [["--archive", "/nowhere"], ["--archive=/nowhere"], []])
def test_help_on_a_command_may_follow_the_archive(
    capsys: pytest.CaptureFixture[str], place: list[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main([*place, "help", "search"])
    assert raised.value.code == 0
    assert "The search language:" in capsys.readouterr().out


def test_program_calls_itself_onrecord_however_it_is_started() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "search", "--limit", "x"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("usage: onrecord search")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("-archive arc search pier", "unknown option -archive; did you mean --archive?"),
        ("-archive arc", "unknown option -archive; did you mean --archive?"),
        ("--archve=arc search pier", "unknown option --archve=arc; did you mean --archive?"),
        ("-version", "unknown option -version; did you mean --version?"),
        ("search pier --limt 5", "unknown option --limt; did you mean --limit?"),
        ("search --limt=5 pier", "unknown option --limt=5; did you mean --limit?"),
        ("speakers -limit 3", "unknown option -limit; did you mean --limit?"),
        ("quotes --jsn", "unknown option --jsn; did you mean --json?"),
        ("search pier --zeppelin", "unknown option --zeppelin\n"),
        ("search --format -json pier", "argument --format: expected one argument"),
        ("search pier -limit 5", "-limit would exclude the word “limit”; did you mean --limit?"),
        ("search -limit=5 pier", "did you mean --limit? NOT limit excludes it"),
        ("quotes pier -speaker Pell", "did you mean --speaker?"),
        ("utterances pier -json", "did you mean --json?"),
        ("heard pier -format csv", "did you mean --format?"),
        ("annotate pier -again", "did you mean --again?"),
        ("search pier -help", "did you mean --help?"),
        ("search --limit -foo pier", "argument --limit: expected one argument"),
        ("-x search pier", "unknown option -x\n"),
        ("search pier --sort date", "unknown option --sort; in the query, write sort:date\n"),
        ("search pier --since=2024", "in the query, write since:2024-03-01\n"),
        ("quotes pier --source Echo", "in the query, write source:NAME\n"),
        ("search pier --speaker Pell", "in the query, write speaker:NAME\n"),
        ("show 12 --sort date", "unknown option --sort\n"),
        ("add ftp://x.y/z", "“ftp://x.y/z” cannot be fetched: only http:// and https://"),
        ("add http://", "“http://” cannot be fetched: only http:// and https://"),
    ],
)
def test_unknown_option_is_named_as_typed_with_the_option_that_it_is_like(
    capsys: pytest.CaptureFixture[str], line: str, error: str
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(line.split())
    assert raised.value.code == 2
    assert error in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("search pier -archive", ["pier", "NOT archive"]),
        ("--archive arc search -limit pier", ["NOT limit", "pier"]),
        ("search --limit 3 -limit", ["NOT limit"]),
        ("search --json -pier", ["NOT pier"]),
    ],
)
def test_word_of_a_query_with_a_minus_is_excluded(line: str, query: list[str]) -> None:
    assert parse(line.split()).query == query
