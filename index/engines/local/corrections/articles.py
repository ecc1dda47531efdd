"""Apply the user's edits, deletions, and changes of outlets to the articles.

Changes apply in the order of the file: an outlet that is renamed and then merged has the last name,
and an outlet that the user gave one article is renamed with all others of that name.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.engines.local.database.article_changes import (
    StoredFields,
    hide_lines,
    keys_of,
    keys_of_outlets,
    story_of,
    write_fields,
)
from index.engines.local.database.serialization import HIDDEN, OUTDATED
from index.engines.local.database.speaker_counts import (
    SpeakerKey,
    delete_unquoted_names,
    update_first_and_last_days,
)
from index.user_data import ArticleEdit, Correction, Deletion, OutletCorrection


class ArticleChanges:
    """The edits, deletions and changes of outlets in a corrections file."""

    def __init__(self, corrections: Sequence[Correction] = ()) -> None:
        self.all = tuple(
            each
            for each in corrections
            if isinstance(each, ArticleEdit | Deletion | OutletCorrection)
        )
        self.deleted = frozenset(each.article for each in corrections if isinstance(each, Deletion))
        outlets = [each for each in corrections if isinstance(each, OutletCorrection)]
        self.hidden_outlets = frozenset(each.name for each in outlets if not each.other)
        self._edits: defaultdict[str, list[tuple[int, ArticleEdit]]] = defaultdict(list)
        self._renames: list[tuple[int, OutletCorrection]] = []
        for number, each in enumerate(corrections):
            if isinstance(each, ArticleEdit):
                self._edits[each.article].append((number, each))
            elif isinstance(each, OutletCorrection) and each.other:
                self._renames.append((number, each))

    def edits_of(self, ids: Iterable[str]) -> list[tuple[int, ArticleEdit]]:
        """Return the edits of these articles, each with its number in the file."""
        return [edit for article in ids for edit in self._edits.get(article, ())]

    def articles_with_source(self) -> set[str]:
        """Return the ids of the articles that the user gave another outlet."""
        edits = (edit for edits in self._edits.values() for _, edit in edits)
        return {edit.article for edit in edits if edit.field == "source"}

    def shown_fields(self, id: str, line: Iterable[str], read: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to show of an article; ``line`` are the ids of all its versions.

        The edits of other versions apply to a field without own edits that was read the same.
        """
        shown = dict(read)
        edits = self.edits_of(line)
        own_fields = {edit.field for _, edit in edits if edit.article == id}
        changes: list[tuple[int, ArticleEdit | OutletCorrection]] = [*edits, *self._renames]
        for _, change in sorted(changes, key=lambda numbered: numbered[0]):
            if isinstance(change, OutletCorrection):
                if shown["source"] == change.name:
                    shown["source"] = change.other
            elif change.article == id or (
                change.field not in own_fields and read[change.field] == change.was
            ):
                shown[change.field] = change.value
        return shown

    def is_hidden(self, line: Sequence[StoredFields], outlets: Iterable[str]) -> bool:
        """Whether a line is deleted, or the outlets of its newest version are hidden."""
        deleted = any(each.id in self.deleted for each in line)
        return deleted or not self.hidden_outlets.isdisjoint(outlets)


def apply_changes(
    cursor: sqlite3.Cursor, keys: Iterable[int], changes: ArticleChanges
) -> list[int]:
    """Apply the changes to these articles with their stories.

    Returns the keys of the articles that were hidden before, and are shown again.
    """
    done: set[int] = set()
    dated: set[SpeakerKey] = set()
    recounted: set[SpeakerKey] = set()
    days: set[str] = set()
    shown_again = []
    for key in keys:
        if key in done:
            continue
        story = story_of(cursor, key)
        lines: defaultdict[int, list[StoredFields]] = defaultdict(list)
        for each in story:
            lines[each.line].append(each)
            done.add(each.key)
        hidden = set()
        for number, line in lines.items():
            outlets = set()
            ids = [each.id for each in line]
            for each in line:
                new = changes.shown_fields(each.id, ids, each.read)
                days |= {each.shown["date"], new["date"]}
                if new != each.shown:
                    dated |= write_fields(cursor, each, new)
                if each.unhidden_state != OUTDATED:
                    outlets.add(new["source"])
            if changes.is_hidden(line, outlets):
                hidden.add(number)
            else:
                shown_again += [each.key for each in line if each.state == HIDDEN]
        recounted |= hide_lines(cursor, story, hidden)
    delete_unquoted_names(cursor, recounted)
    update_first_and_last_days(cursor, dated)
    update_first_and_last_days(cursor, recounted, days)
    return shown_again


def affected_keys(cursor: sqlite3.Cursor, before: ArticleChanges, now: ArticleChanges) -> list[int]:
    """Return the keys of the articles to which two states of the file may apply differently."""
    old, new = set(before.all), set(now.all)
    changed = old ^ new
    if [each for each in before.all if each in new] != [each for each in now.all if each in old]:
        changed = old | new  # the order of the file matters
    ids = {each.article for each in changed if not isinstance(each, OutletCorrection)}
    outlets = {each.name for each in changed if isinstance(each, OutletCorrection)}
    outlets |= {each.other for each in changed if isinstance(each, OutletCorrection)}
    if outlets:
        ids |= before.articles_with_source() | now.articles_with_source()
        _add_connected(outlets, old | new)
    return keys_of(cursor, ids) + keys_of_outlets(cursor, outlets - {""})


def _add_connected(outlets: set[str], changes: Iterable[Correction]) -> None:
    """Add the outlets that renames, and renames of these, connect with some."""
    pairs = [{c.name, c.other} for c in changes if isinstance(c, OutletCorrection) and c.other]
    while more := {name for pair in pairs if pair & outlets for name in pair} - outlets:
        outlets |= more
