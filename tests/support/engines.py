"""Every kind of engine: the same tests run on all of them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from index.article import Annotation, Article
from index.engines.local.database.serialization import SHOWN, StoredArticle
from index.engines.local.engine import LocalEngine
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.protocol import Engine

CLUSTER = os.environ.get("ONRECORD_TEST_CLUSTER", "")
"""The nodes of a cluster, as host:port,host:port; empty to test without one."""


def open_on_cluster(folder: Path) -> OpenSearchEngine:
    """Create an archive on the cluster; what the person does with it is in the folder."""
    address = f"opensearch://{CLUSTER}/test-{uuid.uuid4().hex[:12]}?shards=2&replicas=0"
    engine = OpenSearchEngine(address, folder)
    _addresses[folder] = address
    return engine


def connect(engine: Engine) -> tuple[Connection, ArticleIndex]:
    """Return a connection of one's own to the archive of ``open_on_cluster``."""
    connection = Connection(parse_address(_addresses[engine.folder]), Credentials())
    return connection, ArticleIndex(connection)


def address_of(engine: Engine) -> str:
    """Return the address of the archive of ``open_on_cluster``."""
    return _addresses[engine.folder]


_addresses: dict[Path, str] = {}


def remove(engine: Engine) -> None:
    """Close an engine, and delete its archive from the cluster."""
    engine.close()
    if address := _addresses.pop(engine.folder, ""):
        connection = Connection(parse_address(address), Credentials())
        ArticleIndex(connection).delete()
        connection.close()


ENGINES: dict[str, Callable[[Path], Engine]] = {"local": LocalEngine}
if CLUSTER:
    ENGINES["opensearch"] = open_on_cluster


def stored(engine: LocalEngine, pairs: Sequence[tuple[Article, Annotation]]) -> list[StoredArticle]:
    """Return articles as the database has them; indexing them again replaces their documents."""
    keys = (engine.store.articles.find_key(one.id) for one, _ in pairs)
    return [StoredArticle(key, key, SHOWN, *pair) for key, pair in zip(keys, pairs, strict=True)]
