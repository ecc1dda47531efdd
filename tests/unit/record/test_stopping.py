"""The comparison of quotes ends with the program, and goes on with the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator

PIER = "---\ntitle: Pier {0}\n---\nIn issue {0}: “We will rebuild the old pier” [Ana Pell]\n"


@pytest.fixture
def added_after_stop(archive: Archive, add: Callable[..., str]) -> str:
    """Return the id of one of two articles with the same quote, added when all is to end."""
    archive.record.stop()
    add(PIER.format(1), "1.md")
    return add(PIER.format(2), "2.md")


def test_stopped_comparison_compares_nothing(archive: Archive, added_after_stop: str) -> None:
    assert archive.record.catch_up() == 0
    assert len(archive.record.versions_of(added_after_stop, 0).versions) == 1


def test_next_start_compares_what_was_left(added_after_stop: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as reopened:
        assert reopened.record.catch_up() == 2
        assert len(reopened.record.versions_of(added_after_stop, 0).versions) == 2
