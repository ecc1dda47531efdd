"""A real cluster: searches are cancelled on it, and it can be asked over https."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from index.archive import Archive
from index.engines.opensearch import connection as connections
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.schema import FORMAT
from index.engines.protocol import SearchRequest
from index.errors import ArchiveError, Cancelled
from index.query import parse
from tests.support.builders import annotated, article
from tests.support.engines import CLUSTER, address_of, connect, open_on_cluster, remove
from tests.support.tls_proxy import run_tls_proxy, write_certificate

pytestmark = pytest.mark.skipif(not CLUSTER, reason="no cluster: make cluster-test")
ARTICLES = [article(f"Fog number {number} came over the harbour.") for number in range(60)]
LOOP = (
    "double f() { double x = 0; for (int i = 0; i < 900000; i++) { x += Math.sqrt(i) } return x }"
)
SLOW = {"script_score": {
    "query": {"match_all": {}}, "script": {"source": LOOP + " return " + " + ".join(["f()"] * 10)},
}}  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[OpenSearchEngine]:
    engine = open_on_cluster(tmp_path / "own")
    engine.add(annotated(*ARTICLES))
    yield engine
    remove(engine)


def test_archive_with_words_of_another_version_says_so_until_it_is_rebuilt(
    engine: OpenSearchEngine, tmp_path: Path
) -> None:
    connection, parts = connect(engine)
    connection.send("PUT", f"/{parts.articles}/_mapping", {"_meta": {"onrecord": FORMAT}})
    address = address_of(engine)
    with Archive(OpenSearchEngine(address, tmp_path / "own")) as archive:
        assert "another version" in archive.search("fog").notes[-1]
        archive.maintenance.rebuild()
        assert archive.search("fog").notes == ()
    with Archive(OpenSearchEngine(address, tmp_path / "own")) as archive:
        assert archive.search("fog").notes == ()


def test_cancelled_search_is_cancelled_on_the_cluster(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only when the program, tired of waiting, closes the connection."""
    monkeypatch.setattr(connections, "TIMEOUT", 300.0)
    connection, parts = connect(engine)
    index = parts.articles

    def running() -> list[Any]:
        """Return the tasks of this search."""
        found = connection.send("GET", "/_tasks?actions=indices:data/read/search&detailed")
        tasks = [each for node in found["nodes"].values() for each in node["tasks"].values()]
        return [each for each in tasks if index in each["description"]]

    seen: list[Any] = []

    def is_running() -> bool:
        seen.extend(running())
        return bool(seen)

    with pytest.raises(Cancelled):
        connection.search(f"/{index}/_search", {"query": SLOW}, is_running)
    assert not any(each["cancelled"] for each in seen)
    while tasks := running():
        if all(each["cancelled"] for each in tasks):
            connection.close()
            return
    pytest.fail("The search went on to its end.")


# https

TOKEN = "abc.def"
BASIC = base64.b64encode(b"ida:boats and nets").decode()
ALLOWED = (f"Bearer {TOKEN}", f"Basic {BASIC}")


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[str]:
    """Return the address of an archive behind https; its certificate is in ``known.pem``."""
    name = f"test-{uuid4().hex[:12]}"
    certificate = write_certificate(tmp_path, "known")
    with run_tls_proxy(CLUSTER.split(",")[0], certificate, ALLOWED) as port:
        yield f"opensearchs://localhost:{port}/{name}?shards=1&replicas=0"
    connection = Connection(parse_address(f"opensearch://{CLUSTER}/{name}"), Credentials())
    ArticleIndex(connection).delete()
    connection.close()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of somebody who has no password yet."""
    for name in ("USER", "PASSWORD", "TOKEN", "CA"):
        monkeypatch.delenv(f"ONRECORD_CLUSTER_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return tmp_path / "own"


def test_archive_is_used_over_https_with_a_token(
    secure: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CLUSTER_TOKEN", TOKEN)
    engine = OpenSearchEngine(f"{secure}&ca={tmp_path / 'known.pem'}", own)
    engine.add(annotated(*ARTICLES[:3]))
    assert engine.search(SearchRequest(parse("fog").tree)).total == 3
    engine.close()


def test_archive_is_used_over_https_with_a_netrc_file(
    secure: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CLUSTER_CA", str(tmp_path / "known.pem"))
    (tmp_path / "netrc").write_text('machine localhost login ida password "boats and nets"\n')
    engine = OpenSearchEngine(secure, own)
    assert engine.count() == 0
    engine.close()


def test_wrong_token_is_refused(
    secure: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CLUSTER_TOKEN", "guessed")
    with pytest.raises(ArchiveError, match="refused this user"):
        OpenSearchEngine(f"{secure}&ca={tmp_path / 'known.pem'}", own)


@pytest.mark.parametrize(
    ("host", "days", "ca", "message"),
    [
        pytest.param("localhost", 1, "", "is not trusted", id="no file of certificates"),
        pytest.param("localhost", 1, "other", "is not trusted", id="a file of others"),
        pytest.param("news.example", 1, "served", "is for another name", id="another host"),
        pytest.param("localhost", -1, "served", "has expired", id="an old one"),
    ],
)
def test_certificate_that_is_no_good_is_refused_with_the_reason(
    own: Path, tmp_path: Path, host: str, days: int, ca: str, message: str
) -> None:
    served = write_certificate(tmp_path, "served", host, days)
    write_certificate(tmp_path, "other")
    with run_tls_proxy(CLUSTER.split(",")[0], served, ALLOWED) as port:
        address = f"opensearchs://localhost:{port}/newsroom"
        with pytest.raises(ArchiveError, match=message):
            OpenSearchEngine(f"{address}?ca={tmp_path / ca}.pem" if ca else address, own)


def test_http_and_https_mistaken_for_each_other_are_named(secure: str, own: Path) -> None:
    with pytest.raises(ArchiveError, match="write opensearchs://"):
        OpenSearchEngine(secure.replace("opensearchs:", "opensearch:"), own)
    with pytest.raises(ArchiveError, match="Write opensearch://"):
        OpenSearchEngine(f"opensearchs://{CLUSTER.split(',')[0]}/newsroom", own)
