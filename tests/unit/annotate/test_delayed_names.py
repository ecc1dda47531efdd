"""A role of the first paragraph means the person whom the next one names; origins mean people."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

DELAYED = [
    pytest.param(
        "A climber who died on the ridge sent her brother a message.\n\nElspeth Marrable, 44, had "
        "set out alone. “It is cold,” the climber wrote.",
        ("“It is cold,”", "Elspeth Marrable"),
        id="a relation in the lead is not who is named next",
    ),
    pytest.param(
        "A baker has been fined for selling bread.\n\nThe 52-year-old, Edda Holmgren, had a table. "
        "“Nobody went hungry,” the baker said.",
        ("“Nobody went hungry,”", "Edda Holmgren"),
        id="the age before the name",
    ),
    pytest.param(
        "A baker fined for selling bread said it was “only a roll”.\n\nEdda Holmgren, 52, left.",
        ("it was “only a roll”", "Edda Holmgren"),
        id="the lead quotes who is named next",
    ),
    pytest.param(
        "A Torp baker has been fined for selling bread in the street.\n\nEdda Holmgren, 52, set up "
        "her table on Monday.\n\n“Nobody went hungry,” the baker said.",
        ("“Nobody went hungry,”", "Edda Holmgren"),
        id="a trade in the lead, the name in the next paragraph",
    ),
    pytest.param(
        "LUMBA, 3 May – The head of the flood agency resigned on Friday.\n\nJosé Abrantes had led "
        "it since 2019. “I leave it dry,” the outgoing head said.",
        ("“I leave it dry,”", "José Abrantes"),
        id="an office after a dateline",
    ),
    pytest.param(
        "A Torp baker has been fined for selling\nbread in the street.\n\nEdda Holmgren, 52, set "
        "up her table\non Monday.\n\n“Nobody went hungry,” the baker said.",
        ("“Nobody went hungry,”", "Edda Holmgren"),
        id="lines broken inside the paragraphs",
    ),
    pytest.param(
        "A retired surgeon whose records were lost has won her case.\n\nMarit Sund's lawyers had "
        "waited nine years. “I kept copies,” the surgeon said.",
        ("“I kept copies,”", "Marit Sund"),
        id="the name as an owner",
    ),
    pytest.param(
        "A sculptor from Lumba has been asked to take down a bridge.\n\nIdris Okoro built it of "
        "sand in June. “It will go by itself,” the artist said.",
        ("“It will go by itself,”", "Idris Okoro"),
        id="a broader noun for the same trade",
    ),
    pytest.param(
        "The owner of a lighthouse has put it up for sale.\n\nPetra Vance lived in it for a year. "
        "“It is bright,” the lighthouse's owner said.",
        ("“It is bright,”", "Petra Vance"),
        id="a role with a thing as owner",
    ),
]
KEPT = [
    pytest.param(
        "A judge has told a landlord to mend his roofs.\n\nRonan Creed, 61, owns nine houses.\n\n"
        "“You will mend them,” the judge said.",
        ("“You will mend them,”", "the judge"),
        id="the name may be that of the other one",
    ),
    pytest.param(
        "A witness has come forward in the Torp fraud trial.\n\nThe mayor, Lena Falk, called it a "
        "good day.\n\n“I saw the books,” the witness said.",
        ("“I saw the books,”", "the witness"),
        id="somebody with an office of her own is named next",
    ),
    pytest.param(
        "A union leader has warned of a strike.\n\nThe harbour will close on Friday.\n\nTom Beck "
        "opened it in 1990. “We are ready,” the union leader said.",
        ("“We are ready,”", "the union leader"),
        id="a paragraph stands between",
    ),
    pytest.param(
        "A referee has given up the game.\n\nMia Roth, a former referee, is not surprised. “They "
        "throw coins,” the former referee said.",
        ("“They throw coins,”", "Mia Roth"),
        id="the role stands beside the name as well",
    ),
]
ORIGINS = [
    pytest.param(
        "Rasmus Lund of Denmark beat Pavel Novák of Poland by a length.\n\n“I saw only water,” the "
        "Dane said.",
        ("“I saw only water,”", "Rasmus Lund"),
        id="the Dane is the one of Denmark",
    ),
    pytest.param(
        "The choir has hired Femi Adeyemi, a Nigerian pianist, and Aino Laine, a Finnish tenor."
        "\n\n“I sing when it is cold,” the Finn said.",
        ("“I sing when it is cold,”", "Aino Laine"),
        id="the Finn is the Finnish tenor",
    ),
    pytest.param(
        "The coach, an Irishwoman called Orla Keane, blamed the wind. Bram de Wit kept goal.\n\n"
        "“It blew one way,” the Dutchman said.",
        ("“It blew one way,”", "Bram de Wit"),
        id="the Dutchman is the one who is not from elsewhere",
    ),
    pytest.param(
        "Erin Walsh of Ireland met Ciara Daly of Ireland in the final.\n\n“It was close,” the "
        "Irishwoman said.",
        ("“It was close,”", "the Irishwoman"),
        id="of two from one country neither is meant for sure",
    ),
    pytest.param(
        "Hanna Berger of Austria beat Jack Moss of Australia by a length.\n\n“I saw only water,” "
        "the Austrian said.",
        ("“I saw only water,”", "Hanna Berger"),
        id="Austria begins like Australia",
    ),
    pytest.param(
        "The choir has hired Aminah Yusof, a Malaysian pianist, and Chikondi Banda of Malawi, a "
        "tenor.\n\n“I sing when it is cold,” the Malawian said.",
        ("“I sing when it is cold,”", "Chikondi Banda"),
        id="Malawi begins like Malaysian",
    ),
    pytest.param(
        "The choir has hired Elif Demir, a Turkish pianist, and Merdan Orazov of Turkmenistan, a "
        "tenor.\n\n“I play when it is cold,” the Turk said.",
        ("“I play when it is cold,”", "Elif Demir"),
        id="Turkish begins like Turkmenistan",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*DELAYED, *KEPT, *ORIGINS])
def test_speaker_of_the_quote(text, expected):
    """The last quote has this speaker."""
    assert shown_quotes(text)[-1] == expected
