"""An engine matches what the reference matches, and every line is parsed or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.engines.protocol import Engine, SearchRequest
from index.errors import QueryError
from index.query import Query, format_tree, parse
from index.query.tree import Tree
from tests.support import reference
from tests.support.engines import ENGINES, remove
from tests.support.strategies import LINES, TREES, archive

ARTICLES = archive(120)
STEADY = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """Return each engine with the generated archive, in two segments."""
    made: Engine = ENGINES[request.param](Path(tmp_path_factory.mktemp("drawn")))
    made.add(ARTICLES[:100])
    made.add(ARTICLES[100:])
    yield made
    remove(made)


@STEADY
@given(tree=TREES)
def test_engine_matches_the_reference(engine: Engine, tree: Tree) -> None:
    found = engine.search(SearchRequest(tree, "newest", 0, len(ARTICLES)))
    assert {hit.entry.id for hit in found.hits} == reference.search(tree, ARTICLES)


@STEADY
@given(tree=TREES)
def test_formatted_tree_means_the_same(tree: Tree) -> None:
    assert parse(format_tree(tree)) == Query(tree)


@STEADY
@given(line=LINES)
def test_any_line_is_parsed_or_rejected_with_an_offset(line: str) -> None:
    try:
        query = parse(line)
    except QueryError as error:
        assert 0 <= error.offset <= len(line)
        assert error.message
    else:
        assert parse(format_tree(query.tree)).tree == query.tree
