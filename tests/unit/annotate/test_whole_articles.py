"""The quotes of whole articles and their speakers."""

from __future__ import annotations

import pytest

from index.article import Annotation, Article
from tests.support.parsing import annotator


def annotate(text: str) -> Annotation:
    """Annotate a text."""
    return next(iter(annotator().annotate([Article(title="", text=text)])))[1]


def speaker_of(text: str, words: str) -> str | None:
    """Return the speaker of some words of a text."""
    at = text.index(words)
    (quote,) = (q for q in annotate(text).quotes if any(s.start <= at < s.end for s in q.content))
    return quote.speaker


ARTICLES = [
    pytest.param(
        "The mayor of Ostley, Wendy Marchbank, said on Tuesday that the bus cuts were needed. "
        '"We have no money left," she told reporters. "I know people are angry."',
        {
            "the bus cuts were": "Wendy Marchbank",
            "no money left": "Wendy Marchbank",
            "people are angry": "Wendy Marchbank",
        },
        id="name after an office and its place",
    ),
    pytest.param(
        "The council of Orsk met on Tuesday.\n\nThe vote was five to four. “It is done,” said "
        "clerk Ana Pell.",
        {"It is done": "Ana Pell"},
        id="trade and name after the words",
    ),
    pytest.param(
        "“It is late,” Ida Lund told CNN on Monday. The deal was done, a person close to the "
        "talks told Reuters.",
        {"It is late": "Ida Lund", "The deal": "a person close to the talks"},
        id="a person who only relays is not the speaker",
    ),
    pytest.param(
        "Otto Lang was told by Rune Falk that the pier was unsafe. “I did not know,” he said.",
        {"that the pier": "Rune Falk", "I did not": "Otto Lang"},
        id="passive, then the listener",
    ),
    pytest.param(
        "“We will build it,” Premier Otto Lang said. The premier added that it would take a year.",
        {"We will": "Otto Lang", "that it would": "Otto Lang"},
        id="office",
    ),
    pytest.param(
        "A judge ruled that the port must close. The judge, Ada Quist, said it was unsafe.",
        {"that the port": "a judge", "it was unsafe": "Ada Quist"},
        id="named only afterwards",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARTICLES)
def test_quotes_have_their_speakers(text: str, expected: dict[str, str]):
    """Each passage has its speaker."""
    assert {words: speaker_of(text, words) for words in expected} == expected


def test_explanation_has_each_step():
    """The steps lead from the source mention to the name."""
    text = "Johan Beek met the farmers of Orsk. Beek was late. “I am sorry,” he said."
    (quote,) = annotate(text).quotes
    assert any(step.subject == "he" and step.value == "Johan Beek" for step in quote.steps)
