"""`onrecord check`, `onrecord backup`, `onrecord copy` and `onrecord rebuild`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive, recover
from index.archive.copying import copy_archive
from tui.cli.output import print_json, print_message, show_progress
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural

if TYPE_CHECKING:
    from index.archive.maintenance import Recovery

MAX_NAMED = 20  # affected articles listed by id


def check(folder: Path, *, as_json: bool) -> int:
    """Print the state of each part of the archive, and what to do about damage."""
    code = OK
    with Archive.open_existing(folder) as archive:
        for found in archive.maintenance.check():
            code = PARTIAL if found.remedy else code
            if as_json:
                print_json({"part": found.part, "about": found.message, "remedy": found.remedy})
            else:
                print(f"{found.part}: {found.message}{found.remedy and f'. {found.remedy}'}")
    return code


def backup(folder: Path, target: Path, *, as_json: bool) -> int:
    """Copy the archive to another folder and print the path of the copy."""
    with Archive.open_existing(folder) as archive:
        file = archive.maintenance.back_up(target)
    with Archive.open_existing(target) as copy:
        articles = copy.count()
    if as_json:
        print_json({"file": str(file), "articles": articles})
    else:
        print(file)
    print_message(
        f"{plural(articles, 'article')} backed up, with all copies and versions."
        f" To use the copy: onrecord --archive {target}."
        " Its index is built at the first search."
    )
    return OK


def copy(source: Path, target: Path, *, merge: bool, as_json: bool) -> int:
    """Copy everything, print the counts and digests, and name the articles that differ."""

    def on_progress(done: int, total: int) -> None:
        if as_json:
            print_json({"status": "copied", "articles": done, "progress": round(done / total, 4)})
        else:
            show_progress(done / total, plural(done, "article"))

    result = copy_archive(source, target, on_progress, merge=merge)
    if as_json:
        print_json({
            "status": "complete" if result.is_complete else "incomplete",
            "articles": result.articles, "added": result.added, "more": result.more,
            "digest": result.digest, "copied_digest": result.copied_digest,
            "different": list(result.different),
        })  # fmt: skip
    else:
        print(f"{plural(result.articles, 'article')}, {result.added:,} of them new there")
        print(f"digest here  {result.digest}\ndigest there {result.copied_digest}")
    if result.more:
        print_message(f"The other archive has {plural(result.more, 'more article')}.")
    if result.is_complete:
        return OK
    names = " ".join(result.different)
    print_message(f"The copy is not complete: {names} are missing or differ. Run it again.")
    return PARTIAL


def rebuild(folder: Path, *, as_json: bool) -> int:
    """Recover a damaged archive if necessary, then rebuild the index; report progress."""
    if recovery := recover(folder):
        _print_recovery(recovery)
    with Archive.open_existing(folder) as archive:
        archive.on_progress(print_message)
        total = max(archive.count(), 1)

        def on_indexed(count: int) -> None:
            share = min(count / total, 1.0)
            if as_json:
                print_json({"status": "indexed", "articles": count, "progress": round(share, 4)})
            else:
                show_progress(share, plural(count, "article"))

        indexed = archive.maintenance.rebuild(on_indexed)
        print_message(f"{plural(indexed, 'article')} indexed.")
    return PARTIAL if recovery else OK


def _print_recovery(recovery: Recovery) -> None:
    print_message(f"The archive was damaged. {plural(recovery.articles, 'article')} recovered.")
    for ids, state in (
        (recovery.lost, "lost"),
        (recovery.incomplete, "recovered without some quotes"),
    ):
        if ids:
            more = " and more" if len(ids) > MAX_NAMED else ""
            names = " ".join(ids[:MAX_NAMED])
            print_message(f"{plural(len(ids), 'article')} {state}: {names}{more}")
    print_message(f"The damaged file was kept as {recovery.damaged_file}.")
