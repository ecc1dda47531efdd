"""Parse a search line into a tree by recursive descent.

line     = or
or       = and ("OR" and)*, also "||" and "|"
and      = near ("AND"? near)*, also "&&"
near     = item (("w/5" | "near/5" | "pre/5" | "adj5" | "w/s" | "w/p") item)*
item     = ("NOT" | "-") item | "(" or ")" | "quote(" or ")" | "atleast3(" or ")"
         | field ":" value | value | phrase "~5", the same as its words with w/5
value    = word | phrase | "(" or ")" | "none" after date: and source:
word     = anything without spaces: "=word" for this form only, "wo*d" and "wo?d" with
           wildcards, "word~1" within one edit
"="      before a word or phrase of a field with names: exactly this name
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import reduce
from itertools import takewhile

from index.errors import QueryError
from index.query.lexer import FIELDS, Lexeme, lex, normalize_marks
from index.query.other_programs import (
    other_call_error,
    refuse_other_operators,
    unknown_field_error,
)
from index.query.scripts import UNSPACED
from index.query.spellings import with_spellings
from index.query.tree import (
    EMPTY_FIELDS,
    FIELD_VALUES,
    SORTS,
    WHOLE_NAME_FIELDS,
    WORD_FIELDS,
    And,
    AtLeast,
    Comparison,
    ConfidenceBound,
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
    Tree,
    Versions,
    WholeName,
    Wildcard,
    Word,
    children,
    common_field,
    group_quote_conditions,
)

MAX_DEPTH = 50  # brackets and NOTs; limits recursion
MAX_DISTANCE = 500  # words
END_OF_UNSPACED = rf"(?<=[{UNSPACED}])\*+$"  # rarely needed, and long to compile
FUZZY = re.compile(r"(.+)~(\d?)", re.DOTALL)
SIGNS: dict[str, Comparison] = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "": "="}
VERSIONS = r"(>=|<=|>|<|)(\d{1,6})"
CONFIDENCE = r"(>=|<=|>|<|)(0?\.\d+|[01](?:\.\d*)?)"


def parse(line: str, today: date | None = None) -> Query:
    """Parse a search line; raise QueryError. ``newer:`` counts back from ``today``."""
    parser = _Parser(line, "text", today or date.today())
    tree = parser.parse()
    return Query(with_spellings(group_quote_conditions(tree)), parser.sort, parser.show_copies)


def parse_quote(line: str) -> Query:
    """Parse a line that searches quotes: bare words match the words of a quote."""
    parser = _Parser(line, "said", date.today())
    tree = parser.parse()
    return Query(with_spellings(tree), parser.sort, parser.show_copies)


class _Parser:
    """Recursive descent over the lexemes of one line."""

    def __init__(self, line: str, field: str, today: date) -> None:
        self.line = normalize_marks(line)
        self.lexemes = lex(self.line)
        self.field = field
        self.today = today
        self.sort: Order | None = None
        self.show_copies = False
        self.position = 0
        self.depth = 0

    def parse(self) -> Tree:
        if not self.lexemes:
            marks = self.line.strip()
            if marks and not marks.strip("*? "):
                raise QueryError(f"{marks[0]} needs letters, as in ferr{marks[0]}.", 0)
            raise QueryError("The search is empty. Type a word.", 0)
        tree = self._parse_or()
        if lexeme := self._peek():
            raise QueryError("This bracket was never opened. Remove it.", lexeme.offset)
        if tree is None:
            raise QueryError("sort: and copies: only arrange results. Add a word to search for.", 0)
        return tree

    # A rule returns None if it parsed only sort: or copies:, which are not in the tree.

    def _parse_or(self) -> Tree | None:
        parts = [self._parse_and()]
        while self._is_next("OR"):
            self.position += 1
            parts.append(self._parse_and())
        return _combine(Or, parts)

    def _parse_and(self) -> Tree | None:
        parts = [self._parse_near()]
        while (lexeme := self._peek()) and lexeme.kind != "close" and not self._is_next("OR"):
            if self._is_next("AND"):
                self.position += 1
            parts.append(self._parse_near())
        return _combine(And, parts)

    def _parse_near(self) -> Tree | None:
        left = self._parse_item()
        while (lexeme := self._peek()) and lexeme.kind == "near":
            self.position += 1
            left = _near_node(left, self._parse_item(), lexeme)
        return left

    def _parse_item(self) -> Tree | None:
        lexeme = self._next()
        if self.depth >= MAX_DEPTH:
            raise QueryError("Too many nested brackets. Remove some.", lexeme.offset)
        self.depth += 1
        try:
            return self._parse_primary(lexeme)
        finally:
            self.depth -= 1

    def _parse_primary(self, lexeme: Lexeme) -> Tree | None:
        """Parse “not”, a bracket, a call, a field or a word."""
        if lexeme.kind == "not" or (lexeme.kind, lexeme.text) == ("operator", "NOT"):
            part = self._parse_item()
            return Not(_require(part, lexeme))
        if lexeme.kind in ("operator", "near"):
            raise QueryError(
                f"{lexeme.text} needs a term on both sides. To search for the word, put it in"
                " quotation marks.",
                lexeme.offset,
            )
        if lexeme.kind == "boost":
            refuse_other_operators(lexeme.text, lexeme.offset)
        if lexeme.kind == "other_call":
            raise other_call_error(lexeme.text, lexeme.offset)
        if lexeme.kind == "close":
            raise QueryError("A term is missing before this bracket. Add one.", lexeme.offset)
        if lexeme.kind == "open":
            return self._parse_group(lexeme)
        if lexeme.kind == "call":
            return self._parse_call(lexeme)
        if lexeme.kind == "loose":
            return self._parse_loose(lexeme)
        if lexeme.kind == "field":
            return self._parse_field(lexeme)
        return self._parse_value(lexeme)

    def _parse_group(self, bracket: Lexeme) -> Tree | None:
        tree = self._parse_or()
        if self._peek() is None:
            raise QueryError("This bracket is not closed. Add a ).", bracket.offset)
        self.position += 1
        return tree

    def _with_field(self, field: str, read: Callable[[], Tree | None]) -> Tree | None:
        outer, self.field = self.field, field
        try:
            return read()
        finally:
            self.field = outer

    def _parse_call(self, lexeme: Lexeme) -> Tree:
        """Parse ``quote(…)`` or ``atleast2(…)``."""
        name = lexeme.text[:-1].lower()
        if name == "quote":
            part = _require(self._with_field("said", lambda: self._parse_group(lexeme)), lexeme)
            if _contains_quote(part):
                raise QueryError("Nested quote( ). Put them side by side.", lexeme.offset)
            return InQuote(part)
        part = _require_words(self._parse_group(lexeme), lexeme)
        if isinstance(part, Near | SameUnit) or any(
            isinstance(inner, Near | SameUnit) for inner in children(part)
        ):
            raise QueryError("atleast takes only words, phrases and OR.", lexeme.offset)
        times = int(name.removeprefix("atleast"))
        if not times:
            raise QueryError("atleast0 matches everything. Use atleast2(…).", lexeme.offset)
        return AtLeast(times, part)

    def _parse_field(self, lexeme: Lexeme) -> Tree | None:
        """Parse a field name and the word, phrase or bracket after it."""
        name = lexeme.text[:-1].lower()
        if name not in FIELDS:
            raise unknown_field_error(name, lexeme.offset)
        value = self._next(f"a word after {name}:")
        if value.kind == "loose" and name in ("text", "title", "said"):
            return self._with_field(name, lambda: self._parse_loose(value))
        if value.kind not in ("open", "word", "phrase"):
            raise QueryError(f"{name}: has no value. Type a word or a phrase.", value.offset)
        if name in WORD_FIELDS and name != "type":
            read = self._parse_group if value.kind == "open" else self._parse_value
            return self._with_field(name, lambda: read(value))
        if value.kind == "open" and name not in ("sort", "copies"):
            return self._with_field(name, lambda: self._parse_group(value))
        return self._parse_special(name, value)

    def _parse_value(self, lexeme: Lexeme) -> Tree | None:
        """Parse a word or a phrase in the current field."""
        if _is_none(self.field, lexeme):
            return Flag(f"no {self.field}")
        if self.field not in WORD_FIELDS or self.field == "type":
            return self._parse_special(self.field, lexeme)
        text = lexeme.text.strip('="') if lexeme.kind == "phrase" else lexeme.text
        if not any(letter.isalnum() for letter in text):
            raise QueryError(f"“{text}” has no letter or digit. Type a word.", lexeme.offset)
        if lexeme.text.startswith("=") and self.field in WHOLE_NAME_FIELDS:
            return WholeName(self.field, " ".join(text.lstrip("=").split()))
        if lexeme.kind == "phrase":
            return Phrase(self.field, " ".join(text.split()))
        if text.endswith(":") and self._peek() is None:
            raise QueryError(
                f"Nothing follows “{text}”. Remove the colon to search for the word.",
                lexeme.offset,
            )
        return _word_node(self.field, lexeme)

    def _parse_loose(self, lexeme: Lexeme) -> Tree:
        """Parse a phrase whose words may be apart, in any order: "ferry late"~5."""
        _, phrase, distance = lexeme.text.split('"')
        words = [word for word in phrase.split() if any(map(str.isalnum, word))]
        if not words:
            raise QueryError(f"“{phrase}” has no letter or digit. Type a word.", lexeme.offset)
        near = lexeme._replace(text=f"w/{distance[1:]}")
        terms: list[Tree] = [Word(self.field, word) for word in words]
        return reduce(lambda left, right: _near_node(left, right, near), terms)

    def _parse_special(self, name: str, lexeme: Lexeme) -> Tree | None:
        """Parse the value of a field that is not matched as words."""
        text, offset = lexeme.text.removeprefix('="').strip('"'), lexeme.offset
        if _is_none(name, lexeme):
            return Flag(f"no {name}")
        match name:
            case "date" | "after" | "since" | "before" | "until" | "newer":
                from index.query.dates import parse_date_field  # 2 ms that other searches save

                if lexeme.kind == "word":
                    self._refuse_open_date(name, lexeme)
                return parse_date_field(name, text, offset, self.today)
            case "type":
                return Word("type", _choice("type", text, offset), exact=True)
            case "is" | "has":
                return Flag(_choice(name, text, offset))
            case "conf":
                return _confidence_node(text, offset)
            case "versions":
                return _versions_node(text, offset)
            case "drift":
                return Drift(_choice("drift", text, offset))
            case "copies":
                self.show_copies = bool(_choice("copies", text, offset))
                return None
        self.sort = SORTS[_choice("sort", text, offset)]
        return None

    def _refuse_open_date(self, name: str, lexeme: Lexeme) -> None:
        """Raise QueryError if the words behind a date belong to it: date:jul 2023."""
        from index.query.plain_dates import MAX_WORDS_OF_RANGE, first_date

        rest = self.lexemes[self.position : self.position + MAX_WORDS_OF_RANGE - 1]
        words = [each.text for each in takewhile(lambda each: each.kind == "word", rest)]
        if whole := first_date([lexeme.text, *words]):
            message = f'Put the date in quotation marks: {name}:"{whole}"'
            raise QueryError(message, lexeme.offset)

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.position] if self.position < len(self.lexemes) else None

    def _next(self, wanted: str = "a word") -> Lexeme:
        lexeme = self._peek()
        if lexeme is None:
            raise QueryError(f"The search ends too early. Add {wanted}.", len(self.line))
        self.position += 1
        return lexeme

    def _is_next(self, operator: str) -> bool:
        lexeme = self._peek()
        return lexeme is not None and (lexeme.kind, lexeme.text) == ("operator", operator)


def _combine(kind: type[And] | type[Or], parts: list[Tree | None]) -> Tree | None:
    present = [part for part in parts if part is not None]
    if len(present) < 2:
        return present[0] if present else None
    return kind(tuple(present))


def _require(part: Tree | None, lexeme: Lexeme) -> Tree:
    if part is None:
        raise QueryError("Move sort: and copies: to the end of the line.", lexeme.offset)
    return part


def _contains_quote(tree: Tree) -> bool:
    return isinstance(tree, InQuote) or any(map(_contains_quote, children(tree)))


def _is_none(field: str, lexeme: Lexeme) -> bool:
    return field in EMPTY_FIELDS and (lexeme.kind, lexeme.text.lower()) == ("word", "none")


def _require_words(tree: Tree | None, lexeme: Lexeme) -> Tree:
    """Return the tree if it has word positions; raise QueryError if not."""
    part = _require(tree, lexeme)
    if not _is_words(part):
        name = lexeme.text.rstrip("(")
        raise QueryError(f"{name} takes only words, phrases and OR in one field.", lexeme.offset)
    return part


def _is_words(tree: Tree) -> bool:
    if isinstance(tree, And | Not | InQuote | AtLeast):
        return False
    field = common_field(tree)
    return field in ("text", "title", "said") and all(map(_is_words, children(tree)))


def _near_node(left: Tree | None, right: Tree | None, lexeme: Lexeme) -> Tree:
    left, right = _require_words(left, lexeme), _require_words(right, lexeme)
    if common_field(left) != common_field(right):
        raise QueryError(f"Use the same field on both sides of {lexeme.text}.", lexeme.offset)
    name = lexeme.text.lower()
    distance = name.removeprefix("adj").removeprefix("near").rpartition("/")[2]
    if distance == "s":
        return SameUnit(left, right, "sentence")
    if distance == "p":
        return SameUnit(left, right, "paragraph")
    if not 1 <= int(distance) <= MAX_DISTANCE:
        raise QueryError(f"The distance must be from 1 to {MAX_DISTANCE} words.", lexeme.offset)
    return Near(left, right, int(distance), ordered=name.startswith(("pre", "adj")))


def _word_node(field: str, lexeme: Lexeme) -> Tree:
    text, offset = lexeme.text.strip(":"), lexeme.offset
    refuse_other_operators(text, offset)
    if ":" in text:  # an address or a time
        return Phrase(field, re.sub(r"[*?]", " ", text))
    if text.startswith("~"):
        raise QueryError("~ stands behind a word, as in name~1.", offset)
    if fuzzy := FUZZY.fullmatch(text):
        edits = int(fuzzy[2] or 1)
        if edits not in (1, 2) or not fuzzy[1].isalnum():
            raise QueryError("~ takes one word and 1 or 2 edits, as in name~1.", offset)
        return Fuzzy(field, fuzzy[1], edits)
    text = text.rstrip("?") or text
    if text.endswith("*"):
        text = re.sub(END_OF_UNSPACED, "", text)  # what follows is another word anyway
    if "*" in text or "?" in text:
        if not re.search(r"\w", re.split(r"[*?]", text)[0] + re.split(r"[*?]", text)[-1]):
            raise QueryError("A wildcard needs a letter before or after it. Add one.", offset)
        return Wildcard(field, text)
    return Word(field, text.lstrip("="), exact=text.startswith("="))


def _choice(field: str, text: str, offset: int) -> str:
    values = FIELD_VALUES[field]
    if text.lower() not in values:
        raise QueryError(f"{field}: takes {', '.join(values)}.", offset)
    return text.lower()


def _confidence_node(text: str, offset: int) -> ConfidenceBound:
    match = re.fullmatch(CONFIDENCE, text, re.ASCII)
    if not match or float(match[2]) > 1:
        raise QueryError(f"“{text}” is not from 0 to 1. Type conf:>0.8, for example.", offset)
    return ConfidenceBound(SIGNS[match[1]], float(match[2]))


def _versions_node(text: str, offset: int) -> Versions:
    match = re.fullmatch(VERSIONS, text, re.ASCII)
    if not match:
        raise QueryError(f"“{text}” is not a number. Type versions:>2, for example.", offset)
    return Versions(SIGNS[match[1]], int(match[2]))
