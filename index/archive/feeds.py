"""Feeds that the user follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Outcome
from index.engines.protocol import Engine
from index.errors import IngestError
from index.user_data import Feed

if TYPE_CHECKING:
    from index.feeds.http_client import FetchLimits
    from index.workers.annotating import Annotating


class Feeds:
    """Follow RSS and Atom feeds, and fetch what is new in them."""

    def __init__(self, engine: Engine, annotating: Callable[[], Annotating]) -> None:
        self._engine, self._annotating = engine, annotating

    def all(self) -> tuple[Feed, ...]:
        """Return the feeds in the order in which they were added."""
        return tuple(self._engine.feeds.all())

    def add(self, url: str) -> bool:
        """Follow a feed; return False if it was followed already. Nothing is fetched yet."""
        return self._engine.feeds.add(url)

    def remove(self, url: str) -> bool:
        """Unfollow a feed; return False if it was not followed. Its articles stay."""
        return self._engine.feeds.remove(url)

    def read_list(self, file: Path) -> list[str]:
        """Return the addresses in an OPML file; raise IngestError if it cannot be read."""
        from index.feeds.opml import read_opml  # with lxml

        try:
            with file.open("rb") as stream:
                return read_opml(stream, str(file))
        except OSError as error:
            raise IngestError(f"{error.strerror}.", str(file)) from error

    def write_list(self) -> str:
        """Return all feeds as OPML."""
        from index.feeds.opml import write_opml

        return write_opml(self.all())

    def fetch(
        self, urls: Sequence[str] = (), limits: FetchLimits | None = None
    ) -> Iterator[Outcome]:
        """Fetch all feeds, or those given, over the network and add new articles."""
        from index.feeds.fetcher import fetch  # with httpx, which nothing else needs
        from index.feeds.http_client import HttpClient

        feeds = [feed for feed in self.all() if not urls or feed.url in urls]
        with HttpClient(self._engine.feeds, limits) as client:
            yield from fetch(self._engine, self._annotating(), client, feeds)
