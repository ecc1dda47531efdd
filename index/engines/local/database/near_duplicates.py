"""Near-duplicate detection: find candidates for copies of an article, and compare fingerprints.

Candidates share a band of their MinHash signatures (A. Broder, “On the resemblance and
containment of documents”, 1997; bands as in Leskovec, Rajaraman and Ullman, “Mining of Massive
Datasets”, chapter 3). A comparison of all three-word shingles decides, and one of the numbers in
the text: reports that are written daily from one template differ in their numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from struct import pack
from typing import NamedTuple

from index.article import Article, Quote
from index.engines.local.fulltext.analysis import plain_words

SHINGLE_WORDS = 3
BANDS, ROWS = 16, 4  # articles that share half of their shingles share a band two times in three
MAX_CHARACTERS = 200_000  # of an article that are compared
NUMBER = re.compile(r"\d(?:[\d.,/:–-]*\d)?")

MIN_JACCARD = 0.5  # of the shingles of an article and a shortened copy
MIN_CONTAINMENT = 0.8  # of the shorter one's shingles
SHORT_TEXT_WORDS = 60  # in a shorter text, a single name can tell two reports apart
MIN_JACCARD_SHORT = 0.75
MAX_DIFFERENT_NUMBERS = 0.05  # share of the numbers of the text with fewer numbers
MAX_DAYS_BETWEEN = 7  # an article and its copy; later, the same words are a new report
MIN_JACCARD_EDITED = 0.6  # of a file or page before and after it was edited
MIN_CONTAINMENT_EDITED = 0.65  # of the shorter text, if a paragraph such as a correction was added
# Share of the numbers that a correction may change, in the text with fewer numbers. One number may
# always change, also if the text has no other.
MAX_CORRECTED_NUMBERS = 0.5
MIN_CONTAINMENT_REWRITTEN = 0.15  # of the shorter of two versions of one page


class Fingerprint(NamedTuple):
    """What is compared of an article."""

    shingles: frozenset[str]
    """All sequences of ``SHINGLE_WORDS`` words."""
    numbers: Counter[str]
    words: int


def fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint of an article's headline and text."""
    title = "" if article.title_from_text else article.title
    text = f"{title}\n{article.text}"[:MAX_CHARACTERS]
    found = plain_words(text)
    starts = range(max(1, len(found) - SHINGLE_WORDS + 1)) if found else ()
    return Fingerprint(
        frozenset(" ".join(found[start : start + SHINGLE_WORDS]) for start in starts),
        Counter(number.replace(",", "") for number in NUMBER.findall(text)),
        len(found),
    )


def bands(of: Fingerprint) -> list[int]:
    """Return the bands of the MinHash signature; similar articles share at least one.

    These numbers are stored, so they must stay the same for the same text.
    """
    if not of.shingles:
        return []
    from rensa import RMinHash  # only adding needs it

    signature = RMinHash(num_perm=BANDS * ROWS, seed=1)
    signature.update(sorted(of.shingles))
    digest = signature.digest()
    return [
        _hash(pack(f">{ROWS + 1}I", band, *digest[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS)
    ]


def overlap(one: Fingerprint, other: Fingerprint) -> tuple[float, float]:
    """Return the Jaccard similarity, and how much of the shorter one is contained in the other."""
    common = len(one.shingles & other.shingles)
    if not common:
        return 0.0, 0.0
    return (
        common / (len(one.shingles) + len(other.shingles) - common),
        common / min(len(one.shingles), len(other.shingles)),
    )


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two articles differ only by light edits, a cut or another headline."""
    jaccard, containment = overlap(one, other)
    is_short = min(one.words, other.words) < SHORT_TEXT_WORDS
    if jaccard < (MIN_JACCARD_SHORT if is_short else MIN_JACCARD) or containment < MIN_CONTAINMENT:
        return False
    fewest, missing = _missing_numbers(one, other)
    return missing <= fewest * MAX_DIFFERENT_NUMBERS


def is_rewritten(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two texts of the same page are versions of one article."""
    return overlap(one, other)[1] >= MIN_CONTAINMENT_REWRITTEN


def is_edited(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two texts of the same file or page are similar enough to be one edited article."""
    jaccard, containment = overlap(one, other)
    fewest, missing = _missing_numbers(one, other)
    is_corrected = missing <= max(1, fewest * MAX_CORRECTED_NUMBERS)
    return jaccard >= MIN_JACCARD_EDITED or (containment >= MIN_CONTAINMENT_EDITED and is_corrected)


def _missing_numbers(one: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """Return how many numbers the text with fewer has, and how many of them the other lacks."""
    fewest = min(one.numbers.total(), other.numbers.total())
    return fewest, fewest - (one.numbers & other.numbers).total()


def quote_fingerprints(quotes: tuple[Quote, ...], text: str) -> list[int]:
    """Return a hash for each quote that is the same in all copies of the article.

    It covers the words, the speakers, and a count of quotes with the same words and speakers.
    """
    occurrences: Counter[tuple[str, ...]] = Counter()
    hashes = []
    for quote in quotes:
        content = (" ".join(plain_words(quote.cut(text))), *quote.speakers)
        occurrences[content] += 1
        hashes.append(_hash("\0".join((*content, str(occurrences[content]))).encode()))
    return hashes


def _hash(data: bytes) -> int:
    """Return a signed 64-bit hash, as SQLite stores it."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
