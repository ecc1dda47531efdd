"""Every count of a view is the number of what is listed when it is opened."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.article import Article
from index.ingest import store_articles
from index.workers.annotating import Annotating
from tests.support.builders import article
from tests.support.engines import CLUSTER, ENGINES, remove
from tests.support.exported_counts import assert_exports_count_what_is_listed
from tests.support.opened_counts import NamesAnnotator, assert_opening_lists_as_many
from tests.support.person_counts import apply

OUTLETS = ("Harbour Post", "HARBOUR POST", "Valley Echo", "O'Neil's", "O’Neil’s", "")
DAYS = ("2024-02-27", "2024-03-01", "2024-03-04", "")
PEOPLE = ("Ana Pell", "Pell", "Tim Falk", "Ida O'Neil", "Ida O’Neil", "a clerk", "")
GROUPS = ("", "O'Neil Group", "O’Neil Group", "O’NEIL GROUP", "Éire Boats", "E\u0301ire Boats")
LINES = (
    "", "said:one", "fell -speaker:falk", "quote(said:one) quote(said:two)", "copies:apart fell",
    "said:one OR source:echo", "org:group has:quote", "-source:echo date:2024-03",
)  # fmt: skip
Change = tuple[str, str | int, str]


def story(number: int, speakers: list[str], group: str, outlets: list[str], days: list[str],
          more: str) -> list[Article]:  # fmt: skip
    """Return an article with copies in other outlets; ``more`` is said in the last one only."""
    words = ("one", "two", "three")
    said = " ".join(
        f"“Boats {number} {word} fell.”" + (f" [{name}]" if name else "")
        for word, name in zip(words, speakers, strict=False)
    )
    length = " ".join(f"plank{number}x{plank}" for plank in range(60))  # of what copies repeat
    built = f"‹{group}› built it. " if group else ""
    text = f"Report {number}. The pier fell: {length}. {built}{said}"
    found = [article(text, day, source=outlet) for outlet, day in zip(outlets, days, strict=False)]
    if more:
        found[-1] = found[-1]._replace(text=f"{text} “Nets {number} fell.” [{more}]")
    return found


STORIES = st.builds(
    story,
    st.integers(0, 99_999),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3),
    st.sampled_from(GROUPS),
    st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(DAYS), min_size=3, max_size=3),
    st.sampled_from(("", "", "Ana Pell", "Eva Munk")),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("merge", "split")), *[st.sampled_from(PEOPLE[:5])] * 2),
        st.tuples(st.just("correct"), st.integers(0, 9),
                  st.sampled_from(("Falk", "Pell; Tim Falk", "a clerk", ""))),
        st.tuples(st.just("no quote"), st.integers(0, 9), st.just("")),
        st.tuples(st.just("date"), st.integers(0, 9), st.sampled_from(("2023-11-30", "none"))),
        st.tuples(st.just("source"), st.integers(0, 9), st.sampled_from(("Wire", "valley echo"))),
        st.tuples(st.just("delete"), st.integers(0, 9), st.just("")),
        st.tuples(st.just("outlet"), st.sampled_from(OUTLETS[:3]), st.sampled_from(("", "Wire"))),
    ),
    max_size=3,
)  # fmt: skip
DRAWN = st.lists(STORIES, min_size=1, max_size=3, unique_by=lambda found: found[0].text[:12])


def assert_counts_hold(
    kind: str, stories: list[list[Article]], changes: list[Change], line: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[kind](Path(folder))
        items = [(each, 1.0) for found in stories for each in found]
        list(store_articles(engine, Annotating(NamesAnnotator), items))
        archive = Archive(engine)
        for found in archive.search("report copies:apart", limit=3).hits:
            archive.marks.tag(found.entry.id, "ferry")
        for change in changes:
            apply(archive, *change)
        assert_opening_lists_as_many(archive)
        assert_opening_lists_as_many(archive, line)
        if kind == "local":
            for each in dict.fromkeys(("", line)):
                assert_exports_count_what_is_listed(archive, each)
        remove(engine)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(DRAWN, CHANGES, st.sampled_from(LINES))
def test_opening_a_count_lists_as_many(
    stories: list[list[Article]], changes: list[Change], line: str
) -> None:
    assert_counts_hold("local", stories, changes, line)


COPIED = [
    story(1, ["Ana Pell", "Tim Falk"], "O'Neil Group", ["Harbour Post", "Valley Echo"],
          ["2024-02-27", "2024-03-01"], "Eva Munk"),
    story(2, ["Pell", "a clerk", ""], "O’Neil Group", ["", "O'Neil's"], ["2024-03-04", ""], ""),
]  # fmt: skip
CHANGED: list[Change] = [
    ("merge", "Pell", "Ana Pell"), ("correct", 1, "Tim Falk"), ("source", 4, "Wire"),
    ("outlet", "Valley Echo", ""),
]  # fmt: skip


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("line", ["said:one", "quote(said:one) quote(said:two)"])
def test_opening_a_count_after_changes_lists_as_many(kind: str, line: str) -> None:
    assert_counts_hold(kind, COPIED, CHANGED, line)


NAMELESS = {
    "name that no article has": [("merge", "Pell", "Anabel Pell")],
    "name whose quote is no quote": [("merge", "Pell", "Ana Pell"), ("no quote", 0, "")],
    "name whose article is deleted": [("merge", "Pell", "Ana Pell"), ("delete", 0, "")],
    "two names of one": [("merge", "Pell", "Anabel Pell"), ("merge", "Tim Falk", "Anabel Pell")],
    "name with a spelling": [("merge", "Pell", "ANABEL PELL"), ("merge", "a clerk", "Pell")],
}


@pytest.mark.parametrize("changes", NAMELESS.values(), ids=NAMELESS)
@pytest.mark.parametrize("line", ["said:one", "speaker:pell"])
def test_person_under_whose_name_nobody_is_quoted_is_opened(
    changes: list[Change], line: str
) -> None:
    stories = [
        story(1, ["Ana Pell"], "", ["Harbour Post"], ["2024-03-04"], ""),
        story(2, ["Pell", "Tim Falk"], "", ["Valley Echo"], ["2024-02-27"], ""),
    ]
    assert_counts_hold("local", stories, changes, line)


@pytest.mark.skipif(not CLUSTER, reason="no cluster: make cluster-test")
@settings(max_examples=4, deadline=None, derandomize=True)
@given(DRAWN, CHANGES, st.sampled_from(LINES))
def test_opening_a_count_of_a_cluster_lists_as_many(
    stories: list[list[Article]], changes: list[Change], line: str
) -> None:
    assert_counts_hold("opensearch", stories, changes, line)
