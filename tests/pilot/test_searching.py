"""Searching the archive, finding in an article, and opening at the hits."""

import pytest
from textual.events import Paste

from tests.support.driver import send_keys

CASES = {
    "capitals": (
        " date 2024-05-01 МОСТ В ТОРПЕ ЗАКРЫТ. Мост откроют осенью, сказал Олаф Берг.",
        "мост",
        2,
    ),
    "open": (
        " date 2024-12-01 Open water. The harbour is OPEN. They open it daily; an opening was set.",
        "open",
        4,
    ),
    "lodz": (" date 2024-12-01 Łódź and łódź.", "łódź", 2),
    "less-than": (
        " date 2024-08-15 Profits were < 5% in May. The ferry paid. Losses were <3% & falling."
        " The ferry paid again. Two ferries are for sale.",
        "ferry",
        2,
    ),
    "quotation marks": (" date 2024-01-01 “It’s late,” she said. “It's late.”", "it's", 2),
    "brackets": (" date 2024-01-01 She was [sic] ready.", "[sic]", 1),
}


@pytest.mark.parametrize(("text", "words", "places"), CASES.values(), ids=CASES.keys())
async def test_find_counts_and_highlights_the_same_places(make_app, drive, text, words, places):
    async with drive(make_app({"one.txt": text})) as driver:
        await driver.press("enter", "slash")
        await driver.type(words)
        await driver.press("enter")
        assert driver.article.hits == places
        for number in range(1, places + 1):
            assert f"match {number}/{places}" in driver.text()
            span, _ = driver.article.highlights.hits.items[number - 1]
            assert len(span.cut(driver.article.page.text)) == len(words)
            await driver.press("n")
        await driver.press("N")
        assert f"match {places}/{places}" in driver.text()
        assert all(piece in driver.text() for piece in ("<3%", "&") if piece in text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("/ferry", "match 1/2", id="find"),
        pytest.param("sfog", "1 article", id="search"),
        pytest.param("1sfog", "1 article", id="search, from another pane"),
        pytest.param("1l/ferry", "match 1/2", id="find, there and back"),
    ],
)
async def test_keys_typed_while_a_bar_opens_go_into_the_bar(make_app, drive, typed, text):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        await driver.type_ahead(typed)
        assert text in driver.text()


@pytest.mark.parametrize(
    ("opens", "keys", "text"),
    [
        pytest.param("s", ["a", "b", "backspace", "c"], "ac", id="backspace"),
        pytest.param("s", ["a", "b", "ctrl+u", "c"], "c", id="ctrl+u"),
        pytest.param("s", ["a", "b", "ctrl+w", "c"], "c", id="ctrl+w"),
        pytest.param("s", ["a", "b", "home", "c"], "cab", id="home"),
        pytest.param("s", ["a", "b", "left", "c"], "acb", id="left"),
        pytest.param("s", ["a", "b", "home", "delete", "c"], "cb", id="delete"),
        pytest.param("s", ["a", "b", "home", "ctrl+k", "c"], "c", id="ctrl+k"),
        pytest.param("s", ["up", "x"], "ferryx", id="earlier search"),
        pytest.param("s", ["f", "up", "down", "x"], "fx", id="earlier search and back"),
        pytest.param("slash", ["a", "b", "backspace", "c"], "ac", id="find"),
        pytest.param("t", ["a", "b", "backspace", "c"], "ac", id="tag"),
        pytest.param("t", ["p", "tab", "x"], "pierx", id="tag completed"),
        pytest.param("i", ["a", "enter", "b", "backspace", "c"], "a\nc", id="note"),
        pytest.param("exclamation_mark", ["a", "b", "ctrl+u", "c"], "c", id="speaker"),
        pytest.param("E", ["ctrl+u", "a", "b", "backspace", "c"], "ac", id="edit"),
        pytest.param("colon", ["a", "b", "left", "c"], "acb", id="palette"),
        pytest.param("question_mark", ["a", "b", "home", "down", "c"], "abc", id="help"),
    ],
)
async def test_keys_that_edit_act_in_the_order_in_which_they_arrive(
    make_app, drive, opens, keys, text
):
    async with drive(make_app()) as driver:
        driver.app.archive.marks.tag(driver.app.archive.articles()[0].id, "pier")
        await driver.search("ferry")
        await driver.press("escape", "2", opens)
        send_keys(driver.app, *keys)
        await driver.settle()
        focused = driver.app.focused
        assert (focused.text if opens == "i" else focused.value) == text


async def test_pasted_text_comes_before_the_keys_after_it(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("s")
        driver.app.post_message(Paste("the\nferry"))
        send_keys(driver.app, "backspace", "!")
        await driver.settle()
        assert driver.app.focused.value == "the ferr!"


async def test_escape_ends_a_find_and_then_leaves_the_article(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "slash")
        await driver.type("ferry")
        await driver.press("enter")
        assert driver.article.hits == 2
        await driver.press("escape")
        assert driver.article.hits == 0
        await driver.press("escape")
        assert driver.app.focused.id == "list"


async def test_search_shows_matching_text_and_its_meaning(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("s")
        await driver.type("speaker:pell said:fog")
        assert "1 article" in driver.text()
        await driver.press("enter")
        assert "“It is always the fog,”" in driver.text()
        assert "Ana Pell" in driver.text()
        assert driver.app.reader.panes.browser.results.understood in driver.lines()[1]


async def test_hit_opens_at_its_first_match_and_n_goes_to_the_next(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.press("enter")
        first = driver.text()
        await driver.press("n")
        assert "match 1/" in first
        assert "match 2/" in driver.text()
        assert driver.article.highlights.hit == 1
        pieces = [segment.text for strip in driver.strips() for segment in strip]
        assert "ferry" in pieces, "the word has a style of its own"


async def test_matching_quote_is_the_current_one(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("said:fog")
        await driver.press("enter")
        assert driver.article.quote == 2


async def test_query_error_is_shown_in_place_and_keeps_the_results(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.press("s")
        await driver.type(" ((")
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == "ferry"
        assert "Ferry to Torpier" in driver.text()
        assert driver.app.reader.query_one("#search").display
        await driver.press("escape")
        assert not driver.app.reader.query_one("#search").display
        assert driver.app.focused.id == "list"


async def test_escape_in_the_list_leaves_the_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        assert "Council" not in driver.text()
        await driver.press("escape")
        assert "Council postpones" in driver.text()


async def test_empty_result_says_what_to_do(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("speaker:pel said:zeppelin")
        assert "No article matches" in driver.text()
        shown = " ".join(driver.text().split())
        assert 'No speaker matches “pel”. Did you mean speaker:"Ana Pell"?' in shown
        assert "“zeppelin” does not occur in any quote." in shown


async def test_speaker_screen_lists_quotes_by_date_and_opens_them(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_square_bracket", "right_square_bracket", "p")
        page = "\n".join(driver.lines()[1:])
        assert "Olaf Berg" in driver.lines()[0]
        assert page.index("2024-05-30") < page.index("2024-04-02")
        await driver.press("enter")
        assert "Council postpones" in driver.text()
        assert driver.article.quote == 0


async def test_views_show_quotes_and_speakers(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("2")
        assert "“We will rebuild,”" in driver.text()
        await driver.press("3")
        assert "Ana Pell" in driver.text()
        assert "2 quotes in 1 article" in driver.text()
        await driver.press("enter")
        assert "“It is always the fog,”" in driver.text()
        await driver.press("escape", "1")
        assert "Council postpones" in driver.text()


async def test_n_goes_from_matching_quote_to_matching_quote(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("speaker:pell")
        await driver.press("enter")
        assert (driver.article.quote, driver.article.highlights.hit) == (0, 0)
        await driver.press("n")
        assert (driver.article.quote, driver.article.highlights.hit) == (2, 1)
        assert "match 2/2" in driver.text()


async def test_n_continues_in_the_next_article_and_back(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("torpier sort:date")
        await driver.press("enter")
        first = driver.article.page.id
        await driver.press(*"n" * driver.article.hits)
        assert driver.article.page.id != first
        assert "Next article of the search." in driver.lines()[-1]
        assert driver.article.highlights.hit == 0
        assert driver.app.reader.panes.list.cursor == 1
        await driver.press("N")
        assert driver.article.page.id == first
        assert "Previous article of the search." in driver.lines()[-1]
        assert driver.article.highlights.hit == driver.article.hits - 1


async def test_next_hit_without_a_search_says_how_to_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("enter", "n")
        assert "No matches yet. Press s to search the archive" in driver.text()


async def test_quotes_view_without_quotes_says_why(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry fog")
        assert driver.app.reader.panes.browser.results.total
        await driver.press("2")
        assert "No quote matches. Press 1 for articles" in driver.text()


async def test_last_hit_of_a_search_is_reported(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("rebuild")
        await driver.press("enter", "n")
        assert "That was the last match." in driver.text()
        assert driver.article.highlights.hit == 0


async def test_search_is_refined_within_its_results(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry OR pier")
        await driver.press("backslash")
        assert "Within ferry OR pier" in driver.text()
        await driver.type("rebuild")
        assert "1 article" in driver.text()
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == "(ferry OR pier) rebuild"
        assert driver.app.reader.panes.list.length == 1
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == "ferry OR pier"


async def test_arrows_go_through_recent_searches(make_app, drive):
    async with drive(make_app()) as driver:
        for line in ("ferry", "pier"):
            await driver.press("s", "ctrl+u")
            await driver.type(line)
            await driver.press("enter")
        await driver.press("s", "ctrl+u")
        await driver.type("co")
        bar = driver.app.reader.query_one("#search")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await driver.press(key)
            seen.append(bar.input.value)
        assert seen == ["pier", "ferry", "ferry", "pier", "co"]


@pytest.mark.parametrize(
    ("typed", "tabs", "line"),
    [
        pytest.param("spea", 1, "speaker:", id="a field"),
        pytest.param("speaker:ber", 1, 'speaker:"Olaf Berg"', id="a speaker"),
        pytest.param('pier speaker:"olaf b', 1, 'pier speaker:"Olaf Berg"', id="a name begun"),
        pytest.param("source:h", 1, 'source:"Harbour Post"', id="a source"),
        pytest.param("source:ec", 1, 'source:"Valley Echo"', id="by its second word"),
        pytest.param("person:pel", 1, 'person:"Ana Pell"', id="a person"),
        pytest.param("place:tor", 1, "place:torpier", id="a place"),
        pytest.param("is:", 2, "is:read", id="the second of several"),
        pytest.param("-fer", 1, "-ferry", id="a word that is excluded"),
    ],
)
async def test_tab_completes_the_typed_word(make_app, drive, typed, tabs, line):
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("s")
        await driver.type(typed)
        await driver.press(*["tab"] * tabs)
        bar = driver.app.reader.query_one("#search")
        assert bar.input.value == line
        assert driver.app.focused is bar.input


async def test_the_name_under_the_cursor_is_searched_for(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_curly_bracket", "right_curly_bracket", "asterisk")
        assert driver.app.reader.panes.browser.line == 'person:"Ana Pell"'
        assert driver.app.focused.id == "list"


async def test_the_speaker_of_the_quote_is_searched_for(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", *["right_square_bracket"] * 2, "asterisk")
        assert driver.app.reader.panes.browser.line == 'speaker:"Olaf Berg"'


@pytest.mark.parametrize("view", ["1", "2", "3"])
async def test_no_article_is_shown_beside_a_list_without_results(make_app, drive, view):
    async with drive(make_app(), (140, 30)) as driver:
        await driver.press("j", view)
        await driver.search("zeppelin")
        await driver.press(view)
        assert driver.article.page is None
        assert "Berg" not in driver.text()
        await driver.press("l", "p", "x", "n", "y", "m", "right_square_bracket", "z", "escape", "1")
        assert driver.article.page is not None


async def test_article_that_is_read_stays_when_its_list_becomes_empty(make_app, drive):
    async with drive(make_app(), (140, 30)) as driver:
        await driver.press("m")
        await driver.search("is:starred")
        await driver.press("enter", "m")
        assert driver.article.page is not None


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("length", [1, 30], ids=["short", "long"])
@pytest.mark.parametrize(("said", "more"), [(2, ""), (3, "1 more"), (5, "3 more")])
async def test_row_of_an_article_says_how_many_matching_quotes_it_leaves_out(
    make_app, drive, width, length, said, more
):
    text = "\n\n".join(
        f"“The toll rises to {each} crowns{' a ferry' * length},” said Ana Pell."
        for each in range(said)
    )
    files = {"a.md": f"---\ntitle: Bridge\ndate: 2024-03-05\n---\n{text}\n"}
    async with drive(make_app(files), (width, 24)) as driver:
        await driver.search("speaker:pell said:toll")
        row = "\n".join(driver.lines()[2:7])
        assert row.count("Ana Pell") >= 2
        assert (more in row) if more else (" more" not in row)
