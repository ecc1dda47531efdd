"""Resolve source mentions that describe: “the premier”, “the company”, “both leaders”."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.participants import role_word
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.speakers.resolution import (
    ORGANISATION,
    POSSESSOR,
    ROLE,
    ROLE_OF_LATER,
    ROLE_OF_MOST_SALIENT,
    ROLE_OF_SEVERAL,
    SEVERAL_PEOPLE,
    Resolution,
)
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


def role_type(noun: str) -> str:
    """Return what a noun names: office, trade, person, organisation, document, group or ""."""
    cells = table("roles").get(noun) or table("roles").get(noun.removesuffix("s"))
    return cells[0] if cells else ""


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


class DescriptionResolver:
    """Resolve descriptions to the participants of an article."""

    def __init__(self, participants: Participants, salience: SalienceModel) -> None:
        self.participants = participants
        self.antecedents, self.most_salient = salience.antecedents, salience.most_salient

    def resolve(
        self, tokens: list[Token], attribution: Attribution, mention: str
    ) -> Resolution | None:
        """Resolve a description; return None if it stays unnamed."""
        head = description_head(tokens)
        head_type = role_type(role_word(head))
        quoted = Span(attribution.content[0].start, attribution.content[-1].end)
        numbers = word_class("number")
        number = next(
            (int(numbers[t.lower_]) for t in tokens if t.i <= head.i and t.lower_ in numbers), 0
        )
        if head_type in {"organisation", "firm"}:
            return (
                self._resolve_named_after(tokens, head)
                or self._resolve_team(tokens, head, mention)
                or self._resolve_compound(tokens, head)
                or self._resolve_organisation(tokens, head, mention, quoted)
            )
        if head_type == "document":
            return self._resolve_document(tokens, head, mention)
        if number and (head_type or head.lower_ in numbers):
            return self._resolve_group(number, mention, tokens[0].idx)
        is_definite = tokens[0].lower_ in word_class("definite")
        is_plural = head.tag_.endswith("S")
        if head_type in {"office", "trade", "person"} and is_definite and not is_plural:
            return self._resolve_role(tokens, head, mention, quoted)
        return None

    def _resolve_role(
        self, tokens: list[Token], head: Token, mention: str, quoted: Span
    ) -> Resolution | None:
        """Resolve a role to its holder, or to the most salient person."""
        noun = role_word(head)
        gender = table("roles").get(noun, ("", "-"))[1].strip("-")
        modifiers = {role_word(t) for t in tokens if t.i != head.i and not t.is_stop and t.is_alpha}

        def is_possible(participant: Participant) -> bool:
            return participant.is_person and (not gender or participant.gender in {"", gender})

        distances = self._distances(tokens[0].idx, quoted)
        near = [participant for participant in distances if is_possible(participant)]
        salient = [p for p in self.most_salient.get(tokens[0].i, []) if is_possible(p)] or near
        holder, confidence = self._role_holder(noun, modifiers, near)
        if holder:
            step = Step(mention, holder.name, f"described as “{noun}” in the article")
            return Resolution((holder.name,), True, confidence, (step,))
        is_qualified = any(token.pos_ == "ADP" and token.i > head.i for token in tokens)
        is_generic = role_type(noun) == "office" or noun in {"man", "woman"}
        if salient and is_generic and not is_qualified:
            step = Step(mention, salient[0].name, "most prominent person before it")
            return Resolution((salient[0].name,), True, ROLE_OF_MOST_SALIENT, (step,))
        return None

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
                return best, ROLE if matches or len(holders) == 1 else ROLE_OF_SEVERAL
        later = [
            person
            for person in self.participants.people()
            if person.roles[noun] and modifiers & set(person.words)
        ]
        if len(later) == 1 and later[0] not in near:
            return later[0], ROLE_OF_LATER
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

    def _resolve_named_after(self, tokens: list[Token], head: Token) -> Resolution | None:
        """Resolve an organisation named after the noun: “a group called Open Harbour”."""
        after = [t for t in tokens if t.i > head.i]
        if len(after) < 2 or after[0].lower_ not in word_class("naming participle"):
            return None
        words = list(takewhile(lambda t: t.text[0].isupper() or t.is_digit, after[1:]))
        if not words:
            return None
        name = head.doc[words[0].i : words[-1].i + 1].text
        step = Step(name, name, "the name after “called”")
        return Resolution((name,), True, POSSESSOR, (step,))

    def _resolve_team(self, tokens: list[Token], head: Token, mention: str) -> Resolution | None:
        """Resolve the organisation of a person: “her campaign” to “Falk campaign”."""
        noun = word_class("team").get(role_word(head))
        person = self._possessor(tokens, head) if noun else None
        if not noun or not person or not person.is_person:
            return None
        shown = f"{person.name.split()[-1]} {noun}"
        return Resolution((shown,), True, POSSESSOR, (Step(mention, shown, "its owner"),))

    def _possessor(self, tokens: list[Token], head: Token) -> Participant | None:
        """Return the participant meant by “her” or “Falk's” before a noun."""
        for token in tokens:
            if token.i >= head.i:
                return None
            pronoun = pronoun_of(token)
            antecedent = self.antecedents.get(token.i)
            if pronoun and pronoun.use == "o" and antecedent and antecedent.participants:
                return antecedent.participants[0]
            if token.nbor().text in {"'s", "’s", "'", "’"}:
                return self.participants.by_token.get(token.i)
        return None

    def _resolve_compound(self, tokens: list[Token], head: Token) -> Resolution | None:
        """Resolve an organisation named by a compound: “the Falk campaign”."""
        if head.tag_.endswith("S"):
            return None
        first = head.i
        while first > tokens[0].i and head.doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
            first -= 1
        words = list(head.doc[first : head.i])
        while words and not (words[0].text[0].isupper() and words[0].pos_ == "PROPN"):
            words.pop(0)
        if not words or not any(t.i in self.participants.by_token for t in words):
            return None
        name = head.doc[words[0].i : head.i + 1].text
        return Resolution((name,), True, POSSESSOR, (Step(name, name, "an organisation"),))

    def _resolve_organisation(
        self, tokens: list[Token], head: Token, mention: str, quoted: Span
    ) -> Resolution | None:
        """Resolve “the company” to one of that description, or else to the last one."""
        distances = self._distances(tokens[0].idx, quoted)
        near = [p for p in distances if p.entity.label == "organisation"]
        words = {role_word(t) for t in tokens if not t.is_stop and t.is_alpha}
        similar = [p for p in near if len(words & set(p.name.casefold().split())) > 1]
        if similar:
            step = Step(mention, similar[0].name, "the same words in another order")
            return Resolution((similar[0].name,), True, ORGANISATION, (step,))
        if role_type(role_word(head)) != "firm":
            near = [participant for participant in near if matches_noun(participant, head)]
        is_definite = tokens[0].lower_ in word_class("definite")
        if not near or not is_definite or head.tag_.endswith("S"):
            return None
        near.sort(key=lambda p: distances[p] - NOUN_MATCH_BONUS * matches_noun(p, head))
        step = Step(mention, near[0].name, "the last organisation mentioned")
        return Resolution((near[0].name,), True, ORGANISATION, (step,))

    def _resolve_document(
        self, tokens: list[Token], head: Token, mention: str
    ) -> Resolution | None:
        """Resolve a report or record to its owner."""
        owner = self._possessor(tokens, head)
        for token in tokens:
            if owner:
                break
            named = self.participants.by_token.get(token.i)
            is_owner = token.i < head.i or (token.i > head.i and is_possessed_by(head, token))
            if is_owner and named and named.entity.label in {"person", "organisation"}:
                owner = named
        if not owner or owner.entity.label == "place":
            return None
        step = Step(mention, owner.name, "its owner")
        return Resolution((owner.name,), True, POSSESSOR, (step,))

    def _resolve_group(self, number: int, mention: str, offset: int) -> Resolution | None:
        """Resolve “the two” to the last people mentioned, in text order."""
        distances = self._distances(offset, Span(offset, offset))
        people = [p for p in distances if p.is_person and distances[p] < MAX_GROUP_DISTANCE]
        if len(people) < number:
            return None
        names = tuple(person.name for person in reversed(people[:number]))
        step = Step(mention, "; ".join(names), "the last people mentioned")
        return Resolution(names, True, SEVERAL_PEOPLE, (step,))


def matches_noun(participant: Participant, head: Token) -> bool:
    """Return whether a noun describes an organisation or is part of its name."""
    noun = role_word(head)
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
