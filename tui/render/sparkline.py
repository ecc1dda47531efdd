"""Draw counts as a line of small bars."""

from __future__ import annotations

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
EMPTY = "·"


def downsample(counts: Sequence[int], max_length: int) -> list[int]:
    """Sum the counts in equal groups so that at most ``max_length`` remain."""
    size = max(-(-len(counts) // max(max_length, 1)), 1)
    return [sum(counts[start : start + size]) for start in range(0, len(counts), size)]


def sparkline(counts: Sequence[int], max_length: int) -> str:
    """Return one bar per count, scaled to the largest; a dot for zero."""
    groups = downsample(counts, max_length)
    largest = max(groups, default=0)
    return "".join(BARS[(count * len(BARS) - 1) // largest] if count else EMPTY for count in groups)
