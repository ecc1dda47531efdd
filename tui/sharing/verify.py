"""Verify an export: list its rows again, and say what has changed since it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from index.archive import Archive
from index.article import Entry
from index.errors import NotFoundError, OnRecordError
from index.record.results import Utterance
from tui.render.sanitize import one_line
from tui.sharing.relisting import LISTS, WHOLES, Recipe
from tui.sharing.statement import (
    ABOUT,
    COMMENT,
    JSON_TRAIL,
    SEPARATOR,
    TRAIL_VERSION,
    Item,
    about_article,
    entry_of,
    item_of,
    quote_place,
    text_digest,
)


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
    missing: tuple[str, ...]
    """What the rows belonged to that is no longer there, each with what to do."""


def verify(archive: Archive, file: Path) -> Verification:
    """Compare an export with what the archive lists now.

    Raises OnRecordError if the file is no export, and what its search raises.
    """
    trail, is_intact = read_trail(file)
    before = {item.key: item for item in (Item(*each) for each in trail["items"])}
    recipe = Recipe(file, trail["recipe"])
    if recipe.get("list") not in LISTS:
        raise OnRecordError(
            f"{file} does not say how to list its rows again. Export them from a search instead."
        )
    try:
        now, articles = _list_again(archive, recipe, before)
        if recipe.missing and not is_intact:
            raise NotFoundError(recipe.missing[0])
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
        found = WHOLES[recipe["list"]](archive, recipe)
        changes += [Change("total", "", "", whole, found)] if found != whole else []
    taken = set(newer.values())
    changes += [
        Change("new", key, each.label, "", each.value)
        for key, each in new.items() if key not in taken
    ]  # fmt: skip
    return Verification(
        trail["written"], trail["archive"], trail["kind"], is_intact,
        trail["state"] == archive.digest(),
        same, in_edited, tuple(changes), tuple(dict.fromkeys(recipe.missing)),
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


def _list_again(
    archive: Archive, recipe: Recipe, before: Mapping[str, Item]
) -> tuple[dict[str, Item], dict[str, Entry]]:
    """Return the rows by their keys, and their articles by their ids.

    Beyond the limit of the export, only those that it has: they were pushed down, not lost.
    """
    items: dict[str, Item] = {}
    articles: dict[str, Entry] = {}
    limit = recipe.get("limit")
    for number, (group, row) in enumerate(LISTS[recipe["list"]](archive, recipe)):
        is_beyond = limit is not None and number >= limit
        if is_beyond and before.keys() <= items.keys():
            break
        if not (item := item_of(row, group)):
            continue
        if isinstance(row, Utterance):
            item = _as_before(row, item, before)
        if not is_beyond or item.key in before:
            items[item.key] = item
            if entry := entry_of(row):
                articles[entry.id] = entry
    return items, articles


def _as_before(row: Utterance, item: Item, before: Mapping[str, Item]) -> Item:
    """Return an utterance as the export has it: its first version may be a new one.

    Older exports have only the number of quotes.
    """
    places = (quote_place(version.hit) for version in row.versions)
    known = next((before[place] for place in places if place in before), None)
    if known is None:
        return item
    value = item.value if SEPARATOR in known.value else item.value.partition(SEPARATOR)[0]
    return Item(known.key, value, known.label)


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
