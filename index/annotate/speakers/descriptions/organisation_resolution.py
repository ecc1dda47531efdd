"""Resolve descriptions of organisations and their publications: “the company”, “the report”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from spacy.attrs import LOWER
from spacy.tokens import Token

from index.annotate.entities.described_organisations import is_kind, is_kind_of_company
from index.annotate.lexicon.nouns import is_person_noun, singular
from index.annotate.lexicon.tables import word_class
from index.annotate.speakers.descriptions.description import MAX_HEADLINE, Description, role_type
from index.annotate.speakers.descriptions.role_matching import is_counterpart
from index.annotate.speakers.descriptions.role_resolution import RoleResolver
from index.annotate.speakers.participants import Participant, Participants
from index.annotate.speakers.phrases import owns_next, role_word
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution

NOUN_MATCH_BONUS = 200  # characters by which an organisation matching the noun counts as nearer
MAX_POSSESSOR_DISTANCE = 8  # tokens
MAX_OWNER_DISTANCE = 6  # tokens from a document to its owner
MAX_DOCUMENT_DISTANCE = 600  # tokens back to the last mention of a document
MAX_LEAD = 400  # characters from the start in which a company may be announced by its kind
MAX_ANNOUNCED = 600  # characters from there to the name
MAX_TEAM_DISTANCE = 400  # tokens back to the full name of a team


@dataclass(frozen=True)
class OrganisationResolver:
    """Resolve the organisations and documents that one article describes."""

    participants: Participants
    roles: RoleResolver

    def resolve(self, description: Description) -> Resolution | None:
        """Resolve an organisation; return None if it stays unnamed."""
        return (
            self._resolve_named_after(description)
            or self._resolve_team(description)
            or self._resolve_compound(description)
            or self.resolve_last(description)
            or self._resolve_named_team(description)
            or self._resolve_police(description)
            or self._resolve_announced(description)
        )

    def resolve_trade(self, trade: Description) -> Resolution | None:
        """Resolve “the brewer” to the organisation that the article calls so, or a company."""
        if not (is_kind(trade.noun) and trade.is_definite) or trade.is_plural or trade.is_owned:
            return None
        near = self.participants.distances_back(trade.offset, trade.quoted)
        called = [p for p in near if p.entity.label == "organisation" and p.roles[trade.noun]]
        if not called:
            return self.resolve_last(trade) if is_kind_of_company(trade.noun) else None
        reason = f"described as “{trade.noun}” in the article"
        name = called[0].name
        return Resolution.to_name(trade.text, name, ConfidenceLevel.ORGANISATION, reason)

    def _resolve_named_after(self, group: Description) -> Resolution | None:
        """Resolve an organisation named after the noun: “a group called Open Harbour”."""
        after = [t for t in group.tokens if t.i > group.head.i]
        if len(after) < 2 or after[0].lower_ not in word_class("naming participle"):
            return None
        words = list(takewhile(lambda t: t.text[0].isupper() or t.is_digit, after[1:]))
        if not words:
            return None
        name = group.head.doc[words[0].i : words[-1].i + 1].text
        return Resolution.to_name(name, name, ConfidenceLevel.POSSESSOR, "the name after “called”")

    def _resolve_team(self, team: Description) -> Resolution | None:
        """Resolve the organisation of a person: “her campaign” to “Falk campaign”."""
        noun = word_class("team").get(team.noun)
        person = self.roles.possessor(team) if noun else None
        if not noun or not person or not person.is_person:
            return None
        shown = f"{person.name.split()[-1]} {noun}"
        return Resolution.to_name(team.text, shown, ConfidenceLevel.POSSESSOR, "its owner")

    def _resolve_named_team(self, team: Description) -> Resolution | None:
        """Resolve “the campaign” to the last team of a person named before: “the Falk campaign”."""
        noun = word_class("team").get(team.noun)
        if not noun or not team.is_definite or team.is_plural:
            return None
        doc, by_token = team.head.doc, self.participants.by_token
        for index in range(team.tokens[0].i - 1, max(0, team.tokens[0].i - MAX_TEAM_DISTANCE), -1):
            if doc[index].lower_ != team.noun:
                continue
            before = index - 1
            while before and doc[before].pos_ == "ADJ":  # “Falk's presidential campaign”
                before -= 1
            owner = by_token.get(before - (doc[before].tag_ == "POS"))
            if owner and owner.is_person:
                shown = f"{owner.name.split()[-1]} {noun}"
                reason = "the last one mentioned"
                return Resolution.to_name(team.text, shown, ConfidenceLevel.ORGANISATION, reason)
        return None

    def _resolve_announced(self, noun: Description) -> Resolution | None:
        """Resolve “an insurer” in headline or lead to the only such company named soon after it."""
        is_new = noun.tokens[0].lower_ in {"a", "an"} or (
            noun.offset < MAX_HEADLINE and not noun.is_definite
        )
        if noun.offset > MAX_LEAD or not is_new or noun.is_plural:
            return None
        start = noun.tokens[-1].idx
        later = [
            p
            for p in self.participants.all
            if p.is_body
            and start < p.entity.mentions[0].start < start + MAX_ANNOUNCED
            and not is_another_body(p, noun.noun)
        ]
        matching = [p for p in later if matches_noun(p, noun.noun)] or later[:1]
        is_firm = noun.noun in word_class("commercial")
        if len(matching) != 1 or not (is_firm or matches_noun(matching[0], noun.noun)):
            return None
        reason = "the next such organisation named"
        name = matching[0].name
        return Resolution.to_name(noun.text, name, ConfidenceLevel.ROLE_OF_LATER, reason)

    def _resolve_police(self, police: Description) -> Resolution | None:
        """Resolve a bare “police” to the only police force that the article names."""
        if police.noun != "police" or len(police.tokens) > 1 + police.is_definite:
            return None
        if len(self._forces) != 1:
            return None
        reason = "the only police force in the article"
        name = self._forces[0]
        return Resolution.to_name(police.text, name, ConfidenceLevel.ORGANISATION, reason)

    @cached_property
    def _forces(self) -> list[str]:
        """The police forces that the article names, also those in small letters: “Torp police”."""
        names = {p.name.casefold(): p.name for p in self.participants.all if is_police(p)}
        doc = self.participants.doc
        for index, word in enumerate(doc.to_array(LOWER).tolist()):
            if word == doc.vocab.strings["police"] and index not in self.participants.by_token:
                words = list(takewhile(is_name_of_force, reversed(doc[max(0, index - 8) : index])))
                if words:
                    name = doc[words[-1].i : index + 1].text
                    names.setdefault(name.casefold(), name)
        return list(names.values())

    def _resolve_compound(self, compound: Description) -> Resolution | None:
        """Resolve an organisation named by a compound: “the Falk campaign”."""
        if compound.is_plural:
            return None
        doc, last = compound.head.doc, compound.head.i
        first = last
        while first > compound.tokens[0].i and doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
            first -= 1
        while first < last and not (doc[first].text[0].isupper() and doc[first].pos_ == "PROPN"):
            first += 1
        if not any(index in self.participants.by_token for index in range(first, last)):
            return None
        name = doc[first : last + 1].text
        return Resolution.to_name(name, name, ConfidenceLevel.POSSESSOR, "an organisation")

    def resolve_last(self, noun: Description) -> Resolution | None:
        """Resolve “the company” to a matching organisation, or else to the last one mentioned."""
        distances = self.participants.distances_back(noun.offset, noun.quoted)
        near = [
            p
            for p in distances
            if (p.is_body or (p.entity.label == "organisation" and matches_noun(p, noun.noun)))
            and not is_counterpart(p, noun)
        ]
        words = {role_word(t) for t in noun.tokens if not t.is_stop and t.is_alpha}
        similar = [p for p in near if len(words & set(p.name.casefold().split())) > 1]
        if similar:
            reason = "the same words in another order"
            return Resolution.to_name(
                noun.text, similar[0].name, ConfidenceLevel.ORGANISATION, reason
            )
        if role_type(noun.noun) != "firm" and not is_kind_of_company(noun.noun):
            near = [participant for participant in near if matches_noun(participant, noun.noun)]
        near = [participant for participant in near if not is_another_body(participant, noun.noun)]
        if not near or not noun.is_definite or noun.is_plural:
            return None
        near.sort(key=lambda p: distances[p] - NOUN_MATCH_BONUS * matches_noun(p, noun.noun))
        reason = "the last organisation mentioned"
        return Resolution.to_name(noun.text, near[0].name, ConfidenceLevel.ORGANISATION, reason)

    def resolve_document(self, document: Description) -> Resolution | None:
        """Resolve a report or record to its owner, or “the report” to that of the last report."""
        tokens = with_participle(document.tokens, document.head)
        owner = self.roles.possessor(document) or self._publisher(tokens, document.head)
        owner, reason = owner or self._writer(document.head), "its owner"
        if not owner and document.is_definite:
            owner, reason = self._last_publisher(document), "published the last one mentioned"
        if not owner or owner.entity.label == "place":
            return None
        confidence = ConfidenceLevel.POSSESSOR
        return Resolution.to_name(document.text, owner.name, confidence, reason)

    def _publisher(self, tokens: Sequence[Token], head: Token) -> Participant | None:
        """Return whom a phrase names before a document, or after “by” or “of”."""
        by = [t for t in tokens if t.i > head.i and t.lower_ == "by" and t.nbor(-1).tag_ != "VBN"]
        for token in [*(t for t in tokens if by and t.i > by[-1].i), *tokens]:
            named = self.participants.by_token.get(token.i)
            is_after = token.i > head.i and is_possessed_by(head, token) and not owns_next(token)
            if (
                (token.i < head.i or is_after)
                and named
                and named.entity.label in {"person", "organisation"}
            ):
                return named
        return None

    def _last_publisher(self, document: Description) -> Participant | None:
        """Return who published, or spoke in, the last document of the same kind."""
        doc, kinds = document.head.doc, {document.noun}
        kinds.update(word_class("same document").get(document.noun, "").split(","))
        last = document.tokens[0].i
        for index in range(last - 1, max(-1, last - MAX_DOCUMENT_DISTANCE), -1):
            if doc[index].lower_ not in kinds:
                continue
            noun = doc[index]
            phrase = doc[noun.left_edge.i : min(noun.right_edge.i, index + MAX_OWNER_DISTANCE) + 1]
            owner = self._publisher(list(phrase), noun)
            if (
                owner is None
                and noun.dep_ == "dobj"
                and noun.head.lower_ in word_class("publishes")
            ):
                subjects = [child for child in noun.head.children if child.dep_ == "nsubj"]
                owner = self.roles.meant_by(subjects[0].i) if subjects else None
            if owner := owner or self._writer(noun):
                return owner
        return None

    def _writer(self, document: Token) -> Participant | None:
        """Return the subject of “has written in a letter”, “said in a statement”."""
        preposition = document.head
        verb = preposition.head
        if preposition.lower_ != "in" or verb.pos_ != "VERB":
            return None
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        subjects += [child for each in subjects for child in each.children if child.dep_ == "appos"]
        return next((p for s in subjects if (p := self.roles.meant_by(s.i))), None)


def is_police(participant: Participant) -> bool:
    """Return whether a participant is a police force with a name."""
    words = participant.name.casefold().split()
    return participant.entity.label == "organisation" and len(words) > 1 and "police" in words


def is_name_of_force(token: Token) -> bool:
    """Return whether a token may be part of the name before “police”: “Charlotte-Mecklenburg”."""
    is_joined = token.text == "-" and bool(token.i) and not token.nbor(-1).whitespace_
    return is_joined or (token.pos_ == "PROPN" and token.text[0].isupper())


def matches_noun(participant: Participant, noun: str) -> bool:
    """Return whether a noun describes an organisation or is part of its name."""
    return bool(participant.roles[noun]) or noun in bodies_of(participant)


def is_another_body(participant: Participant, noun: str) -> bool:
    """Return whether the name says that an organisation is something else: no network, a paper."""
    bodies = bodies_of(participant)
    if noun in word_class("commercial") and not participant.roles[noun]:
        return any(body in word_class("no company") for body in bodies)
    is_known = any(body in word_class("named body") for body in bodies)
    return noun in word_class("named body") and is_known and not matches_noun(participant, noun)


def bodies_of(participant: Participant) -> set[str]:
    """Return the nouns by which an organisation may be called, for the words of its name."""
    words = set(participant.name.casefold().split())
    named = word_class("named body").items()
    trades = [word for word in words if is_person_noun(word) and singular(word) != word]
    if any(word not in word_class("partner in a name") for word in trades):
        words |= {"union", "association"}  # “Unified Machinists of Ontario”
    return words | {noun for noun, endings in named if not words.isdisjoint(endings.split(","))}


def with_participle(tokens: list[Token], head: Token) -> list[Token]:
    """Return a phrase with the participle after it: “a study conducted by the institute”."""
    doc, end = head.doc, tokens[-1].i + 1
    follows = end < len(doc) and doc[end].dep_ == "acl" and doc[end].head.i == head.i
    after = [token.lower_ for token in doc[end : end + 2]]
    follows |= after[:1] in (["that"], ["which"]) and after[1:] in (["appeared"], ["was"], ["ran"])
    return [*tokens, *doc[end : end + MAX_POSSESSOR_DISTANCE]] if follows else tokens


def is_possessed_by(noun: Token, token: Token) -> bool:
    """Return whether “of”, “by” or similar leads from a noun to a token after it."""
    between = token.doc[noun.i + 1 : token.i]
    has_preposition = any(t.lower_ in word_class("possessive preposition") for t in between)
    return has_preposition and len(between) < MAX_POSSESSOR_DISTANCE
