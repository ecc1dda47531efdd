"""How keys are shown to the user."""

from __future__ import annotations

KEY_LABELS = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "escape": "Esc", "enter": "Enter", "f1": "F1", "f2": "F2",
    "exclamation_mark": "!", "question_mark": "?", "comma": ",", "semicolon": ";",
    "full_stop": ".", "colon": ":", "vertical_line": "|", "backslash": "\\", "slash": "/",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[",
    "right_square_bracket": "]", "apostrophe": "'", "quotation_mark": '"', "asterisk": "*",
    "tilde": "~", "circumflex_accent": "^", "plus": "+", "minus": "-", "equals_sign": "=",
    "at": "@", "number_sign": "#", "dollar_sign": "$", "percent_sign": "%", "ampersand": "&",
    "left_parenthesis": "(", "right_parenthesis": ")", "less_than_sign": "<",
    "greater_than_sign": ">", "underscore": "_", "grave_accent": "`",
}  # fmt: skip
"""What to show for Textual's names of keys."""
SYMBOL_KEYS = tuple(
    name for name, label in KEY_LABELS.items() if len(label) == 1 and label.isascii()
)
"""Textual's names of the keys that type a symbol."""
