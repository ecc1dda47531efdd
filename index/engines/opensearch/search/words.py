"""Words, phrases and proximities as queries of the cluster.

Proximities are interval queries. They find the smallest stretches that match, which is exact for
words and phrases side by side, but not for a proximity inside another one: for such a part there is
no query here, and the engine evaluates it in the texts of the candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from index.engines.local.fulltext.analysis import fold, stem
from index.engines.local.fulltext.field_names import whole_name
from index.engines.local.fulltext.search.positional_queries import NAME_SLOP, words_field
from index.engines.local.fulltext.search.term_expansion import (
    has_wildcard,
    hyphens_as_typed,
    is_kind_of_speaker,
    is_stemmed,
    query_words,
)
from index.engines.opensearch.storing.documents import encode, encode_word
from index.engines.opensearch.storing.schema import (
    ENDS,
    HYPHENS,
    PARAGRAPHS,
    SENTENCES,
    STARTS,
    STEMS,
)
from index.query import AtLeast, Fuzzy, Near, Or, Phrase, SameUnit, Tree, Word
from index.query.tree import Leaf, children

Json = dict[str, Any]

NOTHING: Json = {"match_none": {}}
KEYWORDS = ("type",)
UNIT_TEXTS = ("text", "said")
UNIT_FIELDS = {"sentence": SENTENCES, "paragraph": PARAGRAPHS}


def leaf_query(leaf: Leaf, prefix: str = "") -> Json:
    """Return the query for a word, phrase, wildcard or fuzzy word; ``prefix`` is of its field."""
    found = query_words(leaf)
    field = prefix + leaf.field
    if not found:
        return NOTHING
    if len(found) == 1:
        return word_query(leaf, found[0], prefix)
    if term := hyphens_as_typed(leaf):
        return {"term": {field + HYPHENS: {"value": encode_word(term)}}}
    if any(has_wildcard(leaf, word) for word in found) or leaf.field in NAME_SLOP:
        return {"intervals": {field: _either(_chains(leaf, found))}}
    return {"match_phrase": {field: {"query": encode(found)}}}


def word_query(leaf: Leaf, word: str, prefix: str) -> Json:
    """Return the query for one word of a leaf."""
    field = prefix + leaf.field
    if isinstance(leaf, Fuzzy):
        return _fuzzy(field, word, leaf.edits)
    if is_stemmed(leaf):
        return {"term": {field + STEMS: {"value": encode_word(stem(word))}}}
    if has_wildcard(leaf, word):
        return {"wildcard": {field: {"value": word, "rewrite": "constant_score"}}}
    return {"term": {field: {"value": word if leaf.field in KEYWORDS else encode_word(word)}}}


def _fuzzy(field: str, word: str, edits: int) -> Json:
    """Return the query for the words within an edit distance.

    The cluster's own fuzzy query leaves out words that are no longer than the distance: short words
    are found by expressions with a letter changed, missing or too many.
    """
    if len(word) > 2 * edits:
        return {"fuzzy": {field: {
            "value": word, "fuzziness": edits, "transpositions": False, "rewrite": "constant_score",
        }}}  # fmt: skip
    forms = {tuple(word)}
    for _ in range(edits):
        forms |= {edited for form in forms for edited in _edited(form)}
    expressions = ["".join(part or "." for part in form) for form in forms if form]
    value = "|".join(sorted(set(expressions)))
    return {"regexp": {field: {"value": value, "flags": "NONE", "rewrite": "constant_score"}}}


def _edited(form: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the forms one edit away; an empty part stands for any letter."""
    found = set()
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        found.add((*before, "", *after))
        if after:
            found |= {(*before, *after[1:]), (*before, "", *after[1:])}
    return found


def positional_query(tree: Tree, prefix: str = "") -> Json | None:
    """Return the query for a proximity or a count; None for one that has to be checked."""
    if _has_short_fuzzy(tree):
        return None
    match tree:
        case AtLeast(1, part):
            return positional_query(part, prefix)
        case AtLeast(times, part):
            source = _counted(part)
            return source and _intervals(part, prefix, {
                "all_of": {"ordered": False, "intervals": [source] * times}
            })  # fmt: skip
        case Near() | SameUnit():
            pairs = list(product(_alternatives(tree.left), _alternatives(tree.right)))
            sources = []
            for left, right in pairs:
                if not (isinstance(left, Leaf) and isinstance(right, Leaf)):
                    return None
                sources += _pair(tree, left, right)
            return {"bool": {"should": [_intervals(tree, prefix, each) for each in sources]}}
        case Or(parts):
            queries = [positional_query(part, prefix) for part in parts]
            return None if None in queries else {"bool": {"should": queries}}
    assert isinstance(tree, Leaf)
    return leaf_query(tree, prefix)


def _has_short_fuzzy(tree: Tree) -> bool:
    """Whether there is a fuzzy word that intervals do not find; see ``_fuzzy``."""
    if isinstance(tree, Leaf):
        return isinstance(tree, Fuzzy) and len(tree.text) <= 2 * tree.edits
    return any(map(_has_short_fuzzy, children(tree)))


def candidates_query(tree: Tree, prefix: str = "") -> Json:
    """Return a query that matches at least what a proximity or a count matches."""
    match tree:
        case Near(left, right) | SameUnit(left, right):
            both = [candidates_query(left, prefix), candidates_query(right, prefix)]
            return {"bool": {"filter": both}}
        case Or(parts):
            return {"bool": {"should": [candidates_query(part, prefix) for part in parts]}}
        case AtLeast(_, part):
            return candidates_query(part, prefix)
    assert isinstance(tree, Leaf)
    return {"bool": {"filter": [word_query(tree, word, prefix) for word in query_words(tree)]}}


def has_wildcards(tree: Tree) -> bool:
    """Whether a proximity has wildcards or fuzzy words."""
    if isinstance(tree, Leaf):
        return isinstance(tree, Fuzzy) or any(has_wildcard(tree, w) for w in query_words(tree))
    return any(map(has_wildcards, children(tree)))


def may_have_too_many_forms(tree: Tree) -> bool:
    """Whether the cluster may refuse a query, for a wildcard inside a proximity or phrase."""
    if isinstance(tree, Leaf | Near | SameUnit | AtLeast):
        return is_positional(tree) and has_wildcards(tree)
    return any(map(may_have_too_many_forms, children(tree)))


def is_positional(tree: Tree) -> bool:
    """Whether a leaf needs the positions of words."""
    return not isinstance(tree, Leaf) or len(query_words(tree)) > 1


def _intervals(tree: Tree, prefix: str, source: Json) -> Json:
    return {"intervals": {prefix + words_field(tree): _prefixed(source, prefix)}}


def _prefixed(source: Any, prefix: str) -> Any:
    """Put a prefix before the fields that intervals use."""
    if not prefix:
        return source
    if isinstance(source, list):
        return [_prefixed(each, prefix) for each in source]
    if isinstance(source, dict):
        return {
            name: prefix + value if name == "use_field" else _prefixed(value, prefix)
            for name, value in source.items()
        }
    return source


def _alternatives(tree: Tree) -> Sequence[Tree]:
    return tree.parts if isinstance(tree, Or) else (tree,)


def _pair(tree: Near | SameUnit, left: Leaf, right: Leaf) -> list[Json]:
    """Return the intervals in which one leaf follows the other."""
    orders = [(left, right)]
    if not (isinstance(tree, Near) and tree.ordered):
        orders.append((right, left))
    found = []
    for first, second in orders:
        both = [_source(first), _source(second)]
        if None in both:
            continue
        rule: Json = {"ordered": True, "intervals": both}
        if isinstance(tree, Near):
            rule["max_gaps"] = tree.distance - 1
        elif words_field(tree) in UNIT_TEXTS:
            field = words_field(tree) + UNIT_FIELDS[tree.unit]
            rule["filter"] = {"contained_by": _unit(field)}
        found.append({"all_of": rule})
    return found


def _unit(field: str) -> Json:
    """Return the intervals of sentences or paragraphs: from a start to the next end."""
    marks = [
        {"match": {"query": mark, "analyzer": "words", "use_field": field}}
        for mark in (STARTS, ENDS)
    ]
    return {"all_of": {"ordered": True, "intervals": marks}}


def _counted(tree: Tree) -> Json | None:
    """Return the intervals of single words, or of one phrase, whose repetitions can be counted."""
    parts = _alternatives(tree)
    if not all(isinstance(part, Leaf) for part in parts):
        return None
    if len(parts) > 1 and any(len(query_words(part)) != 1 for part in parts):  # type: ignore[arg-type]
        return None
    sources = [source for part in parts if (source := _source(part))]  # type: ignore[arg-type]
    return _either(sources) if sources else None


def _either(sources: Sequence[Json]) -> Json:
    return sources[0] if len(sources) == 1 else {"any_of": {"intervals": list(sources)}}


def _source(leaf: Leaf) -> Json | None:
    """Return the intervals of a leaf; None if it has no words."""
    found = query_words(leaf)
    sources = [_word_source(leaf, word) for word in found]
    if len(sources) < 2:
        return sources[0] if sources else None
    rule: Json = {"ordered": True, "max_gaps": 0, "intervals": sources}
    if term := hyphens_as_typed(leaf):
        field = leaf.field + HYPHENS
        as_typed = {"query": encode_word(term), "analyzer": "words", "use_field": field}
        rule["filter"] = {"containing": {"match": as_typed}}
    return {"all_of": rule}


def _chains(leaf: Leaf, found: Sequence[str]) -> list[Json]:
    """Return the intervals of words that follow each other, in a name with gaps between them."""
    sources = [_word_source(leaf, word) for word in found]
    slop = NAME_SLOP.get(leaf.field, 1)
    if slop == 1 or len(sources) == 2:
        return [_ordered(sources, slop)]
    left = right = None
    for source in sources:
        left = source if left is None else _ordered([left, source], slop)
    for source in reversed(sources):
        right = source if right is None else _ordered([source, right], slop)
    assert left
    assert right
    return [_ordered(sources, 1), left, right]


def _ordered(sources: Sequence[Json], slop: int) -> Json:
    return {"all_of": {"ordered": True, "max_gaps": slop - 1, "intervals": list(sources)}}


def _word_source(leaf: Leaf, word: str) -> Json:
    if isinstance(leaf, Fuzzy):
        return {"fuzzy": {"term": word, "fuzziness": str(leaf.edits), "transpositions": False}}
    if is_stemmed(leaf):
        return {"match": {"query": encode_word(stem(word)), "use_field": leaf.field + STEMS}}
    if has_wildcard(leaf, word):
        return {"wildcard": {"pattern": word}}
    return {"match": {"query": encode_word(word)}}


def speaker_query(leaf: Word | Phrase, aliases: Sequence[str], prefix: str = "") -> Json:
    """Return the query for the quotes of a speaker, under any name or description."""
    if is_kind_of_speaker(leaf):
        return {"term": {f"{prefix}type": {"value": fold(leaf.text)}}}
    either = [leaf_query(leaf, prefix), leaf_query(Phrase("described", leaf.text), prefix)]
    if aliases:
        either.append({"terms": {f"{prefix}who": sorted(map(whole_name, aliases))}})
    return {"bool": {"should": either}}
