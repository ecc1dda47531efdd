"""Every operator of the search language finds the same in the reader and on the command line."""

from __future__ import annotations

import pytest
from textual.events import Paste

from index.archive import Archive
from tui.app import OnRecord
from tui.cli.main import main

# In the three sample articles: ferry, pier and market.
OPERATORS = [
    pytest.param("ferry noon", 1, id="words"),
    pytest.param("ferry OR cod", 2, id="OR"),
    pytest.param("Torpier -ferry", 2, id="minus"),
    pytest.param("Torpier NOT ferry", 2, id="NOT"),
    pytest.param("Torpier (cod OR noon)", 2, id="brackets"),
    pytest.param('"gave no answer"', 1, id="phrase"),
    pytest.param("=leave", 0, id="as it is written"),
    pytest.param("mark*", 1, id="star"),
    pytest.param("p?er", 1, id="question mark"),
    pytest.param("fery~1", 1, id="fuzzy"),
    pytest.param("council w/9 June", 1, id="near"),
    pytest.param("June pre/9 council", 0, id="near in order"),
    pytest.param("council w/s June", 1, id="in one sentence"),
    pytest.param("council w/p answer", 0, id="in one paragraph"),
    pytest.param("atleast2(Torpier)", 1, id="at least"),
    pytest.param("title:pier", 1, id="title"),
    pytest.param("source:echo", 1, id="source"),
    pytest.param("person:berg", 2, id="person"),
    pytest.param('org:"Harbour Trust"', 2, id="organisation"),
    pytest.param("place:torpier", 3, id="place"),
    pytest.param("entity:holm", 1, id="entity"),
    pytest.param("date:2024-04..2024-05", 2, id="dates"),
    pytest.param("after:2024-05", 1, id="after"),
    pytest.param("before:2024-03", 1, id="before"),
    pytest.param("has:quote", 2, id="having quotes"),
    pytest.param("is:unread", 3, id="unread"),
    pytest.param("speaker:berg", 2, id="speaker"),
    pytest.param("speaker:pell said:fog", 1, id="speaker and words"),
    pytest.param("speaker:berg said:fog", 0, id="words of another speaker"),
    pytest.param("quote(speaker:berg) quote(speaker:pell)", 1, id="two quotes"),
    pytest.param("type:direct cue:said", 2, id="type and cue"),
    pytest.param("conf:>0.95", 0, id="confidence"),
]

# In one article with every field, marked by the user.
NOTICE = {
    "notice.md": """---
title: Notice of the ferry
date: 2024-06-01
author: Ida Roe
section: Harbour life
tags: [timetables, Torpier]
---
The ferry of Torpier sails at dawn. It will not sail at noon.
"""
}
MARKED_OPERATORS = [
    pytest.param('by:"ida roe"', 1, id="byline"),
    pytest.param("by:ferry", 0, id="another byline"),
    pytest.param("section:life", 1, id="section"),
    pytest.param("section:noon", 0, id="another section"),
    pytest.param("topic:timetables", 1, id="topic"),
    pytest.param("topic:dawn", 0, id="another topic"),
    pytest.param('tag:"to cite"', 1, id="tag"),
    pytest.param("tag:cite", 0, id="another tag"),
    pytest.param("is:starred", 1, id="starred"),
    pytest.param("is:read", 1, id="read"),
    pytest.param("is:unread", 0, id="not unread"),
    pytest.param("ferry near/3 Torpier", 1, id="near by its longer name"),
    pytest.param("ferry adj2 Torpier", 1, id="adj"),
    pytest.param("Torpier adj2 ferry", 0, id="adj in order"),
    pytest.param("dawn w/s noon", 0, id="not in one sentence"),
    pytest.param("dawn w/p noon", 1, id="in one paragraph"),
    pytest.param("fary~2", 1, id="two letters off"),
    pytest.param("*erry", 1, id="star at the beginning"),
    pytest.param("date:>=2024-06-01", 1, id="a date and after"),
    pytest.param('newer:"1 day"', 0, id="newer"),
    pytest.param("ferry sort:oldest", 1, id="sort"),
    pytest.param("-has:quote", 1, id="having no quotes"),
    pytest.param("quote(speaker:unknown)", 0, id="a quote"),
    pytest.param("said:dawn", 0, id="said"),
]


def mark(archive: Archive) -> Archive:
    (entry,) = archive.articles()
    archive.marks.set(entry.id, "starred")
    archive.marks.set(entry.id, "read")
    archive.marks.tag(entry.id, "To cite")
    return archive


@pytest.mark.parametrize(("line", "count"), MARKED_OPERATORS)
async def test_operator_on_a_marked_article_in_the_reader(
    make_archive, drive, tmp_path, line: str, count: int
) -> None:
    async with drive(
        OnRecord(mark(make_archive(NOTICE)), tmp_path / "archive"), size=(120, 30)
    ) as driver:
        await driver.press("s")
        driver.app.screen.focused.post_message(Paste(line))
        await driver.press("enter")
        assert f"{count} article" in driver.lines()[0]


@pytest.mark.parametrize(("line", "count"), MARKED_OPERATORS)
def test_operator_on_a_marked_article_on_the_command_line(
    make_archive, tmp_path, capsys, line: str, count: int
) -> None:
    mark(make_archive(NOTICE)).close()
    assert main(["--archive", str(tmp_path / "archive"), "search", "--json", line]) == (not count)
    assert len(capsys.readouterr().out.splitlines()[:-1]) == count


@pytest.mark.parametrize(("line", "count"), OPERATORS)
async def test_operator_in_the_reader(make_app, drive, line: str, count: int) -> None:
    async with drive(make_app(), size=(120, 30)) as driver:
        await driver.press("s")
        driver.app.screen.focused.post_message(Paste(line))
        await driver.press("enter")
        assert f"{count} article" in driver.lines()[0]


@pytest.mark.parametrize(("line", "count"), OPERATORS)
def test_operator_on_the_command_line(
    make_archive, tmp_path, capsys, line: str, count: int
) -> None:
    make_archive().close()
    assert main(["--archive", str(tmp_path / "archive"), "search", "--json", line]) == (not count)
    assert len(capsys.readouterr().out.splitlines()[:-1]) == count
