"""The page of a speaker: its summary, its quotes and their order."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord


async def test_quote_on_the_page_of_a_speaker_is_explained(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2", "p", "x")
        assert "introduced by “said”" in driver.text()
        await driver.press("escape")
        assert "described as" in driver.text() or "quoted in" in driver.text()


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


async def test_page_of_a_speaker_keeps_its_quote_when_one_above_goes(make_app, drive):
    app = make_app(in_outlets("“Oh {},” said Ana Pell."))
    async with drive(app, (80, 24)) as driver:
        await driver.press("2", "p", "exclamation_mark", *"not a", "enter", "j", "j")
        quote = driver.app.screen.selection().quote
        await driver.press("m")
        assert driver.app.screen.selection().quote.text == quote.text
        assert driver.app.screen.selection().entry.starred


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
