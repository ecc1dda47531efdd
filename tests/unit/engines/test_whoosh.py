"""Our evaluator finds what Whoosh's own searcher finds, over its own index and over ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import open_dir

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.query import format_tree
from index.sources.reading import read_paths
from tests.support.drawn_queries import ARTICLE_KINDS, QUOTE_KINDS, QueryDraw
from tests.support.engines import stored
from tests.support.strategies import archive
from tests.support.stub_annotations import stub_annotations
from tests.support.whoosh_comparison import WhooshComparison

SEEDS = [item for item, _ in read_paths([Path("seeds")]) if isinstance(item, Article)]
ARTICLES = [*stub_annotations(SEEDS), *archive(60)]
QUERIES = 11  # of each kind


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshComparison]:
    """Return the articles in two segments with deleted documents, and in Whoosh's own index."""
    engine = LocalEngine(tmp_path_factory.mktemp("archive"))
    engine.add(ARTICLES[:40])
    engine.add(ARTICLES[40:])
    engine.index.index(stored(engine, ARTICLES[5:15]))
    made = WhooshComparison(engine, tmp_path_factory.mktemp("stock"))
    yield made
    made.close()
    engine.close()


@pytest.mark.parametrize("kind", [*ARTICLE_KINDS, *QUOTE_KINDS])
def test_evaluator_finds_what_whoosh_finds(comparison: WhooshComparison, kind: str) -> None:
    draw = QueryDraw(ARTICLES, seed=3)
    for _ in range(QUERIES):
        tree = draw.draw(kind)
        found = comparison.found(tree, "quotes" if kind in QUOTE_KINDS else "articles")
        expected = found["evaluator"]
        assert {s for s, rows in found.items() if rows != expected} == set(), format_tree(tree)


def test_hits_of_whoosh_have_the_texts_of_the_archive(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    engine.add(ARTICLES[:14])
    engine.close()
    texts = {(article.title, article.text) for article, _ in ARTICLES[:14]}
    with open_dir(str(tmp_path / "index"), "articles").searcher() as searcher:
        hits = searcher.search(query.Every(), limit=None)
        assert {(hit["title"], hit["text"]) for hit in hits} == texts
    said = {
        " ".join(article.text[start:end] for start, end in quote.content)
        for article, annotation in ARTICLES[:14]
        for quote in annotation.quotes
    }
    with open_dir(str(tmp_path / "index"), "quotes").searcher() as searcher:
        assert {hit["said"] for hit in searcher.search(query.Every(), limit=None)} == said


def test_hits_of_whoosh_have_no_texts_without_the_archive(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    engine.add(ARTICLES[:2])
    engine.close()
    (tmp_path / "archive.sqlite").unlink()
    with open_dir(str(tmp_path / "index"), "articles").searcher() as searcher:
        assert ["title" in hit for hit in searcher.search(query.Every())] == [False, False]
