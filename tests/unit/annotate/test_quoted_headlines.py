"""Quoted words in a headline belong to who says them in the article."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes, speakers_of_words

SAID = "“I hit him with a book and he ran to the gate,” said Ana Pell, a nun."
CASES = [
    ("Nun who foiled robbery: ‘I hit him with a book’\n\n" + SAID, "Ana Pell"),
    ("Bishop: “I hit him with a book”\n\nTORP — Bishop Ana Pell spoke. “I hit him with a book and "
     "ran,” she said.", "Ana Pell"),
    ("“I hit him with a book”\n\n" + SAID, "Ana Pell"),
    ("‘I hit him with a book’: Torp woman freed\n\n" + SAID, "Ana Pell"),
    ("Pell: “I hit him with a book”\n\n" + SAID, "Ana Pell"),
    ("“You never hit me with a book, I hit him with a book”\n\nThe Interview\n\n" + SAID,
     "Ana Pell"),
    ("“I hit him with a book”\n\nOld war\n\nRune Falk was asked by Ana Pell what he did.\n\n“I hit "
     "him with a book. He ran to the gate.”\n\nThe hall was silent.", "Rune Falk"),
    ("Rune Falk: “I hit him with a book”\n\nThe hall was full.", "Rune Falk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_a_headline_has_the_speaker_of_the_words_it_repeats(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "I hit him with a book") == speaker


TITLES = [
    "“The Long Afternoon”\n\nThe play opens in May. “It is long,” said Ana Pell.",
    "“Songs of Salt and Rain”\n\nThe record is out. “It is long,” said Ana Pell.",
    "“Salt”\n\nThe film is out. “It is long,” said Ana Pell.",
    "“Torp to Vell”\n\nThe walk is new. “It is long,” said Ana Pell.",
]


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_no_headline_that_somebody_says(text: str) -> None:
    assert [words for words, _ in shown_quotes(text)] == ["“It is long,”"]
