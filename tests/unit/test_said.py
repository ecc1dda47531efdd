"""Whole articles: what is said in them, and by whom."""

from __future__ import annotations

import pytest

from index.article import Annotation, Article
from tests.parsed import annotator


def annotate(text: str) -> Annotation:
    """What the annotator finds in a text."""
    return next(iter(annotator().annotate([Article(title="", text=text)])))[1]


def speaker_of(text: str, words: str) -> str | None:
    """Who says some words of a text."""
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
        'Piet Lammers, a vet from Dorn, said: "The well is dry and the stream is next.\n\n'
        '"Every tank we own is on the road," he added.\n\n'
        "The minister, Johan Beek, was not in the village.",
        {"The well": "Piet Lammers", "Every tank": "Piet Lammers"},
        id="description after the name, quote over two paragraphs",
    ),
    pytest.param(
        '"Papa, the boat that Tomas built is gone," sighed Greta Holm. '
        '"Tomas would have wept," she added.',
        {"the boat": "Greta Holm", "would have wept": "Greta Holm"},
        id="names inside the words are not the speaker",
    ),
    pytest.param(
        "The Harbour Board of Lindo named a new pilot on Thursday.\n\n"
        "“Ada knows every rock in this bay.” —Commissioner Rune Falk\n\n"
        "From the head of the board, Oona Prill:\n\n"
        "“She starts on Monday, and we are glad of it.”",
        {"knows every rock": "Rune Falk", "She starts": "Oona Prill"},
        id="dash after, lead-in before",
    ),
    pytest.param(
        "Nils Berg and Ola Berg both sat on the bench. “It is late,” Berg said.",
        {"It is late": "Berg"},
        id="surname of two",
    ),
    pytest.param(
        "Radio Lindo, Morning Hour, transcript\n\nHOST: Good morning. Why is the ferry late?\n\n"
        "ELSA VINT, harbour master: The engine failed at Torp.\n\nIt has failed there before.\n\n"
        "HOST: And the passengers?\n\nVINT: They walked.",
        {
            "Why is the ferry": "host",
            "The engine failed": "Elsa Vint",
            "It has failed": "Elsa Vint",
            "And the passengers": "host",
            "They walked": "Elsa Vint",
        },
        id="transcript",
    ),
    pytest.param(
        "President Alma Reyes arrived an hour late. “Nobody raised his voice,” "
        "a Norland official said. Reyes left without a word.",
        {"Nobody raised": "a Norland official"},
        id="unnamed official",
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
        id="who only relays is not the speaker",
    ),
    pytest.param(
        "Otto Lang was told by Rune Falk that the pier was unsafe. “I did not know,” he said.",
        {"that the pier": "Rune Falk", "I did not": "Otto Lang"},
        id="passive, then the one who was told",
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
def test_words_go_to_their_speaker(text: str, expected: dict[str, str]):
    """Each passage is given to who said it."""
    assert {words: speaker_of(text, words) for words in expected} == expected


def test_ambiguous_surname_is_unsure():
    """A surname that fits two people is repeated as said, with little confidence."""
    text = "Nils Berg and Ola Berg both sat on the bench. “It is late,” Berg said."
    (quote,) = annotate(text).quotes
    assert quote.confidence < 0.4
    assert quote.steps[-1].reason or quote.steps


def test_cries_have_no_speaker():
    """Words whose speaker nothing tells are nobody's, not those of the next one named."""
    text = (
        "The council of Orsk met for two hours on Tuesday.\n\n“Shame!”\n\n“Shame on you all!”\n\n"
        "The vote was five to four. “It is done,” said clerk Ana Pell."
    )
    cries = [q for q in annotate(text).quotes if "Shame" in q.cut(text)]
    assert all(quote.speaker is None for quote in cries)


def test_explanation_names_each_step():
    """The steps lead from the words of the source to the name."""
    text = "Johan Beek met the farmers of Orsk. Beek was late. “I am sorry,” he said."
    (quote,) = annotate(text).quotes
    assert any(step.subject == "he" and step.value == "Johan Beek" for step in quote.steps)
