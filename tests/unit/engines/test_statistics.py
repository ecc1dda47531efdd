"""Counts over many articles: facets, timelines, activity."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import SpeakerOrder
from index.engines.opensearch import speaker_activity
from index.engines.protocol import Engine
from index.errors import QueryError
from tests.support.builders import MarkedAnnotator
from tests.support.copies import FERRY

FILES = {
    "a": "---\ntitle: Crane\ndate: 2024-01-10\nsource: Harbour Post\n---\n“Boats,” [Ana Pell] said."
    " “Nets,” [Tim Falk] said. “And boats,” [Pell] said.",
    "b": "---\ntitle: abacus\ndate: 2024-03-05\nsource: Valley Echo\n---\n“No boats,” [Ana Pell]"
    " said. “Who knows?”",
    "c": "---\ntitle: Boats\nsource: Harbour Post\n---\n“Boats again,” [Tim Falk] said.",
}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.fixture
def filled(archive: Archive, tmp_path: Path) -> Archive:
    add(archive, tmp_path, FILES)
    return archive


def add(archive: Archive, folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    assert {o.status for o in archive.add([folder / f"{name}.md" for name in files])} == {"added"}


def rows(archive: Archive, *asked: str, **wanted: str) -> dict[str, tuple[int, ...]]:
    found = archive.statistics.timeline(*asked, **wanted)  # type: ignore[arg-type]
    return {row.name: row.counts for row in found.rows}


def test_timeline_counts_quotes_per_month_and_person(filled: Archive) -> None:
    """All names of a person count together; unknown speakers come last."""
    assert rows(filled, "", "month") == {
        "Ana Pell": (2, 0, 1), "Tim Falk": (1, 0, 0), "": (0, 0, 1),
    }  # fmt: skip


def test_speakers_of_a_search_are_counted_in_its_quotes(filled: Archive) -> None:
    found, total = filled.speakers.matching("boats", cells=2)
    assert [(each.name, each.quotes, each.articles) for each in found] == [
        ("Ana Pell", 3, 2),
        ("Tim Falk", 1, 1),
    ]
    assert total == 2
    assert found[0].names == ("Ana Pell", "Pell")
    assert found[0].activity == (2, 1)
    assert (found[1].first, found[1].last) == (None, None)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("quotes", ["Ana Pell", "Tim Falk", "Abe Zorn", "Bea Quin"]),
        ("name", ["Abe Zorn", "Ana Pell", "Bea Quin", "Tim Falk"]),
        ("first", ["Abe Zorn", "Ana Pell", "Tim Falk", "Bea Quin"]),
        ("last", ["Ana Pell", "Bea Quin", "Tim Falk", "Abe Zorn"]),
    ],
)
def test_speakers_are_sorted(
    filled: Archive, tmp_path: Path, order: SpeakerOrder, names: list[str]
) -> None:
    others = {
        "d": "---\ntitle: Dam\ndate: 2023-01-02\n---\n“Mud,” [Abe Zorn] said.",
        "e": "---\ntitle: Eel\ndate: 2024-02-01\n---\n“Fish,” [Bea Quin] said.",
    }
    add(filled, tmp_path, others)
    assert [each.name for each in filled.speakers.matching(order=order)[0]] == names


def test_all_speakers_are_those_of_the_list(filled: Archive) -> None:
    listed = {each.name: each for each in filled.speakers.page()}
    found, total = filled.speakers.matching()
    assert {each.name: each for each in found} == listed
    assert total == len(listed)


def test_speakers_of_a_search_are_found_by_the_start_of_a_word(filled: Archive) -> None:
    assert [each.name for each in filled.speakers.matching("boats", "fal")[0]] == ["Tim Falk"]


def test_most_doubtful_quotes_come_first(filled: Archive) -> None:
    found = filled.quotes(order="doubtful")
    assert found[0].quote.speaker is None
    assert filled.quotes()[0].quote.speaker is not None
    assert [each.quote.confidence for each in found] == sorted(
        each.quote.confidence for each in found
    )


def test_timeline_adds_up_the_speakers_without_a_row_of_their_own(filled: Archive) -> None:
    found = filled.statistics.timeline("", "month", limit=1)
    assert [(row.label, row.counts, row.others) for row in found.rows] == [
        ("Ana Pell", (2, 0, 1), 0), ("(other speakers)", (1, 0, 0), 1), ("unknown", (0, 0, 1), 0),
    ]  # fmt: skip


def test_timeline_of_articles_counts_each_once_for_all_other_speakers(filled: Archive) -> None:
    found = filled.statistics.timeline("", "year", "articles", limit=0)
    assert [(row.label, row.counts, row.others) for row in found.rows] == [
        ("(other speakers)", (2,), 2)
    ]


@pytest.mark.parametrize("limit", [0, 1, 2, 40])
@pytest.mark.parametrize("line", ["", "boats", "speaker:pell", "date:2024-01"])
def test_rows_of_a_timeline_add_up_to_its_total(filled: Archive, line: str, limit: int) -> None:
    found = filled.statistics.timeline(line, "month", limit=limit)
    sums = tuple(map(sum, zip(*(row.counts for row in found.rows), strict=True)))
    assert sums == found.total
    assert found.repeated == 0


def test_timeline_has_no_gaps_and_counts_undated_quotes(filled: Archive) -> None:
    found = filled.statistics.timeline("", "month")
    assert found.periods == (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
    assert found.total == (3, 0, 2)
    assert found.undated == 1


def test_timeline_counts_each_article_once_per_speaker(filled: Archive) -> None:
    assert rows(filled, "", "year", counted="articles") == {
        "Ana Pell": (2,),
        "Tim Falk": (1,),
    }
    assert filled.statistics.timeline("", "year", "articles").total == (2,)


def correct(archive: Archive, line: str, speaker: str, *, is_quote: bool = True) -> None:
    (hit,) = archive.quotes(query=f"said:{line}")
    archive.corrections.correct_quote(hit.entry.id, hit.quote, speaker, is_quote=is_quote)


CORRECTIONS = [
    pytest.param("no", "Tim Falk", {"Ana Pell": (2, 0, 0), "Tim Falk": (1, 0, 1), "": (0, 0, 1)},
                 id="another speaker"),
    pytest.param("no", "Eva Munk",
                 {"Ana Pell": (2, 0, 0), "Tim Falk": (1, 0, 0), "Eva Munk": (0, 0, 1),
                  "": (0, 0, 1)}, id="a speaker whom nobody knew"),
    pytest.param("knows", "Ana Pell", {"Ana Pell": (2, 0, 2), "Tim Falk": (1, 0, 0)},
                 id="a speaker for a quote without any"),
    pytest.param("no", "", {"Ana Pell": (2, 0, 0), "Tim Falk": (1, 0, 0), "": (0, 0, 2)},
                 id="no speaker"),
    pytest.param("no", "Tim Falk; Ana Pell",
                 {"Ana Pell": (2, 0, 1), "Tim Falk": (1, 0, 1), "": (0, 0, 1)},
                 id="two speakers"),
    pytest.param("nets", "Pell", {"Ana Pell": (3, 0, 1), "": (0, 0, 1)}, id="another name"),
    pytest.param("nets", "PELL; Ana Pell", {"Ana Pell": (3, 0, 1), "": (0, 0, 1)},
                 id="two names of one person"),
    pytest.param("again", "Eva Munk",
                 {"Ana Pell": (2, 0, 1), "Tim Falk": (1, 0, 0), "": (0, 0, 1)},
                 id="a quote without a date"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "speaker", "expected"), CORRECTIONS)
def test_timeline_follows_the_corrections_of_speakers(
    filled: Archive, line: str, speaker: str, expected: dict[str, tuple[int, ...]]
) -> None:
    correct(filled, line, speaker)
    assert rows(filled, "", "month") == expected


def test_timeline_leaves_out_what_is_no_quote(filled: Archive) -> None:
    correct(filled, "nets", "", is_quote=False)
    found = filled.statistics.timeline("", "month")
    assert ({row.name: row.counts for row in found.rows}, found.total) == (
        {"Ana Pell": (2, 0, 1), "": (0, 0, 1)},
        (2, 0, 2),
    )


def test_timeline_follows_the_dates_that_the_user_sets(filled: Archive) -> None:
    (entry,) = [each for each in filled.articles() if each.title == "Boats"]
    filled.editing.edit(entry.id, {"date": "2024-04-07"})
    found = filled.statistics.timeline("", "month")
    assert (found.total, found.undated) == ((3, 0, 2, 1), 0)
    assert rows(filled, "", "month")["Tim Falk"] == (1, 0, 0, 1)


@pytest.mark.parametrize("limit", [0, 1, 2, 40])
def test_rows_add_up_to_the_total_after_corrections(filled: Archive, limit: int) -> None:
    correct(filled, "no", "Eva Munk")
    correct(filled, "knows", "Tim Falk")
    found = filled.statistics.timeline("", "month", limit=limit)
    sums = tuple(map(sum, zip(*(row.counts for row in found.rows), strict=True)))
    assert sums == found.total == (3, 0, 2)
    assert sum(row.others for row in found.rows) == max(3 - limit, 0)


def test_timeline_of_articles_follows_the_corrections(filled: Archive) -> None:
    correct(filled, "no", "Eva Munk")
    assert rows(filled, "", "year", counted="articles") == {
        "Ana Pell": (1,), "Tim Falk": (1,), "Eva Munk": (1,),
    }  # fmt: skip


@pytest.mark.parametrize("limit", [1, 40])
def test_timeline_counts_all_speakers_however_many_there_are(
    filled: Archive, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = filled.statistics.timeline("", "month", limit=limit)
    monkeypatch.setattr(speaker_activity, "MAX_SPEAKERS", 1)
    filled.corrections.correct_names("Tim Falk", "Pell", same=True)
    filled.corrections.correct_names("Tim Falk", "Pell", same=False)
    assert filled.statistics.timeline("", "month", limit=limit) == expected


def test_timeline_of_a_search_counts_its_quotes(filled: Archive) -> None:
    assert rows(filled, "boats", "year") == {"Ana Pell": (3,)}


@pytest.mark.parametrize(
    ("line", "period"),
    [
        pytest.param("", "month", id="months over a long time"),
        pytest.param("date:2024-01", "day", id="days over a short time"),
        pytest.param("zeppelin", "month", id="no match"),
    ],
)
def test_timeline_chooses_periods_that_fit(filled: Archive, line: str, period: str) -> None:
    assert filled.statistics.timeline(line).period == period


def test_invalid_line_raises_an_error(filled: Archive) -> None:
    with pytest.raises(QueryError):
        filled.statistics.timeline("((")
    with pytest.raises(QueryError):
        filled.statistics.facets("((")


def test_activity_counts_all_names_of_a_person(filled: Archive) -> None:
    (pell, *_) = filled.statistics.with_activity(filled.speakers.page("pell"), 24)
    assert pell.activity == (2, 0, 1)


def test_activity_has_no_more_cells_than_asked_for(filled: Archive) -> None:
    (pell, *_) = filled.statistics.with_activity(filled.speakers.page("pell"), 2)
    assert pell.activity == (2, 1)


def test_activity_is_limited_to_the_span(filled: Archive) -> None:
    span = (date(2024, 1, 1), date(2024, 2, 1))
    (pell, *_) = filled.statistics.with_activity(filled.speakers.page("pell"), 24, span)
    assert pell.activity == (2, 0)


def test_quotes_by_speaker_are_grouped_most_quoted_first(filled: Archive) -> None:
    hits = filled.quotes(order="speaker")
    assert [(hit.quote.person, hit.text) for hit in hits] == [
        ("Ana Pell", "“No boats,”"), ("Ana Pell", "“Boats,”"), ("Ana Pell", "“And boats,”"),
        ("Tim Falk", "“Nets,”"), ("Tim Falk", "“Boats again,”"), (None, "“Who knows?”"),
    ]  # fmt: skip
    assert filled.quotes(order="speaker", offset=3, limit=2) == hits[3:5]


def test_facets_count_all_articles_or_those_of_a_search(filled: Archive) -> None:
    everything = {facet.field: dict(facet.values) for facet in filled.statistics.facets()}
    assert everything["source"] == {"Harbour Post": 2, "Valley Echo": 1}
    some = {facet.field: dict(facet.values) for facet in filled.statistics.facets("date:2024-03")}
    assert some["source"] == {"Valley Echo": 1}


def test_facets_of_a_speaker_count_the_articles_that_quote_them(filled: Archive) -> None:
    falk = filled.speakers.get("Tim Falk")
    assert falk
    found = {facet.field: dict(facet.values) for facet in filled.speakers.facets(falk)}
    assert found["source"] == {"Harbour Post": 2}
    assert found["speaker"]["Ana Pell"] == 1


def in_outlet(outlet: str, quote: str) -> str:
    head = f"source: {outlet}\n" if outlet else ""
    return (
        f"---\ntitle: Ferry\ndate: 2024-03-05\n{head}---\n“{quote},” [Ana Pell] said. {FERRY.text}"
    )


@pytest.mark.parametrize(
    ("original", "copy", "outlets"),
    [
        pytest.param(("Post", "Late"), ("Echo", "Never"), [("Echo", 1), ("Post", 1)],
                     id="a copy with a quote of its own"),
        pytest.param(("", "Late"), ("Echo", "Never"), [("Echo", 1), ("", 1)],
                     id="the original has no outlet"),
        pytest.param(("Post", "Late"), ("", "Never"), [("Post", 1), ("", 1)],
                     id="the copy has no outlet"),
        pytest.param(("", "Late"), ("", "Never"), [("", 2)], id="neither has an outlet"),
        pytest.param(("Post", "Late"), ("Post", "Never"), [("Post", 2)], id="one outlet"),
        pytest.param(("Post", "Late"), ("Echo", "Late"), [("Echo", 1), ("Post", 1)],
                     id="the same quote"),
        pytest.param(("", "Late"), ("Echo", "Late"), [("Echo", 1), ("", 1)],
                     id="the same quote, the original has no outlet"),
        pytest.param(("Post", "Late"), ("POST", "Late"), [("Post", 1)],
                     id="the same quote, the outlet is spelt otherwise"),
    ],
)  # fmt: skip
def test_outlets_of_a_speaker_are_those_of_each_copy_that_quotes_them(
    archive: Archive, tmp_path: Path,
    original: tuple[str, str], copy: tuple[str, str], outlets: list[tuple[str, int]],
) -> None:  # fmt: skip
    add(archive, tmp_path, {"a": in_outlet(*original)})
    add(archive, tmp_path, {"b": in_outlet(*copy)})
    pell = archive.speakers.get("Ana Pell")
    assert pell
    assert list(archive.speakers.outlets(pell)) == outlets


def test_outlets_of_a_speaker_count_all_their_names_and_every_outlet(
    archive: Archive, tmp_path: Path
) -> None:
    names = ["Ana Pell", "Pell"] * 10
    add(archive, tmp_path, {
        f"{n}": f"---\ntitle: {n}\nsource: Outlet {n:02}\n---\n“Boats {n},” [{name}] said."
        for n, name in enumerate(names)
    })  # fmt: skip
    archive.corrections.correct_names("Pell", "Ana Pell", True)
    pell = archive.speakers.get("Ana Pell")
    assert pell
    assert list(archive.speakers.outlets(pell)) == [(f"Outlet {n:02}", 1) for n in range(20)]


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        pytest.param("newest", "abacus Crane Boats", id="undated last"),
        pytest.param("oldest", "Crane abacus Boats", id="oldest, undated last"),
        pytest.param("source", "Crane Boats abacus", id="source"),
        pytest.param("headline", "abacus Boats Crane", id="headline, ignoring case"),
    ],
)
def test_articles_and_hits_come_in_the_chosen_order(
    filled: Archive, order: str, titles: str
) -> None:
    assert [e.title for e in filled.articles(order)] == titles.split()  # type: ignore[arg-type]
    found = filled.search("has:quote", order, limit=2).hits  # type: ignore[arg-type]
    assert [hit.entry.title for hit in found] == titles.split()[:2]


@pytest.mark.parametrize("prefix", ["", "fal", "nobody"])
def test_number_of_all_speakers_is_that_of_the_speakers_of_every_quote(
    filled: Archive, prefix: str
) -> None:
    assert filled.speakers.count(prefix) == filled.speakers.matching(prefix=prefix)[1]
