"""A paragraph that is all quote goes on with the speaker of the one before, or has none."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

pytestmark = pytest.mark.model

INTRO = "Ray Falk has run the ferry for forty years. Nobody knows the strait better.\n\n"
CASES = [
    pytest.param(
        INTRO + "“I know each rock.\n\n“Some of them know me.\n\n“We get along.\n\n“Mostly.”",
        {"Ray Falk"},
        id="four paragraphs, left open",
    ),
    pytest.param(
        "“I know each rock,” Ray Falk said. “They move.\n\n“You have to listen.",
        {"Ray Falk"},
        id="after a cue, never closed",
    ),
    pytest.param(
        INTRO + "“I know each rock. You can ask me.”\n\n“My wife steers. She has the patience.”",
        {"Ray Falk"},
        id="closed, then opened again",
    ),
    pytest.param(
        '"I know each rock," Ray Falk said.\n\n"They move.\n\n"You have to listen."',
        {"Ray Falk"},
        id="straight marks",
    ),
    pytest.param(
        INTRO + "‘I know each rock.\n\n‘Some of them know me.’",
        {"Ray Falk"},
        id="single marks",
    ),
    pytest.param(
        "In a note to the court, Ray Falk said: 'I know each rock. They move.\n\n"
        "'My wife steers. She has the patience.'",
        {"Ray Falk"},
        id="straight single marks after a colon",
    ),
    pytest.param(
        "'I know each rock,' Ray Falk said. 'They move.\n\n'My wife steers.'",
        {"Ray Falk"},
        id="straight single marks after a cue",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "“I know each rock,” Ray Falk said.\n\nThe pilot, Mia Holm, disagreed.\n\n“He knows two.”",
        {"Ray Falk", "Mia Holm"},
        id="somebody else in between",
    ),
    pytest.param(
        "“I know each rock,” Ray Falk said.\n\n“So do I,” Mia Holm said.",
        {"Ray Falk", "Mia Holm"},
        id="the next paragraph names its speaker",
    ),
    pytest.param(
        "“It was dark.\n\n“We had no lamp.”",
        {None},
        id="nobody named",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_paragraph_of_quote_has_the_speaker_before_it(text: str, expected: set[str | None]) -> None:
    """The quotes of the text have these speakers."""
    quotes = shown_quotes(text)
    assert {speaker for _, speaker in quotes} == expected
