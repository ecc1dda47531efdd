"""Measure grouping quotes by utterance: python -m tests.bench.utterances --wire articles.jsonl.

1. 200 invented utterances, in 2 to 6 versions each, are mixed into the first quotes of a newswire,
   annotated for real. Precision and recall are those of pairs of quotes with an invented one. The
   baseline in the same run is plain MinHash over the texts of the quotes, at its best threshold.
   ``--seeds`` and ``--changes`` draw others.
2. An archive of 100,000 quotes by stub annotations (altered copies of the newswire): the time to
   group them all, and that of only reading them; of 100 more, and of 100 more in a tenth of the
   archive; of “earlier on this”, of the versions of a quote and of searches by them; and of both
   screens, until they are drawn. Times of the processor.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from rensa import RMinHash, RMinHashLSH

from index.annotate.pipeline import EnglishAnnotator
from index.archive import Archive
from index.article import Annotation, Article, QuoteHit
from index.engines.local.engine import LocalEngine
from index.gc_control import pause_gc_for_startup
from tests.support.invented_utterances import (
    NAMED_CHANGES,
    OTHER_CHANGES,
    to_article,
    versions,
)
from tests.support.large_corpus import extend_articles, read_newswire
from tests.support.stub_annotations import stub_annotations
from tui.app import OnRecord

UTTERANCES, NEWSWIRE_QUOTES = 200, 5000
QUOTES, MORE = 100_000, 100
BATCH = 2000  # articles added at once
OUTLETS = ["Harbour Post", "Valley Echo", "Kelmark Courier", "Torp Wire", "Northline Star",
           "Dunmere Sun", "Ash Times", "Farrow Mail"]  # fmt: skip
CHANGES = {
    "named": [*NAMED_CHANGES], "other": [*OTHER_CHANGES], "all": [*NAMED_CHANGES, *OTHER_CHANGES],
}  # fmt: skip
PERMUTATIONS, BANDS = 128, 32
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
SAMPLE = 200

Place = tuple[str, int]  # the id of an article and the number of a quote
Pairs = Sequence[tuple[Article, Annotation]]


def main() -> None:
    """Parse the options and run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wire", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1987])
    parser.add_argument("--changes", choices=CHANGES, default="named")
    parser.add_argument("--quotes", type=int, default=QUOTES, help="0 leaves out the second part")
    options = parser.parse_args()
    articles = read_newswire(options.wire)
    newswire = annotate(articles, NEWSWIRE_QUOTES)
    for seed in options.seeds:
        measure_grouping(newswire, random.Random(seed), CHANGES[options.changes])
    if options.quotes:
        measure_speed(articles, options.quotes)


def annotate(articles: Sequence[Article], wanted: int) -> Pairs:
    """Return the first articles with this many quotes, annotated."""
    found, count = [], 0
    for article, annotation in EnglishAnnotator().annotate(articles):
        found.append((article, annotation))
        count += len(annotation.quotes)
        if count >= wanted:
            break
    return found


# Grouping


def measure_grouping(newswire: Pairs, rng: random.Random, changes: Sequence[str]) -> None:
    """Print precision and recall of the program, and of plain MinHash."""
    days = sorted({article.date for article, _ in newswire if article.date})
    said = list(versions(rng, UTTERANCES, changes, OUTLETS, days))
    invented = [to_article(each, f"Report {number} of {each.outlet}.\n\n")
                for number, each in enumerate(said)]  # fmt: skip
    truth = {(article.id, 0): each.utterance
             for (article, _), each in zip(invented, said, strict=True)}  # fmt: skip
    mixed = rng.sample([*newswire, *invented], len(newswire) + len(invented))
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine(Path(folder))
        engine.add(mixed)
        found, total = engine.utterances.page(None, "oldest", 0, 10 * len(mixed))
        engine.close()
    groups = [{(hit.entry.id, hit.number) for hit in each.hits} for each in found]
    quotes = {
        (article.id, number): quote.cut(article.text)
        for article, annotation in mixed
        for number, quote in enumerate(annotation.quotes)
    }
    print(f"{len(said)} versions of {UTTERANCES} utterances in {len(quotes):,} quotes;"
          f" {total} utterances found")  # fmt: skip
    _print_scores("this program", groups, truth)
    for threshold in THRESHOLDS:
        _print_scores(f"MinHash at {threshold}", minhash_groups(quotes, threshold), truth)


def minhash_groups(quotes: dict[Place, str], threshold: float) -> list[set[Place]]:
    """Return the quotes grouped by the estimated Jaccard similarity of their pairs of words."""
    places = list(quotes)
    signatures = []
    index = RMinHashLSH(threshold, PERMUTATIONS, BANDS)
    for number, place in enumerate(places):
        words = quotes[place].lower().split()
        signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update([" ".join(pair) for pair in pairwise(words)] or words)
        signatures.append(signature)
        index.insert(number, signature)
    group_of = list(range(len(places)))

    def root(number: int) -> int:
        while group_of[number] != number:
            number = group_of[number]
        return number

    for number, signature in enumerate(signatures):
        for other in index.query(signature):
            if other != number and signature.jaccard(signatures[other]) >= threshold:
                group_of[root(number)] = root(other)
    groups = defaultdict(set)
    for number, place in enumerate(places):
        groups[root(number)].add(place)
    return list(groups.values())


def _print_scores(name: str, groups: Iterable[set[Place]], truth: dict[Place, int]) -> None:
    """Print precision and recall of the pairs of quotes with an invented one."""
    utterances = defaultdict(set)
    for place, utterance in truth.items():
        utterances[utterance].add(place)
    wanted = _pairs(utterances.values(), truth)
    found = _pairs(groups, truth)
    right = len(wanted & found)
    print(f"  {name:<16} precision {right / (len(found) or 1):.3f}"
          f"  recall {right / len(wanted):.3f}")  # fmt: skip


def _pairs(groups: Iterable[set[Place]], truth: dict[Place, int]) -> set[tuple[Place, Place]]:
    return {
        (one, other)
        for group in groups
        for one in group
        for other in group
        if one < other and (one in truth or other in truth)
    }


# Speed


def measure_speed(articles: Sequence[Article], wanted: int) -> None:
    """Print the times of an archive of this many quotes, and of a tenth of it."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        added = {}
        for path, size in ((small, wanted // 10), (large, wanted)):
            source = stub_annotations(extend_articles(list(articles), 1 << 30))
            engine = LocalEngine(path)
            count = _fill(engine, source, size)
            reading = _timed(lambda engine=engine: _read_all(engine))
            grouping = _timed(engine.utterances.catch_up)
            print(f"{count:,} quotes: read in {reading}, grouped in {grouping}")
            added[path] = [_add_more(engine, source, MORE) for _ in range(7)]
            engine.close()
        few, many = (statistics.median(added[path]) * 1000 for path in (small, large))
        print(f"{MORE} more: {many:.0f} ms; in a tenth of the archive {few:.0f} ms,"
              f" ratio {many / few:.2f}")  # fmt: skip
        with Archive.open(large) as archive:
            _measure_questions(archive)
            asyncio.run(_measure_screens(archive, Path(folder)))


def _fill(engine: LocalEngine, source: Iterator[tuple[Article, Annotation]], wanted: int) -> int:
    count = 0
    while count < wanted:
        batch = list(islice(source, BATCH))
        engine.add(batch)
        count += sum(len(annotation.quotes) for _, annotation in batch)
    return count


def _add_more(
    engine: LocalEngine, source: Iterator[tuple[Article, Annotation]], wanted: int
) -> float:
    """Add articles with this many quotes; return the processor seconds of grouping these."""
    batch, count = [], 0
    while count < wanted:
        pair = next(source)
        batch.append(pair)
        count += len(pair[1].quotes)
    engine.add(batch)
    return _timed(engine.utterances.catch_up).cpu


def _read_all(engine: LocalEngine) -> int:
    """Read every article with its quotes, as grouping has to."""
    keys = sorted(engine.store.articles.keys())
    return sum(
        len(quote.cut(article.text))
        for key in keys
        for article, annotation in [engine.store.articles.read(key)]
        for quote in annotation.quotes
    )


def _measure_questions(archive: Archive) -> None:
    rng = random.Random(5)
    hits = _sample(archive, rng)
    archive.record.earlier(hits[0].entry.id, hits[0].number)
    _print_times(
        "earlier on this", lambda hit: archive.record.earlier(hit.entry.id, hit.number), hits
    )
    _print_times("versions", lambda hit: archive.record.versions_of(hit.entry.id, hit.number), hits)
    for line in ("versions:>2", "drift:any"):
        archive.count_quotes(query=line)
        days = [f"{line} date:{2000 - year}" for year in range(20)]
        _print_times(line, lambda line: archive.count_quotes(query=line), days)
    _print_times(
        "a page of utterances", lambda n: archive.record.utterances(offset=n), range(0, 500, 50)
    )


def _sample(archive: Archive, rng: random.Random) -> list[QuoteHit]:
    total = archive.count_quotes()
    hits: list[QuoteHit] = []
    while len(hits) < SAMPLE:
        found = archive.quotes(offset=rng.randrange(total), limit=1)
        hits += [hit for hit in found if hit.quote.named]
    return hits


async def _measure_screens(archive: Archive, folder: Path) -> None:
    """Print the time from the key until the screen is drawn, and until it has its rows."""
    from tui.screens.related_quotes import RelatedQuotesScreen

    for name in ("versions", "earlier"):
        drawn, filled = [], []
        pause_gc_for_startup()  # as `onrecord` does, or the objects of this benchmark are searched
        app = OnRecord(archive, folder)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await app.workers.wait_for_complete()
            for _ in range(12):
                await pilot.press("j")
                await app.workers.wait_for_complete()
                began = time.process_time()
                await app.screen.run_action(f"related('{name}')")
                while not (isinstance(app.screen, RelatedQuotesScreen) and app.screen.is_mounted
                           and app.screen.query("#head")):  # fmt: skip
                    await asyncio.sleep(0)
                drawn_event = asyncio.Event()
                app.screen.call_after_refresh(drawn_event.set)
                await drawn_event.wait()
                drawn.append(time.process_time() - began)
                await app.workers.wait_for_complete()
                await pilot.pause()
                filled.append(time.process_time() - began)
                await pilot.press("escape")
                await app.workers.wait_for_complete()
        print(
            f"screen of {name}: {_percentiles(drawn[1:])}; with its rows {_percentiles(filled[1:])}"
        )


def _print_times(name: str, call: Callable[..., object], values: Iterable[Hashable]) -> None:
    seconds = [_timed(lambda value=value: call(value)).cpu for value in values]
    print(f"{name}: {_percentiles(seconds)}")


def _percentiles(seconds: Sequence[float]) -> str:
    p95 = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    return f"p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {p95:.1f} ms"


class Elapsed(NamedTuple):
    """Seconds on the clock, and of the processor, which do not depend on other programs."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.cpu:.1f} s of the processor)"


def _timed(call: Callable[[], object]) -> Elapsed:
    began, used = time.perf_counter(), time.process_time()
    call()
    return Elapsed(time.perf_counter() - began, time.process_time() - used)


if __name__ == "__main__":
    main()
