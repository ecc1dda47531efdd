"""Roles that the article never states: by what somebody does, by who else is there, by the lead."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

DEEDS = [
    ("Ana Pell swam the strait in nine hours. Rune Falk met her. “It was cold,” the swimmer said.",
     "Ana Pell"),
    ("Ana Pell pleaded guilty to fraud. “It was cold,” the defendant told the court.", "Ana Pell"),
    ("Rune Falk was arrested on Monday. “It was cold,” the suspect said.", "Rune Falk"),
    ("Ana Pell and her brother own the mill. Rune Falk rents it. “It was cold,” the tenant said.",
     "Rune Falk"),
    ("Ida Lund won the race by a second. Rune Falk fell. “It was cold,” the winner said.",
     "Ida Lund"),
    ("Emily Sato works as a beekeeper. “It was cold,” the beekeeper said.", "Emily Sato"),
    ("Emily Sato became a judge in May. “It was cold,” the judge said.", "Emily Sato"),
    ("The suspect, named as Rune Falk, 29, appeared in court. “It was cold,” the accused told the "
     "judge.", "Rune Falk"),
    ("Dr Samuel Ade treated the boy. Ana Pell thanked him. “It was cold,” the surgeon said.",
     "Samuel Ade"),
    ("The victim, Jake Orlan, was found on Sunday. His mother, Denise Orlan, came. “It was cold,” "
     "the victim’s mother said.", "Denise Orlan"),
    ("Samuel Mensah, in charge of Rangers since May, had been booed. “It was cold,” said the "
     "coach.", "Samuel Mensah"),
    ("Ana Pell, 61, thought she was late. “It was cold,” the grandmother of five said.",
     "Ana Pell"),
    ("Rune Falk hopes to row the lake. “It was cold,” the father-of-three said.", "Rune Falk"),
    ("Norland’s Ana Pell beat Denmark’s Ida Lund. “It was cold,” the Dane said.", "Ida Lund"),
    ("Rune Falk, who controls three mills, met officials. Curator Ana Pell was there. “It was "
     "cold,” the tycoon said.", "Rune Falk"),
    ("Clerk tells of threats\n\nA former clerk has told the inquiry of calls.\n\nAna Pell, 31, "
     "broke down twice.\n\nHer lawyer, Rune Falk, spoke. “It was cold,” the former clerk said.",
     "Ana Pell"),
    ("The principal of Torp Academy, Ms Ana Pell, said so. “It was cold,” she said.", "Ana Pell"),
    ("Rune Falk, 36, was found in a barn. When woken, the 36-year-old told officers: “It was "
     "cold.”", "Rune Falk"),
]  # fmt: skip

# The words look alike, but somebody else is meant, or nobody with a name.
OTHERS = [
    ("Ana Pell was arrested on Monday. “It was cold,” the officer said.", ""),
    ("Ana Pell fell from her horse. “It was cold,” the doctor said.", ""),
    ("Ana Pell was hit by a van. “It was cold,” the driver said.", ""),
    ("Ana Pell rents the mill. “It was cold,” the landlord said.", ""),
    ("Ana Pell and Rune Falk swam the strait. “It was cold,” the swimmer said.", ""),
    ("Ana Pell sued the clinic. “It was cold,” the judge said.", ""),
    ("A judge heard the case of Ana Pell. “It was cold,” the judge said.", ""),
    ("Ana Pell thanked a traffic officer. “It was cold,” the officer said.", ""),
    ("Director Ana Pell met a dancer. “It was cold,” the dancer said.", ""),
    ("Ana Pell spoke of her trial. “It was cold,” a witness said.", ""),
    ("Mr Rune Falk bought the pub in May. “It was cold,” the landlady said.", ""),
    ("Ana Pell won the race. Coach Rune Falk watched. “It was cold,” the coach said.",
     "Rune Falk"),
    ("Ana Pell swam the strait. “It was cold,” said the swimmer’s trainer.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), DEEDS + OTHERS)
def test_a_role_goes_to_who_does_what_it_says(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "It was cold") == speaker
