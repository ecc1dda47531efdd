"""Expand the words of a query to the terms of an index: stems, wildcards, fuzzy words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.engines.local.fulltext.analysis import (
    fold,
    hyphenated_word,
    stem,
    stem_prefix,
    words,
)
from index.engines.local.fulltext.field_names import UNKNOWN, UNNAMED
from index.engines.local.fulltext.segments.postings import Field
from index.engines.local.fulltext.segments.snapshot import Snapshot, TermMatches
from index.errors import Cancelled
from index.query.tree import Fuzzy, Leaf, Phrase, Wildcard, Word

STEMMED_FIELDS = ("text", "title", "said")
KINDS_OF_SPEAKERS = (UNKNOWN, UNNAMED)
WILDCARDS = re.compile(r"[*?]")


def is_kind_of_speaker(leaf: Leaf) -> bool:
    """Return whether a condition is “speaker:unknown” or “speaker:unnamed”, which are no names."""
    if not isinstance(leaf, Word) or leaf.field != "speaker":
        return False
    return fold(leaf.text) in KINDS_OF_SPEAKERS


def query_words(leaf: Leaf) -> list[str]:
    """Return the folded words of a leaf; wildcards are kept."""
    if isinstance(leaf, Word | Fuzzy):
        return words(leaf.text)
    text = leaf.pattern if isinstance(leaf, Wildcard) else leaf.text
    if isinstance(leaf, Phrase) and "*" not in text:
        return words(text)
    return [word for piece in text.split() for word in _wildcard_words(piece)]


def _wildcard_words(piece: str) -> list[str]:
    if not WILDCARDS.search(piece):
        return words(piece)
    # “U.S*” is the abbreviation, but “US*” any word that begins so.
    parts = re.split(r"([*?])", piece)
    return ["".join(fold(part if "." in part else part.lower()) for part in parts)]


def expand(
    snapshot: Snapshot, leaf: Leaf, word: str, cancelled: Callable[[], bool] = lambda: False
) -> list[TermMatches]:
    """Return the terms that one word of a leaf matches.

    ``cancelled`` is called between segments; Cancelled is raised once it returns true.
    """
    matches = []
    for reader, field in snapshot.fields(leaf.field):
        if cancelled():
            raise Cancelled
        if term_ids := _term_ids(field, leaf, word):
            matches.append(TermMatches(reader, field, term_ids))
    return matches


def exact_term(snapshot: Snapshot, field: str, term: str) -> list[TermMatches]:
    """Return one term, in each segment that has it."""
    return expand(snapshot, Word(field, term, exact=True), term)


def _term_ids(field: Field, leaf: Leaf, word: str) -> Sequence[int]:
    if isinstance(leaf, Fuzzy):
        # Imports numpy and rapidfuzz: 120 ms that most searches save.
        from index.engines.local.fulltext.search.fuzzy import vocabulary_of

        return sorted(vocabulary_of(field).near(word, leaf.edits))
    if is_stemmed(leaf):
        return forms_of(field, word)
    if has_wildcard(leaf, word):
        return _matching_wildcard(field, word)
    term_id = field.find(word)
    return [] if term_id is None else [term_id]


def is_stemmed(leaf: Leaf) -> bool:
    """Return whether a leaf matches all forms of its word."""
    return (
        isinstance(leaf, Word)
        and not leaf.exact
        and leaf.field in STEMMED_FIELDS
        and len(words(leaf.text)) == 1
    )


def hyphens_as_typed(leaf: Leaf) -> str:
    """Return the word with hyphens that a leaf matches only as typed: “=night-shift”."""
    if isinstance(leaf, Word) and leaf.exact and leaf.field in STEMMED_FIELDS:
        return hyphenated_word(leaf.text)
    return ""


def has_wildcard(leaf: Leaf, word: str) -> bool:
    """Return whether a word of a leaf is a wildcard pattern."""
    return not isinstance(leaf, Word | Fuzzy) and bool(WILDCARDS.search(word))


def forms_of(field: Field, word: str) -> Sequence[int]:
    """Return all forms of a folded word."""
    wanted = stem(word)
    if wanted not in field.stem_forms:
        candidates = field.with_prefix(stem_prefix(wanted))
        field.stem_forms[wanted] = [n for n in candidates if stem(field.term(n)) == wanted]
    return field.stem_forms[wanted]


def _matching_wildcard(field: Field, pattern: str) -> Sequence[int]:
    prefix, *_, suffix = WILDCARDS.split(pattern)
    candidates = field.with_prefix(prefix) if prefix else field.with_suffix(suffix)
    if pattern in (f"{prefix}*", f"*{suffix}"):
        return candidates
    matches = wildcard_regex(pattern).fullmatch
    return [term_id for term_id in candidates if matches(field.term(term_id))]


@lru_cache(maxsize=64)
def wildcard_regex(pattern: str) -> re.Pattern[str]:
    """Return a folded wildcard pattern as a regular expression for folded words."""
    wildcards = {"*": ".*", "?": "."}
    return re.compile("".join(wildcards.get(letter, re.escape(letter)) for letter in pattern))
