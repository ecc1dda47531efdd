"""Archives that several processes annotate, and what is stored in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import ingest
from index.archive import Archive, Workers
from index.article import Outcome
from index.engines.local.engine import DATABASE
from tests.support.worker_annotators import ObedientAnnotator

BATCH_SIZE = 4
THIS_PROCESS = Workers()


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotate with ``ObedientAnnotator``, in small batches."""
    monkeypatch.setattr("index.archive.archive.load_annotator", ObedientAnnotator)
    monkeypatch.setattr(ingest, "BATCH_SIZE", BATCH_SIZE)


def texts(count: int, **special: str) -> list[str]:
    """Return texts, each with a quote; ``n3="..."`` adds a sentence to the fourth."""
    return [
        f"Day {number} was foggy. “We saved {number} boats,” [Ana Pell] she said."
        f" {special.get(f'n{number}', '')}"
        for number in range(count)
    ]  # fmt: skip


def add(folder: Path, articles: Sequence[str], workers: Workers = THIS_PROCESS) -> list[Outcome]:
    """Add texts to the archive in a folder."""
    file = folder.with_suffix(".jsonl")
    lines = (
        json.dumps({"title": f"Day {number}", "text": text, "date": "2024-03-01"})
        for number, text in enumerate(articles)
    )
    file.write_text("\n".join(lines))
    with Archive.open(folder, workers=workers) as archive:
        return list(archive.add([file]))


def rows(folder: Path) -> list[tuple[object, ...]]:
    """Return what is stored of each article and quote, whatever the order of storing."""
    with sqlite3.connect(folder / DATABASE) as database:
        articles = database.execute(
            "SELECT id, title, text, date, quotes, speakers, words, entities, english,"
            " annotated_by, state FROM articles ORDER BY id"
        ).fetchall()
        quotes = database.execute(
            "SELECT id, number, quote, same FROM quotes JOIN articles ON article = articles.key"
            " ORDER BY id, number"
        ).fetchall()
        folds = database.execute("SELECT name, into_name FROM folds ORDER BY name").fetchall()
    database.close()
    return articles + quotes + folds
