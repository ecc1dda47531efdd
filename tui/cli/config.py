"""`onrecord config`: print the path of the settings file, its errors, and a template."""

from __future__ import annotations

from pathlib import Path

from tui.cli.output import print_message
from tui.config import MAX_WIDTH, MIN_WIDTH, Settings, config_path, load
from tui.exit_codes import OK, PARTIAL
from tui.setting_names import valid_names

_TEMPLATE = """\
# The settings of onrecord. They belong in the file
#   {path}
# Each commented line shows a default. Remove the # to change it.

# Theme: {themes}.
# Empty: a theme that suits the terminal.
# theme = ""

# Maximum width of article text in columns, from {min_width} to {max_width}.
# width = {width}

# Date format in strftime notation: "%d.%m.%Y" gives 18.07.2023.
# date = "{date}"

# Citation style: plain, markdown, bibtex, or one of your own templates.
# citation = "{citation}"

# spaCy pipeline for English articles: an installed one such as "en_core_web_lg", or its folder.
# Empty: the small one that onrecord brings along. `onrecord annotate --again` uses it for the
# articles that are already in the archive.
# pipeline = ""

# Your own citation templates. Their fields: {{quote}} {{speaker}} {{cue}} {{how}} {{title}}
# {{source}} {{byline}} {{date}} {{year}} {{url}} {{link}} {{id}}. Empty lines are left out.
# [forms]
# short = "{{quote}} ({{speaker}}, {{source}}, {{date}})"

# Keys. Give an action another key, or several: "f5", ["f5", "ctrl+l"].
# [keys]
"""


def template(path: Path) -> str:
    """Return a settings file in which every setting has its default and is commented out."""
    from tui import keys

    default = Settings()
    text = _TEMPLATE.format(
        path=path, themes=", ".join(valid_names().themes), min_width=MIN_WIDTH,
        max_width=MAX_WIDTH, width=default.width, date=default.date, citation=default.citation,
    )  # fmt: skip
    for id_, action in keys.BY_ID.items():
        given = [f'"{key}"' for key in action.key.split(",")]
        value = given[0] if len(given) == 1 else f"[{', '.join(given)}]"
        name = f'"{id_}"' if "." in id_ else id_
        text += f"# {name} = {value}  # {action.tooltip}\n"
    return text


def config() -> int:
    """Print the template, the path of the settings file, and the errors in it."""
    path = config_path()
    print(template(path), end="")
    _, problems = load(path, valid_names())
    for problem in problems:
        print_message(str(problem))
    print_message(f"Settings file: {path}{'' if path.exists() else ' (does not exist yet)'}")
    return PARTIAL if problems else OK
