"""Recover what can be read of a damaged database into a new one.

SQLite reads a table from its start up to the first damaged page, from its end back to the last
one, and any row in between by its rowid if the path to it is intact. The ids and keys of articles
are in a database index too, which tells which articles are lost.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from index.engines.local.database.connection import CORRUPT, Database, error_code, is_writable
from index.engines.local.database.migrations import MIGRATIONS
from index.engines.local.database.speaker_counts import CountChange, add_counts, count_stored_quotes
from index.engines.local.database.utterances.table import forget_utterances
from index.engines.local.database.versions import recount_story
from index.errors import ArchiveError

NOT_RECOVERED = "index_stamp"  # all articles are indexed again
BUSY_TIMEOUT = 2.0  # seconds
ROWIDS_TRIED = 10_000  # after the last readable row
SIDE_FILES = ("-wal", "-shm")


class Recovery(NamedTuple):
    """What was recovered from a damaged database."""

    articles: int
    """The number of recovered articles."""
    lost: tuple[str, ...]
    """The ids of lost articles, as far as they can be read."""
    incomplete: tuple[str, ...]
    """The ids of recovered articles that lost quotes."""
    damaged_file: str
    """The new name of the damaged file."""


def is_damaged(path: Path) -> bool:
    """Whether SQLite finds the file corrupt, and it can be replaced; raises ArchiveError."""
    if not is_writable(path):
        return False
    try:
        with closing(_connect(path)) as connection:
            (result,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return str(result) != "ok"
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise ArchiveError(f"{path} cannot be read: {error}.") from error
        return True


def recover(path: Path) -> Recovery:
    """Replace a damaged database by a new one with what can be read; keep the damaged file.

    Raises ArchiveError if nothing can be read, another process has the archive open, or the disk
    is full.
    """
    new = path.with_name(f"{path.name}.rescued")
    _delete(new)
    try:
        with closing(_connect(path)) as damaged:
            _refuse_newer_schema(damaged, path)
            _lock(damaged, path)
            recovery = _copy_rows(damaged, new)
        if not recovery.articles:
            raise _nothing_readable(path)
        return _replace(path, new, recovery)
    except sqlite3.DatabaseError as error:
        if error_code(error) in CORRUPT:
            raise _nothing_readable(path) from error
        raise ArchiveError(f"{path} is damaged and cannot be recovered: {error}.") from error
    except OSError as error:
        raise ArchiveError(f"{path} is damaged and cannot be recovered: {error}.") from error
    finally:
        _delete(new)


def _nothing_readable(path: Path) -> ArchiveError:
    return ArchiveError(
        f"No article can be read from {path}, which was left unchanged. Replace it by a backup, or"
        " add the files to a new archive."
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    connection.text_factory = lambda value: value.decode(errors="replace")
    return connection


def _refuse_newer_schema(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise ArchiveError(
            f"{path} is damaged, and was made by a newer onrecord. Install that version to"
            " recover it."
        )


def _lock(connection: sqlite3.Connection, path: Path) -> None:
    """Lock the file for as long as it is open; raises ArchiveError if another process uses it."""
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise ArchiveError(
            f"Another process has {path} open. Stop it and try again ({error})."
        ) from error
    except sqlite3.DatabaseError:
        pass  # too damaged to be locked; then no other process can use it either


def _copy_rows(damaged: sqlite3.Connection, new: Path) -> Recovery:
    """Copy all readable rows into a new database and make them consistent."""
    database = Database(new)
    try:
        with database.transaction() as cursor:
            ids = _ids_by_key(damaged)
            tables = _tables(cursor)
            for table, has_rowid in tables.items():
                read = _rows_by_rowid if has_rowid else _rows_from_both_ends
                _copy_table(cursor, table, damaged, read(damaged, table, ids))
            for table in tables:
                if "article" in _columns(cursor.connection, table):
                    cursor.execute(
                        f"DELETE FROM {table} WHERE article NOT IN (SELECT key FROM articles)"  # noqa: S608
                    )
            _delete_unreadable_values(cursor)
            incomplete = _articles_missing_quotes(cursor)
            _show_one_article_per_story(cursor)
            _recount_speakers(cursor)
            forget_utterances(cursor)
            recovered = {row[0] for row in cursor.execute("SELECT id FROM articles")}
    finally:
        database.close()
    lost = tuple(sorted(set(ids.values()) - recovered))
    return Recovery(len(recovered), lost, incomplete, "")


def _replace(path: Path, new: Path, recovery: Recovery) -> Recovery:
    """Replace the damaged file, so that at every moment there is a file."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    backup = next(name for name in names if not name.exists())
    for suffix in SIDE_FILES:
        side_file = path.with_name(path.name + suffix)
        if side_file.exists():
            side_file.rename(backup.with_name(backup.name + suffix))
    try:
        os.link(path, backup)
    except OSError:  # a file system without hard links
        path.rename(backup)
    new.replace(path)
    return Recovery(recovery.articles, recovery.lost, recovery.incomplete, str(backup))


def _delete(path: Path) -> None:
    for suffix in ("", *SIDE_FILES):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


# Reading a damaged file


def _readable_rows(
    damaged: sqlite3.Connection, statement: str, values: tuple[Any, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield rows up to the first that cannot be read."""
    try:
        yield from damaged.execute(statement, values)
    except sqlite3.DatabaseError:
        return


def _ids_by_key(damaged: sqlite3.Connection) -> dict[int, str]:
    """Return the ids of all articles by key, as far as the database index of ids has them."""
    ids: dict[int, str] = {}
    for direction in ("ASC", "DESC"):
        statement = f"SELECT key, id FROM articles ORDER BY id {direction}"  # noqa: S608
        ids.update(_readable_rows(damaged, statement))
    return ids


def _rows_by_rowid(
    damaged: sqlite3.Connection, table: str, keys: Iterable[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield every readable row of a table: from its start, from its end, then each in between."""
    last, first = 0, None
    forward = f"SELECT rowid, * FROM {table} ORDER BY rowid"  # noqa: S608
    for rowid, *row in _readable_rows(damaged, forward):
        last = rowid
        yield tuple(row)
    backward = f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid DESC"  # noqa: S608
    for rowid, *row in _readable_rows(damaged, backward, (last,)):
        first = rowid
        yield tuple(row)
    if first is not None and first == last + 1:
        return
    end = first or max(last, *keys, 0) + ROWIDS_TRIED
    for rowid in range(last + 1, end):
        single = f"SELECT * FROM {table} WHERE rowid = ?"  # noqa: S608
        yield from _readable_rows(damaged, single, (rowid,))


def _rows_from_both_ends(
    damaged: sqlite3.Connection, table: str, _keys: Iterable[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the readable rows at the start and the end of a table without rowids."""
    info = damaged.execute(f"PRAGMA table_info({table})").fetchall()
    primary_key = [name for _, name, *_, position in sorted(info, key=itemgetter(5)) if position]
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{name} {direction}" for name in primary_key)
        yield from _readable_rows(damaged, f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608


def _tables(cursor: sqlite3.Cursor) -> dict[str, bool]:
    """Return the tables to recover, and whether each has rowids."""
    rows = cursor.execute(
        "SELECT name, sql NOT LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name != ?",
        (NOT_RECOVERED,),
    )
    return {name: bool(has_rowid) for name, has_rowid in rows.fetchall()}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _copy_table(
    cursor: sqlite3.Cursor, table: str, damaged: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert each row once, with the columns that the new table has too."""
    old_columns = _columns(damaged, table)
    if not old_columns:  # the archive is older than the table
        return
    new_columns = set(_columns(cursor.connection, table))
    positions = [at for at, name in enumerate(old_columns) if name in new_columns]
    names = ", ".join(old_columns[at] for at in positions)
    cursor.executemany(
        f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(positions))})",  # noqa: S608
        ([row[at] for at in positions] for row in rows),
    )


# Making the recovered articles consistent


def _delete_unreadable_values(cursor: sqlite3.Cursor) -> None:
    cursor.execute("DELETE FROM quotes WHERE NOT json_valid(quote)")
    for column in ("entities", "topics"):
        cursor.execute(f"UPDATE articles SET {column} = '[]' WHERE NOT json_valid({column})")  # noqa: S608
    for column in ("own", "original"):
        cursor.execute(f"UPDATE articles SET {column} = NULL WHERE NOT json_valid({column})")  # noqa: S608
    cursor.execute("UPDATE articles SET date = NULL WHERE date(date) IS NOT date")


def _articles_missing_quotes(cursor: sqlite3.Cursor) -> tuple[str, ...]:
    """Correct the number of quotes of each article; return the ids of those that lost some."""
    actual = "(SELECT count(*) FROM quotes WHERE article = articles.key)"
    incomplete = f"SELECT id FROM articles WHERE quotes != {actual} ORDER BY id"  # noqa: S608
    rows = cursor.execute(incomplete).fetchall()
    cursor.execute(f"UPDATE articles SET quotes = {actual}, indexed = 0")  # noqa: S608
    return tuple(row[0] for row in rows)


def _show_one_article_per_story(cursor: sqlite3.Cursor) -> None:
    """Show a copy, or else the newest version, if the article that was shown is lost."""
    cursor.execute(
        "UPDATE articles SET state = 0 WHERE story NOT NULL AND state IN (1, 2) AND key ="
        " (SELECT key FROM articles AS other WHERE other.story = articles.story"
        " ORDER BY state, key DESC LIMIT 1)"
    )


def _recount_speakers(cursor: sqlite3.Cursor) -> None:
    cursor.execute("UPDATE speakers SET quotes = 0, articles = 0, first = NULL, last = NULL")
    for key, day in cursor.execute("SELECT key, date FROM articles WHERE quotes").fetchall():
        counts = count_stored_quotes(cursor, key)
        add_counts(cursor, {who: CountChange(number, 1) for who, number in counts.items()}, day)
    for (story,) in cursor.execute(
        "SELECT DISTINCT story FROM articles WHERE story NOT NULL"
    ).fetchall():
        recount_story(cursor, story)
    cursor.execute("DELETE FROM speakers WHERE quotes <= 0")
