"""Quotes are found with their cues and sources; the model is loaded once for all rows."""

from functools import cache
from pathlib import Path

import pytest

from index.annotate.pipeline import EnglishAnnotator
from index.annotate.quotes import find_quotes


@cache
def annotator():
    return EnglishAnnotator()


def found_in(text):
    return find_quotes(annotator().parse(text))


def cut(text, spans):
    return " … ".join(text[start:end] for start, end in spans)


def rows_of(text):
    return [(cut(text, one.content), cut(text, one.mention)) for one in found_in(text)]


DIRECT = [
    pytest.param(
        "“The bridge holds,” said Ann Lindqvist.",
        "“The bridge holds,”",
        "Ann Lindqvist",
        id="inverted",
    ),
    pytest.param(
        "“The bridge holds,” Ann Lindqvist said.",
        "“The bridge holds,”",
        "Ann Lindqvist",
        id="after",
    ),
    pytest.param(
        "Ann Lindqvist said, “The bridge holds.”",
        "“The bridge holds.”",
        "Ann Lindqvist",
        id="before",
    ),
    pytest.param(
        "Ann Lindqvist said: “The bridge holds.”",
        "“The bridge holds.”",
        "Ann Lindqvist",
        id="colon",
    ),
    pytest.param('"The bridge holds," she said.', '"The bridge holds,"', "she", id="pronoun"),
    pytest.param(
        '"The bridge holds," the mayor told reporters.',
        '"The bridge holds,"',
        "the mayor",
        id="told",
    ),
    pytest.param(
        "“The bridge,” Lindqvist said, “will hold for years.”",
        "“The bridge,” … “will hold for years.”",
        "Lindqvist",
        id="cut by its cue",
    ),
    pytest.param(
        "“The bridge holds,” Lindqvist said. “It always has.”",
        "“The bridge holds,” … “It always has.”",
        "Lindqvist",
        id="goes on",
    ),
    pytest.param(
        "“The bridge holds. It is old. We know it,” Lindqvist said.",
        "“The bridge holds. It is old. We know it,”",
        "Lindqvist",
        id="several sentences",
    ),
    pytest.param(
        "“Does the bridge hold?” Lindqvist asked.",
        "“Does the bridge hold?”",
        "Lindqvist",
        id="question",
    ),
    pytest.param("“It holds!” shouted the engineer.", "“It holds!”", "the engineer", id="shout"),
    pytest.param(
        "“Papa, the boat is gone,” sighed Greta Holm.",
        "“Papa, the boat is gone,”",
        "Greta Holm",
        id="sighed",
    ),
    pytest.param(
        "'The bridge holds,' Lindqvist said.", "'The bridge holds,'", "Lindqvist", id="single marks"
    ),
    pytest.param(
        "‘The bridge holds,’ Lindqvist said.",
        "‘The bridge holds,’",
        "Lindqvist",
        id="curly single marks",
    ),
    pytest.param(
        "«The bridge holds,» Lindqvist said.", "«The bridge holds,»", "Lindqvist", id="guillemets"
    ),
    pytest.param(
        "»The soup is cold,« said the cook, Inger Bahn.",
        "»The soup is cold,«",
        "the cook, Inger Bahn",
        id="guillemets turned round",
    ),
    pytest.param(
        "„The bridge holds,“ Lindqvist said.", "„The bridge holds,“", "Lindqvist", id="low and high"
    ),
    pytest.param(
        "``The bridge holds,'' Lindqvist said.",
        "``The bridge holds,''",
        "Lindqvist",
        id="backticks",
    ),
    pytest.param(
        "''The bridge holds,'' Lindqvist said.",
        "''The bridge holds,''",
        "Lindqvist",
        id="doubled single marks",
    ),
    pytest.param(
        '“The bridge holds," Lindqvist said.', '“The bridge holds,"', "Lindqvist", id="mixed pair"
    ),
    pytest.param(
        'The bridge holds," Lindqvist said.',
        'The bridge holds,"',
        "Lindqvist",
        id="opening mark lost",
    ),
    pytest.param(
        "“He told me, ‘The bridge holds,’ and left,” Lindqvist said.",
        "“He told me, ‘The bridge holds,’ and left,”",
        "Lindqvist",
        id="nested",
    ),
    pytest.param(
        "\"He told me, 'Leave the ropes, they're old.'\" deckhand Ivo Pratt said.",
        "\"He told me, 'Leave the ropes, they're old.'\"",
        "deckhand Ivo Pratt",
        id="nested, closing together",
    ),
    pytest.param(
        "Ann Lindqvist tweeted: “The bridge holds.”",
        "“The bridge holds.”",
        "Ann Lindqvist",
        id="post",
    ),
    pytest.param(
        "“The bridge holds,” Lindqvist wrote in a letter to the council.",
        "“The bridge holds,”",
        "Lindqvist",
        id="letter",
    ),
    pytest.param(
        "She added:\n\n“The bridge holds, and it will hold for as long as we live.”",
        "“The bridge holds, and it will hold for as long as we live.”",
        "She",
        id="paragraph after its cue",
    ),
    pytest.param(
        "“Ada knows every rock in this bay.” —Commissioner Rune Falk",
        "“Ada knows every rock in this bay.”",
        "Commissioner Rune Falk",
        id="signed",
    ),
    pytest.param(
        "“Ada knows every rock in this bay.”\n\n- Rune Falk",
        "“Ada knows every rock in this bay.”",
        "Rune Falk",
        id="signed below",
    ),
    pytest.param(
        "From the head of the board, Oona Prill:\n\n“She starts on Monday, and we are glad of it.”",
        "“She starts on Monday, and we are glad of it.”",
        "the head of the board, Oona Prill",
        id="lead-in",
    ),
    pytest.param(
        "“The bridge holds,” according to Ann Lindqvist.",
        "“The bridge holds,”",
        "Ann Lindqvist",
        id="according to",
    ),
    pytest.param(
        "“The bridge holds,” said Lindqvist, who built it.",
        "“The bridge holds,”",
        "Lindqvist",
        id="relative clause after",
    ),
    pytest.param(
        "“The bridge holds,” said Ann Lindqvist, the mayor of Torp.",
        "“The bridge holds,”",
        "Ann Lindqvist, the mayor of Torp",
        id="appositive",
    ),
    pytest.param(
        "“The bridge holds,” a spokesman for the harbour board said.",
        "“The bridge holds,”",
        "a spokesman for the harbour board",
        id="spokesman",
    ),
    pytest.param(
        "“The bridge holds,” Lindqvist said in an interview on Monday.",
        "“The bridge holds,”",
        "Lindqvist",
        id="interview",
    ),
    pytest.param(
        "“The bridge holds,” Lindqvist replied.", "“The bridge holds,”", "Lindqvist", id="replied"
    ),
    pytest.param("“The bridge holds,” she insisted.", "“The bridge holds,”", "she", id="insisted"),
    pytest.param(
        "Asked about the bridge, Lindqvist said: “It holds, as it always has.”",
        "“It holds, as it always has.”",
        "Lindqvist",
        id="asked about",
    ),
    pytest.param(
        "In a statement, the harbour board said: “The bridge is safe for everyone.”",
        "“The bridge is safe for everyone.”",
        "the harbour board",
        id="statement",
    ),
    pytest.param(
        "“The bridge holds,” said a note that Lindqvist left behind. “I checked it,” she said.",
        "“I checked it,”",
        "she",
        id="second of two",
    ),
    pytest.param(
        "“The bridge holds,” Lindqvist said, adding, “We checked it twice this week.”",
        "“We checked it twice this week.”",
        "Lindqvist",
        id="adding",
    ),
    pytest.param(
        "“No,” Falk said when asked whether the bridge was safe.", "“No,”", "Falk", id="one word"
    ),
    pytest.param(
        "Falk called the bridge “a danger to us all.”",
        "the bridge “a danger to us all.”",
        "Falk",
        id="called",
    ),
    pytest.param(
        "“We are ready. Are you?” asked Captain Amara Diop. “Not yet,” answered the pilot, Jo Roy.",
        "“Not yet,”",
        "the pilot, Jo Roy",
        id="dialogue",
    ),
    pytest.param("“I never saw it,” Falk testified.", "“I never saw it,”", "Falk", id="testified"),
    pytest.param(
        "“This is the end,” Lindqvist warned the council on Tuesday night.",
        "“This is the end,”",
        "Lindqvist",
        id="warned",
    ),
]

MIXED = [
    pytest.param(
        "The mine “will not reopen,” owner Kai Brandt said on Friday.",
        "The mine “will not reopen,”",
        "owner Kai Brandt",
        id="part of a clause",
    ),
    pytest.param(
        "Lindqvist said the bridge was “as safe as a house.”",
        "the bridge was “as safe as a house.”",
        "Lindqvist",
        id="end of a clause",
    ),
    pytest.param(
        "Lindqvist said that it was “a common task” for the whole town.",
        "that it was “a common task” for the whole town",
        "Lindqvist",
        id="middle of a clause",
    ),
    pytest.param(
        "Falk described the plan as a “daunting challenge.”",
        "the plan as a “daunting challenge.”",
        "Falk",
        id="described as",
    ),
    pytest.param(
        "She stressed the need for “patient work.”",
        "the need for “patient work.”",
        "She",
        id="stressed",
    ),
    pytest.param(
        "Brandt vowed to “fight the ruling” in court.",
        "to “fight the ruling” in court",
        "Brandt",
        id="vowed",
    ),
    pytest.param(
        "Noor had told the town that it “will reopen” in spring.",
        "that it “will reopen” in spring",
        "Noor",
        id="told somebody",
    ),
]

INDIRECT = [
    pytest.param(
        "Mayor Ruth Oren said the bridge would open in May.",
        "the bridge would open in May",
        "Mayor Ruth Oren",
        id="said",
    ),
    pytest.param(
        "Ruth Oren said that the bridge would open in May.",
        "that the bridge would open in May",
        "Ruth Oren",
        id="said that",
    ),
    pytest.param(
        "The engineer, Tim Falk, told the council that it would not.",
        "that it would not",
        "The engineer, Tim Falk",
        id="told",
    ),
    pytest.param(
        "The bridge would open in May, Oren said.",
        "The bridge would open in May",
        "Oren",
        id="inverted",
    ),
    pytest.param(
        "The bridge, Oren said, would open in May.",
        "The bridge … would open in May",
        "Oren",
        id="parenthesis",
    ),
    pytest.param(
        "The bridge will open in May, according to the harbour board.",
        "The bridge will open in May",
        "the harbour board",
        id="according to",
    ),
    pytest.param(
        "According to the harbour board, the bridge will open in May.",
        "the bridge will open in May",
        "the harbour board",
        id="according to, first",
    ),
    pytest.param(
        "Oren promised to open the bridge in May.",
        "to open the bridge in May",
        "Oren",
        id="infinitive",
    ),
    pytest.param(
        "Oren refused to say when the bridge would open.",
        "to say when the bridge would open",
        "Oren",
        id="refused to say",
    ),
    pytest.param(
        "Falk denied that he had opened the gate.",
        "that he had opened the gate",
        "Falk",
        id="denied",
    ),
    pytest.param(
        "Falk accused the board of hiding the report.",
        "the board of hiding the report",
        "Falk",
        id="accused of",
    ),
    pytest.param(
        "His claim that the bridge was unsafe surprised the board.",
        "that the bridge was unsafe",
        "His",
        id="noun of saying",
    ),
    pytest.param(
        "Oren asked whether the bridge was safe.",
        "whether the bridge was safe",
        "Oren",
        id="question",
    ),
    pytest.param(
        "Oren wondered why the bridge had failed.", "why the bridge had failed", "Oren", id="why"
    ),
    pytest.param(
        "Oren announced that the ferry would sail again.",
        "that the ferry would sail again",
        "Oren",
        id="announced",
    ),
    pytest.param(
        "The report shows that the bridge is failing.",
        "that the bridge is failing",
        "The report",
        id="report shows",
    ),
    pytest.param(
        "Falk warned that the dam could break.", "that the dam could break", "Falk", id="warned"
    ),
    pytest.param(
        "Falk wrote that the dam could break.", "that the dam could break", "Falk", id="wrote"
    ),
    pytest.param(
        "Falk argued that the town should wait.", "that the town should wait", "Falk", id="argued"
    ),
    pytest.param(
        "In a statement, Brandt said the mine was closed.",
        "the mine was closed",
        "Brandt",
        id="in a statement",
    ),
    pytest.param(
        "She added that the mine was closed.", "that the mine was closed", "She", id="added"
    ),
    pytest.param(
        "They noted that the mine had closed twice before.",
        "that the mine had closed twice before",
        "They",
        id="noted",
    ),
    pytest.param(
        "Officials confirmed that the mine had closed.",
        "that the mine had closed",
        "Officials",
        id="confirmed",
    ),
    pytest.param(
        "The minister suggested that the mine could reopen.",
        "that the mine could reopen",
        "The minister",
        id="suggested",
    ),
    pytest.param(
        "Oren acknowledged that the bridge was late.",
        "that the bridge was late",
        "Oren",
        id="acknowledged",
    ),
    pytest.param(
        "Oren explained how the bridge would be paid for.",
        "how the bridge would be paid for",
        "Oren",
        id="how",
    ),
    pytest.param(
        "A poll found that most people in Lindo want the bridge.",
        "that most people in Lindo want the bridge",
        "A poll",
        id="poll",
    ),
    pytest.param(
        "Brandt, who said the mine was safe, left the room.",
        "the mine was safe",
        "who",
        id="relative",
    ),
    pytest.param(
        "Brandt left the room, saying the mine was safe.",
        "the mine was safe",
        "Brandt",
        id="participle",
    ),
    pytest.param(
        "Brandt predicted the mine would reopen in spring.",
        "the mine would reopen in spring",
        "Brandt",
        id="predicted",
    ),
    pytest.param(
        "The union called for a strike at the mine.",
        "a strike at the mine",
        "The union",
        id="called for",
    ),
    pytest.param("The union criticized the plan.", "the plan", "The union", id="object"),
]

THOUGHT = [
    pytest.param(
        "Oren believes that the bridge will hold.",
        "that the bridge will hold",
        "Oren",
        id="believes",
    ),
    pytest.param("Oren thinks the bridge will hold.", "the bridge will hold", "Oren", id="thinks"),
    pytest.param(
        "Falk hopes that the dam will last.", "that the dam will last", "Falk", id="hopes"
    ),
    pytest.param(
        "Falk fears that the dam will break.", "that the dam will break", "Falk", id="fears"
    ),
    pytest.param(
        "The council agreed that the bridge was needed.",
        "that the bridge was needed",
        "The council",
        id="agreed",
    ),
    pytest.param(
        "She felt that the plan had failed.", "that the plan had failed", "She", id="felt"
    ),
]


def with_kind(rows, kind):
    return [pytest.param(kind, *row.values, id=f"{kind}: {row.id}") for row in rows]


@pytest.mark.parametrize(
    ("kind", "text", "content", "mention"),
    [
        *with_kind(DIRECT, "direct"),
        *with_kind(MIXED, "mixed"),
        *with_kind(INDIRECT, "indirect"),
        *with_kind(THOUGHT, "thought"),
    ],
)
def test_form(kind, text, content, mention):
    """Each form of attribution gives its content and the words of its source."""
    rows = dict(rows_of(text))
    assert content in rows, rows
    assert rows[content] == mention


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The “quiet zone” starts at the second bridge.", id="name of a place"),
        pytest.param("The heron there is called “Gustav”.", id="name of an animal"),
        pytest.param(
            "Pia Lund, whose novel “The Glass Ferry” sold out last year, runs it.", id="title"
        ),
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
def test_no_speech(text):
    """Terms, names and narration are nobody's speech."""
    assert rows_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Oren said the bridge was safe.", "saying", id="said"),
        pytest.param("Oren thinks the bridge is safe.", "thinking", id="thinks"),
        pytest.param("“It holds,” sighed Greta Holm.", "saying", id="sighed"),
        pytest.param("According to Oren, the bridge is safe.", "saying", id="according to"),
        pytest.param("Falk fears that the dam will break.", "thinking", id="fears"),
    ],
)
def test_cue_class(text, expected):
    """Cues of words and cues of thoughts are told apart."""
    assert [one.cue_class for one in found_in(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Oren said the bridge was safe.", "said", id="verb"),
        pytest.param("The bridge is safe, according to Oren.", "according to", id="according to"),
        pytest.param("Oren did not say that the bridge was safe.", "did not say", id="negated"),
        pytest.param("Oren has said that the bridge was safe.", "has said", id="auxiliary"),
    ],
)
def test_cue(text, expected):
    """The cue has its auxiliaries, its negation and its preposition."""
    assert cut(text, found_in(text)[0].cue) == expected


def test_quote_over_paragraphs():
    """A quote over several paragraphs, closed only at the end, is all the speaker's."""
    text = (
        "The dam at Orsk will close on Monday.\n\n“We checked both gates twice,” Mayor Ilse Varga"
        " said. “The first gate holds.\n\n“The second gate does not.\n\n“So we close it.”\n\n"
        "People on Mill Street were told on Friday."
    )
    assert [row for row in rows_of(text) if "gate" in row[0]] == [
        (
            "“We checked both gates twice,” … “The first gate holds. … “The second gate does not."
            " … “So we close it.”",
            "Mayor Ilse Varga",
        )
    ]
    assert not any("Mill" in content or "Monday" in content for content, _ in rows_of(text))


def test_transcript():
    """The turns of a transcript have their labels as sources, and no label within them."""
    text = (
        "Radio Lindo, Morning Hour, transcript\n\nHOST: Good morning. Why is the ferry late?\n\n"
        "ELSA VINT, harbour master: The engine failed at Torp.\n\nIt has failed there before.\n\n"
        "HOST: And the passengers?\n\nVINT: They walked."
    )
    assert rows_of(text) == [
        ("Good morning. Why is the ferry late?", "HOST"),
        ("The engine failed at Torp. … It has failed there before.", "ELSA VINT"),
        ("And the passengers?", "HOST"),
        ("They walked.", "VINT"),
    ]


def test_inches_and_bullets():
    """Inch marks and bullets do not shift the pairs of the marks that follow."""
    text = (
        '» The storm in pictures\n\n» What we know\n\nThe 12" pipe burst at dawn. '
        '"Nobody was hurt," said fire chief Lena Moor. The second pipe, also 12" wide, held.'
    )
    assert rows_of(text) == [('"Nobody was hurt,"', "fire chief Lena Moor")]


def test_guillemets():
    """Guillemets in either direction and with spaces hold whole quotes."""
    text = (
        "« We are ready. Are you? » asked Captain Amara Diop. « Not yet, » answered the pilot, "
        "Jules Marchand.\n\n»The soup is cold,« said the cook, Inger Bahn."
    )
    assert rows_of(text) == [
        ("« We are ready. Are you? »", "Captain Amara Diop"),
        ("« Not yet, »", "the pilot, Jules Marchand"),
        ("»The soup is cold,«", "the cook, Inger Bahn"),
    ]


def test_terms_beside_speech():
    """A term, a name and a title are no quotes even where somebody speaks beside them."""
    text = (
        "The “quiet zone” starts at the second bridge. The heron there is called “Gustav”. Pia "
        "Lund, whose novel “The Glass Ferry” sold out last year, runs it. “It is not a quiet zone "
        "at all,” Lund said."
    )
    assert rows_of(text) == [("“It is not a quiet zone at all,”", "Lund")]


def test_quote_without_a_cue():
    """A paragraph that is all quote after another has no source of its own: it goes on."""
    text = (
        "“The bridge holds,” said Ann Lindqvist.\n\n“We have looked at it for three weeks, and "
        "there is nothing wrong with it.”"
    )
    assert [one.kind for one in found_in(text)] == ["direct", "direct"]
    assert rows_of(text)[1][1] == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('""~', id="empty marks"),
        pytest.param('"Nils."\n\n"Why."', id="two words"),
        pytest.param("“", id="one mark"),
        pytest.param('“”‘’«»"', id="marks alone"),
        pytest.param('"' * 300, id="300 marks"),
        pytest.param("", id="empty"),
        pytest.param(" \n\n \n", id="blank"),
        pytest.param("🌊🌊🌊 🌊 “🌊” 🌊\n\n🌊", id="emoji"),
        pytest.param("“a ” " * 5000, id="5,000 pairs"),
        pytest.param("“The dam. " * 500, id="none closed"),
    ],
)
def test_nothing_breaks(text):
    """Scraps, emoji and thousands of marks give quotes that are not empty, or none."""
    for one in found_in(text):
        assert cut(text, one.content).strip(" “”\"'«»‘’…")


def test_two_quotes_of_one_speaker():
    """A person named within the quoted words is not their source."""
    text = (
        '"Papa, the boat that Tomas built is gone," sighed Greta Holm. "Tomas would have wept," '
        "she added."
    )
    assert rows_of(text) == [
        ('"Papa, the boat that Tomas built is gone,"', "Greta Holm"),
        ('"Tomas would have wept,"', "she"),
    ]


def test_signed_and_led_in():
    """A dash and a name after the words, or a line before them, say whose they are."""
    text = (
        "The Harbour Board of Lindo named a new pilot on Thursday.\n\n“Ada knows every rock in "
        "this bay.” —Commissioner Rune Falk\n\nFrom the head of the board, Oona Prill:\n\n“She "
        "starts on Monday, and we are glad of it.”"
    )
    quoted = [row for row in rows_of(text) if row[0].startswith("“")]
    assert quoted == [
        ("“Ada knows every rock in this bay.”", "Commissioner Rune Falk"),
        ("“She starts on Monday, and we are glad of it.”", "the head of the board, Oona Prill"),
    ]


def test_opposite_quotes():
    """The word “not” of a quote is kept, and a quote without it stays without it."""
    text = (
        "The mine “will not reopen,” owner Kai Brandt said on Friday. A week before, board member "
        "Eva Noor had told the town that it “will reopen” in spring."
    )
    found = {mention: content for content, mention in rows_of(text)}
    assert "“will not reopen,”" in found["owner Kai Brandt"]
    assert "“will reopen”" in found["board member Eva Noor"]


def test_indirect_speech_without_that():
    """Indirect speech is found with and without “that”, and narration after it is not."""
    text = (
        "Mayor Ruth Oren said the bridge would open in May. The engineer, Tim Falk, told the "
        "council that it would not. The council voted at nine."
    )
    assert rows_of(text) == [
        ("the bridge would open in May", "Mayor Ruth Oren"),
        ("that it would not", "The engineer, Tim Falk"),
    ]


DATELINES = (
    "OSTLEY, March 6 — ",
    "OSTLEY (Wire) -- ",
    "LOWER OSTLEY, N.D. - ",
    "Ostley, March 6 — ",
)


@pytest.mark.parametrize("dateline", DATELINES)
def test_dateline_is_not_said(dateline):
    """What is said at the beginning of a paragraph begins after its dateline."""
    text = f"{dateline}The Ostley library will close on Sundays, Dev Patelson said."
    assert rows_of(text) == [("The Ostley library will close on Sundays", "Dev Patelson")]


def test_dash_is_no_dateline():
    """A name before a dash stays in what is said where it is part of the sentence."""
    text = "Ostley — a fine town — will close the library on Sundays, Dev Patelson said."
    ((content, _),) = rows_of(text)
    assert content == "Ostley — a fine town — will close the library on Sundays"


SEED = Path(__file__).parents[2] / "seeds" / "000_3a7bb6743091d24e.txt"


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
    """Each quoted passage of the sample article has its cue and the words of its source."""
    text = SEED.read_text(encoding="utf-8")
    (one,) = [found for found in sample() if f'"{words}' in cut(text, found.content)]
    assert (cut(text, one.mention), cut(text, one.cue)) == (mention, cue)


@cache
def sample():
    return found_in(SEED.read_text(encoding="utf-8"))
