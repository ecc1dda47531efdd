"""Which spellings of an organisation or outlet are one row of the filters, and found together."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.ingest import store_articles
from index.query import value_condition
from index.workers.annotating import Annotating
from tests.support.builders import article
from tests.support.opened_counts import NamesAnnotator, assert_opening_lists_as_many

ONE = [
    pytest.param("O'Neil Group", "O’Neil Group", id="apostrophes"),
    pytest.param("\u00c9ire Boats", "E\u0301ire Boats", id="composed and decomposed"),
    pytest.param("Éire Boats", "Eire Boats", id="without accents"),
    pytest.param("Łódź Trams", "LODZ TRAMS", id="letters that are not decomposed"),
    pytest.param("Falk Line", "FALK LINE", id="capitals"),
    pytest.param("Falk Line", "Falk  Line", id="spaces"),
    pytest.param("J.D. Falk Line", "J. D. Falk Line", id="initials with spaces"),
    pytest.param("St. Mary", "St Mary", id="a dot"),
    pytest.param("Torp-Lindo Line", "Torp Lindo Line", id="a hyphen"),
    pytest.param("Falk & Berg", "Falk, Berg", id="other marks"),
    pytest.param("UN", "U.N.", id="an abbreviation with dots"),
    pytest.param("US", "U.S.", id="one that is like a word"),
    pytest.param("U.S. Steel", "US Steel", id="one in a longer name"),
    pytest.param("N.H.S. Torp", "NHS Torp", id="one of three letters"),
    pytest.param("JD Falk Line", "J. D. Falk Line", id="initials without dots"),
    pytest.param("Qur\u02bcan House", "Qur'an House", id="an apostrophe that is a letter"),
    pytest.param("Hawai\u02bbi Line", "Hawai\u2019i Line", id="an okina"),
]
APART = [
    pytest.param("Falk Line", "Falk Lines", id="another letter"),
    pytest.param("Falk Line", "Falk Line Torp", id="a longer name"),
    pytest.param("O'Neil", "ONeil", id="no apostrophe"),
    pytest.param("Falk Line", "FalkLine", id="no space"),
    pytest.param("Falk and Berg", "Falk & Berg", id="and"),
    pytest.param("UN", "UNO", id="a longer abbreviation"),
    pytest.param("Line A B", "Line AC", id="other initials"),
    pytest.param("Line 4", "Line 5", id="a number"),
    pytest.param("!!!", "???", id="only marks"),
]


@pytest.fixture
def archive(engine: Engine) -> Archive:
    return Archive(engine)


def add(archive: Archive, engine: Engine, names: tuple[str, ...]) -> None:
    articles = [
        article(f"Report {n}. ‹{name}› built pier {n}. “Word {n}.” [Ana Pell]", source=name)
        for n, name in enumerate(names)
    ]
    list(store_articles(engine, Annotating(NamesAnnotator), [(each, 1.0) for each in articles]))


def counted(archive: Archive, field: str) -> list[int]:
    facets = {each.field: each.values for each in archive.statistics.facets()}
    return sorted(count for _, count in facets[field])


@pytest.mark.parametrize("field", ["org", "source"])
@pytest.mark.parametrize(("name", "other"), ONE)
def test_spellings_are_one_row_that_each_of_them_finds(
    archive: Archive, engine: Engine, field: str, name: str, other: str
) -> None:
    add(archive, engine, (name, other, name, "Zeppelin Works"))
    assert counted(archive, field) == [1, 3]
    for spelling in (name, other, name.lower()):
        assert archive.count_hits(value_condition(field, spelling)) == 3
    assert_opening_lists_as_many(archive)


@pytest.mark.parametrize("field", ["org", "source"])
@pytest.mark.parametrize(("name", "other"), APART)
def test_names_that_differ_in_more_than_spelling_have_rows_of_their_own(
    archive: Archive, engine: Engine, field: str, name: str, other: str
) -> None:
    add(archive, engine, (name, other, name))
    assert counted(archive, field) == [1, 2]
    if any(map(str.isalnum, name)):
        assert archive.count_hits(value_condition(field, other)) == 1


def test_outlet_is_listed_renamed_and_hidden_in_every_spelling(
    archive: Archive, engine: Engine
) -> None:
    add(archive, engine, ("Harbour Post", "HARBOUR POST", "Harbour Post", "Echo"))
    listed = [(each.name, each.articles) for each in archive.editing.outlets()]
    assert listed == [("Harbour Post", 3), ("Echo", 1)]
    renamed = archive.editing.rename_outlets(["harbour post"], "Wire")
    assert [each.name for each in archive.editing.outlets()] == ["Wire", "Echo"]
    archive.corrections.apply(renamed.inverse)
    archive.editing.hide_outlet("Harbour Post")
    assert archive.search("report").total == 1
    archive.editing.show_outlet("HARBOUR POST")
    assert archive.search("report").total == 4
