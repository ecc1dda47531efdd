"""Say in our terms what people type for other search programs."""

from __future__ import annotations

import re

from index.errors import QueryError
from index.query.lexer import FIELDS

OTHER_FIELD_NAMES = {
    "headline": "title", "subject": "title", "author": "by", "byline": "by", "from": "since",
    "to": "until", "year": "date", "published": "date", "outlet": "source", "publisher": "source",
    "quote": "said", "keyword": "topic", "organization": "org", "location": "place",
    "label": "tag", "site": "source", "website": "source", "domain": "source", "url": "source",
    "hlead": "title",
}  # fmt: skip
"""What other search programs call our fields."""
NAMES_OF_TEXT = ("body", "content", "fulltext", "article")
NEAR_WITHOUT_NUMBER = re.compile(r"((?i:w|near|pre)/)(?!o$)[A-Za-z]?|NEAR|ADJ|WITHIN")
WEIGHTED = re.compile(r"(.*)(\^\d*\.?\d+)", re.DOTALL)
EXPRESSION = re.compile(r"/.*[*+?\\\[\]|{].*/")


def unknown_field_error(name: str, offset: int) -> QueryError:
    """Return the error for a field that does not exist, with the one that may be meant."""
    import difflib  # 6 ms, needed only for this error

    if name in NAMES_OF_TEXT:
        return QueryError(f"The text needs no field. Remove “{name}:”.", offset)
    meant = OTHER_FIELD_NAMES.get(name)
    near = [meant] if meant else difflib.get_close_matches(name, FIELDS, 1, 0.6)
    hint = f"Did you mean {near[0]}:?" if near else "The help (?) lists the fields."
    return QueryError(
        f"There is no field “{name}”. {hint} To search for the words, put them in quotation marks.",
        offset,
    )


def other_call_error(text: str, offset: int) -> QueryError:
    """Return the error for a function of another program, such as “hlead(”, with ours."""
    name = text.rstrip("(").lower()
    if name == "atleast":
        return QueryError("atleast needs a number, as in atleast3(…).", offset)
    ours = f"atleast{name[3:]}(…)" if name.startswith("atl") else "title:(…)"
    return QueryError(f"{text}…) is not known here. Type {ours}.", offset)


def refuse_other_operators(text: str, offset: int) -> None:
    """Raise QueryError if a word is an operator that we do not have, or only with a number."""
    if near := NEAR_WITHOUT_NUMBER.fullmatch(text):
        example = f"{(near[1] or near[0]).rstrip('/')}/5"
        raise QueryError(f"{near[0]} needs a number, as in {example}.", offset)
    if weighted := WEIGHTED.fullmatch(text):
        raise QueryError(
            f"{weighted[2]} weights a term in other programs. Remove it: here all terms weigh the"
            " same.",
            offset + len(weighted[1]),
        )
    if EXPRESSION.fullmatch(text):
        raise QueryError(
            f"{text} is a regular expression. Use * for any letters and ? for one letter.", offset
        )
