"""Filters count as many values as are asked for, the most frequent first, also rare ones."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.ingest import store_articles
from index.query import refine_line, value_condition
from index.workers.annotating import Annotating
from tests.support.builders import article
from tests.support.opened_counts import NamesAnnotator

NUMBER = 20
NAMES = [f"{letter}{letter.lower()}ster Quay" for letter in "ABCDEFGHIJKLMNOPQRST"]
FIELDS = ["source", "org", "speaker", "person"]
LINES = ["", "pier", "said:word", "copies:apart pier", "source:quay", "-tag:none said:word"]


@pytest.fixture(scope="module")
def archive(shared_engine: Engine) -> Archive:
    """Return an archive where the first name occurs in most articles, the last one in one."""
    articles = [
        article(
            f"Report {n}, {part}. ‹{name}› built pier {n} {part}. “Word {n} {part}.” [{name}]",
            f"20{n + 10}-{part + 1:02}-04",
            source=name,
        )
        for n, name in enumerate(NAMES)
        for part in range(2 if n < 5 else 1)
    ]
    list(
        store_articles(
            shared_engine, Annotating(NamesAnnotator), [(each, 1.0) for each in articles]
        )
    )
    return Archive(shared_engine)


def counted(archive: Archive, field: str, line: str, limit: int) -> dict[str, int]:
    facets = {each.field: each.values for each in archive.statistics.facets(line, limit)}
    return {value: count for value, count in facets[field] if value}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("field", FIELDS)
def test_every_value_is_counted_if_there_is_room(archive: Archive, field: str, line: str) -> None:
    found = counted(archive, field, line, NUMBER)
    assert sorted(found) == NAMES
    rarest = refine_line(line, value_condition(field, NAMES[-1]))
    assert found[NAMES[-1]] == archive.count_hits(rarest) == 1


@pytest.mark.parametrize("limit", [1, 5, 12, 13, 19])
@pytest.mark.parametrize("line", ["", "said:word"])
@pytest.mark.parametrize("field", FIELDS)
def test_most_frequent_values_are_counted_first(
    archive: Archive, field: str, line: str, limit: int
) -> None:
    found = counted(archive, field, line, limit)
    assert len(found) == limit
    assert set(list(found)[:5]) <= set(NAMES[:5])


@pytest.mark.parametrize("limit", [1, 12])
def test_every_month_is_counted(archive: Archive, limit: int) -> None:
    assert len(counted(archive, "date", "", limit)) == NUMBER + 5
