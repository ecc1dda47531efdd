"""A copy of the database, made while programs go on reading and writing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from index.engines.local.database.connection import DAMAGED, Database, code_of
from index.engines.local.integrity import permissions
from index.errors import ArchiveError


def back_up(database: Database, folder: Path) -> Path:
    """Copy the database to a folder, as it is at one moment; returns the file, which is checked.

    Raises ArchiveError where there is a file already, where it cannot be written, and where what
    would be copied is damaged.
    """
    target = folder / database.path.name
    made = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        if os.path.lexists(target):
            raise FileExistsError
        permissions.make_folder(folder)
        permissions.make(made)
        _copy(database, made)
        _name(made, target)
    except FileExistsError:
        raise ArchiveError(
            f"{target} is there already, and is left as it is: name another folder."
        ) from None
    except sqlite3.Error as error:
        if code_of(error) in DAMAGED:
            raise database.trouble(error) from error
        raise ArchiveError(
            f"{target} cannot be written ({error}): see that the disk has room and can be written."
        ) from error
    except OSError as error:
        raise ArchiveError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        made.unlink(missing_ok=True)
    return target


def _copy(database: Database, made: Path) -> None:
    with closing(sqlite3.connect(made)) as copy:
        database.connect().backup(copy)  # all in one step, so that it is of one moment
        # Not quick_check: that of SQLite 3.40 finds fault with tables without numbers of rows.
        (told,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if told != "ok":
            error = sqlite3.DatabaseError(told)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error


def _name(made: Path, target: Path) -> None:
    """Give a whole file its name, never in the place of one that is there."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if target.exists():
            raise FileExistsError from None
        made.rename(target)
