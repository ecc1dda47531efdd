"""Somebody described first is the person named after; writers, labels and bodies have names."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, shown_quotes

INTRODUCED = [
    pytest.param(
        "In the evenings a woman comes out and plays. Her name is Marushka Drey-Olevko, and she "
        "taught music. “They stop,” she says.",
        "Marushka Drey-Olevko",
        id="“her name is” in the next sentence",
    ),
    pytest.param(
        "A skipper, who gave her name as Yrska, had 400 kilos of cod. “They grunt,” she said.",
        "Yrska",
        id="“gave her name as”, a first name in no list",
    ),
    pytest.param(
        "Her coach, a Nigerian known simply as Dunde, will stand by her. “She is strong,” he said.",
        "Dunde",
        id="“known simply as”",
    ),
    pytest.param(
        "The 41-year-old, named in court only as Terbe, had left. “I was late,” he said.",
        "Terbe",
        id="“named only as”",
    ),
    pytest.param(
        "The captain, identified by the crew as Capt. Marguerite Sandel, was seen later. “Cheese,” "
        "the captain said.",
        "Marguerite Sandel",
        id="“identified as” with a rank",
    ),
    pytest.param(
        "Tunde Okonjo Adisa, a co-founder of the club, was there. “We lost,” the co-founder said.",
        "Tunde Okonjo Adisa",
        id="a co-founder",
    ),
    pytest.param(
        "Centre-back Milo Drosten scored twice. “I was lucky,” the centre-back said.",
        "Milo Drosten",
        id="a position in a team",
    ),
    pytest.param(
        "The captain, Ida Sandel, left. Teal Air was glad. “It is late,” the captain said.",
        "Ida Sandel",
        id="a role beside the name",
    ),
    pytest.param(
        "Weekly Ledger: Where was it?\n\nPilar Suntova: In a station underpass.\n\nWL: What did "
        "your family say?\n\nPS: My aunt was glad.\n\nPilar Suntova: Very.\n\nWL: Thank you.",
        "Weekly Ledger",
        id="the initials of an earlier label",
    ),
    pytest.param(
        "I never liked the bridge. “It is cold there,” I told my mother.\n\nCharlotte Meeker is a "
        "playwright.",
        "Charlotte Meeker",
        id="the writer whom the last paragraph introduces",
    ),
    pytest.param(
        "The campaign group Justice for Mara was glad. “The law is full of holes,” it said.",
        "Justice for Mara",
        id="a body called by what it is for",
    ),
    pytest.param(
        "“It is late,” Shelter for Seals said.",
        "Shelter for Seals",
        id="a body called by what it is for, which speaks",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "A group known as Open Harbour blocked the road. A man left. “I stay,” the man said.",
        "a man",
        id="a group known by a name",
    ),
    pytest.param(
        "The judge's son, Tom Falk, was there. “I need a week,” the judge said.",
        "the judge",
        id="a role that belongs to the owner",
    ),
    pytest.param(
        "A baker left early. The ship, named Aurora, sank. “It is cold,” the baker said.",
        "the baker",
        id="the name of a ship",
    ),
    pytest.param(
        "“No,” said the Minister for Mines, Ida Pell.",
        "Ida Pell",
        id="an office for something",
    ),
    pytest.param(
        "“It is cold there,” I told my mother.\n\nThe bridge is closed.",
        None,
        id="a last paragraph about a thing",
    ),
]
EARLIER = [
    pytest.param("The captain, Ida Sandel, has flown since 2009.", "Ida Sandel", id="apposition"),
    pytest.param(
        "The captain, named by friends as Capt. Ida Sandel, left.", "Ida Sandel", id="named as"
    ),
    pytest.param("Tom Falk, a captain, was in row 22.", "the captain", id="another captain"),
    pytest.param("The captain's wife, Ida Sandel, left.", "the captain", id="the captain's wife"),
]


@pytest.mark.parametrize(("text", "speaker"), [*INTRODUCED, *LOOK_ALIKES])
def test_speaker_of_the_last_quote(text: str, speaker: str | None) -> None:
    """The last quote has this speaker."""
    assert shown_quotes(text)[-1][1] == speaker


@pytest.mark.parametrize(("after", "speaker"), EARLIER)
def test_role_before_the_name(after: str, speaker: str) -> None:
    """A role is who is introduced further on as the only one known by it."""
    text = f"The captain told passengers that one engine was gone. Teal Air was glad. {after}"
    assert shown_quotes(text)[0][1] == speaker


def test_office_for_something_is_no_part_of_the_name() -> None:
    """“Minister for Mines” before a name is no part of it."""
    assert "Tom Falk" in [e.name for e in entities("Minister for Mines Tom Falk said no.")]
