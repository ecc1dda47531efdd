"""Measure how reliable the confidence is: python -m tests.bench.calibration EVAL_DIR.

EVAL_DIR holds ``score_speakers.py``, ``score_quotes.py`` and ``polnear/``. Annotates the articles
of ``polnear/speakers_train.jsonl`` and prints, for each level of confidence, the number of names
given, of those whose passages are annotated, and of those that are right. Nothing is fitted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from index.annotate.pipeline import EnglishAnnotator
from index.article import Article, Quote

LEVELS = 10


def count(folder: Path) -> dict[int, Counter[str]]:
    """Count given, annotated and right names by confidence in tenths."""
    sys.path.insert(0, str(folder))
    quotes, names = import_module("score_quotes"), import_module("score_speakers")
    train = folder / "polnear" / "train"
    gold = quotes.read_gold(train)
    labels = names.read_labels(folder / "polnear" / "speakers_train.jsonl")
    events = names.read_events(train, gold, labels)
    articles = [Article(title=name, text=gold[name][0].text) for name in events]
    table: dict[int, Counter[str]] = {}
    for article, found in EnglishAnnotator().annotate(articles):
        for quote, event in pair(
            quotes, gold[article.title][0], found.quotes, events[article.title]
        ):
            if quote.named and quote.speakers:
                row = table.setdefault(int(quote.confidence * LEVELS), Counter())
                row["given"] += 1
                row["annotated"] += event is not None
                row["right"] += event is not None and names.is_right(quote.speakers[0], event)
    return table


def pair(
    quotes: Any, text: Any, found: tuple[Quote, ...], events: list[Any]
) -> list[tuple[Quote, Any]]:
    """Pair each quote with the annotated event that it matches, or None."""
    rows = [quotes.Quote(text, q.mention or None, q.cue or None, list(q.content)) for q in found]
    pairs = dict(quotes.match_contents(rows, [event.quote for event in events]))
    return [(q, events[pairs[n]] if n in pairs else None) for n, q in enumerate(found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    table = count(parser.parse_args().folder)
    print("confidence  given  annotated  right  right of given  right of annotated")
    for level, row in sorted(table.items()):
        given, annotated, right = row["given"], row["annotated"], row["right"]
        span = f"{level / LEVELS:.1f}-{(level + 1) / LEVELS:.1f}"
        print(
            f"{span:10}  {given:5}  {annotated:9}  {right:5}"
            f"  {right / given:14.2f}  {right / max(1, annotated):18.2f}"
        )


if __name__ == "__main__":
    main()
