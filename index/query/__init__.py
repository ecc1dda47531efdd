"""What a reader can type: the search line, parsed once into a tree that knows no engine.

Words search title and body; capitals AND, OR, NOT and ``-`` join and exclude. The conditions
on quotes (``speaker: said: cue: type: conf:``) that stand in one group must hold for one and
the same quote. ``parse`` says in one sentence what is wrong with a line, and where.
"""

from index.query.formatter import describe, describe_query, format_query, format_tree
from index.query.parser import parse, parse_quote
from index.query.refine import field_condition, refine_line
from index.query.tree import (
    And,
    AtLeast,
    Confidence,
    Dates,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Order,
    Phrase,
    Query,
    SameUnit,
    Tree,
    Wildcard,
    Word,
)

__all__ = [
    "And",
    "AtLeast",
    "Confidence",
    "Dates",
    "Flag",
    "Fuzzy",
    "InQuote",
    "Near",
    "Not",
    "Or",
    "Order",
    "Phrase",
    "Query",
    "SameUnit",
    "Tree",
    "Wildcard",
    "Word",
    "describe",
    "describe_query",
    "field_condition",
    "format_query",
    "format_tree",
    "parse",
    "parse_quote",
    "refine_line",
]  # fmt: skip
