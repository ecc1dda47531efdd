"""Utterances stay those of the current quotes, whatever is added, changed, merged or deleted."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article, Span
from index.engines.local.database.utterances import grouping, table
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine, QuoteRequest
from index.errors import NotFoundError
from index.name_folding import fold_speakers
from index.query import parse_quote
from index.record.drift import KINDS
from index.record.utterances import (
    RULES,
    UtteredQuote,
    link_strength,
    split_into_utterances,
)
from index.user_data import (
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
    Revision,
)
from tests.support.builders import annotated, article
from tests.support.invented_utterances import NAMED_CHANGES, OTHER_CHANGES, to_article, versions
from tests.support.reference import find_links, to_uttered

DAYS = [date(2024, 3, 1) + timedelta(days=number) for number in range(60)]
OUTLETS = ["Post", "Echo", "Courier", "Wire", "Sun", "Herald"]
SAID = "“We will rebuild the old pier before the spring” [Ana Pell]"
POST = article(f"The council met at nine. {SAID}", "2024-03-01", source="Post")
ECHO = article(f"Rain fell on the crowd in the square. {SAID}", "2024-03-02", source="Echo")
WIRE = article(f"Nobody had expected a decision. {SAID}", "2024-03-03", source="Wire")


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


@pytest.mark.parametrize("batch", [7, 500])
def test_groups_by_newer_rules_are_those_of_comparing_each_quote_with_all(
    tmp_path: Path, drawn: list[tuple[Article, Annotation]], monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:  # fmt: skip
    def older(one: UtteredQuote, other: UtteredQuote) -> float:
        """Miss half of the versions, and link some quotes that have nothing in common."""
        sizes = len(one.words) + len(other.words)
        return link_strength(one, other) if sizes % 2 else float(one.outlet == other.outlet)

    with closing(LocalEngine(tmp_path / "older")) as engine:
        with monkeypatch.context() as context:
            context.setattr(grouping, "link_strength", older)
            engine.add(drawn)
            assert groups(engine) != compared_one_by_one(drawn)
        monkeypatch.setattr(table, "RULES", RULES + 1)
        monkeypatch.setattr(table, "BATCH", batch)
        assert engine.utterances.catch_up() == sum(len(each.quotes) for _, each in drawn)
        assert groups(engine) == compared_one_by_one(drawn)


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


def test_search_groups_what_is_new_first(engine: Engine) -> None:
    engine.add(annotated(POST, ECHO))
    assert engine.quotes(QuoteRequest(parse_quote("versions:2").tree, limit=9))[0] == 2
    engine.add(annotated(WIRE))
    assert engine.quotes(QuoteRequest(parse_quote("versions:3").tree, limit=9))[0] == 3


def test_quotes_are_oldest_first_with_their_stories(engine: Engine) -> None:
    engine.add(annotated(WIRE, POST, ECHO))
    found = engine.utterances.of_quote(ECHO.id, 0)
    assert [hit.entry.source for hit in found.hits] == ["Post", "Echo", "Wire"]
    assert len(set(found.stories)) == 3


def test_quotes_that_start_at_the_same_place_are_told_apart(engine: Engine) -> None:
    pairs = annotated(POST, ECHO, WIRE)
    one, two = pairs[0][1].quotes[0], pairs[1]
    longer = one._replace(content=(Span(0, one.content[0].end),))
    shorter = one._replace(content=(Span(0, 11),))
    engine.add([(POST, pairs[0][1]._replace(quotes=(shorter, longer))), two, pairs[2]])
    hits = engine.quotes(QuoteRequest(parse_quote("source:post").tree, limit=9))[1]
    for hit in hits:
        found = engine.utterances.of_quote(POST.id, hit.number).hits
        assert hit in found
    assert len(hits) == 2


def test_unknown_quote_is_reported(engine: Engine) -> None:
    engine.add(annotated(POST))
    with pytest.raises(NotFoundError, match="no quote with the number 8"):
        engine.utterances.of_quote(POST.id, 7)
    with pytest.raises(NotFoundError):
        engine.utterances.of_quote("ffff", 0)


# One person's changes

SUN = article(
    "Fog lay on the sea. “We will rebuild the old pier” [Ana Pell] “It is cold” [a clerk]",
    "2024-03-03", source="Sun",
)  # fmt: skip
HERALD = article(
    "Snow fell. “We will rebuild the old pier before the autumn” [A. Pell]",
    "2024-03-04", source="Herald",
)  # fmt: skip
ALL = (POST, ECHO, WIRE, SUN, HERALD)
Change = Callable[[Archive], object]
TODAY = date(2024, 5, 1)


def corrected(number: int, speaker: str, *, is_quote: bool = True) -> Change:
    def change(archive: Archive) -> None:
        quote = archive.annotation(SUN.id).quotes[number]
        archive.corrections.correct_quote(SUN.id, quote, speaker, is_quote=is_quote)

    return change


def revised(*corrections: Correction) -> Change:
    return lambda archive: archive.corrections.apply(Revision(added=corrections))


CHANGES: dict[str, tuple[Change, list[set[str]]]] = {
    "nothing": (lambda _: None, [{"Post", "Echo", "Wire", "Sun"}]),
    "a deleted article": (
        revised(Deletion(SUN.id, made=TODAY)), [{"Post", "Echo", "Wire", "Herald"}],
    ),
    "all but one deleted": (
        revised(*(Deletion(each.id, made=TODAY) for each in ALL[1:])), [],
    ),
    "a hidden outlet": (
        revised(OutletCorrection("Herald", "")), [{"Post", "Echo", "Wire", "Sun"}],
    ),
    "no quote, before others": (
        corrected(0, "", is_quote=False), [{"Post", "Echo", "Wire", "Herald"}],
    ),
    "an edited date": (
        lambda archive: archive.editing.edit(SUN.id, {"date": "2024-06-01"}),
        [{"Post", "Echo", "Wire", "Herald"}],
    ),
    "another speaker of another quote": (
        corrected(1, "Tim Falk"), [{"Post", "Echo", "Wire", "Sun", "Herald"}],
    ),
    "another speaker": (
        corrected(0, "Tim Falk"), [{"Post", "Echo", "Wire", "Sun", "Herald"}],
    ),
    "merged names": (
        revised(NameCorrection("A. Pell", "Ana Pell", same=True, made=TODAY)),
        [{"Post", "Echo", "Wire", "Sun", "Herald"}],
    ),
}  # fmt: skip


@pytest.fixture
def archive(engine: Engine) -> Archive:
    engine.add(annotated(*ALL))
    return Archive(engine)


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_changes_applies_to_groups_and_searches_of_them(
    archive: Archive, engine: Engine, change: str
) -> None:
    make, expected = CHANGES[change]
    make(archive)
    found, total = archive.record.utterances("", "newest")
    groups = [
        [(version.hit.entry.id, version.hit.number) for version in each.versions] for each in found
    ]
    outlets = [{version.hit.entry.source for version in each.versions} for each in found]
    assert (outlets, total) == (expected, len(expected))
    assert archive.record.utterances("pier", "versions")[1] == total
    quotes = archive.quotes(limit=99)
    for hit in quotes:
        place = (hit.entry.id, hit.number)
        own = next((group for group in groups if place in group), [place])
        versions = archive.record.versions_of(*place).versions
        assert [(each.hit.entry.id, each.hit.number) for each in versions] == own
    numbers = engine.utterances.numbers(quotes)
    assert [bool(number) for number in numbers] == [
        any((hit.entry.id, hit.number) in group for group in groups) for hit in quotes
    ]
    for line, wanted in (
        ("versions:>1", {place for group in groups for place in group}),
        ("versions:4", {place for group in groups if len(group) == 4 for place in group}),
        *(
            (f"drift:{kind}", {
                place for group, each in zip(groups, found, strict=True)
                if kind in each.drift for place in group
            })
            for kind in KINDS
        ),
    ):  # fmt: skip
        assert {(hit.entry.id, hit.number) for hit in archive.quotes("", line)} == wanted
        assert {hit.entry.id for hit in archive.search(line).hits} == {
            place[0] for place in wanted
        }  # fmt: skip


def test_utterances_are_listed_in_each_order_in_pages(
    engine: Engine, drawn: list[tuple[Article, Annotation]]
) -> None:
    engine.add(drawn)
    for order in ("versions", "newest", "oldest"):
        found, total = engine.utterances.page(None, order, 0, 10_000)
        days = [[hit.entry.date for hit in each.hits if hit.entry.date] for each in found]
        ranks = {
            "versions": [-len(each.hits) for each in found],
            "newest": [-max(each).toordinal() for each in days],
            "oldest": [min(each).toordinal() for each in days],
        }[order]
        assert ranks == sorted(ranks)
        pages = [engine.utterances.page(None, order, start, 7)[0] for start in range(0, total, 7)]
        assert [each for page in pages for each in page] == found


def test_quote_that_is_gone_leaves_the_others(engine: Engine) -> None:
    pairs = annotated(POST, ECHO, WIRE)
    engine.add(pairs)
    assert groups(engine) == {frozenset((POST.id, ECHO.id, WIRE.id))}
    engine.annotations.replace([(POST, Annotation())])
    assert groups(engine) == {frozenset((ECHO.id, WIRE.id))}


def test_merged_names_of_the_archive_are_one_person(engine: Engine) -> None:
    """The same report by people with different names is none by one of them."""
    one = article("Rain. “We will rebuild the old pier before the spring” [Ana Pell]")
    other = article("Snow. “We will rebuild the old pier before the autumn” [Pell]", source="Echo")
    engine.add(annotated(one, other))
    assert groups(engine) == set()
    fold_speakers(engine, annotated(one, other))
    engine.catch_up(wait=True)
    assert groups(engine) == {frozenset((one.id, other.id))}
