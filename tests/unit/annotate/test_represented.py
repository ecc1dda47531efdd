"""Unnamed sources that speak for somebody stay unnamed; witnesses and critics speak for nobody."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes
from tests.support.parsing import quotes

CASES = [
    pytest.param(
        "“We have raised more in a week than in the whole of June,” a spokesman for the "
        "Ainsworth campaign said. Loretta Ainsworth herself was in Ohio.",
        [
            (
                "“We have raised more in a week than in the whole of June,”",
                "a spokesman for the Ainsworth campaign",
            ),
        ],
        id="spokesman for a campaign",
    ),
    pytest.param(
        "Senator Nadia Brightwater will not run again and has told her family, two aides to the "
        "senator said.\n\nBrightwater was not available on Friday.",
        [
            (
                "Senator Nadia Brightwater will not run again and has told her family",
                "two aides to the senator",
            ),
        ],
        id="two aides to the senator",
    ),
    pytest.param(
        "“No fire crew was hurt,” a Tideline Batteries spokesperson said in an email.",
        [
            ("“No fire crew was hurt,”", "a Tideline Batteries spokesperson"),
        ],
        id="the company's spokesperson by possessive",
    ),
    pytest.param(
        "A man of 60 is in custody, a Queensbridge Police spokeswoman said. “He walked in and "
        "put his keys on the desk,” the spokeswoman added.",
        [
            ("A man of 60 is in custody", "a Queensbridge Police spokeswoman"),
            ("“He walked in and put his keys on the desk,”", "the spokeswoman"),
        ],
        id="police spokeswoman, sentence order with the content first",
    ),
    pytest.param(
        "Lawyers for Corrado Vismara said he would appeal. “He bought the horse in good faith,” "
        "the lawyers wrote.",
        [
            ("he would appeal", "lawyers for Corrado Vismara"),
            ("“He bought the horse in good faith,”", "the lawyers"),
        ],
        id="lawyers for a defendant, collectively",
    ),
    pytest.param(
        "A representative of Stade Aubrac said the striker had failed a medical. Ismaila "
        "Sarr-Lebrun posted a picture of a gym.",
        [
            ("the striker had failed a medical", "a representative of Stade Aubrac"),
        ],
        id="a club representative, plain indirect",
    ),
    pytest.param(
        "A press officer in the office of Governor Hector Palafox Rivas told reporters the dam "
        "would be opened by hand.\n\nTwo men climbed up with a wrench.",
        [
            (
                "the dam would be opened by hand",
                "a press officer in the office of Governor Hector Palafox Rivas",
            ),
        ],
        id="office of the governor; an unnamed press officer",
    ),
    pytest.param(
        "“The tender documents will be published on Friday,” said a press officer at the "
        "Ministry of Mines, who would not give her name.",
        [
            (
                "“The tender documents will be published on Friday,”",
                "a press officer at the Ministry of Mines",
            ),
        ],
        id="press officer at a ministry who does not give a name",
    ),
    pytest.param(
        "Open Wells’ press contact said three pumps had been stolen in a night. Replacements "
        "were ordered on Tuesday.",
        [
            ("three pumps had been stolen in a night", "Open Wells’ press contact"),
        ],
        id="NGO, an unnamed press contact with a possessive",
    ),
    pytest.param(
        "An attorney for the Coolidge estate called the drawing “a napkin with ambition”. The "
        "painter Bertrand Coolidge died in 1974.",
        [
            ("the drawing “a napkin with ambition”", "an attorney for the Coolidge estate"),
        ],
        id="acting on behalf of: attorney for the estate",
    ),
    pytest.param(
        '"Passports are printed in the other building," a spokeswoman at the Embassy of '
        "Suriname explained.",
        [
            (
                '"Passports are printed in the other building,"',
                "a spokeswoman at the Embassy of Suriname",
            ),
        ],
        id="embassy representative",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "“The snow is on the timetable,” Odile Marchetti, a spokeswoman for the Northern Rail "
        "Alliance, said.",
        [
            ("“The snow is on the timetable,”", "Odile Marchetti"),
        ],
        id="a named spokesman is a named speaker",
    ),
    pytest.param(
        "Caspian Shipping has lost contact with a tanker. Spokesman Rauf Mammadov said its last "
        "position was off the cape. “We hear the radio, not the ship,” Mammadov said.",
        [
            ("its last position was off the cape", "Rauf Mammadov"),
            ("“We hear the radio, not the ship,”", "Rauf Mammadov"),
        ],
        id="spokesman named in the next sentence by surname",
    ),
    pytest.param(
        "“It smelled of almonds,” said a woman who was in the queue outside the City Library "
        "when the door gave way.",
        [
            ("“It smelled of almonds,”", "a woman"),
        ],
        id="unnamed witness speaks for nobody",
    ),
    pytest.param(
        "“We were never asked,” a resident of Vellmar said on the bridge.",
        [
            ("“We were never asked,”", "a resident of Vellmar"),
        ],
        id="an unnamed resident of a town does not speak for the town",
    ),
    pytest.param(
        "A former employee of Orlo Games said pizza had been counted as pay.",
        [
            ("pizza had been counted as pay", "a former employee of Orlo Games"),
        ],
        id="a former employee speaks for himself",
    ),
    pytest.param(
        "Critics said the film was too long. Fans said it was two films. Director Wes Kilgour "
        "said he had cut a third.",
        [
            ("the film was too long", "critics"),
            ("it was two films", "fans"),
            ("he had cut a third", "Wes Kilgour"),
        ],
        id="experts, critics, fans: nobody behind them",
    ),
    pytest.param(
        "Two neighbours of the minister, Lukas Ebersbach, said they had heard a saw at three in "
        "the morning.",
        [
            (
                "they had heard a saw at three in the morning",
                "Two neighbours of the minister, Lukas Ebersbach",
            ),
        ],
        id="two neighbours of the minister are not his aides",
    ),
    pytest.param(
        "“I was given my neighbour’s pills,” a patient at Saint Vera Hospital said.",
        [
            ("“I was given my neighbour’s pills,”", "a patient at Saint Vera Hospital"),
        ],
        id="a patient of a hospital speaks for herself",
    ),
    pytest.param(
        "A rival of Arbeta Motors said the car was a rebadged milk float.",
        [
            ("the car was a rebadged milk float", "a rival of Arbeta Motors"),
        ],
        id="rival of the company quoted against it, unnamed",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)


REPRESENTED = [
    ("A spokesman for the Ainsworth campaign said the money was there.", "Ainsworth campaign"),
    ("A Tideline Batteries spokesperson said no fire crew was hurt.", "Tideline Batteries"),
    ("Corrado Vismara was fined. Lawyers for Corrado Vismara said he would appeal.",
     "Corrado Vismara"),
    ("A spokeswoman for the Duarte campaign said every vote should be counted.", "Duarte campaign"),
    ("A former employee of Orlo Games said pizza had been counted as pay.", ""),
    ("A resident of Vellmar said they were never asked.", ""),
    ("A rival of Arbeta Motors said the car was a rebadged milk float.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "represents"), REPRESENTED)
def test_whom_an_unnamed_source_represents(text: str, represents: str) -> None:
    """A spokesman has the person or organisation that he speaks for; a former employee has none."""
    assert [quote.represents for quote in quotes(text)] == [represents]
