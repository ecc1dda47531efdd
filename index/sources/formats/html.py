"""Saved web pages: the article without navigation and other page parts."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

import trafilatura
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from index.article import Article
from index.errors import IngestError
from index.sources.encodings import declared_encoding
from index.sources.fields import build_article, text_paragraphs
from index.sources.markup import text_blocks
from index.sources.options import ImportItems
from index.sources.page.access import (
    NO_TEXT,
    find_other_kind,
    is_plea,
    lacks_its_text,
    note_on_beginning,
)
from index.sources.page.authors import byline_texts, find_authors
from index.sources.page.blocks import Block, join_initials, page_blocks
from index.sources.page.boilerplate import ArticleFacts, remove_boilerplate
from index.sources.page.citations import join_citations
from index.sources.page.headline import find_headline, title_variants
from index.sources.page.linked_data import text_value
from index.sources.page.metadata import PageMetadata, folded, read_metadata
from index.sources.page.outlet import find_outlet
from index.sources.page.parts import remove_extra_parts
from index.sources.page.published import find_published, remove_modified_dates
from index.sources.page.selection import ArticleText, select_blocks
from index.sources.page.several import separate_articles
from index.sources.streams import decode, read_bytes
from index.sources.text import clean_line, unescape

MAX_PAGE = 20 << 20  # bytes of a page
SLOW_TAGS, MAX_TAGS = 40_000, 800_000  # counts of “<” in a page
DATE_OPTIONS = {"original_date": True, "extensive_search": False}
MIN_AGREEMENT = 0.5  # of the text on the page with the text in the linked data
MIN_FOUND = 0.5  # of the text of trafilatura in the blocks of the page
SUMMARY_KEYS = ("og:description", "description", "twitter:description")
OTHER_KIND = "This page is {} and no article. Open the article, save its page and add that."
NO_ARTICLE = "No article found in this page. Copy its text into a text file and add that."


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of a page, nearly always one, with its first publication date.

    Raises IngestError if no article is found.
    """
    metadata, text = _load(stream, location)
    pages = separate_articles(metadata)
    for number, page in enumerate(pages, 1):
        try:
            yield read_one(BytesIO(page.encode()), f"{location}#{number}")
        except IngestError as error:
            yield error
    if not pages:
        yield _read_article(metadata, text, location)


def read_one(stream: BinaryIO, location: str) -> Article:
    """Return all of a page as one article; raise IngestError if there is none."""
    return _read_article(*_load(stream, location), location)


def _load(stream: BinaryIO, location: str) -> tuple[PageMetadata, str]:
    data = read_bytes(stream, location, MAX_PAGE)
    text = decode(data, location, declared_encoding(data))
    tree = trafilatura.load_html(text) if text.count("<") < MAX_TAGS else None
    if tree is None:
        raise IngestError(NO_ARTICLE, location)
    join_initials(tree)
    return read_metadata(tree, text), text


def _read_article(metadata: PageMetadata, text: str, location: str) -> Article:
    tree = metadata.tree
    blocks = page_blocks(tree)
    published = find_published(metadata, blocks)
    blocks = remove_extra_parts(tree, blocks)
    remove_modified_dates(tree)
    page = _extract_whole_body(tree) if text.count("<") > SLOW_TAGS else _extract(tree)
    titles = title_variants(metadata)
    linked_text = text_value(metadata.article.get("articleBody"))
    article_text = _find_text(page.text or "", linked_text)
    selected = select_blocks(blocks, article_text, titles, _summaries(metadata))
    found = sum(len(block.key) for block in blocks if article_text.contains(block))
    if found < MIN_FOUND * len(article_text.letters):
        lines = _linked_paragraphs(metadata, article_text, location) or (page.text or "").split(
            "\n"
        )
        selected = [Block(line, tree, "paragraph", 0.0) for line in lines]
    authors = find_authors(metadata, byline_texts(blocks, selected))
    facts = ArticleFacts(titles, authors, linked_text)
    kept = remove_boilerplate(join_citations(selected), facts)
    kept = [block for block in kept if not is_plea(block)] or kept
    if not kept:
        raise IngestError(NO_ARTICLE, location)
    _raise_if_no_article(metadata, " ".join(block.text for block in kept), location)
    fields: dict[str, object] = {
        "title": find_headline(metadata),
        "date": published or page.date,
        "source": find_outlet(metadata),
        "author": authors,
        "url": metadata.url or page.url,
        "section": text_value(metadata.article.get("articleSection"))
        or ", ".join(page.categories or ()),
        "tags": metadata.article.get("keywords") or ", ".join(page.tags or ()),
    }
    parts = [" ".join(block.text.split("\n")) for block in kept]
    headings = [number for number, block in enumerate(kept) if block.kind == "heading"]
    note = note_on_beginning(metadata, blocks, kept)
    return build_article(fields, parts, location, note, headings=headings)


def _raise_if_no_article(metadata: PageMetadata, text: str, location: str) -> None:
    if kind := find_other_kind(metadata, text):
        raise IngestError(OTHER_KIND.format(kind), location)
    if lacks_its_text(metadata, text):
        raise IngestError(NO_TEXT, location)


def _extract(tree: HtmlElement) -> Document:
    page = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=DATE_OPTIONS,
    )
    return page if isinstance(page, Document) else Document()


def _extract_whole_body(tree: HtmlElement) -> Document:
    """Take the whole article element of a page on which trafilatura would take minutes."""
    head = tree.find("head")
    page = Document() if head is None else extract_metadata(head, date_config=DATE_OPTIONS)
    body = next(tree.iter("article", "main", "body"), tree)
    page.text = "\n".join(text_blocks(body))
    return page


def _find_text(text: str, linked_text: str) -> ArticleText:
    """Return the text to look for in the page: both texts, if they are of the same article."""
    linked = folded(linked_text)
    lines = [line for part in text.split("\n") if (line := folded(part))]
    shared = sum(len(line) for line in lines if line in linked)
    is_same = shared > MIN_AGREEMENT * sum(map(len, lines)) if lines else bool(linked)
    return ArticleText(f"{text}\n{linked_text}" if is_same else text)


def _linked_paragraphs(
    metadata: PageMetadata, article_text: ArticleText, location: str
) -> list[str]:
    """Return the paragraphs of the text in the linked data, if the page has its text only there."""
    body = metadata.article.get("articleBody")
    parts = text_paragraphs(body, location) if isinstance(body, str) else []
    parts = [clean_line(unescape(part)) for part in parts]
    return parts if all(folded(part) in article_text.letters for part in parts) else []


def _summaries(metadata: PageMetadata) -> set[str]:
    """Return the folded texts by which the page sums up its article."""
    linked = (
        text_value(metadata.article.get(key)) for key in ("description", "alternativeHeadline")
    )
    return {folded(text) for text in (*linked, *metadata.values(*SUMMARY_KEYS))}
