"""Names of people are parsed and compared."""

from __future__ import annotations

import pytest

from index.annotate.entities.person_names import (
    PersonName,
    is_short_form,
    names_match,
    normalize_word,
    parse_name,
)

PARSED = [
    pytest.param("Mr. Tim Falk", PersonName(("tim", "falk"), "mr"), id="title"),
    pytest.param(
        "Vice-Admiral Tim Falk", PersonName(("vice-admiral", "tim", "falk")), id="no title"
    ),
    pytest.param("Sen. Dr. Ada Quist", PersonName(("ada", "quist"), "sen dr"), id="two titles"),
    pytest.param("Karl Stern Jr.", PersonName(("karl", "stern"), "", "jr"), id="suffix"),
    pytest.param("Ada Quist's", PersonName(("ada", "quist")), id="possessive"),
    pytest.param("José Núñez", PersonName(("jose", "nunez")), id="accents"),
    pytest.param("Tim J. Falk", PersonName(("tim", "j", "falk")), id="initial"),
    pytest.param("Ann O’Brien", PersonName(("ann", "o'brien")), id="apostrophe"),
    pytest.param("", PersonName(()), id="nothing"),
]
MATCHING = [("Tim Falk", "T. Falk"), ("Tim Falk", "Tim R. Falk"), ("Bob Falk", "Robert Falk")]
MATCHING += [("Tim R. Falk", "Tim Robert Falk"), ("Tim Falk", "Mr Tim Falk")]
DIFFERENT = [("Tim Falk", "Ada Falk"), ("Tim Falk", "Tim Falk Jr."), ("Tim Falk", "Falk")]
DIFFERENT += [("Tim R. Falk", "Tim S. Falk"), ("Tim Falk", "Tim Holm")]
SHORT_FORMS = [("Falk", "Tim Falk"), ("Tim", "Tim Falk"), ("van der Meer", "Ada van der Meer")]
SHORT_FORMS += [("Farid", "Omar al-Farid"), ("al-Farid", "Omar al-Farid"), ("Wen", "Wen Halvor")]
NO_SHORT_FORMS = [("Tim Falk", "Falk"), ("Falk", "Falk"), ("Holm", "Tim Falk"), ("", "Tim Falk")]


@pytest.mark.parametrize(("text", "expected"), PARSED)
def test_name_is_parsed(text: str, expected: PersonName):
    """Title, words and suffix are separated, without case, accents and dots."""
    assert parse_name(text) == expected


@pytest.mark.parametrize(("one", "other"), MATCHING)
def test_matching_names(one: str, other: str):
    """Initials, nicknames and omitted middle names match, in both directions."""
    assert names_match(parse_name(one), parse_name(other))
    assert names_match(parse_name(other), parse_name(one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names(one: str, other: str):
    """Different first names, middle names, surnames or suffixes do not match."""
    assert not names_match(parse_name(one), parse_name(other))


@pytest.mark.parametrize(("short", "full"), SHORT_FORMS)
def test_short_forms(short: str, full: str):
    """A surname or a first name is a short form of the full name."""
    assert is_short_form(parse_name(short), parse_name(full))


@pytest.mark.parametrize(("short", "full"), NO_SHORT_FORMS)
def test_other_names_are_no_short_forms(short: str, full: str):
    """A name is no short form of itself, of a shorter name or of another."""
    assert not is_short_form(parse_name(short), parse_name(full))


def test_punctuation_is_removed():
    """Punctuation around a word is ignored."""
    assert normalize_word("“Núñez’s,") == "nunez"
