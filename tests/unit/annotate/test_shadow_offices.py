"""“Shadow” belongs to an office, and a clause after a name may come before its colon."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

OFFICES = [
    (
        "Home secretary Tor Falk met shadow home secretary Ana Pell. Pell sat down. The home "
        "secretary said that it rained.",
        "it rained",
        "Tor Falk",
    ),
    (
        "Home secretary Tor Falk met shadow home secretary Ana Pell. Falk sat down. The "
        "shadow home secretary said that it rained.",
        "it rained",
        "Ana Pell",
    ),
    (
        "The chancellor, Tor Falk, spoke. Shadow chancellor Ana Pell laughed. The chancellor said "
        "that it rained.",
        "it rained",
        "Tor Falk",
    ),
    (
        "Shadow minister Ana Pell came late. The shadow minister said that it rained.",
        "it rained",
        "Ana Pell",
    ),
]
COLONS = [
    ("Ana Pell, who sells hats: “Close this stall. Open a bigger one.”", "Close this", "Ana Pell"),
    ("Tor Falk, who was in the queue: “Soup, and then more soup.”", "Soup, and", "Tor Falk"),
    ("Ana Pell, 19: “I would pay my loan.”", "I would pay", "Ana Pell"),
    (
        "Ana Pell, who sells hats, told Tor Falk: “Close this stall.”",
        "Close this",
        "Ana Pell",
    ),
    ("Ana Pell, who sells hats, was sure: “It rains.”", "It rains", "Ana Pell"),
    ("The rule of Ana Pell, who sells hats: never close.", "never close", ""),
]


@pytest.mark.parametrize(("text", "words", "speaker"), OFFICES + COLONS)
def test_the_speaker(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker
