"""Fixtures: an archive of articles to edit, and its engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from tests.support.editing import (
    FOG,
    RAIN,
    SNOW,
    SUN,
    add,
    open_archive,
)
from tests.support.made_archives import copy_made


def make(folder: Path) -> None:
    with open_archive(folder / "archive") as (_, engine):
        add(engine, FOG, SNOW, RAIN, SUN)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Archive, LocalEngine]]:
    with open_archive(copy_made(make, tmp_path)) as opened:
        yield opened


@pytest.fixture
def archive(opened: tuple[Archive, LocalEngine]) -> Archive:
    return opened[0]


@pytest.fixture
def engine(opened: tuple[Archive, LocalEngine]) -> LocalEngine:
    return opened[1]
