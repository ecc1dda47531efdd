"""The annotations of the sample archive, made with the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article, Quote

# The first words of each quoted passage in every sample, and its speaker.
EXPECTED = json.loads(Path("tests/unit/annotate/data/seed_quotes.json").read_text(encoding="utf-8"))
SEED = next(name for name in EXPECTED if name.startswith("000_"))


def article_and_quotes(archive: Archive, name: str) -> tuple[Article, tuple[Quote, ...]]:
    """Return a sample and its quotes."""
    ids = {Path(entry.location).name: entry.id for entry in archive.articles(limit=99)}
    return archive.article(ids[name]), archive.annotation(ids[name]).quotes


def speakers_of(archive: Archive, name: str, words: str) -> list[str | None]:
    """Return the speaker of the passage that begins with some words after a quotation mark."""
    article, quotes = article_and_quotes(archive, name)
    at = min(article.text.index(mark + words) for mark in '"“‘' if mark + words in article.text)
    return [q.speaker for q in quotes if any(s.start <= at + 1 < s.end for s in q.content)]


def test_every_sample_is_added(samples: Archive) -> None:
    assert samples.count() == len(EXPECTED) == 15


@pytest.mark.parametrize(("words", "speaker"), EXPECTED[SEED])
def test_seed_quotes_have_their_speakers(samples: Archive, words: str, speaker: str) -> None:
    assert speakers_of(samples, SEED, words) == [speaker]


def test_all_quoted_passages_of_the_seed_are_found(samples: Archive) -> None:
    article, quotes = article_and_quotes(samples, SEED)
    marked = [span for quote in quotes for span in quote.content if '"' in span.cut(article.text)]
    assert sum(span.cut(article.text).count('"') for span in marked) == article.text.count('"')
    assert len(EXPECTED[SEED]) == article.text.count('"') // 2 == 16


TITLES = [
    ("2023-06-20-pier-fish-market.html", "Crab and Plaice"),
    ("2023-07-11-two-valleys.md", "The Dry Sluice"),
]


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_titles_of_works_are_no_quotes(samples: Archive, name: str, title: str) -> None:
    article, quotes = article_and_quotes(samples, name)
    at = article.text.index(title)
    overlapping = [q for q in quotes if any(s.start == at - 1 for s in q.content)]
    assert overlapping == []


def test_speaker_and_words_must_match_in_one_quote(samples: Archive) -> None:
    assert samples.search('speaker:"Li Keqiang" said:challenge').total == 1
    assert samples.search("speaker:kerry said:sustainable").total == 0
    assert {hit.quote.speaker for hit in samples.quotes("kerry")} == {"John Kerry"}
