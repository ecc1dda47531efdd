"""Copies: an article that appeared in several places is shown once, with the other places."""

from __future__ import annotations

from datetime import timedelta

import pytest

from index.article import Article
from index.engines.local.database.near_duplicates import BANDS, bands, fingerprint, is_copy
from index.engines.protocol import Engine, QuoteRequest, SearchRequest
from index.query import And, SpokenBy, parse
from tests.support.builders import annotated, article
from tests.support.copies import COPY, FERRY, UNRELATED

EDITED = FERRY._replace(
    source="Torp Daily",
    text=FERRY.text.replace("decided on Tuesday", "has decided").replace("a blow", "a heavy blow"),
)
CUT = FERRY._replace(source="Harbour Post", text=FERRY.text.rpartition("\n\n")[0])


def days_later(days: int) -> Article:
    assert FERRY.date
    return FERRY._replace(source="Valley Echo", date=FERRY.date + timedelta(days))


COPIES = [
    pytest.param(COPY, id="under another headline"),
    pytest.param(EDITED, id="lightly edited"),
    pytest.param(CUT, id="cut at the end"),
    pytest.param(days_later(7), id="a week later"),
    pytest.param(FERRY._replace(date=None), id="without a date"),
    pytest.param(
        FERRY._replace(text="LINDO (Wire) - " + FERRY.text, source="Wire"), id="with a dateline"
    ),
]
NOT_COPIES = [
    pytest.param(UNRELATED, id="another story"),
    pytest.param(days_later(8), id="after the time limit"),
    pytest.param(
        FERRY._replace(text=FERRY.text.replace("40,000", "52,000"), source="Echo"),
        id="the same template with other numbers",
    ),
    pytest.param(
        FERRY._replace(
            title="Lindo gets a new hall",
            text="The new hall opens on Monday, and the first stalls are let. Twelve fishers take"
            " part, and the council pays for the ice. The rents rise with the years, as they do in"
            " Torp.\n\n" + FERRY.text.rpartition("\n\n")[2],
        ),
        id="another story with the same background paragraph",
    ),
]


@pytest.mark.parametrize("second", COPIES)
def test_copy_is_found(engine: Engine, second: Article) -> None:
    (first,) = engine.add(annotated(FERRY))
    (kept,) = engine.add(annotated(second))
    assert (first.copy_of, kept.status, kept.copy_of) == ("", "added", FERRY.id)


@pytest.mark.parametrize("second", NOT_COPIES)
def test_similar_article_is_not_a_copy(engine: Engine, second: Article) -> None:
    kept = engine.add(annotated(FERRY, second))
    assert [each.copy_of for each in kept] == ["", ""]


BRIEFS = [
    pytest.param("Qtly div four cts Pay April Record March", "Rowe pays", False, id="other firm"),
    pytest.param("The county closed the pier of Torp for repairs", "Pier shut", True, id="same"),
]


@pytest.mark.parametrize(("text", "title", "expected"), BRIEFS)
def test_short_article_is_a_copy_only_with_nearly_the_same_words(
    text: str, title: str, expected: bool
) -> None:
    other = title if expected else "Autoclave sets dividend"
    one, two = article(text, title=title), article(text, title=other, source="Echo")
    assert is_copy(fingerprint(one), fingerprint(two)) == expected


def test_copies_in_one_batch_are_found(engine: Engine) -> None:
    assert [kept.copy_of for kept in engine.add(annotated(FERRY, COPY, CUT))] == [
        "", FERRY.id, FERRY.id,
    ]  # fmt: skip


def test_fingerprints_are_those_of_older_archives() -> None:
    """They are stored: other values would not match the articles of existing archives."""
    assert len(bands(fingerprint(FERRY))) == BANDS
    assert bands(fingerprint(UNRELATED))[:2] == [9052242186232536637, 1096880455486262137]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.add(annotated(FERRY, COPY, EDITED, UNRELATED))
    return engine


def search(engine: Engine, line: str) -> list[str]:
    query = parse(line)
    found = engine.search(SearchRequest(query.tree, "oldest", 0, 50, query.show_copies))
    assert (
        found.total
        == len(found.hits)
        == engine.count_hits(query.tree, show_copies=query.show_copies)
    )
    return [hit.entry.source for hit in found.hits]


def test_list_has_an_article_once_with_its_number_of_copies(filled: Engine) -> None:
    assert filled.count() == 2
    assert {(e.source, e.copies) for e in filled.articles("newest", 0, 9)} == {
        ("Lindo Courier", 2), ("", 0),
    }  # fmt: skip


def test_each_copy_lists_the_others(filled: Engine) -> None:
    assert [entry.source for entry in filled.copies(FERRY.id)] == [
        "Valley Echo",
        "Torp Daily",
    ]
    assert [entry.source for entry in filled.copies(COPY.id)] == [
        "Lindo Courier",
        "Torp Daily",
    ]
    assert filled.copies(UNRELATED.id) == ()


SEARCHES = [
    pytest.param("ferry", ["Lindo Courier"], id="once"),
    pytest.param("ferry copies:apart", ["Lindo Courier", "Valley Echo", "Torp Daily"], id="all"),
    pytest.param("ferry source:echo", ["Valley Echo"], id="by a field of a copy"),
    pytest.param("heavy", ["Torp Daily"], id="by a word of a copy"),
    pytest.param("ferry -source:lindo", ["Valley Echo"], id="one of two copies"),
    pytest.param("is:copy", ["Valley Echo"], id="one copy of each story"),
    pytest.param("is:copy copies:apart", ["Valley Echo", "Torp Daily"], id="all copies"),
    pytest.param("-is:copy", ["Lindo Courier", ""], id="not a copy"),
    pytest.param("speaker:pell", ["Lindo Courier", ""], id="by a quote"),
]


@pytest.mark.parametrize(("line", "sources"), SEARCHES)
def test_search_collapses_copies_unless_asked_not_to(
    filled: Engine, line: str, sources: list[str]
) -> None:
    assert search(filled, line) == sources


@pytest.mark.parametrize("line", ["ferry", "ferry copies:apart"])
def test_article_counts_under_each_outlet_of_its_copies(filled: Engine, line: str) -> None:
    query = parse(line)
    facets = filled.statistics.facets(query.tree, show_copies=query.show_copies)
    (outlets,) = [facet for facet in facets if facet.field == "source"]
    assert dict(outlets.values) == {"Lindo Courier": 1, "Torp Daily": 1, "Valley Echo": 1}


def test_article_counts_once_for_what_its_copies_have_in_common(filled: Engine) -> None:
    facets = {each.field: dict(each.values) for each in filled.statistics.facets(And(()))}
    assert facets["date"] == {"2024-03": 2}
    assert facets["speaker"] == facets["person"] == {"Ana Pell": 2, "Tim Falk": 1}


def test_quotes_in_copies_count_once(filled: Engine) -> None:
    speaker = filled.speakers.get("Tim Falk")
    assert speaker
    assert (speaker.quotes, speaker.articles) == (1, 1)
    assert len(filled.quotes(QuoteRequest(SpokenBy(("Tim Falk",)), limit=9))[1]) == 1
    assert filled.quotes(QuoteRequest(limit=9))[0] == 3
    assert filled.quotes(QuoteRequest(limit=9, show_copies=True))[0] == 7


def test_quote_in_a_copy_only_counts(engine: Engine) -> None:
    longer = COPY._replace(text=f"{FERRY.text} “I shall row,” [Ola Berg] said.")
    engine.add(annotated(FERRY, longer))
    speaker = engine.speakers.get("Ola Berg")
    assert speaker
    total, quotes = engine.quotes(QuoteRequest(SpokenBy(("Ola Berg",))))
    assert (speaker.quotes, total, len(quotes)) == (1, 1, 1)


def test_copies_are_collapsed_after_a_rebuild(filled: Engine) -> None:
    assert filled.rebuild() == 4
    assert search(filled, "ferry") == ["Lindo Courier"]
