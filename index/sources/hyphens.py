"""Lines that a printer or machine broke, joined again, with words broken at a hyphen whole."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

LONGEST_WORD = 60
WORD = re.compile(r"\w[\w'’-]*")
BROKEN_WORD = re.compile(r"(\w[\w'’-]*)[-‐]$")
NEXT_WORD = re.compile(r"[a-zß-öø-ÿ][\w'’]{0,60}")
# Words that have a hyphen of their own, made of parts that no word is broken into otherwise.
COMPOUND = re.compile(
    r"self-(?!ish|less)\w+|(?:vice|quasi|well|half|two|three|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)-\w+"
    r"|\w+-(?:elect|general|called|based|backed|owned|controlled|ranking|years?)",
    re.I,
)
SUSPENDED = re.compile(r"(?:and|or|und|oder|bis|et|ou)\b")  # as in “pre- and post-war”


def words_of(text: str) -> Set[str]:
    """The words of a text, with their hyphens, in small letters."""
    return frozenset(WORD.findall(text.lower()))


def join_lines(lines: Sequence[str], words: Set[str]) -> str:
    """The lines as one, each word that was broken at the end of a line made whole.

    ``words`` are those of the whole text, from which is told whether a word has a hyphen of its
    own; where they tell nothing, only words that always do keep it.
    """
    parts: list[str] = []
    for line in (stripped for line in lines if (stripped := " ".join(line.split()))):
        before = parts[-1] if parts else ""
        broken = BROKEN_WORD.search(before[-LONGEST_WORD:])
        following = NEXT_WORD.match(line)
        if before.endswith("\xad"):
            parts[-1] = before[:-1]
        elif broken and following and not SUSPENDED.match(line):
            if not _keeps_hyphen(broken[1], following[0], words):
                parts[-1] = before[:-1]
        elif parts and not (broken and line[0].isalnum() and not following):
            parts.append(" ")
        parts.append(line)
    return "".join(parts).replace("\xad", "")


def _keeps_hyphen(first: str, second: str, words: Set[str]) -> bool:
    if (first + second).lower() in words:
        return False
    compound = f"{first}-{second}"
    return (
        compound.lower() in words
        or "-" in first
        or first.isdigit()
        or first.isupper()
        or COMPOUND.fullmatch(compound) is not None
    )
