"""Interviewers and listeners are not the speakers."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Hilda Clint lost the vote in March.\n\nIn an interview with Morning Tide hosts Joe Scarb "
        "and Mika Brez, the mayoral candidate stated that Falk's comments do not “fit with what I "
        "thought I knew about him.”",
        [
            (
                "that Falk's comments do not “fit with what I thought I knew about him.”",
                "Hilda Clint",
            ),
        ],
        id="hosts of a programme",
    ),
    pytest.param(
        "Jon Legui has written three plays. In a conversation with Harbour Live's Alyona Minkov "
        "about his comedy, the actor spoke of the islands. “You do not hear about the islanders, "
        "and you feel left out,” he said.",
        [
            (
                "“You do not hear about the islanders, and you feel left out,”",
                "Jon Legui",
            ),
        ],
        id="interviewer of a programme",
    ),
    pytest.param(
        "Hanly asked Falk how high the wall would be.\n\n“I think the height could be 35 feet,” "
        "he told Hanly, to cheers. Sean Hanly and Tim Falk met on Monday.",
        [
            (
                "“I think the height could be 35 feet,”",
                "Tim Falk",
            ),
        ],
        id="object of the verb",
    ),
    pytest.param(
        "We sat down for a conversation with Ann Lee in her shed. “I love mud,” she said.",
        [
            (
                "“I love mud,”",
                "Ann Lee",
            ),
        ],
        id="we met",
    ),
    pytest.param(
        "Ann Lee ran the bakery until May, when Mary Dahl bought it.\n\n“I was tired of flour,” "
        "she told Dahl.",
        [
            (
                "“I was tired of flour,”",
                "Ann Lee",
            ),
        ],
        id="object after she",
    ),
    pytest.param(
        "In an interview with the Ledger, Ann Lee said the ferry was late. “It always is,” she "
        "said.",
        [
            (
                "the ferry was late",
                "Ann Lee",
            ),
            (
                "“It always is,”",
                "Ann Lee",
            ),
        ],
        id="interview in a paper",
    ),
]

test_speakers = has_quotes(CASES)
