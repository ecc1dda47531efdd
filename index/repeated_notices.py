"""Leave out pleas, notices and biographies that several articles of an outlet repeat.

A paragraph goes if it has the form of a notice and other articles of its outlet have it too: among
those that are being added, or in the archive. The note of the article quotes it, so that
it is recognized in the next article.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.article import PARAGRAPH_BREAK, Article
from index.engines.protocol import Engine, SearchRequest
from index.errors import IngestError
from index.query import Phrase

Item = tuple[Article | IngestError, float]
"""As in ``index.ingest``."""

MAX_AHEAD = 32  # articles that are read before one with a notice is decided
MAX_KNOWN = 64  # articles of an outlet that are compared
MIN_OTHERS = 2  # articles that have the same notice
MAX_KEY = 80  # characters
LEFT_OUT = "Left out, because other articles of this outlet repeat it: "
NOTED = re.compile(r"“([^”]*)”")


class RepeatedNotices:
    """Knows the notices of the outlets whose articles are added."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._outlets: defaultdict[str, _Outlet] = defaultdict(_Outlet)

    def leave_out(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items in order, articles without repeated notices.

        An article with a notice waits until some more are read.
        """
        waiting: deque[tuple[Item, _Page | None]] = deque()
        for item in items:
            page = _page_of(item[0]) if isinstance(item[0], Article) else None
            if page:
                self._outlets[page.article.source].pages.append(page)
            waiting.append((item, page if page and page.notices else None))
            while waiting and (waiting[0][1] is None or len(waiting) > MAX_AHEAD):
                yield self._cleaned(*waiting.popleft())
        for entry in waiting:
            yield self._cleaned(*entry)

    def _cleaned(self, item: Item, page: _Page | None) -> Item:
        if page is None:
            return item
        outlet = self._outlets[page.article.source]
        if not outlet.is_loaded:
            self._load(outlet, page.article.source)
        repeated = {key for key in page.notices if outlet.repeats(key, page)}
        if not repeated or not page.body or self._engine.hidden([page.article.id]):
            return item
        outlet.repeated |= repeated
        return _without(page.article, repeated), item[1]

    def _load(self, outlet: _Outlet, name: str) -> None:
        """Look at the newest articles of the outlet in the archive."""
        outlet.is_loaded = True
        if not any(map(str.isalnum, name)):
            return
        request = SearchRequest(Phrase("source", name), "newest", limit=MAX_KNOWN)
        for hit in self._engine.search(request).hits:
            if hit.entry.source != name:
                continue  # “Lindo Courier” also has the words of “Courier”
            article = self._engine.article(hit.entry.id)
            note = article.note.partition(LEFT_OUT)[2]
            outlet.repeated.update(map(_key, NOTED.findall(note)))
            outlet.stored += filter(None, [_page_of(article)])


class _Page(NamedTuple):
    """An article and the keys of its paragraphs."""

    article: Article
    notices: frozenset[str]
    body: frozenset[str]

    def is_other_than(self, page: _Page) -> bool:
        """Return whether two articles do not report the same."""
        shared = len(self.body & page.body)
        is_alike = 2 * shared > min(len(self.body), len(page.body))
        return not is_alike and self.article.title != page.article.title


class _Outlet:
    """What is known of an outlet: articles, and the notices that they repeat."""

    def __init__(self) -> None:
        self.pages: deque[_Page] = deque(maxlen=MAX_KNOWN)
        self.stored: list[_Page] = []
        self.repeated: set[str] = set()
        self.is_loaded = False

    def repeats(self, key: str, page: _Page) -> bool:
        """Return whether other articles have a notice too."""
        others = {
            other.article.title
            for other in (*self.pages, *self.stored)
            if key in other.notices and other.is_other_than(page)
        }
        return key in self.repeated or len(others) >= MIN_OTHERS


def _page_of(article: Article) -> _Page | None:
    """Return the article with the keys of its paragraphs, if its outlet is known."""
    if not article.source:
        return None
    paragraphs = article.text.split(PARAGRAPH_BREAK)
    notices = frozenset(_key(text) for text in paragraphs if _is_notice(text))
    return _Page(article, notices, frozenset(map(_key, paragraphs)) - notices)


def _without(article: Article, repeated: set[str]) -> Article:
    paragraphs = article.text.split(PARAGRAPH_BREAK)
    left_out = {
        number: f"“{_start(text)}”"
        for number, text in enumerate(paragraphs)
        if _key(text) in repeated and _is_notice(text)
    }
    kept = [number for number in range(len(paragraphs)) if number not in left_out]
    return article._replace(
        text=PARAGRAPH_BREAK.join(paragraphs[number] for number in kept),
        headings=tuple(kept.index(number) for number in article.headings if number in kept),
        note=" ".join(filter(None, (article.note, f"{LEFT_OUT}{'; '.join(left_out.values())}."))),
    )


def _is_notice(text: str) -> bool:
    from index.sources.page.wording import is_notice  # with lxml

    return is_notice(text)


def _start(text: str) -> str:
    return " ".join(text.split())[:MAX_KEY].rstrip()


def _key(text: str) -> str:
    return _start(text).casefold()
