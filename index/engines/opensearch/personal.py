"""What one person does with a shared archive, in SQLite on their own machine.

Stars, read state, tags, notes, searches, feeds and inputs are stored as in a local archive, in a
folder of this person. Each article that they touched has a row there with its id: an empty one,
in the state ``ELSEWHERE``, if they only marked it.

An article that they corrected, edited or deleted is copied there, with its copies and versions, and
the corrections file is applied to it as in a local archive: the person's version. Whatever is
read, searched or counted, the person's version replaces the shared one: which of these articles and
quotes match is decided here, and the cluster is asked for the rest. Only the place of an article in
a list sorted by date, outlet or headline follows the shared articles.

Merged and split names apply to whatever is read, and to ``speaker:``, which finds all names of the
person; see ``names``. A renamed outlet has its new name wherever it is shown, searched and counted,
and the articles of a hidden outlet are found nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from index.article import Annotation, Article, Entry, Quote
from index.engines.local.corrections import toml_file
from index.engines.local.database.connection import Database
from index.engines.local.database.marks import MarkTable
from index.engines.local.database.speakers import SpeakerTable
from index.engines.local.engine import LocalEngine
from index.engines.opensearch.storing.documents import SharedArticle
from index.engines.opensearch.storing.placement import put
from index.engines.protocol_parts import EngineCorrections
from index.query import Tree
from index.user_data import (
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
    QuoteCorrection,
    Revision,
)

ELSEWHERE = 4  # the state of an article that the person marked, and the cluster has
CHANGED = (
    "state < 4 AND (own NOT NULL OR original NOT NULL OR state = 3 OR unhidden_state NOT NULL)"
)
NO_ARTICLE = "no such article in the archive"
NO_NAME = "nobody is quoted under the name “{}”"

Adopt = Callable[[Sequence[str]], Sequence[SharedArticle]]


class PersonalArchive:
    """The folder of one person. Every method may be called from any thread."""

    def __init__(self, folder: Path, full_id: Callable[[str], str], fetch: Adopt) -> None:
        """``full_id`` completes the id of a shared article, ``fetch`` returns their stories."""
        self.local = LocalEngine(folder)
        self._database = self.local.store.database
        self._fetch = fetch
        self._full_id = full_id
        self.marks = MarkTable(self._database, self.key)

    def close(self) -> None:
        """Close all files."""
        self.local.close()

    def find_names(
        self, matching: Callable[[Sequence[str]], list[str]],
        all_names: Callable[[str], Sequence[str]],
    ) -> None:  # fmt: skip
        """Set what returns the names of people of the shared archive: with words, and of one.

        Searches of the changed articles need them.
        """
        self.local.store.speakers = _SharedNames(self._database, matching, all_names)

    # Keys

    def key(self, id: str) -> int:
        """Return the key of an article in this folder; raises NotFoundError."""
        full = self._full_id(id)
        if found := self._keys([full]):
            return found[full]
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO articles (id, title, title_from_text, text, source, byline,"
                " url, section, topics, location, quotes, speakers, words, entities, english,"
                " state, indexed, address) VALUES (?, '', 0, '', '', '', '', '', '[]', '', 0, 0, 0,"
                " '[]', 1, ?, 1, '')",
                (full, ELSEWHERE),
            )
        return self._keys([full])[full]

    def _keys(self, ids: Sequence[str]) -> dict[str, int]:
        return dict(self._database.rows(
            "SELECT id, key FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ))  # fmt: skip

    def ids(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of the articles with these keys."""
        rows = self._database.rows(
            "SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return [str(row[0]) for row in rows]

    # Marks

    def inherit(self, new: str, old: str) -> None:
        """Mark a newer version of an article as the older one, but not as read."""
        if old in self._keys([old]):
            keys = self.key(new), self.key(old)
            with self._database.transaction() as cursor:
                cursor.execute(
                    "INSERT OR IGNORE INTO marks (article, kind, value)"
                    " SELECT ?, kind, value FROM marks WHERE article = ? AND kind != 'read'",
                    keys,
                )

    def with_marks(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return list entries with this person's marks and edits."""
        keys = self._keys([entry.id for entry in entries])
        own = self.local.store.articles.entries(list(keys.values()))
        by_id = {entry.id: entry for entry in own.values()}
        changed = self.changed()
        return [
            self._merged(entry, by_id[entry.id], is_changed=entry.id in changed)
            if entry.id in by_id
            else entry
            for entry in entries
        ]

    def _merged(self, shared: Entry, own: Entry, *, is_changed: bool) -> Entry:
        if is_changed:
            return own
        return shared._replace(
            read=own.read, starred=own.starred, tags=own.tags, has_note=own.has_note
        )

    # Changed articles

    def changed(self) -> set[str]:
        """Return the ids of the articles that have a version of this person's own."""
        return {row[0] for row in self._database.rows(f"SELECT id FROM articles WHERE {CHANGED}")}  # noqa: S608

    def read(self, ids: Sequence[str]) -> dict[str, tuple[Article, Annotation]]:
        """Return this person's versions of articles, of those that have any."""
        wanted = self.changed().intersection(ids)
        articles = self.local.store.articles
        return {name: articles.read(key) for name, key in self._keys(list(wanted)).items()}

    def places(self, ids: Sequence[str]) -> dict[str, tuple[int, Annotation]]:
        """Return the keys of articles in this folder, with their quotes in this version."""
        articles = self.local.store.articles
        return {name: (key, articles.read(key)[1]) for name, key in self._keys(ids).items()}

    def hidden(self) -> set[str]:
        """Return the ids of the articles that are hidden one by one."""
        return {row[0] for row in self._database.rows("SELECT id FROM articles WHERE state = 3")}

    def matching_articles(self, tree: Tree) -> list[str]:
        """Return the ids of the changed articles that match in this person's version."""
        changed = self.changed()
        if not changed:
            return []
        result = self.local.index.results().match_articles(tree)
        keys = result.index.column("key")[result.matched.documents].tolist()
        return [each for each in self.ids(keys) if each in changed]

    def matching_quotes(self, tree: Tree | None) -> dict[str, list[int]]:
        """Return the numbers of the quotes that match, of each changed article."""
        changed = self.changed()
        if not changed:
            return {}
        result = self.local.index.results().match_quotes(tree)
        documents = result.matched.documents
        keys, numbers = (
            result.index.column(each)[documents].tolist() for each in ("key", "number")
        )
        names = {key: name for name, key in self._keys(list(changed)).items()}
        found: dict[str, list[int]] = {}
        for key, number in zip(keys, numbers, strict=True):
            if key in names:
                found.setdefault(names[key], []).append(number)
        return found

    def numbers_in(self, tree: Tree, id: str) -> list[int]:
        """Return the numbers of the matching quotes in a changed article."""
        return self.local.index.results().quote_numbers(tree, self._keys([id])[id])

    def outlets(self, states: Sequence[int]) -> list[tuple[str, bool, int]]:
        """Return the outlets of the changed articles that are, or were, in one of these states.

        Each comes with whether they are hidden, and their number.
        """
        return self._database.rows(
            f"SELECT source, state = 3, count(*) FROM articles WHERE {CHANGED}"  # noqa: S608
            " AND CASE state WHEN 3 THEN unhidden_state ELSE state END"
            " IN (SELECT value FROM json_each(?))"
            " GROUP BY 1, 2",
            (json.dumps(list(states)),),
        )

    # Corrections

    def adopt(self, ids: Sequence[str]) -> None:
        """Copy articles here, each with its copies and versions, unless they are here."""
        rows = self._database.rows("SELECT id FROM articles WHERE state < ?", (ELSEWHERE,))
        missing = sorted(set(ids) - {row[0] for row in rows})
        if not missing:
            return
        stories = sorted(self._fetch(missing), key=lambda stored: stored.added)
        with self._database.transaction() as cursor:
            cursor.execute("SELECT id FROM articles WHERE state < ?", (ELSEWHERE,))
            here = {row[0] for row in cursor.fetchall()}
            keys: dict[int, int] = {}
            adopted = [each for each in stories if each.article.id not in here]
            for each in adopted:
                row = cursor.execute(
                    "SELECT key FROM articles WHERE id = ?", (each.article.id,)
                ).fetchone()
                cursor.execute("DELETE FROM articles WHERE id = ?", (each.article.id,))
                newest = cursor.execute("SELECT coalesce(max(key), 0) FROM articles").fetchone()[0]
                marked = cursor.execute("SELECT coalesce(max(article), 0) FROM marks").fetchone()[0]
                keys[each.added] = row[0] if row else max(newest, marked) + 1
                put(cursor, each, keys[each.added])
            for each in adopted:
                place = (
                    keys.get(each.story, keys[each.added]),
                    keys.get(each.line, keys[each.added]),
                )
                cursor.execute(
                    "UPDATE articles SET story = ?, line = ? WHERE key = ?",
                    (*place, keys[each.added]),
                )


class _SharedNames(SpeakerTable):
    """The names of the shared archive in searches of the changed articles."""

    def __init__(
        self, database: Database, matching: Callable[[Sequence[str]], list[str]],
        all_names: Callable[[str], Sequence[str]],
    ) -> None:  # fmt: skip
        super().__init__(database, lambda _: None)
        self._matching, self._all_names = matching, all_names

    def names_matching(self, wanted: Sequence[str]) -> list[str]:
        return self._matching(wanted)

    def all_names(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((name, *self._all_names(name))))


class PersonalCorrections(EngineCorrections):
    """The corrections of shared articles by one person."""

    def __init__(
        self,
        personal: PersonalArchive,
        is_quoted: Callable[[str], bool],
        has_outlet: Callable[[str], bool],
        exists: Callable[[str], bool],
    ) -> None:
        """The functions tell what the shared archive has."""
        self._personal, self._own = personal, personal.local.corrections
        self._is_quoted, self._has_outlet, self._exists = is_quoted, has_outlet, exists

    @property
    def path(self) -> Path:
        return self._own.path

    def apply_file(self) -> None:
        """Copy the articles that the file names, then apply the file."""
        text = toml_file.read(self.path)
        if text:
            self._adopt(toml_file.parse(text).corrections)
            self._personal.local.store.corrections.apply_file()

    def all(self) -> tuple[Correction, ...]:
        return self._own.all()

    def names(self) -> tuple[NameCorrection, ...]:
        """Return the corrections of names."""
        return tuple(each for each in self.all() if isinstance(each, NameCorrection))

    def outlets(self) -> Mapping[str, str]:
        """Return the new name of each renamed outlet; empty for a hidden one."""
        names: dict[str, str] = {}
        for each in self.all():
            if isinstance(each, OutletCorrection):
                names = {old: each.other if new == each.name else new for old, new in names.items()}
                names[each.name] = each.other
        return names

    def problems(self) -> tuple[str, ...]:
        return self._own.problems()

    def why_unmatched(self, correction: Correction) -> str:
        if isinstance(correction, NameCorrection):
            names = (correction.name, correction.other)
            return next((NO_NAME.format(name) for name in names if not self._is_quoted(name)), "")
        if isinstance(correction, OutletCorrection):
            known = self._has_outlet(correction.name)
            return "" if known else self._own.why_unmatched(correction)
        if not self._exists(correction.article):
            return NO_ARTICLE
        self._adopt([correction])
        return self._own.why_unmatched(correction)

    def propose(
        self, id: str, quote: Quote, speaker: str, is_quote: bool, made: date,
        *, is_confirmed: bool = False,
    ) -> Revision:  # fmt: skip
        self._personal.adopt([id])
        return self._own.propose(id, quote, speaker, is_quote, made, is_confirmed=is_confirmed)

    def propose_edit(self, id: str, values: Mapping[str, str], made: date) -> Revision:
        self._personal.adopt([id])
        return self._own.propose_edit(id, values, made)

    def revise(self, revision: Revision) -> list[str]:
        """Change the file and this person's versions; return what was hidden before."""
        self._adopt((*revision.removed, *revision.added))
        return self._personal.local.revise(revision)

    def _adopt(self, corrections: Sequence[Correction]) -> None:
        ids = [
            each.article
            for each in corrections
            if isinstance(each, QuoteCorrection | ArticleEdit | Deletion)
        ]
        if ids:
            self._personal.adopt(ids)
