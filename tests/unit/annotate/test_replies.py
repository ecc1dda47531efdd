"""Somebody who replies is not the last speaker."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Ann Lee met Ida Lund. “You are late,” Lund said. “You are early,” she replied.",
        [
            ("“You are late,”", "Ida Lund"),
            ("“You are early,”", "Ann Lee"),
        ],
        id="replied",
    ),
    pytest.param(
        "Tom Hill met Rune Falk. “You are late,” Falk said. “You are early,” he retorted.",
        [
            ("“You are late,”", "Rune Falk"),
            ("“You are early,”", "Tom Hill"),
        ],
        id="retorted",
    ),
    pytest.param(
        "The minister, Anders Krogh, and his predecessor, Birgitte Dahl, clashed. “You have "
        "lost the plot,” Dahl said. “You sold the plot,” he shot back.",
        [
            ("“You have lost the plot,”", "Birgitte Dahl"),
            ("“You sold the plot,”", "Anders Krogh"),
        ],
        id="shot back",
    ),
    pytest.param(
        "Tom Hill and Rune Falk met. Falk asked about the money. “What money?” he replied.",
        [
            ("“What money?”", "Tom Hill"),
        ],
        id="replied to an indirect question",
    ),
    pytest.param(
        "Tom Hill met Rune Falk. “You are late,” Falk said. “Never,” he countered.",
        [
            ("“You are late,”", "Rune Falk"),
            ("“Never,”", "Tom Hill"),
        ],
        id="countered",
    ),
    pytest.param(
        "Tom Hill met Rune Falk. “You are late,” Falk said. He responded: “Never in my life.”",
        [
            ("“You are late,”", "Rune Falk"),
            ("“Never in my life.”", "Tom Hill"),
        ],
        id="responded, with a colon",
    ),
    pytest.param(
        "Tom Hill met Rune Falk. “You are late,” Falk said. “As always,” he continued.",
        [
            ("“You are late,”", "Rune Falk"),
            ("“As always,”", "Rune Falk"),
        ],
        id="continued",
    ),
    pytest.param(
        "Tom Hill spoke to reporters. “It is late,” Hill said. Asked why, he replied: “It just "
        "is.”",
        [
            ("“It is late,”", "Tom Hill"),
            ("“It just is.”", "Tom Hill"),
        ],
        id="nobody else who could reply",
    ),
    pytest.param(
        "Tom Hill met Rune Falk. “You are late,” Falk said. “You are early too,” he said.",
        [
            ("“You are late,”", "Rune Falk"),
            ("“You are early too,”", "Rune Falk"),
        ],
        id="a verb that says nothing about turns",
    ),
    pytest.param(
        "Ann Lee met Tom Hill. “You are late,” Hill said. “And early,” he replied.",
        [
            ("“You are late,”", "Tom Hill"),
            ("“And early,”", "Tom Hill"),
        ],
        id="nobody else of that gender",
    ),
]

test_replies_are_understood = has_quotes(CASES)
