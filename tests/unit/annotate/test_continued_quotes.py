"""A paragraph that is all quote goes on with the speaker of the one before, or has none."""

from __future__ import annotations

import re

import pytest

from tests.support.parsing import shown_quotes

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


SPLIT = '"We tried all the pumps," engineer Tova Rask said. '
CHAINS = [
    pytest.param('"The left pump runs.\n\n"The right pump leaks.\n\n"So it goes."', 3,
                 id="verbs that look like nouns"),
    pytest.param('"No pumps, no boats.\n\n"No boats, no fish."', 2, id="no verbs"),
    pytest.param('"A long year for all.\n\n"A cold one, too.\n\n"Never again."', 3,
                 id="phrases in three paragraphs"),
    pytest.param('"It rains.\n\n"The river floods.\n\n"The crew bails.\n\n"We rest."', 4,
                 id="four paragraphs"),
]  # fmt: skip


@pytest.mark.parametrize("curly", [False, True])
@pytest.mark.parametrize(("rest", "paragraphs"), CHAINS)
def test_all_paragraphs_after_a_split_quote_belong_to_it(
    rest: str, paragraphs: int, curly: bool
) -> None:
    """One quote has the words before the cue and all paragraphs after it."""
    text = SPLIT + rest
    if curly:
        text = re.sub(r'(^|\s)"', r"\1“", text).replace('"', "”")
    ((quote, speaker),) = shown_quotes(text)
    assert quote.count("…") == paragraphs
    assert speaker == "Tova Rask"


def test_separate_quote_in_the_next_paragraph_stays_separate() -> None:
    """A closed quote does not go on in the next paragraph."""
    text = SPLIT + '"The left pump runs well."\n\n"So do I," pilot Mia Holm said.'
    assert [speaker for _, speaker in shown_quotes(text)] == ["Tova Rask", "Mia Holm"]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_paragraph_of_quote_has_the_speaker_before_it(text: str, expected: set[str | None]) -> None:
    """The quotes of the text have these speakers."""
    quotes = shown_quotes(text)
    assert {speaker for _, speaker in quotes} == expected
