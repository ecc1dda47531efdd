"""`onrecord edit`, `delete` and `outlets`: correct articles and outlets."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.archive import Archive
from index.article import Article
from index.errors import OnRecordError
from index.user_data import Correction, Deletion, Outlet, OutletCorrection, Revision
from tui.cli.output import print_json, print_message, print_text
from tui.cli.results import OutputOptions, ResultList, print_results
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import NO_DATE, NO_OUTLET, describe_correction, plural
from tui.sharing.name_counts import search_of_outlet

SHOWN_FIRST = 5  # headlines shown before the question whether to delete


def edit(folder: Path, id: str, values: Mapping[str, str], *, undo: bool, as_json: bool) -> int:
    """Edit fields of an article, or show them as they were read; print the article."""
    with _open(folder) as archive:
        full_id = archive.full_id(id)
        if undo:
            revision = archive.editing.undo_edits(full_id)
            message = "Edits undone" if any(revision) else "This article was not edited"
        else:
            revision = archive.editing.edit(full_id, values)
            changes = "; ".join(map(describe_correction, revision.added))
            message = f"Edited: {changes}" if changes else "Shown as it was read"
            message = message if any(revision) else "Nothing changed"
        article = archive.article(full_id)
    print_message(f"{message}.")
    _print_article(article, as_json=as_json)
    return OK


def delete(folder: Path, ids: Sequence[str], query: str, *, yes: bool, as_json: bool) -> int:
    """Delete articles, or all that a query finds; ask first unless ``yes``."""
    with _open(folder) as archive:
        found = archive.editing.found_by(query) if query else tuple(map(archive.full_id, ids))
        if not found:
            print_message("No article matches; nothing was deleted.")
            return PARTIAL
        if not (yes or _confirm(archive, found)):
            print_message("Nothing was deleted.")
            return PARTIAL
        revision = archive.editing.delete(found)
    print_message(
        f"Deleted {plural(len(found), 'article')}. To undo this: onrecord delete --restore ID..."
    )
    _print_deletions(revision.added, "deleted", as_json=as_json)
    return OK


def restore(folder: Path, ids: Sequence[str], *, as_json: bool) -> int:
    """Restore deleted articles."""
    with _open(folder) as archive:
        revision = archive.editing.restore(ids)
    print_message(f"Restored {plural(len(revision.removed), 'article')}.")
    _print_deletions(revision.removed, "restored", as_json=as_json)
    return OK


def list_deleted(folder: Path, *, as_json: bool) -> int:
    """Print the deleted articles, the last one first."""
    with _open(folder) as archive:
        found = archive.editing.deleted()
    print_message(plural(len(found), "deleted article"))
    _print_deletions(found, "deleted", as_json=as_json)
    return OK if found else PARTIAL


def list_outlets(folder: Path, output: OutputOptions) -> int:
    """Print or export the outlets with their number of articles, most first."""
    with _open(folder) as archive:
        found = archive.editing.outlets()
        if output.format == "text":
            print_message(plural(sum(bool(outlet.name) for outlet in found), "outlet"))
        rows = found[: output.max_rows]
        results = ResultList("outlets", rows, len(found), recipe={"list": "outlets"})
        return print_results(archive, folder, results, output, _print_outlet, _outlet_record)


def _outlet_record(outlet: Outlet) -> dict[str, object]:
    return {
        "outlet": outlet.name, "articles": outlet.articles, "hidden": outlet.hidden,
        "merged": outlet.merged,
        "search": search_of_outlet(outlet),
    }  # fmt: skip


def _print_outlet(outlet: Outlet) -> None:
    merged = f"  (also read as {', '.join(outlet.merged)})" if outlet.merged else ""
    name = f"{outlet.name or f'{NO_OUTLET} (list them: source:none copies:apart)'}{merged}"
    print_text(f"{outlet.articles:8,}  {name}{'  hidden' if outlet.hidden else ''}")


def change_outlets(folder: Path, action: str, names: Sequence[str], output: OutputOptions) -> int:
    """Rename, merge, hide or show outlets, or undo renames and merges."""
    with _open(folder) as archive:
        revision = _change_outlets(archive, action, names)
    changes = (*revision.added, *revision.removed)
    for each in changes:
        print_message(_describe_change(each, is_undone=each in revision.removed))
    return list_outlets(folder, output)


def _describe_change(change: Correction, *, is_undone: bool) -> str:
    if is_undone and isinstance(change, OutletCorrection):
        again = f"{change.name} is an outlet of its own again"
        return again if change.other else f"outlet {change.name} is shown again"
    return f"{'undone: ' if is_undone else ''}{describe_correction(change)}"


def _change_outlets(archive: Archive, action: str, names: Sequence[str]) -> Revision:
    editing, name = archive.editing, " ".join(names[-1].split())
    known = {outlet.name for outlet in editing.outlets()}
    match action:
        case "rename" if name in known and name not in names[:-1]:
            raise OnRecordError(
                f"There is an outlet “{name}” already. To show both under this name:"
                f" onrecord outlets merge '{names[0]}' '{name}'"
            )
        case "merge" if name not in known:
            raise OnRecordError(
                f"No outlet is named “{name}”. To give an outlet a new name: onrecord outlets"
                " rename OLD NEW"
            )
        case "rename" | "merge":
            return editing.rename_outlets(names[:-1], name)
        case "hide":
            return editing.hide_outlet(name)
        case "show":
            return editing.show_outlet(name)
    return editing.undo_renames(name)


def _open(folder: Path) -> Archive:
    archive = Archive.open_existing(folder)
    archive.on_progress(print_message)
    archive.maintenance.catch_up()
    for problem in archive.corrections.problems():
        print_message(problem)
    return archive


def _confirm(archive: Archive, ids: Sequence[str]) -> bool:
    """Ask on the terminal whether to delete; raises OnRecordError if there is none."""
    count = plural(len(ids), "article")
    if not sys.stdin.isatty():
        raise OnRecordError(f"This would delete {count}. Add --yes to delete without being asked.")
    for each in ids[:SHOWN_FIRST]:
        print_message(f"    {archive.article(each).title}")
    if len(ids) > SHOWN_FIRST:
        print_message(f"    and {len(ids) - SHOWN_FIRST:,} more")
    print(f"Delete {count}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _print_deletions(changes: Sequence[Correction], status: str, *, as_json: bool) -> None:
    for each in changes:
        if isinstance(each, Deletion):
            if as_json:
                record = {"status": status, "article": each.article, "title": each.title}
                print_json(record | {"made": each.made.isoformat() if each.made else None})
            else:
                print_text(f"{status:8}  {each.article}  {each.title}")


def _print_article(article: Article, *, as_json: bool) -> None:
    day = article.date.isoformat() if article.date else None
    if as_json:
        print_json({
            "article": article.id, "title": article.title, "date": day, "source": article.source,
            "byline": article.byline, "section": article.section, "edited": dict(article.edited),
        })  # fmt: skip
    else:
        details = (day or NO_DATE, article.source, article.byline, article.section)
        print_text(f"{article.id}  {article.title}")
        print_text(f"                  {' · '.join(filter(None, details))}")
