"""In a list, keys and the pane beside it are about the marked row, whatever was open before."""

from __future__ import annotations

import pytest

COPY = "“The pier will cost forty thousand crowns, and the council has them,” said Olaf Berg. " * 9
FILES = {
    "a.md": "---\ntitle: Alpha\ndate: 2024-05-03\n---\n“We will row,” said Ana Pell.",
    "b.md": "---\ntitle: Beta\ndate: 2024-05-02\n---\n“We will swim,” said Olaf Berg.",
    "c.md": "---\ntitle: Gamma\ndate: 2024-05-01\n---\nNothing was said.",
    "d.md": f"---\ntitle: Delta\ndate: 2024-04-01\nsource: Post\n---\n{COPY}",
    "e.md": f"---\ntitle: Delta\ndate: 2024-04-02\nsource: Echo\n---\n{COPY}",
}
READ_ALPHA = ["enter", "right_square_bracket", "q"]
OPEN_FIRST = "Select a quote first: press Enter, then ] or ["


@pytest.mark.parametrize("moves", [["j"], ["j", "j"], ["G"], []], ids=len)
@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("a", "Select a speaker, or a quote with a speaker."),
        ("p", OPEN_FIRST),
        ("x", OPEN_FIRST),
        ("exclamation_mark", OPEN_FIRST),
        ("equals_sign", OPEN_FIRST),
        ("less_than_sign", OPEN_FIRST),
        ("tilde", OPEN_FIRST),
    ],
)
async def test_key_of_a_quote_leaves_the_hidden_article_alone(make_app, drive, moves, key, hint):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.press(*READ_ALPHA, *moves, key)
        assert hint in driver.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_copies_are_those_of_the_marked_article(make_app, drive, size):
    async with drive(make_app(FILES), size) as driver:
        await driver.press(*READ_ALPHA, "j", "c")
        assert "No other copies or versions." in driver.text()
        await driver.press("G", "c")
        assert "No other copies or versions." not in driver.text()
        assert "Echo" in driver.text()


async def test_key_of_a_mark_leaves_the_hidden_article_alone(make_app, drive):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.search("pier")
        await driver.press("escape", *READ_ALPHA, "5", "m")
        assert "Select an article first." in driver.text()


@pytest.mark.parametrize("view", ["1", "2"])
async def test_article_beside_a_list_still_lends_its_quote(make_app, drive, view):
    async with drive(make_app(FILES), (120, 40)) as driver:
        await driver.press(view, *READ_ALPHA, "p")
        assert driver.app.screen is not driver.app.reader
        assert "Ana Pell" in driver.lines()[0]


async def test_article_of_the_history_lends_no_quote_to_another_row(make_app, drive):
    async with drive(make_app(FILES), (120, 40)) as driver:
        await driver.press(*READ_ALPHA, "j", "enter", "H", "q")
        assert driver.article.page.title == "Alpha"
        await driver.press("p")
        assert driver.app.screen is driver.app.reader


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ([*READ_ALPHA, "j"], "Beta"),
        ([*READ_ALPHA, "j", "j"], "Gamma"),
        (["j"], "Beta"),
        ([], "Alpha"),
        ([*READ_ALPHA, "2", "j"], "Beta"),
        (["enter", "right_square_bracket"], "Alpha"),
    ],
)
@pytest.mark.parametrize("width", [120, 200])
async def test_wider_screen_shows_the_marked_article(make_app, drive, keys, title, width):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.press(*keys)
        await driver.resize(width, 40)
        assert driver.article.page.title == title
        pane = driver.app.reader.panes
        assert (pane.focused is pane.article) == (keys[-1:] == ["right_square_bracket"])


async def test_wider_screen_shows_the_marked_speaker(make_app, drive):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.press(*READ_ALPHA, "3", "j")
        await driver.resize(120, 40)
        assert driver.app.reader.panes.has_class("-speaker")


async def test_other_size_keeps_the_place_in_the_article_beside_the_list(make_app, drive):
    async with drive(make_app(FILES), (120, 40)) as driver:
        await driver.press("enter", "right_square_bracket", "q")
        await driver.resize(130, 30)
        assert driver.article.quote == 0


@pytest.mark.parametrize("key", ["x", "exclamation_mark", "less_than_sign"])
async def test_key_of_a_quote_on_a_speaker_says_where_the_quotes_are(make_app, drive, key):
    async with drive(make_app(FILES), (120, 40)) as driver:
        await driver.press("3", key)
        assert "Enter lists their quotes." in driver.text()
