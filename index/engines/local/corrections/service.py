"""Apply the user's corrections from corrections.toml to what the database has.

The file is authoritative. The database remembers the text that was applied last, and what the
program had found, so that a correction that is removed leaves no trace. The file is only written
inside a transaction, so two processes never lose each other's corrections.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import UNKNOWN_SPEAKER, Annotation, Article, Quote
from index.engines.local.database.articles import ArticleStore
from index.engines.local.database.serialization import (
    FROM_TEXT,
    dump_quote,
    load_quote,
    read_date,
)
from index.engines.protocol_parts import EngineCorrections
from index.errors import ArchiveError, NotFoundError
from index.user_data import (
    ArticleEdit,
    Correction,
    NameCorrection,
    OutletCorrection,
    QuoteCorrection,
    Revision,
)

if TYPE_CHECKING:
    from index.engines.local.corrections.toml_file import ParsedFile

# What only corrections need is imported where it is used: an archive without any saves 1 ms.

STORY_KEYS = (
    "SELECT key FROM articles WHERE key = ?1"
    " OR story = (SELECT story FROM articles WHERE key = ?1) ORDER BY key"
)
NO_ARTICLE = "no such article in the archive"
NO_QUOTE = "no quote of the article has these words"
NO_NAME = "nobody is quoted under the name “{}”"
NO_OUTLET = "no article has or had the outlet “{}”"


class CorrectionService(EngineCorrections):
    """The corrections of one archive."""

    def __init__(self, articles: ArticleStore, path: Path) -> None:
        """Writes nothing; ``apply_file`` brings the database in line with the file."""
        self._articles, self._database = articles, articles.database
        self._path = path
        self._file_problem = ""

    @property
    def path(self) -> Path:
        return self._path

    def apply_file(self) -> None:
        """Apply changes made to the file by hand; write the file again if it was deleted.

        If the file cannot be used, ``problems`` says why.
        """
        if not (self.path.exists() or self._applied_text()):
            return
        from index.engines.local.corrections import toml_file

        try:
            text, applied = toml_file.read(self.path), self._applied_text()
            if text == applied or not (text or applied) or not self._database.writable:
                return
            with self._database.transaction() as cursor:
                text = toml_file.read(self.path)
                if text is None:
                    toml_file.write(self.path, self._applied_text())
                else:
                    self._apply(cursor, text)
        except ArchiveError as error:
            self._file_problem = error.message

    def _applied_text(self) -> str:
        rows = self._database.rows("SELECT text FROM corrections")
        return str(rows[0][0]) if rows else ""

    # Reading

    @property
    def _applied(self) -> ParsedFile:
        from index.engines.local.corrections.toml_file import parse

        return parse(self._applied_text())

    def problems(self) -> tuple[str, ...]:
        problems = [self._file_problem] if self._file_problem else []
        if not self._applied_text():
            return tuple(problems)
        return (*problems, *(f"{self.path}, {problem}" for problem in self._applied.problems))

    def all(self) -> tuple[Correction, ...]:
        return self._applied.corrections

    def why_unmatched(self, correction: Correction) -> str:
        if isinstance(correction, NameCorrection):
            names = (correction.name, correction.other)
            return next((NO_NAME.format(name) for name in names if not self._is_quoted(name)), "")
        if isinstance(correction, OutletCorrection):
            from index.engines.local.database.article_changes import keys_of_outlets

            keys = keys_of_outlets(self._database.connection().cursor(), [correction.name])
            is_known = keys or self._is_edited_outlet(correction.name)
            return "" if is_known else NO_OUTLET.format(correction.name)
        key = self._key(correction.article)
        if key is None:
            return NO_ARTICLE
        if not isinstance(correction, QuoteCorrection):
            return ""
        from index.engines.local.corrections.quotes import find_quote

        article, found = self._article_as_found(key)
        return "" if find_quote(correction, article.text, found.quotes) is not None else NO_QUOTE

    def _is_edited_outlet(self, name: str) -> bool:
        """Return whether the user gave an article this outlet."""
        edits = (each for each in self.all() if isinstance(each, ArticleEdit))
        return any(each.field == "source" and each.value == name for each in edits)

    def _is_quoted(self, name: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM speakers WHERE name = ? AND named", (name,)))

    def _key(self, id: str) -> int | None:
        rows = self._database.rows("SELECT key FROM articles WHERE id = ?", (id,))
        return int(rows[0][0]) if rows else None

    def _article_as_found(self, key: int) -> tuple[Article, Annotation]:
        """Return an article with the quotes that the program found, before corrections."""
        article, annotation = self._articles.read(key)
        ((original,),) = self._database.rows("SELECT own FROM articles WHERE key = ?", (key,))
        if original is None:
            return article, annotation
        return article, annotation._replace(quotes=tuple(map(load_quote, json.loads(original))))

    def original(self, key: int) -> tuple[Article, Annotation]:
        """Return an article as it was read and annotated, without any correction."""
        article, annotation = self._article_as_found(key)
        (fields,) = self._database.rows("SELECT original FROM articles WHERE key = ?", (key,))[0]
        if fields:
            read = json.loads(fields)
            from_text = bool(read.pop(FROM_TEXT, article.title_from_text))
            if "date" in read:
                read["date"] = read_date(read["date"])
            article = article._replace(**read, title_from_text=from_text, edited=())
        quotes = tuple(quote._replace(persons=()) for quote in annotation.quotes)
        return article, annotation._replace(quotes=quotes)

    def _corrections_of(self, key: int, file: ParsedFile) -> list[tuple[QuoteCorrection, bool]]:
        """Return the corrections of a story, each with whether it was made on this article."""
        if not file.quotes:
            return []
        (own_id,) = self._database.rows("SELECT id FROM articles WHERE key = ?", (key,))[0]
        rows = self._database.rows(f"SELECT id FROM articles WHERE key IN ({STORY_KEYS})", (key,))  # noqa: S608
        ids = {row[0] for row in rows} & file.quotes.keys()
        return [
            (correction, correction.article == own_id)
            for correction in (file.corrections if ids else ())
            if isinstance(correction, QuoteCorrection) and correction.article in ids
        ]

    def propose(
        self, id: str, quote: Quote, speaker: str, is_quote: bool, made: date,
        *, is_confirmed: bool = False,
    ) -> Revision:  # fmt: skip
        from index.engines.local.corrections.quotes import apply_corrections, first_words

        key = self._key(id)
        article, found = self._article_as_found(key) if key else (None, Annotation())
        numbers = [n for n, each in enumerate(found.quotes) if each.content == quote.content]
        if key is None or article is None or not numbers:
            raise NotFoundError("This quote is no longer in the archive. Open the article again.")
        number = numbers[0]
        original = found.quotes[number]
        speaker = " ".join(speaker.split())
        speaker = "" if speaker == UNKNOWN_SPEAKER else speaker
        removed = tuple(
            each[0]
            for each in self._corrections_of(key, self._applied)
            if apply_corrections(article.text, found, [each]).applied.get(number) is each[0]
        )
        if is_quote and not is_confirmed and speaker == (original.speaker or ""):
            return Revision(removed)
        words, nth = first_words(original, article.text)
        added = QuoteCorrection(
            article=article.id, title=article.title, words=words, nth=nth,
            found_speaker=original.speaker or "", speaker=speaker, is_quote=is_quote, made=made,
        )  # fmt: skip
        return Revision(removed, (added,))

    def propose_edit(self, id: str, values: Mapping[str, str], made: date) -> Revision:
        from index.engines.local.corrections.articles import ArticleChanges
        from index.engines.local.database.article_changes import story_of

        key = self._articles.find_key(id)
        story = story_of(self._database.connection().cursor(), key)
        article = next(each for each in story if each.key == key)
        changed = {name: new for name, new in values.items() if new != article.shown[name]}
        corrections = self._applied.corrections
        removed = tuple(
            each
            for each in corrections
            if isinstance(each, ArticleEdit)
            and each.article == article.id
            and each.field in changed
        )
        without = ArticleChanges([each for each in corrections if each not in removed])
        line = [each.id for each in story if each.line == article.line]
        shown = without.shown_fields(article.id, line, article.read)
        added = (
            ArticleEdit(
                article=article.id, field=name, was=article.read[name], value=new,
                title=article.read["title"], made=made,
            )
            for name, new in changed.items()
            if new != shown[name]
        )  # fmt: skip
        return Revision(removed, tuple(added))

    # Changing

    def revise(self, revision: Revision) -> list[str]:
        """Change the file, then apply it; raises ArchiveError.

        The file is replaced inside the transaction. If it cannot be written, nothing changes. If
        the database fails afterwards, it is rolled back, and the next start applies the new file.
        Returns the ids of articles that were hidden before.
        """
        from index.engines.local.corrections import toml_file

        with self._database.transaction() as cursor:
            text = toml_file.read(self.path)
            if text is None:
                text = self._applied_text() or toml_file.HEADER
            text = toml_file.edit(text, revision)
            toml_file.write(self.path, text)
            return self._apply(cursor, text)

    def _apply(self, cursor: sqlite3.Cursor, text: str) -> list[str]:
        """Apply a text of the file to all articles and names whose corrections changed.

        Returns the ids of articles that were hidden before.
        """
        from index.engines.local.corrections.articles import affected_keys, apply_changes
        from index.engines.local.corrections.toml_file import parse

        before, now = self._applied, parse(text)
        cursor.execute("REPLACE INTO corrections VALUES (1, ?)", (text,))
        old, new = before.quotes, now.quotes
        changed = [each for each in {**old, **new} if old.get(each) != new.get(each)]
        self._correct(cursor, filter(None, map(self._key, changed)), now)
        affected = affected_keys(cursor, before.articles, now.articles)
        shown_again = apply_changes(cursor, affected, now.articles)
        if before.names or now.names:
            self._apply_to_names(cursor, now)
        rows = cursor.execute(
            "SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
            (json.dumps(shown_again),),
        )
        return [row[0] for row in rows.fetchall()]

    def correct_names(self, cursor: sqlite3.Cursor) -> None:
        """Apply the corrections of names after names were folded."""
        self._apply_to_names(cursor, self._applied)

    def _apply_to_names(self, cursor: sqlite3.Cursor, file: ParsedFile) -> None:
        from index.engines.local.corrections.names import apply_name_corrections

        apply_name_corrections(cursor, file.names)

    def correct_articles(self, cursor: sqlite3.Cursor, keys: Sequence[int]) -> None:
        """Apply the corrections to new articles and their stories."""
        self._correct(cursor, keys, self._applied)
        if self._applied.articles.all:
            from index.engines.local.corrections.articles import apply_changes

            apply_changes(cursor, keys, self._applied.articles)

    def _correct(self, cursor: sqlite3.Cursor, keys: Iterable[int], file: ParsedFile) -> None:
        done: set[int] = set()
        for key in keys:
            if key in done or not (self._corrections_of(key, file) or self._is_corrected(key)):
                continue
            story = [int(key) for (key,) in self._database.rows(STORY_KEYS, (key,))]
            for each in story:
                self._correct_article(cursor, each, file)
            done.update(story)

    def _is_corrected(self, key: int) -> bool:
        return bool(
            self._database.rows(
                f"SELECT 1 FROM articles WHERE own NOT NULL AND key IN ({STORY_KEYS})",  # noqa: S608
                (key,),
            )
        )

    def _correct_article(self, cursor: sqlite3.Cursor, key: int, file: ParsedFile) -> None:
        from index.engines.local.corrections.quotes import apply_corrections
        from index.engines.local.database.article_writer import rewrite

        article, found = self._article_as_found(key)
        corrections = self._corrections_of(key, file)
        corrected = apply_corrections(article.text, found, corrections).annotation
        if corrected != self._articles.annotation(key):
            is_changed = corrected != found
            original = json.dumps([dump_quote(q) for q in found.quotes]) if is_changed else None
            rewrite(cursor, key, article, corrected, original)
