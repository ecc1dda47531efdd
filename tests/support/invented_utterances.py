"""Invented utterances in several versions, as outlets would print them, with the truth beside."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from index.article import Annotation, Article, Quote, Span


def _words(text: str) -> list[str]:
    return text.split()


MIN_WORDS = 8  # of an utterance
SLOT = re.compile(r"\{\w+\}")
FIRST = _words(
    """
    Ada Bram Cleo Dirk Edda Finn Gwen Hanno Ines Jorn Kaia Lutz Mira Nils Orla Piet
    """
)
LAST = _words(
    """
    Vantor Kessleby Ormund Tharne Pellick Dravin Hollaster Quenby Marrow Stillen Ruskett Abelin
    Corvane Fenwold Gristle Jarrow Lundeby Nethersole Oxtaby Wendrick
    """
)
PLACES = _words(
    """
    Torvale Kelmark Ashgrove Brackwater Dunmere Eastholm Farrowby Glenstead
    """
)
NOUNS = _words(
    """
    harbour bridge school budget strike railway hospital river factory dam museum tariff pension
    ferry market library tunnel airport stadium mine quarry orchard vineyard lighthouse court
    parade canal granary reservoir wharf theatre archive prison chapel depot laboratory festival
    census border embassy refinery smelter seawall vaccine turbine satellite glacier wetland
    forest meadow tramway cathedral monastery brewery bakery foundry sawmill nursery clinic
    barracks treasury
    """
)
VERBS = _words(
    """
    rebuild close sell defend postpone finance inspect abandon repair enlarge privatise protect
    replace reopen lease demolish insure restore relocate modernise auction mortgage patrol
    evacuate subsidise nationalise survey dredge flood irrigate
    """
)
ADJECTIVES = _words(
    """
    northern crumbling costly beloved neglected public private ancient dangerous temporary
    municipal derelict profitable provincial flooded famous crowded rusty silent idle lavish
    modest coastal
    """
)
TIMES = _words(
    """
    spring autumn Christmas midsummer Friday January harvest Easter nightfall elections
    """
)
REASONS = _words(
    """
    voters children pensioners creditors engineers farmers sailors nurses tenants anglers miners
    taxpayers visitors widows drivers teachers
    """
)
OPENERS = (
    "",
    "",
    "",
    "",
    "believe me,",
    "in {p}",
    "by {t}",
    "for {m} years",
    "without {l}",
    "after the {n2}",
    "if nothing happens,",
    "to be plain,",
    "when the {r} ask,",
    "like every {r2} here,",
    "unless {p} pays,",
    "despite the {a} {n2},",
    "before {t}",
    "between {p} and the sea",
    "with {m} crowns left,",
)
SUBJECTS = (
    "we",
    "I",
    "nobody",
    "the {r} of {p}",
    "{l}",
    "the {a} {n}",
    "our {n}",
    "every {n} in the valley",
    "anyone with {m} crowns",
    "the council",
    "no insurer",
    "my grandmother",
    "half of {p}",
    "those {m} {r}",
    "the judge",
    "whoever owns the {n}",
    "a town without its {n}",
    "the ministry",
    "{p} and {p2}",
    "this {n}",
    "not one of the {r}",
)
PREDICATES = (
    "will {v} the {n}",
    "can not {v} it",
    "has to explain the {n} to the {r}",
    "would rather {v} a {n2}",
    "lost {m} crowns a day",
    "belongs to the {r}",
    "deserves a {a} {n2}",
    "promised to {v} half of it",
    "carried {m} sacks past the {n}",
    "remembers what {l} said",
    "signed a contract with {l}",
    "tried to {v} the {n} twice",
    "read all {m} pages",
    "asked only about the {a} {n}",
    "stood {m} winters beside that {n}",
    "wants to {v} something {a}",
    "refuses to {v} anything",
    "owes the {r} an answer",
    "has {m} unpaid bills",
    "sold the {n} for a song",
    "counted the {r} and found {m}",
    "never saw a {n} so {a}",
    "depends on the {n2}",
    "marched to {p} about the {n}",
    "will not wait for the {n2}",
)
TAILS = (
    "",
    "",
    "before {t}",
    "without the {r}",
    "and the {r} remember",
    "while the {r} pay",
    "not the {n2}",
    "at four in the morning",
    "because of {l}",
    "with two lawsuits behind us",
    "and so should {p}",
    "or resign",
    "as the {n2} proved",
    "until {t}",
    "though it costs {m} crowns",
    "for a third time",
    "in front of the {a} {n2}",
    "whatever {l} calls it",
    "out of shame",
    "at the expense of {p}",
    "in spite of {m} letters",
    "once the {n2} is {a}",
    "and I have the papers",
    "like a thief",
)
OTHER_WORDS = _words(
    """
    simply perhaps really gladly surely entirely finally often rather never soon
    """
)


class Said(NamedTuple):
    """One version of an utterance."""

    utterance: int
    text: str
    speaker: str
    named: bool
    day: date
    outlet: str
    change: str = ""


def invent(rng: random.Random, clauses: int) -> str:
    """Return the words of an utterance."""
    values = {
        "v": VERBS, "a": ADJECTIVES, "a2": ADJECTIVES, "n": NOUNS, "n2": NOUNS, "r": REASONS,
        "v2": VERBS, "p": PLACES, "p2": PLACES, "r2": REASONS, "t": TIMES, "l": LAST,
        "m": [str(number) for number in range(3, 990)],
    }  # fmt: skip
    parts = [
        " ".join(filter(None, (rng.choice(OPENERS), rng.choice(SUBJECTS), rng.choice(PREDICATES),
                               rng.choice(TAILS))))
        for _ in range(clauses)
    ]  # fmt: skip
    text = ", and ".join(parts)
    for slot in SLOT.findall(text):
        text = text.replace(slot, rng.choice(values[slot[1:-1]]), 1)
    return (
        text[0].upper() + text[1:] + "." if len(text.split()) >= MIN_WORDS else invent(rng, clauses)
    )


# What an outlet may do to the words.


def _cut_head(rng: random.Random, words: list[str]) -> list[str]:
    return words[rng.randint(2, max(2, len(words) // 2)) :]


def _cut_tail(rng: random.Random, words: list[str]) -> list[str]:
    return words[: -rng.randint(2, max(2, len(words) // 2))]


def _cut_middle(rng: random.Random, words: list[str]) -> list[str]:
    start = rng.randint(3, max(3, len(words) - 6))
    return [*words[:start], "…", *words[start + rng.randint(2, 5) :]]


def _change_words(rng: random.Random, words: list[str]) -> list[str]:
    changed = list(words)
    for _ in range(1 + len(words) // 15):
        at = rng.randrange(1, len(words))
        changed[at] = rng.choice((*NOUNS, *OTHER_WORDS))
    return changed


def _change_number(rng: random.Random, words: list[str]) -> list[str]:
    return [str(rng.randint(3, 990)) if word.isdigit() else word for word in words]


def _change_name(rng: random.Random, words: list[str]) -> list[str]:
    names = {*PLACES, *LAST}
    return [rng.choice([*LAST, *PLACES]) if word.strip(",.") in names else word for word in words]


def _add_words(rng: random.Random, words: list[str]) -> list[str]:
    at = rng.randrange(1, len(words))
    return [*words[:at], rng.choice(OTHER_WORDS), *words[at:]]


def _keep(rng: random.Random, words: list[str]) -> list[str]:
    return words


# Changes that the mechanism was not written for.


def _report(rng: random.Random, words: list[str]) -> list[str]:
    swaps = {"we": "they", "i": "she", "will": "would", "our": "their", "my": "her", "is": "was",
             "have": "had", "can": "could", "this": "that"}  # fmt: skip
    return [swaps.get(word.lower(), word) for word in words]


def _insert_bracket(rng: random.Random, words: list[str]) -> list[str]:
    at = rng.randrange(1, len(words))
    return [*words[:at], f"[the {rng.choice(NOUNS)} in {rng.choice(PLACES)}]", *words[at:]]


def _drop_articles(rng: random.Random, words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in ("the", "a", "an")]


def _misread(rng: random.Random, words: list[str]) -> list[str]:
    changed = list(words)
    for _ in range(1 + len(words) // 12):
        at = rng.randrange(len(words))
        word = changed[at]
        place = rng.randrange(len(word))
        changed[at] = word[:place] + rng.choice("rnlti") + word[place + 1 :]
    return changed


def _swap_neighbours(rng: random.Random, words: list[str]) -> list[str]:
    changed = list(words)
    at = rng.randrange(len(words) - 1)
    changed[at], changed[at + 1] = changed[at + 1], changed[at]
    return changed


def _capitals(rng: random.Random, words: list[str]) -> list[str]:
    return [word.upper() for word in words]


def _join_words(rng: random.Random, words: list[str]) -> list[str]:
    return re.sub(r"can not", "can’t", " ".join(words)).replace(" will ", "’ll ").split()


def _stumble(rng: random.Random, words: list[str]) -> list[str]:
    at = rng.randrange(1, len(words))
    return [*words[:at], "er,", words[at - 1].strip(",."), *words[at:]]


Change = Callable[[random.Random, list[str]], list[str]]
NAMED_CHANGES: dict[str, Change] = {
    "same words": _keep, "cut head": _cut_head, "cut tail": _cut_tail, "cut middle": _cut_middle,
    "words": _change_words, "number": _change_number, "name": _change_name, "added": _add_words,
}  # fmt: skip
"""The changes that the measure names."""
OTHER_CHANGES: dict[str, Change] = {
    "reported": _report, "bracket": _insert_bracket, "no articles": _drop_articles,
    "misread": _misread, "swapped words": _swap_neighbours, "capitals": _capitals,
    "contracted": _join_words, "stumble": _stumble,
}  # fmt: skip
"""Changes that the mechanism was not written for."""


def versions(
    rng: random.Random, utterances: int, changes: Sequence[str], outlets: Sequence[str],
    days: Sequence[date],
) -> Iterator[Said]:  # fmt: skip
    """Yield 2 to 6 versions of each utterance; some have two changes, or another speaker."""
    every = NAMED_CHANGES | OTHER_CHANGES
    for number in range(utterances):
        text = invent(rng, rng.choice((1, 1, 2, 2, 3)))
        speaker = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        day = rng.choice(days)
        first, *others = rng.sample(list(outlets), rng.randint(2, 6))
        yield Said(number, text, speaker, True, day, first, "longest")
        for outlet in others:
            names = rng.sample(list(changes), rng.choice((1, 1, 1, 2)))
            words = text.split()
            for name in names:
                changed = every[name](rng, words)
                words = changed if len(changed) >= 6 else words
            who, named = speaker, True
            if (draw := rng.random()) < 0.1:
                who = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
                names = [*names, "speaker"]
            elif draw < 0.2:
                who, named = rng.choice(("", "a spokesman")), False
            yield Said(
                number, " ".join(words), who, named, day + timedelta(days=rng.randint(0, 6)),
                outlet, ", ".join(names),
            )  # fmt: skip


def to_article(said: Said, before: str = "") -> tuple[Article, Annotation]:
    """Return an article that quotes one version, after a text of its own."""
    text = f"{before}“{said.text}”"
    quote = Quote(
        content=(Span(len(before), len(text)),), kind="direct",
        speakers=(said.speaker,) if said.speaker else (), named=said.named, confidence=0.9,
    )  # fmt: skip
    article = Article(title=said.text[:40], text=text, date=said.day, source=said.outlet)
    return article, Annotation((), (quote,))
