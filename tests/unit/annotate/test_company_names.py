"""Companies and public bodies keep their whole name, and their short forms lead to it."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, quotes

CASES = [
    pytest.param(
        "Tolk's Inc said it had filed for protection. Tolk's said it would close ten shops.",
        ["Tolk's Inc", "Tolk's Inc"],
        id="a name that ends in 's before its legal form",
    ),
    pytest.param(
        "Common and Dole's Corp said it had cut the rating. C and D said the debt was high.",
        ["Common and Dole's Corp", "Common and Dole's Corp"],
        id="two names joined by and, the second in 's; initials joined by and",
    ),
    pytest.param(
        "Falk Engineering group Inc said its owners had approved the plan.",
        ["Falk Engineering group Inc"],
        id="a small letter inside the name",
    ),
    pytest.param(
        "The bond pays five pct, Ikko Securities Co (Europe) Ltd said on Monday.",
        ["Ikko Securities Co (Europe) Ltd"],
        id="brackets before the legal form",
    ),
    pytest.param(
        "Public Water Co of New Mexico said it would sell its pipes. Public Water Co said the"
        " price was fair.",
        ["Public Water Co of New Mexico", "Public Water Co of New Mexico"],
        id="of and a state after the legal form",
    ),
    pytest.param(
        "LT and E Royalty Trust said the owner might keep revenues. LT and E said it would wait.",
        ["LT and E Royalty Trust", "LT and E Royalty Trust"],
        id="initials joined by and",
    ),
    pytest.param(
        "Tender Feeding Hands Health Services Inc said it had agreed to merge. Tender Feeding Hands"
        " said it was paid in full.",
        ["Tender Feeding Hands Health Services Inc"] * 2,
        id="the first words of a long name",
    ),
    pytest.param(
        "Torvik Tire and Rubber Co said it would close three plants. Torvik said talks went on.",
        ["Torvik Tire and Rubber Co", "Torvik Tire and Rubber Co"],
        id="and before a common noun and the legal form",
    ),
    pytest.param(
        "Borg, Stellan and Co said it had sold its shares. “We needed cash,” Borg, Stellan and Co"
        " said.",
        ["Borg, Stellan and Co", "Borg, Stellan and Co"],
        id="partners",
    ),
    pytest.param(
        "Northern Motors Corp said it had sold less. NM said it would cut prices.",
        ["Northern Motors Corp", "Northern Motors Corp"],
        id="initials without those of the legal form",
    ),
    pytest.param(
        "The Inland Farming Department said it had weighed the wheat. The"
        " Department said it had counted the cows.",
        ["Inland Farming Department", "Inland Farming Department"],
        id="the only department",
    ),
    pytest.param(
        "Royal Bank of Lindo set money aside. Royal Bank said it was prudent.",
        ["Royal Bank of Lindo"],
        id="the words before of",
    ),
    pytest.param(
        "Equinor Cables Co expects a loss. Equinor said the loss would be large.",
        ["Equinor Cables Co"],
        id="the first word, which nobody recognised",
    ),
    pytest.param(
        "Vexon Corp said it had found oil. Vexon said the find was small.",
        ["Vexon Corp", "Vexon Corp"],
        id="a name with and without its legal form",
    ),
    pytest.param(
        "Prism Computer Inc showed Prism Medusa. Prism said Prism Medusa was faster.",
        ["Prism Computer Inc"],
        id="a company beside its product",
    ),
    pytest.param(
        "Ravno and Sons Ltd bought Hulme Dredging Co. Hulme said it was glad.",
        ["Hulme Dredging Co"],
        id="a sentence that ends in Co",
    ),
]

LOOK_ALIKES = [
    pytest.param(
        "AMX Corp's Torvik Airlines said it would buy 40 aircraft.",
        ["Torvik Airlines"],
        id="a company that owns another",
    ),
    pytest.param(
        "Norland Lines and Torvik Steel Corp said they would merge.",
        ["Norland Lines"],
        id="two companies joined by and",
    ),
    pytest.param(
        "Coastal Grain Co and Coastal Gas Co rent a quay. Coastal said it would build a second.",
        ["Coastal"],
        id="a short form that fits two companies",
    ),
    pytest.param(
        "Nobody knows who pays. “We are looking into it,” the Department said.",
        ["the Department"],
        id="a department without a name is a description",
    ),
    pytest.param(
        "Astrid Hallam set up the Astrid Hallam Foundation Inc. Astrid Hallam said it gave"
        " away money.",
        ["Astrid Hallam"],
        id="a founder and her foundation",
    ),
    pytest.param(
        "Bram Falk left Falk Dredging Co in May. Falk said he had enough of mud.",
        ["Bram Falk"],
        id="a person and the company of that surname",
    ),
    pytest.param(
        "General Mills Ltd and Grain Markets Ltd rose. GM said it would pay its owners.",
        ["GM"],
        id="initials that fit two companies",
    ),
    pytest.param(
        "Tolk's shop burnt down. Lena Tolk said it was not insured.",
        ["Lena Tolk"],
        id="a possessive",
    ),
    pytest.param(
        "The chairman of Hulme Oil Co of Houston, Tim Marsh, said the well was dry.",
        ["Tim Marsh"],
        id="a town after of",
    ),
    pytest.param(
        "In Torp, Holm and Co said the mill would close.",
        ["Holm and Co"],
        id="a place before a comma",
    ),
    pytest.param(
        "New Zealand Steel Ltd closed in Torp. New Zealand said it would help the workers.",
        ["New Zealand"],
        id="a country and a company of its name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_company_is_quoted_under_its_whole_name(text: str, expected: list[str]) -> None:
    """Every quote has the fullest name as its speaker."""
    assert [quote.speaker for quote in quotes(text)] == expected


@pytest.mark.parametrize(("text", "expected"), LOOK_ALIKES)
def test_look_alikes(text: str, expected: list[str]) -> None:
    """A look-alike of the kind stays what it is."""
    assert [quote.speaker for quote in quotes(text)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The Kelmark Farmers’ Union called a strike.", "Kelmark Farmers’ Union",
                     id="union of its members"),
        pytest.param("The Torp Teachers' Association met.", "Torp Teachers' Association",
                     id="association of its members"),
        pytest.param("TORPIER - Corvane Ferries will merge with a rival.", "Corvane Ferries",
                     id="dateline before a company"),
    ],
)  # fmt: skip
def test_bodies_of_members_and_companies_after_datelines_are_whole(text: str, name: str) -> None:
    assert name in [e.name for e in entities(text)]


@pytest.mark.parametrize("text", ["“I’d go,” said Ana Pell.", "“I've said so,” Ana Pell said."])
def test_contractions_are_not_entities(text: str) -> None:
    assert {e.name for e in entities(text)} <= {"Ana Pell"}


LONE = ["Inc", "Corp", "Co", "Ltd", "Plc", "P", "S"]


@pytest.mark.parametrize("name", LONE)
def test_lone_legal_form_or_letter_is_not_an_entity(name: str) -> None:
    """The rest of a cut name is not an entity."""
    assert name not in [e.name for e in entities(f"The board met. {name} said it would close.")]
