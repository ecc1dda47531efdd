"""Names and numbers in the indexes, shared by writing and searching."""

from __future__ import annotations

from itertools import groupby
from unicodedata import normalize

from index.article import UNKNOWN_SPEAKER
from index.engines.local.fulltext.analysis import name_words

DOCUMENT_VERSION = 9  # raising it rebuilds every index
NO_DATE = 0
UNIX_EPOCH = 719_163  # the ordinal of 1970-01-01, from which numpy counts days
UNKNOWN = UNKNOWN_SPEAKER  # in the type field of quotes without a known speaker
UNNAMED = "unnamed"  # in that of quotes whose speaker is described, not named
SENTENCE, PARAGRAPH = "s", "p"  # the terms of a field of breaks
WHOLE_NAME_FIELD = "who"  # the whole names of the speakers of a quote
NAMES = "n"  # the one term of the field ``facets``; its positions are the numbers of names
COPY_FIELD = COPY_TERM = "copy"  # in documents of copies
# The columns of the indexes, with the type code of their numbers.
COLUMNS = {
    "key": "I", "date": "i", "quotes": "i", "outlet": "i", "number": "i", "confidence": "d",
    "story": "Q",
}  # fmt: skip
# The last bits of a facet value tell which of these fields it belongs to.
FACET_FIELDS, FIELD_BITS = ("speaker", "person", "org", "place"), 2
ENTITY_FIELDS = {"person": "person", "organisation": "org", "place": "place"}


def whole_name(name: str) -> str:
    """Return a name as one term, so that “Kerry” differs from “John Kerry”."""
    return " ".join(name_words(name))


def spelling_key(name: str) -> str:
    """Return what all spellings of a name share, or the name itself if it has no letter.

    That is ``whole_name`` with initials and abbreviations joined: “U.N.” and “UN” are one. Filters
    count them as one, and a search for one finds all.
    """
    words = whole_name(normalize("NFC", name)).split(" ")
    runs = groupby(words, key=lambda word: len(word) == 1 and word.isalpha())
    return " ".join("".join(run) if single else " ".join(run) for single, run in runs) or name
