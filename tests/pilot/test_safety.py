"""News text is never markup, and never reaches the terminal as anything but text."""

import re
import subprocess
import sys

import pytest

from tui.sharing import clipboard

BRACKETS = {
    "council.txt": " date 2024-07-07 Council [/ says no\n\n“We were [sic] ready,” said Ana Pell "
    "[on the phone. She laughed [laughter] and cited [1] and [link=x]note[/]. "
    "[@click=app.quit]Press here[/]"
}
CONTROL = {
    "ctl.txt": " date 2024-04-02 The ferry\x0c left Torp\xadpier\x01 at noon. "
    "\U0001f600 Greta Holm waved.\x1b[31m\n"
}
SCRAPS = {
    "marks.txt": '""~',
    "single.txt": "“",
    "mixed.txt": '“”‘’«»"',
    "many.txt": '"' * 300,
    "nils.txt": '"Nils."\n\n"Why."',
}


async def test_brackets_show_as_typed_everywhere(reader, driven, monkeypatch):
    monkeypatch.setattr(clipboard, "copy", lambda text: "In the test")
    async with driven(reader(BRACKETS), (160, 48)) as on:
        assert "Council [/ says no" in on.text()
        await on.press("enter", "right_square_bracket")
        for piece in (
            "[sic]",
            "[on the",
            "[laughter]",
            "[1]",
            "[link=x]note[/]",
            "[@click=app.quit]Press",
        ):
            assert piece in on.text()
        await on.press("y")
        assert "“We were [sic] ready,” — Ana Pell" in on.text()
        await on.press("p")
        assert "“We were [sic] ready,”" in on.text()
        await on.press("escape", "escape", "s")
        await on.type("laughter")
        await on.press("enter")
        assert "[laughter]" in on.text()
        assert on.app.is_running


async def test_brackets_in_news_are_not_links(reader, driven):
    async with driven(reader(BRACKETS), (120, 30)) as on:
        await on.press("enter")
        row = next(n for n, line in enumerate(on.lines()) if "Press" in line)
        await on.pilot.click(offset=(on.lines()[row].index("Press"), row))
        await on.settle()
        assert on.app.is_running


async def test_control_characters_never_reach_the_screen(reader, driven):
    async with driven(reader(CONTROL)) as on:
        await on.press("enter")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad]", on.text())
        assert "[31m" in on.text() or "31m" not in on.article.reading.text


async def test_a_name_behind_odd_characters_is_marked_exactly(reader, driven):
    async with driven(reader(CONTROL)) as on:
        await on.press("enter")
        assert "Greta Holm" in on.lit("underline")


@pytest.mark.parametrize("name", SCRAPS)
async def test_scraps_of_quotation_marks_harm_nothing(reader, driven, name):
    async with driven(reader({name: SCRAPS[name]})) as on:
        await on.press("enter", "right_square_bracket", "left_square_bracket", "p", "x", "y")
        assert on.app.is_running


async def test_without_colour_none_is_sent(reader, driven, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven(reader(), (160, 40)) as on:
        await on.press("j", "enter", "right_square_bracket", "slash")
        await on.type("ferry")
        console = on.app.console
        sent = "".join(strip.render(console) for strip in on.app.screen._compositor.render_strips())
        codes = {
            code for match in re.findall(r"\x1b\[([\d;]*)m", sent) for code in match.split(";")
        }
        coloured = {*range(30, 39), *range(40, 49), *range(90, 108)}
        assert not {int(code) for code in codes if code} & coloured


async def test_suspending_is_not_bound(reader, driven):
    async with driven(reader()) as on:
        await on.press("ctrl+z")
        assert on.app.is_running


def test_reading_and_searching_load_no_spacy(keep, tmp_path):
    keep()
    script = f"""
import asyncio, sys
from pathlib import Path
from index.archive import Archive
from tui.app import OnRecord

async def walk():
    folder = Path({str(tmp_path / "archive")!r})
    async with OnRecord(Archive.open(folder), folder).run_test() as pilot:
        await pilot.press("enter", "s", *"ferry", "enter", "p", "2", "3")
        await pilot.app.workers.wait_for_complete()

asyncio.run(walk())
assert "spacy" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
