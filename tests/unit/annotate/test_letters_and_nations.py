"""Letters behind a name are no place, and bodies of a nation are no persons."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, quotes

DEGREES = [
    pytest.param("Ana Pell, M.D., told the board that the ward was shut.", ["Ana Pell"], id="M.D."),
    pytest.param("Bo Carr, MD, agreed with her.", ["Bo Carr"], id="MD"),
    pytest.param("Greta Holm, Ph.D., left early.", ["Greta Holm"], id="Ph.D."),
    pytest.param("Ida Roe, J.D., stayed until noon.", ["Ida Roe"], id="J.D."),
    pytest.param("Tom Falk, R.N., fell asleep.", ["Tom Falk"], id="R.N."),
    pytest.param("“It is late,” said Dr. Elsa Vint, M.D.", ["Elsa Vint"], id="at the end"),
    pytest.param("Nina Berg, D.O., moved away.", ["Nina Berg"], id="D.O."),
    pytest.param("Olaf Renn, M.B.A., runs the mill.", ["Olaf Renn"], id="M.B.A."),
    pytest.param("Mila Dorr, M.P.H., and Piet Lamm, D.D.S., spoke.", ["Mila Dorr", "Piet Lamm"],
                 id="two people"),
    pytest.param("Mila Dorr, M.D., Ph.D., spoke at length.", ["Mila Dorr"], id="two degrees"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "people"), DEGREES)
def test_degree_behind_a_name_is_no_name(text: str, people: list[str]) -> None:
    found = [(each.name, each.label) for each in entities(text)]
    assert [name for name, label in found if label == "person"] == people
    assert not [name for name, label in found if len(name.replace(".", "")) < 4]


PLACES = [
    pytest.param("Washington, D.C., is warm in May.", "D.C.", id="behind a town"),
    pytest.param("Ana Pell of Baltimore, Md., said that it was cold.", "Md", id="a state"),
    pytest.param("Ana Pell flew to the U.S. in May.", "U.S.", id="a country"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_letters_that_name_a_place_stay(text: str, place: str) -> None:
    spans = [span.cut(text) for each in entities(text) for span in each.mentions]
    assert any(place in cut for cut in spans)


BODIES = [
    "NHS England", "NHS Scotland", "NHS Wales", "BBC Scotland", "WWF Kenya", "UNICEF Canada",
    "Sport England", "Historic England", "Transport Scotland", "Health Canada", "Statistics Canada",
    "Skills England",
]  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_body_of_a_nation_is_an_organisation(name: str) -> None:
    text = f"{name} said on Monday that waits had fallen. “We are short of staff,” {name} said."
    assert {each.label for each in entities(text) if each.name == name} == {"organisation"}
    assert {quote.speaker for quote in quotes(text)} == {name}


PEOPLE = [
    "Wayne England", "Lynn Ireland", "Paul Holland", "Kathy Ireland", "Jordan Wales",
    "JD Holland", "Ana Israel", "Omar Jordan", "Vera Scotland", "Joe England",
]  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE)
def test_person_with_the_name_of_a_nation_stays_a_person(name: str) -> None:
    text = f"{name}, a baker, said the oven was cold. “I like it,” he said."
    assert {each.label for each in entities(text) if each.name == name} == {"person"}
