"""A survey, a database or a study speaks for whoever made or published it."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

OWNED = [
    ("A survey of 900 voters by Torp University said", "Torp University"),
    ("An analysis of Census survey data by the Torp Courier said", "Torp Courier"),
    ("A 2014 study that appeared in the Norland Medical Journal said", "Norland Medical Journal"),
    ("A study published on Monday in the Norland Medical Journal said", "Norland Medical Journal"),
    ("A Torp Courier database of voters said", "Torp Courier"),
    ("The event organizer Alliance to Reclaim Our Schools said", "Alliance to Reclaim Our Schools"),
]
OTHERS = ["A memo to the Torp Courier said", "A report on the Torp Courier said"]
WORDS = "half of them slept badly"


@pytest.mark.parametrize(("source", "name"), OWNED)
def test_a_document_speaks_for_its_owner(source: str, name: str) -> None:
    assert speakers_of_words(f"{source} {WORDS}.", WORDS) == name


@pytest.mark.parametrize("source", OTHERS)
def test_a_document_does_not_speak_for_its_reader(source: str) -> None:
    assert speakers_of_words(f"{source} {WORDS}.", WORDS) == ""
