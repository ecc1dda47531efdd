"""Resolve the third-person pronouns of an article to the most salient participants.

The text is read once, and each mention raises the salience of its participant. The weights
follow the salience factors of Lappin and Leass (1994): subjects outrank objects, near mentions
outrank far ones. In addition, the speaker of a quote gains salience, and a mention inside
reported speech counts less.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Token

from index.annotate.lexicon.nouns import can_speak
from index.annotate.lexicon.tables import word_class
from index.annotate.speakers.descriptions.description import (
    describe,
    is_beside_name,
    is_first_person,
    role_type,
)
from index.annotate.speakers.participants import (
    Antecedent,
    Participant,
    Participants,
    SpanLookup,
    frequency_factor,
)
from index.annotate.speakers.phrases import is_listener, objects_of, role_word
from index.annotate.speakers.prominence import (
    OTHER,
    POSSESSOR,
    SUBJECT,
    belongs_to_noun,
    turn_factor,
    weight_by_function,
)
from index.annotate.speakers.pronouns import DESCRIBED, Plural, Pronoun, pronoun_of, relevant_tokens
from index.annotate.token_table import SUBJECTS
from index.article import Span

SPEAKER_BONUS = 0.4  # for a mention in the source mention of a quote
REPORTED_FACTOR = 0.5  # for a mention inside indirect speech
SENTENCE_DECAY, PARAGRAPH_DECAY = 0.5, 0.8
MIN_SALIENCE = 0.01
REPEAT_FACTOR = 0.2  # share of the lesser of old salience and new weight that is added
MIN_PLURAL_SALIENCE = 0.1  # of the antecedent of “they”
MIN_UNCUED_MARGIN = 0.3  # by which a person must stand out to speak in a quote without a cue
MAX_PLURALS = 6
MARGIN_AHEAD = 0.4  # of a person named after the pronoun
UNKNOWN_GENDER = 0.7  # the factor for a participant of unknown gender
# Tags of the words that have a subject or an owner; no infinitives.
GOVERNING = {"VBD", "VBZ", "VBP", "MD", "VBN", "VBG", "NN", "NNS"}
CLAUSES = {"relcl", "advcl", "acl"}
GENDER_REASONS = {"m": ", masculine", "f": ", feminine"}

SINGULAR_THEY = re.compile(r"(?i)\b(?:non-?binary|genderqueer|agender|they/them|themself)\b")


def resolve_pronouns(
    participants: Participants,
    quoted: Sequence[Span],
    reported: Sequence[Span],
    mentions: Sequence[Span],
    uncued: Sequence[Span],
) -> SalienceModel:
    """Read the text and resolve each third-person pronoun, and each quote without a cue.

    ``quoted`` and ``reported`` are the contents of direct and of indirect quotes, ``mentions``
    their source mentions, ``uncued`` the quotes without a cue.
    """
    model = SalienceModel(participants, *map(SpanLookup, (quoted, reported, mentions, uncued)))
    starts = {*model.mentions.starts, *model.uncued}
    tokens = relevant_tokens(participants.doc, participants.by_token, starts)
    participants.assign_genders(tokens, model.quoted)
    for token in tokens:
        model.process(token)
    return model


class SalienceModel:
    """The salience of participants while the text is read, and the resolved pronouns.

    ``antecedents`` maps the index of a pronoun to whom it means, ``most_salient`` the index of
    the first token of a description to the people by salience at that point, with their scores.
    """

    def __init__(
        self,
        participants: Participants,
        quoted: SpanLookup,
        reported: SpanLookup,
        mentions: SpanLookup,
        uncued: SpanLookup,
    ) -> None:
        self.participants = participants
        self.quoted, self.reported = quoted, reported
        self.mentions, self.uncued = mentions, frozenset(uncued.starts)
        self.asides = SpanLookup(participants.asides())
        self.before_aside: dict[Participant, float] = {}
        self.salience: dict[Participant, float] = {}
        self.plurals: list[Plural] = []
        self.reported_in: dict[Participant, Span | None] = {}
        self.spoke: set[Participant] = set()
        self.last_speaker: Participant | None = None
        self.antecedents: dict[int, Antecedent] = {}
        self.most_salient: dict[int, list[tuple[Participant, float]]] = {}

    def process(self, token: Token) -> None:
        """Update the model with one token."""
        if token.is_space and "\n" in token.text:
            self._cross_aside(token)
            self._decay(PARAGRAPH_DECAY * SENTENCE_DECAY)
        if token.idx in self.uncued:
            self._resolve_uncued(token)
        is_quoted = self.quoted.find(token.idx) is not None
        starts_sentence = token.is_sent_start and token.i and "\n" not in token.nbor(-1).text
        if starts_sentence and not is_quoted:
            self._decay(SENTENCE_DECAY)
        if token.lower_ == "the" and self._in_source_mention(token):
            self.most_salient[token.i] = self._people_by_salience()
        pronoun = pronoun_of(token)
        if pronoun:
            is_narrated = not is_quoted or self._in_source_mention(token)
            if pronoun.person == "3" and pronoun.use != "r" and is_narrated:
                self._resolve(token, pronoun)
        elif not is_quoted:
            self._add_mention(token)

    def _add_mention(self, token: Token) -> None:
        participant = self.participants.by_token.get(token.i)
        is_last = self.participants.by_token.get(token.i + 1) is not participant
        if participant and is_last and not is_listener(token):
            self._raise(participant, token)
        if participant and participant.is_person:
            self._add_coordination(token)
        elif token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"}:
            self._add_plural_noun(token)
        elif token.dep_ in SUBJECTS and token.lower_ in word_class("two people"):
            pairs = [plural for plural in self.plurals if plural.named and len(plural.names) == 2]
            names = pairs[0].names if pairs else (f"the {token.lower_}",)  # “the couple”
            self._add_plural(Plural(names, bool(pairs), self._weight(token)))
        elif token.dep_ in DESCRIBED and token.tag_ == "NN" and participant is None:
            self._add_described(token)

    def _resolve_uncued(self, token: Token) -> None:
        """Give a quote without a cue to the most salient person, unless another is as salient."""
        if not (people := self._people_by_salience()):
            return
        (person, best), *rest = people
        margin = 1 - rest[0][1] / best if rest else 1.0
        if margin < MIN_UNCUED_MARGIN:
            return
        reason = "most prominent person before it"
        self.antecedents[token.i] = Antecedent.to(person, margin, reason)
        self._raise(person, token, SUBJECT)

    def _people_by_salience(self) -> list[tuple[Participant, float]]:
        """Return the people with their salience, most salient first."""
        scores = [
            (participant, salience * frequency_factor(participant))
            for participant, salience in self.salience.items()
            if participant.is_person
        ]
        return sorted(scores, key=lambda row: -row[1])

    def _in_source_mention(self, token: Token) -> bool:
        return self.mentions.find(token.idx) is not None

    def _cross_aside(self, newline: Token) -> None:
        """Forget after a list or a caption whom it mentioned: the text goes on as before it."""
        after = newline.idx + len(newline)
        enters = self.asides.find(after) is not None
        was_inside = newline.i and self.asides.find(newline.nbor(-1).idx)
        if enters and not was_inside:
            self.before_aside = dict(self.salience)
        elif was_inside and not enters and self.before_aside:
            self.salience = self.before_aside
            self.before_aside = {}

    def _decay(self, factor: float) -> None:
        self.salience = {
            participant: salience * factor
            for participant, salience in self.salience.items()
            if salience * factor > MIN_SALIENCE
        }
        for plural in self.plurals:
            plural.salience *= factor

    def _weight(self, token: Token) -> float:
        """Return the weight of a mention that ends with a token."""
        if belongs_to_noun(token, self.participants.by_token):
            return POSSESSOR
        weight = weight_by_function(token)
        if self.reported.find(token.idx):
            weight *= REPORTED_FACTOR
        return weight + (SPEAKER_BONUS if self._in_source_mention(token) else 0.0)

    def _raise(self, participant: Participant, token: Token, weight: float | None = None) -> None:
        """Raise the salience of a participant mentioned by a token."""
        weight = self._weight(token) if weight is None else weight
        self.reported_in[participant] = self.reported.find(token.idx)
        if self._in_source_mention(token):
            self.spoke.add(participant)
            self.last_speaker = participant
        old = self.salience.get(participant, 0.0)
        self.salience[participant] = max(old, weight) + REPEAT_FACTOR * min(old, weight)

    def _add_coordination(self, token: Token) -> None:
        """Add a plural subject of several people joined by “and”."""
        heads = [token, *token.conjuncts]
        if len(heads) < 2 or not any(head.dep_ in SUBJECTS for head in heads):
            return
        by_token = self.participants.by_token
        joined = [by_token.get(head.i) for head in sorted(heads, key=lambda t: t.i)]
        people = tuple(dict.fromkeys(p.name for p in joined if p and p.is_person))
        if len(people) > 1:
            self._add_plural(Plural(people, True, self._weight(token)))

    def _add_plural_noun(self, token: Token) -> None:
        """Add a plural subject: the name of a group, or a description of people."""
        counted = {
            t.lower_ for child in token.children if child.lower_ == "of" for t in child.children
        }
        if token.tag_ == "NNS" and not all(map(can_speak, counted or {role_word(token)})):
            return
        named = token.tag_ == "NNPS" or token.ent_type_ == "NORP"
        first = token.left_edge
        text = token.doc[first.i : token.i + 1].text
        if first.pos_ != "PROPN" and first.ent_type_ in {"", "CARDINAL"}:
            text = text[0].lower() + text[1:]
        self._add_plural(Plural((token.text if named else text,), named, self._weight(token)))

    def _add_described(self, noun: Token) -> None:
        """Raise the person whom a subject describes: “a doctor”, “the senator”, “my mother”.

        “A doctor” is somebody new without a name; “the doctor” is the last one with that role.
        """
        word, first = role_word(noun), noun.left_edge
        kind = role_type(word)
        if kind in {"organisation", "firm", "document"}:
            is_place = word in word_class("place noun")
            is_named = is_beside_name(noun, self.participants.by_token)
            is_subject = first.lower_ in word_class("article") and noun.dep_ in SUBJECTS
            if is_subject and not is_place and not is_named:
                self._raise(describe(noun, word, kind), noun)
            return
        if kind not in {"office", "trade", "person"} or noun.head.tag_ not in GOVERNING:
            return
        is_relative = first.lower_ in {"my", "our"}
        if is_relative or first.lower_ in word_class("introduces somebody"):
            if noun.dep_ != "poss" and not is_beside_name(noun, self.participants.by_token):
                is_aside = not CLAUSES.isdisjoint(verb.dep_ for verb in noun.ancestors)
                self._raise(describe(noun, word), noun, OTHER if is_aside else None)
            return
        holder = next((p for p, _ in self._people_by_salience() if p.roles[word]), None)
        if first.tag_ == "PRP$" and word in word_class("one of two"):  # “her rival laughed”
            others = [p for p in self.participants.people() if p is not self._referent(first)]
            holder = others[0] if len(others) == 1 else None
        is_met = first.lower_ in {"his", "her"} and noun.dep_ == "dobj"  # “she met her patient”
        if holder:
            self._raise(holder, noun)
        elif is_met or is_first_person(noun, self.participants.by_token, self.reported_in):
            self._raise(describe(noun, word), noun)

    def _add_plural(self, plural: Plural) -> None:
        others = (other for other in self.plurals if other.names != plural.names)
        self.plurals = [plural, *others][:MAX_PLURALS]

    def _resolve(self, token: Token, pronoun: Pronoun) -> None:
        """Resolve a pronoun and raise the salience of its antecedent."""
        if pronoun.number == "p":
            self._resolve_plural(token)
            return
        scores = {
            one: self._local_salience(one, token) * self._agreement(one, token, pronoun)
            for one in self.salience
        }
        likely = {one: score for one, score in scores.items() if score > 0}
        unlikely = {one: -score for one, score in scores.items() if score < 0}
        ranked = sorted((likely or unlikely).items(), key=lambda pair: -pair[1])[:2]
        if not ranked:
            self._resolve_ahead(token, pronoun)
            return
        participant, score = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        gender = GENDER_REASONS.get(participant.gender, "")
        reason = f"most prominent {participant.entity.label} before it{gender}"
        self.antecedents[token.i] = Antecedent.to(participant, 1 - second / score, reason)
        self._raise(participant, token)

    def _resolve_ahead(self, token: Token, pronoun: Pronoun) -> None:
        """Resolve a pronoun with nobody near before it to the only person before it or just after.

        “What she called a gift, Ann Lee has sold.” “He left at noon. Tom Falk was tired.”
        """
        doc, by_token = self.participants.doc, self.participants.by_token
        end = token.sent.end
        end = doc[end].sent.end if end < len(doc) else end
        named = dict.fromkeys(by_token[i] for i in range(token.i + 1, end) if i in by_token)
        people = [person for person in named if person.is_person]
        earlier = [p for p in self.reported_in if p.gender == pronoun.gender and p.is_named]
        is_only = len(earlier) == 1
        people = earlier if is_only else people
        if len(people) == 1 and self._agreement(people[0], token, pronoun):
            reason = f"the {'only' if is_only else 'next'} person named"
            self.antecedents[token.i] = Antecedent.to(people[0], MARGIN_AHEAD, reason)
            self._raise(people[0], token)

    def _local_salience(self, participant: Participant, token: Token) -> float:
        """Return the salience for a pronoun, undoing the factor inside one reported clause."""
        clause, salience = self.reported.find(token.idx), self.salience[participant]
        same_clause = clause and self.reported_in.get(participant) == clause
        return salience / REPORTED_FACTOR if same_clause else salience

    def _agreement(self, participant: Participant, token: Token, pronoun: Pronoun) -> float:
        """Return a factor for grammar and gender; 0 rules the participant out.

        It is negative for somebody who may be meant if nobody else can.
        """
        by_token = self.participants.by_token
        if pronoun.gender == "n":
            label, has_spoken = participant.entity.label, participant in self.spoke
            is_document = label == "other" and not participant.is_named
            is_body = participant.is_body or (label in {"place", "organisation"} and has_spoken)
            if not is_document and not is_body:
                return 0.0
        elif not participant.is_person:
            return 0.0
        is_other = pronoun.gender != "n" and participant.gender not in {"", pronoun.gender}
        if is_other and not participant.is_hinted:
            return 0.0
        if (
            pronoun.use == "p"
            and not token.lower_.endswith("self")
            and token.dep_ in {"dobj", "dative", "pobj"}
            and self._is_subject(participant, token)
        ):
            return 0.0
        if token.dep_ in SUBJECTS and participant in map(by_token.get, objects_of(token.head)):
            return 0.0  # “he told Ann Lee”
        factor = -1.0 if is_other else 1.0
        if participant is self.last_speaker:
            factor *= turn_factor(token)
        if not participant.gender and pronoun.gender != "n":
            factor = UNKNOWN_GENDER
        return factor * frequency_factor(participant)

    def _is_subject(self, participant: Participant, token: Token) -> bool:
        """Return whether a participant is the subject of the verb that governs a pronoun."""
        verb = token.head if token.dep_ != "pobj" else token.head.head
        subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
        return any(self._referent(subject) is participant for subject in subjects)

    def _referent(self, token: Token) -> Participant | None:
        """Return the participant of a name or of a resolved pronoun."""
        if antecedent := self.antecedents.get(token.i):
            return antecedent.participants[0] if antecedent.participants else None
        return self.participants.by_token.get(token.i)

    @cached_property
    def _is_singular_they(self) -> bool:
        """Whether the article says that somebody in it is called “they”."""
        return bool(SINGULAR_THEY.search(self.participants.text))

    def _resolve_singular_they(self, token: Token) -> None:
        """Resolve “they” to the only person, or organisation, that can be meant."""
        salient = sorted(self.salience, key=lambda one: -self.salience[one])
        speakers = [participant for participant in salient if participant.entity.label != "other"]
        people = [participant for participant in speakers if participant.is_person]
        unnamed = people if people and not any(person.is_named for person in people) else speakers
        candidates = people[:1] if self._is_singular_they else unnamed  # “a spokesperson”
        if len(candidates) != 1 or candidates[0].entity.label == "place":
            return
        (best,) = candidates
        reason = f"the only {best.entity.label} before it"
        self.antecedents[token.i] = Antecedent.to(best, 0.0, reason)

    def _resolve_plural(self, token: Token) -> None:
        """Resolve “they” to the most salient plural subject, or to somebody who uses the word."""
        ranked = sorted(self.plurals, key=lambda plural: -plural.salience)
        is_likely = bool(ranked) and ranked[0].salience >= MIN_PLURAL_SALIENCE
        if not is_likely or self._is_singular_they:
            self._resolve_singular_they(token)
        if not is_likely or token.i in self.antecedents:
            return
        best, *others = ranked
        second = others[0].salience if others else 0.0
        margin, reason = 1 - second / best.salience, "most prominent plural subject before it"
        self.antecedents[token.i] = Antecedent(best.names, margin, reason, named=best.named)
        self._add_plural(Plural(best.names, best.named, max(best.salience, self._weight(token))))
