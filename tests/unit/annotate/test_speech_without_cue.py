"""Paragraphs and turns without a cue go to whom the text gives them, or to nobody."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

FAULTS = [
    pytest.param(
        "The bakery was sold on Friday. Ines Corvo had run it since the war.\n\n‘I kept the ovens "
        "at two hundred degrees, always.\n\n‘The boys’ coats hung beside them.\n\n‘Now they are "
        "cold.’",
        {"I kept the ovens": "Ines Corvo", "coats hung": "Ines Corvo", "Now they": "Ines Corvo"},
        id="single marks: paragraphs opened and never closed, with an apostrophe",
    ),
    pytest.param(
        "“We count them twice,” said Orla Vance.\n\n'The first count is for the book.\n\n'The "
        "second is for the cat.\n\nThe book is in Torp.",
        {"The first count": "Orla Vance", "The second": "Orla Vance"},
        id="straight single marks that nothing closes",
    ),
    pytest.param(
        "Avery Moss plans trips.\n\n“It was a long year!”\n\nAvoid fairs\n\nThe expert said: "
        "“Fairs are full.”",
        {"It was a long year": "Avery Moss", "Fairs are full": "Avery Moss"},
        id="a verb in the next paragraph does not own the quote before it",
    ),
    pytest.param(
        "Five minutes with the new head of ports\n\nOscar Lindqvist took over the port in May. He "
        "spoke to this paper in his office.\n\nWhat did you change?\n\nThe forms. There were "
        "four, now there is one.\n\nWill there be job losses?\n\nNo. We have said so in writing.",
        {"There were four": "Oscar Lindqvist", "We have said so": "Oscar Lindqvist"},
        id="answers without marks after an announced interview",
    ),
    pytest.param(
        "A banker advising Fjord Bank put it otherwise. “We looked at the books.”",
        {"We looked at": ""},
        id="an unnamed speaker announced in the sentence before",
    ),
    pytest.param(
        "The lamp lady of Torp is Selma Ruud, 88. She lights it at four.\n\n“Nobody asked me "
        "to.”\n\nHer mother did it before her.\n\n“She never asked either.”",
        {"Nobody asked me": "Selma Ruud", "She never asked": "Selma Ruud"},
        id="the only person of a profile",
    ),
    pytest.param(
        "It was the plumber Dimo Stoyan who counted the fish.\n\n«I wrote it in my books. Twelve "
        "years.»\n\nThe books are in Silnica.\n\n«A plumber knows water.»",
        {"I wrote it in": "Dimo Stoyan", "A plumber knows": "Dimo Stoyan"},
        id="guillemets without a cue",
    ),
    pytest.param(
        "The clerk, Ana Pell, closed the book. “That is the last of it.”",
        {"the last of it": "Ana Pell"},
        id="an act and then words, in one paragraph",
    ),
    pytest.param(
        "Rukmini Vaid of the salt office drills holes in the fort.\n\n“You can see it on the "
        "brick: a white line.”\n\nShe has drilled ninety.",
        {"You can see it": "Rukmini Vaid"},
        id="a paragraph all quote after its speaker was introduced",
    ),
    pytest.param(
        "What does Teo Brandt look for in a boat?\n\n“Dry feet.”\n\nAnd in a crew?\n\n“Dry jokes.”",
        {"Dry feet": "Teo Brandt", "Dry jokes": "Teo Brandt"},
        id="questions of the writer and answers in marks",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Teo Brandt counted the boats on Monday.\n\nA board stood at the gate. “Do not feed the "
        "seals. They bite.”\n\nBrandt went home at six.",
        {"Do not feed": ""},
        id="a paragraph that mentions nobody before its quote",
    ),
    pytest.param(
        "“We have salt,” the manager, Hollis Grand, said.\n\nNotices went up. They were unsigned. "
        "“Do not park here. The plough cannot pass.”",
        {"Do not park": ""},
        id="words of a notice",
    ),
    pytest.param(
        "‘Twas a good year for plums, said Ann Lee.\n\n‘Tis a pity that it ended.",
        {"pity that it ended": ""},
        id="elisions at the start of paragraphs",
    ),
    pytest.param(
        "‘Glory days’ are over for the mill, says Ann Lee.\n\nThe mill closed in May.",
        {"The mill closed": ""},
        id="a fragment that opens a paragraph",
    ),
    pytest.param(
        "The council met.\n\n“Shame!”\n\n“Shame on you!”\n\n“It is done,” said clerk Ana Pell.",
        {"Shame on you": "", "It is done": "Ana Pell"},
        id="cries from the floor",
    ),
    pytest.param(
        "Agnes Thorley opened a shop.\n\nIs that too early?\n\nThe town thinks so. Rents have "
        "doubled.\n\nWill she stay?\n\nNobody knows. The lease ends in June.",
        {"Rents have doubled": "", "The lease ends": ""},
        id="questions of the writer without an interview",
    ),
    pytest.param(
        "Ann Lee and Tom Roe stood at the gate.\n\n“Who has the key?”\n\nNeither had it.",
        {"Who has the key": ""},
        id="two people as likely",
    ),
    pytest.param(
        "The boys’ coats and the girls’ shoes were sold, said Ann Lee.\n\nThe shop is empty.",
        {"The shop is empty": ""},
        id="possessive plurals",
    ),
    pytest.param(
        "Ann Lee sang for an hour.\n\nThe stone reads: “Here lies a miller. He was just.”",
        {"Here lies": ""},
        id="an inscription",
    ),
    pytest.param(
        "“It is late,” said Ann Lee.\n\nTom Roe said: “It is early.”",
        {"It is late": "Ann Lee", "It is early": "Tom Roe"},
        id="each paragraph with its own verb",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*FAULTS, *LOOK_ALIKES])
def test_speakers_of_uncued_speech(text: str, expected: dict[str, str]) -> None:
    """The quote with these words has this speaker; "" stands for nobody named."""
    assert {words: speakers_of_words(text, words) for words in expected} == expected
