"""Whom a name means, and who speaks in quotes without a source, in tagged texts."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers

NAMES = [
    pytest.param(
        "Mila Doran took the chair. <s>Mila Doran</s> said <q>the well was dry</q>.",
        ["Mila Doran"],
        id="full name",
    ),
    pytest.param(
        "Mila Doran took the chair on Monday. <s>Doran</s> said <q>the well was dry</q>.",
        ["Mila Doran"],
        id="surname",
    ),
    pytest.param(
        "Mila Doran took the chair. <q>“It is dry,”</q> <s>Ms. Doran</s> said.",
        ["Mila Doran"],
        id="surname with title",
    ),
    pytest.param(
        "Senator Tim Falk arrived late. “It is late,” he was told. <q>“I know,”</q> said "
        "<s>Sen. Falk</s>.",
        ["Tim Falk"],
        id="abbreviated title",
    ),
    pytest.param(
        "Greta Holm ran the shop. <q>“We are open,”</q> <s>Greta</s> said.",
        ["Greta Holm"],
        id="first name",
    ),
    pytest.param(
        "Mila Doran took the chair. <q>“It is dry,”</q> said <s>M. Doran</s>.",
        ["Mila Doran"],
        id="initial",
    ),
    pytest.param(
        "<q>“We saw it coming,”</q> <s>Tomas J. Brandt</s> said. Brandt left. "
        "<q>“I told them,”</q> said <s>Brandt</s>.",
        ["Tomas J. Brandt", "Tomas J. Brandt"],
        id="middle initial",
    ),
    pytest.param(
        "<s>Doran</s> said <q>the well was dry</q>. The engineer, Mila Doran, came from Dorn.",
        ["Mila Doran"],
        id="full name only afterwards",
    ),
    pytest.param(
        "The National Harbour Authority closed the pier. <s>The NHA</s> said <q>it was unsafe</q>.",
        ["National Harbour Authority"],
        id="acronym",
    ),
    pytest.param(
        "The Lindo Fishing Union (LFU) met on Monday. <s>The LFU</s> said <q>the price was too "
        "low</q>.",
        ["Lindo Fishing Union"],
        id="acronym in brackets",
    ),
    pytest.param(
        "<s>Kestrel Foods Inc.</s> said <q>it would close two plants</q>. "
        "<s>Kestrel Foods</s> added that <q>nobody would be dismissed</q>.",
        ["Kestrel Foods Inc", "Kestrel Foods Inc"],
        id="company with and without its legal form",
    ),
    pytest.param(
        "Piet Lammers and Johan Beek came together. <s>Lammers and Beek</s> said <q>the road "
        "was safe</q>.",
        ["Piet Lammers; Johan Beek"],
        id="two surnames",
    ),
    pytest.param(
        "Piet Lammers and Johan Beek voted. <s>Neither Lammers nor Beek</s> said <q>how they "
        "had voted</q>.",
        ["Piet Lammers; Johan Beek"],
        id="neither nor",
    ),
    pytest.param(
        "<s>Piet Lammers, a vet from Dorn,</s> said <q>the stream was next</q>.",
        ["Piet Lammers"],
        id="description after the name",
    ),
    pytest.param(
        "<q>“She starts on Monday,”</q> said <s>the head of the board, Oona Prill</s>.",
        ["Oona Prill"],
        id="name after the office",
    ),
    pytest.param(
        "Clara Moss was not there. <q>“She is ill,”</q> said <s>her spokesman, Nick Merrow</s>.",
        ["Nick Merrow"],
        id="her spokesman, by name",
    ),
    pytest.param(
        "<q>“No comment,”</q> said <s>Nick Merrow, a spokesman for Clara Moss</s>.",
        ["Nick Merrow"],
        id="spokesman for somebody",
    ),
    pytest.param(
        "<q>“We need help,”</q> said <s>retired harbour pilot Rune Falk</s>.",
        ["Rune Falk"],
        id="description before the name",
    ),
    pytest.param(
        "<q>“We need help,”</q> said <s>Senator Ida Lund of Norland</s>.",
        ["Ida Lund"],
        id="title before and place after",
    ),
    pytest.param(
        "<q>“We need help,”</q> said <s>Ida Lund, who chairs the council of Orsk</s>.",
        ["Ida Lund"],
        id="relative clause after the name",
    ),
    pytest.param(
        "Johan Beek lost. <s>The Beek campaign</s> said <q>it would ask for a recount</q>.",
        ["Beek campaign"],
        id="campaign of a person",
    ),
    pytest.param(
        "<q>“Fire!”</q> shouted <s>Zed Quillfeather</s>, who had seen the smoke.",
        ["Zed Quillfeather"],
        id="a name mentioned only there",
    ),
    pytest.param(
        "<s>ELSA VINT</s>, harbour master: <q>The engine failed at Torp.</q>\n\n"
        "<s>VINT</s>: <q>They walked.</q>",
        ["Elsa Vint", "Elsa Vint"],
        id="transcript labels",
    ),
    pytest.param(
        "<s>The mayor of Ostley, Wendy Marchbank,</s> said <q>the cuts were needed</q>. <q>“We "
        "have no money,”</q> <s>she</s> told reporters. <q>“I know people are angry.”</q><s></s>",
        ["Wendy Marchbank", "Wendy Marchbank", "Wendy Marchbank"],
        id="name after an office and its place",
    ),
    pytest.param(
        "<s>The head of the Torp fire brigade, Ana Pell,</s> said <q>the fire was out</q>. "
        "<q>“We were lucky,”</q> <s>she</s> said.",
        ["Ana Pell", "Ana Pell"],
        id="name after an office and its brigade",
    ),
    pytest.param(
        "<s>Ostley council leader Tom Hask</s> said <q>the plan was dead</q>. <q>“It is over,”</q> "
        "<s>he</s> said.",
        ["Tom Hask", "Tom Hask"],
        id="name after a place and an office",
    ),
    pytest.param(
        "<q>“It is cold,”</q> said <s>a teacher from Ostley, Wendy Marchbank</s>.",
        ["Wendy Marchbank"],
        id="name after a place of origin",
    ),
]

SHARED = [
    pytest.param(
        "Nils Berg and Ola Berg both sat on the bench. <q>“It is late,”</q> <s>Berg</s> said.",
        ["Berg"],
        id="surname of two people is kept as written",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> "
        "<s>Mrs. Moss</s> said.",
        ["Clara Moss"],
        id="title distinguishes wife from husband",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> <s>Mr. "
        "Moss</s> said.",
        ["Adam Moss"],
        id="title distinguishes husband from wife",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> "
        "<s>Adam Moss</s> said.",
        ["Adam Moss"],
        id="different first names",
    ),
    pytest.param(
        "Karl Stern Jr. spoke first. Karl Stern listened. <q>“Hear him,”</q> said <s>Karl Stern "
        "Jr.</s>",
        ["Karl Stern Jr"],
        id="son is not father",
    ),
]

NO_SOURCE = [
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>. <q>“We must go.”</q><s></s>",
        ["Ida Lund", "Ida Lund"],
        id="continued at once",
    ),
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>.\n\n<q>“We must go.”</q><s></s>",
        ["Ida Lund", "Ida Lund"],
        id="continued in the next paragraph",
    ),
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>. The hall was cold and empty. "
        "<q>“Shame!”</q><s></s>",
        ["Ida Lund", None],
        id="not across narration",
    ),
    pytest.param(
        "The council met for two hours.\n\n<q>“Shame!”</q><s></s>\n\n<q>“Shame on you!”</q><s></s>",
        [None, None],
        id="cries without a known speaker",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_name_means_the_fullest_name(text: str, expected: list[str | None]):
    """A name, or part of one, is resolved to the fullest name in the article."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_shared_surname(text: str, expected: list[str | None]):
    """A surname of two people means the one that the text points to, or neither."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), NO_SOURCE)
def test_quote_without_a_source(text: str, expected: list[str | None]):
    """A quote without a source continues the one directly before, or has no speaker."""
    assert speakers(text) == expected
