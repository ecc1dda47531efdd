"""The views of the archive: articles, quotes, and what all lists have in common."""

import pytest

MANY = {
    f"{n:03}.txt": f" date 2024-01-{1 + n % 28:02} Report {n} of {'cod' if n % 7 == 3 else 'fog'}."
    for n in range(70)
}


# Articles


async def test_list_marks_unread_and_starred_articles(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("m", "j", "r")
        council, ferry = (
            next(line for line in driver.lines() if title in line) for title in ("Council", "Ferry")
        )
        assert "● ★ Council" in council
        assert "●" not in ferry


@pytest.mark.parametrize(
    ("presses", "first", "label"),
    [
        pytest.param(0, "Council postpones", "3 articles", id="newest"),
        pytest.param(1, "The fish market", "oldest first", id="oldest"),
        pytest.param(2, "Ferry to Torpier", "by outlet", id="outlet"),
        pytest.param(3, "Council postpones", "by headline", id="headline"),
        pytest.param(4, "Council postpones", "3 articles", id="round"),
    ],
)
async def test_articles_are_sorted_in_several_orders(make_app, drive, presses, first, label):
    async with drive(make_app()) as driver:
        await driver.press(*["d"] * presses)
        assert first in driver.lines()[1]
        assert label in driver.lines()[0]


async def test_hits_are_sorted_in_several_orders(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("torpier")
        await driver.press("d", "d")
        assert "The fish market" in driver.lines()[2]
        assert "oldest first" in driver.lines()[1]


async def test_order_is_kept_in_every_list_that_has_it(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("d", "2")
        assert "oldest first" in driver.lines()[0]
        await driver.press("3")
        assert "first" not in driver.lines()[0]
        await driver.search("torpier")
        await driver.press("1")
        assert "oldest first" in driver.lines()[1]


async def test_first_article_of_a_filtered_list_is_shown_beside_it(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("f", "slash")
        await driver.type("harbour post")
        await driver.press("enter")
        assert driver.article.page.title == "Ferry to Torpier is late again"


async def test_no_search_has_no_filters(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("5", "f")
        assert "No search is listed. 1 lists the articles." in driver.lines()[-1]
        assert driver.app.focused is driver.app.reader.panes.list


async def test_facets_have_counts_and_filter_the_list(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f")
        facets = driver.app.reader.panes.facets
        values = [facets.row_at(n) for n in range(facets.length)]
        assert ("source", "Harbour Post", 1) in [(v.field, v.value, v.count) for v in values]
        assert ("place", "Torpier", 3) in [(v.field, v.value, v.count) for v in values]
        row = next(n for n, v in enumerate(values) if v.value == "2024-05")
        assert "May 2024" in driver.text()
        facets.go_to(row)
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == "date:2024-05"
        assert driver.app.focused.id == "list"
        assert driver.app.reader.panes.list.length == 1


async def test_facets_follow_the_search(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.search("ferry")
        facets = driver.app.reader.panes.facets
        assert "Valley Echo" not in [facets.row_at(n).value for n in range(facets.length)]
        assert "Harbour Post" in [facets.row_at(n).value for n in range(facets.length)]


async def test_facets_shown_by_a_wider_screen_are_those_of_the_search(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        assert "Valley Echo" in driver.text()
        await driver.resize(120, 40)
        await driver.search("ferry")
        await driver.resize(160, 40)
        facets = driver.app.reader.panes.facets
        assert "Valley Echo" not in [facets.row_at(n).value for n in range(facets.length)]


async def test_typing_after_slash_filters_the_facets(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("f", "slash")
        await driver.type("valley")
        facets = driver.app.reader.panes.facets
        values = [facets.row_at(n).value for n in range(facets.length)]
        assert values == [None, "Valley Echo"]
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == 'source:="Valley Echo"'


async def test_no_message_covers_a_dialog_or_the_search_bar(make_app, drive):
    async with drive(make_app()) as driver:
        for key in ("i", "s"):
            driver.app.notify("Copied")
            await driver.settle()
            assert driver.app.screen.query("Toast")
            await driver.press(key)
            assert not driver.app.screen.query("Toast")
            await driver.press("escape")


async def test_back_undoes_a_filter(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.search("torpier")
        await driver.press("j", "f", "down", "down", "down")
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line.startswith("torpier ")
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == "torpier"
        assert driver.app.reader.panes.list.cursor == 1
        await driver.press("escape")
        assert driver.app.reader.panes.browser.results is None


async def test_facets_can_be_focused_at_every_width(make_app, drive):
    async with drive(make_app()) as driver:
        for size in ((80, 24), (120, 40), (160, 48)):
            await driver.resize(*size)
            await driver.press("f")
            assert driver.app.focused.id == "facets"
            assert "Harbour Post" in driver.text()
            await driver.press("escape")
            assert driver.app.focused.id == "list"


# Quotes


async def test_quotes_are_grouped_by_date_or_by_speaker(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("2")
        by_date = driver.text()
        assert by_date.index("May 2024") < by_date.index("“We will rebuild,”")
        assert by_date.index("April 2024") < by_date.index("“Nobody told us,”")
        await driver.press("d", "d")
        by_speaker = [line.strip(" ▎") for line in driver.lines()]
        assert by_speaker.count("Ana Pell") == by_speaker.count("Olaf Berg") == 1
        assert by_speaker.index("Ana Pell") < by_speaker.index("Olaf Berg")
        assert "by speaker" in driver.lines()[0]


async def test_quotes_are_those_of_the_query(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("speaker:berg")
        await driver.press("2")
        assert "“We will rebuild,”" in driver.text()
        assert "Ana Pell" not in driver.text()
        assert "2 quotes" in driver.lines()[0]


# Finding in lists


async def test_find_finds_rows_that_are_not_loaded(make_app, drive):
    async with drive(make_app(MANY)) as driver:
        await driver.press("slash")
        await driver.type("of cod")
        assert "match 1/10" in driver.text()
        assert "of cod" in driver.app.reader.panes.list.row.title
        await driver.press("enter", "N")
        assert "match 10/10" in driver.text()
        assert driver.app.reader.panes.list.cursor >= 60
        await driver.press("n")
        assert "match 1/10" in driver.text()


async def test_escape_ends_a_find_in_the_list(make_app, drive):
    async with drive(make_app(MANY)) as driver:
        await driver.press("slash")
        await driver.type("cod")
        await driver.press("enter", "escape")
        assert driver.app.reader.panes.list.finding.words == ""
        assert "match" not in driver.lines()[-1]


# Zen


async def test_zen_hides_and_shows_the_lists(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("enter", "z")
        shown = [
            n
            for n in ("browser", "article", "context")
            if driver.app.screen.query_one(f"#{n}").display
        ]
        assert shown == ["article"]
        await driver.press("z")
        assert driver.app.screen.query_one("#browser").display


async def test_brackets_show_as_typed_in_every_view(make_app, drive):
    odd = (
        "---\ntitle: Council [/ says [link=x]no[/]\ndate: 2024-07-07\nsource: Post [/x]\n---\n"
        + ("“We were [sic] ready,” said Ana Pell [laughter].")
    )
    async with drive(make_app({"odd.md": odd}), (160, 40)) as driver:
        await driver.press("f")
        assert "Post [/x]" in driver.text()
        await driver.press("escape", "2", "d", "d")
        assert "“We were [sic] ready,”" in driver.text()
        await driver.search("ready")
        await driver.press("S")
        await driver.type("My [/b] search")
        await driver.press("enter")
        assert "Saved as My [/b] search" in driver.text()
        await driver.press("5")
        assert "My [/b] search" in driver.lines()[1]
        await driver.press("3", "enter")
        assert "Post [/x] (1 article)" in driver.text()
        await driver.press("escape", "1", "slash")
        await driver.type("[/ says")
        assert "match 1/1" in driver.text()
        await driver.press("enter", "s")
        await driver.type(" source:po")
        assert 'source:"Post [/x]"' in driver.text()


async def test_end_of_an_uncounted_list_is_reached_after_a_mark(make_app, drive):
    async with drive(make_app()) as driver:
        rows = list(driver.app.archive.articles()) * 100
        listed = driver.app.reader.panes.list
        listed.show(lambda offset, limit: rows[offset : offset + limit], None)
        await driver.settle()
        await driver.press("m", *["G"] * 8)
        assert listed.cursor == len(rows) - 1


async def test_click_on_a_tab_opens_its_view(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.pilot.click("#head", offset=(16, 0))
        await driver.settle()
        assert driver.app.reader.panes.browser.view == "quotes"


async def test_tabs_are_short_in_a_narrow_terminal(make_app, drive):
    async with drive(make_app(), (50, 20)) as driver:
        await driver.press("2")
        assert driver.lines()[0].startswith(" 1  2 Quotes  3  4  5 ")


async def test_article_alone_is_in_the_middle_of_a_wide_terminal(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        beside = driver.article.article_layout.indent
        await driver.press("z")
        assert driver.article.article_layout.indent > beside + 20
