"""Parse the plainest command lines without argparse, which takes 8 ms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from tui.cli.parsing import READER


def parse_plain(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Return the options of a search for words, or of the reader, with or without --archive.

    They are those that argparse finds. Returns None for any other command line.
    """
    archive, words = None, list(arguments)
    if "--archive" in words[:-1]:
        place = words.index("--archive")
        archive = words[place + 1]
        del words[place : place + 2]
    if any(word.startswith("-") for word in (*words, archive or "")):
        return None
    folder = None if archive is None else Path(archive)
    if not words:
        return SimpleNamespace(archive=folder, command=READER, paths=[])
    if words[0] != "search" or len(words) == 1:
        return None
    return SimpleNamespace(
        archive=folder, command="search", query=words[1:], from_file=None,
        json=False, format="text", limit=None, with_query=False, output=None, force=False,
    )  # fmt: skip
