"""A quote after a colon belongs to whom its sentence is about, or whose words it names."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "The captain, Rohan Sarma, was philosophical: “You can't bowl at a puddle.”",
        [
            ("“You can't bowl at a puddle.”", "Rohan Sarma"),
        ],
        id="a subject with an apposition",
    ),
    pytest.param(
        "Coach Ana Ruiz was in no doubt about the penalty: “It was a dive.”",
        [
            ("“It was a dive.”", "Ana Ruiz"),
        ],
        id="another noun right before the colon",
    ),
    pytest.param(
        "Nadia Osman was less impressed with the view: “It is a car park.”",
        [
            ("“It is a car park.”", "Nadia Osman"),
        ],
        id="a comparison",
    ),
    pytest.param(
        "Ana Ruiz on the new rules: “They will not last a year.”",
        [
            ("“They will not last a year.”", "Ana Ruiz"),
        ],
        id="a name that the recogniser does not know",
    ),
    pytest.param(
        "There was a warning from the union's leader, Bob Farrow: “We will strike again in May.”",
        [
            ("“We will strike again in May.”", "Bob Farrow"),
        ],
        id="a warning from somebody",
    ),
    pytest.param(
        "The response from Bob Farrow was blunt: “We will strike again in May.”",
        [
            ("“We will strike again in May.”", "Bob Farrow"),
        ],
        id="a response from somebody",
    ),
    pytest.param(
        "Ann Lee received a letter from her son, Tim Lee: “Come home at once.”",
        [
            ("“Come home at once.”", "Tim Lee"),
        ],
        id="a letter from somebody else",
    ),
    pytest.param(
        "Tim Moss faces a simple question from Ann Lee: “Where did the money go?”",
        [
            ("“Where did the money go?”", "Ann Lee"),
        ],
        id="a question from somebody else",
    ),
    pytest.param(
        "Shadow chancellor Nikhil Parekh heckles: “You already have!”",
        [
            ("“You already have!”", "Nikhil Parekh"),
        ],
        id="a verb tagged as a noun",
    ),
    pytest.param(
        "Ann Lee left. She was blunt about the cost: “It will be paid by us all.”",
        [
            ("“It will be paid by us all.”", "Ann Lee"),
        ],
        id="a pronoun as subject",
    ),
    pytest.param(
        "The mayor of Torp, Ann Lee, could hardly hide her relief: “It is over at last.”",
        [
            ("“It is over at last.”", "Ann Lee"),
        ],
        id="an office of a place",
    ),
    pytest.param(
        "A docker held up half a door, on which the words had been written in chalk: “Nobody "
        "will lose a berth.”",
        [
            ("“Nobody will lose a berth.”", None),
        ],
        id="a relative clause about a thing",
    ),
    pytest.param(
        "Fans were furious with Tim Moss: “He should go now,” said one of them.",
        [
            ("“He should go now,”", None),
        ],
        id="another cue after the passage",
    ),
    pytest.param(
        "Ann Lee told Tim Moss at the gate: “The bridge is shut for good.”",
        [
            ("“The bridge is shut for good.”", "Ann Lee"),
        ],
        id="a verb of saying",
    ),
    pytest.param(
        "Ann Lee's advice to young players is simple: “Sleep more than you run.”",
        [
            ("“Sleep more than you run.”", "Ann Lee"),
        ],
        id="the owner of an advice",
    ),
]

test_persons_before_colons_are_understood = has_quotes(CASES)
