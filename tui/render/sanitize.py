"""News text made safe to draw.

Each function keeps one character for one character, so that offsets into the text stay right,
unless its name says that it shortens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from rich.cells import cell_len

from tui.render.plural import plural as plural

# Control characters, and the marks that turn the direction of writing or hide in the text.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_BLANK = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_INVISIBLE = "\xad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ODD_FOLDS = str.maketrans("łøđħı’‘‛“”„‟«»", 'lodhi\'\'\'""""""')


def safe(text: str) -> str:
    """The text without anything that a terminal would obey.

    White space becomes a space, what has no width a zero-width space, and every other control
    character the sign that stands for a broken one.
    """
    return UNSAFE.sub(_substitute, text)


def _substitute(match: re.Match[str]) -> str:
    character = match.group()
    if character in _BLANK:
        return " "
    return "\u200b" if character in _INVISIBLE else "�"


def one_line(text: str) -> str:
    """The text on one line, runs of white space joined; shortens."""
    return " ".join(safe(text).split())


def fold(text: str) -> str:
    """The text without case and accents, and with straight quotation marks: for finding."""
    return text.translate(_table(_fold_character, text))


def _fold_character(character: str) -> str:
    lowered = character.lower()[0]
    return unicodedata.normalize("NFD", lowered)[0].translate(_ODD_FOLDS)


def _table(function: Callable[[str], str], text: str) -> dict[int, str]:
    return {ord(character): function(character) for character in set(text)}


def shorten(text: str, width: int) -> str:
    """The text cut to ``width`` cells, the cut marked by an ellipsis; shortens."""
    if cell_len(text) <= width:
        return text
    room = max(width - 1, 0)
    cut = text[:room]
    while cell_len(cut) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…" if width > 0 else ""
