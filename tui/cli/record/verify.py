"""`onrecord verify`: list the rows of an export again, and say what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tui.cli.output import print_json, print_message, print_text
from tui.cli.search import open_archive
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.sharing.statement import archive_place
from tui.sharing.verify import Change, Verification, article_of, verify

NOUNS = {"articles": "article", "speakers": "speaker", "names": "name", "timeline": "row"}


def verify_exports(folder: Path, files: Sequence[Path], *, as_json: bool) -> int:
    """Compare exports with the archive; return ``PARTIAL`` if anything has changed."""
    has_changed = False
    with open_archive(folder, one_shot=False) as archive:
        for file in files:
            found = verify(archive, file)
            has_changed |= bool(found.changes) or not found.is_intact
            if as_json:
                _print_as_json(file, found)
            else:
                _print(file, found, folder)
    return PARTIAL if has_changed else OK


def _print(file: Path, found: Verification, folder: Path) -> None:
    if not found.is_intact:
        print_message(f"{file} was changed after it was written. The archive is compared with")
        print_message("the record that the export keeps, not with what the file shows.")
    place = archive_place(folder)
    if found.archive != place:
        print_message(f"The export is of the archive in {found.archive}, this is {place}.")
    noun = NOUNS.get(found.kind, "quote")
    counts = Counter(change.status for change in found.changes)
    edited = len({change.key for change in found.changes if change.status == "edited"})
    for change in found.changes:
        print_text(_line(change, noun))
    unchanged = f"{plural(found.same, noun)} unchanged"
    changes = [f"{counts[each]:,} {each}" for each in ("new", "gone", "changed") if counts[each]]
    changes += [f"{plural(edited, 'article')} edited"] if edited else []
    changes += ["shares changed"] if counts["total"] else []
    print_message(f"{file}, written {found.written}: {', '.join((unchanged, *changes))}")


def _line(change: Change, noun: str) -> str:
    if change.status == "total":
        return f"changed  shares are now of {change.now}, not of {change.before}"
    if change.status == "edited":
        before, now = (one_line(each) or "none" for each in (change.before, change.now))
        return f"edited   {change.field}: {before} is now {now}: “{change.label}”  {change.key}"
    what = f"“{change.label}”" if noun == "article" else change.label or change.key
    if noun == "quote":
        where = article_of(change.key)
        before, now = change.before or "speaker unknown", change.now or "speaker unknown"
        if change.status == "changed":
            return f"changed  {before} is now {now}: {what}  {where}"
        return f"{change.status:<7}  {now if change.status == 'new' else before}: {what}  {where}"
    if noun == "article":
        return f"{change.status:<7}  {what}  {change.key}"
    if change.status == "changed":
        return f"changed  {what}: {change.before}, now {change.now}"
    return f"{change.status:<7}  {what}: {change.now or change.before}"


def _print_as_json(file: Path, found: Verification) -> None:
    for change in found.changes:
        print_json(change._asdict())
    print_json({
        "status": "summary", "file": str(file), "kind": found.kind, "written": found.written,
        "intact": found.is_intact, "archive_changed": not found.is_same_state,
        "same": found.same,
        **{status: sum(change.status == status for change in found.changes)
           for status in ("new", "gone", "changed", "edited", "total")},
    })  # fmt: skip
