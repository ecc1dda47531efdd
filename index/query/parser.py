"""From a search line to its tree, by recursive descent.

line     = or
or       = and ("OR" and)*
and      = near ("AND"? near)*
near     = item (("w/5" | "near/5" | "pre/5" | "adj5" | "w/s" | "w/p") item)*
item     = ("NOT" | "-") item | "(" or ")" | "quote(" or ")" | "atleast3(" or ")"
         | field ":" value | value
value    = word | phrase | "(" or ")"
word     = anything without spaces: "=word" as it is written, "wo*d" and "wo?d" with letters
           left open, "word~1" with a letter more, fewer or other
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from index.errors import QueryError
from index.query.dates import newer, read_dates, since, until
from index.query.lexer import FIELDS, Lexeme, lex, plain
from index.query.tree import (
    QUOTE_TYPES,
    WORD_FIELDS,
    And,
    AtLeast,
    Confidence,
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
    Sign,
    Tree,
    Wildcard,
    Word,
    children,
    common_field,
    group_quote_conditions,
)

MOST_NESTED = 50  # brackets and NOTs; nobody types as many, and the parser recurses
MOST_APART = 500  # words
SORTS: dict[str, Order] = {
    "relevance": "relevance", "date": "newest", "newest": "newest", "oldest": "oldest",
}  # fmt: skip
FUZZY = re.compile(r"(.+)~(\d?)", re.DOTALL)
CONFIDENCE = re.compile(r"(>=|<=|>|<|)(0?\.\d+|[01](?:\.\d*)?)", re.ASCII)


def parse(line: str, today: date | None = None) -> Query:
    """What a search line means. Raises QueryError, with the offset of the fault.

    ``today`` is what ``newer:`` counts from.
    """
    parser = _Parser(line, "text", today or date.today())
    tree = parser.parse()
    return Query(group_quote_conditions(tree), parser.sort, parser.show_copies)


def parse_quote(line: str, today: date | None = None) -> Query:
    """The same for a line that asks for quotes: its plain words are words of the quote."""
    parser = _Parser(line, "said", today or date.today())
    tree = parser.parse()
    return Query(tree, parser.sort, parser.show_copies)


class _Parser:
    """Recursive descent over the lexemes of one line."""

    def __init__(self, line: str, field: str, today: date) -> None:
        self.line = plain(line)
        self.lexemes = lex(self.line)
        self.field = field
        self.today = today
        self.sort: Order | None = None
        self.show_copies = False
        self.at = 0
        self.depth = 0

    def parse(self) -> Tree:
        if not self.lexemes:
            raise QueryError("There is nothing to look for: type a word.", 0)
        tree = self._either()
        if lexeme := self._peek():
            raise QueryError("This bracket was never opened: leave it out.", lexeme.offset)
        if tree is None:
            raise QueryError("There is nothing to look for: type a word beside sort:.", 0)
        return tree

    # A rule gives None where all it read was sort: or copies:, which are no part of the tree.

    def _either(self) -> Tree | None:
        parts = [self._all()]
        while self._is("operator", "OR"):
            self.at += 1
            parts.append(self._all())
        return _joined(Or, parts)

    def _all(self) -> Tree | None:
        parts = [self._near()]
        while (
            (lexeme := self._peek()) and lexeme.kind != "close" and not self._is("operator", "OR")
        ):
            if self._is("operator", "AND"):
                self.at += 1
            parts.append(self._near())
        return _joined(And, parts)

    def _near(self) -> Tree | None:
        left = self._item()
        while (lexeme := self._peek()) and lexeme.kind == "near":
            self.at += 1
            left = _near(left, self._item(), lexeme)
        return left

    def _item(self) -> Tree | None:
        lexeme = self._next()
        if self.depth >= MOST_NESTED:
            raise QueryError("There are too many brackets in brackets here.", lexeme.offset)
        self.depth += 1
        try:
            return self._unit(lexeme)
        finally:
            self.depth -= 1

    def _unit(self, lexeme: Lexeme) -> Tree | None:
        """What begins with this lexeme: “not”, a bracket, a call, a field or a word."""
        if lexeme.kind == "not" or (lexeme.kind, lexeme.text) == ("operator", "NOT"):
            part = self._item()
            return Not(_present(part, lexeme))
        if lexeme.kind in ("operator", "near"):
            raise QueryError(
                f"{lexeme.text} needs something on both sides; to look for it, put it in"
                " quotation marks.",
                lexeme.offset,
            )
        if lexeme.kind == "close":
            raise QueryError("There is nothing before this bracket.", lexeme.offset)
        if lexeme.kind == "open":
            return self._group(lexeme)
        if lexeme.kind == "call":
            return self._call(lexeme)
        if lexeme.kind == "field":
            return self._fielded(lexeme)
        return self._leaf(lexeme)

    def _group(self, opened: Lexeme) -> Tree | None:
        tree = self._either()
        if self._peek() is None:
            raise QueryError("This bracket is not closed: add a ).", opened.offset)
        self.at += 1
        return tree

    def _within(self, field: str, read: Callable[[], Tree | None]) -> Tree | None:
        outer, self.field = self.field, field
        try:
            return read()
        finally:
            self.field = outer

    def _call(self, lexeme: Lexeme) -> Tree:
        """``quote(…)`` or ``atleast2(…)``."""
        name = lexeme.text[:-1].lower()
        if name == "quote":
            part = _present(self._within("said", lambda: self._group(lexeme)), lexeme)
            if _has_quote(part):
                raise QueryError("A quote( ) cannot stand in another one.", lexeme.offset)
            return InQuote(part)
        part = _in_words(self._group(lexeme), lexeme)
        if isinstance(part, Near | SameUnit) or any(
            isinstance(inner, Near | SameUnit) for inner in children(part)
        ):
            raise QueryError("What is counted is a word, a phrase or an OR of them.", lexeme.offset)
        times = int(name.removeprefix("atleast"))
        if not times:
            raise QueryError("At least 0 times is always true: type atleast2(…).", lexeme.offset)
        return AtLeast(times, part)

    def _fielded(self, lexeme: Lexeme) -> Tree | None:
        """The name of a field with what follows it: a word, a phrase or a bracket."""
        name = lexeme.text[:-1].lower()
        if name not in FIELDS:
            import difflib  # 6 ms that lines without fault do without

            near = difflib.get_close_matches(name, FIELDS, 1, 0.6)
            offer = f"did you mean {near[0]}:?" if near else f"there are {', '.join(FIELDS)}."
            raise QueryError(
                f"There is no field “{name}”: {offer} To look for the words, put them in"
                " quotation marks.",
                lexeme.offset,
            )
        value = self._next(f"after {name}: a word")
        if value.kind not in ("open", "word", "phrase"):
            raise QueryError(f"After {name}: type a word, a phrase or a bracket.", value.offset)
        if name in WORD_FIELDS and name != "type":
            read = self._group if value.kind == "open" else self._leaf
            return self._within(name, lambda: read(value))
        if value.kind == "open" and name not in ("sort", "copies"):
            return self._within(name, lambda: self._group(value))
        return self._special(name, value)

    def _leaf(self, lexeme: Lexeme) -> Tree | None:
        """A word or a phrase in the field that holds here."""
        if self.field not in WORD_FIELDS or self.field == "type":
            return self._special(self.field, lexeme)
        text = lexeme.text.strip('"') if lexeme.kind == "phrase" else lexeme.text
        if not any(letter.isalnum() for letter in text):
            raise QueryError(f"“{text}” has neither letter nor digit to look for.", lexeme.offset)
        if lexeme.kind == "phrase":
            return Phrase(self.field, " ".join(text.split()))
        if text.endswith(":") and self._peek() is None:
            raise QueryError(
                f"Nothing follows “{text}”: leave the colon out to look for the word.",
                lexeme.offset,
            )
        return _word(self.field, lexeme)

    def _special(self, name: str, lexeme: Lexeme) -> Tree | None:
        """A value that is more than words."""
        text, offset = lexeme.text.strip('"'), lexeme.offset
        match name:
            case "date":
                return read_dates(text, offset)
            case "after":
                return since(text, offset)
            case "before":
                return until(text, offset)
            case "newer":
                return newer(text, offset, self.today)
            case "type":
                return Word("type", _one_of("type", text, QUOTE_TYPES, offset), exact=True)
            case "is":
                return Flag(_one_of("is", text, ("unread", "read", "starred", "copy"), offset))
            case "has":
                return Flag(_one_of("has", text, ("quote", "note"), offset))
            case "conf":
                return _confidence(text, offset)
            case "copies":
                self.show_copies = bool(_one_of("copies", text, ("apart",), offset))
                return None
        self.sort = SORTS[_one_of("sort", text, tuple(SORTS), offset)]
        return None

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def _next(self, wanted: str = "a word") -> Lexeme:
        lexeme = self._peek()
        if lexeme is None:
            raise QueryError(f"The line ends where {wanted} should follow.", len(self.line))
        self.at += 1
        return lexeme

    def _is(self, kind: str, text: str) -> bool:
        lexeme = self._peek()
        return lexeme is not None and (lexeme.kind, lexeme.text) == (kind, text)


def _joined(kind: type[And] | type[Or], parts: list[Tree | None]) -> Tree | None:
    there = [part for part in parts if part is not None]
    if len(there) < 2:
        return there[0] if there else None
    return kind(tuple(there))


def _present(part: Tree | None, lexeme: Lexeme) -> Tree:
    if part is None:
        raise QueryError(
            "sort: and copies: cannot stand here: put them at the end of the line.", lexeme.offset
        )
    return part


def _has_quote(tree: Tree) -> bool:
    return isinstance(tree, InQuote) or any(map(_has_quote, children(tree)))


def _in_words(tree: Tree | None, lexeme: Lexeme) -> Tree:
    """What can be counted or measured in words: words, phrases, either of several, nearness."""
    part = _present(tree, lexeme)
    if not _is_words(part):
        raise QueryError(
            f"{lexeme.text.rstrip('(')} takes words, phrases and OR of them, in one field.",
            lexeme.offset,
        )
    return part


def _is_words(tree: Tree) -> bool:
    if isinstance(tree, And | Not | InQuote | AtLeast):
        return False
    field = common_field(tree)
    return field in ("text", "title", "said") and all(map(_is_words, children(tree)))


def _near(left: Tree | None, right: Tree | None, lexeme: Lexeme) -> Tree:
    left, right = _in_words(left, lexeme), _in_words(right, lexeme)
    if common_field(left) != common_field(right):
        raise QueryError(f"{lexeme.text} needs both sides in the same field.", lexeme.offset)
    name = lexeme.text.lower()
    distance = name.removeprefix("adj").rpartition("/")[2]
    if distance == "s":
        return SameUnit(left, right, "sentence")
    if distance == "p":
        return SameUnit(left, right, "paragraph")
    if not 1 <= int(distance) <= MOST_APART:
        raise QueryError(f"Two words are from 1 to {MOST_APART} apart.", lexeme.offset)
    return Near(left, right, int(distance), ordered=name.startswith(("pre", "adj")))


def _word(field: str, lexeme: Lexeme) -> Tree:
    text, offset = lexeme.text.strip(":"), lexeme.offset
    if ":" in text:
        raise QueryError(f"“{text}” has a colon in it: put it in quotation marks.", offset)
    if fuzzy := FUZZY.fullmatch(text):
        edits = int(fuzzy[2] or 1)
        if edits not in (1, 2) or not fuzzy[1].isalnum():
            raise QueryError("~ follows one word and goes as far as 2: type name~1.", offset)
        return Fuzzy(field, fuzzy[1], edits)
    text = text.rstrip("?") or text
    if "*" in text or "?" in text:
        if not re.search(r"\w", re.split(r"[*?]", text)[0] + re.split(r"[*?]", text)[-1]):
            raise QueryError("A word needs a letter at its beginning or its end.", offset)
        return Wildcard(field, text)
    return Word(field, text.lstrip("="), exact=text.startswith("="))


def _one_of(name: str, text: str, values: tuple[str, ...], offset: int) -> str:
    if text.lower() not in values:
        raise QueryError(f"{name}: is one of {', '.join(values)}.", offset)
    return text.lower()


def _confidence(text: str, offset: int) -> Confidence:
    match = CONFIDENCE.fullmatch(text)
    if not match or float(match[2]) > 1:
        raise QueryError(f"“{text}” is no confidence: type conf:>0.8, from 0 to 1.", offset)
    sign: dict[str, Sign] = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "": "="}
    return Confidence(sign[match[1]], float(match[2]))
