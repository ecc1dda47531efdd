"""Ranks in capitals, titles after places and verbs of headlines are no part of a name."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people
from tests.support.parsing import people_and_speakers

PEOPLE = [
    pytest.param(
        "The group was founded by DJ Beverly Marsh in Torp. “I love us,” Beverly Marsh said.",
        ["Beverly Marsh"],
        ["Beverly Marsh"],
        id="a disc jockey",
    ),
    pytest.param(
        "DJ Blunt played. “It was loud,” MC Tom Falk said.",
        ["DJ Blunt", "Tom Falk"],
        ["Tom Falk"],
        id="a stage name keeps its first word, as it has no surname",
    ),
    pytest.param(
        "Minister MEC Thabo Mokoena spoke. MEC Mokoena said: “We will build.”",
        ["Thabo Mokoena"],
        ["Thabo Mokoena"],
        id="a South African office in capitals",
    ),
    pytest.param(
        "“It rains,” MLA Ruth Ellery said. MLA Ellery left.",
        ["Ruth Ellery"],
        ["Ruth Ellery"],
        id="a member of an assembly",
    ),
    pytest.param(
        "“It rains,” CEO Tom Falk said. CFO Ann Lisle left.",
        ["Tom Falk", "Ann Lisle"],
        ["Tom Falk"],
        id="officers of a company",
    ),
    pytest.param(
        "“It rains,” JT Falk said. PJ Lisle, 40, left.",
        ["JT Falk", "PJ Lisle"],
        ["JT Falk"],
        id="initials before a surname",
    ),
    pytest.param(
        "He praised Florida Sen. Marco Rinaldi. “He is fine,” Sean Hallam said.",
        ["Marco Rinaldi", "Sean Hallam"],
        ["Sean Hallam"],
        id="a state that is also a first name",
    ),
    pytest.param(
        "The rally drew Georgia Gov. Ann Lisle and Texas Rep. Tom Falk. “We will win,” Lisle said.",
        ["Ann Lisle", "Tom Falk"],
        ["Ann Lisle"],
        id="two states",
    ),
    pytest.param(
        "Lena Moor Slams Falk for Calling Her ‘a Boaster of the Worst Kind’ in Torp.\n\nLena Moor "
        "was angry on Monday.",
        ["Lena Moor"],
        ["Lena Moor"],
        id="the verb of a headline",
    ),
    pytest.param(
        "Tom Falk Rips Moor: ‘A Liar and a Cheat Who Ruined Torp’\n\nTom Falk was angry on Monday. "
        "He did not name Lena Moor.",
        ["Tom Falk", "Lena Moor"],
        ["Tom Falk"],
        id="the object of that verb says nothing",
    ),
    pytest.param(
        "Greta Holm Mocks Falk Over Bridge\n\nGreta Holm spoke on Monday.",
        ["Greta Holm"],
        [],
        id="a headline taken for an organisation",
    ),
    pytest.param(
        "Ada Quist Foundation Calls Plan ‘Too Late’ and ‘Too Small’.\n\nAda Quist spoke on Monday.",
        ["Ada Quist"],
        ["Ada Quist Foundation"],
        id="an organisation named after somebody",
    ),
    pytest.param(
        "Ada Quist Supporters Call Falk ‘Boaster’ and ‘Liar’.\n\nAda Quist spoke on Monday.",
        ["Ada Quist"],
        ["Ada Quist Supporters"],
        id="her supporters are not she",
    ),
]

test_words_beside_a_name_are_cut = has_people(PEOPLE)


@pytest.mark.parametrize("mark", "’‘´`")
def test_apostrophe_may_be_another_mark(mark: str) -> None:
    """“Holm‘s” is a possessive, and opens no quotation."""
    text = f"“I like it,” Travis Holm{mark}s mother said. “We don{mark}t lose,” Travis Holm said."
    assert people_and_speakers(text) == (["Travis Holm"], ["Travis Holm's mother", "Travis Holm"])
