"""Add a condition to a search line."""

from __future__ import annotations

from index.article import UNKNOWN_SPEAKER
from index.errors import QueryError
from index.query.lexer import drop_quotes
from index.query.parser import parse, parse_quote
from index.query.tree import WHOLE_NAME_FIELDS, And, Tree, leaves, positive_parts

OPERATORS = ':"*~()='
NO_VALUE = {"speaker": UNKNOWN_SPEAKER, "source": "none", "date": "none"}
"""What finds the quotes and articles without a speaker, an outlet or a date."""


def is_search_line(text: str) -> bool:
    """Return whether a text uses the search language; otherwise it is a name."""
    return bool(set(text) & set(OPERATORS))


def has_plain_words(line: str) -> bool:
    """Return whether a line has words outside fields, which views of quotes look for in quotes.

    Words that are excluded do not count.
    """
    try:
        tree = parse(line).tree
    except QueryError:
        return False
    found = (leaf for part in positive_parts(tree) for leaf in leaves(part))
    return any(getattr(leaf, "field", "") == "text" for leaf in found)


def refine_line(line: str, condition: str) -> str:
    """Return a line that matches both, with brackets only where the meaning needs them.

    Raises QueryError if either is invalid.
    """
    if not line.strip():
        parse_quote(condition)
        return condition.strip()
    wanted = _conjuncts(parse_quote(line).tree) + _conjuncts(parse_quote(condition).tree)
    for one, other in (("{}", "{}"), ("({})", "{}"), ("{}", "({})"), ("({})", "({})")):
        both = f"{one.format(line.strip())} {other.format(condition.strip())}"
        try:
            if _conjuncts(parse_quote(both).tree) == wanted:
                return both
        except QueryError:  # such as sort: inside brackets
            continue
    return f"({line.strip()}) ({condition.strip()})"


def value_condition(field: str, value: str) -> str:
    """Return the condition that finds what is counted under a value; empty or “unknown” for none.

    A name is the whole name: “Fed” is not “Fed Funds Desk”.
    """
    if not value or (field, value) == ("speaker", UNKNOWN_SPEAKER):
        return f"{field}:{NO_VALUE[field]}"
    if field not in WHOLE_NAME_FIELDS:
        return field_condition(field, value)
    plain = " ".join(drop_quotes(value).split())
    return f"{field}:={plain}" if plain.isalnum() else f'{field}:="{plain}"'


def field_condition(name: str, value: str) -> str:
    """Return the condition that a field has a value, as a user would type it."""
    plain = drop_quotes(value).strip()
    return f"{name}:{plain}" if plain.isalnum() or name == "date" else f'{name}:"{plain}"'


def _conjuncts(tree: Tree) -> tuple[Tree, ...]:
    return tree.parts if isinstance(tree, And) else (tree,)
