"""Resolve who speaks in quotes that have no cue, from the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.nouns import role_kind
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.cueless.word_overlap import word_sequence
from index.annotate.quotes.parsed_text import DASHES
from index.annotate.speakers.neighbouring_quotes import (
    CLOSING_MARKS,
    MAX_EXCERPT,
    continue_previous,
    repeat_of,
    speaker_repeated,
)
from index.annotate.speakers.participants import Antecedent, Participant, Participants
from index.annotate.speakers.pronoun_resolution import SalienceModel
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.article import Quote, Span, Step

QUOTED = re.compile(r"[“\"‘'«„`]([^“”\"«»„`]+?)[”\"’'»“]")
CRY = re.compile(r"\W*(?:\w[\w’'-]*\W+){0,4}?\w[\w’'-]*!\W*$")
MAX_AHEAD = 12  # tokens after a quote among which its speaker may be named
MAX_NAME = 3  # words of a name that stands alone above a quote
MIN_ANSWERS = 3  # quotes without a cue in an interview
BYLINE = re.compile(r"\b[Bb]y (?:[A-Z]\w+ )?$|\b(?:[Pp]hotos?|[Ww]ords|[Pp]ictures?): $")
MAX_BACK = 25  # tokens before a quote among which the writer of a message may be named


@dataclass(frozen=True, slots=True)
class UncuedResolver:
    """Resolve the uncued quotes of one article, in text order."""

    participants: Participants
    salience: SalienceModel
    _sequences: dict[tuple[Span, ...], str] = field(default_factory=dict, init=False)
    """The words of the quotes that were searched, by their contents."""

    def resolve(
        self,
        attribution: Attribution,
        previous: tuple[Quote, Resolution] | None,
        others: Sequence[Quote],
    ) -> Resolution:
        """Return the speaker of an uncued quote.

        ``previous`` is the quote before it, ``others`` are the quotes that have a speaker.
        """
        text, span = self.participants.text, attribution.content[0]
        continued = continue_previous(text, attribution, previous)
        is_open = (
            previous is not None
            and previous[0].kind == "direct"
            and text[previous[0].end - 1] not in CLOSING_MARKS
        )
        if continued and is_open:
            return continued
        return (
            repeat_of(text, attribution, others)
            or self._named_after(span)
            or self._asked(span)
            or continued
            or self._headed(span)
            or self._writer_before(span)
            or self._most_prominent(attribution)
            or self._sole_speaker(attribution, others)
            or self._interviewed(attribution, others)
            or Resolution()
        )

    def repeated(self, attribution: Attribution, others: Sequence[Quote]) -> Resolution | None:
        """Return the speaker of the quote that a heading repeats, or the only person quoted."""
        text, min_confidence = self.participants.text, ConfidenceLevel.UNCUED
        found = self.said_in_body(attribution, others)
        start, asides = attribution.content[0].start, self.salience.asides
        if not found and "\n" in text[:start].lstrip() and asides.find(start) is None:
            return None  # no heading
        found = found or repeat_of(text, attribution, others, 1, min_confidence)
        is_alone = not found and attribution.is_report and not attribution.mention
        return self._sole_speaker(attribution, others) if is_alone else found

    def said_in_body(self, attribution: Attribution, others: Sequence[Quote]) -> Resolution | None:
        """Return the only speaker whose quotes have the same words, one after the other."""
        text = self.participants.text
        passages = [
            word_sequence(match[1])
            for span in attribution.content
            for match in QUOTED.finditer(span.cut(text))
        ]
        wanted = [words for words in passages if words.strip()]
        if attribution.kind == "mixed":  # a single word may be another's
            wanted = [words for words in wanted if len(words.split()) > 1]
        said = {
            quote.speakers: quote
            for quote in others
            if quote.speakers
            and quote.content != attribution.content
            and any(words in self._sequence(quote) for words in wanted)
        }
        if len(said) != 1:
            return None
        (quote,) = said.values()
        return speaker_repeated(text, attribution, quote, ConfidenceLevel.UNCUED)

    def _sequence(self, quote: Quote) -> str:
        """Return the words of a quote, which all fragments of the article are compared with."""
        if quote.content not in self._sequences:
            self._sequences[quote.content] = word_sequence(quote.cut(self.participants.text))
        return self._sequences[quote.content]

    def _sole_speaker(self, attribution: Attribution, others: Sequence[Quote]) -> Resolution | None:
        """Return the only person who is quoted in the article, for words before the first name."""
        text, span = self.participants.text, attribution.content[0]
        named = {quote.speakers for quote in others if quote.named and quote.kind == "direct"}
        first = min((s.start for s in self.participants.spans), default=span.start)
        if len(named) != 1 or span.start > first or CRY.match(span.cut(text)):
            return None
        (speakers,) = named
        excerpt, reason = span.cut(text)[:MAX_EXCERPT], "the only person quoted"
        return Resolution.to_name(excerpt, speakers[0], ConfidenceLevel.UNCUED, reason)

    def _headed(self, span: Span) -> Resolution | None:
        """Return the person whose name alone is the paragraph before the quote."""
        lines = self.participants.text[: span.start].rstrip().rpartition("\n")
        name = lines[2].strip(" :.")
        if not lines[1] or not name or len(name.split()) > MAX_NAME:
            return None
        known = self.participants.by_first_name().get(normalize_word(name))
        words = name.split()
        people = {
            p.name for p in self.participants.people() if p.name.split()[-len(words) :] == words
        }
        people |= {known} if known else set()
        if len(people) != 1:
            return None
        reason = "the name above it"
        return Resolution.to_name(name, people.pop(), ConfidenceLevel.NAMED_BESIDE, reason)

    def _asked(self, span: Span) -> Resolution | None:
        """Return who is asked in the sentence before the quote: “Lee was asked what she saw.”."""
        sentence = self._sentence_before(span.start)
        verb = next((t for t in sentence if t.lower_ in word_class("asks")), None)
        if verb is None:
            return None
        deps = {t.dep_: t for t in verb.children}
        asked = deps.get("nsubjpass") if "auxpass" in deps else deps.get("dobj", deps.get("dative"))
        antecedent = self.salience.antecedents.get(asked.i) if asked is not None else None
        person = self._person(asked) if asked is not None else None
        if antecedent and antecedent.participants:
            (person, *_) = antecedent.participants
        return self._to_person(asked, "asked before it", person) if asked is not None else None

    def _interviewed(self, attribution: Attribution, others: Sequence[Quote]) -> Resolution | None:
        """Return the person whom an interview introduces, if nobody else is quoted in it."""
        text, span = self.participants.text, attribution.content[0]
        uncued = [q for q in others if q.kind == "direct" and not q.cue and not q.mention]
        is_named = any(q.named and q.kind == "direct" and q not in uncued for q in others)
        if len(uncued) < MIN_ANSWERS or is_named or CRY.match(span.cut(text)):
            return None
        first = uncued[0].content[0].start
        people = [
            p
            for p in self.participants.people()
            if p.entity.mentions[0].start < first and not self._is_byline(p)
        ]
        if len(people) != 1:
            return None
        excerpt, reason = span.cut(text)[:MAX_EXCERPT], "the only person introduced"
        return Resolution.to_name(excerpt, people[0].name, ConfidenceLevel.UNCUED, reason)

    def _is_byline(self, person: Participant) -> bool:
        """Return whether a person is first named as a writer: “Interview by Ann Lee”."""
        start, text = person.entity.mentions[0].start, self.participants.text
        return BYLINE.search(text[max(0, start - MAX_EXCERPT) : start]) is not None

    def _most_prominent(self, attribution: Attribution) -> Resolution | None:
        """Return the most prominent person before the quote; None after a cry."""
        text, span = self.participants.text, attribution.content[0]
        token = self._token_at(span.start)
        antecedent = self.salience.antecedents.get(token.i) if token is not None else None
        if token is None or antecedent is None or CRY.match(span.cut(text)):
            return None
        if self._is_written(token) or not self._is_about(token, antecedent):
            return None
        people = antecedent.participants
        if people and all(self._is_byline(person) for person in people):
            return None
        confidence = ConfidenceLevel.UNCUED + ConfidenceLevel.UNCUED_MARGIN * antecedent.margin
        excerpt = span.cut(text)[:MAX_EXCERPT]
        step = Step(excerpt, antecedent.names[0], antecedent.reason)
        return Resolution(antecedent.names, antecedent.named, confidence, (step,))

    def _is_about(self, quote: Token, antecedent: Antecedent) -> bool:
        """Return whether the narration before a quote in its paragraph mentions its speaker."""
        doc, first = self.participants.doc, quote.i
        while first > 0 and "\n" not in doc[first - 1].text:
            first -= 1
        narration = doc[first : quote.i]
        if not any(token.pos_ in {"VERB", "AUX"} for token in narration):
            return True
        meant = (self.salience.antecedents.get(token.i) for token in narration)
        named = (self.participants.by_token.get(token.i) for token in narration)
        people = {*antecedent.participants}
        described = {token.i for person in people for token in person.phrase}
        if not described.isdisjoint(token.i for token in narration):
            return True
        return any(one and people & {*one.participants} for one in meant) or any(
            one in people for one in named if one
        )

    def _is_written(self, quote: Token) -> bool:
        """Return whether the paragraph before a quote announces a written text, such as a sign."""
        end = self._before_space(quote.i)
        words = {t.lower_ for t in self.participants.doc[max(0, end - MAX_BACK) : end]}
        return not words.isdisjoint(word_class("written message"))

    def _named_after(self, span: Span) -> Resolution | None:
        """Return the person whose name begins the next sentence, or who is named after “This from”.

        Only words in the same paragraph or a line of introduction count.
        """
        doc = self.participants.doc
        last = self._token_at(span.end - 1)
        if last is None:
            return None
        tokens = [t for t in doc[last.i + 1 : last.i + 1 + MAX_AHEAD] if not t.is_punct]
        is_next_line = bool(tokens) and tokens[0].is_space and "\n" in tokens[0].text
        tokens = [token for token in tokens if not token.is_space]
        if not tokens:
            return None
        introduced = tokens[0].lower_ in word_class("speech before it")
        if introduced:
            index = next((n for n, t in enumerate(tokens) if self._person(t)), None)
            return self._to_person(tokens[index], "named after it") if index is not None else None
        if is_next_line:
            return self._signed(last.i + 1)
        person = self._person(tokens[0])
        if person is None or tokens[0].pos_ in {"VERB", "AUX"}:
            return None
        return self._to_person(tokens[0], "named right after it", person)

    def _signed(self, start: int) -> Resolution | None:
        """Return the person named on the next line, if it is only a name and a description."""
        doc = self.participants.doc
        line: list[Token] = []
        is_far = False
        for token in doc[start : start + MAX_AHEAD]:
            if token.is_space and "\n" in token.text:
                if line:
                    break
                is_far = token.text.count("\n") > 1
                continue
            line.append(token)
        if line[:1] and line[0].text in DASHES:
            line.pop(0)  # “— Ann Lee (@annlee) March 9, 2024”
        elif is_far:
            return None
        if not line or any(t.pos_ in {"VERB", "AUX"} or t.text in ".?!" for t in line):
            return None
        person = self._person(line[0])
        return self._to_person(line[0], "named below it", person) if person else None

    def _writer_before(self, span: Span) -> Resolution | None:
        """Return who wrote the message that the sentence before announces: “a note from her:”."""
        sentence = self._sentence_before(span.start)[-MAX_BACK:]
        for at, (token, after) in enumerate(pairwise(sentence)):
            if role_kind(token.lower_) == "document" and after.lower_ in {"from", "by"}:
                writer = next((t for t in sentence[at + 2 :] if self._person(t)), None)
                if writer is not None:
                    return self._to_person(writer, "wrote the message before it")
        return None

    def _sentence_before(self, offset: int) -> list[Token]:
        """Return the sentence before an offset, without the space after it."""
        doc, first = self.participants.doc, self._token_at(offset)
        end = self._before_space(first.i) if first is not None else 0
        return list(doc[doc[end - 1].sent.start : end]) if end else []

    def _before_space(self, index: int) -> int:
        """Return the first of the spaces right before a token, or the token."""
        while index > 0 and self.participants.doc[index - 1].is_space:
            index -= 1
        return index

    def _person(self, token: Token) -> Participant | None:
        participant = self.participants.by_token.get(token.i)
        return participant if participant and participant.is_person else None

    def _to_person(
        self, token: Token, reason: str, person: Participant | None = None
    ) -> Resolution | None:
        person = person or self._person(token)
        if person is None:
            return None
        return Resolution.to_name(token.text, person.name, ConfidenceLevel.NAMED_BESIDE, reason)

    def _token_at(self, offset: int) -> Token | None:
        span = self.participants.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span else None
