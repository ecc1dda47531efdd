"""Join wrapped lines, and words hyphenated at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

MAX_WORD = 60
WORD = re.compile(r"\w[\w'’-]*")
BROKEN_WORD = re.compile(r"(\w[\w'’-]*)[-‐]$")
NEXT_WORD = re.compile(r"[a-zß-öø-ÿ][\w'’]{0,60}")
# Words that always keep their hyphen.
COMPOUND = re.compile(
    r"self-(?!ish|less)\w+|(?:vice|quasi|well|half|two|three|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)-\w+"
    r"|\w+-(?:elect|general|called|based|backed|owned|controlled|ranking|years?)",
    re.I,
)
SUSPENDED = re.compile(r"(?:and|or|und|oder|bis|et|ou)\b")  # as in “pre- and post-war”


def word_set(text: str) -> Set[str]:
    """Return the words of a text in lower case, with their hyphens."""
    return frozenset(WORD.findall(text.lower()))


def join_lines(lines: Sequence[str], words: Set[str]) -> str:
    """Join lines into one, and words that were hyphenated at the end of a line.

    A word keeps its hyphen if ``words``, those of the whole text, have it with the hyphen, or if it
    is of a kind that always keeps it.
    """
    parts: list[str] = []
    for line in (stripped for line in lines if (stripped := " ".join(line.split()))):
        before = parts[-1] if parts else ""
        broken = BROKEN_WORD.search(before[-MAX_WORD:])
        next_word = NEXT_WORD.match(line)
        if before.endswith("\xad"):
            parts[-1] = before[:-1]
        elif broken and next_word and not SUSPENDED.match(line):
            if not _keeps_hyphen(broken[1], next_word[0], words):
                parts[-1] = before[:-1]
        elif parts and not (broken and line[0].isalnum() and not next_word):
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
