"""What an archive has to catch up with, or cannot do, while one reads."""

from __future__ import annotations

import pytest

from index.engines.local.fulltext.lock import WriteLock
from tests.support.builders import article, store_unindexed

LATE = article("The late ferry has come to Torpier, and nobody indexed it.", "2024-06-01")


async def test_index_catches_up_at_the_start_with_a_notice(reader, driven, tmp_path):
    app = reader()
    store_unindexed(tmp_path / "archive", LATE)
    async with driven(app) as on:
        assert "1 article is kept but not indexed yet" in on.text()
        await on.search("nobody indexed")
        assert "1 article" in on.lines()[0]


async def test_one_reads_and_searches_while_another_program_writes(reader, driven, tmp_path):
    app = reader()
    store_unindexed(tmp_path / "archive", LATE)
    with WriteLock(tmp_path / "archive" / "write.lock").held(0) as held:
        assert held
        async with driven(app, size=(120, 30)) as on:
            assert "another program is at it" in on.text()
            await on.press("enter")
            assert "The late ferry has come" in on.text()
            await on.search("late")
            assert "1 article" in on.lines()[0]
            assert "not indexed yet" in on.text()


async def test_index_that_is_made_again_is_told(reader, driven, tmp_path):
    app = reader()
    app.archive.close()
    for path in (tmp_path / "archive" / "index").glob("*.toc"):
        path.write_bytes(b"")
    async with driven(reader(), size=(120, 30)) as on:
        await on.search("ferry")
        assert "is made again from the" in on.text()
        assert "1 article" in on.lines()[0]


@pytest.fixture
def unwritable(reader, monkeypatch):
    """The reader over an archive that can be read but not written."""
    reader().archive.close()
    monkeypatch.setattr("index.engines.local.database.connection.may_write", lambda _: False)
    return reader({})


async def test_article_of_an_archive_that_cannot_be_written_can_be_read(unwritable, driven):
    async with driven(unwritable, size=(120, 30)) as on:
        assert "cannot be" not in on.text()
        await on.press("enter")
        assert "The council of Torpier will vote" in on.text()
        await on.press("m")
        assert "can be read but not" in on.text()
        await on.search("ferry")
        assert "1 article" in on.lines()[0]
