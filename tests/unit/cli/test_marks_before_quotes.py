"""Below a quote stands its cue only if it is a word: no colon or dash in its place."""

from __future__ import annotations

import pytest

from tui.render.phrases import shown_cue


@pytest.mark.parametrize(
    ("cue", "shown"),
    [
        (":", ""), ("", ""), ("—", ""), (" : ", ""), ("–", ""), ("“", ""),
        ("said", "said"), ("according to", "according to"), ("told: ", "told: "), ("é", "é"),
    ],
)  # fmt: skip
def test_cue_without_letters_is_not_shown(cue: str, shown: str) -> None:
    assert shown_cue(cue) == shown
