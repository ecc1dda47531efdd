"""Files and search lines as nobody writes them harm nothing; ``tests/bench/fuzz.py`` has more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.errors import QueryError
from tests.support.formats import SAMPLES
from tests.support.fuzzing import FORMS, inputs, read_as
from tests.support.strategies import LINES, archive

FEW = settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A small archive of drawn words."""
    folder = tmp_path_factory.mktemp("drawn")
    engine = LocalEngine(folder)
    engine.add(archive(60))
    engine.close()
    with Archive.open(folder) as opened:
        yield opened


def test_there_are_samples_of_every_format() -> None:
    assert set(SAMPLES) == set(FORMS)
    for name, samples in SAMPLES.items():
        assert sum(read_as(FORMS[name], data)[0] for data in samples) >= 1


@pytest.mark.parametrize("name", FORMS)
def test_changed_files_give_articles_or_errors_and_nothing_else(name: str) -> None:
    @FEW
    @given(data=inputs(name))
    def read(data: bytes) -> None:
        read_as(FORMS[name], data)

    read()


def test_a_search_line_is_answered_or_refused_and_nothing_else(asked: Archive) -> None:
    @settings(FEW, max_examples=300)
    @given(line=LINES)
    def ask(line: str) -> None:
        try:
            found = asked.search(line)
            asked.statistics.facets(line)
        except QueryError as error:
            assert 0 <= error.offset <= len(line)
        else:
            assert len(found.hits) <= found.total

    ask()
