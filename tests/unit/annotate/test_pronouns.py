"""Whom a pronoun means, in texts with tagged contents and source mentions."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers

PRONOUNS = [
    pytest.param(
        "Johan Beek met the farmers on Monday. <s>He</s> said <q>the tanks were full</q>.",
        ["Johan Beek"],
        id="he",
    ),
    pytest.param(
        "Johan Beek met Greta Holm. <q>“We talked,”</q> <s>she</s> said.",
        ["Greta Holm"],
        id="she, though he is the subject",
    ),
    pytest.param(
        "Johan Beek met Piet Lammers on Monday. <q>“We talked,”</q> <s>he</s> said.",
        ["Johan Beek"],
        id="the subject before the object",
    ),
    pytest.param(
        "Johan Beek left early. Piet Lammers stayed. <q>“I had time,”</q> <s>he</s> said.",
        ["Piet Lammers"],
        id="the nearest sentence",
    ),
    pytest.param(
        "<q>“Tomas would have wept,”</q> <s>Greta Holm</s> said. <q>“He built it,”</q> "
        "<s>she</s> added.",
        ["Greta Holm", "Greta Holm"],
        id="not a person named in the quote",
    ),
    pytest.param(
        "<q>“Johan Beek is a liar,”</q> <s>Piet Lammers</s> said. <q>“I have proof,”</q> "
        "<s>he</s> added.",
        ["Piet Lammers", "Piet Lammers"],
        id="not the subject of the quote",
    ),
    pytest.param(
        "<s>Piet Lammers</s> said <q>that Johan Beek had lied</q>. <s>He</s> added that <q>he "
        "had proof</q>.",
        ["Piet Lammers", "Piet Lammers"],
        id="not the subject of a reported clause",
    ),
    pytest.param(
        "Ms. Quill opened the meeting. Then Dale Quarrie rose. <q>“Sit down,”</q> <s>she</s> said.",
        ["Ms Quill"],
        id="gender from the title",
    ),
    pytest.param(
        "Spokeswoman Jo Tarn met the press. Dan Oakes watched. <q>“No news,”</q> <s>she</s> said.",
        ["Jo Tarn"],
        id="gender from the noun before the name",
    ),
    pytest.param(
        "Jo Tarn, a spokeswoman for the port, met Dan Oakes. <q>“No news,”</q> <s>she</s> said.",
        ["Jo Tarn"],
        id="gender from the noun after the name",
    ),
    pytest.param(
        "Yori Vekk sat down. She opened her bag. Dan Oakes stood up. <q>“No news,”</q> "
        "<s>she</s> said.",
        ["Yori Vekk"],
        id="gender from pronouns of the article",
    ),
    pytest.param(
        "The mayor, Ana Pell, met Premier Otto Lang. <q>“We agree,”</q> <s>he</s> said. "
        "<q>“On little,”</q> <s>she</s> said.",
        ["Otto Lang", "Ana Pell"],
        id="he and she in turn",
    ),
    pytest.param(
        "Ida Lund spoke for an hour.\n\n<q>“We are tired,”</q> <s>she</s> said.\n\n<q>“We go "
        "on,”</q> <s>she</s> added.",
        ["Ida Lund", "Ida Lund"],
        id="over paragraphs",
    ),
    pytest.param(
        "Rune Falk and Ida Lund came together. <s>They</s> said <q>the pier was safe</q>.",
        ["Rune Falk; Ida Lund"],
        id="they, two people",
    ),
    pytest.param(
        "Fishermen blocked the port. <s>They</s> said <q>the price was too low</q>.",
        ["fishermen"],
        id="they, a group",
    ),
    pytest.param(
        "Nobody was there. <q>“It is late,”</q> <s>he</s> said.",
        [None],
        id="no antecedent",
    ),
    pytest.param(
        "Greta Holm was there. <q>“It is late,”</q> <s>he</s> said.",
        [None],
        id="no person of that gender",
    ),
    pytest.param(
        "The paper asked around. <s>We</s> think that <q>the pier should be closed</q>.",
        [None],
        id="the writers themselves",
    ),
    pytest.param(
        "<s>I</s> think that <q>the pier should be closed</q>.\n\nOona Prill\n\nLindo",
        ["Oona Prill"],
        id="the writer of a letter signs it",
    ),
    pytest.param(
        "Johan Beek is no friend of the port. <s>His</s> claim that <q>it is too small</q> is old.",
        ["Johan Beek"],
        id="possessive",
    ),
    pytest.param(
        "The deal, Johan Beek told Rune Falk, was done. <q>“I signed it,”</q> <s>he</s> told him.",
        ["Johan Beek"],
        id="not the listener",
    ),
    pytest.param(
        "Kestrel Foods closed two plants. <s>It</s> said <q>that demand was weak</q>.",
        ["Kestrel Foods"],
        id="it, a company",
    ),
]

RELATIVE = [
    pytest.param(
        "Johan Beek met Rune Falk, <s>who</s> said <q>the pier was unsafe</q>.",
        ["Rune Falk"],
        id="who",
    ),
    pytest.param(
        "He also met the premier, Otto Lang, <s>who</s> described it as a <q>“heavy burden”</q>.",
        ["Otto Lang"],
        id="who after an apposition",
    ),
    pytest.param(
        "The bill came from Kestrel Foods, <s>which</s> said <q>the water was clean</q>.",
        ["Kestrel Foods"],
        id="which",
    ),
    pytest.param(
        "There was a fisherman <s>who</s> said <q>the pier was unsafe</q>.",
        ["a fisherman"],
        id="who, for an unnamed person",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronoun_means_most_salient_person(text: str, expected: list[str | None]):
    """A pronoun means the most salient person that agrees with it, or nobody."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_pronoun_means_antecedent(text: str, expected: list[str | None]):
    """A relative pronoun means the noun that its clause describes."""
    assert speakers(text) == expected
