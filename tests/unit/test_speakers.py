"""Who a source means: each row is a text with its contents and sources marked."""

from __future__ import annotations

import pytest

from tests.parsed import resolved, speakers

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
        id="campaign of somebody",
    ),
    pytest.param(
        "<q>“Fire!”</q> shouted <s>Zed Quillfeather</s>, who had seen the smoke.",
        ["Zed Quillfeather"],
        id="a name that stands only there",
    ),
    pytest.param(
        "<s>ELSA VINT</s>, harbour master: <q>The engine failed at Torp.</q>\n\n"
        "<s>VINT</s>: <q>They walked.</q>",
        ["Elsa Vint", "Elsa Vint"],
        id="labels of a transcript",
    ),
    pytest.param(
        "<s>The mayor of Ostley, Wendy Marchbank,</s> said <q>the cuts were needed</q>. <q>“We "
        "have no money,”</q> <s>she</s> told reporters. <q>“I know people are angry.”</q><s></s>",
        ["Wendy Marchbank", "Wendy Marchbank", None],
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
        id="name after where somebody is from",
    ),
]

SHARED = [
    pytest.param(
        "Nils Berg and Ola Berg both sat on the bench. <q>“It is late,”</q> <s>Berg</s> said.",
        ["Berg"],
        id="surname of two people stays as said",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> "
        "<s>Mrs. Moss</s> said.",
        ["Clara Moss"],
        id="title tells wife from husband",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> <s>Mr. "
        "Moss</s> said.",
        ["Adam Moss"],
        id="title tells husband from wife",
    ),
    pytest.param(
        "Clara Moss won the seat. Her husband, Adam Moss, looked on. <q>“I am glad,”</q> "
        "<s>Adam Moss</s> said.",
        ["Adam Moss"],
        id="first name tells them apart",
    ),
    pytest.param(
        "Karl Stern Jr. spoke first. Karl Stern listened. <q>“Hear him,”</q> said <s>Karl Stern "
        "Jr.</s>",
        ["Karl Stern Jr"],
        id="son is not father",
    ),
]

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
        id="nobody out of the quote itself",
    ),
    pytest.param(
        "<q>“Johan Beek is a liar,”</q> <s>Piet Lammers</s> said. <q>“I have proof,”</q> "
        "<s>he</s> added.",
        ["Piet Lammers", "Piet Lammers"],
        id="not whom the quote is about",
    ),
    pytest.param(
        "<s>Piet Lammers</s> said <q>that Johan Beek had lied</q>. <s>He</s> added that <q>he "
        "had proof</q>.",
        ["Piet Lammers", "Piet Lammers"],
        id="not whom a reported clause is about",
    ),
    pytest.param(
        "Ms. Quill opened the meeting. Then Dale Quarrie rose. <q>“Sit down,”</q> <s>she</s> said.",
        ["Quill"],
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
        id="nobody to be meant",
    ),
    pytest.param(
        "Greta Holm was there. <q>“It is late,”</q> <s>he</s> said.",
        [None],
        id="nobody of that gender",
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
        id="not the person addressed",
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
        id="who, of somebody unnamed",
    ),
]

DESCRIPTIONS = [
    pytest.param(
        "<q>“No,”</q> said <s>the attorney general of Norland</s>. Attorney General Eric Vole of "
        "Norland had come by ship.",
        ["Eric Vole"],
        id="the office of somebody named further on",
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
        id="what somebody is said to be",
    ),
    pytest.param(
        "Johan Beek answered at once. <q>“No,”</q> <s>the candidate</s> said.",
        ["Johan Beek"],
        id="a role that nobody is given",
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
        id="aide of somebody",
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
        id="some of a people",
    ),
    pytest.param(
        "<s>Someone in the crowd</s> shouted: <q>“Go home!”</q>",
        ["someone in the crowd"],
        id="someone who is described",
    ),
    pytest.param(
        "Ida Lund is ill. <q>“She will rest,”</q> said <s>the head of the clinic in Dorn</s>.",
        ["the head of the clinic in Dorn"],
        id="somebody new with an office",
    ),
    pytest.param(
        "Rune Falk fell. <q>“I saw it,”</q> <s>a nurse</s> said. <q>“He is alive,”</q> <s>the "
        "nurse</s> said.",
        ["a nurse", "the nurse"],
        id="a trade is not given to the person spoken of",
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
        id="they, who are others",
    ),
]

NO_SOURCE = [
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>. <q>“We must go.”</q><s></s>",
        ["Ida Lund", "Ida Lund"],
        id="goes on at once",
    ),
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>.\n\n<q>“We must go.”</q><s></s>",
        ["Ida Lund", "Ida Lund"],
        id="goes on in the next paragraph",
    ),
    pytest.param(
        "<q>“It is late,”</q> <s>Ida Lund</s> <c>said</c>. The hall was cold and empty. "
        "<q>“Shame!”</q><s></s>",
        ["Ida Lund", None],
        id="not over narration",
    ),
    pytest.param(
        "The council met for two hours.\n\n<q>“Shame!”</q><s></s>\n\n<q>“Shame on you!”</q><s></s>",
        [None, None],
        id="cries of nobody known",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_name_gives_fullest_name(text: str, expected: list[str | None]):
    """A name, or part of one, is resolved to the fullest name in the article."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_shared_surname_is_told_apart(text: str, expected: list[str | None]):
    """Of two bearers of a surname the one is taken that something points to, or neither."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronoun_means_foreground(text: str, expected: list[str | None]):
    """A pronoun means who stands in the foreground and fits, or nobody."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_means_antecedent(text: str, expected: list[str | None]):
    """A relative pronoun means what its clause belongs to."""
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS)
def test_description_means_holder(text: str, expected: list[str | None]):
    """A description means whom the article gives it to."""
    quotes = resolved(text)
    assert [quote.speaker for quote in quotes] == expected
    assert all(quote.named for quote in quotes)


@pytest.mark.parametrize(("text", "expected"), UNNAMED)
def test_unnamed_stays_as_described(text: str, expected: list[str | None]):
    """Who is not named keeps the description, and is marked as unnamed."""
    quotes = resolved(text)
    assert [quote.speaker for quote in quotes] == expected
    assert not any(quote.named for quote in quotes)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_in_particular_is_no_speaker(text: str):
    """A word that stands for everybody, nobody or a thing is shown as no speaker."""
    (quote,) = resolved(text)
    assert quote.speakers == ()
    assert quote.steps


@pytest.mark.parametrize(("text", "expected"), NO_SOURCE)
def test_quote_without_source(text: str, expected: list[str | None]):
    """A quote without a source goes on from the one directly before, or is nobody's."""
    assert speakers(text) == expected
