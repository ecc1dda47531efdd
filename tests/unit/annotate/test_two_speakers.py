"""Two people speak in one sentence: no content holds the source of the next one."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

LONG = "Peter Hale, a surveyor whose own house lies forty metres from it"
BOTH = [
    f"Rosa Klein said the bridge was safe, while {LONG}, said it would fall soon.",
    "Rosa Klein said the bridge was safe while Peter Hale, an engineer, said it would fall soon.",
    f"Rosa Klein said the bridge was safe, and {LONG}, said it would fall soon.",
    "Rosa Klein said the bridge was safe, whereas Peter Hale, the head of the firm which tested "
    "it, warned it would fall soon.",
    "Rosa Klein said the bridge was safe, although Peter Hale, the engineer who built it, has said "
    "it would fall soon.",
]
ONE = [
    ("that the mayor, who had said the bridge was safe, was wrong"),
    ("the bridge was closed while Peter Hale, the engineer, repaired it with his own hands"),
    ("the bridge was safe, while conceding that the tunnel, which is older, was not"),
    ("that although Peter Hale, a friend of the mayor, said the bridge was safe, it was not"),
]


@pytest.mark.parametrize("text", BOTH)
def test_each_of_two_speakers_has_a_clause(text: str) -> None:
    words = [("the bridge was safe", "Rosa Klein"), ("it would fall soon", "Peter Hale")]
    assert shown_quotes(text) == words


@pytest.mark.parametrize("words", ONE)
def test_a_clause_with_another_person_inside_stays_whole(words: str) -> None:
    assert shown_quotes(f"Rosa Klein said {words}.") == [(words, "Rosa Klein")]


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Klein, asked about the claim, said tests had been done in 2019.",
        "Rosa Klein, speaking to reporters outside the court, said tests had been done in 2019.",
        "Rosa Klein, reached by phone on Sunday, said tests had been done in 2019.",
        "Rosa Klein, known as Madge, said tests had been done in 2019.",
    ],
)
def test_what_stands_in_an_aside_does_not_speak(text: str) -> None:
    assert shown_quotes(text) == [("tests had been done in 2019", "Rosa Klein")]


COUNTERPARTS = [
    "After a meeting with council leader Mark Rutten, the mayor said tests had been done.",
    "Mark Rutten lost. In a letter to Mark Rutten, the mayor said tests had been done.",
]


@pytest.mark.parametrize("text", COUNTERPARTS)
def test_whoever_the_speaker_meets_is_not_the_speaker(text: str) -> None:
    assert shown_quotes(text) == [("tests had been done", "the mayor")]


def test_a_name_between_commas_before_the_verb_speaks() -> None:
    text = "“Terrific guy,” Falk’s neighbor in both Torp and Vell, Peter Hale, said in the story."
    assert shown_quotes(text) == [("“Terrific guy,”", "Peter Hale")]


def test_two_officers_are_not_the_two_people_named_before() -> None:
    text = "Ana Pell and Rune Falk left. Two officers said tests had been done."
    assert shown_quotes(text) == [("tests had been done", "Two officers")]


def test_a_sentence_ends_after_a_network_of_one_letter() -> None:
    text = "“I am ill,” Ana Pell wrote on X. Her manager, Rune Falk, was brief: “No dates. Rest.”"
    assert shown_quotes(text) == [("“I am ill,”", "Ana Pell"), ("“No dates. Rest.”", "Rune Falk")]
