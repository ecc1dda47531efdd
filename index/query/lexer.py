"""A search line cut into its smallest parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.errors import QueryError
from index.query.tree import ARTICLE_FIELDS, QUOTE_FIELDS

# Fields whose value is more than words.
SPECIAL_FIELDS = ("date", "after", "before", "newer", "is", "has", "conf", "sort", "copies")
FIELDS = (*ARTICLE_FIELDS, *QUOTE_FIELDS, *SPECIAL_FIELDS)

LEXEMES = re.compile(
    r"""(?P<space>\s+)
      | (?P<call>(?:quote|atleast\d{1,4})\()
      | (?P<open>\() | (?P<close>\))
      | (?P<phrase>"[^"]*")
      | (?P<unclosed>")
      | (?P<not>-(?=[^\s)]))
      | (?P<field>[^\W\d_]+:(?=["(\w=<>.$*?~-])|(?:FIELDNAMES):(?=\s|$|\)))
      | (?P<operator>(?:AND|OR|NOT)(?=[\s()"]|$))
      | (?P<near>(?:(?:w|near|pre)/(?:\d{1,4}|[sp])|adj\d{1,4})(?=[\s("]|$))
      | (?P<word>[^\s()"]+)""".replace("FIELDNAMES", "|".join(FIELDS)),
    re.VERBOSE | re.IGNORECASE,
)
# Marks that stand for one another: what a word processor or another keyboard makes of ours.
PLAIN_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("’‘ʼ＇`´", "'"),
        **dict.fromkeys("‐‑−－", "-"),
        "（": "(", "）": ")", "：": ":", "＊": "*", "？": "?", "＝": "=", "\0": " ",
    }
)  # fmt: skip
DASH_IN_WORD = re.compile(r"(?<=\w)[–—](?=\w)")
OTHER_DASH = re.compile(r"[–—…]")


class Lexeme(NamedTuple):
    """A part of a line: its kind is a group of ``LEXEMES``, and its offset in the line."""

    kind: str
    text: str
    offset: int


def plain(line: str) -> str:
    """The line with plain marks for curly, full-width and other ones, at the same offsets."""
    line = DASH_IN_WORD.sub("-", line.translate(PLAIN_MARKS))
    return OTHER_DASH.sub(" ", line)


def lex(line: str) -> list[Lexeme]:
    """The parts of a plain line, without space and lone marks; raises QueryError."""
    found = []
    for match in LEXEMES.finditer(line):
        kind, text = match.lastgroup or "", match.group()
        if kind == "unclosed":
            raise QueryError("This quotation mark is not closed: add another one.", match.start())
        if kind == "operator" and not text.isupper():
            kind = "word"
        if kind == "space" or (kind in ("word", "not") and not _has_meaning(line, match)):
            continue
        found.append(Lexeme(kind, text, match.start()))
    return found


def _has_meaning(line: str, match: re.Match[str]) -> bool:
    """Whether a word has a letter or digit in it, and a minus something after it."""
    if match.lastgroup == "not":
        return bool(re.match(r"-*(?:\w|[\"(=]|[*?]+\w)", line[match.end() :]))
    return any(letter.isalnum() for letter in match.group())
