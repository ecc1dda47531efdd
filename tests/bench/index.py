"""Measure indexing alone: ``python -m tests.bench.index --wire articles.jsonl [--articles N]``.

The same articles go into our index of articles and into Whoosh as it comes (title and text as
TEXT with its stemming analyser, date and source), turn and turn about in batches, and the rates
are printed with their ratio; then our index of quotes beside it, and how long one article more
takes until a search finds it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer

from index.article import Annotation, Article
from index.engines.local.database.serialization import SHOWN, StoredArticle
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.documents import article_document, quote_documents
from index.engines.local.fulltext.segments.index_writer import IndexWriter
from index.engines.protocol import SearchRequest
from index.query import Word
from tests.bench.corpus import grown, newswire, stubbed

BATCH = 1000


def main() -> None:
    """Index by both, and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=5000)
    options = parser.parse_args()
    pairs = list(stubbed(grown(newswire(options.wire), options.articles)))
    with tempfile.TemporaryDirectory() as folder:
        _rates(Path(folder), pairs)
        _one_more(Path(folder), pairs)


def _rates(folder: Path, pairs: list[tuple[Article, Annotation]]) -> None:
    (folder / "stock").mkdir()
    ours, spoken = IndexWriter(folder / "ours"), IndexWriter(folder / "quotes")
    for side in (ours, spoken):
        side.clear("made")
    stock = index.create_in(
        str(folder / "stock"),
        fields.Schema(
            key=fields.NUMERIC(unique=True, stored=True),
            title=fields.TEXT(StemmingAnalyzer()),
            text=fields.TEXT(StemmingAnalyzer()),
            date=fields.DATETIME(sortable=True),
            source=fields.KEYWORD(stored=True),
        ),
    )
    rates: dict[str, list[float]] = {"ours": [], "with quotes": [], "stock": []}
    numbered = [StoredArticle(key, key, SHOWN, *pair) for key, pair in enumerate(pairs, 1)]
    for start in range(0, len(numbered), BATCH):
        batch = numbered[start : start + BATCH]
        keys = [filed.key for filed in batch]
        found, said = (
            map(partial(article_document, outlet=1, facets=[1, 2]), batch),
            (document for filed in batch for document in quote_documents(filed)),
        )
        stamps = {"stamp": "made", "before": "made"}
        articles = _timed(partial(ours.add, keys, found, [], **stamps))
        quotes = _timed(partial(spoken.add, keys, [], said, **stamps))
        rates["ours"].append(len(batch) / articles)
        rates["with quotes"].append(len(batch) / (articles + quotes))
        rates["stock"].append(len(batch) / _timed(lambda batch=batch: _add_to_stock(stock, batch)))
    median = {name: statistics.median(values) for name, values in rates.items()}
    print(f"articles: {median['ours']:.0f} a second, Whoosh as it comes {median['stock']:.0f},")
    print(f"ratio {median['ours'] / median['stock']:.2f}; with quotes {median['with quotes']:.0f}")


def _add_to_stock(stock: index.FileIndex, batch: list[StoredArticle]) -> None:
    with stock.writer(limitmb=256) as writer:
        for key, article in ((filed.key, filed.article) for filed in batch):
            day = article.date and datetime.combine(article.date, datetime.min.time())
            writer.add_document(
                key=key, title=article.title, text=article.text, date=day, source=article.source
            )


def _one_more(folder: Path, pairs: list[tuple[Article, Annotation]]) -> None:
    engine = LocalEngine(folder / "engine")
    engine.add(pairs)
    waits = []
    for number in range(15):
        word = f"found{number}"
        article, annotation = pairs[number]
        more = replace(article, text=f"{article.text} {word}")
        waits.append(_timed(lambda pair=(more, annotation): engine.add([pair])))
        began = time.perf_counter()
        assert engine.search(SearchRequest(Word("text", word), limit=1)).total == 1
        waits[-1] += time.perf_counter() - began
    p95 = sorted(waits)[int(len(waits) * 0.95)] * 1000
    print(
        f"one article more, until it is found: p50 {statistics.median(waits) * 1000:.0f} ms,",
        end="",
    )
    print(f" p95 {p95:.0f} ms, at {engine.count()} articles")
    engine.close()


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
