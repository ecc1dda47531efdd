"""The words that identify page parts outside the article: ``phrases.tsv``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def phrases(kind: str) -> frozenset[str]:
    """Return the phrases of a kind, as written in the table."""
    text = (files("index.sources.page") / "phrases.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(phrase for row_kind, phrase in rows if row_kind == kind)
