"""A large archive for benchmarks: real newswire, extended by altered copies.

Annotations are stubs: each sentence with a reporting verb is a quote of the capitalised words
before the verb. Only the amount and the shape of the data matter.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from index.article import Annotation, Article, Entity, Quote, Span
from index.engines.local.engine import LocalEngine
from index.errors import IngestError
from index.sources.reading import read_stream

BATCH = 5000
REPORTING = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<cue>said|told|added)\b")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
OUTLETS = [f"{place} {kind}" for place in ("Harbour", "Valley", "Kelmark", "Northline", "Torp")
           for kind in ("Post", "Echo", "Courier", "Wire")]  # fmt: skip
CHANGED = 0.2  # of the words of a copy; too many for it to be found as a copy


def read_newswire(path: Path) -> list[Article]:
    """Return the articles of a JSONL file."""
    with path.open("rb") as stream:
        items = list(read_stream(stream, path.name))
    return [item for item in items if not isinstance(item, IngestError)]


def extend_articles(articles: list[Article], wanted: int, seed: int = 7) -> Iterator[Article]:
    """Yield the wanted number of articles: these, then copies with other words, dates, outlets.

    Each id occurs once.
    """
    seen: set[str] = set()
    for article in _varied(articles, seed):
        if len(seen) == wanted:
            return
        if article.id not in seen:
            seen.add(article.id)
            yield article


def _varied(articles: list[Article], seed: int) -> Iterator[Article]:
    rng = random.Random(seed)
    pool = [word for article in articles[::20] for word in article.text.split(" ")]
    for number in count():
        article = articles[number % len(articles)]
        source = OUTLETS[min(int(rng.expovariate(0.3)), len(OUTLETS) - 1)]
        if number < len(articles):
            yield replace(article, source=source)
            continue
        words = article.text.split(" ")
        for _ in range(int(len(words) * CHANGED) + 1):
            words[rng.randrange(len(words))] = rng.choice(pool)
        day = article.date and article.date + timedelta(days=rng.randrange(3650))
        yield replace(article, text=" ".join(words), date=day, source=source)


def stub_annotations(articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
    """Yield the articles with stub annotations."""
    for article in articles:
        quotes = tuple(_quote(article.text, match) for match in REPORTING.finditer(article.text))
        found: dict[str, list[Span]] = {}
        for match in NAME.finditer(article.text):
            found.setdefault(match.group(), []).append(Span(*match.span()))
        labels = ("person", "organisation", "place")
        entities = tuple(
            Entity(name, labels[len(name) % 3], tuple(spans)) for name, spans in found.items()
        )
        yield article, Annotation(entities, quotes)


def _quote(text: str, match: re.Match[str]) -> Quote:
    begin = max(text.rfind(". ", 0, match.start()) + 2, text.rfind("\n", 0, match.start()) + 1)
    content = Span(begin, match.start()) if match.start() - begin > 20 else Span(
        match.end(), max(match.end() + 1, text.find(".", match.end()))
    )  # fmt: skip
    return Quote(
        content=(content,),
        kind="indirect",
        cue=(Span(*match.span("cue")),),
        mention=(Span(*match.span("name")),),
        speakers=(match["name"],),
        named=True,
        confidence=0.5 + (match.start() % 50) / 100,
    )


def build(folder: Path, wire: Path, wanted: int) -> LocalEngine:
    """Open the archive of ``wanted`` articles in a folder, building it if needed."""
    engine = LocalEngine(folder)
    if len(engine.store.articles.keys()) < wanted:
        batch = []
        for pair in stub_annotations(extend_articles(read_newswire(wire), wanted)):
            batch.append(pair)
            if len(batch) == BATCH:
                engine.add(batch)
                batch = []
                print(f"{engine.count()} articles", flush=True)
        engine.add(batch)
    engine.catch_up()
    return engine
