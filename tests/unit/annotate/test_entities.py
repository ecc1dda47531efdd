"""Entities of an article and their mentions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.support.parsing import entities


def mentions_of(text: str) -> dict[str, tuple[str, list[str]]]:
    """Return label and mentions of each entity, by name."""
    return {e.name: (e.label, [span.cut(text) for span in e.mentions]) for e in entities(text)}


PEOPLE = [
    pytest.param(
        "John Harrow came to Lindo. Harrow was late, and Harrow's driver was ill.",
        {"John Harrow": ["John Harrow", "Harrow", "Harrow"]},
        id="surname, possessive",
    ),
    pytest.param(
        "Present: Doran, Mila; Falk, Tim. Mila Doran took the chair. M. Doran left at ten.",
        {"Mila Doran": ["Doran, Mila", "Mila Doran", "M. Doran"], "Tim Falk": ["Falk, Tim"]},
        id="surname first, initial",
    ),
    pytest.param(
        "President Alma Reyes spoke. Mrs. Reyes was tired. Then President Reyes left.",
        {"Alma Reyes": ["Alma Reyes", "Reyes", "Reyes"]},
        id="titles do not belong to a name",
    ),
    pytest.param(
        "Greta Holm ran the shop. Greta was liked.",
        {"Greta Holm": ["Greta Holm", "Greta"]},
        id="first name",
    ),
    pytest.param(
        "Tomas J. Brandt sat down. Tomas Brandt stood up. Brandt left.",
        {"Tomas J. Brandt": ["Tomas J. Brandt", "Tomas Brandt", "Brandt"]},
        id="middle initial",
    ),
    pytest.param(
        "Jim Stokes was born in Dorn. James Stokes died there.",
        {"James Stokes": ["Jim Stokes", "James Stokes"]},
        id="short form of a first name",
    ),
    pytest.param(
        "Nils Berg and Ola Berg sat there. Berg rose.",
        {"Nils Berg": ["Nils Berg"], "Ola Berg": ["Ola Berg"], "Berg": ["Berg"]},
        id="surname of two people is an entity of its own",
    ),
    pytest.param(
        "KARL STERN, HARBOUR MASTER, DIES\n\nKarl Stern died on Monday. Stern was 80.",
        {"Karl Stern": ["KARL STERN", "Karl Stern", "Stern"]},
        id="capitals",
    ),
    pytest.param(
        "9:05PMAda Quist spoke first. Ada Quist was brief.",
        {"Ada Quist": ["Ada Quist", "Ada Quist"]},
        id="a time joined to a name",
    ),
    pytest.param(
        "Mr. Falk was there. He left with Ms. Doran.",
        {"Mr Falk": ["Falk"], "Ms Doran": ["Doran"]},
        id="a name known only by its title",
    ),
    pytest.param(
        "Oona Prill took the chair. “Oona Maria Prill is late,” said Tim Falk.",
        {"Oona Prill": ["Oona Prill", "Oona Maria Prill"], "Tim Falk": ["Tim Falk"]},
        id="name in narration before name in a quote",
    ),
    pytest.param(
        "Karl Stern Jr. spoke first. Karl Stern listened.",
        {"Karl Stern Jr": ["Karl Stern Jr"], "Karl Stern": ["Karl Stern"]},
        id="son and father",
    ),
    pytest.param(
        "The mayor of Ostley, Wendy Marchbank, resigned. Marchbank was tired.",
        {"Wendy Marchbank": ["Wendy Marchbank", "Marchbank"]},
        id="after a place and a comma",
    ),
    pytest.param(
        "The mayor of Ostley, Dev Patelson, resigned. Patelson was tired.",
        {"Dev Patelson": ["Dev Patelson", "Patelson"]},
        id="a rare first name after an office",
    ),
    pytest.param(
        "The mayor of Ostley, New Norland, resigned.",
        {},
        id="a region after a comma",
    ),
    pytest.param(
        "The head of the Torp fire brigade, Ana Pell, resigned. Pell was tired.",
        {"Ana Pell": ["Ana Pell", "Pell"]},
        id="after a brigade and a comma",
    ),
]

ORGANISATIONS_AND_PLACES = [
    pytest.param(
        "The mayor of Ostley, Wendy Marchbank, resigned.",
        "Ostley",
        "place",
        ["Ostley"],
        id="place before a comma and a person",
    ),
    pytest.param(
        "She works for Gray, Harbour Board and Moss.",
        "Gray, Harbour Board",
        "organisation",
        ["Gray, Harbour Board"],
        id="a comma in a name",
    ),
    pytest.param(
        "The guests came from the U.S. by ship. The US paid. The United States will pay again.",
        "United States",
        "place",
        ["U.S.", "US", "United States"],
        id="one country, three names",
    ),
    pytest.param(
        "The Fishing Union of Lindo met. The FUL was founded in 1950. The FUL has a house.",
        "Fishing Union of Lindo",
        "organisation",
        ["Fishing Union of Lindo", "FUL", "FUL"],
        id="acronym",
    ),
    pytest.param(
        "Kestrel Foods Inc. closed. Kestrel Foods had two plants in Norland.",
        "Kestrel Foods Inc",
        "organisation",
        ["Kestrel Foods Inc", "Kestrel Foods"],
        id="legal form",
    ),
    pytest.param(
        "Johan Beek blamed the company, Kestrel Foods. Kestrel said it was sorry.",
        "Kestrel Foods",
        "organisation",
        ["Kestrel Foods", "Kestrel"],
        id="first word of a company's name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people_are_grouped(text: str, expected: dict[str, list[str]]):
    """The mentions of one person form one entity under the fullest name."""
    people = {name: cuts for name, (label, cuts) in mentions_of(text).items() if label == "person"}
    assert people == expected


@pytest.mark.parametrize(("text", "name", "label", "expected"), ORGANISATIONS_AND_PLACES)
def test_organisations_and_places_are_grouped(
    text: str, name: str, label: str, expected: list[str]
):
    """The names of one organisation or place form one entity."""
    assert mentions_of(text)[name] == (label, expected)


@pytest.mark.parametrize(
    "text", ["He who speaks first pays.", "She said so, he did not.", "", "🙂🙂"]
)
def test_pronouns_are_no_entities(text: str):
    """A pronoun is no entity, and an empty text has none."""
    assert not entities(text)


def test_spans_match_the_name():
    """A span covers exactly the name, whatever precedes it."""
    text = "The ferry left Torp\u00adpier at noon. 😀 Greta Holm waved."
    assert mentions_of(text)["Greta Holm"] == ("person", ["Greta Holm"])


def test_mentions_do_not_overlap():
    """No character belongs to two mentions."""
    text = (
        "Mila Doran of Kestrel Foods, Doran, Mila; Falk, Tim. Mr. Falk of the Bank of Norland left."
    )
    spans = sorted(span for entity in entities(text) for span in entity.mentions)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_name_has_one_label():
    """A known surname is a person wherever the recogniser gives it another label."""
    text = "Wen Halvor spoke. Halvor was loud. In Halvor there is hope. Halvor's plan failed."
    assert {e.label for e in entities(text) if "Halvor" in e.name} == {"person"}


BELOW = (
    "\n\nThe paper was sold on Wednesday. Nobody was told why.\n\nGovernor Ines Tor, Minister Lena"
    " Moor and Captain Uma Strand came."
)
HEADLINES = [
    ("New Owner Pays Twice For Half The Paper", []),
    ("Fresh Start Comes Too Late For Many Workers", []),
    ("Last Orders Called At Oldest Inn In Town", []),
    ("Night Shift Ends After Ninety Years At Pier", []),
    ("BRANDT BUYS TELLO FOODS AS GOVERNOR INES TOR WATCHES", ["Brandt", "Tello Foods"]),
    ("Brandt Farm Plan Rules Face Key Test", []),
    ("Brandt Sees ‘Personal Insult’ If Voters Stay Home", []),
    ("Brandt Water Price Plan Falls Flat At Last", []),
    ("White House Says No To Farm Loans", ["White House"]),
    ("Supreme Court Hears Case On Night Buses", ["Supreme Court"]),
    ("Big Bank Says No To Small Farm Loans", ["Big Bank"]),
    ("Korda Maps Pays Twice For Half The Paper", ["Korda Maps"]),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_common_words_of_a_headline_are_no_name(headline: str, expected: list[str]) -> None:
    """Of a headline in capitals or title case, only names are organisations."""
    found = entities("It rained on Monday.\n\n" + headline + BELOW)
    assert [entity.name for entity in found if entity.label != "person"] == expected


def test_common_words_are_a_name_if_the_text_repeats_them() -> None:
    """A name made of common words stands outside headlines, too."""
    text = "New Owner Pays Twice For Half The Paper\n\nThe band New Owner played until ten."
    assert "New Owner" in {entity.name for entity in entities(text)}
