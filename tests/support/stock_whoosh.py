"""Whoosh's own searcher: over an index of the same words in its own format, and over ours.

``QueryTranslator`` makes a query of Whoosh from a tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

from whoosh import query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import FileIndex, create_in, exists_in, open_dir
from whoosh.matching import Matcher, NullMatcher
from whoosh.query import spans

from index.article import Annotation, Article
from index.engines.local.engine import INDEX, LocalEngine
from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import OTHER_FORM, fold, stem, token_pattern, words
from index.engines.local.fulltext.documents import RUN_GAP
from index.engines.local.fulltext.schema import DayRange, Forms
from index.engines.local.fulltext.search.term_expansion import query_words
from index.query import And, Dates, Fuzzy, Near, Not, Or, Phrase, Wildcard, Word
from index.query.tree import Tree

StoredArticle = tuple[int, Article, Annotation]  # with its key in the database
RUN_BREAK = "\f"  # between the title and the body, or two names
STEMMED = ("text", "title", "said")
SLOP = {"speaker": 3, "person": 3}
_numbers = count(1)
LABELS = {"person": "person", "organisation": "org", "place": "place"}


class RunsTokenizer(Tokenizer):  # type: ignore[misc]
    """Split a text into the words that onrecord indexes, at the same positions."""

    def __call__(self, value: str, *, chars: bool = False, **options: Any) -> Iterator[Token]:
        """Yield one token again and again, as Whoosh's own tokenizers do."""
        token, position, offset = Token(positions=True, chars=chars), 0, 0
        token.boost = 1.0
        for run in value.split(RUN_BREAK):
            if run.endswith(OTHER_FORM) and run[:-1].isalnum():
                token.text, token.pos = run, position
                token.startchar, token.endchar = offset, offset + len(run)
                yield token
                position += 1
            for match in token_pattern().finditer("" if run.endswith(OTHER_FORM) else run):
                token.text, token.pos = fold(match.group()), position
                token.startchar, token.endchar = offset + match.start(), offset + match.end()
                yield token
                position += 1
            position += RUN_GAP
            offset += len(run) + len(RUN_BREAK)


def _words() -> TEXT:
    return TEXT(analyzer=RunsTokenizer())


def _number() -> NUMERIC:
    return NUMERIC(bits=64, sortable=True)


SCHEMAS = {
    "articles": Schema(
        key=_number(), date=_number(), outlet=_number(), text=_words(), title=_words(),
        by=_words(), source=_words(), person=_words(), org=_words(), place=_words(),
        entity=_words(),
    ),
    "quotes": Schema(
        key=_number(), number=_number(), date=_number(), said=_words(), speaker=_words(),
        cue=_words(), type=KEYWORD(),
    ),
}  # fmt: skip
BATCH = 2000  # articles in a segment, before Whoosh merges segments


def build_stock(folder: Path, engine: LocalEngine) -> dict[str, FileIndex]:
    """Open Whoosh's own index of the articles and one of the quotes of an engine.

    They are written if the folder is empty.
    """
    folder.mkdir(exist_ok=True)
    if exists_in(str(folder), "articles"):
        return {name: open_dir(str(folder), name) for name in SCHEMAS}
    indexes = {name: create_in(str(folder), schema, name) for name, schema in SCHEMAS.items()}
    stored = stored_articles(engine)
    while batch := list(islice(stored, BATCH)):
        for name, documents in (("articles", article_fields), ("quotes", quote_fields)):
            writer = indexes[name].writer(limitmb=256)
            for item in batch:
                for document in documents(*item):
                    writer.add_document(**document)
            writer.commit()
    return indexes


def open_ours(engine: LocalEngine) -> dict[str, FileIndex]:
    """Open the indexes of an engine by Whoosh."""
    return {name: open_dir(str(engine.folder / INDEX), name) for name in SCHEMAS}


def article_fields(key: int, article: Article, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """Yield the fields of the document of an article."""
    names = defaultdict(list)
    for entity in annotation.entities:
        names["entity"].append(entity.name)
        if field := LABELS.get(entity.label):
            names[field].append(entity.name)
    title = "" if article.title_from_text else article.title
    yield {
        "key": key,
        **_dated(article),
        "text": RUN_BREAK.join([title, article.text, *other_words(title, article.text)]),
        "title": RUN_BREAK.join([article.title, *other_words(article.title)]),
        "by": RUN_BREAK.join(with_joined([article.byline])),
        "source": RUN_BREAK.join(with_joined([article.source])),
        "outlet": _outlet_number(article.source),
        **{field: RUN_BREAK.join(with_joined(own)) for field, own in names.items()},
    }


def quote_fields(key: int, article: Article, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """Yield the fields of the document of each quote."""
    for number, quote in enumerate(annotation.quotes):
        yield {
            "key": key,
            "number": number,
            **_dated(article),
            "said": RUN_BREAK.join([text := quote.cut(article.text), *other_words(text)]),
            "speaker": RUN_BREAK.join(with_joined(quote.speakers)),
            "cue": RUN_BREAK.join(with_joined(span.cut(article.text) for span in quote.cue)),
            "type": quote.kind,
        }


@cache
def _outlet_number(source: str) -> int:
    return next(_numbers)


def _dated(article: Article) -> dict[str, int]:
    return {"date": article.date.toordinal()} if article.date else {}


def stored_articles(engine: LocalEngine) -> Iterator[StoredArticle]:
    """Yield all indexed articles of an engine."""
    articles = engine.index.results().articles
    for key in articles.column("key")[articles.documents].tolist():
        yield (key, *engine.store.articles.read(key))


class AnyForm(spans.SpanOr):  # type: ignore[misc]
    """Match the forms that a segment has: Whoosh's own query fails if it has none of them."""

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Return the matcher for one segment."""
        there = [form for form in self.subqs if form.estimate_size(searcher.reader())]
        return spans.SpanOr(there).matcher(searcher, context) if there else NullMatcher()


class QueryTranslator:
    """Translate trees into queries of Whoosh over one index."""

    def __init__(self, index: FileIndex) -> None:
        self._is_stock = isinstance(index.schema["date"], NUMERIC)
        self._forms: dict[tuple[str, str], list[str]] = defaultdict(list)
        with index.reader() as reader:
            for field in STEMMED:
                if field in index.schema:
                    for term in reader.field_terms(field):
                        self._forms[field, stem(term)].append(term)

    def translate(self, tree: Tree) -> query.Query:
        """Return the query of a tree; raises NotImplementedError if Whoosh has none."""
        match tree:
            case And(parts):
                return query.And([self.translate(part) for part in parts])
            case Or(parts):
                return query.Or([self.translate(part) for part in parts])
            case Not(part):
                return query.Not(self.translate(part))
            case Dates(first, last):
                return self._dates(first, last)
            case Near(left, right, distance, ordered):
                both = [self._with_positions(left), self._with_positions(right)]
                return spans.SpanNear2(both, slop=distance, ordered=ordered)
            case Word(field, text) | Phrase(field, text) if len(parts := words(text)) != 1:
                return query.Phrase(field, parts, slop=SLOP.get(field, 1))
            case Word(field, text, exact) if field in STEMMED and not (exact or self._is_stock):
                return Forms(field, fold(text))
            case Word(field, text, exact) if field in STEMMED and not exact:
                forms = self._forms.get((field, stem(fold(text))), [])
                return query.Or([query.Term(field, form) for form in forms])
            case Word(field, text) | Phrase(field, text):
                return query.Term(field, fold(text))
            case Wildcard(field):
                return query.Wildcard(field, *query_words(tree))
            case Fuzzy(field, text, edits):
                return query.FuzzyTerm(field, fold(text), maxdist=edits, prefixlength=0)
        raise NotImplementedError(tree)

    def _dates(self, first: date | None, last: date | None) -> query.Query:
        if self._is_stock:
            low = first.toordinal() if first else 1
            return query.NumericRange("date", low, last and last.toordinal())
        return DayRange("date", (first or date.min).toordinal(), (last or date.max).toordinal())

    def _with_positions(self, tree: Tree) -> query.Query:
        found = self.translate(tree)
        return AnyForm(found.subqueries) if isinstance(found, query.Or) else found


def matching_rows(searcher: Any, found: query.Query, *columns: str) -> set[tuple[int, ...]]:
    """Return the values of columns in the documents that Whoosh's searcher finds."""
    readers = [searcher.reader().column_reader(column) for column in columns]
    documents = searcher.search(found, limit=None).docs()
    return {tuple(int(reader[document]) for reader in readers) for document in documents}
