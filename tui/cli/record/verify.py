"""`onrecord verify`: list the rows of an export again, and say what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from index.errors import OnRecordError
from tui.cli.output import print_json, print_message, print_text
from tui.cli.results import TEXT_LIMIT
from tui.cli.search import open_archive
from tui.exit_codes import FAILED, OK, PARTIAL
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.sharing.statement import archive_place
from tui.sharing.verify import Change, Verification, article_of, verify

BESIDE = ".meta.json"  # ends the name of the file beside a table
NOUNS = {
    "articles": "article",
    "speakers": "speaker",
    "names": "name",
    "timeline": "row",
    "utterances": "utterance",
    "outlets": "outlet",
    "searches": "search",
}


def verify_exports(
    folder: Path, files: Sequence[Path], *, limit: int | None = None, as_json: bool
) -> int:
    """Compare exports with the archive; return ``PARTIAL`` if anything has changed.

    A file that cannot be compared is named, and the others are compared; it is an error if none
    can be. Of what is new, ``limit`` rows are printed, or all if it is 0.
    """
    has_changed, failed = False, 0
    exports = list(dict.fromkeys(map(_table_of, files)))
    with open_archive(folder, one_shot=False) as archive:
        for file in exports:
            try:
                found = verify(archive, file)
            except OnRecordError as error:
                failed += 1
                print_message(error.message)
                continue
            has_changed |= bool(found.changes) or not found.is_intact
            if as_json:
                _print_as_json(file, found)
            else:
                _print(file, found, folder, TEXT_LIMIT if limit is None else limit or None)
    if failed == len(exports):
        return FAILED
    return PARTIAL if has_changed or failed else OK


def _table_of(file: Path) -> Path:
    """Return the table beside a “.meta.json” file, or the file itself."""
    name = file.name.removesuffix(BESIDE)
    return file if name == file.name else file.with_name(f"{name}.csv")


def _print(file: Path, found: Verification, folder: Path, limit: int | None) -> None:
    if not found.is_intact:
        print_message(f"{file} was changed after it was written. The archive is compared with")
        print_message("the record that the export keeps, not with what the file shows.")
    place = archive_place(folder)
    if found.archive != place:
        print_message(f"The export is of the archive in {found.archive}, this is {place}.")
    for message in found.missing:
        print_message(f"{message} Its rows are gone.")
    noun = NOUNS.get(found.kind, "quote")
    counts = Counter(change.status for change in found.changes)
    edited = len({change.key for change in found.changes if change.status == "edited"})
    new = [change for change in found.changes if change.status == "new"]
    for change in (*found.changes[: len(found.changes) - len(new)], *new[:limit]):
        print_text(_line(change, noun))
    if len(new) > len(new[:limit]):
        more = len(new) - len(new[:limit])
        print_message(f"{more:,} more new; --limit 0 lists all")
    many = found.kind if found.kind in NOUNS and noun != "row" else ""
    unchanged = f"{plural(found.same, noun, many)} unchanged"
    # Of the same rows; articles that were edited are counted apart.
    edits = [f"{found.in_edited:,} in edited articles"] if found.in_edited else []
    edits = [f"{edited:,} edited"] if noun == "article" and edited else edits
    changes = [f"{counts[each]:,} {each}" for each in ("new", "gone", "changed") if counts[each]]
    changes += [f"{counts['newer']:,} in newer versions"] if counts["newer"] else []
    others = [f"{plural(edited, 'article')} edited"] if edited and noun != "article" else []
    others += ["shares changed"] if counts["total"] else []
    rows = ", ".join((unchanged, *edits, *changes))
    print_message(f"{file}, written {found.written}: {'; '.join((rows, *others))}")


def _line(change: Change, noun: str) -> str:
    if change.status == "total":
        return f"changed  shares are now of {change.now}, not of {change.before}"
    if change.status == "edited":
        texts = (one_line(each) for each in (change.before, change.now))
        before, now = (f"“{text}”" if text else "empty" for text in texts)
        field = f"{change.field} was {before}, is now {now}"
        return f"edited   {field}: “{change.label}”  {change.key}"
    if change.status == "newer":
        what = f"“{change.label}”" if noun == "article" else change.label
        return f"newer    the article has a newer version: {what}  {article_of(change.key)}"
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
        "same": found.same, "missing": list(found.missing),
        **{status: sum(change.status == status for change in found.changes)
           for status in ("new", "gone", "changed", "newer", "edited", "total")},
    })  # fmt: skip
