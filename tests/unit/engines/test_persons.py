"""A person counts the same in every view and export, whatever was merged, split or corrected."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.ingest import store_articles
from index.workers.annotating import Annotating
from tests.support import voices
from tests.support.builders import MarkedAnnotator, article
from tests.support.copies import FERRY
from tests.support.person_counts import (
    all_quotes,
    apply,
    articles_by_person,
    assert_facets_are_found,
    count_persons,
    exported,
    heard,
    in_facets,
    in_pages,
    in_timeline,
    listed,
)
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


changes = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
        st.tuples(st.just("split"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
        st.tuples(
            st.just("correct"),
            st.integers(0, 9),
            st.sampled_from(("Ana Pell", "Falk", "Pell; Falk", "Eva Munk", "")),
        ),
    ),
    max_size=4,
)


@settings(max_examples=20, deadline=None, derandomize=True)
@example(
    ["Report 1. “Word one.” [Pell] “Word two.” [Falk]"],
    False,
    [("correct", 0, "Pell; Falk"), ("merge", "Pell", "Falk")],
)
@example(
    ["Report 1. “Word one.” [Ida O'Neil] “Word two.” [Ida O’Neil] “Word three.” [Ana Pell]"],
    False,
    [("merge", "Ida O'Neil", "Ana Pell")],
)
@example(
    ["Report 1. “Word one.” [Ida O'Neil] “Word two.” [Ida O’Neil] “Word three.” [Ana Pell]"],
    False,
    [("merge", "Ida O’Neil", "Ana Pell"), ("split", "Ida O'Neil", "Ana Pell")],
)
@given(st.lists(texts(), min_size=1, max_size=4, unique=True), st.booleans(), changes)
def test_counts_by_person_agree_in_every_view(found, has_copy, made) -> None:
    articles = [article(text, source=OUTLETS[0]) for text in found]
    if has_copy:
        articles.append(article(found[0], source=OUTLETS[1]))
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine(Path(folder))
        list(
            store_articles(engine, Annotating(MarkedAnnotator), [(each, 1.0) for each in articles])
        )
        archive = Archive(engine)
        for change in made:
            apply(archive, *change)
        expected = count_persons(all_quotes(archive))
        assert listed(archive) == expected
        assert in_timeline(archive) == expected
        assert in_facets(archive) == articles_by_person(all_quotes(archive))
        assert_facets_are_found(archive)
        assert exported(archive) == expected
        assert in_pages(archive) == expected
        assert heard(archive) == expected
        for line in ("", "said:one", "-speaker:falk", "copies:apart said:report OR said:two"):
            voices.assert_counts_are_those_of_the_quotes(archive, line)
        archive.close()


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
