"""Searches are recorded, named, counted and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from tests.support.builders import MarkedAnnotator

FILES = {name: f" date 2024-03-0{number} Boats." for number, name in enumerate("abc", 1)}


@pytest.fixture
def filled(engine: Engine, tmp_path: Path) -> Archive:
    """Return an archive of each kind with three articles."""
    archive = Archive(engine, MarkedAnnotator())
    add(archive, tmp_path, FILES)
    return archive


def add(archive: Archive, folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    assert {o.status for o in archive.add([folder / f"{name}.md" for name in files])} == {"added"}


def test_searches_are_listed_latest_first(filled: Archive) -> None:
    for line in ("boats", "nets", "boats"):
        filled.searches.record(line)
    assert filled.searches.recent() == ("boats", "nets")


def test_saved_search_counts_new_articles(filled: Archive, tmp_path: Path) -> None:
    filled.searches.set_name("boats", "All boats")
    add(filled, tmp_path, {"d": " date 2024-04-01 The boats are back."})
    (search,) = filled.searches.page()
    assert (search.name, search.total, search.new) == ("All boats", 4, 1)
    filled.searches.record("boats")
    (search,) = filled.searches.page()
    assert (search.total, search.new) == (4, 0)


def test_name_belongs_to_one_search(filled: Archive) -> None:
    filled.searches.set_name("boats", "Mine")
    filled.searches.set_name("nets", "Mine")
    assert [(s.line, s.name) for s in filled.searches.page()] == [
        ("nets", "Mine"),
        ("boats", ""),
    ]


def test_forgotten_search_is_gone_until_it_is_restored(filled: Archive) -> None:
    filled.searches.set_name("boats", "Mine")
    restore = filled.searches.forget("boats")
    assert (filled.searches.page(), filled.searches.count()) == ((), 0)
    restore()
    assert [(s.line, s.name) for s in filled.searches.page()] == [("boats", "Mine")]


def test_forgotten_searches_are_restored_in_their_order(filled: Archive, tmp_path: Path) -> None:
    filled.searches.set_name("boats", "Mine")
    for line in ("nets", "cod"):
        filled.searches.record(line)
    add(filled, tmp_path, {"d": " date 2024-04-01 The boats are back."})
    before = filled.searches.page()
    filled.searches.forget("boats", "nets", "cod")()
    assert filled.searches.page() == before
    assert before[0].new == 1
