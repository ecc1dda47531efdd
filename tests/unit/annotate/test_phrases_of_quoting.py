"""“As Ann Lee put it”, “to quote Ann Lee”, “according to the mayor, Ann Lee,” name a speaker."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

TIDE = "“the tide is never late”"
NAMED = [
    (f"The trouble with boats, as Ana Pell put it last week, is that {TIDE}.", TIDE),
    (f"Boats, as the shepherd Ana Pell puts it, are {TIDE}.", TIDE),
    (f"To quote Ana Pell, {TIDE}.", TIDE),
    (f"To quote the outgoing director, Ana Pell: {TIDE}.", TIDE),
    (f"In Torp, to quote Ana Pell, {TIDE}.", TIDE),
    (f"To borrow the phrase of its priest, Ana Pell, {TIDE}.", TIDE),
    (f"The lesson is, according to Torp Search lead Ana Pell, {TIDE}.", TIDE),
    ("According to its secretary, Ana Pell, no vote is planned.", "no vote is planned"),
    ("According to Ana Pell, the secretary, no vote is planned.", "no vote is planned"),
    ("According to Ana Pell, on Monday, no vote is planned.", "on Monday, no vote is planned"),
]


@pytest.mark.parametrize(("text", "words"), NAMED)
def test_phrases_of_quoting_name_the_speaker(text: str, words: str) -> None:
    assert shown_quotes(text) == [(words, "Ana Pell")]


def test_whoever_quotes_somebody_does_not_lose_the_next_words() -> None:
    text = "As Ana Pell put it bluntly, Rosa Klein said that “the tide is never late”."
    assert shown_quotes(text)[-1][1] == "Rosa Klein"
