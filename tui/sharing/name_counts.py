"""The searches that find what is counted under a name, and the counts for a list of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from index.errors import QueryError
from index.query import is_search_line, value_condition
from index.user_data import Outlet

if TYPE_CHECKING:
    from index.archive import Archive


QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")


def search_of_name(line: str) -> str:
    """Return the search for the articles that name or quote somebody, under any of their names."""
    if name := _name(line):
        return " OR ".join(f'{field}"{name}"' for field in ("", "person:", "speaker:"))
    return line


def _name(line: str) -> str:
    """Return the name in a line, also if it is in quotation marks; empty if it is a search."""
    quoted = QUOTED.fullmatch(line)
    name = quoted[1].strip() if quoted else line
    return "" if is_search_line(name) else name


def search_of_outlet(outlet: Outlet) -> str:
    """Return the search for the articles of an outlet, copies too; empty if it is hidden."""
    return "" if outlet.hidden else f"{value_condition('source', outlet.name)} copies:apart"


def count_name(archive: Archive, line: str) -> dict[str, Any]:
    """Count for a name, or for a line of the search language; its fields are documented as JSON.

    If nobody of this name is quoted, try its other readings: “Pell, Ana” is Ana Pell.
    """
    name = _name(line)
    try:
        found = {"name": line, **_count(archive, name, search_of_name(line)), "problem": None}
    except QueryError as error:
        counts = {"name": line, "hits": 0, "quotes": 0, "first": None, "last": None}
        return counts | {"problem": error.message, "search": None}
    if not name:
        return found
    if found["quotes"]:
        people = ", ".join(archive.speakers.by_role(name))
        return found | {"problem": f"by role: {people}" if people else None}
    for other in archive.speakers.names_in_list(name):
        counts = _count(archive, other, search_of_name(other))
        if (counts["quotes"], counts["hits"]) > (found["quotes"], found["hits"]):
            found |= counts | {"problem": f"counted as “{other}”"}
    if not found["hits"]:
        nearest = ", ".join(archive.speakers.nearest(name))
        found["problem"] = f"nobody has this name; nearest: {nearest}" if nearest else None
    return found


def _count(archive: Archive, speaker: str, query: str) -> dict[str, Any]:
    """Return the counts of a search, or of a name and its search; raises QueryError."""
    oldest = archive.search(query, order="oldest", limit=1)
    newest = archive.search(query, order="newest", limit=1)
    days = {
        name: hit.entry.date.isoformat() if hit.entry.date else None
        for name, found in (("first", oldest), ("last", newest))
        for hit in found.hits
    }
    quotes = archive.count_quotes(speaker, "" if speaker else query)
    counts = {"hits": oldest.total, "quotes": quotes, "first": None, "last": None}
    return counts | days | {"search": query}
