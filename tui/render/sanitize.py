"""Make text safe for a terminal, fold it for comparing, and shorten it.

``safe`` and ``fold_characters`` map one character to one character, so offsets stay valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from index.punctuation import PLAIN_SIGNS

# Control characters, and characters that change the writing direction or are invisible.
UNSAFE = "[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
_WHITE_SPACE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_INVISIBLE = "\xad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_FINAL_ELLIPSIS = r"\s*(?:…|\.\.\.)[\s….“‘«”’»\"]*\Z"
_SPECIAL_FOLDS = str.maketrans(PLAIN_SIGNS | dict(zip("łøđħı", "lodhi", strict=True)))


def safe(text: str) -> str:
    """Replace terminal control characters.

    White space becomes a space, an invisible character a zero-width space, and any other control
    character the replacement character.
    """
    return text if text.isprintable() else re.sub(UNSAFE, _replacement, text)


def _replacement(match: re.Match[str]) -> str:
    character = match.group()
    if character in _WHITE_SPACE:
        return " "
    return "\u200b" if character in _INVISIBLE else "�"


def one_line(text: str) -> str:
    """Return safe text on one line, with runs of white space collapsed."""
    return " ".join(safe(text).split())


def fold_characters(text: str) -> str:
    """Remove case and accents and straighten quotation marks, character by character."""
    return text.translate(_table(_fold_character, text))


def _fold_character(character: str) -> str:
    lowered = character.lower()[0]
    return unicodedata.normalize("NFD", lowered)[0].translate(_SPECIAL_FOLDS)


def _table(function: Callable[[str], str], text: str) -> dict[int, str]:
    return {ord(character): function(character) for character in set(text)}


def shorten(text: str, width: int) -> str:
    """Cut the text to ``width`` cells and mark the cut with an ellipsis."""
    from rich.cells import cell_len  # 3 ms that commands save

    if cell_len(text) <= width:
        return text
    room = max(width - 1, 0)
    cut = text[:room]
    while cell_len(cut) > room:
        cut = cut[:-1]
    return f"{without_ellipsis(cut)}…" if width > 0 else ""


def without_ellipsis(text: str) -> str:
    """Remove white space at the end of a text, and an ellipsis, before another one follows."""
    return re.sub(_FINAL_ELLIPSIS, "", text).rstrip()
