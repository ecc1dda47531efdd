"""How commands speak: data on stdout, narration and the bar on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from tui.render.sanitize import UNSAFE, safe

BAR_WIDTH = 24


def print_json(record: Mapping[str, object]) -> None:
    """Print one object on a line of its own, at once; what a terminal would obey is escaped."""
    text = json.dumps(record, ensure_ascii=False)
    print(UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text), flush=True)


def say(text: str = "") -> None:
    """Print what articles say, without anything that a terminal would obey."""
    print("\n".join(map(safe, text.split("\n"))), flush=True)


def tell(message: str) -> None:
    """Say something about what is printed."""
    clear_bar()
    # A file may be named so that a terminal would obey it.
    print("".join(c if c.isprintable() else "�" for c in message), file=sys.stderr)


def show_bar(progress: float, count: int) -> None:
    """Draw how much has been dealt with, where a terminal can show it."""
    if sys.stderr.isatty():
        full = round(progress * BAR_WIDTH)
        bar = "━" * full + "─" * (BAR_WIDTH - full)
        print(f"\r{bar} {progress:4.0%}  {count} articles", end="", file=sys.stderr, flush=True)


def clear_bar() -> None:
    """Take the bar away."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
