"""A role means the person to whom the article gives it; a role of nobody stays a description."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Simon Attwell sold the same caravan eleven times, Northgate Crown Court heard. Judge "
        "Marguerite Delacourt-Hayes jailed him for two years.\n\n“You have a gift, and you "
        "wasted it on caravans,” the judge told him.",
        [
            ("“You have a gift, and you wasted it on caravans,”", "Marguerite Delacourt-Hayes"),
        ],
        id="the judge is the one judge in the text",
    ),
    pytest.param(
        "Captain Milan Štrbac, 36, will leave FK Dravinja in June. Andrej Polanec, 22, takes "
        "the armband.\n\n“My knees have signed already,” the 36-year-old said.",
        [
            ("“My knees have signed already,”", "Milan Štrbac"),
        ],
        id="the 36-year-old is the only person of that age",
    ),
    pytest.param(
        "The Ministry of Water has fired its chief engineer, Jean-Baptiste Ngoma. Minister "
        "Khadija Mint Sidi signed the letter on Sunday.\n\n“The pump was bought twice and "
        "delivered never,” the minister told state television.",
        [
            ("“The pump was bought twice and delivered never,”", "Khadija Mint Sidi"),
        ],
        id="the minister: same office, later without name",
    ),
    pytest.param(
        "Guillermo Arispe, the plaintiff, and Nora Blackwood, the defendant, share a fence and "
        "nothing else. On Monday they shared a bench at the Superior Court.\n\n“He painted my "
        "side,” the defendant said. “It was the good side,” the plaintiff said.",
        [
            ("“He painted my side,”", "Nora Blackwood"),
            ("“It was the good side,”", "Guillermo Arispe"),
        ],
        id="the plaintiff and the defendant",
    ),
    pytest.param(
        "Harold Blenkinsop, 101, a veteran of the Arctic convoys, came with his grandson Tyler "
        "to lay a wreath.\n\n‘The sea was the enemy, the rest was company,’ the veteran said. "
        "Tyler Blenkinsop pushed the chair.",
        [
            ("‘The sea was the enemy, the rest was company,’", "Harold Blenkinsop"),
        ],
        id="the veteran and his grandson",
    ),
    pytest.param(
        "President Teuila Fa'amoe cut short her trip to Brussels after the cyclone. Her aide, "
        'Lote Havea, carried the bags.\n\n"A house without a roof does not need a speech," the '
        "president said on landing.",
        [
            ('"A house without a roof does not need a speech,"', "Teuila Fa'amoe"),
        ],
        id="the president where only one president is in the text, an aide beside",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Judges Harriet Munro and Kofi Ansah-Boateng heard the case at the Court of Appeal.\n\n"
        "“A hedge is not a wall,” the judge said.",
        [
            ("“A hedge is not a wall,”", "the judge"),
        ],
        id="two judges in the text: the judge stays open",
    ),
    pytest.param(
        "Dr Pauline Wetherby founded the Calloway Clinic and left it last year.\n\n“We count "
        "gloves now,” a doctor at the clinic said, asking not to be named.",
        [
            ("“We count gloves now,”", "a doctor at the clinic"),
        ],
        id="a doctor is somebody else than the named doctor",
    ),
    pytest.param(
        "“We will not pay for that wall,” the president said on Friday.\n\nEconomist Gustavo "
        "Peralta expects the budget to be late again.",
        [
            ("“We will not pay for that wall,”", "the president"),
            ("the budget to be late again", "Gustavo Peralta"),
        ],
        id="the president by world knowledge only; no name in the article",
    ),
    pytest.param(
        "Walburga Enders, mayor of Niederau, opened the fair. Obertal sent its brass band.\n\n"
        "“We were not asked to play,” the mayor of Obertal said. Ludger Finke, who leads the "
        "band, shrugged.",
        [
            ("“We were not asked to play,”", "the mayor of Obertal"),
        ],
        id="an office that is named, but of another town",
    ),
    pytest.param(
        "Amelia Frost, Jade Okoro and Saffron Mills, all 15, found the anchor while looking for "
        "crabs. Amelia Frost dragged it up the beach.\n\n“It was heavier than Jade,” one of the "
        "teenagers said.",
        [
            ("“It was heavier than Jade,”", "one of the teenagers"),
        ],
        id="the teenager is one of three",
    ),
    pytest.param(
        "Zoltán Barabás, the mayor, said nothing for three days.\n\n“He is thinking, you can "
        "hear it,” the mayor’s wife told the local radio station.",
        [
            ("“He is thinking, you can hear it,”", "the mayor's wife"),
        ],
        id="the mayor's wife is not the mayor",
    ),
    pytest.param(
        "Sefako Mohale, the roads minister, was late.\n\n“The minister has told us to start "
        "without him,” said committee chair Lindiwe Ntuli. “So we did.”",
        [
            ("“The minister has told us to start without him,” … “So we did.”", "Lindiwe Ntuli"),
        ],
        id="the minister inside a quote does not speak",
    ),
    pytest.param(
        "Prime minister Ingmar Thoresen met his Finnish counterpart in Stockholm on Friday to "
        "talk about the cable.\n\n“It was cut, it did not break,” the Finnish prime minister "
        "said afterwards. Thoresen nodded.",
        [
            ("“It was cut, it did not break,”", "the Finnish prime minister"),
        ],
        id="the prime minister of another country is not the one named",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
