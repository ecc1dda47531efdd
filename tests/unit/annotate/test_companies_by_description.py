"""“The Torp-based group” is the company, not Torp; a score before a colon does not speak."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, quotes, shown_quotes

DESCRIBED = [
    ("Korda Maps AG cut its outlook. The Mannheim-based group", "Korda Maps AG"),
    ("Korda Motors cut its outlook. The Stuttgart-based carmaker", "Korda Motors"),
    ("Korda Maps cut its outlook. The Norwegian company", "Korda Maps"),
    ("Korda Skis cut its outlook. The maker of bindings", "Korda Skis"),
    ("Painter Ana Pell sold her house. The Oslo-based painter", "Ana Pell"),
    ("The London-based Hearthside Trust", "Hearthside Trust"),
    ("The Geneva-based World Health Agency", "World Health Agency"),
]
NO_LABELS = [
    "Torp 3 Vell 1: Ana Pell scored twice in the rain.",
    "Bandarense 2 Corveiro 2: Juninho’s late header rescued a point for the hosts on Saturday.",
]


@pytest.mark.parametrize(("text", "name"), DESCRIBED)
def test_a_place_in_a_description_does_not_speak(text: str, name: str) -> None:
    words = "demand had fallen off a shelf"
    assert shown_quotes(f"{text} said {words}.") == [(words, name)]


def test_a_delegation_before_a_court_is_not_the_court() -> None:
    text = "Appearing before the World Court, the Norwegian delegation said the law was broken."
    assert shown_quotes(text) == [("the law was broken", "the Norwegian delegation")]


@pytest.mark.parametrize("text", NO_LABELS)
def test_a_score_does_not_speak(text: str) -> None:
    assert quotes(text) == ()


def test_a_compound_before_a_name_is_no_part_of_it() -> None:
    names = [entity.name for entity in entities("The London-based Hearthside Trust said so.")]
    assert names == ["London", "Hearthside Trust"]
