"""Filters count what has no outlet, no date or no known speaker, and list exactly that."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.query import refine_line, value_condition
from tests.support.builders import annotated, article

ARTICLES = annotated(
    article("Boats one. “One,” [Ana Pell] said.", "2024-03-01", source="Post"),
    article("Boats two. “Two,” he said.", "", source="Post"),
    article("Boats three. “Three,” [Ana Pell] said. “So,” he said.", "2024-03-02"),
    article("Boats four. Nothing was said.", ""),
    article("Nets five. “Five,” he said.", "2024-04-01", source="none"),
)


@pytest.fixture
def filled(engine: Engine) -> Archive:
    engine.add(ARTICLES)
    return Archive(engine)


@pytest.fixture(scope="module")
def filled_once(shared_engine: Engine) -> Archive:
    """Return an archive that no test changes."""
    shared_engine.add(ARTICLES)
    return Archive(shared_engine)


def counts(archive: Archive, line: str, field: str) -> dict[str, int]:
    (values,) = (each.values for each in archive.statistics.facets(line) if each.field == field)
    return dict(values)


@pytest.mark.parametrize("line", ["", "boats", "nets", "date:2024-03", "source:post", "nothing"])
@pytest.mark.parametrize("field", ["source", "date"])
def test_counts_of_outlets_and_of_months_add_up(
    filled_once: Archive, line: str, field: str
) -> None:
    total = filled_once.search(line).total if line else filled_once.count()
    assert sum(counts(filled_once, line, field).values()) == total


@pytest.mark.parametrize("field", ["source", "date", "speaker"])
@pytest.mark.parametrize(
    "line",
    ["", "boats", "nets", "said:two", "said:so", "speaker:pell", "quote(said:three) quote(said:so)",
     "-source:post", "source:none", "date:none", "speaker:unknown", "nothing", "has:quote"],
)  # fmt: skip
def test_filter_without_a_value_lists_as_many_as_it_counts(
    filled_once: Archive, line: str, field: str
) -> None:
    count = counts(filled_once, line, field).get("", 0)
    assert filled_once.search(refine_line(line, value_condition(field, ""))).total == count


@pytest.mark.parametrize(
    ("field", "expected"),
    [("source", {"Post": 2, "none": 1, "": 2}), ("date", {"2024-04": 1, "2024-03": 2, "": 2}),
     ("speaker", {"Ana Pell": 2, "": 3})],
)  # fmt: skip
def test_articles_without_a_value_come_last(
    filled_once: Archive, field: str, expected: dict[str, int]
) -> None:
    assert list(counts(filled_once, "", field).items()) == list(expected.items())


def test_nothing_is_counted_where_nothing_is_missing(filled_once: Archive) -> None:
    line = "date:2024-03 source:post"
    assert [counts(filled_once, line, field) for field in ("source", "date", "speaker")] == [
        {"Post": 1}, {"2024-03": 1}, {"Ana Pell": 1},
    ]  # fmt: skip


def test_copies_without_an_outlet_count_once(engine: Engine) -> None:
    length = " ".join(f"plank{number}" for number in range(60))
    texts = [f"Boats. {length}.", f"Boats. {length}."]
    engine.add(annotated(article(texts[0], source="Post"), article(texts[1], "", source="")))
    archive = Archive(engine)
    assert counts(archive, "", "source") == {"Post": 1, "": 1}
    assert counts(archive, "", "date") == {"2024-03": 1, "": 1}


def test_edits_change_what_is_counted_without_an_outlet(filled: Archive) -> None:
    filled.editing.edit(filled.search("two").hits[0].entry.id, {"source": "none"})
    filled.editing.edit(filled.search("three").hits[0].entry.id, {"source": "Post"})
    assert counts(filled, "", "source")[""] == filled.search("source:none").total
