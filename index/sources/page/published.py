"""Find the date on which a page was first published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from index.sources.dates import LABEL as DATE_LABEL
from index.sources.dates import find_written_date, whole_date
from index.sources.page.blocks import Block
from index.sources.page.linked_data import text_value
from index.sources.page.metadata import PageMetadata, is_about_article

# Lower-case metadata keys of the publication date, the most reliable first.
PUBLISHED_KEYS = (
    "article:published_time", "datepublished", "article:published", "og:published_time",
    "og:article:published_time", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publication_date", "pubdate", "article.published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
# “Updated 19 May | Published: 14 May”, but not “a report published on 14 May”.
LABEL = re.compile(
    r"(?:^|[|·•;.,–—-]\s*|\d\s+)(?:(?:first |originally )?(?:published|posted)\b(?: on| at)?"
    r"|(?:erst)?veröffentlicht(?: am)?\b|erschienen(?: am)?\b|publiée?(?: le)?\b"
    r"|publicado(?: el| em)?\b|pubblicato(?: il)?\b|gepubliceerd(?: op)?\b|publicerad\b"
    r"|publisert\b|udgivet\b|opublikowano\b|julkaistu\b|datum\b|fecha\b)\s*:?",
    re.I,
)
OTHER_LABEL = re.compile(
    r"\b(?:updated|modified|edited|changed|aktualisiert|mis à jour|actualizado|aggiornato"
    r"|bijgewerkt|uppdaterad|oppdatert|opdateret|zaktualizowano|päivitetty)\b",
    re.I,
)
MAX_LABELLED = 90  # characters of a line that has only dates
MAX_SHOWN = 60  # characters of a line that is only a date
MAX_BESIDE = 6  # lines beside the headline, among which its date may be
MODIFIED_KEYS = ("modified", "updated", "lastmod", "last-modified")


def find_published(page: PageMetadata, blocks: Sequence[Block]) -> str:
    """Return the publication date of a page, or an empty string."""
    labelled = find_labelled_date(block.text for block in blocks)
    return find_date(page) or labelled or _shown_date(page, blocks)


def find_date(page: PageMetadata) -> str:
    """Return the publication date of linked data, meta tags or microdata, or an empty string."""
    values = [text_value(page.article.get("datePublished"))]
    marked = _marked_dates(page.tree)
    for key in PUBLISHED_KEYS:
        values += [*page.values(key)[:1], *marked.get(key, ())]
    return next(filter(None, values), "")


def find_labelled_date(lines: Iterable[str]) -> str:
    """Return the date behind “Published” in a line of the page, or an empty string."""
    for line in lines:
        label = LABEL.search(line) if len(line) <= MAX_LABELLED else None
        written = OTHER_LABEL.split(line[label.end() :])[0].strip() if label else ""
        if day := whole_date(written) or find_written_date(written):
            return day.isoformat()
    return ""


def _shown_date(page: PageMetadata, blocks: Sequence[Block]) -> str:
    """Return the date that stands alone beside the headline, or an empty string.

    5/3/2024 is read as 5 March, except on American, Canadian and plain English pages.
    """
    headline = next((n for n, block in enumerate(blocks) if block.element.tag == "h1"), None)
    if headline is None:
        return ""
    language = (page.tree.get("lang") or "en").lower()
    day_first = None if language in ("en", "en-us", "en-ca") else True
    below, above = blocks[headline + 1 :][:MAX_BESIDE], blocks[:headline][-1:-3:-1]
    for block in (*below, *above):
        text = block.text
        if len(text) > MAX_SHOWN or OTHER_LABEL.search(text):
            continue
        if day := whole_date(text) or whole_date(DATE_LABEL.sub("", text, count=1), day_first):
            return day.isoformat()
    return ""


def _marked_dates(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the dates of elements in the text, by their marks."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("time", "span", "abbr"):
        value = (element.get("content") or element.get("datetime") or "").strip()
        for mark in ("property", "name", "itemprop"):
            key = element.get(mark, "").lower()
            if key in PUBLISHED_KEYS and value and is_about_article(element):
                found.setdefault(key, []).append(value)
    return found


def remove_modified_dates(tree: HtmlElement) -> None:
    """Remove modification dates, which trafilatura might take as the publication date."""
    for element in list(tree.iter("meta", "time", "span", "abbr")):
        marks = " ".join(
            element.get(mark, "") for mark in ("property", "name", "itemprop", "class")
        )
        if any(word in marks.lower() for word in MODIFIED_KEYS):
            for value in ("content", "datetime"):
                element.attrib.pop(value, None)
