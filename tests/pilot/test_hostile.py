"""Hostile and huge articles are read like any other."""

import pytest

from index.archive import Archive
from tests.support.hostile import UNSAFE_CHARACTERS, store_hostile
from tui.app import OnRecord

RAW = (
    "\x1b[31mred\x1b[2J \x1b]0;owned\x07 \x9b31m\x9d0;x\x9c \u202egnp.exe\u202c \u2066x\u2069 a\0b"
    " fer\u200bry \u2028 e\u0301\u0316\u0327 👩\u200d🚀 [bold]x[/] [@click=app.quit]y[/]"
).replace("]", "")


@pytest.fixture
def foreign(tmp_path):
    """Return the app over an archive in which every text has terminal control sequences."""
    folder = tmp_path / "archive"
    store_hostile(folder, RAW)
    return OnRecord(Archive.open(folder), folder)


async def test_no_terminal_control_sequence_is_drawn(foreign, drive):
    walk = ["enter", "right_square_bracket", "x", "escape", "c", "escape", "p", "escape", "escape",
            "2", "3", "1", "s"]  # fmt: skip
    async with drive(foreign, (160, 48)) as driver:
        seen = [driver.text()]
        for key in walk:
            await driver.press(key)
            seen.append(driver.text())
        await driver.type("ferry")
        await driver.press("enter")
        seen.append(driver.text())
        assert "The ferry is late" in "".join(seen)
        assert not [text for text in seen if UNSAFE_CHARACTERS.search(text)]


HUGE = {
    "10 MB in one line": "harbourmasters " * 700_000,
    "100,000 paragraphs": "Fog at Torpier.\n\n" * 100_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
async def test_huge_articles_are_opened_and_left(make_app, drive, text):
    async with drive(make_app({"a.txt": f" date 2024-03-05 Fog\n\n{text}\n\nIt ends."})) as driver:
        await driver.press("enter", "space", "G")
        assert "It ends." in driver.text()
        await driver.press("g", "q")
        assert driver.app.focused is driver.app.reader.panes.list
