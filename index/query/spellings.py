"""Other ways of writing the words of a query: “cooperative” and “co-operative”, “us” and “US”.

What few words need is compiled when it is needed: a search in a process of its own is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from unicodedata import normalize

from index.punctuation import ENGLISH_ENDINGS
from index.query.tree import (
    WHOLE_NAME_FIELDS,
    And,
    AtLeast,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    SameUnit,
    Tree,
    WholeName,
    Word,
)

# Words with two vowels in a row that a hyphen or a space keeps apart: re-election, co operative.
PREFIXED = re.compile(r"(co|re|pre|de|anti|semi|micro)-?([^\W\d_]{4,})", re.IGNORECASE)
# Words that are written in one word and with a hyphen: wifi, covid-19, F16. Others are found in one
# word too, if they are typed with a hyphen and the first part has one or two letters.
DIGITS_BEHIND = r"([^\W\d_]{1,8})-?(\d{1,4})"
ONE_WORD = {
    first + second: (first, second)
    for first, seconds in (
        ("e", "mail mails mailed mailing book books commerce bike bikes scooter scooters cigarette"
         " cigarettes sport sports learning reader readers government waste voting"),
        ("wi", "fi"), ("hi", "fi"), ("sci", "fi"), ("lo", "fi"), ("x", "ray rays"),
        ("t", "shirt shirts"), ("u", "turn turns"),
    )
    for second in seconds.split()
}  # fmt: skip
SHORT_PART = r"(?i:(?!(?:re|de|co)-)([^\W\d_]{1,2}|sci)-([^\W\d_]{2,}))"
# Words that many write without their apostrophe: obrien, dsouza, mbappe, 1990s, dont. Only those
# that are hardly English words: “dread” is not “I’d read”.
UNMARKED = re.compile(
    r"\b(?:(o(?=[bcdfghjklmnrstw](?:[lr]|(?<=s)h)?[aeiouy])|d(?=[bcfgklmnpqstv])|m(?=[bdfgkpt])"
    r"|n(?=[dgk]))([^\W\d_]{4,})|(\d{2,4})(s)"
    r"|((?:do|does|did|is|are|was|were|has|have|had|ca|wo|would|could|should|must|need|ai)n)(t))\b",
    re.IGNORECASE,
)
# An apostrophe that many leave out: “O'Brien”, “don't”, “1990's”; not “Ana's”, “I'd” and “we'll”.
KEPT = "|".join(ending for ending in ENGLISH_ENDINGS if ending != "t")
APOSTROPHE = rf"(?i:(?<=\d)'(?=s\b)|(?<=[^\W_])'(?=[^\W_])(?!(?:{KEPT})\b))"
# Vowels with two dots or a stroke, as they are written without them: Zürich, Zuerich.
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
           "Ø": "Oe", "Å": "Aa"}  # fmt: skip
WRITTEN_UMLAUT = r"(?i:(?<=[^\W\d_aeiouq])([uo])e(?=[^\W\d_aeiou])|^([uo])e(?=[bcdfklmnr]))"
# Companies are often called after somebody: “McDonald's”, “McDonalds”. Words of texts are stemmed.
FIELDS_OF_BODIES = ("org", "source", "place", "entity")
APOSTROPHE_OF_BODY = r"(?<=[^\W_])'(?=[^\W_])"
POSSESSIVE = r"(?i:\b([^\W\d_]{3,})(s)\b)"
# Fractions as one sign, and as they are written without it: 1/2.
FRACTIONS = {normalize("NFKD", sign).replace("⁄", "/"): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
MAX_UNMARKED = 4  # words of a phrase that are tried with an apostrophe
MIN_WRITTEN_UMLAUT = 6  # letters of a word; shorter ones are mostly English: “poet” is not “pot”
REVERSED = r"\s*([^,]+?)\s*,\s*([^,]+?)\s*"  # a name with its surname first
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
INITIALS = r"\b[^\W\d_](?: [^\W\d_])+\b"
LIKE_ABBREVIATIONS = re.compile(r"\b(us|it|who|am)\b")
MAX_LIKE_ABBREVIATIONS = 4  # in a phrase; each more doubles its spellings


def with_spellings(tree: Tree) -> Tree:
    """Return a tree that also finds the other ways of writing its words.

    Words with “=” are found only as they are written, so they stay as they are.
    """
    match tree:
        case Word() | Phrase():
            others = (
                *_initials(tree), *_prefixed(tree), *_degrees(tree), *_in_one_word(tree),
                *_apostrophes(tree), *_umlauts(tree), *_amounts(tree), *_fractions(tree),
                *_and(tree), *_in_order(tree),
            )  # fmt: skip
            return _one_of([*_abbreviations(tree), *others], tree)
        case WholeName():
            return _one_of([tree, *_in_order(tree)], tree)
        case And(parts):
            return And(tuple(map(with_spellings, _join_words(parts))))
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
    if isinstance(leaf, Phrase) and leaf.field not in NO_WORDS and re.search(INITIALS, leaf.text):
        joined = re.sub(INITIALS, lambda match: match[0].replace(" ", ""), leaf.text)
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
    text = leaf.text
    match = _has_digit(text) and re.fullmatch(DIGITS_BEHIND, text)
    match = match or ("-" in text and re.fullmatch(SHORT_PART, text))
    if match and "-" in text:
        yield Word(leaf.field, text.replace("-", ""))
    if parts := match.groups() if match else ONE_WORD.get(text.lower()):
        first, second = parts
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


def _apostrophes(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a leaf with its apostrophes left out, or else put in: “O'Brien”, “OBrien”."""
    if leaf.field in NO_WORDS or (isinstance(leaf, Word) and leaf.exact):
        return
    is_body = leaf.field in FIELDS_OF_BODIES
    if "'" in leaf.text:
        joined = re.sub(APOSTROPHE_OF_BODY if is_body else APOSTROPHE, "", leaf.text)
        if joined != leaf.text:
            yield leaf._replace(text=joined)
    unmarked = [*UNMARKED.finditer(leaf.text)]
    unmarked += re.finditer(POSSESSIVE, leaf.text) if is_body else ()
    for match in islice(unmarked, MAX_UNMARKED):
        apart = " ".join(filter(None, match.groups()))
        yield Phrase(leaf.field, leaf.text[: match.start()] + apart + leaf.text[match.end() :])


def _umlauts(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a leaf with its umlauts written with an e, or the other way round."""
    if leaf.field in NO_WORDS or (isinstance(leaf, Word) and leaf.exact):
        return
    written = "".join(UMLAUTS.get(letter, letter) for letter in normalize("NFC", leaf.text))
    if written != leaf.text:
        yield leaf._replace(text=written)
    lowered = leaf.text.lower()
    if not ("ue" in lowered or "oe" in lowered):
        return
    plain = " ".join(
        re.sub(WRITTEN_UMLAUT, r"\1\2", word) if len(word) >= MIN_WRITTEN_UMLAUT else word
        for word in leaf.text.split(" ")
    )
    if plain != leaf.text:
        yield leaf._replace(text=plain)


def _amounts(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield the other ways of writing an amount, if a leaf is one."""
    if leaf.field not in STEMMED_FIELDS or (isinstance(leaf, Word) and leaf.exact):
        return
    if _has_digit(leaf.text):
        from index.query.amounts import other_amounts  # takes a search without numbers 2 ms

        yield from (other for other in other_amounts(leaf.field, leaf.text) if other != leaf)


def _fractions(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a fraction written as one sign, “½”, or otherwise, “1/2”."""
    if isinstance(leaf, Word) and not leaf.exact and leaf.field in STEMMED_FIELDS:
        if sign := FRACTIONS.get(leaf.text):
            yield leaf._replace(text=sign)
        elif not leaf.text.isascii():
            apart = re.sub(r"(?<=\d)(?=[^\W\d])", " ", leaf.text)  # “2½”
            if "⁄" in (plain := normalize("NFKD", apart)):
                yield Phrase(leaf.field, plain.replace("⁄", " "))


def _and(leaf: Word | Phrase) -> Iterator[Tree]:
    """Yield a phrase with “and” for the sign “&”."""
    if isinstance(leaf, Phrase) and " & " in leaf.text:
        yield leaf._replace(text=leaf.text.replace(" & ", " and "))


def _in_order(leaf: Word | Phrase | WholeName) -> Iterator[Tree]:
    """Yield a name whose surname is typed first in the usual order: “Pell, Ana”."""
    if leaf.field in WHOLE_NAME_FIELDS and (match := re.fullmatch(REVERSED, leaf.text)):
        yield leaf._replace(text=f"{match[2]} {match[1]}")


def _has_two_vowels(prefix: str, stem: str) -> bool:
    return prefix[-1].lower() == stem[0].lower()


def _join_words(parts: Sequence[Tree]) -> Iterator[Tree]:
    """Yield the parts; as one, a prefix and the word after it, and a number and its unit."""
    waiting: Tree | None = None
    for part in parts:
        if spellings := _spellings_of_both(waiting, part):
            assert waiting is not None
            yield _one_of(spellings, And((waiting, part)))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _spellings_of_both(first: Tree | None, second: Tree) -> list[Tree]:
    """Return the spellings of two words that are typed apart and belong together."""
    if not (isinstance(first, Word) and isinstance(second, Word)):
        return []
    if first.exact or second.exact or first.field != second.field:
        return []
    if _belong_together(first, second):
        joined = Word(first.field, first.text + second.text)
        return [*_prefixed(joined), joined]
    if first.field in STEMMED_FIELDS and _has_digit(first.text + second.text):
        from index.query.amounts import is_currency, is_unit, other_amounts

        if is_unit(second.text) or is_currency(first.text):
            amounts = list(other_amounts(first.field, f"{first.text} {second.text}"))
            return [And((first, second)), *amounts] if amounts else []
    return []


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _belong_together(prefix: Word, word: Word) -> bool:
    both = PREFIXED.fullmatch(f"{prefix.text}-{word.text}")
    return both is not None and _has_two_vowels(prefix.text, word.text)
