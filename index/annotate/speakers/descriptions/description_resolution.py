"""Resolve source mentions that describe: “the premier”, “the company”, “both leaders”."""

from __future__ import annotations

from spacy.tokens import Token

from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.attribution import Attribution
from index.annotate.speakers.descriptions.description import (
    Description,
    description_head,
    is_epithet,
    role_type,
)
from index.annotate.speakers.descriptions.organisation_resolution import OrganisationResolver
from index.annotate.speakers.descriptions.role_resolution import AGE, RoleResolver
from index.annotate.speakers.participants import Participants
from index.annotate.speakers.pronoun_resolution import SalienceModel
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.article import Span, Step

MAX_GROUP_DISTANCE = 500  # characters back to the members of a group


class DescriptionResolver:
    """Resolve descriptions to the participants of an article."""

    def __init__(self, participants: Participants, salience: SalienceModel) -> None:
        self.participants, self.antecedents = participants, salience.antecedents
        self.roles = RoleResolver(participants, salience)
        self.organisations = OrganisationResolver(participants, self.roles)

    def resolve(
        self, tokens: list[Token], attribution: Attribution, text: str
    ) -> Resolution | None:
        """Resolve a description; return None if it stays unnamed."""
        quoted = Span(attribution.content[0].start, attribution.content[-1].end)
        description = Description(tokens, description_head(tokens), text, quoted)
        if place := word_class("of the last two").get(description.noun):
            return self._resolve_one_of_two(description, int(place))
        noun_type = role_type(description.noun)
        if noun_type in {"organisation", "firm"}:
            return self.organisations.resolve(description)
        if noun_type == "document":
            return self.organisations.resolve_document(description)
        is_held = any(person.roles[description.noun] for person in self.participants.people())
        if not is_held and (named := self.organisations.resolve_trade(description)):
            return named
        numbers, head = word_class("number"), description.head
        number = next(
            (
                t.lower_
                for t in tokens
                if t.i <= head.i and t.lower_ in numbers and t.doc[t.i + 1 : t.i + 2].text != "-"
            ),
            None,
        )
        is_of_others = any(t.pos_ == "ADP" and t.i > head.i for t in tokens)  # “two aides to her”
        is_known = description.is_definite or tokens[0] is head  # “two officers” are others
        if number and is_known and (noun_type or head.lower_ in numbers) and not is_of_others:
            return self._resolve_group(description, int(numbers[number]))
        is_elder = description.noun in word_class("age") and len(tokens) == 2
        if is_elder or AGE.search(text) or head.ent_type_ == "NORP" or is_epithet(tokens):
            return self.roles.resolve_epithet(description)
        if noun_type in {"office", "trade", "person"} or (is_held and description.is_definite):
            return self.roles.resolve(description)
        return None

    def resolve_name(self, tokens: list[Token]) -> str:
        """Return the name that a definite description means, or ""."""
        head = description_head(tokens)
        nowhere = Span(tokens[0].idx, tokens[0].idx)
        description = Description(tokens, head, "", nowhere)
        is_organisation = role_type(description.noun) in {"organisation", "firm"}
        resolve = self.organisations.resolve_last if is_organisation else self.roles.resolve
        resolution = resolve(description)
        return resolution.speakers[0] if resolution and resolution.named else ""

    def _resolve_one_of_two(self, description: Description, place: int) -> Resolution | None:
        """Resolve “the former” and “the latter” to the first or second of the last two people."""
        both = self._resolve_group(description, 2) if len(description.tokens) == 2 else None
        if both is None:
            return None
        name = both.speakers[place]
        reason = "one of the last two people mentioned"
        return Resolution.to_name(description.text, name, ConfidenceLevel.SEVERAL_PEOPLE, reason)

    def _resolve_group(self, group: Description, size: int) -> Resolution | None:
        """Resolve “the two” to the last people mentioned, in text order."""
        distances = self.participants.distances_back(group.offset)
        people = [p for p in distances if p.is_person and distances[p] < MAX_GROUP_DISTANCE]
        if len(people) < size:
            return None
        names = tuple(person.name for person in reversed(people[:size]))
        step = Step(group.text, "; ".join(names), "the last people mentioned")
        return Resolution(names, True, ConfidenceLevel.SEVERAL_PEOPLE, (step,))
