"""Editing and deleting articles and hiding outlets by keys, and undoing it."""

from __future__ import annotations

import pytest

FERRY = ["j"]  # the second of the list, which its first row is not
CLEAR = "ctrl+u"


async def edit(driver, number, value):
    """Replace a field of the selected article, counted from 0, and save."""
    await driver.press("E", *["tab"] * number, "end", CLEAR)
    await driver.type(value)
    await driver.press("enter")


def titles(driver):
    """Return the headlines in the archive, newest first."""
    return [entry.title for entry in driver.app.archive.articles()]


async def test_edited_headline_is_shown_in_list_and_article(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FERRY)
        await edit(driver, 0, "Fog over Torpier")
        assert driver.text().count("Fog over Torpier") == 2
        assert "is late again" not in driver.text().replace("Undone", "")
        assert "Edited headline" in driver.text()
        assert driver.article.page.article.edited == (("title", "Ferry to Torpier is late again"),)


async def test_edit_is_undone_and_redisplayed(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FERRY)
        await edit(driver, 1, "2024-06-30")
        assert titles(driver)[0] == "Ferry to Torpier is late again"
        await driver.press("u")
        assert titles(driver)[0] == "Council postpones the pier vote"
        assert "Undone: edited date, “Ferry to Torpier is late again”" in driver.text()
        assert driver.article.page.article.edited == ()


async def test_invalid_date_is_explained_and_the_dialog_stays(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await edit(driver, 1, "2024-02-30")
        assert "“2024-02-30” is not a date. Type, for example, 2024-02-29." in driver.text()
        await driver.press("end", CLEAR)
        await driver.type("29 February 2024")
        await driver.press("enter")
        assert "Edited date" in driver.text()


async def test_cancelled_edit_changes_nothing(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("E", *"abc", "escape")
        assert driver.app.archive.corrections.all() == ()
        await driver.press("E", "enter")
        assert driver.app.archive.corrections.all() == ()


async def test_article_is_deleted_after_a_question_and_the_next_is_shown(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("D")
        assert "Delete “Council postpones the pier vote”?" in driver.text()
        await driver.press("enter")
        assert titles(driver)[0] == "Ferry to Torpier is late again"
        assert "2 articles" in driver.text()
        assert driver.article.page.article.title == "Ferry to Torpier is late again"


@pytest.mark.parametrize("key", ["n", "escape"])
async def test_deletion_is_cancelled(make_app, drive, key):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("D", key)
        assert len(titles(driver)) == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 40)])
async def test_open_article_that_is_deleted_gives_way_to_the_list(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await driver.press(*FERRY, "enter", "D", "y")
        assert driver.app.focused is driver.app.reader.panes.list
        assert "Deleted “Ferry to Torpier is late again”" in driver.text()
        await driver.press("u")
        assert "Undone: “Ferry to Torpier is late again” is restored" in driver.text()
        assert len(titles(driver)) == 3


async def test_deleted_article_leaves_the_results_of_a_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:berg")
        assert driver.app.reader.panes.list.length == 2
        await driver.press("D", "y")
        assert driver.app.reader.panes.list.length == 1


async def test_deleted_article_leaves_quotes_and_speakers(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2")
        assert driver.app.reader.panes.list.length == 4
        await driver.press("D", "y")
        assert driver.app.reader.panes.list.length < 4
        await driver.press("3", "u")
        assert "Olaf Berg" in driver.text()


async def test_hidden_outlet_is_shown_again_from_the_list_of_what_is_hidden(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("Z", "enter")
        assert "Council postpones the pier vote" not in titles(driver)
        assert "Outlet Valley Echo is hidden" in driver.text()
        await driver.press("U")
        assert "outlet Valley Echo is hidden" in driver.text()
        await driver.press("enter")
        assert "Council postpones the pier vote" in titles(driver)


async def test_deleted_article_is_restored_from_the_palette(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("D", "y", "ctrl+p")
        await driver.type("restore deleted")
        await driver.press("enter", "enter")
        assert len(titles(driver)) == 3
        await driver.wait_for("Restored “Council postpones the pier vote”")


async def test_edit_of_an_article_is_removed_from_the_list_of_corrections(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await edit(driver, 0, "Another headline")
        await driver.press("A")
        assert "headline is “Another headline”" in driver.text()
        await driver.press("enter")
        assert "Council postpones the pier vote" in titles(driver)
        assert driver.article.page.article.title == "Council postpones the pier vote"


async def test_article_without_an_outlet_has_none_to_hide(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("G", "Z")
        assert "This article has no outlet." in driver.text()


async def test_question_before_a_deletion_says_how_to_undo_it(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("D")
        assert "u undoes this" in " ".join(driver.text().split())
