"""Fuzz importers and the search line briefly; ``tests/bench/fuzz.py`` does more."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.errors import QueryError
from index.sources.reading import read_stream
from tests.support.formats import SAMPLES
from tests.support.fuzzing import FORMATS_BY_NAME, fuzz_inputs, read_with
from tests.support.strategies import LINES, archive

FEW = settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Return a small archive of generated articles."""
    folder = tmp_path_factory.mktemp("drawn")
    engine = LocalEngine(folder)
    engine.add(archive(60))
    engine.close()
    with Archive.open(folder) as opened:
        yield opened


def test_every_format_has_samples() -> None:
    assert set(SAMPLES) == set(FORMATS_BY_NAME)
    for name, samples in SAMPLES.items():
        assert sum(read_with(FORMATS_BY_NAME[name], data)[0] for data in samples) >= 1


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_mutated_files_yield_only_articles_or_import_errors(name: str) -> None:
    """At least one of them, each with the place in the file, and the same if it is read again."""
    file_format = FORMATS_BY_NAME[name]
    file = f"a{file_format.suffixes[0] if file_format.suffixes else ''}"

    @FEW
    @given(data=fuzz_inputs(name))
    def read(data: bytes) -> None:
        counts = read_with(file_format, data)
        assert read_with(file_format, data) == counts, "a damaged file changes how the next is read"
        items = list(read_stream(BytesIO(data), file))
        assert items, "a file is passed over in silence"
        assert [item for item in items if not item.location.startswith(file)] == []

    read()


def test_random_search_lines_raise_only_query_error(generated: Archive) -> None:
    @settings(FEW, max_examples=300)
    @given(line=LINES)
    def ask(line: str) -> None:
        try:
            found = generated.search(line)
            generated.statistics.facets(line)
        except QueryError as error:
            assert 0 <= error.offset <= len(line)
        else:
            assert len(found.hits) <= found.total

    ask()
