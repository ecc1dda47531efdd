"""The views of the archive: what they list, how they are narrowed, and how one comes back."""

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord

MANY = {
    f"{n:03}.txt": f" date 2024-01-{1 + n % 28:02} Report {n} of {'cod' if n % 7 == 3 else 'fog'}."
    for n in range(70)
}


# Articles


async def test_articles_say_which_are_unread_and_which_are_starred(reader, driven):
    async with driven(reader()) as on:
        await on.press("m", "j", "r")
        council, ferry = (
            next(line for line in on.lines() if title in line) for title in ("Council", "Ferry")
        )
        assert "● ★ Council" in council
        assert "●" not in ferry


@pytest.mark.parametrize(
    ("presses", "first", "told"),
    [
        pytest.param(0, "Council postpones", "3 articles", id="newest"),
        pytest.param(1, "The fish market", "oldest first", id="oldest"),
        pytest.param(2, "Ferry to Torpier", "by source", id="source"),
        pytest.param(3, "Council postpones", "by headline", id="headline"),
        pytest.param(4, "Council postpones", "3 articles", id="round"),
    ],
)
async def test_articles_are_listed_in_several_orders(reader, driven, presses, first, told):
    async with driven(reader()) as on:
        await on.press(*["d"] * presses)
        assert first in on.lines()[1]
        assert told in on.lines()[0]


async def test_hits_are_listed_in_several_orders(reader, driven):
    async with driven(reader()) as on:
        await on.search("torpier")
        await on.press("d", "d")
        assert "The fish market" in on.lines()[1]
        assert "oldest first" in on.lines()[0]


async def test_facets_have_counts_and_narrow_the_list(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.press("f")
        facets = on.app.reader.narrowings
        values = [facets.row_at(n) for n in range(facets.length)]
        assert ("source", "Harbour Post", 1) in [(v.field, v.value, v.count) for v in values]
        assert ("place", "Torpier", 3) in [(v.field, v.value, v.count) for v in values]
        row = next(n for n, v in enumerate(values) if v.value == "2024-05")
        assert "May 2024" in on.text()
        facets.go_to(row)
        await on.press("enter")
        assert on.app.reader.browser.line == "date:2024-05"
        assert on.app.focused.id == "list"
        assert on.app.reader.list.length == 1


async def test_facets_follow_the_search(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.search("ferry")
        facets = on.app.reader.narrowings
        assert "Valley Echo" not in [facets.row_at(n).value for n in range(facets.length)]
        assert "Harbour Post" in [facets.row_at(n).value for n in range(facets.length)]


async def test_facets_that_a_wider_screen_brings_into_view_are_those_of_the_search(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        assert "Valley Echo" in on.text()
        await on.resize(120, 40)
        await on.search("ferry")
        await on.resize(160, 40)
        facets = on.app.reader.narrowings
        assert "Valley Echo" not in [facets.row_at(n).value for n in range(facets.length)]


async def test_words_are_not_looked_for_among_the_facets(reader, driven):
    async with driven(reader()) as on:
        await on.press("f", "slash")
        assert on.app.focused.id == "facets"
        assert "There is nothing to find words in here." in on.text()


async def test_no_notice_lies_over_a_box_or_the_search_line(reader, driven):
    async with driven(reader()) as on:
        for key in ("i", "s"):
            await on.press("m")
            assert on.app.screen.query("Toast")
            await on.press(key)
            assert not on.app.screen.query("Toast")
            await on.press("escape")


async def test_back_leads_to_what_was_listed_before_it_was_narrowed(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.search("torpier")
        await on.press("j", "f", "j", "j", "j")
        await on.press("enter")
        assert on.app.reader.browser.line.startswith("torpier ")
        await on.press("escape")
        assert on.app.reader.browser.line == "torpier"
        assert on.app.reader.list.cursor == 1
        await on.press("escape")
        assert on.app.reader.browser.results is None


async def test_facets_are_reached_in_every_width(reader, driven):
    async with driven(reader()) as on:
        for size in ((80, 24), (120, 40), (160, 48)):
            await on.resize(*size)
            await on.press("f")
            assert on.app.focused.id == "facets"
            assert "Harbour Post" in on.text()
            await on.press("escape")
            assert on.app.focused.id == "list"


# Quotes


async def test_quotes_are_grouped_by_date_or_by_speaker(reader, driven):
    async with driven(reader()) as on:
        await on.press("2")
        by_date = on.text()
        assert by_date.index("May 2024") < by_date.index("“We will rebuild,”")
        assert by_date.index("April 2024") < by_date.index("“Nobody told us,”")
        await on.press("d", "d")
        by_speaker = [line.strip(" ▎") for line in on.lines()]
        assert by_speaker.count("Ana Pell") == by_speaker.count("Olaf Berg") == 1
        assert by_speaker.index("Ana Pell") < by_speaker.index("Olaf Berg")
        assert "by speaker" in on.lines()[0]


async def test_quotes_are_those_of_the_query(reader, driven):
    async with driven(reader()) as on:
        await on.search("speaker:berg")
        await on.press("2")
        assert "“We will rebuild,”" in on.text()
        assert "Ana Pell" not in on.text()
        assert "2 quotes" in on.lines()[0]


# Speakers


async def test_speakers_are_searched_as_one_types(reader, driven):
    async with driven(reader()) as on:
        await on.press("3", "slash", "b")
        assert "Olaf Berg" in on.text()
        assert "Ana Pell" not in on.text()
        await on.press("enter", "enter")
        assert "“We will rebuild,”" in on.text()


async def test_escape_lists_all_speakers_again(reader, driven):
    async with driven(reader()) as on:
        await on.press("3", "slash", "b", "enter", "escape")
        assert "Ana Pell" in on.text()
        assert on.app.reader.browser.view == "speakers"


async def test_speakers_have_counts_dates_and_months(reader, driven):
    async with driven(reader()) as on:
        await on.press("3")
        name = next(n for n, line in enumerate(on.lines()) if "Olaf Berg" in line)
        assert "██" in on.lines()[name]
        assert "2 quotes in 2 articles" in on.lines()[name + 1]
        assert "2024-04-02 – 2024-05-30" in on.lines()[name + 1]


async def test_a_speaker_page_says_who_that_is(reader, driven):
    async with driven(reader(), (100, 30)) as on:
        await on.press("3", "j", "enter")
        assert "Olaf Berg" in on.lines()[0]
        assert "2024-04 ██ 2024-05" in on.text()
        assert "Harbour Post 1 · Valley Echo 1" in on.text()
        assert "with        Ana Pell 1" in on.text()


async def test_a_speaker_page_says_which_names_are_folded_and_why(driven, tmp_path):
    text = " date 2024-02-02 “No,” [Ana Pell] said. “So,” [Tim Falk] said. “Yes,” [Pell] said."
    (tmp_path / "a.txt").write_text(text)
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        assert [done.status for done in archive.add([tmp_path / "a.txt"])] == ["added"]
        (alias,) = archive.speakers.get("Pell").aliases
        async with driven(OnRecord(archive, tmp_path / "archive"), (100, 30)) as on:
            await on.press("3", "enter")
            assert "Ana Pell" in on.lines()[0]
            assert f"also        Pell — {alias.reason}" in on.text()


async def test_words_are_found_on_a_speaker_page(reader, driven):
    async with driven(reader()) as on:
        await on.press("3", "enter", "slash")
        await on.type("fog")
        await on.press("enter")
        assert "hit 1/1" in on.text()


# The timeline


async def test_the_timeline_has_a_row_for_each_speaker_and_opens_cells(reader, driven):
    async with driven(reader()) as on:
        await on.press("4")
        rows = {line[:18].strip(): line for line in on.lines()}
        assert rows["Ana Pell"].split()[-3:] == ["2", "·", "2"]
        assert rows["Olaf Berg"].split()[-3:] == ["1", "1", "2"]
        await on.press("j", "h")
        assert "Ana Pell · April 2024 · 2 quotes" in on.lines()[-1]
        await on.press("enter")
        assert on.app.screen is on.app.reader
        assert on.app.reader.browser.view == "quotes"
        assert on.app.reader.browser.line == 'speaker:"Ana Pell" date:2024-04'
        assert "2 quotes" in on.lines()[0]


async def test_the_timeline_counts_articles_and_other_periods(reader, driven):
    async with driven(reader()) as on:
        await on.press("4", "D")
        assert "articles a month" in on.lines()[0]
        await on.press("d", "k", "g")
        assert "articles a year" in on.lines()[0]
        assert "All · 2024 · 3 articles" in on.lines()[-1]
        await on.press("enter")
        assert on.app.reader.browser.line == "date:2024"
        assert on.app.reader.list.length == 3


async def test_the_timeline_is_of_the_search_in_force(reader, driven):
    async with driven(reader()) as on:
        await on.search("speaker:berg")
        await on.press("4")
        assert "Olaf Berg" in on.text()
        assert "Ana Pell" not in on.text()
        await on.press("escape")
        assert on.app.reader.browser.line == "speaker:berg"


async def test_an_empty_cell_opens_nothing(reader, driven):
    async with driven(reader()) as on:
        await on.press("4", "j", "G", "enter")
        assert on.app.screen is not on.app.reader


@pytest.mark.parametrize("key", ["1", "2", "3", "5", "s"])
async def test_other_views_are_reached_from_the_timeline(reader, driven, key):
    async with driven(reader()) as on:
        await on.press("4", key)
        assert on.app.screen is on.app.reader


async def test_a_timeline_of_nothing_says_so(reader, driven):
    async with driven(reader({})) as on:
        await on.press("4")
        assert "No quote with a date was found. D counts articles." in on.text()


# Searches


async def test_a_search_is_saved_under_a_name_and_says_what_is_new(reader, driven, tmp_path):
    async with driven(reader()) as on:
        await on.search("ferry")
        await on.press("S")
        await on.type("Boats")
        await on.press("enter", "escape", "5")
        assert "Boats" in on.lines()[1]
        assert "1 article" in on.lines()[2]
        (tmp_path / "new.txt").write_text(" date 2024-09-01 The ferry sank.")
        assert [done.status for done in on.app.reader.archive.add([tmp_path / "new.txt"])]
        await on.press("1", "5")
        assert "1 new" in on.lines()[1]
        await on.press("enter")
        assert on.app.reader.browser.line == "ferry"
        assert "The ferry sank" in on.text()
        await on.press("5")
        assert "new" not in on.lines()[1]


async def test_a_search_without_a_name_is_forgotten(reader, driven):
    async with driven(reader()) as on:
        await on.search("ferry")
        await on.press("5", "S", "enter")
        assert "Nothing was searched for yet" in on.text()


async def test_saving_without_a_search_says_what_to_do(reader, driven):
    async with driven(reader()) as on:
        await on.press("S")
        assert "Search for something first" in on.text()


# Finding in lists


async def test_words_are_found_in_rows_that_were_not_fetched(reader, driven):
    async with driven(reader(MANY)) as on:
        await on.press("slash")
        await on.type("of cod")
        assert "hit 1/10" in on.text()
        assert "of cod" in on.app.reader.list.row.title
        await on.press("enter", "N")
        assert "hit 10/10" in on.text()
        assert on.app.reader.list.cursor >= 60
        await on.press("n")
        assert "hit 1/10" in on.text()


async def test_escape_ends_a_find_in_the_list(reader, driven):
    async with driven(reader(MANY)) as on:
        await on.press("slash")
        await on.type("cod")
        await on.press("enter", "escape")
        assert on.app.reader.list.finding.words == ""
        assert "hit" not in on.lines()[-1]


# The page alone


async def test_the_page_is_shown_alone_and_with_the_lists_again(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.press("enter", "z")
        shown = [
            n for n in ("browser", "article", "context") if on.app.screen.query_one(f"#{n}").display
        ]
        assert shown == ["article"]
        await on.press("z")
        assert on.app.screen.query_one("#browser").display


async def test_brackets_show_as_typed_in_every_view(reader, driven):
    odd = (
        "---\ntitle: Council [/ says [link=x]no[/]\ndate: 2024-07-07\nsource: Post [/x]\n---\n"
        + ("“We were [sic] ready,” said Ana Pell [laughter].")
    )
    async with driven(reader({"odd.md": odd}), (160, 40)) as on:
        await on.press("f")
        assert "Post [/x]" in on.text()
        await on.press("escape", "2", "d", "d")
        assert "“We were [sic] ready,”" in on.text()
        await on.search("laughter")
        await on.press("S")
        await on.type("My [/b] search")
        await on.press("enter")
        assert "Saved as My [/b] search" in on.text()
        await on.press("5")
        assert "My [/b] search" in on.lines()[1]
        await on.press("3", "enter")
        assert "Post [/x] 1" in on.text()
        await on.press("escape", "1", "slash")
        await on.type("[/ says")
        assert "hit 1/1" in on.text()
        await on.press("enter", "s")
        await on.type(" source:po")
        assert 'source:"Post [/x]"' in on.text()


async def test_rows_that_have_not_been_counted_are_reached_after_a_mark(reader, driven):
    async with driven(reader()) as on:
        rows = list(on.app.reader.archive.articles()) * 100
        listed = on.app.reader.list
        listed.show(lambda offset, limit: rows[offset : offset + limit], None)
        await on.settle()
        await on.press("m", *["G"] * 8)
        assert listed.cursor == len(rows) - 1
