"""Measure searching: ``python -m tests.bench.search --articles 100000 --wire reuters.jsonl``.

The archive is built once, from a JSONL file of real newswire extended by altered copies, with
stub annotations (``tests/bench/corpus.py``); a smaller one shows how times grow. SQLite's FTS5,
tantivy if it is installed, and Whoosh's own searcher, over its own index and over ours, have the
same texts and quotes and run the same queries alternately. All figures are milliseconds of
processor time: our first page (20 hits with snippets, total and facets), the same in the smaller
archive, our bare query (what the peers are asked), and the peers.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import math
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle, pairwise
from pathlib import Path
from typing import Protocol

from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.analysis import words
from index.engines.protocol import QuoteRequest, SearchRequest
from index.query import parse, parse_quote
from tests.bench.peer_whoosh import Whoosh
from tests.bench.peers import PAGE, Case, Fts5
from tests.bench.timing import time_call, time_python
from tests.support.large_corpus import build
from tests.support.stock_whoosh import build_stock, open_ours


class Peer(Protocol):
    """Another search engine with the same articles."""

    def ask(self, case: Case) -> None:
        """Run a query; raises NotImplementedError if it cannot."""


def main() -> None:
    """Build what is missing, measure every class of queries, and print the tables."""
    options = _options()
    engine = build(options.folder / f"archive-{options.articles}", options.wire, options.articles)
    small = build(options.folder / f"archive-{options.smaller}", options.wire, options.smaller)
    vocabulary = _vocabulary(engine)
    peers: dict[str, Peer] = {
        "FTS5": Fts5(options.folder / f"fts5-{options.articles}.sqlite", engine, vocabulary)
    }
    if importlib.util.find_spec("tantivy"):
        from tests.bench.peer_tantivy import Tantivy

        peers["tantivy"] = Tantivy(options.folder / f"tantivy-{options.articles}", engine)
    stock = build_stock(options.folder / f"whoosh-{options.articles}", engine)
    peers["stock Whoosh"] = Whoosh(stock, engine)
    peers["Whoosh, ours"] = Whoosh(open_ours(engine), engine)
    cases = _cases(engine, vocabulary, options.queries)
    quotes = engine.quotes(QuoteRequest(limit=0))[0]
    print(f"{engine.count()} articles, {quotes} quotes; stub annotations")
    columns = ("page", f"page of {small.count()}", "bare", *peers)
    ratios = [("bare", name) for name in peers] + [("stock Whoosh", "Whoosh, ours")]
    print(f"{'':<21}" + "".join(f"{name:>18}" for name in columns))
    print(f"{'class':<21}" + f"{'p50':>9}{'p95':>9}" * len(columns))
    pages, times = [], {}
    for name, queries in cases.items():
        found = _measured(engine, small, list(peers.values()), queries)
        pages.append(_p95(found[0]))
        times[name] = {
            column: (statistics.median(ms), _p95(ms))
            for column, ms in zip(columns, found, strict=True)
        }
        figures = "".join(f"{p50:>9.2f}{p95:>9.1f}" for p50, p95 in times[name].values())
        print(f"{name:<21}{figures}", flush=True)
    _print_ratios(times, ratios)
    print(f"worst p95 of a page: {max(pages):.1f} ms")
    every = [case for queries in cases.values() for case in queries]
    gaps = [_longest_gap(engine, case) for case in every]
    print(f"longest time from cancelling a page to its end: {max(gaps):.1f} ms")
    _measure_processes(options.folder / f"archive-{options.articles}", cases)


def _print_ratios(
    times: dict[str, dict[str, tuple[float, float]]], pairs: list[tuple[str, str]]
) -> None:
    print("ratios" + " " * 15 + "".join(f"{f'{one}/{other}':>22}" for one, other in pairs))
    print(f"{'class':<21}" + f"{'p50':>13}{'p95':>9}" * len(pairs))
    for name, own in times.items():
        figures = (a / b for one, other in pairs for a, b in zip(own[one], own[other], strict=True))
        shown = (f"{figure:>{width}.3f}" for figure, width in zip(figures, cycle((13, 9))))
        print(f"{name:<21}" + "".join(shown))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=17000)
    parser.add_argument("--smaller", type=int, default=17000, help="in the smaller archive")
    parser.add_argument("--queries", type=int, default=40, help="queries in each class")
    parser.add_argument("--wire", type=Path, required=True, help="JSONL of real articles")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/onrecord-bench"))
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    return options


def _vocabulary(engine: LocalEngine) -> list[str]:
    """Return the words of the archive that have letters only."""
    fields = engine.index.searcher().state().articles.fields("text")
    terms = set().union(*(field.terms for _, field in fields))
    return [term for term in sorted(terms) if len(term) > 3 and term.isalpha()]


def _plain(word: str) -> Case:
    return Case(word, word)


def _prefix(begin: str) -> Case:
    return Case(f"{begin}*", f"{begin}*", pattern=f"{begin}.*")


def _suffix(word: str) -> Case:
    return Case(f"*{word[-4:]}", word, pattern=f".*{word[-4:]}")


def _fuzzy(word: str, edits: int) -> Case:
    return Case(f"{word}~{edits}", word, edits=edits)


def _dated(word: str, first: str, last: str) -> Case:
    return Case(f"{word} date:{first}..{last}", word, "within", (first, last))


def _close(one: str, other: str) -> Case:
    line = f"{one} w/5 {other}"
    return Case(line, f"NEAR({one} {other}, 5)", phrase=(f"{one} {other}", 5))


def _spoken(name: str, word: str = "") -> Case:
    said = f" said:{word}" if word else ""
    match = f'speaker : "{name}"' + (f" AND said : {word}" if word else "")
    return Case(f'speaker:"{name}"{said}', match, "spoken")


def _two_quotes(name: str, word: str) -> Case:
    line = f'quote(speaker:"{name}") quote(said:{word})'
    return Case(line, f'speaker : "{name}"', "two quotes", (f"said : {word}",))


def _cases(engine: LocalEngine, vocabulary: list[str], wanted: int) -> dict[str, list[Case]]:
    """Return random queries of each class, the same in every run."""
    rng = random.Random(3)
    index = engine.index.searcher().state().articles
    sample = {w: index.frequency("text", w) for w in rng.sample(vocabulary, 12000)}
    common = sorted(vocabulary, key=lambda w: -sample.get(w, 0))[:60]
    rare = [w for w, count in sample.items() if 2 <= count <= 20]
    medium = [w for w, count in sample.items() if count > index.size // 500]
    texts = [engine.article(e.id).text for e in engine.articles("newest", 0, 400)]
    speakers = [s.name for s in engine.speakers.page("", 0, 300)]
    years = [(f"{year}-01-01", f"{year + 1}-06-30") for year in range(1987, 1996)]
    pick = rng.choice

    def phrase() -> str:
        cut = [w for w in words(pick(texts)) if w.isalpha()]
        at = rng.randrange(max(1, len(cut) - 3))
        return " ".join(cut[at : at + 2])

    def either(some: Sequence[str]) -> Case:
        return Case(line := " OR ".join(rng.sample(some, 5)), line)

    make: dict[str, Callable[[], Case]] = {
        "rare word": lambda: _plain(pick(rare)),
        "common word": lambda: _plain(pick(common)),
        "two words": lambda: _plain(f"{pick(medium)} {pick(medium)}"),
        "five, any of": lambda: either(medium),
        "five commonest, any": lambda: either(common[:12]),
        "phrase": lambda: _plain(f'"{phrase()}"'),
        "prefix": lambda: _prefix(pick(medium)[: rng.randrange(2, 6)]),
        "suffix": lambda: _suffix(pick(medium)),
        "fuzzy": lambda: _fuzzy(pick(rare), 1),
        "fuzzy 2": lambda: _fuzzy(pick(rare), 2),
        "date range, word": lambda: _dated(pick(common), *pick(years)),
        "by date": lambda: Case(f"{(w := pick(common))} sort:date", w, "newest"),
        "snippets of 20": lambda: Case(w := pick(common), w, "snippets"),
        "facet": lambda: Case(w := pick(common), w, "facet"),
        "count": lambda: Case(w := pick(common), w, "count"),
        "proximity": lambda: _close(pick(medium), pick(medium)),
        "speaker": lambda: _spoken(pick(speakers)),
        "speaker with words": lambda: _spoken(pick(speakers), pick(common)),
        "two quotes": lambda: _two_quotes(pick(speakers), pick(common)),
    }
    return {name: [draw() for _ in range(wanted)] for name, draw in make.items()}


def _measured(
    engine: LocalEngine, small: LocalEngine, peers: Sequence[Peer], cases: Sequence[Case]
) -> list[list[float]]:
    """Return the times of each column, measured alternately."""
    gc.collect()
    columns: list[Callable[[Case], object]] = [
        partial(_page, engine), partial(_page, small), partial(_bare, engine),
        *(peer.ask for peer in peers),
    ]  # fmt: skip
    return [list(times) for times in zip(
        *([_timed(partial(ask, case)) for ask in columns] for case in cases), strict=True
    )]  # fmt: skip


def _page(engine: LocalEngine, case: Case) -> None:
    query = parse(case.line)
    engine.index.results().clear()
    engine.search(SearchRequest(query.tree, query.sort or "relevance", 0, PAGE))
    engine.statistics.facets(query.tree)


def _longest_gap(engine: LocalEngine, case: Case) -> float:
    """Return the longest time in which a search did not check for cancellation."""
    engine.index.results().clear()
    checks = [time.perf_counter()]

    def cancelled() -> bool:
        checks.append(time.perf_counter())
        return False

    query = parse(case.line)
    request = SearchRequest(query.tree, query.sort or "relevance", 0, PAGE)
    engine.search(request, cancelled)
    checks.append(time.perf_counter())
    return max(later - earlier for earlier, later in pairwise(checks)) * 1000


def _bare(engine: LocalEngine, case: Case) -> None:
    """Run only what the peers are asked."""
    from index.engines.local.fulltext.search.facets import MatchedArticles

    results = engine.index.results()
    results.clear()
    query = parse(case.line)
    order = query.sort or "relevance"
    if case.kind == "snippets":
        engine.search(SearchRequest(query.tree, order, 0, PAGE))
    elif case.kind == "count":
        engine.count_hits(query.tree)
    else:
        if case.kind == "spoken":
            quotes = results.match_quotes(parse_quote(case.line).tree).matched
            results.quotes.select_page(quotes, "relevance", 0, PAGE)
            return
        found = results.match_articles(query.tree).matched
        if case.kind == "facet":
            MatchedArticles(results.articles, found.documents, show_copies=True).outlets({})
        else:
            results.articles.select_page(found, order, 0, PAGE)


def _timed(call: Callable[[], object]) -> float:
    """Return milliseconds, or NaN if the peer cannot do it."""
    with suppress(NotImplementedError):
        return time_call(call)
    return math.nan


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


# Not getrusage: a process inherits its maximum from the parent.
MEMORY = """
import json, re, sys
from pathlib import Path
from index.archive import Archive
with Archive.open(Path(sys.argv[1])) as archive:
    for line in json.loads(sys.argv[2]):
        archive.search(line, limit=20)
        archive.statistics.facets(line)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def _measure_processes(folder: Path, cases: dict[str, list[Case]]) -> None:
    """Print the memory of a process after many searches, and the time of a cold search."""
    lines = [case.line for queries in cases.values() for case in queries]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(folder), json.dumps(lines)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(f"peak memory of a process with {len(lines)} searches: {float(done.stdout):.0f} MB")
    for name in ("rare word", "common word"):
        _cold(folder, cases[name][0].line)


def _cold(folder: Path, word: str) -> None:
    start = "import sys; from tui.cli.main import main; sys.exit(main())"
    search = [start, "--archive", str(folder), "search", word]
    time_python(search)
    times = [(time_python([""]), time_python(search)) for _ in range(21)]
    bare, cold = (statistics.median(column) for column in zip(*times, strict=True))
    print(
        f"onrecord search {word}: {cold:.0f} ms, Python alone {bare:.0f} ms,"
        f" difference {cold - bare:.0f} ms"
    )


if __name__ == "__main__":
    main()
