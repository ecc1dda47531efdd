"""Back and forward, and the next start: one is where one was."""

import json
import re

import pytest

LONG = {
    f"{number}.md": f"---\ntitle: Number {number}\ndate: 2024-01-0{number}\n---\n"
    + "\n\n".join(f"Paragraph {n} of {number}. “Word {n},” said Ana Pell." for n in range(60))
    for number in (1, 2, 3)
}


def title(on):
    return on.article.reading.title


def top(on):
    """The paragraph that is in view first."""
    return re.search(r"Paragraph \d+ of \d", on.text())[0]


async def test_history_goes_back_and_forward_with_the_place_kept(reader, driven):
    async with driven(reader(LONG)) as on:
        await on.press("enter", "space", "space")
        place = top(on)
        await on.press("J", "space", "J")
        assert title(on) == "Number 1"
        await on.press("H")
        assert title(on) == "Number 2"
        await on.press("H")
        assert (title(on), top(on)) == ("Number 3", place)
        await on.press("L", "L")
        assert title(on) == "Number 1"


async def test_quote_is_current_again_after_going_back(reader, driven):
    async with driven(reader(LONG)) as on:
        await on.press("enter", *["right_square_bracket"] * 7)
        await on.press("J", "H")
        assert on.article.quote == 6


async def test_hits_are_lit_again_after_going_back_to_an_article_of_a_search(reader, driven):
    async with driven(reader(LONG)) as on:
        await on.search('"of 2"')
        await on.press("enter", "escape", "escape", "enter", "H")
        assert (title(on), on.article.hits > 0) == ("Number 2", True)


async def test_article_opened_after_going_back_takes_the_place_of_what_was_ahead(reader, driven):
    async with driven(reader(LONG)) as on:
        await on.press("enter", "J", "J", "H", "H", "escape", "G", "enter", "L")
        assert title(on) == "Number 1"
        assert "no later one" in on.text()


async def test_history_begins_somewhere(reader, driven):
    async with driven(reader(LONG)) as on:
        await on.press("enter", "H")
        assert "no earlier one" in on.text()


async def test_article_seen_beside_the_list_is_read_only_once_one_goes_to_it(reader, driven):
    app = reader(LONG)
    async with driven(app, (120, 40)) as on:
        await on.press("j", "j", "g")
        assert not any(entry.read for entry in app.reader.archive.articles())
        await on.press("l", "h")
        assert [entry.read for entry in app.reader.archive.articles()] == [True, False, False]


# From one start to the next


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
async def test_program_opens_in_the_article_where_it_was_left(reader, driven, size):
    async with driven(reader(LONG), size) as on:
        await on.press("j", "enter", "right_square_bracket", "space", "space")
        place = top(on)
    async with driven(reader(LONG), size) as on:
        assert on.app.focused is on.article
        assert (title(on), top(on), on.article.quote) == ("Number 2", place, 0)
        await on.press("escape")
        assert on.app.reader.list.row.title == "Number 2"


@pytest.mark.parametrize(
    ("press", "view"),
    [
        pytest.param(["2", "j"], "quotes", id="quotes"),
        pytest.param(["3"], "speakers", id="speakers"),
        pytest.param(["j"], "articles", id="articles"),
    ],
)
async def test_program_opens_in_the_view_where_it_was_left(reader, driven, press, view):
    async with driven(reader()) as on:
        await on.press(*press)
        row = on.app.reader.list.cursor
    async with driven(reader()) as on:
        assert (on.app.reader.browser.view, on.app.reader.list.cursor) == (view, row)


async def test_search_is_in_force_again(reader, driven):
    async with driven(reader()) as on:
        await on.search("said:fog")
        head = on.lines()[0]
    async with driven(reader()) as on:
        assert on.lines()[0] == head
        assert "fog" in head


async def test_article_that_has_gone_is_not_returned_to(reader, driven, tmp_path):
    app = reader()
    (tmp_path / "archive" / "reader.json").write_text('{"article": "ffff", "line": "fo(g"}')
    async with driven(app) as on:
        assert on.app.focused is app.reader.list
        assert "3 articles" in on.lines()[0]


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[]",
        "null",
        '{"view": 3, "cursor": "a", "place": [], "paths": 1, "no": 1}',
        "\xff",
    ],
)
async def test_broken_file_of_the_state_does_no_harm(reader, driven, tmp_path, kept):
    app = reader()
    (tmp_path / "archive" / "reader.json").write_text(kept, encoding="latin-1")
    async with driven(app) as on:
        assert "Council postpones" in on.text()


async def test_unknown_view_is_not_returned_to(reader, driven, tmp_path):
    app = reader()
    (tmp_path / "archive" / "reader.json").write_text('{"view": "wheel", "cursor": 900}')
    async with driven(app):
        assert app.reader.browser.view == "articles"
        assert app.reader.list.cursor == 2


async def test_state_is_small_and_nothing_is_left_beside_it(reader, driven, tmp_path):
    async with driven(reader()) as on:
        await on.press("enter")
    kept = tmp_path / "archive" / "reader.json"
    assert set(json.loads(kept.read_text())) >= {"view", "line", "article", "place"}
    assert kept.stat().st_size < 1000
    assert not list(kept.parent.glob(".reader*"))


async def test_folder_that_cannot_be_written_to_is_left_without_a_word(reader, driven, monkeypatch):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    async with driven(reader()) as on:
        await on.press("enter")
        assert on.app.is_running
