"""Pronouns mean the most salient participants: named or not, one or several, or the next name."""

from __future__ import annotations

import pytest

from tests.support.parsing import quotes, shown_quotes

SAID = "“We start again on Monday,”"
CASES = [
    pytest.param(
        "Mia Holm fell on the pier. A doctor ran down from the hotel. {} she said.",
        "a doctor",
        id="somebody unnamed was introduced last",
    ),
    pytest.param(
        "Rune Falk lost his boat. Another man had helped him search. {} he said.",
        "another man",
        id="another man, not the one named",
    ),
    pytest.param(
        "Rune Falk lost his boat. My father found it. {} he said.",
        "my father",
        id="the father of the writer",
    ),
    pytest.param(
        "A spokeswoman for Merrow Air came out at noon. {} she said.",
        "a spokeswoman for Merrow Air",
        id="an unnamed spokeswoman keeps whom she speaks for",
    ),
    pytest.param(
        "Robin Falk came out as non-binary in spring. {} they said. The club will decide in May.",
        "Robin Falk",
        id="singular they, said of one person",
    ),
    pytest.param(
        "Robin Falk, who is non-binary, sued two clubs. The clubs lost. {} they said.",
        "Robin Falk",
        id="singular they beside a plural",
    ),
    pytest.param(
        "Kestrel Foods will close in May. {} they said.",
        "Kestrel Foods",
        id="they for the only organisation",
    ),
    pytest.param(
        "He left at noon, tired. {} he said. Rune Falk has run the mill for ten years.",
        "Rune Falk",
        id="he, named in the next sentence",
    ),
    pytest.param(
        "Norland rejected the claim as late. It argued that {} and left the talks.",
        "Norland",
        id="it for a country that spoke",
    ),
    pytest.param(
        "Senator Ida Lund met Rune Falk and Mia Holm. The senator was late. {} she said.",
        "Ida Lund",
        id="she for the office that is the last subject",
    ),
    pytest.param(
        "President Ida Lund met Rune Falk and Mia Holm. The president's boat sank. {} she said.",
        "Ida Lund",
        id="she for the office that owns the last subject",
    ),
    pytest.param(
        "A Kestrel University survey came out. The survey is long. It says {} and no more.",
        "Kestrel University",
        id="it for a document, which its publisher speaks in",
    ),
    pytest.param(
        "The Norland Aviation Authority met Kestrel Foods. The authority lost. It said that {}.",
        "Norland Aviation Authority",
        id="it for the body that is the last subject",
    ),
    pytest.param(
        "Rune Falk met Mia Holm, now the mayor of Torp, who said {} and left.",
        "Mia Holm",
        id="who, after a description of the name",
    ),
    pytest.param(
        "The authors met. Bubbles rose from the pond. {} they wrote.",
        "the authors",
        id="they are not bubbles",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Mia Holm fell on the pier. A doctor, Ada Quist, ran down. {} she said.",
        "Ada Quist",
        id="the doctor has a name",
    ),
    pytest.param(
        "Rune Falk lost his boat. Mia Holm met a doctor. {} she said.",
        "Mia Holm",
        id="somebody unnamed is only the object",
    ),
    pytest.param(
        "Rune Falk spoke to a waiter. A waitress laughed. {} he said.",
        "Rune Falk",
        id="unnamed speaker of another gender",
    ),
    pytest.param(
        "Rune Falk is a doctor in Torp. {} he said.",
        "Rune Falk",
        id="a description after is names nobody new",
    ),
    pytest.param(
        "Rune Falk and Mia Holm run the mill. {} they said.",
        "Rune Falk; Mia Holm",
        id="two people are they",
    ),
    pytest.param(
        "Rune Falk met the farmers. The farmers were angry. {} they said.",
        "the farmers",
        id="a plural is they, though one person is named",
    ),
    pytest.param(
        "Rune Falk and Mia Holm left. Later Otto Lang came. {} she said.",
        "Mia Holm",
        id="she, though he came last",
    ),
    pytest.param(
        "Kestrel Foods has a plant in Norland. It said that {} and no later.",
        "Kestrel Foods",
        id="it is not a country that is only a place",
    ),
    pytest.param(
        "{} he said. Rune Falk and Otto Lang shook hands.",
        None,
        id="two people follow",
    ),
    pytest.param(
        "The dancer Mia Holm bowed. The crowd rose. {} she said.",
        "Mia Holm",
        id="the dancer is she",
    ),
    pytest.param(
        "Kestrel Foods closed a plant. A survey came out. Otto Lang left. {} he said.",
        "Otto Lang",
        id="a document is no he",
    ),
    pytest.param(
        "Kestrel Foods sued the city of Torp. The city lost. It said that {}.",
        "Kestrel Foods",
        id="a city that did not speak is not it",
    ),
    pytest.param(
        "The farmers met. Dozens of farmers came to Torp. {} they said.",
        "dozens",
        id="dozens of farmers are they",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_pronoun_means_the_most_salient_participant(text: str, expected: str | None) -> None:
    """The quote of the text has this speaker."""
    words = text.format(SAID)
    assert [speaker for quote, speaker in shown_quotes(words) if SAID in quote] == [expected]


def test_unnamed_antecedent_speaks_for_its_organisation() -> None:
    """“She” represents the same organisation as the spokeswoman before it."""
    text = f"A spokeswoman for Merrow Air came out at noon. {SAID} she said."
    assert [quote.represents for quote in quotes(text)] == ["Merrow Air"]
