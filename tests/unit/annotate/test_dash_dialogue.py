"""A dash at the start of a line opens speech, as in many languages; in a list it does not."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes
from tests.support.parsing import shown_quotes

DIALOGUES = [
    pytest.param(
        "— I will not go, said Lena Moor. The boat is mine.\n\n— You should, said Arne Oslak.",
        [("I will not go … The boat is mine.", "Lena Moor"), ("You should", "Arne Oslak")],
        id="inverted",
    ),
    pytest.param(
        "– The boat is mine, says Lena Moor, the owner.\n\n– We will see, Arne Oslak replies.",
        [("The boat is mine", "Lena Moor"), ("We will see", "Arne Oslak")],
        id="a description, and the name first",
    ),
    pytest.param(
        "— The boat is mine — said Lena Moor — and the oars too.\n\n"
        "— Not the oars — Arne Oslak answered.",
        [("The boat is mine … and the oars too.", "Lena Moor"), ("Not the oars", "Arne Oslak")],
        id="dashes around the clause",
    ),
    pytest.param(
        "– Yes, said Ana Pell.\n\n– To the lake? asked the clerk, Rune Falk.\n\n– Go! said Pell.",
        [("Yes", "Ana Pell"), ("To the lake", "Rune Falk"), ("Go", "Ana Pell")],
        id="single words, and a name after an office",
    ),
    pytest.param(
        "- I saw the boat, said Ana Pell.\n- It was red, said Rune Falk.",
        [("I saw the boat", "Ana Pell"), ("It was red", "Rune Falk")],
        id="hyphens in lines",
    ),
    pytest.param(
        "The Torp Courier spoke with Dina Vell, the head of the water works.\n\n"
        "— When will the pipes be mended?\n\n— We hope by June.\n\n"
        "— And if not?\n\n— Then by July, and I will be sorry.",
        [("We hope by June.", "Dina Vell"), ("Then by July, and I will be sorry.", "Dina Vell")],
        id="an interview",
    ),
]

TURNS = [
    pytest.param(
        "— You are late, said Ana Pell.\n\n— The tide is late, Rune Falk answered.\n\n"
        "— The tide is never late.\n\n— Then I am.\n\nThey drank coffee.",
        ["Ana Pell", "Rune Falk", "Ana Pell", "Rune Falk"],
        id="turns without a clause",
    ),
    pytest.param(
        "— You are late, said Ana Pell.\n— The tide is, said Rune Falk.\n— It never is.",
        ["Ana Pell", "Rune Falk", "Ana Pell"],
        id="in lines",
    ),
    pytest.param(
        "— You are late, said Ana Pell.\n\n— The tide is, said Rune Falk.\n\n— Both are, said Dina "
        "Vell.\n\n— Nobody is.",
        ["Ana Pell", "Rune Falk", "Dina Vell"],
        id="not of three",
    ),
    pytest.param(
        "— You are late, said Ana Pell.\n\n— The tide is, said Rune Falk.\n\nThe bill had:\n\n"
        "— Two beers",
        ["Ana Pell", "Rune Falk"],
        id="not a list after it",
    ),
]

LISTS = [
    "The list is short:\n\n— Two eggs\n\n— A cup of salt\n\n— One lemon",
    "– Torp lost 3-1 to Vell.\n\n– The pitch was wet.",
    "- Doors open at six.\n- Soup is served at seven, and nobody speaks.",
    "TORP — The bridge is shut.\n\nVELL — The ferry is late.",
    "— Only one line, said the sign.",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_dash_in_a_list_opens_no_speech(text: str) -> None:
    assert shown_quotes(text) == []


CUT_OFF = [
    pytest.param(
        "— I will stay.\n\n— It is late, said Lena Moor,", [("It is late", "Lena Moor")], id="comma"
    ),
    pytest.param("— Hi\n\n— No, I said,", [("No", None)], id="a single word"),
]

test_a_dash_opens_speech = has_quotes(DIALOGUES)
test_a_text_may_end_after_the_speaker = has_quotes(CUT_OFF)


@pytest.mark.parametrize(("text", "speakers"), TURNS)
def test_two_people_take_turns(text: str, speakers: list[str]) -> None:
    assert [speaker for _, speaker in shown_quotes(text) if speaker] == speakers
