"""Find the quotes of a text: what was said, the words that say so, and the words for whom.

A word that could be a cue is given several options for its content and its source, and a small
linear model says how likely each is. Of the options the best are taken that do not get in each
other's way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import cue_class, figures
from index.annotate.quotes.attribution import Found
from index.annotate.quotes.decoding import Choice, covered, readings, select
from index.annotate.quotes.explanations import source_step, words_step
from index.annotate.quotes.parsed_text import Scene
from index.annotate.quotes.ranker import Ranker
from index.annotate.quotes.source_candidates import Source, SourceFeatures, Sources, is_free
from index.annotate.quotes.speaker_labels import Labelled, Labels
from index.article import CueClass, QuoteKind, Span, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from index.annotate.quotes.candidate import Option
    from index.annotate.quotes.cues import Cue

# “OSTLEY, Norland, March 6 (Wire) — ”: a town in capitals, or one with a date or an agency.
DATELINE = re.compile(
    r"""\s*
    (?:[A-Z][A-Z.’'-]+(?:\ [A-Z][A-Z.’'-]+){0,3}
      |(?=[^—–\n]{3,60}[\d)]\ *[—–-])[A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){0,3})
    (?:,\ [A-Z\d][\w.]*(?:\ [A-Z\d][\w.]*){0,2}){0,3}
    (?:\ \([^)\n]{2,30}\))?
    \s*(?:—|–|--|(?<=\s)-(?=\s))\s*(?=[A-Z\d“"‘'])""",
    re.VERBOSE,
)
HELPERS = ("aux", "auxpass", "neg")
UNSURE = 0.28  # what is not wholly quoted is left out where content and source are less sure
NOBODY = 0.7  # a source is taken where it is so likely beside there being none
ALONE = 0.6  # how sure a whole paragraph in quotation marks is speech that goes on
LABELLED = 0.95  # how sure a name beside the words makes


def find_quotes(doc: Doc) -> list[Found]:
    """The direct, mixed and indirect quotes of a parsed text, in order; none overlap."""
    scene = Scene(doc)
    labelled = list(Labels(scene))
    finder = _SourceFinder(scene)
    choices = select(scene, list(readings(scene)), labelled)
    found = [_labelled_quote(scene, one) for one in labelled]
    found += [finder.found(one) for one in sorted(choices, key=lambda one: one.cue.token)]
    found = [one for one in found if one.kind == "direct" or one.score >= UNSURE]
    found += _alone(scene, found)
    return sorted(found, key=lambda one: one.content[0])


class _SourceFinder:
    """Finds the source of each cue whose content is chosen."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sources = Sources(scene)
        self.features = SourceFeatures(scene)
        self.ranker = Ranker(figures("sources"))
        self.last: tuple[int, Source | None, float] = (-1, None, 0.0)

    def found(self, choice: Choice) -> Found:
        """The quote that a choice makes, with its source."""
        cue, option, score = choice.cue, _without_dateline(self.scene, choice.option), choice.score
        tokens = self.scene.tokens
        source, share = self._shared(option) or self._source(cue, option)
        self.last = (cue.token, source, share)
        content = tuple(tokens.span(first, last) for first, last in option.content)
        word = tokens.text[cue.token]
        notes = [words_step(option.kind, word)]
        if source:
            notes.append(source_step(tokens.text[source.head], source.way, word))
        return Found(
            content=content,
            kind=self._kind(option),
            cue=(self._cue_span(cue.token, source, option),),
            cue_class=self._class(cue),
            mention=(tokens.span(source.first, source.last),) if source else (),
            score=round(score * share, 3),
            notes=tuple(notes),
        )

    def _shared(self, option: Option) -> tuple[Source | None, float] | None:
        """The source of the finite cue before a participle, where the parse passes that by.

        In “met Li, who called it hard, asking for help” it is “who” that asks.
        """
        tokens, cue = self.scene.tokens, option.cue
        before, source, share = self.last
        if source and not is_free(source, option):
            return None
        follows = before >= 0 and tokens.head[cue] < before < cue
        if not follows or tokens.tag[cue] != "VBG" or tokens.dep[cue] != "advcl":
            return None
        same = tokens.sentence[before] == tokens.sentence[cue]
        return (source, share) if same and tokens.tag[before] in ("VBD", "VBZ", "VBP") else None

    def _source(self, cue: Cue, option: Option) -> tuple[Source | None, float]:
        possible = [source for source in self.sources.of(cue.token) if is_free(source, option)]
        rows = self.features.of(cue, option, possible)
        shares = self.ranker.shares([self.ranker.total(names) for names in rows])
        none = 1 - sum(shares)
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < none * NOBODY:
            return None, none
        return possible[best], shares[best]

    def _cue_span(self, cue: int, source: Source | None, option: Option) -> Span:
        """The cue with the auxiliaries and the negation before it and the particle after it."""
        tokens = self.scene.tokens
        first, verb = cue, cue
        while tokens.dep[verb] == "xcomp" and cue - tokens.head[verb] < 4:
            if tokens.head[verb] > verb:
                break
            verb = tokens.head[verb]
        helpers = [kid for kid in tokens.kids[verb] if tokens.dep[kid] in HELPERS and kid < verb]
        for start in (verb, *reversed(helpers)):
            between = range(start, cue)
            free = not source or source.last < start or source.first > cue
            if free and not any(option.holds(place) for place in between) and cue - start < 7:
                first = start
        return tokens.span(first, self._cue_end(cue, option))

    def _cue_end(self, cue: int, option: Option) -> int:
        """The last of the particles and prepositions that belong to the cue."""
        tokens, last = self.scene.tokens, cue
        for after in range(cue + 1, min(cue + 3, tokens.size)):
            dep = tokens.dep[after]
            leads = dep == "prep" and _leads(option, after, tokens.lower[cue])
            if tokens.head[after] not in (cue, last) or option.holds(after):
                break
            if dep != "prt" and not leads:
                break
            last = after
        return last

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


def _without_dateline(scene: Scene, option: Option) -> Option:
    """The option with a content that begins after the dateline, where it began with that."""
    (first, last), *rest = option.content
    begin, _ = scene.bounds[scene.paragraph[first]]
    match = DATELINE.match(scene.source, scene.tokens.start[begin])
    if match is None or scene.tokens.start[first] >= match.end():
        return option
    start = bisect_left(scene.tokens.start, match.end())
    return replace(option, content=((start, last), *rest)) if start <= last else option


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
        if fills and free and quoted.speech:
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


def _leads(option: Option, token: int, cue: str) -> bool:
    """Whether a preposition belongs to the cue: the content follows it, or “according to”."""
    return cue == "according" or any(first == token + 1 for first, _ in option.content)
