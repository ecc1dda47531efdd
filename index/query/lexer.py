"""Split a search line into lexemes."""

import re
from typing import NamedTuple

from index.errors import QueryError
from index.punctuation import DOUBLE_QUOTES, INVISIBLE, PLAIN_SIGNS
from index.query.tree import ARTICLE_FIELDS, QUOTE_FIELDS

# Fields whose values are not matched as words.
SPECIAL_FIELDS = (
    "date", "after", "before", "since", "until", "newer", "is", "has", "conf", "versions",
    "drift", "sort", "copies",
)  # fmt: skip
FIELDS = (*ARTICLE_FIELDS, *QUOTE_FIELDS, *SPECIAL_FIELDS)

LEXEMES = re.compile(
    r"""(?P<space>\s+)
      | (?![a-z]+\((?:s|es|ies|er|ers)\))  # the end of a word in brackets: “headline(s)”
        (?:(?P<call>(?:quote|atleast\d{1,4})\()
          | (?P<other_call>(?:hlead|headline|atleast|atl\d{1,4})\())
      | (?P<open>\() | (?P<close>\))
      | (?P<loose>"[^"]*"~\d{1,4}(?=[\s)]|$))
      | (?P<range>(?<=:)[\[{][^\s\[\]{}]+\s+TO\s+[^\s\[\]{}]+[\]}])
      | (?P<phrase>=?"[^"]*")
      | (?P<unclosed>")
      | (?P<not>-(?=[^\s)])|!(?=[\w"(=]))
      | (?P<field>[^\W\d_]+:(?=["(\w=<>.$*?~\[{-]))
      | (?P<field_or_word>[^\W\d_]+:(?=[\s)]|$))
      | (?P<operator>(?:AND|OR|NOT|&&|\|\|?)(?=[\s()"]|$))
      | (?P<near>(?:(?:w|near|pre)/(?:\d{1,4}|[sp])|(?:adj|near)\d{1,4})(?=[\s("]|$))
      | (?P<boost>\^\d*\.?\d+(?=[\s)]|$))
      | (?P<word>[^\s()"]+)""",
    re.VERBOSE | re.IGNORECASE,
)
# ＡＮＤ, （, ：; “！” and “～” are marks of sentences and ranges in Chinese and Japanese.
WIDE_SIGNS = {code: chr(code - 0xFEE0) for code in range(0xFF02, 0xFF5E)}
MARK_EQUIVALENTS = WIDE_SIGNS | str.maketrans({**PLAIN_SIGNS, "\0": " "})
SIGNS_OF_OPERATORS = {"&&": "AND", "|": "OR", "||": "OR"}
DASH_IN_WORD = r"(?<=\w)[–—](?=\w)"
# Emoji and other small pictures, perhaps several and joined.
PICTURES = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+"
# Word processors write a dash for the “-” that excludes a word; a pair of dashes is part of a text.
DASH_BEFORE_WORD = r"(?<![^\s(])–(?=[\w\"(=*])(?!.*[^\s–]–(?:[\s.,;:!?)]|$))"
# “date:2024-03-01 – 2024-03-05”: two dates and a sign or word between them, without marks around.
DAYS = r"\d{4}(?:[-/.]\d{1,2}){0,2}"
OPEN_RANGE = (
    rf"(?i:(?<=\bdate:)({DAYS})"
    rf"(?:\s*(?:[–—…]|\.{{3}})\s*|\s+(?:-|to|until|till)\s+)({DAYS})(?![^\s)]))"
)
OTHER_DASH = r"[–—…]"


class Lexeme(NamedTuple):
    """A token of a line: ``kind`` names a group of ``LEXEMES``, ``offset`` is its start."""

    kind: str
    text: str
    offset: int


def normalize_marks(line: str) -> str:
    """Replace curly, full-width and similar marks with ASCII; keep the offsets of what is seen."""
    is_ascii = line.isascii()
    if not is_ascii:
        line = re.sub(f"[{INVISIBLE}]", "", line)
    line = line.translate(MARK_EQUIVALENTS)
    if "date:" in line.lower():
        line = re.sub(OPEN_RANGE, lambda m: f"{m[1]}..{m[2]}".ljust(len(m[0])), line)
    if is_ascii:
        return line
    line = re.sub(DASH_BEFORE_WORD, "-", re.sub(DASH_IN_WORD, "-", line))
    return re.sub(OTHER_DASH, " ", line)


def drop_quotes(value: str) -> str:
    """Return a value with a space for each double quote, which would end it in a line."""
    return value.translate(dict.fromkeys(map(ord, f'"{DOUBLE_QUOTES}'), " "))


def lex(line: str) -> list[Lexeme]:
    """Return the lexemes of a normalized line, without spaces and lone marks; raise QueryError."""
    lexemes = []
    for match in LEXEMES.finditer(line):
        kind, text = match.lastgroup or "", match.group()
        if kind == "unclosed":
            raise QueryError(
                "This quotation mark is not closed. Add the closing one.", match.start()
            )
        text = SIGNS_OF_OPERATORS.get(text, text)
        if kind == "range":  # date:[2023 TO 2024], as other search programs write it
            kind, text = "word", re.sub(r"\s+TO\s+", "..", text[1:-1], flags=re.I).replace("*", "")
        if kind == "operator" and not text.isupper():
            kind = "word"
        if kind == "field_or_word":
            kind = "field" if text[:-1].lower() in FIELDS else "word"
        if kind == "word" and not text.isascii() and re.fullmatch(PICTURES, text):
            raise QueryError(
                f"“{text}” cannot be searched for, only words and numbers can. Remove it.",
                match.start(),
            )
        if kind == "space" or (kind in ("word", "not") and not _is_significant(line, match)):
            continue
        lexemes.append(Lexeme(kind, text, match.start()))
    return lexemes


def asks_for_versions(line: str) -> bool:
    """Return whether a line has a condition on the versions of utterances, or on their drift."""
    try:
        lexemes = lex(normalize_marks(line))
    except QueryError:
        return False
    return any(
        lexeme.kind == "field" and lexeme.text.lower() in ("versions:", "drift:")
        for lexeme in lexemes
    )


def _is_significant(line: str, match: re.Match[str]) -> bool:
    """Return whether a word has a letter or digit, or a minus has a term after it."""
    if match.lastgroup == "not":
        return bool(re.match(r"-*(?:\w|[\"(=]|[*?]+\w)", line[match.end() :]))
    return any(letter.isalnum() for letter in match.group())
