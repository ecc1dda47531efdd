"""Add a condition to a search line."""

import re
from typing import NamedTuple

from index.article import UNKNOWN_SPEAKER
from index.errors import QueryError
from index.query.formatter import SMALL_OPERATORS, format_tree
from index.query.lexer import LEXEMES, drop_quotes, normalize_marks
from index.query.parser import parse, parse_quote
from index.query.tree import (
    WHOLE_NAME_FIELDS,
    And,
    InQuote,
    SpokenBy,
    Tree,
    WholeName,
    Word,
    asks_for_quotes,
    leaves,
    positive_parts,
)

OPERATORS = ':"*~()='
REMARK = r"(?<=[^\W_])(?:\s+\([^():\"*~=]*\))+$"
NO_VALUE = {"speaker": UNKNOWN_SPEAKER, "source": "none", "date": "none"}
"""What finds the quotes and articles without a speaker, an outlet or a date."""
# Stands in a line for the speaker who is still to be chosen.
ANY_SPEAKER = WholeName("speaker", "whoever is chosen as the speaker")


class SpeakerFilter(NamedTuple):
    """What a search asks for once a filter by a speaker, not chosen yet, is added to its line."""

    articles: Tree
    quote: Tree
    """The conditions on the quote of the speaker; each other ``InQuote`` needs another quote."""

    @property
    def said(self) -> Tree:
        """What finds all quotes that may be the speaker's."""
        return And((*(each for each in _conjuncts(self.articles) if not asks_for_quotes(each)),
                    *_conjuncts(self.quote)))  # fmt: skip

    def of(self, names: tuple[str, ...]) -> Tree:
        """Return the whole search for one speaker, given by all their names; none: unknown."""
        speaker = SpokenBy(names) if names else Word("speaker", UNKNOWN_SPEAKER)
        quote = And((*_conjuncts(self.quote), speaker))
        return And((*_conjuncts(self.articles), InQuote(quote)))


def is_search_line(text: str) -> bool:
    """Return whether a text uses the search language; otherwise it is a name.

    Brackets at the end are a remark: “Ana Pell (Minister)”. AND in a name in capitals is its own.
    """
    plain = re.sub(REMARK, "", text.strip())
    lexemes = LEXEMES.finditer(normalize_marks(plain))
    found = ((match.lastgroup, match[0]) for match in lexemes)
    in_words = any(
        kind in ("near", "not") or (kind == "operator" and sign == sign.upper())
        for kind, sign in found
    )
    return bool(set(plain) & set(OPERATORS) or (in_words and not plain.isupper()))


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


def has_condition(line: str, condition: str) -> bool:
    """Return whether ``refine_line`` has nothing to add, because a line has the condition.

    Raises QueryError if either is invalid.
    """
    if not line.strip():
        return False
    return set(_conjuncts(parse_quote(condition).tree)) <= set(_conjuncts(parse_quote(line).tree))


def speaker_filter(line: str) -> SpeakerFilter:
    """Return what a line asks for with a filter by a speaker; raises QueryError."""
    line = refine_line(line, value_condition(*ANY_SPEAKER))
    articles: list[Tree] = []
    quote: Tree = And(())
    for part in _conjuncts(parse(line).tree):
        conditions = _conjuncts(part.part) if isinstance(part, InQuote) else ()
        if ANY_SPEAKER in conditions:
            quote = And(tuple(each for each in conditions if each != ANY_SPEAKER))
        else:
            articles.append(part)
    return SpeakerFilter(And(tuple(articles)), quote)


def unknown_speaker(tree: Tree, by_speaker: SpeakerFilter | None) -> Tree:
    """Return what a search finds with a filter by an unknown speaker.

    ``by_speaker`` is what a filter by a speaker asks for, if the search has conditions on quotes.
    """
    if by_speaker:
        return by_speaker.of(())
    return And((*_conjuncts(tree), InQuote(Word("speaker", UNKNOWN_SPEAKER))))


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


def capitalize_operators(tree: Tree) -> str:
    """Return a line in which “or”, “and” and “not” between terms combine them; empty without any.

    Typed in small letters, they are words to search for.
    """
    parts = [format_tree(part) for part in tree.parts] if isinstance(tree, And) else []
    inner = [part.upper() if part in SMALL_OPERATORS else part for part in parts[1:-1]]
    if inner == parts[1:-1]:
        return ""
    line = " ".join((parts[0], *inner, parts[-1]))
    try:
        parse(line)
    except QueryError:  # two operators beside each other
        return ""
    return line
