"""Resolve roles to the people whom the article gives them: “the judge”, “the 36-year-old”.

The article has to say it: a title or apposition, an age, the only candidate of that gender. Who
held an office is never known from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.attrs import LOWER
from spacy.tokens import Token

from index.annotate.lexicon.nouns import implies
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.descriptions.deeds import verbs_of_doer
from index.annotate.speakers.descriptions.description import (
    MAX_HEADLINE,
    Description,
    describe,
    is_beside_name,
    is_epithet,
    role_type,
)
from index.annotate.speakers.descriptions.role_matching import (
    ANYBODY,
    COLOURLESS,
    SPOUSES,
    contradicts,
    has_other_role,
    has_role,
    is_narrower,
    is_of_another_place,
    may_be_called,
    may_be_married,
    may_have,
    origins,
)
from index.annotate.speakers.participants import Participant, Participants
from index.annotate.speakers.phrases import owns_next, role_word
from index.annotate.speakers.pronoun_resolution import SalienceModel
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.annotate.token_table import POSSESSIVES

AGE = re.compile(r"(?P<age>\d{1,3})-year-old")
MAX_LEAD = 700  # characters from the start in which somebody may be announced by a role alone
MAX_ANNOUNCED = 1500  # characters from there to the name
MAX_ANNOUNCED_OFFICE = 400  # characters from “the minister said” to the name of the minister
MAX_INTRODUCTION = 60  # characters before a name in which its role may stand
MAX_UNNAMED_DISTANCE = 1000  # characters from “a judge” to “the judge”
OTHER_ROLE = 0.4  # factor for somebody whom the article calls something else
MIN_MARGIN = 0.25  # by which a person must stand out to be “the singer” without being called so


@dataclass(frozen=True)
class RoleResolver:
    """Resolve the roles of one article."""

    participants: Participants
    salience: SalienceModel

    def resolve(self, role: Description) -> Resolution | None:
        """Resolve one person's role; return None if it stays unnamed."""
        if role.is_plural:
            return None
        if role.is_owned and not self._is_owned_by_thing(role):
            return self._resolve_relation(role)
        if role.is_label:
            return self._resolve_label(role)
        if role.is_definite:
            return self.resolve_age(role) or self._resolve_held(role)
        return self._resolve_announced(role)

    def resolve_age(self, role: Description) -> Resolution | None:
        """Resolve “the 36-year-old” to the only person of that age, “the elder” to one of two."""
        match = AGE.search(role.text)
        if match is None:
            return self._resolve_elder(role)
        people = {p.name for p in self.participants.people() if match["age"] in p.ages}
        if len(people) != 1:
            return None
        reason = f"the only person aged {match['age']}"
        return Resolution.to_name(role.text, people.pop(), ConfidenceLevel.ROLE, reason)

    def _resolve_elder(self, role: Description) -> Resolution | None:
        """Resolve “the elder” or “the younger” of the only two people whose ages are given."""
        age = word_class("age").get(role.noun)
        aged = sorted(
            (int(*p.ages), p.name) for p in self.participants.people() if len(p.ages) == 1
        )
        if not age or len(aged) != 2 or aged[0][0] == aged[1][0]:
            return None
        name = aged[age == "elder"][1]
        return Resolution.to_name(role.text, name, ConfidenceLevel.ROLE, f"the {age} of two people")

    def resolve_epithet(self, role: Description) -> Resolution | None:
        """Resolve “the 36-year-old” or “the Finn”, who may be somebody of unknown age or origin."""
        if role.is_plural or not role.is_definite:
            return None
        return self.resolve_age(role) or self._resolve_origin(role) or self._resolve_salient(role)

    def _resolve_origin(self, role: Description) -> Resolution | None:
        """Resolve “the Finn” to the only person who is said to be a Finn, or Finnish."""
        if not is_epithet(role.tokens):
            return None
        (country,) = table("demonyms")[role.head.lower_]
        people = [p for p in self.participants.people() if p.is_named and country in origins(p)]
        if len(people) != 1 or not may_have(people[0], role):
            return None
        reason = f"the only person described as “{role.noun}”"
        return Resolution.to_name(role.text, people[0].name, ConfidenceLevel.ROLE, reason)

    def possessor(self, description: Description) -> Participant | None:
        """Return the participant meant by “her” or “Falk's” before the noun."""
        for token in description.tokens:
            if token.i >= description.head.i:
                return None
            pronoun = pronoun_of(token)
            if (pronoun and pronoun.use == "o") or token.nbor().text in POSSESSIVES:
                return self.meant_by(token.i) or self._only_holder(token)
        return None

    def _only_holder(self, noun: Token) -> Participant | None:
        """Return the only person with a role, such as the victim in “the victim’s mother”."""
        holders = [p for p in self.participants.people() if has_role(p, role_word(noun))]
        return holders[0] if len(holders) == 1 else None

    def _is_owned_by_thing(self, role: Description) -> bool:
        """Return whether the role is one in a thing, “the lighthouse's owner”, not of somebody."""
        owners = [t for t in role.tokens if t.i < role.head.i and owns_next(t)]
        is_thing = all(not role_type(role_word(owner)) for owner in owners)
        return bool(owners) and is_thing and self.possessor(role) is None

    def meant_by(self, index: int) -> Participant | None:
        """Return the participant that a name or a resolved pronoun means."""
        antecedent = self.salience.antecedents.get(index)
        if antecedent and antecedent.participants:
            return antecedent.participants[0]
        return self.participants.by_token.get(index)

    def _resolve_label(self, role: Description) -> Resolution | None:
        """Resolve the label of a turn, “CHAIR:”, to whom the article most often calls so."""
        counts = {p.name: p.roles[role.noun] for p in self.participants.people()}
        name = max(counts, key=counts.__getitem__, default="")
        if not name or not counts[name]:
            return None
        reason = f"described as “{role.noun}” in the article"
        return Resolution.to_name(role.text, name, ConfidenceLevel.ROLE_OF_SEVERAL, reason)

    def _resolve_held(self, role: Description) -> Resolution | None:
        """Resolve a role to its holder, or to the most salient person."""
        near = [
            p
            for p in self.participants.distances_back(role.offset, role.quoted)
            if may_have(p, role)
        ]
        holder, confidence = self._holder(role, near)
        introduced = self._introduced(role) if holder and not holder.roles[role.noun] else None
        if introduced:
            return self._to_introduced(role, introduced)
        if holder is None:
            is_elsewhere = any(
                has_role(p, role.noun) and is_of_another_place(role, p) for p in near
            )
            return None if is_elsewhere else self._resolve_unstated(role)
        reason = f"described as “{role.noun}” in the article"
        return Resolution.to_name(role.text, holder.name, confidence, reason)

    def _holder(
        self, role: Description, near: list[Participant]
    ) -> tuple[Participant | None, float]:
        """Return the last-mentioned person with a role in the article, and the confidence."""
        parties = role.words & word_class("party").keys()
        holders = [
            p
            for p in near
            if may_be_called(p, role)
            and parties <= p.words.keys()
            and not is_of_another_place(role, p)
        ]
        holders.sort(key=lambda person: -len(role.modifiers & set(person.words)))
        if holders:
            best = holders[0]
            matches = bool(role.modifiers & set(best.words))
            is_former = best.words["former"] and "former" not in role.modifiers
            if matches or not (is_former and best is not near[0]):
                is_certain = matches or len(holders) == 1
                return best, ConfidenceLevel.ROLE if is_certain else ConfidenceLevel.ROLE_OF_SEVERAL
        later = [
            p
            for p in self.participants.people()
            if p not in near
            and may_be_called(p, role)
            and may_have(p, role)
            and not is_of_another_place(role, p)
        ]
        is_named_soon = (
            len(later) == 1
            and later[0].entity.mentions[0].start - role.offset < MAX_ANNOUNCED_OFFICE
            and role_type(role.noun) == "office"
            and later[0].roles[role.noun] > 0
        )
        if len(later) == 1 and (
            is_named_soon
            or role.modifiers & set(later[0].words)
            or self._is_introduced_as(later[0], role.noun)
        ):
            return later[0], ConfidenceLevel.ROLE_OF_LATER
        return None, 0.0

    def _is_introduced_as(self, person: Participant, noun: str) -> bool:
        """Return whether somebody is first named as known by a role: “The captain, Ann Lee,”."""
        text, first = self.participants.text, person.entity.mentions[0]
        before = text[max(0, first.start - MAX_INTRODUCTION) : first.start]
        the = rf"\b[Tt]he (?:[\w-]+ )?{re.escape(noun)}"
        titles = r"(?:[A-Z][a-z]+\.? ){0,2}$"
        return re.search(rf"{the},? (?:named(?: \w+){{0,3}} as )?{titles}", before) is not None

    def _resolve_unstated(self, role: Description) -> Resolution | None:
        """Resolve “the swimmer” to the only person who swims, or to the most salient person."""
        doers = self._doers(role)
        if len(doers) != 1:
            return None if doers else self._resolve_salient(role)
        reason = f"does what a {role.noun} does"
        confidence = ConfidenceLevel.ROLE_OF_MOST_SALIENT
        return Resolution.to_name(role.text, doers.pop(), confidence, reason)

    def _doers(self, role: Description) -> set[str]:
        """Return who does what a role says, or is a doctor where it is “the surgeon”."""
        if role.is_qualified:
            return set()
        verbs = verbs_of_doer(role.noun)
        return {
            p.name
            for p in self.participants.distances_back(role.offset, role.quoted)
            if p.is_person
            and (not verbs.isdisjoint(p.deeds) or is_narrower(role.noun, p))
            and may_have(p, role)
            and (not role.gender or p.gender in {"", role.gender})
            and not contradicts(p, role.noun)
        }

    def _resolve_salient(self, role: Description) -> Resolution | None:
        """Resolve an office, or a noun that fits anybody, to the most salient person.

        Somebody unnamed who was introduced by the same noun comes first: “a judge”, “the judge”.
        """
        if role.is_qualified:
            return None
        if introduced := self._introduced(role):
            return self._to_introduced(role, introduced)
        people = self.salience.most_salient.get(role.tokens[0].i, [])
        fitting = [
            (person, score)
            for person, score in people
            if (person.is_named or role.noun in ANYBODY)
            and may_have(person, role)
            and (not role.gender or person.gender in {"", role.gender})
            and not contradicts(person, role.noun)
            and role.noun not in self._owners(person)
            and not (person.places and is_of_another_place(role, person))
        ]
        if not fitting:
            return None
        ranked = [
            (p, score * (OTHER_ROLE if has_other_role(p, role) else 1)) for p, score in fitting
        ]
        (best, score), *others = sorted(ranked, key=lambda pair: -pair[1])
        if not best.is_named:
            return self._to_introduced(role, best)
        stands_out = all(other < (1 - MIN_MARGIN) * score for _, other in others)
        is_office = role_type(role.noun) == "office" or role.noun in {"man", "woman"}
        if not is_office and not (stands_out and self._fits(role, best)):
            return None
        reason, confidence = "most prominent person before it", ConfidenceLevel.ROLE_OF_MOST_SALIENT
        return Resolution.to_name(role.text, best.name, confidence, reason)

    def _owners(self, person: Participant) -> set[str]:
        """Return the nouns of those whose relation somebody is: “mayor” of the mayor’s wife."""
        return {role_word(self.participants.doc[index]) for index in person.owners}

    def _fits(self, role: Description, person: Participant) -> bool:
        """Return whether a role other than an office may mean a person not described by it."""
        if AGE.search(role.text):
            return not person.ages
        if is_epithet(role.tokens):  # “the Ghanaian” may be the engineer from Tema
            return not origins(person)
        if role.head.ent_type_ == "NORP":
            return not person.places or role.noun in person.places
        if role.gender or role.noun in word_class("fits anybody"):
            return True
        return role.noun not in word_class("other party") or is_narrower(role.noun, person)

    def _resolve_relation(self, role: Description) -> Resolution | None:
        """Resolve “her lawyer” to the person described as the lawyer of the same person."""
        owner = self.possessor(role)
        own = {"my", "our"} & {token.lower_ for token in role.tokens[:1]}
        if owner is None and not own:
            return None
        holders = {
            person.name
            for person in self.participants.people()
            if has_role(person, role.noun)
            and any(
                self.meant_by(index) is owner
                if owner
                else self.participants.doc[index].lower_ in own
                for index in person.owners
            )
        }
        if owner and not holders and role.noun in SPOUSES:
            married = may_be_married(owner, self.participants.people())
            holders = {person.name for person in married if may_have(person, role)}
        if owner and not holders and role.noun in word_class("one of two"):
            people = [p for p in self.participants.people() if p is not owner and may_have(p, role)]
            holders = {person.name for person in people}
        if len(holders) != 1:
            return None
        reason = f"“{role.noun}” of {owner.name if owner else 'the writer'}"
        return Resolution.to_name(role.text, holders.pop(), ConfidenceLevel.ROLE, reason)

    def _resolve_announced(self, role: Description) -> Resolution | None:
        """Resolve a role in a headline or a first sentence to the person named soon after it.

        “Mayor quits over bridge” and “A Torp surgeon has said …” mean somebody whom the article
        names next, if nobody else in it has that role.
        """
        holders = [
            p for p in self.participants.people() if has_role(p, role.noun) and may_have(p, role)
        ]
        names_somebody = any(
            t.i in self.participants.by_token for t in role.tokens if t.ent_type_ == "PERSON"
        )
        if not holders and not names_somebody:
            return self._resolve_only_speaker(role)
        if role.offset > MAX_LEAD or len(holders) != 1 or names_somebody:
            return None
        holder = holders[0]
        distance = holder.entity.mentions[0].start - role.tokens[-1].idx
        is_bare = role.tokens[0].lower_ not in word_class("article")
        has_article = role.tokens[0].lower_ in {"a", "an"}
        telling = role.modifiers - COLOURLESS - role.places
        fits = not telling.isdisjoint(holder.words) if telling else is_bare or bool(role.places)
        if not (0 < distance < MAX_ANNOUNCED and fits and (is_bare or has_article)):
            return None
        if is_of_another_place(role, holder):
            return None
        reason = f"described as “{role.noun}” further on"
        return Resolution.to_name(role.text, holder.name, ConfidenceLevel.ROLE_OF_LATER, reason)

    def _resolve_only_speaker(self, role: Description) -> Resolution | None:
        """Resolve a role in a headline to the only person of the article, if that person speaks."""
        people = [p for p in self.participants.people() if p.is_named]
        is_bare = role.tokens[0].lower_ not in word_class("article")
        is_headline = role.offset < MAX_HEADLINE and self.salience.asides.find(role.offset)
        if not is_headline or len(people) != 1 or not is_bare:
            return None
        (person,) = people
        is_later = person.entity.mentions[0].start > role.offset
        speaks = person in self.salience.spoke
        if not (is_later and speaks and may_have(person, role)) or contradicts(person, role.noun):
            return None
        reason = "the only person in the article"
        return Resolution.to_name(role.text, person.name, ConfidenceLevel.ROLE_OF_LATER, reason)

    def _to_introduced(self, role: Description, introduced: Participant) -> Resolution:
        """Resolve a role to somebody unnamed: “the man” to “a voter in a red hat”."""
        shown = introduced.name if role.noun in ANYBODY else role.text
        return Resolution.to_description(role.text, shown, "introduced without a name")

    def _introduced(self, role: Description) -> Participant | None:
        """Return somebody unnamed whom the article just introduced by the same noun."""
        anybody = word_class("fits anybody")
        near = [
            noun
            for word, nouns in self._unnamed.items()
            if word == role.noun or (role.noun not in anybody and implies(role.noun, word))
            for noun in nouns
            if 0 < role.offset - noun.left_edge.idx < MAX_UNNAMED_DISTANCE
        ]
        return describe(max(near, key=lambda noun: noun.i), role.noun) if near else None

    @cached_property
    def _unnamed(self) -> dict[str, list[Token]]:
        """The nouns that introduce somebody without a name: “a judge”."""
        nouns: dict[str, list[Token]] = {}
        doc, by_token = self.participants.doc, self.participants.by_token
        articles = {doc.vocab.strings[word] for word in ("a", "an")}
        for index, word in enumerate(doc.to_array(LOWER).tolist()):
            noun = doc[index].head if word in articles and doc[index].dep_ == "det" else None
            if noun is not None and not is_beside_name(noun, by_token):
                nouns.setdefault(role_word(noun), []).append(noun)
        return nouns
