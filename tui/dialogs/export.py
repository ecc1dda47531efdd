"""The dialog that asks for the file of an export."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from tui.dialogs.prompt import Prompt
from tui.render.sanitize import fold_characters
from tui.sharing.export import export_files

MAX_SUBJECT = 40  # characters of the subject in a suggested file name


def _suggested_name(kind: str, subject: str, extension: str) -> str:
    """Return a file name: “quotes-kerry-2023-07-18.md”."""
    words = re.sub(r"[^a-z0-9]+", "-", fold_characters(subject)).strip("-")[:MAX_SUBJECT]
    today = datetime.now().astimezone().date()
    return "-".join(filter(None, (kind, words.strip("-"), today.isoformat()))) + extension


class ExportPrompt(Prompt):
    """Returns the file, or None. Asks for confirmation before overwriting a file."""

    def __init__(self, title: str, kind: str, subject: str, formats: Collection[str]) -> None:
        """Suggest a file of the first format, named after the kind and subject."""
        super().__init__(title, "file", _suggested_name(kind, subject, next(iter(formats))))
        self.HINT = f"Type a name, or only {' '.join(formats)} · Enter exports · Esc closes"
        self._kind, self._formats = kind, formats
        self.confirmed_name = ""
        """The file that the user agreed to overwrite."""

    def complete(self, text: str) -> str:
        """Return the suggested file with another extension if only that was typed."""
        extension = f".{text.lower().removeprefix('.')}"
        return f"{Path(self._value).stem}{extension}" if extension in self._formats else text

    def validation_error(self, text: str) -> str:
        """Return what is wrong with the file; ask once before overwriting."""
        path = Path(text).expanduser()
        if path.suffix.lower() not in self._formats:
            *others, last = self._formats
            return f"Choose {', '.join(others)} or {last}."
        if not path.parent.is_dir():
            return f"No such folder: {path.parent.absolute()}"
        if path.is_dir():
            return f"{path.absolute()} is a folder."
        existing = [each for each in export_files(path, self._kind) if each.exists()]
        if existing and self.confirmed_name != text:
            self.confirmed_name = text
            name = "File" if existing == [path] else ", ".join(each.name for each in existing)
            exists, it = ("exists", "it") if len(existing) == 1 else ("exist", "them")
            return f"{name} {exists}. Press Enter again to overwrite {it}."
        return ""
