"""Two people of one surname, and the parts of a name that are easily lost."""

from __future__ import annotations

import pytest

from tests.support.parsing import people_and_speakers

FAMILIES = [
    pytest.param(
        "The chair, Lady Sutcliffe, thanked them. “We have heard you,” she said. Her husband, Lord "
        "Sutcliffe, told reporters that he was ashamed.",
        ["Lady Sutcliffe", "Lord Sutcliffe"],
        ["Lady Sutcliffe", "Lord Sutcliffe"],
        id="a lord and a lady",
    ),
    pytest.param(
        "Mr and Mrs Lund bought the mill. “It was cheap,” Mrs Lund said. “It was not,” said Mr "
        "Lund.",
        ["Mrs Lund", "Mr Lund"],
        ["Mrs Lund", "Mr Lund"],
        id="a couple without first names",
    ),
    pytest.param(
        "Doreen Tapp, 68, and her husband Len, 71, keep hedgehogs in a shed. “They’re no bother,” "
        "Mrs Tapp said. Mr Tapp said the council had been daft.",
        ["Doreen Tapp", "Len Tapp"],
        ["Doreen Tapp", "Len Tapp"],
        id="a husband by his first name, later by a title",
    ),
    pytest.param(
        "Brothers Emeka and Chidi Nwachukwu bought the cinema. “The roof came with weather,” said "
        "Emeka.",
        ["Emeka Nwachukwu", "Chidi Nwachukwu"],
        ["Emeka Nwachukwu"],
        id="brothers whose names are not known",
    ),
    pytest.param(
        "Anna Lund and her son Erik bought the mill. “It was cheap,” said Anna Lund.",
        ["Anna Lund", "Erik"],
        ["Anna Lund"],
        id="a son may have another surname",
    ),
    pytest.param(
        "Judge Rosa Holm spoke. “You lied,” Justice Holm said. “I did,” said Mr Pell.",
        ["Rosa Holm", "Mr Pell"],
        ["Rosa Holm", "Mr Pell"],
        id="titles of one person",
    ),
]
WHOLE = [
    ("Defending, Eleanor Marsh-Whitby", "Eleanor Marsh-Whitby"),
    ("The outgoing rector, Lars-Erik Nyman,", "Lars-Erik Nyman"),
    ("Jean-Pierre Roux-Duval", "Jean-Pierre Roux-Duval"),
    ("Judge Fiona Abernethy KC", "Fiona Abernethy"),
    ("The environment secretary, Dame Phyllida Crane MP,", "Phyllida Crane"),
    ("Her editor at Quillon, Margarethe “Greta” Sandoval,", "Margarethe “Greta” Sandoval"),
]


@pytest.mark.parametrize(("text", "people", "speakers"), FAMILIES)
def test_relatives_stay_two_people(text: str, people: list[str], speakers: list[str]) -> None:
    assert people_and_speakers(text) == (people, speakers)


@pytest.mark.parametrize(("source", "name"), WHOLE)
def test_a_speaker_has_the_whole_name(source: str, name: str) -> None:
    assert people_and_speakers(f"{source} said the plan was dead.") == ([name], [name])


def test_a_trade_before_a_name_of_one_word_is_no_part_of_it() -> None:
    text = "Striker Dedeko said the ball was wet. “It was wet,” Dedeko said."
    assert people_and_speakers(text) == (["Dedeko"], ["Dedeko", "Dedeko"])
    text = "Carter Dedeko said the ball was wet. “It was wet,” Dedeko said."
    assert people_and_speakers(text) == (["Carter Dedeko"], ["Carter Dedeko", "Carter Dedeko"])
