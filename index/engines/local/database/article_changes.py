"""Write the user's changes of articles: edited fields, and which articles of a story are hidden.

The columns of an article have what is shown. ``original`` keeps the values that were read, and
``unhidden_state`` the state that an article would have if nothing were hidden.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from index.engines.local.database.serialization import COPY, FROM_TEXT, HIDDEN, OUTDATED, SHOWN
from index.engines.local.database.speaker_counts import SpeakerKey, count_stored_quotes
from index.user_data import EDITABLE_FIELDS


class StoredFields(NamedTuple):
    """An article of a story, with the fields that the user can edit."""

    key: int
    id: str
    line: int
    shown: Mapping[str, str]
    """The editable fields as they are shown; a missing date is empty."""
    read: Mapping[str, str]
    """The same as they were read."""
    title_was_from_text: bool
    state: int
    unhidden_state: int


def keys_of(cursor: sqlite3.Cursor, ids: Collection[str]) -> list[int]:
    """Return the keys of the articles with these ids; ignore unknown ids."""
    rows = cursor.execute(
        "SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(sorted(ids)),),
    )
    return [key for (key,) in rows.fetchall()]


def keys_of_outlets(cursor: sqlite3.Cursor, outlets: Collection[str]) -> list[int]:
    """Return the keys of the articles that are shown, or were read, with one of these outlets."""
    rows = cursor.execute(
        "SELECT key FROM articles WHERE source IN (SELECT value FROM json_each(?1))"
        " UNION SELECT key FROM articles WHERE original NOT NULL"
        " AND json_extract(original, '$.source') IN (SELECT value FROM json_each(?1)) ORDER BY key",
        (json.dumps(sorted(outlets)),),
    )
    return [key for (key,) in rows.fetchall()]


def story_of(cursor: sqlite3.Cursor, key: int) -> list[StoredFields]:
    """Return an article with its copies and versions, ordered by key."""
    rows = cursor.execute(
        "SELECT key, id, coalesce(line, key), title, date, source, byline, section, original,"
        " title_from_text, state, coalesce(unhidden_state, state) FROM articles"
        " WHERE key = ?1 OR story = (SELECT story FROM articles WHERE key = ?1) ORDER BY key",
        (key,),
    ).fetchall()
    return [_stored_fields(*row) for row in rows]


def _stored_fields(
    key: int, id: str, line: int, title: str, day: str | None, source: str, byline: str,
    section: str, original: str | None, from_text: int, state: int, unhidden_state: int,
) -> StoredFields:  # fmt: skip
    shown = dict(zip(EDITABLE_FIELDS, (title, day or "", source, byline, section), strict=True))
    read = json.loads(original) if original else {}
    was_from_text = bool(read.pop(FROM_TEXT, from_text))
    return StoredFields(key, id, line, shown, shown | read, was_from_text, state, unhidden_state)


def write_fields(
    cursor: sqlite3.Cursor, article: StoredFields, new: Mapping[str, str]
) -> set[SpeakerKey]:
    """Show other values in an article; return the speakers whose first and last day may change."""
    original: dict[str, object] = {
        name: value for name, value in article.read.items() if new[name] != value
    }
    if "title" in original:
        original[FROM_TEXT] = article.title_was_from_text
    cursor.execute(
        "UPDATE articles SET title = ?, date = ?, source = ?, byline = ?, section = ?,"
        " original = ?, title_from_text = ?, indexed = 0 WHERE key = ?",
        (
            new["title"], new["date"] or None, new["source"], new["byline"], new["section"],
            json.dumps(original) if original else None,
            article.title_was_from_text and "title" not in original, article.key,
        ),
    )  # fmt: skip
    if new["date"] == article.shown["date"]:
        return set()
    return set(count_stored_quotes(cursor, article.key))


def hide_lines(
    cursor: sqlite3.Cursor, story: Sequence[StoredFields], hidden: Collection[int]
) -> set[SpeakerKey]:
    """Hide the lines with these numbers, and no others, of a story; show a copy if need be.

    Returns the speakers whose counts changed.
    """
    states = {each.key: each.unhidden_state for each in story}
    heads = [each for each in story if each.line not in hidden and each.unhidden_state != OUTDATED]
    if heads and all(each.unhidden_state == COPY for each in heads):
        states[heads[0].key] = SHOWN
    states.update({each.key: HIDDEN for each in story if each.line in hidden})
    changed = [each for each in story if each.state != states[each.key]]
    if not changed:
        return set()
    number = story[0].key
    cursor.executemany(
        "UPDATE articles SET story = coalesce(story, ?), line = coalesce(line, key), state = ?,"
        " unhidden_state = ?, indexed = 0 WHERE key = ?",
        [
            (
                number, states[each.key],
                None if states[each.key] == each.unhidden_state else each.unhidden_state, each.key,
            )
            for each in changed
        ],
    )  # fmt: skip
    (story_number,) = cursor.execute(
        "SELECT story FROM articles WHERE key = ?", (changed[0].key,)
    ).fetchone()
    from index.engines.local.database.versions import recount_story  # 4 ms that searching saves

    return recount_story(cursor, story_number)
