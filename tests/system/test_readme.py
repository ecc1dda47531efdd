"""The README says what is true: its keys, commands, fields and examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.archive import Archive
from index.query.guide import EXAMPLES
from tests.screenshots.__main__ import README, keys_table, search_guide
from tui.cli.main import COMMANDS

TEXT = README.read_text(encoding="utf-8")


def test_readme_has_the_keys_of_the_reader() -> None:
    assert keys_table() in TEXT, "make screenshots writes it anew"


def test_readme_has_the_search_language() -> None:
    assert search_guide() in TEXT, "make screenshots writes it anew"


def test_readme_has_every_command_and_no_other() -> None:
    named = set(re.findall(r"^onrecord ([a-z]+) .*#", TEXT, re.MULTILINE))
    assert named == set(COMMANDS)


def test_pictures_of_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_readme_has_twelve_examples() -> None:
    assert len(EXAMPLES) == 12


@pytest.mark.parametrize("line", [line for line, _ in EXAMPLES])
def test_example_of_the_readme_finds_something(samples: Archive, line: str) -> None:
    results = samples.search(line)
    assert 0 < results.total < samples.count()
    assert results.notes == ()
