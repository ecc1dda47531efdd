"""Measure adding and reading: ``python -m tests.bench.add --wire articles.jsonl [--articles N]``.

Adds N articles of a JSONL file with the real annotator, then browses and searches the archive, and
prints articles per second, and milliseconds. The baseline in the same run is spaCy's pipeline
alone on the same texts. With ``--cancel`` it runs ``cancel`` instead.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from index.annotate.models import DEFAULT_PIPELINE
from index.archive import Archive
from tests.bench.cancel import measure

LINES = ["oil", "oil price", '"interest rates"', "speaker:reagan", "said:trade", "bank w/5 rate",
         "opec* -iran", "speaker:volcker said:dollar", "date:1987-02 gold", "tariff~1"]  # fmt: skip


def main() -> None:
    """Parse the options and run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--cancel", action="store_true")
    options = parser.parse_args()
    if options.cancel:
        measure(options.wire, options.articles)
        return
    with tempfile.TemporaryDirectory() as folder:
        wire = Path(folder) / "wire.jsonl"
        with options.wire.open(encoding="utf-8") as lines:
            wire.write_text("".join(islice(lines, options.articles)), encoding="utf-8")
        with Archive.open(Path(folder) / "archive") as archive:
            _measure(archive, wire)


def _measure(archive: Archive, wire: Path) -> None:
    seconds, outcomes = _timed(lambda: list(archive.add([wire])))
    counts = Counter(outcome.status for outcome in outcomes)
    texts = [archive.article(o.id).text for o in outcomes if o.status == "added"]
    baseline, _ = _timed(lambda: _run_spacy(texts))
    added, same, failed = (counts[status] for status in ("added", "same", "failed"))
    print(f"added {added}, same {same}, failed {failed}: {seconds:.1f} s,")
    rate, alone = len(texts) / seconds, len(texts) / baseline
    print(f"{rate:.1f} articles/s; spaCy alone {alone:.1f}, ratio {rate / alone:.2f}")
    pages = [
        _timed(lambda offset=offset: archive.articles(offset=offset))[0]
        for offset in range(0, 1000, 50)
    ]
    _print("a page of the list", pages)
    ids = [entry.id for entry in archive.articles(limit=200)]
    _print("opening an article", [_timed(lambda i=i: _open(archive, i))[0] for i in ids])
    searches = [_timed(lambda q=q: _search(archive, q))[0] for q in LINES * 10]
    _print("a search, 50 hits with snippets and facets", searches)


def _run_spacy(texts: list[str]) -> None:
    import spacy

    for _ in spacy.load(DEFAULT_PIPELINE).pipe(texts):
        pass


def _search(archive: Archive, line: str) -> None:
    archive.search(line)
    archive.statistics.facets(line)


def _open(archive: Archive, id: str) -> None:
    archive.article(id)
    archive.annotation(id)


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    value = call()
    return time.perf_counter() - start, value


def _print(name: str, seconds: list[float]) -> None:
    p95 = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    print(f"{name}: p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
