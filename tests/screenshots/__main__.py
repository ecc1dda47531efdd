"""Take the pictures of the README and update its tables: ``python -m tests.screenshots``."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from index.archive import Archive
from tests.support import readme
from tests.support.terminal_picture import take_terminal_picture
from tui.app import OnRecord
from tui.session import session

FOLDER = Path(__file__).parent
SIZE = (120, 36)
SIDES = ["space" if letter == " " else letter for letter in "quillard vs 2023-07..2023-12"]
SCREENS = {
    "reader": ["s", *"speaker:quillard", "space", *"said:borrow", "enter", "enter"],
    "quotes": ["2"],
    "speakers": ["3"],
    "timeline": ["4", "j"],
    "heard": ["6"],
    "earlier": ["s", *"speaker:quillard", "space", *"said:borrow", "enter", "2", "less_than_sign"],
    "versions": ["s", *"said:surrender", "enter", "2", "tilde"],
    "compare": ["7", "c", "ctrl+u", *SIDES, "enter"],
}
REPRINT = """\
---
title: Mayor defends loan for the pier
date: 2023-10-19
source: Sound Gazette
---

The mayor of Brenmouth, Helen Quillard, defended a loan of 21 million crowns for the Long Pier.

“A loan is not a surrender. Half a pier is what I would call a surrender,” Quillard said.
"""
"""One quote of the samples as one more outlet might print it."""
SAVED = {
    "The pier loan": "pier loan",
    "Quillard": "speaker:quillard",
    "Ferry strike": "ferry strike",
}
TRAIL = (
    "onrecord quotes --speaker quillard surrender -o surrender.md",
    "grep '^- ' surrender.md",
    "onrecord add reprint.md",
    "onrecord verify surrender.md",
    "onrecord new 'The pier loan'",
    "onrecord new 'The pier loan'",
)
"""Commands before and after the reprint is added."""


async def take_picture(archive: Archive, name: str, keys: list[str]) -> None:
    """Save the screen that the keys lead to from a first start."""
    (archive.folder / session.FILE).unlink(missing_ok=True)  # no picture remembers the one before
    app = OnRecord(archive, archive.folder)
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.5)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(simplify=True), encoding="utf-8")


def main() -> None:
    """Update the tables; add the samples to an archive of their own and save every screen."""
    readme.update()
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        for outcome in archive.add([Path("seeds")]):
            assert outcome.status == "added", outcome
        archive.record.catch_up()
        for name, keys in SCREENS.items():
            asyncio.run(take_picture(archive, name, keys))
        for name, line in SAVED.items():
            archive.searches.set_name(line, name)
        (Path(folder) / "reprint.md").write_text(REPRINT, encoding="utf-8")
        take_terminal_picture(FOLDER / "trail.svg", TRAIL, archive.folder)
        asyncio.run(take_picture(archive, "watch", ["5", "j"]))


if __name__ == "__main__":
    main()
