"""A person counts the same in every view and export, whatever was merged, split or corrected."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.article import QuoteHit
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine
from index.errors import OnRecordError
from index.ingest import store_articles
from index.workers.annotating import Annotating
from tests.support import voices
from tests.support.builders import MarkedAnnotator, article
from tests.support.copies import FERRY
from tui.render.record.voices import voices_summary
from tui.sharing.export import record
from tui.sharing.export_rows import ExportRows

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


def assert_facets_are_found(archive: Archive) -> None:
    """Check that a search for each full name of the facets finds as many articles."""
    for facet in archive.statistics.facets():
        for name, count in facet.values if facet.field == "person" else ():
            if " " in name:  # "Falk" alone finds Tim and Ida too
                assert archive.search(f'person:"{name}"').total == count


MERGED = [
    ('person:"marisa okonjo"', 2, "the fullest name"),
    ("person:okonjo", 2, "a name that was merged"),
    ("person:marisa", 2, "a part of the fullest name"),
    ('entity:"marisa okonjo"', 2, "names of any kind"),
    ('speaker:"marisa okonjo"', 2, "who speaks, for comparison"),
    ('-person:"marisa okonjo"', 1, "articles without the person"),
    ('person:"marisa okonjo" OR person:falk', 3, "one of two people"),
    ('place:"marisa okonjo"', 0, "a place, which nobody is"),
    ('org:"marisa okonjo"', 0, "an organisation, which nobody is"),
    ('title:"marisa okonjo"', 0, "words of a headline, which are no names"),
]


@pytest.fixture
def okonjo(engine: Engine) -> Archive:
    """Return an archive with one person under two names, and another one."""
    names = ("Marisa Okonjo", "Okonjo", "Tim Falk")
    articles = [article(f"Report {n}. “Word {n} fell.” [{name}]") for n, name in enumerate(names)]
    list(store_articles(engine, Annotating(MarkedAnnotator), [(each, 1.0) for each in articles]))
    return Archive(engine)


@pytest.mark.parametrize(("line", "count"), [pytest.param(*row[:2], id=row[2]) for row in MERGED])
def test_search_for_a_name_finds_the_articles_with_merged_names(
    line: str, count: int, okonjo: Archive
) -> None:
    assert okonjo.search(line).total == count
    assert okonjo.count_quotes(query=line) == count


def test_filters_count_the_articles_that_name_a_person_under_any_name(okonjo: Archive) -> None:
    facets = {facet.field: dict(facet.values) for facet in okonjo.statistics.facets()}
    assert facets["person"] == facets["speaker"] == {"Marisa Okonjo": 2, "Tim Falk": 1}


UNDER_ANY_NAME = [
    ("thorn", 2, "a surname of one name"),
    ("maggie", 2, "the first name of the main name"),
    ("margaret", 2, "the first name of another name"),
    ('"maggie thorn"', 2, "the main name"),
    ('"Margaret Rowe-Ellis"', 2, "another name"),
    ("rowe-ellis", 2, "a double surname"),
    ("ELLIS", 3, "half of a double surname, which somebody else has"),
    ('"margaret thorn"', 0, "words of two names"),
    ('"tim ellis"', 1, "somebody else"),
]


@pytest.mark.parametrize(
    ("name", "count"), [pytest.param(*row[:2], id=row[2]) for row in UNDER_ANY_NAME]
)
def test_speaker_finds_the_quotes_of_a_person_under_any_name(
    name: str, count: int, people: Archive, say: Callable[..., None]
) -> None:
    say("Margaret Rowe-Ellis", "Maggie Thorn", "Tim Ellis")
    people.corrections.correct_names("Margaret Rowe-Ellis", "Maggie Thorn", same=True)
    assert people.count_quotes(query=f"speaker:{name}") == count
    assert people.search(f"speaker:{name}").total == count
    assert people.search(f"-speaker:{name}").total == 3 - count
    people.corrections.correct_names("Margaret Rowe-Ellis", "Maggie Thorn", same=False)
    assert people.count_quotes(query="speaker:margaret") == 1


def test_search_for_a_name_does_not_find_a_name_that_was_split_off(okonjo: Archive) -> None:
    okonjo.corrections.correct_names("Okonjo", "Marisa Okonjo", same=False)
    assert okonjo.search('person:"marisa okonjo"').total == 1


SPELT_ALIKE = [
    pytest.param(["Ida O'Neil", "Ida O’Neil", "Ida O`Neil"], id="quotation marks"),
    pytest.param(["José Abrantes", "Jose Abrantes"], id="accents"),
    pytest.param(["Ana Pell", "ANA PELL", "ana Pell"], id="capitals"),
    pytest.param(["a clerk", "A clerk"], id="descriptions"),
    pytest.param(["the Trust", "The Trust", "The trust"], id="a name and a description"),
    pytest.param(["Ida O'Neil", "O’Neil", "IDA O’NEIL", "O'Neil"], id="short names"),
]


@pytest.fixture
def people(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.fixture
def say(engine: Engine) -> Callable[..., None]:
    """Return a function that adds an article for each name, with a quote of that speaker."""

    def add_quotes(*names: str, first: int = 0) -> None:
        articles = [
            article(f"Report {number}. “Word {number} fell.” [{name}]", "2024-03-05")
            for number, name in enumerate(names, first)
        ]
        list(store_articles(engine, Annotating(MarkedAnnotator), [(a, 1.0) for a in articles]))

    return add_quotes


def assert_every_view_agrees(archive: Archive) -> None:
    """Check that each view, filter and export counts the same people."""
    expected = count_persons(all_quotes(archive))
    views = (listed, in_timeline, in_pages, heard, exported, in_search)
    assert [view(archive) for view in views] == [expected] * len(views)
    assert in_facets(archive) == articles_by_person(all_quotes(archive))
    assert archive.speakers.count() == archive.speakers.matching()[1] == len(expected)


@pytest.mark.parametrize("names", SPELT_ALIKE)
def test_name_spelt_otherwise_is_one_speaker_in_every_view(
    names: list[str], people: Archive, say: Callable[..., None]
) -> None:
    """Searches cannot tell the spellings apart."""
    say(*names)
    expected = listed(people)
    assert list(expected.values()) == [len(names)]
    assert people.speakers.count() == people.speakers.matching()[1] == 1
    views = (in_timeline, in_pages, heard, in_search)
    assert [view(people) for view in views] == [expected] * len(views)
    (found,), _ = people.speakers.matching()
    assert found.name == next(iter(expected))
    assert people.speakers.get(names[-1]) == people.speakers.page()[0]


@pytest.mark.parametrize("names", SPELT_ALIKE)
def test_name_spelt_otherwise_that_comes_later_is_one_speaker(
    names: list[str], people: Archive, say: Callable[..., None]
) -> None:
    for number, name in enumerate(names):
        say(name, first=number)
    assert list(listed(people).values()) == [len(names)]
    assert listed(people) == in_timeline(people) == heard(people) == in_search(people)


TOLD_APART = [
    pytest.param(["Ida Falk", "Ada Falk"], id="another first name"),
    pytest.param(["Ana Pell", "Ana Pelle"], id="another letter"),
    pytest.param(["Ana Pell", "AnaPell"], id="no space"),
    pytest.param(["a clerk", "a Clerk of the court"], id="a longer description"),
    pytest.param(["Jose Abrantes", "José Abrantès Lima"], id="accents and another surname"),
    pytest.param(["the Trust", "a trust"], id="another article"),
]


@pytest.mark.parametrize("names", TOLD_APART)
def test_names_that_differ_in_more_than_spelling_are_told_apart(
    names: list[str], people: Archive, say: Callable[..., None]
) -> None:
    say(*names)
    assert listed(people) == in_timeline(people) == heard(people) == in_search(people)
    assert len(listed(people)) == 2


CHANGES = [
    pytest.param(["Ida O'Neil", "Ida O’Neil", "Ana Pell"], ["merge Ida O'Neil, Ana Pell"],
                 {"Ana Pell": 3}, id="one spelling is merged"),
    pytest.param(["Ida O'Neil", "Ida O’Neil", "Ana Pell"],
                 ["merge Ida O’Neil, Ana Pell", "split Ida O'Neil, Ana Pell"],
                 {"Ida O’Neil": 2, "Ana Pell": 1}, id="merged, and another spelling split"),
    pytest.param(["Ida Falk", "Ida Falk", "Falk", "FALK"], ["split FALK, Ida Falk"],
                 {"Ida Falk": 2, "Falk": 2}, id="a short name is split in any spelling"),
    pytest.param(["Ana Pell", "Ana Pell", "ANA PELL", "Tim Falk"], ["merge Tim Falk, ANA PELL"],
                 {"Ana Pell": 4}, id="merged into a spelling"),
    pytest.param(["the Trust", "The Trust", "Harbour Trust"], ["merge The Trust, Harbour Trust"],
                 {"Harbour Trust": 3}, id="a name with a description is merged"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "made", "expected"), CHANGES)
def test_merges_and_splits_reach_every_spelling(
    names: list[str],
    made: list[str],
    expected: dict[str, int],
    people: Archive,
    say: Callable[..., None],
) -> None:
    say(*names)
    for change in made:
        kind, _, both = change.partition(" ")
        apply(people, kind, *both.split(", "))
    assert listed(people) == in_timeline(people) == heard(people) == expected


def test_every_view_counts_short_names_and_spellings_for_one_person(
    people: Archive, say: Callable[..., None]
) -> None:
    say("Ana Pell", "Ana Pell", "ANA PELL", "Pell", "PELL", "Tim Falk", "", "FALK")
    assert_every_view_agrees(people)
    assert listed(people) == {"Ana Pell": 5, "Tim Falk": 2}


def test_filter_by_a_person_finds_every_spelling(people: Archive, say: Callable[..., None]) -> None:
    say("José Abrantes", "JOSE ABRANTES", "Abrantes", "Tim Falk")
    assert_facets_are_found(people)
    facets = {facet.field: dict(facet.values) for facet in people.statistics.facets()}
    assert facets["person"] == facets["speaker"]
    assert sorted(facets["speaker"].values()) == [1, 3]


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


def test_names_spelt_alike_are_not_split(people: Archive, say: Callable[..., None]) -> None:
    say("José Abrantes", "Jose Abrantes")
    with pytest.raises(OnRecordError, match="differ only in capitals, accents or quotation marks"):
        people.corrections.correct_names("José Abrantes", "Jose Abrantes", same=False)
    assert listed(people) == {"José Abrantes": 2}


def test_spelling_that_is_left_alone_is_listed_itself(
    archive: Archive, add: Callable[..., str]
) -> None:
    deleted = add(" date 2024-03-05 “One fell.” [José Abrantes] “Two fell.” [José Abrantes]")
    add(" date 2024-03-06 “Three fell.” [Jose Abrantes]", "b.txt")
    archive.editing.delete([deleted])
    assert listed(archive) == heard(archive) == {"Jose Abrantes": 1}


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


def apply(archive: Archive, kind: str, first: str | int, second: str) -> None:
    """Merge or split two names, or correct the speaker of a quote."""
    if kind == "correct":
        if hits := all_quotes(archive):
            hit = hits[int(first) % len(hits)]
            archive.corrections.correct_quote(hit.entry.id, hit.quote, second)
    elif first != second and archive.speakers.get(str(first)) and archive.speakers.get(second):
        archive.corrections.correct_names(str(first), second, kind == "merge")


def all_quotes(archive: Archive) -> tuple[QuoteHit, ...]:
    """Return every quote, as the list of quotes shows them."""
    return archive.quotes(limit=1000)


def persons(hit: QuoteHit) -> list[str]:
    """Return the persons who speak a quote."""
    return hit.quote.person.split("; ") if hit.quote.person else []


def count_persons(hits: tuple[QuoteHit, ...]) -> Counter[str]:
    """Count the quotes of each person."""
    return Counter(name for hit in hits for name in persons(hit))


def articles_by_person(hits: tuple[QuoteHit, ...]) -> Counter[str]:
    """Count the articles in which each person is quoted by name."""
    pairs = {(name, hit.entry.id) for hit in hits if hit.quote.named for name in persons(hit)}
    return Counter(name for name, _ in pairs)


def listed(archive: Archive) -> Counter[str]:
    """Count as the list of speakers does."""
    return Counter({each.name: each.quotes for each in archive.speakers.page(limit=1000)})


def in_timeline(archive: Archive) -> Counter[str]:
    """Count as the timeline does."""
    timeline = archive.statistics.timeline("", "year")
    return Counter({row.name: sum(row.counts) for row in timeline.rows if row.name})


def in_facets(archive: Archive) -> Counter[str]:
    """Count articles as the facets do."""
    facets = {facet.field: facet.values for facet in archive.statistics.facets()}
    return Counter(dict(facets["speaker"]))


def in_pages(archive: Archive) -> Counter[str]:
    """Count the quotes that the page of each speaker lists."""
    speakers = archive.speakers.page(limit=1000)
    return Counter({each.name: len(archive.speakers.quotes(each, limit=1000)) for each in speakers})


def exported(archive: Archive) -> Counter[str]:
    """Count the rows of an export."""
    rows = ExportRows("quotes", lambda offset, limit: archive.quotes(offset=offset, limit=limit))
    return Counter(
        name for row in rows.rows() for name in record(row)["person"].split("; ") if name
    )


def in_search(archive: Archive) -> Counter[str]:
    """Count the quotes of the speakers of a search that finds everything."""
    found, _ = archive.speakers.matching(limit=1000)
    return Counter({each.name: each.quotes for each in found})


def heard(archive: Archive) -> Counter[str]:
    """Count as the view of who is heard does."""
    counts = archive.statistics.voices().section("speaker").counts
    return Counter({each.name: each.quotes for each in counts if each.name})
