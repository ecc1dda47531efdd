"""Copies and versions of an article: in the list, on the page, and compared on a screen."""

from __future__ import annotations

import pytest

from index.article import DiffPiece
from tui.render.record.related_quotes import styled_changes

FERRY = """---
title: Ferry to Torpier is late again
date: 2024-04-02
source: {source}
---
The night ferry left Torpier at noon, an hour late, and nobody was told. “We were ready at
eleven,” said Ana Pell, who speaks for the Harbour Trust. Those who had waited since ten went home
again by bus, as they had done in May and in June, when the fog stood in the harbour for days.

{end}
"""
FILES = {
    "a.md": FERRY.format(source="Harbour Post", end="The next ferry leaves Torpier at six."),
    "b.md": FERRY.format(source="Valley Echo", end="The next ferry leaves Torpier at [seven]."),
    "c.md": "---\ntitle: Alone\ndate: 2024-01-01\n---\nOlaf Berg sold cod.\n",
}


def flow(driver):
    """Return the screen as one line, because the details of an article wrap anywhere."""
    return " ".join(driver.text().split())


async def test_list_and_page_name_the_copies_of_an_article(make_app, drive):
    async with drive(make_app(FILES)) as driver:
        assert "2 articles" in driver.text()
        assert "also in 1 · 1 quote" in driver.text()
        await driver.press("enter")
        assert "also in Valley Echo 2024-04-02" in flow(driver)


async def test_copies_are_compared_and_opened(make_app, drive):
    async with drive(make_app(FILES)) as driver:
        await driver.press("enter", "c")
        assert "2024-04-02 · Valley Echo" in driver.text()
        assert "Torpier at [[seven]] six." in driver.text()
        assert "[[seven]] " in driver.styled("strike")
        assert "six" in driver.styled("underline")
        await driver.press("enter")
        assert "leaves Torpier at [seven]." in driver.text()
        assert "also in Harbour Post 2024-04-02" in flow(driver)


async def test_escape_leads_from_the_copies_to_the_article(make_app, drive):
    async with drive(make_app(FILES)) as driver:
        await driver.press("enter", "c", "escape")
        assert "leaves Torpier at six." in driver.text()


async def test_older_version_is_shown_and_opened(make_archive, make_app, drive, tmp_path):
    archive = make_archive(FILES)
    path = tmp_path / "files" / "a.md"
    path.write_text(path.read_text().replace("at six", "at nine"))
    assert [bool(outcome.version_of) for outcome in archive.add([path])] == [True]
    async with drive(make_app({})) as driver:
        await driver.press("enter")
        assert "1 older version" in flow(driver)
        await driver.press("c")
        assert "older version" in driver.text()
        assert "Torpier at [six] nine." in driver.text()
        await driver.press("enter")
        assert "an older version" in flow(driver)
        assert "leaves Torpier at six." in driver.text()


async def test_article_without_copies_says_so(make_app, drive):
    async with drive(make_app(FILES)) as driver:
        await driver.press("j", "enter", "c")
        assert "No other copies or versions." in driver.text()
        assert "Olaf Berg sold cod." in driver.text()


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        pytest.param(
            [("one", "out"), ("a ", "in"), ("crane", "same")], "[one] a crane", id="words"
        ),
        pytest.param([("one ", "out"), ("a ", "in")], "[one] a ", id="words with their spaces"),
        pytest.param([("a", "same"), (" b", "out"), (".", "same")], "a [b].", id="at the end"),
        pytest.param([(" ", "out"), ("a", "same")], " a", id="only a space"),
    ],
)
def test_words_that_were_left_out_stand_apart_without_colours(pieces, shown):
    assert styled_changes([DiffPiece(kind, text) for text, kind in pieces]).plain == shown
