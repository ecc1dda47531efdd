"""Names of the fields of articles in files: usual ones, others by their words, those of ninjs.

ninjs is the JSON format of news agencies, versions 1 to 3.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Names of each field in files, the most specific first: from trafilatura, newspaper, news-please,
# fundus, Media Cloud, JSON Feed and WordPress among others.
FIELD_NAMES = {
    "title": (
        "title", "headline", "article_title", "web_title", "webtitle", "heading", "titel",
        "überschrift", "titre", "título", "titulo", "titolo", "tytuł",
    ),
    "text": (
        "text", "maintext", "plaintext", "plain_text", "article_text", "full_text", "fulltext",
        "content_text", "story_text", "articlebody", "article_body", "body",
        "content", "content_html", "article", "story", "volltext", "inhalt", "texte", "contenu",
        "texto", "contenido", "testo", "tekst", "bodytext", "body_text", "lead_paragraph",
    ),
    "date": (
        "date", "published", "date_published", "date_publish", "publish_date", "published_at",
        "publishedat", "publishing_date", "publication_date", "pubdate", "pub_date",
        "datepublished", "created_at", "datum", "fecha", "data_publicação", "dato",
        "webpublicationdate",
    ),
    "source": (
        "source-hostname", "source", "outlet", "publisher", "sitename", "site_name",
        "meta_site_name", "media_name", "publication", "newspaper", "source_domain", "hostname",
        "quelle", "zeitung", "medium", "journal", "medio", "fuente", "krant",
    ),
    "byline": (
        "byline", "author", "authors", "by", "creator", "autor", "autoren", "verfasser", "auteur",
        "autore",
    ),
    "section": ("section", "category", "rubric", "ressort", "rubrik", "rubrique", "sección",
        "section_name", "sectionname", "articlesection"),
    "topics": ("topics", "tags", "meta_keywords", "keywords", "categories", "subjects"),
    "url": ("url", "link", "canonical_url", "canonical_link", "permalink", "web_url", "weburl",
            "source"),
}  # fmt: skip
# Other names by their words, in any order, without words that say nothing: “Date of publication”.
OTHER_NAMES = {
    "title": "title, headline, headlines, heading, headline text, title text, hed, head",
    "text": "text, body, content, contents, body text, content text, full article, full story",
    "date": "date, publication date, published date, publish date, publish time, pub time,"
    " pub date, published time, date time, datetime, date posted, posted on, posted at, posted,"
    " published, published on, published at, first published, release date, issue date, created,"
    " when, run date, print date, seendate, publishdate, publisheddate, pubdate, timestamp,"
    " time stamp",
    "source": "source, source name, source title, outlet, outlet name, publisher, publisher name,"
    " publication, publication name, publication title, media outlet, media source, media name,"
    " newspaper, newspaper name, newspaper title, paper, paper name, journal title, provider,"
    " domain, website",
    "byline": "author, authors, author name, author names, authors name, authors names, byline,"
    " by line, writer, writers, reporter, reporters, journalist, journalists, creator, creators,"
    " contributor, contributors, written by",
    "url": "url, link, web link, link url, source url, source link, web address, web url, uri,"
    " href, permalink",
    "section": "section, section name, desk, category, category name",
    "topics": "topics, topic, tags, tag, keywords, keyword",
}
EMPTY_WORDS = frozenset(
    ("article", "news", "story", "post", "full", "main", "raw", "clean", "cleaned", "original",
     "the", "of", "s", "en", "english", "plain", "page", "item", "entry")
)  # fmt: skip
FIELDS_BY_WORDS = {
    frozenset(name.split()): field
    for field, names in OTHER_NAMES.items()
    for name in names.split(", ")
}
MAX_NAME, MAX_LIST = 60, 10_000  # characters
SPACE = re.compile(r"\s+")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]+|\d+")  # “publishedDate” has two

# Roles of the main one among several headlines or bodies.
MAIN_ROLES = ("main", "primary", "body", "headline")


def field_key(name: object) -> str:
    """Return the name of a field as ``FIELD_NAMES`` has it: “Full Text” is “full_text”."""
    return SPACE.sub("_", str(name).strip().lower())


def loose_key(field: str) -> str:
    """Return the key of a field that has another name than those in ``FIELD_NAMES``."""
    return f"{field} by words"


def name_fields(parts: Iterable[Mapping[object, object]]) -> dict[str, object]:
    """Return the fields of objects by ``field_key``, with others by ``loose_key`` of their words.

    Of several others for one field, the first with a value counts.
    """
    items = [(str(name), parse_list(value)) for part in parts for name, value in part.items()]
    data = {field_key(name): value for name, value in items}
    for name, value in items:
        if value and (field := _field_by_words(name)):
            data.setdefault(loose_key(field), value)
    return data


def parse_list(value: object) -> object:
    """Return a value, or a list if it is a text that holds a Python list as written by pandas."""
    is_list = isinstance(value, str) and value.startswith("[") and value.endswith("]")
    if not isinstance(value, str) or not is_list or len(value) >= MAX_LIST:
        return value
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, RecursionError, MemoryError):  # not a list
        return value


def is_known(name: str) -> bool:
    """Return whether a name is that of any field."""
    return any(has_field((name,), field) for field in FIELD_NAMES)


def has_field(names: Iterable[object], field: str) -> bool:
    """Return whether one of these names is that of a field."""
    return any(
        field_key(name) in FIELD_NAMES[field] or _field_by_words(str(name)) == field
        for name in names
    )


@lru_cache(4096)
def _field_by_words(name: str) -> str:
    """Return the field that the words of a name say, or an empty string."""
    words = frozenset(word.lower() for word in WORD.findall(name[:MAX_NAME]))
    return FIELDS_BY_WORDS.get(words) or FIELDS_BY_WORDS.get(words - EMPTY_WORDS, "")


def is_ninjs(data: Mapping[str, object]) -> bool:
    """Return whether an object with lower-case keys is a ninjs item."""
    return "uri" in data and any(
        name in data for name in ("bodies", "body_text", "body_xhtml", "body_html", "headlines")
    )


def rename_ninjs_fields(data: Mapping[str, object]) -> dict[str, object]:
    """Return the object with our field names."""
    return {
        "title": _main_value(data.get("headlines")) or data.get("headline") or data.get("title"),
        "text": _main_value(data.get("bodies"))
        or next(filter(None, map(data.get, ("body_xhtml", "body_html", "body_text"))), ""),
        "date": data.get("contentcreated") or data.get("firstcreated")
        or data.get("versioncreated"),
        "source": data.get("infosources") or data.get("infosource") or data.get("provider")
        or data.get("source") or data.get("copyrightholder"),
        "byline": data.get("by") or data.get("byline"),
        "section": data.get("genres") or data.get("genre"),
        "topics": data.get("subjects") or data.get("subject"),
        "url": data.get("uri"),
    }  # fmt: skip


def _main_value(versions: object) -> object:
    """Return the value of the main headline or body, or of the first."""
    if not isinstance(versions, list):
        return None
    entries = [entry for entry in versions if isinstance(entry, Mapping) and entry.get("value")]
    ranked = sorted(entries, key=lambda entry: entry.get("role") not in MAIN_ROLES)
    return ranked[0].get("value") if ranked else None
