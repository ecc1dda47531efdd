"""A name that is asked for: nobody's, several people's, or empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.copies import FERRY
from tests.support.made_archives import add_files
from tui.cli.main import main

BRANDTS = "Fog. “No boats,” [Karl Brandt] said. “Who knows,” [Otto Brandt] said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add_files(tmp_path, {"a.txt": f" date 2024-03-01 {BRANDTS}"})
    return tmp_path / "archive"


def run(folder: Path, *arguments: str) -> int:
    return main(["--archive", str(folder), *arguments])


@pytest.mark.parametrize(
    "command", [["quotes", "--speaker", "Brandt"], ["quotes", "speaker:brandt"],
                ["search", "speaker:brandt"]], ids=" ".join,
)  # fmt: skip
def test_name_of_several_people_is_said_to_be_one(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run(folder, *command) == 0
    printed = capsys.readouterr().err.casefold()
    people = 'speaker:"karl brandt" (1), speaker:"otto brandt" (1)'
    assert f"“brandt” matches several people: {people}." in printed


@pytest.mark.parametrize("name", ["Karl Brandt", "Karl"])
def test_name_of_one_person_has_no_note(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(folder, "quotes", "--speaker", name) == 0
    assert capsys.readouterr().err == "1 quote\n"


@pytest.mark.parametrize("query", [[], ["boats"]], ids=["all", "of a search"])
def test_name_of_nobody_is_said_to_be_one(
    folder: Path, capsys: pytest.CaptureFixture[str], query: list[str]
) -> None:
    assert run(folder, "quotes", "--speaker", "Brand", *query) == 1
    assert "No speaker matches “Brand”." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "  "])
@pytest.mark.parametrize("command", [["quotes", "--speaker"], ["dossier"]], ids=" ".join)
def test_empty_name_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(folder, *command, name)
    assert "the name is empty" in capsys.readouterr().err


@pytest.mark.parametrize("query", ["speaker:munk", 'speaker:"ida munk"'])
def test_search_says_how_many_articles_of_a_speaker_are_copies_with_quotes_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    """`speakers` counts them, a search shows them with the article that they are copies of."""
    texts = (f"“Late,” [Ida Munk] said. {FERRY.text}", f"“Never,” [Ida Munk] said. {FERRY.text}")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(f" date 2024-03-05 {text}")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / f"{number}.txt" for number in range(2)]))
    run(tmp_path / "archive", "speakers", "munk")
    assert "2 quotes in 2 articles" in capsys.readouterr().out
    run(tmp_path / "archive", "search", query)
    printed = capsys.readouterr().err
    assert "1 article: " in printed
    assert (
        "Ida Munk is quoted in 2 articles, of which 1 is a copy with quotes of its own."
        " copies:apart lists each."
    ) in printed
    run(tmp_path / "archive", "search", f"{query} copies:apart")
    assert "2 articles: " in (printed := capsys.readouterr().err)
    assert "quotes of its own" not in printed


@pytest.mark.parametrize("name", [["Karl", "Brandt"], ["karl brandt"]], ids=" ".join)
def test_speakers_are_listed_by_a_name_of_several_words(
    folder: Path, capsys: pytest.CaptureFixture[str], name: list[str]
) -> None:
    assert run(folder, "speakers", *name) == 0
    assert capsys.readouterr().out.endswith("  Karl Brandt\n")
