"""What the reader corrected, in words, and the command that lists it."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive
from index.user_data import Correction, NameCorrection
from tui.cli.output import print_json, tell
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural

NOBODY = "unknown"


def told(correction: Correction) -> str:
    """What a correction says: “We were late” is by Ana Pell, not Olaf Berg."""
    if isinstance(correction, NameCorrection):
        way = "is" if correction.same else "is not"
        return f"{correction.name} {way} {correction.other}"
    if not correction.is_quote:
        return f"“{correction.words}” is no quote"
    before = f", not {correction.found_speaker}" if correction.found_speaker else ""
    return f"“{correction.words}” is by {correction.speaker or NOBODY}{before}"


def corrections(folder: Path, *, as_json: bool) -> int:
    """List the corrections, and say which fit nothing and which cannot be understood."""
    with Archive.open(folder) as archive:
        archive.maintenance.catch_up()
        made = [
            (each, archive.corrections.why_unmatched(each)) for each in archive.corrections.all()
        ]
        troubles, file = archive.corrections.problems(), archive.corrections.path
    unfit = sum(bool(why) for _, why in made)
    fitting = f"; {unfit} of them {'fits' if unfit == 1 else 'fit'} nothing" if unfit else ""
    tell(f"{plural(len(made), 'correction')} in {file}{fitting}")
    for trouble in troubles:
        tell(trouble)
    for each, why in made:
        if as_json:
            print_json(_record(each, why))
        else:
            _print(each, why)
    return OK if made and not unfit and not troubles else PARTIAL


def _print(each: Correction, why: str) -> None:
    about = [] if isinstance(each, NameCorrection) else [each.title, each.article]
    print(f"{each.made or 'undated   '}  {told(each)}")
    if about or why:
        print(f"            {' · '.join(filter(None, (*about, why and f'FITS NOTHING: {why}')))}")


def _record(each: Correction, why: str) -> dict[str, object]:
    made = each.made.isoformat() if each.made else None
    end = {"made": made, "fits": not why, "why_not": why or None}
    if isinstance(each, NameCorrection):
        return {"name": each.name, "other": each.other, "same": each.same} | end
    return {
        "article": each.article, "title": each.title, "words": each.words, "nth": each.nth,
        "was": each.found_speaker or None, "speaker": each.speaker or None, "quote": each.is_quote,
    } | end  # fmt: skip
