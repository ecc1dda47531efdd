"""Whoever an outlet quotes is the speaker, not the outlet."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

RELAYED = [
    (
        "Finch, 52, is quoted by the Daily Ledger as saying “the mayor lied”.",
        "“the mayor lied”",
        "Finch",
    ),
    (
        "The Post quoted Rosa Klein as saying “the mayor lied”.",
        "“the mayor lied”",
        "Rosa Klein",
    ),
    (
        "The Post quoted Rosa Klein as saying that the mayor had lied.",
        "that the mayor had lied",
        "Rosa Klein",
    ),
    (
        "The Daily Ledger cited Rosa Klein as saying that the mayor had lied.",
        "that the mayor had lied",
        "Rosa Klein",
    ),
    ("Rosa Klein was quoted as saying “the mayor lied”.", "“the mayor lied”", "Rosa Klein"),
    (
        "“The mayor lied,” Rosa Klein was quoted by the Daily Ledger as saying.",
        "“The mayor lied,”",
        "Rosa Klein",
    ),
    (
        "“It was late,” the Daily Ledger quoted Rosa Klein as saying.",
        "“It was late,”",
        "Rosa Klein",
    ),
    (
        "The Daily Ledger quoted her lawyer, Peter Hale, as saying: “She was late.”",
        "“She was late.”",
        "Peter Hale",
    ),
    (
        "Local media quoted Rosa Klein as saying, “The mayor lied.”",
        "“The mayor lied.”",
        "Rosa Klein",
    ),
    (
        "The Daily Ledger quoted Rosa Klein as telling the council that “the mayor lied”.",
        "that “the mayor lied”",
        "Rosa Klein",
    ),
    (
        "Rosa Klein quoted her father, Otto Klein, as saying: “Never cross that bridge.”",
        "“Never cross that bridge.”",
        "Otto Klein",
    ),
    # An outlet that is told something, and words that are put in a certain way.
    ("Rosa Klein told the Daily Ledger: “It was late.”", "“It was late.”", "Rosa Klein"),
    ("The bridge is, as Rosa Klein put it, “a rusty toy”.", "“a rusty toy”", "Rosa Klein"),
    # Outlets that speak for themselves.
    (
        "“The mayor lied,” the Daily Ledger said in an editorial.",
        "“The mayor lied,”",
        "Daily Ledger",
    ),
    ("The Daily Ledger said the mayor had lied.", "the mayor had lied", "Daily Ledger"),
    (
        "The Daily Ledger described the mayor as “a liar”.",
        "the mayor as “a liar”",
        "Daily Ledger",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker"), RELAYED)
def test_the_person_quoted_by_an_outlet_is_the_speaker(text: str, words: str, speaker: str) -> None:
    assert shown_quotes(text) == [(words, speaker)]
