"""Where the wording of two quotes turns: one case for each kind."""

from __future__ import annotations

import pytest

from index.engines.local.fulltext.analysis import stem, words
from index.record.turns import find_turns

CASES = [
    pytest.param(
        "We will raise the tax on boats", "We will not raise the tax on boats",
        ("raise / not raise",), id="will and will not",
    ),
    pytest.param(
        "We won't raise the tax", "We raised the tax", ("not raise / raised",), id="a contraction",
    ),
    pytest.param("No tax on boats", "A tax on boats is due", ("not tax / tax",), id="no"),
    pytest.param(
        "I support the new pier", "I always opposed the new pier",
        ("support / opposed",), id="a word and its opposite",
    ),
    pytest.param(
        "The talks ended without a word on debt", "The crisis started when banks left",
        (), id="opposites about other things",
    ),
    pytest.param(
        "They support us, others oppose us in the valley", "Others oppose the pier in the valley",
        (), id="an opposite that both have",
    ),
    pytest.param(
        "The mill will not close and must not close", "The mill will not close",
        (), id="negated in both",
    ),
    pytest.param("The mill is large", "The pier is small", (), id="nothing in common"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "turns"), CASES)
def test_turns_are_found(one: str, other: str, turns: tuple[str, ...]) -> None:
    assert find_turns(words(one), words(other), stem) == turns


@pytest.mark.parametrize(("one", "other", "turns"), CASES)
def test_turns_are_the_same_the_other_way_round(one: str, other: str, turns: tuple) -> None:
    swapped = tuple(" / ".join(reversed(turn.split(" / "))) for turn in turns)
    assert find_turns(words(other), words(one), stem) == swapped
