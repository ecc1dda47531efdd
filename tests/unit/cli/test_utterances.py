"""`onrecord utterances`, `versions` and `earlier`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.made_archives import add_files, copy_made
from tui.cli.main import main

SAID = "“We will rebuild the old pier before the spring” [Ana Pell]"
CUT = "“We will rebuild the pier before the spring” [Ana Pell]"
TURN = "“We will not rebuild the pier in any spring” [Ana Pell]"
ARTICLES = (
    ("Courier", "2024-03-05", f"Rain fell all day. {SAID}"),
    ("Echo", "2024-03-06", f"The council met at nine. {CUT}"),
    ("Post", "2024-06-01", f"Summer came at last. {TURN} “So be it.”"),
)


def make(folder: Path) -> None:
    front = "---\ntitle: {0}\ndate: {1}\nsource: {0}\n---\n{2}\n"
    add_files(folder, {f"{article[0]}.md": front.format(*article) for article in ARTICLES})


@pytest.fixture
def folder(tmp_path: Path, marked_annotator: None) -> Path:
    return copy_made(make, tmp_path)


def run(folder: Path, *arguments: str) -> int:
    return main(["--archive", str(folder), *arguments])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def id_of(folder: Path, outlet: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(folder, "search", f"source:{outlet}", "--json") == 0
    return str(rows(capsys)[0]["article"])


def test_utterances_are_printed_with_changed_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(folder, "utterances") == 0
    text = capsys.readouterr().out
    assert "Ana Pell · 2 quotes · 2 outlets · versions differ in: length" in text
    assert "rebuild the [-old -]pier" in text


def test_utterance_of_somebody_unnamed_has_the_description(
    tmp_path: Path, marked_annotator: None, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "We will rebuild the old pier at Torp before the end of spring"
    for outlet, speaker in (("Courier", "a clerk"), ("Echo", "an official")):
        front = f"---\ntitle: {outlet}\ndate: 2024-03-05\nsource: {outlet}\n---\n"
        (tmp_path / f"{outlet}.md").write_text(f"{front}From the {outlet}. “{words}” [{speaker}]")
    folder = tmp_path / "archive"
    assert run(folder, "add", "--quiet", *map(str, sorted(tmp_path.glob("*.md")))) == 0
    capsys.readouterr()
    assert run(folder, "utterances") == 0
    heading = capsys.readouterr().out.splitlines()[0]
    assert heading == "a clerk or an official · 2 quotes · 2 outlets"


LONG = (
    "Fog lay on the harbour of Torp for nine days, and no boat went out to the island. The ferry"
    " company sent its crews home on the third day, without pay, and the baker sold no bread. "
)
STORIES = [
    pytest.param([("a", "Courier", LONG), ("b", "Echo", LONG)], {"copy of another article"},
                 id="a copy"),
    pytest.param([("a", "Courier", LONG), ("a", "Courier", f"{LONG} It was cold, too. ")],
                 {"older version", "an older version exists"}, id="a version"),
    pytest.param([("a", "Courier", f"{LONG} {SAID} Rain fell then. ")], {"same article"},
                 id="said twice in one article"),
    pytest.param([("a", "Courier", "Rain fell all day."), ("b", "Echo", "The council met.")],
                 set(), id="two articles"),
]  # fmt: skip


@pytest.mark.parametrize(("stories", "relations"), STORIES)
def test_version_that_is_not_independent_says_why(
    stories: list[tuple[str, str, str]], relations: set[str], tmp_path: Path,
    marked_annotator: None, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    folder = tmp_path / "archive"
    for name, outlet, text in stories:
        front = f"---\ntitle: Torp\ndate: 2024-03-05\nsource: {outlet}\n---\n"
        (tmp_path / f"{name}.md").write_text(f"{front}{text} {SAID}\n", encoding="utf-8")
        assert run(folder, "add", "--quiet", str(tmp_path / f"{name}.md")) == 0
    capsys.readouterr()
    assert run(folder, "utterances") == 0
    origins = [line for line in capsys.readouterr().out.splitlines() if "2024-03-05" in line]
    said = {part for line in origins for part in line.strip().split(" · ")[2:-1]}
    assert said == relations


def test_utterances_as_json_have_their_versions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(folder, "utterances", "spring", "--json") == 0
    row, summary = rows(capsys)
    assert (row["outlets"], row["speakers"]) == (["Courier", "Echo"], ["Ana Pell"])
    assert (row["wordings"], row["drift"], row["longest"]) == (2, ["cut"], 0)
    assert (row["first"], row["last"]) == ("2024-03-05", "2024-03-06")
    first, second = row["versions"]
    assert (first["number"], first["changes"], first["independent"]) == (1, [], True)
    assert ["out", "old "] in second["changes"]
    expected = {"status": "summary", "total": 1, "shown": 1, "query": "spring"}
    assert summary.items() >= expected.items()


def test_nothing_found_is_an_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "utterances", "zebra") == 1
    assert "No utterance" in capsys.readouterr().err


def test_versions_of_one_quote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    echo = id_of(folder, "echo", capsys)
    assert run(folder, "versions", echo[:8], "--json") == 0
    (row,) = rows(capsys)
    assert [each["source"] for each in row["versions"]] == ["Courier", "Echo"]


def test_earlier_quotes_name_turns(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post = id_of(folder, "post", capsys)
    assert run(folder, "earlier", post, "1", "--json") == 0
    first, asked = rows(capsys)
    assert (first["source"], first["asked"], first["other_versions"]) == ("Courier", False, 1)
    assert first["differs_in"] == ["not rebuild / rebuild"]
    assert asked["asked"]
    assert run(folder, "earlier", post, "1") == 0
    text = capsys.readouterr().out
    assert "differs in: not rebuild / rebuild · and 1 other version" in text
    assert "> 2024-06-01" in text


def test_later_quotes_are_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    courier = id_of(folder, "courier", capsys)
    assert run(folder, "earlier", courier, "1", "--json") == 0
    assert [row["later"] for row in rows(capsys)] == [False, True]
    assert run(folder, "earlier", courier, "1") == 0
    assert " later · Post" in capsys.readouterr().out


def test_article_with_several_quotes_needs_a_number(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = id_of(folder, "post", capsys)
    assert run(folder, "versions", post) == 2
    err = capsys.readouterr().err
    assert "   2  unknown: “So be it.”" in err
    assert "has 2 quotes. Add the number of a quote." in err
    assert run(folder, "earlier", post, "9") == 2
    assert "has 2 quotes, not 9." in capsys.readouterr().err


def test_quote_without_versions_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = id_of(folder, "post", capsys)
    assert run(folder, "versions", post, "2") == 1
    assert "No other quote" in capsys.readouterr().err
    assert run(folder, "earlier", post, "2") == 1


@pytest.mark.parametrize("command", ["versions", "earlier"])
@pytest.mark.parametrize("form", ["csv", "md", "html"])
def test_related_quotes_are_printed_in_every_format(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    courier = id_of(folder, "courier", capsys)
    assert run(folder, command, courier, "--format", form) == 0
    out = capsys.readouterr().out
    assert out.count("Ana Pell") >= 2
    assert "rebuild the old pier" in out


@pytest.mark.parametrize("command", ["versions", "earlier"])
def test_exported_related_quotes_can_be_verified(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    courier, file = id_of(folder, "courier", capsys), str(tmp_path / "quotes.md")
    assert run(folder, command, courier, "-o", file) == 0
    assert run(folder, "verify", file) == 0
    assert run(folder, command, courier, "-o", file) == 2


def test_fewer_earlier_quotes_are_verified_as_they_were_exported(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    courier, file = id_of(folder, "courier", capsys), str(tmp_path / "quotes.md")
    assert run(folder, "earlier", courier, "--limit", "1", "-o", file) == 0
    assert run(folder, "verify", file) == 0


TABLES = {
    "csv": "2024-03-05,2024-03-06,Ana Pell,2,Courier; Echo,2,cut,“We will rebuild the old pier",
    "md": "2024-03-05 – 2024-03-06, **Ana Pell**, 2 quotes, 2 wordings: Courier; Echo",
    "html": "<td>Ana Pell<td>2<td>Courier; Echo<td>2<td>cut<td>“We will rebuild the old pier",
}


@pytest.mark.parametrize("form", TABLES)
def test_utterances_are_printed_in_every_format(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(folder, "utterances", "spring", "--format", form) == 0
    assert TABLES[form] in capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "md", "html"])
def test_exported_utterances_are_verified(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / f"out.{form}"
    assert run(folder, "utterances", "-o", str(file)) == 0
    assert "1 utterance written to" in capsys.readouterr().err
    assert run(folder, "verify", str(file)) == 0
    assert "1 utterance unchanged" in capsys.readouterr().err
    assert run(folder, "outlets", "hide", "Echo") == 0
    assert run(folder, "verify", str(file)) == 1


OUTLETS = {
    "csv": "Courier,1,no,,source:=Courier",
    "md": "- **Courier**: 1 article",
    "html": "<tr><td>Courier<td>1<td>no<td><td>source:",
    "json": '"outlet": "Courier", "articles": 1, "hidden": false',
}


@pytest.mark.parametrize("form", OUTLETS)
def test_outlets_are_printed_in_every_format(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(folder, "outlets", "--format", form) == 0
    assert OUTLETS[form] in capsys.readouterr().out
