"""All names of a person, merged or spelt otherwise, count and are found as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.errors import OnRecordError
from index.ingest import store_articles
from index.workers.annotating import Annotating
from tests.support.builders import MarkedAnnotator, article
from tests.support.person_counts import (
    apply,
    assert_every_view_agrees,
    assert_facets_are_found,
    heard,
    in_pages,
    in_search,
    in_timeline,
    listed,
)

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


FOUND_HOWEVER_SPELT = [
    pytest.param("Maggie Thorn", "margaret", 2, id="in capitals or not"),
    pytest.param("Éva Horváth", "eva", 2, id="a letter with an accent in the main name"),
    pytest.param("Éva Horváth", "HORVATH", 2, id="accents inside a word"),
    pytest.param("Łucja Thorn", "lucja", 2, id="a letter that Unicode does not decompose"),
    pytest.param("Maggie O’Hara", "hara", 2, id="a part after an apostrophe"),
    pytest.param("Maggie O'Hara", "O’Hara", 2, id="another apostrophe"),
    pytest.param("M. J. Thorn", "j", 2, id="an initial"),
    pytest.param("王小明", "王小明", 2, id="another script"),
    pytest.param("Maggie Thornton", "thorn", 0, id="the start of a word"),
    pytest.param("Maggie Thorn", "garet", 0, id="the end of a word"),
    pytest.param("Maggie Thorn", "m" * 60_000, 0, id="a very long word"),
]


@pytest.mark.parametrize(("main", "name", "count"), FOUND_HOWEVER_SPELT)
def test_speaker_finds_merged_names_however_they_are_spelt(
    main: str, name: str, count: int, people: Archive, say: Callable[..., None]
) -> None:
    say("Margaret Rowe", main, "Tim Ellis")
    people.corrections.correct_names("Margaret Rowe", main, same=True)
    assert people.count_quotes(query=f"speaker:{name}") == count


def test_search_for_a_name_does_not_find_a_name_that_was_split_off(okonjo: Archive) -> None:
    okonjo.corrections.correct_names("Okonjo", "Marisa Okonjo", same=False)
    assert okonjo.search('person:"marisa okonjo"').total == 1


def test_search_for_a_name_that_was_made_before_finds_what_a_split_leaves(okonjo: Archive) -> None:
    assert okonjo.search('person:"marisa okonjo"').total == 2
    okonjo.corrections.correct_names("Okonjo", "Marisa Okonjo", same=False)
    assert okonjo.search('person:"marisa okonjo"').total == 1


FOUND_BY_THE_PROGRAM = [
    ("okonjo", 2, "the surname"),
    ("marisa", 2, "the first name, which one name has"),
    ('"marisa okonjo"', 2, "the main name"),
    ("amara", 0, "a name of nobody"),
    ("falk", 1, "somebody else"),
]


@pytest.mark.parametrize(
    ("name", "count"), [pytest.param(*row[:2], id=row[2]) for row in FOUND_BY_THE_PROGRAM]
)
def test_speaker_finds_names_that_the_program_merged(
    name: str, count: int, okonjo: Archive
) -> None:
    assert okonjo.count_quotes(query=f"speaker:{name}") == count
    assert okonjo.search(f"-speaker:{name}").total == 3 - count


def test_correction_to_a_name_that_the_program_merged_is_found_by_the_main_name(
    okonjo: Archive,
) -> None:
    (hit,) = okonjo.quotes("falk")
    okonjo.corrections.correct_quote(hit.entry.id, hit.quote, "Okonjo")
    for line in ("speaker:marisa", 'speaker:"marisa okonjo"'):
        assert okonjo.search(line).total == okonjo.count_quotes(query=line) == 3
    assert listed(okonjo) == in_pages(okonjo) == heard(okonjo) == {"Marisa Okonjo": 3}


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
