"""Direct and partly quoted speech, with its source mention."""

import pytest

from tests.support.parsing import contents_and_mentions, shown_quotes

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
        id="continued",
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
        id="reversed guillemets",
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
        id="missing opening mark",
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


@pytest.mark.parametrize(("text", "content", "mention"), DIRECT)
def test_direct(text, content, mention):
    """Each form of direct quote gives its content and source mention."""
    rows = dict(contents_and_mentions(text))
    assert content in rows, rows
    assert rows[content] == mention


@pytest.mark.parametrize(("text", "content", "mention"), MIXED)
def test_mixed(text, content, mention):
    """A partly quoted clause is the content as a whole."""
    rows = dict(contents_and_mentions(text))
    assert content in rows, rows
    assert rows[content] == mention


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Was the tunnel safe?” asked Judge Simone Pratt.", "Simone Pratt"),
        (
            "“Was the tunnel safe?” asked Inspector Ines Duarte of the harbour police.",
            "Ines Duarte",
        ),
        ("“Is the tunnel safe?” asked Councillor Ines Duarte.", "Ines Duarte"),
        ("“Never again!” shouted the crowd.", "the crowd"),
    ],
)
def test_a_name_right_after_quote_and_verb_is_the_subject(text: str, speaker: str) -> None:
    ((_, found),) = shown_quotes(text)
    assert found == speaker
