"""``onrecord config``: where the settings are, what is wrong in them, a file to start from."""

from __future__ import annotations

from pathlib import Path

from tui.config import WIDTHS, ConfigProblem, Settings, ValidNames, config_path, load
from tui.exit_codes import OK, PARTIAL

_TOP = """\
# The settings of onrecord. The file is
#   {path}
# Every line that begins with # says what holds without it; take the # away to change it.

# The colours: {themes}.
# Empty: those that suit the terminal.
# theme = ""

# How many columns a line of an article takes at most, from {least} to {most}.
# width = {width}

# How days are written, in the letters of strftime: "%d.%m.%Y" is 18.07.2023.
# date = "{date}"

# How a copied quote is cited: plain, markdown, bibtex, or one of your own forms.
# citation = "{citation}"

# Your own forms. They may have {{quote}} {{speaker}} {{cue}} {{how}} {{title}} {{source}}
# {{byline}} {{date}} {{year}} {{url}} {{link}} {{id}}; lines that are left empty are left out.
# [forms]
# short = "{{quote}} ({{speaker}}, {{source}}, {{date}})"

# Another key for an action, or several: "f2", ["f2", "ctrl+l"].
# [keys]
"""


def known() -> ValidNames:
    """The themes, actions and keys that a file may name."""
    from textual.keys import KEY_ALIASES, Keys
    from textual.theme import BUILTIN_THEMES

    from tui import keys, theme

    return ValidNames(
        themes=[*(each.name for each in theme.THEMES), *BUILTIN_THEMES],
        actions=list(keys.BY_ID),
        keys=[*(key.value for key in Keys), *KEY_ALIASES, *keys.SYMBOL_KEYS],
        clashes=keys.conflicts,
    )


def settings() -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """The settings of the reader's file, and what is wrong with it."""
    path = config_path()
    return load(path, known() if path.exists() else None)


def template(path: Path) -> str:
    """A file that changes nothing: every setting with its default, behind a sign of a comment."""
    from tui import keys

    default = Settings()
    text = _TOP.format(
        path=path, themes=", ".join(known().themes), least=WIDTHS[0], most=WIDTHS[1],
        width=default.width, date=default.date, citation=default.citation,
    )  # fmt: skip
    for action, binding in keys.BY_ID.items():
        given = [f'"{key}"' for key in binding.key.split(",")]
        value = given[0] if len(given) == 1 else f"[{', '.join(given)}]"
        name = f'"{action}"' if "." in action else action
        text += f"# {name} = {value}  # {binding.tooltip}\n"
    return text


def config(path: Path | None = None) -> int:
    """Print the template, with the path of the file, and say what is wrong in that file."""
    from tui.cli.output import tell

    path = path or config_path()
    print(template(path), end="")
    _, complaints = load(path, known())
    for complaint in complaints:
        tell(str(complaint))
    tell(f"The settings are in {path}" + ("." if path.exists() else ", which is not there yet."))
    return PARTIAL if complaints else OK
