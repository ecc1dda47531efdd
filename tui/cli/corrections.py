"""`onrecord corrections`: list the user's corrections, and share them with colleagues."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING

from index.archive import Archive
from index.user_data import (
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
)
from tui.cli.output import print_json, print_message, print_text
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import NO_DATE, day_in_column, describe_correction, plural

if TYPE_CHECKING:
    from index.archive.shared_corrections import Shared


def corrections(folder: Path, *, as_json: bool) -> int:
    """Print the corrections, those that no longer match, and errors in the file."""
    with Archive.open_existing(folder) as archive:
        archive.maintenance.catch_up()
        found = [
            (each, archive.corrections.why_unmatched(each)) for each in archive.corrections.all()
        ]
        problems, file = archive.corrections.problems(), archive.corrections.path
    unmatched = sum(bool(reason) for _, reason in found)
    suffix = f"; {unmatched} no longer {'matches' if unmatched == 1 else 'match'}"
    print_message(f"{plural(len(found), 'correction')} in {file}{suffix if unmatched else ''}")
    for problem in problems:
        print_message(problem)
    for each, reason in found:
        if as_json:
            print_json(_record(each, reason))
        else:
            _print_correction(each, reason)
    if as_json:
        print_json({
            "status": "summary", "total": len(found), "unmatched": unmatched,
            "problems": len(problems), "file": str(file),
        })  # fmt: skip
    return OK if found and not unmatched and not problems else PARTIAL


def share(
    folder: Path,
    action: str,
    address: str,
    *,
    name: str = "",
    theirs: bool = False,
    undo: bool = False,
    as_json: bool = False,
) -> int:
    """Push the user's corrections to a shared place, or pull those of others from it."""
    from index.archive.shared_corrections import pull, push, undo_pull

    with Archive.open_existing(folder) as archive:
        archive.maintenance.catch_up()
        person = name or f"{getuser()}@{gethostname()}"
        if action == "push":
            result = push(archive.corrections, address, person, undo=undo)
        elif undo:
            result = undo_pull(archive.corrections)
        else:
            result = pull(archive.corrections, address, person, theirs=theirs)
    for what, changed in (("added", result.added), ("removed", result.removed)):
        for each in changed:
            if as_json:
                print_json({"status": what} | _record(each, ""))
            else:
                print_text(f"{what:8}{describe_correction(each)}  ({_by(each)})")
    for conflict in result.conflicts:
        own, others = conflict
        if as_json:
            record = {"status": "conflict", "own": own and _record(own, "")}
            print_json(record | {"others": [_record(each, "") for each in others]})
        else:
            mine = f"{describe_correction(own)}  ({_by(own, 'you')})" if own else "others disagree"
            print_text(f"conflict  {mine}")
            for each in others:
                print_text(f"          {describe_correction(each)}  ({_by(each)})")
    for problem in result.problems:
        print_message(problem)
    print_message(_summary(action, result, person if action == "push" else "", theirs=theirs))
    return PARTIAL if result.problems or result.conflicts else OK


def _by(each: Correction, person: str = "") -> str:
    return f"{person or each.by}, {each.made or NO_DATE}"


def _summary(action: str, result: Shared, person: str, *, theirs: bool) -> str:
    added, removed = len(result.added), len(result.removed)
    parts = [f"{added} added", f"{removed} removed"]
    if result.unmatched:
        parts.append(f"{result.unmatched} that match nothing in this archive left out")
    if action == "push":
        text = f"Shared as {person}: {', '.join(parts)}."
        return f"{text} {plural(len(result.conflicts), 'conflict')}." if result.conflicts else text
    text = f"From colleagues: {', '.join(parts)}."
    if result.conflicts:
        kept = "" if theirs else " Yours apply; --theirs applies theirs."
        text += f" {plural(len(result.conflicts), 'conflict')}.{kept}"
    return text + (" To undo: onrecord corrections pull --undo" if added else "")


def _print_correction(each: Correction, reason: str) -> None:
    title = "" if isinstance(each, Deletion) else getattr(each, "title", "")
    article = [title, getattr(each, "article", "")]
    by = f"  (by {each.by})" if each.by else ""
    print_text(f"{day_in_column(each.made)}  {describe_correction(each)}{by}")
    details = [*filter(None, article), *([f"NO MATCH: {reason}"] if reason else [])]
    if details:
        print(f"            {' · '.join(details)}")


def _record(each: Correction, reason: str) -> dict[str, object]:
    made = each.made.isoformat() if each.made else None
    return _what(each) | {
        "made": made,
        "by": each.by or None,
        "fits": not reason,
        "why_not": reason or None,
    }


def _what(each: Correction) -> dict[str, object]:
    if isinstance(each, NameCorrection):
        return {"name": each.name, "other": each.other, "same": each.same}
    if isinstance(each, OutletCorrection):
        return {"outlet": each.name, "other": each.other or None, "hidden": not each.other}
    article: dict[str, object] = {"article": each.article, "title": each.title}
    if isinstance(each, Deletion):
        return article | {"deleted": True}
    if isinstance(each, ArticleEdit):
        return article | {"field": each.field, "was": each.was, "value": each.value}
    return article | {
        "words": each.words, "nth": each.nth, "was": each.found_speaker or None,
        "speaker": each.speaker or None, "quote": each.is_quote,
    }  # fmt: skip
