"""Copies and versions: where an article belongs among those that are kept.

All copies of an article and all its versions are one story, which has the key of its first
article for a number. One article of it is shown, its copies beside it; a version that a newer
one has replaced is only kept. Versions of one page or file are one line.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.article import Annotation, Article
from index.engines.local.database.article_writer import Change, count, forget_silent
from index.engines.local.database.near_duplicates import (
    MOST_DAYS,
    Look,
    bands,
    is_copy,
    is_edited,
    is_rewritten,
    look,
    sameness,
    shared,
)
from index.engines.local.database.serialization import COPY, OUTDATED, load_quote, read_date
from index.engines.protocol import Kept

MOST_CANDIDATES = 20  # articles that one is compared with


@dataclass(frozen=True, slots=True)
class _Known:
    """An article that is kept, as far as others are compared with it."""

    key: int
    id: str
    state: int
    story: int
    line: int
    address: str
    title: str
    date: date | None
    look: Look


def address(url: str) -> str:
    """What is the same in all ways to write the address of one page; empty for a front page."""
    from courlan import normalize_url  # adding alone needs it

    try:
        host, _, rest = (
            normalize_url(url.strip().partition("#")[0]).partition("://")[2].partition("/")
        )
    except ValueError:
        return ""
    rest = rest.rstrip("/")
    return f"{host.lower().removeprefix('www.')}/{rest}" if rest else ""


def settle(cursor: sqlite3.Cursor, key: int, article: Article) -> Kept:
    """Put a newly kept article in its place among the others; returns what it is to them."""
    seen, at = look(article), address(article.url)
    marks = bands(seen)
    replaced = list(_versions_before(cursor, key, article, seen, at))
    original = None if replaced else _original(cursor, key, article, seen, at, marks)
    _note(cursor, key, at, marks)
    if replaced:
        return Kept("added", version_of=_replace(cursor, key, article, replaced))
    if original:
        _group(cursor, [original.key], original.story, original.line, original.state)
        _group(cursor, [key], original.story, key, COPY)
        recount(cursor, original.story)
        return Kept("added", copy_of=original.id)
    return Kept("added")


def trace(cursor: sqlite3.Cursor, key: int, article: Article, annotation: Annotation) -> None:
    """Note of an article that is there already by what its copies are found."""
    _note(cursor, key, address(article.url), bands(look(article)))
    cursor.executemany(
        "UPDATE quotes SET same = ? WHERE article = ? AND number = ?",
        [
            (same, key, number)
            for number, same in enumerate(sameness(annotation.quotes, article.text))
        ],
    )


def _note(cursor: sqlite3.Cursor, key: int, at: str, marks: Iterable[int]) -> None:
    cursor.execute("UPDATE articles SET address = ? WHERE key = ?", (at, key))
    cursor.executemany(
        "INSERT OR IGNORE INTO bands (band, article) VALUES (?,?)", [(mark, key) for mark in marks]
    )


def _versions_before(
    cursor: sqlite3.Cursor, key: int, article: Article, seen: Look, at: str
) -> Iterator[_Known]:
    """The articles that stood before where this one stands now: on its page, or in its file."""
    in_file = _known(cursor, "location = ?", article.location, key) if _is_file(article) else []
    for known in in_file:
        same_page = not at or not known.address or at == known.address
        if same_page and is_edited(known.look, seen):
            yield known
    there = {known.key for known in in_file}
    for known in _known(cursor, "address = ? AND address > ''", at, key) if at else ():
        same_title = known.title == article.title
        is_changed = not (same_title and known.look.runs == seen.runs)
        if known.key not in there and is_changed and (same_title or is_rewritten(known.look, seen)):
            yield known


def _is_file(article: Article) -> bool:
    return article.location.partition("#")[0] not in ("", "stdin")


def _original(
    cursor: sqlite3.Cursor, key: int, article: Article, seen: Look, at: str, marks: list[int]
) -> _Known | None:
    """The article that this one is a copy of."""
    keys = cursor.execute(
        "SELECT article FROM bands WHERE band IN (SELECT value FROM json_each(?))"
        " GROUP BY article ORDER BY count(*) DESC, article LIMIT ?",
        (json.dumps(marks), MOST_CANDIDATES),
    ).fetchall()
    candidates = json.dumps([found for (found,) in keys])
    alike = [
        known
        for known in _known(cursor, "key IN (SELECT value FROM json_each(?))", candidates, key)
        if (known.address == at != "" or _are_near(known.date, article.date))
        and is_copy(known.look, seen)
    ]
    return max(alike, key=lambda known: (shared(known.look, seen), -known.key), default=None)


def _are_near(one: date | None, other: date | None) -> bool:
    return not one or not other or abs((one - other).days) <= MOST_DAYS


def _replace(cursor: sqlite3.Cursor, key: int, article: Article, before: list[_Known]) -> str:
    """Put a version in the place of those before it, or behind them where its date is older.

    Returns the id of the last of them.
    """
    last = max(before, key=lambda known: known.key)
    before = [known for known in before if known.story == last.story]
    state = min(known.state for known in before)
    if article.date and last.date and article.date < last.date:
        _group(cursor, [last.key], last.story, last.line, last.state)
        _group(cursor, [key], last.story, last.line, OUTDATED)
    else:
        _group(cursor, [known.key for known in before], last.story, last.line, OUTDATED)
        _group(cursor, [key], last.story, last.line, state)
        cursor.executemany(
            "INSERT OR IGNORE INTO marks (article, kind, value)"
            " SELECT ?, kind, value FROM marks WHERE article = ? AND kind != 'read'",
            [(key, known.key) for known in before],
        )
    recount(cursor, last.story)
    return last.id


def _group(cursor: sqlite3.Cursor, keys: Iterable[int], story: int, line: int, state: int) -> None:
    """Note the story, line and state of articles; the index has to learn a new state."""
    cursor.executemany(
        "UPDATE articles SET story = ?1, line = ?2, indexed = indexed AND state = ?3, state = ?3"
        " WHERE key = ?4",
        [(story, line, state, key) for key in keys],
    )


def _known(cursor: sqlite3.Cursor, where: str, value: str, but: int) -> list[_Known]:
    """The articles, no more than can be compared, that are no old versions."""
    rows = cursor.execute(
        "SELECT key, id, state, coalesce(story, key), coalesce(line, key), address, date,"  # noqa: S608
        " title, title_from_text, text FROM articles"
        f" WHERE {where} AND state != {OUTDATED} AND key != ?"
        " ORDER BY key DESC LIMIT ?",
        (value, but, MOST_CANDIDATES),
    ).fetchall()
    return [
        _Known(
            key, name, state, story, line, at or "", title, read_date(day),
            look(Article(title=title, title_from_text=bool(from_text), text=text)),
        )
        for key, name, state, story, line, at, day, title, from_text, text in rows
    ]  # fmt: skip


# A quote that several places of a story have counts once, for the first that has it.


def recount(cursor: sqlite3.Cursor, story: int) -> None:
    """Count the quotes of a story anew, each once, and let the speakers' counts follow."""
    rows = cursor.execute(
        "SELECT quotes.key, article, same, again, state, date FROM quotes"
        " JOIN articles ON articles.key = article WHERE story = ?"
        " ORDER BY state, article, number",
        (story,),
    ).fetchall()
    seen: set[int] = set()
    changed: dict[tuple[int, str | None], list[tuple[bool, int]]] = {}
    for key, article, same, again, state, day in rows:
        now = state == OUTDATED or same in seen
        seen.add(same)
        if now != again:
            changed.setdefault((article, day), []).append((now, key))
    touched: set[tuple[str, bool]] = set()
    for (article, day), flags in changed.items():
        before = counted(cursor, article)
        cursor.executemany("UPDATE quotes SET again = ? WHERE key = ?", flags)
        after = counted(cursor, article)
        changes = {
            who: Change(after[who] - before[who], (who in after) - (who in before))
            for who in before.keys() | after.keys()
        }
        count(cursor, changes, day)
        touched.update(changes)
    forget_silent(cursor, touched)


def counted(cursor: sqlite3.Cursor, article: int) -> Counter[tuple[str, bool]]:
    """How many quotes of an article count for each speaker."""
    rows = cursor.execute("SELECT quote FROM quotes WHERE article = ? AND NOT again", (article,))
    quotes = [load_quote(row) for (row,) in rows.fetchall()]
    return Counter((name, quote.named) for quote in quotes for name in quote.speakers)
