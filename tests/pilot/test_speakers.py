"""The list of speakers, the page of a speaker, and the review of doubtful ones."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord


async def test_speakers_follow_the_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("said:fog")
        await driver.press("3")
        assert "1 speaker" in driver.lines()[0]
        assert "said:fog" in driver.lines()[1]
        assert driver.app.reader.panes.list.row.name == "Ana Pell"
        assert driver.app.reader.panes.list.row.quotes == 1


async def test_speakers_are_sorted_by_name_and_date(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3")
        labels = []
        for _ in range(4):
            await driver.press("d")
            labels.append(driver.lines()[0].split("7 Compare")[1].split("·")[0].strip())
        assert labels == ["by name", "by first quote", "last quoted first", "2 speakers"]


async def test_selected_speaker_is_shown_beside_the_list(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "j")
        assert "“We will rebuild,”" in driver.text()
        assert "quoted in" in driver.text()
        assert "¶" not in driver.lines()[-1]
        await driver.press("1")
        assert "quoted in" not in driver.text()


@pytest.mark.parametrize(("width", "lines"), [(99, 5), (100, 3), (160, 3)])
async def test_quotes_of_a_speaker_take_fewer_lines_on_a_wide_screen(make_app, drive, width, lines):
    words = ["It rains", "It pours", "It is over"]
    text = "Rain\n\n" + "\n\n".join(f"“{each},” said Ana Pell on Monday." for each in words)
    async with drive(make_app({"a.txt": text}), (width, 40)) as driver:
        await driver.press("2", "p")
        found = [number for number, line in enumerate(driver.lines()) for each in words
                 if f"“{each},”" in line]  # fmt: skip
        assert found == [found[0] + lines * number for number in range(3)]
        await driver.press("j")
        await driver.resize(199 - width, 40)
        assert "“It pours,”" in driver.text()
        assert driver.app.screen.selection().quote.text == "“It pours,”"


async def test_doubtful_quotes_are_reviewed_one_by_one(make_app, drive):
    articles = {"a.txt": "Rain\n\n“It rains,” he said.\n\n“It pours,” said Ana Pell."}
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P")
        assert "1 quote left to check" in driver.lines()[0]
        assert "= confirm · ! correct · x why" in driver.lines()[-1]
        await driver.press("x")
        assert "Confidence 0." in driver.text()
        await driver.press("escape", "equals_sign")
        assert "No quote is left to check." in driver.text()
        await driver.press("u")
        assert "1 quote left to check" in driver.lines()[0]
        await driver.press("escape", "2")
        assert "doubtful" not in driver.lines()[0]


@pytest.mark.parametrize("number", [pytest.param(0, id="first"), pytest.param(1, id="middle"),
                                    pytest.param(2, id="last")])  # fmt: skip
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(["equals_sign"], id="confirmed"),
        pytest.param(["exclamation_mark", *"Pell", "enter"], id="corrected"),
        pytest.param(["exclamation_mark", *"quote", "enter"], id="not a quote"),
    ],
)
@pytest.mark.parametrize("moved", [pytest.param([], id="at once"), pytest.param(["k"], id="moved")])
async def test_undo_in_the_review_selects_the_restored_quote(
    make_app, drive, number, change, moved
):
    articles = {f"{word}.txt": f"{word}\n\n“It {word},” he said." for word in ("rains", "ices")}
    articles["c.txt"] = "Pell\n\n“It pours,” he said.\n\n“No,” said Ana Pell."
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P", *["j"] * number)
        selected = driver.app.reader.panes.list.row
        await driver.press(*change)
        assert driver.app.reader.panes.list.row.text != selected.text
        await driver.press(*moved, "u")
        assert driver.app.reader.panes.list.row == selected


async def test_undo_of_two_corrections_selects_one_restored_quote_after_the_other(make_app, drive):
    articles = {f"{word}.txt": f"{word}\n\n“It {word},” he said." for word in ("rains", "ices")}
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P")
        first, second = (
            driver.app.reader.panes.list.row_at(0),
            driver.app.reader.panes.list.row_at(1),
        )
        await driver.press("equals_sign", "equals_sign", "u")
        assert driver.app.reader.panes.list.row == second
        await driver.press("u")
        assert driver.app.reader.panes.list.row == first


async def test_undo_of_a_deletion_selects_the_restored_article(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j")
        selected = driver.app.reader.panes.list.row.id
        await driver.press("D", "enter")
        assert driver.app.reader.panes.list.row.id != selected
        await driver.press("u")
        assert driver.app.reader.panes.list.row.id == selected


async def test_undo_leaves_the_cursor_of_a_list_without_the_restored_row(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2", "exclamation_mark", *"Pell", "enter", "1", "j")
        selected = driver.app.reader.panes.list.row.id
        await driver.press("u")
        assert driver.app.reader.panes.list.row.id == selected


async def test_search_is_deleted_by_its_own_key_and_restored(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.search("fog")
        await driver.press("S", *"Fog", "enter", "5", "D")
        assert "Delete the search “Fog”?" in driver.text()
        await driver.press("enter")
        assert app.archive.searches.count() == 0
        await driver.press("u")
        assert [each.name for each in app.archive.searches.page()] == ["Fog"]


async def test_several_articles_are_deleted_at_once(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("V", "j", "D")
        assert "Delete 2 articles?" in driver.text()
        await driver.press("enter")
        assert app.archive.count() == 1
        await driver.press("u")
        assert app.archive.count() == 3


async def test_review_keeps_its_order_and_says_it(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("P")
        assert "by doubt" in driver.lines()[0]
        await driver.press("d")
        assert "This list has only one sort order." in driver.lines()[-1]
        await driver.press("escape", "2")
        assert "first" not in driver.lines()[0]


async def test_outlets_of_a_speaker_count_articles_without_one(make_app, drive):
    articles = {
        "a.md": "---\ntitle: Fog\nsource: Echo\n---\n“Oh,” said Ana Pell.\n",
        "b.md": "---\ntitle: Ice\n---\n“No,” said Ana Pell.\n",
    }
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("3")
        assert "quoted in:    Echo (1 article) · no outlet (1)" in driver.text()


async def test_footer_names_the_keys_for_speakers_and_for_searches(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3")
        assert "a merge names" in driver.lines()[-1]
        assert "star" not in driver.lines()[-1]
        await driver.press("5")
        assert "S save · D delete" in driver.lines()[-1]
        await driver.press("1")
        assert "m star" in driver.lines()[-1]


async def test_quote_on_the_page_of_a_speaker_is_explained(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2", "p", "x")
        assert "introduced by “said”" in driver.text()
        await driver.press("escape")
        assert "described as" in driver.text() or "quoted in" in driver.text()


async def test_all_speakers_are_selected_and_exported(drive, tmp_path):
    """Those too that the list has not loaded yet."""
    names = [f"Ana {letter}{vowel}ll" for letter in "BCDFGHJKLMNPRS" for vowel in "aeiou"]
    (tmp_path / "a.txt").write_text(" ".join(f"“It rains.” [{name}]" for name in names))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
        async with drive(OnRecord(archive, tmp_path / "archive"), (120, 20)) as driver:
            await driver.press("3", "asterisk")
            assert "70 selected" in driver.text()
            await driver.press("w", "ctrl+u")
            await driver.type(str(tmp_path / "all.csv"))
            await driver.press("enter")
            assert "70 speakers exported to" in " ".join(driver.text().split())
    rows = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == sorted(names)


async def test_speakers_are_filtered_while_typing(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "slash", "b")
        assert "Olaf Berg" in driver.text()
        assert "Ana Pell" not in driver.text()
        await driver.press("enter", "enter")
        assert "“We will rebuild,”" in driver.text()


async def test_escape_lists_all_speakers_again(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "slash", "b", "enter", "escape")
        assert "Ana Pell" in driver.text()
        assert driver.app.reader.panes.browser.view == "speakers"


async def test_speakers_have_counts_dates_and_months(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3")
        name = next(n for n, line in enumerate(driver.lines()) if "Olaf Berg" in line)
        assert "██" in driver.lines()[name]
        assert "2 quotes in 2 articles" in driver.lines()[name + 1]
        assert "2024-04-02 – 2024-05-30" in driver.lines()[name + 1]


async def test_speaker_screen_shows_a_summary(make_app, drive):
    async with drive(make_app(), (100, 30)) as driver:
        await driver.press("3", "j", "enter")
        assert "Olaf Berg" in driver.lines()[0]
        assert "2024-04 ██ 2024-05" in driver.text()
        assert "Harbour Post (1 article) · Valley Echo (1)" in driver.text()
        assert "quoted with:  Ana Pell (1" in driver.text()


async def test_speaker_screen_shows_merged_names_and_why(drive, tmp_path):
    text = " date 2024-02-02 “No,” [Ana Pell] said. “So,” [Tim Falk] said. “Yes,” [Pell] said."
    (tmp_path / "a.txt").write_text(text)
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        assert [done.status for done in archive.add([tmp_path / "a.txt"])] == ["added"]
        (alias,) = archive.speakers.get("Pell").aliases
        async with drive(OnRecord(archive, tmp_path / "archive"), (100, 30)) as driver:
            await driver.press("3", "enter")
            assert "Ana Pell" in driver.lines()[0]
            assert f"also named:   Pell — {alias.reason}" in driver.text()


async def test_find_works_on_the_speaker_screen(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "enter", "slash")
        await driver.type("fog")
        await driver.press("enter")
        assert "match 1/1" in driver.text()


async def test_speaker_page_shows_the_name_in_a_narrow_terminal(make_app, drive):
    async with drive(make_app(), (50, 15)) as driver:
        await driver.press("3", "enter")
        assert driver.lines()[0].startswith(" Ana Pell")


OUTLETS = ("Harbour Post of the Northern Sound", "Echo", "Wire", "Kelmark Courier", "")


def in_outlets(text: str) -> dict[str, str]:
    """Return an article with a text in each outlet, and one more in the first outlet."""
    return {
        f"{number}.md": f"---\ntitle: Fog {number}\ndate: 2024-0{number}-02\nsource: {outlet}"
        f"\n---\n{text.format(number)}\n"
        for number, outlet in enumerate((*OUTLETS, OUTLETS[0]), 1)
    }  # fmt: skip


@pytest.mark.parametrize("keys", [["3"], ["3", "enter"]], ids=["beside the list", "page"])
async def test_outlets_that_do_not_fit_are_counted(make_app, drive, keys):
    """In every width, the names shown and those counted as more are all of them."""
    async with drive(make_app(in_outlets("“Oh {},” said Ana Pell.")), (120, 30)) as driver:
        await driver.press(*keys)
        for width in range(120 if len(keys) == 1 else 50, 200, 7):
            await driver.resize(width, 30)
            line = next(line for line in driver.lines() if "quoted in:" in line)
            names = line.partition("quoted in:")[2].partition(" │")[0].strip().split(" · ")
            more = int(names.pop().removesuffix(" more")) if names[-1].endswith("more") else 0
            assert len(names) + more == len(OUTLETS), line
            assert names[0].endswith("(2 articles)"), line


async def test_people_quoted_with_a_speaker_that_do_not_fit_have_a_sign(drive, tmp_path):
    names = ["Ana Pell", *(f"Tim {letter}alk" for letter in "BCDFGHKLMS")]
    (tmp_path / "a.txt").write_text(" ".join(f"“It rains.” [{name}]" for name in names))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
        async with drive(OnRecord(archive, tmp_path / "archive"), (80, 24)) as driver:
            await driver.press("2", "p")
            for width in (80, 300):
                await driver.resize(width, 24)
                (line,) = (line for line in driver.lines() if "quoted with:" in line)
                assert line.rstrip().endswith(" · …")


@pytest.mark.parametrize("size", [(80, 24), (50, 15)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("query", ["", "oh"])
async def test_page_of_a_speaker_has_the_counts_in_a_narrow_terminal(make_app, drive, size, query):
    async with drive(make_app(in_outlets("“Oh {},” said Ana Pell.")), size) as driver:
        await driver.press(*(["s", *query, "enter", "2"] if query else ["2"]), "p")
        assert "6 quotes in 6 articles" in driver.lines()[0]


async def test_what_the_top_line_leaves_out_has_a_sign(make_app, drive):
    async with drive(make_app(in_outlets("“Oh {},” said Ana Pell.")), (120, 24)) as driver:
        await driver.press("2", "p")
        assert "2024-01-02 – 2024-06-02 · 6 quotes" in driver.lines()[0]
        await driver.resize(50, 15)
        assert " … · 6 quotes in 6 articles" in driver.lines()[0]


def dates(driver) -> list[str]:
    """Return the dates of the quotes in view, from the top."""
    found = (line.lstrip("▎ ").partition(" · ")[0] for line in driver.lines())
    return [text for text in found if text.startswith("2024-")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids="{0[0]}x{0[1]}".format)
async def test_quotes_of_a_speaker_are_sorted_by_date_either_way(make_app, drive, size):
    async with drive(make_app(in_outlets("“Oh {},” said Ana Pell.")), size) as driver:
        await driver.press("2", "p")
        newest_first = dates(driver)
        assert newest_first == sorted(newest_first, reverse=True)
        await driver.press("j", "d")
        assert "oldest first" in driver.lines()[0]
        assert dates(driver) == sorted(dates(driver))
        assert driver.app.screen.selection().entry.title == "Fog 1"
        await driver.press("G")
        assert driver.app.screen.selection().entry.title == "Fog 6"
        await driver.press("d")
        assert "oldest first" not in driver.lines()[0]
        assert dates(driver) == newest_first


async def test_quotes_of_one_article_are_oldest_first_in_the_order_of_its_text(make_app, drive):
    text = " ".join(f"“It is {word},” said Ana Pell." for word in ("late", "later", "the end"))
    async with drive(make_app({"a.txt": text}), (80, 24)) as driver:
        await driver.press("2", "p", "d")
        assert driver.app.screen.selection().quote.text == "“It is late,”"
        await driver.press("G")
        assert driver.app.screen.selection().quote.text == "“It is the end,”"


async def test_page_of_a_speaker_is_sorted_as_before_when_an_article_is_left(make_app, drive):
    async with drive(make_app(in_outlets("“Oh {},” said Ana Pell.")), (120, 40)) as driver:
        await driver.press("2", "p", "d", "j", "enter")
        assert "Fog 2" in driver.text()
        await driver.press("escape")
        assert "oldest first" in driver.lines()[0]
        assert driver.app.screen.selection().entry.title == "Fog 2"


def selected_line(driver) -> str:
    """Return the first line of the row with the cursor; empty if it is out of view."""
    lines = driver.lines()
    return next((line for line in lines if line.startswith("▎")), "")


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("height", [15, 24, 40])
@pytest.mark.parametrize("change", [["exclamation_mark", *"Zed", "enter", "enter"],
                                    ["exclamation_mark", *"not a", "enter"]],
                         ids=["corrected", "not a quote"])  # fmt: skip
async def test_undo_on_the_page_of_a_speaker_selects_the_restored_quote(
    make_app, drive, number, height, change
):
    articles = in_outlets("“Oh {},” said Ana Pell.")
    async with drive(make_app(articles), (80, height)) as driver:
        await driver.press("2", "p", *["j"] * number)
        quote = driver.app.screen.selection().quote
        await driver.press(*change)
        assert driver.app.screen.selection().quote != quote
        await driver.press("u")
        assert driver.app.screen.selection().quote == quote
        assert quote.entry.date.isoformat() in selected_line(driver)


@pytest.mark.parametrize("height", range(9, 40, 5))
async def test_restored_quote_of_the_review_is_in_view(make_app, drive, height):
    articles = {f"{n}.txt": f"Fog {n}\n\n“It is {n},” he said." for n in range(7)}
    async with drive(make_app(articles), (80, height)) as driver:
        await driver.press("P", "G")
        last = driver.app.reader.panes.list.row
        await driver.press("equals_sign", "u")
        assert driver.app.reader.panes.list.row == last
        assert f"▎  {last.text}" in driver.text()


async def test_page_of_a_speaker_keeps_its_quote_when_one_above_goes(make_app, drive):
    app = make_app(in_outlets("“Oh {},” said Ana Pell."))
    async with drive(app, (80, 24)) as driver:
        await driver.press("2", "p", "exclamation_mark", *"not a", "enter", "j", "j")
        quote = driver.app.screen.selection().quote
        await driver.press("m")
        assert driver.app.screen.selection().quote.text == quote.text
        assert driver.app.screen.selection().entry.starred
