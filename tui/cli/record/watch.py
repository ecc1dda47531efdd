"""`onrecord new`: list what is new in saved searches, for people and for cron."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.article import Entry
from index.errors import OnRecordError, QueryError
from index.query import parse
from index.user_data import SavedSearch
from tui.cli.output import print_json, print_message, print_text
from tui.cli.search import compare_if_asked, open_archive
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import day_in_column, naming_messages, plural


def list_new(folder: Path, name: str, *, keep: bool, limit: int | None, as_json: bool) -> int:
    """Print the new articles of a saved search, or of all; mark them as seen unless ``keep``.

    Those of a search with more than ``limit`` stay new. Return ``PARTIAL`` if nothing is new.
    """
    found = []
    with open_archive(folder, one_shot=False) as archive:
        compare_if_asked(archive, archive.searches.recent(archive.searches.count()))
        for search, articles in archive.searches.new(name, limit, keep=keep):
            found.append(search)
            for entry in articles:
                if as_json:
                    print_json(_record(search, entry))
                else:
                    _print(search, entry)
    for search in found:
        if problem := _problem(search):
            print_message(
                f"“{search.name}” cannot be searched for: {problem} Save it again: onrecord new"
                f" '{search.name}' --save QUERY --force"
            )
    total = sum(search.new for search in found)
    if as_json:
        _print_summary(total, found)
    elif not found:
        print_message("No search is saved. Save one: onrecord new NAME --save QUERY")
    else:
        counts = ", ".join(f"{search.name} {search.new:,}" for search in found)
        print_message(f"{plural(total, 'new article')}: {counts}")
    return OK if total else PARTIAL


def _problem(search: SavedSearch) -> str:
    """Return why a search finds nothing that an older program saved; empty if it can be made."""
    try:
        parse(search.line)
    except QueryError as error:
        return error.message
    return ""


def save(folder: Path, name: str, query: str, *, force: bool, as_json: bool) -> int:
    """Save a search under a name; what it finds now is not new.

    Raises OnRecordError if another search has the name, unless ``force``.
    """
    parse(query)  # raises QueryError
    with open_archive(folder) as archive:
        replaced, former = archive.searches.naming(query, name)
        if replaced and not force:
            raise OnRecordError(
                f"“{name}” is saved already, for another search: {replaced}. Choose another name,"
                " or add --force to replace it."
            )
        archive.searches.set_name(query, name)
    if as_json:
        print_json(
            {"search": name, "query": query, "replaced": replaced or None, "former": former or None}
        )
    else:
        print_message(f"Saved as {name}. `onrecord new {name}` lists what is added from now on.")
        for message in naming_messages(replaced, former):
            print_message(message)
    return OK


def _record(search: SavedSearch, entry: Entry) -> dict[str, object]:
    return {
        "search": search.name, "query": search.line, "article": entry.id,
        "date": entry.date.isoformat() if entry.date else None, "source": entry.source,
        "title": entry.title, "url": entry.url, "location": entry.location,
    }  # fmt: skip


def _print(search: SavedSearch, entry: Entry) -> None:
    day = day_in_column(entry.date)
    where = f"{entry.source}: {entry.title}" if entry.source else entry.title
    print_text(f"{search.name}  {day}  {where}  {entry.id}")


def _print_summary(total: int, searches: Iterable[SavedSearch]) -> None:
    counts = [
        {
            "name": each.name,
            "query": each.line,
            "total": each.total,
            "new": each.new,
            "problem": _problem(each) or None,
        }
        for each in searches
    ]
    print_json({"status": "summary", "new": total, "searches": counts})
