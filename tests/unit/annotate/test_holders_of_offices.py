"""“Mayor of Lisbon Ann Lee” is an office, its place, and the name of who holds it."""

from __future__ import annotations

import pytest

from tests.support.parsing import people_and_speakers

HOLDERS = [
    ("Mayor of Lisbon Beatriz Quintela", "Beatriz Quintela"),
    ("Archbishop of Wexcombe Peter Halloran", "Peter Halloran"),
    ("The King of Norrland Haakon Berg", "Haakon Berg"),
    ("Speaker of the House Nina Petrossian", "Nina Petrossian"),
    ("Bishop of Durham Justin Mayhew", "Justin Mayhew"),
    ("Head of Mission Brigitte Sall", "Brigitte Sall"),
    ("The Minister of Foreign Affairs of Tarkovia Milena Bulova", "Milena Bulova"),
    ("Former President of Peru Alberto Quiroz Luna", "Alberto Quiroz Luna"),
    ("Crown Prince of Dubai Hamdan bin Khalid al-Sabri", "Hamdan bin Khalid al-Sabri"),
    ("Ambassador of Chile to France Rosa Pinto Diaz", "Rosa Pinto Diaz"),
    ("President of Virginia Tech John Marlowe", "John Marlowe"),
    ("Minister of Foreign Affairs Wang Yizhou", "Wang Yizhou"),
    ("Head of Supply Chain Management Svetlana Ilic", "Svetlana Ilic"),
    ("Bishop of Wexcombe Hope Halloran", "Hope Halloran"),
    ("Secretary of State for Energy Wilma Teasley", "Wilma Teasley"),
    ("Minister of Fisheries Duarte Pimenta", "Duarte Pimenta"),
    ("Minister of Health Dr Amina Toure", "Amina Toure"),
]
OTHERS = [
    ("A friend of Wexcombe Peter Halloran", "Peter Halloran"),
    ("A spokesman for US President Bo Gentry", "Bo Gentry"),
    ("An aide to Governor of Texas Hank Delray", "Hank Delray"),
    ("The secretary of Robert Louis Holm", "Robert Louis Holm"),
    ("Spokesman for Bishop Peter Halloran", "Peter Halloran"),
    ("The wife of President of Ghana Kwame Asare", "Kwame Asare"),
]


@pytest.mark.parametrize(("source", "name"), HOLDERS)
def test_who_holds_an_office_speaks_by_name(source: str, name: str) -> None:
    text = f"{source} said the plan was dead."
    assert people_and_speakers(text) == ([name], [name])


@pytest.mark.parametrize(("source", "name"), OTHERS)
def test_who_is_near_somebody_named_does_not_speak_as_them(source: str, name: str) -> None:
    people, speakers = people_and_speakers(f"{source} said the plan was dead.")
    assert people == [name]
    assert speakers != [name]
