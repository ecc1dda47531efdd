"""“Her rival” is the only other person of an article, and speaks with the next pronoun."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

CASES = [
    ("Ana Pell opened the debate with Rune Falk. “It was cold,” her rival said.", "Rune Falk"),
    ("Rune Falk runs the firm with Otto Lang. “It was cold,” his partner said.", "Otto Lang"),
    ("Rune Falk won the match against Otto Lang. “It was cold,” said his opponent.", "Otto Lang"),
    ("Ana Pell rowed with Rune Falk. “It was cold,” her crewmate said.", "Rune Falk"),
    ("Ana Pell flew with Rune Falk. “It was cold,” her teammate wrote.", "Rune Falk"),
    ("Ana Pell sang beside Ida Lund. “It was cold,” her bandmate said.", "Ida Lund"),
    # Three people, nobody else, another relation, or somebody of another gender.
    ("Ana Pell met Ida Lund and Eva Holm. “It was cold,” her rival said.", ""),
    ("Ana Pell came alone. “It was cold,” her rival said.", ""),
    ("Ana Pell met Ida Lund. “It was cold,” her lawyer said.", ""),
    ("Ana Pell met Mr Rune Falk. “It was cold,” her wife said.", ""),
    ("Ana Pell met Ida Lund. “It was cold,” a rival said.", ""),
    ("Ana Pell met Ida Lund. Her rivals were there. “It was cold,” her rivals said.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_a_relation_of_two_means_the_other(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "It was cold") == speaker
