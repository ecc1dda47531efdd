"""What the same person said on the same matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.archive import Archive
from index.article import QuoteHit
from index.engines.protocol import Engine
from index.errors import NotFoundError
from index.record.results import EarlierQuote
from tests.support.builders import MarkedAnnotator

PIER = "We will rebuild the pier at Torp without a loan from the bank"
NOT_PIER = "We will not rebuild the pier at Torp, and the loan is off"


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.fixture
def add_quote(add: Callable[..., str]) -> Callable[..., str]:
    """Return a function that adds an article with one quote, and returns its id."""

    def add_quote(text: str, day: str, speaker: str = "Ana Pell", source: str = "Courier") -> str:
        front = f"---\ntitle: {source} on {day}\ndate: {day}\nsource: {source}\n---\n"
        own = f"Story of {source} on {day}, with words like x{day[5:]}."
        return add(f"{front}{own} “{text}” [{speaker}]\n", f"{source}-{day}-{speaker}.md")

    return add_quote


def ids(found: Sequence[EarlierQuote]) -> list[str]:
    return [each.hit.entry.id for each in found]


def test_quotes_on_the_same_matter_are_oldest_first_and_marked(
    archive: Archive, add_quote: Callable[..., str]
) -> None:
    later = add_quote("The pier at Torp needs another loan", "2024-06-01")
    asked = add_quote(NOT_PIER, "2024-05-01")
    first = add_quote(PIER, "2023-01-01")
    add_quote("The library opens on Sundays", "2023-02-01")
    add_quote(f"{PIER} or from anybody else in this country", "2023-03-01", "Tom Reed")
    found = archive.record.earlier(asked, 0)
    assert ids(found) == [first, asked, later]
    assert [each.is_asked for each in found] == [False, True, False]
    assert [each.is_later for each in found] == [False, False, True]
    assert "not rebuild / rebuild" in found[0].turns
    assert not found[2].turns


@pytest.mark.parametrize(("day", "other"), [("2024-05-01", ""), ("", "2024-05-01")])
def test_quote_without_a_date_is_not_later(
    archive: Archive, add_quote: Callable[..., str], day: str, other: str
) -> None:
    asked = add_quote(NOT_PIER, day)
    undated = add_quote("The pier at Torp needs another loan", other)
    found = archive.record.earlier(asked, 0)
    assert {each.hit.entry.id: each.is_later for each in found} == {asked: False, undated: False}


def test_versions_of_one_utterance_are_one_row(
    archive: Archive, add_quote: Callable[..., str]
) -> None:
    asked = add_quote(NOT_PIER, "2024-05-01")
    add_quote(NOT_PIER, "2024-05-02", source="Echo")
    first = add_quote(PIER, "2023-01-01")
    add_quote(PIER, "2023-01-02", source="Echo")
    found = archive.record.earlier(asked, 0)
    assert ids(found) == [first, asked]
    assert [each.others for each in found] == [1, 0]


def test_names_of_one_person_are_joined(archive: Archive, add_quote: Callable[..., str]) -> None:
    asked = add_quote(NOT_PIER, "2024-05-01", "Pell")
    first = add_quote(PIER, "2023-01-01", "Ana Pell")
    assert ids(archive.record.earlier(asked, 0)) == [first, asked]


def test_quote_without_a_named_speaker_is_alone(
    archive: Archive, add_quote: Callable[..., str]
) -> None:
    asked = add_quote(NOT_PIER, "2024-05-01", "a clerk")
    add_quote(PIER, "2023-01-01", "a clerk")
    assert ids(archive.record.earlier(asked, 0)) == [asked]


def test_unknown_quote_is_reported(archive: Archive, add_quote: Callable[..., str]) -> None:
    asked = add_quote(PIER, "2024-05-01")
    with pytest.raises(NotFoundError):
        archive.record.earlier(asked, 5)


def test_hit_is_the_quote_with_its_article(archive: Archive, add_quote: Callable[..., str]) -> None:
    asked = add_quote(PIER, "2024-05-01")
    (found,) = archive.record.earlier(asked[:8], 0)
    assert isinstance(found.hit, QuoteHit)
    assert found.hit.text == f"“{PIER}”"
