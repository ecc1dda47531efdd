"""Whom a description means, in texts with tagged contents and source mentions."""

from __future__ import annotations

import pytest

from tests.support.parsing import resolve_tagged

DESCRIPTIONS = [
    pytest.param(
        "<q>“No,”</q> said <s>the attorney general of Norland</s>. Attorney General Eric Vole of "
        "Norland had come by ship.",
        ["Eric Vole"],
        id="the office of a person named later",
    ),
    pytest.param(
        "<s>A group called Open Harbour</s> said <q>the pier was unsafe</q>.",
        ["Open Harbour"],
        id="name after called",
    ),
    pytest.param(
        "Senator Ida Lund and Senator Rune Falk (Orsk) came. <s>Sens. Ida Lund (Dorn) and "
        "Rune Falk (Orsk)</s> said <q>they would vote</q>.",
        ["Ida Lund; Rune Falk"],
        id="names with brackets",
    ),
    pytest.param(
        "Premier Otto Lang met the farmers. <q>“We hear you,”</q> <s>the premier</s> said.",
        ["Otto Lang"],
        id="title",
    ),
    pytest.param(
        "Gov. Ida Lund met Johan Beek. Beek was silent. <q>“We will build it,”</q> <s>the "
        "governor</s> said.",
        ["Ida Lund"],
        id="abbreviated title written out",
    ),
    pytest.param(
        "Johan Beek, the Reform nominee, met Rune Falk. Falk left. <s>The Reform nominee</s> "
        "said <q>he would stay</q>.",
        ["Johan Beek"],
        id="the nominee of a party",
    ),
    pytest.param(
        "Ada Quist is a doctor in Dorn. Rune Falk is not. <q>“It is the water,”</q> <s>the "
        "doctor</s> said.",
        ["Ada Quist"],
        id="predicate after is",
    ),
    pytest.param(
        "Johan Beek answered at once. <q>“No,”</q> <s>the candidate</s> said.",
        ["Johan Beek"],
        id="a role of nobody in the article",
    ),
    pytest.param(
        "Johan Beek and Rune Falk met. <s>Both leaders</s> said <q>the talks would go on</q>.",
        ["Johan Beek; Rune Falk"],
        id="both leaders",
    ),
    pytest.param(
        "Johan Beek met Rune Falk for an hour. <s>The two</s> said <q>they had agreed</q>.",
        ["Johan Beek; Rune Falk"],
        id="the two",
    ),
    pytest.param(
        "Johan Beek met Rune Falk for an hour. <s>The two men</s> said <q>they had agreed</q>.",
        ["Johan Beek; Rune Falk"],
        id="the two men",
    ),
    pytest.param(
        "Kestrel Foods closed two plants. <s>The company</s> said <q>demand was weak</q>.",
        ["Kestrel Foods"],
        id="the company",
    ),
    pytest.param(
        "The Bank of Norland met. <s>Norland's central bank</s> said <q>it would wait</q>.",
        ["Bank of Norland"],
        id="the same words in another order",
    ),
    pytest.param(
        "The ship was sold in May, <s>Kestrel Foods records</s> show <q>it cost nothing</q>.",
        ["Kestrel Foods"],
        id="records of a company",
    ),
    pytest.param(
        "Clara Moss lost. <s>Her campaign</s> said <q>it would ask for a recount</q>.",
        ["Moss campaign"],
        id="her campaign",
    ),
]

UNNAMED = [
    pytest.param(
        "President Alma Reyes arrived late. <q>“Nobody raised his voice,”</q> <s>a Norland "
        "official</s> said.",
        ["a Norland official"],
        id="official of a country",
    ),
    pytest.param(
        "<q>“It is done,”</q> said <s>a senior official, who asked not to be named</s>.",
        ["a senior official"],
        id="without the clause after it",
    ),
    pytest.param(
        "Clara Moss was silent. <q>“She is ill,”</q> <s>a spokesman for Clara Moss</s> said.",
        ["a spokesman for Clara Moss"],
        id="spokesman without a name",
    ),
    pytest.param(
        "Clara Moss was silent. <q>“She is ill,”</q> <s>one of Moss's aides</s> said.",
        ["one of Moss's aides"],
        id="aide of a person",
    ),
    pytest.param(
        "Otto Lang lost. <s>Lang supporters</s> said <q>the count was wrong</q>.",
        ["Lang supporters"],
        id="supporters of somebody",
    ),
    pytest.param(
        "Dan Oakes spoke. <s>Bank of Norland and Kestrel Foods officials</s> said <q>he lied</q>.",
        ["Bank of Norland and Kestrel Foods officials"],
        id="officials of two bodies",
    ),
    pytest.param(
        "<q>“It is a pause,”</q> <s>Analysts</s> said.",
        ["analysts"],
        id="plural noun at the head of a sentence",
    ),
    pytest.param(
        "<s>Many Norlanders</s> say <q>the pier is unsafe</q>.",
        ["many Norlanders"],
        id="some members of a nation",
    ),
    pytest.param(
        "<s>Someone in the crowd</s> shouted: <q>“Go home!”</q>",
        ["someone in the crowd"],
        id="someone described by a clause",
    ),
    pytest.param(
        "Ida Lund is ill. <q>“She will rest,”</q> said <s>the head of the clinic in Dorn</s>.",
        ["the head of the clinic in Dorn"],
        id="a new person with an office",
    ),
    pytest.param(
        "Rune Falk fell. <q>“I saw it,”</q> <s>a nurse</s> said. <q>“He is alive,”</q> <s>the "
        "nurse</s> said.",
        ["a nurse", "the nurse"],
        id="a trade does not mean the salient person",
    ),
]

NOBODY = [
    pytest.param(f"Ida Lund came. <s>{source}</s> said <q>the pier was shut</q>.", id=source)
    for source in (
        "No one",
        "Nobody",
        "Everyone",
        "Everybody else",
        "None of them",
        "Those",
        "Others",
        "The others",
        "Some",
        "Many",
        "Most",
        "A few",
        "This",
        "That",
        "What",
    )
] + [
    pytest.param("Those <s>who</s> said <q>the pier was shut</q> were wrong.", id="those who"),
    pytest.param(
        "Others <c>said</c> the pier was shut. <s>They</s> said <q>it was late</q>.",
        id="they, other people",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS)
def test_description_means_its_holder(text: str, expected: list[str | None]):
    """A description means the participant that the article describes so."""
    quotes = resolve_tagged(text)
    assert [quote.speaker for quote in quotes] == expected
    assert all(quote.named for quote in quotes)


@pytest.mark.parametrize(("text", "expected"), UNNAMED)
def test_unnamed_source_keeps_its_description(text: str, expected: list[str | None]):
    """A source without a name is shown by its description, as unnamed."""
    quotes = resolve_tagged(text)
    assert [quote.speaker for quote in quotes] == expected
    assert not any(quote.named for quote in quotes)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_in_particular_is_no_speaker(text: str):
    """A word for everybody, nobody or a thing gives no speaker."""
    (quote,) = resolve_tagged(text)
    assert quote.speakers == ()
    assert quote.steps
