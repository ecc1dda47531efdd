"""Word lists: tables of words in one folder a language, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """The rows of ``name``.tsv as tuples of cells; lines that begin with # are comments.

    Raises FileNotFoundError where the language has no such list.
    """
    text = (files("index.annotate.lexicon") / language / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )


@cache
def table(name: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """The rows of ``name``.tsv by their first cell: the word, lower case, and its other cells."""
    return {row[0].casefold(): row[1:] for row in rows(name, language)}


@cache
def small(kind: str, language: str = "en") -> dict[str, str]:
    """The small words of one class, with their values; "" for those that have none."""
    found = (row for row in rows("small", language) if row[0] == kind)
    return {word: rest[0] if rest else "" for _, word, *rest in found}
