"""What somebody calls on others to do is a quote; a visit or a telephone call is none."""

from __future__ import annotations

import pytest

from tests.support.parsing import people_and_speakers, speakers_of_words

CALLS = [
    ("The member for Torp, Ana Pell, has called on the state to mend the road.", "mend the road"),
    ("Ana Pell called on exporters to bring home their money.", "bring home their money"),
    ("Ana Pell called upon the council to open its books.", "open its books"),
    ("Ana Pell was late. She called on the board to pay them at once.", "pay them"),
    ("On Friday Ana Pell called on drivers to keep off the bridge.", "keep off the bridge"),
    ("Ana Pell has again called on the owners to sell the boat.", "sell the boat"),
]
NO_CALLS = [
    ("Ana Pell called on Monday to see the cat.", "see the cat"),
    ("Ana Pell called on Tor Falk.", "Tor Falk"),
    ("Ana Pell went on to see the cat.", "see the cat"),
    ("Ana Pell appealed to the court.", "the court"),
]


@pytest.mark.parametrize(("text", "words"), CALLS)
def test_what_others_should_do_is_said(text: str, words: str) -> None:
    assert speakers_of_words(text, words) == "Ana Pell"


@pytest.mark.parametrize(("text", "words"), NO_CALLS)
def test_other_calls_say_nothing(text: str, words: str) -> None:
    assert speakers_of_words(text, words) == ""


RANKS = [
    "Det Con Anil Joshi said it was late.",
    "DC Anil Joshi said it was late.",
    "DCI Anil Joshi said it was late.",
    "Inspector-general Anil Joshi said it was late.",
    "Mzee Anil Joshi said it was late.",
]


@pytest.mark.parametrize("text", RANKS)
def test_ranks_and_titles_are_no_part_of_a_name(text: str) -> None:
    assert people_and_speakers(text) == (["Anil Joshi"], ["Anil Joshi"])
