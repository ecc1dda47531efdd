"""A name after a comma with an age or a trade of its own is whom the words before it mean."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "The owner of the dog, 29-year-old Jasmine Orton, said it was late.",
        [
            ("it was late", "Jasmine Orton"),
        ],
        id="an age",
    ),
    pytest.param(
        "A friend of the family, 62-year-old Otto Lang, said the house was empty.",
        [
            ("the house was empty", "Otto Lang"),
        ],
        id="an age, after an unnamed family",
    ),
    pytest.param(
        "The captain of the ferry, Norwegian Olaf Berg, said it was cold.",
        [
            ("it was cold", "Olaf Berg"),
        ],
        id="an origin",
    ),
    pytest.param(
        "The head of the union, former miner Bob Farrow, said they would strike.",
        [
            ("they would strike", "Bob Farrow"),
        ],
        id="a former trade",
    ),
    pytest.param(
        "A neighbour of the victim, retired nurse Ida Lund, said she heard a bang.",
        [
            ("she heard a bang", "Ida Lund"),
        ],
        id="a retired nurse",
    ),
    pytest.param(
        "A friend of the singer Tim Falk said he was ill in bed.",
        [
            ("he was ill in bed", "a friend of the singer Tim Falk"),
        ],
        id="a friend of somebody named",
    ),
    pytest.param(
        "Two aides to the minister, Tim Falk, said he was ill in bed.",
        [
            ("he was ill in bed", "Two aides to the minister, Tim Falk"),
        ],
        id="aides to somebody named",
    ),
]

test_descriptions_before_names_are_understood = has_quotes(CASES)
