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
    *(
        pytest.param(one, other, (turn,), id=turn)
        for one, other, turn in (
            ("Boats are no longer allowed", "Boats are allowed", "not allowed / allowed"),
            ("We have not yet sold the mill", "We sold the mill", "not sold / sold"),
            ("We will not even sell the mill", "We sell the mill", "not sell / sell"),
            ("It is not necessarily safe", "It is safe", "not safe / safe"),
            ("I do not think we will pay", "We will pay", "not pay / pay"),
            ("We don’t intend to pay", "We will pay", "not pay / pay"),
            ("There is no reason to pay", "We will pay", "not pay / pay"),
            ("We have no plan to pay", "We will pay", "not pay / pay"),
            ("Nobody will pay for boats", "We will pay for boats", "not pay / pay"),
            ("Nothing will change here", "It will change here", "not change / change"),
            ("None of us will pay", "We all will pay", "not pay / pay"),
            ("More jobs for the bay", "Fewer jobs for the bay", "More / Fewer".lower()),
            ("We are in favour of the toll", "We are against the toll", "favour / against"),
            ("We managed to save it", "We failed to save it", "managed / failed"),
            ("Before the vote we pay", "After the vote we pay", "before / after"),
        )
    ),
    *(
        pytest.param(one, other, (), id=f"no turn: {one}")
        for one, other in (
            ("Not only will we pay, we will build", "We will pay and build"),
            ("We will not just pay, we will build", "We will pay and build"),
            ("He isn’t merely late", "He is late"),
            ("Not least the mill is sold", "The mill is sold"),
            ("More jobs for the bay", "The vote is less of an event"),
            ("I was against it before the vote", "He spoke in favour, after lunch"),
            ("We never pay, and never did", "We never pay"),
            ("No longer than a boat", "As long as a boat"),
            ("Nothing is free", "Nothing here is free"),
            ("Nobody in the town will pay", "Nobody will pay"),
            ("None of the boats is free", "Nothing is free"),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "turns"), CASES)
def test_turns_are_found(one: str, other: str, turns: tuple[str, ...]) -> None:
    assert find_turns(words(one), words(other), stem) == turns


@pytest.mark.parametrize(("one", "other", "turns"), CASES)
def test_turns_are_the_same_the_other_way_round(one: str, other: str, turns: tuple) -> None:
    swapped = tuple(" / ".join(reversed(turn.split(" / "))) for turn in turns)
    assert find_turns(words(other), words(one), stem) == swapped
