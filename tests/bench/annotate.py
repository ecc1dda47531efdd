"""Words a second: python -m tests.bench.annotate FILES [--rounds N].

Ours and plain spaCy with all the components of its pipeline, which makes the baseline, take
turns on the same texts in the same run; then ours in one process and in two.

``--sizes [LONGEST]`` shows instead how time grows with the length of one article, up to so many
characters, each time of twice the length: made texts of several kinds, some of them odd. ``CPU``
is in seconds; ``growth`` is against half the length, 2 where time is linear.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import spacy

from index.annotate.pipeline import MODEL, EnglishAnnotator
from index.article import Article

MARKS = '"“”‘’«»'
PROSE = (
    "The harbour board of Lindo met on Monday. Ann Lindqvist, its chairwoman, said the pier would"
    " open in May. “We checked both gates twice,” she said. “The first one holds.” Tom Falk, an"
    " engineer from Torp, disagreed. He told the board that it would not, and the board voted.\n\n"
)
KINDS: dict[str, Callable[[int], str]] = {
    "news": lambda _: PROSE,
    "news, somebody new in each part": lambda number: PROSE.replace("Tom Falk", named(number)),
    "news in one paragraph": lambda _: PROSE.replace("\n\n", " "),
    "quotation marks": lambda _: "“It holds,” she said. “It does.” ",
    "straight quotation marks": lambda _: '"It holds," said Falk. "It does."\n\n',
    "opened, never closed": lambda _: "“It holds, Ann Lindqvist said. ",
    "opened in each paragraph": lambda _: "“It holds, Ann Lindqvist said.\n\n",
    "straight, an odd one in each": lambda _: '"It holds, Ann Lindqvist said.\n\n',
    "single marks": lambda _: "‘It holds,' Ann's son 'said, ‘and that is it. ",
    "nothing but marks": lambda _: "“",
    "emoji": lambda _: "😀🎉",
    "emoji with blanks": lambda _: "😀 🎉 ",
    "marks with blanks": lambda _: '“ " ',
    "lines of a transcript": lambda number: f"FALK: It holds.\n\nLINDQVIST: Part {number}.\n\n",
    "no sentence": lambda _: "the word  ",
    "names alone": lambda number: f"and {named(number)} ",
    "one name": lambda _: "Ann and ",
    "one word": lambda _: "x",
    "blanks": lambda _: " \n",
}

ours = EnglishAnnotator()


def annotate(texts: list[str]) -> int:
    """Annotate texts and count their quotes."""
    articles = [Article(title="", text=text) for text in texts]
    return sum(len(found.quotes) for _, found in ours.annotate(articles))


def seconds(work, *arguments) -> float:
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def busy(work, *arguments) -> tuple[float, float]:
    """The time that went by, and that of the processor, which other programs do not add to."""
    start = process_time()
    return seconds(work, *arguments), process_time() - start


def compare(texts: list[str], rounds: int) -> None:
    """Ours and plain spaCy, turn by turn."""
    words = sum(len(text.split()) for text in texts)
    plain = spacy.load(MODEL)
    annotate(texts[:3])
    list(plain.pipe(texts[:3]))
    own: list[tuple[float, float]] = []
    base: list[tuple[float, float]] = []
    for _ in range(rounds):
        base.append(busy(lambda: [None for _ in plain.pipe(texts)]))
        own.append(busy(annotate, texts))
    speeds = [words / median(spent for spent, _ in times) for times in (own, base)]
    print(f"{words} words; ours {speeds[0]:.0f} words/s, plain spaCy {speeds[1]:.0f} words/s")
    for place, name in enumerate(("time", "processor time")):
        ratio = median(b[place] / o[place] for o, b in zip(own, base, strict=True))
        print(f"ours against plain spaCy, by {name}: {ratio:.2f} (median of {rounds} rounds)")


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


def sizes(longest: int) -> None:
    """How time grows with the length of one article, for each kind of text."""
    annotate([PROSE])
    print(f"{'kind':34} {'characters':>10} {'marks':>6} {'quotes':>6} {'CPU':>7} {'growth':>6}")
    for kind, make in KINDS.items():
        before = 0.0
        for part in (8, 4, 2, 1):
            text = grown(make, longest // part)
            start = process_time()
            quotes = annotate([text])
            spent = process_time() - start
            marks = sum(map(text.count, MARKS))
            growth = f"{spent / before:.1f}" if before else ""
            print(f"{kind:34} {len(text):10} {marks:6} {quotes:6} {spent:7.2f} {growth:>6}")
            before = spent


def grown(make: Callable[[int], str], length: int) -> str:
    """Pieces of a text, one after another, up to a length."""
    made: list[str] = []
    size = 0
    while size < length:
        made.append(make(len(made)))
        size += len(made[-1])
    return "".join(made)[:length]


def named(number: int) -> str:
    """The name of somebody, another one for each number."""
    syllables = ("ber", "dal", "fen", "gro", "hol", "lin", "mar", "nor", "rik", "tov")
    digits = [syllables[int(digit)] for digit in str(number)]
    return f"{('Ann', 'Tom', 'Ida', 'Max')[number % 4]} {''.join(digits).capitalize()}quist"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--sizes", type=int, nargs="?", const=1_000_000, metavar="LONGEST")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.sizes:
        sizes(options.sizes)
        return
    if not options.files:
        parser.error("name files, or ask for --sizes")
    texts = [path.read_bytes().decode() for path in options.files]
    compare(texts, options.rounds)
    scale(texts, options.rounds)


if __name__ == "__main__":
    main()
