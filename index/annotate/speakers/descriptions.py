"""Sources that describe and do not name: “the premier”, “the company”, “both leaders”."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import parse_name
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.genders import form_of
from index.annotate.speakers.participants import word
from index.annotate.speakers.resolution import (
    ORGANISATION,
    OWNER,
    ROLE,
    ROLE_OF_FOREMOST,
    ROLE_OF_LATER,
    ROLE_OF_SEVERAL,
    SEVERAL,
    Answer,
)
from index.article import Span, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.annotate.quotes.attribution import Attribution
    from index.annotate.speakers.participants import Cast, Member
    from index.annotate.speakers.pronoun_resolution import Walk

FITTING = 200  # so many characters nearer is an organisation that the noun fits
SEVERAL_REACH = 500
REACH = 60  # how many mentions back somebody is looked for


def kind_of(noun: str) -> str:
    """What a noun names: office, trade, person, organisation, document, group or ""."""
    cells = table("roles").get(noun) or table("roles").get(noun.removesuffix("s"))
    return cells[0] if cells else ""


def as_described(said: str) -> str:
    """A source's words as they are shown: no clause after them, no capital article."""
    short = re.split(r",? (?:who|which|whose|speaking|citing)\b", said, maxsplit=1)[0]
    short = " ".join(short.split()).strip(" ,;:-—")
    if short.isupper() and kind_of(short.casefold()):
        return short.casefold()
    first, _, rest = short.partition(" ")
    return (
        f"{first.lower()} {rest}".strip()
        if first.istitle() and first.lower() in word_class("article")
        else short
    )


class Descriptions:
    """Reads descriptions, with the cast of the article."""

    def __init__(self, cast: Cast, walk: Walk) -> None:
        self.cast, self.choices, self.foremost = cast, walk.choices, walk.foremost

    def read(self, tokens: list[Token], item: Attribution, said: str) -> Answer | None:
        """Whom a description means; None where it names nobody."""
        head = head_of(tokens)
        kind = kind_of(word(head))
        quoted = Span(item.content[0].start, item.content[-1].end)
        number = next(
            (
                int(word_class("number")[t.lower_])
                for t in tokens
                if t.i <= head.i and t.lower_ in word_class("number")
            ),
            0,
        )
        if kind in {"organisation", "firm"}:
            return (
                self.called(tokens, head)
                or self.team(tokens, head, said)
                or self.compound(tokens, head)
                or self.organisation(tokens, head, said, quoted)
            )
        if kind == "document":
            return self.owner(tokens, head, said)
        if number and (kind or head.lower_ in word_class("number")):
            return self.several(number, said, tokens[0].idx)
        definite = tokens[0].lower_ in word_class("definite")
        if kind in {"office", "trade", "person"} and definite and not head.tag_.endswith("S"):
            return self.role(tokens, head, said, quoted)
        return None

    def role(self, tokens: list[Token], head: Token, said: str, quoted: Span) -> Answer | None:
        """Who holds an office, or is the man or woman spoken of."""
        noun = word(head)
        gender = table("roles").get(noun, ("", "-"))[1].strip("-")
        limits = {word(t) for t in tokens if t.i != head.i and not t.is_stop and t.is_alpha}

        def may_be(member: Member) -> bool:
            return member.is_person and (not gender or member.gender in {"", gender})

        near = [member for member in self.distances(tokens[0].idx, quoted) if may_be(member)]
        foremost = [m for m in self.foremost.get(tokens[0].i, []) if may_be(m)] or near
        holder, sure = self.holder(noun, limits, near)
        if holder:
            step = Step(said, holder.entity.name, f"is called “{noun}” in the article")
            return Answer((holder.entity.name,), True, sure, (step,))
        new = any(token.pos_ == "ADP" and token.i > head.i for token in tokens)
        generic = kind_of(noun) == "office" or noun in {"man", "woman"}
        if foremost and generic and not new:
            step = Step(said, foremost[0].entity.name, "the person in the foreground")
            return Answer((foremost[0].entity.name,), True, ROLE_OF_FOREMOST, (step,))
        return None

    def holder(
        self, noun: str, limits: set[str], near: list[Member]
    ) -> tuple[Member | None, float]:
        """Who is given a role by the article, the last named first, and how sure that is."""
        holders = [member for member in near if member.roles[noun]]
        holders.sort(key=lambda member: -len(limits & set(member.words)))
        if holders:
            best = holders[0]
            fitting = bool(limits & set(best.words))
            past = best.words["former"] and "former" not in limits and best is not near[0]
            if fitting or not past:
                return best, ROLE if fitting or len(holders) == 1 else ROLE_OF_SEVERAL
        later = [m for m in self.cast.people() if m.roles[noun] and limits & set(m.words)]
        return (
            (later[0], ROLE_OF_LATER) if len(later) == 1 and later[0] not in near else (None, 0.0)
        )

    def distances(self, char: int, quoted: Span) -> dict[Member, int]:
        """How far before a place each was mentioned last, nearest first.

        What stands in the quote itself does not count.
        """
        end = bisect_left(self.cast.spans, (char,))
        found: dict[Member, int] = {}
        for index in range(end - 1, max(-1, end - REACH), -1):
            if not self.cast.spans[index].touches(quoted):
                found.setdefault(self.cast.at[index], char - self.cast.spans[index].end)
        return found

    def called(self, tokens: list[Token], head: Token) -> Answer | None:
        """An organisation whose name comes after: “a group called Open Harbour”."""
        name = [t for t in tokens if t.i > head.i]
        if len(name) < 2 or name[0].lower_ not in word_class("naming participle"):
            return None
        words = list(takewhile(lambda t: t.text[0].isupper() or t.is_digit, name[1:]))
        if not words:
            return None
        text = head.doc[words[0].i : words[-1].i + 1].text
        return Answer((text,), True, OWNER, (Step(text, text, "the name after “called”"),))

    def team(self, tokens: list[Token], head: Token, said: str) -> Answer | None:
        """The organisation of a person: “her campaign” is the campaign of that name."""
        noun = word_class("team").get(word(head))
        owner = self.possessor(tokens, head) if noun else None
        if not noun or not owner or not owner.is_person:
            return None
        name = f"{parse_name(owner.entity.name).surname} {noun}"
        shown = f"{owner.entity.name.split()[-1]} {noun}" if name else said
        return Answer((shown,), True, OWNER, (Step(said, shown, "whose it is"),))

    def possessor(self, tokens: list[Token], head: Token) -> Member | None:
        """Whom “her” or “Falk's” before a noun means."""
        for token in tokens:
            if token.i >= head.i:
                return None
            form = form_of(token)
            choice = self.choices.get(token.i)
            if form and form.use == "o" and choice and choice.members:
                return choice.members[0]
            after = token.doc[token.i + 1]
            if after.text in {"'s", "’s", "'", "’"}:
                return self.cast.by_token.get(token.i)
        return None

    def compound(self, tokens: list[Token], head: Token) -> Answer | None:
        """An organisation that is named by its noun: “the Falk campaign”."""
        if head.tag_.endswith("S"):
            return None
        first = head.i
        while first > tokens[0].i and head.doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
            first -= 1
        words = list(head.doc[first : head.i])
        while words and not (words[0].text[0].isupper() and words[0].pos_ == "PROPN"):
            words.pop(0)
        if not words or not any(t.i in self.cast.by_token for t in words):
            return None
        name = head.doc[words[0].i : head.i + 1].text
        return Answer((name,), True, OWNER, (Step(name, name, "an organisation"),))

    def organisation(
        self, tokens: list[Token], head: Token, said: str, quoted: Span
    ) -> Answer | None:
        """Which organisation “the company” is: one of that description, else the last one."""
        places = self.distances(tokens[0].idx, quoted)
        near = [member for member in places if member.entity.label == "organisation"]
        words = {word(t) for t in tokens if not t.is_stop and t.is_alpha}
        alike = [m for m in near if len(words & set(m.entity.name.casefold().split())) > 1]
        if alike:
            step = Step(said, alike[0].entity.name, "the same words in another order")
            return Answer((alike[0].entity.name,), True, ORGANISATION, (step,))
        if kind_of(word(head)) != "firm":
            near = [member for member in near if fits(member, head)]
        if not near or tokens[0].lower_ not in word_class("definite") or head.tag_.endswith("S"):
            return None
        near.sort(key=lambda member: places[member] - FITTING * fits(member, head))
        step = Step(said, near[0].entity.name, "the organisation spoken of last")
        return Answer((near[0].entity.name,), True, ORGANISATION, (step,))

    def owner(self, tokens: list[Token], head: Token, said: str) -> Answer | None:
        """Whose report or record it is."""
        member = self.possessor(tokens, head)
        for token in tokens:
            if member:
                break
            after = token.i > head.i and led_by(token, head)
            named = self.cast.by_token.get(token.i)
            if (
                (token.i < head.i or after)
                and named
                and named.entity.label in {"person", "organisation"}
            ):
                member = named
        if not member or member.entity.label == "place":
            return None
        step = Step(said, member.entity.name, "whose it is")
        return Answer((member.entity.name,), True, OWNER, (step,))

    def several(self, number: int, said: str, char: int) -> Answer | None:
        """Who “the two” are: the last so many people, in the order of the text."""
        places = self.distances(char, Span(char, char))
        people = [m for m in places if m.is_person and places[m] < SEVERAL_REACH][:number]
        if len(people) < number:
            return None
        names = tuple(m.entity.name for m in reversed(people))
        return Answer(
            names, True, SEVERAL, (Step(said, "; ".join(names), "the last people named"),)
        )


def fits(member: Member, head: Token) -> bool:
    """Whether an organisation is called by a noun, in its name or beside it."""
    noun = word(head)
    return bool(member.roles[noun]) or noun in member.entity.name.casefold().split()


def head_of(tokens: list[Token]) -> Token:
    """The noun that a description is about."""
    root = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root
    if kind_of(word(root)) or root.pos_ == "NOUN":
        return root
    return next((t for t in tokens if kind_of(word(t)) and t.pos_ != "ADJ"), root)


def led_by(token: Token, head: Token) -> bool:
    """Whether “of”, “by” and the like lead from a noun to a token."""
    between = token.doc[head.i + 1 : token.i]
    return (
        any(t.lower_ in word_class("possessive preposition") for t in between) and len(between) < 8
    )
