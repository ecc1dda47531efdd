"""The words beside a quote say who speaks: a name before a colon, a view, a sign, a date."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

CASES = [
    pytest.param(
        "Chef Luis Bonilla on salt: “Early. Never at the table.”",
        "Luis Bonilla",
        id="a name and a subject before a colon",
    ),
    pytest.param(
        "Mia Holm of the harbour board: “We sell the pier.”",
        "Mia Holm",
        id="a name and a body before a colon",
    ),
    pytest.param(
        "Mia Holm from Torp: “We sell the pier.”",
        "Mia Holm",
        id="a name and a town before a colon",
    ),
    pytest.param(
        "There is, in the view of Mia Holm, “no such thing as a small volcano”.",
        "Mia Holm",
        id="in the view of",
    ),
    pytest.param(
        "The pier is, in the estimation of Mia Holm, “a bridge to nowhere”.",
        "Mia Holm",
        id="in the estimation of",
    ),
    pytest.param(
        "The pier was, in the opinion of Mia Holm, “a bridge to nowhere”.",
        "Mia Holm",
        id="in the opinion of",
    ),
    pytest.param(
        "“The grass is magnificent,” Mia Holm boomed.",
        "Mia Holm",
        id="boomed",
    ),
    pytest.param(
        "“The grass is magnificent,” Mia Holm ventured.",
        "Mia Holm",
        id="ventured",
    ),
    pytest.param(
        "1959: “The club won the cup here.” Rune Falk has the ball.",
        None,
        id="a year does not speak",
    ),
    pytest.param(
        "July 15, 1960: “In honour of John Beek, who spoke here.”",
        None,
        id="a date does not speak",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Mia Holm of Torp met the mayor, Rune Falk. He said: “We sell the pier.”",
        "Rune Falk",
        id="a pronoun before the colon",
    ),
    pytest.param(
        "Mia Holm and the harbour board met. Rune Falk: “We sell the pier.”",
        "Rune Falk",
        id="another name right before the colon",
    ),
    pytest.param(
        "Mia Holm read the sign aloud.\n\n“NO DOGS. NO BATHING. NO REFUNDS.”",
        None,
        id="a sign that is read out",
    ),
    pytest.param(
        "Mia Holm opened the message from a number she did not know.\n\n“We have your cat.”",
        None,
        id="a message of somebody else",
    ),
    pytest.param(
        "Mia Holm walks to the end of the pier.\n\n“We will have to sell it.”",
        "Mia Holm",
        id="nothing written: the person speaks",
    ),
    pytest.param(
        "Mia Holm kept a view of the sea, “the best one in Torp”, Rune Falk said.",
        "Rune Falk",
        id="a view of the sea",
    ),
    pytest.param(
        "“The ceiling fell,” Rune Falk said, and the guns boomed.",
        "Rune Falk",
        id="guns boom",
    ),
    pytest.param(
        "In 1959 Rune Falk said: “The club won the cup here.”",
        "Rune Falk",
        id="a year before the speaker",
    ),
    pytest.param(
        "“The 1959 was our best wine,” Mia Holm said.",
        "Mia Holm",
        id="a year inside the quote",
    ),
    pytest.param(
        "Mia Holm won on July 15, 1960. “The band was late,” she said.",
        "Mia Holm",
        id="a date in the sentence before",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_words_beside_a_quote_say_who_speaks(text: str, expected: str | None) -> None:
    """The last quote of the text has this speaker."""
    assert shown_quotes(text)[-1][1] == expected
