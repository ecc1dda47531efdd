"""What is sent to a cluster; no cluster is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from index.engines.opensearch.search.checking import article_text, matching
from index.engines.opensearch.search.translation import Answers, article_query
from index.engines.opensearch.search.words import is_positional
from index.engines.opensearch.storing.documents import (
    article_document,
    dump,
    load,
    quote_documents,
    times_said,
)
from index.errors import QueryError
from index.query import parse
from index.query.tree import AtLeast, Near, SameUnit, Tree, common_field
from tests.support import reference
from tests.support.shared_articles import share
from tests.support.strategies import TREES, archive

ARTICLES = archive(40)
SHARED = list(share(ARTICLES))
NO_ANSWERS = Answers({}, {}, lambda *_: (), lambda _: (), {})
STEADY = settings(max_examples=200, deadline=None, derandomize=True, database=None)

SHAPES: list[tuple[str, Any]] = [
    ("boats", {"term": {"text_stems": {"value": "boat"}}}),
    ("=boats", {"term": {"text": {"value": "boats"}}}),
    ("=night-shift", {"term": {"text_hyphens": {"value": "night-shift"}}}),
    ('"boats and nets"', {"match_phrase": {"text": {"query": "boats and nets"}}}),
    ("boat*", {"wildcard": {"text": {"value": "boat*", "rewrite": "constant_score"}}}),
    (
        "counsil~1",
        {"fuzzy": {"text": {
            "value": "counsil", "fuzziness": 1, "transpositions": False,
            "rewrite": "constant_score",
        }}},
    ),
    (
        "atleast2(their)",
        {"intervals": {"text": {"all_of": {"ordered": False, "intervals": [
            {"match": {"query": "their", "use_field": "text_stems"}},
            {"match": {"query": "their", "use_field": "text_stems"}},
        ]}}}},
    ),
    (
        "said:pay",
        {"bool": {"must": [{"nested": {
            "path": "quotes", "score_mode": "sum",
            "query": {"constant_score": {
                "filter": {"term": {"quotes.said_stems": {"value": "pay"}}},
            }},
        }}]}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), SHAPES)
def test_line_is_translated(line: str, expected: Mapping[str, Any]) -> None:
    assert article_query(parse(line).tree, NO_ANSWERS) == expected


def test_two_quotes_need_at_least_as_many_quotes_as_conditions() -> None:
    query = article_query(parse("quote(pay) quote(cold)").tree, NO_ANSWERS)
    (both,) = query["bool"]["filter"]
    assert both["function_score"]["min_score"] == 2


def test_proximity_inside_a_proximity_is_checked_in_the_texts() -> None:
    asked: list[Tree] = []

    def check(tree: Tree, is_quote: bool) -> list[str]:
        asked.append(tree)
        return ["a1"]

    tree = parse("(boats w/3 nets) w/5 pier").tree
    query = article_query(tree, NO_ANSWERS._replace(check=check))
    assert asked == [tree]
    assert {"terms": {"id": ["a1"]}} in query["constant_score"].values()


def test_mixed_conditions_inside_a_quote_are_refused() -> None:
    with pytest.raises(QueryError, match="Put the condition on the article outside"):
        article_query(parse("quote(said:pay OR source:echo)").tree, NO_ANSWERS)


@STEADY
@given(tree=TREES)
def test_texts_are_checked_as_the_reference_does(tree: Tree) -> None:
    if not isinstance(tree, Near | SameUnit | AtLeast) or not is_positional(tree):
        return
    field = common_field(tree)
    found = matching(tree, [article_text(each, str(field)) for each in SHARED])
    assert {SHARED[n].article.id for n in found} == reference.search(tree, ARTICLES)


def test_stored_article_is_read_back_unchanged() -> None:
    for stored in SHARED:
        assert load(dump(stored)) == stored


def test_every_word_has_a_stem_and_marks_at_its_position() -> None:
    for stored in SHARED:
        documents = [article_document(stored), *(each for _, each in quote_documents(stored))]
        for document in documents:
            field = "said" if "said" in document else "text"
            names = [name for name in document if name.startswith(f"{field}_")]
            assert len(names) == 4
            for name in names:
                assert list(map(count, document[name])) == list(map(count, document[field]))


def count(run: str) -> int:
    return len(run.split())


@pytest.mark.parametrize("times", [1, 2, 5, 7, 64])
def test_terms_of_a_word_add_up_to_the_times_it_is_said(times: int) -> None:
    terms = times_said("boats", times)
    assert sum(int(each.partition(" ")[2] or 1) for each in terms) == times
