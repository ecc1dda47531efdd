"""Themes, and the styles of the text that lists and articles draw.

All colours are defined here; ``onrecord.tcss`` and the widgets refer to them by name.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

SPEAKER_COLOURS = 8

_DARK = {
    "muted": "#9aa3b2", "strong": "#f1f3f6", "rule": "#333a45",
    "person": "#d9c79a", "organisation": "#a4c2de", "place": "#a9cfa4",
    "match-foreground": "#ffe9ae", "match-background": "#55450f",
    "current-foreground": "#14171c", "current-background": "#f0b840",
    "cursor-foreground": "#f1f3f6", "cursor-background": "#2b3441",
    "cursor-idle-background": "#20262f",
    "speaker-1": "#7cc0fa", "speaker-2": "#f3a679",
    "speaker-3": "#86d68f", "speaker-4": "#d3a4f3",
    "speaker-5": "#ecd06f", "speaker-6": "#6ed5cc",
    "speaker-7": "#f597b4", "speaker-8": "#b9c76a",
}  # fmt: skip
_LIGHT = {
    "muted": "#565c65", "strong": "#14161a", "rule": "#d5d0c4",
    "person": "#74550c", "organisation": "#1f5580", "place": "#2a6132",
    "match-foreground": "#3d2f00", "match-background": "#ffe08a",
    "current-foreground": "#ffffff", "current-background": "#8f5a00",
    "cursor-foreground": "#14161a", "cursor-background": "#dfe6ee",
    "cursor-idle-background": "#eeebe2",
    "speaker-1": "#0b5fa5", "speaker-2": "#a0440f",
    "speaker-3": "#1d7034", "speaker-4": "#7a35a6",
    "speaker-5": "#7d5a00", "speaker-6": "#0a6c67",
    "speaker-7": "#ad2b59", "speaker-8": "#566110",
}  # fmt: skip
_ANSI = {
    "muted": "ansi_default", "strong": "ansi_default", "rule": "ansi_default",
    "person": "ansi_yellow", "organisation": "ansi_cyan", "place": "ansi_green",
    "match-foreground": "ansi_yellow", "match-background": "ansi_default",
    "current-foreground": "ansi_bright_yellow", "current-background": "ansi_default",
    "cursor-foreground": "ansi_default", "cursor-background": "ansi_default",
    "cursor-idle-background": "ansi_default",
    "speaker-1": "ansi_bright_blue", "speaker-2": "ansi_bright_red",
    "speaker-3": "ansi_bright_green", "speaker-4": "ansi_bright_magenta",
    "speaker-5": "ansi_bright_yellow", "speaker-6": "ansi_bright_cyan",
    "speaker-7": "ansi_magenta", "speaker-8": "ansi_blue",
}  # fmt: skip

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
"""The terminal's own 16 colours, also for NO_COLOR."""

THEMES = (DARK, LIGHT, TERMINAL)


def missing_variables(theme: Theme) -> dict[str, str]:
    """Return the variables that onrecord needs and a Textual theme does not define."""
    if theme.ansi:
        return _ANSI
    return _DARK if theme.dark else _LIGHT


STYLES = {
    "plain": "",
    "accent": "$accent",
    "muted": "$muted",
    "strong": "bold $strong",
    "heading": "bold $accent",
    "person": "underline $person",
    "organisation": "italic $organisation",
    "place": "italic underline $place",
    "quote": "",
    "current-quote": "bold",
    "cue": "bold $accent",
    "unknown": "$muted",
    "match": "$match-foreground on $match-background",
    "match-quote": "on $match-background",
    "current": "$current-foreground on $current-background",
    "cursor": "$cursor-foreground on $cursor-background",
    "cursor-idle": "on $cursor-idle-background",
    "selection": "$current-foreground on $current-background",
    **{f"speaker-{number}": f"$speaker-{number}" for number in range(1, SPEAKER_COLOURS + 1)},
}
"""The styles of text in lists and articles, by name."""

ANSI_STYLES = {
    "muted": "dim",
    "unknown": "",
    "quote": "bold",
    "match": "reverse $match-foreground",
    "match-quote": "",
    "current": "bold reverse underline $current-foreground",
    "cursor": "reverse",
    "selection": "reverse",
}
"""Replacements for terminals with few colours or none: attributes in place of colours."""


def style(name: str, ansi: bool) -> str:
    """Return a style in Textual's notation; ``ansi`` is true for the terminal's own colours."""
    return ANSI_STYLES.get(name, STYLES[name]) if ansi else STYLES[name]
