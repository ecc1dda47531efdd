"""The READMEs say what is true: keys, commands, fields, examples and pictures."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from index.archive import Archive
from index.query.guide import EXAMPLES
from tests.support.builders import MarkedAnnotator
from tests.support.readme import (
    READER_README,
    README,
    full_key_table,
    main_key_table,
    search_guide,
)
from tui.cli.parsing.commands import COMMANDS

TEXT = README.read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[([^]]*)\]\(([^)]+\.svg)\)", TEXT)
OUTDATED = "update it with: python -m tests.support.readme"


def test_every_key_is_in_the_readme_of_the_reader() -> None:
    assert full_key_table() in READER_README.read_text(encoding="utf-8"), OUTDATED


def test_main_keys_are_in_the_readme() -> None:
    assert main_key_table() in TEXT, OUTDATED


def test_search_language_is_in_the_readme() -> None:
    assert search_guide() in TEXT, OUTDATED


def test_readme_lists_every_command_and_no_other() -> None:
    named = set(re.findall(r"^onrecord ([a-z]+) .*#", TEXT.partition("## Commands")[2], re.M))
    assert named == set(COMMANDS)


def test_readme_has_at_most_250_lines() -> None:
    assert len(TEXT.splitlines()) <= 250


def test_readme_shows_ten_pictures() -> None:
    assert len(PICTURES) == 10


@pytest.mark.parametrize(("caption", "picture"), PICTURES)
def test_heading_drawn_in_a_picture_is_its_caption(caption: str, picture: str) -> None:
    assert heading(Path(picture)).startswith(caption.partition(" – ")[0])


def test_every_picture_is_another_screen() -> None:
    assert len({heading(Path(picture)) for _, picture in PICTURES}) == len(PICTURES)


def test_readme_has_twelve_examples() -> None:
    assert len(EXAMPLES) == 12


@pytest.mark.parametrize("line", [line for line, _ in EXAMPLES])
def test_example_of_the_readme_finds_something(samples: Archive, line: str) -> None:
    results = samples.search(line)
    assert 0 < results.total < samples.count()
    by_role = ("No speaker is called “US envoy”. By role: John Kerry (9).",)
    assert results.notes == (by_role if "envoy" in line else ())


def test_whoosh_example_finds_articles_of_a_fresh_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(
        "Reservoir falls\n date 2023-08-01 Water is rationed. The reservoirs of Lindo are low."
    )
    with Archive.open(tmp_path / "my-archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
    monkeypatch.chdir(tmp_path)
    exec(re.findall(r"(?s)```python\n(.*?)```", TEXT)[0], {})
    found = capsys.readouterr().out
    assert found.startswith("2023-08-01 Reservoir falls")
    assert '<b class="match term0">reservoirs</b> of Lindo' in found


def heading(picture: Path) -> str:
    """Return the search line that a picture shows, or else the marked tab."""
    svg = picture.read_text(encoding="utf-8")
    bold = re.findall(r"\.(terminal-\d+-r\d+) \{[^}]*font-weight: bold", svg)
    tab = "".join(text for style, text in _line(svg, 0) if style in bold)
    below = "".join(text for _, text in _line(svg, 1)).strip()
    return below if below.startswith("speaker:") else tab.lstrip("1234567 ").strip()


def _line(svg: str, number: int) -> list[tuple[str, str]]:
    """Return the pieces of a line, each with the name of its style."""
    pattern = (
        rf'<text class="([^"]*)"[^>]* clip-path="url\(#terminal-\d+-line-{number}\)">(.*?)</text>'
    )
    pieces = re.findall(pattern, svg)
    return [(style, html.unescape(text).replace("\xa0", " ")) for style, text in pieces]
