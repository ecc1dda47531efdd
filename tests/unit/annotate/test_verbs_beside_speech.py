"""Verbs that the parse takes for nouns after speech or an age still have their speaker."""

from __future__ import annotations

import pytest

from tests.support.parsing import quotes, speakers_of_words

SPEAKERS = [
    ("“Eighty in March,” Ida Quist grins.", "Eighty in March", "Ida Quist"),
    ("“Twenty years of eels,” Tor Falk chuckles.", "Twenty years of eels", "Tor Falk"),
    ("“Never in winter,” Ida Quist laughs.", "Never in winter", "Ida Quist"),
    ("“A coat of paint,” Tor Falk shrugs.", "A coat of paint", "Tor Falk"),
    (
        "Ida Quist was on the boat. Speaking to Radio Torp, the 60-year-old told host Bo Lind she "
        "had “slept on the oars”.",
        "slept on the oars",
        "Ida Quist",
    ),
    (
        "Tor Falk was on the boat. Asked about it, the 60-year-old told reporter Bo Lind he was "
        "cold.",
        "he was cold",
        "Tor Falk",
    ),
    (
        "Tor Falk met Ida Quist.\n\n“He was late,” says Quist.\n\nFalk laughs when he hears this. "
        "“I was at sea,” he says.",
        "I was at sea",
        "Tor Falk",
    ),
    (
        "Ida Quist met Una Berg.\n\n“She was late,” says Berg. “She often is.”\n\nQuist grins at "
        "this. “I was at sea,” she says.",
        "I was at sea",
        "Ida Quist",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker"), SPEAKERS)
def test_a_verb_of_speech_has_the_name_before_it(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker


NO_SPEECH = [
    "“The Glass Ferry”, Ida Quist claims paperwork.",
    "The “long reach” Falk laughs filled the hall.",
    "The 60-year-old told of the flood was led away.",
    "Falk smiles sell toothpaste.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_nouns_that_look_alike_say_nothing(text: str) -> None:
    assert not [quote for quote in quotes(text) if quote.named]
