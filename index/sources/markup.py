"""Convert HTML to text blocks as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
HIDDEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all", re.I)


def parse_html(text: str, location: str) -> HtmlElement:
    """Parse a page; raise IngestError if it is empty."""
    try:
        return html.document_fromstring(
            text.encode(), html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (ParserError, ValueError) as error:
        raise IngestError("This page has no text.", location) from error


def element_text(element: HtmlElement) -> str:
    """Return all text of an element on one line."""
    return " ".join(clean(str(element.xpath("string()"))).split())


def text_blocks(page: HtmlElement) -> list[str]:
    """Return the visible text of each block; several line breaks in a row also end a block."""
    parts = re.split(r"\0|\n\s*\n", "".join(_pieces(page)))
    lines = ([" ".join(line.split()) for line in clean(part).split("\n")] for part in parts)
    return [block for part in lines if (block := "\n".join(filter(None, part)))]


def html_paragraphs(text: str, location: str) -> list[str]:
    """Return the paragraphs of a page; raise IngestError if it is empty."""
    blocks = text_blocks(parse_html(text, location))
    return [paragraph for block in blocks for paragraph in split_paragraphs(block)]


def _pieces(page: HtmlElement) -> Iterator[str]:
    """Yield text in order, and NUL where a block begins or ends; does not recurse."""
    walker = iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in HIDDEN_TAGS or HIDDEN_STYLE.search(element.get("style", "")):
                walker.skip_subtree()
            else:
                yield "\0" if tag in BLOCK_TAGS else "\n" if tag == "br" else ""
                yield _collapse_space(element.text, tag)
        else:
            yield "\0" if tag in BLOCK_TAGS else ""
            yield _collapse_space(element.tail, "")


def _collapse_space(text: str | None, tag: str) -> str:
    text = (text or "").replace("\0", "")
    return text if tag == "pre" else re.sub(r"\s+", " ", text)
