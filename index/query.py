"""What a reader can type: a search line, parsed once into a tree that knows no engine.

    line    = or
    or      = and ("OR" and)*
    and     = item ("AND"? item)*
    item    = ("NOT" | "-") item | "(" or ")" | field ":" value | word | phrase
    value   = word | phrase | "(" or ")"
    word    = anything without spaces; "=word" takes it as it is written, "word*" what begins so

Words search title and body. ``speaker:``, ``said:`` and ``type:`` ask about quotes: those that
stand in one group must hold for one and the same quote.
"""

from __future__ import annotations

import calendar
import difflib
import re
from dataclasses import dataclass
from datetime import date

from index.errors import QueryError

# What each field searches, in the words of the echo.
ARTICLE_FIELDS = {
    "title": "in the title",
    "by": "in the byline",
    "source": "as source",
    "date": "",
    "person": "as person",
    "org": "as organisation",
    "place": "as place",
}
QUOTE_FIELDS = {"speaker": "as speaker", "said": "said", "type": "as type"}
FIELDS = ARTICLE_FIELDS | QUOTE_FIELDS
QUOTE_TYPES = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a field; "text" is title and body. It may hold several (“O'Brien”)."""

    field: str
    text: str
    exact: bool = False
    """As it is written, not its other forms."""
    prefix: bool = False
    """Whatever begins with it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words, in this order, as they are written."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles from ``first`` to ``last``, both included; None leaves a side open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Tree


@dataclass(frozen=True, slots=True)
class InQuote:
    """Articles with at least one quote for which all of ``part`` holds."""

    part: Tree


Tree = Word | Phrase | Dates | And | Or | Not | InQuote


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    place: int


MOST_NESTED = 50  # brackets and NOTs; nobody types as many, and the parser recurses

LEXEMES = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\() | (?P<close>\))
      | (?P<phrase>"[^"]*")
      | (?P<unclosed>")
      | (?P<not>-(?=[^\s)-]))
      | (?P<field>[^\W\d_]+:(?=["(\w=<>.$-])|(?:FIELDNAMES):(?=\s|$))
      | (?P<operator>(?:AND|OR|NOT)(?=[\s()"]|$))
      | (?P<word>[^\s()"]+)""".replace("FIELDNAMES", "|".join(FIELDS)),
    re.VERBOSE,
)
# Marks that stand for one another: what a word processor makes of those on the keyboard.
PLAIN_MARKS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "＂": '"',
        "’": "'",
        "‘": "'",
        "（": "(",
        "）": ")",
        "：": ":",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": " ",
    }
)


def parse(line: str) -> Tree:
    """The tree that a search line means. Raises QueryError, with the place of the fault."""
    tree = _Parser(line, "text").parse()
    return _join_quotes(tree)


def parse_quote(line: str) -> Tree:
    """The tree of a line that asks about quotes alone: plain words are words of the quote."""
    return _Parser(line, "said").parse()


class _Parser:
    """Recursive descent over the lexemes of one line."""

    def __init__(self, line: str, default_field: str) -> None:
        self.field = default_field
        self.line = line.translate(PLAIN_MARKS)
        self.lexemes = self._lex()
        self.at = 0
        self.depth = 0

    def _lex(self) -> list[_Lexeme]:
        found = []
        for match in LEXEMES.finditer(self.line):
            kind = match.lastgroup or ""
            if kind == "unclosed":
                raise QueryError(
                    "This quotation mark is not closed: add another one.", match.start()
                )
            if kind != "space":
                found.append(_Lexeme(kind, match.group(), match.start()))
        return found

    def parse(self) -> Tree:
        if not self.lexemes:
            raise QueryError("There is nothing to look for: type a word.", 0)
        tree = self._either()
        if lexeme := self._peek():
            raise QueryError("This bracket was never opened: leave it out.", lexeme.place)
        return tree

    def _peek(self) -> _Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def _next(self, wanted: str) -> _Lexeme:
        lexeme = self._peek()
        if lexeme is None:
            raise QueryError(f"The line ends where {wanted} should follow.", len(self.line))
        self.at += 1
        return lexeme

    def _is_operator(self, name: str) -> bool:
        lexeme = self._peek()
        return lexeme is not None and lexeme.kind == "operator" and lexeme.text == name

    def _either(self) -> Tree:
        parts = [self._all()]
        while self._is_operator("OR"):
            self.at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Tree:
        parts = [self._item()]
        while (lexeme := self._peek()) and lexeme.kind != "close" and not self._is_operator("OR"):
            if self._is_operator("AND"):
                self.at += 1
            parts.append(self._item())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _item(self) -> Tree:
        lexeme = self._next("a word")
        if self.depth >= MOST_NESTED:
            raise QueryError("There are too many brackets in brackets here.", lexeme.place)
        self.depth += 1
        try:
            return self._unit(lexeme)
        finally:
            self.depth -= 1

    def _unit(self, lexeme: _Lexeme) -> Tree:
        if lexeme.kind == "not" or (lexeme.kind, lexeme.text) == ("operator", "NOT"):
            return Not(self._item())
        if lexeme.kind == "operator":
            raise QueryError(
                f"{lexeme.text} needs something on both sides; for the word, type it small.",
                lexeme.place,
            )
        if lexeme.kind == "close":
            raise QueryError("There is nothing before this bracket.", lexeme.place)
        if lexeme.kind == "open":
            return self._group(lexeme)
        if lexeme.kind == "field":
            return self._fielded(lexeme)
        return self._leaf(lexeme)

    def _group(self, opened: _Lexeme) -> Tree:
        tree = self._either()
        if self._peek() is None:
            raise QueryError("This bracket is not closed: add a ).", opened.place)
        self.at += 1
        return tree

    def _fielded(self, lexeme: _Lexeme) -> Tree:
        name = lexeme.text[:-1].lower()
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1, 0.6)
            offer = f"did you mean {near[0]}:?" if near else f"there are {', '.join(FIELDS)}."
            raise QueryError(
                f"There is no field “{name}”: {offer} For the words, put them in quotation marks.",
                lexeme.place,
            )
        outer, self.field = self.field, name
        try:
            value = self._next("a word")
            if value.kind not in ("open", "word", "phrase"):
                raise QueryError(f"After {name}: type a word, a phrase or a bracket.", value.place)
            return self._group(value) if value.kind == "open" else self._leaf(value)
        finally:
            self.field = outer

    def _leaf(self, lexeme: _Lexeme) -> Tree:
        text = lexeme.text.strip('"')
        if self.field == "date":
            return _dates(text, lexeme.place)
        if not any(letter.isalnum() for letter in text):
            raise QueryError(f"“{text}” has neither letter nor digit to look for.", lexeme.place)
        if self.field == "type":
            if text.lower() not in QUOTE_TYPES:
                raise QueryError(f"type: is one of {', '.join(QUOTE_TYPES)}.", lexeme.place)
            return Word("type", text.lower(), exact=True)
        if lexeme.kind == "phrase":
            return Phrase(self.field, " ".join(text.split()))
        return _word(self.field, lexeme)


def _word(field: str, lexeme: _Lexeme) -> Word:
    text = lexeme.text
    if ":" in text.strip(":"):
        raise QueryError(
            f"“{text}” has a colon in it: put it in quotation marks to look for it.", lexeme.place
        )
    body = text.rstrip("*")
    if "*" in body or "?" in body.rstrip("?"):
        raise QueryError(
            "A * can only stand at the end of a word, for whatever follows.", lexeme.place
        )
    return Word(field, body.lstrip("="), exact=text.startswith("="), prefix=body != text)


DAY = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")


def _dates(text: str, place: int) -> Dates:
    """The dates that “2023”, “2023-07”, “2023-07..2023-09”, “>=2023-05-01” stand for."""
    if text.startswith((">", "<")):
        sign = text[: 2 if text[1:2] == "=" else 1]
        first, last = _period(text[len(sign) :], place)
        return {
            ">=": Dates(first, None),
            "<=": Dates(None, last),
            ">": Dates(date.fromordinal(last.toordinal() + 1), None),
            "<": Dates(None, date.fromordinal(first.toordinal() - 1)),
        }[sign]
    begin, dots, end = text.partition("..")
    if not dots:
        return Dates(*_period(begin, place))
    dates = Dates(
        _period(begin, place)[0] if begin else None, _period(end, place)[1] if end else None
    )
    if dates.first and dates.last and dates.first > dates.last:
        raise QueryError(f"{begin} comes after {end}: turn them round.", place)
    return dates


def _period(text: str, place: int) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    wrong = QueryError(
        f"“{text}” is no date: type 2023, 2023-07, 2023-07-18 or 2023-07..2023-09.", place
    )
    match = DAY.fullmatch(text)
    if not match:
        raise wrong
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise wrong from None


def asks_about_quotes(tree: Tree) -> bool:
    """Whether any part of the tree is about quotes."""
    if isinstance(tree, And | Or):
        return any(map(asks_about_quotes, tree.parts))
    if isinstance(tree, Not):
        return asks_about_quotes(tree.part)
    return isinstance(tree, InQuote) or getattr(tree, "field", "") in QUOTE_FIELDS


def _only_quotes(tree: Tree) -> bool:
    if isinstance(tree, And | Or):
        return all(map(_only_quotes, tree.parts))
    if isinstance(tree, Not):
        return _only_quotes(tree.part)
    return getattr(tree, "field", "") in QUOTE_FIELDS


def _join_quotes(tree: Tree) -> Tree:
    """Put the conditions on quotes that stand in one group under one ``InQuote``.

    A condition that is only excluded (“-speaker:kerry”) excludes articles with such a quote.
    """
    if isinstance(tree, Not):
        return Not(_join_quotes(tree.part))
    if isinstance(tree, Or):
        return Or(tuple(map(_join_quotes, tree.parts)))
    if not isinstance(tree, And):
        return InQuote(tree) if _only_quotes(tree) else tree
    conditions = [part for part in tree.parts if _only_quotes(part)]
    if all(isinstance(part, Not) for part in conditions):
        return And(tuple(map(_join_quotes, tree.parts)))
    rest = [_join_quotes(part) for part in tree.parts if not _only_quotes(part)]
    quote = InQuote(conditions[0] if len(conditions) == 1 else And(tuple(conditions)))
    return And((quote, *rest)) if rest else quote


def describe(tree: Tree) -> str:
    """How the tree is understood, in words: what the reader is shown beside the results."""
    match tree:
        case Word(field, text, exact, prefix):
            name = (
                f"{text}…" if prefix else f"exactly {text}" if exact and field != "type" else text
            )
            return _in_field(field, name)
        case Phrase(field, text):
            return _in_field(field, f"“{text}”")
        case Dates(first, last):
            return _describe_dates(first, last)
        case And(parts):
            return " and ".join(_bracketed(part, Or) for part in parts)
        case Or(parts):
            return " or ".join(_bracketed(part, And) for part in parts)
        case Not(part):
            return f"not {_bracketed(part, And, Or)}"
        case InQuote(part):
            text = describe(part)
            return f"in one quote: {text}" if isinstance(part, And | Or) else text


def _in_field(field: str, text: str) -> str:
    if field == "said":
        return f"said {text}"
    return f"{text} {FIELDS[field]}" if field in FIELDS else text


def _bracketed(tree: Tree, *kinds: type) -> str:
    wide = isinstance(tree, (*kinds, InQuote)) and isinstance(
        tree.part if isinstance(tree, InQuote) else tree, And | Or
    )
    return f"({describe(tree)})" if wide else describe(tree)


def _describe_dates(first: date | None, last: date | None) -> str:
    if first and last:
        return f"on {first}" if first == last else f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"
