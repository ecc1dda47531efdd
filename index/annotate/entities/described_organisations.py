"""Find organisations by the noun beside their name: “the charity Open Harbour”.

The recogniser often misses such names, or takes words before them for a name or a part of it:
“Budget airline Skylark”, “Carmaker Volta Motors”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from index.annotate.entities.capital_runs import CapitalWord, is_title_case
from index.annotate.entities.evidence import VERB_AFTER
from index.annotate.entities.grouping.organisation_names import acronyms_of
from index.annotate.entities.known_names import (
    is_common_word,
    is_function_word,
    is_given_name,
    is_place,
    is_surname,
)
from index.annotate.entities.mention import Mention, merge_mentions, organisation_at, strip_end
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun, role_kind, singular
from index.annotate.lexicon.tables import table, word_class
from index.article import Span

NOUN_BEFORE = re.compile(r"(?:^|[\s“\"(-])(?P<noun>[a-z][a-z-]+) $")
APPOSITION = re.compile(
    r", (?:an?|the|one of the) (?:[\w’'-]+ ){0,4}?(?P<noun>[a-z-]+)"
    r"(?=,? (?:that|which|who|based|in|for|of|from|with|founded|owned|run|behind)\b|[,.;)])"
)
# “Medics Without Walls (MWW)”
ACRONYM = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?:,? (?:(?:of|for|the|and|on|in|to|with|against|without|de|du|des) )*"
    r"[A-Z][\w’'-]*){1,9}) \((?:the )?(?P<short>[A-Z][A-Za-z&]+[A-Z])\)"
)
CAUSE = re.compile(
    r"\b(?P<what>[A-Z][a-z]+) (?:for|against) (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)?"
)
NEXT_NAME = re.compile(r" (?P<noun>[a-z][a-z-]+) [A-Z]")
OF = re.compile(r" of (?:the )?")
MAX_NAME = 5  # words
AROUND = 60  # characters before a name
AFTER = 120  # characters after it


def add_described_organisations(
    text: str, runs: Sequence[list[CapitalWord]], mentions: list[Mention], others: Sequence[Span]
) -> list[Mention]:
    """Add the names beside a noun for a company or body, and cut such nouns from mentions.

    ``others`` are the dates and the like that were recognised.
    """
    openings = {run[0].start: run for run in runs if run[0].starts_sentence}
    kept: list[Mention] = []
    for mention in mentions:
        run = openings.get(mention.span.start)
        if run is not None and _begins_with_noun(mention, run):
            kept.append(_without_first_word(text, mention, run))
        elif run is None or not _opens_description(text, mention):
            kept.append(mention)
    found = [m for m in _described(text, runs) if not any(map(m.span.touches, others))]
    people = {mention.span for mention in mentions if mention.label == "person"}
    sure = [m for m in found if m.span not in people or not _follows_trade(text, m.span.start)]
    named = merge_mentions(merge_mentions(sure, kept), _before_acronyms(text))
    return merge_mentions(named, [*_bodies(text, runs), *_causes(text)])


def _follows_trade(text: str, start: int) -> bool:
    """Return whether a noun before a name may also be that of a person: “the brewer Morlock”."""
    noun = NOUN_BEFORE.search(text[max(0, start - AROUND) : start])
    return noun is not None and is_person_noun(noun["noun"])


def _described(text: str, runs: Sequence[list[CapitalWord]]) -> Iterator[Mention]:
    for run in runs:
        start, end = run[0].start, run[-1].end
        noun = NOUN_BEFORE.search(text[max(0, start - AROUND) : start].rpartition("\n")[2])
        apposition = APPOSITION.match(text[end : end + AFTER].partition("\n")[0])
        described = any(match and is_kind(match["noun"]) for match in (noun, apposition))
        is_club = len(run) > 1 and run[0].raw in word_class("club prefix")
        may_be = _may_be_organisation(run, is_trade=_follows_trade(text, start))
        if is_club or (described and may_be):
            yield organisation_at(text, *strip_end(Span(start, end), text))


def _bodies(text: str, runs: Sequence[list[CapitalWord]]) -> Iterator[Mention]:
    """Yield the names that end in a word for a body, with “of” and a name after it.

    “Okavango Air”, “High Court of Saint Brendan”, “Unified Machinists of Ontario”.
    """
    by_start = {run[0].start: run for run in runs}
    for run in runs:
        words = _without_opening(run)
        if not 1 < len(words) <= MAX_NAME or is_title_case(text, run[0].start):
            continue
        last = words[-1].norm
        is_body = table("name_words").get(last, ("",))[0] == "organisation"
        after = OF.match(text, run[-1].end)
        place = by_start.get(after.end()) if after else None
        end = place[-1].end if place and len(place) <= MAX_NAME else run[-1].end
        if place and (_names_office(place) or not (is_body or _is_plural_person(last))):
            end = run[-1].end
        if (is_body or end > run[-1].end) and _may_be_organisation(words, is_trade=False):
            yield organisation_at(text, *strip_end(Span(words[0].start, end), text))


def _causes(text: str) -> Iterator[Mention]:
    """Yield bodies called by what they are for, after their kind or where they speak.

    “The charity Shelter for Seals”, “Water for All said”, but no “Minister for Mines”.
    """
    for match in CAUSE.finditer(text):
        word = normalize_word(match["what"])
        noun = NOUN_BEFORE.search(text[max(0, match.start() - AROUND) : match.start()])
        kind = noun["noun"] if noun else ""
        is_body = is_kind(kind) or role_kind(kind) == "organisation"
        verb = VERB_AFTER.match(text, match.end())
        speaks = verb is not None and is_verb_of_saying(verb[1])
        is_other = word in table("titles") or word in table("roles") or is_person_noun(word)
        if is_common_word(word) and (is_body or (speaks and not is_other)):
            yield organisation_at(text, *match.span())


def _without_opening(run: list[CapitalWord]) -> list[CapitalWord]:
    """Return a run without a word that is capitalized only to begin a sentence: “The”."""
    opens = is_function_word(run[0].raw) or is_kind_of_company(run[0].norm)
    is_opening = run[0].starts_sentence and opens
    return run[1:] if is_opening or run[0].norm in word_class("not in a name") else run


def _names_office(run: list[CapitalWord]) -> bool:
    return any(word.norm in table("roles") or word.norm in table("titles") for word in run)


def _is_plural_person(word: str) -> bool:
    return singular(word) != word and is_person_noun(word)


def _before_acronyms(text: str) -> Iterator[Mention]:
    """Yield the names whose initials follow in brackets."""
    for match in ACRONYM.finditer(text):
        starts = [m.start() for m in re.finditer(r"\b[A-Z]", match["name"])]
        for start in reversed(starts):
            if match["short"] in acronyms_of(match["name"][start:]):
                yield organisation_at(text, match.start("name") + start, match.end("name"))
                break


def _may_be_organisation(run: list[CapitalWord], *, is_trade: bool) -> bool:
    """Return whether capitalized words can name an organisation: no person, place or title.

    A first name alone can, but not after a noun that is also the trade of a person.
    """
    words = [word.norm for word in run]
    first, last = words[0], words[-1]
    if any(word in table("titles") or word in word_class("not in a name") for word in words):
        return False
    is_office = role_kind(first) in {"office", "trade", "person"}
    is_person = is_given_name(first) and (is_surname(last) if len(words) > 1 else is_trade)
    is_in_place = is_place(" ".join(words)) or is_place(last)
    return not (is_office or is_person or is_in_place or first in table("pronouns"))


def _begins_with_noun(mention: Mention, run: list[CapitalWord]) -> bool:
    """Return whether the first word of a mention is a noun: “Carmaker Volta Motors”.

    A noun for a trade is, if the word after it is surely a name: “Developer Greywell Homes”.
    """
    noun, last = run[0].norm, run[-1].norm
    is_longer = len(run) > 1 and run[1].end <= mention.span.end
    is_trade = len(run) > 2 and is_person_noun(noun) and singular(noun) == noun
    is_trade = is_trade and not is_common_word(run[1].norm)
    is_trade = is_trade and is_common_word(last) and not is_surname(last)
    return is_longer and mention.label != "person" and (is_kind_of_company(noun) or is_trade)


def _without_first_word(text: str, mention: Mention, run: list[CapitalWord]) -> Mention:
    span = Span(run[1].start, mention.span.end)
    return replace(mention, span=span, text=" ".join(span.cut(text).split()))


def _opens_description(text: str, mention: Mention) -> bool:
    """Return whether a word is no name but opens a description: “Budget airline Skylark”.

    It is a common word, or stands nowhere else and cannot own the company: “Pharma group Vell”.
    """
    words = mention.name.words
    noun = NEXT_NAME.match(text, mention.span.end)
    if len(words) != 1 or noun is None or not is_kind(noun["noun"]) or mention.label == "place":
        return False
    is_once = text.count(mention.text) == 1 and noun["noun"] not in word_class("owned company")
    return is_common_word(words[0]) or is_once


@cache
def is_kind(noun: str) -> bool:
    """Return whether a noun is a kind of company or body, which may stand beside its name."""
    word = normalize_word(noun)
    is_firm = role_kind(word) == "firm"
    return is_firm or word in word_class("kind beside a name") or is_kind_of_company(word)


def is_kind_of_company(word: str) -> bool:
    """Return whether a noun is a kind of company that hardly ever begins a name: “retailer”."""
    return word in word_class("kind of company")
