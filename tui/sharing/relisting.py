"""List the rows of an export again. Each function takes what the trail calls the recipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.article import OTHER_SPEAKERS, QuoteHit
from index.errors import NotFoundError, OnRecordError
from tui.render.phrases import plural
from tui.sharing.dossier.content import dossier_hits
from tui.sharing.export_records import timeline_counts
from tui.sharing.export_rows import all_pages
from tui.sharing.name_counts import count_name
from tui.sharing.report.comparison import whole_of

Row = tuple[str, object]
"""A row of an export with its group; see ``item_of``."""


class Recipe(dict[str, Any]):
    """How to list the rows of a file again; a missing part is an error that names it."""

    def __init__(self, file: Path, parts: Mapping[str, Any]) -> None:
        super().__init__(parts)
        self._file = file
        self.missing: list[str] = []
        """What the rows belong to that is no longer there: none of these rows is listed."""

    def __missing__(self, key: str) -> Any:
        raise OnRecordError(
            f"{self._file} does not say how to list its rows again: “{key}” is missing in the"
            " record at its end. Export them again."
        )

    @contextmanager
    def noting_what_is_missing(self) -> Iterator[None]:
        """Note that a person, an outlet or an article is no longer there."""
        try:
            yield
        except NotFoundError as error:
            self.missing.append(error.message)


def _pages(fetch: Callable[[int, int], Sequence[object]], group: str = "") -> Iterator[Row]:
    return ((group, row) for row in all_pages(fetch))


def _search(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    return _pages(lambda at, limit: archive.search(recipe["query"], None, at, limit).hits)


def _articles(archive: Archive, _: Recipe) -> Iterator[Row]:
    return _pages(partial(archive.articles, "newest"))


def _quotes(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    return _pages(partial(archive.quotes, recipe["speaker"], recipe["query"]))


def _dossier(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    speaker = archive.speakers.get(recipe["person"])
    hits: Iterable[QuoteHit] = dossier_hits(archive, speaker, recipe["query"]) if speaker else ()
    return (("", hit) for hit in hits)


def _article(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    return (("", hit) for hit in quotes_of(archive, recipe["article"]))


def _speakers(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    line, prefix = recipe.get("query", ""), recipe["prefix"]
    if line:
        return _pages(
            lambda at, limit: archive.speakers.matching(line, prefix, "quotes", at, limit)[0]
        )
    return _pages(partial(archive.speakers.page, prefix))


def _timeline(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    found = archive.statistics.timeline(recipe["query"], recipe["period"], recipe["counted"])
    counts = timeline_counts(found)
    if not recipe.get("others"):  # of a version that left them out
        counts = [count for count in counts if count.speaker != OTHER_SPEAKERS]
    return (("", count) for count in counts)


def _compare(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    for group, side in enumerate(recipe["sides"], 1):
        with recipe.noting_what_is_missing():
            yield from _pages(archive.comparisons.quotes(side, recipe["query"]), str(group))


def _versions(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    with recipe.noting_what_is_missing():
        found = archive.record.versions_of(recipe["article"], recipe["number"])
        yield from (("", version.hit) for version in found.versions)


def _earlier(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    limit = recipe.get("others", 20)  # the reader lists as many
    with recipe.noting_what_is_missing():
        found = archive.record.earlier(recipe["article"], recipe["number"], limit)
        yield from (("", each.hit) for each in found)


def _utterances(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    line, order = recipe["query"], recipe["order"]
    return _pages(lambda at, limit: archive.record.utterances(line, order, at, limit)[0])


def _searches(archive: Archive, _: Recipe) -> Iterator[Row]:
    return _pages(archive.searches.page)


def _outlets(archive: Archive, _: Recipe) -> Iterator[Row]:
    return (("", outlet) for outlet in archive.editing.outlets())


def _names(archive: Archive, recipe: Recipe) -> Iterator[Row]:
    return (("", count_name(archive, name)) for name in recipe["names"])


LISTS: dict[str, Callable[[Archive, Recipe], Iterator[Row]]] = {
    "search": _search, "articles": _articles, "quotes": _quotes, "dossier": _dossier,
    "article": _article, "speakers": _speakers, "timeline": _timeline, "names": _names,
    "compare": _compare, "versions": _versions, "earlier": _earlier,
    "utterances": _utterances, "outlets": _outlets,
    "searches": _searches,
}  # fmt: skip


def _whole_comparison(archive: Archive, recipe: Recipe) -> str:
    return whole_of(archive.comparisons.total(recipe["sides"], recipe["query"]))


def _whole_dossier(archive: Archive, recipe: Recipe) -> str:
    speaker = archive.speakers.get(recipe["person"])
    return plural(speaker.quotes if speaker else 0, "quote")


WHOLES = {"compare": _whole_comparison, "dossier": _whole_dossier}


def quotes_of(archive: Archive, id: str) -> list[QuoteHit]:
    """Return the quotes of one article; none if it is gone."""
    try:
        entry, article = archive.entry(id), archive.article(id)
        quotes = archive.annotation(id).quotes
    except NotFoundError:
        return []
    return [
        QuoteHit(entry, number, quote, quote.cut(article.text), "", quote.cut_cue(article.text))
        for number, quote in enumerate(quotes)
    ]
