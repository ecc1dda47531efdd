"""What is sent to a cluster, and what its answers mean; no cluster is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from opensearchpy import exceptions as failures

from index.engines.opensearch import connection as connections
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.checking import article_text, matching
from index.engines.opensearch.search.translation import Answers, article_query
from index.engines.opensearch.search.words import is_positional
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    article_document,
    dump,
    load,
    quote_documents,
)
from index.errors import ArchiveError, QueryError
from index.query import parse
from index.query.tree import AtLeast, Near, SameUnit, Tree, common_field
from tests.support import reference
from tests.support.strategies import TREES, archive

ARTICLES = archive(40)
SHARED = [
    SharedArticle(
        number, number, number, 0, 0, 0, False, (False,) * len(found.quotes), article, found
    )
    for number, (article, found) in enumerate(ARTICLES, 1)
]  # fmt: skip
NO_ANSWERS = Answers({}, {}, lambda *_: (), lambda _: (), {})
STEADY = settings(max_examples=200, deadline=None, derandomize=True, database=None)
ADDRESS = parse_address("opensearch://host:9200/newsroom")

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


# Answers


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Connection, list[Any]]]:
    """Return a function that makes a connection whose requests get these answers."""
    monkeypatch.setattr(connections, "BACK_OFF", (0, 0))

    def make(*answers: Any) -> tuple[Connection, list[Any]]:
        sent: list[Any] = []
        waiting = iter(answers)

        def answer(method: str, path: str, **rest: Any) -> Any:
            sent.append((method, path, rest.get("body")))
            found = next(waiting)
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(
            "opensearchpy.Transport.perform_request", lambda _, *a, **k: answer(*a, **k)
        )
        return Connection(ADDRESS, Credentials()), sent

    return make


FAILURES = [
    (failures.AuthenticationException(401, "", ""), "refused this user"),
    (failures.ConnectionError("N/A", "refused", Exception()), "No node of"),
    (failures.ConnectionTimeout("TIMEOUT", "", Exception()), "did not answer within"),
    (failures.SSLError("N/A", "", Exception()), "certificate"),
    (failures.TransportError(503, "search_phase_execution_exception", {}), "would be incomplete"),
    (failures.TransportError(429, "rejected", {}), "too busy"),
    (failures.RequestError(400, "too_many_clauses", "too_many_clauses"), "more words"),
    (
        failures.AuthorizationException(
            403, "cluster_block_exception", "cluster_block_exception index read-only"
        ),
        "disks are nearly full",
    ),
    (
        failures.AuthorizationException(
            403, "index_create_block_exception", "index_create_block_exception"
        ),
        "disks are nearly full",
    ),
]


@pytest.mark.parametrize(("failure", "message"), FAILURES)
def test_failure_says_what_to_do(answering: Callable[..., Any], failure: Any, message: str) -> None:
    connection, _ = answering(failure)
    with pytest.raises(ArchiveError) as raised:
        connection.send("GET", "/")
    assert message in raised.value.message


@pytest.mark.parametrize(
    "answer",
    [{"_shards": {"total": 3, "successful": 2, "failed": 1}}, {"timed_out": True}],
)
def test_partial_answer_is_no_answer(answering: Callable[..., Any], answer: Any) -> None:
    connection, _ = answering(answer)
    with pytest.raises(ArchiveError, match="would be incomplete"):
        connection.search("/x/_search", {})


@pytest.mark.parametrize(
    "version",
    [{"number": "7.10.2"}, {"number": "1.3.0", "distribution": "opensearch"}],
)
def test_other_servers_and_versions_are_refused(
    answering: Callable[..., Any], version: Any
) -> None:
    connection, _ = answering({"version": version})
    with pytest.raises(ArchiveError, match=r"needs OpenSearch 2.11 or later"):
        connection.require_version()


def item(status: int, reason: str = "") -> dict[str, Any]:
    error = {"error": {"type": reason, "reason": reason}} if reason else {}
    return {"index": {"_id": "a", "status": status, **error}}


def test_what_a_busy_cluster_refuses_is_sent_again(answering: Callable[..., Any]) -> None:
    first = {"items": [item(201), item(429, "es_rejected_execution_exception")]}
    connection, sent = answering(first, {"items": [item(201)]})
    results = connection.bulk([({"index": {}}, {"n": 1}), ({"index": {}}, {"n": 2})])
    assert [each["status"] for each in results] == [201, 201]
    assert [body.count("\n") for _, _, body in sent] == [4, 2]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (item(429, "cluster_block_exception"), "disks are nearly full"),
        (item(429, "es_rejected_execution_exception"), "did not store"),
        (item(400, "mapper_parsing_exception"), "did not store"),
    ],
)
def test_nothing_counts_as_stored_that_was_refused(
    answering: Callable[..., Any], answer: Any, message: str
) -> None:
    connection, _ = answering(*[{"items": [answer]}] * 3)
    with pytest.raises(ArchiveError, match=message):
        connection.bulk([({"index": {}}, {"n": 1})])
