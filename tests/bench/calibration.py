"""How far confidence can be trusted: python -m tests.bench.calibration EVAL_DIR.

EVAL_DIR holds ``score_speakers.py``, ``score_quotes.py`` and ``polnear/``. The articles of
``polnear/speakers_train.jsonl`` are annotated; for each level of confidence the table says how
many names were given, how many of those passages the annotators had marked too, and how many
names were right. Nothing is fitted: this only measures.
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
    """What became of the names of each level of confidence, in tenths."""
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
                row["marked"] += event is not None
                row["right"] += event is not None and names.is_right(quote.speakers[0], event)
    return table


def pair(
    quotes: Any, text: Any, found: tuple[Quote, ...], events: list[Any]
) -> list[tuple[Quote, Any]]:
    """Each quote with the marked one that it matches, or None."""
    rows = [quotes.Quote(text, q.mention or None, q.cue or None, list(q.content)) for q in found]
    pairs = dict(quotes.match_contents(rows, [event.quote for event in events]))
    return [(q, events[pairs[n]] if n in pairs else None) for n, q in enumerate(found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    table = count(parser.parse_args().folder)
    print("confidence  given  marked  right  right of given  right of marked")
    for level, row in sorted(table.items()):
        given, known, right = row["given"], row["marked"], row["right"]
        span = f"{level / LEVELS:.1f}-{(level + 1) / LEVELS:.1f}"
        print(
            f"{span:10}  {given:5}  {known:6}  {right:5}"
            f"  {right / given:14.2f}  {right / max(1, known):15.2f}"
        )


if __name__ == "__main__":
    main()
