"""Group batches of quotes: find their links, then the utterances of all that are linked."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from index.article import GAP
from index.engines.local.database.serialization import HIDDEN
from index.engines.local.fulltext.analysis import plain_words
from index.record.drift import find_drift
from index.record.utterances import (
    WINDOW_DAYS,
    Link,
    UtteredQuote,
    link_strength,
    split_into_utterances,
)
from index.record.wording import marks

NO_DAY, MAX_DAY = 0, 1 << 30  # of quotes without a date, in quote_marks; later than all days
MAX_QUOTES_OF_MARK = 40  # that are looked at, of those within the window
MAX_CANDIDATES = 30  # stored quotes that a new one is compared with
MAX_KEPT = 5000  # quotes in memory

COLUMNS = (
    "SELECT quotes.key, articles.id, article, number, quote, text, date, source,"
    " coalesce(story, articles.key), coalesce(line, articles.key), state FROM quotes"
    " JOIN articles ON articles.key = article"
)


class StoredQuote:
    """A quote to be grouped, with its keys."""

    def __init__(self, row: Sequence[Any], persons: Mapping[str, str]) -> None:
        self.key, name, self.article, self.number, quote, text, day, source, story, line, state = (
            row
        )
        content, kind, _, _, _, speakers, named, *_ = json.loads(quote)
        said = GAP.join(text[start:end] for start, end in content)
        self.is_hidden = state == HIDDEN
        self.names = tuple(speakers) if named else ()
        self.uttered = UtteredQuote(
            (name, self.number), plain_words(said),
            date.fromisoformat(day).toordinal() if day else None,
            (persons.get(name, name) for name in self.names),
            source, story, line, is_direct=kind == "direct",
        )  # fmt: skip


class Grouping:
    """Groups batches of quotes; keeps the quotes read last, unless somebody else writes."""

    def __init__(self) -> None:
        self._kept: dict[int, StoredQuote] = {}
        self._state = 0

    def group(self, cursor: sqlite3.Cursor, keys: Sequence[int]) -> None:
        """Find the links of these quotes, then the utterances of all that are linked with them."""
        ((state,),) = cursor.execute("PRAGMA data_version").fetchall()
        if state != self._state:
            self._kept.clear()
            self._state = state
        asked, keys = keys, _ungrouped(cursor, keys)  # somebody may have grouped some meanwhile
        for key in keys:
            self._kept.pop(key, None)
        batch = self._read(cursor, keys)
        before = _unlink(cursor, keys)
        _insert_marks_and_speakers(cursor, batch.values())
        links = [
            link for quote in batch.values() for link in self._find_links(cursor, quote, batch)
        ]
        cursor.executemany(
            "INSERT OR REPLACE INTO quote_links (quote, other, strength) VALUES (?,?,?)",
            [row for one, other, strength in links
             for row in ((one, other, strength), (other, one, strength))],
        )  # fmt: skip
        linked = {key for link in links for key in link[:2]} | before
        cursor.executemany(
            "UPDATE quotes SET utterance = 0 WHERE key = ?",
            [(key,) for key in keys if key not in linked],
        )
        done: set[int] = set()
        for key in sorted(linked):
            if key not in done:
                done |= self._group_linked(cursor, key)
        cursor.execute(
            "DELETE FROM quotes_to_regroup WHERE quote IN (SELECT value FROM json_each(?))",
            (json.dumps(list(asked)),),
        )
        while len(self._kept) > MAX_KEPT:
            del self._kept[next(iter(self._kept))]

    def _read(self, cursor: sqlite3.Cursor, keys: Iterable[int]) -> dict[int, StoredQuote]:
        """Return quotes by key; unknown keys are left out."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._kept]
        if missing:
            rows = cursor.execute(
                f"{COLUMNS} WHERE quotes.key IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json.dumps(missing),),
            ).fetchall()
            persons = _persons(cursor, rows)
            self._kept.update((row[0], StoredQuote(row, persons)) for row in rows)
        return {key: self._kept[key] for key in wanted if key in self._kept}

    def _find_links(
        self, cursor: sqlite3.Cursor, quote: StoredQuote, batch: Mapping[int, StoredQuote]
    ) -> Iterator[tuple[int, int, float]]:
        if quote.is_hidden:
            return
        candidates = self._read(cursor, _candidates(cursor, quote))
        for key, other in candidates.items():
            if other.is_hidden or (key in batch and key >= quote.key):
                continue  # a pair of new quotes is compared once
            if strength := link_strength(quote.uttered, other.uttered):
                yield quote.key, key, strength

    def _group_linked(self, cursor: sqlite3.Cursor, start: int) -> set[int]:
        """Store the utterances of the quotes linked with one, directly or not; return them."""
        links = _linked(cursor, start)
        quotes = self._read(cursor, sorted(links))
        keys = list(quotes)
        numbers = {key: number for number, key in enumerate(keys)}
        uttered = [quotes[key].uttered for key in keys]
        found = split_into_utterances(
            uttered,
            [
                Link(numbers[key], numbers[other], strength)
                for key, others in links.items()
                for other, strength in others
                if key < other
            ],
        )
        cursor.execute(
            "DELETE FROM utterances WHERE key IN (SELECT utterance FROM quotes"
            " WHERE key IN (SELECT value FROM json_each(?)))",
            (json.dumps(keys),),
        )
        for members in found:
            utterance = min(keys[number] for number in members) if len(members) > 1 else 0
            cursor.executemany(
                "UPDATE quotes SET utterance = ? WHERE key = ?",
                [(utterance, keys[number]) for number in members],
            )
            if utterance:
                _insert_utterance(cursor, utterance, [uttered[number] for number in members])
        return set(keys)


def _persons(cursor: sqlite3.Cursor, rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Return the main names of the aliases among the speakers of quotes."""
    names = {name for row in rows for name in json.loads(row[4])[5]}
    return dict(cursor.execute(
        "SELECT name, into_name FROM folds WHERE into_name NOT NULL"
        " AND name IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(names)),),
    ).fetchall())  # fmt: skip


def _unlink(cursor: sqlite3.Cursor, keys: Sequence[int]) -> set[int]:
    """Delete the links of quotes; return what they were linked with."""
    listed = json.dumps(list(keys))
    rows = cursor.execute(
        "SELECT DISTINCT other FROM quote_links WHERE quote IN (SELECT value FROM json_each(?))",
        (listed,),
    ).fetchall()
    others = {int(other) for (other,) in rows}
    if others:
        cursor.execute(
            "DELETE FROM quote_links WHERE quote IN (SELECT value FROM json_each(?1))"
            " OR (quote IN (SELECT value FROM json_each(?2))"
            " AND other IN (SELECT value FROM json_each(?1)))",
            (listed, json.dumps(sorted(others))),
        )
    return others


def _ungrouped(cursor: sqlite3.Cursor, keys: Sequence[int]) -> list[int]:
    rows = cursor.execute(
        "SELECT key FROM quotes WHERE key IN (SELECT value FROM json_each(?))"
        " AND (utterance IS NULL OR key IN (SELECT quote FROM quotes_to_regroup))",
        (json.dumps(list(keys)),),
    ).fetchall()
    found = {key for (key,) in rows}
    return [key for key in keys if key in found]


def _insert_marks_and_speakers(cursor: sqlite3.Cursor, quotes: Collection[StoredQuote]) -> None:
    # Those of a quote that was changed stay: they only lead to one comparison more.
    cursor.executemany(
        "INSERT OR IGNORE INTO quote_speakers (name, quote) VALUES (?,?)",
        [(name, quote.key) for quote in quotes for name in quote.names],
    )
    cursor.executemany(
        "INSERT OR IGNORE INTO quote_marks (mark, day, article, number) VALUES (?,?,?,?)",
        [
            (mark, quote.uttered.day or NO_DAY, quote.article, quote.number)
            for quote in quotes
            if not quote.is_hidden
            for mark in sorted(marks(quote.uttered.marked))
        ],
    )


def _candidates(cursor: sqlite3.Cursor, quote: StoredQuote) -> list[int]:
    """Return the stored quotes with most marks of a quote, within the window."""
    day = quote.uttered.day
    days = (day - WINDOW_DAYS, day + WINDOW_DAYS) if day else (NO_DAY + 1, MAX_DAY)
    counts: Counter[tuple[int, int]] = Counter()
    for mark in marks(quote.uttered.marked):
        counts.update(
            cursor.execute(
                "SELECT article, number FROM quote_marks WHERE mark = ?1 AND day BETWEEN ?2 AND ?3"
                " UNION ALL"
                " SELECT article, number FROM quote_marks WHERE mark = ?1 AND day = ?4"
                " LIMIT ?5",
                (mark, *days, NO_DAY, MAX_QUOTES_OF_MARK),
            ).fetchall()
        )
    counts.pop((quote.article, quote.number), None)
    best = sorted(counts, key=lambda place: (-counts[place], place))[:MAX_CANDIDATES]
    rows = cursor.execute(
        "SELECT quotes.key FROM json_each(?) AS place JOIN quotes"
        " ON article = json_extract(place.value, '$[0]')"
        " AND number = json_extract(place.value, '$[1]')",
        (json.dumps(best),),
    ).fetchall()
    return [int(key) for (key,) in rows]


def _linked(cursor: sqlite3.Cursor, start: int) -> dict[int, list[tuple[int, float]]]:
    """Return the links of all quotes linked with one, directly or not."""
    found: dict[int, list[tuple[int, float]]] = {}
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found[key] = cursor.execute(
            "SELECT other, strength FROM quote_links WHERE quote = ?", (key,)
        ).fetchall()
        waiting += [other for other, _ in found[key] if other not in found]
    return found


def _insert_utterance(cursor: sqlite3.Cursor, key: int, quotes: Sequence[UtteredQuote]) -> None:
    drift = find_drift(quotes)
    days = [quote.day for quote in quotes if quote.day is not None]
    cursor.execute(
        "REPLACE INTO utterances (key, quotes, wordings, drift, first, last) VALUES (?,?,?,?,?,?)",
        (
            key, len(quotes), drift.wordings, " ".join(drift.kinds),
            min(days, default=None), max(days, default=None),
        ),
    )  # fmt: skip
