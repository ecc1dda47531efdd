"""Find “the Bishop of Torp”: a person of that name, unless the article names the bishop."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from index.annotate.entities.capital_runs import CapitalWord
from index.annotate.entities.known_names import (
    is_common_word,
    is_country,
    is_given_name,
    is_opaque,
    is_place,
    is_surname,
    looks_like_a_name,
)
from index.annotate.entities.mention import Mention, merge_mentions, person_at, strip_end
from index.annotate.entities.organisation_extents import names_organisation
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.nouns import is_held
from index.annotate.lexicon.tables import word_class
from index.article import EntityLabel, Span

MAX_BEFORE = 60  # characters before a place in which its office stands
MAX_PLACE_WORDS = 3
MAX_NAME = 5  # words of a holder's name, with particles
# Before a place or a body: “Minister of ”, “Minister of Mines and ”, “Head of the ”.
OFFICE_OF = re.compile(
    r"(?P<office>[\w-]*)(?: of State(?= for))? ?\b(?P<link>of|for) (?:the )?"
    r"(?:[A-Z]\w+,? (?:[A-Z]\w+ )*(?:and|&) )?$"
)
OF = " of "  # between an office and its place
# From an office to the name of its holder: “, the Right Rev ”, or nothing.
TO_HOLDER = re.compile(r",? \(?(?:[Tt]he )?(?:[A-Z][\w.]* )*")
# From a name to the office: “ is the ”, “, 43, the ”, “ was elected ”.
FROM_HOLDER = re.compile(
    r"(?:,(?: \d+,)?| \(|,?(?: who)? (?:is|was|has been|became|becomes|as)) ?"
    r"(?:(?:now|then|elected|appointed|named|made|the|a|new|current) )*"
)
# Before what is named after an office: “at the Duke of Torp”, “a pub, the Duke of Torp”.
THING_BEFORE = re.compile(
    r"\b(?:at|in|into|inside|outside|near|opposite|pub|inn|hotel|ship),? [Tt]he $"
)
THING_AFTER = re.compile(r"(?:['’]s?)? (?:[A-Z]|(?:pub|inn|hotel|theatre|theater|school|ship)\b)")


@dataclass(frozen=True, slots=True)
class Office:
    """A mention of an office of a place: “Bishop of Torp”."""

    span: Span
    noun: str
    name: str
    place: Span
    may_be_name: bool
    """Whether it is capitalised, “the” stands before it, and no thing is named after it."""


def split_after_offices(
    text: str, runs: list[list[CapitalWord]], mentions: list[Mention]
) -> tuple[list[list[CapitalWord]], list[Mention]]:
    """Split runs and mentions between a place and its holder: “Mayor of Lisbon”, “Ann Lee”."""
    split: list[list[CapitalWord]] = []
    for run in runs:
        at = place_size(text, run)
        split += [run[:at], run[at:]] if at else [run]
        if at:
            holder = Span(run[at].start, run[-1].end)
            mentions = [part for m in mentions for part in cut_mention(m, text, *holder)]
            if not any(m.span.touches(holder) for m in mentions):
                mentions = sorted([*mentions, person_at(text, holder)], key=lambda m: m.span)
    return split, mentions


def cut_mention(mention: Mention, text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the parts of a mention before and after the start of a person's name."""
    before: EntityLabel = "place" if mention.label == "person" else mention.label
    parts: list[tuple[int, int, EntityLabel]] = [(*mention.span, mention.label)]
    if mention.span.start < start < mention.span.end:
        parts = [(mention.span.start, start, before), (start, mention.span.end, "person")]
    elif start <= mention.span.start < end:
        parts = [(*mention.span, "person")]
    for left, right, label in parts:
        span = strip_end(Span(left, right), text) if len(parts) > 1 else mention.span
        name = " ".join(span.cut(text).split()) if len(parts) > 1 else mention.text
        yield replace(mention, span=span, text=name, label=label)


def place_size(text: str, run: list[CapitalWord]) -> int:
    """Return how many words of a run are the place of an office before it, 0 if no name follows.

    The longest known place ends before the name; else a known first name begins it.
    """
    match = OFFICE_OF.search(text, max(0, run[0].start - MAX_BEFORE), run[0].start)
    if len(run) < 3 or not match or not is_held(normalize_word(match["office"])):
        return 0
    sizes = [size for size in range(1, len(run) - 1) if may_be_holder(run[size:])]
    names = [" ".join(word.norm for word in run[:size]) for size in range(len(run))]
    known = [size for size in sizes if is_country(names[size]) or is_place(names[size])]
    if not known and is_given_name(run[0].norm) and not is_common_word(run[0].norm):
        return 0  # “secretary of Robert Louis Holm”
    ministry = len([*takewhile(is_common, run)])  # “Minister of Fisheries Ann Lee”
    if ministry in sizes and all(is_opaque(word.norm) for word in run[ministry:]):
        return ministry
    named = [
        s
        for s in sizes
        if is_given_name(run[s].norm)
        and (is_opaque(run[s - 1].norm) or not is_common_word(run[s].norm))
    ]
    is_rare = len(run) == 3 and all(is_opaque(w.norm) for w in run) and is_surname(run[2].norm)
    return max(known, default=0) or min(named, default=0) or int(is_rare)


def is_common(word: CapitalWord) -> bool:
    """Return whether a word is a common one and no first name: “Fisheries”."""
    return is_common_word(word.norm) and not is_given_name(word.norm)


def may_be_holder(words: list[CapitalWord]) -> bool:
    """Return whether words may be the full name of a person."""
    particles = word_class("surname particle")
    opens = is_given_name(words[0].norm) or not is_common_word(words[0].norm)
    is_body = names_organisation(words[-1].norm) or words[-1].norm in word_class("legal form")
    names = all(looks_like_a_name(word.norm) or word.raw in particles for word in words)
    return opens and names and not is_body and len(words) <= MAX_NAME


def add_offices_of_places(
    text: str, runs: list[list[CapitalWord]], mentions: list[Mention]
) -> list[Mention]:
    """Add the people whom the article calls by office and place, under their names if it has them.

    “The Bishop” then means the only bishop of a place. The place of another office is no person.
    """
    offices = [office for run in runs for office in offices_before(text, run)]
    if not offices:
        return mentions
    mentions = [without_place(mention, text, offices) for mention in mentions]
    people = [
        m
        for m in mentions
        if (m.label == "person" or m.title)
        and not any(m.span.touches(office.span) for office in offices)
    ]
    beside = {office.span: holders_beside(text, office, people) for office in offices}
    names = names_of_holders(offices, beside, people)
    by_noun: defaultdict[str, set[str]] = defaultdict(set)
    for office in offices:
        by_noun[office.noun].add(office.name)
    added, spans = [], list(beside)
    for span, noun in bare_offices(text, by_noun):
        spans.append(span)
        if len(by_noun[noun]) == 1 and by_noun[noun] <= names.keys():
            added += [Mention(span, names[name], "person") for name in by_noun[noun]]
    for office in offices:
        if office.may_be_name and office.name in names and not beside[office.span]:
            added.append(Mention(office.span, names[office.name], "person"))
        else:
            added += place_of(text, office, mentions)
    kept = [m for m in mentions if not any(is_within(m.span, span) for span in spans)]
    return merge_mentions(kept, added)


def place_of(text: str, office: Office, mentions: list[Mention]) -> list[Mention]:
    """Return the place of an office if anything was recognised there, whatever it was taken for."""
    inside = [m for m in mentions if is_within(m.span, office.span)]
    if not inside:
        return []
    things = [m for m in inside if m.label != "person" and m.span.start >= office.place.start]
    return things[:1] or [Mention(office.place, office.place.cut(text), "place", recognised=True)]


def without_place(mention: Mention, text: str, offices: list[Office]) -> Mention:
    """Return the name of a holder without the place before it: “Mayor of London Ann Lee”."""
    for office in offices:
        is_longer = office.place.start == mention.span.start and mention.span.end > office.place.end
        if is_longer and text[office.place.end] == " ":
            span = Span(office.place.end + 1, mention.span.end)
            return replace(mention, span=span, text=span.cut(text), label="person")
    return mention


def is_within(inner: Span, outer: Span) -> bool:
    """Return whether a span is part of another, or equal to it."""
    return outer.start <= inner.start and inner.end <= outer.end


def names_of_holders(
    offices: list[Office], beside: dict[Span, list[Mention]], people: list[Mention]
) -> dict[str, str]:
    """Return the name of the holder of each office; the office itself if nobody is named for it.

    Nothing is certain of an office that is somebody's title, or that several people have.
    """
    titles = {word for mention in people for word in mention.title.split()}
    holders: defaultdict[str, list[Mention]] = defaultdict(list)
    for office in offices:
        holders[office.name] += beside[office.span]
    named = [office for office in offices if office.may_be_name and office.noun not in titles]
    names = {office.name: office.name for office in named}
    for name, found in holders.items():
        surnames = {holder.name.surname for holder in found}
        if len(surnames) == 1:
            names[name] = max((holder.text for holder in found), key=len)
        elif surnames:
            names.pop(name, None)
    return names


def holders_beside(text: str, office: Office, people: list[Mention]) -> list[Mention]:
    """Return who is named beside an office: “the Mayor of Kell, Ana Pell,”."""
    start, end = office.span
    before = [m for m in people if m.span.end <= start][-1:]
    after = [m for m in people if m.span.start >= end][:1]
    found = [m for m in after if TO_HOLDER.fullmatch(text, end, m.span.start)]
    return found + [m for m in before if FROM_HOLDER.fullmatch(text, m.span.end, start)]


def offices_before(text: str, run: list[CapitalWord]) -> Iterator[Office]:
    """Yield the office, or both of “Duke and Duchess”, of the place with which a run begins."""
    start = run[0].start
    if not text.endswith(OF, 0, start):
        return
    match = _office_before().search(text, max(0, start - MAX_BEFORE), start)
    place = place_at(text, run) if match and not run[0].raw.isupper() else None
    if not match or not place:
        return
    at = match.start("one")
    is_definite = match["the"] and not THING_BEFORE.search(text, max(0, at - MAX_BEFORE), at)
    is_thing = THING_AFTER.match(text, place.end) is not None
    ends = {"one": match.end("one") if match["two"] else place.end, "two": place.end}
    for group in ("one", "two"):
        if not match[group]:
            continue
        noun = match[group].split()[-1]
        yield Office(
            Span(match.start(group), ends[group]),
            normalize_word(noun),
            f"{match[group][0].upper()}{match[group][1:]} of {place.cut(text)}",
            place,
            bool(is_definite) and noun.istitle() and not is_thing,
        )


@cache
def _office_before() -> re.Pattern[str]:
    noun = rf"(?:[A-Z][a-z]+ )?\b(?i:{'|'.join(word_class('office of a place'))})"
    return re.compile(rf"(?P<the>\b[Tt]he )?\b(?P<one>{noun})(?: and (?P<two>{noun}))?{OF}$")


def place_at(text: str, run: list[CapitalWord]) -> Span | None:
    """Return the place with which a run begins; another name may follow it."""
    for size in range(min(len(run), MAX_PLACE_WORDS), 0, -1):
        words = [word.norm for word in run[:size]]
        name = " ".join(words)
        is_known = is_country(name) or (is_place(name) and not is_common_word(name))
        is_rare = is_surname(words[-1]) and not is_common_word(words[-1])  # “Bishop of Stowe”
        is_unknown = (is_opaque(words[-1]) or is_rare) and all(
            w in word_class("region") for w in words[:-1]
        )
        is_before_name = is_known and len(run) > size + 1
        is_before_name &= all(looks_like_a_name(word.norm) for word in run[size:])
        if (size == len(run) or is_before_name) and (is_known or is_unknown):
            return strip_end(Span(run[0].start, run[size - 1].end), text)
    return None


def bare_offices(text: str, nouns: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield “Bishop” in “the Bishop said”, and the noun."""
    titles = "|".join(noun.title() for noun in nouns)
    for match in re.finditer(rf"\b[Tt]he ({titles})\b(?! (?:[A-Z]|of [A-Z]))", text):
        yield Span(*match.span(1)), match[1].casefold()
