"""The kinds of error that are left: python -m tests.bench.errors EVAL_DIR OUT.jsonl [--part dev].

EVAL_DIR holds ``score_quotes.py`` and ``polnear/``, OUT.jsonl is what ``tests.bench.quotes``
wrote for the texts of that part. The scorer pairs our quotes with the annotators' ones; each
quote that is left over or has another source is counted under one kind, the commonest first.
``--examples N`` shows some of each, ours after the annotators'.
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
KINDS = 10


def errors(folder: Path, part: str, predictions: Path) -> list[Row]:
    """The errors as the scorer describes them."""
    sys.path.insert(0, str(folder))
    scorer = import_module("score_quotes")
    gold = scorer.read_gold(folder / "polnear" / part)
    return scorer.score(gold, scorer.read_predictions(predictions, gold))[1]


def kind_of(error: Row) -> str:
    """The kind of an error; nothing where it is the other side of one that is counted."""
    if error["error"] == "source":
        return _kind_of_source(error["predicted"]["source"], error["gold"]["source"])
    missed = error["error"] == "missed"
    ours, near = error["gold" if missed else "predicted"], error["near"]
    if near is None:
        return f"{'overlooked' if missed else 'not marked'}: {ours['kinds'][0]}, {_cue(ours)}"
    if not _same_cue(ours, near):
        return "words taken to another cue" if missed else "quote in or around a marked one"
    if not missed:
        return ""
    inside, outside = _characters(ours) - _characters(near), _characters(near) - _characters(ours)
    if inside and outside:
        return "content: partly other words"
    return "content: too short" if inside else "content: too long"


def _kind_of_source(ours: list[str], gold: list[str]) -> str:
    if not ours:
        return "source: none found"
    return "source: other words" if gold else "source: one where none is marked"


def _cue(quote: Row) -> str:
    """What sort of cue a quote has: a verb of saying, a verb or noun of thinking, another."""
    words = " ".join(quote["cue"]).lower().split()
    if not words:
        return "no cue"
    classes = {cue_class(f"{letter}:{stem(word)}") for word in words for letter in "VNA"}
    if "according" in words or "saying" in classes:
        return "cue of saying"
    return "cue of thinking" if "thinking" in classes else "another cue"


def _same_cue(one: Row, other: Row) -> bool:
    return any(
        start < stop and begin < end
        for start, end in one["spans"]["cue"] or ()
        for begin, stop in other["spans"]["cue"] or ()
    )


def _characters(quote: Row) -> set[int]:
    return {at for start, end in quote["spans"]["content"] for at in range(start, end)}


def show(error: Row) -> str:
    """One error: the annotators' quote, then ours."""
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
    parser.add_argument("--kinds", type=int, default=KINDS)
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    table: dict[str, list[Row]] = defaultdict(list)
    for error in errors(options.folder, options.part, options.predictions):
        table[kind_of(error)].append(error)
    table.pop("", None)
    ordered = sorted(table.items(), key=lambda row: -len(row[1]))
    total = sum(len(rows) for _, rows in ordered)
    for kind, rows in ordered[: options.kinds]:
        print(f"{len(rows):5} {100 * len(rows) / total:5.1f} %  {kind}")
        step = max(1, len(rows) // max(1, options.examples))
        for error in rows[::step][: options.examples]:
            print(show(error))
    others = sum(len(rows) for _, rows in ordered[options.kinds :])
    print(f"{others:5} {100 * others / max(1, total):5.1f} %  of {len(ordered)} kinds, the others")


if __name__ == "__main__":
    main()
