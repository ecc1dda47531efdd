"""A large archive for benchmarks: real newswire, extended by altered copies.

Annotations are stubs. Only the amount and the shape of the data matter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.stub_annotations import stub_annotations

BATCH = 5000
OUTLETS = [f"{place} {kind}" for place in ("Harbour", "Valley", "Kelmark", "Northline", "Torp")
           for kind in ("Post", "Echo", "Courier", "Wire")]  # fmt: skip
CHANGED = 0.2  # of the words of a copy; too many for it to be found as a copy


def read_newswire(path: Path) -> list[Article]:
    """Return the articles of a JSONL file."""
    with path.open("rb") as stream:
        items = list(read_stream(stream, path.name))
    return [item for item in items if not isinstance(item, IngestError)]


def extend_articles(articles: list[Article], wanted: int, seed: int = 7) -> Iterator[Article]:
    """Yield the wanted number of articles: these, then copies with other words, dates, outlets.

    Each id occurs once.
    """
    seen: set[str] = set()
    for article in _varied(articles, seed):
        if len(seen) == wanted:
            return
        if article.id not in seen:
            seen.add(article.id)
            yield article


def _varied(articles: list[Article], seed: int) -> Iterator[Article]:
    rng = random.Random(seed)
    pool = [word for article in articles[::20] for word in article.text.split(" ")]
    for number in count():
        article = articles[number % len(articles)]
        source = OUTLETS[min(int(rng.expovariate(0.3)), len(OUTLETS) - 1)]
        if number < len(articles):
            yield article._replace(source=source)
            continue
        words = article.text.split(" ")
        for _ in range(int(len(words) * CHANGED) + 1):
            words[rng.randrange(len(words))] = rng.choice(pool)
        day = article.date and article.date + timedelta(days=rng.randrange(3650))
        yield article._replace(text=" ".join(words), date=day, source=source)


def build(folder: Path, wire: Path, wanted: int) -> LocalEngine:
    """Open the archive of ``wanted`` articles in a folder, building it if needed."""
    engine = LocalEngine(folder)
    if len(engine.store.articles.keys()) < wanted:
        batch = []
        for pair in stub_annotations(extend_articles(read_newswire(wire), wanted)):
            batch.append(pair)
            if len(batch) == BATCH:
                engine.add(batch)
                batch = []
                print(f"{engine.count()} articles", flush=True)
        engine.add(batch)
    engine.index.searcher()  # tells whether the index must be rebuilt
    engine.catch_up()
    return engine
