"""Which quotes report one utterance, kept up to date in the tables of quotes.

``quotes.utterance`` is the number of a quote's utterance: 0 if it has no other version, NULL if it
is not grouped yet. Triggers set it to NULL if the quote, its article or the name of its speaker
changes, or if a quote that it is linked with is deleted. ``catch_up`` groups only these quotes and
those linked with them again, so that its time does not depend on the size of the archive.

``grouping_rules`` has the version of the rules by which quotes were grouped. After an upgrade to
newer rules, ``quotes_to_regroup`` lists the quotes that still have their groups by older ones.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Sequence

from index.engines.local.database.connection import Database
from index.engines.local.database.serialization import place_number
from index.engines.local.database.utterances.grouping import Grouping
from index.record.results import UtteranceOrder
from index.record.utterances import RULES

BATCH = 500  # quotes in one transaction; with fewer, linked quotes are grouped more often
PAUSE = 0.005  # seconds before the next one, in which another process may write
MANY_QUOTES = 5000  # for so many, a message is shown: grouping takes a while

ORDERS: dict[UtteranceOrder, str] = {
    "versions": "utterances.quotes DESC, utterances.key",
    "newest": "last IS NULL, last DESC, utterances.key",
    "oldest": "first IS NULL, first, utterances.key",
}

MEMBERS = (
    "SELECT article, number, coalesce(story, articles.key), utterance FROM quotes"
    " JOIN articles ON articles.key = article"
)
OLDEST_FIRST = "date IS NULL, date, article, number"


class UtteranceTable:
    """The utterances of one database."""

    def __init__(
        self, database: Database, on_progress: Callable[[str], None], stopped: threading.Event
    ) -> None:
        """``on_progress`` is called with a message before long work.

        When ``stopped`` is set, ``catch_up`` ends after the current batch.
        """
        self.database, self.on_progress = database, on_progress
        self._comparing, self.stopped = threading.Lock(), stopped

    def members(self, article: int, number: int) -> list[tuple[int, int, int]]:
        """Return the places of the quotes of an utterance, each with its story, oldest first."""
        self._group_changed()
        rows = self.database.rows(
            f"{MEMBERS} WHERE (utterance > 0 AND utterance = (SELECT utterance FROM quotes"  # noqa: S608
            " WHERE article = ?1 AND number = ?2)) OR (article = ?1 AND number = ?2)"
            f" ORDER BY {OLDEST_FIRST}",
            (article, number),
        )
        return [row[:3] for row in rows]

    def numbers(self, places: Sequence[tuple[str, int]]) -> list[int]:
        """Return the utterances of quotes, given by article id and number; 0 for a single quote."""
        self._group_changed()
        rows = self.database.rows(
            "SELECT place.key, utterance FROM json_each(?) AS place"
            " JOIN articles ON articles.id = json_extract(place.value, '$[0]')"
            " JOIN quotes ON article = articles.key"
            " AND number = json_extract(place.value, '$[1]')",
            (json.dumps(list(places)),),
        )
        found = dict(rows)
        return [found.get(position) or 0 for position in range(len(places))]

    def page(
        self, wanted: Collection[int] | None, order: UtteranceOrder, offset: int, limit: int
    ) -> tuple[list[list[tuple[int, int, int]]], int]:
        """Return one page of utterances as ``members`` does, and how many there are in all.

        With ``wanted``, those that have one of these quotes, given as ``place_number``.
        """
        self._group_changed()
        keys = [key for (key,) in self.database.rows(
            f"SELECT key FROM utterances ORDER BY {ORDERS[order]}"  # noqa: S608
        )]  # fmt: skip
        if wanted is not None:
            found = {row[0] for row in self._grouped() if place_number(row[1], row[2]) in wanted}
            keys = [key for key in keys if key in found]
        page = keys[offset : offset + limit]
        rows = self.database.rows(
            f"{MEMBERS} WHERE utterance IN (SELECT value FROM json_each(?))"  # noqa: S608
            f" ORDER BY {OLDEST_FIRST}",
            (json.dumps(page),),
        )
        members: dict[int, list[tuple[int, int, int]]] = {key: [] for key in page}
        for article, key, story, utterance in rows:
            members[utterance].append((article, key, story))
        return list(members.values()), len(keys)

    def places_where(self, test: Callable[[int, str], bool]) -> frozenset[int]:
        """Return the quotes with other versions for which a test of their utterance is true.

        The test takes the number of versions and the kinds of drift.
        """
        self._group_changed()
        return frozenset(
            place_number(article, number)
            for _, article, number, quotes, drift in self._grouped()
            if test(quotes, drift)
        )

    def _grouped(self) -> list[tuple[int, int, int, int, str]]:
        return self.database.rows(
            "SELECT utterance, article, number, utterances.quotes, drift FROM quotes"
            " JOIN utterances ON utterances.key = utterance WHERE utterance > 0"
        )

    def count_ungrouped(self) -> int:
        """Return how many quotes are new, or changed since they were grouped."""
        rows = self.database.rows("SELECT count(*) FROM quotes WHERE utterance IS NULL")
        return int(rows[0][0])

    def count_outdated(self) -> int:
        """Return how many quotes are grouped by the rules of an older program."""
        where = "quotes_to_regroup" if self._has_rules() else "quotes WHERE utterance NOT NULL"
        rows = self.database.rows(f"SELECT count(*) FROM {where}")  # noqa: S608
        return int(rows[0][0])

    def catch_up(self, pause: float = 0) -> int:
        """Group new and changed quotes, and those grouped by older rules; return how many.

        The methods above group only new and changed ones. ``pause`` is the time in seconds between
        two transactions, at least ``PAUSE``.
        """
        if not self.database.writable:
            return 0
        if not self._has_rules():
            self._note_outdated()
        return self._group_changed(pause) + self._group(
            "quotes.key IN (SELECT quote FROM quotes_to_regroup)",
            "Comparing {:,} quotes with each other again, by newer rules. Until then, versions are"
            " those that an older onrecord found.",
            pause,
        )

    def wait(self) -> None:
        """Wait for the current batch of ``catch_up``."""
        with self._comparing:
            pass

    def _has_rules(self) -> bool:
        ((version,),) = self.database.rows("SELECT version FROM grouping_rules")
        return int(version) >= RULES

    def _note_outdated(self) -> None:
        with self.database.transaction() as cursor:
            cursor.execute("UPDATE grouping_rules SET version = ?1 WHERE version < ?1", (RULES,))
            if cursor.rowcount:  # no other process did so meanwhile
                cursor.execute(
                    "INSERT OR IGNORE INTO quotes_to_regroup"
                    " SELECT key FROM quotes WHERE utterance NOT NULL"
                )

    def _group_changed(self, pause: float = 0) -> int:
        if not (self.database.writable and self.count_ungrouped()):
            return 0
        message = "Comparing {:,} quotes with each other, once."
        return self._group("utterance IS NULL", message, pause)

    def _group(self, condition: str, message: str, pause: float) -> int:
        # By date: quotes of one time are compared with each other.
        rows = self.database.rows(
            "SELECT quotes.key FROM quotes JOIN articles ON articles.key = article"  # noqa: S608
            f" WHERE {condition} ORDER BY date, quotes.key"
        )
        keys = [int(key) for (key,) in rows]
        if len(keys) > MANY_QUOTES:
            self.on_progress(message.format(len(keys)))
        grouping = Grouping()
        for start in range(0, len(keys), BATCH):
            if start:
                time.sleep(max(PAUSE, pause))
            with self._comparing:  # between two batches another thread can group what changed
                if self.stopped.is_set():
                    return start
                with self.database.transaction() as cursor:
                    grouping.group(cursor, keys[start : start + BATCH])
        return len(keys)


def forget_utterances(cursor: sqlite3.Cursor) -> None:
    """Delete all groups, so that all quotes are grouped again."""
    for table in (
        "utterances", "quote_links", "quote_marks", "quote_speakers", "quotes_to_regroup",
    ):  # fmt: skip
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    cursor.execute("UPDATE quotes SET utterance = NULL")
