"""Annotate a folder of texts: python -m tests.bench.quotes TEXT_DIR OUT.jsonl [--as-shown].

Writes one line of JSON per ``*.txt`` file, with offsets in its characters:
``{"file": NAME, "quotes": [{"source", "cue", "content", "kind", "named", "speaker"}, ...],
"entities": [{"name", "label", "mentions"}, ...]}``.

``speaker`` is the first name, null for a description, as the scorers of annotated articles want
it. With ``--as-shown`` it is what the reader shows: all names, joined by "; ", or a description,
whose ``named`` is false; and quotes that a reader never sees are left out.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from index.annotate.pipeline import EnglishAnnotator
from index.article import Article, Entity, Quote


def annotate(paths: list[Path], *, as_shown: bool) -> list[str]:
    """Return the JSON line of each file."""
    articles = [Article(title=path.stem, text=path.read_bytes().decode()) for path in paths]
    annotator = EnglishAnnotator(keep_uninformative=not as_shown)
    lines = []
    for article, found in annotator.annotate(articles):
        quotes = [to_row(quote, as_shown=as_shown) for quote in found.quotes]
        entities = [to_entity_row(entity) for entity in found.entities]
        lines.append(json.dumps({"file": article.title, "quotes": quotes, "entities": entities}))
    return lines


def to_row(quote: Quote, *, as_shown: bool) -> dict[str, object]:
    """Convert a quote to the format of the scorers."""
    name = quote.speakers[0] if quote.named else None
    return {
        "source": quote.mention or None,
        "cue": quote.cue or None,
        "content": quote.content,
        "kind": quote.kind,
        "named": quote.named,
        "speaker": quote.speaker if as_shown else name,
    }


def to_entity_row(entity: Entity) -> dict[str, object]:
    """Convert an entity to the format of the scorers."""
    return {"name": entity.name, "label": entity.label, "mentions": entity.mentions}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--as-shown", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(options.texts.glob("*.txt"))
    parts = [paths[start :: options.jobs] for start in range(options.jobs)]
    annotate_part = partial(annotate, as_shown=options.as_shown)
    if options.jobs == 1:
        lines = annotate_part(paths)
    else:
        with ProcessPoolExecutor(options.jobs) as pool:
            lines = [line for part in pool.map(annotate_part, parts) for line in part]
    options.out.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
