"""Counts drawn as a line of small bars."""

from __future__ import annotations

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"


def squeezed(counts: Sequence[int], room: int) -> list[int]:
    """The counts added up in equal groups, so that there are no more than ``room``."""
    width = max(-(-len(counts) // max(room, 1)), 1)
    return [sum(counts[at : at + width]) for at in range(0, len(counts), width)]


def spark(counts: Sequence[int], room: int) -> str:
    """A bar for each count, the highest for the largest; a dot where there is nothing."""
    drawn = squeezed(counts, room)
    highest = max(drawn, default=0)
    return "".join(
        BARS[(count * len(BARS) - 1) // highest] if count else NOTHING for count in drawn
    )
