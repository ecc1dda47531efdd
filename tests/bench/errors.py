"""Count errors by kind: python -m tests.bench.errors EVAL_DIR OUT.jsonl [--part dev].

EVAL_DIR holds ``score_quotes.py`` and ``polnear/``; OUT.jsonl is the output of
``tests.bench.quotes`` for the texts of that part. The scorer pairs our quotes with the annotated
ones. Each quote without a partner, or with another source, counts under one kind, most common
first. ``--examples N`` shows examples of each kind, the annotated quote before ours.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

from index.annotate.lexicon.cue_words import cue_class, stem

Row = dict[str, Any]
MAX_KINDS = 10


def errors(folder: Path, part: str, predictions: Path) -> list[Row]:
    """Return the errors in the format of the scorer."""
    sys.path.insert(0, str(folder))
    scorer = import_module("score_quotes")
    gold = scorer.read_gold(folder / "polnear" / part)
    return scorer.score(gold, scorer.read_predictions(predictions, gold))[1]


def error_kind(error: Row) -> str:
    """Return the kind of an error; "" if its counterpart is already counted."""
    if error["error"] == "source":
        return _source_error_kind(error["predicted"]["source"], error["gold"]["source"])
    is_missed = error["error"] == "missed"
    quote, near = error["gold" if is_missed else "predicted"], error["near"]
    if near is None:
        kind = "missed" if is_missed else "spurious"
        return f"{kind}: {quote['kinds'][0]}, {_cue_type(quote)}"
    if not _share_cue(quote, near):
        return "content attached to another cue" if is_missed else "quote overlaps an annotated one"
    if not is_missed:
        return ""
    gold, ours = _content_characters(quote), _content_characters(near)
    if gold - ours and ours - gold:
        return "content: partial overlap"
    return "content: too short" if gold - ours else "content: too long"


def _source_error_kind(ours: list[str], gold: list[str]) -> str:
    if not ours:
        return "source: missed"
    return "source: other words" if gold else "source: spurious"


def _cue_type(quote: Row) -> str:
    """Return the type of a cue: saying, thinking or other."""
    words = " ".join(quote["cue"]).lower().split()
    if not words:
        return "no cue"
    classes = {cue_class(f"{letter}:{stem(word)}") for word in words for letter in "VNA"}
    if "according" in words or "saying" in classes:
        return "cue of saying"
    return "cue of thinking" if "thinking" in classes else "another cue"


def _share_cue(one: Row, other: Row) -> bool:
    return any(
        start < stop and begin < end
        for start, end in one["spans"]["cue"] or ()
        for begin, stop in other["spans"]["cue"] or ()
    )


def _content_characters(quote: Row) -> set[int]:
    return {at for start, end in quote["spans"]["content"] for at in range(start, end)}


def format_error(error: Row) -> str:
    """Format an error: the annotated quote, then ours."""
    gold = error.get("gold") or (error["near"] if error["error"] == "spurious" else None)
    ours = error.get("predicted") or error.get("near")
    lines = [f"    {error['file']}"]
    for quote in (gold, ours):
        parts = (" … ".join(quote[key]) for key in ("source", "cue", "content")) if quote else "-"
        lines.append("      " + " | ".join(parts))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--kinds", type=int, default=MAX_KINDS)
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    table: dict[str, list[Row]] = defaultdict(list)
    for error in errors(options.folder, options.part, options.predictions):
        table[error_kind(error)].append(error)
    table.pop("", None)
    ordered = sorted(table.items(), key=lambda row: -len(row[1]))
    total = sum(len(rows) for _, rows in ordered)
    for kind, rows in ordered[: options.kinds]:
        print(f"{len(rows):5} {100 * len(rows) / total:5.1f} %  {kind}")
        step = max(1, len(rows) // max(1, options.examples))
        for error in rows[::step][: options.examples]:
            print(format_error(error))
    others = sum(len(rows) for _, rows in ordered[options.kinds :])
    print(f"{others:5} {100 * others / max(1, total):5.1f} %  other kinds ({len(ordered)} in all)")


if __name__ == "__main__":
    main()
