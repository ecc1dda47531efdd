"""Read the tables of English: word lists, word classes and weights."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``name``.tsv as tuples of cells; lines that begin with # are comments."""
    text = (files("index.annotate.lexicon") / "en" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of ``name``.tsv by their first cell, case-folded; values are the others."""
    return {row[0].casefold(): row[1:] for row in rows(name)}


@cache
def word_class(name: str) -> dict[str, str]:
    """Return the words of one closed class with their values, "" for words without one."""
    members = (row for row in rows("word_classes") if row[0] == name)
    return {word: rest[0] if rest else "" for _, word, *rest in members}


@cache
def words(name: str) -> frozenset[str]:
    """Return the first cells of ``name``.tsv as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def weights(name: str) -> dict[str, float]:
    """Return a table of names and numbers."""
    return {key: float(number) for key, number in rows(name)}
