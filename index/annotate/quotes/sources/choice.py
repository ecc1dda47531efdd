"""Choose the source of a quote: the likeliest mention, unless a construction names another."""

from __future__ import annotations

import re
from dataclasses import replace

from index.annotate.lexicon.cue_words import cue_class, stem, stems_of
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import weights, words
from index.annotate.quotes.candidate import ContentCandidate, SourceCandidate
from index.annotate.quotes.cues import Cue, relaying_verb
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.ranker import Ranker
from index.annotate.quotes.sources.before_colon import ColonSourceFinder
from index.annotate.quotes.sources.candidates import (
    SourceCandidateFinder,
    SourceFeatures,
    is_outside,
)
from index.annotate.token_table import HELPERS, SUBJECTS

SCORE = re.compile(r"\D+ \d+(?: |, )\D+ \d+")  # “Torp 3 Vell 1”
NO_SOURCE_RATIO = 0.7  # a source is chosen if at least this many times as likely as no source
PERSON_BEFORE_COLON = 0.85
RELAYED = 0.85
PHRASE_BEFORE_VERB = 0.8
MAX_PHRASE = 7  # tokens
LEADING = ("led", "headed", "chaired")  # by somebody who speaks: “the group, led by Lee, said”


class SourceChooser:
    """Choose the sources of the contents of one text, in text order."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.finder = SourceCandidateFinder(parsed)
        self.colons = ColonSourceFinder(parsed)
        self.features = SourceFeatures(parsed)
        self.ranker = Ranker(weights("source_weights"))
        self.previous: tuple[int, SourceCandidate | None, float] = (-1, None, 0.0)

    def choose(self, cue: Cue, candidate: ContentCandidate) -> tuple[SourceCandidate | None, float]:
        """Return the source of a content, or None, with its probability."""
        source, probability = (
            self._shared_source(candidate)
            or self._relayed_source(cue, candidate)
            or self._person_before_colon(cue, candidate)
            or self._best_source(cue, candidate)
        )
        if beside := self._name_after_passage(cue, candidate, source):
            source, probability = beside, PHRASE_BEFORE_VERB
        is_misread = source is None or self.parsed.tokens.dep[cue.token] == "amod"
        if is_misread and (beside := self._phrase_before_verb(cue, candidate)):
            source, probability = beside, PHRASE_BEFORE_VERB
        if cue.key == ":" and candidate.is_passage and candidate.head > cue.token:
            better = self.colons.sender(cue.token) or self.colons.subject(cue.token, source)
            if better is not source:
                source, probability = better, PERSON_BEFORE_COLON
        if source and cue.key == ":" and (self._is_section(source) or self._is_where(source)):
            source = None
        self.previous = (cue.token, source, probability)
        return source, probability

    def _is_section(self, source: SourceCandidate) -> bool:
        """Return whether a mention before a colon is a section or a score: “Interview: “…””."""
        label = self.parsed.tokens.span(source.first, source.last).cut(self.parsed.text)
        return label.upper() in words("non_speaker_labels") or SCORE.fullmatch(label) is not None

    def _is_where(self, source: SourceCandidate) -> bool:
        """Return whether a mention before a colon says where: “Heard at the Garrick: “…””."""
        tokens, before = self.parsed.tokens, source.first - 1
        is_name = tokens.ent_type[source.head] == "PERSON" and tokens.lower[source.first] != "the"
        is_person = is_name or is_person_noun(tokens.lower[source.head])
        return before >= 0 and tokens.lower[before] in ("at", "in", "near") and not is_person

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
        source = self.colons.named_first(cue.token, candidate)
        return (source, PERSON_BEFORE_COLON) if source else None

    def _phrase_before_verb(self, cue: Cue, candidate: ContentCandidate) -> SourceCandidate | None:
        """Return “the accused” before a verb of saying, if the parse sees no subject in it."""
        tokens, verb = self.parsed.tokens, cue.token
        has_helper = any(tokens.dep[c] in HELPERS for c in tokens.children[verb])
        is_finite = tokens.tag[verb] in ("VBD", "VBZ", "VBN") and not has_helper
        if not is_finite or cue_class(cue.key) != "saying" or not candidate.is_passage:
            return None
        first = verb - 1
        if tokens.text[first] == "," and tokens.ent_type[first - 1] == "PERSON":
            begin = first - 1  # “, Ann Lee, said” after a passage
            while begin > 0 and tokens.ent_type[begin - 1] == "PERSON":
                begin -= 1
            is_apart = tokens.text[begin - 1] == "," and not candidate.contains(begin)
            return SourceCandidate(first - 1, "<before", begin, first - 1) if is_apart else None
        while first >= max(0, verb - MAX_PHRASE) and tokens.lower[first] != "the":
            if tokens.pos[first] in ("ADP", "SPACE", "CCONJ") or candidate.contains(first):
                return None
            if tokens.pos[first] == "PUNCT" and tokens.text[first] != "-":
                return None
            first -= 1
        if first < 0 or tokens.lower[first] != "the" or first == verb - 1:
            return None
        return SourceCandidate(verb - 1, "<before", first, verb - 1)

    def _name_after_passage(
        self, cue: Cue, candidate: ContentCandidate, source: SourceCandidate | None
    ) -> SourceCandidate | None:
        """Return the name between a passage and its verb, if the parse sees no subject in it.

        In “It rained,” Ann Lee, now 80 and at sea, said by radio” the radio did not speak.
        """
        tokens = self.parsed.tokens
        led = [q for q in candidate.passages if q.last < cue.token and self.parsed.leads_on(q)]
        if not led or tokens.text[cue.token] == ":":
            return None
        first = last = led[-1].last + 1
        is_between = source is not None and first == source.first
        is_inverted = source is not None and source.head == cue.token + 1
        if (
            is_between
            or is_inverted
            or first >= cue.token
            or tokens.lower[cue.token] == "according"
        ):
            return None
        while last < cue.token and tokens.pos[last] in ("PROPN", "INTJ"):
            last += 1
        # Not the paper of “Courier reporter Ann Lee said”, nor Ann Lee of “Ann Lee’s lawyer said”.
        is_next = last == cue.token and tokens.pos[first] == "INTJ"  # “Ha said in the hall”
        is_name = last > first and (is_next or tokens.text[last] in {",", "("})
        return SourceCandidate(last - 1, "<before", first, last - 1) if is_name else None

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
        source = self._inverted(cue, source, sources) or source
        source = self._before_aside(cue, source) or self._without_fronted(cue, source)
        source = self._with_name(self._without_content(source, candidate), candidate)
        return source, probabilities[best]

    def _inverted(
        self, cue: Cue, source: SourceCandidate, sources: list[SourceCandidate]
    ) -> SourceCandidate | None:
        """Return the subject after a verb between commas: “Torp, said Ann Lee, is growing”."""
        tokens, verb = self.parsed.tokens, cue.token
        if source.head > verb or verb == 0 or tokens.text[verb - 1] != ",":
            return None
        after = (s for s in sources if s.head > verb and tokens.head[s.head] == verb)
        return next((s for s in after if tokens.dep[s.head] in SUBJECTS), None)

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

    def _with_name(self, source: SourceCandidate, candidate: ContentCandidate) -> SourceCandidate:
        """Return a source with the name between it and the content: “its secretary, Ann Lee, ”."""
        tokens, comma = self.parsed.tokens, source.last + 1
        first, _ = candidate.content[0]
        between = range(comma + 1, first - 1)
        is_name = bool(between) and all(tokens.ent_type[t] == "PERSON" for t in between)
        ends = comma < first and tokens.text[comma] == tokens.text[first - 1] == ","
        is_person = is_person_noun(tokens.lower[source.head])
        return replace(source, last=first - 2) if is_name and ends and is_person else source

    def _before_aside(self, cue: Cue, source: SourceCandidate) -> SourceCandidate | None:
        """Return the subject before a participle if a source is in it: “Lee, asked of it, said”."""
        tokens, end = self.parsed.tokens, cue.token - 1
        if tokens.text[end] != "," or source.head >= end or tokens.pos[source.head] == "PRON":
            return None
        first, _ = tokens.sentences[tokens.sentence_of[cue.token]]
        comma = next((t for t in range(end - 1, first, -1) if tokens.text[t] == ","), first)
        is_aside = tokens.tag[comma + 1] in ("VBN", "VBD", "VBG") and comma < source.head
        is_aside = is_aside and tokens.lower[comma + 1] not in LEADING
        head = start = comma - 1
        if not is_aside or head < first or tokens.pos[head] not in ("PROPN", "NOUN"):
            return None
        while start > first and (
            tokens.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN")
            or tokens.text[start - 1].isupper()
        ):
            start -= 1
        return SourceCandidate(head, source.path, start, head)

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
