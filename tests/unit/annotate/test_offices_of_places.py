"""“The Bishop of Torp” is a person of that name, unless the article names the bishop."""

from __future__ import annotations

import pytest

from index.annotate.entities.person_names import is_short_form, parse_name
from index.annotate.speakers.person_folding import FoldCandidate, find_folds
from tests.support.parsing import entities, people_and_speakers

PEOPLE = [
    pytest.param(
        "The Marquess of Torp and the Bishop of Torp both spoke against the road. “It cuts my park "
        "in two,” the Marquess said. “It cuts the churchyard in two,” the Bishop said. “We agree "
        "for once,” the Marquess of Torp added.",
        ["Marquess of Torp", "Bishop of Torp"],
        ["Marquess of Torp", "Bishop of Torp", "Marquess of Torp"],
        id="a noble and a bishop of one place",
    ),
    pytest.param(
        "The Mayor of Kell and the Mayor of Torp met on Monday. “The bridge is ours,” the Mayor of "
        "Kell said. “We paid for it,” the Mayor of Torp replied.",
        ["Mayor of Kell", "Mayor of Torp"],
        ["Mayor of Kell", "Mayor of Torp"],
        id="one office of two places",
    ),
    pytest.param(
        "The Duke and Duchess of Selmark opened the fair. “We love the cakes,” the Duchess said. "
        "“I prefer the cider,” the Duke said.",
        ["Duke of Selmark", "Duchess of Selmark"],
        ["Duchess of Selmark", "Duke of Selmark"],
        id="two offices before one place",
    ),
    pytest.param(
        "“The wells are full,” the Emir of Qarish said on Tuesday. “No one will go thirsty,” the "
        "Emir added.",
        ["Emir of Qarish"],
        ["Emir of Qarish", "Emir of Qarish"],
        id="an emir",
    ),
    pytest.param(
        "The Governor of Vell signed the bill on Friday. “It is a fair law,” the Governor said. "
        "“I am glad,” he added.",
        ["Governor of Vell"],
        ["Governor of Vell", "Governor of Vell"],
        id="a governor, and the pronoun for him",
    ),
    pytest.param(
        "“The church will stay open,” the Archbishop of Norwick told reporters. “I have prayed,” "
        "the archbishop said.",
        ["Archbishop of Norwick"],
        ["Archbishop of Norwick", "Archbishop of Norwick"],
        id="an archbishop, later in small letters",
    ),
    pytest.param(
        "“We want the road,” said the Earl of Hollin. The Earl of Hollin’s mill is old. “It will "
        "bring work,” the Earl said.",
        ["Earl of Hollin"],
        ["Earl of Hollin", "Earl of Hollin"],
        id="an earl with a possessive",
    ),
    pytest.param(
        "The Sheikh of Dorra arrived in Torp on Sunday. “I come in peace,” the Sheikh said.",
        ["Sheikh of Dorra"],
        ["Sheikh of Dorra"],
        id="a sheikh",
    ),
    pytest.param(
        "The Ambassador of Vellonia was summoned. “There was no mistake,” the Ambassador said.",
        ["Ambassador of Vellonia"],
        ["Ambassador of Vellonia"],
        id="an ambassador",
    ),
    pytest.param(
        "The Paramount Chief of Obuka and the Lord Mayor of West Torp shook hands. “It is our "
        "land,” the Paramount Chief of Obuka said. “It is a start,” the Lord Mayor said.",
        ["Paramount Chief of Obuka", "Lord Mayor of West Torp"],
        ["Paramount Chief of Obuka", "Lord Mayor of West Torp"],
        id="offices of two words",
    ),
    pytest.param(
        "The King of Torvia thanked the Queen of Torvia. “She wrote the speech,” the King said. "
        "“He read it well,” the Queen said.",
        ["King of Torvia", "Queen of Torvia"],
        ["King of Torvia", "Queen of Torvia"],
        id="a king and a queen",
    ),
    pytest.param(
        "Lord Torp and the Bishop of Torp spoke. “I object,” Lord Torp said. “So do I,” the Bishop "
        "of Torp said.",
        ["Lord Torp", "Bishop of Torp"],
        ["Lord Torp", "Bishop of Torp"],
        id="beside a lord named after the place",
    ),
]
OTHERS = [
    pytest.param(
        "The mayor of Kell, Ana Pell, said the bridge was safe. “It will hold,” the mayor said.",
        ["Ana Pell"],
        ["Ana Pell", "Ana Pell"],
        id="a mayor in small letters with a name",
    ),
    pytest.param(
        "The Mayor of Kell, Ana Pell, opened the bridge. “It will hold,” the Mayor said. “Come and "
        "see,” the Mayor of Kell added.",
        ["Ana Pell"],
        ["Ana Pell", "Ana Pell"],
        id="an office before a name",
    ),
    pytest.param(
        "The Bishop of Torp, the Right Rev Ann Lisle, spoke. “It is a sin,” the Bishop said. “It "
        "must stop,” the Bishop of Torp said.",
        ["Ann Lisle"],
        ["Ann Lisle", "Ann Lisle"],
        id="a form of address between office and name",
    ),
    pytest.param(
        "Ana Pell is the Mayor of Kell. “It will hold,” the Mayor of Kell said.",
        ["Ana Pell"],
        ["Ana Pell"],
        id="an office after “is”",
    ),
    pytest.param(
        "Tom Hollin, the Duke of Selmark, spoke. The Duke said: “I am sorry.”",
        ["Tom Hollin"],
        ["Tom Hollin"],
        id="an office after a name",
    ),
    pytest.param(
        "The mayor of Kell, Ana Pell, spoke. “It will hold,” the Mayor of Kell said. Tom Falk, who "
        "has been Mayor of Torp since May, agreed. “Yes,” the Mayor of Torp said.",
        ["Ana Pell", "Tom Falk"],
        ["Ana Pell", "Tom Falk"],
        id="offices with holders, once in small letters",
    ),
    pytest.param(
        "Tom Falk, the former Mayor of Kell, came. “He left a mess,” the Mayor of Kell said.",
        ["Tom Falk", "Mayor of Kell"],
        ["Mayor of Kell"],
        id="not who held the office before",
    ),
    pytest.param(
        "Mayor of London Sabira Voss said: “No.” The Mayor of London’s office was closed.",
        ["Sabira Voss"],
        ["Sabira Voss"],
        id="a name right after the place",
    ),
    pytest.param(
        "Lena Moor likes the King of Pop. “He sings,” the Dean of Students said.",
        ["Lena Moor"],
        ["Dean of Students"],
        id="of a common noun",
    ),
    pytest.param(
        "Bishop Ann Lisle of Torp spoke. “It is a sin,” the Bishop of Torp said.",
        ["Ann Lisle"],
        ["Ann Lisle"],
        id="the office is her title",
    ),
    pytest.param(
        "The Bank of Kell raised rates on Monday. “Prices rise too fast,” the Bank of Kell said. "
        "The University of Torp agreed. The Court of Appeal did not.",
        [],
        ["Bank of Kell"],
        id="bodies",
    ),
    pytest.param(
        "Joan of Arc was a saint. “She was brave,” historian Lena Moor said.",
        ["Joan", "Lena Moor"],
        ["Lena Moor"],
        id="somebody with a name of her own",
    ),
    pytest.param(
        "The Duke of Torp School opened, and so did a pub, the Prince of Torp. “We are glad,” head "
        "teacher Lena Moor said at the Duke of Torp.",
        ["Lena Moor"],
        ["Lena Moor"],
        id="a school and a place to be at",
    ),
    pytest.param(
        "The Minister of Health and the Chief of Staff met. “We agree,” historian Lena Moor said.",
        ["Lena Moor"],
        ["Lena Moor"],
        id="of something that is no place",
    ),
    pytest.param(
        "Lena Moor hopes to be elected Mayor of Kell. “I will win,” Moor said.",
        ["Lena Moor"],
        ["Lena Moor"],
        id="an office that somebody wants",
    ),
]


@pytest.mark.parametrize(("text", "people", "speakers"), PEOPLE + OTHERS)
def test_office_of_a_place_is_a_person(text: str, people: list[str], speakers: list[str]) -> None:
    """A capitalised office of a place is somebody, unless the article says who holds it."""
    assert people_and_speakers(text) == (people, speakers)


def test_office_in_small_letters_stays_a_description() -> None:
    """“The mayor of Kell” is a role without a name, and Kell is nobody."""
    text = "“The bridge is safe,” the mayor of Kell said. “It will hold,” the mayor added."
    assert people_and_speakers(text) == ([], ["the mayor of Kell", "the mayor"])


def test_place_of_a_named_office_holder_is_a_place() -> None:
    """Kell in “the Mayor of Kell, Ana Pell,” is a place, whatever the recogniser takes it for."""
    found = {e.name: e.label for e in entities("The Mayor of Kell, Ana Pell, said it was safe.")}
    assert found == {"Kell": "place", "Ana Pell": "person"}


def test_office_of_a_place_is_one_name() -> None:
    """The place is no surname: “Torp” does not shorten “Bishop of Torp”, nor do names fold."""
    bishop = parse_name("Bishop of Torp")
    assert not is_short_form(parse_name("Torp"), bishop)
    names = ["Bishop of Torp", "Marquess of Torp", "Ann Torp"]
    assert find_folds([FoldCandidate(name=name, label="person") for name in names]) == ()
