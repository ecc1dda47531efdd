"""Decide which quotes report one utterance.

Two quotes are linked if they can be versions of one utterance: said within a few days, in nearly
the same words, by the same person or by nobody who is known. In longer quotes that are nearly the
same as a whole, the speakers may differ: an outlet may have got one wrong. What quotes linked
directly or indirectly report is then one utterance or several: each has one longest version, of
which all others are versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from index.record.numbers import whole_numbers
from index.record.relaying import relays
from index.record.turns import has_negation, says_the_opposite
from index.record.wording import Overlap, Wording, content_words, overlap, shared_pairs, wording

RULES = 2
"""The version of these rules, and of ``drift``: archives with a lower one group quotes again."""
WINDOW_DAYS = 14
"""Versions of one utterance appear within this many days of each other."""
SHORT_WORDS = 5  # a shorter quote is a version only of the same words by the same person
SHORT_WINDOW_DAYS = 3
MIN_CONTENT_WEIGHT = 3.0
CUT_LENGTH = 2.0  # if one quote is more than so many times as long, the other one was cut
MAX_NUMBERS_OF_OUTLET = 0.05  # share of numbers that may differ if one outlet repeats a quote
MIN_WORDS_OTHER_SPEAKER, LONG_WORDS = 6, 10
MIN_WEIGHT_REPORTED = 6.0
MIN_SHARED_REPORTED = 0.75  # of the words of both quotes
MANY_PEOPLE = 3
MAX_WORDS_STOCK = 15
"""A quote of at most so many words is a stock phrase if many say it, and nobody most often."""
MIN_SHARED_PAIRS = 0.4


class Needed(NamedTuple):
    """How much of the shorter of two quotes the longer one must have."""

    words: float
    pairs: float


SAME_PERSON, SAME_PERSON_CUT = Needed(0.7, MIN_SHARED_PAIRS), Needed(0.85, 0.6)
UNRESOLVED, UNRESOLVED_CUT = Needed(0.75, 0.5), Needed(0.9, 0.7)
REPEATED = UNRESOLVED_CUT
OTHER_SPEAKER, OTHER_SPEAKER_LONG = Needed(0.9, 0.6), Needed(0.85, 0.55)


class UtteredQuote:
    """What is compared of a quote."""

    def __init__(
        self, place: tuple[str, int], words: Sequence[str], day: int | None,
        persons: Iterable[str], outlet: str, story: object, line: object, *, is_direct: bool,
    ) -> None:  # fmt: skip
        """``place`` is the id of the article and the number of the quote.

        ``day`` is an ordinal; ``persons`` are empty if nobody is named. Copies and versions of an
        article have the same ``story``; its versions the same ``line`` too.
        """
        self.place, self.day = place, day
        self.marked = compared_words(words)
        """The words whose marks lead to quotes to compare."""
        self.words = whole_numbers(self.marked)
        self.persons, self.outlet = frozenset(persons), outlet
        self.story, self.line = story, line
        self.is_direct = is_direct

    @cached_property
    def wording(self) -> Wording:
        """The words, with what is compared of them."""
        return wording(self.words)


def compared_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a quote that are compared.

    “She said that they came” and “they came, she said” report the same words.
    """
    return tuple(words[words[:1] == ["that"] :])


class Link(NamedTuple):
    """Two quotes that can be versions of one utterance, and how much they have in common."""

    one: int
    other: int
    strength: float


def link_strength(one: UtteredQuote, other: UtteredQuote) -> float:
    """Return how much two quotes have in common; 0 if they cannot be versions of one utterance."""
    if shared_pairs(one.wording, other.wording) < MIN_SHARED_PAIRS:
        return 0.0  # as nearly all; the rest takes longer to compare
    is_same_story = one.story == other.story
    days = _days_between(one, other)
    if days > WINDOW_DAYS and not is_same_story:
        return 0.0
    is_same_person = bool(one.persons & other.persons)
    is_other_person = bool(one.persons and other.persons) and not is_same_person
    if min(len(one.words), len(other.words)) < SHORT_WORDS or not _has_content(one, other):
        is_close = is_same_story or (is_same_person and days <= SHORT_WINDOW_DAYS)
        return float(one.words == other.words and is_close and not is_other_person)
    found = overlap(one.wording, other.wording)
    if is_other_person:
        is_enough = _has_other_speaker(one, other, found)
    else:
        is_enough = _is_enough(found, _needed(one, other, is_same_person))
        if not is_same_person and has_negation(one.words) != has_negation(other.words):
            return 0.0  # of unknown people, one may well have said the opposite
    if not is_enough or _is_new_report(one, other):
        return 0.0
    shorter, longer = sorted((one, other), key=lambda each: len(each.words))
    if relays(longer.wording, shorter.wording, is_same_person=is_same_person):
        return 0.0
    is_same_day = is_same_story or (one.day is not None and one.day == other.day)
    if not (is_same_person and is_same_day) and says_the_opposite(one.words, other.words):
        return 0.0  # a person may have said the opposite, unless the outlets quote one day
    return found.shorter * found.pairs * (0.5 + found.both / 2)


def _needed(one: UtteredQuote, other: UtteredQuote, is_same_person: bool) -> Needed:
    """Return how much two quotes must have in common, if no other person speaks in one."""
    is_repeated = one.place[0] == other.place[0] or (
        _is_same_outlet(one, other) and one.wording.numbers != other.wording.numbers
    )
    is_undated = one.story != other.story and None in (one.day, other.day)
    if is_repeated or is_undated:  # probably said at another time, or about something else
        return REPEATED
    is_cut = _length_ratio(one, other) > CUT_LENGTH
    if is_same_person:
        return SAME_PERSON_CUT if is_cut else SAME_PERSON
    return UNRESOLVED_CUT if is_cut else UNRESOLVED


def _is_same_outlet(one: UtteredQuote, other: UtteredQuote) -> bool:
    """Whether one outlet has two articles, not two versions of one article, with the quotes."""
    return one.outlet == other.outlet and one.line != other.line


def _is_enough(found: Overlap, needed: Needed) -> bool:
    return found.shorter >= needed.words and found.pairs >= needed.pairs


def _has_other_speaker(one: UtteredQuote, other: UtteredQuote, found: Overlap) -> bool:
    """Whether two quotes are so similar that one must have been given to the wrong speaker.

    What stands in quotation marks are somebody's words; a report is often a formula.
    """
    words = min(len(one.words), len(other.words))
    if one.is_direct and other.is_direct:
        if _length_ratio(one, other) > CUT_LENGTH or words < MIN_WORDS_OTHER_SPEAKER:
            return False
        needed = OTHER_SPEAKER if words < LONG_WORDS else OTHER_SPEAKER_LONG
        return _is_enough(found, needed)
    is_same = found.both >= MIN_SHARED_REPORTED and not _differ_in_numbers(one, other)
    return min(one.wording.weight, other.wording.weight) >= MIN_WEIGHT_REPORTED and is_same


def _is_new_report(one: UtteredQuote, other: UtteredQuote) -> bool:
    """Whether two quotes of one outlet report different events, as their numbers differ.

    A long quote in which only a number differs is the same, printed again with a mistake.
    """
    if not _is_same_outlet(one, other) or not _differ_in_numbers(one, other):
        return False
    numbers = (one.wording.numbers - other.wording.numbers).total()
    words = set(content_words(one.words)) ^ set(content_words(other.words))
    are_other_words = any(not word[0].isdigit() for word in words)
    return are_other_words or numbers > len(one.words) * MAX_NUMBERS_OF_OUTLET


def _days_between(one: UtteredQuote, other: UtteredQuote) -> int:
    """Return the days between two quotes; those without a date are close to all others."""
    if one.day is None or other.day is None:
        return 0
    return abs(one.day - other.day)


def _has_content(one: UtteredQuote, other: UtteredQuote) -> bool:
    return min(one.wording.weight, other.wording.weight) >= MIN_CONTENT_WEIGHT


def _length_ratio(one: UtteredQuote, other: UtteredQuote) -> float:
    return max(len(one.words), len(other.words)) / min(len(one.words), len(other.words))


def _differ_in_numbers(one: UtteredQuote, other: UtteredQuote) -> bool:
    """Whether each of two quotes has a number that the other lacks."""
    return bool(one.wording.numbers - other.wording.numbers) and bool(
        other.wording.numbers - one.wording.numbers
    )


def split_into_utterances(quotes: Sequence[UtteredQuote], links: Iterable[Link]) -> list[list[int]]:
    """Return the numbers of the quotes of each utterance among linked ones.

    The strongest links join first, those of one person before all others. A link joins two
    utterances only if their longest versions can be versions of each other: two speeches that
    share a sentence stay apart. What many people say is a stock phrase: there, only quotes of the
    same person are versions.
    """

    def rank(link: Link) -> tuple[float, int, list[tuple[str, int]]]:
        one, other = quotes[link.one], quotes[link.other]
        return -link.strength, _days_between(one, other), sorted((one.place, other.place))

    ranked = sorted(links, key=rank)
    of_one_person = [link for link in ranked if _is_same_person(quotes, link)]
    others = [link for link in ranked if not _is_same_person(quotes, link)]
    clusters = _Clusters(quotes)
    clusters.join(of_one_person)
    phrases = clusters.copy()
    phrases.join(others)
    clusters.join(
        link for link in others if not _is_stock_phrase(quotes, phrases.members(link.one))
    )
    return clusters.all()


def _is_same_person(quotes: Sequence[UtteredQuote], link: Link) -> bool:
    return bool(quotes[link.one].persons & quotes[link.other].persons)


class _Clusters:
    """Quotes joined into utterances."""

    def __init__(self, quotes: Sequence[UtteredQuote]) -> None:
        self._quotes = quotes
        self._members = {number: [number] for number in range(len(quotes))}
        self._cluster = list(range(len(quotes)))

    def copy(self) -> _Clusters:
        """Return the same clusters, to be joined further."""
        copied = _Clusters(self._quotes)
        copied._members = {number: list(each) for number, each in self._members.items()}
        copied._cluster = list(self._cluster)
        return copied

    def members(self, quote: int) -> list[int]:
        """Return the quotes in the cluster of a quote."""
        return self._members[self._cluster[quote]]

    def all(self) -> list[list[int]]:
        """Return all clusters."""
        return list(self._members.values())

    def join(self, links: Iterable[Link]) -> None:
        """Join the clusters that links connect, as far as their longest versions allow."""
        for link in links:
            first, second = self._cluster[link.one], self._cluster[link.other]
            if first == second:
                continue
            if _can_join(self._quotes, self._members[first], self._members[second]):
                for number in self._members[second]:
                    self._cluster[number] = first
                self._members[first] += self._members.pop(second)


def _can_join(quotes: Sequence[UtteredQuote], one: Sequence[int], other: Sequence[int]) -> bool:
    days = [day for number in (*one, *other) if (day := quotes[number].day) is not None]
    if days and max(days) - min(days) > WINDOW_DAYS:
        return False
    return bool(link_strength(quotes[longest(quotes, one)], quotes[longest(quotes, other)]))


def longest(quotes: Sequence[UtteredQuote], numbers: Iterable[int]) -> int:
    """Return the number of the quote with the most words, the first of several."""
    return min(numbers, key=lambda n: (-len(quotes[n].words), quotes[n].day or 0, quotes[n].place))


def _is_stock_phrase(quotes: Sequence[UtteredQuote], numbers: Sequence[int]) -> bool:
    if len(quotes[longest(quotes, numbers)].words) > MAX_WORDS_STOCK:
        return False
    persons = {quotes[number].story: quotes[number].persons for number in numbers}
    counts = Counter(name for names in persons.values() for name in names)
    return len(counts) >= MANY_PEOPLE and max(counts.values()) * 2 <= counts.total()
