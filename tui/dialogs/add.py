"""The dialog that asks for a page, file or folder to add."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.inputs import InputLike, is_web_address
from tui.dialogs.prompt import Prompt


class AddPrompt(Prompt):
    """Returns a web address, or the path of a file or folder, as typed."""

    HINT = "Enter adds · Esc closes"

    def __init__(self) -> None:
        super().__init__("Add a page, file or folder", "https://… or ~/articles")

    def validation_error(self, text: str) -> str:
        """Return what is wrong with a path."""
        given = read_input(text)
        if isinstance(given, Path) and not given.exists():
            return f"No such file or folder: {given.absolute()}"
        return ""


def read_input(text: str) -> InputLike:
    """Return the input that a user typed, or dropped into the terminal with quotes or escapes."""
    if is_web_address(text):
        return text
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    path = Path(text).expanduser()
    return path if path.exists() else Path(text.replace("\\", "")).expanduser()
