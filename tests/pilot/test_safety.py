"""The text of articles is never markup, and never a terminal control sequence."""

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


async def test_brackets_show_as_typed_everywhere(make_app, drive, monkeypatch):
    monkeypatch.setattr(clipboard, "copy", lambda text: "copied to [b].")
    async with drive(make_app(BRACKETS), (160, 48)) as driver:
        assert "Council [/ says no" in driver.text()
        await driver.press("enter", "right_square_bracket")
        for piece in (
            "[sic]",
            "[on the",
            "[laughter]",
            "[1]",
            "[link=x]note[/]",
            "[@click=app.quit]Press",
        ):
            assert piece in driver.text()
        await driver.press("y")
        assert "1 quote copied to [b]." in driver.lines()[-1]
        await driver.press("p")
        assert "“We were [sic] ready,”" in driver.text()
        await driver.press("escape", "escape", "s")
        await driver.type("laughter")
        await driver.press("enter")
        assert "[laughter]" in driver.text()


async def test_brackets_in_news_are_not_links(make_app, drive):
    async with drive(make_app(BRACKETS), (120, 30)) as driver:
        await driver.press("enter")
        row = next(n for n, line in enumerate(driver.lines()) if "Press" in line)
        await driver.pilot.click(offset=(driver.lines()[row].index("Press"), row))
        await driver.settle()
        assert "[@click=app.quit]Press" in driver.text()


async def test_control_characters_never_reach_the_screen(make_app, drive):
    async with drive(make_app(CONTROL)) as driver:
        await driver.press("enter")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad]", driver.text())
        assert "Greta Holm waved." in driver.text()
        assert "[31m" not in driver.text()


async def test_a_name_behind_odd_characters_is_marked_exactly(make_app, drive):
    async with drive(make_app(CONTROL)) as driver:
        await driver.press("enter")
        assert "Greta Holm" in driver.styled("underline")


@pytest.mark.parametrize("name", SCRAPS)
async def test_unbalanced_quotation_marks_are_harmless(make_app, drive, name):
    async with drive(make_app({name: SCRAPS[name]})) as driver:
        await driver.press("enter", "right_square_bracket", "left_square_bracket", "p", "x", "y")
        assert driver.article.page is not None


async def test_no_color_sends_no_colours(make_app, drive, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "right_square_bracket", "slash")
        await driver.type("ferry")
        console = driver.app.console
        sent = "".join(strip.render(console) for strip in driver.strips())
        codes = {
            code for match in re.findall(r"\x1b\[([\d;]*)m", sent) for code in match.split(";")
        }
        coloured = {*range(30, 39), *range(40, 49), *range(90, 108)}
        assert not {int(code) for code in codes if code} & coloured


def test_reading_and_searching_load_no_spacy(make_archive, tmp_path):
    make_archive()
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
print("spacy" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, timeout=60, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "False"
