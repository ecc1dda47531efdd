"""Whole passages: what is a quote, and where it begins and ends."""

from functools import cache
from pathlib import Path

import pytest

from tests.support.parsing import attributions, contents_and_mentions, cut


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The “quiet zone” starts at the second bridge.", id="name of a place"),
        pytest.param("The heron there is called “Gustav”.", id="name of an animal"),
        pytest.param(
            "Pia Lund, whose novel “The Glass Ferry” sold out last year, runs it.", id="title"
        ),
        pytest.param("Uma Strand, who wrote “The Salt Door”, lives by it.", id="who wrote it"),
        pytest.param("Uma Strand wrote “A House by the Sea” in a barn.", id="small words in it"),
        pytest.param("She writes “Letters From the Pier” every week.", id="a column"),
        pytest.param("Ole “Spanner” Dahl runs the garage.", id="nickname"),
        pytest.param("A “lead” is the first paragraph of an article.", id="term"),
        pytest.param("The so-called “experts” left early.", id="scare quotes"),
        pytest.param("The ship “Amalia” left at noon.", id="ship"),
        pytest.param('The 12" pipe is next to the 14" pipe.', id="inches"),
        pytest.param("» The storm in pictures\n\n» What we know", id="bullets"),
        pytest.param("The council voted at nine.", id="no speech"),
        pytest.param("The ferry left Torp at noon and came back at four.", id="narration"),
    ],
)
def test_no_quotes(text):
    """Terms, names and narration are no quotes."""
    assert contents_and_mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Uma Strand wrote “the door is shut” on the wall.", id="no title"),
        pytest.param("“The door is shut,” Uma Strand wrote.", id="speech before it"),
        pytest.param("Uma Strand wrote: “The door is shut.”", id="a colon"),
        pytest.param("Uma Strand wrote “We are tired of waiting here.”", id="a sentence"),
        pytest.param("Uma Strand said “No Entry” on Monday.", id="another verb"),
    ],
)
def test_words_after_wrote_are_a_quote(text):
    """What somebody wrote is a quote, unless it is a title."""
    assert [mention for _, mention in contents_and_mentions(text)] == ["Uma Strand"]


def test_quote_of_several_paragraphs():
    """A quote of several paragraphs, closed only at the end, is one quote."""
    text = (
        "The dam at Orsk will close on Monday.\n\n“We checked both gates twice,” Mayor Ilse Varga"
        " said. “The first gate holds.\n\n“The second gate does not.\n\n“So we close it.”\n\n"
        "People on Mill Street were told on Friday."
    )
    assert [row for row in contents_and_mentions(text) if "gate" in row[0]] == [
        (
            "“We checked both gates twice,” … “The first gate holds. … “The second gate does not."
            " … “So we close it.”",
            "Mayor Ilse Varga",
        )
    ]
    assert not any(
        "Mill" in content or "Monday" in content for content, _ in contents_and_mentions(text)
    )


def test_transcript():
    """The labels of a transcript are the source mentions of its turns, outside their content."""
    text = (
        "Radio Lindo, Morning Hour, transcript\n\nHOST: Good morning. Why is the ferry late?\n\n"
        "ELSA VINT, harbour master: The engine failed at Torp.\n\nIt has failed there before.\n\n"
        "HOST: And the passengers?\n\nVINT: They walked."
    )
    assert contents_and_mentions(text) == [
        ("Good morning. Why is the ferry late?", "HOST"),
        ("The engine failed at Torp. … It has failed there before.", "ELSA VINT"),
        ("And the passengers?", "HOST"),
        ("They walked.", "VINT"),
    ]


def test_inches_and_bullets():
    """Inch marks and bullets do not disturb the pairing of later quotation marks."""
    text = (
        '» The storm in pictures\n\n» What we know\n\nThe 12" pipe burst at dawn. '
        '"Nobody was hurt," said fire chief Lena Moor. The second pipe, also 12" wide, held.'
    )
    assert contents_and_mentions(text) == [('"Nobody was hurt,"', "fire chief Lena Moor")]


def test_guillemets():
    """Guillemets are paired in either direction and with spaces."""
    text = (
        "« We are ready. Are you? » asked Captain Amara Diop. « Not yet, » answered the pilot, "
        "Jules Marchand.\n\n»The soup is cold,« said the cook, Inger Bahn."
    )
    assert contents_and_mentions(text) == [
        ("« We are ready. Are you? »", "Captain Amara Diop"),
        ("« Not yet, »", "the pilot, Jules Marchand"),
        ("»The soup is cold,«", "the cook, Inger Bahn"),
    ]


def test_terms_beside_speech():
    """A term, name or title in quotation marks is no quote, even beside speech."""
    text = (
        "The “quiet zone” starts at the second bridge. The heron there is called “Gustav”. Pia "
        "Lund, whose novel “The Glass Ferry” sold out last year, runs it. “It is not a quiet zone "
        "at all,” Lund said."
    )
    assert contents_and_mentions(text) == [("“It is not a quiet zone at all,”", "Lund")]


def test_paragraph_without_a_cue_continues_the_quote():
    """A quoted paragraph after another has no source mention of its own."""
    text = (
        "“The bridge holds,” said Ann Lindqvist.\n\n“We have looked at it for three weeks, and "
        "there is nothing wrong with it.”"
    )
    assert [one.kind for one in attributions(text)] == ["direct", "direct"]
    assert contents_and_mentions(text)[1][1] == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('""~', id="empty marks"),
        pytest.param('"Nils."\n\n"Why."', id="two words"),
        pytest.param("“", id="one mark"),
        pytest.param('“”‘’«»"', id="only marks"),
        pytest.param('"' * 300, id="300 marks"),
        pytest.param("", id="empty"),
        pytest.param(" \n\n \n", id="blank"),
        pytest.param("🌊🌊🌊 🌊 “🌊” 🌊\n\n🌊", id="emoji"),
        pytest.param("“a ” " * 5000, id="5,000 pairs"),
        pytest.param("“The dam. " * 500, id="all unclosed"),
    ],
)
def test_odd_texts_do_not_crash(text):
    """Fragments, emoji and thousands of marks give no empty quotes."""
    for one in attributions(text):
        assert cut(text, one.content).strip(" “”\"'«»‘’…")


def test_person_named_in_a_quote_is_not_its_source():
    """A person named in the quoted words is not their source."""
    text = (
        '"Papa, the boat that Tomas built is gone," sighed Greta Holm. "Tomas would have wept," '
        "she added."
    )
    assert contents_and_mentions(text) == [
        ('"Papa, the boat that Tomas built is gone,"', "Greta Holm"),
        ('"Tomas would have wept,"', "she"),
    ]


def test_signatures_and_lead_ins():
    """A dash and a name after the words, or a line before them, name the source."""
    text = (
        "The Harbour Board of Lindo named a new pilot on Thursday.\n\n“Ada knows every rock in "
        "this bay.” —Commissioner Rune Falk\n\nFrom the head of the board, Oona Prill:\n\n“She "
        "starts on Monday, and we are glad of it.”"
    )
    quoted = [row for row in contents_and_mentions(text) if row[0].startswith("“")]
    assert quoted == [
        ("“Ada knows every rock in this bay.”", "Commissioner Rune Falk"),
        ("“She starts on Monday, and we are glad of it.”", "the head of the board, Oona Prill"),
    ]


def test_not_stays_in_the_quote():
    """A content keeps its “not”, and a content without it does not get one."""
    text = (
        "The mine “will not reopen,” owner Kai Brandt said on Friday. A week before, board member "
        "Eva Noor had told the town that it “will reopen” in spring."
    )
    found = {mention: content for content, mention in contents_and_mentions(text)}
    assert "“will not reopen,”" in found["owner Kai Brandt"]
    assert "“will reopen”" in found["board member Eva Noor"]


SEED = Path(__file__).parents[3] / "seeds" / "000_3a7bb6743091d24e.txt"


@pytest.mark.parametrize(
    ("words", "mention", "cue"),
    [
        ("urgent action", "Kerry", "urged"),
        ("international leadership", "He", "stressed"),
        ("international issue", "Kerry", "emphasized"),
        ("threat to humanity as a whole.", "Kerry", "emphasized"),
        ("global leadership,", "Kerry", "underscored"),
        ("Our hope now is", "He", "remarked"),
        ("real differences", "He", "acknowledging"),
        ("old friend,", "Wang", "referring"),
        ("Cooperation on climate change", "Wang", "stating"),
        ("sound, stable, and sustainable", "He", "emphasized"),
        ("daunting challenge,", "who", "described"),
        ("China, the United States, and indeed", "who", "highlighting"),
        ("climate change is a common challenge", "the official Chinese side", "stated"),
        ("We recognize from experience", "Kerry", "said"),
        ("highest temperature ever recorded", "researcher Qin Chen", "according to"),
        (
            "every country, including China",
            "White House National Security Advisor Jake Sullivan",
            "stated",
        ),
    ],
)
def test_quotes_of_the_sample(words, mention, cue):
    """Each quoted passage of the sample article has its cue and source mention."""
    text = SEED.read_text(encoding="utf-8")
    (one,) = [found for found in sample() if f'"{words}' in cut(text, found.content)]
    assert (cut(text, one.mention), cut(text, one.cue)) == (mention, cue)


@cache
def sample():
    return attributions(SEED.read_text(encoding="utf-8"))
