"""Exports of wikis (MediaWiki XML), such as those of Wikinews: articles without wiki markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from lxml import etree

from index.article import Article
from index.errors import IngestError
from index.sources.fields import build_article
from index.sources.options import ImportItems
from index.sources.text import clean, clean_line

ARTICLES = "0"  # the namespace of articles; others are talk, users, files
MAX_NESTED = 12  # templates, tables and links inside each other
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
NO_TEXT = re.compile(
    r"<(ref|gallery|math|timeline|score|syntaxhighlight)\b[^<>/]*(?:/>|>.*?</\1\s*>)",
    re.S | re.I,
)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
TABLE = re.compile(r"\{\|(?:(?!\{\||\|\}).)*\|\}", re.S)
LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\[\]]+(?:\s+([^\[\]]*))?\]")
CATEGORY_NAME = (
    r"\s*(?:category|kategorie|catégorie|categoría|categoria|categorie)\s*:\s*([^|\[\]]+)"
)
CATEGORY = re.compile(CATEGORY_NAME, re.I)
CATEGORIES = re.compile(rf"\[\[{CATEGORY_NAME}", re.I)
MEDIA = re.compile(
    r"\s*(?:file|image|media|datei|bild|fichier|archivo|immagine|ficheiro)\s*:", re.I
)
OTHER_LANGUAGE = re.compile(r"\s*[a-z]{2,3}(?:-[a-z]+)*\s*:(?=\S)")
SWITCH = re.compile(r"__[A-Z]+__")
EMPHASIS = re.compile(r"'{2,5}")
HEADING = re.compile(r"(={2,6})\s*(.*?)\s*\1\s*")
LIST_ITEM = re.compile(r"^[*#:;]+\s*")
# Templates whose last value is shown, and those with the date of a report.
SHOWN = re.compile(r"\s*(?:w|wikipedia|lang|nowrap|small|abbr|nobr|lien)\s*\|", re.I)
DATED = re.compile(r"\{\{\s*(?:date|datum|fecha|data)\s*\|\s*([^{}|]+)", re.I)
# Headings of sections that are no text of an article.
APPARATUS = frozenset(
    ("sources", "source", "references", "external links", "see also", "notes", "related news",
     "related articles", "sister links", "further reading", "bibliography", "quellen", "weblinks",
     "einzelnachweise", "literatur", "siehe auch", "themenverwandte artikel", "références",
     "liens externes", "voir aussi", "notes et références", "fuentes", "referencias",
     "enlaces externos", "véase también", "fonti", "note", "collegamenti esterni", "voci correlate",
     "fontes", "referências", "ligações externas", "ver também")
)  # fmt: skip


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of an export; pages that only lead to others are left out."""
    site, base, number = "", "", 0
    pages = etree.iterparse(
        stream, events=("end",), tag=("{*}siteinfo", "{*}page"), resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in pages:
            if element.tag.endswith("siteinfo"):
                site, base = _value(element, "sitename"), _value(element, "base")
            elif _is_article(element):
                number += 1
                try:
                    yield _read_page(element, site, base, f"{location}#{number}")
                except IngestError as error:
                    yield error
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        message = f"This export is damaged ({clean_line(str(error))[:80]}). Export it again."
        yield IngestError(message, location)


def _is_article(page: etree._Element) -> bool:
    namespace = _value(page, "ns") or ARTICLES
    return namespace == ARTICLES and _find(page, "redirect") is None


def _read_page(page: etree._Element, site: str, base: str, location: str) -> Article:
    title = _value(page, "title")
    revision = page.findall("{*}revision")[-1:]
    text = clean(_value(revision[0], "text")) if revision else ""
    dated = DATED.search(text)
    blocks = [*_blocks(text)]
    data = {
        "title": title,
        "date": dated[1] if dated else _value(revision[0], "timestamp") if revision else "",
        "source": site,
        "url": f"{base.rpartition('/')[0]}/{quote(title.replace(' ', '_'))}" if base else "",
        "topics": [clean_line(name) for name in CATEGORIES.findall(text)],
    }
    headings = [number for number, (_, is_heading) in enumerate(blocks) if is_heading]
    return build_article(data, [block for block, _ in blocks], location, headings=headings)


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs and headings of wiki markup; a heading without text is left out."""
    waiting, skipped = "", 0
    for block in re.split(r"\n\s*\n|\n(?=[*#:;=])|(?<==)\s*\n", _without_markup(text)):
        if heading := HEADING.fullmatch(block.strip()):
            level, waiting = len(heading[1]), clean_line(heading[2])
            if not skipped or level <= skipped:
                skipped = level if waiting.casefold() in APPARATUS else 0
        elif not skipped and (line := clean_line(LIST_ITEM.sub("", block.strip()))):
            if waiting:
                yield waiting, True
                waiting = ""
            yield line, False


def _without_markup(text: str) -> str:
    text = NO_TEXT.sub("", COMMENT.sub("", text))
    for pattern, replace in ((TEMPLATE, _template), (TABLE, ""), (LINK, _link)):
        for _ in range(MAX_NESTED):
            text, count = pattern.subn(replace, text)
            if not count:
                break
    text = ADDRESS.sub(lambda match: match[1] or "", text)
    text = EMPHASIS.sub("", SWITCH.sub("", TAG.sub("", re.sub(r"<br\s*/?>", "\n", text))))
    return html.unescape(text)


def _template(match: re.Match[str]) -> str:
    return match[1].rpartition("|")[2].strip() if SHOWN.match(match[1]) else ""


def _link(match: re.Match[str]) -> str:
    target, _, shown = match[1].partition("|")
    if CATEGORY.match(target) or MEDIA.match(target) or OTHER_LANGUAGE.match(target):
        return ""
    return shown.rpartition("|")[2] or target.strip(" :")


def _find(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{{*}}{name}")


def _value(element: etree._Element, name: str) -> str:
    found = _find(element, name)
    return (found.text or "").strip() if found is not None else ""
