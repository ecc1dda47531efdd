"""Husbands, wives, couples, “my barber” and “chairman” mean whom the article says."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

COUPLE = "Walter and Joan Cribb have kept the inn for 51 years. Their son Neil Cribb is a cook.\n\n"
SPEAKERS = [
    (
        f"{COUPLE}“He gives it away,” says Mrs Cribb.\n\n“She weighs the shell,” says her husband.",
        "weighs the shell",
        "Walter Cribb",
    ),
    (
        f"{COUPLE}“She weighs the shell,” says Mr Cribb.\n\n“He gives it away,” says his wife.",
        "gives it away",
        "Joan Cribb",
    ),
    (
        "Ann Lee and Tim Falk met at sea. The couple married on Saturday. “We never got the "
        "money,” they said.",
        "never got the money",
        "Ann Lee; Tim Falk",
    ),
    (
        "Chairman Hilary Boon had no idea. “It is a shed,” she said.",
        "It is a shed",
        "Hilary Boon",
    ),
    ("The chairman, Tim Falk, rose. “It is a shed,” he said.", "It is a shed", "Tim Falk"),
    (
        "Vice-chairman Maria Falk rose with Peter Lee. “It is a shed,” she said.",
        "It is a shed",
        "Maria Falk",
    ),
    (
        "The minister conceded on Monday that the road was not ready.\n\nAyesha Karim, who became "
        "minister in January, blamed newts. Tobias Renfrew, a farmer, laughed.",
        "the road was not ready",
        "Ayesha Karim",
    ),
    (
        "Shares in Pellier fell after the biscuit maker warned that cocoa was dear.",
        "cocoa was dear",
        "Pellier",
    ),
    (
        "Shares in Pellier fell on Monday. The FTSE 250 group said profits were flat.",
        "profits were flat",
        "Pellier",
    ),
]
NOBODY = [
    ("I asked my barber whether he would vote. “For what?” he said.", "For what", ""),
    (
        "Joan Cribb came with Peter Lee and Tim Falk. “She weighs it,” says her husband.",
        "weighs it",
        "",
    ),
    ("The couple came. “We never got the money,” they said.", "never got the money", ""),
    ("The minister said that the road was closed.", "the road was closed", ""),
    ("It rained in Pellier. The biscuit maker warned that cocoa was dear.", "cocoa was dear", ""),
]


@pytest.mark.parametrize(("text", "words", "speaker"), SPEAKERS + NOBODY)
def test_the_speaker_is_whom_the_article_says(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker
