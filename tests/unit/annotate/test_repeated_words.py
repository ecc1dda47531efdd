"""Words in quotation marks that repeat a quote have its speaker; names and titles have none."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "“He is a pathological bore,” Olga Brask told the council.\n\nTim Falk had lunch, "
        "“pathological bore” or not.",
        [
            (
                "“He is a pathological bore,”",
                "Olga Brask",
            ),
            (
                "“pathological bore”",
                "Olga Brask",
            ),
        ],
        id="fragment in narration, said before",
    ),
    pytest.param(
        "Olga Brask called Tim Falk “reckless” on Monday.\n\nFalk ended the day, “reckless” or "
        "not, in the bath.",
        [
            (
                "Tim Falk “reckless”",
                "Olga Brask",
            ),
            (
                "“reckless”",
                "Olga Brask",
            ),
        ],
        id="word set apart twice",
    ),
    pytest.param(
        "Is the Ferry a 'Floating Shed'?\n\n“It is a floating shed, and it leaks,” said the "
        "harbour master, Ulla Dahl.",
        [
            (
                "'Floating Shed'",
                "Ulla Dahl",
            ),
            (
                "“It is a floating shed, and it leaks,”",
                "Ulla Dahl",
            ),
        ],
        id="headline of a question",
    ),
    pytest.param(
        "Olga Brask: Tim Falk's Rhetoric ‘Is Destroying Torp.’\n\nOlga Brask spoke on Monday "
        "about Falk. He did not answer.",
        [
            (
                "Tim Falk's Rhetoric ‘Is Destroying Torp.’",
                "Olga Brask",
            ),
        ],
        id="headline after a name and a colon",
    ),
    pytest.param(
        "Olga Brask: A ‘Lazy Heron’ or a ‘Tired Horse’ in Torp\n\nOlga Brask spoke on Monday.",
        [("A ‘Lazy Heron’ or a ‘Tired Horse’ in Torp", "Olga Brask")],
        id="headline with two fragments after a name and a colon",
    ),
    pytest.param(
        "Spurns offer, blasts 'ignorant view of herons'\n\nMayor Olga Brask rejected an offer on "
        "Monday.\n\n“Tim Falk's ignorant view of herons could make our town less safe,” Brask "
        "said in a statement.",
        [
            (
                "blasts 'ignorant view of herons'",
                "Olga Brask",
            ),
            (
                "“Tim Falk's ignorant view of herons could make our town less safe,”",
                "Olga Brask",
            ),
        ],
        id="headline without subject",
    ),
    pytest.param(
        "Falk 'has spoken to her twice'\n\n“Tim Falk has spoken to her twice this month,” said "
        "the station's chief, Rolf Ailen.",
        [
            (
                "'has spoken to her twice'",
                "Rolf Ailen",
            ),
            (
                "“Tim Falk has spoken to her twice this month,”",
                "Rolf Ailen",
            ),
        ],
        id="statement of an office",
    ),
    pytest.param(
        "“The plan is reckless,” Olga Brask said.\n\n“It is reckless,” said Tim Falk.\n\nThe "
        "“reckless” plan is off.",
        [
            (
                "“The plan is reckless,”",
                "Olga Brask",
            ),
            (
                "“It is reckless,”",
                "Tim Falk",
            ),
        ],
        id="several speakers use the word",
    ),
    pytest.param(
        "“I loved Blue Mud,” Olga Brask said.\n\nThe cast of “Blue Mud” will tour Norland in May.",
        [
            (
                "“I loved Blue Mud,”",
                "Olga Brask",
            ),
        ],
        id="name of a work",
    ),
    pytest.param(
        "“We pay for affordable homes,” Olga Brask said.\n\nThe council's “affordable” list has "
        "nine streets.",
        [
            (
                "“We pay for affordable homes,”",
                "Olga Brask",
            ),
        ],
        id="term that nobody set apart",
    ),
    pytest.param(
        "Ulla Dahl on 'Blue Mud'\n\n“It took four years to shoot,” said Dahl.",
        [
            (
                "“It took four years to shoot,”",
                "Ulla Dahl",
            ),
        ],
        id="title in a headline",
    ),
]

test_speakers = has_quotes(CASES)
