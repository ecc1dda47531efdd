"""The clause behind “said in a statement that” is what was said, wherever the parse puts it."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CLAUSES = [
    ("Quillard", "said in a statement", "that the rebuilding would take two years"),
    ("Quillard", "said in a statement", "that “the rebuilding” would take two years"),
    ("Ana Pell", "said in a report", "that the rebuilding “would take two years”"),
    ("Ana Pell", "wrote in a letter", "that the rebuilding would take two years"),
    ("Ana Pell", "said at a meeting in Torp", "that the levy would be paid by the boats"),
    ("Ana Pell", "said on a visit to Torp", "that no boat would pay"),
    ("The company", "said in a letter to investors", "that it would sell the mill"),
    ("Ana Pell", "warned in an interview", "that the dam would not hold"),
    ("Ana Pell", "announced during a debate", "that the mill would close in May"),
    ("Ana Pell", "argued on the radio", "that the pier was lost"),
]
CASES = [
    pytest.param(
        f"{speaker} {said} {clause}.",
        [(clause, speaker.replace("The", "the"))],
        id=f"{speaker} {said} {clause}",
    )
    for speaker, said, clause in CLAUSES
]
STAYS = [
    pytest.param("They argued in a bar that stays open late.", [], id="subject of the clause"),
    pytest.param("The mill stands in a town that nobody loves.", [], id="no verb of saying"),
    pytest.param(
        "Ana Pell spoke in a hall that was half empty.",
        [],
        id="“that” is the subject of the clause",
    ),
    pytest.param(
        "Amélie Rostane, a hydrologist in Lindhaven, who warned the council that the wall was too "
        "low, was not asked.",
        [("that the wall was too low", "Amélie Rostane")],
        id="“who” behind a place is the person whom the description is about",
    ),
]


test_clause_is_what_was_said = has_quotes(CASES)
test_what_stays = has_quotes(STAYS)
