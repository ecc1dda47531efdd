"""List the models that annotated the articles, and annotate them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.annotate.models import Models
from index.engines.protocol import Engine, SearchRequest

if TYPE_CHECKING:
    from index.article import Article
    from index.workers.annotating import AnnotatedBatch, Annotating

BATCH_SIZE = 32  # articles
PAGE_SIZE = 1000  # results of a search


class AnnotatedArticles(NamedTuple):
    """How many articles a model and a version of the program annotated."""

    annotated_by: str
    """Empty if the program that added them did not record it."""
    articles: int
    is_current: bool
    """Whether this is the current model and version."""


class Annotations:
    """Count articles by model, and annotate them again."""

    def __init__(
        self, engine: Engine, models: Models, annotating: Callable[[], Annotating]
    ) -> None:
        self._engine, self._models, self._annotating = engine, models, annotating

    def counts(self) -> tuple[AnnotatedArticles, ...]:
        """Count the articles that each model annotated.

        Raises ArchiveError if the current model is not installed.
        """
        return tuple(
            AnnotatedArticles(by, count, self._is_current(by, english))
            for by, english, count in self._engine.annotations.counts()
        )

    def models(self) -> tuple[tuple[str, int], ...]:
        """Return what annotated the articles, with their number; empty if unknown."""
        counts: Counter[str] = Counter()
        for by, _, count in self._engine.annotations.counts():
            counts[by] += count
        return tuple(counts.most_common())

    def count_outdated(self) -> int:
        """Count the articles known to be annotated by another model than the current one."""
        return sum(each.articles for each in self.counts() if each.annotated_by and not each[2])

    def _is_current(self, annotated_by: str, english: bool) -> bool:
        """Without a pipeline for other languages, articles in them are left as they are."""
        is_left = not english and not self._models.other
        return is_left or annotated_by == self._models.annotated_by(english=english)

    def outdated(self, line: str = "") -> list[str]:
        """Return the ids of the articles, or of those that a line finds, to annotate again."""
        ids = [
            each
            for by, english, _ in self._engine.annotations.counts()
            if not self._is_current(by, english)
            for each in self._engine.annotations.ids(by, english=english)
        ]
        if not line.strip():
            return ids
        found = self._search(line)
        return [each for each in ids if each in found]

    def _search(self, line: str) -> set[str]:
        from index.query import parse

        tree, found, as_of = parse(line).tree, set[str](), 0
        while True:
            request = SearchRequest(tree, "oldest", len(found), PAGE_SIZE, True, as_of)
            page = self._engine.search(request)
            found.update(hit.entry.id for hit in page.hits)
            as_of = page.as_of
            if len(page.hits) < PAGE_SIZE:
                return found

    def again(
        self, ids: list[str], on_failure: Callable[[Article, str], None] = lambda *_: None
    ) -> Iterator[int]:
        """Annotate stored articles again; yield the number done from time to time.

        Your corrections, marks and notes stay. What is done stays done if this is stopped. Articles
        on which the model fails keep their annotation; ``on_failure`` gets them with the reason.
        """
        from index.name_folding import fold_speakers  # loads word lists

        run, done = self._annotating().run(), 0

        def store(batches: Iterator[AnnotatedBatch]) -> Iterator[int]:
            nonlocal done
            for annotated, failed in batches:
                self._engine.annotations.replace(annotated)
                fold_speakers(self._engine, annotated)
                for article, reason in failed:
                    on_failure(article, reason)
                done += len(annotated) + len(failed)
                yield done

        for start in range(0, len(ids), BATCH_SIZE):
            run.give(list(map(self._engine.article, ids[start : start + BATCH_SIZE])))
            yield from store(run.returned())
        yield from store(run.rest())
        self._engine.catch_up(wait=True)
