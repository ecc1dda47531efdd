"""HTML as text: what a browser would show, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement

from index.errors import IngestError
from index.sources.text import clean

BLOCK_TAGS = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary
table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(BLOCK_TAGS.split())
UNSHOWN = frozenset(
    ("head", "noscript", "script", "style", "template", "textarea", "select", "button", "svg")
)
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all", re.I)


def parse(text: str, location: str) -> HtmlElement:
    """The tree of a page; raises IngestError where there is nothing in it."""
    try:
        return html.document_fromstring(
            text.encode(), html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (ParserError, ValueError) as error:
        raise IngestError("There is no text in this page.", location) from error


def text_of(element: HtmlElement) -> str:
    """All text in an element, on one line."""
    return " ".join(clean(str(element.xpath("string()"))).split())


def blocks(page: HtmlElement) -> list[str]:
    """The text of each block of a page, as it would be shown.

    A line break parts lines of a block, several part blocks.
    """
    parts = re.split(r"\0|\n\s*\n", "".join(_pieces(page)))
    lines = ([" ".join(line.split()) for line in clean(part).split("\n")] for part in parts)
    return [block for part in lines if (block := "\n".join(filter(None, part)))]


def _pieces(page: HtmlElement) -> Iterator[str]:
    """The text in order, NUL where a block begins or ends; however deep the page is."""
    walker = iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in UNSHOWN or HIDDEN.search(element.get("style", "")):
                walker.skip_subtree()
            else:
                yield "\0" if tag in BLOCKS else "\n" if tag == "br" else ""
                yield _flowing(element.text, tag)
        else:
            yield "\0" if tag in BLOCKS else ""
            yield _flowing(element.tail, "")


def _flowing(text: str | None, tag: str) -> str:
    text = (text or "").replace("\0", "")
    return text if tag == "pre" else re.sub(r"\s+", " ", text)
