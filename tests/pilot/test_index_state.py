"""Reading an archive whose index is behind, damaged or locked, or that is read-only."""

from __future__ import annotations

import pytest

from index.engines.local.fulltext.lock import WriteLock
from tests.support.builders import article, store_unindexed

LATE = article("The late ferry has come to Torpier, and nobody indexed it.", "2024-06-01")


async def test_index_is_updated_at_the_start_with_a_message(make_app, drive, tmp_path):
    app = make_app()
    store_unindexed(tmp_path / "archive", LATE)
    async with drive(app) as driver:
        assert "1 article is not indexed yet; indexing now" in driver.text()
        await driver.search("nobody indexed")
        assert "1 article" in driver.lines()[0]


async def test_archive_can_be_searched_while_another_process_writes(make_app, drive, tmp_path):
    app = make_app()
    store_unindexed(tmp_path / "archive", LATE)
    with WriteLock(tmp_path / "archive" / "write.lock").held(0) as held:
        assert held
        async with drive(app, size=(120, 30)) as driver:
            assert "another process is writing" in driver.text()
            await driver.press("enter")
            assert "The late ferry has come" in driver.text()
            await driver.search("late")
            assert "1 article" in driver.lines()[0]
            assert "not indexed yet" in driver.text()


async def test_rebuild_of_a_damaged_index_is_reported(make_app, drive, tmp_path):
    app = make_app()
    app.archive.close()
    for path in (tmp_path / "archive" / "index").glob("*.toc"):
        path.write_bytes(b"")
    async with drive(make_app(), size=(120, 30)) as driver:
        await driver.search("ferry")
        assert "Rebuilding it from the" in driver.text()
        assert "1 article" in driver.lines()[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("keys", [["2"], ["4"], ["6"], ["7"]], ids=str)
async def test_view_without_quotes_says_that_articles_are_not_indexed_yet(
    make_app, drive, tmp_path, keys, size
):
    app = make_app({"market.txt": " date 2024-03-01 The fish market of Torpier opened.\n"})
    store_unindexed(tmp_path / "archive", LATE)
    with WriteLock(tmp_path / "archive" / "write.lock").held(0):
        async with drive(app, size) as driver:
            driver.app.clear_notifications()
            await driver.press(*keys)
            assert "1 article is not indexed yet" in driver.text()
            assert "Nothing here." not in driver.text()


@pytest.mark.parametrize("keys", [["1"], ["2"], ["6"], ["4"]], ids=str)
async def test_word_is_not_said_to_be_missing_while_articles_are_not_indexed(
    make_app, drive, tmp_path, keys
):
    app = make_app()
    store_unindexed(tmp_path / "archive", LATE)
    with WriteLock(tmp_path / "archive" / "write.lock").held(0):
        async with drive(app, (120, 40)) as driver:
            await driver.search("indexed")
            driver.app.clear_notifications()
            await driver.press(*keys)
            assert "does not occur" not in driver.text()
            assert "1 article is not indexed yet" in driver.text()


async def test_word_is_said_to_be_missing_once_all_articles_are_indexed(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("zeppelin")
        assert "“zeppelin” does not occur in the archive" in driver.text()


@pytest.fixture
def unwritable(make_app, monkeypatch):
    """Return the app over an archive that cannot be written."""
    make_app().archive.close()
    monkeypatch.setattr("index.engines.local.database.connection.is_writable", lambda _: False)
    return make_app({})


async def test_read_only_archive_can_be_read(unwritable, drive):
    async with drive(unwritable, size=(120, 30)) as driver:
        assert "cannot be" not in driver.text()
        await driver.press("enter")
        assert "The council of Torpier will vote" in driver.text()
        await driver.press("m")
        assert "can be read but not" in driver.text()
        await driver.search("ferry")
        assert "1 article" in driver.lines()[0]
