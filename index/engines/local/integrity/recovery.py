"""Saving what can be read of a damaged database into a new one.

SQLite reads a table from its beginning up to the first page that is damaged; from its end back to
the last one; and any row between by its number, where the way to it is whole. Ids and numbers of
the articles are in an index of their own too, which says what is lost.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any

from index.article import Annotation, Rescue
from index.engines.local.database.article_writer import Change
from index.engines.local.database.article_writer import count as count_quotes
from index.engines.local.database.connection import DAMAGED, Database, code_of, may_write
from index.engines.local.database.migrations import FORMS
from index.engines.local.database.serialization import count_speakers, load_quote
from index.engines.local.database.versions import recount
from index.errors import ArchiveError

UNSAVED = "index_stamp"  # what is indexed is indexed anew
BUSY_SECONDS = 2.0
FAR = 10_000  # numbers that are tried after the last row that can be read
SIDE_FILES = ("-wal", "-shm")


def is_damaged(path: Path) -> bool:
    """Whether SQLite finds the file not to be as it should, and it can be put right."""
    if not may_write(path):
        return False
    try:
        with closing(_opened(path)) as connection:
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return str(told) != "ok"
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise ArchiveError(f"{path} cannot be read: {error}.") from error
        return True


def rescue(path: Path) -> Rescue:
    """Put what can be read into a new file in the place of the damaged one, which is kept.

    Raises ArchiveError where nothing can be read, another program has the archive open, or there
    is no room for a new file.
    """
    made = path.with_name(f"{path.name}.rescued")
    _remove(made)
    try:
        with closing(_opened(path)) as damaged:
            _refuse_newer(damaged, path)
            _have_alone(damaged, path)
            saved = _save(damaged, made)
        if not saved.articles:
            raise _nothing(path)
        return _replace(path, made, saved)
    except sqlite3.DatabaseError as error:
        if code_of(error) in DAMAGED:
            raise _nothing(path) from error
        raise ArchiveError(f"{path} is damaged, and cannot be saved as yet: {error}.") from error
    except OSError as error:
        raise ArchiveError(f"{path} is damaged, and cannot be saved as yet: {error}.") from error
    finally:
        _remove(made)


def _nothing(path: Path) -> ArchiveError:
    return ArchiveError(
        f"No article can be read of {path}, which is left as it is: put a backup in its place, or"
        " add the files anew to another archive."
    )


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.text_factory = lambda value: value.decode(errors="replace")
    return connection


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if form > len(FORMS):
        raise ArchiveError(
            f"{path} is damaged, and was made by a newer onrecord, which can save what this one"
            " does not know: install the newer one."
        )


def _have_alone(connection: sqlite3.Connection, path: Path) -> None:
    """See that no other program has the file open, and keep it so."""
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise ArchiveError(
            f"Another program has {path} open: end it, and try again ({error})."
        ) from error
    except sqlite3.DatabaseError:
        pass  # too damaged to be locked; then no other program can use it either


def _save(damaged: sqlite3.Connection, made: Path) -> Rescue:
    """Copy all rows that can be read into a new database, and make them agree again."""
    database = Database(made)
    try:
        with database.transaction() as cursor:
            known = _ids(damaged)
            tables = _tables(cursor)
            for table, is_numbered in tables.items():
                read = _numbered if is_numbered else _from_both_ends
                _copy(cursor, table, damaged, read(damaged, table, known))
            for table in tables:
                if "article" in _columns(cursor.connection, table):
                    cursor.execute(
                        f"DELETE FROM {table} WHERE article NOT IN (SELECT key FROM articles)"  # noqa: S608
                    )
            _drop_unreadable(cursor)
            incomplete = _of_fewer_quotes(cursor)
            _show_one_of_each_story(cursor)
            _count_anew(cursor)
            saved = {name for (name,) in cursor.execute("SELECT id FROM articles")}
    finally:
        database.close()
    return Rescue(len(saved), tuple(sorted(set(known.values()) - saved)), incomplete, "")


def _replace(path: Path, made: Path, saved: Rescue) -> Rescue:
    """Put the new file in the place of the damaged one; at no moment is there none."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    for side in SIDE_FILES:
        beside = path.with_name(path.name + side)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + side))
    try:
        os.link(path, aside)
    except OSError:  # a disk without links
        path.rename(aside)
    made.replace(path)
    return Rescue(saved.articles, saved.lost, saved.incomplete, str(aside))


def _remove(path: Path) -> None:
    for side in ("", *SIDE_FILES):
        path.with_name(path.name + side).unlink(missing_ok=True)


# Reading


def _rows(
    damaged: sqlite3.Connection, statement: str, values: tuple[Any, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that cannot be read."""
    try:
        yield from damaged.execute(statement, values)
    except sqlite3.DatabaseError:
        return


def _ids(damaged: sqlite3.Connection) -> dict[int, str]:
    """The ids of all articles, by key, as the index of the ids has them."""
    return {
        key: name
        for way in ("ASC", "DESC")
        for key, name in _rows(damaged, f"SELECT key, id FROM articles ORDER BY id {way}")  # noqa: S608
    }


def _numbered(
    damaged: sqlite3.Connection, table: str, known: Iterable[int]
) -> Iterator[tuple[Any, ...]]:
    """Every row of a table that can be read, by its number."""
    last, first = 0, None
    for number, *row in _rows(damaged, f"SELECT rowid, * FROM {table} ORDER BY rowid"):  # noqa: S608
        last = number
        yield tuple(row)
    after = f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid DESC"  # noqa: S608
    for number, *row in _rows(damaged, after, (last,)):
        first = number
        yield tuple(row)
    if first is not None and first == last + 1:
        return
    end = first or max(last, *known, 0) + FAR
    for number in range(last + 1, end):
        yield from _rows(damaged, f"SELECT * FROM {table} WHERE rowid = ?", (number,))  # noqa: S608


def _from_both_ends(
    damaged: sqlite3.Connection,
    table: str,
    _known: Iterable[int],
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table without numbers before and after those that cannot be read."""
    info = damaged.execute(f"PRAGMA table_info({table})").fetchall()
    key = [name for _, name, _, _, _, place in sorted(info, key=itemgetter(5)) if place]
    for way in ("ASC", "DESC"):
        order = ", ".join(f"{name} {way}" for name in key)
        yield from _rows(damaged, f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608


def _tables(cursor: sqlite3.Cursor) -> dict[str, bool]:
    """The tables that are saved, and whether their rows have numbers."""
    rows = cursor.execute(
        "SELECT name, sql NOT LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name != ?",
        (UNSAVED,),
    )
    return {name: bool(numbered) for name, numbered in rows.fetchall()}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _copy(
    cursor: sqlite3.Cursor, table: str, damaged: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write rows as far as the new table has columns for them, each once."""
    there = _columns(damaged, table)  # none where an older program made it
    if not there:
        return
    known = set(_columns(cursor.connection, table))
    wanted = [at for at, name in enumerate(there) if name in known]
    names = ", ".join(there[at] for at in wanted)
    cursor.executemany(
        f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(wanted))})",  # noqa: S608
        ([row[at] for at in wanted] for row in rows),
    )


# What was counted and decided over all articles has to be so again over those that are saved.


def _drop_unreadable(cursor: sqlite3.Cursor) -> None:
    cursor.execute("DELETE FROM quotes WHERE NOT json_valid(quote)")
    for column in ("entities", "topics"):
        cursor.execute(f"UPDATE articles SET {column} = '[]' WHERE NOT json_valid({column})")  # noqa: S608
    cursor.execute("UPDATE articles SET own = NULL WHERE NOT json_valid(own)")
    cursor.execute("UPDATE articles SET date = NULL WHERE date(date) IS NOT date")


def _of_fewer_quotes(cursor: sqlite3.Cursor) -> tuple[str, ...]:
    there = "(SELECT count(*) FROM quotes WHERE article = articles.key)"
    rows = cursor.execute(f"SELECT id FROM articles WHERE quotes != {there} ORDER BY id").fetchall()  # noqa: S608
    cursor.execute(f"UPDATE articles SET quotes = {there}, indexed = 0")  # noqa: S608
    return tuple(name for (name,) in rows)


def _show_one_of_each_story(cursor: sqlite3.Cursor) -> None:
    """Show a copy, or else the newest version, where what was shown is lost."""
    cursor.execute(
        "UPDATE articles SET state = 0 WHERE story NOT NULL AND state > 0 AND key ="
        " (SELECT key FROM articles AS other WHERE other.story = articles.story"
        " ORDER BY state, key DESC LIMIT 1)"
    )


def _count_anew(cursor: sqlite3.Cursor) -> None:
    """Count the quotes of all speakers."""
    cursor.execute("UPDATE speakers SET quotes = 0, articles = 0, first = NULL, last = NULL")
    for key, day in cursor.execute("SELECT key, date FROM articles WHERE quotes").fetchall():
        rows = cursor.execute("SELECT quote FROM quotes WHERE article = ? AND NOT again", (key,))
        quotes = tuple(load_quote(row) for (row,) in rows.fetchall())
        found = count_speakers(Annotation(quotes=quotes))
        count_quotes(cursor, {who: Change(n, 1) for who, n in found.items()}, day)
    for (story,) in cursor.execute(
        "SELECT DISTINCT story FROM articles WHERE story NOT NULL"
    ).fetchall():
        recount(cursor, story)
    cursor.execute("DELETE FROM speakers WHERE quotes <= 0")
