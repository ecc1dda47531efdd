"""The record over time: versions of one utterance, and what somebody said about it before."""

from __future__ import annotations

from collections import Counter

from index.article import QuoteHit
from index.engines.local.fulltext.analysis import plain_words, stem, words
from index.engines.protocol import Engine, QuoteRequest
from index.engines.protocol_parts import UtteranceQuotes
from index.record.drift import find_drift
from index.record.results import EarlierQuote, Utterance, UtteranceOrder, Version
from index.record.turns import find_turns
from index.record.utterances import UtteredQuote
from index.record.wording import content_words
from index.text_diff import diff_words

MAX_RARE_WORDS = 10  # of a quote that is asked about
MIN_SHARED = 2  # of these, by another quote on the same matter
MAX_COMPARED = 60  # of the quotes found, best first


class Record:
    """Find versions of one utterance, and a person's other quotes on a matter."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def catch_up(self, pause: float = 0) -> int:
        """Compare the quotes that are new or changed with all others; return how many.

        The methods below do so first. Quotes that an older program grouped by other rules are only
        compared again here; until then they have their old groups. ``pause`` is the time in seconds
        between two transactions, in which other processes may write.
        """
        return self._engine.utterances.catch_up(pause)

    def stop(self) -> None:
        """Have the comparison of quotes end soon, since the program ends."""
        self._engine.utterances.stop()

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
        """Return the same person's quotes on the same matter, oldest first, also later ones.

        The quote itself is among them. The matter is the rare words of the quote: the quotes that
        share most of them are returned, each utterance once. Without a named speaker it is only
        the quote itself. Raises NotFoundError.
        """
        asked = self._hit(id, number)
        found = self._on_the_matter(asked, limit) if persons_of(asked) else []
        said = words(asked.text)
        day = asked.entry.date
        others = [
            EarlierQuote(
                hit, count, find_turns(said, words(hit.text), stem),
                is_later=bool(day and hit.entry.date and hit.entry.date > day),
            )
            for hit, count in found
        ]  # fmt: skip
        return tuple(
            sorted([EarlierQuote(asked, is_asked=True), *others], key=lambda each: _age(each.hit))
        )

    def _hit(self, id: str, number: int) -> QuoteHit:
        full_id = self._engine.full_id(id)
        place = (full_id, number)
        hits = self._engine.utterances.of_quote(full_id, number).hits
        return next(hit for hit in hits if (hit.entry.id, hit.number) == place)

    def _on_the_matter(self, asked: QuoteHit, limit: int) -> list[tuple[QuoteHit, int]]:
        """Return quotes with the rare words of one, best first, with their number of versions."""
        from index.query import And, Or, SpokenBy, Word  # 45 ms that reading saves

        rare = self._rare_words(asked)
        if not rare:
            return []
        speakers = (self._engine.speakers.get(person) for person in persons_of(asked))
        names = tuple(name for speaker in speakers if speaker for name in speaker.names)
        tree = And((SpokenBy(names), Or(tuple(Word("said", word) for word in rare))))
        _, hits = self._engine.quotes(QuoteRequest(tree, "relevance", limit=MAX_COMPARED))
        wanted = {stem(word) for word in rare}
        needed = min(MIN_SHARED, len(wanted))
        hits = tuple(hit for hit in hits if len(wanted & set(map(stem, words(hit.text)))) >= needed)
        own, *utterances = self._engine.utterances.numbers((asked, *hits))
        firsts: dict[object, QuoteHit] = {}
        counts: Counter[object] = Counter()
        for hit, utterance in zip(hits, utterances, strict=True):
            key = utterance or (hit.entry.id, hit.number)
            if key not in (own, (asked.entry.id, asked.number)):
                firsts[key] = min(firsts.get(key, hit), hit, key=_age)
                counts[key] += 1
        return [(hit, counts[key] - 1) for key, hit in firsts.items()][:limit]

    def _rare_words(self, asked: QuoteHit) -> list[str]:
        content = dict.fromkeys(content_words(words(asked.text)))
        said = [word for word in content if len(word) > 1]
        frequency = dict(zip(said, self._engine.frequencies("said", said), strict=True))
        return sorted(frequency, key=lambda word: (frequency[word], word))[:MAX_RARE_WORDS]


def _age(hit: QuoteHit) -> tuple[bool, str, str, int]:
    return hit.entry.date is None, str(hit.entry.date), hit.entry.id, hit.number


def _utterance(found: UtteranceQuotes) -> Utterance:
    hits = found.hits
    uttered = list(map(_uttered, hits))
    drift = find_drift(uttered)
    whole = uttered[drift.longest].words
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
            ()
            if uttered[number].words == whole
            else diff_words(hits[drift.longest].text, hit.text),
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
