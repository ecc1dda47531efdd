"""What ``onrecord diff`` prints: how an article differs from another version or place of it."""

from __future__ import annotations

import sys
from pathlib import Path

from index.archive import Archive
from index.article import DiffPiece, Entry
from tui.cli.output import print_json, tell
from tui.exit_codes import OK, PARTIAL
from tui.render.sanitize import safe

MARKS = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
COLOURS = {"same": ("", ""), "out": ("\x1b[31;9m", "\x1b[0m"), "in": ("\x1b[32;4m", "\x1b[0m")}


def diff(folder: Path, id: str, other: str, *, as_json: bool) -> int:
    """Print each paragraph that differs, with the words that were taken out and put in."""
    with Archive.open(folder) as archive:
        pair = _pair(archive, id, other)
        if pair is None:
            tell("It is kept in one version and one place only.")
            return PARTIAL
        old, new = pair
        changed = archive.differences(old.id, new.id)
    tell(f"From {_told(old)} to {_told(new)}:")
    for number, pieces in enumerate(changed):
        if as_json:
            print_json(
                {"from": old.id, "to": new.id, "changes": [[p.kind, p.text] for p in pieces]}
            )
        else:
            print(f"{chr(10) if number else ''}{''.join(map(_marked, pieces))}")
    if not changed:
        tell("The words are the same.")
    return OK if changed else PARTIAL


def _pair(archive: Archive, id: str, other: str) -> tuple[Entry, Entry] | None:
    """What to compare: with what was named, else with the version before, else with the original.

    An older version is compared with the newest.
    """
    versions = archive.versions(id)
    full = archive.full_id(id)
    asked = next(entry for entry in versions if entry.id == full)
    if other:
        wanted = archive.full_id(other)
        return next(entry for entry in archive.versions(other) if entry.id == wanted), asked
    if len(versions) > 1:
        return (versions[1] if asked == versions[0] else asked), versions[0]
    return next(((copy, asked) for copy in archive.copies(id)), None)


def _told(entry: Entry) -> str:
    """A place in words: “Lindo Courier, 2024-03-05 (3f2a…)”."""
    day = entry.date.isoformat() if entry.date else "undated"
    return f"{', '.join(filter(None, (entry.source, day)))} ({entry.id})"


def _marked(piece: DiffPiece) -> str:
    before, after = (COLOURS if sys.stdout.isatty() else MARKS)[piece.kind]
    return f"{before}{safe(piece.text)}{after}"
