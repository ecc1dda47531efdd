"""Copying text out of the terminal, and saying truly where it went."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PATIENCE = 2.0  # seconds that a clipboard program may take


def _programs() -> list[list[str]]:
    """The clipboard programs that can work in this session, by preference."""
    programs = []
    if sys.platform == "darwin":
        programs.append(["pbcopy"])
    if os.environ.get("WAYLAND_DISPLAY"):
        programs.append(["wl-copy"])
    if os.environ.get("DISPLAY"):
        programs += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return [program for program in programs if shutil.which(program[0])]


def fallback_file() -> Path:
    """Where the last copied text is kept."""
    import platformdirs  # 20 ms that a reader who copies nothing does without

    return platformdirs.user_cache_path("onrecord", appauthor=False) / "copied.txt"


def copy(text: str, file: Path | None = None) -> str:
    """Copy text as well as can be done besides asking the terminal; returns where it went.

    A file gets the text in any case, as nobody can know whether a terminal listened.
    """
    kept = _write(text, file or fallback_file())
    for program in _programs():
        try:
            # Its output is not waited for: xclip lives on to serve the clipboard.
            subprocess.run(  # noqa: S603
                program,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return f"In the clipboard, by {program[0]}"
    if kept is None:
        return "Sent to the terminal, which may ignore it"
    return f"In {kept}; also sent to the terminal, which may ignore it"


def _write(text: str, file: Path) -> Path | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    except OSError:
        return None
    return file
