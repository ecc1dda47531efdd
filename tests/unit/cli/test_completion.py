"""The shells complete commands, options and values, each by its own script."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui.cli.main import main

SHELLS = ("bash", "zsh", "fish")
MAX_WAIT = 60.0  # seconds; a busy machine is slow
LINES = [
    pytest.param("onrecord sear", "onrecord search", id="command"),
    pytest.param("onrecord search pier --lim", "onrecord search pier --limit", id="option"),
    pytest.param("onrecord quotes --format m", "onrecord quotes --format md", id="value"),
    pytest.param("onrecord --archive kept verif", "onrecord --archive kept verify", id="archive"),
    pytest.param("onrecord corrections pus", "onrecord corrections push", id="action"),
    pytest.param("onrecord config set the", "onrecord config set theme", id="setting"),
    pytest.param("onrecord config set theme nor", "onrecord config set theme nord", id="theme"),
    pytest.param("onrecord config --completion fi", "onrecord config --completion fish", id="own"),
]
BASH = """
source "$SCRIPT"
COMP_LINE="$LINE" COMP_POINT=${#LINE} COMP_TYPE=9
COMP_WORDS=($LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_python_argcomplete onrecord
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
PS1='ready> ' ; autoload -Uz compinit; compinit -u -d "$SCRIPT.dump"; eval "$(<$SCRIPT)"
keep() { print -r -- "$BUFFER" > "$OUT.new"; command mv "$OUT.new" "$OUT" }
zle -N keep; bindkey '^X' keep
"""


@pytest.fixture
def shell_of(tmp_path, monkeypatch, capsys):
    """Return a function that prepares a shell, and skips the test if it is not installed."""
    program = tmp_path / "bin" / "onrecord"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm")

    def shell_of(name: str) -> Path:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed")
        assert main(["config", "--completion", name]) == 0
        script = tmp_path / "script"
        script.write_text(capsys.readouterr().out)
        return script

    return shell_of


def run(*command: str, **environment: str) -> str:
    """Run a shell and return what it prints."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | environment
    )
    return done.stdout.strip()


def complete_in_zsh(script: Path, line: str) -> str:
    """Type a line and Tab in a terminal, and return the line then."""
    out = script.with_name("out")
    (script.parent / ".zshrc").write_text(ZSH)
    environment = os.environ | {"SCRIPT": str(script), "OUT": str(out)}
    pid, terminal = pty.fork()
    if not pid:
        os.execvpe("zsh", ["zsh", "-i"], environment)
    try:
        shown, until, typed = b"", time.monotonic() + MAX_WAIT, False
        while not out.exists():
            assert time.monotonic() < until, shown
            if select.select([terminal], [], [], 0.05)[0]:
                shown += os.read(terminal, 4096)
            if not typed and b"ready> " in shown:
                os.write(terminal, f"{line}\t\x18".encode())
                typed = True
        return out.read_text().strip()
    finally:
        os.close(terminal)  # which ends the shell
        os.waitpid(pid, 0)


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_bash_completes(shell_of, line, whole):
    script = shell_of("bash")
    found = run("bash", "--norc", "-c", BASH, SCRIPT=str(script), LINE=line)
    assert found == whole.split()[-1]


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_zsh_completes(shell_of, line, whole):
    assert complete_in_zsh(shell_of("zsh"), line) == whole


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_fish_completes(shell_of, line, whole):
    script = shell_of("fish")
    found = run("fish", "--no-config", "-c", f"source {script}; complete --do-complete '{line}'")
    assert found.split("\t")[0] == whole.split()[-1]


@pytest.mark.parametrize("name", SHELLS)
def test_shell_takes_its_script_without_a_message(shell_of, name):
    script = shell_of(name)
    options = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}
    done = subprocess.run(
        [name, options[name], "-n", str(script)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_each_shell_names_the_program(capsys, shell) -> None:
    assert main(["config", "--completion", shell]) == 0
    assert "onrecord" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "completed"), [("onrecord sea", "search"), ("onrecord quotes --sp", "--speaker")]
)
def test_commands_and_options_are_completed(tmp_path, typed, completed) -> None:
    env = {
        "_ARGCOMPLETE": "1", "COMP_LINE": typed, "COMP_POINT": str(len(typed)),
        "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "out"), "HOME": str(tmp_path),
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "tui"], env=env, check=True, timeout=60)
    assert completed in (tmp_path / "out").read_text()
