"""A search that finds articles but few quotes says why."""

from __future__ import annotations

import pytest

from tests.support.screen_sizes import SIZES

ARTICLES = {
    "a.md": "---\ntitle: Fog\nsource: Echo\n---\nFog at sea. “It is late,” said Ana Pell.\n",
    "b.md": "---\ntitle: Fog\nsource: Echo\n---\nMore fog. “Fog again,” said Ana Pell.\n",
    "c.md": "---\ntitle: Fog\nsource: Post\n---\nThe fog went.\n",
    "d.md": "---\ntitle: Cod\nsource: Post\n---\n“Cod,” said Olaf Berg. “Eel,” said Ana Pell.\n",
}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("fog", "3 articles match, but only 1 quote with these words.", id="word"),
        pytest.param("fog OR cod", "4 articles match, but only 2 quotes with", id="alternatives"),
        pytest.param("source:echo fog", "2 articles match, but only 1 quote with", id="outlet"),
        pytest.param("title:fog", "3 articles match, but only 2 quotes.", id="headline"),
        pytest.param("source:echo", "", id="as many"),
        pytest.param("cod", "", id="word of a quote"),
        pytest.param("speaker:pell", "", id="speaker"),
        pytest.param("said:fog", "", id="words of a quote"),
    ],
)
async def test_few_quotes_are_explained_beside_the_search(make_app, drive, line, reason):
    async with drive(make_app(ARTICLES), (160, 48)) as driver:
        await driver.search(line)
        await driver.press("2")
        assert reason in driver.lines()[1]
        assert bool(reason) == ("match, but" in driver.text())
        await driver.press("1")
        assert "match, but" not in driver.text()


@SIZES
@pytest.mark.parametrize("view", ["2", "3"])
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("sea", "1 article matches, but no quote with these words."),
        ("title:fog source:post", "1 article matches, but no quote."),
        ("-title:cod source:post", "1 article matches, but no quote."),
    ],
)
async def test_no_quotes_are_explained_in_the_empty_list(make_app, drive, size, view, line, reason):
    async with drive(make_app(ARTICLES), size) as driver:
        await driver.search(line)
        await driver.press(view)
        assert reason in " ".join(driver.text().replace("│", " ").split())


async def test_search_that_finds_no_article_has_nothing_to_explain(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.search("zebra")
        await driver.press("2")
        assert "No quote matches." in driver.text()
        assert "match, but" not in driver.text()


async def test_same_quote_in_several_articles_is_not_called_few(make_app, drive):
    text = "---\ntitle: Fog {0}\n---\nDay {0}. “Fog,” said Ana Pell.\n"
    repeated = {f"{name}.md": text.format(name) for name in "ab"}
    async with drive(make_app(repeated), (120, 40)) as driver:
        await driver.search("speaker:pell said:fog")
        await driver.press("2")
        assert "match, but" not in driver.text()
