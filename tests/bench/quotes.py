"""Annotate a folder of texts: python -m tests.bench.quotes TEXT_DIR OUT.jsonl [--jobs N].

Each ``*.txt`` is taken as it is, and one line of JSON is written for it, with offsets in its
characters: ``{"file": NAME, "quotes": [{"source", "cue", "content", "speaker"}, ...]}``.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from index.annotate.pipeline import EnglishAnnotator
from index.article import Article, Quote


def annotate(paths: list[Path]) -> list[str]:
    """The line of each file."""
    articles = [Article(title=path.stem, text=path.read_bytes().decode()) for path in paths]
    return [
        json.dumps({"file": article.title, "quotes": [as_row(one) for one in found.quotes]})
        for article, found in EnglishAnnotator(everything=True).annotate(articles)
    ]


def as_row(quote: Quote) -> dict[str, object]:
    """A quote as the scorers read it."""
    return {
        "source": quote.mention or None,
        "cue": quote.cue or None,
        "content": quote.content,
        "speaker": quote.speakers[0] if quote.named else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(options.texts.glob("*.txt"))
    parts = [paths[start :: options.jobs] for start in range(options.jobs)]
    if options.jobs == 1:
        lines = annotate(paths)
    else:
        with ProcessPoolExecutor(options.jobs) as pool:
            lines = [line for part in pool.map(annotate, parts) for line in part]
    options.out.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
