"""Back up the database while other processes read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from index.engines.local.database.connection import CORRUPT, Database, error_code
from index.engines.local.integrity import permissions
from index.errors import ArchiveError


def back_up(database: Database, folder: Path) -> Path:
    """Copy the database into a folder, check the copy and return its path.

    Raises ArchiveError if the folder is a file or has a backup already, if the copy cannot be
    written, or if the database is damaged.
    """
    if folder.exists() and not folder.is_dir():
        raise ArchiveError(f"{folder} is a file. Choose a folder.")
    target = folder / database.path.name
    temporary = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        if os.path.lexists(target):
            raise FileExistsError
        permissions.make_folder(folder)
        permissions.touch(temporary)
        _copy(database, temporary)
        _rename_without_overwriting(temporary, target)
    except FileExistsError:
        raise ArchiveError(
            f"{target} exists and was not replaced. Choose another folder."
        ) from None
    except sqlite3.Error as error:
        if error_code(error) in CORRUPT:
            raise database.to_archive_error(error) from error
        raise ArchiveError(
            f"{target} cannot be written ({error}). Check free space and permissions."
        ) from error
    except OSError as error:
        raise ArchiveError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)
    return target


def _copy(database: Database, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        database.connection().backup(copy)  # in one step: writers cannot change it meanwhile
        # Not quick_check: in SQLite 3.40 it finds errors in every WITHOUT ROWID table.
        (result,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if result != "ok":
            error = sqlite3.DatabaseError(result)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error


def _rename_without_overwriting(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError from None
        source.rename(target)
