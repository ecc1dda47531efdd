"""Measure indexing alone: ``python -m tests.bench.index --wire articles.jsonl [--articles N]``.

Indexes the same articles with our article index and with plain Whoosh (title and text as TEXT
with its stemming analyser, date and source) in alternating batches, and prints both rates and
their ratio; then the rate with our quote index, and the time until one more article is found.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer

from index.article import Annotation, Article
from index.engines.local.database.serialization import SHOWN, StoredArticle
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.codec.index_writer import IndexWriter
from index.engines.protocol import SearchRequest
from index.query import Word
from tests.support.large_corpus import extend_articles, read_newswire, stub_annotations

BATCH = 1000


def main() -> None:
    """Index with both, and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=5000)
    options = parser.parse_args()
    pairs = list(stub_annotations(extend_articles(read_newswire(options.wire), options.articles)))
    with tempfile.TemporaryDirectory() as folder:
        _rates(Path(folder), pairs)
        _add_one(Path(folder), pairs)


def _rates(folder: Path, pairs: list[tuple[Article, Annotation]]) -> None:
    (folder / "whoosh").mkdir()
    ours = {name: IndexWriter(folder / name) for name in ("ours", "with quotes")}
    for writer in ours.values():
        writer.clear("stamp")
    whoosh_index = index.create_in(
        str(folder / "whoosh"),
        fields.Schema(
            key=fields.NUMERIC(unique=True, stored=True),
            title=fields.TEXT(StemmingAnalyzer()),
            text=fields.TEXT(StemmingAnalyzer()),
            date=fields.DATETIME(sortable=True),
            source=fields.KEYWORD(stored=True),
        ),
    )
    rates: dict[str, list[float]] = {"ours": [], "with quotes": [], "whoosh": []}
    numbered = [StoredArticle(key, key, SHOWN, *pair) for key, pair in enumerate(pairs, 1)]
    for start in range(0, len(numbered), BATCH):
        batch = numbered[start : start + BATCH]
        unquoted = [
            stored._replace(annotation=stored.annotation._replace(quotes=())) for stored in batch
        ]
        for name, added in (("ours", unquoted), ("with quotes", batch)):
            rates[name].append(len(batch) / _timed(partial(_add_to_ours, ours[name], added)))
        rates["whoosh"].append(len(batch) / _timed(partial(_add_to_whoosh, whoosh_index, batch)))
    median = {name: statistics.median(values) for name, values in rates.items()}
    print(f"articles per second: {median['ours']:.0f}; plain Whoosh {median['whoosh']:.0f},")
    print(f"ratio {median['ours'] / median['whoosh']:.2f}; with quotes {median['with quotes']:.0f}")


def _add_to_ours(writer: IndexWriter, batch: list[StoredArticle]) -> None:
    writer.add(batch, lambda names: dict(zip(names, count(1))), stamp="stamp", before="stamp")


def _add_to_whoosh(whoosh_index: index.FileIndex, batch: list[StoredArticle]) -> None:
    with whoosh_index.writer(limitmb=256) as writer:
        for key, article in ((stored.key, stored.article) for stored in batch):
            day = article.date and datetime.combine(article.date, datetime.min.time())
            writer.add_document(
                key=key, title=article.title, text=article.text, date=day, source=article.source
            )


def _add_one(folder: Path, pairs: list[tuple[Article, Annotation]]) -> None:
    engine = LocalEngine(folder / "engine")
    engine.add(pairs)
    waits = []
    for number in range(15):
        word = f"found{number}"
        article, annotation = pairs[number]
        more = article._replace(text=f"{article.text} {word}")
        waits.append(_timed(lambda pair=(more, annotation): engine.add([pair])))
        began = time.perf_counter()
        assert engine.search(SearchRequest(Word("text", word), limit=1)).total == 1
        waits[-1] += time.perf_counter() - began
    p95 = sorted(waits)[int(len(waits) * 0.95)] * 1000
    print(
        f"one more article until it is found: p50 {statistics.median(waits) * 1000:.0f} ms,",
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
