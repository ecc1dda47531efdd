"""Words a second: python -m tests.bench.annotate FILES [--rounds N].

Ours and plain spaCy with all the components of its pipeline, which makes the baseline, take
turns on the same texts in the same run; then ours in one process and in two.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter

import spacy

from index.annotate.pipeline import MODEL, EnglishAnnotator
from index.article import Article

ours = EnglishAnnotator()


def annotate(texts: list[str]) -> int:
    """Annotate texts and count their quotes."""
    articles = [Article(title="", text=text) for text in texts]
    return sum(len(found.quotes) for _, found in ours.annotate(articles))


def seconds(work, *arguments) -> float:
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def compare(texts: list[str], rounds: int) -> None:
    """Ours and plain spaCy, turn by turn."""
    words = sum(len(text.split()) for text in texts)
    plain = spacy.load(MODEL)
    annotate(texts[:3])
    list(plain.pipe(texts[:3]))
    times: list[tuple[float, float]] = []
    for _ in range(rounds):
        base = seconds(lambda: [None for _ in plain.pipe(texts)])
        times.append((seconds(annotate, texts), base))
    own, base = (median(column) for column in zip(*times, strict=True))
    ratio = median(one[1] / one[0] for one in times)
    print(f"{words} words; ours {words / own:.0f} words/s, plain spaCy {words / base:.0f} words/s")
    print(f"ours against plain spaCy: {ratio:.2f} (median of {rounds} rounds)")


def scale(texts: list[str], rounds: int) -> None:
    """Two processes against one, turn by turn, both with the model loaded."""
    halves = halved(texts)
    gains: list[float] = []
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(annotate, [texts[:2]] * 4))
        for _ in range(rounds):
            one = seconds(lambda: list(pool.map(annotate, [texts])))
            gains.append(one / seconds(lambda: list(pool.map(annotate, halves))))
    print(f"two processes against one: {median(gains):.2f} (median of {rounds} rounds)")


def halved(texts: list[str]) -> list[list[str]]:
    """Two lists of texts, as alike in length as may be."""
    halves: list[list[str]] = [[], []]
    for text in sorted(texts, key=len, reverse=True):
        min(halves, key=lambda half: sum(map(len, half))).append(text)
    return halves


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = [path.read_bytes().decode() for path in options.files]
    compare(texts, options.rounds)
    scale(texts, options.rounds)


if __name__ == "__main__":
    main()
