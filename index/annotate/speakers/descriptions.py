"""Resolve source mentions that describe: “the premier”, “the company”, “both leaders”."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from index.annotate.entities.known_names import is_common_word
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.participants import role_word
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.article import Span, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.annotate.quotes.attribution import Attribution
    from index.annotate.speakers.participants import Participant, Participants
    from index.annotate.speakers.pronoun_resolution import SalienceModel

NOUN_MATCH_BONUS = 200  # characters by which an organisation matching the noun counts as nearer
MAX_GROUP_DISTANCE = 500  # characters back to the members of a group
MAX_MENTIONS_BACK = 60
MAX_POSSESSOR_DISTANCE = 8  # tokens
MAX_TEAM_DISTANCE = 400  # tokens back to the full name of a team
AGE = re.compile(r"(?P<age>\d{1,3})-year-old")


def role_type(noun: str) -> str:
    """Return what a noun names: office, trade, person, organisation, document, group or ""."""
    cells = table("roles").get(noun) or table("roles").get(noun.removesuffix("s"))
    return cells[0] if cells else "person" if is_person_noun(noun) else ""


def display_text(mention: str) -> str:
    """Return a source mention for display: no clause after it, no capital article."""
    short = re.split(r",? (?:who|which|whose|speaking|citing)\b", mention, maxsplit=1)[0]
    short = " ".join(short.split()).strip(" ,;:-—")
    if short.isupper() and role_type(short.casefold()):
        return short.casefold()
    first, _, rest = short.partition(" ")
    return (
        f"{first.lower()} {rest}".strip()
        if first.istitle() and first.lower() in word_class("article")
        else short
    )


@dataclass(frozen=True, slots=True)
class Description:
    """The tokens of a description, its main noun, its text, and the quote attributed to it."""

    tokens: list[Token]
    head: Token
    text: str
    quoted: Span

    @property
    def noun(self) -> str:
        """The main noun as in the table of roles."""
        return role_word(self.head)

    @property
    def offset(self) -> int:
        """Where it begins."""
        return self.tokens[0].idx

    @property
    def is_definite(self) -> bool:
        """Whether it means somebody already mentioned: “the”, “this”, “both”."""
        return self.tokens[0].lower_ in word_class("definite")

    @property
    def places(self) -> set[str]:
        """The places and nationalities before the main noun: “the Finnish premier”."""
        before = (token for token in self.tokens if token.i < self.head.i)
        words = {role_word(token) for token in before if token.ent_type_ in {"GPE", "NORP", "LOC"}}
        return words - table("roles").keys()  # without parties

    @property
    def is_plural(self) -> bool:
        """Whether the main noun is plural."""
        return self.head.tag_.endswith("S")


def is_of_another_place(role: Description, holder: Participant) -> bool:
    """Return whether a role names a place, and its holder's description another one."""
    if role.places and role.places.isdisjoint(holder.words):
        return True
    after = {role_word(t) for t in role.tokens if t.i > role.head.i and t.pos_ == "PROPN"}
    is_placed = any(
        word not in table("roles") and not is_common_word(word) for word in holder.words
    )
    return bool(after) and is_placed and after.isdisjoint(holder.words)


class DescriptionResolver:
    """Resolve descriptions to the participants of an article."""

    def __init__(self, participants: Participants, salience: SalienceModel) -> None:
        self.participants = participants
        self.antecedents, self.most_salient = salience.antecedents, salience.most_salient

    def resolve(
        self, tokens: list[Token], attribution: Attribution, text: str
    ) -> Resolution | None:
        """Resolve a description; return None if it stays unnamed."""
        quoted = Span(attribution.content[0].start, attribution.content[-1].end)
        description = Description(tokens, description_head(tokens), text, quoted)
        noun_type = role_type(description.noun)
        if noun_type in {"organisation", "firm"}:
            return (
                self._resolve_named_after(description)
                or self._resolve_team(description)
                or self._resolve_compound(description)
                or self._resolve_organisation(description)
                or self._resolve_named_team(description)
                or self._resolve_police(description)
            )
        if noun_type == "document":
            return self._resolve_document(description)
        numbers, head = word_class("number"), description.head
        number = next((t.lower_ for t in tokens if t.i <= head.i and t.lower_ in numbers), None)
        if number and (noun_type or head.lower_ in numbers):
            return self._resolve_group(description, int(numbers[number]))
        is_singular = description.is_definite and not description.is_plural
        if is_singular and AGE.search(text):
            return self._resolve_age(description)
        if noun_type in {"office", "trade", "person"} and is_singular:
            return self._resolve_role(description)
        return None

    def resolve_name(self, tokens: list[Token]) -> str:
        """Return the name that a definite description means, or ""."""
        head = description_head(tokens)
        nowhere = Span(tokens[0].idx, tokens[0].idx)
        description = Description(tokens, head, "", nowhere)
        is_organisation = role_type(description.noun) in {"organisation", "firm"}
        resolve = self._resolve_organisation if is_organisation else self._resolve_role
        resolution = resolve(description)
        return resolution.speakers[0] if resolution and resolution.named else ""

    def _resolve_role(self, role: Description) -> Resolution | None:
        """Resolve a role to its holder, or to the most salient person."""
        noun, head = role.noun, role.head
        aged = self._resolve_age(role)
        if aged:
            return aged
        gender = table("roles").get(noun, ("", "-"))[1].strip("-")
        modifiers = {
            role_word(t) for t in role.tokens if t.i != head.i and not t.is_stop and t.is_alpha
        }

        def is_possible(participant: Participant) -> bool:
            return participant.is_person and (not gender or participant.gender in {"", gender})

        near = [p for p in self._distances(role.offset, role.quoted) if is_possible(p)]
        salient = filter(is_possible, self.most_salient.get(role.tokens[0].i, []))
        holder, confidence = self._role_holder(noun, modifiers, near)
        is_elsewhere = holder is not None and is_of_another_place(role, holder)
        if holder and not is_elsewhere:
            reason = f"described as “{noun}” in the article"
            return Resolution.to_name(role.text, holder.name, confidence, reason)
        is_qualified = any(token.pos_ == "ADP" and token.i > head.i for token in role.tokens)
        is_qualified = is_qualified or is_elsewhere
        is_generic = role_type(noun) == "office" or noun in {"man", "woman"}
        best = next(salient, near[0] if near else None)
        if best and is_generic and not is_qualified:
            reason = "most prominent person before it"
            return Resolution.to_name(
                role.text, best.name, ConfidenceLevel.ROLE_OF_MOST_SALIENT, reason
            )
        return None

    def _resolve_age(self, role: Description) -> Resolution | None:
        """Resolve “the 36-year-old” to the only person whose age the article gives as 36."""
        match = AGE.search(role.text)
        if match is None:
            return None
        people = {p.name for p in self.participants.people() if match["age"] in p.ages}
        if len(people) != 1:
            return None
        reason = f"the only person aged {match['age']}"
        return Resolution.to_name(role.text, people.pop(), ConfidenceLevel.ROLE, reason)

    def _role_holder(
        self, noun: str, modifiers: set[str], near: list[Participant]
    ) -> tuple[Participant | None, float]:
        """Return the last-mentioned person with a role in the article, and the confidence."""
        holders = [person for person in near if person.roles[noun]]
        holders.sort(key=lambda person: -len(modifiers & set(person.words)))
        if holders:
            best = holders[0]
            matches = bool(modifiers & set(best.words))
            is_former = best.words["former"] and "former" not in modifiers and best is not near[0]
            if matches or not is_former:
                is_certain = matches or len(holders) == 1
                return best, ConfidenceLevel.ROLE if is_certain else ConfidenceLevel.ROLE_OF_SEVERAL
        later = [
            p for p in self.participants.people() if p.roles[noun] and modifiers & set(p.words)
        ]
        if len(later) == 1 and later[0] not in near:
            return later[0], ConfidenceLevel.ROLE_OF_LATER
        return None, 0.0

    def _distances(self, offset: int, quoted: Span) -> dict[Participant, int]:
        """Return the distance back to the last mention of each participant, nearest first.

        Mentions in the quote itself do not count.
        """
        spans, mentioned = self.participants.spans, self.participants.mentioned
        end = bisect_left(spans, (offset,))
        distances: dict[Participant, int] = {}
        for index in range(end - 1, max(-1, end - MAX_MENTIONS_BACK), -1):
            if not spans[index].touches(quoted):
                distances.setdefault(mentioned[index], offset - spans[index].end)
        return distances

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
        person = self._possessor(team) if noun else None
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
            owner = by_token.get(index - 1)
            if doc[index].lower_ == team.noun and owner and owner.is_person:
                shown = f"{owner.name.split()[-1]} {noun}"
                reason = "the last one mentioned"
                return Resolution.to_name(team.text, shown, ConfidenceLevel.ORGANISATION, reason)
        return None

    def _resolve_police(self, police: Description) -> Resolution | None:
        """Resolve a bare “police” to the only police force that the article names."""
        if police.noun != "police" or len(police.tokens) > 1 + police.is_definite:
            return None
        forces = {p.name for p in self.participants.all if is_police(p)}
        if len(forces) != 1:
            return None
        reason = "the only police force in the article"
        name = forces.pop()
        return Resolution.to_name(police.text, name, ConfidenceLevel.ORGANISATION, reason)

    def _possessor(self, description: Description) -> Participant | None:
        """Return the participant meant by “her” or “Falk's” before the noun."""
        for token in description.tokens:
            if token.i >= description.head.i:
                return None
            pronoun = pronoun_of(token)
            antecedent = self.antecedents.get(token.i)
            if pronoun and pronoun.use == "o" and antecedent and antecedent.participants:
                return antecedent.participants[0]
            if token.nbor().text in {"'s", "’s", "'", "’"}:
                return self.participants.by_token.get(token.i)
        return None

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

    def _resolve_organisation(self, noun: Description) -> Resolution | None:
        """Resolve “the company” to one of that description, or else to the last one."""
        distances = self._distances(noun.offset, noun.quoted)
        near = [p for p in distances if p.entity.label == "organisation"]
        words = {role_word(t) for t in noun.tokens if not t.is_stop and t.is_alpha}
        similar = [p for p in near if len(words & set(p.name.casefold().split())) > 1]
        if similar:
            reason = "the same words in another order"
            return Resolution.to_name(
                noun.text, similar[0].name, ConfidenceLevel.ORGANISATION, reason
            )
        if role_type(noun.noun) != "firm":
            near = [participant for participant in near if matches_noun(participant, noun.noun)]
        if not near or not noun.is_definite or noun.is_plural:
            return None
        near.sort(key=lambda p: distances[p] - NOUN_MATCH_BONUS * matches_noun(p, noun.noun))
        reason = "the last organisation mentioned"
        return Resolution.to_name(noun.text, near[0].name, ConfidenceLevel.ORGANISATION, reason)

    def _resolve_document(self, document: Description) -> Resolution | None:
        """Resolve a report or record to its owner."""
        owner, head = self._possessor(document), document.head
        for token in document.tokens:
            if owner:
                break
            named = self.participants.by_token.get(token.i)
            is_owner = token.i < head.i or (token.i > head.i and is_possessed_by(head, token))
            if is_owner and named and named.entity.label in {"person", "organisation"}:
                owner = named
        owner = owner or self._writer(head)
        if not owner or owner.entity.label == "place":
            return None
        return Resolution.to_name(document.text, owner.name, ConfidenceLevel.POSSESSOR, "its owner")

    def _writer(self, document: Token) -> Participant | None:
        """Return the subject of “has written in a letter”, where a letter is the document."""
        preposition = document.head
        verb = preposition.head
        if preposition.lower_ != "in" or verb.pos_ != "VERB":
            return None
        subjects = (child for child in verb.children if child.dep_ == "nsubj")
        return next((p for s in subjects if (p := self.participants.by_token.get(s.i))), None)

    def _resolve_group(self, group: Description, size: int) -> Resolution | None:
        """Resolve “the two” to the last people mentioned, in text order."""
        distances = self._distances(group.offset, Span(group.offset, group.offset))
        people = [p for p in distances if p.is_person and distances[p] < MAX_GROUP_DISTANCE]
        if len(people) < size:
            return None
        names = tuple(person.name for person in reversed(people[:size]))
        step = Step(group.text, "; ".join(names), "the last people mentioned")
        return Resolution(names, True, ConfidenceLevel.SEVERAL_PEOPLE, (step,))


def is_police(participant: Participant) -> bool:
    """Return whether a participant is a police force with a name."""
    words = participant.name.casefold().split()
    return participant.entity.label == "organisation" and len(words) > 1 and "police" in words


def matches_noun(participant: Participant, noun: str) -> bool:
    """Return whether a noun describes an organisation or is part of its name."""
    return bool(participant.roles[noun]) or noun in participant.name.casefold().split()


def description_head(tokens: list[Token]) -> Token:
    """Return the main noun of a description."""
    root = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root
    if role_type(role_word(root)) or root.pos_ == "NOUN":
        return root
    return next((t for t in tokens if role_type(role_word(t)) and t.pos_ != "ADJ"), root)


def is_possessed_by(noun: Token, token: Token) -> bool:
    """Return whether “of”, “by” or similar leads from a noun to a token after it."""
    between = token.doc[noun.i + 1 : token.i]
    has_preposition = any(t.lower_ in word_class("possessive preposition") for t in between)
    return has_preposition and len(between) < MAX_POSSESSOR_DISTANCE
