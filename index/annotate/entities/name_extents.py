"""Decide where names begin and end, from the runs of capitalized words that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.annotate.entities.capital_runs import CapitalWord
from index.annotate.entities.evidence import MINISTER_OF, find_evidence
from index.annotate.entities.known_names import (
    is_common_word,
    is_function_word,
    is_given_name,
    is_opaque,
    is_place,
    is_surname,
    looks_like_a_name,
)
from index.annotate.entities.mention import Mention, person_at, strip_end
from index.annotate.entities.offices_of_places import OFFICE_OF
from index.annotate.entities.organisation_extents import first_words, names_organisation
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun, role_kind, singular
from index.annotate.lexicon.tables import table, word_class
from index.article import Span

MAX_RUN = 12  # words; a longer run is a list or a heading
MAX_NAME = 5  # words that a person's name has at most, as far as it is put together here
MAX_RANK = 4  # letters of an abbreviated rank
MAX_BEFORE = 60  # characters before a name in which an office or owner is looked for
TRADE = re.compile(r"(?:er|or|ist|man|woman|ian|ant|ent|ess)$")
STRONG = {"age", "who", "title", "saying", "party", "introduced"}


def complete_names(
    text: str, runs: list[list[CapitalWord]], mentions: list[Mention], others: Sequence[Span]
) -> list[Mention]:
    """Extend names to the whole name, cut what stands before them, and add those missed.

    ``others`` are the dates and the like that were recognised.
    """
    changed: dict[int, Mention | None] = {}
    starts = first_words(mentions)
    fixed = {m.span.start for m in mentions if m.label == "organisation" and m.name.words in starts}
    added: list[Mention] = []
    for run in runs:
        mark_words(run, mentions, others)
        if len(run) <= MAX_RUN:
            extend_names(text, run, changed, fixed)
            for word in run:
                if word.mention and changed.get(word.mention.span.start, word.mention) is None:
                    word.mention, word.blocked = None, False  # “Publican” before “Ann Lee”
            added += missed_names(text, run)
    whole = [changed.get(mention.span.start, mention) for mention in mentions]
    kept: list[Mention] = []
    for mention in sorted(
        [*filter(None, whole), *added], key=lambda m: (m.span.start, -m.span.end)
    ):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def mark_words(run: list[CapitalWord], mentions: list[Mention], others: Sequence[Span]) -> None:
    """Note which mention each word belongs to."""
    for word in run:
        index = bisect_right(mentions, word.start, key=lambda m: m.span.start) - 1
        if index >= 0 and word.start < mentions[index].span.end:
            word.mention = mentions[index]
        index = bisect_right(others, word.start, key=lambda s: s.start) - 1
        word.blocked = index >= 0 and word.start < others[index].end


def extend_names(
    text: str, run: list[CapitalWord], changed: dict[int, Mention | None], fixed: set[int]
) -> None:
    """Extend the names in a run to the words beside them that belong to them.

    Those that start at one of the offsets ``fixed`` stay as they are.
    """
    for mention in {id(w.mention): w.mention for w in run if w.mention}.values():
        inside = [i for i, word in enumerate(run) if word.mention is mention]
        first, last = inside[0], inside[-1]
        if run[first].start != mention.span.start or mention.span.start in {*changed, *fixed}:
            continue
        if mention.label == "organisation" and names_organisation(run[last].norm):
            continue
        if is_noun_before_name(run, first, last):
            changed[mention.span.start] = None
            continue
        first = drop_words_before(run, first, last)
        owner = OFFICE_OF.search(text[max(0, run[0].start - MAX_BEFORE) : run[0].start])
        holds_office = owner is not None and is_office(normalize_word(owner["office"]))
        owner = owner if holds_office or (owner and owner["link"] == "of") else None
        is_owned = owner is not None
        if owner and holds_office and mention.label == "person":
            first = drop_ministry(run, first, last)
        if not may_be_person(run, first, last, mention):
            continue
        is_cut = first > inside[0]
        if (
            is_cut and mention.span.end > run[-1].end + 1
        ):  # “Beekeeper Ann ‘Honey’ Drax”, in two runs
            changed[mention.span.start] = without_start(text, mention, run[first].start)
            continue
        while not is_cut and first > is_owned and is_part(run, first - 1, mention):
            first -= 1
        while last + 1 < len(run) and is_part(run, last + 1, mention) and last - first < MAX_NAME:
            last += 1
        if (first, last) == (inside[0], inside[-1]):
            continue
        for word in run[first : last + 1]:
            if word.mention and word.mention is not mention:
                changed[word.mention.span.start] = None
        changed[mention.span.start] = person_mention(text, run[first : last + 1], mention)


def without_start(text: str, mention: Mention, start: int) -> Mention:
    """Return a mention from an offset inside it."""
    span = Span(start, mention.span.end)
    return replace(mention, span=span, text=" ".join(span.cut(text).split()))


def is_noun_before_name(run: list[CapitalWord], first: int, last: int) -> bool:
    """Return whether a mention is a noun at the start of a sentence: “Striker” Ann Lee."""
    after = run[last + 1 :]
    is_noun = first == last and is_noun_of_person(run[first])
    return is_noun and bool(after) and all(map(is_name_word, after[:2]))


def is_noun_of_person(word: CapitalWord) -> bool:
    """Return whether a word is a noun for people that begins a sentence: “Winger”, “Newlyweds”."""
    is_noun = word.starts_sentence and is_person_noun(word.norm) and not is_given_name(word.norm)
    is_common = is_common_word(word.norm) or is_common_word(f"{word.norm}s")
    return is_noun and (is_common or not is_surname(word.norm))


def may_be_person(run: list[CapitalWord], first: int, last: int, mention: Mention) -> bool:
    """Return whether some words of a mention may be a person, whatever its label is."""
    if mention.label == "person":
        return True
    if mention.text.isupper() or not all(is_name_word(word) for word in run[first : last + 1]):
        return False
    if all(is_opaque(word.norm) and word.raw.istitle() and not word.blocked for word in run):
        return True  # “Olumide Falana”
    before = run[first - 1] if first and run[first - 1].mention is mention else None
    if before and (is_office(before.norm) or TRADE.search(before.norm)):
        return True
    if first < last:
        return is_likely_given_name(run[first]) or is_initial(run[first])
    return (
        is_surname(run[first].norm)
        or is_likely_given_name(run[first])
        or (first > 0 and is_likely_given_name(run[first - 1]))
    )


def is_name_word(word: CapitalWord) -> bool:
    """Return whether a word can be part of a person's name."""
    return looks_like_a_name(word.norm) or word.raw in word_class("surname particle")


def is_initial(word: CapitalWord) -> bool:
    """Return whether a word is one letter with a full stop: “K.” of “K. Rao”."""
    return len(word.norm) == 1 and word.raw.endswith(".")


def is_likely_given_name(word: CapitalWord) -> bool:
    """Return whether a word is a first name and nothing else."""
    return is_given_name(word.norm) and not is_common_word(word.norm) and not word.blocked


def drop_words_before(run: list[CapitalWord], first: int, last: int) -> int:
    """Return where a name begins, without offices and common words before it."""
    start = first
    while precedes_name(run[first : last + 1]):
        first += 1
    if first > start:
        return first
    for index in range(last - 1, first - 1, -1):
        before = run[index - 1].norm if index > first else ""
        if is_office(run[index].norm) and not (before and is_given_name(before)):
            return index + 1
    word = run[first]
    names = first < last and all(is_name_word(word) for word in run[first + 1 : last + 1])
    goes_on = word.mention is not None and word.mention.span.end > run[last].end + 1
    is_followed = last - first >= 2 or goes_on or singular(word.norm) != word.norm
    if names and is_followed and is_noun_of_person(word):  # “Newlyweds Ann”
        return first + 1
    is_other = is_given_name(word.norm) or word.norm in word_class("region")
    if last - first >= 2 and not is_other:
        is_before_given_name = is_before_initial(run[first : last + 1]) or (
            is_common_word(word.norm) and is_given_name(run[first + 1].norm)
        )
        is_trade = TRADE.search(word.norm) and (
            is_common_word(word.norm) or not is_surname(word.norm)
        )
        if is_before_given_name or (is_trade and names):
            return first + 1
    return first


def drop_ministry(run: list[CapitalWord], first: int, last: int) -> int:
    """Return where a minister's surname begins that stands alone after the words of the ministry.

    As in “Minister of Mines and Energy Falk”.
    """
    words = [is_common_word(word.norm) and not is_given_name(word.norm) for word in run]
    return last if all(words[first:last]) and not words[last] else first


def is_office(word: str) -> bool:
    """Return whether a word is a title, an office or a trade, and no common first name."""
    parts = (word, word.partition("-")[0], word.removeprefix("co-"))  # “editor-in-chief”
    role = any(role_kind(part) in {"office", "trade", "person"} for part in parts)
    return (role or word in table("titles")) and word not in table("first_names")


def precedes_name(words: list[CapitalWord]) -> bool:
    """Return whether words begin with a rank, trade or place before a full name.

    As “PC Ada Quist”, “Novelist Ada Quist” and, of a manager “at Torp”, “Torp Ada Quist” do.
    """
    if len(words) < 3 or not (
        is_likely_given_name(words[1])
        or (is_given_name(words[1].norm) and is_surname(words[-1].norm))
    ):
        return False
    word = words[0].norm
    is_other = is_person_noun(word) or (is_place(word) and not is_surname(word))
    return is_rank_in_capitals(words[0]) or (is_other and not is_given_name(word))


def is_before_initial(words: list[CapitalWord]) -> bool:
    """Return whether a common word comes before a name: “Opposition” before “K. Rao”."""
    return len(words) > 2 and is_initial(words[1]) and is_common_word(words[0].norm)


def is_rank_in_capitals(word: CapitalWord) -> bool:
    """Return whether a word may be an abbreviated rank or trade: “PC”, “DJ” before a full name."""
    return word.raw.isalpha() and word.raw.isupper() and 1 < len(word.raw) <= MAX_RANK


def is_part(run: list[CapitalWord], index: int, mention: Mention) -> bool:
    """Return whether a word beside a name belongs to it."""
    word = run[index]
    if word.blocked or is_office(word.norm) or word.raw in word_class("letters after a name"):
        return False
    is_only_name = is_given_name(word.norm) and not is_verb_of_saying(word.norm)
    is_word = is_common_word(word.norm) or is_function_word(word.norm) or TRADE.search(word.norm)
    if index < len(run) - 1 and is_before_full_name(run, index, mention):
        return False
    if is_in_acronym(run, index) and is_likely_given_name(run[index + 1]):
        return False  # “the F.B.I. James Falk”
    if word.raw in {"A", "I"} or (word.starts_sentence and is_word and not is_only_name):
        return False
    if is_noun_of_person(word) and singular(word.norm) != word.norm:
        return False
    other = word.mention
    if other and other is not mention and (len(other.name.words) > 1 or other.text.isupper()):
        return False
    if word.raw in word_class("surname particle"):
        beyond = index - 1 if word.start < mention.span.start else index + 1
        return 0 <= beyond < len(run) and is_part(run, beyond, mention)
    return looks_like_a_name(word.norm) and not (len(word.raw) > 3 and word.raw.isupper())


def is_in_acronym(run: list[CapitalWord], index: int) -> bool:
    """Return whether a letter ends others before a full name: the last of “F.B.I. James Falk”."""
    if not 0 < index < len(run) - 2:
        return False
    before, word, after = run[index - 1 : index + 2]
    is_glued = before.end == word.start and word.end < after.start
    return is_glued and len(before.norm) == len(word.norm) == 1


def is_before_full_name(run: list[CapitalWord], index: int, mention: Mention) -> bool:
    """Return whether a place or a rank precedes a whole name: “Torp Ada Quist”, “PC Ada Quist”."""
    word, after = run[index], run[index + 1]
    is_whole = len(mention.name.words) > 1 and is_likely_given_name(after)
    if word.start > mention.span.start or after.start != mention.span.start or not is_whole:
        return False
    return is_place(word.norm) or is_rank_in_capitals(word)


def missed_names(text: str, run: list[CapitalWord]) -> Iterator[Mention]:
    """Find names in a run that nobody recognised."""
    free = [w for w in run if not w.mention and not w.blocked]
    if len(free) != len(run):
        return
    while free and (is_office(free[0].norm) or precedes_name(free) or is_before_initial(free)):
        free.pop(0)
    if len(free) == 2 and MINISTER_OF.search(
        text, max(0, free[0].start - MAX_BEFORE), free[1].start
    ):
        free.pop(0)  # “Energy” in “Minister of Mines and Energy Falk”
    if not free or free[0].norm in table("pronouns") or not all(is_name_word(w) for w in free):
        return
    follows_noun = len(free) < len(run) and is_given_name(free[0].norm)
    mention = person_mention(text, free, None)
    is_full_name = 2 <= len(free) <= MAX_NAME and (
        is_likely_given_name(free[0])
        or ((len(free[0].norm) == 1 or follows_noun) and is_surname(free[-1].norm))
    )
    if is_full_name or STRONG & set(find_evidence(mention, text)):
        yield mention


def person_mention(text: str, words: list[CapitalWord], mention: Mention | None) -> Mention:
    """Return the mention of a person by some words of a run."""
    found = person_at(text, strip_end(Span(words[0].start, words[-1].end), text))
    if mention is None:
        return found
    is_recognised = mention.recognised and mention.label == "person"
    return replace(
        mention, span=found.span, text=found.text, title=found.title, recognised=is_recognised
    )
