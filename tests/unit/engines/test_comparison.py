"""Side by side: how the sides are named, what is counted, which words set them apart."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.errors import NotFoundError, QueryError
from index.record.comparison import MAX_WORDS, distinctive_words, months_between
from index.voices import WordCount
from tests.support.builders import MarkedAnnotator

FILES = {
    "a": "---\ntitle: Crane\ndate: 2023-11-10\nsource: Harbour Post\n---\n“Boats are safe,”"
    " [Ana Pell] said. “Nets are old,” [Tim Falk] said. “And boats are new,” [Pell] said.",
    "b": "---\ntitle: Abacus\ndate: 2024-02-05\nsource: Valley Echo\n---\n“No boats for us,”"
    " [Ana Pell] said. “Who knows?” “Boats need nets,” [Tim Falk] said.",
    "c": "---\ntitle: Dam\nsource: Harbour Post\n---\n“Nets again,” [Ana Pell Munk] said.",
}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.fixture
def filled(archive: Archive, tmp_path: Path) -> Archive:
    for name, text in FILES.items():
        (tmp_path / f"{name}.md").write_text(text)
    paths = [tmp_path / f"{name}.md" for name in FILES]
    assert {outcome.status for outcome in archive.add(paths)} == {"added"}
    return archive


@pytest.mark.parametrize(
    ("side", "name", "kind", "line", "quotes"),
    [
        pytest.param("Ana Pell", "Ana Pell", "person", 'speaker:="Ana Pell"', 3, id="a person"),
        pytest.param("Pell", "Ana Pell", "person", 'speaker:="Ana Pell"', 3, id="another name"),
        pytest.param("falk", "Tim Falk", "person", 'speaker:="Tim Falk"', 2, id="a part of a name"),
        pytest.param('speaker:"Tim Falk"', "Tim Falk", "person", 'speaker:="Tim Falk"', 2,
                     id="speaker: with a whole name"),
        pytest.param("speaker:ana", "speaker:ana", "person", "speaker:ana", 4,
                     id="speaker: with a name of several"),
        pytest.param("valley echo", "Valley Echo", "outlet", 'source:="Valley Echo"', 3,
                     id="an outlet"),
        pytest.param("source:post", "source:post", "outlet", "source:post", 4, id="source:"),
        pytest.param("2024", "2024", "period", "date:2024", 3, id="a year"),
        pytest.param("2023-11", "2023-11", "period", "date:2023-11", 3, id="a month"),
        pytest.param("2023..2024-01", "2023..2024-01", "period", "date:2023..2024-01", 3,
                     id="a range"),
        pytest.param("2024-Q1", "2024-Q1", "period", "date:2024-Q1", 3, id="a quarter"),
        pytest.param("Q1 2024", "Q1 2024", "period", 'date:"Q1 2024"', 3, id="a quarter in words"),
        pytest.param("November 2023", "November 2023", "period", 'date:"November 2023"', 3,
                     id="a month in words"),
        pytest.param("2020s", "2020s", "period", "date:2020s", 6, id="a decade"),
        pytest.param("2023-11 to 2024-01", "2023-11 to 2024-01", "period",
                     'date:"2023-11 to 2024-01"', 3, id="a range in words"),
        pytest.param(">=2024", ">=2024", "period", "date:>=2024", 3, id="an open range"),
        pytest.param("last week", "last week", "period", 'date:"last week"', 0, id="last week"),
        pytest.param("date:none", "date:none", "search", "date:none", 1, id="any search line"),
        pytest.param("speaker:unknown", "speaker:unknown", "person", "speaker:unknown", 1,
                     id="nobody known"),
    ],
)  # fmt: skip
def test_side_is_named_as_a_user_would(
    filled: Archive, side: str, name: str, kind: str, line: str, quotes: int
) -> None:
    found = filled.comparisons.compare(side, "Tim Falk").sides[0]
    assert (found.name, found.kind, found.line, found.total.quotes) == (name, kind, line, quotes)


@pytest.mark.parametrize(
    ("side", "error", "message"),
    [
        pytest.param("Zeppelin", NotFoundError, "a period as after date: (2023,", id="nobody"),
        pytest.param("Ana", NotFoundError, "Several speakers are called “Ana”", id="several"),
        pytest.param(" ", QueryError, "A side of the comparison is empty", id="nothing"),
        pytest.param("date:soon", QueryError, "date", id="no date"),
    ],
)
def test_side_that_means_nothing_is_an_error(
    filled: Archive, side: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        filled.comparisons.compare(side, "Tim Falk")
    assert message in raised.value.message  # type: ignore[attr-defined]


def test_sides_have_counts_shares_and_months_of_the_search(filled: Archive) -> None:
    found = filled.comparisons.compare("Ana Pell", "Tim Falk", "boats")
    assert found.months == ("2023-11", "2023-12", "2024-01", "2024-02")
    assert [side.months for side in found.sides] == [(2, 0, 0, 1), (0, 0, 0, 1)]
    assert [side.total.quotes for side in found.sides] == [3, 1]
    assert (found.total.quotes, found.total.words) == (4, 14)
    assert [side.line for side in found.sides] == [
        'boats speaker:="Ana Pell"', 'boats speaker:="Tim Falk"',
    ]  # fmt: skip


def test_person_of_a_side_is_nobody_with_a_longer_name(filled: Archive) -> None:
    fetch = filled.comparisons.quotes("Ana Pell")
    assert [hit.quote.person for hit in fetch(0, 50)] == ["Ana Pell"] * 3
    assert [hit.text for hit in fetch(1, 1)] == [fetch(0, 50)[1].text]


def test_quotes_on_both_sides_are_counted(filled: Archive) -> None:
    assert filled.comparisons.compare("Ana Pell", "Tim Falk").both == 0
    assert filled.comparisons.compare("Ana Pell", "Valley Echo").both == 1


def test_counts_of_a_side_are_those_of_the_speaker(filled: Archive) -> None:
    speaker = filled.speakers.find("Ana Pell")
    total = filled.comparisons.compare("Ana Pell", "2024").sides[0].total
    assert (total.quotes, total.articles) == (speaker.quotes, speaker.articles)


def test_copy_counts_once(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(FILES["a"].replace("Harbour Post", "Torp Wire"))
    (outcome,) = filled.add([tmp_path / "d.md"])
    assert outcome.copy_of
    assert filled.comparisons.compare("Ana Pell", "Tim Falk").sides[0].total.quotes == 3
    apart = filled.comparisons.compare("Ana Pell", "Tim Falk", "boats copies:apart")
    assert apart.sides[0].total.quotes == 5


# Distinctive words


def score(word: WordCount, first: int, second: int, background: int) -> float:
    """Compute the formula of Monroe et al. for one word, step by step."""
    size = (first + second) / 10
    prior = size * word.background / background
    odds = [
        math.log((count + prior) / (total + size - count - prior))
        for count, total in ((word.first, first), (word.second, second))
    ]
    variance = 1 / (word.first + prior) + 1 / (word.second + prior)
    return (odds[0] - odds[1]) / math.sqrt(variance)


def test_score_is_that_of_the_paper() -> None:
    word = WordCount("loan", 30, 3, 60)
    ((found,), ()) = distinctive_words([word], 500, 700, 9000)
    assert found.score == pytest.approx(score(word, 500, 700, 9000))
    assert (found.word, found.times, found.other) == ("loan", 30, 3)


@pytest.mark.parametrize(
    ("word", "sides"),
    [
        pytest.param(WordCount("loan", 30, 3, 60), (True, False), id="more on the first side"),
        pytest.param(WordCount("pier", 2, 40, 60), (False, True), id="more on the second"),
        pytest.param(WordCount("the", 41, 57, 800), (False, False), id="common everywhere"),
        pytest.param(WordCount("fog", 1, 0, 1), (False, False), id="said once"),
        pytest.param(WordCount("fog", 3, 3, 6), (False, False), id="the same on both"),
    ],
)
def test_word_is_distinctive_of(word: WordCount, sides: tuple[bool, bool]) -> None:
    found = distinctive_words([word], 500, 700, 9000)
    assert tuple(map(bool, found)) == sides


def test_most_distinctive_words_come_first_and_no_more_than_the_limit() -> None:
    words = [WordCount(f"w{number}", 20 + number, 0, 40) for number in range(60)]
    found, _ = distinctive_words(words, 3000, 3000, 9000)
    assert [each.word for each in found] == [f"w{59 - number}" for number in range(MAX_WORDS)]


def test_words_are_counted_in_the_quotes_of_each_side(
    archive: Archive, add: Callable[..., str]
) -> None:
    boats = " ".join(f"“Boats and loans {number},” [Ana Pell] said." for number in range(20))
    nets = " ".join(f"“Nets and piers {number},” [Tim Falk] said." for number in range(20))
    add(f"Fog. {boats} {nets}")
    sides = archive.comparisons.compare("Ana Pell", "Tim Falk").sides
    words = [{each.word: (each.times, each.other) for each in side.distinctive} for side in sides]
    assert words == [{"boats": (20, 0), "loans": (20, 0)}, {"nets": (20, 0), "piers": (20, 0)}]


def test_months_have_no_gaps() -> None:
    assert months_between(["2024-02", "2023-11"]) == ("2023-11", "2023-12", "2024-01", "2024-02")
    assert months_between([]) == ()
