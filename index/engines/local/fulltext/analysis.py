"""Split text into words, fold and stem them; indexing and searching share this."""

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from index.article import PARAGRAPH_BREAK
from index.punctuation import APOSTROPHE_LETTERS
from index.query.scripts import UNSPACED

# Letters and digits, and the ends of C++ and C#. An apostrophe separates words: “lindo” finds
# “Lindo’s”, and “O’Brien” is the phrase “o brien” with any kind of apostrophe.
PLAIN_TOKEN = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")

# A number with separators between its thousands is one word: “1,200,000”, “1.200.000”, “1 200 000”
# with spaces that do not break. “1.200” may be a decimal number: it is two words.
NO_BREAK = r"\u00a0\u2009\u202f"
NUMBER = rf"""\d{{1,3}}(?:
    (?:,\d{{3}})+(?!,?\d) | (?:\.\d{{3}}){{2,}}(?!\.?\d) | (?:['’]\d{{3}})+(?!['’]?\d)
    | (?:[{NO_BREAK}]\d{{3}})+(?![{NO_BREAK}]?\d) )"""
# The sign and the two words are one: “7%”, “7 %” and “7 per cent” are “7 percent”.
PER_CENT = r"[Pp]er[-\ \u00a0][Cc]ent"
WRITTEN_PERCENT = f"[%％]|{PER_CENT}"

# Marks that are written over, under and behind letters: accents that Unicode does not join to their
# letter, vowels of Hebrew, Arabic and the scripts of India (blocks of 128 that are built alike).
VOWEL_SIGNS = "".join(
    f"{chr(block + first)}-{chr(block + last)}"
    for block in range(0x900, 0xE00, 0x80)
    for first, last in ((0, 3), (0x3A, 0x3C), (0x3E, 0x4F), (0x51, 0x57), (0x62, 0x63))
)
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    f"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed{VOWEL_SIGNS}"
)

MAX_MARKS = 30  # on one letter, as Unicode has it; Python puts a million in order for minutes
# Not in texts in Latin letters with the usual signs, for which a simple pattern will do.
UNUSUAL = r"[^\0-\u02b8\u2000-\u2fff]"

SIGN = rf"[^\W_{APOSTROPHE_LETTERS}]"  # a letter or a digit


@cache
def token_pattern(*, has_unusual: bool = True) -> re.Pattern[str]:
    """Return the pattern of a word.

    Without unusual letters, the pattern for other texts: it finds the same there, and compiles in
    a small part of the time.
    """
    apostrophes, unspaced = (APOSTROPHE_LETTERS, UNSPACED) if has_unusual else ("", "")
    inside = rf"[^\W_{unspaced}{apostrophes}]"
    marked = rf"(?:[{MARKS}]{{1,{MAX_MARKS}}}{inside}+)*[{MARKS}]{{0,{MAX_MARKS}}}"
    marked = marked if has_unusual else ""
    # An abbreviation with dots is one word: “U.S.”, “p.m.”, and the initials “J. K.” of a name.
    letter = rf"[^\W\d_{apostrophes}]"
    return re.compile(
        rf"""(?=\d)(?<![^\W_])(?<!\d[.,'’{NO_BREAK}]){NUMBER}
        | [%％](?:(?<=\d.)|(?<=\d[\ {NO_BREAK}].)) | {PER_CENT}(?![^\W_])
        | {SIGN}(?:
            {f"(?<=[{unspaced}]) |" if unspaced else ""}
            \. (?<={letter}\.) (?<!{SIGN}..) (?<!{SIGN}\...)  # after a letter that stands alone
            (?: {letter}(?:\.{letter})*\.? | (?:[ ]{letter}\.)+ ) (?!{SIGN})
            | {inside}*{marked}(?:\+\+|\#(?!\w))?
        )""",
        re.VERBOSE,
    )


def has_unusual(text: str) -> bool:
    """Return whether a text has letters that few texts have."""
    return not text.isascii() and re.search(UNUSUAL, text) is not None


def token_pattern_for(text: str) -> re.Pattern[str]:
    """Return the pattern of a word for one text; few searches need the long one."""
    return token_pattern(has_unusual=has_unusual(text))


HYPHENATED = rf"{SIGN}+(?:[-‐‑−]{SIGN}+)+"

ABBREVIATIONS_LIKE_WORDS = frozenset(("us", "it", "who", "am"))
"""Words that are abbreviations in capitals or with dots: “US” and “U.S.” are not “us”."""

OTHER_FORM = "~"
"""The end of another form of a word, so that only searches for every form find it."""

# Letters that Unicode does not decompose.
PLAIN_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n",
})  # fmt: skip

APOSTROPHE_OF_LETTER = str.maketrans(dict.fromkeys(APOSTROPHE_LETTERS, "'"))
_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without case, accents and dots: “Łódź” becomes “lodz”, “U.N.” “un”.

    “U.S.” and “US” become “u.s”, because they are not the pronoun.
    """
    if not word.isalnum():
        if word[:1].isdecimal() and re.fullmatch(NUMBER, word, re.VERBOSE):
            return "".join(filter(str.isdecimal, word))
        if re.fullmatch(WRITTEN_PERCENT, word):
            return "percent"
    letters = word.replace(".", "").replace(" ", "")
    folded = _fold_letters(letters)
    if folded in ABBREVIATIONS_LIKE_WORDS and (word.isupper() or len(letters) < len(word)):
        return ".".join(folded)
    return folded


def _fold_letters(word: str) -> str:
    if word.isascii():
        return word.lower()
    # Bold letters and the like have small letters only once they are plain.
    letters = unicodedata.normalize("NFKD", word.casefold()).casefold()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.translate(PLAIN_LETTERS)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a folded word (Snowball's English stemmer)."""
    word = word.removesuffix(OTHER_FORM)
    return word if "." in word else str(_STEMMER.stemWord(word))


def stem_prefix(stemmed: str) -> str:
    """Return letters with which every word with this stem starts.

    A word starts like its stem, except for the last letter (“party”, “parti”), or for all but the
    first (“dying”, “die”).
    """
    if len(stemmed) == 3 and stemmed.endswith("ie"):
        return stemmed[0]
    return stemmed[:-1] if len(stemmed) > 2 else stemmed


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order, with repetitions."""
    return [fold(match) for match in token_pattern_for(text).findall(text)]


def plain_words(text: str) -> list[str]:
    """Return the folded words of a text, each letter of an abbreviation with dots for itself.

    The database stores fingerprints made of them, so they must stay the same.
    """
    return [_fold_letters(match) for match in PLAIN_TOKEN.findall(text)]


def name_words(name: str) -> list[str]:
    """Return the folded words of a name, with any apostrophe between two of them."""
    return plain_words(name.translate(APOSTROPHE_OF_LETTER))


def hyphenated(text: str) -> list[tuple[str, int]]:
    """Return the folded words with hyphens, “night-shift”, each with the position of its start."""
    found = [(match.start(), match.group()) for match in re.finditer(HYPHENATED, text)]
    tokens = token_pattern_for(text).finditer(text) if found else ()
    starts = [match.start() for match in tokens]
    return [("-".join(words(word)), bisect_left(starts, start)) for start, word in found]


def hyphenated_word(text: str) -> str:
    """Return the folded text if it is one word with hyphens, else an empty string."""
    return "-".join(words(text)) if re.fullmatch(HYPHENATED, text) else ""


class Analysed(NamedTuple):
    """The folded words of a text, and the positions where sentences and paragraphs start."""

    words: list[str]
    sentences: list[int]
    paragraphs: list[int]
    hyphenated: list[tuple[str, int]]
    """The words with hyphens, and the positions where they start."""


def analyse(text: str) -> Analysed:
    """Split a text into words, sentences and paragraphs."""
    from index.sentences import split_sentences  # 5 ms that searching saves

    found, pattern = Analysed([], [], [], []), token_pattern()
    for paragraph in text.split(PARAGRAPH_BREAK):
        found.paragraphs.append(len(found.words))
        for sentence in split_sentences(paragraph):
            found.sentences.append(len(found.words))
            if "-" in sentence or not sentence.isascii():
                base = len(found.words)
                found.hyphenated.extend((word, base + at) for word, at in hyphenated(sentence))
            found.words.extend(map(fold, pattern.findall(sentence)))
    return found
