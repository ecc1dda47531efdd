"""Measure our parts against Whoosh's: ``python -m tests.bench.whoosh_parts --wire reuters.jsonl``.

For each part that Whoosh has too: milliseconds of processor time for the same work on the same
articles, alternately, and the ratio of the medians.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from whoosh import analysis, highlight, sorting
from whoosh.query import ColumnQuery, Or, Term
from whoosh.support.charset import accent_map

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.analysis import analyse, token_pattern, words
from index.engines.local.fulltext.search.snippets import Matcher, snippets
from index.query import Dates, Word, parse
from tests.bench.timing import time_call, time_python
from tests.support.large_corpus import build, read_newswire
from tests.support.stock_whoosh import RunsTokenizer, build_stock

REPEATS = 9
Pair = tuple[Callable[[], object], Callable[[], object]]  # ours, Whoosh's


def main() -> None:
    """Measure every part, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--wire", type=Path, required=True, help="JSONL of real articles")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/onrecord-bench"))
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    engine = build(options.folder / f"archive-{options.articles}", options.wire, options.articles)
    searcher = build_stock(options.folder / f"whoosh-{options.articles}", engine)[
        "articles"
    ].searcher()
    articles = read_newswire(options.wire)[:500]
    print(f"{engine.count()} articles; the median of {REPEATS}")
    print(f"{'part':<38}{'ours':>10}{'Whoosh':>10}{'Whoosh/ours':>13}")
    parts = {
        "analysis: words of 500 articles": _analysis(articles),
        "columns: read dates of all": _columns(engine, searcher),
        "columns: a year": _years(engine, searcher),
        "spelling: 20 misspelt words": _spelling(engine, searcher, articles),
        "snippets: 20 articles, a word": _snippets(articles, "oil"),
        "snippets: 20 articles, a phrase": _snippets(articles, '"crude oil"'),
        "facets: outlets of a common word": _outlets(engine, searcher),
        "facets: names of a common word": _names(engine, searcher),
    }
    for name, (ours, theirs) in parts.items():
        _print_row(name, ours, theirs, REPEATS)
    adding = build(options.folder / "archive-2000", options.wire, 2000)
    stock = options.folder / "whoosh-rewritten"
    writers = (adding.index.rebuild, partial(_rewrite, adding, stock))
    _print_row("writer: 2,000 articles and quotes", *writers, 1)
    _print_cold_starts(options.folder / f"archive-{options.articles}", _common_word(searcher))


def _print_row(name: str, ours: Callable[[], object], theirs: Callable[[], object], n: int) -> None:
    found = [(time_call(ours), time_call(theirs)) for _ in range(n)]
    own, other = (statistics.median(times) for times in zip(*found, strict=True))
    print(f"{name:<38}{own:>10.2f}{other:>10.2f}{other / own:>13.1f}", flush=True)


def _analysis(articles: list[Article]) -> Pair:
    # Also splits sentences and paragraphs, which Whoosh's analysis does not.
    texts = [article.text for article in articles]
    analyzer = (
        analysis.RegexTokenizer(token_pattern())
        | analysis.LowercaseFilter()
        | analysis.CharsetFilter(accent_map)
    )
    return (
        lambda: [analyse(text) for text in texts],
        lambda: [[t.text for t in analyzer(text, positions=True)] for text in texts],
    )


def _columns(engine: LocalEngine, searcher: Any) -> Pair:
    def ours() -> object:
        engine.index.close()
        return engine.index.searcher().state().articles.column("date")

    return ours, lambda: list(searcher.reader().column_reader("date"))


def _years(engine: LocalEngine, searcher: Any) -> Pair:
    results = engine.index.results()
    tree = parse("date:1987").tree
    assert isinstance(tree, Dates)
    assert tree.first
    assert tree.last
    low, high = tree.first.toordinal(), tree.last.toordinal()

    def ours() -> object:
        results.clear()
        return results.match_articles(tree)

    wanted = ColumnQuery("date", lambda day: low <= day <= high)
    return ours, lambda: sum(1 for _ in searcher.docs_for_query(wanted))


def _spelling(engine: LocalEngine, searcher: Any, articles: list[Article]) -> Pair:
    rng = random.Random(4)
    found = sorted({word for one in articles for word in words(one.text) if len(word) > 5})
    misspelt = [word[:2] + "x" + word[3:] for word in rng.sample(found, 20)]
    near = engine.index.searcher().near_words
    return (
        lambda: [near("text", word, 1) for word in misspelt],
        lambda: [searcher.suggest("text", word, limit=20, maxdist=1) for word in misspelt],
    )


def _snippets(articles: list[Article], line: str) -> Pair:
    tree = parse(line).tree
    terms = frozenset(words(line))
    texts = [one.text for one in articles if terms <= set(words(one.text))][:20]
    fragmenter, formatter = highlight.ContextFragmenter(maxchars=160), highlight.NullFormatter()
    analyzer = RunsTokenizer()

    def ours() -> object:
        matcher = Matcher(tree)
        return [snippets(text, matcher.spans(text)) for text in texts]

    def theirs() -> object:
        return [
            highlight.highlight(text, terms, analyzer, fragmenter, formatter, top=3)
            for text in texts
        ]

    return ours, theirs


def _common_word(searcher: Any) -> str:
    reader = searcher.reader()
    return max(("oil", "bank", "trade"), key=lambda word: reader.doc_frequency("text", word))


def _outlets(engine: LocalEngine, searcher: Any) -> Pair:
    from index.engines.local.fulltext.search.facets import MatchedArticles

    word = _common_word(searcher)
    results = engine.index.results()

    def ours() -> object:
        results.clear()
        found = results.match_articles(Word("text", word, exact=True)).matched
        return MatchedArticles(results.articles, found.documents, show_copies=True).outlets({})

    def theirs() -> object:
        found = searcher.search(Term("text", word), limit=20, groupedby="outlet")
        return {name: len(docs) for name, docs in found.groups("outlet").items()}

    return ours, theirs


def _names(engine: LocalEngine, searcher: Any) -> Pair:
    word = _common_word(searcher)

    def ours() -> object:
        engine.index.results().clear()
        return engine.statistics.facets(Word("text", word, exact=True))

    # Ours counts outlets, months, and four kinds of names; Whoosh, the people only.
    facet = sorting.FieldFacet("person", allow_overlap=True, maptype=sorting.Count)

    def theirs() -> object:
        return searcher.search(Or([Term("text", word)]), limit=20, groupedby=facet).groups()

    return ours, theirs


def _rewrite(engine: LocalEngine, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    build_stock(folder, engine)
    shutil.rmtree(folder)


SEARCH = """
import sys
from pathlib import Path
from index.archive import Archive
with Archive.open_existing(Path(sys.argv[1]), one_shot=bool(sys.argv[3])) as archive:
    archive.search(sys.argv[2], limit=20)
"""


def _print_cold_starts(folder: Path, word: str) -> None:
    """Print the times of whole processes."""
    programs = {
        "Python": [""],
        "importing numpy": ["import numpy"],
        "importing whoosh.index": ["import whoosh.index"],
        "importing whoosh.highlight": ["import whoosh.highlight"],
        "a search, without numpy": [SEARCH, str(folder), word, "one shot"],
        "a search, with numpy": [SEARCH, str(folder), word, ""],
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(20):
        for name, arguments in programs.items():
            times[name].append(time_python(arguments))
    for name, own in times.items():
        print(f"process: {name:<29}{statistics.median(own):>10.0f}")


if __name__ == "__main__":
    main()
