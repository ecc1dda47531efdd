"""What stands in the indexes beside plain words, for those who write and those who ask."""

from __future__ import annotations

from index.engines.local.fulltext.analysis import words

DOCUMENTS = 1  # raised when an article is indexed in another way: then indexes are made again
NO_DATE = 0
UNKNOWN = "unknown"  # stands in the type field of quotes whose speaker nobody can tell
UNNAMED = "unnamed"
SENTENCE, PARAGRAPH = "s", "p"  # the words of a field of breaks
NAMES = "n"  # the one word of the field of facets; in place of positions it has numbers of names
REPEATED = "copy"  # the one word of the field of copies
# The columns of the indexes, with the kind of number that each has.
COLUMNS = {
    "key": "I", "date": "i", "quotes": "i", "outlet": "i", "number": "i", "confidence": "d",
    "story": "Q",
}  # fmt: skip
# The number of a name has in its last bits of which field of the search line it is a value.
FACET_FIELDS, KIND_BITS = ("speaker", "person", "org", "place"), 2
ENTITY_FIELDS = {"person": "person", "organisation": "org", "place": "place"}


def whole_name(name: str) -> str:
    """A name as one term, so that “Kerry” is found apart from “John Kerry”."""
    return " ".join(words(name))
