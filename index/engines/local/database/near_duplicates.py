"""How like two articles are: which ones may be alike, and whether one is a copy of the other.

Candidates share a band of their MinHash signatures (A. Broder, “On the resemblance and
containment of documents”, 1997; the bands as in Leskovec, Rajaraman and Ullman, “Mining of
Massive Datasets”, chapter 3). What decides is a comparison of all runs of three words, and of
the numbers: reports that are made anew every day from one pattern differ in these.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from struct import pack

from index.article import Article, Quote
from index.engines.local.fulltext.analysis import words

RUN = 3  # words
BANDS, ROWS = 16, 4  # articles that share half of their runs share a band two times in three
MOST_CHARACTERS = 200_000  # of an article that are compared
NUMBER = re.compile(r"\d(?:[\d.,/:–-]*\d)?")

LEAST_SHARED = 0.5  # of the runs of both, between an article and a copy that was cut
LEAST_CONTAINED = 0.8  # of the runs of the shorter one
BRIEF = 60  # words; in so few, one name tells one report from another
LEAST_SHARED_BRIEF = 0.75
MOST_OTHER_NUMBERS = 0.05  # of those of the shorter one
MOST_DAYS = 7  # between a copy and the article; later, the same words are news again
LEAST_KEPT = 0.6  # of the runs of both, between a file and what it was before it was edited
LEAST_REWRITTEN = 0.15  # of the runs of the shorter one, between two versions of one page


@dataclass(frozen=True, slots=True)
class Look:
    """What of an article is compared."""

    runs: frozenset[str]
    numbers: Counter[str]
    words: int


def look(article: Article) -> Look:
    """What of this article is compared with others: its headline and its text."""
    title = "" if article.title_from_text else article.title
    text = f"{title}\n{article.text}"[:MOST_CHARACTERS]
    found = words(text)
    ends = range(max(1, len(found) - RUN + 1)) if found else ()
    return Look(
        frozenset(" ".join(found[at : at + RUN]) for at in ends),
        Counter(number.replace(",", "") for number in NUMBER.findall(text)),
        len(found),
    )


def bands(of: Look) -> list[int]:
    """The numbers of which articles that are alike share at least one; none without words."""
    if not of.runs:
        return []
    from rensa import RMinHash  # adding alone needs it

    signature = RMinHash(num_perm=BANDS * ROWS, seed=1)
    signature.update(sorted(of.runs))
    digest = signature.digest()
    return [
        _number(pack(f">{ROWS + 1}I", band, *digest[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS)
    ]


def shared(one: Look, other: Look) -> tuple[float, float]:
    """How much of the runs of both, and how much of those of the shorter, the two share."""
    common = len(one.runs & other.runs)
    if not common:
        return 0.0, 0.0
    return (
        common / (len(one.runs) + len(other.runs) - common),
        common / min(len(one.runs), len(other.runs)),
    )


def is_copy(one: Look, other: Look) -> bool:
    """Whether two articles are the same but for light edits, a cut or another headline."""
    of_both, of_shorter = shared(one, other)
    brief = min(one.words, other.words) < BRIEF
    if of_both < (LEAST_SHARED_BRIEF if brief else LEAST_SHARED) or of_shorter < LEAST_CONTAINED:
        return False
    fewest = min(one.numbers.total(), other.numbers.total())
    missing = fewest - (one.numbers & other.numbers).total()
    return missing <= fewest * MOST_OTHER_NUMBERS


def is_rewritten(one: Look, other: Look) -> bool:
    """Whether the texts of one page have so much in common that they are versions of one."""
    return shared(one, other)[1] >= LEAST_REWRITTEN


def is_edited(one: Look, other: Look) -> bool:
    """Whether the texts of one file are mostly the same."""
    return shared(one, other)[0] >= LEAST_KEPT


def sameness(quotes: tuple[Quote, ...], text: str) -> list[int]:
    """A number for each quote that the same words of the same speakers have in every copy."""
    times: Counter[tuple[str, ...]] = Counter()
    found = []
    for quote in quotes:
        said = (" ".join(words(quote.cut(text))), *quote.speakers)
        times[said] += 1
        found.append(_number("\0".join((*said, str(times[said]))).encode()))
    return found


def _number(data: bytes) -> int:
    """A number of 64 bits, as SQLite keeps them."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
