"""Of two people joined by “and”, each comes from the place that stands beside the own name."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

PAIR = "Ana Pell, a Malaysian singer, and Chikondi Banda of Malawi met. “It was cold,” {} said."
MET = "They met Ana Pell, a Malaysian singer, and Chikondi Banda of Malawi. “It was cold,” {} said."
CASES = [
    (PAIR.format("the Malawian"), "Chikondi Banda"),
    (PAIR.format("the Malaysian"), "Ana Pell"),
    (MET.format("the Malawian"), "Chikondi Banda"),
    (MET.format("the Malaysian"), "Ana Pell"),
    (PAIR.format("the Dane"), ""),
    (PAIR.format("the singer"), "Ana Pell"),
    ("Ana Pell of Malawi met Ida Lund of Norway. “It was cold,” the Norwegian said.", "Ida Lund"),
    ("Finland’s Ana Pell beat Sweden’s Ida Lund. “It was cold,” the Swede said.", "Ida Lund"),
    ("Finland’s Ana Pell beat Sweden’s Ida Lund. “It was cold,” the Finn said.", "Ana Pell"),
    ("Ana Pell, a singer and dancer of Malawi, met Ida Lund. “It was cold,” the Malawian said.",
     "Ana Pell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_each_has_the_own_place(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "It was cold") == speaker
