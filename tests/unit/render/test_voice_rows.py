"""The rows of who is heard."""

from __future__ import annotations

import pytest

from index.voices import VoiceCount
from tui.render.record.voice_rows import VoiceRow, voice_row


@pytest.mark.parametrize("width", range(40, 161, 4))
@pytest.mark.parametrize("name", ["Ana Pell", "The Northsound Association of Lighthouse Keepers"])
def test_longest_bar_leaves_room_for_the_words_beside_it(width: int, name: str) -> None:
    count = VoiceCount(name, quotes=12_345, articles=9_876, first=1_234, last=2_345)
    (line,) = voice_row(VoiceRow("speaker", "count", count, name, 20_000, 12_345), width)
    assert line.cell_length <= width
    noun = " articles" if width >= 96 else ""
    assert width < 76 or line.plain.endswith(f"first voice in 1,234{noun}, last in 2,345")
