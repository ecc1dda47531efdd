"""Tell a statement from a quote that relays it: “Beek told me, ‘We will never sell the harbour’”.

What somebody says that another one said is a statement of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.record.wording import FUNCTION_WORDS, Wording

SAYING = frozenset(
    ("said", "says", "say", "saying", "told", "tells", "tell", "telling", "asked", "asks", "wrote",
     "writes", "warned", "warns", "promised", "promises", "claimed", "claims", "insisted",
     "insists", "assured", "assures", "replied", "answered", "argued", "argues", "admitted",
     "denied", "announced", "swore")
)  # fmt: skip
LISTENERS = frozenset(
    ("me", "us", "him", "her", "them", "you", "that", "to", "all", "everybody", "everyone",
     "reporters", "parliament", "voters", "people")
)  # fmt: skip
HELPING = frozenset(("had", "has", "have", "d", "ve", "s", "once", "also", "then", "even", "just"))
FIRST_PERSON = frozenset(("i", "we", "you"))
PRONOUNS = frozenset(("he", "she", "they", "it"))
CONJUNCTIONS = frozenset(
    ("and", "but", "or", "so", "because", "if", "when", "as", "which", "who", "that", "while",
     "though", "although", "before", "after")
)  # fmt: skip
MAX_SUBJECT = 4  # words between what was said and “said”: “…, old Jan Beek then said”


def relays(longer: Wording, shorter: Wording, *, is_same_person: bool) -> bool:
    """Return whether one quote has the words of the other as those of somebody else.

    If both are by one person, “he said” before the words is that person too.
    """
    if not SAYING.isdisjoint(shorter.words):
        return False
    shared = [
        at for at, pair in enumerate(pairwise(longer.words))
        if pair in shorter.pairs and not FUNCTION_WORDS.issuperset(pair)
    ]  # fmt: skip
    if not shared:
        return False
    ignored = FIRST_PERSON | PRONOUNS if is_same_person else FIRST_PERSON
    before, after = longer.words[: shared[0]], longer.words[shared[-1] + 2 :]
    return _said_before(before, shorter, ignored) or _said_after(after, ignored)


def _said_before(words: Sequence[str], shorter: Wording, ignored: frozenset[str]) -> bool:
    """Return whether words end in “somebody told me that”, perhaps with the first words quoted."""
    end, passed = len(words), LISTENERS | PRONOUNS | shorter.counts.keys()
    while end and words[end - 1] in passed:
        end -= 1
    if not end or words[end - 1] not in SAYING:
        return False
    subject = [word for word in words[: end - 1] if word not in HELPING]
    return bool(subject) and subject[-1] not in ignored


def _said_after(words: Sequence[str], ignored: frozenset[str]) -> bool:
    """Return whether words begin with “Beek told me” or “said Beek”."""
    verb = next((at for at, word in enumerate(words[: MAX_SUBJECT + 1]) if word in SAYING), None)
    if verb is None or words[0] in CONJUNCTIONS:
        return False
    subject = words[:verb] or words[verb + 1 : verb + 2]
    return bool(subject) and ignored.isdisjoint(subject)
