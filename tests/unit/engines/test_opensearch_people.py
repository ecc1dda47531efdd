"""Several people use one archive on a cluster: who adds, who groups, and whose changes count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from opensearchpy import Transport

from index.archive import Archive
from index.article import Annotation
from index.engines.opensearch import utterances
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.names.folds import NameFolds
from index.engines.opensearch.search import remembering
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.grouping import Ungrouped
from index.engines.opensearch.storing.schema import FORMAT
from index.engines.protocol import Engine, QuoteRequest
from index.errors import ArchiveError, NotFoundError
from index.query import parse_quote
from index.user_data import Deletion, Revision
from tests.support.builders import annotated, article
from tests.support.engines import CLUSTER, address_of, connect, open_on_cluster, remove

pytestmark = pytest.mark.skipif(not CLUSTER, reason="no cluster: make cluster-test")
SAID = "“We will rebuild the old pier before the spring” [Ana Pell]"
POST = article(f"The council met at nine. {SAID}", "2024-03-01", source="Post")
ECHO = article(f"Rain fell on the crowd in the square. {SAID}", "2024-03-02", source="Echo")
WIRE = article(f"Nobody had expected a decision. {SAID}", "2024-03-03", source="Wire")


@pytest.fixture
def ida(tmp_path: Path) -> Iterator[OpenSearchEngine]:
    engine = open_on_cluster(tmp_path / "ida")
    yield engine
    remove(engine)


@pytest.fixture
def tom(ida: OpenSearchEngine, tmp_path: Path) -> Iterator[OpenSearchEngine]:
    """Return the same archive, as a colleague has opened it."""
    engine = OpenSearchEngine(address_of(ida), tmp_path / "tom")
    yield engine
    engine.close()


def groups(engine: Engine) -> list[set[str]]:
    found, _ = engine.utterances.page(None, "newest", 0, 99)
    return [{hit.entry.source for hit in each.hits} for each in found]


def test_quotes_that_one_person_adds_are_grouped_by_whoever_comes_next(
    ida: OpenSearchEngine, tom: OpenSearchEngine
) -> None:
    ida.add(annotated(POST))
    tom.add(annotated(ECHO))
    assert groups(tom) == [{"Post", "Echo"}]
    assert ida.utterances.catch_up() == 0
    assert groups(ida) == [{"Post", "Echo"}]


@pytest.mark.parametrize(
    ("limit", "expected"), [(0, {"Post", "Echo", "Wire"}), (1, {"Post", "Echo"})]
)
def test_groups_are_the_shared_ones_if_somebody_corrects_too_many_quotes(
    ida: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch, limit: int, expected: set[str]
) -> None:
    monkeypatch.setattr(utterances, "MAX_REGROUPED", limit)
    ida.add(annotated(POST, ECHO, WIRE))
    ida.utterances.catch_up()
    ida.revise(ida.corrections.propose_edit(WIRE.id, {"date": "2024-06-01"}, date(2024, 7, 1)))
    assert groups(ida) == [expected]


def test_groups_of_an_older_program_are_shown_until_one_reader_made_new_ones(
    ida: OpenSearchEngine, tom: OpenSearchEngine
) -> None:
    ida.add(annotated(POST, ECHO, WIRE))
    ida.utterances.catch_up()
    connection, index = connect(ida)
    older = [
        each._replace(groups=(None,) if each.article.id == WIRE.id else each.groups)
        for each in index.fetch([POST.id, ECHO.id, WIRE.id]).values()
    ]
    index.store(older)
    index.store_quotes(older)
    connection.send("PUT", f"/{index.ungrouped}/_mapping", {"_meta": {"onrecord": FORMAT}})
    index.refresh()
    connection.close()
    assert groups(tom) == [{"Post", "Echo"}]
    assert tom.utterances.count_outdated() == 3
    assert tom.utterances.catch_up() == 3
    assert groups(tom) == groups(ida) == [{"Post", "Echo", "Wire"}]
    assert ida.utterances.count_outdated() == ida.utterances.catch_up() == 0


def test_corrected_quote_that_a_colleague_removed_is_left_out(
    ida: OpenSearchEngine, tom: OpenSearchEngine
) -> None:
    ida.add(annotated(POST, ECHO, WIRE))
    (quote,) = ida.annotation(POST.id).quotes
    today = date(2024, 7, 1)
    ida.revise(ida.corrections.propose(POST.id, quote, "Tim Falk", True, today))
    tom.annotations.replace([(POST, Annotation())])
    assert groups(ida) == [{"Echo", "Wire"}]
    assert ida.quotes(QuoteRequest(parse_quote("source:post versions:>1").tree, limit=9))[0] == 0
    with pytest.raises(NotFoundError, match="only your own version"):
        ida.utterances.of_quote(POST.id, 0)


def test_deletion_by_one_person_leaves_the_groups_of_others(
    ida: OpenSearchEngine, tom: OpenSearchEngine
) -> None:
    ida.add(annotated(POST, ECHO, WIRE))
    ida.revise(Revision(added=(Deletion(WIRE.id),)))
    assert groups(ida) == [{"Post", "Echo"}]
    assert groups(tom) == [{"Post", "Echo", "Wire"}]


def test_article_that_changes_while_it_is_grouped_is_grouped_again(ida: OpenSearchEngine) -> None:
    ida.add(annotated(POST, ECHO))
    connection, index = connect(ida)
    ungrouped = Ungrouped(connection, index, lambda _: {})
    waiting = ungrouped.waiting()
    index.enqueue({ECHO.id: None})
    index.dequeue(waiting)
    index.refresh()
    assert ungrouped.count() == 1
    connection.close()


def test_who_may_only_read_sees_the_groups_that_there_are(
    ida: OpenSearchEngine, tom: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ArchiveError("The cluster refused this user.")

    ida.add(annotated(POST, ECHO))
    assert groups(ida) == [{"Post", "Echo"}]
    ida.add(annotated(WIRE))
    for name in ("store", "store_quotes", "dequeue"):
        monkeypatch.setattr(ArticleIndex, name, refuse)
    assert groups(tom) == [{"Post", "Echo"}]


def test_archive_of_an_older_program_says_how_to_join_names_spelt_alike(
    ida: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ("“We sail” [Ana Pell]", "“We stay” [ANA PELL]")
    with monkeypatch.context() as older:
        older.setattr(NameFolds, "join_spellings", lambda *_: None)
        ida.add(annotated(*(article(text, "2024-03-01") for text in said)))
    connection, index = connect(ida)
    connection.send("PUT", f"/{index.names}/_mapping", {"_meta": {"onrecord": FORMAT}})
    assert [each.name for each in ida.speakers.page("", 0, 9)] == ["ANA PELL", "Ana Pell"]
    assert any("onrecord rebuild" in each.remedy for each in ida.check())
    ida.rebuild()
    assert [each.name for each in ida.speakers.page("", 0, 9)] == ["Ana Pell"]
    assert not any(each.remedy for each in ida.check())
    connection.close()


REQUESTS = [
    pytest.param("council", 2, id="a word: hits with their copies, and whether it is a name"),
    pytest.param("council nine", 2, id="two words, which every hit has"),
    pytest.param("said:rebuild", 3, id="words of quotes: also the quotes and who speaks"),
    pytest.param("speaker:pell", 7, id="a speaker: also other names, and quotes in copies"),
]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of all requests; nobody else changes the archive."""
    monkeypatch.setattr(remembering, "CHECK_INTERVAL", 60)
    monkeypatch.setattr(remembering, "MAX_AGE", 60)
    paths: list[str] = []
    send = Transport.perform_request

    def record(transport: Transport, method: str, path: str, **rest: object) -> object:
        paths.append(path)
        return send(transport, method, path, **rest)

    monkeypatch.setattr(Transport, "perform_request", record)
    return paths


@pytest.mark.parametrize(("line", "count"), REQUESTS)
def test_new_search_sends_few_requests_one_after_another(
    ida: OpenSearchEngine, sent: list[str], line: str, count: int
) -> None:
    ida.add(annotated(POST, ECHO))
    archive = Archive(ida)
    assert archive.articles()
    sent.clear()
    assert archive.search(line).total
    assert len(sent) == count
    assert archive.search(line).total
    assert len(sent) == count


VIEWS = [
    pytest.param(
        lambda archive: archive.search("council", limit=60), 0, id="hits, after a preview"
    ),
    pytest.param(lambda archive: archive.articles("newest", 0, 60), 1, id="all articles"),
    pytest.param(lambda archive: archive.quotes(limit=60), 3, id="quotes"),
    pytest.param(lambda archive: archive.statistics.facets(), 3, id="filters"),
]


@pytest.mark.parametrize(("view", "count"), VIEWS)
def test_view_shown_for_the_first_time_sends_few_requests(
    ida: OpenSearchEngine, sent: list[str], view: Callable[[Archive], object], count: int
) -> None:
    ida.add(annotated(POST, ECHO, WIRE))
    archive = Archive(ida)
    assert archive.search("council", limit=1).total
    sent.clear()
    assert view(archive)
    assert len(sent) == count
    assert view(archive)
    assert len(sent) == count


def read_whole(archive: Archive, id: str) -> None:
    assert archive.article(id)
    assert archive.annotation(id)
    archive.copies(id)
    assert archive.versions(id)


def test_article_is_asked_about_together_with_the_others_in_the_list(
    ida: OpenSearchEngine, sent: list[str]
) -> None:
    copies = [POST, *(POST._replace(source=outlet) for outlet in ("Echo", "Wire"))]
    ida.add(annotated(*copies, ECHO))
    archive = Archive(ida)
    listed = archive.search("copies:apart council OR rain").hits
    sent.clear()
    read_whole(archive, listed[0].entry.id)
    assert len(sent) == 2
    for hit in listed:
        read_whole(archive, hit.entry.id)
    assert len(sent) == 2
