"""Transcripts made by machine number their speakers; printed debates tell what happens."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes
from tests.support.parsing import quotes

TURNS = [
    pytest.param(
        "Tanya Roth (speaker 1): The budget is late.\n\nGert Anker (speaker 2): It is missing.",
        [("The budget is late.", "Tanya Roth"), ("It is missing.", "Gert Anker")],
        id="a number after the name",
    ),
    pytest.param(
        "Mr CREED (Dorn): The road will be built.\n\nMr Crane interjecting—\n\nThe SPEAKER: The"
        " member for Orsk will be silent.\n\nMr CREED: It will be built by May.",
        [
            ("The road will be built.", "Mr Creed"),
            ("The member for Orsk will be silent.", "the SPEAKER"),
            ("It will be built by May.", "Mr Creed"),
        ],
        id="somebody interjects",
    ),
    pytest.param(
        "The SPEAKER: The member is named.\n\nHonourable members interjecting—\n\nThe SPEAKER: You"
        " do not have the call.\n\nMrs GASH: I have been interrupting nobody.",
        [
            ("The member is named.", "the SPEAKER"),
            ("You do not have the call.", "the SPEAKER"),
            ("I have been interrupting nobody.", "Mrs Gash"),
        ],
        id="several interject",
    ),
    pytest.param(
        "The PRESIDING OFFICER: The senator is recognized.\n\nMs. CANTOR: The levy is too high.\n\n"
        "The ACTING PRESIDENT pro tempore: The time has expired.",
        [
            ("The senator is recognized.", "the PRESIDING OFFICER"),
            ("The levy is too high.", "Ms Cantor"),
            ("The time has expired.", "the ACTING PRESIDENT pro tempore"),
        ],
        id="a president pro tempore",
    ),
    pytest.param(
        "Ms. McLEAN of Dorn: I yield.\n\nMr. Manager SHIFF: The facts are clear.\n\n"
        "Ms. McLEAN of Dorn: You are welcome.",
        [
            ("I yield.", "McLean of Dorn"),
            ("The facts are clear.", "Manager Shiff"),
            ("You are welcome.", "McLean of Dorn"),
        ],
        id="surnames in capitals",
    ),
    pytest.param(
        "REAR ADM. JOHN KIRKE, ANALYST: The fleet waits.\n\nLENA MOOR, HOST: For long?\n\n"
        "KIRKE: We can wait.",
        [
            ("The fleet waits.", "John Kirke"),
            ("For long?", "Lena Moor"),
            ("We can wait.", "John Kirke"),
        ],
        id="a rank of two words",
    ),
]
LOOK_ALIKES = [
    pytest.param("Torp (4-4-2): Roth, Anker, Moor.\n\nDorn (4-3-3): Falk, Lund, Berg.", id="teams"),
    pytest.param("Loud (speaker 1): 40 crowns.\n\nThe fair was long.", id="one price"),
    pytest.param("PART_01: The river rose.\n\nPART_02: The town moved.", id="numbered parts"),
]

test_turns_of_a_transcript = has_quotes(TURNS)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_lists_are_no_turns(text: str) -> None:
    """Lines with a number or in brackets before a colon are nobody's words."""
    assert quotes(text) == ()


def test_numbered_speakers_are_unnamed() -> None:
    """“SPEAKER_00” names nobody, and speaks each of its turns."""
    found = quotes(
        "SPEAKER_00: The well is dry.\n\nSPEAKER_01: Since when?\n\nSPEAKER_00: Since the"
        " drilling began."
    )
    assert [(quote.speaker, quote.named) for quote in found] == [
        ("speaker_00", False),
        ("speaker_01", False),
        ("speaker_00", False),
    ]
