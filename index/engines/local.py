"""The engine on this machine: SQLite keeps, Whoosh finds."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from whoosh import query as whoosh
from whoosh.searching import Searcher

from index.article import Annotation, Article, Entry, Hit, QuoteHit, Span, Speaker
from index.engines.compile import Compiler
from index.engines.engine import Order
from index.engines.fulltext import FullText, column, searcher
from index.engines.snippets import match_spans, snippets
from index.engines.store import Store, quote_hit
from index.errors import ArchiveError, NotFoundError
from index.query import Tree

INDEX_BATCH = 200


class LocalEngine:
    """Articles in one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; make it where there is none. Raises ArchiveError."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"{folder} cannot be an archive: {error.strerror}.") from error
        self._store = Store(folder / "archive.sqlite")
        self._text = FullText(folder / "index")
        self._writing = threading.Lock()

    def close(self) -> None:
        """Give up the files."""
        self._store.close()

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Keep these articles; on return they can be read and found."""
        self._store.add(batch)
        self.catch_up()

    def catch_up(self) -> int:
        """Index what is kept but cannot be found yet; returns how many articles that were."""
        done = 0
        with self._writing:
            while batch := self._store.not_indexed(INDEX_BATCH):
                self._text.add(batch, again=True)
                self._store.mark_indexed(key for key, _, _ in batch)
                done += len(batch)
        return done

    def rebuild(self) -> int:
        """Make the index again from what is kept; returns how many articles there are."""
        with self._writing:
            self._text.clear()
            self._store.forget_index()
        return self.catch_up()

    # Reading

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return self._store.has(id)

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        ids = self._store.ids(prefix) if prefix.isalnum() else []
        if not ids:
            raise NotFoundError(f"No article has an id that begins with “{prefix}”.")
        if len(ids) > 1:
            raise NotFoundError(f"Several articles have an id that begins with “{prefix}”.")
        return ids[0]

    def count(self) -> int:
        """How many articles there are."""
        return self._store.count()

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        return tuple(self._store.articles(order != "oldest", offset, limit))

    def article(self, id: str) -> Article:
        """The article with that id; raises NotFoundError."""
        return self._store.article(self._key(id))

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of the article with that id; raises NotFoundError."""
        return self._store.annotation(self._key(id))

    def _key(self, id: str) -> int:
        return self._store.key(self.full_id(id))

    # Finding

    def search(
        self, tree: Tree, order: Order, offset: int, limit: int
    ) -> tuple[int, tuple[Hit, ...]]:
        """How many articles match, and one page of them."""
        with searcher(self._text.articles) as articles, searcher(self._text.quotes) as quotes:
            found = _Finding(articles, quotes)
            total, keys = found.articles(tree, order, offset, limit)
            matching = found.quotes_of_articles
        entries = self._store.entries(keys)
        return total, tuple(self._hit(tree, key, entries[key], matching[key]) for key in keys)

    def _hit(self, tree: Tree, key: int, entry: Entry, numbers: Sequence[int]) -> Hit:
        text = self._store.article(key).text
        all_quotes = self._store.annotation(key).quotes if numbers else ()
        spans = match_spans(tree, text)
        return Hit(
            entry,
            snippets(text, spans) if spans or not numbers else (),
            tuple(quote_hit(entry, number, all_quotes[number], text) for number in sorted(numbers)),
        )

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order; raises NotFoundError."""
        key = self._key(id)
        text, annotation = self._store.article(key).text, self._store.annotation(key)
        with searcher(self._text.articles) as articles, searcher(self._text.quotes) as quotes:
            found = _Finding(articles, quotes)
            found.articles(tree, "relevance", 0, 1)
        spoken = {
            span
            for number in found.quotes_of_articles[key]
            for span in annotation.quotes[number].content
        }
        return tuple(sorted(spoken.union(match_spans(tree, text))))

    def quotes(
        self, tree: Tree | None, offset: int, limit: int
    ) -> tuple[int, tuple[QuoteHit, ...]]:
        """How many quotes match (all, for no tree), and one page of them, newest first."""
        with searcher(self._text.articles) as articles, searcher(self._text.quotes) as quotes:
            places = _Finding(articles, quotes).quotes(tree)
        return len(places), tuple(self._store.quotes(places[offset : offset + limit]))

    def speakers(self, prefix: str, offset: int, limit: int) -> tuple[Speaker, ...]:
        """One page of speakers, named ones first, most quoted first."""
        return tuple(self._store.speakers(prefix, offset, limit))


class _Finding:
    """One search over a snapshot of both indexes."""

    def __init__(self, articles: Searcher, quotes: Searcher) -> None:
        self._articles = articles
        self._quotes = quotes
        self._of_articles = Compiler(of_quotes=False, carry=self._article_keys)
        self._of_quotes = Compiler(of_quotes=True, carry=self._quote_keys)
        self.quotes_of_articles: dict[int, list[int]] = defaultdict(list)
        """The numbers of the quotes that matched, by the key of their article."""

    def articles(self, tree: Tree, order: Order, offset: int, limit: int) -> tuple[int, list[int]]:
        """How many articles match, and the keys of one page of them."""
        query = self._of_articles.compile(tree)
        keys = column(self._articles, "key")
        if order == "relevance":
            results = self._articles.search(query, limit=offset + limit)
            return len(results), [keys[document] for _, document in results.top_n[offset:]]
        numbers = self._by_date(self._articles, query, newest=order == "newest")
        return len(numbers), [keys[number] for number in numbers[offset : offset + limit]]

    def quotes(self, tree: Tree | None) -> list[tuple[int, int]]:
        """The places of the quotes that match, (key of the article, number), newest first."""
        query = self._of_quotes.compile(tree) if tree else whoosh.Every()
        keys, numbers = column(self._quotes, "key"), column(self._quotes, "number")
        found = self._by_date(self._quotes, query, newest=True)
        return [(keys[document], numbers[document]) for document in found]

    def _by_date(self, of: Searcher, query: whoosh.Query, *, newest: bool) -> list[int]:
        """The documents that match, by date and then by key; undated ones last."""
        dates, keys = column(of, "date"), column(of, "key")
        sign = -1 if newest else 1
        return sorted(
            of.docs_for_query(query),
            key=lambda document: (
                not dates[document], sign * dates[document], keys[document], document
            ),
        )  # fmt: skip

    def _article_keys(self, tree: Tree) -> Mapping[int, float]:
        """The keys of articles with a quote for which the tree holds, by how many there are."""
        counts: Counter[int] = Counter()
        for key, number in self.quotes(tree):
            counts[key] += 1
            self.quotes_of_articles[key].append(number)
        return {key: float(count) for key, count in counts.items()}

    def _quote_keys(self, tree: Tree) -> Mapping[int, float]:
        """The keys of the articles for which the tree holds."""
        query = self._of_articles.compile(tree)
        keys = column(self._articles, "key")
        return {keys[document]: 1.0 for document in self._articles.docs_for_query(query)}
