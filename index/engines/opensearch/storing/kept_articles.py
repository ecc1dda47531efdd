"""The articles that somebody reads, kept in memory while nothing in the archive changes.

A list has whole articles, so that the next one is opened without a request. What is asked about one
of them, such as its copies or the people in it, is asked about all others in the list as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import SharedArticle, load, voices_of

MAX_KEPT = 1000  # articles
MAX_STORIES = 200  # asked for at once


class _Kept(NamedTuple):
    """What is known while the archive has one generation."""

    generation: int
    articles: dict[str, SharedArticle]
    stories: dict[int, list[SharedArticle]]


class KeptArticles(ArticleIndex):
    """Reads the articles of one archive. Every method may be called from any thread."""

    def __init__(self, connection: RememberingConnection) -> None:
        super().__init__(connection)
        self._generation = connection.generation
        self._kept = _Kept(-1, {}, {})

    def _current(self) -> _Kept:
        generation, kept = self._generation(), self._kept
        if kept.generation != generation or len(kept.articles) > MAX_KEPT:
            self._kept = kept = _Kept(generation, {}, {})
        return kept

    def load(self, hits: Iterable[Mapping[str, Any]], generation: int) -> list[SharedArticle]:
        """Return the articles in hits, and keep them if the archive still has this generation."""
        kept = self._current()
        if kept.generation != generation:
            return [load(each["_source"]) for each in hits]
        found = []
        for each in hits:
            if each["_id"] not in kept.articles:
                kept.articles[each["_id"]] = load(each["_source"])
            found.append(kept.articles[each["_id"]])
        return found

    def fetch(self, ids: Sequence[str]) -> dict[str, SharedArticle]:
        """Return the articles with these ids, as far as there are any."""
        kept = self._current()
        if missing := [name for name in ids if name not in kept.articles]:
            kept.articles.update(super().fetch(missing))
        return {name: kept.articles[name] for name in ids if name in kept.articles}

    def with_stories(self, found: Sequence[SharedArticle]) -> list[SharedArticle]:
        """Return articles with all their copies and versions."""
        kept = self._current()
        wanted = {each.story for each in found if each.has_story}
        if missing := wanted - kept.stories.keys():
            listed = (each.story for each in list(kept.articles.values()) if each.has_story)
            others = [each for each in dict.fromkeys(listed) if each not in kept.stories]
            asked = [*missing, *others[:MAX_STORIES]]
            stories: dict[int, list[SharedArticle]] = {story: [] for story in asked}
            for each in self.find_all({"terms": {"story": sorted(stories)}}):
                stories[each.story].append(each)
            kept.stories.update(stories)
        more = [each for story in wanted for each in kept.stories[story]]
        return list({each.article.id: each for each in [*found, *more]}.values())

    def likely_speakers(self) -> set[str]:
        """Return the speakers of all articles that are kept, as ``spoken_as`` has them."""
        kept = self._current()
        return {
            voice for each in list(kept.articles.values()) for voice in voices_of(each.annotation)
        }
