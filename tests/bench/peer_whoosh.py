"""Whoosh's own searcher, measured beside ours."""

from __future__ import annotations

from collections.abc import Mapping

from whoosh.index import FileIndex
from whoosh.searching import Results

from index.engines.local.engine import LocalEngine
from index.query import parse, parse_quote
from tests.bench.peers import PAGE, Case
from tests.support.stock_whoosh import QueryTranslator


class Whoosh:
    """The same articles and quotes, searched by Whoosh.

    A word in any form is a query for all its forms, as in our index: nothing is stemmed when it
    is indexed.
    """

    def __init__(self, indexes: Mapping[str, FileIndex], engine: LocalEngine) -> None:
        """Search these indexes; the engine has the texts for snippets."""
        self._searchers = {name: index.searcher() for name, index in indexes.items()}
        self._translators = {name: QueryTranslator(index) for name, index in indexes.items()}
        self._texts = engine.store.articles.texts

    def ask(self, case: Case) -> None:
        """Run a query; raises NotImplementedError for two quotes of one article (a join)."""
        if case.kind == "two quotes":
            raise NotImplementedError
        is_spoken = case.kind == "spoken"
        name, read = ("quotes", parse_quote) if is_spoken else ("articles", parse)
        searcher, wanted = (
            self._searchers[name],
            self._translators[name].translate(read(case.line).tree),
        )
        match case.kind:
            case "count":
                sum(1 for _ in searcher.docs_for_query(wanted))
            case "newest":
                searcher.search(wanted, limit=PAGE, sortedby="date", reverse=True)
            case "facet":
                searcher.search(wanted, limit=PAGE, groupedby="outlet").groups("outlet")
            case "snippets":
                self._highlight(searcher.search(wanted, limit=PAGE))
            case _:
                searcher.search(wanted, limit=PAGE)

    def _highlight(self, results: Results) -> None:
        column = self._searchers["articles"].reader().column_reader("key")
        keys = [int(column[hit.docnum]) for hit in results]
        texts = self._texts(keys)
        for key, hit in zip(keys, results, strict=True):
            hit.highlights("text", text=texts[key])
