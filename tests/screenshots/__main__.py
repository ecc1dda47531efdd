"""Make the pictures and the table of keys of the README: ``python -m tests.screenshots``."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from index.archive import Archive
from index.query import guide
from tui import keys
from tui.app import OnRecord

README = Path("README.md")
HERE = Path(__file__).parent
SIZE = (120, 36)
SCREENS = {
    "reader": ["s", *"speaker:quillard", "space", *"said:borrow", "enter", "enter"],
    "quotes": ["2"],
    "speakers": ["3"],
    "timeline": ["4", "j"],
}


async def picture(archive: Archive, folder: Path, name: str, keys: list[str]) -> None:
    """Save the screen that the keys lead to."""
    app = OnRecord(archive, folder)
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.5)
        app.save_screenshot(f"{name}.svg", str(HERE))


def keys_table() -> str:
    """The keys of the reader as the README has them."""
    rows = ["| key | does |", "|---|---|"]
    for place, bindings in keys.PLACES.items():
        rows.append(f"| | **{place}** |")
        rows += [
            f"| `{keys.shown(b).replace('|', chr(92) + '|')}` | {b.tooltip} |" for b in bindings
        ]
    return "\n".join(rows)


def search_guide() -> str:
    """The search language as the README has it."""
    rows = ["| type | to find |", "|---|---|"]
    rows += [f"| `{line}` | {finds} |" for line, finds in guide.EXAMPLES]
    return "\n".join([*rows, "", *(f"- {note}" for note in guide.NOTES)])


def main() -> None:
    """Write the keys; add the samples to an archive of their own, and save every screen."""
    text = README.read_text(encoding="utf-8")
    for name, table in (("keys", keys_table()), ("search", search_guide())):
        block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
        text = re.sub(rf"(?s)<!-- {name} -->.*<!-- /{name} -->", lambda _, b=block: b, text)
    README.write_text(text, encoding="utf-8")
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        for outcome in archive.add([Path("seeds")]):
            assert outcome.status == "added", outcome
        for name, keys in SCREENS.items():
            asyncio.run(picture(archive, Path(folder), name, keys))


if __name__ == "__main__":
    main()
