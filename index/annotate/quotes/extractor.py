"""Find the attributions of a text: content, cue and source mention of each quote.

Each possible cue has candidates for its content and its source mention, ranked by a linear
model. Decoding picks the best contents that do not overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.lexicon.cue_words import cue_class, stem, stems_of
from index.annotate.lexicon.tables import weights, word_class, words
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.candidate import ContentCandidate, SourceCandidate
from index.annotate.quotes.cueless.continuations import with_continuations
from index.annotate.quotes.cueless.fragments import FRAGMENT_SCORE, FragmentFinder
from index.annotate.quotes.cueless.speaker_labels import LabelledSpeech, SpeakerLabelFinder
from index.annotate.quotes.cueless.uncued_passages import find_uncued
from index.annotate.quotes.cues import Cue, relaying_verb
from index.annotate.quotes.decoding import ChosenContent, decode, rank_candidates
from index.annotate.quotes.explanations import content_step, source_step
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.ranker import Ranker
from index.annotate.quotes.reports import is_inscription, is_report, is_thing_found
from index.annotate.quotes.source_candidates import (
    SourceCandidateFinder,
    SourceFeatures,
    is_outside,
)
from index.annotate.quotes.unspoken import is_denied_passage
from index.annotate.token_table import SUBJECTS
from index.article import CueClass, QuoteKind, Span, Step

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
MAX_CUE_SIZE = 7  # tokens, with auxiliaries
MIN_SCORE = 0.24  # of attributions that are not direct; from 0.22 to 0.28 F1 hardly changes
NO_SOURCE_RATIO = 0.7  # a source is chosen if at least this many times as likely as no source
LABELLED_SCORE = 0.95
PERSON_BEFORE_COLON = 0.85
RELAYED = 0.85
PHRASE_BEFORE_VERB = 0.8
MAX_PHRASE = 7  # tokens
MAX_TITLE = 5  # tokens before the name: “Last week’s winner,”


def find_attributions(doc: Doc) -> list[Attribution]:
    """Return the direct, mixed and indirect quotes of a doc in text order, without overlaps."""
    parsed = ParsedText(doc)
    labelled = list(SpeakerLabelFinder(parsed).find())
    labelled += FragmentFinder(parsed, _tokens_of(labelled)).find_named()
    builder = _AttributionBuilder(parsed)
    contents = decode(parsed, list(rank_candidates(parsed)), labelled)
    contents = [chosen for chosen in contents if not _is_unsaid(parsed, chosen)]
    attributions = [_from_label(parsed, speech) for speech in labelled]
    attributions += [builder.build(c) for c in sorted(contents, key=lambda c: c.cue.token)]
    attributions = [a for a in attributions if a.kind == "direct" or a.score >= MIN_SCORE]
    attributions = _with_fragments(parsed, builder, attributions)
    attributions += find_uncued(parsed, attributions)
    return sorted(attributions, key=lambda attribution: attribution.content[0])


def _is_unsaid(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether quoted words name a thing found, are written on a thing or were not said."""
    passages = chosen.candidate.passages
    if is_thing_found(parsed, chosen) or is_denied_passage(parsed, chosen):
        return True
    return any(is_inscription(parsed, p) for p in passages[:1])


def _tokens_of(labelled: list[LabelledSpeech]) -> set[int]:
    """Return the tokens of the contents of labelled speech."""
    ranges = (part for speech in labelled for part in speech.content)
    return {token for first, last in ranges for token in range(first, last + 1)}


def _with_fragments(
    parsed: ParsedText, builder: _AttributionBuilder, attributions: list[Attribution]
) -> list[Attribution]:
    """Add the fragments in quotation marks that no attribution has claimed."""
    claimed = {t for attribution in attributions for t in parsed.tokens_of(attribution.content)}
    found = []
    finder = FragmentFinder(parsed, claimed)
    for quoted, cue in finder.find():
        content = (finder.start(quoted, cue), quoted.last)
        candidate = ContentCandidate(cue, "q-after", (content,), quoted.first, (quoted,))
        key = f"{'N' if parsed.tokens.pos[cue] == 'NOUN' else 'V'}:{stem(parsed.tokens.lower[cue])}"
        chosen = ChosenContent(Cue(cue, key, None), candidate, FRAGMENT_SCORE)
        attribution = builder.build(chosen)
        if attribution.mention and not is_denied_passage(parsed, chosen):
            found.append(attribution)
    return with_continuations(parsed, finder, [*attributions, *found])


class _AttributionBuilder:
    """Build attributions from chosen contents, in text order, and choose their sources."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.finder = SourceCandidateFinder(parsed)
        self.features = SourceFeatures(parsed)
        self.ranker = Ranker(weights("source_weights"))
        self.previous: tuple[int, SourceCandidate | None, float] = (-1, None, 0.0)

    def build(self, chosen: ChosenContent) -> Attribution:
        """Return the attribution of a chosen content, with its source mention."""
        cue, candidate = chosen.cue, _without_dateline(self.parsed, chosen.candidate)
        tokens = self.parsed.tokens
        source, probability = (
            self._shared_source(candidate)
            or self._relayed_source(cue, candidate)
            or self._person_before_colon(cue, candidate)
            or self._best_source(cue, candidate)
        )
        is_misread = source is None or self.parsed.tokens.dep[cue.token] == "amod"
        if is_misread and (beside := self._phrase_before_verb(cue, candidate)):
            source, probability = beside, PHRASE_BEFORE_VERB
        if source and cue.key == ":" and self._is_section(source):
            source = None
        self.previous = (cue.token, source, probability)
        cue_word = tokens.text[cue.token]
        steps = [content_step(candidate.construction, cue_word)]
        if source:
            steps.append(source_step(tokens.text[source.head], source.path, cue_word))
        kind = self._quote_kind(candidate)
        return Attribution(
            content=tuple(tokens.span(first, last) for first, last in candidate.content),
            kind=kind,
            cue=(self._cue_span(cue.token, source, candidate),),
            cue_class=self._cue_class(cue),
            mention=(tokens.span(source.first, source.last),) if source else (),
            score=round(chosen.score * probability, 3),
            is_report=kind != "indirect" or is_report(self.parsed, chosen),
            steps=tuple(steps),
        )

    def _is_section(self, source: SourceCandidate) -> bool:
        """Return whether a mention before a colon names a section: “Interview: “…””."""
        label = self.parsed.tokens.span(source.first, source.last).cut(self.parsed.text)
        return label.upper() in words("non_speaker_labels")

    def _shared_source(
        self, candidate: ContentCandidate
    ) -> tuple[SourceCandidate | None, float] | None:
        """Return the source of the finite cue before a participle that the parse attaches higher.

        In “met Li, who called it hard, asking for help” the source of “asking” is “who”.
        """
        tokens, cue = self.parsed.tokens, candidate.cue
        previous, source, probability = self.previous
        if source and not is_outside(source, candidate):
            return None
        follows = previous >= 0 and tokens.head[cue] < previous < cue
        if not follows or tokens.tag[cue] != "VBG" or tokens.dep[cue] != "advcl":
            return None
        same_sentence = tokens.sentence_of[previous] == tokens.sentence_of[cue]
        is_finite = tokens.tag[previous] in ("VBD", "VBZ", "VBP")
        return (source, probability) if same_sentence and is_finite else None

    def _relayed_source(
        self, cue: Cue, candidate: ContentCandidate
    ) -> tuple[SourceCandidate, float] | None:
        """Return whom another quotes: “the Ledger quoted Ann Lee as saying”, “he was quoted”."""
        tokens, verb = self.parsed.tokens, relaying_verb(self.parsed, cue.token)
        if verb is None:
            return None
        deps = {tokens.dep[child]: child for child in tokens.children[verb]}
        quoted = deps.get("nsubjpass")
        if quoted is None:
            quoted = tokens.head[verb] if tokens.dep[verb] == "acl" else deps.get("dobj")
        sources = (s for s in self.finder.find(cue.token) if is_outside(s, candidate))
        source = next((s for s in sources if s.head == quoted), None)
        return (source, RELAYED) if source else None

    def _person_before_colon(
        self, cue: Cue, candidate: ContentCandidate
    ) -> tuple[SourceCandidate, float] | None:
        """Return the first person named between the start of a sentence and the colon of a quote.

        “Ann Lee on salt: “…”” and “The winner was Ann Lee of Torp: “…””.
        """
        tokens, colon = self.parsed.tokens, cue.token
        if tokens.text[colon] != ":" or not candidate.is_passage or candidate.head < colon:
            return None
        first, _ = tokens.sentences[tokens.sentence_of[colon - 1]]
        begin = next((t for t in range(first, colon) if tokens.ent_type[t] == "PERSON"), colon)
        end = begin
        while end < colon and tokens.ent_type[end] == "PERSON":
            end += 1
        if end >= colon - 1:
            return None
        follows = tokens.lower[end] in ("on", "of", "from") and begin - first < MAX_TITLE
        is_told = begin > first and tokens.lower[begin - 1] in word_class("be")
        if not (follows or is_told) or "VERB" in tokens.pos[end:colon]:
            return None
        return SourceCandidate(end - 1, "<before:", begin, end - 1), PERSON_BEFORE_COLON

    def _phrase_before_verb(self, cue: Cue, candidate: ContentCandidate) -> SourceCandidate | None:
        """Return “the accused” before a verb of saying, if the parse sees no subject in it."""
        tokens, verb = self.parsed.tokens, cue.token
        has_helper = any(tokens.dep[c] in HELPERS for c in tokens.children[verb])
        is_finite = tokens.tag[verb] in ("VBD", "VBZ", "VBN") and not has_helper
        if not is_finite or cue_class(cue.key) != "saying" or not candidate.is_passage:
            return None
        first = verb - 1
        while first >= max(0, verb - MAX_PHRASE) and tokens.lower[first] != "the":
            if tokens.pos[first] in ("ADP", "SPACE", "CCONJ") or candidate.contains(first):
                return None
            if tokens.pos[first] == "PUNCT" and tokens.text[first] != "-":
                return None
            first -= 1
        if first < 0 or tokens.lower[first] != "the" or first == verb - 1:
            return None
        return SourceCandidate(verb - 1, "<before", first, verb - 1)

    def _best_source(
        self, cue: Cue, candidate: ContentCandidate
    ) -> tuple[SourceCandidate | None, float]:
        """Return the likeliest source, or None, with its probability."""
        tokens = self.parsed.tokens
        sources = [s for s in self.finder.find(cue.token) if is_outside(s, candidate)]
        is_participle = tokens.tag[cue.token] == "VBN" and tokens.dep[cue.token] == "acl"
        if is_participle and cue_class(cue.key) == "saying":  # “Ann Lee, described as a hero”
            sources = [s for s in sources if not s.path.startswith("^acl")]
        rows = self.features.extract(cue, candidate, sources)
        probabilities = self.ranker.probabilities([self.ranker.score(names) for names in rows])
        none = 1 - sum(probabilities)
        best = max(range(len(sources)), key=probabilities.__getitem__, default=None)
        if best is None or probabilities[best] < none * NO_SOURCE_RATIO:
            return None, none
        source = (
            self._before_participle(cue)
            or self._own_subject(cue, sources)
            or self._controller(cue, sources[best], sources)
        )
        source = self._without_fronted(cue, source)
        return self._without_content(source, candidate), probabilities[best]

    def _without_content(
        self, source: SourceCandidate, candidate: ContentCandidate
    ) -> SourceCandidate:
        """Return a source without a content that the parse takes for a part of it."""
        first, _ = candidate.content[0]
        if not source.head < first <= source.last:
            return source
        last = first - 1
        while last > source.head and self.parsed.tokens.pos[last] == "PUNCT":
            last -= 1
        return replace(source, last=last)

    def _before_participle(self, cue: Cue) -> SourceCandidate | None:
        """Return the name between “of” or “with” and a participle: footage of Ann Lee saying."""
        tokens, last = self.parsed.tokens, cue.token - 1
        first = last
        while first > 0 and tokens.pos[first] == "PROPN":
            first -= 1
        if tokens.tag[cue.token] != "VBG" or first == last:
            return None
        is_object = tokens.lower[first] in ("of", "with")
        return SourceCandidate(last, "<before", first + 1, last) if is_object else None

    def _controller(
        self, cue: Cue, best: SourceCandidate, sources: list[SourceCandidate]
    ) -> SourceCandidate:
        """Return the person who is made to speak: “All this led Ann Lee to fear a storm”."""
        tokens, verb = self.parsed.tokens, self.parsed.tokens.head[cue.token]
        is_subject = best.path in ("^xcomp<nsubj", "^ccomp<nsubj", "^advcl<nsubj")
        if not is_subject or stem(tokens.lower[verb]) not in stems_of("makes speak"):
            return best
        objects = (s for s in sources if verb < s.head < cue.token and s.path.startswith("^xcomp>"))
        return next(objects, best)

    def _own_subject(self, cue: Cue, sources: list[SourceCandidate]) -> SourceCandidate | None:
        """Return the subject of the verb that “and” joins to the cue: she had come and said.

        The verb above both may have another one: “The court heard that she had come and said”.
        """
        tokens, verb = self.parsed.tokens, cue.token
        if tokens.tag[verb] not in ("VBD", "VBN", "VBZ", "VBP"):
            return None
        while tokens.dep[verb] == "conj":
            if any(tokens.dep[child] in SUBJECTS for child in tokens.children[verb]):
                return None
            verb = tokens.head[verb]
        subjects = [c for c in tokens.children[verb] if tokens.dep[c] in SUBJECTS]
        above = tokens.head[verb]
        is_heard = stem(tokens.lower[above]) in ("hear", "learn") or any(
            tokens.dep[child] == "auxpass" for child in tokens.children[above]
        )
        if verb == cue.token or not subjects or tokens.dep[verb] != "ccomp" or not is_heard:
            return None
        return next((source for source in sources if source.head == subjects[0]), None)

    def _without_fronted(self, cue: Cue, source: SourceCandidate) -> SourceCandidate:
        """Return the subject that the parse takes for an apposition of a phrase before it.

        “In a post on Instagram, the band Vell said”: the band is not Instagram.
        """
        tokens, head = self.parsed.tokens, source.head
        top = head
        while top < cue.token and tokens.head[top] != cue.token and tokens.head[top] != top:
            top = tokens.head[top]
        is_fronted = top < cue.token and tokens.dep[top] == "prep" and tokens.head[top] == cue.token
        if not is_fronted or tokens.dep[head] != "pobj":
            return source
        apposed = [c for c in tokens.children[head] if c > head and tokens.dep[c] == "appos"]
        if not apposed or not source.first <= apposed[-1] <= source.last:
            return source
        first = tokens.left_edge[apposed[-1]]
        return SourceCandidate(apposed[-1], source.path, first, source.last)

    def _cue_span(
        self, cue: int, source: SourceCandidate | None, candidate: ContentCandidate
    ) -> Span:
        """Return the cue with its auxiliaries, negation and particles."""
        tokens = self.parsed.tokens
        first, verb = cue, cue
        while tokens.dep[verb] == "xcomp" and cue - tokens.head[verb] < 4:
            if tokens.head[verb] > verb:
                break
            verb = tokens.head[verb]
        helpers = [c for c in tokens.children[verb] if tokens.dep[c] in HELPERS and c < verb]
        for start in (verb, *reversed(helpers)):
            overlaps_source = source and source.first <= cue and start <= source.last
            overlaps_content = any(candidate.contains(token) for token in range(start, cue))
            if not overlaps_source and not overlaps_content and cue - start < MAX_CUE_SIZE:
                first = start
        return tokens.span(first, self._cue_end(cue, candidate))

    def _cue_end(self, cue: int, candidate: ContentCandidate) -> int:
        """Return the last of the particles and prepositions that belong to the cue."""
        tokens, last = self.parsed.tokens, cue
        for after in range(cue + 1, min(cue + 3, tokens.size)):
            dep = tokens.dep[after]
            if tokens.head[after] not in (cue, last) or candidate.contains(after):
                break
            leads_to_content = any(first == after + 1 for first, _ in candidate.content)
            takes_preposition = leads_to_content or tokens.lower[cue] == "according"
            if dep != "prt" and not (dep == "prep" and takes_preposition):
                break
            last = after
        return last

    def _cue_class(self, cue: Cue) -> CueClass:
        if cue.key in (":", "-"):
            return "saying"
        return cue_class(f"V:{cue.key[2:]}" if cue.key[0] == "P" else cue.key)

    def _quote_kind(self, candidate: ContentCandidate) -> QuoteKind:
        tokens = candidate.tokens()
        quoted = sum(1 for token in tokens if self.parsed.passage_at[token] is not None)
        if quoted > 0.9 * len(tokens):
            return "direct"
        return "mixed" if quoted else "indirect"


def _without_dateline(parsed: ParsedText, candidate: ContentCandidate) -> ContentCandidate:
    """Remove a dateline from the start of a content."""
    (first, last), *rest = candidate.content
    begin, _ = parsed.paragraphs[parsed.paragraph_of[first]]
    match = DATELINE.match(parsed.text, parsed.tokens.start[begin])
    if match is None or parsed.tokens.start[first] >= match.end():
        return candidate
    start = bisect_left(parsed.tokens.start, match.end())
    return replace(candidate, content=((start, last), *rest)) if start <= last else candidate


def _from_label(parsed: ParsedText, speech: LabelledSpeech) -> Attribution:
    tokens = parsed.tokens
    mention = tokens.span(*speech.mention)
    step = Step("source", mention.cut(parsed.text), f"named beside the quote ({speech.form})")
    is_answer = speech.form == "answer" and not speech.name  # "A:" names nobody
    has_no_cue = is_answer or speech.form == "interview"
    return Attribution(
        content=tuple(tokens.span(*part) for part in speech.content),
        kind="direct",
        cue=() if has_no_cue else (tokens.span(speech.cue, speech.cue),),
        cue_class="none" if has_no_cue else "saying",
        mention=() if is_answer else (mention,),
        name=speech.name,
        is_report=speech.form != "heading",
        unknown=speech.form == "question",
        score=FRAGMENT_SCORE if speech.form == "phrase" else LABELLED_SCORE,
        steps=(step,),
    )
