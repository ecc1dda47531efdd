"""Print results to stdout, and messages and the progress bar to stderr."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Mapping
from io import StringIO, TextIOWrapper

from tui.render.sanitize import UNSAFE, one_line, safe, shorten

BAR_WIDTH = 24
SIMILAR = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
    "…": "...", "·": "-", "━": "=", "─": "-", "\xa0": " ",
}  # fmt: skip


def never_raise_on_output() -> None:
    """Print a similar character for one that the terminal's encoding lacks.

    Where output is closed, as in some schedulers, it is kept nowhere.
    """
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()

    def replace(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        missing = error.object[error.start : error.end]
        return "".join(SIMILAR.get(letter, "?") for letter in missing), error.end

    codecs.register_error("similar", replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="similar")


def print_json(record: Mapping[str, object]) -> None:
    """Print an object on one line and flush; terminal control characters are escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(record, ensure_ascii=not is_unicode)
    print(re.sub(UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text), flush=True)


def print_text(text: str = "") -> None:
    """Print text from articles without terminal control characters."""
    print("\n".join(map(safe, text.split("\n"))), flush=True)


def print_message(message: str) -> None:
    """Print a message to stderr."""
    clear_progress()
    # File names may contain terminal control characters.
    print("".join(c if c.isprintable() else "�" for c in message), file=sys.stderr)


def show_progress(share: float, *details: str) -> None:
    """Draw the progress bar and the details on one line if stderr is a terminal."""
    if sys.stderr.isatty():
        from shutil import get_terminal_size  # 3 ms, only for a progress bar

        full = round(share * BAR_WIDTH)
        bar = "━" * full + "─" * (BAR_WIDTH - full)
        line = f"{bar} {share:4.0%}  {' · '.join(filter(None, details))}"
        width = get_terminal_size().columns - 1
        print(f"\r\x1b[K{shorten(one_line(line), width)}", end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    """Erase the progress bar."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
