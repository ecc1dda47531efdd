"""Choose among all readings of a text the contents that do not get in each other's way."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import rows
from index.annotate.lexicon.verbs import cue_class, figures, stem
from index.annotate.quotes.candidate import Option
from index.annotate.quotes.candidate_features import OptionFeatures
from index.annotate.quotes.content_candidates import Options
from index.annotate.quotes.cue_features import CueFeatures
from index.annotate.quotes.cues import Cue, Cues
from index.annotate.quotes.parsed_text import LONG, Quoted, Scene
from index.annotate.quotes.ranker import Ranker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.annotate.quotes.speaker_labels import Labelled

LEAST = 0.38  # the probability that an option needs to be taken; from 0.34 to 0.42 F1 hardly moves
SECOND = 0.1  # the same for a long passage that nothing else claims
OWNED = 0.8  # how sure it is that a passage belongs to the verb of saying beside it
PHRASE = 0.7  # that a phrase with a passage at its end belongs to the verb before it
FAINT = 0.02  # the same for a phrase that ends in a short one
DOUBT = 0.15  # the share of a long passage that is left for no cue at all
HOPELESS = -3.2  # sum of a cue's own weights below which no option of it is ever chosen
HALF = 0.5
SUBJECT = 0.12  # how much likelier the subject of a passive must be: it is seldom what is said
TRIED = 4  # how many options of one cue may compete with other cues'
MOST_SPANS = 40  # of one quote; a text of one long paragraph stays linear so


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue with its options and how likely each is to be a right content of it."""

    cue: Cue
    options: list[Option]
    shares: list[float]


def readings(scene: Scene) -> Iterator[Reading]:
    """Every possible cue that has options, with their probabilities."""
    cues = list(Cues(scene))
    options, of_cue = Options(scene), CueFeatures(scene, cues)
    of_option = OptionFeatures(scene, of_cue.likely)
    ranker = Ranker(figures("options"))
    for cue in cues:
        shared = of_cue.of(cue)
        base = ranker.total(shared)
        possible = options.of(cue.token) if base > HOPELESS else []
        if possible:
            crossed = of_option.crossed(cue, shared)
            totals = [
                base + ranker.total(of_option.of(cue, crossed, option)) for option in possible
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
        (score, rank, reading.cue, option)
        for reading in all_readings
        for score, rank, option in _agreed(reading, least)
    ]
    ranked.sort(key=lambda one: -one[1])
    for score, _, cue, option in ranked:
        chosen.take(cue, option, score)
    chosen.exchange([(score, cue, option) for score, _, cue, option in ranked])
    for share, cue, option, quoted in _second_round(scene, all_readings):
        if quoted.first not in chosen.owner:
            chosen.take(cue, option, share)
    _join_unclaimed(scene, chosen)
    return [one for one in chosen.choices.values() if not _tells_nothing(scene, one)]


class _Chosen:
    """The choices so far, by the token of their cue, and which tokens they take up.

    ``owner`` gives the cue of the choice that has a token in its content, -1 for labelled
    speech; the tokens of cues and labels cannot be anybody's content.
    """

    def __init__(self, labelled: Sequence[Labelled]) -> None:
        self.choices: dict[int, Choice] = {}
        self.owner: dict[int, int] = {}
        self.closed: set[int] = set()
        for one in labelled:
            for first, last in one.content:
                self.owner.update(dict.fromkeys(range(first, last + 1), -1))
            self.closed.update((one.cue, *range(one.mention[0], one.mention[1] + 1)))

    def take(self, cue: Cue, option: Option, score: float) -> None:
        """Add a choice unless its words or its cue are taken already."""
        if cue.token not in self.choices and not self.rivals(cue, option):
            sure = max(score, OWNED) if option.owned else score
            self.choices[cue.token] = Choice(cue, option, sure)
            self.owner.update(dict.fromkeys(covered(option), cue.token))

    def rivals(self, cue: Cue, option: Option) -> set[int]:
        """The cues of the choices that the option gets in the way of, -1 if it never can be."""
        tokens = covered(option)
        found = {self.owner[token] for token in tokens | {cue.token} if token in self.owner}
        found |= tokens & self.choices.keys()
        return found | ({-1} if cue.token in self.closed or tokens & self.closed else set())

    def exchange(self, ranked: list[tuple[float, Cue, Option]]) -> None:
        """Take an option that is in the way of one choice, if another serves that one's cue.

        That is done where the two together are likelier than the choice alone.
        """
        by_cue: dict[int, list[tuple[float, Cue, Option]]] = {}
        for row in ranked:
            by_cue.setdefault(row[1].token, []).append(row)
        for score, cue, option in ranked:
            rivals = self.rivals(cue, option)
            if cue.token in self.choices or len(rivals) != 1 or -1 in rivals:
                continue
            (rival,) = rivals
            old = self.choices[rival]
            self.drop(rival)
            self.take(cue, option, score)
            for other_score, other_cue, other in by_cue.get(rival, ()):
                if score + other_score > old.score:
                    self.take(other_cue, other, other_score)
            if rival not in self.choices:
                self.drop(cue.token)
                self.take(old.cue, old.option, old.score)

    def drop(self, cue: int) -> None:
        """Give up a choice."""
        for token in covered(self.choices.pop(cue).option):
            del self.owner[token]


def _second_round(
    scene: Scene, all_readings: list[Reading]
) -> list[tuple[float, Cue, Option, Quoted]]:
    """Options that are made of passages that look like speech, or end in one, likeliest first.

    Nearly every such passage is somebody's words, so that their shares are seen as parts of
    what all cues together give to the passage.
    """
    again = [
        (share, reading.cue, option, quoted)
        for reading in all_readings
        for share, option in zip(reading.shares, reading.options, strict=True)
        if (quoted := _last_words(scene, reading.cue, option)) and (share >= FAINT or option.owned)
    ]
    whole: dict[int, float] = {}
    for share, _, _, quoted in again:
        whole[quoted.number] = whole.get(quoted.number, DOUBT) + share
    found = [
        (max(share / whole[quoted.number], _least_sure(option)), cue, option, quoted)
        for share, cue, option, quoted in again
        if share >= SECOND or option.owned or not option.kind.startswith("q-")
    ]
    return sorted(found, key=lambda one: -one[0])


def _least_sure(option: Option) -> float:
    if option.kind.startswith("q-"):
        return OWNED if option.owned else 0.0
    return PHRASE


def _last_words(scene: Scene, cue: Cue, option: Option) -> Quoted | None:
    """The passage that makes an option's content, or that ends it if the cue is of saying."""
    if option.kind.startswith("q-"):
        first = option.quoted[0]
        return first if first.size > LONG or option.owned else None
    quoted = scene.inside[option.content[-1][1]]
    ends = quoted and quoted.speech and quoted.last == option.content[-1][1]
    return quoted if ends and cue_class(cue.key) == "saying" else None


def _tells_nothing(scene: Scene, choice: Choice) -> bool:
    """Whether the cue only gives a name, or its content is only who was told.

    “The heron is called ‘Gustav’” and “People were told on Friday” are nobody's speech.
    """
    tokens, cue, option = scene.tokens, choice.cue.token, choice.option
    deps = {tokens.dep[kid] for kid in tokens.kids[cue]}
    what = _passives().get(choice.cue.key)
    if what == "listener":
        return option.kind.startswith("<nsubjpass") and "xcomp" not in option.kind
    marked = any(scene.inside[token] for token in covered(option))
    passive = "auxpass" in deps or tokens.dep[cue] == "acl"
    return what == "name" and marked and passive and "agent" not in deps


@cache
def _passives() -> dict[str, str]:
    return {f"V:{stem(verb)}": what for verb, what in rows("passives")}


def _join_unclaimed(scene: Scene, chosen: _Chosen) -> None:
    """Give long passages that nobody claims to the choice beside them in their paragraph."""
    choices = sorted(chosen.choices.values(), key=lambda one: one.option.content[0])
    for quoted in scene.quoted:
        inner = range(quoted.first, quoted.last + 1)
        if (
            not choices
            or not _is_sentence(scene, quoted)
            or any(token in chosen.owner or token in chosen.choices for token in inner)
        ):
            continue
        choice = _beside(scene, choices, quoted)
        if choice and len(choice.option.content) < MOST_SPANS:
            content = sorted((*choice.option.content, (quoted.first, quoted.last)))
            choice.option = replace(choice.option, content=tuple(content))
            chosen.owner.update(dict.fromkeys(inner, choice.cue.token))


def _is_sentence(scene: Scene, quoted: Quoted) -> bool:
    tokens = scene.tokens
    verb = any(tokens.pos[token] in ("VERB", "AUX") for token in range(quoted.first, quoted.last))
    return quoted.speech and quoted.size > 3 and verb


def _beside(scene: Scene, choices: list[Choice], quoted: Quoted) -> Choice | None:
    """The choice that a passage goes on from, or else the one that it leads to."""
    paragraph = scene.paragraph
    place = bisect_left(choices, quoted.first, key=lambda one: one.option.content[0][0])
    before = choices[place - 1] if place else None
    after = choices[place] if place < len(choices) else None
    if before and paragraph[before.option.content[-1][1]] == paragraph[quoted.first]:
        if before.option.quoted or cue_class(before.cue.key) == "saying":
            return before
    elif before and quoted.number:
        previous = scene.quoted[quoted.number - 1]
        if previous.passage.continued and before.option.content[-1][1] >= previous.last:
            return before
    if after and paragraph[after.option.content[0][0]] == paragraph[quoted.first]:
        return after
    return None


def covered(option: Option) -> set[int]:
    """The tokens of an option's content."""
    return {token for first, last in option.content for token in range(first, last + 1)}


def _agreed(reading: Reading, least: float) -> list[tuple[float, float, Option]]:
    """The options of a cue that are likely enough, the best first: score, rank and option.

    The score is how likely it is that a content at least half alike (a Jaccard index of 0.5) is
    right. The rank is the alikeness that is to be expected, so that the safest of several
    options that nearly agree comes first.
    """
    if sum(reading.shares) < least:
        return []
    sets = [covered(option) for option in reading.options]
    agreed = []
    for tokens, option in zip(sets, reading.options, strict=True):
        alike = [len(tokens & other) / len(tokens | other) for other in sets]
        score = sum(share for share, one in zip(reading.shares, alike, strict=True) if one >= HALF)
        if score >= least + (SUBJECT if option.kind.startswith("<nsubj") else 0):
            rank = sum(share * one for share, one in zip(reading.shares, alike, strict=True))
            agreed.append((score, rank, option))
    return sorted(agreed, key=lambda one: -one[1])[:TRIED]
