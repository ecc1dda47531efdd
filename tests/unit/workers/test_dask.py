"""Annotation by a Dask cluster on loopback: killed workers, a killed scheduler, other models."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.annotate.models import Models
from index.archive import Archive, Workers
from index.errors import ArchiveError
from index.workers.annotating import KILLED
from tests.support.dask_cluster import Cluster, cluster
from tests.support.worker_annotators import KILLS, WAITS
from tests.support.workers import add, obedient, rows, texts
from tui.cli.main import main
from tui.exit_codes import FAILED

__all__ = ["obedient"]

pytestmark = pytest.mark.usefixtures("obedient")
pytest.importorskip("distributed", reason="Dask is not installed: pip install -e '.[cluster]'")


@pytest.fixture(scope="module")
def dask() -> Iterator[Cluster]:
    """Return a cluster with two workers."""
    with cluster() as running:
        yield running


def test_workers_of_dask_store_the_same_rows_as_one_process(dask: Cluster, tmp_path: Path) -> None:
    articles = texts(30)
    add(tmp_path / "one", articles)
    outcomes = add(tmp_path / "dask", articles, Workers(scheduler=dask.address))
    assert {each.status for each in outcomes} == {"added"}
    assert rows(tmp_path / "dask") == rows(tmp_path / "one")


def test_killed_worker_loses_nothing(dask: Cluster, tmp_path: Path) -> None:
    articles = texts(30, n13=f"This kills once, noted in {tmp_path / 'killed'}.")
    outcomes = add(tmp_path / "dask", articles, Workers(scheduler=dask.address))
    add(tmp_path / "one", articles)
    assert (tmp_path / "killed").exists()
    assert all(each.annotated for each in outcomes)
    assert rows(tmp_path / "dask") == rows(tmp_path / "one")


def test_article_that_kills_workers_is_named_and_the_others_are_annotated(
    dask: Cluster, tmp_path: Path
) -> None:
    outcomes = add(tmp_path / "dask", texts(8, n5=KILLS), Workers(scheduler=dask.address))
    notes = {each.title: each.note for each in outcomes if not each.annotated}
    assert notes == {"Day 5": f"Added without quotes and names: {KILLED}."}
    with Archive.open(tmp_path / "dask") as archive:
        assert archive.count_quotes() == 7


def write_pipeline(folder: Path, version: str) -> None:
    """Write the part of a spaCy pipeline that says which one it is."""
    folder.mkdir(parents=True)
    meta = {"lang": "en", "name": "torp", "version": version}
    (folder / "meta.json").write_text(json.dumps(meta))


def test_worker_with_another_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same path is another version there; nothing is stored."""
    write_pipeline(tmp_path / "here" / "pipeline", "1.0")
    write_pipeline(tmp_path / "there" / "pipeline", "2.0")
    monkeypatch.chdir(tmp_path / "here")
    with cluster(tmp_path / "there", workers=1) as running:
        workers = Workers(scheduler=running.address)
        with Archive.open(Path("archive"), models=Models("pipeline"), workers=workers) as archive:
            Path("a.txt").write_text("Fog came.")
            with pytest.raises(ArchiveError) as caught:
                list(archive.add([Path("a.txt")]))
            assert archive.count() == 0
    assert f"The worker on {socket.gethostname()} (process " in caught.value.message
    assert "annotates with en_torp 2.0, onrecord" in caught.value.message
    assert "not with en_torp 1.0, onrecord" in caught.value.message


def test_killed_scheduler_is_reported_and_what_returned_is_stored(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"text": text}) for text in texts(40, n33=WAITS))
    )
    with cluster() as running:
        workers = Workers(scheduler=running.address)
        with Archive.open(tmp_path / "archive", workers=workers) as archive:
            outcomes = archive.add([tmp_path / "a.jsonl"])
            stored = [next(outcomes) for _ in range(8)]
            running.kill_scheduler()
            with pytest.raises(ArchiveError) as caught:
                stored += outcomes
    assert f"The scheduler {running.address} ended" in caught.value.message
    with Archive.open(tmp_path / "archive") as archive:
        assert {entry.id for entry in archive.articles()} == {each.id for each in stored}


def test_scheduler_that_does_not_answer_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.workers.dask_cluster.CONNECT_SECONDS", 0.5)
    (tmp_path / "a.txt").write_text("Fog came.")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        command = ["--archive", str(tmp_path / "archive"), "add", str(tmp_path / "a.txt")]
        assert main([*command, "--scheduler", address]) == FAILED
    assert f"No Dask scheduler can be reached at {address}" in capsys.readouterr().err


def test_missing_certificates_are_reported(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="No certificates for tls:"):
        add(tmp_path / "archive", texts(1), Workers(scheduler="tls://127.0.0.1:1"))


def test_missing_dask_is_reported_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ArchiveError, match=r"uv tool install '.\[cluster\]'"):
        add(tmp_path / "archive", texts(1), Workers(scheduler="tcp://127.0.0.1:1"))


@pytest.mark.parametrize("address", ["", "news3:8786", "tcp://news3", "http://news3:8786"])
def test_address_of_a_scheduler_is_checked(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["add", "a.txt", "--scheduler", address])
    assert "Write it as tcp://host:8786" in capsys.readouterr().err
