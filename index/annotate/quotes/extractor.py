"""Find the attributions of a text: content, cue and source mention of each quote.

Each possible cue has candidates for its content and its source mention, ranked by a linear
model. Decoding picks the best contents that do not overlap.
"""

from __future__ import annotations

from spacy.tokens import Doc

from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.candidate import ContentCandidate, SourceCandidate, tokens_in
from index.annotate.quotes.cueless.continuations import with_continuations
from index.annotate.quotes.cueless.fragments import FRAGMENT_SCORE, FragmentFinder
from index.annotate.quotes.cueless.speaker_labels import LabelledSpeech, SpeakerLabelFinder
from index.annotate.quotes.cueless.uncued_passages import find_uncued
from index.annotate.quotes.cues import Cue
from index.annotate.quotes.decoding import ChosenContent, decode, rank_candidates
from index.annotate.quotes.explanations import content_step, source_step
from index.annotate.quotes.next_sources import without_next_sources
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.reports import is_inscription, is_report
from index.annotate.quotes.sources.choice import SourceChooser
from index.annotate.quotes.unspoken import is_denied_passage
from index.annotate.token_table import HELPERS
from index.article import CueClass, QuoteKind, Span, Step

MAX_CUE_SIZE = 7  # tokens, with auxiliaries
MIN_SCORE = 0.24  # of attributions that are not direct; from 0.22 to 0.28 F1 hardly changes
LABELLED_SCORE = 0.95


def find_attributions(doc: Doc) -> list[Attribution]:
    """Return the direct, mixed and indirect quotes of a doc in text order, without overlaps."""
    parsed = ParsedText(doc)
    labelled = list(SpeakerLabelFinder(parsed).find())
    claimed = tokens_in(part for speech in labelled for part in speech.content)
    labelled += FragmentFinder(parsed, claimed).find_named()
    builder = _AttributionBuilder(parsed)
    contents = decode(parsed, list(rank_candidates(parsed)), labelled)
    contents = [chosen for chosen in contents if not _is_unsaid(parsed, chosen)]
    attributions = [_from_label(parsed, speech) for speech in labelled]
    attributions += [builder.build(c) for c in sorted(contents, key=lambda c: c.cue.token)]
    attributions = [a for a in attributions if a.kind == "direct" or a.score >= MIN_SCORE]
    attributions = without_next_sources(parsed, attributions)
    attributions = _with_fragments(parsed, builder, attributions)
    attributions += find_uncued(parsed, attributions)
    return sorted(attributions, key=lambda attribution: attribution.content[0])


def _is_unsaid(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether quoted words are written on a thing or were not said."""
    passages = chosen.candidate.passages
    if is_denied_passage(parsed, chosen):
        return True
    return any(is_inscription(parsed, p) for p in passages[:1])


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
    """Build attributions from chosen contents, in text order."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.sources = SourceChooser(parsed)

    def build(self, chosen: ChosenContent) -> Attribution:
        """Return the attribution of a chosen content, with its source mention."""
        cue, candidate = chosen.cue, chosen.candidate
        tokens = self.parsed.tokens
        source, probability = self.sources.choose(cue, candidate)
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

    def _cue_span(
        self, cue: int, source: SourceCandidate | None, candidate: ContentCandidate
    ) -> Span:
        """Return the cue with its auxiliaries, negation and particles."""
        tokens = self.parsed.tokens
        first, verb = cue, cue
        while tokens.dep[verb] == "xcomp" and cue - 4 < tokens.head[verb] < verb:
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
