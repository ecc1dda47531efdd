"""Copy text to the system clipboard, and to a file in case that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

TIMEOUT = 2.0  # seconds for a clipboard program
UNSURE = "Some terminals do not copy."


def _programs() -> list[list[str]]:
    """Return the clipboard programs that work in this session, best first."""
    programs = []
    if sys.platform == "darwin":
        programs.append(["pbcopy"])
    if os.environ.get("WAYLAND_DISPLAY"):
        programs.append(["wl-copy"])
    if os.environ.get("DISPLAY"):
        programs += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return programs


def _tmux() -> list[list[str]]:
    """Return the command for tmux's buffer and its terminal, if this session runs in tmux."""
    return [["tmux", "load-buffer", "-w", "-"]] if os.environ.get("TMUX") else []


def fallback_file() -> Path:
    """Return the file that holds the last copied text."""
    import platformdirs  # 20 ms, only needed for copying

    return platformdirs.user_cache_path("onrecord", appauthor=False) / "copied.txt"


def copy(text: str, file: Path | None = None) -> str:
    """Copy text with a clipboard program and to a file; return what became of it, for a message.

    The app also asks the terminal to copy. Terminals do not confirm that, hence the file.
    """
    written = _write(text, file or fallback_file())
    done = [name for name in (_run_first(_tmux(), text), _run_first(_programs(), text)) if name]
    if done:
        return f"copied with {' and '.join(done)}."
    if written is None:
        return f"sent to the terminal. {UNSURE}"
    return f"sent to the terminal and saved in {_short(written)}. {UNSURE}"


def _short(path: Path) -> str:
    """Return a path with ~ for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _run_first(programs: list[list[str]], text: str) -> str | None:
    """Pipe the text to the first program that accepts it, and return its name."""
    for program in programs:
        if shutil.which(program[0]) is None:
            continue
        try:
            # No pipes for the output: xclip keeps running to serve the clipboard.
            subprocess.run(  # noqa: S603
                program,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return program[0]
    return None


def _write(text: str, file: Path) -> Path | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    except OSError:
        return None
    return file
