"""Copies and versions: compare a new article with those stored and record how they relate.

A *story* is an article with all its copies and versions; its number is the key of its first
article. A *line* is the chain of versions of one page or file. Each article of a story has a
state: ``SHOWN`` in lists, ``COPY`` of the one that is shown, ``OUTDATED`` by a newer version, or
``HIDDEN`` by the user. Articles are placed as if nothing were hidden or edited: what is hidden is
found out afterwards (``article_changes``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from index.article import Annotation, Article
from index.engines.local.database.near_duplicates import (
    MAX_DAYS_BETWEEN,
    Fingerprint,
    bands,
    fingerprint,
    is_copy,
    is_edited,
    is_rewritten,
    overlap,
    quote_fingerprints,
)
from index.engines.local.database.serialization import COPY, FROM_TEXT, OUTDATED, read_date
from index.engines.local.database.speaker_counts import (
    SpeakerKey,
    count_stored_quotes,
    delete_unquoted,
    update_counts,
)
from index.engines.protocol import AddResult

MAX_CANDIDATES = 20  # stored articles that a new one is compared with


class _Candidate(NamedTuple):
    """A stored article that a new one is compared with."""

    key: int
    id: str
    state: int
    story: int
    line: int
    url: str
    title: str
    date: date | None
    fingerprint: Fingerprint


class _New(NamedTuple):
    """A new article, and what is compared of it."""

    key: int
    article: Article
    url: str
    fingerprint: Fingerprint
    bands: list[int]


def canonical_url(url: str) -> str:
    """Return what all spellings of a page's URL have in common; empty for a front page."""
    from courlan import normalize_url  # only adding needs it

    try:
        host, _, path = (
            normalize_url(url.strip().partition("#")[0]).partition("://")[2].partition("/")
        )
    except ValueError:
        return ""
    path = path.rstrip("/")
    return f"{host.lower().removeprefix('www.')}/{path}" if path else ""


def place(cursor: sqlite3.Cursor, key: int, article: Article) -> AddResult:
    """Place a new article in the story and line that it belongs to, and return what it is."""
    found = fingerprint(article)
    new = _New(key, article, canonical_url(article.url), found, bands(found))
    older = list(_older_versions(cursor, new))
    original = None if older else _original(cursor, new)
    _store_fingerprint(cursor, key, new.url, new.bands)
    if older:
        return AddResult("added", version_of=_add_version(cursor, new, older))
    if original:
        _update(cursor, [original.key], original.story, original.line, original.state)
        _update(cursor, [key], original.story, key, COPY)
        delete_unquoted(cursor, recount_story(cursor, original.story))
        return AddResult("added", copy_of=original.id)
    return AddResult("added")


def backfill_fingerprints(
    cursor: sqlite3.Cursor, key: int, article: Article, annotation: Annotation
) -> None:
    """Store the fingerprints of an article that an older version of the program added."""
    _store_fingerprint(cursor, key, canonical_url(article.url), bands(fingerprint(article)))
    cursor.executemany(
        "UPDATE quotes SET same = ? WHERE article = ? AND number = ?",
        [
            (same, key, number)
            for number, same in enumerate(quote_fingerprints(annotation.quotes, article.text))
        ],
    )


def _store_fingerprint(
    cursor: sqlite3.Cursor, key: int, url: str, band_numbers: Iterable[int]
) -> None:
    cursor.execute("UPDATE articles SET address = ? WHERE key = ?", (url, key))
    cursor.executemany(
        "INSERT OR IGNORE INTO bands (band, article) VALUES (?,?)",
        [(band, key) for band in band_numbers],
    )


def _older_versions(cursor: sqlite3.Cursor, new: _New) -> Iterator[_Candidate]:
    """Yield the stored articles from the same file or page that this one is a new version of."""
    in_file, on_page = [], []
    if _is_file(new.article):
        in_file = _candidates(cursor, "location = ?", new.article.location, new.key)
    if new.url:
        on_page = _candidates(cursor, "address = ? AND address > ''", new.url, new.key)
    for candidate in in_file:
        same_page = not new.url or not candidate.url or new.url == candidate.url
        if same_page and is_edited(candidate.fingerprint, new.fingerprint):
            yield candidate
    compared = {candidate.key for candidate in in_file}
    for candidate in on_page:
        if candidate.key not in compared and _is_older_page(candidate, new):
            yield candidate


def _is_older_page(stored: _Candidate, new: _New) -> bool:
    """Whether a stored article with the same URL from another file is an older version.

    Columns and live pages have one URL and a new text each day, so with another date the texts
    must be more similar.
    """
    same_title = stored.title == new.article.title
    if same_title and stored.fingerprint.shingles == new.fingerprint.shingles:
        return False
    if stored.date and new.article.date and stored.date != new.article.date:
        return is_edited(stored.fingerprint, new.fingerprint)
    return same_title or is_rewritten(stored.fingerprint, new.fingerprint)


def _is_file(article: Article) -> bool:
    return article.location.partition("#")[0] not in ("", "stdin")


def _original(cursor: sqlite3.Cursor, new: _New) -> _Candidate | None:
    """Return the stored article that this one is a copy of, or None."""
    keys = cursor.execute(
        "SELECT article FROM bands WHERE band IN (SELECT value FROM json_each(?))"
        " GROUP BY article ORDER BY count(*) DESC, article LIMIT ?",
        (json.dumps(new.bands), MAX_CANDIDATES),
    ).fetchall()
    similar = json.dumps([found for (found,) in keys])
    copies = [
        candidate
        for candidate in _candidates(
            cursor, "key IN (SELECT value FROM json_each(?))", similar, new.key
        )
        if (candidate.url == new.url != "" or _are_close(candidate.date, new.article.date))
        and is_copy(candidate.fingerprint, new.fingerprint)
    ]
    return max(
        copies,
        key=lambda candidate: (overlap(candidate.fingerprint, new.fingerprint), -candidate.key),
        default=None,
    )


def _are_close(one: date | None, other: date | None) -> bool:
    return not one or not other or abs((one - other).days) <= MAX_DAYS_BETWEEN


def _add_version(cursor: sqlite3.Cursor, new: _New, older: list[_Candidate]) -> str:
    """Replace the last of the older versions, or go behind it if the new article's date is older.

    Returns the id of the last of them.
    """
    last = max(older, key=lambda candidate: candidate.key)
    older = [candidate for candidate in older if candidate.story == last.story]
    state = min(candidate.state for candidate in older)
    if new.article.date and last.date and new.article.date < last.date:
        _update(cursor, [last.key], last.story, last.line, last.state)
        _update(cursor, [new.key], last.story, last.line, OUTDATED)
    else:
        _update(cursor, [each.key for each in older], last.story, last.line, OUTDATED)
        _update(cursor, [new.key], last.story, last.line, state)
        cursor.executemany(
            "INSERT OR IGNORE INTO marks (article, kind, value)"
            " SELECT ?, kind, value FROM marks WHERE article = ? AND kind != 'read'",
            [(new.key, each.key) for each in older],
        )
    delete_unquoted(cursor, recount_story(cursor, last.story))
    return last.id


def _update(cursor: sqlite3.Cursor, keys: Iterable[int], story: int, line: int, state: int) -> None:
    """Set the story, line and state of articles; a new state has to be indexed again."""
    cursor.executemany(
        "UPDATE articles SET story = ?1, line = ?2, indexed = indexed AND state = ?3, state = ?3,"
        " unhidden_state = NULL WHERE key = ?4",
        [(story, line, state, key) for key in keys],
    )


def _candidates(cursor: sqlite3.Cursor, where: str, value: str, key: int) -> list[_Candidate]:
    """Return stored articles other than ``key`` that are not outdated, newest first."""
    rows = cursor.execute(
        "SELECT key, id, coalesce(unhidden_state, state), coalesce(story, key),"  # noqa: S608
        " coalesce(line, key), address, original, date, title, title_from_text, text FROM articles"
        f" WHERE {where} AND coalesce(unhidden_state, state) != {OUTDATED} AND key != ?"
        " ORDER BY key DESC LIMIT ?",
        (value, key, MAX_CANDIDATES),
    ).fetchall()
    return [_candidate(*row) for row in rows]


def _candidate(
    key: int, name: str, state: int, story: int, line: int, url: str | None, original: str | None,
    day: str | None, title: str, from_text: int, text: str,
) -> _Candidate:  # fmt: skip
    """Return a candidate with its title and date as they were read."""
    if original:
        read = json.loads(original)
        title, day = read.get("title", title), read.get("date", day)
        from_text = read.get(FROM_TEXT, from_text)
    return _Candidate(
        key, name, state, story, line, url or "", title, read_date(day),
        fingerprint(Article(title=title, title_from_text=bool(from_text), text=text)),
    )  # fmt: skip


def recount_story(cursor: sqlite3.Cursor, story: int) -> set[SpeakerKey]:
    """Count each quote of a story once, for the first article that has it.

    Updates the counts of speakers and returns whose changed; they stay without quotes.
    """
    rows = cursor.execute(
        "SELECT quotes.key, article, same, again, state, date FROM quotes"
        " JOIN articles ON articles.key = article WHERE story = ?"
        " ORDER BY state, article, number",
        (story,),
    ).fetchall()
    seen: set[int] = set()
    flags_by_article: dict[tuple[int, str | None], list[tuple[bool, int]]] = {}
    for key, article, same, was_repeated, state, day in rows:
        is_repeated = state >= OUTDATED or same in seen
        seen.add(same)
        if is_repeated != was_repeated:
            flags_by_article.setdefault((article, day), []).append((is_repeated, key))
    changed: set[SpeakerKey] = set()
    for (article, day), flags in flags_by_article.items():
        before = count_stored_quotes(cursor, article)
        cursor.executemany("UPDATE quotes SET again = ? WHERE key = ?", flags)
        changed.update(update_counts(cursor, article, day, before))
    return changed
