"""A box that asks for the file in which to write what is shown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tui.dialogs.prompt import Prompt
from tui.render.sanitize import fold_characters
from tui.sharing.export import FORMS, ExportRows


def suggested(shown: ExportRows, today: date) -> str:
    """A name for the file: “quotes-kerry-2023-07-18.md”."""
    words = re.sub(r"[^a-z0-9]+", "-", fold_characters(shown.query or shown.about)).strip("-")[:40]
    parts = filter(None, (shown.what, words.strip("-"), today.isoformat()))
    return "-".join(parts) + ".md"


class ExportPrompt(Prompt):
    """Asks again before a file is written over."""

    FOOT = f"Enter writes · {' '.join(FORMS)} by the name · Esc closes"

    def __init__(self, shown: ExportRows, today: date) -> None:
        super().__init__(f"Write these {shown.what} to", "a file", suggested(shown, today))
        self.sure = ""
        """The name of the file that may be written over."""

    def fault(self, typed: str) -> str:
        """That the name says no form, that there is no such folder, or that there is a file."""
        path = Path(typed).expanduser()
        if path.suffix.lower() not in FORMS:
            return f"The name ends in {', '.join(FORMS)}, which says the form."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent.absolute()}."
        if path.is_dir():
            return f"{path.absolute()} is a folder."
        if path.exists() and self.sure != typed:
            self.sure = typed
            return "There is such a file. Enter again writes over it."
        return ""
