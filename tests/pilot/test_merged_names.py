"""A merged name is the same in the list, the margin, the head and the pane of speakers."""

from __future__ import annotations

import pytest

FILES = {
    "a.md": "---\ntitle: Alpha\ndate: 2024-05-03\n---\n“We will row,” said Ana Pell.\n\n"
    "“We will sink,” said Olaf Berg.\n\n“We will swim,” said Greta Holm.",
    "b.md": "---\ntitle: Beta\ndate: 2024-05-02\n---\n“It is late,” said Ana Pell.\n\n"
    "“It is very late,” said Ana Pell.",
}


def margin(driver):
    """Return the names that stand beside the article and in the pane of speakers."""
    text = driver.text()
    return {name for name in ("Ana Pell", "Olaf Berg", "Greta Holm") if name in text}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 40)])
@pytest.mark.parametrize("view", ["1", "2"])
async def test_article_shows_the_merged_name(make_app, drive, size, view):
    app = make_app(FILES)
    async with drive(app, size) as driver:
        app.archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=True)
        (shown,) = {"Ana Pell", "Olaf Berg"} & {each.name for each in app.archive.speakers.page()}
        await driver.press(view, "j", "k", "enter", "z")
        assert driver.article.page.margin_names.count(shown) == 2
        assert " 2 speakers" in driver.text()
        assert len(driver.article.page.speaker_colours) == 2


async def test_merging_changes_the_open_article_at_once_and_undo_too(make_app, drive):
    async with drive(make_app(FILES), (200, 40)) as driver:
        await driver.press("enter", "right_square_bracket", "right_square_bracket", "a")
        await driver.type("Ana Pell")
        await driver.press("enter", "enter")
        assert "3 quotes · 2 speakers" in driver.text()
        assert len(set(driver.article.page.margin_names)) == 2
        await driver.press("u")
        assert "3 quotes · 3 speakers" in driver.text()
        assert len(set(driver.article.page.margin_names)) == 3


async def test_names_that_are_not_merged_stay(make_app, drive):
    async with drive(make_app(FILES), (200, 40)) as driver:
        await driver.press("enter")
        assert "3 quotes · 3 speakers" in driver.text()
        assert margin(driver) == {"Ana Pell", "Olaf Berg", "Greta Holm"}


async def test_person_whose_name_is_quoted_no_more_still_has_a_page(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        archive = driver.app.archive
        archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
        archive.editing.delete([each.entry.id for each in archive.quotes("pell", "ready")])
        await driver.press("3")
        assert "Ana Pell" in driver.lines()[1]
        await driver.press("enter")
        assert "1 quote in 1 article" in driver.lines()[0]
        assert "We will rebuild" in driver.text()
