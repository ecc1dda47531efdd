"""Indirect speech and thought, with source mention and cue."""

import pytest

from tests.support.parsing import attributions, contents_and_mentions, cut

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


@pytest.mark.parametrize(("text", "content", "mention"), INDIRECT)
def test_indirect(text, content, mention):
    """Each form of indirect speech gives its content and source mention."""
    rows = dict(contents_and_mentions(text))
    assert content in rows, rows
    assert rows[content] == mention


@pytest.mark.parametrize(("text", "content", "mention"), THOUGHT)
def test_thought(text, content, mention):
    """Thoughts and feelings are found like speech."""
    rows = dict(contents_and_mentions(text))
    assert content in rows, rows
    assert rows[content] == mention


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
    """Cues of saying and of thinking have different classes."""
    assert [one.cue_class for one in attributions(text)] == [expected]


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
    """The cue includes auxiliaries, negation and preposition."""
    assert cut(text, attributions(text)[0].cue) == expected


def test_indirect_speech_without_that():
    """Indirect speech is found with and without “that”, and ends before narration."""
    text = (
        "Mayor Ruth Oren said the bridge would open in May. The engineer, Tim Falk, told the "
        "council that it would not. The council voted at nine."
    )
    assert contents_and_mentions(text) == [
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
def test_dateline_is_removed(dateline):
    """A content at the start of a paragraph excludes the dateline."""
    text = f"{dateline}The Ostley library will close on Sundays, Dev Patelson said."
    assert contents_and_mentions(text) == [
        ("The Ostley library will close on Sundays", "Dev Patelson")
    ]


def test_name_before_a_dash_is_no_dateline():
    """A name before a dash stays in the content if it belongs to the sentence."""
    text = "Ostley — a fine town — will close the library on Sundays, Dev Patelson said."
    ((content, _),) = contents_and_mentions(text)
    assert content == "Ostley — a fine town — will close the library on Sundays"
