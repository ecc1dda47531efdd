"""Other ways of writing the words of a query: “cooperative” and “co-operative”, “us” and “US”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from index.query.tree import (
    And,
    AtLeast,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    SameUnit,
    Tree,
    Word,
)

# Words with two vowels in a row that a hyphen or a space keeps apart: re-election, co operative.
PREFIXED = re.compile(r"(co|re|pre|de|anti|semi|micro)-?([^\W\d_]{4,})", re.IGNORECASE)
# Words that are written in one word and with a hyphen: wifi, covid-19, F16. Others are found in one
# word too, if they are typed with a hyphen and the first part has one or two letters.
DIGITS_BEHIND = re.compile(r"([^\W\d_]{1,8})-?(\d{1,4})")
ONE_WORD = re.compile(
    r"(e)(mails?|mailed|mailing|books?|commerce|bikes?|scooters?|cigarettes?|sports?|learning|readers?"
    r"|government|waste|voting)|(wi|hi|sci|lo)(fi)|(x)(rays?)|(t)(shirts?)|(u)(turns?)",
    re.IGNORECASE,
)
SHORT_PART = re.compile(r"(?!(?:re|de|co)-)([^\W\d_]{1,2}|sci)-([^\W\d_]{2,})", re.IGNORECASE)
STEMMED_FIELDS = ("text", "title", "said")
NO_WORDS = ("type", "tag", "note", "cue")  # fields whose values are not words of a text or name
# Abbreviations with dots after more than one letter, which are several words.
DEGREES = {
    each.replace(" ", ""): each
    for each in (
        "ph d", "b sc", "m sc", "d sc", "ed d", "psy d", "d phil", "m phil", "ll b", "ll m", "ll d",
    )
}  # fmt: skip
# Typed in small letters, these may also mean US, IT, WHO and AM; typed in capitals, only these.
INITIALS = re.compile(r"\b[^\W\d_](?: [^\W\d_])+\b")
LIKE_ABBREVIATIONS = re.compile(r"\b(us|it|who|am)\b")
MAX_LIKE_ABBREVIATIONS = 4  # in a phrase; each more doubles its spellings


def with_spellings(tree: Tree) -> Tree:
    """Return a tree that also finds the other ways of writing its words.

    Words with “=” are found only as they are written, so they stay as they are.
    """
    match tree:
        case Word() | Phrase():
            others = (*_initials(tree), *_prefixed(tree), *_degrees(tree), *_in_one_word(tree))
            return _one_of([*_abbreviations(tree), *others], tree)
        case And(parts):
            return And(tuple(map(with_spellings, _join_prefixes(parts))))
        case Or(parts, None):
            return Or(tuple(map(with_spellings, parts)))
        case Not(part):
            return Not(with_spellings(part))
        case InQuote(part):
            return InQuote(with_spellings(part))
        case AtLeast(times, part):
            return AtLeast(times, with_spellings(part))
        case Near(left, right, distance, ordered):
            return Near(with_spellings(left), with_spellings(right), distance, ordered)
        case SameUnit(left, right, unit):
            return SameUnit(with_spellings(left), with_spellings(right), unit)
    return tree


def _one_of(spellings: Sequence[Tree], typed: Tree) -> Tree:
    return Or(tuple(spellings), typed) if len(spellings) > 1 else typed


def _abbreviations(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a leaf with each of its words in small letters as a word and as an abbreviation."""
    if leaf.field in NO_WORDS or (isinstance(leaf, Word) and leaf.exact):
        yield leaf
        return
    first, *rest = LIKE_ABBREVIATIONS.split(leaf.text)
    words, between = rest[::2], rest[1::2]
    if len(words) > MAX_LIKE_ABBREVIATIONS:  # a quote that was pasted: as it is written
        yield leaf
        return
    for chosen in product(*((word, word.upper()) for word in words)):
        pairs = zip(chosen, between, strict=True)
        yield leaf._replace(text=first + "".join(word + after for word, after in pairs))


def _initials(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a phrase with its initials joined: “j d falk” is also J.D. Falk."""
    if isinstance(leaf, Phrase) and leaf.field not in NO_WORDS and INITIALS.search(leaf.text):
        joined = INITIALS.sub(lambda match: match[0].replace(" ", ""), leaf.text)
        yield leaf._replace(text=joined)


def _prefixed(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield the other spellings of a word with a prefix, joined and apart."""
    match = PREFIXED.fullmatch(leaf.text) if isinstance(leaf, Word) and not leaf.exact else None
    if match and leaf.field in STEMMED_FIELDS and _has_two_vowels(*match.groups()):
        prefix, stem = match.groups()
        apart = Near(Word(leaf.field, prefix, exact=True), Word(leaf.field, stem), 1, ordered=True)
        if leaf.text != prefix + stem:
            yield Word(leaf.field, prefix + stem)
        yield apart


def _in_one_word(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield the other spelling of “email”, “e-mail”, “covid19” and “F-16”."""
    if isinstance(leaf, Phrase) or leaf.exact or leaf.field not in STEMMED_FIELDS:
        return
    match = DIGITS_BEHIND.fullmatch(leaf.text) or SHORT_PART.fullmatch(leaf.text)
    if match and "-" in leaf.text:
        yield Word(leaf.field, leaf.text.replace("-", ""))
    if match := match or ONE_WORD.fullmatch(leaf.text):
        first, second = filter(None, match.groups())
        is_exact = Word(leaf.field, first, exact=True)
        yield Near(is_exact, Word(leaf.field, second), 1, ordered=True)


def _degrees(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield the other spelling of a degree: “PhD” is “Ph.D.”, which is two words."""
    if leaf.field not in STEMMED_FIELDS or (isinstance(leaf, Word) and leaf.exact):
        return
    parts = re.findall(r"\w+", leaf.text.lower())
    if len(parts) == 1 and parts[0] in DEGREES:
        yield Phrase(leaf.field, DEGREES[parts[0]])
    elif " ".join(parts) in DEGREES.values():
        yield Word(leaf.field, "".join(parts))


def _has_two_vowels(prefix: str, stem: str) -> bool:
    return prefix[-1].lower() == stem[0].lower()


def _join_prefixes(parts: Sequence[Tree]) -> Iterator[Tree]:
    """Yield the parts; a prefix and the word after it, typed apart, as one."""
    waiting: Tree | None = None
    for part in parts:
        if isinstance(waiting, Word) and isinstance(part, Word) and _belong_together(waiting, part):
            joined = Word(part.field, waiting.text + part.text)
            both = _one_of([*_prefixed(joined), joined], And((waiting, part)))
            waiting = None
            yield both
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _belong_together(prefix: Word, word: Word) -> bool:
    return (
        prefix.field == word.field
        and not (prefix.exact or word.exact)
        and PREFIXED.fullmatch(f"{prefix.text}-{word.text}") is not None
        and _has_two_vowels(prefix.text, word.text)
    )
