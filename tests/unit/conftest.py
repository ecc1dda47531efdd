"""What tests of one part share: an archive with an article that was added from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from tests.corrected import FOG, SNOW


@pytest.fixture
def add(archive: Archive, tmp_path: Path) -> Callable[..., str]:
    """Add an article of a text; gives its id."""

    def make(text: str, name: str = "a.txt", to: Archive = archive) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (outcome,) = to.add([tmp_path / name])
        return outcome.id

    return make


@pytest.fixture
def fog(add: Callable[..., str]) -> str:
    """The id of an article with three quotes that have a speaker, and two that have none."""
    add(SNOW, "b.txt")
    return add(FOG)
