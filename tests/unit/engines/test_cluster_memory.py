"""Answers of a cluster are kept while nothing changes; a small stand-in answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opensearchpy import exceptions as failures

from index.engines.opensearch import connection as connections
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search import remembering
from index.engines.opensearch.search.pages import PointsInTime
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.storing.documents import dump
from index.engines.opensearch.storing.kept_articles import KeptArticles
from index.errors import ArchiveError
from tests.support.builders import annotated, article
from tests.support.shared_articles import share

BODY = {"query": {"match_all": {}}}
ARTICLES = "/newsroom-articles"
MANY = 2000
LINE: tuple[Any, Any] = ({"index": {}}, {})


class Cluster:
    """Answers each request with its number, and counts all but the looks at what changed."""

    def __init__(self) -> None:
        self.state: Any = {"changes": 0}
        self.asked, self.hits = 0, 1
        self.searches = 0
        """How many searches were sent together."""
        self.meanwhile: Callable[[], object] = lambda: None

    def answer(self, method: str, path: str, body: Any = None, **_: Any) -> Any:
        if "/_stats" in path:
            if isinstance(self.state, Exception):
                raise self.state
            return self.state
        self.asked += 1
        self.meanwhile()
        if "/_search/point_in_time" in path:
            return {"pit_id": str(self.asked)}
        if "/_msearch" in path:
            self.searches = body.count("\n") // 2
            numbers = range(self.searches)
            return {
                "responses": [{"number": self.asked + n, "hits": {"hits": []}} for n in numbers]
            }
        if "/_bulk" in path:
            return {"items": [{"index": {"_id": "a", "status": 201}}] * (body.count("\n") // 2)}
        return {"number": self.asked, "hits": {"hits": [{}] * self.hits}, "docs": []}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    found = Cluster()
    monkeypatch.setattr("opensearchpy.Transport.perform_request", found.answer)
    monkeypatch.setattr(remembering, "MAX_AGE", 0.0)
    return found


@pytest.fixture
def connection(cluster: Cluster) -> RememberingConnection:
    address = parse_address("opensearch://host:9200/newsroom")
    return RememberingConnection(Connection(address, Credentials()))


def search(connection: Connection, body: Any = BODY) -> int:
    return int(connection.search(f"{ARTICLES}/_search", body)["number"])


def change_by_another(cluster: Cluster, _: RememberingConnection) -> None:
    cluster.state = {"changes": 1}


def forget(_: Cluster, connection: RememberingConnection) -> None:
    connection.forget()


def refresh(_: Cluster, connection: RememberingConnection) -> None:
    connection.send("POST", f"{ARTICLES}/_refresh")


def write(_: Cluster, connection: RememberingConnection) -> None:
    connection.bulk([LINE])


def lose_the_right_to_look(cluster: Cluster, _: RememberingConnection) -> None:
    cluster.state = failures.AuthorizationException(403, "", "")


def nothing(_: Cluster, __: RememberingConnection) -> None:
    pass


def other_reads(_: Cluster, connection: RememberingConnection) -> None:
    search(connection, {"query": {"term": {"outlet": "Post"}}})
    connection.send("POST", f"{ARTICLES}/_mget", {"ids": ["a"]})
    connection.send("POST", f"{ARTICLES}/_search/point_in_time?keep_alive=5m")
    connection.send("DELETE", "/_search/point_in_time", {"pit_id": ["p"]})
    connection.send("GET", "/_tasks")


@pytest.mark.parametrize(
    ("event", "is_kept"),
    [
        (nothing, True), (other_reads, True), (change_by_another, False), (forget, False),
        (refresh, False), (write, False), (lose_the_right_to_look, False),
    ],
)  # fmt: skip
def test_answer_is_kept_until_anything_changes(
    cluster: Cluster, connection: RememberingConnection, event: Any, is_kept: bool
) -> None:
    first = search(connection)
    event(cluster, connection)
    assert (search(connection) == first) == is_kept


def test_searches_sent_together_are_kept_one_by_one(
    cluster: Cluster, connection: RememberingConnection
) -> None:
    other = {"query": {"match_none": {}}}
    index = "newsroom-articles"
    first = connection.search_all([(index, BODY), (index, other)])
    assert [search(connection), search(connection, other)] == [each["number"] for each in first]
    assert connection.search_all([(index, each) for each in (other, BODY, other)]) == [
        first[1], first[0], first[1],
    ]  # fmt: skip
    assert cluster.asked == 1


def test_only_searches_that_are_not_kept_are_sent(
    cluster: Cluster, connection: RememberingConnection
) -> None:
    known = search(connection)
    found, _ = connection.search_all(
        [("newsroom-articles", BODY), ("newsroom-articles", {"query": {"match_none": {}}})]
    )
    assert (found["number"], cluster.searches) == (known, 1)


def test_listed_article_is_read_without_a_request(
    cluster: Cluster, connection: RememberingConnection
) -> None:
    (stored,) = share(annotated(article("Fog over Torp.")))
    articles, name = KeptArticles(connection), stored.article.id
    hit = {"_id": name, "_source": dump(stored)}
    assert articles.load([hit], connection.generation()) == [stored]
    assert articles.fetch([name]) == {name: stored}
    assert cluster.asked == 0


@pytest.mark.parametrize("event", [change_by_another, forget, refresh, write])
def test_listed_article_is_read_again_when_anything_changes(
    cluster: Cluster, connection: RememberingConnection, event: Any
) -> None:
    (stored,) = share(annotated(article("Fog over Torp.")))
    articles, generation = KeptArticles(connection), connection.generation()
    event(cluster, connection)
    hit = {"_id": stored.article.id, "_source": dump(stored)}
    articles.load([hit], generation)  # read before, and answered late
    assert articles.fetch([stored.article.id]) == {}


def test_writers_see_what_is_there(cluster: Cluster, connection: RememberingConnection) -> None:
    """Only readers ask by the connection that remembers."""
    writing = Connection(connection.address, Credentials())
    assert search(writing) != search(writing)


def test_answer_given_while_the_archive_changed_is_not_kept(
    cluster: Cluster, connection: RememberingConnection
) -> None:
    def change() -> None:
        cluster.meanwhile = lambda: None
        cluster.state = {"changes": 1}
        connection.generation()

    cluster.meanwhile = change
    assert search(connection) != search(connection)


def test_very_long_answer_is_not_kept(cluster: Cluster, connection: RememberingConnection) -> None:
    cluster.hits = MANY
    assert search(connection) != search(connection)


def test_oldest_answers_are_forgotten_first(connection: RememberingConnection) -> None:
    first = [search(connection, {"from": number}) for number in range(MANY)]
    assert search(connection, {"from": MANY - 1}) == first[-1]
    assert search(connection, {"from": 0}) != first[0]


def test_later_search_uses_the_same_state_until_anything_changes(
    cluster: Cluster, connection: RememberingConnection
) -> None:
    states = PointsInTime(connection)
    first = states.get(0)
    assert states.get(0) is first
    cluster.state = {"changes": 1}
    assert states.get(0) is not first
    assert states.get(first.number) is first  # later pages of the first search
    second = states.get(0)
    states.outdate()
    assert states.get(0) is not second


ASKED: list[Callable[[Connection], object]] = [
    lambda connection: connection.bulk([LINE]),
    lambda connection: connection.search(f"{ARTICLES}/_search", BODY),
    lambda connection: connection.search_all([("newsroom-articles", BODY)]),
    lambda connection: connection.send("GET", "/"),
]


@pytest.mark.parametrize("reason", ["circuit_breaking_exception", "rejected_execution_exception"])
@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("is_reading", [True, False])
def test_request_that_a_busy_cluster_refuses_is_sent_again(
    cluster: Cluster, connection: RememberingConnection, monkeypatch: pytest.MonkeyPatch,
    reason: str, ask: Callable[[Connection], object], is_reading: bool,
) -> None:  # fmt: skip
    """A reader waits for a moment only; adding goes on waiting for a while."""
    waits = (0, 0, 0, 0)
    monkeypatch.setattr(connections, "BACK_OFF", waits)
    asking = connection if is_reading else Connection(connection.address, Credentials())
    allowed = 3 if is_reading else len(waits)
    refusals: list[Exception] = []

    def refuse() -> None:
        if refusals:
            raise refusals.pop()

    cluster.meanwhile = refuse
    refusals += [failures.TransportError(429, reason, {})] * allowed
    assert ask(asking)
    assert cluster.asked == allowed + 1
    connection.forget()
    refusals += [failures.TransportError(429, reason, {})] * (allowed + 1)
    with pytest.raises(ArchiveError, match="too busy"):
        ask(asking)
    assert refusals == []
