"""A saved web page: the article in it, without what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import trafilatura
from trafilatura.settings import Document

from index.article import Article
from index.errors import SourceError
from index.sources.fields import article
from index.sources.text import clean, decode, paragraphs


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a page; the date is the day it was first published.

    Raises SourceError where no article can be told from the rest of the page.
    """
    page = trafilatura.bare_extraction(
        decode(stream.read(), location),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(page, Document) or not page.text:
        raise SourceError("No article can be found in this page.", location)
    data = {
        "title": page.title,
        "date": page.date,
        "source": page.sitename,
        "author": (page.author or "").replace("; ", ", "),
        "url": page.url,
        "section": ", ".join(page.categories or ()),
        "tags": page.tags,
    }
    parts = [
        part for line in clean(page.text).split("\n") if line.strip() for part in paragraphs(line)
    ]
    if len(parts) > 1 and parts[0] == page.title:
        del parts[0]
    yield article(data, parts, location)
