"""How commands speak: data on stdout, narration and the bar on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

BAR_WIDTH = 24


def print_json(record: Mapping[str, object]) -> None:
    """Print one object on a line of its own, at once."""
    print(json.dumps(record, ensure_ascii=False), flush=True)


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
