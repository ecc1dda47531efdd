"""`onrecord diff`: show how an article differs from another version or copy."""

from __future__ import annotations

import sys
from pathlib import Path

from index.archive import Archive
from index.article import DiffPiece, Entry
from tui.cli.output import print_json, print_message
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import NO_DATE
from tui.render.sanitize import safe

# Before and after a piece of text, by kind of change.
MARKS = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
COLOURS = {"same": ("", ""), "out": ("\x1b[31;9m", "\x1b[0m"), "in": ("\x1b[32;4m", "\x1b[0m")}


def diff(folder: Path, id: str, other: str, *, as_json: bool) -> int:
    """Print each paragraph that differs, with removed and added words marked."""
    with Archive.open_existing(folder) as archive:
        pair = _pair(archive, id, other)
        if pair is None:
            print_message("This article has no other versions or copies.")
            return PARTIAL
        old, new = pair
        changes = archive.differences(old.id, new.id)
    print_message(f"From {_describe(old)} to {_describe(new)}:")
    for number, pieces in enumerate(changes):
        if as_json:
            print_json(
                {"from": old.id, "to": new.id, "changes": [[p.kind, p.text] for p in pieces]}
            )
        else:
            print(f"{chr(10) if number else ''}{''.join(map(marked, pieces))}")
    if not changes:
        print_message("The text is the same.")
    return OK if changes else PARTIAL


def _pair(archive: Archive, id: str, other: str) -> tuple[Entry, Entry] | None:
    """Return the old and the new article to compare; None if there is only one.

    Without ``other``, the newest version is compared with the one before it, an older version
    with the newest, and an article without versions with its first copy.
    """
    versions = archive.versions(id)
    full_id = archive.full_id(id)
    article = next(entry for entry in versions if entry.id == full_id)
    if other:
        other_id = archive.full_id(other)
        return next(entry for entry in archive.versions(other) if entry.id == other_id), article
    if len(versions) > 1:
        return (versions[1] if article == versions[0] else article), versions[0]
    return next(((copy, article) for copy in archive.copies(id)), None)


def _describe(entry: Entry) -> str:
    """Return source, date and id: “Lindo Courier, 2024-03-05 (3f2a…)”."""
    day = entry.date.isoformat() if entry.date else NO_DATE
    return f"{', '.join(filter(None, (entry.source, day)))} ({entry.id})"


def marked(piece: DiffPiece) -> str:
    """Return a piece of text with its kind marked, in colour on a terminal."""
    before, after = (COLOURS if sys.stdout.isatty() else MARKS)[piece.kind]
    return f"{before}{safe(piece.text)}{after}"
