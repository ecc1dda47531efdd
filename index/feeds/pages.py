"""Fetch single web pages, or any other files on the web, as articles."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from index.article import Article
from index.errors import IngestError
from index.feeds.http_client import FetchError, HttpClient
from index.ingest import IngestItem
from index.inputs import OnRead, Reading
from index.sources.reading import read_stream


def fetch_pages(
    client: HttpClient, urls: Sequence[str], on_read: OnRead = lambda _: None
) -> Iterator[IngestItem]:
    """Yield the articles of web pages, or the errors, with the share of pages fetched so far."""
    for number, url in enumerate(urls):
        on_read(Reading(urls, number, number / len(urls)))
        for item in _fetch_page(client, url):
            yield item, (number + 1) / len(urls)


def _fetch_page(client: HttpClient, url: str) -> Iterator[Article | IngestError]:
    try:
        page = client.get(url)
    except FetchError as error:
        yield IngestError(f"Fetching failed: {error.reason}.", url)
        return
    for item in read_stream(io.BytesIO(page.body), url):
        yield item._replace(url=item.url or page.url) if isinstance(item, Article) else item
