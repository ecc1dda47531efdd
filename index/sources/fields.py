"""Build articles from the named fields of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from math import isnan
from textwrap import shorten

from index.article import Article
from index.errors import IngestError
from index.sources.bylines import join_names, split_byline
from index.sources.dates import is_ambiguous, parse_date
from index.sources.field_names import (
    FIELD_NAMES,
    is_known,
    is_ninjs,
    loose_key,
    name_fields,
    rename_ninjs_fields,
)
from index.sources.text import (
    EMPTY_VALUES,
    clean,
    clean_line,
    join_paragraphs,
    make_headline,
    split_paragraphs,
    unescape,
)

ORDER_NOTES = {
    True: "The date is read as day/month/year, as other dates of the file show.",
    False: "The date is read as month/day/year, as other dates of the file show.",
}
HEADLINE_ONLY = (
    "The article has a headline but no text. If another field has it, name that in a shell:"
    " onrecord add --map text=FIELD FILE"
)
HOW_TO_MAP = "To use them: --map title=FIELD,date=FIELD."
LIKE_DATE = re.compile(r"(?:\w{2,10},? )?\w{1,9}[-/., ]+\w{1,9}[-/., ]+\d{1,4}", re.ASCII)
MAX_AHEAD = timedelta(days=366)  # of a date; issues of magazines are dated ahead
MAX_SHORT = 200  # characters of a value that may be a headline or a date
MAX_NAMES = 200  # characters of the columns or fields that an error lists
# Keys of objects that hold the fields of an article.
WRAPPERS = ("_source", "fields", "attributes", "node")
# Keys of objects that hold its text.
TEXT_KEYS = ("html", "rendered", "text", "plain", "plaintext", "markdown", "content", "body")
# Keys of objects that name them.
NAME_KEYS = ("name", "rendered", "title", "text", "value", "main", "original")
# Keys of objects that have the parts of a person's name.
GIVEN_KEYS = ("first_name", "firstname", "firstName", "given_name", "givenName", "forename")
FAMILY_KEYS = ("last_name", "lastname", "lastName", "family_name", "familyName", "surname")
DATE_KEYS = ("$date", "$numberLong", "date", "datetime", "value")
OUTLET_BEHIND = re.compile(r"(.*\S)\s+[-–—|]\s+(\S.*)", re.S)  # “Fog at Torp - Lindo Courier”
# Line breaks that were escaped twice, after a sentence or together: “at Torp.\\n\\nIt stayed”.
ESCAPED_BREAK = re.compile(r"(?<=[.!?…\"”’»)])(?:(?:\\r)?\\n)+|(?:(?:\\r)?\\n){2,}")
# What databases and feeds put where they cut a text: “… [+1200 chars]”, “[…]”.
CUT = re.compile(
    r"\s*(?:(?:…|\.\.\.)?\s*\[\+[\d,.]+ chars?\]|\[(?:…|\.{3}|&hellip;|&#8230;)\])\s*$"
)
CUT_NOTE = "The text breaks off: the file has only its beginning."
MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|blockquote|article|section)\b[^<>]*>", re.I)
ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|div|br)\b", re.I)
URL_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.I)
WEB_URL = re.compile(r"https?://\S+", re.I)


def build_article(
    data: Mapping[str, object],
    parts: Sequence[str],
    location: str,
    note: str = "",
    day_first: bool | None = None,
    headings: Sequence[int] = (),
) -> Article:
    """Return the article with these fields and paragraphs; raise IngestError if it has no text.

    ``headings`` are the numbers of the paragraphs that are headings.

    An invalid date leaves it undated, with a note. ``day_first`` is how the file writes dates such
    as 3/5/2024.
    """
    if not parts:
        raise IngestError("The article has no text. Check it in the file.", location)
    source = field_text(data, "source")
    title = _without_outlet(field_text(data, "title"), source)
    written, remark = _written_date(data), ""
    try:
        day = parse_date(written, location, day_first)
        if day and day_first is not None and is_ambiguous(written):
            remark = ORDER_NOTES[day_first]
        if day and day > date.today() + MAX_AHEAD:
            day, remark = None, f"No date: {day} is more than a year ahead."
    except IngestError as error:
        day, remark = None, f"No date: {error.message}"
    return Article(
        title=title or make_headline(parts[0]),
        text=join_paragraphs([unescape(part) for part in parts]),
        date=day,
        source=source,
        byline=join_names(split_byline(_byline_texts(_first_value(data, "byline")))),
        url=_web_url(field_text(data, "url")),
        section=field_text(data, "section"),
        topics=_string_list(_first_value(data, "topics")),
        location=location,
        title_from_text=not title,
        headings=tuple(headings),
        note=" ".join(filter(None, (note, remark, CUT_NOTE if CUT.search(parts[-1]) else ""))),
    )


def _without_outlet(title: str, source: str) -> str:
    """Return a title without the outlet behind it, as collections of news add it."""
    behind = OUTLET_BEHIND.match(title) if source else None
    is_outlet = behind is not None and behind[2].casefold() == source.casefold()
    return behind[1] if behind and is_outlet else title


def article_from_object(
    item: object, location: str, mapping: Mapping[str, str], day_first: bool | None = None
) -> Article | IngestError:
    """Return the article of a JSON object or table row, or the error.

    ``mapping`` has the field names of the file by our names.
    """
    if not isinstance(item, Mapping):
        return IngestError("Not an article: expected an object with title and text.", location)
    try:
        data = _named_fields(item, mapping)
        parts = _body_paragraphs(data, location)
        if not parts and field_text(data, "title"):
            raise IngestError(HEADLINE_ONLY, location)
        article = build_article(data, parts, location, day_first=day_first)
        if article.date and not article.title_from_text:
            return article
        note = " ".join(filter(None, (article.note, _unused_note(article, item, mapping))))
        return article._replace(note=note)
    except IngestError as error:
        return error
    except RecursionError:
        return IngestError("Not an article: the object is nested too deeply.", location)


def _unused_note(
    article: Article, item: Mapping[object, object], mapping: Mapping[str, str]
) -> str:
    """Return a note on unknown fields that look like the headline or the date that is missing."""
    names: dict[str, None] = {}
    for part in (item, *_wrapped(item)):
        for name, value in part.items():
            text = _as_text(value).strip() if isinstance(value, str | date) else ""
            if not text or len(text) > MAX_SHORT or name in mapping.values() or is_known(str(name)):
                continue
            if _is_date(text):
                is_wanted = article.date is None
            else:
                is_wanted = article.title_from_text and " " in text and "\n" not in text
            if is_wanted:
                names[str(name)] = None
    listed = shorten(", ".join(names), MAX_NAMES, placeholder=" …")
    return f"Fields not used: {listed}. {HOW_TO_MAP}" if names else ""


def _is_date(text: str) -> bool:
    if not LIKE_DATE.match(text):  # parsing takes much longer
        return False
    try:
        return parse_date(text, "", day_first=True) is not None
    except IngestError:
        return False


def date_of_object(item: object, mapping: Mapping[str, str]) -> object:
    """Return the date of a JSON object or table row as it is written."""
    return _written_date(_named_fields(item, mapping)) if isinstance(item, Mapping) else None


class FieldSurvey:
    """Notes which mapped fields the objects of a file have."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._missing, self._names = dict(mapping), dict[str, None]()

    def noted(self, items: Iterable[object]) -> Iterator[object]:
        """Yield the objects, and note their fields."""
        for item in items:
            if self._missing and isinstance(item, Mapping):
                self._names |= dict.fromkeys(map(str, item))
                self._missing = {
                    ours: theirs
                    for ours, theirs in self._missing.items()
                    if not _has_value_at(item, theirs)
                }
            yield item

    def check(self, location: str) -> None:
        """Raise IngestError if there are objects, and a mapped field is in none of them."""
        if self._missing and self._names:
            raise missing_field_error(self._missing, self._names, location, "field")


def missing_field_error(
    missing: Mapping[str, str], names: Iterable[str], location: str, kind: str
) -> IngestError:
    """Return the error that the file has no such mapped fields; ``names`` are those it has."""
    wanted = " or ".join(f"“{theirs}” (--map {ours}={theirs})" for ours, theirs in missing.items())
    return IngestError(f"This file has no {kind} {wanted}. {list_names(names, kind)}", location)


def list_names(names: Iterable[str], kind: str) -> str:
    """Return a sentence with the names of a file's columns or fields."""
    there = shorten(", ".join(filter(None, names)), MAX_NAMES, placeholder=" …") or "not named"
    return f"The {kind}s are: {there}."


def _has_value_at(item: Mapping[object, object], path: str) -> bool:
    try:
        _value_at(item, path)
    except KeyError:
        return False
    return True


def _named_fields(item: Mapping[object, object], mapping: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of an object by lower-case names, with those that are mapped by ours.

    An object without a mapped field keeps its usual one.
    """
    data = name_fields([*_wrapped(item), item])
    if is_ninjs(data):
        data = rename_ninjs_fields(data)
    for ours, theirs in mapping.items():
        with suppress(KeyError):
            data |= dict.fromkeys(FIELD_NAMES[ours]) | {ours: _value_at(item, theirs)}
    return data


def _wrapped(item: Mapping[object, object]) -> list[Mapping[object, object]]:
    """Return the objects in an object that hold fields of the article too."""
    return [part for name in WRAPPERS if isinstance(part := item.get(name), Mapping)]


def field_text(data: Mapping[str, object], name: str) -> str:
    """Return a field on one line; lists are joined by commas, objects become their name."""
    return clean_line(unescape(_as_text(_first_value(data, name))))


def _byline_texts(value: object) -> list[str]:
    """Return the bylines in a field: a text, an object with a name, or a list of these."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for item in values if (text := _as_text(item))]


def _value_at(item: Mapping[object, object], path: str) -> object:
    """Return the value at a key, or at nested keys joined by dots; raises KeyError."""
    if path in item:
        return item[path]
    value: object = item
    for name in path.split("."):
        if not isinstance(value, Mapping):
            raise KeyError(path)
        value = value[name]
    return value


def _body_paragraphs(data: Mapping[str, object], location: str) -> list[str]:
    for name in (*FIELD_NAMES["text"], loose_key("text")):
        value = data.get(name)
        if isinstance(value, Mapping) and "sections" in value:
            return [clean_line(part) for part in _all_strings(value) if part.strip()]
        if isinstance(value, Mapping):
            value = _first_of(value, TEXT_KEYS) or value
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        text = value if isinstance(value, str) else _as_text(value)
        if text.strip():
            return text_paragraphs(text, location)
    return []


def text_paragraphs(text: str, location: str) -> list[str]:
    """Return the paragraphs of a text that may be HTML."""
    if not MARKUP.search(text) and ESCAPED_MARKUP.search(text):
        text = unescape(text)
    if MARKUP.search(text):
        from index.sources.markup import html_paragraphs  # needed only for HTML

        return html_paragraphs(text, location)
    if "\n" not in text:
        text = ESCAPED_BREAK.sub("\n\n", text)
    text = clean(text)
    return split_paragraphs(text) if text.strip() else []


def _all_strings(value: object) -> list[str]:
    """Return all strings in nested lists and objects, in order."""
    if isinstance(value, str):
        return [value]
    parts = list(value.values()) if isinstance(value, Mapping) else value
    return [t for part in parts for t in _all_strings(part)] if isinstance(parts, list) else []


def _web_url(text: str) -> str:
    """Return a URL, or an empty string if its scheme is not http or https."""
    return text if WEB_URL.fullmatch(text) or not URL_SCHEME.match(text) else ""


def _string_list(value: object) -> tuple[str, ...]:
    parts = re.split("[,;]", value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return ()
    return tuple(filter(None, (clean_line(_as_text(part)) for part in parts)))


def _first_value(data: Mapping[str, object], name: str) -> object:
    """Return the value of the first name that is set; “source” may be an outlet or a URL."""
    for key in (*FIELD_NAMES[name], loose_key(name)):
        value = data.get(key)
        is_url = isinstance(value, str) and WEB_URL.fullmatch(value.strip()) is not None
        if value and not _is_empty(value) and (key != "source" or is_url == (name == "url")):
            return value
    return None


def _written_date(data: Mapping[str, object]) -> object:
    """Return the date as it is written, also in an object or a list as databases export it."""
    value = _first_value(data, "date")
    while isinstance(value, Mapping | list):
        values = value if isinstance(value, list) else [value.get(key) for key in DATE_KEYS]
        value = next(filter(None, values), None)
    return value


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in EMPTY_VALUES
    return isinstance(value, float) and isnan(value)


def _first_of(item: Mapping[object, object], keys: Iterable[str]) -> object:
    return next((item[key] for key in keys if item.get(key)), None)


def _as_text(value: object) -> str:
    if isinstance(value, Mapping):
        return _as_text(_first_of(value, NAME_KEYS)) or " ".join(
            filter(None, (_as_text(_first_of(value, keys)) for keys in (GIVEN_KEYS, FAMILY_KEYS)))
        )
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_as_text, value)))
    return "" if value is None or isinstance(value, bool) or _is_empty(value) else str(value)
