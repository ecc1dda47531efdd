"""Corrections that several people share in an index of a cluster, one document for each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from index.engines.local.corrections.shared_files import HEADER
from index.engines.local.corrections.toml_file import edit, parse
from index.engines.opensearch.address import find_credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.storing.documents import name_id
from index.engines.shared_corrections import SharedContents, SharedCorrections
from index.errors import ArchiveError
from index.user_data import Correction, Revision

MAX_PEOPLE = 10_000
STORED = {"type": "keyword", "index": False, "doc_values": False}
FIELDS = {"person": {"type": "keyword"}, "at": {"type": "date"}, "text": STORED}


class SharedOnCluster(SharedCorrections):
    """The index ``NAME-corrections``; each document has what a shared file has."""

    def __init__(self, address: str) -> None:
        """``address`` is that of an archive, which need not be there. Raises ArchiveError."""
        where = parse_address(address)
        self._connection = Connection(where, find_credentials(where))
        self._index = f"{where.name}-corrections"

    def close(self) -> None:
        """Close all connections."""
        self._connection.close()

    def read(self) -> SharedContents:
        """Return the corrections of all people, each by the person whose document it is in."""
        found: list[Correction] = []
        people: set[str] = set()
        problems: list[str] = []
        for each in self._documents():
            person, parsed = each["person"], parse(each["text"])
            found += (correction._replace(by=person) for correction in parsed.corrections)
            if not parsed.problems:  # who shares nothing any more, withdrew
                people.add(person)
            place = f"{self._connection.address}, corrections of {person}"
            problems += (f"{place}, {problem}" for problem in parsed.problems)
        people.update(each.by for each in found)
        return SharedContents(tuple(found), frozenset(people), tuple(problems))

    def _documents(self) -> list[Any]:
        body = {"size": MAX_PEOPLE, "sort": [{"person": "asc"}]}
        if not self._connection.send("HEAD", f"/{self._index}", missing_ok=True):
            return []
        answer = self._connection.search(f"/{self._index}/_search", body)
        return [each["_source"] for each in answer["hits"]["hits"]]

    def write(self, person: str, corrections: Sequence[Correction]) -> None:
        """Replace the corrections of one person; raises ArchiveError."""
        if not person.strip() or not person.isprintable():
            raise ArchiveError(f"“{person}” is no name. Give another: --as NAME.")
        self._create()
        document = {
            "person": person, "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "text": edit(HEADER, Revision((), tuple(corrections))),
        }  # fmt: skip
        path = f"/{self._index}/_doc/{name_id(person)}?refresh=true"
        self._connection.send("PUT", path, document)

    def _create(self) -> None:
        path = f"/{self._index}"
        if self._connection.send("HEAD", path, missing_ok=True):
            return
        settings = {"number_of_shards": 1, "number_of_replicas": self._connection.address.replicas}
        body = {"settings": settings, "mappings": {"dynamic": "strict", "properties": FIELDS}}
        try:
            self._connection.send("PUT", path, body)
        except ArchiveError:
            if not self._connection.send("HEAD", path, missing_ok=True):
                raise  # otherwise somebody else created it meanwhile
