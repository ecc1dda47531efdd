"""The cast of an article: who is in it, where, of which gender, and in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import normalize_word, parse_name, title_gender
from index.annotate.lexicon.tables import table, word_class
from index.article import Entity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

FULL = {"gov": "governor", "sen": "senator", "rep": "representative", "dr": "doctor"}
FULL |= {"gen": "general", "prof": "professor", "congressman": "representative"}
FULL |= {"congresswoman": "representative", "pres": "president", "ceo": "executive"}
FIRST_NAME = 6  # so many pronouns near by outweigh what a first name hints
TITLE, DESCRIBED = 20, 6
NOMINAL = {"NOUN", "PROPN", "ADJ"}


@dataclass(slots=True, eq=False)
class Member:
    """One entity with what the article lets know of it."""

    entity: Entity
    roles: Counter[str] = field(default_factory=Counter)
    """The nouns by which it is called beside its name: “senator”, “spokeswoman”."""
    words: Counter[str] = field(default_factory=Counter)
    """All words of those descriptions."""
    genders: Counter[str] = field(default_factory=Counter)
    gender: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.entity.label == "person"


def word(token: Token) -> str:
    """A token as the lists have it: lower case, abbreviations of offices written out."""
    plain = normalize_word(token.text)
    return FULL.get(plain, plain)


class Cast:
    """The entities of an article, found by place."""

    def __init__(self, doc: Doc, entities: Sequence[Entity]) -> None:
        self.doc = doc
        self.text = doc.text
        self.members = [Member(entity) for entity in entities]
        places = [(span, member) for member in self.members for span in member.entity.mentions]
        places.sort(key=lambda place: place[0])
        self.spans = [span for span, _ in places]
        self.at = [member for _, member in places]
        self.by_token: dict[int, Member] = {}
        roles = []
        for span, member in places:
            tokens = doc.char_span(*span, alignment_mode="expand")
            for token in tokens or ():
                self.by_token[token.i] = member
            if tokens and member.entity.label != "place":
                roles.append((member, tokens[0], tokens[-1]))
        for member, first, last in roles:
            self.note_roles(member, first, last)
        for member in self.members:
            if member.is_person:
                note_name(member)

    def within(self, span: Span) -> list[tuple[Span, Member]]:
        """The mentions that touch a span, in order."""
        index = bisect_left(self.spans, (span.start,))
        if index and self.spans[index - 1].end > span.start:
            index -= 1
        found = []
        while index < len(self.spans) and self.spans[index].start < span.end:
            found.append((self.spans[index], self.at[index]))
            index += 1
        return found

    def note_roles(self, member: Member, first: Token, last: Token) -> None:
        """Note the words that describe a mention: before it, beside it and after “is”."""
        before = [word(token) for token in words_before(first) if not self.is_person(token)]
        member.roles.update(before)
        member.words.update(before)
        for plain in before:
            member.genders[gender_of(plain)] += TITLE
        for phrase in beside(first, last):
            tokens = [token for token in phrase if not self.is_person(token)]
            member.words.update(word(token) for token in tokens if token.pos_ in NOMINAL)
            nouns = [word(token) for token in tokens if calls(token, tokens[0])]
            member.roles.update(nouns)
            head = next((noun for noun in nouns if noun in table("roles")), "")
            member.genders[gender_of(head)] += DESCRIBED
        del member.genders[""]

    def is_person(self, token: Token) -> bool:
        """Whether a token is part of a person's name."""
        member = self.by_token.get(token.i)
        return member is not None and member.is_person

    def people(self) -> list[Member]:
        """All people."""
        return [member for member in self.members if member.is_person]

    def bearers(self) -> dict[str, list[Member]]:
        """People of two or more names by surname, to see which surnames are shared."""
        found = defaultdict(list)
        for member in self.people():
            name = parse_name(member.entity.name)
            if name.given:
                found[name.surname].append(member)
        return found

    def signatures(self) -> list[tuple[int, str]]:
        """Where a person's name stands alone in a line, as under a letter."""
        text = self.text
        found = []
        for span, member in zip(self.spans, self.at, strict=True):
            before = text[max(0, span.start - 10) : span.start].rpartition("\n")
            after = text[span.end : span.end + 10].partition("\n")
            alone = before[1] and (after[1] or span.end + 10 > len(text))
            if member.is_person and alone and not (before[2] + after[0]).strip(" .,-—–"):
                found.append((span.start, member.entity.name))
        return found

    def first_names(self) -> dict[str, str]:
        """Whom a first name means that only one person bears."""
        people: defaultdict[str, list[str]] = defaultdict(list)
        for member in self.people():
            people[parse_name(member.entity.name).given].append(member.entity.name)
        return {given: names[0] for given, names in people.items() if given and len(names) == 1}


def note_name(member: Member) -> None:
    """Take the first name as a hint of the gender."""
    given = parse_name(member.entity.name).words
    hint = table("first_names").get(given[0], ("",))[0] if given else ""
    if hint:
        member.genders[hint] += FIRST_NAME


def calls(token: Token, first: Token) -> bool:
    """Whether a noun is what a phrase calls somebody, and not what it says about that."""
    led = any(before.pos_ == "ADP" for before in token.doc[first.i : token.i])
    owner = token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"
    return token.pos_ in NOMINAL and not led and not owner


def gender_of(plain: str) -> str:
    """The gender that a title or a noun tells, or ""."""
    return title_gender(plain) or table("roles").get(plain, ("", ""))[1].strip("-")


def words_before(first: Token) -> Iterable[Token]:
    """The nouns, adjectives and titles that stand directly before a name."""
    doc, index = first.doc, first.i - 1
    while index >= max(0, first.i - 8) and (
        doc[index].pos_ in NOMINAL or normalize_word(doc[index].text) in table("titles")
    ):
        yield doc[index]
        index -= 1


def beside(first: Token, last: Token) -> Iterable[list[Token]]:
    """The phrases in apposition to a name, and what it is said to be."""
    doc = first.doc
    root = doc[first.i : last.i + 1].root
    for child in root.children:
        if child.dep_ == "appos":
            yield phrase(child)
    if root.dep_ == "appos" and root.head.pos_ in NOMINAL and not root.head.ent_type_:
        yield phrase(root.head)
    if root.dep_ == "nsubj" and root.head.lower_ in word_class("be"):
        yield from (phrase(child) for child in root.head.children if child.dep_ == "attr")
    after = last.i + 1
    if after < len(doc) and doc[after].text in {",", "(", "-", "—"}:
        tokens = []
        for token in doc[after + 1 : after + 9]:
            if (
                token.is_punct
                or token.pos_ in {"VERB", "AUX"}
                or token.lower_ in word_class("clause opener") | word_class("conjunction")
            ):
                break
            tokens.append(token)
        if tokens and (tokens[0].pos_ == "DET" or any(word(t) in table("roles") for t in tokens)):
            yield tokens


def phrase(head: Token) -> list[Token]:
    """A noun with the words before it and the first words after it."""
    doc = head.doc
    start, end = head.left_edge.i, min(head.right_edge.i, head.i + 6)
    return [token for token in doc[max(start, head.i - 8) : end + 1] if not token.is_punct]
