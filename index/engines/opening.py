"""Open the engine of an archive, given where the archive is: in a folder, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.engines.local.engine import DATABASE, LocalEngine
from index.engines.protocol import Engine
from index.errors import ArchiveError

if TYPE_CHECKING:
    from index.engines.opensearch.engine import OpenSearchEngine
    from index.engines.shared_corrections import SharedCorrections


def cluster_address(where: Path) -> str:
    """Return the address of a cluster that is given as a path; empty for a folder.

    Everything that takes a folder takes an address: a path has one slash where the address had two.
    An invalid address is returned too: opening it raises an error that says how one begins.
    """
    scheme, colon, rest = str(where).partition(":/")
    if not colon:
        return ""
    from index.engines.opensearch.address import SCHEMES  # only for addresses

    is_like_one = len(scheme) > 1 and scheme.replace("+", "").isalnum() and not where.exists()
    is_address = is_like_one or scheme.lower() in SCHEMES
    return f"{scheme}://{rest.lstrip('/')}" if is_address else ""


def is_archive(where: Path) -> bool:
    """Return whether there is an archive; raises ArchiveError if a cluster does not answer."""
    if address := cluster_address(where):
        _load_cluster()
        from index.engines.opensearch.engine import is_on_cluster

        return is_on_cluster(address)
    return (where / DATABASE).exists()


def open_engine(where: Path, *, create: bool = True, one_shot: bool = False) -> Engine:
    """Open the engine of an archive; ``create`` creates the archive if there is none.

    ``one_shot`` answers simple searches in a folder without numpy. Raises ArchiveError.
    """
    if address := cluster_address(where):
        return _load_cluster()(address, create=create)
    return LocalEngine(where, create=create, one_shot=one_shot)


@contextmanager
def open_shared(address: str) -> Iterator[SharedCorrections]:
    """Open the place where people share corrections: a folder, a file or a cluster.

    Raises ArchiveError.
    """
    from index.engines.opensearch.address import EXAMPLE, SCHEMES

    scheme, is_address, _ = address.partition("://")
    if scheme in SCHEMES:
        _load_cluster()
        from index.engines.opensearch.shared_corrections import SharedOnCluster

        shared = SharedOnCluster(address)
        try:
            yield shared
        finally:
            shared.close()
        return
    if is_address:
        raise ArchiveError(
            f"{address} cannot hold shared corrections. Name a folder, a file, or a cluster as in"
            f" {EXAMPLE}."
        )
    from index.engines.local.corrections.shared_files import SharedFiles

    yield SharedFiles(Path(address).expanduser())


@contextmanager
def open_dry_run(where: Path) -> Iterator[Engine]:
    """Open an engine that tells what adding would do, and adds nothing. Raises ArchiveError."""
    if address := cluster_address(where):
        engine = _load_cluster()(address, create=False, dry_run=True)
        try:
            yield engine
        finally:
            engine.close()
        return
    from index.engines.local.integrity.dry_run import dry_run

    with dry_run(where) as local:
        yield local


def _load_cluster() -> type[OpenSearchEngine]:
    try:
        from index.engines.opensearch.engine import OpenSearchEngine  # 150 ms, and an extra
    except ModuleNotFoundError as error:
        raise ArchiveError(
            "Archives on a cluster need the extra “cluster”: uv tool install '.[cluster]'"
        ) from error
    return OpenSearchEngine
