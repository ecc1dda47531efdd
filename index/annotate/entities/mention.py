"""One place where a name stands in a text, and what can be done with such places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import Name, fold, read_name
from index.annotate.lexicon.tables import table
from index.article import EntityLabel, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

# A word; a time that is glued to a name ("9:05PMAda") is kept apart from it.
WORD = re.compile(r"(?<=\d)[AP]M(?=[A-Z][a-z])|[^\W\d_](?:[\w’'-]*\w)?(?:(?<=\b[^\W\d_])\.)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands; ``title`` is what stood before it ("mr", "senator")."""

    span: Span
    text: str
    label: EntityLabel
    title: str = ""
    headline: bool = False
    quoted: bool = False
    """Whether it stands between quotation marks, where names may be longer than the article's."""

    @property
    def name(self) -> Name:
        """The name taken apart, with the title that stands before it."""
        name = read_name(self.text)
        return replace(name, title=self.title) if self.title else name


def merge(first: Iterable[Mention], second: Iterable[Mention]) -> list[Mention]:
    """Both in the order of the text; where two touch, the first unless the second holds it."""
    taken = sorted(first, key=lambda mention: mention.span)
    ends = [mention.span.end for mention in taken]
    new, lost = [], set()
    for mention in second:
        place = bisect_right(ends, mention.span.start)
        touched = []
        while place < len(taken) and taken[place].span.start < mention.span.end:
            touched.append(place)
            place += 1
        if all(holds(mention.span, taken[index].span) for index in touched):
            new.append(mention)
            lost.update(touched)
    kept = [mention for index, mention in enumerate(taken) if index not in lost]
    return sorted([*kept, *new], key=lambda mention: mention.span)


def holds(outer: Span, inner: Span) -> bool:
    """Whether a span is longer than another and covers it."""
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def strip_end(span: Span, text: str) -> Span:
    """A span without possessive and punctuation at its end; the dots of "U.S." stay."""
    cut = re.sub(r"(?:['’]s?|[\s,;:“”‘\"]+|(?<=\w\w)\.)+$", "", span.cut(text))
    return Span(span.start, span.start + len(cut))


def titles_before(text: str, start: int) -> list[str]:
    """The titles that stand directly before a place in the text."""
    found: list[str] = []
    for word in reversed(text[max(0, start - 40) : start].split()):
        if fold(word) not in table("titles") or word[-1] in ",;:" or not word[0].isupper():
            break
        found.insert(0, fold(word))
    return found


def is_full(text: str) -> bool:
    """Whether a text looks like first name and surname."""
    words = text.split()
    return (
        len(words) == 2
        and all(word[0].isupper() for word in words)
        and not words[1].isupper()
        and fold(words[1]) not in table("roles")
    )


def has_first_name(text: str) -> bool:
    """Whether a text is a common first name and a surname."""
    return is_full(text) and fold(text.split()[0]) in table("firstnames")
