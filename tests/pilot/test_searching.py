"""Searching the archive, finding in an article, and opening at what was found."""

import pytest

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
async def test_find_counts_and_lights_the_same_places(reader, driven, text, words, places):
    async with driven(reader({"one.txt": text})) as on:
        await on.press("enter", "slash")
        await on.type(words)
        await on.press("enter")
        assert on.article.hits == places
        for number in range(1, places + 1):
            assert f"hit {number}/{places}" in on.text()
            span, _ = on.article.marks.hits.items[number - 1]
            assert len(span.cut(on.article.reading.text)) == len(words)
            await on.press("n")
        await on.press("N")
        assert f"hit {places}/{places}" in on.text()
        assert all(piece in on.text() for piece in ("<3%", "&") if piece in text)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("/ferry", "hit 1/2", id="find"),
        pytest.param("sfog", "1 article", id="search"),
        pytest.param("1sfog", "1 article", id="search, from another pane"),
        pytest.param("1l/ferry", "hit 1/2", id="find, there and back"),
    ],
)
async def test_what_is_typed_while_a_line_opens_goes_into_that_line(reader, driven, typed, told):
    async with driven(reader()) as on:
        await on.press("j", "enter")
        await on.rush(typed)
        assert told in on.text()


async def test_escape_ends_a_find_and_then_leaves_the_article(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "slash")
        await on.type("ferry")
        await on.press("enter")
        assert on.article.hits == 2
        await on.press("escape")
        assert on.article.hits == 0
        await on.press("escape")
        assert on.app.focused.id == "list"


async def test_a_search_shows_the_matching_text_and_how_it_was_understood(reader, driven):
    async with driven(reader()) as on:
        await on.press("s")
        await on.type("speaker:pell said:fog")
        assert "1 article" in on.text()
        await on.press("enter")
        assert "“It is always the fog,”" in on.text()
        assert "Ana Pell" in on.text()
        assert on.app.reader.browser.results.understood in on.lines()[0]


async def test_a_hit_opens_at_its_first_place_and_n_goes_on(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry")
        await on.press("enter")
        first = on.text()
        await on.press("n")
        assert "hit 1/" in first
        assert "hit 2/" in on.text()
        assert "ferry" in on.lit("bold") or on.article.marks.hit == 1


async def test_a_quote_that_was_searched_for_is_the_current_one(reader, driven):
    async with driven(reader()) as on:
        await on.search("said:fog")
        await on.press("enter")
        assert on.article.quote == 2


async def test_an_error_is_told_in_place_and_the_last_result_stays(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry")
        await on.press("s")
        await on.type(" ((")
        await on.press("enter")
        assert on.app.reader.browser.line == "ferry"
        assert "Ferry to Torpier" in on.text()
        assert on.app.reader.query_one("#search").display
        await on.press("escape")
        assert not on.app.reader.query_one("#search").display
        assert on.app.focused.id == "list"


async def test_escape_in_the_list_leaves_the_search(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry")
        assert "Council" not in on.text()
        await on.press("escape")
        assert "Council postpones" in on.text()


async def test_nothing_found_says_what_to_do(reader, driven):
    async with driven(reader()) as on:
        await on.search("speaker:pel said:zeppelin")
        assert "No article matches" in on.text()
        shown = " ".join(on.text().split())
        assert 'No speaker matches “pel”. Did you mean speaker:"Ana Pell"?' in shown
        assert "“zeppelin” does not occur in any quote." in shown


async def test_a_speaker_page_lists_quotes_by_date_and_opens_them(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "right_square_bracket", "right_square_bracket", "p")
        page = "\n".join(on.lines()[1:])
        assert "Olaf Berg" in on.lines()[0]
        assert page.index("2024-05-30") < page.index("2024-04-02")
        await on.press("enter")
        assert "Council postpones" in on.text()
        assert on.article.quote == 0


async def test_views_show_quotes_and_speakers(reader, driven):
    async with driven(reader()) as on:
        await on.press("2")
        assert "“We will rebuild,”" in on.text()
        await on.press("3")
        assert "Ana Pell" in on.text()
        assert "2 quotes in 1 article" in on.text()
        await on.press("enter")
        assert "“It is always the fog,”" in on.text()
        await on.press("escape", "1")
        assert "Council postpones" in on.text()


async def test_n_goes_from_quote_to_quote_where_quotes_were_searched(reader, driven):
    async with driven(reader()) as on:
        await on.search("speaker:pell")
        await on.press("enter")
        assert (on.article.quote, on.article.marks.hit) == (0, 0)
        await on.press("n")
        assert (on.article.quote, on.article.marks.hit) == (2, 1)
        assert "hit 2/2" in on.text()


async def test_n_goes_on_in_the_next_article_of_a_search_and_back(reader, driven):
    async with driven(reader()) as on:
        await on.search("torpier sort:date")
        await on.press("enter")
        first = on.article.reading.id
        await on.press(*"n" * on.article.hits)
        assert on.article.reading.id != first
        assert on.article.marks.hit == 0
        assert on.app.reader.list.cursor == 1
        await on.press("N")
        assert on.article.reading.id == first
        assert on.article.marks.hit == on.article.hits - 1


async def test_next_hit_of_no_search_says_how_to_search(reader, driven):
    async with driven(reader()) as on:
        await on.press("enter", "n")
        assert "Search first: s in the archive, / in what is shown" in on.text()


async def test_words_that_no_quote_has_together_are_told(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry fog")
        assert on.app.reader.browser.results.total
        await on.press("2")
        assert "No quote has all of this. 1 shows the articles" in on.text()


async def test_the_last_hit_of_a_search_is_told(reader, driven):
    async with driven(reader()) as on:
        await on.search("rebuild")
        await on.press("enter", "n")
        assert "That was the last hit." in on.text()
        assert on.article.marks.hit == 0


async def test_a_search_is_refined_within_what_was_found(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry OR pier")
        await on.press("backslash")
        assert "Within ferry OR pier" in on.text()
        await on.type("rebuild")
        assert "1 article" in on.text()
        await on.press("enter")
        assert on.app.reader.browser.line == "(ferry OR pier) rebuild"
        assert on.app.reader.list.length == 1
        await on.press("escape")
        assert on.app.reader.browser.line == "ferry OR pier"


async def test_searches_made_before_are_gone_through(reader, driven):
    async with driven(reader()) as on:
        for line in ("ferry", "pier"):
            await on.press("s", "ctrl+u")
            await on.type(line)
            await on.press("enter")
        await on.press("s", "ctrl+u")
        await on.type("co")
        bar = on.app.reader.query_one("#search")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await on.press(key)
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
async def test_tab_completes_what_is_typed(reader, driven, typed, tabs, line):
    async with driven(reader(), (120, 30)) as on:
        await on.press("s")
        await on.type(typed)
        await on.press(*["tab"] * tabs)
        bar = on.app.reader.query_one("#search")
        assert bar.input.value == line
        assert on.app.focused is bar.input


async def test_the_name_under_the_cursor_is_searched_for(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "right_curly_bracket", "right_curly_bracket", "asterisk")
        assert on.app.reader.browser.line == 'person:"Ana Pell"'
        assert on.app.focused.id == "list"


async def test_the_speaker_of_the_quote_is_searched_for(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", *["right_square_bracket"] * 2, "asterisk")
        assert on.app.reader.browser.line == 'speaker:"Olaf Berg"'
