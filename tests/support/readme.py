"""Generate the tables of the READMEs from the program: ``python -m tests.support.readme``."""

from __future__ import annotations

import re
from pathlib import Path

from index.query import guide
from tui import keys

README = Path("README.md")
READER_README = Path("tui/README.md")
MAIN_KEYS = [
    *("app.help", "app.palette", "search", "down", "up", "open", "find", "hit.next"),
    *("quote.next", "why", "person", "copy", "write", "refine", "narrow", "arrange"),
    *("star", "tag", "note", "correct", "names", "undo", "zen", "back", "app.quit"),
]


def full_key_table() -> str:
    """Return every key of the reader by context."""
    rows = ["| key | action |", "|---|---|"]
    for context, bindings in keys.CONTEXTS.items():
        rows.append(f"| | **{context}** |")
        rows += map(_key_row, bindings)
    return "\n".join(rows)


def main_key_table() -> str:
    """Return the keys that a new user needs first."""
    rows = ["| key | action |", "|---|---|"]
    return "\n".join([*rows, *(_key_row(keys.BY_ID[name]) for name in MAIN_KEYS)])


def search_guide() -> str:
    """Return the search language: examples and notes."""
    rows = ["| type | to find |", "|---|---|"]
    rows += [f"| `{line}` | {finds} |" for line, finds in guide.EXAMPLES]
    return "\n".join([*rows, "", *(f"- {note}" for note in guide.NOTES)])


def update() -> None:
    """Write the tables between their markers."""
    for path, tables in (
        (README, {"main keys": main_key_table(), "search": search_guide()}),
        (READER_README, {"keys": full_key_table()}),
    ):
        text = path.read_text(encoding="utf-8")
        for name, table in tables.items():
            block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
            text = re.sub(rf"(?s)<!-- {name} -->.*<!-- /{name} -->", lambda _, b=block: b, text)
        path.write_text(text, encoding="utf-8")


def _key_row(binding: keys.Action) -> str:
    return f"| `{keys.key_label(binding).replace('|', chr(92) + '|')}` | {binding.tooltip} |"


if __name__ == "__main__":
    update()
