"""Annotate a folder of texts: python -m tests.bench.quotes TEXT_DIR OUT.jsonl [--jobs N].

Writes one line of JSON per ``*.txt`` file, with offsets in its characters:
``{"file": NAME, "quotes": [{"source", "cue", "content", "speaker"}, ...]}``.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from index.annotate.pipeline import EnglishAnnotator
from index.article import Article, Quote


def annotate(paths: list[Path]) -> list[str]:
    """Return the JSON line of each file."""
    articles = [Article(title=path.stem, text=path.read_bytes().decode()) for path in paths]
    return [
        json.dumps(
            {"file": article.title, "quotes": [to_row(quote) for quote in annotation.quotes]}
        )
        for article, annotation in EnglishAnnotator(keep_uninformative=True).annotate(articles)
    ]


def to_row(quote: Quote) -> dict[str, object]:
    """Convert a quote to the format of the scorers."""
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
