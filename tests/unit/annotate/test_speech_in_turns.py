"""Two people who speak in short turns have every other turn; longer quotes go on."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

START = "The goat stood on the steps.\n\n“Sixty,” said Ida Quist.\n\n“For that?” said Tor Falk.\n\n"
TURNS = [
    (f"{START}“It gives three litres.”", "It gives three litres", "Ida Quist"),
    (f"{START}“It gives three litres.”\n\n“It bites.”", "It bites", "Tor Falk"),
    (f"{START}“It gives milk.”\n\n“It bites.”\n\n“Fifty.”", "Fifty", "Ida Quist"),
    (
        "“Is it deep?” asked Tor Falk.\n\n“As a church,” Ida Quist said.\n\n“And cold?”",
        "And cold",
        "Tor Falk",
    ),
    (
        "“You owe me an oar,” said Ida Quist.\n\n“You owe me a boat,” said Tor Falk.\n\n"
        "“A small one.”",
        "A small one",
        "Ida Quist",
    ),
]
NO_TURNS = [
    (
        "“The boats of this harbour have been painted by hand for as long as anybody here can "
        "remember,” said Ida Quist.\n\n“We do not know what the new rules of the council will mean "
        "for all those of us who live here,” said Tor Falk.\n\n“We have written to the council "
        "three times since the spring and we have had no answer from it at all.”",
        "We have written",
        "Tor Falk",
    ),
    (
        "“Sixty,” said Ida Quist.\n\n“For that?” said Tor Falk.\n\nHe looked at the goat. "
        "“It bites.”",
        "It bites",
        "Tor Falk",
    ),
    (
        "“Sixty,” said Ida Quist.\n\n“For that?” she added.\n\n“It bites.”",
        "It bites",
        "Ida Quist",
    ),
    (
        "“Sixty,” said Ida Quist.\n\n“For that?” said Tor Falk.\n\n“It bites,” said Una Berg.",
        "It bites",
        "Una Berg",
    ),
    (
        "“Sixty,” said Ida Quist.\n\n“It bites,” said Tor Falk. “And it kicks.”",
        "And it kicks",
        "Tor Falk",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker"), TURNS)
def test_a_short_turn_is_that_of_the_other(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker


@pytest.mark.parametrize(("text", "words", "speaker"), NO_TURNS)
def test_other_quotes_keep_their_speakers(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker
