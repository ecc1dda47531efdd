"""Find the quotes of a text: what was said, the words that say so, and the words for whom.

A word that could be a cue is given several options for its content and its source, and a small
linear model says how likely each is (after the ranking of candidate spans in Pareti, "Parc 3.0",
2016). Then the best options that do not get in each other's way are taken.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.annotate.cues import Cue, Cues
from index.annotate.features import Features
from index.annotate.found import Found
from index.annotate.labels import Labelled, Labels
from index.annotate.options import Option, Options
from index.annotate.ranker import Ranker
from index.annotate.scene import LONG, Quoted, Scene
from index.annotate.sourcing import Source, SourceFeatures, Sources
from index.annotate.words import cue_class, figures
from index.article import CueClass, QuoteKind, Span, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

LEAST = 0.38  # the probability that an option needs to be taken: the best F1 on training folds
HELPERS = ("aux", "auxpass", "neg")
ALONE = 0.6  # how sure a whole paragraph in quotation marks is speech that goes on
LABELLED = 0.95  # how sure a name beside the words makes
SECOND = 0.1  # the same for a long passage that nothing else claims
HOPELESS = -3.2  # sum of a cue's own weights below which no option of it is ever chosen
MOST_SPANS = 40  # of one quote; a text of one long paragraph stays linear so
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
    labelled = list(Labels(scene))
    finder = _SourceFinder(scene)
    choices = select(scene, list(readings(scene)), labelled)
    found = [_labelled_quote(scene, one) for one in labelled]
    found += [finder.found(choice) for choice in choices]
    found += _alone(scene, found)
    return sorted(found, key=lambda one: one.content[0])


def readings(scene: Scene) -> Iterator[Reading]:
    """Every possible cue that has options, with their probabilities."""
    cues = list(Cues(scene))
    options, features = Options(scene), Features(scene, cues)
    ranker = Ranker(figures("options.tsv"))
    for cue in cues:
        shared = features.of_cue(cue)
        base = ranker.total(shared)
        possible = options.of(cue.token) if base > HOPELESS else []
        if possible:
            totals = [
                base + ranker.total(features.of_option(cue, shared, option))
                for option in possible
            ]
            yield Reading(cue, possible, ranker.shares(totals))


@dataclass(slots=True)
class Choice:
    """A cue with the content that was chosen for it."""

    cue: Cue
    option: Option
    score: float


def select(
    scene: Scene,
    all_readings: list[Reading],
    labelled: Sequence[Labelled] = (),
    least: float = LEAST,
) -> list[Choice]:
    """The likeliest options of all cues that do not overlap, at most one a cue.

    Passages that look like speech but are not claimed so are given to the best cue that can
    have them, or to the choice that they follow or precede in their paragraph.
    """
    chosen = _Chosen(labelled)
    ranked = [
        (score, share, reading.cue, option)
        for reading in all_readings
        for score, share, option in _agreed(reading, least)
    ]
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    for score, _, cue, option in ranked:
        chosen.take(cue, option, score)
    for share, cue, option in _second_round(all_readings):
        if all(one.first not in chosen.taken for one in option.quoted):
            chosen.take(cue, option, share)
    _join_unclaimed(scene, chosen)
    return chosen.choices


class _Chosen:
    """The choices so far, and the tokens that they take up."""

    def __init__(self, labelled: Sequence[Labelled]) -> None:
        self.choices: list[Choice] = []
        self.taken: set[int] = set()
        self.cues: set[int] = set()
        for one in labelled:
            for first, last in one.content:
                self.taken.update(range(first, last + 1))
            self.cues.update((one.cue, *range(one.mention[0], one.mention[1] + 1)))

    def take(self, cue: Cue, option: Option, score: float) -> None:
        """Add a choice unless its words or its cue are taken already."""
        tokens = covered(option)
        if cue.token in self.cues or cue.token in self.taken:
            return
        if tokens.isdisjoint(self.taken) and tokens.isdisjoint(self.cues):
            self.taken |= tokens
            self.cues.add(cue.token)
            self.choices.append(Choice(cue, option, score))


def _second_round(all_readings: list[Reading]) -> list[tuple[float, Cue, Option]]:
    """Options that are made of long passages, the likeliest first."""
    again = [
        (share, reading.cue, option)
        for reading in all_readings
        for share, option in zip(reading.shares, reading.options, strict=True)
        if share >= SECOND and option.kind.startswith("q-") and option.quoted[0].size > LONG
    ]
    return sorted(again, key=lambda one: -one[0])


def _join_unclaimed(scene: Scene, chosen: _Chosen) -> None:
    """Give long passages that nobody claims to the choice beside them in their paragraph."""
    if not chosen.choices:
        return
    chosen.choices.sort(key=lambda one: one.option.content[0])
    for quoted in scene.quoted:
        if quoted.size <= LONG or not quoted.speech or quoted.last in chosen.taken:
            continue
        inner = range(quoted.first, quoted.last)
        if any(token in chosen.taken or token in chosen.cues for token in inner):
            continue
        if not any(scene.tokens.pos[token] in ("VERB", "AUX") for token in inner):
            continue
        choice = _beside(scene, chosen.choices, quoted)
        if choice and len(choice.option.content) < MOST_SPANS:
            content = sorted((*choice.option.content, (quoted.first, quoted.last)))
            choice.option = replace(choice.option, content=tuple(content))
            chosen.taken |= set(range(quoted.first, quoted.last + 1))


def _beside(scene: Scene, choices: list[Choice], quoted: Quoted) -> Choice | None:
    """The choice that a passage goes on from, or else the one that it leads to."""
    paragraph = scene.paragraph
    place = bisect_left(choices, quoted.first, key=lambda one: one.option.content[0][0])
    before = choices[place - 1] if place else None
    after = choices[place] if place < len(choices) else None
    if before and paragraph[before.option.content[-1][1]] == paragraph[quoted.first]:
        return before
    if before and quoted.number and scene.quoted[quoted.number - 1].passage.continued:
        last = scene.quoted[quoted.number - 1].last
        if before.option.content[-1][1] >= last:
            return before
    if after and paragraph[after.option.content[0][0]] == paragraph[quoted.first]:
        return after
    return None


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

    def found(self, choice: Choice) -> Found:
        """The quote that a choice makes, with its source."""
        cue, option, score = choice.cue, choice.option, choice.score
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
            cue=(self._cue_span(cue.token, source, option),),
            cue_class=self._class(cue),
            mention=(tokens.span(source.first, source.last),) if source else (),
            score=round(score * share, 3),
            notes=tuple(notes),
        )

    def _source(self, cue: Cue, option: Option) -> tuple[Source | None, float]:
        possible = [
            source for source in self.sources.of(cue.token) if is_free(source, option)
        ]
        rows = self.features.of(cue, option, possible)
        shares = self.ranker.shares([self.ranker.total(names) for names in rows])
        none = 1 - sum(shares)
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < none:
            return None, none
        return possible[best], shares[best]

    def _cue_span(self, cue: int, source: Source | None, option: Option) -> Span:
        """The cue with the auxiliaries and the negation before it and the particle after it."""
        tokens = self.scene.tokens
        first, last, verb = cue, cue, cue
        while tokens.dep[verb] == "xcomp" and cue - tokens.head[verb] < 4:
            if tokens.head[verb] > verb:
                break
            verb = tokens.head[verb]
        helpers = [kid for kid in tokens.kids[verb] if tokens.dep[kid] in HELPERS and kid < verb]
        for start in (verb, *reversed(helpers)):
            between = range(start, cue)
            free = not source or source.last < start or source.first > cue
            if free and not any(_holds(option, place) for place in between) and cue - start < 7:
                first = start
        after = last + 1
        while after < tokens.size and tokens.head[after] in (cue, last) and (
            tokens.dep[after] == "prt"
            or (tokens.dep[after] == "prep" and not _holds(option, after) and _leads(option, after, tokens.lower[cue]))
        ):
            last, after = after, after + 1
        return tokens.span(first, last)

    def _class(self, cue: Cue) -> CueClass:
        if cue.key in (":", "-"):
            return "saying"
        return cue_class(f"V:{cue.key[2:]}" if cue.key[0] == "P" else cue.key)

    def _kind(self, option: Option) -> QuoteKind:
        tokens = covered(option)
        marked = sum(1 for token in tokens if self.scene.inside[token] is not None)
        if marked > 0.9 * len(tokens):
            return "direct"
        return "mixed" if marked else "indirect"


def _alone(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Paragraphs that are all quote and have no cue: their speaker is that of the one before."""
    step = Step("source", "", "a paragraph in quotation marks without a cue")
    taken = sorted(span for one in found for span in one.content)
    alone = []
    for quoted in scene.quoted:
        span = scene.tokens.span(quoted.first, quoted.last)
        first, last = scene.bounds[scene.paragraph[quoted.first]]
        fills = quoted.first == first and last - quoted.last < 2
        place = bisect_left(taken, span.end, key=lambda one: one.start)
        free = place == 0 or taken[place - 1].end <= span.start
        if fills and free and quoted.speech and quoted.size > LONG:
            alone.append(Found(content=(span,), kind="direct", score=ALONE, notes=(step,)))
    return alone


def _labelled_quote(scene: Scene, one: Labelled) -> Found:
    tokens = scene.tokens
    mention = tokens.span(*one.mention)
    step = Step("source", mention.cut(scene.source), f"stands beside it ({one.form})")
    return Found(
        content=tuple(tokens.span(*stretch) for stretch in one.content),
        kind="direct",
        cue=(tokens.span(one.cue, one.cue),),
        cue_class="saying",
        mention=(mention,),
        score=LABELLED,
        notes=(step,),
    )


def _holds(option: Option, token: int) -> bool:
    return any(first <= token <= last for first, last in option.content)


def _leads(option: Option, token: int, cue: str) -> bool:
    """Whether a preposition belongs to the cue: the content follows it, or “according to”."""
    return cue == "according" or any(first == token + 1 for first, _ in option.content)


def is_free(source: Source, option: Option) -> bool:
    """Whether a source stands outside the content."""
    return not any(first <= source.head <= last for first, last in option.content)
