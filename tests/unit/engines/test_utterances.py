"""Utterances stay those of the current quotes, whatever is added, changed, merged or deleted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.article import Annotation, Article
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine
from index.errors import NotFoundError
from index.query import parse_quote
from index.record.utterances import find_links, split_into_utterances
from index.user_data import Deletion, OutletCorrection, Revision
from tests.support.builders import annotated, article
from tests.support.invented_utterances import NAMED_CHANGES, OTHER_CHANGES, to_article, versions
from tests.support.reference import to_uttered

DAYS = [date(2024, 3, 1) + timedelta(days=number) for number in range(60)]
OUTLETS = ["Post", "Echo", "Courier", "Wire", "Sun", "Herald"]
SAID = "“We will rebuild the old pier before the spring” [Ana Pell]"
POST = article(f"The council met at nine. {SAID}", "2024-03-01", source="Post")
ECHO = article(f"Rain fell on the crowd in the square. {SAID}", "2024-03-02", source="Echo")
WIRE = article(f"Nobody had expected a decision. {SAID}", "2024-03-03", source="Wire")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Return an empty engine of the kind that groups quotes."""
    engine = LocalEngine(tmp_path / "archive")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Article, Annotation]]:
    """Return articles that quote 60 invented utterances, in versions of every kind."""
    rng = random.Random(7)
    said = versions(rng, 60, [*NAMED_CHANGES, *OTHER_CHANGES], OUTLETS, DAYS)
    return [
        to_article(each, f"Report {number} of {each.outlet}, x{number * 104729 % 99991}. ")
        for number, each in enumerate(said)
    ]


def groups(engine: Engine) -> set[frozenset[str]]:
    found, total = engine.utterances.page(None, "oldest", 0, 10_000)
    assert total == len(found)
    return {frozenset(hit.entry.id for hit in utterance.hits) for utterance in found}


def compared_one_by_one(pairs: list[tuple[Article, Annotation]]) -> set[frozenset[str]]:
    quotes = to_uttered(pairs)
    found = split_into_utterances(quotes, find_links(quotes))
    return {frozenset(quotes[each].place[0] for each in group) for group in found if group[1:]}


def test_groups_are_those_of_comparing_each_quote_with_all(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    engine.add(drawn)
    assert groups(engine) == compared_one_by_one(drawn)


def test_order_and_size_of_additions_make_no_difference(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    shuffled = random.Random(3).sample(drawn, len(drawn))
    for start in range(0, len(shuffled), 29):
        engine.add(shuffled[start : start + 29])
        engine.utterances.catch_up()
    assert groups(engine) == compared_one_by_one(drawn)


def test_deleted_articles_leave_their_utterances_and_come_back(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    engine.add(drawn)
    before = groups(engine)
    gone = drawn[::3]
    deletions = Revision(added=tuple(Deletion(one.id, one.title) for one, _ in gone))
    engine.revise(deletions)
    assert groups(engine) == compared_one_by_one([each for each in drawn if each not in gone])
    engine.revise(deletions.inverse)
    assert groups(engine) == before


def test_annotating_again_keeps_the_groups(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    engine.add(drawn)
    before = groups(engine)
    engine.annotations.replace(drawn[:40])
    assert groups(engine) == before
    engine.annotations.replace([(one, Annotation()) for one, _ in drawn[:40]])
    assert groups(engine) == compared_one_by_one(drawn[40:])


def test_rebuilding_the_index_keeps_the_groups(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    engine.add(drawn[:60])
    before = groups(engine)
    engine.rebuild()
    assert groups(engine) == before


def test_hidden_outlet_is_in_no_utterance(engine: Engine) -> None:
    engine.add(annotated(POST, ECHO, WIRE))
    assert groups(engine) == {frozenset((POST.id, ECHO.id, WIRE.id))}
    engine.revise(Revision(added=(OutletCorrection("Echo", ""),)))
    assert groups(engine) == {frozenset((POST.id, WIRE.id))}


def test_article_with_another_date_leaves_and_comes_back(engine: Engine) -> None:
    engine.add(annotated(POST, ECHO))
    together = {frozenset((POST.id, ECHO.id))}
    assert groups(engine) == together
    edit = engine.corrections.propose_edit(ECHO.id, {"date": "2024-06-01"}, date(2024, 7, 1))
    engine.revise(edit)
    assert groups(engine) == set()
    engine.revise(edit.inverse)
    assert groups(engine) == together


def test_words_that_every_outlet_prints_are_one_utterance(engine: Engine) -> None:
    printed = [
        article(
            f"Word{n} word{n * 7} word{n * 11} stand here. {SAID}", "2024-03-01", source=f"O{n}"
        )
        for n in range(120)
    ]
    for start in range(0, len(printed), 50):
        engine.add(annotated(*printed[start : start + 50]))
        engine.utterances.catch_up()
    assert groups(engine) == {frozenset(each.id for each in printed)}


def test_query_selects_utterances_with_a_matching_quote(engine: Engine) -> None:
    engine.add(annotated(POST, ECHO, WIRE))
    for line, expected in (("source:echo", 1), ("speaker:pell said:pier", 1), ("source:sun", 0)):
        assert engine.utterances.page(parse_quote(line).tree, "newest", 0, 9)[1] == expected


def test_quotes_are_oldest_first_with_their_stories(engine: Engine) -> None:
    engine.add(annotated(WIRE, POST, ECHO))
    found = engine.utterances.of_quote(ECHO.id, 0)
    assert [hit.entry.source for hit in found.hits] == ["Post", "Echo", "Wire"]
    assert len(set(found.stories)) == 3


def test_unknown_quote_is_reported(engine: Engine) -> None:
    engine.add(annotated(POST))
    with pytest.raises(NotFoundError, match="no quote with the number 8"):
        engine.utterances.of_quote(POST.id, 7)
    with pytest.raises(NotFoundError):
        engine.utterances.of_quote("ffff", 0)
