"""The history of articles, and resuming at the next start."""

import json
import re

import pytest

LONG = {
    f"{number}.md": f"---\ntitle: Number {number}\ndate: 2024-01-0{number}\n---\n"
    + "\n\n".join(f"Paragraph {n} of {number}. “Word {n},” said Ana Pell." for n in range(60))
    for number in (1, 2, 3)
}


def title(driver):
    return driver.article.page.title


def top(driver):
    """Return the first visible paragraph."""
    return re.search(r"Paragraph \d+ of \d", driver.text())[0]


async def test_history_goes_back_and_forward_to_the_same_position(make_app, drive):
    async with drive(make_app(LONG)) as driver:
        await driver.press("enter", "space", "space")
        place = top(driver)
        await driver.press("J", "space", "J")
        assert title(driver) == "Number 1"
        await driver.press("H")
        assert title(driver) == "Number 2"
        await driver.press("H")
        assert (title(driver), top(driver)) == ("Number 3", place)
        await driver.press("L", "L")
        assert title(driver) == "Number 1"


async def test_quote_is_current_again_after_going_back(make_app, drive):
    async with drive(make_app(LONG)) as driver:
        await driver.press("enter", *["right_square_bracket"] * 7)
        await driver.press("J", "H")
        assert driver.article.quote == 6


async def test_hits_are_highlighted_again_after_going_back(make_app, drive):
    async with drive(make_app(LONG)) as driver:
        await driver.search('"of 2"')
        await driver.press("enter", "escape", "escape", "enter", "H")
        assert (title(driver), driver.article.hits > 0) == ("Number 2", True)


async def test_article_opened_after_going_back_drops_the_visits_ahead(make_app, drive):
    async with drive(make_app(LONG)) as driver:
        await driver.press("enter", "J", "J", "H", "H", "escape", "G", "enter", "L")
        assert title(driver) == "Number 1"
        assert "No later article" in driver.text()


async def test_history_has_a_first_article(make_app, drive):
    async with drive(make_app(LONG)) as driver:
        await driver.press("enter", "H")
        assert "No earlier article" in driver.text()


async def test_previewed_article_stays_unread_until_it_is_focused(make_app, drive):
    app = make_app(LONG)
    async with drive(app, (120, 40)) as driver:
        await driver.press("j", "j", "g")
        assert not any(entry.read for entry in app.archive.articles())
        await driver.press("l", "h")
        assert [entry.read for entry in app.archive.articles()] == [True, False, False]


# The next start


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
async def test_next_start_opens_the_last_article_at_its_position(make_app, drive, size):
    async with drive(make_app(LONG), size) as driver:
        await driver.press("j", "enter", "right_square_bracket", "space", "space")
        place = top(driver)
    async with drive(make_app(LONG), size) as driver:
        assert driver.app.focused is driver.article
        assert (title(driver), top(driver), driver.article.quote) == ("Number 2", place, 0)
        await driver.press("escape")
        assert driver.app.reader.panes.list.row.title == "Number 2"


@pytest.mark.parametrize(
    ("press", "view"),
    [
        pytest.param(["2", "j"], "quotes", id="quotes"),
        pytest.param(["3"], "speakers", id="speakers"),
        pytest.param(["j"], "articles", id="articles"),
    ],
)
async def test_next_start_opens_the_last_view(make_app, drive, press, view):
    async with drive(make_app()) as driver:
        await driver.press(*press)
        row = driver.app.reader.panes.list.cursor
    async with drive(make_app()) as driver:
        assert (driver.app.reader.panes.browser.view, driver.app.reader.panes.list.cursor) == (
            view,
            row,
        )


async def test_next_start_repeats_the_last_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("said:fog")
        head = driver.lines()[:2]
    async with drive(make_app()) as driver:
        assert driver.lines()[:2] == head
        assert "said:fog" in head[1]


async def test_next_start_ignores_a_missing_article(make_app, drive, tmp_path):
    app = make_app()
    (tmp_path / "archive" / "reader.json").write_text('{"article": "ffff", "line": "fo(g"}')
    async with drive(app) as driver:
        assert driver.app.focused is app.reader.panes.list
        assert "3 articles" in driver.lines()[0]


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "null", '{"view": 3, "cursor": "a", "place": [], "paths": 1, "no": 1}', "\xff"],
)
async def test_damaged_session_file_is_ignored(make_app, drive, tmp_path, kept):
    app = make_app()
    (tmp_path / "archive" / "reader.json").write_text(kept, encoding="latin-1")
    async with drive(app) as driver:
        assert "Council postpones" in driver.text()


async def test_next_start_ignores_an_unknown_view(make_app, drive, tmp_path):
    app = make_app()
    (tmp_path / "archive" / "reader.json").write_text('{"view": "wheel", "cursor": 900}')
    async with drive(app):
        assert app.reader.panes.browser.view == "articles"
        assert app.reader.panes.list.cursor == 2


async def test_article_is_saved_while_it_is_open(make_app, drive, tmp_path):
    app = make_app()
    kept = tmp_path / "archive" / "reader.json"
    async with drive(app) as driver:
        await driver.press("enter", "J")
        await driver.wait_until(kept.exists)
        assert json.loads(kept.read_text())["article"] == driver.article.page.id


async def test_session_file_is_small_and_leaves_no_temporary_files(make_app, drive, tmp_path):
    async with drive(make_app()) as driver:
        await driver.press("enter")
    kept = tmp_path / "archive" / "reader.json"
    assert set(json.loads(kept.read_text())) >= {"view", "line", "article", "place"}
    assert kept.stat().st_size < 1000
    assert not list(kept.parent.glob(".reader*"))


async def test_read_only_folder_is_left_without_an_error(make_app, drive, monkeypatch):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    async with drive(make_app()) as driver:
        await driver.press("enter")
        assert "The council of Torpier" in driver.text()


async def test_next_start_has_the_theme_that_was_chosen(make_app, drive):
    async with drive(make_app()) as driver:
        driver.app.theme = "nord"
    async with drive(make_app()) as driver:
        assert driver.app.theme == "nord"


async def test_position_is_right_after_a_resize(make_app, drive):
    text = "\n\n".join(f"Line {number} of the fog." for number in range(60))
    async with drive(make_app({"a.txt": f"A long story\n\n{text}"}), (120, 40)) as driver:
        await driver.press("enter", "G")
        assert driver.lines()[-1].rstrip().endswith("100 %")
        await driver.resize(60, 12)
        assert driver.article.position in driver.lines()[-1]
        assert driver.article.position.endswith("%")
