"""Sentences that report nothing are not shown, and those that report something are."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes
from tests.support.parsing import shown_quotes

NO_REPORTS = [
    pytest.param(text, id=text[:60])
    for text in (
        "Commuters at the station saw the roof bend and felt the platform shake. They ran.",
        "Osei Marbury hopes to sail again by June. His brother wants the trailer.",
        "The survey shows that one household in five heats a single room.",
        "Ingrid Solheim did not say where the money went. Her firm declined to comment.",
        "The council considered the plan, discussed the cost and rejected both on Monday.",
        "The film tells of a keeper who forgets his name. It shows how the sea takes his letters.",
        "Reporters asked Minister Lucan Abara why the bridge fell. He left by a side door.",
        "Detectives are looking into whether the lock was forced. They have not decided.",
        "Nadia Ferreira remembers the smell of the tannery. She forgot to lock the gate.",
        "The storm proved that the wall was too low. The night taught the town to keep sandbags.",
        "Ludo Pastor claims a pension of 900 a month. He argues with his neighbours.",
        'Its seats are "light," its delays "late arrivals," and the pen is a "writing experience."',
        "The rules state that no dog may enter. The law requires owners to carry a bag.",
    )
]
REPORTS = [
    pytest.param(
        "Osei Marbury said he would sail again by June.",
        [("he would sail again by June", "Osei Marbury")],
        id="said with a clause",
    ),
    pytest.param(
        "Ingrid Solheim refused to say where the money went, but said that it was safe.",
        [("that it was safe", "Ingrid Solheim")],
        id="a refusal and then a report",
    ),
    pytest.param(
        "Traders told the paper that the pound would fall.",
        [("that the pound would fall", "traders")],
        id="told a listener",
    ),
    pytest.param(
        "“It bent like a spoon,” said Rosa Imrie, who saw the roof fall.",
        [("“It bent like a spoon,”", "Rosa Imrie")],
        id="a quote beside something seen",
    ),
    pytest.param(
        "The council warned that the plan would cost more than the pier.",
        [("that the plan would cost more than the pier", "the council")],
        id="a warning",
    ),
    pytest.param(
        "Minister Lucan Abara was asked why the bridge fell. “Ask the rust,” he replied.",
        [("“Ask the rust,”", "Lucan Abara")],
        id="a question and the answer",
    ),
    pytest.param(
        "Ludo Pastor claims that his pension was stolen.",
        [("that his pension was stolen", "Ludo Pastor")],
        id="claims with a clause",
    ),
    pytest.param(
        "Nadia Ferreira denied that she had left the gate open.",
        [("that she had left the gate open", "Nadia Ferreira")],
        id="a denial says what is denied",
    ),
    pytest.param(
        "Detectives do not believe the lock was forced, Inspector Hanna Weir said.",
        [("Detectives do not believe the lock was forced", "Hanna Weir")],
        id="a negated thought inside a report",
    ),
    pytest.param(
        "Police asked drivers to avoid the coast road until noon.",
        [("to avoid the coast road until noon", "police")],
        id="a request",
    ),
    pytest.param(
        "Osei Marbury promised to sell the van.",
        [("to sell the van", "Osei Marbury")],
        id="a promise",
    ),
]


@pytest.mark.parametrize("text", NO_REPORTS)
def test_nothing_is_reported(text: str) -> None:
    """A reader sees no quote in the text."""
    assert shown_quotes(text) == []


test_something_is_reported = has_quotes(REPORTS)
