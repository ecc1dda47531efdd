"""What the annotator makes of the sample archive, by the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article, Quote

# The first words of each quoted passage of every sample, and whose words they are.
EXPECTED = json.loads(Path("tests/unit/annotate/data/seed_quotes.json").read_text(encoding="utf-8"))
SEED = next(name for name in EXPECTED if name.startswith("000_"))


def found(archive: Archive, name: str) -> tuple[Article, tuple[Quote, ...]]:
    """A sample and its quotes."""
    ids = {Path(entry.location).name: entry.id for entry in archive.articles(limit=99)}
    return archive.article(ids[name]), archive.annotation(ids[name]).quotes


def speakers_of(archive: Archive, name: str, words: str) -> list[str | None]:
    """Who is said to have spoken the passage that begins so, right after a quotation mark."""
    article, quotes = found(archive, name)
    at = min(article.text.index(mark + words) for mark in '"“‘' if mark + words in article.text)
    return [q.speaker for q in quotes if any(s.start <= at + 1 < s.end for s in q.content)]


def test_every_sample_is_added(samples: Archive) -> None:
    assert samples.count() == len(EXPECTED) == 14


@pytest.mark.parametrize(("words", "speaker"), EXPECTED[SEED])
def test_each_quoted_passage_of_the_seed_has_its_speaker(
    samples: Archive, words: str, speaker: str
) -> None:
    assert speakers_of(samples, SEED, words) == [speaker]


def test_every_quoted_passage_of_the_seed_is_found(samples: Archive) -> None:
    article, quotes = found(samples, SEED)
    marked = [span for quote in quotes for span in quote.content if '"' in span.cut(article.text)]
    assert sum(span.cut(article.text).count('"') for span in marked) == article.text.count('"')
    assert len(EXPECTED[SEED]) == article.text.count('"') // 2 == 16


NOBODYS = [
    ("2023-06-20-pier-fish-market.html", "Crab and Plaice"),
    ("2023-07-11-two-valleys.md", "The Dry Sluice"),
]


@pytest.mark.parametrize(("name", "title"), NOBODYS)
def test_titles_of_works_are_nobodys_words(samples: Archive, name: str, title: str) -> None:
    article, quotes = found(samples, name)
    at = article.text.index(title)
    own = [q for q in quotes if any(s.start == at - 1 for s in q.content)]
    assert own == []


def test_speaker_search_answers_for_one_and_the_same_quote(samples: Archive) -> None:
    assert samples.search('speaker:"Li Keqiang" said:challenge').total == 1
    assert samples.search("speaker:kerry said:sustainable").total == 0
    assert {hit.quote.speaker for hit in samples.quotes("kerry")} == {"John Kerry"}
