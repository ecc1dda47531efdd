"""The record over time: versions of one utterance, and what somebody said about it before."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from index.article import DiffPiece, QuoteHit
from index.engines.local.fulltext.analysis import plain_words
from index.engines.protocol import Engine
from index.engines.protocol_parts import UtteranceOrder, UtteranceQuotes
from index.record.drift import find_drift
from index.record.utterances import UtteredQuote
from index.text_diff import diff_words


class Version(NamedTuple):
    """One quote of an utterance, compared with the longest version."""

    hit: QuoteHit
    changes: tuple[DiffPiece, ...] = ()
    """The words of the longest version and of this one; empty if they are the same."""
    is_independent: bool = True
    """False for a copy or another version of an article that is listed before."""


class Utterance(NamedTuple):
    """What somebody said once, with every quote of it, oldest first."""

    versions: tuple[Version, ...]
    longest: int = 0
    """The number of the longest version, with which the others are compared."""
    wordings: int = 1
    """How many versions differ in their words."""
    outlets: tuple[str, ...] = ()
    """The outlets that quoted it, in the order in which they did."""
    speakers: tuple[str, ...] = ()
    """The people to whom it is attributed, most often first; several are a conflict."""
    drift: tuple[str, ...] = ()
    """How the versions differ: cut, words, numbers, speakers."""


class EarlierQuote(NamedTuple):
    """Another quote of the same person on the same matter."""

    hit: QuoteHit
    others: int = 0
    """How many other versions of this utterance were left out."""
    turns: tuple[str, ...] = ()
    """How the wording differs from the quote that was asked about: “not”, “support / oppose”."""
    is_asked: bool = False
    """Whether it is the quote that was asked about."""


class Record:
    """Find versions of one utterance, and a person's other quotes on a matter."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def catch_up(self) -> int:
        """Compare the quotes that are new or changed with all others; return how many.

        The methods below do so first.
        """
        return self._engine.utterances.catch_up()

    def utterances(
        self, line: str = "", order: UtteranceOrder = "versions", offset: int = 0, limit: int = 50
    ) -> tuple[tuple[Utterance, ...], int]:
        """Return one page of what several quotes report, and how many there are in all.

        A search line selects utterances with a quote that it finds; plain words match the words
        of quotes. Raises QueryError.
        """
        from index.query import parse_quote  # 45 ms that reading saves

        tree = parse_quote(line).tree if line.strip() else None
        found, total = self._engine.utterances.page(tree, order, offset, limit)
        return tuple(map(_utterance, found)), total

    def versions_of(self, id: str, number: int) -> Utterance:
        """Return the utterance that a quote reports; raises NotFoundError."""
        return _utterance(self._engine.utterances.of_quote(id, number))

    def earlier(self, id: str, number: int, limit: int = 20) -> tuple[EarlierQuote, ...]:
        """Return the same person's quotes on the same matter, oldest first; itself included.

        Raises NotFoundError.
        """
        raise NotImplementedError


def _utterance(found: UtteranceQuotes) -> Utterance:
    hits = found.hits
    drift = find_drift(list(map(_uttered, hits)))
    whole = hits[drift.longest].text
    counts = Counter(
        person
        for _, person in {
            (story, person)
            for hit, story in zip(hits, found.stories, strict=True)
            for person in persons_of(hit)
        }
    )
    versions = [
        Version(
            hit,
            () if plain_words(hit.text) == plain_words(whole) else diff_words(whole, hit.text),
            found.stories.index(story) == number,
        )
        for number, (hit, story) in enumerate(zip(hits, found.stories, strict=True))
    ]
    return Utterance(
        tuple(versions), drift.longest, drift.wordings,
        tuple(dict.fromkeys(hit.entry.source for hit in hits if hit.entry.source)),
        tuple(sorted(counts, key=lambda person: (-counts[person], person))), drift.kinds,
    )  # fmt: skip


def _uttered(hit: QuoteHit) -> UtteredQuote:
    day = hit.entry.date.toordinal() if hit.entry.date else None
    return UtteredQuote(
        (hit.entry.id, hit.number), plain_words(hit.text), day, persons_of(hit), hit.entry.source,
        story=hit.entry.id, line=hit.entry.id, is_direct=hit.quote.kind == "direct",
    )  # fmt: skip


def persons_of(hit: QuoteHit) -> tuple[str, ...]:
    """Return the main names of those to whom a quote is attributed; empty without a name."""
    return (hit.quote.persons or hit.quote.speakers) if hit.quote.named else ()
