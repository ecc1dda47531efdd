"""Find the quotes of one version of an article in another version, such as a person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from index.article import Quote

SIGNS: tuple[Callable[[Quote], object], ...] = (lambda each: each.content, lambda each: each.start)


def same_quotes(one: Sequence[Quote], other: Sequence[Quote]) -> dict[int, int]:
    """Return the number that each quote of one version has in the other, if it is there.

    It is the same quote if the content is the same, or else if it starts at the same place.
    """
    found: dict[int, int] = {}
    for sign in SIGNS:
        taken = set(found.values())
        free: defaultdict[object, list[int]] = defaultdict(list)
        for number, quote in enumerate(other):
            if number not in taken:
                free[sign(quote)].append(number)
        for number, quote in enumerate(one):
            if number not in found and free[sign(quote)]:
                found[number] = free[sign(quote)].pop(0)
    return found
