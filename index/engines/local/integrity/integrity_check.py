"""Whether an archive is whole: every page of its database, every article, every file of its index.

Nothing is changed.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from index.article import Finding
from index.engines.local.database.articles import Store
from index.errors import ArchiveError

MOST = 20  # complaints of one kind


def check_database(store: Store) -> Iterator[Finding]:
    """What SQLite says of the file, then whether every article is as it was when it was added."""
    try:
        told = [row[0] for row in store.database.rows(f"PRAGMA integrity_check({MOST})")]
        told += [
            f"a row of {table} belongs to no article"
            for table, *_ in store.database.rows("PRAGMA foreign_key_check")[:MOST]
        ]
    except ArchiveError as error:
        told = [str(error.__cause__ or error)]
    troubles = [line for line in told if line != "ok"]
    if troubles:
        for trouble in troubles:
            yield Finding("database", trouble, "onrecord rebuild saves what can be read.")
        return
    damaged = list(_damaged_articles(store))
    for name in damaged[:MOST]:
        yield Finding(
            "database", f"article {name} is not as it was added",
            "A backup may have it as it was: onrecord --archive DIR show ID.",
        )  # fmt: skip
    if not damaged:
        yield Finding(
            "database", f"whole; {len(store.keys()):,} articles with their copies and versions"
        )


def _damaged_articles(store: Store) -> Iterator[str]:
    """The ids of those whose content has changed: they were made from it."""
    for key, name in store.database.rows("SELECT key, id FROM articles ORDER BY key"):
        try:
            article, annotation = store.read(key)
        except (ArchiveError, sqlite3.Error, ValueError, TypeError, LookupError):
            yield name
            continue
        spans = [span for quote in annotation.quotes for span in quote.content]
        if article.id != name or any(span.end > len(article.text) for span in spans):
            yield name


def check_index(store: Store, folder: Path) -> Iterator[Finding]:
    """Whether the index is this program's, as it was written, and goes with the database."""
    from index.engines.local.fulltext.search.searcher import Finder, UnusableError
    from index.engines.local.integrity.seal import UnsealedError

    try:
        finder = Finder(store, folder)
        damaged = [f"{name} is not as it was written" for name in finder.damaged_files()]
        finder.close()
    except UnusableError as error:
        if not str(error):
            yield Finding("index", "none yet; it is made when something is searched")
            return
        damaged = [str(error)]
    except (ArchiveError, UnsealedError, OSError) as error:
        damaged = [str(error)]
    for trouble in damaged[:MOST]:
        yield Finding(
            "index", trouble, "It is made again when something is searched, or by onrecord rebuild."
        )
    if not damaged:
        late = store.behind()
        about = f"whole, {late:,} articles behind" if late else "whole"
        yield Finding("index", about)


def check_rights(folder: Path) -> Iterator[Finding]:
    """Whether others on this computer can come at the articles."""
    if os.name == "nt":
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding(
            "folder", "others on this computer can look into it",
            f"If that is not meant: chmod -R go= {folder}",
        )  # fmt: skip
    else:
        yield Finding("folder", "for its owner alone")
