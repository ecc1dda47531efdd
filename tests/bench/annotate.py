"""Measure words per second: python -m tests.bench.annotate FILES [--rounds N].

Alternates our annotator and plain spaCy with its whole pipeline, the baseline, on the same texts;
then compares one process of ours with two.

``--sizes [MAX_LENGTH]`` measures instead how time grows with the length of one article, doubling
up to MAX_LENGTH characters, for several kinds of generated text. ``CPU`` is in seconds;
``growth`` is relative to half the length, 2 if time is linear.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import spacy

from index.annotate.models import DEFAULT_PIPELINE
from index.annotate.pipeline import EnglishAnnotator
from index.article import Article

MARKS = '"“”‘’«»'
PROSE = (
    "The harbour board of Lindo met on Monday. Ann Lindqvist, its chairwoman, said the pier would"
    " open in May. “We checked both gates twice,” she said. “The first one holds.” Tom Falk, an"
    " engineer from Torp, disagreed. He told the board that it would not, and the board voted.\n\n"
)
TEXT_KINDS: dict[str, Callable[[int], str]] = {
    "news": lambda _: PROSE,
    "news, new people in each part": lambda number: PROSE.replace("Tom Falk", made_up_name(number)),
    "news in one paragraph": lambda _: PROSE.replace("\n\n", " "),
    "quotation marks": lambda _: "“It holds,” she said. “It does.” ",
    "straight quotation marks": lambda _: '"It holds," said Falk. "It does."\n\n',
    "opened, never closed": lambda _: "“It holds, Ann Lindqvist said. ",
    "opened in each paragraph": lambda _: "“It holds, Ann Lindqvist said.\n\n",
    "straight, unbalanced in each paragraph": lambda _: '"It holds, Ann Lindqvist said.\n\n',
    "single quotation marks": lambda _: "‘It holds,' Ann's son 'said, ‘and that is it. ",
    "only quotation marks": lambda _: "“",
    "emoji": lambda _: "😀🎉",
    "emoji with spaces": lambda _: "😀 🎉 ",
    "quotation marks with spaces": lambda _: '“ " ',
    "lines of a transcript": lambda number: f"FALK: It holds.\n\nLINDQVIST: Part {number}.\n\n",
    "no sentences": lambda _: "the word  ",
    "only names": lambda number: f"and {made_up_name(number)} ",
    "one name": lambda _: "Ann and ",
    "one word": lambda _: "x",
    "only spaces": lambda _: " \n",
}

annotator = EnglishAnnotator()


def annotate(texts: list[str]) -> int:
    """Annotate texts and return the number of quotes."""
    articles = [Article(title="", text=text) for text in texts]
    return sum(len(annotation.quotes) for _, annotation in annotator.annotate(articles))


def seconds(work, *arguments) -> float:
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def timed(work, *arguments) -> tuple[float, float]:
    """Return wall time and processor time, which other programs do not affect."""
    start = process_time()
    return seconds(work, *arguments), process_time() - start


def compare_with_spacy(texts: list[str], rounds: int) -> None:
    """Compare our speed with plain spaCy, alternating."""
    words = sum(len(text.split()) for text in texts)
    plain = spacy.load(DEFAULT_PIPELINE)
    annotate(texts[:3])
    list(plain.pipe(texts[:3]))
    ours: list[tuple[float, float]] = []
    base: list[tuple[float, float]] = []
    for _ in range(rounds):
        base.append(timed(lambda: [None for _ in plain.pipe(texts)]))
        ours.append(timed(annotate, texts))
    speeds = [words / median(spent for spent, _ in times) for times in (ours, base)]
    print(f"{words} words; ours {speeds[0]:.0f} words/s, plain spaCy {speeds[1]:.0f} words/s")
    for column, name in enumerate(("wall time", "processor time")):
        ratio = median(b[column] / o[column] for o, b in zip(ours, base, strict=True))
        print(f"speed-up over plain spaCy, {name}: {ratio:.2f} (median of {rounds} rounds)")


def compare_processes(texts: list[str], rounds: int) -> None:
    """Compare two processes with one, alternating, with loaded models."""
    halves = split_in_halves(texts)
    gains: list[float] = []
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(annotate, [texts[:2]] * 4))
        for _ in range(rounds):
            one = seconds(lambda: list(pool.map(annotate, [texts])))
            gains.append(one / seconds(lambda: list(pool.map(annotate, halves))))
    print(f"speed-up of two processes: {median(gains):.2f} (median of {rounds} rounds)")


def split_in_halves(texts: list[str]) -> list[list[str]]:
    """Split texts into two lists of similar length."""
    halves: list[list[str]] = [[], []]
    for text in sorted(texts, key=len, reverse=True):
        min(halves, key=lambda half: sum(map(len, half))).append(text)
    return halves


def measure_growth(max_length: int) -> None:
    """Print how time grows with the length of one article, for each kind of text."""
    annotate([PROSE])
    print(f"{'kind':38} {'characters':>10} {'marks':>6} {'quotes':>6} {'CPU':>7} {'growth':>6}")
    for kind, generate in TEXT_KINDS.items():
        before = 0.0
        for part in (8, 4, 2, 1):
            text = repeat_to(generate, max_length // part)
            start = process_time()
            quotes = annotate([text])
            spent = process_time() - start
            marks = sum(map(text.count, MARKS))
            growth = f"{spent / before:.1f}" if before else ""
            print(f"{kind:38} {len(text):10} {marks:6} {quotes:6} {spent:7.2f} {growth:>6}")
            before = spent


def repeat_to(generate: Callable[[int], str], length: int) -> str:
    """Repeat generated text up to a length."""
    parts: list[str] = []
    size = 0
    while size < length:
        parts.append(generate(len(parts)))
        size += len(parts[-1])
    return "".join(parts)[:length]


def made_up_name(number: int) -> str:
    """Return a different name for each number."""
    syllables = ("ber", "dal", "fen", "gro", "hol", "lin", "mar", "nor", "rik", "tov")
    digits = [syllables[int(digit)] for digit in str(number)]
    return f"{('Ann', 'Tom', 'Ida', 'Max')[number % 4]} {''.join(digits).capitalize()}quist"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--sizes", type=int, nargs="?", const=1_000_000, metavar="MAX_LENGTH")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.sizes:
        measure_growth(options.sizes)
        return
    if not options.files:
        parser.error("give files or --sizes")
    texts = [path.read_bytes().decode() for path in options.files]
    compare_with_spacy(texts, options.rounds)
    compare_processes(texts, options.rounds)


if __name__ == "__main__":
    main()
