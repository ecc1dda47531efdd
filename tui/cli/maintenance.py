"""What the commands do that keep an archive safe: ``check``, ``backup`` and ``rebuild``."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive, recover
from index.article import Recovery
from tui.cli.output import print_json, show_bar, tell
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural

MOST_NAMED = 20  # articles of which a loss is told


def check(folder: Path, *, as_json: bool) -> int:
    """Say how each part of an archive is, and what to do where something is wrong."""
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
    """Copy an archive to another folder, and name the file."""
    with Archive.open_existing(folder) as archive:
        made = archive.maintenance.back_up(target)
    with Archive.open_existing(target) as copy:
        articles = copy.count()
    if as_json:
        print_json({"file": str(made), "articles": articles})
    else:
        print(made)
    tell(
        f"{plural(articles, 'article')} backed up; onrecord --archive {target} opens them, and"
        " makes the index there when something is searched."
    )
    return OK


def rebuild(folder: Path, *, as_json: bool) -> int:
    """Make the index again, once what can be read of a damaged archive is saved.

    Says meanwhile how far it has come.
    """
    if saved := recover(folder):
        _tell_rescue(saved)
    with Archive.open_existing(folder) as archive:
        archive.on_progress(tell)
        total = max(archive.count(), 1)

        def told(done: int) -> None:
            share = min(done / total, 1.0)
            if as_json:
                print_json({"status": "indexed", "articles": done, "progress": round(share, 4)})
            else:
                show_bar(share, done)

        tell(f"{plural(archive.maintenance.rebuild(told), 'article')} indexed.")
    return PARTIAL if saved else OK


def _tell_rescue(saved: Recovery) -> None:
    tell(f"The archive was damaged. {plural(saved.articles, 'article')} saved.")
    for ids, what in ((saved.lost, "lost"), (saved.incomplete, "saved without some quotes")):
        if ids:
            more = " and more" if len(ids) > MOST_NAMED else ""
            names = " ".join(ids[:MOST_NAMED])
            tell(f"{plural(len(ids), 'article')} {what}: {names}{more}")
    tell(f"The damaged file is kept as {saved.damaged_file}.")
