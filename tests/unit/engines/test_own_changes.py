"""What a person corrects, edits, deletes and merges applies to every search, on every engine."""

from __future__ import annotations

from datetime import date

import pytest

from index.engines.protocol import Engine, QuoteRequest, SearchRequest
from index.query import parse, parse_quote
from index.user_data import Deletion, NameCorrection, OutletCorrection, Revision
from tests.support.builders import annotated, article

TODAY = date(2024, 5, 1)
PIER = article(
    "“We paid for the boats,” [Ana Pell] she said. “It is cold,” [Tim Falk] he added.",
    "2024-03-01", source="Harbour Post", title="The pier",
)  # fmt: skip
VOTE = article(
    "The council voted on boats. “We will not pay,” [A. Pell] she said.",
    "2024-04-02", source="Valley Echo", title="A vote",
)  # fmt: skip


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.add(annotated(PIER, VOTE))
    return engine


def found(engine: Engine, line: str) -> set[str]:
    return {hit.entry.id for hit in engine.search(SearchRequest(parse(line).tree)).hits}


def speakers(engine: Engine, line: str) -> list[str | None]:
    return [
        hit.quote.speaker for hit in engine.quotes(QuoteRequest(parse_quote(line).tree, limit=9))[1]
    ]


def correct(engine: Engine, number: int, speaker: str, *, is_quote: bool = True) -> Revision:
    quote = engine.annotation(PIER.id).quotes[number]
    revision = engine.corrections.propose(PIER.id, quote, speaker, is_quote, TODAY)
    engine.revise(revision)
    return revision


def test_corrected_quote_is_found_by_its_new_speaker(filled: Engine) -> None:
    revision = correct(filled, 1, "Ola Berg")
    assert found(filled, "speaker:berg") == {PIER.id}
    assert found(filled, "speaker:falk") == set()
    assert speakers(filled, "cold") == ["Ola Berg"]
    assert filled.annotation(PIER.id).quotes[1].speaker == "Ola Berg"
    filled.revise(revision.inverse)
    assert speakers(filled, "cold") == ["Tim Falk"]


def test_what_is_not_a_quote_is_not_found_as_one(filled: Engine) -> None:
    correct(filled, 0, "", is_quote=False)
    assert found(filled, "said:paid") == set()
    assert speakers(filled, "cold") == ["Tim Falk"]
    assert filled.quotes(QuoteRequest(limit=9))[0] == 2


def test_edited_headline_is_shown_and_found(filled: Engine) -> None:
    filled.revise(filled.corrections.propose_edit(PIER.id, {"title": "A quay"}, TODAY))
    assert found(filled, "title:quay") == {PIER.id}
    assert found(filled, "title:pier") == set()
    assert found(filled, "is:edited") == {PIER.id}
    assert [entry.title for entry in filled.articles("oldest", 0, 9)] == ["A quay", "A vote"]


def test_deleted_article_is_found_nowhere_until_it_is_restored(filled: Engine) -> None:
    filled.marks.set(PIER.id, "starred")
    revision = Revision(added=(Deletion(PIER.id, made=TODAY),))
    filled.revise(revision)
    assert (found(filled, "boats"), filled.count()) == ({VOTE.id}, 1)
    assert filled.quotes(QuoteRequest(limit=9))[0] == 1
    assert filled.hidden([PIER.id, VOTE.id]) == {PIER.id}
    assert filled.revise(revision.inverse) == [PIER.id]
    assert found(filled, "is:starred") == {PIER.id}


def test_merged_names_are_one_speaker(filled: Engine) -> None:
    filled.revise(Revision(added=(NameCorrection("A. Pell", "Ana Pell", same=True, made=TODAY),)))
    assert found(filled, 'speaker:"Ana Pell"') == {PIER.id, VOTE.id}
    speaker = filled.speakers.get("A. Pell")
    assert speaker
    assert (speaker.name, [alias.name for alias in speaker.aliases]) == ("Ana Pell", ["A. Pell"])
    assert filled.annotation(VOTE.id).quotes[0].person == "Ana Pell"
    assert [each.name for each in filled.speakers.page("", 0, 9)] == ["Ana Pell", "Tim Falk"]


def test_renamed_outlet_is_shown_and_found_by_its_new_name(filled: Engine) -> None:
    filled.revise(Revision(added=(OutletCorrection("Valley Echo", "The Echo", TODAY),)))
    assert filled.article(VOTE.id).source == "The Echo"
    assert found(filled, 'source:"the echo"') == {VOTE.id}
    assert found(filled, "source:valley") == set()
    assert ("The Echo", 1, 0) in filled.statistics.all_outlets()


def test_articles_of_a_hidden_outlet_are_not_found(filled: Engine) -> None:
    filled.revise(Revision(added=(OutletCorrection("Valley Echo", "", TODAY),)))
    assert (found(filled, "boats"), filled.count()) == ({PIER.id}, 1)
