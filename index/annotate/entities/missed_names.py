"""Find names that the recogniser missed: after titles, in lists, in capitals, and repeated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, pairwise

from spacy.attrs import IDX, LENGTH, POS
from spacy.tokens import Doc

from index.annotate.entities.known_names import (
    is_common_word,
    is_function_word,
    is_given_name,
    is_place,
    is_surname,
    looks_like_a_name,
)
from index.annotate.entities.mention import (
    MAX_ABBREVIATION,
    WORD,
    Mention,
    begins_as_name,
    has_common_first_name,
    person_at,
    strip_end,
    titles_before,
    with_hyphenated,
)
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import table, word_class
from index.article import Span

BEFORE_AND = re.compile(r"(?:^|[^\w’'-])(?P<given>[A-Z][\w’'-]+) and $")
LISTED_SURNAME_FIRST = re.compile(r"(?<=[:;])\s*(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))(?=[;.\n]|\Z)")
# A capitalized word before another, perhaps its title.
BEFORE_CAPITAL = re.compile(r"(?<![\w’'-])(?P<word>[A-Z][\w’'-]*)(?P<dot>\.?) (?=[^\W\d_a-z])")
SURNAME_FIRST = re.compile(r"\b(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))")
NICKNAMED = re.compile(
    r"\b[A-Z][\w-]+ (?:[A-Z]\. )?"
    r"(?:“(?:[Tt]he )?[A-Z]\w+”|‘[A-Z]\w+[’']|\"[A-Z]\w+\"|'[A-Z]\w+'|\([A-Z][a-z]+\)) [A-Z][\w-]+"
)
QUOTED_WORD = re.compile(r" [“‘\"'(]([A-Z]\w+)[”’\"')] ")
SPOUSES = {"husband": "m", "widower": "m", "wife": "f", "widow": "f"}
SPOUSE = re.compile(rf"\b(?:[Hh]is|[Hh]er|whose) (?:late )?({'|'.join(SPOUSES)}),? $")
MAX_BEFORE_SPOUSE = 24  # characters
LABEL_IN_CAPS = re.compile(
    r"(?m)^[ \t]*((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z’'-]+)(?=,[^:\n]{2,60}:| ?\([^()\n]{2,40}\):|:)"
)


def surname_first_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Find “Surname, Name” in lists, and anywhere if “Name Surname” is mentioned."""
    matches = {m.start(1): m for m in LISTED_SURNAME_FIRST.finditer(text)}
    known = {mention.name.words for mention in mentions}
    for m in SURNAME_FIRST.finditer(text):
        if (normalize_word(m[3]), normalize_word(m[2])) in known:
            matches[m.start(1)] = m
    return [Mention(Span(*m.span(1)), f"{m[3]} {m[2]}", "person") for m in matches.values()]


def names_of_couples(text: str, mentions: list[Mention], *, of_kin: bool = False) -> list[Mention]:
    """Find the first of two people who share a surname: “Lachlan and Fiona Truscott”.

    ``of_kin`` finds only those after “Brothers” or similar, whose names need not be known.
    """
    surnames = {mention.name.surname for mention in mentions if mention.name.given}
    found = []
    for mention in mentions:
        before = BEFORE_AND.search(text[max(0, mention.span.start - 40) : mention.span.start])
        word = normalize_word(before["given"]) if before else ""
        is_full = (mention.label == "person" or of_kin) and len(mention.name.words) == 2
        if of_kin:
            is_couple = follows_kin(before) and looks_like_a_name(word)
        else:
            is_couple = is_given_name(mention.name.given) and is_only_given(word)
        if before and is_full and is_couple and word not in surnames:
            end = mention.span.start - len(" and ")
            span = Span(end - len(before["given"]), end)
            name = f"{before['given']} {mention.text.split()[-1]}"
            found += [Mention(span, name, "person"), replace(mention, label="person")]
    return found


def names_of_spouses(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Find “Len” of “Ann Tapp and her husband Len”, if the article has a “Mr Tapp” too."""
    titled = {(m.name.gender, m.name.words) for m in mentions if m.name.gender}
    anchor: Mention | None = None
    for mention in mentions:
        if mention.name.given:
            anchor = mention if mention.label == "person" else anchor
            continue
        start = mention.span.start
        spouse = SPOUSE.search(text, max(0, start - MAX_BEFORE_SPOUSE), start)
        if spouse and anchor and (SPOUSES[spouse[1]], (anchor.name.surname,)) in titled:
            name = f"{mention.text} {anchor.text.split()[-1]}"
            yield replace(mention, text=name, label="person")


def follows_kin(before: re.Match[str] | None) -> bool:
    """Return whether “Brothers” or similar stands before a first name."""
    words = before.string[: before.start("given")].split() if before else []
    return bool(words) and words[-1].casefold() in word_class("kin")


def is_only_given(word: str) -> bool:
    """Return whether a word is a first name, and hardly a surname or a place."""
    is_first = word in table("first_names") or not (is_surname(word) or is_place(word))
    return is_given_name(word) and is_first


def names_after_titles(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Find names that only a title reveals: “Mr Falk”."""
    ends = [mention.span.end for mention in mentions]
    for left in BEFORE_CAPITAL.finditer(text):
        title = normalize_word(left["word"])
        if title not in table("titles") or (left["dot"] and len(title) > MAX_ABBREVIATION):
            continue
        right = WORD.match(text, left.end())
        if right is None or not right[0][0].isupper():
            continue
        index = bisect_right(ends, right.start())
        name = normalize_word(right[0])
        if name in table("roles") or name in table("titles") or not may_follow_title(name):
            continue
        if index < len(mentions) and mentions[index].span.start <= right.start():
            continue
        span = strip_end(Span(*right.span()), text)
        yield Mention(span, span.cut(text), "person", title)


def may_follow_title(word: str) -> bool:
    """Return whether a word after a title can be a name, not another word of a heading."""
    is_known = is_given_name(word) or is_surname(word)
    return is_known or not (is_common_word(word) or is_function_word(word))


def first_name_pairs(doc: Doc, text: str) -> Iterator[Mention]:
    """Find a common first name followed by another proper noun."""
    proper = doc.vocab.strings["PROPN"]
    rows = doc.to_array([POS, IDX, LENGTH]).tolist()
    for (pos, start, size), after in pairwise(rows):
        if pos != proper or after[0] != proper or after[1] != start + size + 1:
            continue
        span = strip_end(Span(int(start), int(after[1] + after[2])), text)
        if has_common_first_name(span.cut(text)):
            yield person_at(text, with_hyphenated(span, text))


def transcript_labels(text: str) -> Iterator[Mention]:
    """Find the speaker labels of a transcript: “ELSA VINT, harbour master:”."""
    for m in LABEL_IN_CAPS.finditer(text):
        words = [normalize_word(word) for word in m[1].split()]
        if len(m[1]) < 3 or any(
            w in word_class("label word") or is_function_word(w) for w in words
        ):
            continue
        names = [*dropwhile(lambda word: normalize_word(word) in table("titles"), m[1].split())]
        name = " ".join(names) or m[1]
        start = m.end(1) - len(name)
        title = " ".join(titles_before(text, start))
        yield Mention(Span(start, m.end(1)), name.title(), "person", title)


def nicknames(text: str) -> Iterator[Mention]:
    """Find names with a nickname in quotation marks: “Roberto ‘Beto’ Falk”."""
    for match in NICKNAMED.finditer(text):
        if is_function_word(match[0].split()[0]):
            continue  # “On “Alchemist” Swan sings”
        yield person_at(text, Span(*match.span()))


def repeated_names(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Find other occurrences of the full names, surnames and nicknames of mentioned people."""
    people = [m for m in mentions if m.label == "person" and len(m.name.words) > 1]
    full_names = {mention.name.words for mention in people}
    forms = full_names | {(words[-1],) for words in full_names}
    forms |= {(normalize_word(n),) for m in people for n in QUOTED_WORD.findall(m.text)}
    max_size = max(map(len, forms), default=0)
    particles = word_class("surname particle")
    words = [
        m for m in WORD.finditer(text) if begins_as_name(m[0]) or m[0].split("-")[0] in particles
    ]
    normalized = [normalize_word(m[0]) for m in words]
    at = 0
    while at < len(words):
        sizes = range(min(max_size, len(words) - at), 0, -1)
        known = (size for size in sizes if tuple(normalized[at : at + size]) in forms)
        size = next((size for size in known if is_name(text, words[at : at + size])), 0)
        if size:
            span = Span(words[at].start(), words[at + size - 1].end())
            yield person_at(text, strip_end(span, text))
        at += size or 1


def is_name(text: str, words: list[re.Match[str]]) -> bool:
    """Return whether words begin with a capital and only spaces or dots separate them."""
    gaps = [text[a.end() : b.start()] for a, b in pairwise(words)]
    is_unbroken = all(gap.strip() in {"", "."} and "\n" not in gap for gap in gaps)
    return is_unbroken and (begins_as_name(words[0][0]) or "-" in words[0][0])  # “al-Harbi”
