"""Names, articles and quotes that wait are counted and brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import name_folding
from index.archive import Archive
from tests.support.builders import article, store_unindexed

SAID = "“The piers of Torpier will be rebuilt this year”"
ARTICLES = [
    article(f"{number}. {SAID} [{name}].", f"2024-06-0{number}")
    for number, name in enumerate(("Ana Pell", "Pell", "Cy Osk", "Osk", "a clerk"), 1)
]
WAITING = 4 + len(ARTICLES) + len(ARTICLES)  # names, articles and quotes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an archive of which everything waits."""
    Archive.open(tmp_path / "archive").close()
    store_unindexed(tmp_path / "archive", *ARTICLES)
    return tmp_path / "archive"


@pytest.mark.parametrize(("many", "is_far"), [(WAITING - 1, True), (WAITING, False)])
def test_archive_is_far_behind_if_many_names_articles_and_quotes_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch, many: int, *, is_far: bool
) -> None:
    monkeypatch.setattr("index.archive.maintenance.MANY", many)
    with Archive.open_existing(folder) as archive:
        assert archive.maintenance.is_far_behind() == is_far


def test_nothing_waits_after_catching_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.archive.maintenance.MANY", 0)
    with Archive.open_existing(folder) as archive:
        assert archive.maintenance.catch_up() == len(ARTICLES)
        assert archive.maintenance.is_far_behind()
        assert archive.record.catch_up() == len(ARTICLES)
        assert not archive.maintenance.is_far_behind()


def test_archive_that_cannot_be_written_is_not_said_to_be_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.archive.maintenance.MANY", 0)
    monkeypatch.setattr("index.engines.local.database.connection.is_writable", lambda _: False)
    with Archive.open_existing(folder) as archive:
        assert not archive.maintenance.is_far_behind()


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_names_are_folded_alike_in_batches_of_any_size(
    folder: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(name_folding, "BATCH", batch)
    with Archive.open_existing(folder) as archive:
        archive.maintenance.catch_up()
        named = [each for each in archive.speakers.page() if each.named]
        aliases = {each.name: [alias.name for alias in each.aliases] for each in named}
        assert aliases == {"Ana Pell": ["Pell"], "Cy Osk": ["Osk"]}
