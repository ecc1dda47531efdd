"""Names of people taken apart and compared."""

from __future__ import annotations

import pytest

from index.annotate.entities.person_names import Name, agree, fold, read_name, shortens

READ = [
    pytest.param("Mr. Tim Falk", Name(("tim", "falk"), "mr"), id="title"),
    pytest.param("Vice-Admiral Tim Falk", Name(("vice-admiral", "tim", "falk")), id="no title"),
    pytest.param("Sen. Dr. Ada Quist", Name(("ada", "quist"), "sen dr"), id="two titles"),
    pytest.param("Karl Stern Jr.", Name(("karl", "stern"), "", "jr"), id="suffix"),
    pytest.param("Ada Quist's", Name(("ada", "quist")), id="possessive"),
    pytest.param("José Núñez", Name(("jose", "nunez")), id="accents"),
    pytest.param("Tim J. Falk", Name(("tim", "j", "falk")), id="initial"),
    pytest.param("Ann O’Brien", Name(("ann", "o'brien")), id="apostrophe"),
    pytest.param("", Name(()), id="nothing"),
]
SAME = [("Tim Falk", "T. Falk"), ("Tim Falk", "Tim R. Falk"), ("Bob Falk", "Robert Falk")]
SAME += [("Tim R. Falk", "Tim Robert Falk"), ("Tim Falk", "Mr Tim Falk")]
DIFFERENT = [("Tim Falk", "Ada Falk"), ("Tim Falk", "Tim Falk Jr."), ("Tim Falk", "Falk")]
DIFFERENT += [("Tim R. Falk", "Tim S. Falk"), ("Tim Falk", "Tim Holm")]
SHORT = [("Falk", "Tim Falk"), ("Tim", "Tim Falk"), ("van der Meer", "Ada van der Meer")]
SHORT += [("Farid", "Omar al-Farid"), ("al-Farid", "Omar al-Farid"), ("Wen", "Wen Halvor")]
NOT_SHORT = [("Tim Falk", "Falk"), ("Falk", "Falk"), ("Holm", "Tim Falk"), ("", "Tim Falk")]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_name_is_taken_apart(text: str, expected: Name):
    """Title, words and suffix are told apart, without case, accents and dots."""
    assert read_name(text) == expected


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_can_be_one_person(one: str, other: str):
    """Initials, short forms and left-out middle names agree, either way round."""
    assert agree(read_name(one), read_name(other))
    assert agree(read_name(other), read_name(one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_people(one: str, other: str):
    """Other first names, middle names, surnames or suffixes do not agree."""
    assert not agree(read_name(one), read_name(other))


@pytest.mark.parametrize(("short", "full"), SHORT)
def test_part_shortens_a_name(short: str, full: str):
    """A surname or a first name shortens the full name."""
    assert shortens(read_name(short), read_name(full))


@pytest.mark.parametrize(("short", "full"), NOT_SHORT)
def test_other_words_shorten_nothing(short: str, full: str):
    """A name does not shorten itself, a shorter one or another."""
    assert not shortens(read_name(short), read_name(full))


def test_fold_keeps_letters_only():
    """Comparison is blind to punctuation around a word."""
    assert fold("“Núñez’s,") == "nunez"
