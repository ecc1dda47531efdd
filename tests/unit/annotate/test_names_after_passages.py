"""The subject right after quoted words speaks, whatever stands between it and its verb."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "“It will rain on the fair,” Ann Lee, who runs the bakery and once sailed to Kirund, said "
        "on Monday.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee",
            ),
        ],
        id="clause with who",
    ),
    pytest.param(
        "“I would have sat in Orlund for a long time,” Mr. Danil, now 81 and retired in Torp, "
        "Mass., said by telephone. Nick Danil was a reporter.",
        [
            (
                "“I would have sat in Orlund for a long time,”",
                "Nick Danil",
            ),
        ],
        id="age and retirement",
    ),
    pytest.param(
        "“Not ours but we will take it!” Ulf Murden, the head of Torp Rowing, Tweeted on Friday "
        "with a picture of the cup.",
        [
            (
                "“Not ours but we will take it!”",
                "Ulf Murden",
            ),
        ],
        id="apposition, verb in capitals",
    ),
    pytest.param(
        "“The lower your latitude, the more orbits you can have,” Jim Canter, who worked at "
        "Spaceo in its first days and is now chief of the startup Phantom Yard, told the Ledger.",
        [
            (
                "“The lower your latitude, the more orbits you can have,”",
                "Jim Canter",
            ),
        ],
        id="firm in the apposition",
    ),
    pytest.param(
        "“It will rain on the fair,” Bo Dahl, 44, of Torp, Norland, wrote in a letter to the "
        "editor.",
        [
            (
                "“It will rain on the fair,”",
                "Bo Dahl",
            ),
        ],
        id="town and country",
    ),
    pytest.param(
        "“It will rain on the fair,” Ann Lee, who said little else, left the room.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee",
            ),
        ],
        id="other verb inside the clause",
    ),
    pytest.param(
        "“It will rain on the fair,” Ann Lee, Bo Dahl and Tim Falk said on Monday.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee; Bo Dahl; Tim Falk",
            ),
        ],
        id="three speakers",
    ),
    pytest.param(
        "“It will rain on the fair,” said Ann Lee, the baker, who opened in May.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee",
            ),
        ],
        id="inverted",
    ),
    pytest.param(
        "“It will rain on the fair,” Ann Lee's lawyer, Bo Dahl, said on Monday.",
        [
            (
                "“It will rain on the fair,”",
                "Bo Dahl",
            ),
        ],
        id="owner of the speaker",
    ),
    pytest.param(
        "“Nothing prepares you for the noise of the mill,” the two-term mayor will say, according "
        "to excerpts of her speech.",
        [
            (
                "“Nothing prepares you for the noise of the mill,”",
                "the two-term mayor",
            ),
        ],
        id="will say",
    ),
    pytest.param(
        "“Nothing prepares you for the noise of the mill,” Ann Lee has said.",
        [
            (
                "“Nothing prepares you for the noise of the mill,”",
                "Ann Lee",
            ),
        ],
        id="has said",
    ),
    pytest.param(
        "“It will rain on the fair,” she will tell the council, Bo Dahl said.",
        [
            (
                "“It will rain on the fair,” she will tell the council",
                "Bo Dahl",
            ),
        ],
        id="future inside the report",
    ),
    pytest.param(
        "“It will rain on the fair,” Ann Lee (the baker) added.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee",
            ),
        ],
        id="brackets",
    ),
    pytest.param(
        "“It will rain on the fair,” Ann Lee, a baker in Torp, was quoted by the Ledger as saying.",
        [
            (
                "“It will rain on the fair,”",
                "Ann Lee",
            ),
        ],
        id="relayed by an outlet",
    ),
    pytest.param(
        "“It was the first time in a long time, senator,” Torp This Morning co-anchor Nils Ferro "
        "said.",
        [("“It was the first time in a long time, senator,”", "Nils Ferro")],
        id="a programme and an office before the name",
    ),
    pytest.param(
        "“It is late for a new mill,” Ledger reporter Ana Pell wrote.",
        [("“It is late for a new mill,”", "Ana Pell")],
        id="a paper and an office before the name",
    ),
    pytest.param(
        "“It is late for a new mill,” Radio Torp presenter Nils Ferro told Pell on air.",
        [("“It is late for a new mill,”", "Nils Ferro")],
        id="a station and an office before the name",
    ),
    pytest.param(
        "Ana Pell would not name “that man,” telling Tom Reed she had nothing to say.",
        [("“that man,”", "Ana Pell"), ("she had nothing to say", "Ana Pell")],
        id="stays: the listener does not speak",
    ),
    pytest.param(
        "The mayor refused to discuss “the old plan,” telling the Ledger that it was dead.",
        [("to discuss “the old plan,”", "the mayor"), ("that it was dead", "the mayor")],
        id="stays: the paper she talks to does not speak",
    ),
]

test_speakers = has_quotes(CASES)
