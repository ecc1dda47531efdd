"""Check an archive without changing it: the database, every article, every file of the index."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from index.article import CheckResult
from index.engines.local.database.articles import ArticleStore
from index.engines.local.store import Store
from index.errors import ArchiveError

MAX_PROBLEMS = 20  # reported for each part


def check_database(articles: ArticleStore) -> Iterator[CheckResult]:
    """Yield what SQLite finds wrong in the file, then articles that were changed since added."""
    database = articles.database
    try:
        lines = [row[0] for row in database.rows(f"PRAGMA integrity_check({MAX_PROBLEMS})")]
        lines += [
            f"a row of {table} belongs to no article"
            for table, *_ in database.rows("PRAGMA foreign_key_check")[:MAX_PROBLEMS]
        ]
    except ArchiveError as error:
        lines = [str(error.__cause__ or error)]
    problems = [line for line in lines if line != "ok"]
    if problems:
        for problem in problems:
            yield CheckResult("database", problem, "onrecord rebuild saves what can be read.")
        return
    damaged = list(_damaged_articles(articles))
    for article_id in damaged[:MAX_PROBLEMS]:
        yield CheckResult(
            "database", f"article {article_id} was changed since it was added",
            "Look for it in a backup: onrecord --archive DIR show ID.",
        )  # fmt: skip
    if not damaged:
        count = len(articles.keys())
        yield CheckResult("database", f"ok; {count:,} articles with their copies and versions")


def _damaged_articles(articles: ArticleStore) -> Iterator[str]:
    """Yield the ids of articles whose id no longer matches their content."""
    for key, article_id in articles.database.rows("SELECT key, id FROM articles ORDER BY key"):
        try:
            article, annotation = articles.read(key)
        except (ArchiveError, sqlite3.Error, ValueError, TypeError, LookupError):
            yield article_id
            continue
        spans = [span for quote in annotation.quotes for span in quote.content]
        if article.id != article_id or any(span.end > len(article.text) for span in spans):
            yield article_id


def check_index(store: Store, folder: Path) -> Iterator[CheckResult]:
    """Yield whether the index is sealed and unchanged, and belongs to the database."""
    from index.engines.local.fulltext.search.searcher import Searcher, UnusableIndexError
    from index.engines.local.integrity.seal import UnsealedError, damaged_files

    try:
        Searcher(store, folder).close()
        problems = [f"{name} was changed since it was written" for name in damaged_files(folder)]
    except UnusableIndexError as error:
        if not str(error):
            yield CheckResult("index", "not built yet; the first search builds it")
            return
        problems = [str(error)]
    except (ArchiveError, UnsealedError, OSError) as error:
        problems = [str(error)]
    for problem in problems[:MAX_PROBLEMS]:
        yield CheckResult("index", problem, "The next search or onrecord rebuild rebuilds it.")
    if not problems:
        unindexed = store.articles.count_unindexed()
        yield CheckResult(
            "index", f"ok; {unindexed:,} articles are not indexed yet" if unindexed else "ok"
        )


def check_permissions(folder: Path) -> Iterator[CheckResult]:
    """Yield whether other users of this computer can read the folder."""
    if os.name == "nt":
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield CheckResult(
            "folder", "other users of this computer can read it",
            f"To make it private: chmod -R go= {folder}",
        )  # fmt: skip
    else:
        yield CheckResult("folder", "only you can read it")
