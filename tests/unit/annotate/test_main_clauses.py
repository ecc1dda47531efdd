"""A quote in a clause of time ends before the main clause, and never in “and”."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

NARRATED = [
    (
        "When Ilona Varga told parliament that “the deal is dead” and that she would “not sign "
        "it”, few were surprised.",
        "few",
    ),
    ("When Ilona Varga said that the deal was “dead”, nobody clapped.", "clapped"),
    ("After Ilona Varga said the deal was “dead”, the hall emptied.", "hall"),
    (
        "Although Ilona Varga said that the deal was dead and that she would not sign it, few "
        "were surprised.",
        "few",
    ),
]
WHOLE = [
    (
        "When the vote was over, Ilona Varga said that the deal was dead, and that she would not "
        "sign it.",
        "that the deal was dead, and that she would not sign it",
    ),
    (
        "After the vote Ilona Varga said that the deal was dead, and that she would not sign it.",
        "that the deal was dead, and that she would not sign it",
    ),
    (
        "When she left the hall Ilona Varga said that the deal was dead, buried and forgotten.",
        "that the deal was dead, buried and forgotten",
    ),
    ("Ilona Varga said the deal was dead and", "the deal was dead"),
    ("Ilona Varga says the deal is dead and “buried” and", "the deal is dead and “buried”"),
]


@pytest.mark.parametrize(("text", "narrated"), NARRATED)
def test_the_main_clause_after_a_time_clause_is_no_part_of_the_quote(
    text: str, narrated: str
) -> None:
    ((words, speaker),) = shown_quotes(text)
    assert speaker == "Ilona Varga"
    assert narrated not in words


@pytest.mark.parametrize(("text", "words"), WHOLE)
def test_what_follows_a_comma_in_a_main_clause_stays_and_no_quote_ends_in_and(
    text: str, words: str
) -> None:
    assert shown_quotes(text) == [(words, "Ilona Varga")]
