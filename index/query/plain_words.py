"""Words that are looked for everywhere in articles, without a condition or quotation marks."""

from __future__ import annotations

import re

from index.query.tree import Phrase, Tree, Word, as_typed


def plain_text(part: Tree) -> str:
    """Return the text of words that are looked for everywhere in articles; empty for others."""
    match as_typed(part):
        case Phrase("text", text) | Word("text", text, exact=False):
            return text
    return ""


def is_plain(text: str) -> bool:
    """Return whether a text is no condition and no phrase."""
    return not re.match(r'\w+:|"', text)


def without_s(name: str) -> str:
    """Return a name without “’s” at its end."""
    return re.sub(r"['’]s$", "", name)
