"""Find where the wording of two quotes turns: a negation, or a word and its opposite.

A turn is a difference in words. It does not say that one quote contradicts the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.record.wording import FUNCTION_WORDS

NEGATIONS = frozenset(("not", "no", "never", "cannot", "without", "neither", "nor", "hardly"))
SHORT_NOT = "t"  # as in “don't”, whose apostrophe separates words
NEGATIVE_WORDS = NEGATIONS | {SHORT_NOT, "nobody", "nothing"}
BEFORE_SHORT_NOT = frozenset(
    ("don", "won", "can", "didn", "doesn", "isn", "aren", "wasn", "weren", "hasn", "haven", "hadn",
     "wouldn", "couldn", "shouldn", "mustn", "needn", "ain")
)  # fmt: skip
NEGATIVE_PRONOUNS = frozenset(("nobody", "nothing", "none"))  # they negate what follows, too
NOT_NEGATED = frozenset(("only", "just", "merely", "simply", "least"))  # as in “not only”
# Between a negation and what it negates: “no longer allowed”, “not think that we will pay”.
ADVERBS = frozenset(
    ("longer", "yet", "even", "again", "ever", "really", "actually", "currently", "necessarily",
     "fully", "entirely", "immediately", "automatically", "personally", "possibly", "easily")
)  # fmt: skip
OPINIONS = frozenset(
    ("think", "believe", "expect", "intend", "intention", "plan", "plans", "planning", "want",
     "suppose", "reason", "need")
)  # fmt: skip
NEARBY = 3  # content words on each side of a word and its opposite; both quotes have one of them
MAX_TURNS = 3
# Beside one of these a negation denies the sentence: “we will not sell”, “they have no plan”.
HELPING_VERBS = BEFORE_SHORT_NOT | frozenset(
    ("am", "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is",
     "may", "might", "must", "shall", "should", "was", "were", "will", "would")
)  # fmt: skip
MAX_CHANGED = 3  # words, if only a negation differs: “will sell”, “are not going to sell”


class _Place(NamedTuple):
    """A content word of a quote."""

    stem: str
    word: str
    is_negated: bool


def find_turns(
    one: Sequence[str], other: Sequence[str], stem: Callable[[str], str]
) -> tuple[str, ...]:
    """Return where the words of two quotes turn, as “raise / not raise” or “support / oppose”.

    ``stem`` returns what the forms of a word have in common.
    """
    # A pronoun that both have may negate either quote as a whole.
    only_one = NEGATIVE_PRONOUNS.isdisjoint(one) or NEGATIVE_PRONOUNS.isdisjoint(other)
    pronouns = NEGATIVE_PRONOUNS if only_one else frozenset[str]()
    first, second = (_content(words, stem, pronouns) for words in (one, other))
    found = [
        f"{_phrase(each)} / {_phrase(opposed)}"
        for number, each in enumerate(first)
        for other_number, opposed in enumerate(second)
        if (
            _is_negated_in_one(each.stem, first, second)
            if each.stem == opposed.stem
            else opposed.stem in _opposites(stem).get(each.stem, ())
            and not {each.stem, opposed.stem} & _stems(first) & _stems(second)
            and _nearby(first, number) & _nearby(second, other_number)
        )
    ]
    return tuple(dict.fromkeys(found))[:MAX_TURNS]


def says_the_opposite(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two quotes differ in nothing but a negated verb or a word and its opposite."""
    if one == other:
        return False
    counts, others = Counter(one), Counter(other)
    removed, added = counts - others, others - counts
    is_turned = has_negation(removed) or has_negation(added) or _are_opposite(removed, added)
    if not is_turned or max(removed.total(), added.total()) > MAX_CHANGED:
        return False  # as nearly always
    from difflib import SequenceMatcher  # 6 ms that searching saves

    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    if len(changed) != 1:
        return False
    _, start, end, new_start, new_end = changed[0]
    old, new = one[start:end], other[new_start:new_end]
    if max(len(old), len(new)) > MAX_CHANGED:
        return False
    is_of_verb = not HELPING_VERBS.isdisjoint((*one[max(start - 1, 0) : start], *old, *new))
    return (is_of_verb and has_negation(old) != has_negation(new)) or _are_opposite(old, new)


def has_negation(words: Iterable[str]) -> bool:
    """Return whether there is a negative word among these."""
    return not NEGATIVE_WORDS.isdisjoint(words)


def _are_opposite(one: Collection[str], other: Collection[str]) -> bool:
    opposites = _opposites(str)
    return any(not opposites.get(word, set()).isdisjoint(other) for word in one)


def _content(
    words: Sequence[str], stem: Callable[[str], str], pronouns: Collection[str]
) -> list[_Place]:
    """Return the content words, and others that have an opposite, such as “more”.

    The first one after a negation is negated; the next one too after a word of opinion.
    ``pronouns`` negate as well.
    """
    found = []
    is_negated = False
    for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
        is_after_negation = before in NEGATIONS or before == SHORT_NOT
        if word in NEGATIONS or (word == SHORT_NOT and before in BEFORE_SHORT_NOT):
            is_negated = True
        elif is_after_negation and word in NOT_NEGATED:
            is_negated = False
        elif word not in BEFORE_SHORT_NOT and (
            word not in FUNCTION_WORDS or stem(word) in _opposites(stem)
        ):
            is_passed = is_negated and word in ADVERBS and after != "than"
            found.append(_Place(stem(word), word, is_negated and not is_passed))
            goes_on = is_passed or (is_negated and word in OPINIONS)
            is_negated = goes_on or word in pronouns
    return found


def _is_negated_in_one(stem: str, one: Sequence[_Place], other: Sequence[_Place]) -> bool:
    """Whether one quote always negates a word, and the other never does."""
    ways = [{each.is_negated for each in quote if each.stem == stem} for quote in (one, other)]
    return ways in ([{True}, {False}], [{False}, {True}])


def _nearby(quote: Sequence[_Place], number: int) -> set[str]:
    around = (*quote[max(number - NEARBY, 0) : number], *quote[number + 1 : number + 1 + NEARBY])
    return {each.stem for each in around}


def _stems(quote: Sequence[_Place]) -> set[str]:
    return {each.stem for each in quote}


def _phrase(place: _Place) -> str:
    return f"not {place.word}" if place.is_negated else place.word


@cache
def _opposites(stem: Callable[[str], str]) -> dict[str, set[str]]:
    """Return the stems of the opposites of each stem."""
    found: dict[str, set[str]] = {}
    lines = Path(__file__).with_name("opposites.tsv").read_text(encoding="ascii").splitlines()
    for line in lines:
        sides = [{stem(word) for word in side.split()} for side in line.split("\t")]
        for one, other in (sides, reversed(sides)):
            for each in one:
                found.setdefault(each, set()).update(other)
    return found
