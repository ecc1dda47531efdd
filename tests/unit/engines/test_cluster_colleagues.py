"""What several people store on a cluster at the same time; a small stand-in answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opensearchpy.exceptions import AuthorizationException, NotFoundError

from index.article import Annotation
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.maintenance import rebuild
from index.engines.opensearch.names.counts import NameCounts
from index.engines.opensearch.storing import regrouping
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    VersionGroup,
    article_document,
    load,
    quote_documents,
)
from index.engines.opensearch.storing.grouping import QuoteGrouping, Ungrouped
from index.engines.opensearch.storing.regrouping import Regrouping
from index.engines.opensearch.storing.schema import FORMAT, REGROUPING
from index.engines.opensearch.storing.writer import ClusterWriter
from index.errors import ArchiveError
from tests.support.builders import annotated, article
from tests.support.shared_articles import share

SAID = "“We will rebuild the old pier before the spring” [Ana Pell]"
PAIR = annotated(article(f"The council met at nine. {SAID}", "2024-03-01", source="Post"))[0]
ID = PAIR[0].id
STALE = VersionGroup(f"{ID}-0", 2, "", 1, 1)
(PLAIN,) = share([PAIR])
GROUPED = PLAIN._replace(groups=(STALE,))
ARTICLES, QUOTES, UNGROUPED = (f"newsroom-{part}" for part in ("articles", "quotes", "ungrouped"))


class Cluster:
    """Keeps documents with the numbers of their states; searches return all of an index."""

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], tuple[int, Any]] = {}
        self.on_write: Callable[[str], None] = lambda _: None
        """Called once for each index with the name of that which is written to next."""
        self.meta: dict[str, int] = {}
        """What the index of waiting articles says about the program that filled it."""
        self._number = 0

    def put(self, index: str, name: str, document: Any) -> None:
        self._number += 1
        self.documents[index, name] = self._number, document

    def put_article(self, stored: SharedArticle) -> None:
        self.put(ARTICLES, stored.article.id, article_document(stored))
        for name, document in quote_documents(stored):
            self.put(QUOTES, name, document)

    def article(self) -> SharedArticle:
        return load(json.loads(json.dumps(self.documents[ARTICLES, ID][1])))

    def is_waiting(self) -> bool:
        return (UNGROUPED, ID) in self.documents

    def answer(self, method: str, path: str, body: Any = None, **__: Any) -> Any:
        if path.startswith("/_bulk"):
            return self._bulk([json.loads(line) for line in body.splitlines()])
        index = path.split("/")[1]
        if path == "/_aliases":
            self.on_write("alias")
        if index == "_alias":
            return {f"{path.split('/')[2]}-v1": {}}
        if path.endswith("/_mapping"):
            self.meta = (body or {}).get("_meta", self.meta)
            return {index: {"mappings": {"_meta": self.meta}}}
        if "/_doc/" in path:
            return self._document(method, index, path.split("/")[-1])
        if "_mget" in path:
            return {"docs": [self._hit(index, name) for name in body["ids"]]}
        if "_msearch" in path:
            return {"responses": [{"hits": {"hits": []}}] * (body.count("\n") // 2)}
        if "_search" in path:
            after = body.get("query", {}).get("range", {}).get("added", {}).get("gt", 0)
            _, last = body.get("search_after", (0, ""))
            hits = [
                self._hit(*place)
                for place, (_, document) in self.documents.items()
                if place[0] == index and document.get("added", 1) > after
                and place[1] > last and place[1] != REGROUPING
            ]  # fmt: skip
            hits = hits[: body.get("size")]
            counts = {"quotes": {"buckets": []}, "articles": {"buckets": []}}
            return {"hits": {"hits": hits}, "aggregations": counts}
        return {}

    def _document(self, method: str, index: str, name: str) -> Any:
        if (index, name) not in self.documents:
            raise NotFoundError(404, "not found", {})
        if method == "DELETE":
            del self.documents[index, name]
            return {}
        return self._hit(index, name)

    def _hit(self, index: str, name: str) -> Any:
        number, document = self.documents.get((index, name), (0, None))
        source = json.loads(json.dumps(document))
        return {
            "_id": name, "found": bool(number), "_source": source, "_seq_no": number,
            "_primary_term": 1, "sort": [0, name],
        }  # fmt: skip

    def _bulk(self, lines: list[Any]) -> Any:
        items = []
        while lines:
            ((action, place),) = lines.pop(0).items()
            key = place["_index"], place["_id"]
            document = lines.pop(0) if action != "delete" else None
            self.on_write(key[0])
            number = self.documents.get(key, (0, None))[0]
            if place.get("if_seq_no", number) != number or (action == "create" and number):
                error = {"type": "version_conflict_engine_exception", "reason": "conflict"}
                items.append({action: {"_id": key[1], "status": 409, "error": error}})
                continue
            if action == "delete":
                self.documents.pop(key, None)
            else:
                self.put(*key, document)
            state = {"_seq_no": self._number, "_primary_term": 1}
            items.append({action: {"_id": key[1], "status": 200, **state}})
        return {"items": items}

    def meanwhile(self, index: str, act: Callable[[], object]) -> None:
        """Have a colleague act once, just before something is written to an index."""

        def on_write(written: str) -> None:
            if written == index:
                self.on_write = lambda _: None
                act()

        self.on_write = on_write


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    found = Cluster()
    monkeypatch.setattr("opensearchpy.Transport.perform_request", found.answer)
    return found


@pytest.fixture
def index(cluster: Cluster) -> ArticleIndex:
    return ArticleIndex(_connection())


def _connection() -> Connection:
    return Connection(parse_address("opensearch://host:9200/newsroom"), Credentials())


@pytest.fixture
def writer(index: ArticleIndex) -> Iterator[ClusterWriter]:
    found = ClusterWriter(index, NameCounts(_connection(), index))
    yield found
    found.close()


def catch_up(index: ArticleIndex) -> int:
    return Ungrouped(_connection(), index, lambda _: {}).catch_up()


def test_article_that_a_colleague_could_not_find_yet_still_waits(
    cluster: Cluster, index: ArticleIndex, writer: ClusterWriter
) -> None:
    cluster.meanwhile(QUOTES, lambda: catch_up(index))
    writer.add([PAIR])
    assert cluster.is_waiting()


def test_copies_that_two_people_add_at_once_are_all_counted(
    cluster: Cluster, index: ArticleIndex, writer: ClusterWriter
) -> None:
    text = " ".join(f"Line {number} tells of a boat that left the pier." for number in range(20))
    first, theirs, ours = (
        annotated(article(f"{text} {SAID}", "2024-03-01", source=outlet))[0]
        for outlet in ("Post", "Echo", "Wire")
    )
    writer.add([first])
    colleague = ClusterWriter(index, NameCounts(_connection(), index))
    cluster.meanwhile(ARTICLES, lambda: colleague.add([theirs]))
    writer.add([ours])
    colleague.close()
    found = [
        load(json.loads(json.dumps(document)))
        for (part, _), (_, document) in cluster.documents.items()
        if part == ARTICLES
    ]
    assert [each.copies for each in found] == [2, 2, 2]
    assert len({each.story for each in found}) == 1
    assert [each.related for each in found] == [True] * 3
    assert sum(not each.repeated[0] for each in found) == 1


def test_annotation_that_comes_while_quotes_are_grouped_is_kept(
    cluster: Cluster, index: ArticleIndex
) -> None:
    cluster.put_article(GROUPED)
    index.enqueue({ID: None})
    newer = Annotation(annotated_by="newer")
    theirs = GROUPED._replace(annotation=newer, groups=(), repeated=())
    cluster.meanwhile(ARTICLES, lambda: cluster.put_article(theirs))
    catch_up(index)
    assert cluster.article().annotation == newer


def test_groups_that_come_while_an_article_is_annotated_do_not_bring_old_quotes_back(
    cluster: Cluster, writer: ClusterWriter
) -> None:
    cluster.put_article(PLAIN)
    quote = PAIR[1].quotes[0]._replace(speakers=("Tim Falk",))
    cluster.meanwhile(ARTICLES, lambda: cluster.put_article(GROUPED))
    writer.replace([(PAIR[0], PAIR[1]._replace(quotes=(quote,)))])
    assert cluster.article().annotation.quotes == (quote,)
    assert cluster.documents[QUOTES, f"{ID}-0"][1]["uttered"]["names"] == ["Tim Falk"]
    assert cluster.is_waiting()


def test_rebuilt_archive_is_grouped_when_its_new_indices_are_in_use(
    cluster: Cluster, index: ArticleIndex
) -> None:
    cluster.put_article(PLAIN)
    written: list[str] = []
    cluster.on_write = written.append
    assert rebuild(_connection(), index, lambda _: None) == 1
    assert written == [f"{QUOTES}-v2", f"{ARTICLES}-v2", "alias", UNGROUPED]


def test_article_without_the_groups_of_its_quotes_gets_them(
    cluster: Cluster, index: ArticleIndex
) -> None:
    cluster.put_article(PLAIN)
    cluster.put(ARTICLES, ID, article_document(GROUPED))
    index.enqueue({ID: None})
    catch_up(index)
    assert cluster.article().groups == ()
    assert not cluster.is_waiting()


def test_quotes_of_waiting_articles_and_people_are_read_again(
    cluster: Cluster, index: ArticleIndex
) -> None:
    cluster.put_article(GROUPED)
    grouping = QuoteGrouping(_connection(), index, lambda quotes: quotes)
    (key,) = grouping.quotes_where({})
    cluster.put_article(PLAIN)
    for articles, names in (((), ()), (("other",), ("Tim Falk",))):
        grouping.forget(articles, names)
        grouping.quotes_where({})
        found = grouping.get(key)
        assert found
        assert found.group == STALE
    for articles, names in (((ID,), ()), ((), ("ana pell",))):
        grouping.forget(articles, names)
        assert grouping.get(key) is None
        grouping.quotes_where({})
        found = grouping.get(key)
        assert found
        assert found.group is None


# Groups of an older program

OTHER = annotated(article(f"Rain fell on the square. {SAID}", "2024-03-02", source="Echo"))[0]


@pytest.fixture
def grouped(cluster: Cluster) -> Cluster:
    """Return a cluster on which an older program found versions of two quotes, of another each."""
    for number, stored in enumerate(share([PAIR, OTHER])):
        cluster.put_article(stored._replace(groups=(STALE,), added=number + 1))
    return cluster


def regroup(index: ArticleIndex, taken: Regrouping, stop_after: int = 9, then: Any = None) -> int:
    """Have a reader group quotes again, and end after so many batches."""
    reader, batches = Ungrouped(_connection(), index, lambda _: {}), iter(range(stop_after))
    end = then or reader.is_stopped.set

    def refresh() -> None:
        if next(batches, None) == stop_after - 1:
            end()

    index.refresh = refresh  # type: ignore[method-assign]
    return reader.regroup(taken)


def groups(cluster: Cluster) -> list[bool]:
    """Return for each article whether it has the groups of the older program."""
    return [
        bool(load(json.loads(json.dumps(document))).groups)
        for (part, _), (_, document) in cluster.documents.items()
        if part == ARTICLES
    ]


def test_one_reader_groups_again_what_an_older_program_grouped(
    grouped: Cluster, index: ArticleIndex
) -> None:
    reader, colleague = (Regrouping(_connection(), index) for _ in range(2))
    assert (reader.take(), colleague.take()) == (True, False)
    assert groups(grouped) == [True, True]
    assert regroup(index, reader) == 2
    assert groups(grouped) == [False, False]
    assert (colleague.is_due(), colleague.take(), colleague.count()) == (False, False, 0)
    assert (UNGROUPED, REGROUPING) not in grouped.documents


def test_next_reader_goes_on_where_one_stopped(
    grouped: Cluster, index: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrouping, "BATCH", 1)
    reader, colleague = (Regrouping(_connection(), index) for _ in range(2))
    assert reader.take()
    assert regroup(index, reader, stop_after=1) == 1
    assert colleague.take()
    assert regroup(index, colleague) == 1
    assert groups(grouped) == [False, False]
    assert not colleague.is_due()


def test_colleague_goes_on_if_a_reader_was_killed_or_hangs(
    grouped: Cluster, index: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrouping, "BATCH", 1)
    reader, colleague = (Regrouping(_connection(), index) for _ in range(2))
    assert reader.take()
    now = regrouping.time.time()

    def hang() -> None:
        monkeypatch.setattr(regrouping.time, "time", lambda: now + 1000)
        assert colleague.take()

    assert regroup(index, reader, stop_after=1, then=hang) == 1
    assert colleague.is_due()
    assert regroup(index, colleague) == 2
    assert not colleague.is_due()


def test_who_may_not_write_uses_the_old_groups(
    grouped: Cluster, index: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object, method: str, path: str, **options: Any) -> Any:
        if method == "PUT":
            raise AuthorizationException(403, "no permissions", {})
        return grouped.answer(method, path, **options)

    monkeypatch.setattr("opensearchpy.Transport.perform_request", refuse)
    assert not Regrouping(_connection(), index).take()


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (FORMAT + 1, "newer version of onrecord. Upgrade"),
        (FORMAT - 1, "With that version, copy it to a folder: onrecord copy opensearch://host:92"),
        (0, "older version of onrecord"),
    ],
)
def test_archive_of_another_version_says_what_to_do(
    index: ArticleIndex, monkeypatch: pytest.MonkeyPatch, made: int, message: str
) -> None:
    """Only the version that made it can read and copy it."""
    mapping = {"i": {"mappings": {"_meta": {"onrecord": made} if made else {}}}}
    monkeypatch.setattr("opensearchpy.Transport.perform_request", lambda *_, **__: mapping)
    with pytest.raises(ArchiveError, match=message):
        index.exists()
