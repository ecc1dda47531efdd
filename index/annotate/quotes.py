"""Find the quotes of a text: what was said, the words that say so, and the words for whom.

A word that could be a cue is given several options for its content and its source, and a small
linear model says how likely each is (after the ranking of candidate spans in Pareti, "Parc 3.0",
2016). Then the best options that do not get in each other's way are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.cues import Cue, Cues
from index.annotate.features import Features
from index.annotate.found import Found
from index.annotate.options import Option, Options
from index.annotate.ranker import Ranker
from index.annotate.scene import Scene
from index.annotate.sourcing import Source, SourceFeatures, Sources
from index.annotate.words import cue_class, figures
from index.article import QuoteKind, Span, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

LEAST = 0.38  # the probability that an option needs to be taken: the best F1 on training folds
TRIED = 4  # how many options of one cue may compete with other cues'


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue with its options and how likely each is to be a right content of it."""

    cue: Cue
    options: list[Option]
    shares: list[float]


def find_quotes(doc: Doc) -> list[Found]:
    """The direct, mixed and indirect quotes of a parsed text, in order; none overlap."""
    scene = Scene(doc)
    chosen = select(list(readings(scene)))
    finder = _SourceFinder(scene)
    found = [finder.found(cue, option, score) for cue, option, score in chosen]
    return sorted(found, key=lambda one: one.content[0])


def readings(scene: Scene) -> Iterator[Reading]:
    """Every possible cue that has options, with their probabilities."""
    options, features = Options(scene), Features(scene)
    ranker = Ranker(figures("options.tsv"))
    for cue in Cues(scene):
        possible = options.of(cue.token)
        if possible:
            shared = features.of_cue(cue)
            base = ranker.total(shared)
            totals = [
                base + ranker.total(features.of_option(cue, shared, option))
                for option in possible
            ]
            yield Reading(cue, possible, ranker.shares(totals))


def select(all_readings: list[Reading], least: float = LEAST) -> list[tuple[Cue, Option, float]]:
    """The likeliest options of all cues that do not overlap, at most one a cue."""
    ranked = [
        (score, share, number, option)
        for number, reading in enumerate(all_readings)
        for score, share, option in _agreed(reading, least)
    ]
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    taken: set[int] = set()
    cues: set[int] = set()
    done: set[int] = set()
    chosen = []
    for score, _, number, option in ranked:
        tokens = covered(option)
        token = option.cue
        if number in done or token in taken or not tokens.isdisjoint(taken | cues):
            continue
        taken |= tokens
        cues.add(token)
        done.add(number)
        chosen.append((all_readings[number].cue, option, score))
    return chosen


def covered(option: Option) -> set[int]:
    """The tokens of an option's content."""
    return {token for first, last in option.content for token in range(first, last + 1)}


def _agreed(reading: Reading, least: float) -> list[tuple[float, float, Option]]:
    """The options of a cue that are likely enough, by how likely one that is half alike is right.

    Counting on what is half alike (a Jaccard index of 0.5) finds the option that is safest, not
    the one that is most often exact, where several that nearly agree share the probability.
    """
    if sum(reading.shares) < least:
        return []
    sets = [covered(option) for option in reading.options]
    agreed = []
    for tokens, share, option in zip(sets, reading.shares, reading.options, strict=True):
        score = sum(
            other_share
            for other, other_share in zip(sets, reading.shares, strict=True)
            if 2 * len(tokens & other) >= len(tokens | other)
        )
        if score >= least:
            agreed.append((score, share, option))
    return sorted(agreed, key=lambda one: (-one[0], -one[1]))[:TRIED]


class _SourceFinder:
    """Finds the source of each cue whose content is chosen."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sources = Sources(scene)
        self.features = SourceFeatures(scene)
        self.ranker = Ranker(figures("sources.tsv"))

    def found(self, cue: Cue, option: Option, score: float) -> Found:
        tokens = self.scene.tokens
        source, share = self._source(cue, option)
        content = tuple(tokens.span(first, last) for first, last in option.content)
        text = self.scene.source
        word = tokens.text[cue.token]
        notes = [Step("content", content[0].cut(text)[:60], f"{option.kind} of “{word}”")]
        if source:
            notes.append(Step("source", tokens.text[source.head], f"{source.way} of “{word}”"))
        return Found(
            content=content,
            kind=self._kind(option),
            cue=(tokens.span(cue.token, cue.token),),
            cue_class=cue_class(cue.key),
            mention=(tokens.span(source.first, source.last),) if source else (),
            score=round(score * share, 3),
            notes=tuple(notes),
        )

    def _source(self, cue: Cue, option: Option) -> tuple[Source | None, float]:
        possible = [
            source for source in self.sources.of(cue.token) if _is_free(source, option)
        ]
        rows = self.features.of(cue, option, possible)
        shares = self.ranker.shares([self.ranker.total(names) for names in rows])
        none = 1 - sum(shares)
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < none:
            return None, none
        return possible[best], shares[best]

    def _kind(self, option: Option) -> QuoteKind:
        tokens = covered(option)
        marked = sum(1 for token in tokens if self.scene.inside[token] is not None)
        if marked > 0.9 * len(tokens):
            return "direct"
        return "mixed" if marked else "indirect"


def _is_free(source: Source, option: Option) -> bool:
    """Whether a source stands outside the content."""
    return not any(first <= source.head <= last for first, last in option.content)
