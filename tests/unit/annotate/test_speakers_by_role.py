"""Roles, bodies and documents mean whom the article lets them mean."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

FAULTS = [
    pytest.param(
        "Rep. Nora Quill met farmers. The bill, the Oregon congresswoman said, was late.",
        {"was late": "Nora Quill"},
        id="a role with a place, and one holder who is given no place",
    ),
    pytest.param(
        "A Maine judge has rejected a claim for the pier, saying it came too late.\n\nThe buyer "
        "sued in May. Justice Frank Ilves wrote nine pages.",
        {"it came too late": "Frank Ilves"},
        id="a role announced with a place, and the only holder named later",
    ),
    pytest.param(
        "Officers saw a man at the gate, Lindow-Ardle police said. Police say they “have the "
        "van”. Nobody was hurt.",
        {"have the van": "Lindow-Ardle police"},
        id="the only police force, in small letters",
    ),
    pytest.param(
        "One home in five is cold, according to a Harrow Institute survey. The study said that "
        "most homes have one heater that works.",
        {"one heater that works": "Harrow Institute"},
        id="a study that was called a survey",
    ),
    pytest.param(
        "The Society for Tidal Energy met on Friday. SFTE said that it would march.",
        {"it would march": "Society for Tidal Energy"},
        id="initials with a small word among them",
    ),
    pytest.param(
        "The federal Roads and Bridges Commission met. The R.B.C. said it would look again.",
        {"it would look again": "Roads and Bridges Commission"},
        id="initials with dots",
    ),
    pytest.param(
        "The Marquess of Torp and the Bishop of Lindo spoke. “It cuts my park in two,” the "
        "Marquess said.",
        {"It cuts my park": "Marquess of Torp"},
        id="a title without its place",
    ),
    pytest.param(
        "The singer's manager, Oona Brill, called. “She sleeps,” the manager said.",
        {"She sleeps": "Oona Brill"},
        id="a trade given by an apposition after an owner",
    ),
    pytest.param(
        "Striker Bruno Silveira, 24, tore a muscle. “I felt it go,” the striker said.",
        {"I felt it go": "Bruno Silveira"},
        id="a noun before a name at the start of a sentence",
    ),
    pytest.param(
        "A woman met a man in court. Gwendolen Acker, 67, sat near Ferdinand Oke, 39.\n\n1. She "
        "sent him money.\n\n2. His friend, Casey Drum, was cleared.\n\n“He wrote well,” she said.",
        {"He wrote well": "Gwendolen Acker"},
        id="a list between a person and a pronoun",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Maine congresswoman Nora Quill met farmers. The bill, the Oregon congresswoman said, was "
        "late.",
        {"was late": ""},
        id="a role of another place than its holder",
    ),
    pytest.param(
        "Prime minister Ingmar Thoresen met his guest. “It was cut,” the Finnish prime minister "
        "said.",
        {"It was cut": ""},
        id="the same office of another country",
    ),
    pytest.param(
        "Lindow police and Ardle police met. Police say they “have the van”.",
        {"have the van": ""},
        id="two police forces",
    ),
    pytest.param(
        "The Harrow Institute has a new roof. The study found that most homes have one heater.",
        {"most homes have": ""},
        id="a study that nobody published",
    ),
    pytest.param(
        "The Alliance to Mend Our Roads and the Association of Motor Owners in Rye met. AMOR said "
        "it would march.",
        {"it would march": "AMOR"},
        id="initials of two bodies",
    ),
    pytest.param(
        "The Marquess of Torp and the Marquess of Lindo spoke. “It cuts my park in two,” the "
        "Marquess said.",
        {"It cuts my park": "Marquess"},
        id="a title of two people",
    ),
    pytest.param(
        "The mayor's wife, Oona Brill, called. “The road stays,” the mayor said.",
        {"The road stays": ""},
        id="the wife of the mayor is not the mayor",
    ),
    pytest.param(
        "Striker Utd lost 3-0. “We lost,” the goalkeeper said.",
        {"We lost": ""},
        id="a club whose name begins with a noun",
    ),
    pytest.param(
        "Mia Holm and Ada Quist met a singer from Torp. “I paid,” the singer said.",
        {"I paid": ""},
        id="somebody introduced without a name",
    ),
    pytest.param(
        "Premier Ann Lee met a French minister. “We agree,” the minister said.",
        {"We agree": ""},
        id="another office, introduced without a name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*FAULTS, *LOOK_ALIKES])
def test_speakers_by_role(text: str, expected: dict[str, str]) -> None:
    """The quote with these words has this speaker; "" stands for nobody named."""
    assert {words: speakers_of_words(text, words) for words in expected} == expected
