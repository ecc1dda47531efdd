"""Labels of transcripts, and whom unnamed sources speak for."""

from __future__ import annotations

import pytest

from tests.support.parsing import quotes, speakers_of_words

TRANSCRIPTS = [
    pytest.param(
        "Mr HALL (Torp West): The bridge is safe, and those who say otherwise—\n\nOpposition "
        "members: It shook!\n\nMr HALL: are mistaken.\n\nMs ORR (Ardle): Thank you.",
        {"It shook!": "", "are mistaken": "Mr Hall"},
        id="a group with a small letter as label",
    ),
    pytest.param(
        "The Chair (Ruth Abelard): The first question is mine.\n\nStelian Popa (Highland): How "
        "many buses?\n\nThe Minister for Education (Imogen Castle): Twelve.\n\nStelian Popa: And "
        "in spring?\n\nImogen Castle: Ten.",
        {"Twelve.": "Imogen Castle", "And in spring?": "Stelian Popa", "Ten.": "Imogen Castle"},
        id="an office with “for” before a name in brackets",
    ),
    pytest.param(
        "Present: Senator Rosalind Achter (chair), and Teresa Quint, chief of Plains Rail.\n\n"
        "CHAIR: You have ten minutes.\n\nMS. QUINT: I need five.\n\nCHAIR: Begin.",
        {"You have ten minutes": "Rosalind Achter", "I need five": "Teresa Quint"},
        id="the office of a list of those present as label",
    ),
]
TRANSCRIPT_LOOK_ALIKES = [
    pytest.param(
        "Opening hours: nine to five.\n\nLost property: ask the porter.\n\nPorter: Ivo Strand.",
        {"nine to five": "", "ask the porter": ""},
        id="a list of facts",
    ),
    pytest.param(
        "The Minister for Education: a portrait. Imogen Castle grew up in Torp.",
        {"a portrait": ""},
        id="an office before a colon in a headline",
    ),
    pytest.param(
        "Ferry members: 40. Crew: six. Captain: Ana Pell.",
        {"40": "", "six": ""},
        id="numbers after labels",
    ),
]
# The unnamed speaker, and whom that speaks for.
REPRESENTED = [
    pytest.param(
        "Talks broke down, a person close to Brightwater said. “It was about one painting,” the "
        "person said.",
        "It was about one painting",
        ("a person close to Brightwater", "Brightwater"),
        id="“the person” is the one introduced, and close to the same company",
    ),
    pytest.param(
        "Clemens Ravn-Osei asked the court for a day. “It is a small wedding,” a lawyer for "
        "Ravn-Osei said.",
        "It is a small wedding",
        ("a lawyer for Ravn-Osei", "Clemens Ravn-Osei"),
        id="half a name with a hyphen",
    ),
    pytest.param(
        "“Two schools are empty,” a council spokeswoman said.",
        "Two schools are empty",
        ("a council spokeswoman", "council"),
        id="a body without a name before the noun",
    ),
    pytest.param(
        "Two aides to Senator Whitby met reporters. “We will leave the chair empty,” two aides to "
        "the senator said.",
        "We will leave",
        ("two aides to the senator", "Whitby"),
        id="two aides are not the two people named last",
    ),
]
REPRESENTED_LOOK_ALIKES = [
    pytest.param(
        "An elderly voter stood outside. “She gave me a pie,” the man said.",
        "She gave me a pie",
        ("an elderly voter", ""),
        id="“the man” is somebody introduced, and speaks for nobody",
    ),
    pytest.param(
        "“It was loud,” a man close to tears said.",
        "It was loud",
        ("a man close to tears", ""),
        id="close to tears",
    ),
    pytest.param(
        "“I lost my hat,” a fisherman from Torp said.",
        "I lost my hat",
        ("a fisherman from Torp", ""),
        id="where somebody comes from",
    ),
    pytest.param(
        "“One boat is enough,” a prosecutor said.",
        "One boat is enough",
        ("a prosecutor", ""),
        id="somebody who is named by a trade",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*TRANSCRIPTS, *TRANSCRIPT_LOOK_ALIKES])
def test_labels_of_turns(text: str, expected: dict[str, str]) -> None:
    """The turn with these words has this speaker; "" stands for nobody named."""
    assert {words: speakers_of_words(text, words) for words in expected} == expected


@pytest.mark.parametrize(("text", "words", "expected"), [*REPRESENTED, *REPRESENTED_LOOK_ALIKES])
def test_unnamed_sources(text: str, words: str, expected: tuple[str, str]) -> None:
    """The quote with these words has this unnamed speaker, who speaks for this one."""
    found = [q for q in quotes(text) if words in q.cut(text)]
    assert [(q.speaker, q.represents) for q in found] == [expected]
    assert not any(q.named for q in found)
