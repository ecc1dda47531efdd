"""`onrecord config`: print the path of the settings file, its errors, and a template."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from index.archive import Models
from index.errors import OnRecordError
from tui.cli.output import print_message
from tui.config import MAX_WIDTH, MIN_WIDTH, Settings, line_number, load
from tui.exit_codes import OK, PARTIAL
from tui.folders import config_path
from tui.setting_names import valid_names
from tui.sharing.citation import BUILT_IN_STYLES

VALUE = re.compile(r"""=\s*("[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]|[^\s#]*)""")
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

# Citation style: plain, context (plain with the sentences around the quote), markdown, bibtex,
# or one of your own templates.
# citation = "{citation}"

# spaCy pipeline for English articles: an installed one such as "en_core_web_lg", or its folder.
# Empty: the small one included with onrecord. `onrecord annotate --again` applies it to the
# articles that are already in the archive.
# pipeline = ""

# Your own citation templates. Their fields: {{quote}} {{speaker}} {{cue}} {{how}} {{title}}
# {{source}} {{byline}} {{date}} {{year}} {{url}} {{link}} {{id}}
# {{context}}, the sentences around the quote. Empty lines are left out.
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


def run(options: SimpleNamespace) -> int:
    """Run `onrecord config`; raises OnRecordError."""
    match options.change:
        case [] if options.completion:
            return completion(options.completion)
        case [] if options.init:
            return init()
        case []:
            return config()
        case ["set", name, value] if not options.init:
            return set_value(name, value)
    raise OnRecordError("Usage: onrecord config, config --init, or config set NAME VALUE.")


def config() -> int:
    """Print the template, the path of the settings file, and the errors in it."""
    path = config_path()
    print(template(path), end="")
    _, problems = load(path, valid_names())
    for problem in problems:
        print_message(str(problem))
    print_message(f"Settings file: {path}{'' if path.exists() else ' (does not exist yet)'}")
    return PARTIAL if problems else OK


def init() -> int:
    """Create the settings file from the template, unless it exists."""
    from tui.sharing.export import write_file

    path = config_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, [template(path)], overwrite=False)
    except FileExistsError:
        print_message(f"Settings file: {path} already exists. Nothing was changed.")
        return OK
    except OSError as error:
        raise OnRecordError(f"{path} cannot be written: {error.strerror}.") from error
    print_message(f"Settings file: {path} created. Remove a # to change a setting.")
    return OK


def set_value(name: str, value: str) -> int:
    """Change one setting in the file and keep the rest; raises OnRecordError."""
    from tui.sharing.export import write_file

    path = config_path()
    if name in ("keys", "forms"):
        each = "keys.search" if name == "keys" else "forms.short"
        raise OnRecordError(f"{name} has several values. Set each, as in: config set {each} VALUE")
    if name == "pipeline":
        Models(value).annotated_by()  # raises ArchiveError if it is not installed
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        is_number = isinstance(getattr(Settings(), name, ""), int) and value.isdecimal()
        given = value if is_number else json.dumps(value, ensure_ascii=False)
        changed = _with_setting(text, name, given)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8") as trial:
            trial.write(changed)
            trial.flush()
            _, problems = load(Path(trial.name), valid_names())
        known = {problem.message for problem in load(path, valid_names())[1]}
        for problem in problems:
            if problem.message not in known:
                raise OnRecordError(f"Nothing was changed. {problem.message}")
        file = path.resolve()  # which may be elsewhere, as with other people's dotfiles
        mode = file.stat().st_mode if file.exists() else None
        write_file(file, [changed], overwrite=True)  # completely or not at all
        if mode:
            file.chmod(mode)
    except (OSError, UnicodeDecodeError) as error:
        raise OnRecordError(f"{path} cannot be changed: {error}") from error
    print_message(f"{name} is now {value or 'empty'} in {path}")
    return OK


def _with_setting(text: str, name: str, value: str) -> str:
    """Return the text of a settings file in which a setting has a value."""
    lines = text.split("\n")
    if number := line_number(lines, name):
        lines[number - 1] = VALUE.sub(lambda _: f"= {value}", lines[number - 1], count=1)
        return "\n".join(lines)
    table, _, key = name.partition(".")
    header = line_number(lines, table) if key else 0
    if header and lines[header - 1].lstrip().startswith("["):
        lines.insert(header, f"{json.dumps(key) if '.' in key else key} = {value}")
        return "\n".join(lines)
    first = re.search(r"^\[", text, re.MULTILINE)
    top, rest = (text[: first.start()], text[first.start() :]) if first else (text, "")
    default = re.compile(rf"^#\s*{re.escape(name)}\s*{VALUE.pattern}", re.MULTILINE)
    if default.search(top):  # in a comment of the template
        return default.sub(lambda _: f"{name} = {value}", top, count=1) + rest
    gap = "" if not top or top.endswith("\n") else "\n"
    return f"{top}{gap}{name} = {value}\n{rest}"


def completion(shell: str) -> int:
    """Print what the shell needs to complete commands and options."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["onrecord"], shell=shell))
    return OK


def complete_setting(words: Sequence[str]) -> Sequence[str]:
    """Return what may follow “set”, the name of a setting and so on; nothing if it is free."""
    match [*words]:
        case []:
            return ("set",)
        case ["set"]:
            return Settings._fields
        case ["set", "theme"]:
            return [*valid_names().themes]
        case ["set", "citation"]:
            return [*BUILT_IN_STYLES]
    return ()
