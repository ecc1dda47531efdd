"""Edit, delete and restore articles; rename, merge and hide outlets.

All changes are kept in the user's corrections file. Each method returns the change to that file;
``Corrections.apply`` its ``inverse`` to undo it. They raise ArchiveError if the file or the archive
cannot be written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from index.archive.corrections import Corrections
from index.engines.protocol import Engine, SearchRequest
from index.errors import IngestError, NotFoundError, OnRecordError
from index.user_data import (
    EDITABLE_FIELDS,
    ArticleEdit,
    Deletion,
    Outlet,
    OutletCorrection,
    Revision,
)

NO_VALUE = "none"  # typed to clear a field
PAGE = 500  # articles of a search at a time
NUMERIC_DATE = re.compile(r"\s*(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?\s*", re.ASCII)


class Editing:
    """Change how articles and outlets are shown in every list, search and count."""

    def __init__(self, engine: Engine, corrections: Corrections) -> None:
        self._engine, self._corrections = engine, corrections

    # Articles

    def edit(self, id: str, values: Mapping[str, str]) -> Revision:
        """Set fields of an article, by their names in ``EDITABLE_FIELDS``; “none” clears one.

        Other versions that were read with the same value follow. Raises OnRecordError if a value
        is not valid, NotFoundError for an unknown article.
        """
        clean = {name: clean_value(name, value) for name, value in values.items()}
        return self._corrections.apply(
            self._engine.corrections.propose_edit(id, clean, date.today())
        )

    def undo_edits(self, id: str) -> Revision:
        """Show the fields of an article as they were read, also those edited in a version."""
        versions = {entry.id for entry in self._engine.versions(id)}
        removed = [
            each
            for each in self._corrections.all()
            if isinstance(each, ArticleEdit) and each.article in versions
        ]
        return self._corrections.apply(Revision(tuple(removed)))

    def found_by(self, line: str) -> tuple[str, ...]:
        """Return the ids of all articles that a search line finds, each copy; raises QueryError."""
        from index.query import parse

        tree = parse(line).tree
        request = SearchRequest(tree, "newest", limit=PAGE, show_copies=True)
        ids: list[str] = []
        while True:
            page = self._engine.search(request)
            ids += [hit.entry.id for hit in page.hits]
            if len(page.hits) < PAGE:
                return tuple(ids)
            request = request._replace(offset=len(ids), as_of=page.as_of)

    def delete(self, ids: Iterable[str]) -> Revision:
        """Delete articles with all their versions; copies from other outlets stay.

        They are remembered, and adding them again does not bring them back. Raises NotFoundError.
        """
        articles = map(self._engine.article, ids)
        return self._corrections.apply(
            Revision(
                added=tuple(
                    Deletion(article=article.id, title=article.title, made=date.today())
                    for article in articles
                )
            )
        )

    def deleted(self) -> tuple[Deletion, ...]:
        """Return the deleted articles, the last one first."""
        found = [each for each in self._corrections.all() if isinstance(each, Deletion)]
        return tuple(reversed(found))

    def restore(self, ids: Sequence[str]) -> Revision:
        """Restore deleted articles, given by the start of their ids; raises NotFoundError."""
        removed: list[Deletion] = []
        for start in ids:
            found = [each for each in self.deleted() if start and each.article.startswith(start)]
            if not found:
                raise NotFoundError(f"No deleted article has an id that starts with “{start}”.")
            if len({each.article for each in found}) > 1:
                names = ", ".join(each.article for each in found)
                raise NotFoundError(f"Several deleted articles start with “{start}”: {names}.")
            removed += found
        return self._corrections.apply(Revision(tuple(dict.fromkeys(removed))))

    # Outlets

    def outlets(self) -> tuple[Outlet, ...]:
        """Return all outlets with their number of articles, most first; hidden ones last.

        Spellings of a name are one outlet, under the most frequent one.
        """
        changes = self._outlet_corrections()
        hidden = {each.name for each in changes if not each.other}
        merged = defaultdict(list)
        for each in changes:
            if each.other:
                merged[last_name(each.name, changes)].append(each.name)
        found = [
            Outlet(name, gone if name in hidden else shown, name in hidden, tuple(merged[name]))
            for name, shown, gone in self._engine.statistics.all_outlets()
            if (gone if name in hidden else shown)
        ]
        alike = defaultdict(list)
        for outlet in sorted(found, key=lambda e: (-e.articles, e.name.isupper(), e.name)):
            alike[outlet.hidden, _key(outlet.name)].append(outlet)
        joined = [
            first._replace(
                articles=sum(each.articles for each in (first, *others)),
                merged=tuple(name for each in (first, *others) for name in each.merged),
            )
            for first, *others in alike.values()
        ]
        return tuple(sorted(joined, key=lambda each: (each.hidden, -each.articles, each.name)))

    def _known_outlets(self) -> dict[str, Outlet]:
        """Return the outlets by what their spellings share, shown ones before hidden ones."""
        return {_key(outlet.name): outlet for outlet in reversed(self.outlets())}

    def _spellings(self, name: str) -> list[str]:
        """Return the names of outlets with shown articles that are spelt like a name."""
        found = self._engine.statistics.all_outlets()
        return [each for each, shown, _ in found if shown and _key(each) == _key(name)]

    def rename_outlets(self, names: Sequence[str], other: str) -> Revision:
        """Show all articles of these outlets under another name, those added later too.

        Raises NotFoundError for an unknown outlet.
        """
        known = self._known_outlets()
        for name in (*names, *([other] if _key(other) in known else [])):
            outlet = known.get(_key(name))
            if outlet is None:
                raise _no_outlet(name, [each.name for each in known.values()])
            if outlet.hidden:
                raise OnRecordError(f"“{name}” is hidden. Show it first, then rename or merge it.")
        return self._corrections.apply(
            Revision(
                added=tuple(
                    OutletCorrection(name=spelling, other=other, made=date.today())
                    for spelling in dict.fromkeys(
                        s for name in names for s in self._spellings(name)
                    )
                    if spelling != other
                )
            )
        )

    def hide_outlet(self, *names: str) -> Revision:
        """Hide all articles of outlets, those added later too; raises NotFoundError."""
        hidden: list[str] = []
        for name in names:
            spellings = self._spellings(name) if name else []
            if not spellings:
                known = self._known_outlets().values()
                raise _no_outlet(name, [each.name for each in known if not each.hidden])
            hidden += spellings
        made = date.today()
        changes = [OutletCorrection(name=name, made=made) for name in dict.fromkeys(hidden)]
        return self._corrections.apply(Revision(added=tuple(changes)))

    def show_outlet(self, name: str) -> Revision:
        """Show the articles of a hidden outlet again; raises NotFoundError."""
        hidden = [each for each in self._outlet_corrections() if not each.other]
        removed = tuple(each for each in hidden if _key(each.name) == _key(name))
        if not removed:
            names = ", ".join(f"“{each.name}”" for each in hidden) or "none"
            raise NotFoundError(f"The outlet “{name}” is not hidden. Hidden outlets: {names}.")
        return self._corrections.apply(Revision(removed))

    def undo_renames(self, name: str) -> Revision:
        """Undo renames and merges into this name, or of it; raises NotFoundError."""
        changes = self._outlet_corrections()
        removed = tuple(
            each
            for each in changes
            if each.other and _key(name) in map(_key, (each.name, last_name(each.name, changes)))
        )
        if not removed:
            is_hidden = any(_key(each.name) == _key(name) and not each.other for each in changes)
            show = f" It is hidden; to show it: onrecord outlets show '{name}'" if is_hidden else ""
            raise NotFoundError(
                f"Nothing to undo: the outlet “{name}” was not renamed or merged.{show}"
            )
        return self._corrections.apply(Revision(removed))

    def _outlet_corrections(self) -> list[OutletCorrection]:
        return [each for each in self._corrections.all() if isinstance(each, OutletCorrection)]


def clean_value(name: str, text: str) -> str:
    """Return a value as it is stored, a date as in 2024-05-31; raises OnRecordError."""
    if name not in EDITABLE_FIELDS:
        raise OnRecordError(f"“{name}” cannot be edited. Fields: {', '.join(EDITABLE_FIELDS)}.")
    value = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if value.lower() == NO_VALUE:
        value = ""
    if name == "title" and not value:
        raise OnRecordError("The headline is empty. Type one.")
    return _clean_date(value) if name == "date" and value else value


def _clean_date(text: str) -> str:
    from index.sources.dates import is_ambiguous, parse_date  # dateparser, for dates in words

    try:
        day = parse_date(text, "")
    except IngestError as error:
        problem = "is ambiguous" if is_ambiguous(text) else "is not a date"
        raise OnRecordError(f"“{text[:40]}” {problem}. {_nearest_dates(text)}") from error
    return day.isoformat() if day else ""


def _nearest_dates(text: str) -> str:
    """Suggest dates to type instead of an unreadable one."""
    if match := NUMERIC_DATE.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
        month = min(max(month, 1), 12)
        last = monthrange(max(year, 1), month)[1]
        return f"Type, for example, {max(year, 1):04}-{month:02}-{min(max(day, 1), last):02}."
    if match := re.match(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII):
        first, second, year = map(int, match.groups())
        days = [
            f"{year}-{month:02}-{day:02}"
            for day, month in ((first, second), (second, first))
            if 1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]
        ]
        if days:
            return f"Type {' or '.join(days)}."
    return f"Type, for example, {date.today()}, 18 July 2023, or none."


def _key(name: str) -> str:
    """Return what all spellings of the name of an outlet share."""
    from index.engines.local.fulltext.field_names import spelling_key  # 3 ms

    return spelling_key(name)


def last_name(name: str, changes: Sequence[OutletCorrection]) -> str:
    """Return the name under which articles that were read with an outlet are shown."""
    for each in changes:
        if each.other and each.name == name:
            name = each.other
    return name


def _no_outlet(name: str, known: Iterable[str]) -> NotFoundError:
    from difflib import get_close_matches  # 6 ms, needed only for this error

    close = get_close_matches(name, list(known), 1)
    hint = f"Did you mean “{close[0]}”?" if close else "`onrecord outlets` lists them."
    return NotFoundError(f"No outlet is named “{name}”. {hint}")
