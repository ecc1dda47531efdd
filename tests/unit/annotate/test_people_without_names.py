"""“The girl” and “the official” mean who was so introduced, or holds an office."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "The girl, aged nine, spoke through an interpreter. “I counted the boats,” she said.",
        [
            ("“I counted the boats,”", "the girl"),
        ],
        id="a girl and a pronoun",
    ),
    pytest.param(
        "The old man sat by the fire. “I have seen worse,” he said.",
        [
            ("“I have seen worse,”", "the old man"),
        ],
        id="a man and a pronoun",
    ),
    pytest.param(
        "The driver got out of the van. “I never saw him,” he said.",
        [
            ("“I never saw him,”", "the driver"),
        ],
        id="a driver and a pronoun",
    ),
    pytest.param(
        "The bride wore blue. “I hate white,” she said.",
        [
            ("“I hate white,”", "the bride"),
        ],
        id="a bride and a pronoun",
    ),
    pytest.param(
        "Prime Minister Arkady Belov spoke. “The pipe is intact,” he said. “We hope so,” the "
        "official added.",
        [
            ("“The pipe is intact,”", "Arkady Belov"),
            ("“We hope so,”", "Arkady Belov"),
        ],
        id="the official is the minister",
    ),
    pytest.param(
        "“We are ready,” said Maria Ivanova, head of the health department. “We have beds,” "
        "the official noted.",
        [
            ("“We are ready,”", "Maria Ivanova"),
            ("“We have beds,”", "Maria Ivanova"),
        ],
        id="the official is the head",
    ),
    pytest.param(
        "“The pipe is intact,” Ambassador Ann Lee said. “We hope so,” the official added.",
        [
            ("“The pipe is intact,”", "Ann Lee"),
            ("“We hope so,”", "Ann Lee"),
        ],
        id="the official is the ambassador",
    ),
    pytest.param(
        "Police chief Tom Hill arrived. A city official watched. “It is over,” the official said.",
        [
            ("“It is over,”", "the official"),
        ],
        id="an official introduced by the noun",
    ),
    pytest.param(
        "“We are ready,” said striker Tom Hill. “We have beds,” the official noted.",
        [
            ("“We are ready,”", "Tom Hill"),
            ("“We have beds,”", "the official"),
        ],
        id="a striker is no official",
    ),
    pytest.param(
        "Ann Lee, the mayor, met the girl at the gate. “You are brave,” she said.",
        [
            ("“You are brave,”", "Ann Lee"),
        ],
        id="a girl who is no subject",
    ),
    pytest.param(
        "The girl waved to Tom Hill. “I was late,” he said.",
        [
            ("“I was late,”", "Tom Hill"),
        ],
        id="somebody named in the same sentence",
    ),
    pytest.param(
        "At a forum, one caller blamed Tom Hill. “It is my fault,” he said.",
        [
            ("“It is my fault,”", "Tom Hill"),
        ],
        id="one of several, once",
    ),
    pytest.param(
        "“It was a bear,” Sgt. Tyrell Washington said at a news conference.",
        [
            ("“It was a bear,”", "Tyrell Washington"),
        ],
        id="an occasion is not said",
    ),
]

test_people_without_names_are_understood = has_quotes(CASES)
