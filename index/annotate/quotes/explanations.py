"""Explain attributions to users, without terms of the parse."""

from __future__ import annotations

from index.article import Step

# How the content relates to its cue, by the first characters of the construction.
CONTENT_RELATIONS = (
    ("q", "in quotation marks", "beside “{}”"),
    ("colon", "after a colon", "after “{}”"),
    ("ccomp", "a clause", "reported by “{}”"),
    ("xcomp", "an infinitive", "reported by “{}”"),
    ("dobj", "an object", "of “{}”"),
    ("acl", "a clause", "that belongs to “{}”"),
    ("late", "a clause", "after “{}”"),
    ("", "the words", "reported by “{}”"),
)
# How the source mention relates to the cue, by the last characters of the path.
SOURCE_RELATIONS = (
    ("nsubj", "subject of “{}”"),
    ("nsubjpass", "subject of “{}”"),
    (">by", "after “by”, with “{}”"),
    ("poss", "owner of “{}”"),
    ("to", "after “{}”"),
    ("", "beside “{}”"),
)


def content_step(construction: str, cue: str) -> Step:
    """Explain why the cue reports these words."""
    return next(
        Step("words", what, relation.format(cue))
        for start, what, relation in CONTENT_RELATIONS  # the last always fits
        if construction.lstrip("<>").startswith(start)
    )


def source_step(mention: str, path: str, cue: str) -> Step:
    """Explain why the mention is the source of the cue."""
    return next(
        Step("source", mention, relation.format(cue))
        for end, relation in SOURCE_RELATIONS  # the last always fits
        if path.rstrip("!").endswith(end)
    )
