"""Turns whose labels vary: dashes, time stamps, titles, offices, numbers, letters."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, quotes, shown_quotes

Turns = list[tuple[str, str, str | None]]

# Label, words and speaker of each turn.
TURNS = [
    pytest.param(
        [
            ("Witness 7 — ", "The lights went out.", "Witness 7"),
            ("Counsel for the council (Mr Adebola) — ", "All of them?", "Mr Adebola"),
            ("Witness 7 — ", "All but the fridge.", "Witness 7"),
        ],
        id="a witness with a number, and counsel named in brackets, before dashes",
    ),
    pytest.param(
        [
            ("Witness A — ", "I saw the boat turn.", "Witness A"),
            ("The Coroner — ", "Towards the pier?", "the Coroner"),
            ("Witness A — ", "Towards me.", "Witness A"),
        ],
        id="a witness with a letter",
    ),
    pytest.param(
        [
            ("Ines Marrow – ", "Who moved the statue?", "Ines Marrow"),
            ("Joel Tindall – ", "Nobody moved it.", "Joel Tindall"),
            ("Ines Marrow – ", "It is in the river.", "Ines Marrow"),
        ],
        id="full names before dashes",
    ),
    pytest.param(
        [
            ("Caller 2 – ", "My roof is leaking.", "Caller 2"),
            ("The Mayor (Ada Blum) – ", "Since when?", "Ada Blum"),
            ("Caller 2 – ", "Since you were elected.", "Caller 2"),
        ],
        id="a caller with a number and an office named in brackets",
    ),
    pytest.param(
        [
            ("UNIDENTIFIED FEMALE: ", "It's coming down!", None),
            ("DRAYTON: ", "You can hear the alarm behind us, Priya.", "Owen Drayton"),
            ("PRIYA NAIR, ANCHOR: ", "Come in. Owen Drayton there, in Leith.", "Priya Nair"),
        ],
        id="a broadcast in which nobody speaks twice",
    ),
    pytest.param(
        [
            ("LENA MARSH, HOST: ", "Is it open?", "Lena Marsh"),
            ("COLIN DREW, MAYOR: ", "It is open. It has no roof.", "Colin Drew"),
        ],
        id="one question and one answer with offices in capitals",
    ),
    pytest.param(
        [
            ("00:12 Ivo Brandt: ", "Can you hear me?", "Ivo Brandt"),
            ("00:15 Lucy Amadi: ", "I can see you.", "Lucy Amadi"),
            ("00:18 Brandt: ", "That will do.", "Ivo Brandt"),
        ],
        id="time stamps without brackets",
    ),
    pytest.param(
        [
            ("Interviewer: ", "Where were you born?", "interviewer"),
            ("Teresa Malloy: ", "On a ferry.", "Teresa Malloy"),
            ("Interviewer: ", "Which one?", "interviewer"),
            ("Malloy: ", "It sank.", "Teresa Malloy"),
        ],
        id="a surname that stands in labels only",
    ),
    pytest.param(
        [
            ("Q. ", "State your name, please.", None),
            ("A. ", "Harriet Jane Coldwell.", "Harriet Jane Coldwell"),
            ("Q. ", "And you drove the van?", None),
            ("A. ", "I drove it home.", "Harriet Jane Coldwell"),
        ],
        id="a witness who states a name",
    ),
    pytest.param(
        [
            ("Q. ", "Ms. Tarn, were you in the kitchen?", None),
            ("A. ", "I was.", "Ms Tarn"),
            ("Q. ", "Alone?", None),
            ("A. ", "With a goose.", "Ms Tarn"),
        ],
        id="a witness who is addressed by name",
    ),
    pytest.param(
        [
            ("Q. ", "Did you see Mr. Holm?", None),
            ("A. ", "I did.", None),
            ("Q. ", "Where?", None),
            ("A. ", "On the roof.", None),
        ],
        id="somebody else is named in a question",
    ),
    pytest.param(
        [
            ("Mr. Speaker: ", "Order. The member will sit.", "Mr. Speaker"),
            ("Mrs. Quill: ", "I am sitting.", "Mrs Quill"),
            ("Hon. Members: ", "Oh!", "Hon. Members"),
            ("Mrs. Quill: ", "I was sitting.", "Mrs Quill"),
        ],
        id="the chair and an interjection with titles",
    ),
    pytest.param(
        [
            ("Madam Chair: ", "The item is closed.", "Madam Chair"),
            ("Mr. Fenn: ", "It was never opened.", "Mr Fenn"),
            ("Madam Chair: ", "Then it is closed twice.", "Madam Chair"),
        ],
        id="a title and a surname that speaks once",
    ),
    pytest.param(
        [
            ("REP. DALE KIRBY: ", "Who signed it?", "Dale Kirby"),
            ("SECRETARY ANA WESTLAKE: ", "I signed it.", "Ana Westlake"),
            ("KIRBY: ", "When?", "Dale Kirby"),
        ],
        id="abbreviated offices in capitals",
    ),
    pytest.param(
        [
            ("MR BAKER: ", "I bake.", "Mr Baker"),
            ("MS TANN: ", "I cart.", "Ms Tann"),
            ("MR BAKER: ", "Good.", "Mr Baker"),
        ],
        id="a surname that is also a trade",
    ),
    pytest.param(
        [
            ("Mr. BALT (during the reading). ", "I ask that the reading be stopped.", "Mr Balt"),
            ("The CHAIR. ", "Is there objection?", "the CHAIR"),
            ("Ms. VARN (when her name was called). ", "Present.", "Ms Varn"),
        ],
        id="a record with full stops, notes in brackets and a chair",
    ),
    pytest.param(
        [
            ("Ms. McVANT of North Torp. ", "The bridge is safe.", "McVant of North Torp"),
            ("The SPEAKER pro tempore. ", "Order, order.", "the SPEAKER pro tempore"),
            ("Mr.  O'DREE. ", "It was never safe.", "Mr O'Dree"),
        ],
        id="a record with places, prefixes and two spaces",
    ),
    pytest.param(
        [
            ("Mr BALT: ", "The bridge is safe, Madam Chair.", "Mr Balt"),
            ("The CHAIR: ", "Is there objection?", "the CHAIR"),
            ("Mr BALT: ", "I object.", "Mr Balt"),
        ],
        id="a chair who is not the member before",
    ),
    pytest.param(
        [
            (">> MARA DOLL: ", "Is the lake safe?", "Mara Doll"),
            (">> FINN OSK: ", "Not yet. Boil it.", "Finn Osk"),
            (">> MARA DOLL: ", "And after that?", "Mara Doll"),
        ],
        id="captions",
    ),
    pytest.param(
        [
            ("Mara Doll  0:05\n", "Is the lake safe?", "Mara Doll"),
            ("Finn Osk  [00:12]\n", "Not yet. Boil it.", "Finn Osk"),
            ("Mara Doll  1:02\n", "And after that?", "Mara Doll"),
        ],
        id="names and times on lines of their own",
    ),
    pytest.param(
        [
            ("Speaker 1: ", "Is the lake safe?", "Speaker 1"),
            ("Speaker 2: ", "Not yet. Boil it.", "Speaker 2"),
            ("Speaker 1: ", "And after that?", "Speaker 1"),
        ],
        id="numbered speakers, one of whom speaks once",
    ),
    pytest.param(
        [
            ("The First Deputy Chairman: ", "I call Ms Brask.", "the First Deputy Chairman"),
            ("Ms Brask: ", "The piers are cracked.", "Ms Brask"),
            ("Several hon. Members: ", "Hear, hear!", "several hon. Members"),
            ("Ms Brask: ", "They were cracked in May.", "Ms Brask"),
        ],
        id="an office and a cry that come once",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        ["Mr. Q. Byrum Hunt wrote.", "Mr. T. was late.", "Mr. Q. Byrum Hunt left."],
        id="names with initials after a title",
    ),
    pytest.param(
        ["Sunday 10:30 Mass.", "Monday 18:00 Choir.", "Sunday 18:00 Mass."], id="a timetable"
    ),
    pytest.param(["Runner 1: 12.4", "Runner 2: 12.9", "Runner 1: 11.8"], id="numbered results"),
    pytest.param(["Serves: 4", "Prep: 20 minutes", "Cook: 1 hour"], id="a recipe"),
    pytest.param(["Dr Pepper: £2.", "Mr Whippy: £3.", "Dr Pepper: two for £3."], id="prices"),
    pytest.param(
        ["PARIS — The strike goes on.", "LONDON — It is over.", "PARIS — It goes on."],
        id="places before dashes",
    ),
    pytest.param(
        ["Ines Marrow – Joel Tindall 1–0", "Joel Tindall – Ada Blum 0–1", "Ines Marrow – Bye"],
        id="results of games",
    ),
    pytest.param(
        ["Witness 1 — a baker", "Witness 2 — a clerk", "Witness 1 — a nurse"],
        id="a list of witnesses",
    ),
    pytest.param(
        ["Founded — 1902", "Members — 44", "Motto — Row quietly."], id="facts before dashes"
    ),
    pytest.param(
        ["LEEDS, YORKSHIRE: A man was held.", "TORP, NORWAY: A bridge was closed."],
        id="places in capitals with a county",
    ),
    pytest.param(
        ["BEST ACTOR, DRAMA: Ivo Brandt.", "BEST SONG, FILM: Lucy Amadi."], id="awards in capitals"
    ),
    pytest.param(
        ["Part 1: The river rose.", "Part 2: The town moved.", "Part 1: The river rose again."],
        id="numbered parts",
    ),
    pytest.param(
        ["STEP 1: Warm the milk.", "STEP 2: Add the salt.", "STEP 1: Repeat it."],
        id="numbered steps in capitals",
    ),
    pytest.param(
        ["Team A — Torp, Holm, Falk.", "Team B — Lund, Berg.", "Team A — won by two."],
        id="teams with letters",
    ),
    pytest.param(
        ["Mr Darcy: Ivo Brandt", "Mrs Bennet: Lucy Amadi", "Mr Darcy (old): Paul Meers"],
        id="a cast with titles",
    ),
]


@pytest.mark.parametrize("turns", TURNS)
def test_turns_have_the_speaker_of_their_label(turns: Turns) -> None:
    """Each turn has the fullest name of its label, or the office, or nobody."""
    text = "\n\n".join(label + words for label, words, _ in turns)
    assert shown_quotes(text) == [(words, speaker) for _, words, speaker in turns]


@pytest.mark.parametrize("lines", LOOK_ALIKES)
def test_lists_are_no_turns(lines: list[str]) -> None:
    """Lines that only look like labels and turns are nobody's words."""
    assert shown_quotes("\n\n".join([*lines, "The fair was long."])) == []


@pytest.mark.parametrize("label", ["Mr. Speaker", "WITNESS 3", "SEVERAL VOICES", "Narrator"])
def test_labels_without_a_name_are_unnamed(label: str) -> None:
    """A label that only says in which role somebody speaks gives an unnamed speaker."""
    text = f"{label}: It rains.\n\nIDA MOLL: It pours.\n\n{label}: It is dry here."
    assert [quote.named for quote in quotes(text)] == [False, True, False]


def test_letters_of_a_hearing_are_no_initials() -> None:
    """“A.” before an answer is no part of the name in the answer."""
    text = "Q. State your name.\n\nA. Harriet Jane Coldwell.\n\nQ. And your trade?"
    assert "Harriet Jane Coldwell" in [entity.name for entity in entities(text)]
