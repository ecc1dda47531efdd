"""Addresses of archives on a cluster: what they mean, and that no password is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.opening import cluster_address, open_engine
from index.engines.opensearch.address import (
    PERSONAL_FOLDER,
    SCHEMES,
    Credentials,
    find_credentials,
    parse_address,
    personal_folder,
)
from index.errors import ArchiveError

ADDRESSES = [
    ("opensearch://host:9200/newsroom", ("http", (("host", 9200),), "newsroom")),
    ("opensearch://host/newsroom", ("http", (("host", 9200),), "newsroom")),
    ("opensearchs://a:1,b:2/x-1/", ("https", (("a", 1), ("b", 2)), "x-1")),
    ("opensearch+https://a:1/x", ("https", (("a", 1),), "x")),
]
WRONG = [
    pytest.param("https://host:9200/newsroom", "not the address of an archive", id="scheme"),
    pytest.param("opensearch://host:9200", "name of an archive", id="no name"),
    pytest.param("opensearch://host:9200/News Room", "name of an archive", id="capitals"),
    pytest.param("opensearch://me:secret@host/newsroom", "does not belong in", id="password"),
    pytest.param("opensearch://host/newsroom?shard=3", "unknown option: shard", id="option"),
    pytest.param("opensearch://host/newsroom?shards=0", "are numbers", id="no shards"),
    pytest.param("opensearch://host/newsroom?ca=/none.pem", "no file of certificates", id="ca"),
    pytest.param("opensearch://:9200/newsroom", "no host and port", id="host"),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSES)
def test_address_names_hosts_and_archive(text: str, expected: tuple) -> None:
    assert parse_address(text)[:3] == expected


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_wrong_address_is_explained_without_the_password(text: str, reason: str) -> None:
    with pytest.raises(ArchiveError) as raised:
        parse_address(text)
    assert reason in raised.value.message
    assert "secret" not in raised.value.message


@pytest.mark.parametrize("scheme", SCHEMES)
def test_path_of_an_address_is_the_address_again(scheme: str) -> None:
    text = f"{scheme}://host:9200/newsroom"
    assert cluster_address(Path(text)) == text


@pytest.mark.parametrize("text", ["/home/me/archive", "archive", "news: old/archive", "c:/archive"])
def test_folder_is_no_address(text: str) -> None:
    assert cluster_address(Path(text)) == ""


@pytest.mark.parametrize(
    "text",
    ["opensarch://a:1/x", "opensearchhs://a:1/x", "elastic://a:1/x", "http://a:1/x", "ftp://a/x"],
)
def test_mistyped_address_is_no_new_folder(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError, match="is not the address of an archive"):
        open_engine(Path(text))
    assert list(tmp_path.iterdir()) == []


def test_folder_whose_name_is_like_an_address_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kept:/archive").mkdir(parents=True)
    assert cluster_address(Path("kept:/archive")) == ""


def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CLUSTER_USER", "ida")
    monkeypatch.setenv("ONRECORD_CLUSTER_PASSWORD", "secret")
    found = find_credentials(parse_address("opensearch://host/newsroom"))
    assert found == Credentials("ida", "secret")
    assert "secret" not in repr(found)


def test_credentials_come_from_the_netrc_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text(
        "machine other login x password y\nmachine host login a password b"
    )
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert find_credentials(parse_address("opensearch://host/n")) == Credentials("a", "b")
    assert find_credentials(parse_address("opensearch://none/n")) == Credentials()


def test_wrong_netrc_file_is_named_without_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine host login a\npassword b secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with pytest.raises(
        ArchiveError, match="netrc cannot be read: line 3, or the one before"
    ) as raised:
        find_credentials(parse_address("opensearch://host/n"))
    assert "secret" not in raised.value.message


def test_personal_folder_is_the_same_whichever_node_is_named_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(PERSONAL_FOLDER, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    one, other = (parse_address(f"opensearch://{hosts}/n") for hosts in ("a,b", "b,a"))
    assert personal_folder(one) == personal_folder(other)
    old = personal_folder(one).with_name("b_9200_n")  # it was that of the node named first
    old.mkdir(parents=True)
    assert personal_folder(one) == personal_folder(other) == old
