"""The SQLite file of an archive: connections, transactions, migrations, errors.

Each thread has its own connection, and readers never wait for a writer (WAL). A commit returns
when the data is on disk (``synchronous = FULL``), so the index, which is written afterwards, is
never ahead of the database, even after a power cut.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.engines.local.database.migrations import MIGRATIONS
from index.engines.local.integrity import permissions
from index.errors import ArchiveError

BUSY_TIMEOUT = 30.0  # seconds
# After these errors the file may still be readable, without a lock or side files.
UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
              sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)  # fmt: skip
CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
REMEDIES = {
    sqlite3.SQLITE_FULL: "the disk is full. What was added so far is stored; make room on the disk"
    " and try again",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written. What was added so far is stored;"
    " check the disk and its free space",
    sqlite3.SQLITE_BUSY: "another process kept writing; try again when it has finished",
    sqlite3.SQLITE_READONLY: "it cannot be written; check its permissions and whether the disk is"
    " read-only",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check its permissions and free disk space",
}


class Database:
    """One SQLite file. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the file; create it if there is none, upgrade an older one. Raises ArchiveError.

        A file that cannot be written is opened read-only, and ``writable`` is false.
        """
        self.path = path
        self.writable = is_writable(path)
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock, self._writing = threading.Lock(), threading.Lock()
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        if not (self.writable or self.path.exists()):
            raise ArchiveError(
                f"There is no archive in {self.path.parent}, and the folder cannot be written."
            )
        self._uri = self.path.absolute().as_uri()
        if not self.writable:
            self._open_read_only()
            return
        try:
            if not self.path.exists():
                permissions.touch(self.path)
            self._migrate()
        except sqlite3.Error as error:
            if error_code(error) not in UNWRITABLE:
                raise self.to_archive_error(error) from error
            try:
                self._open_read_only()
            except ArchiveError:
                raise self.to_archive_error(error) from error
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be created: {error.strerror}.") from error

    def _open_read_only(self) -> None:
        """Open with a read lock; if that fails and nobody can be writing, without any lock."""
        self.writable = False
        self.close()
        log = self.path.with_name(f"{self.path.name}-wal")
        modes = ["?mode=ro"]
        if not (log.exists() and log.stat().st_size):
            modes.append("?mode=ro&immutable=1")
        for mode in modes:
            self._uri = self.path.absolute().as_uri() + mode
            try:
                version = self._schema_version()
            except sqlite3.Error as error:
                if mode != modes[-1] and error_code(error) in UNWRITABLE:
                    self.close()
                    continue
                raise self.to_archive_error(error) from error
            if version < len(MIGRATIONS):
                raise ArchiveError(
                    f"{self.path} was made by an older onrecord and has to be upgraded, but it"
                    " cannot be written. Copy it to a folder of your own."
                )
            return

    def _schema_version(self) -> int:
        """Return the schema version; raises ArchiveError if it is newer than this program."""
        version = int(self.connection().execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise ArchiveError(
                f"{self.path} was made by a newer onrecord (its schema version is {version}, this"
                f" program knows {len(MIGRATIONS)}): install the newer one."
            )
        return version

    def _migrate(self) -> None:
        """Apply all missing migrations in one transaction."""
        if self._schema_version() == len(MIGRATIONS):
            return
        from index.engines.local.fulltext.field_names import spelling_key, whole_name  # 3 ms

        self.connection().execute("PRAGMA journal_mode = WAL")
        for function in (spelling_key, whole_name):
            name = function.__name__
            self.connection().create_function(name, 1, function, deterministic=True)
        with self.transaction() as cursor:
            # The version is read again since another process may have migrated meanwhile.
            for migration in MIGRATIONS[self._schema_version() :]:
                for statement in migration.split(";\n"):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._uri, timeout=BUSY_TIMEOUT, isolation_level=None,
                check_same_thread=False, uri=True,
            )  # fmt: skip
            connection.execute("PRAGMA synchronous = FULL")
            # A file from elsewhere may hold SQL code.
            connection.execute("PRAGMA trusted_schema = OFF")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Cursor]:
        """Commit at the end of the block, or roll back if it raises; raises ArchiveError."""
        self.require_writable()
        connection = self.connection()
        cursor = connection.cursor()
        try:
            # Threads take turns here: SQLite would let them try again every 100 ms, and one that
            # writes without a break would always be first.
            with self._writing:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                cursor.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                with suppress(sqlite3.Error):  # the first error is the one to report
                    cursor.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self.to_archive_error(error) from error
            raise

    def require_writable(self) -> None:
        """Raise ArchiveError if the file is read-only."""
        if not self.writable:
            raise ArchiveError(
                f"{self.path.parent} can be read but not written. Check its permissions, free disk"
                " space, and whether the disk is read-only."
            )

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT."""
        try:
            return self.connection().execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self.to_archive_error(error) from error

    def to_archive_error(self, error: sqlite3.Error) -> ArchiveError:
        """Return an error of SQLite as one that says what to do."""
        if error_code(error) in CORRUPT:
            return ArchiveError(
                f"{self.path} is damaged or not an archive ({error}). “onrecord check” finds what"
                " is wrong; “onrecord rebuild” saves what can be read and keeps the damaged file."
            )
        remedy = REMEDIES.get(error_code(error), "close other programs that use it, and try again")
        return ArchiveError(f"{self.path}: {error}: {remedy}.")

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()


def error_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code of an error."""
    if str(error).startswith("Could not decode"):  # raised by Python for damaged text
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def is_writable(path: Path) -> bool:
    """Whether a database can be written or created, with its side files in the same folder."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
