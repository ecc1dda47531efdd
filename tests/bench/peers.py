"""The queries of the search benchmark, and SQLite's FTS5 as a peer to compare with."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.article import Annotation, Article
from index.engines.local.engine import LocalEngine
from tests.support.stock_whoosh import stored_articles

PAGE = 20
Kind = Literal["best", "newest", "within", "snippets", "facet", "count", "spoken", "two quotes"]


@dataclass(frozen=True, slots=True)
class Case:
    """One query, as our search line and as the peers take it."""

    line: str
    match: str
    """The query in FTS5's syntax."""
    kind: Kind = "best"
    parameters: tuple[str, ...] = ()
    """Two dates, or the condition on the second quote."""
    edits: int = 0
    """The edit distance of a fuzzy word."""
    pattern: str = ""
    """A regular expression for a wildcard."""
    phrase: tuple[str, int] | None = None
    """Words, and the greatest distance between them."""


FTS5 = """
CREATE VIRTUAL TABLE articles USING fts5 (title, text, tokenize = "porter unicode61");
CREATE VIRTUAL TABLE quotes USING fts5 (speaker, said, tokenize = "porter unicode61");
CREATE TABLE about (key INTEGER PRIMARY KEY, date TEXT, source TEXT);
CREATE INDEX by_date ON about (date);
CREATE TABLE of (key INTEGER PRIMARY KEY, article INTEGER);
CREATE INDEX of_article ON of (article);
"""
JOINED = " FROM articles JOIN about ON about.key = articles.rowid WHERE articles MATCH ?"
STATEMENTS: dict[Kind, str] = {
    "best": "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 20",
    "snippets": "SELECT rowid, snippet(articles, 1, '[', ']', '…', 24) FROM articles"
    " WHERE articles MATCH ? ORDER BY rank LIMIT 20",
    "count": "SELECT count(*) FROM articles WHERE articles MATCH ?",
    "newest": f"SELECT about.key {JOINED} ORDER BY about.date DESC LIMIT 20",
    "within": f"SELECT about.key {JOINED} AND about.date BETWEEN ? AND ? ORDER BY rank LIMIT 20",
    "facet": f"SELECT about.source, count(*) {JOINED} GROUP BY 1 ORDER BY 2 DESC LIMIT 12",
    "spoken": "SELECT rowid FROM quotes WHERE quotes MATCH ? ORDER BY rank LIMIT 20",
    "two quotes": "SELECT DISTINCT a.article FROM quotes q JOIN of a ON a.key = q.rowid"
    " WHERE quotes MATCH ? AND a.article IN (SELECT b.article FROM quotes r"
    " JOIN of b ON b.key = r.rowid WHERE r.quotes MATCH ?) LIMIT 20",
}


class Fts5:
    """The same articles and quotes in FTS5.

    It has no fuzzy search: rapidfuzz first finds the matching words.
    """

    def __init__(self, path: Path, engine: LocalEngine, words: list[str]) -> None:
        """Open the database, building it if needed; ``words`` is the vocabulary."""
        is_built = path.exists()
        self._database = sqlite3.connect(path)
        self._words = words
        if not is_built:
            self._database.executescript(FTS5)
            for item in stored_articles(engine):
                self._add(*item)
            self._database.commit()

    def _add(self, key: int, article: Article, annotation: Annotation) -> None:
        run = self._database.execute
        run("INSERT INTO articles (rowid, title, text) VALUES (?,?,?)",
            (key, article.title, article.text))  # fmt: skip
        day = article.date.isoformat() if article.date else None
        run("INSERT INTO about VALUES (?,?,?)", (key, day, article.source))
        for quote in annotation.quotes:
            said = (quote.speaker, quote.cut(article.text))
            row = run("INSERT INTO quotes (speaker, said) VALUES (?,?)", said).lastrowid
            run("INSERT INTO of VALUES (?,?)", (row, key))

    def ask(self, case: Case) -> None:
        """Run a query."""
        match = case.match
        if case.edits:
            words = process.extract(
                match, self._words, scorer=Levenshtein.distance, score_cutoff=case.edits, limit=None
            )
            match = " OR ".join(word for word, _, _ in words)
        self._database.execute(STATEMENTS[case.kind], (match, *case.parameters)).fetchall()
