"""What all tests share: the engines under test, and an archive that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine
from tests.support.builders import MarkedAnnotator
from tests.support.corrections import FOG, SNOW

ENGINES: dict[str, Callable[[Path], Engine]] = {"local": LocalEngine}


@pytest.fixture(autouse=True, scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where programs keep their state: not in the home of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        yield folder


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine of each kind; the same tests run over all of them."""
    made = ENGINES[request.param](tmp_path / "archive")
    yield made
    made.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive whose annotator reads the speakers off the text."""
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as made:
        yield made


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample archive in seeds/, annotated by the real model; not to be changed."""
    with Archive.open(tmp_path_factory.mktemp("samples")) as made:
        assert {outcome.status for outcome in made.add([Path("seeds")])} == {"added"}
        yield made


@pytest.fixture
def add(archive: Archive, tmp_path: Path) -> Callable[..., str]:
    """Add an article of a text; gives its id."""

    def make(text: str, name: str = "a.txt", to: Archive = archive) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (outcome,) = to.add([tmp_path / name])
        return outcome.id

    return make


@pytest.fixture
def fog(add: Callable[..., str]) -> str:
    """The id of an article with three quotes that have a speaker, and two that have none."""
    add(SNOW, "b.txt")
    return add(FOG)
