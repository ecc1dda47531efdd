"""Random archives and query trees, over invented words."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from index.article import Annotation, Article, Entity, Quote, Span
from index.query import (
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Drift,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    SameUnit,
    Versions,
    Wildcard,
    Word,
)
from index.query.spellings import with_spellings
from index.query.tree import DRIFTS, Tree, group_quote_conditions

STEMS = ["brask", "fendle", "gorp", "hulm", "kratty", "lorven", "mubbin", "nisk", "plorn",
         "quarl", "stobe", "trelk"]  # fmt: skip
WORDS = [form for stem in STEMS for form in (stem, f"{stem}s", f"{stem}ing")] + [
    "Ôde", "O'Nar", "us", "US", "U.S.", "un", "U.N.", "cooperate", "co-operated", "onar", "$5k",
]  # fmt: skip
NAMES = ["Ada Brisk", "Ada F. Brisk", "Jon Brisk", "Mira Oll", "Tam Oll", "a clerk", "the board"]
SOURCES = ["Harbour Post", "Valley Echo", "Echo of Torp"]
CUES = ["said", "added", "told"]
FIRST_DAY = date(2023, 1, 1)


def archive(size: int, seed: int = 5) -> list[tuple[Article, Annotation]]:
    """Return articles with quotes, of random words; the same for the same seed."""
    rng = random.Random(seed)
    return [_article(rng, number) for number in range(size)]


def _article(rng: random.Random, number: int) -> tuple[Article, Annotation]:
    text, quotes = "", []
    for _ in range(rng.randrange(1, 5)):
        text += "\n\n" if text else ""
        for _ in range(rng.randrange(1, 4)):
            text += " " if text and not text.endswith("\n") else ""
            if rng.random() < 0.4:
                text = _quote(rng, text, quotes)
            else:
                text += _sentence(rng)
    names = rng.sample(NAMES[:5], rng.randrange(3))
    labels = ("person", "organisation", "place", "other")
    entities = tuple(Entity(name, rng.choice(labels), ()) for name in names)
    day = FIRST_DAY + timedelta(days=rng.randrange(400)) if rng.random() < 0.9 else None
    made = Article(
        title=" ".join(rng.choices(WORDS, k=3)) + f" {number}",
        text=text,
        date=day,
        source=rng.choice([*SOURCES, ""]),
        byline=rng.choice(NAMES),
        title_from_text=rng.random() < 0.2,
    )
    return made, Annotation(entities, tuple(quotes))


def _sentence(rng: random.Random) -> str:
    said = " ".join(rng.choices(WORDS, k=rng.randrange(2, 9)))
    return f"{said[0].upper()}{said[1:]}."


def _quote(rng: random.Random, text: str, quotes: list[Quote]) -> str:
    said, cue = f"“{_sentence(rng)}”", rng.choice(CUES)
    name = rng.choice([*NAMES, ""])
    start = len(text)
    end = start + len(said)
    mention = end + len(cue) + 2
    quotes.append(
        Quote(
            content=(Span(start, end),),
            kind=rng.choice(["direct", "mixed", "indirect"]),
            cue=(Span(end + 1, mention - 1),),
            mention=(Span(mention, mention + len(name)),) if name else (),
            speakers=(name,) if name else (),
            named=name[:1].isupper(),
            confidence=rng.choice([0.25, 0.5, 0.75, 1.0]),
        )
    )
    return f"{text}{said} {cue} {name or 'nobody'}."


def _leaves(field: str) -> st.SearchStrategy[Tree]:
    word = st.sampled_from(WORDS)
    return st.one_of(
        st.builds(Word, st.just(field), word, st.booleans()),
        st.builds(Phrase, st.just(field), st.tuples(word, word).map(" ".join)),
        st.builds(Phrase, st.just(field), st.tuples(word, word, word).map(" ".join)),
        st.builds(Wildcard, st.just(field), st.sampled_from(["bra*", "*ing", "g?rp*", "?ulms"])),
        st.builds(Fuzzy, st.just(field), st.sampled_from(["brasc", "nisks", "holm"]),
                  st.sampled_from([1, 2])),
    )  # fmt: skip


def _in_words(field: str) -> st.SearchStrategy[Tree]:
    """Words, and proximities and counts of them."""
    leaf = _leaves(field)
    either = st.lists(leaf, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
    part = st.one_of(leaf, either)
    near = st.builds(Near, part, part, st.integers(1, 6), st.booleans())
    together = st.builds(SameUnit, part, part, st.sampled_from(["sentence", "paragraph"]))
    counted = st.builds(AtLeast, st.integers(1, 4), part)
    return st.one_of(leaf, leaf, near, together, counted)


_DATES = st.tuples(st.integers(0, 400), st.integers(0, 100)).map(
    lambda days: Dates(FIRST_DAY + timedelta(days[0]), FIRST_DAY + timedelta(sum(days)))
)
_SPEAKERS = st.one_of(
    st.sampled_from(["Ada Brisk", "Mira Oll", "the board"]).map(lambda t: Phrase("speaker", t)),
    st.sampled_from(["Brisk", "oll", "clerk", "unknown", "unnamed"]).map(
        lambda text: Word("speaker", text)
    ),
    st.just(Wildcard("speaker", "bri*")),
)
_QUOTE_LEAVES = st.one_of(
    _SPEAKERS,
    _in_words("said"),
    st.sampled_from(["said", "told"]).map(lambda text: Word("cue", text)),
    st.sampled_from(["direct", "indirect"]).map(lambda text: Word("type", text, exact=True)),
    st.builds(ConfidenceBound, st.sampled_from([">", ">=", "<", "<=", "="]),
              st.sampled_from([0.25, 0.5, 0.6])),
    st.builds(Versions, st.sampled_from([">", ">=", "<", "<=", "="]), st.integers(0, 3)),
    st.sampled_from(sorted(DRIFTS)).map(Drift),
)  # fmt: skip
_ARTICLE_LEAVES = st.one_of(
    _in_words("text"),
    _in_words("title"),
    st.sampled_from(["Echo", "torp"]).map(lambda text: Word("source", text)),
    st.just(Phrase("by", "Mira Oll")),
    st.sampled_from(["person", "org", "place", "entity"]).map(lambda field: Word(field, "brisk")),
    _DATES,
    st.sampled_from(["quote", "unread", "starred", "no date", "no source"]).map(Flag),
)


def _combined(leaf: st.SearchStrategy[Tree], max_leaves: int) -> st.SearchStrategy[Tree]:
    def grow(part: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        several = st.lists(part, min_size=2, max_size=3).map(tuple)
        return st.one_of(several.map(And), several.map(Or), part.map(Not))

    return st.recursive(leaf, grow, max_leaves=max_leaves)


TREES = (
    _combined(
        st.one_of(_ARTICLE_LEAVES, _QUOTE_LEAVES, _combined(_QUOTE_LEAVES, 3).map(InQuote)), 5
    )
    .map(group_quote_conditions)
    .map(with_spellings)
)
"""Query trees as ``parse`` returns them."""

LINES = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([
            *WORDS, '"', "“", "”", "(", ")", "-", "AND", "OR", "NOT", "speaker:", "said:",
            "date:", "2023-07", "..", ">=", "w/5", "w/s", "adj2", "atleast2(", "quote(", "*", "?",
            "~1", "=", "conf:", "is:", "newer:", "sort:date", "title:", ":", "C++", "’", "–",
        ]),
        max_size=40,
    ).map(" ".join),
)  # fmt: skip
"""Likely and unlikely search lines."""
