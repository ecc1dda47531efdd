"""A count by a name is that of the search it leads to, whatever longer names there are."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.ingest import store_articles
from index.query import refine_line, value_condition
from index.voices import VOICE_FIELDS
from index.workers.annotating import Annotating
from tests.support.builders import MarkedAnnotator, article
from tui.render.record.voices import voice_condition

QUOTES = (
    ("Falk", "Post", "nets"),
    ("Tim Falk", "Post Weekly", "nets"),
    ("Tim Falk", "Post", "boats"),
    ("Falk Line", "Echo", "boats"),
    ("Zoë O’Neil", "Echo", "fog"),
    ("Ida Falk", "Echo", "hail"),
    ("Falk", "", "fog"),
    ("", "Post", "snow"),
    ("a clerk", "Post", "snow"),
    ("a clerk of the court", "Post", "hail"),
)
LINES = (
    "",
    "-speaker:=Falk has:quote",
    "nets OR boats OR fog",
    "type:direct",
    "said:nets",
    "said:fell -source:=Echo",
)
ROWS = [
    ("speaker:=Falk", 2, "a name that others contain"),
    ("speaker:falk", 6, "the same without the sign, for comparison"),
    ('speaker:="tim falk"', 2, "capitals make no difference"),
    ('speaker:="zoe o\'neil"', 1, "nor do accents and quotation marks"),
    ('speaker:="a clerk"', 1, "a description"),
    ("speaker:=Fal", 0, "the start of a name"),
    ("-speaker:=Falk has:quote", 8, "everybody else"),
    ('speaker:=Falk OR speaker:="Falk Line"', 3, "one of two"),
    ("speaker:=Falk said:nets", 1, "what somebody said"),
    ("quote(speaker:=Falk)", 2, "in a quote"),
    ("source:=Post", 5, "an outlet"),
    ("source:post", 6, "the same without the sign, for comparison"),
    ("source:=Post speaker:=Falk", 1, "an outlet and a speaker"),
    ("person:=Falk", 2, "a person"),
    ("person:=falk", 2, "a person in small letters"),
    ('entity:="Falk Line"', 1, "any name"),
    ("place:=Falk", 0, "a place, which nobody is"),
]


@pytest.fixture
def falks(engine: Engine) -> Archive:
    return with_falks(engine)


@pytest.fixture(scope="module")
def falks_once(shared_engine: Engine) -> Archive:
    """Return an archive that no test changes."""
    return with_falks(shared_engine)


def with_falks(engine: Engine) -> Archive:
    """Return an archive of people and outlets whose names contain others'."""
    articles = [
        article(f"Report {n}. “The {word} {n} fell.”" + f" [{name}]" * bool(name), source=outlet)
        for n, (name, outlet, word) in enumerate(QUOTES)
    ]
    list(store_articles(engine, Annotating(MarkedAnnotator), [(each, 1.0) for each in articles]))
    return Archive(engine)


@pytest.mark.parametrize(("line", "count"), [pytest.param(*row[:2], id=row[2]) for row in ROWS])
def test_equals_sign_finds_only_the_whole_name(line: str, count: int, falks_once: Archive) -> None:
    assert falks_once.search(line).total == count
    assert falks_once.count_quotes(query=line) == count


@pytest.mark.parametrize("line", LINES)
def test_filter_finds_as_many_articles_as_it_counts(line: str, falks_once: Archive) -> None:
    counts = {
        refine_line(line, value_condition(facet.field, value)): count
        for facet in falks_once.statistics.facets(line)
        for value, count in facet.values
        if count
    }
    assert counts == {each: falks_once.count_hits(each) for each in counts}


@pytest.mark.parametrize("line", LINES)
def test_row_of_who_is_heard_lists_as_many_quotes_as_it_counts(
    line: str, falks_once: Archive
) -> None:
    voices = falks_once.statistics.voices(line)
    counts = {
        refine_line(line, voice_condition(field, each.name)): each.quotes
        for field in VOICE_FIELDS
        for each in voices.section(field).counts
    }
    assert counts == {each: falks_once.count_quotes(query=each) for each in counts}


def test_whole_name_finds_a_person_under_all_names(falks: Archive) -> None:
    falks.corrections.correct_names("Falk", "Tim Falk", same=True)
    for name in ("Falk", "Tim Falk"):
        for field in ("speaker", "person"):
            assert falks.count_quotes(query=value_condition(field, name)) == 4
    falks.corrections.correct_names("Falk", "Tim Falk", same=False)
    assert falks.count_quotes(query="person:=Falk") == 2


def test_whole_name_of_an_outlet_follows_a_new_name(falks: Archive) -> None:
    falks.editing.rename_outlets(["Post Weekly"], "Weekly")
    assert [falks.count_hits(f"source:={name}") for name in ("Post", "Weekly")] == [5, 1]
    assert falks.count_hits('source:="Post Weekly"') == 0
