"""Add articles to a cluster, and replace their annotations.

Quotes are stored first, then the counts of speakers, then the articles: an article that is stored
has all its quotes. Ids are made from content, so that an interrupted addition can be repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.article import Annotation, Article
from index.engines.opensearch.names.counts import NameCounts
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import SharedArticle, voices_of
from index.engines.opensearch.storing.placement import Placement, candidates_query
from index.engines.protocol import AddResult


class ClusterWriter:
    """Writes articles; with ``dry_run`` it only tells what it would do."""

    def __init__(self, index: ArticleIndex, counts: NameCounts, *, dry_run: bool = False) -> None:
        self._index, self._counts, self._dry_run = index, counts, dry_run
        self._placement: Placement | None = None

    def close(self) -> None:
        """Delete temporary files."""
        if self._placement:
            self._placement.close()
        self._placement = None

    def _placing(self) -> Placement:
        if self._placement is None:
            self._placement = Placement()
        return self._placement

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[AddResult]:
        """Add articles that are not there; on return they are stored and can be searched."""
        new = {article.id: (article, annotation) for article, annotation in reversed(batch)}
        for known_id in self._index.existing(list(new)):
            del new[known_id]
        added = [new[name] for name in dict.fromkeys(pair[0].id for pair in batch) if name in new]
        results: dict[str, AddResult] = {}
        if added:
            found = self._index.find_all(candidates_query(article for article, _ in added))
            placed, changed = self._placing().add(self._index.with_stories(found), added)
            raced = set() if self._dry_run else self._store(changed, new)
            for (article, _), result in zip(added, placed, strict=True):
                results[article.id] = AddResult("same") if article.id in raced else result
        return [results.pop(article.id, AddResult("same")) for article, _ in batch]

    def replace(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Replace the annotations of stored articles."""
        found = self._index.fetch([article.id for article, _ in batch])
        known = self._index.with_stories(list(found.values()))
        self._store(self._placing().replace(known, batch))

    def _store(self, changed: Sequence[SharedArticle], new: Collection[str] = ()) -> set[str]:
        """Store articles with their quotes, and count speakers; see ``ArticleIndex.store``."""
        states = self._index.fetch_states(
            [each.article.id for each in changed if each.article.id not in new]
        )
        before = {name: stored for name, (stored, _) in states.items()}
        numbers = {name: len(stored.annotation.quotes) for name, stored in before.items()}
        lost = {
            group.key
            for each in changed
            if not each.groups and each.article.id in before
            for group in before[each.article.id].groups
            if group
        }
        waiting = {each.article.id: each.day for each in changed} | self._with(lost)
        self._index.enqueue(waiting)
        self._index.store_quotes(changed, numbers)
        self._index.refresh()
        spoken = {voice for each in changed for voice in voices_of(each.annotation)}
        spoken |= {voice for each in before.values() for voice in voices_of(each.annotation)}
        self._counts.recount(spoken)
        raced = self._index.store(
            changed, new, {name: state for name, (_, state) in states.items()}
        )
        # A colleague who grouped quotes meanwhile did not find these, and forgot the articles.
        self._index.enqueue(waiting)
        self._index.refresh()
        self._counts.join_spellings(spoken)
        if overtaken := [each for each in changed if each.article.id in raced & states.keys()]:
            self._store(overtaken)  # the colleague may have stored the old quotes
            self._recount([each.article.id for each in overtaken])
        return raced - states.keys()

    def _recount(self, ids: Sequence[str]) -> None:
        """Count the copies and versions of articles again, after others added some as well."""
        known = self._index.with_stories(list(self._index.fetch(ids).values()))
        if changed := self._placing().replace(known, ()):
            self._store(changed)

    def _with(self, groups: Collection[str]) -> dict[str, int | None]:
        """Return the articles with quotes of these groups, which lose others."""
        if not groups:
            return {}
        query = {"terms": {"utterance": sorted(groups)}}
        return dict.fromkeys(self._index.articles_quoted(query))
