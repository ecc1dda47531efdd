"""Verify an export: list its rows again, and say what has changed since it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from index.archive import Archive
from index.article import OTHER_SPEAKERS, Entry, QuoteHit
from index.errors import NotFoundError, OnRecordError
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.sharing.dossier.content import dossier_hits
from tui.sharing.export import timeline_counts
from tui.sharing.export_rows import PAGE_SIZE
from tui.sharing.name_counts import count_name
from tui.sharing.report.comparison import whole_of
from tui.sharing.statement import (
    ABOUT,
    COMMENT,
    JSON_TRAIL,
    TRAIL_VERSION,
    Item,
    about_article,
    entry_of,
    item_of,
    text_digest,
)

T = TypeVar("T")
Row = tuple[str, object]
"""A row of an export with its group; see ``item_of``."""


class Change(NamedTuple):
    """A row that is not as the export has it."""

    status: Literal["changed", "gone", "newer", "edited", "total", "new"]
    """In this order. ``changed``: another speaker of a quote, or another number; ``newer``: the
    row is that of a newer version; ``edited``: an article has another headline, date, outlet or
    byline; ``total``: shares are of another number."""
    key: str
    """The place of a quote, as ARTICLE:CHARACTER, the id of an article, or a name."""
    label: str
    """The words of a quote, or the headline of an article."""
    before: str
    now: str
    field: str = ""
    """What of an article was edited, one of ``ABOUT``."""


class Verification(NamedTuple):
    """What became of an export."""

    written: str
    archive: str
    kind: str
    is_intact: bool
    """Whether the file is as it was written."""
    is_same_state: bool
    """Whether nothing in the archive has changed since."""
    same: int
    """How many rows are unchanged and belong to articles that were not edited."""
    in_edited: int
    """How many rows are unchanged themselves, and belong to articles that were edited."""
    changes: tuple[Change, ...]


def verify(archive: Archive, file: Path) -> Verification:
    """Compare an export with what the archive lists now.

    Raises OnRecordError if the file is no export, and what its search raises.
    """
    trail, is_intact = read_trail(file)
    before = {item.key: item for item in (Item(*each) for each in trail["items"])}
    recipe = _Recipe(file, trail["recipe"])
    if recipe.get("list") not in _LISTS:
        raise OnRecordError(
            f"{file} does not say how to list its rows again. Export them from a search instead."
        )
    try:
        now, articles = _list_again(archive, recipe)
    except OnRecordError as error:
        if is_intact:
            raise
        raise OnRecordError(
            f"{file} was changed after it was written, so its rows cannot be listed again:"
            f" {error.message}"
        ) from error
    if recipe.get("selected"):
        now = {key: item for key, item in now.items() if key in before}
    gone = {key: each for key, each in before.items() if key not in now}
    new = {key: each for key, each in now.items() if key not in before}
    newer = dict(_in_newer_versions(archive, gone, new))
    changes = _changed_rows(before, now, newer)
    not_same = {*gone, *(change.key for change in changes)}
    edits = list(_edits(trail.get("articles", {}), articles))
    edited = {change.key for change in edits}
    same = sum(key not in not_same and article_of(key) not in edited for key in before)
    in_edited = sum(key not in not_same and article_of(key) in edited for key in before)
    changes += edits
    if whole := trail.get("whole"):
        found = _WHOLES[recipe["list"]](archive, recipe)
        changes += [Change("total", "", "", whole, found)] if found != whole else []
    taken = set(newer.values())
    changes += [
        Change("new", key, each.label, "", each.value)
        for key, each in new.items() if key not in taken
    ]  # fmt: skip
    return Verification(
        trail["written"], trail["archive"], trail["kind"], is_intact,
        trail["state"] == archive.digest(),
        same, in_edited, tuple(changes),
    )  # fmt: skip


def _changed_rows(
    before: Mapping[str, Item], now: Mapping[str, Item], newer: Mapping[str, str]
) -> list[Change]:
    """Return the rows with another value, without one, and with one in a newer version."""
    gone = {key: each for key, each in before.items() if key not in now}
    return [
        *(Change("changed", key, each.label, each.value, now[key].value)
          for key, each in before.items() if key in now and now[key].value != each.value),
        *(Change("gone", key, each.label, each.value, "")
          for key, each in gone.items() if key not in newer),
        *(Change("newer", newer[key], now[newer[key]].label, each.value, now[newer[key]].value)
          for key, each in gone.items() if key in newer),
    ]  # fmt: skip


def _list_again(archive: Archive, recipe: _Recipe) -> tuple[dict[str, Item], dict[str, Entry]]:
    """Return the rows by their keys, and their articles by their ids."""
    items: dict[str, Item] = {}
    articles: dict[str, Entry] = {}
    for group, row in islice(_LISTS[recipe["list"]](archive, recipe), recipe.get("limit")):
        if item := item_of(row, group):
            items[item.key] = item
        if entry := entry_of(row):
            articles[entry.id] = entry
    return items, articles


def _in_newer_versions(
    archive: Archive, gone: Mapping[str, Item], new: Mapping[str, Item]
) -> Iterator[tuple[str, str]]:
    """Yield the key of each row that is gone, and that of the same row of a newer version."""
    by_article: dict[str, list[Item]] = {}
    for item in new.values():
        by_article.setdefault(article_of(item.key), []).append(item)
    versions_of = cache(partial(_versions_of_article, archive))
    for key, item in gone.items() if new else ():
        article, is_quote = article_of(key), ":" in key
        found = (
            each for version in versions_of(article) for each in by_article.get(version.id, ())
        )
        for each in found:
            group, _, _ = each.key.rpartition(article_of(each.key))
            if not is_quote or (each.label == item.label and key.startswith(f"{group}{article}:")):
                yield key, each.key
                by_article[article_of(each.key)].remove(each)
                break


def _versions_of_article(archive: Archive, id: str) -> tuple[Entry, ...]:
    """Return the versions; none for a name, or an article that was deleted."""
    try:
        return archive.versions(id)
    except NotFoundError:
        return ()


def article_of(key: str) -> str:
    """Return the id of the article of a row that has one; see ``item_of``."""
    return key.rpartition(":")[0].rpartition(":")[2] or key


def _edits(before: Mapping[str, Sequence[str]], now: Mapping[str, Entry]) -> Iterator[Change]:
    """Yield what of the articles of an export was edited."""
    for key, old in before.items():
        if entry := now.get(key):
            for name, was, value in zip(ABOUT, old, about_article(entry), strict=True):
                if was != value:
                    yield Change("edited", key, one_line(old[0]), was, value, name)


# Reading


def read_trail(file: Path) -> tuple[dict[str, Any], bool]:
    """Return the trail of an export, and whether the file is as it was written.

    Raises OnRecordError.
    """
    beside = file.with_suffix(".meta.json")
    try:
        content = file.read_bytes()
        if file.suffix.lower() == ".csv":
            if not beside.exists():
                raise OnRecordError(
                    f"{beside} is missing. It says what {file.name} has; keep both files together."
                )
            trail = json.loads(beside.read_text(encoding="utf-8"))["trail"]
            return _checked(trail, content.removeprefix(b"\xef\xbb\xbf"))
        body, text = _split(content.decode("utf-8"))
        return _checked(json.loads(text), body.encode())
    except OSError as error:
        raise OnRecordError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, LookupError, TypeError) as error:
        raise OnRecordError(
            f"{file} is not an export of onrecord, or the record at its end was changed."
        ) from error


def _split(text: str) -> tuple[str, str]:
    """Return what the digest of a file is of, and the trail."""
    body, mark, end = text.rpartition(JSON_TRAIL)
    if mark:
        return body, end.rstrip().removesuffix("}")
    body, mark, end = text.rpartition(COMMENT)
    if not mark:
        raise ValueError
    for digest in ("- digest: ", "<p>digest: "):
        before, found, after = body.rpartition(digest)
        if found and not after.partition("\n")[2].strip():
            body = before
    return body, end.partition(" -->")[0]


def _checked(trail: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bool]:
    if trail["version"] > TRAIL_VERSION:
        raise OnRecordError("The export was written by a newer onrecord. Upgrade onrecord.")
    if not _is_whole(trail):
        raise ValueError
    digest = text_digest()
    digest.update(body)
    return trail, digest.hexdigest() == trail["digest"]


def _is_whole(trail: Mapping[str, Any]) -> bool:
    """Return whether a trail has all that is compared, in the form in which it was written."""
    texts = [trail[name] for name in ("written", "archive", "kind", "state", "digest")]
    lists = [*trail["items"], *trail.get("articles", {}).values()]
    sizes = [len(each) in range(2, 4) for each in trail["items"]]
    sizes += [len(each) == len(ABOUT) for each in trail.get("articles", {}).values()]
    return (
        all(isinstance(text, str) for text in chain(texts, *lists))
        and all(isinstance(each, list) for each in lists)
        and all(sizes)
        and isinstance(trail["recipe"], dict)
    )


# Listing the rows again. Each function takes what the trail calls the recipe.


class _Recipe(dict[str, Any]):
    """How to list the rows of a file again; a missing part is an error that names it."""

    def __init__(self, file: Path, parts: Mapping[str, Any]) -> None:
        super().__init__(parts)
        self._file = file

    def __missing__(self, key: str) -> Any:
        raise OnRecordError(
            f"{self._file} does not say how to list its rows again: “{key}” is missing in the"
            " record at its end. Export them again."
        )


def _pages(fetch: Callable[[int, int], Sequence[T]], group: str = "") -> Iterator[Row]:
    offset = 0
    while page := fetch(offset, PAGE_SIZE):
        yield from ((group, row) for row in page)
        offset += len(page)


def _search(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    return _pages(lambda at, limit: archive.search(recipe["query"], None, at, limit).hits)


def _articles(archive: Archive, _: Mapping[str, Any]) -> Iterator[Row]:
    return _pages(partial(archive.articles, "newest"))


def _quotes(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    return _pages(partial(archive.quotes, recipe["speaker"], recipe["query"]))


def _dossier(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    speaker = archive.speakers.get(recipe["person"])
    hits: Iterable[QuoteHit] = dossier_hits(archive, speaker, recipe["query"]) if speaker else ()
    return (("", hit) for hit in hits)


def _article(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    return (("", hit) for hit in quotes_of(archive, recipe["article"]))


def _speakers(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    line, prefix = recipe.get("query", ""), recipe["prefix"]
    if line:
        return _pages(
            lambda at, limit: archive.speakers.matching(line, prefix, "quotes", at, limit)[0]
        )
    return _pages(partial(archive.speakers.page, prefix))


def _timeline(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    found = archive.statistics.timeline(recipe["query"], recipe["period"], recipe["counted"])
    counts = timeline_counts(found)
    if not recipe.get("others"):  # of a version that left them out
        counts = [count for count in counts if count.speaker != OTHER_SPEAKERS]
    return (("", count) for count in counts)


def _compare(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    for group, side in enumerate(recipe["sides"], 1):
        yield from _pages(archive.comparisons.quotes(side, recipe["query"]), str(group))


def _versions(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    found = archive.record.versions_of(recipe["article"], recipe["number"])
    return (("", version.hit) for version in found.versions)


def _earlier(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    limit = recipe.get("others", 20)  # the reader lists as many
    found = archive.record.earlier(recipe["article"], recipe["number"], limit)
    return (("", each.hit) for each in found)


def _utterances(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    line, order = recipe["query"], recipe["order"]
    return _pages(lambda at, limit: archive.record.utterances(line, order, at, limit)[0])


def _outlets(archive: Archive, _: Mapping[str, Any]) -> Iterator[Row]:
    return (("", outlet) for outlet in archive.editing.outlets())


def _names(archive: Archive, recipe: Mapping[str, Any]) -> Iterator[Row]:
    return (("", count_name(archive, name)) for name in recipe["names"])


_LISTS: dict[str, Callable[[Archive, Mapping[str, Any]], Iterator[Row]]] = {
    "search": _search, "articles": _articles, "quotes": _quotes, "dossier": _dossier,
    "article": _article, "speakers": _speakers, "timeline": _timeline, "names": _names,
    "compare": _compare, "versions": _versions, "earlier": _earlier,
    "utterances": _utterances, "outlets": _outlets,
}  # fmt: skip


def _whole_comparison(archive: Archive, recipe: Mapping[str, Any]) -> str:
    first, second = recipe["sides"]
    return whole_of(archive.comparisons.compare(first, second, recipe["query"]))


def _whole_dossier(archive: Archive, recipe: Mapping[str, Any]) -> str:
    speaker = archive.speakers.get(recipe["person"])
    return plural(speaker.quotes if speaker else 0, "quote")


_WHOLES = {"compare": _whole_comparison, "dossier": _whole_dossier}


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
