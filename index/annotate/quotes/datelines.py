"""Datelines: the place, day and agency before the first sentence of a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# “OSTLEY, Norland, March 6 (Wire) — ”: a town in capitals, or one with a date or an agency.
DATELINE = re.compile(
    r"""\s*
    (?:[A-Z][A-Z.’'-]+(?:\ [A-Z][A-Z.’'-]+){0,3}
      |(?=[^—–\n]{3,60}[\d)]\ *[—–-])[A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){0,3})
    (?:,\ [A-Z\d][\w.]*(?:\ [A-Z\d][\w.]*){0,2}){0,3}
    (?:\ \([^)\n]{2,30}\))?
    \s*(?:—|–|--|(?<=\s)-(?=\s))\s*(?=[A-Z\d“"‘'])""",
    re.VERBOSE,
)


def dateline_ends(text: str, starts: Iterable[int]) -> Iterator[int]:
    """Yield where the datelines of the paragraphs that begin at some offsets end."""
    for start in starts:
        if match := DATELINE.match(text, start):
            yield match.end()
