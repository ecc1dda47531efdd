"""Take a picture of a terminal in which commands are run."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
from collections.abc import Iterable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tui.cli.main import main

WIDTH = 110
HOME = "/home/ida/archive"  # in place of the folder of the archive


def take_terminal_picture(file: Path, commands: Iterable[str], archive: Path) -> None:
    """Run commands in the folder of an archive, each as it is typed, and save what they print."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True,
        color_system="truecolor",
    )  # fmt: skip
    os.environ["ONRECORD_ARCHIVE"] = str(archive)
    for command in commands:
        with chdir(archive):
            printed, code = _run(shlex.split(command))
        for path in (str(archive), str(archive).replace("_", r"\_")):
            printed = printed.replace(path, HOME)
        console.print(Text(command, style="bold"))
        console.print(Text(printed.rstrip("\n")))
        console.print(Text(f"exit code {code}\n", style="dim"))
    console.save_svg(str(file), title="")


def _run(command: list[str]) -> tuple[str, int]:
    if command[0] != "onrecord":
        found = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        return found.stdout, found.returncode
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = main(command[1:])
    return printed.getvalue(), code
