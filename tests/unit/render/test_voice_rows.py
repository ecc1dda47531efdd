"""The rows of who is heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.voices import VoiceCount, VoiceField
from tui.render.record.voice_rows import VoiceRow, voice_row


@pytest.mark.parametrize("width", range(40, 161, 4))
@pytest.mark.parametrize("name", ["Ana Pell", "The Northsound Association of Lighthouse Keepers"])
def test_longest_bar_leaves_room_for_the_words_beside_it(width: int, name: str) -> None:
    count = VoiceCount(name, quotes=12_345, articles=9_876, first=1_234, last=2_345)
    (line,) = voice_row(VoiceRow("speaker", "count", count, name, 20_000, 12_345), width)
    assert line.cell_length <= width
    noun = " articles" if width >= 96 else ""
    assert width < 76 or line.plain.endswith(f"first voice in 1,234{noun}, last in 2,345")


FIRST_AND_LAST = [
    pytest.param(3, 1, "first voice in 3 articles, last in 1", id="both"),
    pytest.param(1, 0, "first voice in 1 article", id="only first"),
    pytest.param(0, 2, "last voice in 2 articles", id="only last"),
    pytest.param(0, 0, "", id="neither"),
]


@pytest.mark.parametrize(("first", "last", "expected"), FIRST_AND_LAST)
def test_speaker_who_is_never_first_or_last_is_not_said_to_be(
    first: int, last: int, expected: str
) -> None:
    count = VoiceCount("Ana Pell", quotes=5, articles=4, first=first, last=last)
    row = VoiceRow("speaker", "count", count, "Ana Pell", 20, 10)
    assert row.details == expected
    assert row.summary == " · ".join(filter(None, ("Ana Pell", "5 quotes in 4 articles", expected)))
    assert not row.details_in(36).count(" 0")


@pytest.mark.parametrize(("first", "last", "expected"), FIRST_AND_LAST)
@pytest.mark.parametrize("width", [36, 44])
def test_quotes_of_a_search_are_not_said_to_be_the_first_of_their_articles(
    first: int, last: int, expected: str, width: int
) -> None:
    count = VoiceCount("Ana Pell", quotes=5, articles=4, first=first, last=last)
    row = VoiceRow("speaker", "count", count, "Ana Pell", 20, 10)
    found = replace(row, is_searched=True)
    assert found.details == expected.replace("voice", "found")
    assert found.details_in(width) == row.details_in(width).replace("voice", "found")


HEADED = [
    pytest.param("speaker", 50, True, id="speakers in a narrow window"),
    pytest.param("source", 50, True, id="outlets in a narrow window"),
    pytest.param("date", 40, True, id="months in a narrow window"),
    pytest.param("speaker", 75, True, id="one cell too narrow"),
    pytest.param("speaker", 76, False, id="just wide enough"),
    pytest.param("speaker", 120, False, id="a wide window"),
    pytest.param("naming", 50, False, id="rows without details"),
    pytest.param("type", 50, False, id="other rows without details"),
    pytest.param("speaker", 30, False, id="no room to say it"),
]


@pytest.mark.parametrize(("field", "width", "is_cut"), HEADED)
def test_heading_says_that_a_narrow_window_leaves_details_out(
    field: VoiceField, width: int, is_cut: bool
) -> None:
    row = VoiceRow(field, "heading", VoiceCount("", 20), "Speakers (123)", 20, 10)
    (line,) = voice_row(row, width)
    assert ("wider window" in line.plain) is is_cut
    assert line.cell_length <= width
