"""`onrecord corrections`: list the user's corrections."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive
from index.user_data import (
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
)
from tui.cli.output import print_json, print_message
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import describe_correction, plural


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
    return OK if found and not unmatched and not problems else PARTIAL


def _print_correction(each: Correction, reason: str) -> None:
    title = "" if isinstance(each, Deletion) else getattr(each, "title", "")
    article = [title, getattr(each, "article", "")]
    print(f"{each.made or 'undated   '}  {describe_correction(each)}")
    details = [*filter(None, article), *([f"NO MATCH: {reason}"] if reason else [])]
    if details:
        print(f"            {' · '.join(details)}")


def _record(each: Correction, reason: str) -> dict[str, object]:
    made = each.made.isoformat() if each.made else None
    return _what(each) | {"made": made, "fits": not reason, "why_not": reason or None}


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
