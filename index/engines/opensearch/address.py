"""Addresses of archives on a cluster, and who may use them.

``opensearch://host:9200/newsroom`` speaks plain HTTP, ``opensearchs://`` HTTPS. Several nodes are
separated by commas. ``?ca=FILE`` names the certificates to trust; ``?shards=6&replicas=1`` counts
when the archive is created. The password never stands in an address: it comes from the environment
or from ``~/.netrc``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from index.errors import ArchiveError

SCHEMES = {"opensearch": "http", "opensearchs": "https", "opensearch+https": "https"}
DEFAULT_PORT = 9200
MAX_SHARDS = 1024  # the most that OpenSearch takes
INDEX_NAME = r"[a-z0-9][a-z0-9_.-]{0,199}"
USER, PASSWORD = "ONRECORD_CLUSTER_USER", "ONRECORD_CLUSTER_PASSWORD"
TOKEN = "ONRECORD_CLUSTER_TOKEN"  # noqa: S105
CA_FILE = "ONRECORD_CLUSTER_CA"
PERSONAL_FOLDER = "ONRECORD_PERSONAL"
EXAMPLE = "opensearch://search.example.org:9200/newsroom"


class ClusterAddress(NamedTuple):
    """Where an archive is on a cluster."""

    scheme: str
    """``http`` or ``https``."""
    hosts: tuple[tuple[str, int], ...]
    name: str
    """The start of the names of its indices."""
    ca_file: str = ""
    """A file with the certificates to trust; empty for those of the system."""
    shards: int = 3
    """How many parts a new archive is split into."""
    replicas: int = 1
    """How many more copies of each part the cluster keeps."""

    def __str__(self) -> str:
        scheme = "opensearchs" if self.scheme == "https" else "opensearch"
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"{scheme}://{hosts}/{self.name}"


class Credentials(NamedTuple):
    """A user with a password, or a token; all empty for a cluster that asks for none."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"


def parse_address(text: str) -> ClusterAddress:
    """Return the parts of an address; raises ArchiveError that says what is wrong with it."""
    parts = urlsplit(text)
    if parts.scheme not in SCHEMES:
        raise ArchiveError(
            f"“{text}” is not the address of an archive. On a cluster it is like {EXAMPLE}, or"
            f" opensearchs:// for https."
        )
    if "@" in parts.netloc:
        raise ArchiveError(
            "A user or password does not belong in an address, where others can see it. Set"
            f" ${USER} and ${PASSWORD}, or put them in ~/.netrc."
        )
    name = parts.path.strip("/")
    if not re.fullmatch(INDEX_NAME, name):
        raise ArchiveError(
            f"“{text}” does not end in the name of an archive: small letters, digits, “-”, “_” and"
            f" “.”, as in {EXAMPLE}."
        )
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := options.keys() - {"ca", "shards", "replicas"}:
        raise ArchiveError(
            f"“{text}” has an unknown option: {min(unknown)}. Known are ca, shards and replicas."
        )
    numbers = [options.get(name, default) for name, default in (("shards", "3"), ("replicas", "1"))]
    if not all(number.isdecimal() for number in numbers) or not 1 <= int(numbers[0]) <= MAX_SHARDS:
        raise ArchiveError(
            f"“{text}”: shards and replicas are numbers, as in ?shards=6&replicas=1."
        )
    ca_file = options.get("ca", os.environ.get(CA_FILE, ""))
    if ca_file and not Path(ca_file).is_file():
        raise ArchiveError(f"There is no file of certificates {ca_file}.")
    hosts = tuple(_host(each, text) for each in parts.netloc.split(","))
    return ClusterAddress(SCHEMES[parts.scheme], hosts, name, ca_file, *map(int, numbers))


def _host(text: str, address: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":") if re.search(r":\d*$", text) else (text, "", "")
    if not host or (colon and not port) or int(port or 1) > 65535:
        raise ArchiveError(f"“{address}” has no host and port like search.example.org:9200.")
    return host.strip("[]"), int(port or DEFAULT_PORT)


def find_credentials(address: ClusterAddress) -> Credentials:
    """Return user and password, or a token, from the environment, or else from the netrc file."""
    if token := os.environ.get(TOKEN):
        return Credentials(token=token)
    if user := os.environ.get(USER):
        return Credentials(user, os.environ.get(PASSWORD, ""))
    import netrc  # 1 ms that archives in a folder save

    path = Path(os.environ.get("NETRC", "~/.netrc")).expanduser()
    try:
        entries = netrc.netrc(path)
    except FileNotFoundError:
        return Credentials()
    except netrc.NetrcParseError as error:  # its message may quote the password
        raise ArchiveError(
            f"{path} cannot be read: line {error.lineno}, or the one before, is not as netrc files"
            " are: machine HOST login USER password PASSWORD."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise ArchiveError(f"{path} cannot be read: {reason}.") from None
    for host, _ in address.hosts:
        if host in entries.hosts and (found := entries.authenticators(host)):
            return Credentials(found[0], found[2])
    return Credentials()


def personal_folder(address: ClusterAddress) -> Path:
    """Return the folder of what this person does with the archive: stars, notes, corrections."""
    if folder := os.environ.get(PERSONAL_FOLDER):
        return Path(folder)
    import platformdirs  # 20 ms, not needed if the folder is given

    parent = platformdirs.user_data_path("onrecord", appauthor=False) / "newsrooms"
    folders = [parent / f"{host}_{port}_{address.name}" for host, port in address.hosts]
    # Nodes may be in any order: take the folder that exists, or else the first by name.
    return next((each for each in folders if each.exists()), min(folders))
