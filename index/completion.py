"""Complete the last word of a search line."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.engines.local.fulltext.analysis import fold
from index.engines.protocol import Engine
from index.query import field_condition
from index.query.lexer import FIELDS
from index.query.tree import EMPTY_FIELDS, FIELD_VALUES, WORD_FIELDS

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
VALUES = FIELD_VALUES | {"sort": ("date", "oldest", "relevance")}


class Suggestion(NamedTuple):
    """A completion of the last word of a line, and how often it occurs (0: not counted)."""

    text: str
    frequency: int
    offset: int = 0
    """Where in the line the completed word begins."""


def complete(line: str, engine: Engine, limit: int) -> tuple[Suggestion, ...]:
    """Complete the last word of a line with fields, speakers, sources or words."""
    offset = _last_word_offset(line)
    prefix = line[offset:].lower()
    field, colon, value = prefix.partition(":")
    if colon:
        suggestions = _complete_value(field, value.strip('"'), engine, limit)
    else:
        suggestions = _complete_word(prefix, engine, limit)
    return tuple(suggestion._replace(offset=offset) for suggestion in suggestions[:limit])


def _last_word_offset(line: str) -> int:
    """Return where the last word of a line begins; an open quotation mark is part of it."""
    if line.count('"') % 2:
        mark = line.rindex('"')
        return len(line[:mark].rstrip(f"{LETTERS}:"))
    return len(line) - len(re.split(r"[\s()]", line)[-1].lstrip("-"))


def _complete_word(prefix: str, engine: Engine, limit: int) -> list[Suggestion]:
    if not fold(prefix).isalnum():
        return []
    fields = [Suggestion(f"{name}:", 0) for name in FIELDS if name.startswith(prefix)]
    common = engine.starting_words(fold(prefix), limit)
    return [*fields, *(Suggestion(word, count) for word, count in common)]


def _complete_value(field: str, prefix: str, engine: Engine, limit: int) -> list[Suggestion]:
    if field in VALUES:
        matching = [value for value in VALUES[field] if value.startswith(prefix)]
        return [Suggestion(f"{field}:{value}", 0) for value in matching]
    if field == "speaker":
        values = [(s.name, s.quotes) for s in engine.speakers.page(prefix, 0, limit) if s.named]
    elif field == "source":
        values = engine.statistics.outlets(prefix, limit)
    elif field == "tag":
        values = [
            (tag, count) for tag, count in engine.marks.tags() if tag.lower().startswith(prefix)
        ]
    elif field in WORD_FIELDS:
        values = _complete_field_word(field, prefix, engine, limit)
    else:
        values = []
    found = [Suggestion(field_condition(field, name), count) for name, count in values]
    if field in EMPTY_FIELDS and "none".startswith(prefix):
        found.append(Suggestion(f"{field}:none", 0))
    return found


def _complete_field_word(
    field: str, prefix: str, engine: Engine, limit: int
) -> list[tuple[str, int]]:
    """Return words of a field; for persons, the full names of quoted ones come first."""
    names = []
    if field == "person":
        names = [(s.name, s.articles) for s in engine.speakers.page(prefix, 0, limit) if s.named]
    if not fold(prefix).isalnum():
        return names
    return [*names[: limit // 2], *engine.starting_words(fold(prefix), limit, field)]
