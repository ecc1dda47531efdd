"""tantivy, a search library in Rust, measured beside ours if it is installed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy

from index.engines.local.engine import LocalEngine
from tests.bench.peers import PAGE, Case
from tests.support.stock_whoosh import stored_articles


class Tantivy:
    """The same articles and quotes in tantivy, with stemming as in FTS5."""

    def __init__(self, path: Path, engine: LocalEngine) -> None:
        """Open the index, building it from the engine's articles if needed."""
        is_built = path.exists()
        path.mkdir(exist_ok=True)
        self._articles = self._open(path / "articles", ("title", "text"), ("source",))
        self._quotes = self._open(path / "quotes", ("speaker", "said"), ())
        if not is_built:
            self._fill(engine)
        for index in (self._articles, self._quotes):
            index.reload()

    def _open(self, path: Path, texts: tuple[str, ...], raw: tuple[str, ...]) -> Any:
        builder = tantivy.SchemaBuilder()
        for name in texts:
            builder.add_text_field(name, stored=name == "text", tokenizer_name="en_stem")
        for name in raw:
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        builder.add_date_field("date", indexed=True, fast=True)
        path.mkdir(exist_ok=True)
        return tantivy.Index(builder.build(), path=str(path))

    def _fill(self, engine: LocalEngine) -> None:
        articles, quotes = self._articles.writer(), self._quotes.writer()
        for _, article, annotation in stored_articles(engine):
            day = _noon(article.date.isoformat()) if article.date else None
            dated = {"date": day} if day else {}
            articles.add_document(
                tantivy.Document(
                    title=article.title, text=article.text, source=article.source, **dated
                )
            )
            for quote in annotation.quotes:
                said = quote.cut(article.text)
                quotes.add_document(tantivy.Document(speaker=quote.speaker or "", said=said))
        for writer in (articles, quotes):
            writer.commit()
            writer.wait_merging_threads()

    def ask(self, case: Case) -> None:
        """Run a query; raises NotImplementedError for two quotes of one article (a join)."""
        if case.kind == "two quotes":
            raise NotImplementedError
        index = self._quotes if case.kind == "spoken" else self._articles
        searcher, query = index.searcher(), self._query(index, case)
        if case.kind == "count":
            searcher.search(query, 1, count=True)
        elif case.kind == "newest":
            searcher.search(query, PAGE, order_by_field="date")
        elif case.kind == "facet":
            searcher.aggregate(query, {"sources": {"terms": {"field": "source", "size": 12}}})
        else:
            hits = searcher.search(query, PAGE, count=False).hits
            if case.kind == "snippets":
                maker = tantivy.SnippetGenerator.create(searcher, query, index.schema, "text")
                for _, address in hits:
                    maker.snippet_from_doc(searcher.doc(address))

    def _query(self, index: Any, case: Case) -> Any:
        schema = index.schema
        if case.edits:
            return tantivy.Query.fuzzy_term_query(
                schema, "text", case.match, distance=case.edits, transposition_cost_one=False
            )
        if case.pattern:
            return tantivy.Query.regex_query(schema, "text", case.pattern)
        texts = ["speaker", "said"] if case.kind == "spoken" else ["title", "text"]
        line = case.match.replace(" : ", ":")
        if case.phrase:
            line = f'"{case.phrase[0]}"~{case.phrase[1]}'
        query = index.parse_query(line, texts, conjunction_by_default=True)
        if case.kind != "within":
            return query
        first, last = map(_noon, case.parameters)
        dates = tantivy.Query.range_query(schema, "date", tantivy.FieldType.Date, first, last)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, dates)])


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
