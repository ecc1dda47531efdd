"""The themes are readable."""

import pytest
from textual.color import Color

from tui import theme

SPEAKERS = [f"speaker-{number}" for number in range(1, theme.SPEAKER_COLOURS + 1)]
# Every text colour, with the backgrounds behind it.
PAIRS = [
    *(
        (foreground, "background")
        for foreground in ("person", "organisation", "place", "foreground", "error")
    ),
    *(
        (foreground, ground)
        for foreground in ("foreground", "accent", "error")
        for ground in ("background", "panel")
    ),
    *(
        (foreground, ground)
        for foreground in ("muted", "strong", "accent", *SPEAKERS)
        for ground in ("background", "panel", "cursor-background", "cursor-idle-background")
    ),
    ("cursor-foreground", "cursor-background"),
    ("match-foreground", "match-background"),
    ("current-foreground", "current-background"),
]


@pytest.mark.parametrize("each", [theme.DARK, theme.LIGHT], ids=lambda each: each.name)
def test_every_text_colour_has_a_contrast_of_at_least_4_5(each):
    def colour(name):
        return each.variables.get(name) or getattr(each, name)

    poor = {
        pair: round(contrast(colour(pair[0]), colour(pair[1])), 2)
        for pair in PAIRS
        if contrast(colour(pair[0]), colour(pair[1])) < 4.5
    }
    assert not poor


def contrast(foreground: str, ground: str) -> float:
    """Return the contrast ratio by the Web Content Accessibility Guidelines 2.1."""
    lighter, darker = sorted((luminance(foreground), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [value / 255 for value in Color.parse(colour).rgb]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
