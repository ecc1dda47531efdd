"""The nodes of a parsed search line, independent of the engine."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.named_tuples import distinct

if not TYPE_CHECKING:
    Tree = object  # until it is defined below; see ``index.named_tuples``

Order = Literal["relevance", "newest", "oldest", "source", "headline", "speaker", "doubtful"]
Unit = Literal["sentence", "paragraph"]
Comparison = Literal[">", ">=", "<", "<=", "="]

# How ``describe`` puts each field into words. "text" is title and body.
ARTICLE_FIELDS = {
    "title": "{} in the headline",
    "by": "{} in the byline",
    "source": "outlet {}",
    "section": "section {}",
    "topic": "topic {}",
    "person": "person {}",
    "org": "organisation {}",
    "place": "place {}",
    "entity": "name {}",
    "tag": "tag {}",
    "note": "{} in a note",
}
QUOTE_FIELDS = {
    "speaker": "by {}", "said": "containing {}", "cue": "introduced by {}", "type": "that is {}",
}  # fmt: skip
WORD_FIELDS = {"text": "{}"} | ARTICLE_FIELDS | QUOTE_FIELDS
WHOLE_NAME_FIELDS = ("speaker", "person", "org", "place", "entity", "source")
"""The fields in which “=” stands before a whole name."""

QUOTE_TYPES = ("direct", "mixed", "indirect")
DRIFTS = {
    "any": "whose versions differ", "cut": "with a version that is cut",
    "words": "with a version in other words", "numbers": "with a version with other numbers",
    "speakers": "with a version by another speaker",
}  # fmt: skip
SORTS: dict[str, Order] = {
    "relevance": "relevance", "date": "newest", "newest": "newest", "oldest": "oldest",
}  # fmt: skip
FIELD_VALUES = {
    "is": ("unread", "read", "starred", "copy", "edited"),
    "has": ("quote", "note"),
    "type": QUOTE_TYPES,
    "drift": tuple(DRIFTS),
    "sort": tuple(SORTS),
    "copies": ("apart",),
}
"""The values of the fields that take only these."""
FLAGS = {
    "unread": "unread", "read": "read", "starred": "starred", "copy": "a copy",
    "edited": "edited", "quote": "with a quote", "note": "with a note",
    "no date": "without a date", "no source": "without an outlet",
}  # fmt: skip
EMPTY_FIELDS = ("date", "source")
"""The fields that ``none`` can follow: ``date:none``."""


@distinct
class Word(NamedTuple):
    """A word in any of its forms, or only as written (``exact``).

    The text may hold several adjacent words (“O'Brien”).
    """

    field: str
    text: str
    exact: bool = False


@distinct
class Wildcard(NamedTuple):
    """A word in which ``*`` stands for any letters and ``?`` for one."""

    field: str
    pattern: str


@distinct
class Fuzzy(NamedTuple):
    """Words within an edit distance of 1 or 2."""

    field: str
    text: str
    edits: int


@distinct
class Phrase(NamedTuple):
    """These exact words in this order."""

    field: str
    text: str


@distinct
class Near(NamedTuple):
    """Both within ``distance`` words; the left one first if ``ordered``."""

    left: Tree
    right: Tree
    distance: int
    ordered: bool = False


@distinct
class SameUnit(NamedTuple):
    """Both in the same sentence or the same paragraph."""

    left: Tree
    right: Tree
    unit: Unit


@distinct
class AtLeast(NamedTuple):
    """At least ``times`` occurrences in an article."""

    times: int
    part: Tree


@distinct
class Dates(NamedTuple):
    """Articles from ``first`` to ``last``, both included; None leaves that end open."""

    first: date | None
    last: date | None


@distinct
class ConfidenceBound(NamedTuple):
    """Quotes by the confidence of their attribution."""

    sign: Comparison
    value: float


@distinct
class WholeName(NamedTuple):
    """A speaker, person, organisation, place or outlet with exactly this name.

    The other names of a merged person find it too.
    """

    field: str
    text: str


@distinct
class SpokenBy(NamedTuple):
    """Quotes whose speaker has exactly one of these names, however names are merged."""

    names: tuple[str, ...]


@distinct
class Versions(NamedTuple):
    """Quotes by how many quotes, itself included, report the same utterance."""

    sign: Comparison
    value: int


@distinct
class Drift(NamedTuple):
    """Quotes of an utterance whose versions differ in one of the ways of ``DRIFTS``."""

    kind: str


@distinct
class Flag(NamedTuple):
    """Articles in one of the states of ``FLAGS``."""

    name: str


@distinct
class And(NamedTuple):
    """All parts; each ``InQuote`` among them must match a different quote."""

    parts: tuple[Tree, ...]


@distinct
class Or(NamedTuple):
    """At least one part."""

    parts: tuple[Tree, ...]
    typed: Tree | None = None
    """What the user typed, if the parts are other ways of writing it."""


@distinct
class Not(NamedTuple):
    """Everything except this part."""

    part: Tree


@distinct
class InQuote(NamedTuple):
    """Articles with at least one quote that matches ``part``."""

    part: Tree


Leaf = Word | Wildcard | Fuzzy | Phrase
Positional = Near | SameUnit | AtLeast
Tree = (
    Leaf
    | Positional
    | Dates
    | ConfidenceBound
    | WholeName
    | SpokenBy
    | Versions
    | Drift
    | Flag
    | And
    | Or
    | Not
    | InQuote
)


class Query(NamedTuple):
    """A parsed search line: the conditions and how to list the results."""

    tree: Tree
    sort: Order | None = None
    show_copies: bool = False
    """Whether to list each copy of an article."""


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the direct parts of a node, left to right."""
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | InQuote(part) | AtLeast(_, part):
            return (part,)
        case Near(left, right) | SameUnit(left, right):
            return (left, right)
        case _:
            return ()


def as_typed(tree: Tree) -> Tree:
    """Return a node as the user typed it."""
    return tree.typed if isinstance(tree, Or) and tree.typed else tree


def leaves(tree: Tree) -> Iterator[Tree]:
    """Yield the nodes that have no parts, left to right."""
    parts = children(tree)
    if not parts:
        yield tree
    for part in parts:
        yield from leaves(part)


def positive_parts(tree: Tree) -> Iterator[Tree]:
    """Yield the largest subtrees without AND or OR that are not negated."""
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
    """Return the field that all leaves search, or None if they differ."""
    fields = {getattr(leaf, "field", None) for leaf in leaves(tree)}
    return fields.pop() if len(fields) == 1 else None


def is_quote_condition(tree: Tree) -> bool:
    """Return whether every leaf is a condition on quotes."""
    return not _contains(tree, InQuote) and all(
        isinstance(leaf, ConfidenceBound | Versions | Drift)
        or getattr(leaf, "field", "") in QUOTE_FIELDS
        for leaf in leaves(tree)
    )


def _contains(tree: Tree, kind: type) -> bool:
    return isinstance(tree, kind) or any(_contains(part, kind) for part in children(tree))


def asks_for_quotes(tree: Tree) -> bool:
    """Return whether a parsed line has a condition on quotes, also a negated one."""
    return _contains(tree, InQuote)


def quote_conditions(tree: Tree) -> list[Tree]:
    """Return the conditions on quotes that are not negated."""
    match tree:
        case InQuote(part):
            return [part]
        case Not():
            return []
    return [condition for part in children(tree) for condition in quote_conditions(part)]


def group_quote_conditions(tree: Tree) -> Tree:
    """Put the quote conditions of each group under one ``InQuote``.

    A negated condition by itself (“-speaker:kerry”) excludes articles with such a quote.
    """
    if isinstance(tree, InQuote):
        return tree
    if isinstance(tree, Not):
        return Not(group_quote_conditions(tree.part))
    if is_quote_condition(tree) and not _contains(tree, Not):
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
