"""Initials before an answer are no part of it; a bracket may stand between a name and a colon."""

from __future__ import annotations

from tests.support.parsing import shown_quotes


def test_initials_before_an_answer_are_no_part_of_it() -> None:
    text = (
        "An afternoon with Petra Lund\n\nThe composer on rain and her late start\n\n"
        "You began at fifty. Why so late?\n\nPL: I had sheep. They would not listen.\n\n"
        "What do you hear when it rains?\n\nPL: I hear the sea, if it will have me."
    )
    assert shown_quotes(text) == [
        ("I had sheep. They would not listen.", "Petra Lund"),
        ("I hear the sea, if it will have me.", "Petra Lund"),
    ]


def test_a_team_in_brackets_stands_between_a_name_and_a_colon() -> None:
    text = (
        "Torp won.\n\nRune Falk (Vell): “It was offside.”\n\nAna Pell (Torp coach): “It was fine.”"
    )
    assert shown_quotes(text) == [
        ("“It was offside.”", "Rune Falk"),
        ("“It was fine.”", "Ana Pell"),
    ]
