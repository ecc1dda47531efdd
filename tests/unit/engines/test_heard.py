"""Who is heard, and in which words, is counted as the quotes are listed, on every engine."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from index.archive import Archive
from index.engines.local.fulltext.analysis import words
from index.engines.protocol import Engine, QuoteRequest
from index.query import parse_quote
from index.user_data import Deletion, NameCorrection, OutletCorrection, Revision
from index.voices import WordCount
from tests.support.builders import annotated, article
from tests.support.voices import assert_counts_are_those_of_the_quotes

TODAY = date(2024, 5, 1)
PIER = article(
    "Fog. “We paid for the boats, the boats and the nets,” [Ana Pell] she said. “It is cold,”"
    " [a clerk] someone added. “Shame!” “The boats, the boats, the boats!” [Tim Falk] he said.",
    "2024-03-01", source="Harbour Post", title="The pier",
)  # fmt: skip
VOTE = article(
    "The council met. “We will not pay for boats,” [A. Pell] she said. “Never,” [Ana Pell] then.",
    "2024-04-02", source="Valley Echo", title="A vote",
)  # fmt: skip
COPY = article(PIER.text, "2024-03-02", source="Torp Wire", title="The pier")
LONGER_COPY = article(
    f"{PIER.text} “We sail at dawn,” [Tim Falk] he added.",
    "2024-03-02", source="Torp Wire", title="The pier",
)  # fmt: skip
UNDATED = article("Rain fell. “Who knows boats?” [Tim Falk]", "", title="Rain")
ARTICLES = (PIER, VOTE, COPY, UNDATED)
LINES = ("", "said:boats", "source:post OR source:wire", "copies:apart boats", "speaker:pell",
         "-speaker:unknown date:2024", "zeppelin")  # fmt: skip
WORDS = {word for each in ARTICLES for word in words(each.text)}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    engine.add(annotated(*ARTICLES))
    return Archive(engine)


def correct(archive: Archive, number: int, speaker: str | None) -> None:
    quote = archive.annotation(PIER.id).quotes[number]
    archive.corrections.correct_quote(PIER.id, quote, speaker or "", is_quote=speaker is not None)


CHANGES = {
    "nothing": lambda _: None,
    "a corrected speaker": lambda archive: correct(archive, 0, "Ola Berg; Tim Falk"),
    "no quote, before others": lambda archive: correct(archive, 0, None),
    "nobody known": lambda archive: correct(archive, 3, ""),
    "an edited date": lambda archive: archive.editing.edit(VOTE.id, {"date": "2023-01-01"}),
    "an edited outlet": lambda archive: archive.editing.edit(VOTE.id, {"source": "The Sun"}),
    "a deleted article": lambda archive: archive.corrections.apply(
        Revision(added=(Deletion(VOTE.id, made=TODAY),))
    ),
    "merged names": lambda archive: archive.corrections.apply(
        Revision(added=(NameCorrection("A. Pell", "Ana Pell", same=True, made=TODAY),))
    ),
    "a renamed outlet": lambda archive: archive.corrections.apply(
        Revision(added=(OutletCorrection("Valley Echo", "The Echo", TODAY),))
    ),
    "a hidden outlet": lambda archive: archive.corrections.apply(
        Revision(added=(OutletCorrection("Valley Echo", "", TODAY),))
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_counts_are_those_of_the_quotes_after(archive: Archive, change: str) -> None:
    CHANGES[change](archive)
    for line in LINES:
        assert_counts_are_those_of_the_quotes(archive, line)


def test_copies_with_quotes_that_the_original_lacks_are_counted(engine: Engine) -> None:
    engine.add(annotated(PIER, VOTE, LONGER_COPY, UNDATED))
    archive = Archive(engine)
    assert archive.statistics.voices().copies == 1
    for line in LINES:
        assert_counts_are_those_of_the_quotes(archive, line)


def test_speakers_beyond_the_limit_are_added_up(archive: Archive) -> None:
    section = archive.statistics.voices(limit=1).section("speaker")
    assert [each.name for each in section.counts if each.name] == ["Ana Pell"]
    assert section.distinct == 4
    assert section.others
    assert section.others.quotes == 4
    assert archive.statistics.voices(limit=0).section("speaker").counts == ()


@pytest.mark.parametrize(
    ("first", "second", "base"),
    [("speaker:pell", "speaker:falk", ""), ("date:2024-03", "boats copies:apart", "said:the")],
)
def test_words_are_counted_as_they_are_said(
    archive: Archive, engine: Engine, first: str, second: str, base: str
) -> None:
    lines = [f"({line}) ({base})" if base else line for line in (first, second)] + [base]
    said = [
        Counter(word for hit in archive.quotes("", line, limit=99) for word in words(hit.text))
        for line in lines
    ]
    trees = [parse_quote(line).tree if line else None for line in lines]
    shown = "copies:apart" in second
    if shown:
        said = [
            Counter(
                word
                for hit in engine.quotes(QuoteRequest(tree, limit=99, show_copies=True))[1]
                for word in words(hit.text)
            )
            for tree in trees
        ]
    found = engine.statistics.compare_words(*trees, 2, show_copies=shown)
    assert sorted(found) == sorted(
        WordCount(word, *(counts[word] for counts in said))
        for word in WORDS
        if said[0][word] >= 2 or said[1][word] >= 2
    )
