"""The cue of an indirect quote is shown with its words: “denied” turns them round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pattern_annotator import PatternAnnotator
from tui.cli.main import main
from tui.render.phrases import attributed, with_cue

WORDS = "that she had signed the old contract for the pier at Torp"
FRONT = "---\ntitle: {0}\ndate: 2024-03-0{1}\nsource: {0}\n---\n"
TEXTS = (
    ("Courier", f"Rain fell on the square. Ana Pell denied {WORDS}."),
    ("Echo", f"The council met at nine. Ana Pell denied {WORDS} last year."),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.archive.archive.load_annotator", lambda _: PatternAnnotator())
    for number, (outlet, text) in enumerate(TEXTS, 1):
        front = FRONT.format(outlet, number)
        (tmp_path / f"{outlet}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    files = [str(tmp_path / f"{outlet}.md") for outlet, _ in TEXTS]
    assert main(["--archive", str(tmp_path / "archive"), "add", "--quiet", *files]) == 0
    return tmp_path / "archive"


@pytest.fixture
def article(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the id of the first article."""
    capsys.readouterr()
    main(["--archive", str(folder), "search", "source:courier"])
    return capsys.readouterr().out.split("\n")[0].split()[-1]


COMMANDS = [
    "show ID", "versions ID", "versions ID 1 --json", "earlier ID", "earlier ID 1 --json",
    "search speaker:pell", "search speaker:pell --json", "search speaker:pell --format csv",
    "search speaker:pell --format md", "search speaker:pell --format html",
    "quotes", "quotes --json", "quotes --format csv", "quotes --format md", "quotes --format html",
    "utterances", "utterances --json", "heard --format md", "heard --format html",
    "compare pell 2024 --format md", "compare pell 2024 --format html",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_that_prints_an_indirect_quote_says_that_it_is_denied(
    command: str, folder: Path, article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    main(["--archive", str(folder), *command.replace("ID", article).split()])
    shown = capsys.readouterr().out
    assert WORDS[:20] in shown
    if command.startswith("show"):
        assert f"Ana Pell (denied): {WORDS}" in shown
    else:
        assert "denied" in shown


@pytest.mark.parametrize("extension", [".md", ".html"])
def test_dossier_says_that_words_are_denied(extension: str, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / f"pell{extension}"
    main(["--archive", str(folder), "dossier", "Ana Pell", "-o", str(file)])
    assert file.read_text(encoding="utf-8").count("(denied, paraphrased)") == 2


def test_list_of_quotes_to_choose_from_says_that_they_are_denied(
    folder: Path, article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    main(["--archive", str(folder), "versions", article, "9"])
    assert f"Ana Pell (denied): {WORDS}" in capsys.readouterr().err


def test_verify_names_a_quote_that_is_gone_with_its_cue(
    folder: Path, article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "quotes.csv"
    main(["--archive", str(folder), "quotes", "-o", str(file)])
    main(["--archive", str(folder), "delete", "--yes", article])
    capsys.readouterr()
    main(["--archive", str(folder), "verify", str(file)])
    assert "Ana Pell: (denied) that she had signed" in capsys.readouterr().out


ROWS = [
    ("denied", "(denied) that she left", "Ana Pell (denied): that she left"),
    ("doubted", "(doubted) that she left", "Ana Pell (doubted): that she left"),
    ("said", "that she left", "Ana Pell (said): that she left"),
    ("According to", "that she left", "Ana Pell (According to): that she left"),
    ("", "that she left", "Ana Pell: that she left"),
    (":", "that she left", "Ana Pell: that she left"),
]


@pytest.mark.parametrize(("cue", "alone", "with_speaker"), ROWS)
def test_cue_stands_before_the_words_if_it_may_change_what_they_mean(
    cue: str, alone: str, with_speaker: str
) -> None:
    assert with_cue(cue, "that she left") == alone
    assert attributed("Ana Pell", cue, "that she left") == with_speaker
