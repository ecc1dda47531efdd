"""The colours of the reader: its own themes, and what any other theme lacks for it.

Nothing but this file names a colour; ``onrecord.tcss`` speaks of them by name.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

SPEAKERS = 8  # so many speakers of one article can be told apart by colour

_DARK = {
    "muted": "#9aa3b2",
    "strong": "#f1f3f6",
    "rule": "#333a45",
    "person": "#d9c79a",
    "organisation": "#a4c2de",
    "place": "#a9cfa4",
    "match-ink": "#ffe9ae",
    "match-ground": "#55450f",
    "here-ink": "#14171c",
    "here-ground": "#f0b840",
    "cursor-ink": "#f1f3f6",
    "cursor-ground": "#2b3441",
    "cursor-idle-ground": "#20262f",
    "speaker-1": "#7cc0fa",
    "speaker-2": "#f3a679",
    "speaker-3": "#86d68f",
    "speaker-4": "#d3a4f3",
    "speaker-5": "#ecd06f",
    "speaker-6": "#6ed5cc",
    "speaker-7": "#f597b4",
    "speaker-8": "#b9c76a",
}
_LIGHT = {
    "muted": "#565c65",
    "strong": "#14161a",
    "rule": "#d5d0c4",
    "person": "#74550c",
    "organisation": "#1f5580",
    "place": "#2a6132",
    "match-ink": "#3d2f00",
    "match-ground": "#ffe08a",
    "here-ink": "#ffffff",
    "here-ground": "#8f5a00",
    "cursor-ink": "#14161a",
    "cursor-ground": "#dfe6ee",
    "cursor-idle-ground": "#eeebe2",
    "speaker-1": "#0b5fa5",
    "speaker-2": "#a0440f",
    "speaker-3": "#1d7034",
    "speaker-4": "#7a35a6",
    "speaker-5": "#7d5a00",
    "speaker-6": "#0a6c67",
    "speaker-7": "#ad2b59",
    "speaker-8": "#566110",
}
_ANSI = {
    "muted": "ansi_default",
    "strong": "ansi_default",
    "rule": "ansi_default",
    "person": "ansi_yellow",
    "organisation": "ansi_cyan",
    "place": "ansi_green",
    "match-ink": "ansi_yellow",
    "match-ground": "ansi_default",
    "here-ink": "ansi_bright_yellow",
    "here-ground": "ansi_default",
    "cursor-ink": "ansi_default",
    "cursor-ground": "ansi_default",
    "cursor-idle-ground": "ansi_default",
    "speaker-1": "ansi_bright_blue",
    "speaker-2": "ansi_bright_red",
    "speaker-3": "ansi_bright_green",
    "speaker-4": "ansi_bright_magenta",
    "speaker-5": "ansi_bright_yellow",
    "speaker-6": "ansi_bright_cyan",
    "speaker-7": "ansi_magenta",
    "speaker-8": "ansi_blue",
}

DARK = Theme(
    name="onrecord-dark",
    primary="#f0b840",
    secondary="#7cc0fa",
    accent="#f0b840",
    warning="#f3a679",
    error="#f58a8a",
    success="#86d68f",
    foreground="#c8ced8",
    background="#14171c",
    surface="#191d23",
    panel="#20262f",
    variables=_DARK,
)
LIGHT = Theme(
    name="onrecord-light",
    primary="#8f5a00",
    secondary="#0b5fa5",
    accent="#8f5a00",
    warning="#a0440f",
    error="#b3261e",
    success="#1d7034",
    foreground="#33373d",
    background="#faf8f3",
    surface="#f4f1e9",
    panel="#ece8dd",
    dark=False,
    variables=_LIGHT,
)
TERMINAL = Theme(
    name="onrecord-terminal",
    ansi=True,
    primary="ansi_yellow",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=BUILTIN_THEMES["ansi-dark"].variables
    | _ANSI
    | {"screen-selection-background": "ansi_yellow", "screen-selection-foreground": "ansi_black"},
)
"""For terminals of 16 colours, and for NO_COLOR: the colours that the terminal itself has."""

THEMES = (DARK, LIGHT, TERMINAL)


def missing_variables(theme: Theme) -> dict[str, str]:
    """The reader's own colours for a theme that does not define them."""
    if theme.ansi:
        return _ANSI
    return _DARK if theme.dark else _LIGHT


INKS = {
    "plain": "",
    "accent": "$accent",
    "muted": "$muted",
    "strong": "bold $strong",
    "heading": "bold $accent",
    "person": "underline $person",
    "organisation": "italic $organisation",
    "place": "italic underline $place",
    "quote": "",
    "quote-here": "bold",
    "cue": "bold $accent",
    "unknown": "$muted",
    "match": "$match-ink on $match-ground",
    "match-quote": "on $match-ground",
    "here": "$here-ink on $here-ground",
    "cursor": "$cursor-ink on $cursor-ground",
    "cursor-idle": "on $cursor-idle-ground",
    "selection": "$here-ink on $here-ground",
    **{f"speaker-{number}": f"$speaker-{number}" for number in range(1, SPEAKERS + 1)},
}
"""What the lines of lists and of the page are drawn in."""

FEW_COLOURS = {
    "muted": "dim",
    "unknown": "",
    "quote": "bold",
    "match": "reverse $match-ink",
    "match-quote": "",
    "here": "bold reverse underline $here-ink",
    "cursor": "reverse",
    "selection": "reverse",
}
"""Where colours are few, or none, the shape of the letters says what a hue said."""


def ink(name: str, ansi: bool) -> str:
    """The description of an ink in terms of the theme, for a theme of few colours or of many."""
    return FEW_COLOURS.get(name, INKS[name]) if ansi else INKS[name]
