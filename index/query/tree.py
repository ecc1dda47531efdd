"""What a search line means, as a small typed tree that knows no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["relevance", "newest", "oldest", "source", "headline", "speaker"]
Unit = Literal["sentence", "paragraph"]
Sign = Literal[">", ">=", "<", "<=", "="]

# What each field searches, in the words of the echo. "text" is title and body.
ARTICLE_FIELDS = {
    "title": "in the title",
    "by": "in the byline",
    "source": "as source",
    "section": "as section",
    "topic": "as topic",
    "person": "as person",
    "org": "as organisation",
    "place": "as place",
    "entity": "as person, organisation, place or other name",
    "tag": "as tag",
    "note": "in a note",
}
QUOTE_FIELDS = {"speaker": "as speaker", "said": "", "cue": "as cue", "type": "as type"}
WORD_FIELDS = {"text": ""} | ARTICLE_FIELDS | QUOTE_FIELDS

QUOTE_TYPES = ("direct", "mixed", "indirect")
FLAGS = {
    "unread": "unread", "read": "read", "starred": "starred", "copy": "a copy",
    "quote": "with a quote", "note": "with a note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a field in all its forms, or only as it is written (``exact``).

    The text may hold several words that belong together (“O'Brien”).
    """

    field: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with ``*`` for any letters and ``?`` for one letter in it."""

    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word with up to so many letters more, fewer or other (1 or 2)."""

    field: str
    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words, in this order, as they are written."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both at most so many words apart; ``ordered``: the left one first."""

    left: Tree
    right: Tree
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class SameUnit:
    """Both in one sentence, or in one paragraph."""

    left: Tree
    right: Tree
    unit: Unit


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many times."""

    times: int
    part: Tree


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles from ``first`` to ``last``, both included; None leaves a side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Confidence:
    """Quotes whose attribution is so sure."""

    sign: Sign
    value: float


@dataclass(frozen=True, slots=True)
class Flag:
    """Articles in one of the states of ``FLAGS``."""

    name: str


@dataclass(frozen=True, slots=True)
class And:
    """All of these; several ``InQuote`` among them mean as many different quotes."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Tree


@dataclass(frozen=True, slots=True)
class InQuote:
    """Articles with at least one quote for which all of ``part`` holds."""

    part: Tree


Leaf = Word | Wildcard | Fuzzy | Phrase
Positional = Near | SameUnit | AtLeast
Tree = Leaf | Positional | Dates | Confidence | Flag | And | Or | Not | InQuote


@dataclass(frozen=True, slots=True)
class Query:
    """A search line: what is looked for, and how it is wanted."""

    tree: Tree
    sort: Order | None = None
    show_copies: bool = False
    """Whether copies of one article are each to be shown."""


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts of a tree, left to right."""
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | InQuote(part) | AtLeast(_, part):
            return (part,)
        case Near(left, right) | SameUnit(left, right):
            return (left, right)
        case _:
            return ()


def leaves(tree: Tree) -> Iterator[Tree]:
    """Everything in the tree that has no parts, left to right."""
    parts = children(tree)
    if not parts:
        yield tree
    for part in parts:
        yield from leaves(part)


def positive_parts(tree: Tree) -> Iterator[Tree]:
    """The largest parts of the tree that are looked for in words, leaving out the excluded."""
    match tree:
        case Not():
            return
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_parts(part)
        case InQuote(part):
            yield from positive_parts(part)
        case _:
            yield tree


def common_field(tree: Tree) -> str | None:
    """The field of a leaf, or the one field of everything in the tree; None where they differ."""
    fields = {getattr(leaf, "field", None) for leaf in leaves(tree)}
    return fields.pop() if len(fields) == 1 else None


def is_quote_condition(tree: Tree) -> bool:
    """Whether everything in the tree is a condition on one quote."""
    return not _has(tree, InQuote) and all(
        isinstance(leaf, Confidence) or getattr(leaf, "field", "") in QUOTE_FIELDS
        for leaf in leaves(tree)
    )


def _has(tree: Tree, kind: type) -> bool:
    return isinstance(tree, kind) or any(_has(part, kind) for part in children(tree))


def group_quote_conditions(tree: Tree) -> Tree:
    """Put the conditions on quotes that stand in one group under one ``InQuote``.

    A condition that is only excluded (“-speaker:kerry”) excludes articles with such a quote.
    """
    if isinstance(tree, InQuote):
        return tree
    if isinstance(tree, Not):
        return Not(group_quote_conditions(tree.part))
    if is_quote_condition(tree) and not _has(tree, Not):
        return InQuote(tree)
    if isinstance(tree, Or):
        return Or(tuple(map(group_quote_conditions, tree.parts)))
    if not isinstance(tree, And):
        return tree
    conditions = [part for part in tree.parts if is_quote_condition(part)]
    if all(isinstance(part, Not) for part in conditions):
        return And(tuple(map(group_quote_conditions, tree.parts)))
    quote = InQuote(conditions[0] if len(conditions) == 1 else And(tuple(conditions)))
    rest = [group_quote_conditions(part) for part in tree.parts if not is_quote_condition(part)]
    return And((quote, *rest)) if rest else quote
