"""The way back: a tree as a line that means it, and as words that say how it is understood."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from index.query.tree import (
    FLAGS,
    WORD_FIELDS,
    And,
    AtLeast,
    Confidence,
    Dates,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    SameUnit,
    Tree,
    Wildcard,
    Word,
)

UNIT_OPERATORS = {"sentence": "w/s", "paragraph": "w/p"}


def format_query(query: Query) -> str:
    """A line for which ``parse`` gives this query."""
    sort = {"newest": " sort:date", "oldest": " sort:oldest", "relevance": " sort:relevance"}
    copies = " copies:apart" if query.show_copies else ""
    return format_tree(query.tree) + (sort[query.sort] if query.sort else "") + copies


def format_tree(tree: Tree) -> str:
    """A line for which ``parse`` gives this tree."""
    match tree:
        case Word(field, text, exact):
            return _fielded(field, f"={text}" if exact and field != "type" else text)
        case Wildcard(field, pattern):
            return _fielded(field, pattern)
        case Fuzzy(field, text, edits):
            return _fielded(field, f"{text}~{edits}")
        case Phrase(field, text):
            return _fielded(field, f'"{text}"')
        case Near(left, right, distance, ordered):
            return f"{_item(left)} {'pre' if ordered else 'w'}/{distance} {_item(right)}"
        case SameUnit(left, right, unit):
            return f"{_item(left)} {UNIT_OPERATORS[unit]} {_item(right)}"
        case AtLeast(times, part):
            return f"atleast{times}({format_tree(part)})"
        case Dates(first, last):
            return f"date:{first or ''}..{last or ''}"
        case Confidence(sign, value):
            return f"conf:{sign.removeprefix('=') if sign == '=' else sign}{value}"
        case Flag(name):
            return f"has:{name}" if name in ("quote", "note") else f"is:{name}"
        case And(parts):
            return " ".join(_item(part) for part in parts)
        case Or(parts):
            return " OR ".join(_item(part) for part in parts)
        case Not(part):
            return f"NOT {_item(part)}"
        case InQuote(part):
            return f"quote({format_tree(part)})"


def _fielded(field: str, text: str) -> str:
    return text if field == "text" else f"{field}:{text}"


def _item(tree: Tree) -> str:
    line = format_tree(tree)
    return f"({line})" if isinstance(tree, And | Or | Near | SameUnit) else line


def describe_query(query: Query) -> str:
    """How a line is understood, in words, with the order that it asks for."""
    orders = {"newest": ", newest first", "oldest": ", oldest first", "relevance": ", best first"}
    copies = ", each copy by itself" if query.show_copies else ""
    return describe(query.tree) + (orders[query.sort] if query.sort else "") + copies


def describe(tree: Tree) -> str:
    """How the tree is understood, in words: what the reader is shown beside the results."""
    match tree:
        case Word(field, text, exact):
            return _in_field(field, f"exactly {text}" if exact and field != "type" else text)
        case Wildcard(field, pattern):
            return _in_field(field, pattern.replace("*", "…"))
        case Fuzzy(field, text, edits):
            letters = "a letter" if edits == 1 else "2 letters"
            return _in_field(field, f"{text} (or {letters} off)")
        case Phrase(field, text):
            return _in_field(field, f"“{text}”")
        case Near(left, right, distance, ordered):
            how = "followed by" if ordered else "and"
            return f"{_part(left)} {how} {_part(right)} within {distance} words"
        case SameUnit(left, right, unit):
            return f"{_part(left)} and {_part(right)} in one {unit}"
        case AtLeast(times, part):
            return f"{_part(part)} at least {times} times"
        case Dates(first, last):
            return _dates(first, last)
        case Confidence(sign, value):
            return f"confidence {sign} {value:g}"
        case Flag(name):
            return FLAGS[name]
        case And(parts):
            return _all(parts)
        case Or(parts):
            return " or ".join(_part(part, And) for part in parts)
        case Not(part):
            return f"not {_part(part, And, Or)}"
        case InQuote(part):
            return _quote(part)


def _all(parts: tuple[Tree, ...]) -> str:
    asked = [part.part for part in parts if isinstance(part, InQuote)]
    if len(asked) < 2:
        return " and ".join(_part(part, Or) for part in parts)
    quotes = " and ".join(f"({describe(part)})" for part in asked)
    rest = "".join(f" and {_part(p, Or)}" for p in parts if not isinstance(p, InQuote))
    return f"in {len(asked)} different quotes {quotes}{rest}"


def _quote(part: Tree) -> str:
    text = describe(part)
    return f"in one quote ({text})" if isinstance(part, And | Or | Not) else text


def _in_field(field: str, text: str) -> str:
    if field == "said":
        return f"said {text}"
    return f"{text} {WORD_FIELDS[field]}".rstrip()


def _part(tree: Tree, *wide: type) -> str:
    kinds = wide or (And, Or)
    return f"({describe(tree)})" if isinstance(tree, kinds) else describe(tree)


def _dates(first: date | None, last: date | None) -> str:
    if first and last:
        whole_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
        if first == last:
            return f"on {first.day} {first:%B %Y}"
        if whole_month and last.day == monthrange(last.year, last.month)[1]:
            return f"in {first:%B %Y}"
        return f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"
