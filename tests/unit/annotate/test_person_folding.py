"""Which names in the archive are folded into one speaker, and why."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotate.speakers.person_folding import (
    Fold,
    FoldCandidate,
    block_key,
    find_fold,
    find_folds,
)


def person(name: str, year: int = 0, context: str = "") -> FoldCandidate:
    """Return a person in the news in the middle of a year."""
    day = date(year, 6, 1) if year else None
    return FoldCandidate(
        name=name, label="person", first=day, last=day, context=frozenset(context.split())
    )


def organisation(name: str) -> FoldCandidate:
    """Return an organisation."""
    return FoldCandidate(name=name, label="organisation")


FOLDED = [
    pytest.param(["Falk", "Tim Falk"], {"Falk": "Tim Falk"}, id="surname"),
    pytest.param(["Mr Falk", "Tim Falk"], {"Mr Falk": "Tim Falk"}, id="title and surname"),
    pytest.param(["Tim Falk", "Timothy Falk"], {"Tim Falk": "Timothy Falk"}, id="short form"),
    pytest.param(["Tim Falk", "Tim R. Falk"], {"Tim Falk": "Tim R. Falk"}, id="middle initial"),
    pytest.param(["T. Falk", "Tim Falk"], {"T. Falk": "Tim Falk"}, id="initial"),
    pytest.param(
        ["Falk", "Tim Falk", "Tim R. Falk"],
        {"Falk": "Tim R. Falk", "Tim Falk": "Tim R. Falk"},
        id="all folded into the fullest",
    ),
    pytest.param(
        ["van der Meer", "Ada van der Meer"], {"van der Meer": "Ada van der Meer"}, id="particles"
    ),
    pytest.param(["TIM FALK", "Tim R. Falk"], {"TIM FALK": "Tim R. Falk"}, id="capitals"),
]

APART = [
    pytest.param(["Moss", "Clara Moss", "Adam Moss"], id="surname of a couple"),
    pytest.param(["Stern", "Karl Stern", "Karl Stern Jr."], id="surname of father and son"),
    pytest.param(["Karl Stern", "Karl Stern Jr."], id="father and son"),
    pytest.param(["Tim Falk", "Tim A. Falk", "Tim B. Falk"], id="two people with one first name"),
    pytest.param(["T. Falk", "Tim Falk", "Tora Falk"], id="initial of two"),
    pytest.param(["Mrs Falk", "Mr Falk"], id="titles of two"),
    pytest.param(["Tim", "Tim Falk", "Tim Holm"], id="first name of two"),
    pytest.param(["Falk", "Stern"], id="different surnames"),
    pytest.param(["Falk"], id="alone"),
]


@pytest.mark.parametrize(("names", "expected"), FOLDED)
def test_names_of_one_person_are_folded(names: list[str], expected: dict[str, str]):
    """Names that can belong to only one person are folded into the fullest."""
    assert {
        each.name: each.into for each in find_folds([person(name) for name in names])
    } == expected


@pytest.mark.parametrize("names", APART)
def test_ambiguous_names_are_not_folded(names: list[str]):
    """Nothing is folded if two people could be meant."""
    assert not find_folds([person(name) for name in names])


def test_bare_surname_is_folded_only_near_in_time():
    """A bare surname means somebody in the news at the time, not years before."""
    assert find_fold(person("Falk", 2023), [person("Tim Falk", 1987)]) is None
    assert find_fold(person("Falk", 2023), [person("Tim Falk", 2022)]) == Fold(
        "Falk", "Tim Falk", "only person with this surname"
    )


def test_distant_namesake_does_not_prevent_a_fold():
    """A person with the same surname from another time does not prevent a fold."""
    found = find_fold(person("Falk", 2023), [person("Tim Falk", 2022), person("Ada Falk", 1987)])
    assert found == Fold("Falk", "Tim Falk", "only person with this surname at that time")


def test_disjoint_context_prevents_a_fold():
    """A bare surname in another context is not folded; one shared name is enough."""
    candidates = [person("Tim Falk", 2023, "Orsk senator")]
    assert find_fold(person("Falk", 2023, "football Dorn"), candidates) is None
    assert find_fold(person("Falk", 2023, "football Orsk"), candidates) is not None


def test_full_name_needs_no_context():
    """First name and surname are enough in any context."""
    assert (
        find_fold(person("Tim Falk", 2023, "Dorn"), [person("Tim R. Falk", 2001, "Orsk")])
        is not None
    )


def test_organisations_are_folded_by_words_and_initials():
    """Legal forms and acronyms lead to the full name, unless two names share the initials."""
    authority, union = (
        organisation("National Harbour Authority"),
        organisation("Northern Herring Alliance"),
    )
    assert find_fold(organisation("NHA"), [authority]) == Fold(
        "NHA", authority.name, "initials of the full name"
    )
    assert find_fold(organisation("NHA"), [authority, union]) is None
    assert (
        find_fold(organisation("Kestrel Foods"), [organisation("Kestrel Foods Inc.")]) is not None
    )


def test_labels_are_not_mixed():
    """A person is never folded into an organisation."""
    assert find_fold(person("Falk"), [organisation("Tim Falk")]) is None


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Falk", "Tim R. Falk", "person"),
        ("Mr Falk", "T. Falk", "person"),
        ("NHA", "National Harbour Authority", "organisation"),
        ("The Kestrel Foods Company", "Kestrel Foods", "organisation"),
    ],
)
def test_foldable_names_share_a_block(one: str, other: str, label: str):
    """Names that can belong to one speaker are in one block."""
    assert block_key(one, label) == block_key(other, label)
