"""Look up what only the database can answer of a query: marks, notes, edits, other names."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from index.engines.local.database.marks import MarkTable
from index.engines.local.fulltext.analysis import name_words, words
from index.engines.local.fulltext.field_names import ENTITY_FIELDS, FACET_FIELDS, FIELD_BITS
from index.engines.local.fulltext.search.term_expansion import is_kind_of_speaker
from index.engines.local.store import Store
from index.query import Drift, Flag, Phrase, Tree, Versions, WholeName, Wildcard, Word
from index.query.tree import Leaf, leaves

COMPARE = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip
NAMED_FIELDS: Mapping[str, Collection[str]] = {
    **{field: (field,) for field in ENTITY_FIELDS.values()}, "entity": ENTITY_FIELDS.values(),
}  # fmt: skip
"""The facets that count the names in each field of an article."""
MARK_FIELDS = ("tag", "note")
INDEXED_FLAGS = ("quote", "copy", "no date")
READ = Flag("read")


class DatabaseConditions(NamedTuple):
    """What the database answers for the leaves of a query."""

    marked: Mapping[Tree, frozenset[int]]
    """The keys of the articles with each flag, tag or note."""
    aliases: Mapping[Tree, tuple[str, ...]]
    """All names of the speakers with each name who have several, or of the one with a name."""
    named: Mapping[Tree, frozenset[int]]
    """The facet values of all names of each person or thing, by the leaf that names it; those of
    an outlet are its numbers."""
    quotes: Mapping[Tree, frozenset[int]]
    """The quotes with each drift; those for which a number of versions holds, if it does not for
    one version, else those for which it does not hold. Quotes are given as ``place_number``."""


def look_up_conditions(tree: Tree, store: Store) -> DatabaseConditions:
    """Return what the database answers for the leaves of a query."""
    marked: dict[Tree, frozenset[int]] = {}
    aliases: dict[Tree, tuple[str, ...]] = {}
    named: dict[Tree, frozenset[int]] = {}
    quotes: dict[Tree, frozenset[int]] = {}
    for leaf in leaves(tree):
        match leaf:
            case Flag("unread"):
                marked[READ] = frozenset(store.marks.marked("read"))
            case Flag("edited"):
                marked[leaf] = _keys_where("original NOT NULL", store)
            case Flag("no source"):
                marked[leaf] = _keys_where("source = ''", store)
            case Flag(name) if name not in INDEXED_FLAGS:
                marked[leaf] = frozenset(store.marks.marked(name))
            case Word("speaker") | Phrase("speaker"):
                aliases[leaf] = tuple(store.speakers.names_matching(words_of_name(leaf)))
            case Word(field, text) | Phrase(field, text) if field in NAMED_FIELDS:
                named[leaf] = _facet_values(NAMED_FIELDS[field], text, store)
            case WholeName("speaker", text):
                aliases[leaf] = store.speakers.all_names(text)
            case WholeName("source", text):
                named[leaf] = frozenset(store.names.numbers_of((text,)))
            case WholeName(field, text):
                numbers = store.names.numbers_of(store.speakers.all_names(text))
                named[leaf] = _with_codes(numbers, NAMED_FIELDS[field])
            case Versions() | Drift():
                quotes[leaf] = _quotes_where(leaf, store)
            case _ if isinstance(leaf, Leaf) and leaf.field in MARK_FIELDS:
                marked[leaf] = frozenset(_keys_with_text(leaf, store.marks))
    return DatabaseConditions(marked, aliases, named, quotes)


def words_of_name(leaf: Word | Phrase) -> list[str]:
    """Return the folded words of a name; none of “speaker:unknown”, which asks for no name."""
    return [] if is_kind_of_speaker(leaf) else name_words(leaf.text)


def _facet_values(fields: Collection[str], text: str, store: Store) -> frozenset[int]:
    """Return the facet values, in these fields, of all names of a person or thing."""
    numbers = store.names.numbers_of(store.speakers.names_matching(name_words(text)))
    return _with_codes(numbers, fields)


def _with_codes(numbers: Iterable[int], fields: Collection[str]) -> frozenset[int]:
    codes = [code for code, name in enumerate(FACET_FIELDS) if name in fields]
    return frozenset(number << FIELD_BITS | code for number in numbers for code in codes)


def _quotes_where(leaf: Versions | Drift, store: Store) -> frozenset[int]:
    def is_wanted(versions: int, kinds: str) -> bool:
        if isinstance(leaf, Versions):
            compare = COMPARE[leaf.sign]
            return bool(compare(versions, leaf.value) != compare(1, leaf.value))
        return bool(kinds) if leaf.kind == "any" else leaf.kind in kinds.split()

    return store.utterances.places_where(is_wanted)


def _keys_where(condition: str, store: Store) -> frozenset[int]:
    rows = store.database.rows(f"SELECT key FROM articles WHERE {condition}")  # noqa: S608
    return frozenset(key for (key,) in rows)


def _keys_with_text(leaf: Leaf, marks: MarkTable) -> set[int]:
    """Return the keys of the articles with this tag, or with these words in a note."""
    wanted = words(leaf.pattern if isinstance(leaf, Wildcard) else leaf.text)

    def matches(text: str) -> bool:
        found = words(text)
        return found == wanted if leaf.field == "tag" else set(wanted) <= set(found)

    marked = marks.marked(leaf.field)
    return {key for key, texts in marked.items() if any(map(matches, texts))}
