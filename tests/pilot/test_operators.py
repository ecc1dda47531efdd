"""Every operator of the search language finds the same in the reader and on the command line."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tui.cli import main

# Over the three sample articles of these tests: ferry, pier and market.
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


@pytest.mark.parametrize(("line", "count"), OPERATORS)
async def test_operator_in_the_reader(reader, driven, line: str, count: int) -> None:
    async with driven(reader(), size=(120, 30)) as on:
        await on.press("s")
        on.app.screen.focused.post_message(Paste(line))
        await on.press("enter")
        assert f"{count} article" in on.lines()[0]


@pytest.mark.parametrize(("line", "count"), OPERATORS)
def test_operator_on_the_command_line(keep, tmp_path, capsys, line: str, count: int) -> None:
    keep().close()
    assert main(["--archive", str(tmp_path / "archive"), "search", "--json", line]) == (not count)
    assert len(capsys.readouterr().out.splitlines()) == count
