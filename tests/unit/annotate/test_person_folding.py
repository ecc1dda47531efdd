"""Which names in the archive are folded into one speaker, and why."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    pytest.param(
        ["Treasurer Tim Falk", "Tim Falk"], {"Treasurer Tim Falk": "Tim Falk"}, id="office"
    ),
    pytest.param(
        ["Falk", "Treasurer Tim Falk", "Tim R. Falk"],
        {"Falk": "Tim R. Falk", "Treasurer Tim Falk": "Tim R. Falk"},
        id="office and middle initial",
    ),
    pytest.param(["TIM FALK", "Tim R. Falk"], {"TIM FALK": "Tim R. Falk"}, id="capitals"),
]

FOLDED += [
    pytest.param(["Ms Falk", "Falk"], {"Ms Falk": "Falk"}, id="a title, and no first name at all"),
]

APART = [
    pytest.param(["Mr Falk", "Ms Falk", "Falk"], id="a surname with titles of two people"),
    pytest.param(["Moss", "Clara Moss", "Adam Moss"], id="surname of a couple"),
    pytest.param(["Stern", "Karl Stern", "Karl Stern Jr."], id="surname of father and son"),
    pytest.param(["Karl Stern", "Karl Stern Jr."], id="father and son"),
    pytest.param(["Tim Falk", "Tim A. Falk", "Tim B. Falk"], id="two people with one first name"),
    pytest.param(["T. Falk", "Tim Falk", "Tora Falk"], id="initial of two"),
    pytest.param(["Mrs Falk", "Mr Falk"], id="titles of two"),
    pytest.param(["Tim", "Tim Falk", "Tim Holm"], id="first name of two"),
    pytest.param(["Falk", "Stern"], id="different surnames"),
    pytest.param(["Falk"], id="alone"),
    pytest.param(["Treasurer Tim Falk", "Ada Falk"], id="office and another first name"),
    pytest.param(["Mary Ann Falk", "Ann Falk"], id="second first name alone names another person"),
    pytest.param(["Young Falk", "Tim Falk"], id="a word that is no office"),
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


GIVEN = ("Ada", "Bram", "Clara", "Dov")  # no two can be the same first name
PEOPLE = st.lists(
    st.tuples(st.sampled_from(GIVEN), st.sampled_from(("", " Jr.", " Sr."))),
    min_size=2, max_size=4, unique=True,
)  # fmt: skip
FORMS = ("{0} Falk{1}", "{2}. Falk{1}", "Treasurer {0} Falk{1}", "Mr Falk", "Falk")


@given(PEOPLE, st.randoms())
def test_two_people_are_never_folded_into_one(people, random):
    """Of people who share a surname, two first names or a father and a son are never joined."""
    owner = {}
    for given_name, suffix in people:
        full = FORMS[0].format(given_name, suffix)
        for form in FORMS:
            owner.setdefault(form.format(given_name, suffix, given_name[0]), set()).add(full)
    full_names = set(chain.from_iterable(owner.values()))
    names = sorted(full_names | {form for form in owner if random.random() < 0.6})
    for fold in find_folds([person(name) for name in names]):
        assert owner[fold.name] == owner[fold.into], f"{fold} of {names}"


@given(
    st.lists(
        st.sampled_from(("Falk", "Falk Inc", "Tim Falk", "Falk Lines Ltd", "Falk Foundation")),
        unique=True,
    )
)
def test_company_and_founder_stay_apart(names):
    """A company is folded only into a name of the same words, never into its founder."""
    found = find_folds([person(n) if n == "Tim Falk" else organisation(n) for n in names])
    assert {(fold.name, fold.into) for fold in found} <= {("Falk", "Falk Inc")}


def test_labels_are_not_mixed():
    """A person is never folded into an organisation."""
    assert find_fold(person("Falk"), [organisation("Tim Falk")]) is None


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("Falk", "Tim R. Falk", "person"),
        ("Mr Falk", "T. Falk", "person"),
        ("NHA", "National Harbour Authority", "organisation"),
        ("Kestrel", "Kestrel Corp", "organisation"),
        ("Treasurer Tim Falk", "Tim Falk", "person"),
        ("The Kestrel Foods Company", "Kestrel Foods", "organisation"),
    ],
)
def test_foldable_names_share_a_block(one: str, other: str, label: str):
    """Names that can belong to one speaker are in one block."""
    assert block_key(one, label) == block_key(other, label)
