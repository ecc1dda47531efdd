"""Numbers in quotes: the same one in another writing, and another one, however it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.engines.local.fulltext.analysis import plain_words
from index.engines.protocol import Engine
from index.record.numbers import whole_numbers
from tests.support.builders import MarkedAnnotator

SAME = [
    ("4,500", "4500"), ("4,500", "4.5 thousand"), ("1,250,000", "1.25 million"), ("2", "two"),
    ("twenty-five", "25"), ("a hundred", "100"), ("one million", "1,000,000"), ("7m", "7 million"),
    ("3 bn", "three billion"), ("1.50", "1.5"), ("12 thousand", "12,000"), ("twelve", "12"),
    ("10%", "10 percent"), ("10%", "ten per cent"), ("2.5 pct", "2.5%"),
]  # fmt: skip
OTHER = [
    ("4,500", "4,800"), ("4,500", "500"), ("4,500", "4"), ("1.5", "5"), ("5", "5.5"),
    ("five", "six"), ("twenty-five", "twenty"), ("5 million", "5 billion"), ("5", "5 thousand"),
    ("40", "fourteen"), ("1,000", "1,001"), ("a hundred", "a thousand"), ("2.05", "2.5"),
    ("10%", "12 percent"), ("10 per cent", "10.5%"),
]  # fmt: skip
QUOTE = "The council of Torp lost {} crowns on the old pier"


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


def drift(archive: Archive, add: Callable[..., str], one: str, other: str) -> tuple[str, ...]:
    for outlet, number in (("Courier", one), ("Echo", other)):
        last = add(
            f"---\ndate: 2024-03-05\nsource: {outlet}\n---\nRain fell on the {outlet}."
            f" “{QUOTE.format(number)}” [Ana Pell]\n",
            f"{outlet}.md",
        )
    utterance = archive.record.versions_of(last, 0)
    assert len(utterance.versions) == 2
    return utterance.drift


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_number_in_two_writings_is_no_drift(
    archive: Archive, add: Callable[..., str], one: str, other: str
) -> None:
    assert drift(archive, add, one, other) == ()


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_number_is_drift_of_numbers_alone(
    archive: Archive, add: Callable[..., str], one: str, other: str
) -> None:
    assert drift(archive, add, one, other) == ("numbers",)


@pytest.mark.parametrize(
    "text",
    [
        "no one is above the law",
        "a second pier",
        "hundreds of boats",
        "a cent per boat",
        "the percent sign",
        "the twenties",
        "a man of 9",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert list(whole_numbers(plain_words(text))) == text.split()


@pytest.mark.parametrize("text", ["9" * 5000, "5 million " * 500, "9 million" + " billion" * 900])
def test_endless_number_is_read_too(text: str) -> None:
    assert whole_numbers(plain_words(text))[0][0] in "59"


def test_another_unit_is_another_word(archive: Archive, add: Callable[..., str]) -> None:
    assert drift(archive, add, "40 euros of 90", "40 dollars of 90") == ("words",)
