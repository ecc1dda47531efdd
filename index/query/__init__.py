"""The search language: parse a search line into a tree that is independent of the engine.

Words search title and body; AND, OR, NOT (in capitals) and ``-`` combine and exclude terms.
Quote conditions (``speaker: said: cue: type: conf: versions: drift:``) in one group must match the
same quote. May import no other package.
"""

from index.query.formatter import describe, describe_query, format_tree
from index.query.lexer import asks_for_versions
from index.query.parser import parse, parse_quote
from index.query.refine import (
    SpeakerFilter,
    field_condition,
    has_condition,
    has_plain_words,
    is_search_line,
    refine_line,
    speaker_filter,
    unknown_speaker,
    value_condition,
)
from index.query.tree import (
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Drift,
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
    SpokenBy,
    Tree,
    Versions,
    WholeName,
    Wildcard,
    Word,
    asks_for_quotes,
    quote_conditions,
)

__all__ = [
    "And", "AtLeast", "ConfidenceBound", "Dates", "Drift", "Flag", "Fuzzy", "InQuote", "Near",
    "Not", "Or", "Order", "Phrase", "Query", "SameUnit", "SpeakerFilter", "SpokenBy", "Tree",
    "Versions", "WholeName", "Wildcard", "Word", "asks_for_quotes", "asks_for_versions",
    "describe", "describe_query", "field_condition", "format_tree", "has_condition",
    "has_plain_words", "is_search_line", "parse", "parse_quote", "quote_conditions", "refine_line",
    "speaker_filter", "unknown_speaker", "value_condition",
]  # fmt: skip
