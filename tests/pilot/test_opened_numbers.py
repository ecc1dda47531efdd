"""Every number of the reader that opens a list opens as many rows, and says so above them."""

from __future__ import annotations

import re

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.person_counts import apply
from tui.app import OnRecord
from tui.widgets.timeline_grid import TimelineGrid

LENGTH = " ".join(f"plank{number}" for number in range(60))  # of what copies repeat


def story(outlet: str, day: str, number: int, *speakers: str) -> str:
    """Return an article; those with one number are copies of each other."""
    said = " ".join(
        f"“Boats {number} {word} fell.”" + (f" [{name}]" if name else "")
        for word, name in zip(("one", "two", "three"), speakers, strict=False)
    )
    head = [f"date: {day}"] * bool(day) + [f"source: {outlet}"] * bool(outlet)
    lines = "\n".join([f"title: Report {number}", *head])
    return f"---\n{lines}\n---\nReport {number}. The pier fell: {LENGTH} {number}. {said}\n"


FILES = {
    "a": story("Post", "2024-02-27", 1, "Ana Pell", "Tim Falk"),
    "b": story("Echo", "2024-03-01", 1, "Ana Pell", "Tim Falk"),
    "c": story("Echo", "", 2, "Pell", "a clerk", ""),
    "d": story("", "2024-03-04", 3, "Ana Pell; Tim Falk", "Ida Roe"),
    "e": story("POST", "2023-11-30", 4, "Ida Roe", "a clerk"),
}
CHANGES = [("merge", "Pell", "Ana Pell"), ("correct", 2, "Tim Falk"), ("no quote", 3, "")]
LINES = pytest.mark.parametrize("line", ["", "said:one", "fell -speaker:falk", "copies:apart fell"])


@pytest.fixture
def app(tmp_path):
    """Return the reader on these articles, after these changes."""
    (tmp_path / "files").mkdir()
    for name, text in FILES.items():
        (tmp_path / "files" / f"{name}.md").write_text(text)
    with Archive.open(tmp_path / "archive", annotator=MarkedAnnotator()) as archive:
        assert {each.status for each in archive.add([tmp_path / "files"])} == {"added"}
        for change in CHANGES:
            apply(archive, *change)
        yield OnRecord(archive, tmp_path / "archive")


def assert_lists(driver, number, noun):
    """Check the length of the list, and what stands above it."""
    listed = driver.app.reader.panes.list
    said = f"{number:,} {noun}{'s' * (number != 1)}"
    assert (listed.length, said in driver.lines()[0]) == (number, True), driver.lines()[:2]
    assert all(listed.row_at(each) is not None for each in range(min(number, 3)))


async def open_view(driver, line, *keys):
    """Search, unless the line is empty, and press keys."""
    if line:
        await driver.search(line)
    await driver.press(*keys)


@LINES
async def test_filter_lists_as_many_articles_as_it_counts(app, drive, line):
    async with drive(app, (160, 48)) as driver:
        await open_view(driver, line, "f")
        facets = app.reader.panes.facets
        opened = 0
        for number in range(facets.length):
            row = facets.row_at(number)
            if facets.row_type.is_heading(row):
                continue
            facets.go_to(number)
            await driver.press("enter")
            assert_lists(driver, row.count, "article")
            await driver.press("escape", "f")
            opened += 1
        assert opened > 3


@LINES
async def test_row_of_who_is_heard_lists_as_many_quotes_as_it_counts(app, drive, line):
    async with drive(app, (120, 40)) as driver:
        await open_view(driver, line, "6")
        opened = 0
        for number in range(app.screen.query_one("#voices").length):
            voices = app.screen.query_one("#voices")
            row = voices.row_at(number)
            if row.kind == "count":
                voices.go_to(number)
                await driver.press("enter")
                assert_lists(driver, row.count.quotes, "quote")
                await driver.press("escape")
                opened += 1
        assert opened > 1


@pytest.mark.parametrize("line", ["", "said:one"])
@pytest.mark.parametrize("noun", ["quote", "article"])
async def test_cell_of_the_timeline_lists_as_many_as_it_counts(app, drive, line, noun):
    async with drive(app, (120, 40)) as driver:
        await open_view(driver, line, "4", *["D"] * (noun == "article"), "g")
        opened = 0
        for row in range(6):
            for column in range(6):
                grid = app.screen.query_one(TimelineGrid)
                while grid.row < row:
                    await driver.press("j")
                    if "last row" in driver.lines()[-1]:
                        break
                await driver.press("g", *["l"] * column)
                grid = app.screen.query_one(TimelineGrid)
                number = int(re.findall(r"([\d,]+) \w+$", grid.position)[0].replace(",", ""))
                if number and grid.row == row:
                    await driver.press("enter")
                    assert_lists(driver, number, noun)
                    await driver.press("escape")
                    opened += 1
        assert opened > 3


async def test_page_of_each_speaker_lists_as_many_quotes_as_the_list_counts(app, drive):
    async with drive(app, (120, 40)) as driver:
        await driver.press("3")
        listed = app.reader.panes.list
        for number in range(listed.length):
            listed.go_to(number)
            row = listed.row
            await driver.press("enter")
            quotes = app.screen.query_one("#quotes")
            articles = {quotes.row_at(each).entry.id for each in range(quotes.length)}
            assert (quotes.length, len(articles)) == (row.quotes, row.articles)
            assert f"{row.quotes} quote" in driver.lines()[0]
            await driver.press("escape")


@LINES
async def test_sides_of_a_comparison_list_as_many_quotes_as_they_count(app, drive, line):
    async with drive(app, (120, 40)) as driver:
        await open_view(driver, line, "7")
        found = app.archive.comparisons.compare(*app.screen.here().sides, line)
        lengths = [app.screen.query_one(f"#{side}").length for side in ("left", "right")]
        assert lengths == [side.total.quotes for side in found.sides]


@LINES
async def test_header_says_how_many_rows_are_listed(app, drive, line):
    async with drive(app, (120, 40)) as driver:
        if line:
            await driver.search(line)
        for key, noun in (("1", "article"), ("2", "quote"), ("3", "speaker")):
            await driver.press("5", key)
            listed = app.reader.panes.list
            assert_lists(driver, listed.length, noun)
            rows = list(listed.fetch(0, 1000))
            assert len(rows) == listed.length
