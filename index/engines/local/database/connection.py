"""The SQLite file of an archive: its connections, transactions, forms, and what can go wrong.

Each thread has a connection of its own, and a reader never waits for a writer (WAL). A commit
returns when the disk has it (``synchronous = FULL``): then the index, which is written after, is
never ahead of what is kept, not even after a power cut.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.engines.local.database.migrations import FORMS
from index.engines.local.integrity import permissions
from index.errors import ArchiveError

BUSY_SECONDS = 30.0
# Of these what is read may come out all the same, without a lock or a file beside it.
HINDERED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)  # fmt: skip
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
REMEDIES = {
    sqlite3.SQLITE_FULL: "the disk is full. What was added before is kept; make room, and go on",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; see that it has room and works."
    " What was added before is kept",
    sqlite3.SQLITE_BUSY: "another program has been writing all the time; try again when it is done",
    sqlite3.SQLITE_READONLY: "it cannot be written: see whose it is, and whether the disk is"
    " read-only",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: see whose it is, and that the disk has room",
}


class Database:
    """One SQLite file. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the file; make it where there is none. Raises ArchiveError.

        What cannot be written is opened for reading alone, and ``writable`` is false.
        """
        self.path = path
        self.writable = may_write(path)
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        if not (self.writable or self.path.exists()):
            raise ArchiveError(
                f"There is no archive in {self.path.parent}, and none can be made there:"
                " the folder cannot be written."
            )
        self._address = self.path.absolute().as_uri()
        if not self.writable:
            self._open_for_reading()
            return
        try:
            if not self.path.exists():
                permissions.make(self.path)
            self._prepare()
        except sqlite3.Error as error:
            if code_of(error) not in HINDERED:
                raise self.trouble(error) from error
            try:
                self._open_for_reading()
            except ArchiveError:
                raise self.trouble(error) from error
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be made: {error.strerror}.") from error

    def _open_for_reading(self) -> None:
        """By the lock of a reader; else, where nobody can be writing, without any."""
        self.writable = False
        self.close()
        log = self.path.with_name(f"{self.path.name}-wal")
        ways = ["?mode=ro"]
        if not (log.exists() and log.stat().st_size):
            ways.append("?mode=ro&immutable=1")
        for way in ways:
            self._address = self.path.absolute().as_uri() + way
            try:
                version = self._version()
            except sqlite3.Error as error:
                if way != ways[-1] and code_of(error) in HINDERED:
                    self.close()
                    continue
                raise self.trouble(error) from error
            if version < len(FORMS):
                raise ArchiveError(
                    f"{self.path} was made by an older onrecord, and cannot be brought forward"
                    " where it is, since it cannot be written: copy it to a folder of yours."
                )
            return

    def _version(self) -> int:
        """Which form the file has; a form that is not known is refused."""
        version = int(self.connect().execute("PRAGMA user_version").fetchone()[0])
        if version > len(FORMS):
            raise ArchiveError(
                f"{self.path} was made by a newer onrecord (its form is {version}, this"
                f" program knows {len(FORMS)}): install the newer one."
            )
        return version

    def _prepare(self) -> None:
        """Bring an older file forward, all the way or not at all."""
        if self._version() == len(FORMS):
            return
        self.connect().execute("PRAGMA journal_mode = WAL")
        with self.transaction() as cursor:
            # Asked again, since another program may have been quicker.
            for form in FORMS[self._version() :]:
                for statement in form.split(";\n"):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(FORMS)}")

    def connect(self) -> sqlite3.Connection:
        """The connection of this thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._address, timeout=BUSY_SECONDS, isolation_level=None,
                check_same_thread=False, uri=True,
            )  # fmt: skip
            connection.execute("PRAGMA synchronous = FULL")
            # Whoever made the file may have put code of SQL into it.
            connection.execute("PRAGMA trusted_schema = OFF")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """What is done with the cursor is kept when the block ends, or none of it."""
        self.must_be_writable()
        connection = self.connect()
        cursor = connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            cursor.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                with suppress(sqlite3.Error):  # the first error is the one to tell
                    cursor.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self.trouble(error) from error
            raise

    def must_be_writable(self) -> None:
        """Raises ArchiveError where the file can only be read."""
        if not self.writable:
            raise ArchiveError(
                f"{self.path.parent} can be read but not written: see whose it is, whether the"
                " disk has room, and whether it is read-only."
            )

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        try:
            return self.connect().execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self.trouble(error) from error

    def trouble(self, error: sqlite3.Error) -> ArchiveError:
        """What SQLite could not do, with the remedy."""
        if code_of(error) in DAMAGED:
            return ArchiveError(
                f"{self.path} is damaged, or cannot be used as an archive at all ({error})."
                " “onrecord check” says what is wrong; “onrecord rebuild” saves what can be read,"
                " and keeps the damaged file."
            )
        remedy = REMEDIES.get(code_of(error), "see that no other program holds it, and try again")
        return ArchiveError(f"{self.path}: {error}: {remedy}.")

    def close(self) -> None:
        """Close every connection, whichever thread opened it."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()


def code_of(error: sqlite3.Error) -> int:
    """The kind of an error, as SQLite numbers it."""
    if str(error).startswith("Could not decode"):  # Python's own, of text that is none
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def may_write(path: Path) -> bool:
    """Whether a database can be written, or made: its folder has more files than the one."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
