"""The dialog that asks for the file of an export."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tui.dialogs.prompt import Prompt
from tui.render.sanitize import fold_characters
from tui.sharing.export import WRITERS, ExportRows


def suggested_name(rows: ExportRows, today: date) -> str:
    """Return a file name: “quotes-kerry-2023-07-18.md”."""
    words = re.sub(r"[^a-z0-9]+", "-", fold_characters(rows.query or rows.subject)).strip("-")[:40]
    return "-".join(filter(None, (rows.kind, words.strip("-"), today.isoformat()))) + ".md"


class ExportPrompt(Prompt):
    """Returns the file, or None. Asks for confirmation before overwriting a file."""

    HINT = f"Enter exports · the extension sets the format: {' '.join(WRITERS)} · Esc closes"

    def __init__(self, rows: ExportRows, today: date) -> None:
        super().__init__(f"Export {rows.kind} to", "file", suggested_name(rows, today))
        self.confirmed_name = ""
        """The file that the user agreed to overwrite."""

    def validation_error(self, text: str) -> str:
        """Return what is wrong with the file; ask once before overwriting."""
        path = Path(text).expanduser()
        if path.suffix.lower() not in WRITERS:
            *others, last = WRITERS
            return f"Choose {', '.join(others)} or {last}."
        if not path.parent.is_dir():
            return f"No such folder: {path.parent.absolute()}"
        if path.is_dir():
            return f"{path.absolute()} is a folder."
        if path.exists() and self.confirmed_name != text:
            self.confirmed_name = text
            return "File exists. Press Enter again to overwrite it."
        return ""
