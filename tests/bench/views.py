"""Measure who is heard and comparisons over many quotes: python -m tests.bench.views [QUOTES].

Builds an archive of made-up articles whose words and speakers are as unequal as in news, and prints
CPU times in milliseconds, median and 95th percentile, each with its ratio to the timeline of all
quotes in the same run. ``--draw`` measures from key to screen how long each view takes to show.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from index.archive import Archive
from index.article import Annotation, Article, Quote, Span
from index.engines.local.engine import LocalEngine
from index.record.utterances import RULES
from tests.bench.reader import Terminal, percentile_95, reader, show
from tests.bench.timing import time_call
from tests.support.numbered_articles import word

QUOTES_IN_ARTICLE, WORDS_IN_QUOTE = 8, 20
VOCABULARY, SPEAKERS, OUTLETS = 30_000, 5_000, 40
BATCH = 2000
ROUNDS = 15
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
SEARCH = word(10)


def articles(quotes: int, seed: int = 3) -> Iterator[tuple[Article, Annotation]]:
    """Yield annotated articles with this many quotes in all."""
    rng = random.Random(seed)

    def zipf(size: int) -> int:
        return min(int(rng.paretovariate(0.9)), size)

    for number in range(quotes // QUOTES_IN_ARTICLE):
        text, found = f"Report {word(number)}.", list[Quote]()
        for _ in range(QUOTES_IN_ARTICLE):
            said = " ".join(word(zipf(VOCABULARY)) for _ in range(WORDS_IN_QUOTE))
            name = zipf(SPEAKERS)
            start = len(text) + 1
            text += f" “{said}” said."
            found.append(Quote(
                content=(Span(start, start + len(said) + 2),), named=name % 9 > 0,
                kind=rng.choice(["direct", "mixed", "indirect"]), confidence=rng.random(),
                speakers=(f"Ana {word(name).capitalize()}",) if name % 11 else (),
            ))  # fmt: skip
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        outlet = f"Post {zipf(OUTLETS)}"
        yield Article(f"Report {number}", text, day, outlet), Annotation((), tuple(found))


def build(folder: Path, quotes: int) -> None:
    """Store the articles in an archive."""
    engine = LocalEngine(folder)
    batch = []
    for pair in articles(quotes):
        batch.append(pair)
        if len(batch) == BATCH:
            engine.add(batch)
            batch = []
    engine.add(batch)
    engine.close()


def measure(archive: Archive) -> None:
    """Print the times of each view."""
    first, second = (each.name for each in archive.speakers.page(limit=2))
    views: dict[str, Callable[[], object]] = {
        "timeline": lambda: archive.statistics.timeline("", "month"),
        "heard, all quotes": lambda: archive.statistics.voices("", 20),
        "heard, a search": lambda: archive.statistics.voices(SEARCH, 20),
        "compare two people": lambda: archive.comparisons.compare(first, second),
        "compare two years": lambda: archive.comparisons.compare("2016", "2020"),
        "compare, a search": lambda: archive.comparisons.compare(first, second, SEARCH),
    }
    base = 0.0
    for name, view in views.items():
        first_time = time_call(view)
        times = sorted(time_call(view) for _ in range(ROUNDS))
        median, p95 = statistics.median(times), percentile_95(times)
        base = base or median
        print(
            f"{name:20} median {median:6.1f} p95 {p95:6.1f} ms, first {first_time:6.1f} ms,"
            f" {median / base:4.1f} times the timeline"
        )


def draw(folder: Path) -> None:
    """Print how long each view takes from key to screen, and the timeline first."""
    for view, key in (("timeline", "4"), ("heard", "6"), ("compare", "7")):
        terminal = Terminal(reader(folder))
        terminal.until(b" articles")
        terminal.rest(0.5)
        first = terminal.press(key, 0.25)
        terminal.press("\x1b", 0.25)
        times = []
        for _ in range(ROUNDS):
            times.append(terminal.press(key, 0.25))
            terminal.press("\x1b", 0.25)
        terminal.close()
        show(f"{view}, first {first.clock:.0f} ms", times)


def main() -> None:
    """Parse the options and run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("quotes", type=int, nargs="?", default=100_000)
    parser.add_argument("--archive", type=Path, help="build it here, or use it if it is there")
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.archive or Path(temporary) / "archive"
        if not folder.exists():
            build(folder, options.quotes)
        with Archive.open(folder) as archive:
            archive.maintenance.catch_up()
            print(f"{archive.count_quotes():,} quotes in {archive.count():,} articles")
            measure(archive)
        if options.draw:  # no two quotes are versions: comparing them would run beside the keys
            with closing(sqlite3.connect(folder / "archive.sqlite")) as database, database:
                database.execute("UPDATE quotes SET utterance = 0")
                database.execute("UPDATE grouping_rules SET version = ?", (RULES,))
            draw(folder)


if __name__ == "__main__":
    main()
