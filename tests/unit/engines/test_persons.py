"""A person counts the same in every view and export, whatever was merged, split or corrected."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.ingest import store_articles
from index.workers.annotating import Annotating
from tests.support import voices
from tests.support.builders import MarkedAnnotator, article
from tests.support.copies import FERRY
from tests.support.engines import CLUSTER, ENGINES, remove
from tests.support.person_counts import apply, assert_every_view_agrees, assert_facets_are_found
from tui.render.record.voices import voices_summary

PEOPLE = (
    "Ana Pell",
    "Pell",
    "Tim Falk",
    "Falk",
    "Ida Falk",
    "IDA FALK",
    "Ida O'Neil",
    "Ida O’Neil",
)
NAMES = (*PEOPLE, "a clerk", "")
OUTLETS = ("Harbour Post", "Valley Echo")
Change = tuple[str, str | int, str]
"""A change that ``person_counts.apply`` makes."""


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw the text of an article with up to four quotes."""
    speakers = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
    number = draw(st.integers(0, 99_999))
    quotes = (
        f"“Word{number} and word{place}.”" + (f" [{name}]" if name else "")
        for place, name in enumerate(speakers)
    )
    return f"Report {number}. " + " ".join(quotes)


def merge_or_split(kind: str) -> st.SearchStrategy[Change]:
    return st.tuples(st.just(kind), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))


def change_of_quote(kind: str, *values: str) -> st.SearchStrategy[Change]:
    return st.tuples(st.just(kind), st.integers(0, 9), st.sampled_from(values))


CHANGES = st.lists(
    st.one_of(
        merge_or_split("merge"), merge_or_split("split"),
        change_of_quote("correct", "Ana Pell", "Falk", "Pell; Falk", "Eva Munk", "a clerk", ""),
        change_of_quote("no quote", ""),
        change_of_quote("date", "2023-11-30", "2024-03-02"),
        change_of_quote("source", *OUTLETS, "Wire"),
        change_of_quote("delete", ""),
        st.tuples(st.just("outlet"), st.sampled_from(OUTLETS), st.sampled_from(("", "Wire"))),
    ),
    max_size=4,
)  # fmt: skip
DRAWN = st.lists(texts(), min_size=1, max_size=4, unique=True)
BOTH_NEIL = "Report 1. “Word one.” [Ida O'Neil] “Word two.” [Ida O’Neil] “Word three.” [Ana Pell]"
EXAMPLES: list[tuple[list[str], bool, list[Change]]] = [
    (["Report 1. “Word one.” [Pell] “Word two.” [Falk]"], False,
     [("correct", 0, "Pell; Falk"), ("merge", "Pell", "Falk")]),
    ([BOTH_NEIL], False, [("merge", "Ida O'Neil", "Ana Pell")]),
    ([BOTH_NEIL], False,
     [("merge", "Ida O’Neil", "Ana Pell"), ("split", "Ida O'Neil", "Ana Pell")]),
    ([BOTH_NEIL, "Report 2. “Word four.” [Ana Pell]"], True,
     [("correct", 1, "Eva Munk"), ("delete", 0, ""), ("date", 0, "2023-11-30")]),
    ([BOTH_NEIL, "Report 2. “Word four.” [Ana Pell]"], True,
     [("outlet", OUTLETS[0], ""), ("correct", 0, "ANA PELL")]),
]  # fmt: skip


def assert_counts_agree(kind: str, found: list[str], made: list[Change], *, has_copy: bool) -> None:
    articles = [article(text, source=OUTLETS[0]) for text in found]
    if has_copy:
        articles.append(article(found[0], source=OUTLETS[1]))
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[kind](Path(folder))
        items = [(each, 1.0) for each in articles]
        list(store_articles(engine, Annotating(MarkedAnnotator), items))
        archive = Archive(engine)
        for change in made:
            apply(archive, *change)
        assert_every_view_agrees(archive)
        assert_facets_are_found(archive)
        for line in ("", "said:one", "-speaker:falk", "copies:apart said:report OR said:two"):
            voices.assert_counts_are_those_of_the_quotes(archive, line)
        remove(engine)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(DRAWN, st.booleans(), CHANGES)
def test_counts_by_person_agree_in_every_view(found, has_copy, made) -> None:
    assert_counts_agree("local", found, made, has_copy=has_copy)


@pytest.mark.skipif(not CLUSTER, reason="no cluster: make cluster-test")
@settings(max_examples=8, deadline=None, derandomize=True)
@given(DRAWN, st.booleans(), CHANGES)
def test_counts_by_person_agree_in_every_view_of_a_cluster(found, has_copy, made) -> None:
    assert_counts_agree("opensearch", found, made, has_copy=has_copy)


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize(("found", "has_copy", "made"), EXAMPLES)
def test_counts_by_person_agree_after_changes(
    kind: str, found: list[str], has_copy: bool, made: list[Change]
) -> None:
    assert_counts_agree(kind, found, made, has_copy=has_copy)


def test_quote_of_two_speakers_counts_for_each_and_the_timeline_says_so(
    archive: Archive, add: Callable[..., str]
) -> None:
    add(" date 2024-03-05 “One fell.” [Tim Falk] “Two fell.” [Ana Pell]")
    (hit,) = archive.quotes("falk")
    archive.corrections.correct_quote(hit.entry.id, hit.quote, "Tim Falk; Ana Pell")
    found = archive.statistics.timeline("", "month")
    assert [(row.name, row.counts) for row in found.rows] == [
        ("Ana Pell", (2,)),
        ("Tim Falk", (1,)),
    ]
    assert (sum(found.total), found.repeated) == (2, 1)


def test_copies_with_quotes_of_their_own_are_told_from_the_articles_of_a_search(
    archive: Archive, add: Callable[..., str]
) -> None:
    more = FERRY.text + "\n\n“It was never late,” [Ida Munk] said."
    for number, text in enumerate((FERRY.text, more, "Fog. “No boats,” [Ana Pell] said.")):
        add(f" date 2024-03-05 {text}", f"{number}.txt")
    counted = archive.statistics.voices()
    assert archive.search("has:quote").total == 2
    assert (counted.total.articles, counted.copies) == (3, 1)
    assert "4 quotes in 3 articles (1 of them a copy)" in voices_summary(counted)
    apart = archive.statistics.voices("type:direct copies:apart")
    assert archive.search("has:quote copies:apart").total == apart.total.articles == 3
    assert apart.copies == 0
