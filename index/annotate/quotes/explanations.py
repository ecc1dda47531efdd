"""The explanation of an attribution in words that a reader knows, not in those of the parse."""

from __future__ import annotations

from index.article import Step

# How the words of a quote stand to its cue, by how the name of that construction begins.
WORDS = (
    ("q", "in quotation marks", "beside “{}”"),
    ("colon", "after a colon", "that follows “{}”"),
    ("ccomp", "a clause", "that “{}” governs"),
    ("xcomp", "an infinitive", "that “{}” governs"),
    ("dobj", "an object", "of “{}”"),
    ("acl", "a clause", "that belongs to “{}”"),
    ("late", "a clause", "that comes after “{}”"),
    ("", "the words", "that “{}” reports"),
)
# How the source stands to the cue, by how the way to it ends.
SOURCES = (
    ("nsubj", "subject of “{}”"),
    ("nsubjpass", "subject of “{}”"),
    (">by", "after “by”, with “{}”"),
    ("poss", "whose “{}” it is"),
    ("to", "after “{}”"),
    ("", "stands with “{}”"),
)


def words_step(construction: str, cue: str) -> Step:
    """Why these words are what the cue reports."""
    for begin, what, how in WORDS:
        if construction.lstrip("<>").startswith(begin):
            return Step("words", what, how.format(cue))
    raise AssertionError("the last row fits all")


def source_step(mention: str, way: str, cue: str) -> Step:
    """Why the mention is taken for the source of the cue."""
    for end, how in SOURCES:
        if way.rstrip("!").endswith(end):
            return Step("source", mention, how.format(cue))
    raise AssertionError("the last row fits all")
