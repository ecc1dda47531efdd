"""Convert HTML to text blocks as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html
from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement

from index.errors import IngestError
from index.sources.text import clean, split_paragraphs

BLOCK_TAG_NAMES = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary
table tbody td tfoot th thead tr ul
"""
BLOCK_TAGS = frozenset(BLOCK_TAG_NAMES.split())
HIDDEN_TAGS = frozenset(
    ("head", "noscript", "script", "style", "template", "textarea", "select", "button", "svg")
)
BLANK_LINES = re.compile(r"\n\s*\n")
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)


class HtmlBlock(NamedTuple):
    """The text of one block of a page, its lines separated by line ends."""

    text: str
    element: HtmlElement
    """The innermost block element around the text."""
    linked: int
    """How many characters are in links."""


def parse_html(text: str, location: str) -> HtmlElement:
    """Parse a page; raise IngestError if it is empty."""
    try:
        return html.document_fromstring(
            text.encode(), html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (ParserError, ValueError) as error:
        raise IngestError("This page has no text.", location) from error


def is_hidden(element: HtmlElement) -> bool:
    """Return whether an element says that browsers or screen readers leave it out."""
    return (
        element.get("hidden", "until-found") != "until-found"
        or element.get("aria-hidden", "").lower() == "true"
        or HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


def element_text(element: HtmlElement) -> str:
    """Return all text of an element on one line."""
    return " ".join(clean(str(element.xpath("string()"))).split())


def text_blocks(page: HtmlElement) -> list[str]:
    """Return the visible text of each block; several line breaks in a row also end a block."""
    return [block.text for block in html_blocks(page)]


def html_paragraphs(text: str, location: str) -> list[str]:
    """Return the paragraphs of a page; raise IngestError if it is empty."""
    blocks = text_blocks(parse_html(text, location))
    return [paragraph for block in blocks for paragraph in split_paragraphs(block)]


def html_blocks(page: HtmlElement) -> Iterator[HtmlBlock]:
    """Yield the visible blocks in order; does not recurse."""
    pieces: list[str] = []
    linked = links = 0
    owners = [page]
    walker = iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag, is_start = element.tag, event == "start"
        text = _collapse_space(element.text if is_start else element.tail, tag if is_start else "")
        if is_start and (tag in HIDDEN_TAGS or HIDDEN_STYLE.search(element.get("style", ""))):
            walker.skip_subtree()
            text = ""
        is_break = tag == "br" and is_start and _ends_with_break(pieces)
        if tag in BLOCK_TAGS or is_break:
            yield from _blocks_of(pieces, owners[-1], linked)
            pieces, linked = [], 0
        if tag in BLOCK_TAGS:
            owners.append(element) if is_start else owners.pop()
        if tag == "a" and element.get("href"):  # others are places in the text
            links += 1 if is_start else -1
        pieces += ["\n", text] if tag == "br" and is_start and not is_break else [text]
        linked += len(text.strip()) if links else 0
    yield from _blocks_of(pieces, owners[-1], linked)


def _ends_with_break(pieces: list[str]) -> bool:
    return next((piece for piece in reversed(pieces) if piece.strip(" ")), "") == "\n"


def _blocks_of(pieces: list[str], owner: HtmlElement, linked: int) -> Iterator[HtmlBlock]:
    for part in BLANK_LINES.split("".join(pieces)):
        lines = (" ".join(line.split()) for line in clean(part).split("\n"))
        if text := "\n".join(filter(None, lines)):
            yield HtmlBlock(text, owner, linked)


def _collapse_space(text: str | None, tag: str) -> str:
    text = (text or "").replace("\0", "")
    return text if tag == "pre" else re.sub(r"\s+", " ", text)
