"""Turn a tree back into a search line, or into words that say how it was understood."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from index.query.lexer import drop_quotes
from index.query.tree import (
    DRIFTS,
    FLAGS,
    WORD_FIELDS,
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Drift,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    SameUnit,
    SpokenBy,
    Tree,
    Versions,
    WholeName,
    Wildcard,
    Word,
    as_typed,
    leaves,
)

COMPARISONS = {">": "over ", ">=": "at least ", "<": "under ", "<=": "at most ", "=": ""}
UNNAMED_SPEAKERS = {"unknown": "whose speaker is unknown", "unnamed": "by an unnamed speaker"}
SMALL_OPERATORS = ("and", "or", "not")
UNIT_OPERATORS = {"sentence": "w/s", "paragraph": "w/p"}


def format_tree(tree: Tree) -> str:
    """Return a line that ``parse`` turns into this tree."""
    match tree := as_typed(tree):
        case Word(field, text, exact):
            return _with_field(field, f"={text}" if exact and field != "type" else text)
        case Wildcard(field, pattern):
            return _with_field(field, pattern)
        case Fuzzy(field, text, edits):
            return _with_field(field, f"{text}~{edits}")
        case Phrase(field, text):
            return _with_field(field, f'"{text}"')
        case Near(left, right, distance, ordered):
            return f"{_bracketed(left)} {'pre' if ordered else 'w'}/{distance} {_bracketed(right)}"
        case SameUnit(left, right, unit):
            return f"{_bracketed(left)} {UNIT_OPERATORS[unit]} {_bracketed(right)}"
        case AtLeast(times, part):
            return f"atleast{times}({format_tree(part)})"
        case Dates(first, last):
            return f"date:{first or ''}..{last or ''}"
        case ConfidenceBound(sign, value):
            return f"conf:{sign.removeprefix('=') if sign == '=' else sign}{value}"
        case WholeName() | SpokenBy() | Versions() | Drift():
            return _format_condition(tree)
        case Flag(name):
            return _format_flag(name)
        case And(parts):
            return " ".join(_bracketed(part) for part in parts)
        case Or(parts):
            return " OR ".join(_bracketed(part) for part in parts)
        case Not(part):
            return f"NOT {_bracketed(part)}"
        case InQuote(part):
            return f"quote({format_tree(part)})"


def _format_condition(tree: WholeName | SpokenBy | Versions | Drift) -> str:
    if isinstance(tree, SpokenBy):
        tree = WholeName("speaker", drop_quotes(tree.names[0]))
    if isinstance(tree, WholeName):
        name = tree.text if tree.text.isalnum() else f'"{tree.text}"'
        return f"{tree.field}:={name}"
    if isinstance(tree, Drift):
        return f"drift:{tree.kind}"
    return f"versions:{'' if tree.sign == '=' else tree.sign}{tree.value}"


def _format_flag(name: str) -> str:
    if name.startswith("no "):
        return f"{name.removeprefix('no ')}:none"
    return f"has:{name}" if name in ("quote", "note") else f"is:{name}"


def _with_field(field: str, text: str) -> str:
    return text if field == "text" else f"{field}:{text}"


def _bracketed(tree: Tree) -> str:
    line, shown = format_tree(tree), as_typed(tree)
    return f"({line})" if isinstance(shown, And | Or | Near | SameUnit) else line


def describe_query(query: Query) -> str:
    """Describe a query in words, with its sort order."""
    orders = {"newest": ", newest first", "oldest": ", oldest first", "relevance": ", best first"}
    copies = ", each copy listed" if query.show_copies else ""
    return describe(query.tree) + (orders[query.sort] if query.sort else "") + copies


def describe(tree: Tree) -> str:
    """Describe a tree in words, as shown beside the results."""
    match tree := as_typed(tree):
        case Word(field, text, exact):
            text = f"“{text}”" if text.lower() in SMALL_OPERATORS else text  # searched for
            return _describe_field(field, f"exactly {text}" if exact and field != "type" else text)
        case Wildcard(field, pattern):
            return _describe_field(field, pattern.replace("*", "…"))
        case Fuzzy(field, text, edits):
            typos = "one typo" if edits == 1 else "two typos"
            return _describe_field(field, f"{text} (or with {typos})")
        case Phrase(field, text):
            return _describe_field(field, f"“{text}”")
        case Near(left, right, distance, ordered):
            how = "followed by" if ordered else "and"
            both = f"{_describe_part(left)} {how} {_describe_part(right)}"
            return f"{both} at most {distance} words apart"
        case SameUnit(left, right, unit):
            return f"{_describe_part(left)} and {_describe_part(right)} in the same {unit}"
        case AtLeast(times, part):
            return f"{_describe_part(part)} at least {times} times"
        case Dates(first, last):
            return _describe_dates(first, last)
        case ConfidenceBound(sign, value):
            return f"with confidence {COMPARISONS[sign]}{value:g}"
        case WholeName() | SpokenBy() | Versions() | Drift():
            return _describe_condition(tree)
        case Flag(name):
            return FLAGS[name]
        case And(parts):
            return _describe_and(parts)
        case Or(parts):
            return " or ".join(_describe_part(part, And) for part in parts)
        case Not(part):
            return f"not {_describe_part(part, And, Or)}"
        case InQuote(part):
            return _describe_quote(part)


def _describe_condition(tree: WholeName | SpokenBy | Versions | Drift) -> str:
    if isinstance(tree, SpokenBy):
        tree = WholeName("speaker", tree.names[0])
    if isinstance(tree, WholeName):
        return WORD_FIELDS[tree.field].format(f"exactly “{tree.text}”")
    if isinstance(tree, Drift):
        return DRIFTS[tree.kind]
    return f"in {COMPARISONS[tree.sign]}{tree.value} version{'' if tree.value == 1 else 's'}"


def _describe_and(parts: tuple[Tree, ...]) -> str:
    quotes_wanted = [part.part for part in parts if isinstance(part, InQuote)]
    if not quotes_wanted:
        return " and ".join(_describe_part(part, Or) for part in parts)
    # Words beside a quote may stand outside it.
    words = [part for part in parts if _is_of_text(part)]
    others = [part for part in parts if part not in words]
    if words:
        text = " and ".join(_describe_part(part, Or) for part in words)
        words_last = [f"{text} anywhere in the article"]
    else:
        words_last = []
    if len(quotes_wanted) < 2:
        return " and ".join([*(_describe_part(part, Or) for part in others), *words_last])
    quotes = ", ".join(f"one {_describe_conditions(part)}" for part in quotes_wanted)
    described = (_describe_part(part, Or) for part in others if not isinstance(part, InQuote))
    rest = "".join(f" and {text}" for text in (*described, *words_last))
    return f"{len(quotes_wanted)} different quotes ({quotes}){rest}"


def _is_of_text(part: Tree) -> bool:
    return all(getattr(leaf, "field", "") == "text" for leaf in leaves(part))


def _describe_quote(part: Tree) -> str:
    return f"a quote {_describe_conditions(part)}"


def _describe_conditions(part: Tree) -> str:
    """Describe what a quote must be, after “a quote”: “by kerry containing tax”."""
    if not isinstance(part, And):
        return _describe_part(part, Or)
    texts = [_describe_part(each, Or) for each in part.parts]
    joined = texts[0]
    for before, text in pairwise(texts):
        is_same_field = before.partition(" ")[0] == text.partition(" ")[0]
        joined += f"{' and' if is_same_field else ''} {text}"
    return joined


def _describe_field(field: str, text: str) -> str:
    if field == "speaker" and text in UNNAMED_SPEAKERS:
        return UNNAMED_SPEAKERS[text]
    return WORD_FIELDS[field].format(text)


def _describe_part(tree: Tree, *wide: type) -> str:
    kinds = wide or (And, Or)
    return f"({describe(tree)})" if isinstance(as_typed(tree), kinds) else describe(tree)


def _describe_dates(first: date | None, last: date | None) -> str:
    if first and last:
        from calendar import monthrange  # 1 ms that other searches save

        whole_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
        if first == last:
            return f"on {first.day} {first:%B %Y}"
        if whole_month and last.day == monthrange(last.year, last.month)[1]:
            return f"in {first:%B %Y}"
        return f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"
