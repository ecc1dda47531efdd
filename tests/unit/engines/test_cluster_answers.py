"""What the answers of a cluster mean; no cluster is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import exceptions as failures

from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch import connection as connections
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.names.folds import NameFolds
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.names.own import OwnNames
from index.engines.opensearch.personal import PersonalArchive, PersonalCorrections
from index.engines.opensearch.search.pages import PointsInTime
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.storing.articles import MAX_FOUND, ArticleIndex
from index.engines.opensearch.storing.documents import (
    dump,
    quote_documents,
)
from index.engines.opensearch.storing.kept_articles import KeptArticles
from index.engines.opensearch.storing.placement import Placement
from index.errors import ArchiveError
from index.query import parse
from index.user_data import Deletion, NameCorrection, Revision
from tests.support.shared_articles import share
from tests.support.strategies import archive

SHARED = list(share(archive(40)))
ADDRESS = parse_address("opensearch://host:9200/newsroom")


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Connection, list[Any]]]:
    """Return a function that makes a connection whose requests get these answers."""
    monkeypatch.setattr(connections, "BACK_OFF", (0, 0))

    def make(*answers: Any) -> tuple[Connection, list[Any]]:
        sent: list[Any] = []
        waiting = iter(answers)

        def answer(method: str, path: str, **rest: Any) -> Any:
            if "/_stats" in path:
                return {}
            sent.append((method, path, rest.get("body")))
            found = next(waiting)
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(
            "opensearchpy.Transport.perform_request", lambda _, *a, **k: answer(*a, **k)
        )
        connection = Connection(ADDRESS, Credentials())
        connection.patience = 0
        return connection, sent

    return make


FAILURES = [
    (failures.AuthenticationException(401, "", ""), "refused this user"),
    (failures.ConnectionError("N/A", "refused", Exception()), "No node of"),
    (failures.ConnectionTimeout("TIMEOUT", "", Exception()), "did not answer within"),
    (failures.SSLError("N/A", "", Exception()), "certificate"),
    (failures.TransportError(503, "search_phase_execution_exception", {}), "would be incomplete"),
    (failures.TransportError(429, "rejected", {}), "too busy"),
    (failures.RequestError(400, "too_many_clauses", "too_many_clauses"), "more words"),
    (failures.RequestError(500, "", "expanded to too many terms"), "more of its letters"),
    (failures.NotFoundError(404, "", "search_context_missing_exception"), "Search again"),
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
    ("hosts", "remedy"),
    [("a:1", "name others as well"), ("a:1,b:1", "can tell whether it is down")],
)
def test_message_names_other_nodes_only_if_one_was_named(
    monkeypatch: pytest.MonkeyPatch, hosts: str, remedy: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise failures.ConnectionError("N/A", "refused", Exception())

    monkeypatch.setattr("opensearchpy.Transport.perform_request", refuse)
    connection = Connection(parse_address(f"opensearch://{hosts}/newsroom"), Credentials())
    with pytest.raises(ArchiveError, match=remedy):
        connection.send("GET", "/")


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


def conflict(action: str) -> dict[str, Any]:
    error = {"type": "version_conflict_engine_exception", "reason": "conflict"}
    return {action: {"_id": "a", "status": 409, "error": error}}


def test_change_that_met_another_is_sent_again(answering: Callable[..., Any]) -> None:
    connection, sent = answering({"items": [conflict("update")]}, {"items": [item(200)]})
    assert [each["status"] for each in connection.bulk([({"update": {}}, {})])] == [200]
    assert len(sent) == 2


def test_document_that_changed_since_it_was_read_is_left(answering: Callable[..., Any]) -> None:
    """Its deletion is not sent again and again."""
    connection, sent = answering({"items": [conflict("delete")]})
    action = {"delete": {"_id": "a", "if_seq_no": 3, "if_primary_term": 1}}
    assert [each["status"] for each in connection.bulk([(action, None)])] == [409]
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"_shards": {"total": 3, "successful": 2, "failed": 1}}, "would be incomplete"),
        ({"error": {"type": "search_phase_execution_exception"}, "status": 503}, "incomplete"),
        ({"error": {"type": "rejected_execution_exception"}, "status": 429}, "too busy"),
    ],
)
def test_searches_sent_together_are_all_whole(
    answering: Callable[..., Any], answer: Any, message: str
) -> None:
    whole = {"_shards": {"total": 3, "successful": 3, "failed": 0}}
    connection, sent = answering({"responses": [whole, whole]}, {"responses": [whole, answer]})
    assert connection.search_all([("x", {"size": 1}), ("x", {"size": 2})]) == [whole, whole]
    assert sent[0][2].count("\n") == 4
    with pytest.raises(ArchiveError, match=message):
        connection.search_all([("x", {"size": 1}), ("x", {"size": 2})])


def test_only_refused_ones_of_searches_sent_together_are_sent_again(
    answering: Callable[..., Any],
) -> None:
    first, second, third = ({"_shards": {"total": size, "successful": size}} for size in (1, 2, 3))
    busy = {"error": {"type": "circuit_breaking_exception"}, "status": 429}
    connection, sent = answering({"responses": [busy, second, busy]}, {"responses": [first, third]})
    connection.patience = 1
    searches = [("x", {"size": size}) for size in (1, 2, 3)]
    assert connection.search_all(searches) == [first, second, third]
    assert [body.count("\n") // 2 for _, _, body in sent] == [3, 2]


@pytest.mark.parametrize(("theirs", "raced"), [(0, False), (5, True)])
def test_article_that_a_repeated_request_finds_is_not_somebody_elses(
    answering: Callable[..., Any], theirs: int, raced: bool
) -> None:
    """After a timeout, the client sends an article again that was stored."""
    own = SHARED[0]
    source = dump(own._replace(added=own.added + theirs))
    found = {"found": True, "_source": source, "_seq_no": 0, "_primary_term": 1}
    name = own.article.id
    refused = {"create": conflict("create")["create"] | {"_id": name}}
    connection, _ = answering({"items": [refused]}, {"docs": [found | {"_id": name}]})
    assert ArticleIndex(connection).store([own], [name]) == ({name} if raced else set())


def test_new_annotation_with_other_quotes_replaces_the_old_one() -> None:
    stored = next(each for each in SHARED if len(each.annotation.quotes) > 1)
    placement = Placement()
    for quotes in (stored.annotation.quotes[:1], stored.annotation.quotes * 2):
        new = stored.annotation._replace(quotes=quotes)
        (found,) = placement.replace([stored], [(stored.article, new)])
        assert found.annotation == new
        assert len(list(quote_documents(found))) == len(quotes)
    placement.close()


def test_all_versions_of_a_story_are_read(answering: Callable[..., Any]) -> None:
    """The cluster gives them in pages."""
    pages = [
        {"hits": {"hits": [{"_source": dump(each), "sort": [each.added, ""]} for each in part]}}
        for part in (SHARED[:MAX_FOUND], SHARED[:1])
    ]
    pages[0]["hits"]["hits"] *= MAX_FOUND // len(pages[0]["hits"]["hits"])
    connection, sent = answering(*pages)
    ArticleIndex(connection).with_stories([SHARED[0]._replace(related=True)])
    assert len(sent) == 2


def test_wildcard_with_too_many_forms_is_checked_in_the_texts(
    answering: Callable[..., Any], tmp_path: Path
) -> None:
    """Whatever is asked about a search: results, quotes, counts or facets."""
    too_many = failures.RequestError(500, "", "expanded to too many terms")
    nothing = {"hits": {"total": {"value": 0}, "hits": []}}
    asked, sent = answering(too_many, nothing, too_many, nothing)
    connection = RememberingConnection(asked)
    index = KeptArticles(connection)
    personal = PersonalArchive(tmp_path, lambda prefix: prefix, lambda _: [])
    names = NameIndex(connection, index)
    corrections = PersonalCorrections(personal, names.is_quoted, lambda _: True, lambda _: True)
    searcher = ClusterSearcher(connection, index, names, personal, corrections)
    assert "intervals" not in str(searcher.articles_query(parse("a* w/3 nets").tree))
    assert "intervals" not in str(searcher.quotes_query(parse("said:(a* w/3 nets)").tree))
    assert len(sent) == 4
    personal.close()


def test_corrected_article_that_the_cluster_no_longer_has_is_left_out(
    answering: Callable[..., Any], tmp_path: Path
) -> None:
    stored = next(each for each in SHARED if each.annotation.quotes)
    name = stored.article.id
    asked, _ = answering({"docs": []})
    connection = RememberingConnection(asked)
    index = KeptArticles(connection)
    personal = PersonalArchive(tmp_path, lambda prefix: prefix, lambda _: [stored])
    names = NameIndex(connection, index)
    corrections = PersonalCorrections(personal, names.is_quoted, lambda _: True, lambda _: True)
    corrections.revise(Revision(added=(Deletion(name),)))
    searcher = ClusterSearcher(connection, index, names, personal, corrections)
    assert searcher.own_quotes({name}) == {}
    personal.close()


def test_pulled_merge_says_whose_it_is(answering: Callable[..., Any]) -> None:
    documents = [
        {
            "name": name,
            "person": name,
            "named": 1,
            "quotes": 1,
            "articles": 1,
            "person_names": [f" {whole_name(name)}"],
        }
        for name in ("A. Pell", "Ana Pell")
    ]
    answer = {"hits": {"hits": [{"_source": each} for each in documents]}}
    asked, _ = answering(*[answer] * 9)
    connection = RememberingConnection(asked)
    index = ArticleIndex(connection)
    merge = NameCorrection("A. Pell", "Ana Pell", True, by="Ida Holm")
    own = OwnNames(connection, NameFolds(connection, index), lambda: [merge], dict)
    speaker = NameIndex(connection, index, own).get("Ana Pell")
    assert speaker
    assert [alias.reason for alias in speaker.aliases] == ["merged by Ida Holm"]


def test_state_is_forgotten_although_the_cluster_is_down(answering: Callable[..., Any]) -> None:
    down = failures.ConnectionError("N/A", "refused", Exception())
    connection, sent = answering({"pit_id": "p"}, down)
    states = PointsInTime(RememberingConnection(connection))
    states.get(0).point("newsroom-articles")
    states.clear()
    assert len(sent) == 2


def test_connection_is_closed_if_the_archive_cannot_be_opened(
    answering: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(Connection, "close", lambda _: closed.append(True))
    answering(failures.ConnectionError("N/A", "refused", Exception()))
    with pytest.raises(ArchiveError):
        OpenSearchEngine("opensearch://host:9200/newsroom")
    assert closed == [True]


def test_other_archives_with_names_that_start_the_same_are_left_alone(
    answering: Callable[..., Any],
) -> None:
    connection, sent = answering({})
    ArticleIndex(connection).refresh()
    assert sent[0][1] == (
        "/newsroom-articles,newsroom-quotes,newsroom-names,newsroom-ungrouped/_refresh"
    )
