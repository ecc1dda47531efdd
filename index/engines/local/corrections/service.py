"""What the reader corrected: kept in a file of theirs, laid over what the program found.

The file is the truth. The database remembers the text that it was last brought in line with, and
keeps what the program had found, so that a table that is taken out leaves no trace. Whoever
writes the file holds the lock of a transaction: two programs lose none of each other's tables.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.article import (
    Annotation,
    Article,
    Correction,
    NameCorrection,
    Quote,
    QuoteCorrection,
    Revision,
)
from index.engines.local.corrections import toml_file
from index.engines.local.corrections.toml_file import Contents, contents
from index.engines.local.database.connection import Database
from index.engines.local.database.serialization import dump_quote, load_quote
from index.errors import ArchiveError, NotFoundError

OF_STORY = (
    "SELECT key FROM articles WHERE key = ?1"
    " OR story = (SELECT story FROM articles WHERE key = ?1) ORDER BY key"
)
NO_ARTICLE = "there is no such article in the archive"
NO_QUOTE = "no quote of the article has these words"
NO_NAME = "nobody is quoted under the name “{}”"


class Corrections:
    """The corrections of one database."""

    def __init__(
        self, database: Database, read: Callable[[int], tuple[Article, Annotation]], path: Path
    ) -> None:
        """``read`` gives the article of a key, with what holds of its quotes."""
        self._database, self._read = database, read
        self.path = path
        self._trouble = ""
        try:
            self._catch_up()
        except ArchiveError as error:
            self._trouble = error.message

    def _catch_up(self) -> None:
        """Do as the file says that was written by hand; a file that was lost is made again."""
        text, kept = toml_file.read(self.path), self._text()
        if text == kept or not (text or kept) or not self._database.writable:
            return
        with self._database.transaction() as cursor:
            text = toml_file.read(self.path)
            if text is None:
                toml_file.write(self.path, self._text())
            else:
                self._follow(cursor, text)

    def _text(self) -> str:
        rows = self._database.rows("SELECT text FROM corrections")
        return str(rows[0][0]) if rows else ""

    # Asking

    @property
    def _contents(self) -> Contents:
        return contents(self._text())

    def troubles(self) -> list[str]:
        """What in the file cannot be understood, each with its line."""
        of_file = [self._trouble] if self._trouble else []
        return of_file + [f"{self.path}, {trouble}" for trouble in self._contents.troubles]

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections in the order of the file."""
        return self._contents.corrections

    def unfit(self, correction: Correction) -> str:
        """Why a correction fits nothing that is in the archive; empty where it does."""
        if isinstance(correction, NameCorrection):
            names = (correction.name, correction.other)
            return next((NO_NAME.format(name) for name in names if not self._is_name(name)), "")
        key = self._key(correction.article)
        if key is None:
            return NO_ARTICLE
        from index.engines.local.corrections.quotes import fitting

        article, found = self._found(key)
        return "" if fitting(correction, article.text, found.quotes) is not None else NO_QUOTE

    def _is_name(self, name: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM speakers WHERE name = ? AND named", (name,)))

    def _key(self, id: str) -> int | None:
        rows = self._database.rows("SELECT key FROM articles WHERE id = ?", (id,))
        return int(rows[0][0]) if rows else None

    def _found(self, key: int) -> tuple[Article, Annotation]:
        """An article with what the program found in it."""
        article, holds = self._read(key)
        ((own,),) = self._database.rows("SELECT own FROM articles WHERE key = ?", (key,))
        if own is None:
            return article, holds
        return article, replace(holds, quotes=tuple(map(load_quote, json.loads(own))))

    def _about(self, key: int, said: Contents) -> list[tuple[QuoteCorrection, bool]]:
        """The corrections on an article, its copies and versions, and whether it is on this one."""
        by_id = _by_article(said)
        if not by_id:
            return []
        (own,) = self._database.rows("SELECT id FROM articles WHERE key = ?", (key,))[0]
        ids = self._database.rows(f"SELECT id FROM articles WHERE key IN ({OF_STORY})", (key,))  # noqa: S608
        wanted = {row[0] for row in ids}
        return [
            (each, each.article == own)
            for each in said.corrections
            if isinstance(each, QuoteCorrection) and each.article in wanted
        ]

    def propose(self, id: str, quote: Quote, speaker: str, is_quote: bool, made: date) -> Revision:
        """How to give a quote of an article to a speaker, empty for nobody who is known.

        Where that is what the program found, the correction that is there is taken out. Raises
        NotFoundError where there is no such quote any more.
        """
        from index.engines.local.corrections.quotes import corrected, first_words

        key = self._key(id)
        article, found = self._found(key) if key else (None, Annotation())
        numbers = [n for n, own in enumerate(found.quotes) if own.content == quote.content]
        if key is None or article is None or not numbers:
            raise NotFoundError("The quote is not in the archive any more.")
        number = numbers[0]
        own = found.quotes[number]
        speaker = " ".join(speaker.split())
        speaker = "" if speaker == toml_file.UNKNOWN else speaker
        about = self._about(key, self._contents)
        before = [
            each
            for each in about
            if corrected(article.text, found, [each]).decided.get(number) is each[0]
        ]
        out = tuple(correction for correction, _ in before)
        if is_quote and speaker == (own.speaker or ""):
            return Revision(out)
        words, nth = first_words(own, article.text)
        into = QuoteCorrection(
            article=article.id, title=article.title, words=words, nth=nth,
            was=own.speaker or "", speaker=speaker, is_quote=is_quote, made=made,
        )  # fmt: skip
        return Revision(out, (into,))

    def names_said(self) -> list[NameCorrection]:
        """What the reader says of names, in the order of the file."""
        return [each for each in self._contents.corrections if isinstance(each, NameCorrection)]

    # Changing

    def revise(self, revision: Revision) -> None:
        """Change the file, and do as it says then; raises ArchiveError, and nothing is done."""
        with self._database.transaction() as cursor:
            text = toml_file.read(self.path)
            if text is None:
                text = self._text() or toml_file.HEADER
            text = toml_file.revised(text, revision)
            toml_file.write(self.path, text)
            self._follow(cursor, text)

    def _follow(self, cursor: sqlite3.Cursor, text: str) -> None:
        """Bring the articles and names in line with a text of the file."""
        from index.engines.local.corrections.names import settle

        before, now = self._contents, contents(text)
        cursor.execute("REPLACE INTO corrections VALUES (1, ?)", (text,))
        old, new = _by_article(before), _by_article(now)
        changed = [one for one in {**old, **new} if old.get(one) != new.get(one)]
        self._correct(cursor, filter(None, map(self._key, changed)), now)
        if self.names_said() or any(isinstance(c, NameCorrection) for c in before.corrections):
            settle(cursor, self.names_said())

    def take_in(self, cursor: sqlite3.Cursor, keys: Sequence[int]) -> None:
        """Lay the corrections over articles that were added, their copies and versions."""
        self._correct(cursor, keys, self._contents)

    def _correct(self, cursor: sqlite3.Cursor, keys: Iterable[int], said: Contents) -> None:
        from index.engines.local.database.rewriting import rewrite

        done: set[int] = set()
        for key in keys:
            if key in done or not (self._about(key, said) or self._is_corrected(key)):
                continue
            story = [int(one) for (one,) in self._database.rows(OF_STORY, (key,))]
            for one in story:
                self._correct_one(one, said, lambda *values: rewrite(cursor, *values))
            done.update(story)

    def _is_corrected(self, key: int) -> bool:
        return bool(
            self._database.rows(
                f"SELECT 1 FROM articles WHERE own NOT NULL AND key IN ({OF_STORY})",  # noqa: S608
                (key,),
            )
        )

    def _correct_one(
        self, key: int, said: Contents, keep: Callable[[int, Article, Annotation, str | None], None]
    ) -> None:
        from index.engines.local.corrections.quotes import corrected

        article, found = self._found(key)
        _, holds = self._read(key)
        now = corrected(article.text, found, self._about(key, said)).annotation
        if now != holds:
            own = None if now == found else json.dumps([dump_quote(q) for q in found.quotes])
            keep(key, article, now, own)


def _by_article(said: Contents) -> dict[str, list[QuoteCorrection]]:
    found: dict[str, list[QuoteCorrection]] = defaultdict(list)
    for correction in said.corrections:
        if isinstance(correction, QuoteCorrection):
            found[correction.article].append(correction)
    return found
