"""A mention of a name in a text, and operations on mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from index.annotate.entities.person_names import PersonName, normalize_word, parse_name
from index.annotate.lexicon.tables import table
from index.article import EntityLabel, Span

# A word. A time is split from a name without a space before it ("9:05PMAda").
# “'t” stands in “van 't Hof”.
WORD = re.compile(
    r"(?<=\d)[AP]M(?=[A-Z][a-z])|(?<= )[’']t(?= [A-Z])"
    r"|[^\W\d_](?:[\w’'-]*\w)?(?:(?<![’'][^\W\d_])(?<=\b[^\W\d_])\.)?"
)
ELIDED = re.compile(r"[dl][’'][^\W\d_a-z]")  # “d'Arcy”
HYPHENATED = re.compile(r"(?:[-‑][A-Z][^\W\d_]+)+")  # “-Holm” after “Ines Corvo”
# “Lars-” before “Erik Nyman”, but not “Anti-”.
HYPHENATED_BEFORE = re.compile(
    r"(?<![\w-])((?!(?:Anti|Ex|Mid|Neo|Non|Post|Pre|Pro|Then|Ultra)-)[A-Z][^\W\d_]+-)$"
)
MAX_HYPHENATED = 20  # characters
MAX_ABBREVIATION = 4  # letters of a title with a full stop after it


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name; ``title`` is the title before it ("mr", "senator")."""

    span: Span
    text: str
    label: EntityLabel
    title: str = ""
    headline: bool = False
    recognised: bool = False
    """Whether the recogniser found it, so that its label counts."""
    misspelt: bool = False
    """Whether the text is spelt otherwise there; ``text`` has the right spelling."""
    quoted: bool = False
    """Whether it stands in quotation marks, where a name may be longer than the article's own."""

    @property
    def name(self) -> PersonName:
        """The parsed name, with the title before it."""
        return parse_name(self.text, self.title)


def begins_as_name(word: str) -> bool:
    """Return whether a word begins with a capital, or with one after “d'”."""
    return word[0].isupper() or ELIDED.match(word) is not None


def merge_mentions(first: Iterable[Mention], second: Iterable[Mention]) -> list[Mention]:
    """Return all mentions in text order.

    Where two overlap, that of ``first`` is kept, unless that of ``second`` contains it.
    """
    taken = sorted(first, key=lambda mention: mention.span)
    ends = [mention.span.end for mention in taken]
    added, replaced = [], set()
    for mention in second:
        index = bisect_right(ends, mention.span.start)
        overlapping = []
        while index < len(taken) and taken[index].span.start < mention.span.end:
            overlapping.append(index)
            index += 1
        if all(is_inside(taken[index].span, mention.span) for index in overlapping):
            added.append(mention)
            replaced.update(overlapping)
    kept = [mention for index, mention in enumerate(taken) if index not in replaced]
    return sorted([*kept, *added], key=lambda mention: mention.span)


def is_inside(inner: Span, outer: Span) -> bool:
    """Return whether a span is shorter than another and inside it."""
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def with_hyphenated(span: Span, text: str) -> Span:
    """Extend a full name to the hyphenated parts beside it: “Lars-” and “-Holm”."""
    before = HYPHENATED_BEFORE.search(text, max(0, span.start - MAX_HYPHENATED), span.start)
    after = HYPHENATED.match(text, span.end)
    return Span(before.start(1) if before else span.start, after.end() if after else span.end)


def strip_end(span: Span, text: str) -> Span:
    """Drop possessive and punctuation from the end of a span; the dots of "U.S." stay."""
    cut = re.sub(r"(?:['’‘]s?|[\s,;:“”‘\"_*]+|(?<=\s)[-–—]+|(?<=\w\w)\.)+$", "", span.cut(text))
    return Span(span.start, span.start + len(cut))


def organisation_at(text: str, start: int, end: int) -> Mention:
    """Return the mention of an organisation between two offsets."""
    name = " ".join(text[start:end].split())
    return Mention(Span(start, end), name, "organisation", recognised=True)


def person_at(text: str, span: Span) -> Mention:
    """Return the mention of a person, with the titles before it."""
    title = " ".join(titles_before(text, span.start))
    return Mention(span, " ".join(span.cut(text).split()), "person", title)


def titles_before(text: str, start: int) -> list[str]:
    """Return the titles directly before an offset, in the same sentence."""
    titles: list[str] = []
    for word in reversed(text[max(0, start - 40) : start].rpartition("\n")[2].split()):
        normalized = normalize_word(word)
        is_abbreviation = word[-1] == "." and len(normalized) <= MAX_ABBREVIATION
        is_unbroken = word[0].isupper() and (word[-1].isalnum() or is_abbreviation)
        if normalized not in table("titles") or not is_unbroken:
            break
        titles.insert(0, normalized)
    return titles


def is_full_name(text: str) -> bool:
    """Return whether a text looks like a first name and a surname."""
    words = text.split()
    return (
        len(words) == 2
        and all(word[0].isupper() for word in words)
        and not words[1].isupper()
        and normalize_word(words[1]) not in table("roles")
    )


def has_common_first_name(text: str) -> bool:
    """Return whether a text is a common first name and a surname."""
    return is_full_name(text) and normalize_word(text.split()[0]) in table("first_names")
