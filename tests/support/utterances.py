"""Quotes that may be versions of one utterance, in archives of articles with one quote each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.archive import Archive
from index.archive.record import Utterance


class Case(NamedTuple):
    """Quotes, each with speaker, outlet and day, and what they are expected to be."""

    name: str
    quotes: tuple[tuple[str, str, str, str], ...]
    groups: tuple[int, ...]
    """The number of the utterance of each quote."""
    drift: tuple[str, ...] = ()
    """Of the utterance of the first quote."""


def add_quotes(add: Callable[..., str], case: Case) -> list[str]:
    """Add an article for each quote; return their ids."""
    return [
        add(
            f"---\ntitle: {outlet} {number} on {day}\ndate: {day}\nsource: {outlet}\n---\n"
            f"Story {number} of {outlet} has words of its own, such as w{number * 7919}."
            f" “{text}”{f' [{speaker}]' if speaker else ''}\n",
            f"{number}.md",
        )
        for number, (text, speaker, outlet, day) in enumerate(case.quotes)
    ]


def members(utterance: Utterance) -> set[str]:
    """Return the articles of an utterance."""
    return {version.hit.entry.id for version in utterance.versions}


def grouped(
    archive: Archive, ids: Sequence[str], case: Case
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the groups of the articles, numbered as in the case, and the drift of the first.

    An article that is not with exactly those of its group in the case has the number 0.
    """
    expected = {
        number: {name for name, its in zip(ids, case.groups, strict=True) if its == number}
        for number in case.groups
    }
    found = [members(archive.record.versions_of(name, 0)) for name in ids]
    numbers = tuple(
        number if each == expected[number] else 0
        for each, number in zip(found, case.groups, strict=True)
    )
    return numbers, archive.record.versions_of(ids[0], 0).drift
