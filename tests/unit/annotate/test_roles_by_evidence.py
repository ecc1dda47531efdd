"""A role is resolved only by the article's descriptions of a person."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

SAID = "“We start again on Monday,”"
CASES = [
    pytest.param(
        "Senator Ida Lund voted against the harbour bill. {} the lawmaker said.",
        "Ida Lund",
        id="broader noun of an office",
    ),
    pytest.param(
        "Nils Brand, a botanist at Orsk College, met Rune Falk, a builder. {} the scientist said.",
        "Nils Brand",
        id="broader noun of a trade",
    ),
    pytest.param(
        "Ada Quist has raised goats for ten years. Her son Rune Falk sells the cheese. {} the "
        "mother of three said.",
        "Ada Quist",
        id="only woman: the mother of three",
    ),
    pytest.param(
        "Ada Quist, a mother of two, met Mia Holm, a mother of four. {} the mother of four said.",
        "Mia Holm",
        id="the mother of four, not of two",
    ),
    pytest.param(
        "Johan Beek of Reform and Rune Falk of Labour debated in Orsk.\n\nBeek, the Reform "
        "nominee, spoke last. {} the Reform nominee said.",
        "Johan Beek",
        id="nominee of a party",
    ),
    pytest.param(
        "Vice President Otto Lang met President Ida Lund in Orsk. {} the president said.",
        "Ida Lund",
        id="the president is not the vice president",
    ),
    pytest.param(
        "Mayor quits over bridge\n\nOrsk is looking for a new head of the council. Mayor Ida Lund "
        "resigned on Monday.\n\n{} the mayor said.",
        "Ida Lund",
        id="office of somebody named after a headline",
    ),
    pytest.param(
        "Johan Beek's lawyer, Mia Holm, and Rune Falk's lawyer, Ada Quist, met in Orsk. {} Falk's "
        "lawyer said.",
        "Ada Quist",
        id="the lawyer of one of two",
    ),
    pytest.param(
        "Mia Holm released her first album at 19. It sold well in Orsk. {} the singer said.",
        "Mia Holm",
        id="a noun that fits anybody, one person",
    ),
    pytest.param(
        "Rune Falk and his wife, Ada Quist, run the mill. Falk grinds. {} his wife said.",
        "Ada Quist",
        id="his wife, named beside him",
    ),
    pytest.param(
        "Mia Holm was dropped for the third time this season. {} the 36-year-old said.",
        "Mia Holm",
        id="the only person, whose age is not given elsewhere",
    ),
    pytest.param(
        "Mia Holm came home eleven minutes behind the winner. {} the Belgian said.",
        "Mia Holm",
        id="the only person, by nationality",
    ),
    pytest.param(
        "Mia Holm is in hiding. Reached by phone, she laughed. {} the accountant said.",
        "Mia Holm",
        id="the only person, by a trade",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Ida Lund was hit by a car in Orsk on Monday. {} the driver said.",
        "the driver",
        id="a trade of nobody in the article",
    ),
    pytest.param(
        "Senator Ida Lund asked for an inquiry. {} the judge said.",
        "the judge",
        id="an office does not make a judge",
    ),
    pytest.param(
        "Senator Ida Lund voted against the harbour bill. {} the mayor said.",
        "the mayor",
        id="somebody with another office",
    ),
    pytest.param(
        "A singer from Torp opened the evening. Mia Holm paid for it. {} the singer said.",
        "the singer",
        id="somebody unnamed was introduced by the noun",
    ),
    pytest.param(
        "Ada Quist, a mother of two, came alone. {} the mother of four said.",
        "the mother of four",
        id="another number of children",
    ),
    pytest.param(
        "Otto Lang, the vice president, landed in Orsk. {} the president said.",
        "the president",
        id="only a vice president is named",
    ),
    pytest.param(
        "Rune Falk, the Labour candidate, left early. {} the Reform candidate said.",
        "the Reform candidate",
        id="candidate of another party",
    ),
    pytest.param(
        "A minister has resigned over the ferry.\n\nPrime minister Otto Lang accepted it.\n\n{} a "
        "minister said.",
        "a minister",
        id="a minister is not the prime minister",
    ),
    pytest.param(
        "Johan Beek's lawyer, Mia Holm, met Rune Falk in Orsk. {} Falk's lawyer said.",
        "Falk's lawyer",
        id="the lawyer of somebody else",
    ),
    pytest.param(
        "Mia Holm and Ada Quist both sing in Orsk. Holm met Quist. {} the singer said.",
        "the singer",
        id="two people whom the noun fits",
    ),
    pytest.param(
        "Mia Holm, 24, was dropped for the third time this season. {} the 36-year-old said.",
        "the 36-year-old",
        id="the only person has another age",
    ),
    pytest.param(
        "The Norwegian skier Mia Holm came last. {} the Belgian said.",
        "the Belgian",
        id="the only person has another nationality",
    ),
    pytest.param(
        "Mia Holm is in hiding. Nobody has seen her. {} the prosecutor said.",
        "the prosecutor",
        id="a role that others have towards the only person",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_role_has_the_speaker_that_the_article_gives_it(text: str, expected: str) -> None:
    """The last quote of the text belongs to a person, or only to the role."""
    assert shown_quotes(text.format(SAID))[-1] == (SAID, expected)
