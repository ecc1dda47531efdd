"""Of two people with one surname, the one who is called late does not speak."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "The late Ada Falk ran the mill. Her nephew, Otto Falk, runs it now. “It is loud,” "
        "Falk said.",
        [
            ("“It is loud,”", "Otto Falk"),
        ],
        id="a first name and a surname",
    ),
    pytest.param(
        "The late Senator Ada Falk ran the mill. Her nephew, Otto Falk, runs it now. “It is "
        "loud,” Falk said.",
        [
            ("“It is loud,”", "Otto Falk"),
        ],
        id="a title between",
    ),
    pytest.param(
        "Otto Falk runs the mill of his late aunt Ada Falk. “It is loud,” Falk said.",
        [
            ("“It is loud,”", "Otto Falk"),
        ],
        id="a relation between",
    ),
    pytest.param(
        "Ada Falk, who has died aged 90, ran the mill. Her nephew, Otto Falk, runs it now. “It "
        "is loud,” Falk once said.",
        [
            ("“It is loud,”", "Ada Falk"),
        ],
        id="an obituary, whose subject is quoted",
    ),
    pytest.param(
        "Ada Falk runs the mill. Her nephew, Otto Falk, came late. “It is loud,” Falk said.",
        [
            ("“It is loud,”", "Ada Falk"),
        ],
        id="late for work",
    ),
]

test_late_relatives_are_understood = has_quotes(CASES)
