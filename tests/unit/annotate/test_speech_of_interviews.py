"""Who speaks in quotes without a cue: who is asked, who is introduced, whose name stands above."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

QUESTIONS = (
    "{}\n\n{}\n\nYou started late. Why?\n\n“I had four children.”\n\nYour first show sold out.\n\n"
    "“I sold most of it to my aunts.”\n\nAnd now?\n\n“I make ten pots a month.”"
)

SPEAKERS = [
    ("Old war\n\nRune Falk was asked by the moderator, Ana Pell, what he had learned.\n\n“We had "
     "no maps. We were proud.”\n\nThe hall was silent.", "We had no maps", "Rune Falk"),
    ("Old war\n\nThe moderator asked Rune Falk what he had learned.\n\n“We had no maps. We were "
     "proud.”\n\nThe hall was silent.", "We had no maps", "Rune Falk"),
    (QUESTIONS.format("Ten minutes with Ana Pell", "The potter on clay. Interview by Rune Falk."),
     "ten pots a month", "Ana Pell"),
    (QUESTIONS.format("Five questions for Ana Pell", "The potter answers."),
     "I had four children", "Ana Pell"),
    ("How we met\n\nAna Pell, a vet, and Rune Falk, a baker, live in Torp.\n\nAna\n\n“He brought a "
     "dog. It was not his.”\n\nRune\n\n“I ran out of questions. I read them.”",
     "I ran out of questions", "Rune Falk"),
    ("How we met\n\nAna Pell, a vet, and Rune Falk, a baker, live in Torp.\n\nAna\n\n“He brought a "
     "dog. It was not his.”\n\nRune\n\n“I ran out of questions. I read them.”",
     "He brought a dog", "Ana Pell"),
    ("A nun has told of the day.\n\n“The tall one put it on the book. I told him not to.\n\n“Then "
     "the small one shouted. I hit him,” said Ana Pell.", "The tall one", "Ana Pell"),
    ("A nun has told of the day.\n\n“The tall one put it on the book.\n\n“He took it off.\n\n“Then "
     "the small one shouted,” said Ana Pell.", "The tall one", "Ana Pell"),
    # The quote is closed, or nobody is asked.
    ("A nun has told of the day.\n\n“The tall one put it on the book.”\n\n“Then the small one "
     "shouted,” said Ana Pell.", "The tall one", ""),
    ("Rune Falk asked for a map.\n\n“We had no maps. We were proud.”\n\nIt was Ana Pell who spoke.",
     "We had no maps", "Rune Falk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), SPEAKERS)
def test_speech_without_a_cue_has_its_speaker(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker
