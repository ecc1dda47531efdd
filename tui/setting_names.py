"""The names of themes, actions and keys that the settings file may use; needs Textual."""

from __future__ import annotations

from textual.keys import KEY_ALIASES, Keys
from textual.theme import BUILTIN_THEMES

from tui import keys, theme
from tui.config import ValidNames
from tui.key_labels import SYMBOL_KEYS


def valid_names() -> ValidNames:
    """Return the names of themes, actions and keys."""
    return ValidNames(
        themes=[*(each.name for each in theme.THEMES), *BUILTIN_THEMES],
        actions=list(keys.BY_ID),
        keys=[*(key.value for key in Keys), *KEY_ALIASES, *SYMBOL_KEYS],
        conflicts=keys.conflicts,
    )
