"""A search line made narrower by one more condition."""

from __future__ import annotations

from index.errors import QueryError
from index.query.parser import parse_quote
from index.query.tree import And, Tree


def refine_line(line: str, condition: str) -> str:
    """A line that finds what both find, as the reader typed it where that means the same.

    Raises QueryError where one of them is not understood.
    """
    if not line.strip():
        parse_quote(condition)
        return condition.strip()
    wanted = _parts(parse_quote(line).tree) + _parts(parse_quote(condition).tree)
    for one, other in (("{}", "{}"), ("({})", "{}"), ("{}", "({})"), ("({})", "({})")):
        both = f"{one.format(line.strip())} {other.format(condition.strip())}"
        try:
            if _parts(parse_quote(both).tree) == wanted:
                return both
        except QueryError:  # as where sort: would come into the brackets
            continue
    return f"({line.strip()}) ({condition.strip()})"


def field_condition(name: str, value: str) -> str:
    """The condition that a field has a value, as one types it."""
    plain = value.replace('"', " ").strip()
    return f"{name}:{plain}" if plain.isalnum() or name == "date" else f'{name}:"{plain}"'


def _parts(tree: Tree) -> tuple[Tree, ...]:
    return tree.parts if isinstance(tree, And) else (tree,)
