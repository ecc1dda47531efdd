"""Measure searching: ``python -m tests.bench.search --articles 100000 --wire reuters.jsonl``.

The archive is made once, from a JSONL file of real newswire grown by altered copies, with
stubbed annotations (``tests/bench/corpus.py``). SQLite's FTS5 has the same texts and quotes,
and is asked the same in the same run, turn and turn about. Every figure is in milliseconds: the
first page of ours (20 hits with snippets, total and facets), the bare class of ours (as FTS5
is asked), and FTS5.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.engines.analysis import words
from index.engines.local import LocalEngine
from index.query import Order, Tree, parse, parse_quote
from tests.bench.corpus import build

PAGE = 20
FTS5 = """
CREATE VIRTUAL TABLE articles USING fts5 (title, text, tokenize = "porter unicode61");
CREATE VIRTUAL TABLE quotes USING fts5 (speaker, said, tokenize = "porter unicode61");
CREATE TABLE about (key INTEGER PRIMARY KEY, date TEXT, source TEXT);
CREATE INDEX by_date ON about (date);
CREATE TABLE of (key INTEGER PRIMARY KEY, article INTEGER);
CREATE INDEX of_article ON of (article);
"""
BEST = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 20"
SNIPPETS = (
    "SELECT rowid, snippet(articles, 1, '[', ']', '…', 24) FROM articles"
    " WHERE articles MATCH ? ORDER BY rank LIMIT 20"
)
COUNT = "SELECT count(*) FROM articles WHERE articles MATCH ?"
NEWEST = (
    "SELECT about.key FROM articles JOIN about ON about.key = articles.rowid"
    " WHERE articles MATCH ? ORDER BY about.date DESC LIMIT 20"
)
WITHIN = (
    "SELECT about.key FROM articles JOIN about ON about.key = articles.rowid"
    " WHERE articles MATCH ? AND about.date BETWEEN ? AND ? ORDER BY rank LIMIT 20"
)
FACET = (
    "SELECT about.source, count(*) FROM articles JOIN about ON about.key = articles.rowid"
    " WHERE articles MATCH ? GROUP BY about.source ORDER BY 2 DESC LIMIT 12"
)
SPOKEN = "SELECT rowid FROM quotes WHERE quotes MATCH ? ORDER BY rank LIMIT 20"
TWO_QUOTES = (
    "SELECT DISTINCT a.article FROM quotes q JOIN of a ON a.key = q.rowid WHERE quotes MATCH ?"
    " AND a.article IN (SELECT b.article FROM quotes r JOIN of b ON b.key = r.rowid"
    " WHERE r.quotes MATCH ?) LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One query: a line of ours, and what FTS5 is asked."""

    line: str
    statement: str
    values: tuple[str, ...]
    bare: str = "hits"
    near: int = 0
    """How many letters off a word may be."""


WORDS: list[str] = []  # all of the archive, for what FTS5 cannot find by itself


def main() -> None:
    """Build what is missing, measure every class, and print the tables."""
    options = _options()
    engine = build(options.folder / f"archive-{options.articles}", options.wire, options.articles)
    peer = _peer(options.folder / f"fts5-{options.articles}.sqlite", engine)
    cases = _cases(engine, options.queries)
    quotes = engine.quotes(None, "newest", 0, 0)[0]
    print(f"{engine.count()} articles, {quotes} quotes; annotation stubbed")
    print(f"{'':<22}{'page':>18}{'bare':>18}{'FTS5':>18}")
    print(f"{'class':<22}" + f"{'p50':>9}{'p95':>9}" * 3 + f"{'x':>6}")
    worst = 0.0
    for name, queries in cases.items():
        ours, bare, theirs = _measure(engine, peer, queries)
        worst = max(worst, _p95(ours))
        ratio = statistics.median(bare) / statistics.median(theirs)
        print(
            f"{name:<22}{statistics.median(ours):>9.1f}{_p95(ours):>9.1f}"
            f"{statistics.median(bare):>9.2f}{_p95(bare):>9.1f}"
            f"{statistics.median(theirs):>9.2f}{_p95(theirs):>9.1f}{ratio:>6.2f}"
        )
    print(f"worst p95 of a page: {worst:.1f} ms")
    print(f"resident memory of this process: {_resident():.0f} MB (with FTS5 and the queries)")
    _fresh(options.folder / f"archive-{options.articles}", cases)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=17000)
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--wire", type=Path, required=True, help="JSONL of real articles")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/onrecord-bench"))
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    return options


def _peer(path: Path, engine: LocalEngine) -> sqlite3.Connection:
    """The same articles and quotes in FTS5."""
    made = path.exists()
    peer = sqlite3.connect(path)
    if not made:
        peer.executescript(FTS5)
        state = engine._finder._state()
        for key in state.articles.column("key"):
            article, annotation = engine._store.read(key)
            peer.execute(
                "INSERT INTO articles (rowid, title, text) VALUES (?,?,?)",
                (key, article.title, article.text),
            )
            day = article.date.isoformat() if article.date else None
            peer.execute("INSERT INTO about VALUES (?,?,?)", (key, day, article.source))
            for quote in annotation.quotes:
                row = peer.execute(
                    "INSERT INTO quotes (speaker, said) VALUES (?,?)",
                    (quote.speaker, quote.cut(article.text)),
                ).lastrowid
                peer.execute("INSERT INTO of VALUES (?,?)", (row, key))
        peer.commit()
    return peer


def _cases(engine: LocalEngine, wanted: int) -> dict[str, list[Case]]:
    """Drawn queries of each class; the same in every run."""
    chance = random.Random(3)
    side = engine._finder._state().articles
    every = set().union(*(field.words for _, field in side.fields("text")))
    vocabulary = [word for word in sorted(every) if len(word) > 3 and word.isalpha()]
    WORDS[:] = vocabulary
    sample = {w: side.frequency("text", w) for w in chance.sample(vocabulary, 12000)}
    common = sorted(vocabulary, key=lambda w: -sample.get(w, 0))[:60]
    rare = [w for w, count in sample.items() if 2 <= count <= 20]
    middling = [w for w, count in sample.items() if count > side.size // 500]
    texts = [engine.article(e.id).text for e in engine.articles("newest", 0, 400)]
    speakers = [s.name for s in engine.speakers("", 0, 300)]

    def phrase() -> str:
        cut = [w for w in words(chance.choice(texts)) if w.isalpha()]
        at = chance.randrange(max(1, len(cut) - 3))
        return " ".join(cut[at : at + 2])

    def pair() -> tuple[str, str]:
        return chance.choice(middling), chance.choice(middling)

    def best(word: str) -> Case:
        return Case(word, BEST, (word,))

    def of(speaker: str) -> str:
        return f'speaker : "{speaker}"'

    years = [(f"{year}-01-01", f"{year + 1}-06-30") for year in range(1987, 1996)]
    make: dict[str, Callable[[], Case]] = {
        "rare word": lambda: best(chance.choice(rare)),
        "common word": lambda: best(chance.choice(common)),
        "two words": lambda: best(" ".join(pair())),
        "five, any of": lambda: best(" OR ".join(chance.sample(middling, 5))),
        "five commonest, any": lambda: best(" OR ".join(chance.sample(common[:12], 5))),
        "phrase": lambda: best(f'"{phrase()}"'),
        "prefix": lambda: best(chance.choice(middling)[: chance.randrange(2, 6)] + "*"),
        "suffix": lambda: Case(f"*{(w := chance.choice(middling))[-4:]}", BEST, (w,)),
        "fuzzy": lambda: Case(f"{(w := chance.choice(rare))}~1", BEST, (w,), near=1),
        "fuzzy 2": lambda: Case(f"{(w := chance.choice(rare))}~2", BEST, (w,), near=2),
        "date range, word": lambda: _dated(chance.choice(common), *chance.choice(years)),
        "by date": lambda: _newest(chance.choice(common)),
        "snippets of 20": lambda: _snippets(chance.choice(common)),
        "facet": lambda: _facet(chance.choice(common)),
        "count": lambda: _count(chance.choice(common)),
        "proximity": lambda: _near(*pair()),
        "speaker": lambda: Case(f'speaker:"{(s := chance.choice(speakers))}"', SPOKEN, (of(s),)),
        "speaker with words": lambda: Case(
            f'speaker:"{(s := chance.choice(speakers))}" said:{(w := chance.choice(common))}',
            SPOKEN, (f"{of(s)} AND said : {w}",),
        ),
        "two quotes": lambda: Case(
            f'quote(speaker:"{(s := chance.choice(speakers))}")'
            f" quote(said:{(w := chance.choice(common))})",
            TWO_QUOTES, (of(s), f"said : {w}"),
        ),
    }  # fmt: skip
    return {name: [draw() for _ in range(wanted)] for name, draw in make.items()}


def _asked(peer: sqlite3.Connection, case: Case) -> None:
    """Ask FTS5; it has no fuzzy words, so those are found among all its words first."""
    values = case.values
    if case.near:
        word, edits = values[0], case.near
        near = process.extract(
            word, WORDS, scorer=Levenshtein.distance, score_cutoff=edits, limit=None
        )
        values = (" OR ".join(match for match, _, _ in near),)
    peer.execute(case.statement, values).fetchall()


def _near(one: str, other: str) -> Case:
    return Case(f"{one} w/5 {other}", BEST, (f"NEAR({one} {other}, 5)",))


def _dated(word: str, first: str, last: str) -> Case:
    return Case(f"{word} date:{first}..{last}", WITHIN, (word, first, last))


def _newest(word: str) -> Case:
    return Case(f"{word} sort:date", NEWEST, (word,))


def _snippets(word: str) -> Case:
    return Case(word, SNIPPETS, (word,), bare="snippets")


def _facet(word: str) -> Case:
    return Case(word, FACET, (word,), bare="facet")


def _count(word: str) -> Case:
    return Case(word, COUNT, (word,), bare="count")


def _measure(
    engine: LocalEngine, peer: sqlite3.Connection, cases: list[Case]
) -> tuple[list[float], list[float], list[float]]:
    ours, bare, theirs = [], [], []
    gc.collect()
    for case in cases:
        query = parse(case.line)
        order = query.sort or "relevance"
        ours.append(_timed(partial(_page, engine, query.tree, order)))
        bare.append(_timed(partial(_bare, engine, case, query.tree, order)))
        theirs.append(_timed(partial(_asked, peer, case)))
    return ours, bare, theirs


def _page(engine: LocalEngine, tree: Tree, order: Order) -> None:
    engine.search(tree, order, 0, PAGE, facets=True)


def _bare(engine: LocalEngine, case: Case, tree: Tree, order: Order) -> None:
    """What FTS5 is asked, and no more."""
    from index.engines.facets import outlets
    from index.engines.ranking import ranked

    if case.statement == SPOKEN:
        engine.quotes(parse_quote(case.line).tree, "newest", 0, PAGE)
        return
    if case.bare == "snippets":
        engine.search(tree, order, 0, PAGE)
        return
    if case.bare == "count":
        engine.count_hits(tree)
        return
    state = engine._finder._state()
    found = engine._finder._evaluation(state).articles(tree)
    if case.bare == "facet":
        outlets(state.articles, found.documents)
    elif case.bare == "hits":
        ranked(state.articles, found, order, 0, PAGE)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


FRESH = """
import json, resource, sys
from pathlib import Path
from index.archive import Archive
with Archive.open(Path(sys.argv[1])) as archive:
    for line in json.loads(sys.argv[2]):
        archive.search(line, facets=True, limit=20)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _fresh(folder: Path, cases: dict[str, list[Case]]) -> None:
    """Whole processes: memory after many searches, and a cold search on the command line."""
    lines = [case.line for queries in cases.values() for case in queries[:10]]
    done = subprocess.run(
        [sys.executable, "-c", FRESH, str(folder), json.dumps(lines)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(f"resident memory of a process after {len(lines)} searches: {float(done.stdout):.0f} MB")
    word = cases["common word"][0].line
    # As it is for users, whose Python keeps what it has compiled.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "tui", "--archive", str(folder), "search", word]
    bare, cold = [], []
    subprocess.run(command, capture_output=True, check=True, env=env)
    for _ in range(15):
        bare.append(_timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True, env=env)))
        cold.append(
            _timed(lambda: subprocess.run(command, capture_output=True, check=True, env=env))
        )
    over = statistics.median(cold) - statistics.median(bare)
    print(
        f"onrecord search {word}: {statistics.median(cold):.0f} ms, a bare Python"
        f" {statistics.median(bare):.0f} ms, over it {over:.0f} ms"
    )


if __name__ == "__main__":
    main()
