"""Names are found whole: with rare first names, nicknames, in headlines, joined by “and”."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities

WHOLE = [
    pytest.param(
        "Olumide Falana runs the ferry. “The tide is late,” said Falana.",
        ["Olumide Falana"],
        id="first name and surname in no list",
    ),
    pytest.param(
        "The skipper, Olumide Falana, 44, was tired. “The tide is late,” Falana said.",
        ["Olumide Falana"],
        id="a rare first name after a trade",
    ),
    pytest.param(
        "Nkechi Ume was at the quay. “I am cold,” said Ume.",
        ["Nkechi Ume"],
        id="first name and surname taken for a place and a company",
    ),
    pytest.param(
        "Thiri Khin Mar Sein led the march. Mar Sein is 30. “We walk,” Mar Sein said.",
        ["Thiri Khin Mar Sein"],
        id="four names of which the last two are used again",
    ),
    pytest.param(
        'Rep. Harold J. "Hal" Brinsley opened the gate. “It is late,” Brinsley said.',
        ['Harold J. "Hal" Brinsley'],
        id="an initial before a nickname",
    ),
    pytest.param(
        "HARBOUR CHIEF GRETA VOSS QUITS OVER BRIDGE\n\n“I am tired,” Voss said.",
        ["Greta Voss"],
        id="a first name only in a headline in capitals",
    ),
    pytest.param(
        "Angry Mothers Corner Pellowick At Meeting\n\nMayor Pellowick met them. “I am "
        "tired,” he said. Pellowick left.",
        ["Pellowick"],
        id="words of a headline before a surname",
    ),
    pytest.param(
        "Harold Bornholt wrote it. Bornhlot's letter said that the port was safe.",
        ["Harold Bornholt"],
        id="a misspelt name taken for a company",
    ),
]
TITLED = [
    pytest.param(
        "The abbey brews. “We tasted it,” Sister Immacolata Vorst said.",
        ["Sister Immacolata Vorst"],
        id="a nun",
    ),
    pytest.param(
        "Sister Ida Pell, 40, and brother Tom Pell met. “No,” Ida Pell said.",
        ["Ida Pell", "Tom Pell"],
        id="a sister",
    ),
    pytest.param(
        "Ms Wrenfield spoke first. “No,” said Ms Wrenfield.", ["Ms Wrenfield"], id="courtesy title"
    ),
    pytest.param("“It did not,” Mr Justice Lund said.", ["Mr Justice Lund"], id="a judge"),
    pytest.param(
        "JUSTICE OKORO: Sit down.\n\nJUSTICE OKORO: Thank you.", ["Justice Okoro"], id="in capitals"
    ),
    pytest.param("“It did not,” Mr Tom Lund said.", ["Tom Lund"], id="a first name"),
    pytest.param(
        "Ostrow left. “It did not,” Mr Ostrow said. Ostrow left.", ["Ostrow"], id="once without it"
    ),
    pytest.param("Tom Lund rose. “It did not,” Mr Lund said.", ["Tom Lund"], id="a full name"),
    pytest.param("“It did not,” Senator Lund said.", ["Lund"], id="an office"),
    pytest.param("“It did not,” Lord Lund said.", ["Lord Lund"], id="a rank"),
]
BODIES = [
    pytest.param(
        "Ada Quist, director of the Holm-Varley Tidal Energy Centre, was glad. The Tidal Energy "
        "Centre said that it would go on.",
        ["Holm-Varley Tidal Energy Centre"],
        id="the last three words of a name stand for it",
    ),
    pytest.param(
        "The Northern and West Lindish Coalition said that the road was closed.",
        ["Northern and West Lindish Coalition"],
        id="two regions joined by “and”",
    ),
    pytest.param(
        "The Tidal Energy Centre closed. Later the Holm Tidal Energy Centre opened.",
        ["Tidal Energy Centre", "Holm Tidal Energy Centre"],
        id="but not before the longer name was given",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "On Monday Falana spoke. Yesterday Falana left. “I am cold,” said Falana.",
        ["Falana"],
        id="a day before a surname",
    ),
    pytest.param(
        "HARBOUR CHIEF QUITS OVER BRIDGE\n\n“I am tired,” Voss said.",
        ["Voss"],
        id="no first name in a headline in capitals",
    ),
    pytest.param(
        "GRETA BRIDGE OPENS AT LAST\n\nThe Bridge office was glad. “I am tired,” Voss said.",
        ["Voss"],
        id="a first name that names a thing in a headline",
    ),
]


@pytest.mark.parametrize(("text", "people"), [*WHOLE, *TITLED, *LOOK_ALIKES])
def test_people(text: str, people: list[str]) -> None:
    """The people of a text have their whole names."""
    assert [e.name for e in entities(text) if e.label == "person"] == people


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_organisations(text: str, bodies: list[str]) -> None:
    """The organisations of a text have their whole names."""
    assert [e.name for e in entities(text) if e.label == "organisation"] == bodies
