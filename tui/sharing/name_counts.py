"""The searches that find what is counted under a name, and the counts for a list of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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


def count_name(archive: Archive, line: str) -> dict[str, object]:
    """Count for a name, or for a line of the search language; its fields are documented as JSON."""
    speaker, query = _name(line), search_of_name(line)
    counts = {"name": line, "hits": 0, "quotes": 0, "first": None, "last": None, "problem": None}
    try:
        oldest = archive.search(query, order="oldest", limit=1)
        newest = archive.search(query, order="newest", limit=1)
        number = archive.count_quotes(speaker, "" if speaker else query)
    except QueryError as error:
        return counts | {"problem": error.message}
    days = {
        name: hit.entry.date.isoformat() if hit.entry.date else None
        for name, found in (("first", oldest), ("last", newest))
        for hit in found.hits
    }
    return counts | {"hits": oldest.total, "quotes": number} | days
