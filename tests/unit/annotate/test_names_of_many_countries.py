"""Names in the forms of newspapers of many countries are people, whole and once."""

from __future__ import annotations

import pytest

from tests.support.parsing import people_and_speakers

ROWS = [
    (
        "Leader of the Opposition K. Venugopala said the tanks were dry. Mr. Venugopala left.",
        ["K. Venugopala"],
        ["K. Venugopala"],
    ),
    ("Raising it, Deputy Chair M. Padmasree said the tanks were dry.", ["M. Padmasree"], None),
    ("Publican Deb Hoskins is staying. “I swim,” she said.", ["Deb Hoskins"], ["Deb Hoskins"]),
    (
        "Sisters Una and Bridie Fahy came. “I hear it,” said Una.",
        ["Una Fahy", "Bridie Fahy"],
        ["Una Fahy"],
    ),
    (
        "The Bishop of Stowe, the Rt Rev Anne Millard, said the bells were cracked.",
        ["Anne Millard"],
        ["Anne Millard"],
    ),
    (
        "The vicar, the Rev Canon Jeremy Hoad, was late. “It rained,” Canon Hoad said.",
        ["Jeremy Hoad"],
        ["Jeremy Hoad"],
    ),
    (
        "Ha Yoon-seo, 31, found out by phone. “It laughed like me,” Ha said in the hall.",
        ["Ha Yoon-seo"],
        ["Ha Yoon-seo"],
    ),
    ("Judge Bang Min-ho ruled that the sign was a face.", ["Bang Min-ho"], ["Bang Min-ho"]),
    (
        "U Zawtika, abbot of the Shwe monastery, was met by novices. “It was small,” he said.",
        ["U Zawtika"],
        ["U Zawtika"],
    ),
    (
        "Tor Falk met Denise Okoro. Last month Okoro gave the town its bell.",
        ["Tor Falk", "Denise Okoro"],
        [],
    ),
    (
        "Rosalind Keir was a botanist.\n\nBorn Rosalind Mary Tooley in Perth in 1933, she went to "
        "sea. “He proposed in a bog,” she recalled.",
        ["Rosalind Keir"],
        ["Rosalind Keir"],
    ),
    (
        "Sean Hartnett lost the final. “I'm not going there,” said the Ballyduff native.",
        ["Sean Hartnett"],
        ["Sean Hartnett"],
    ),
]


@pytest.mark.parametrize(("text", "people", "speakers"), ROWS)
def test_people_and_speakers(text: str, people: list[str], speakers: list[str] | None) -> None:
    found, said = people_and_speakers(text)
    assert found == people
    assert speakers is None or said == speakers


LOOK_ALIKES = [
    ("Born Rosalind Tooley, she became Rosalind Keir. Tooley was 60.", "Rosalind Tooley"),
    ("Sisters of Mercy of Torp, said Ann Lee, sing well.", "Ann Lee"),
    ("The Bishop of Torp said the bells were cracked.", "Bishop of Torp"),
    ("Last week Falk said the bells were cracked. Ann Falk smiled.", "Ann Falk"),
]


@pytest.mark.parametrize(("text", "name"), LOOK_ALIKES)
def test_names_that_look_alike_stay(text: str, name: str) -> None:
    assert name in people_and_speakers(text)[0]
