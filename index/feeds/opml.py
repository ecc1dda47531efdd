"""Lists of feeds in OPML, the format in which feed readers exchange them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO

from lxml import etree

from index.errors import IngestError
from index.sources.text import clean_line
from index.sources.xmltree import iter_named, parse_xml
from index.user_data import Feed

FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)|^feed(?=://)", re.I)
NO_FEEDS = "No feeds found. Export the feeds of the other reader as OPML."


def read_opml(stream: BinaryIO, location: str) -> list[str]:
    """Return the addresses of all feeds in a list, each once; raise IngestError if there are none.

    Folders of feeds are flattened.
    """
    found = []
    for outline in iter_named(parse_xml(stream, location), "outline"):
        attributes = {name.lower(): value for name, value in outline.attrib.items()}
        url = clean_line(attributes.get("xmlurl", ""))
        found.append(FEED_SCHEME.sub(lambda match: "" if ":" in match[0] else "https", url))
    urls = list(dict.fromkeys(filter(None, found)))
    if not urls:
        raise IngestError(NO_FEEDS, location)
    return urls


def write_opml(feeds: Sequence[Feed]) -> str:
    """Return a list of feeds."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds of onrecord"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(body, "outline", type="rss", text=feed.title or feed.url, xmlUrl=feed.url)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
