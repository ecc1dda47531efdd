"""The settings: read from one file, whose faults are named and stop nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tui import keys
from tui.cli.config import known, template
from tui.cli.main import main
from tui.config import Settings, config_path, load


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings are."""
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def read(file: Path, text: str) -> tuple[Settings, list[str]]:
    file.write_text(text, encoding="utf-8")
    found, complaints = load(file, known())
    return found, [str(complaint).removeprefix(f"{file}") for complaint in complaints]


def test_every_setting_is_read(file: Path) -> None:
    text = """
        theme = "nord"
        width = 60
        date = "%d.%m.%Y"
        citation = "mine"
        [forms]
        mine = "{speaker}: {quote}"
        [keys]
        star = "f5"
        "quote.next" = ["f6", "ctrl+n"]
        find = ","
    """
    assert read(file, text) == (
        Settings(
            "nord", 60, "%d.%m.%Y", "mine", {"mine": "{speaker}: {quote}"},
            {"star": ("f5",), "quote.next": ("f6", "ctrl+n"), "find": ("comma",)},
        ),
        [],
    )  # fmt: skip


FAULTS = {
    "key": ("widht = 60", ":1: There is no setting “widht”; did you mean width?"),
    "theme": ('\ntheme = "norf"', ":2: There is no theme “norf”; did you mean nord?"),
    "too wide": ("width = 900", ":1: width is from 30 to 200; the nearest is 200."),
    "text": ('width = "60"', ":1: width is a whole number, as in width = 76."),
    "truth": ("width = true", ":1: width is a whole number, as in width = 76."),
    "number": ("theme = 3", ":1: 3 is no text: put it in quotation marks."),
    "date": ('date = "%Q"', ":1: “%Q” is no form of a date; %Y-%m-%d is one."),
    "citation": (
        'citation = "bibtx"',
        ":1: There is no form of citation “bibtx”; did you mean b",
    ),
    "field": ('[forms]\nx = "{speker}"', ":2: There is no {speker} to fill in; did you mean {sp"),
    "bracket": ('[forms]\n\nx = "{"', ":3: The form cannot be filled in"),
    "form of nothing": ('[forms]\nx = "none"', ":2: A form names at least one of"),
    "attribute": ('[forms]\nx = "{quote.start}"', ":2: There is no {quote.start}"),
    "action": ('[keys]\nstarr = "f5"', ":2: There is no action “starr”; did you mean star?"),
    "dotted": ('[keys]\n"quote.nxt" = "f5"', ":2: There is no action “quote.nxt”; did you mean q"),
    "bare dotted": ('[keys]\nquote.nxt = "f5"', ":2: There is no action “quote.nxt”"),
    "key of an action": ('[keys]\nstar = "ctrl+entr"', ":2: There is no key “ctrl+entr”"),
    "no key": ("[keys]\nstar = []", ":2: An action needs at least one key."),
    "no table": ('keys = "a"', ":1: keys is a table: put its lines under [keys]."),
    "no TOML": ("width = 60\nwidth", ":2: This is not TOML"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_file_line_and_what_is_valid(file: Path, text: str, said: str) -> None:
    found, complaints = read(file, text)
    assert len(complaints) == 1
    assert complaints[0].startswith(said)
    assert found == Settings()


def test_fault_leaves_the_other_settings_in_force(file: Path) -> None:
    found, complaints = read(file, 'width = 60\ntheme = 1\n[keys]\nstar = "f5"\nx = "f6"')
    assert (found.width, found.keys) == (60, {"star": ("f5",)})
    assert [complaint.split()[0] for complaint in complaints] == [":2:", ":5:"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('star = "/"', [":2: “slash” is a key of find too; give that another one."],
                     id="the key of another"),
        pytest.param('star = "r"\nread = "m"', [], id="two that change places"),
        pytest.param('period = "f"', [], id="another place"),
    ],
)  # fmt: skip
def test_key_that_another_action_has_is_named(file: Path, text: str, said: list[str]) -> None:
    assert read(file, f"[keys]\n{text}")[1] == said


def test_no_key_is_given_twice_by_default() -> None:
    assert (
        keys.conflicts({each: binding.key.split(",") for each, binding in keys.BY_ID.items()}) == []
    )


def test_file_that_is_no_text_is_named(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    found, (complaint,) = load(file)
    assert found == Settings()
    assert "cannot be read" in str(complaint)


def test_no_file_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load(config_path()) == (Settings(), ())


def test_named_file_that_is_missing_is_said(file: Path) -> None:
    assert "no such file" in str(load(file)[1][0])


def test_config_prints_the_path_and_a_file_that_changes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["config"])
    printed = capsys.readouterr().out
    assert str(file) in printed
    assert tomllib.loads(printed) == {}


def test_every_default_that_config_prints_is_the_one_in_force(file: Path) -> None:
    plain = re.sub(r"(?m)^# (?=[\w\".]+ = |\[)", "", template(file))
    found, complaints = read(file, plain)
    assert complaints == []
    assert found.forms.keys() == {"short"}
    assert {name: ",".join(given) for name, given in found.keys.items()} == {
        name: binding.key for name, binding in keys.BY_ID.items()
    }
    assert (found.theme, found.width, found.date, found.citation) == ("", 76, "%Y-%m-%d", "plain")


def test_config_says_what_is_wrong_in_the_file(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("widht = 1")
    assert main(["config"]) == 1
    assert f"{file}:1: There is no setting" in capsys.readouterr().err
