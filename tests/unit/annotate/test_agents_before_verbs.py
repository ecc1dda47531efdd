"""A noun for those who do what a verb says is no cue: “the protesters chanted”."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "“Water is life!” the protesters chanted.",
        [
            ("“Water is life!”", "the protesters"),
        ],
        id="protesters, tagged as a verb",
    ),
    pytest.param(
        "“Never!” the miners chanted. “Out!” the workers shouted.",
        [
            ("“Never!”", "the miners"),
            ("“Out!”", "the workers"),
        ],
        id="miners and workers",
    ),
    pytest.param(
        "“No war!” the marchers cried as police watched.",
        [
            ("“No war!”", "the marchers"),
        ],
        id="marchers",
    ),
    pytest.param(
        "“Shame!” demonstrators cried.",
        [
            ("“Shame!”", "demonstrators"),
        ],
        id="no article",
    ),
    pytest.param(
        "“Let them pass,” the onlookers begged.",
        [
            ("“Let them pass,”", "the onlookers"),
        ],
        id="onlookers",
    ),
    pytest.param(
        "Ida Lund sat down. “Hush,” she mutters.",
        [
            ("“Hush,”", "Ida Lund"),
        ],
        id="a verb that ends alike",
    ),
    pytest.param(
        "Ida Lund sat down. “Never,” she answers.",
        [
            ("“Never,”", "Ida Lund"),
        ],
        id="another verb that ends alike",
    ),
]

test_agents_before_verbs_are_understood = has_quotes(CASES)
