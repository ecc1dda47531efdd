"""The town of a dateline is nobody who speaks."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "ORLUND, April 25 (Wire) - Norland's civil aviation board disputed on Tuesday whether a "
        "plane had been hit by a bird, calling the carrier's account of the incident “misleading "
        "and late”.",
        [
            (
                "the carrier's account of the incident “misleading and late”",
                "Norland's civil aviation board",
            ),
        ],
        id="participle after a date and agency",
    ),
    pytest.param(
        "RENE, Nev. (AP) — Mayoral hopeful Olin Brask says he does not watch skating much anymore "
        "because the ice has gone “soft like the town”.",
        [
            (
                "he does not watch skating much anymore because the ice has gone “soft like the "
                "town”",
                "Olin Brask",
            ),
        ],
        id="state and agency",
    ),
    pytest.param(
        "KIRUND, March 3 (Wire) - Brask Mining rejected the offer on Monday, describing it as “a "
        "joke in poor taste”.",
        [
            (
                "it as “a joke in poor taste”",
                "Brask Mining",
            ),
        ],
        id="company",
    ),
    pytest.param(
        "KIRUND — The ferry union walked out on Monday, calling the pay offer “an insult to every "
        "deckhand”.",
        [
            (
                "the pay offer “an insult to every deckhand”",
                "the ferry union",
            ),
        ],
        id="union",
    ),
    pytest.param(
        "Kirund called the pay offer “an insult to every deckhand” on Monday.",
        [
            (
                "the pay offer “an insult to every deckhand”",
                "Kirund",
            ),
        ],
        id="town as actor",
    ),
]

test_speakers = has_quotes(CASES)
