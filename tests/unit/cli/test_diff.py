"""`onrecord diff`, and how copies and versions are listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.text_diff import MAX_PARAGRAPHS, MAX_WORDS, diff_paragraphs
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

PIECES = [
    pytest.param("The pier is shut.", "The pier is open.", "The pier is -shut-+open+.", id="word"),
    pytest.param("A.\n\nB.\n\nC.", "A.\n\nC.", "-B.-", id="paragraph removed"),
    pytest.param("A.\n\nC.", "A.\n\nB.\n\nC.", "+B.+", id="paragraph added"),
    pytest.param("It is late", "It is late, they say", "It is late+, they say+", id="words added"),
    pytest.param(
        "“No loan,” … “It sinks. Half a pier sinks.”",
        "“No loan. Half a pier sinks,”",
        "“No loan-,” … “It sinks-. Half a pier sinks-.-+,+”",
        id="longest run of words is kept",
    ),
    pytest.param("Same.", "Same.", "", id="same text"),
    pytest.param("Of 4,500 jobs", "Of 4,800 jobs", "Of -4,500-+4,800+ jobs", id="thousands"),
    pytest.param("Of 4,500 jobs", "Of 500 jobs", "Of -4,500-+500+ jobs", id="no thousands"),
    pytest.param("1.5 percent", "5 percent", "-1.5-+5+ percent", id="a decimal"),
    pytest.param("At 3:30, I left", "At 3:45, I left", "At -3:30-+3:45+, I left", id="a time"),
    pytest.param("By 1/2/24.", "By 1/3/24.", "By -1/2/24-+1/3/24+.", id="a date"),
    pytest.param("We don’t pay", "We do pay", "We -don’t-+do+ pay", id="a contraction"),
    pytest.param("£4,500", "€4,500", "-£-+€+4,500", id="another currency"),
    pytest.param("In 2023, 9 left", "In 2023, 5 left", "In 2023, -9-+5+ left", id="two numbers"),
    pytest.param("It was 4.", "It was 5.", "It was -4-+5+.", id="a number before a full stop"),
    pytest.param("10% of it", "12% of it", "-10-+12+% of it", id="a share"),
    pytest.param("“We don’t pay,” he said", '"We don\'t pay," he said', "", id="curly marks"),
    pytest.param("“We don’t pay”", '"We didn\'t pay"', "“We -don’t-+didn't+ pay”", id="one word"),
    pytest.param("‘We pay’", "'We pay'\n\n“I pay”", "+“I pay”+", id="another paragraph"),
    pytest.param(
        "word " * MAX_WORDS, "x", f"-{'word ' * MAX_WORDS}-+x+", id="too long to compare by word"
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), PIECES)
def test_diff_marks_changes_word_by_word(old: str, new: str, expected: str) -> None:
    signs = {"same": "", "out": "-", "in": "+"}
    assert "\n".join(
        "".join(f"{signs[piece.kind]}{piece.text}{signs[piece.kind]}" for piece in pieces)
        for pieces in diff_paragraphs(old, new)
    ) == expected  # fmt: skip


@pytest.mark.parametrize("count", [5, MAX_PARAGRAPHS + 1])
def test_both_texts_can_be_rebuilt_from_the_changes(count: int) -> None:
    old = "\n\n".join(f"Paragraph {n} of the old." for n in range(count))
    new = "\n\n".join(f"Paragraph {n} of the new." for n in range(count))
    changed = diff_paragraphs(old, new)
    for kind, text in (("out", old), ("in", new)):
        assert text == "\n\n".join(
            "".join(piece.text for piece in pieces if piece.kind in ("same", kind))
            for pieces in changed
        )


TEXT = "The night ferry to Torp is late again, says the harbour board of Lindo, as it was in May."


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    """Return the ids of an article in two versions with a copy, and of a single article."""
    found = {}
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        for name, text, source in (
            ("old", TEXT, "Courier"), ("new", TEXT.replace("May", "June"), "Courier"),
            ("copy", TEXT.replace("May", "June"), "Echo"), ("alone", "Fog at Torp.", "Echo"),
        ):  # fmt: skip
            path = tmp_path / ("a.md" if source == "Courier" else f"{name}.md")
            path.write_text(f"---\ntitle: Ferry\ndate: 2024-03-05\nsource: {source}\n---\n{text}")
            (outcome,) = archive.add([path])
            found[name] = outcome.id
    return found


def run(tmp_path: Path, *arguments: str) -> int:
    return main(["--archive", str(tmp_path / "archive"), *arguments])


@pytest.mark.parametrize("name", ["old", "new"])
def test_diff_is_from_the_older_version_to_the_newest(
    ids: dict[str, str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "diff", ids[name][:10]) == 0
    out, err = capsys.readouterr()
    assert out == TEXT.replace("May", "[-May-]{+June+}") + "\n"
    assert err == (
        f"From Courier, 2024-03-05 ({ids['old']}) to Courier, 2024-03-05 ({ids['new']}):\n"
    )


def test_diff_as_json_has_the_documented_fields(
    ids: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "diff", ids["copy"], ids["old"], "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["from"], row["to"]) == (ids["old"], ids["copy"])
    assert ["out", "May"] in row["changes"]


@pytest.mark.parametrize(
    ("name", "message"), [("copy", "the same"), ("alone", "no other versions")]
)
def test_diff_without_difference_exits_with_1(
    ids: dict[str, str], name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "diff", ids[name]) == 1
    assert message in capsys.readouterr().err


def test_diff_of_an_unknown_id_exits_with_2(ids: dict[str, str], tmp_path: Path) -> None:
    assert run(tmp_path, "diff", "zzzz") == 2


def test_show_lists_copies_and_versions(
    ids: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "show", ids["new"])
    out = capsys.readouterr().out
    assert "also in Echo, 2024-03-05\n" in out
    assert f"2 versions, newest first: {ids['new']} {ids['old']}\n" in out
    run(tmp_path, "show", ids["new"], "--json")
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert [copy["article"] for copy in row["copies"]] == [ids["copy"]]
    assert [version["article"] for version in row["versions"]] == [ids["new"], ids["old"]]


def test_search_lists_copies(
    ids: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "search", "late")
    assert "    also in Echo, 2024-03-05\n" in capsys.readouterr().out
    run(tmp_path, "search", "late", "--json")
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert [copy["source"] for copy in row["copies"]] == ["Echo"]
