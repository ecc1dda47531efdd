"""A source mention that describes: its main noun, its words, and what kind of noun that is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.entities.described_organisations import is_kind
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import can_speak, is_person_noun
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.genders import word_gender
from index.annotate.speakers.participants import Participant
from index.annotate.speakers.phrases import place_words, role_word
from index.annotate.speakers.pronouns import PRONOUNS
from index.annotate.token_table import SUBJECTS
from index.article import Entity, EntityLabel, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

PAUSES = {",", "—", "–", "-", "--", "("}
MAX_HEADLINE = 150  # characters from the start in which a headline stands
MAX_PARTICIPLE = 5  # tokens of a participle that belongs to a description


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
    def is_label(self) -> bool:
        """Whether a colon follows, as in a transcript: “CHAIR:”."""
        last = self.tokens[-1]
        is_in_capitals = all(token.text.isupper() for token in self.tokens)
        return is_in_capitals and last.i + 1 < len(last.doc) and last.nbor().text == ":"

    @property
    def places(self) -> set[str]:
        """The places and nationalities before the main noun: “the Finnish premier”."""
        return place_words(token for token in self.tokens if token.i < self.head.i)

    @property
    def is_national(self) -> bool:
        """Whether a nationality stands before the main noun."""
        return any(t.ent_type_ == "NORP" for t in self.tokens if t.i < self.head.i)

    @property
    def modifiers(self) -> set[str]:
        """The words around the main noun that may tell whom it means."""
        others = (t for t in self.tokens if t.i != self.head.i and not t.is_stop and t.is_alpha)
        return {role_word(token) for token in others}

    @property
    def words(self) -> set[str]:
        """All its words, with abbreviations written out."""
        return {role_word(token) for token in self.tokens}

    @property
    def gender(self) -> str:
        """The gender of the main noun: m, f or ""."""
        return word_gender(self.noun)

    @property
    def is_qualified(self) -> bool:
        """Whether words after the main noun narrow it: “the mayor of Torp”."""
        has_number = any(t.like_num for t in self.tokens if t.i > self.head.i)
        has_preposition = any(t.pos_ == "ADP" and t.i > self.head.i for t in self.tokens)
        return has_preposition and not has_number

    @property
    def is_owned(self) -> bool:
        """Whether it has a possessor: “her lawyer”, “the mayor’s wife”."""
        return any(t.tag_ in {"POS", "PRP$"} and t.i < self.head.i for t in self.tokens)

    @property
    def is_plural(self) -> bool:
        """Whether the main noun is plural."""
        return self.head.tag_.endswith("S")


def description_head(tokens: list[Token]) -> Token:
    """Return the main noun of a description."""
    root = tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root
    if role_type(role_word(root)) or root.pos_ == "NOUN":
        return root
    return next((t for t in tokens if role_type(role_word(t)) and t.pos_ != "ADJ"), root)


def describe(noun: Token, word: str, kind: str = "person") -> Participant:
    """Return somebody without a name, or a document, described by a noun without its clauses."""
    clauses = [
        t.left_edge.i
        for t in noun.children
        if t.i > noun.i and t.dep_ not in {"prep", "cc", "amod"} and not is_short_participle(t)
    ]
    last = min([noun.right_edge.i, *(start - 1 for start in clauses)])
    phrase = tuple(noun.doc[noun.left_edge.i : last + 1])
    shown = display_text("".join(token.text_with_ws for token in phrase))
    shown = shown[0].lower() + shown[1:]
    labels: dict[str, EntityLabel] = {"organisation": "organisation", "firm": "organisation"}
    label = "person" if kind == "person" else labels.get(kind, "other")
    entity = Entity(shown, label, (Span(noun.idx, noun.idx + len(noun)),))
    return Participant(entity, Counter([word]), gender=word_gender(word), phrase=phrase)


def is_short_participle(token: Token) -> bool:
    """Return whether a participle after a noun has few words: “a banker advising the club”."""
    size = token.right_edge.i - token.left_edge.i
    return token.dep_ == "acl" and token.tag_ == "VBG" and size < MAX_PARTICIPLE


def is_beside_name(noun: Token, by_token: Mapping[int, Participant]) -> bool:
    """Return whether a noun describes somebody with a name: “a judge, Ann Lee”."""
    if noun.dep_ in {"appos", "attr"} or any(child.dep_ == "appos" for child in noun.children):
        return True
    near = [by_token.get(token.i) for token in noun.doc[noun.i + 1 : noun.i + 3]]
    label = "organisation" if is_kind(noun.lower_) else "person"
    return any(p is not None and p.entity.label == label for p in near)


def is_first_person(
    noun: Token, by_token: Mapping[int, Participant], before: Iterable[Participant]
) -> bool:
    """Return whether “the girl” is a subject, and nobody is named before or beside it."""
    is_subject = noun.left_edge.lower_ == "the" and noun.dep_ in SUBJECTS
    sentence = map(by_token.get, range(noun.i, noun.sent.end))
    is_named = any(p is not None and p.is_person for p in (*before, *sentence))
    return is_subject and not is_named and not is_beside_name(noun, by_token)


def before_headline_verb(tokens: list[Token], by_token: Mapping[int, Participant]) -> list[Token]:
    """Return the tokens before a verb that is tagged as a name: “Ann Lee Blasts Falk”."""
    for at, token in enumerate(tokens):
        person = by_token.get(tokens[at - 1].i) if at else None
        is_after = person is not None and person.is_person and token.i not in by_token
        if is_after and token.pos_ == "PROPN" and is_verb_of_saying(token.lower_):
            return tokens[:at]
    return tokens


def is_named_after_comma(before: list[Token], root: Token, after: Token | None) -> bool:
    """Return whether a description with its own noun for a company stands before the name.

    “The ferry’s owner, Vell Lines,” is Vell Lines, but “the head of the union, Vell,” is not.
    """
    is_last = after is None or after.is_punct
    is_body = role_type(root.lower_) in {"organisation", "firm"} or is_kind(root.lower_)
    is_owner = root.lower_ in word_class("owner of a thing") or is_body
    return is_last and bool(before) and before[-1].text in PAUSES and is_owner and root.tag_ == "NN"


def is_described_after_comma(before: list[Token], preposition: int) -> bool:
    """Return whether a name has a description of its own after a comma: “, 29-year-old Ann Lee”.

    There is no article in it: “, retired nurse Ann Lee”, but not “, a friend Ann Lee”.
    """
    comma = next((t for t in reversed(before) if t.text == ","), None)
    if comma is None or comma.i < preposition or comma.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
        return False
    words = [t for t in before if t.i > comma.i]
    return all(t.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or t.text == "-" for t in words)


def modifies_noun(token: Token, root: Token) -> bool:
    """Return whether the name that ends with a token only modifies the root noun after it.

    This holds for both names in “Lindo and Torp officials”.
    """
    between = token.doc[token.i + 1 : root.i]
    return root.i > token.i and root.pos_ == "NOUN" and not any(t.is_punct for t in between)


def is_thing(noun: Token) -> bool:
    """Return whether a noun means nobody who could speak: “the visit”, “experience”."""
    if noun.ent_type_ in {"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"}:
        is_time = noun.ent_type_ == "TIME" and noun.tag_ == "NNS"  # “five minutes”
        return is_time or any(map(str.isdigit, noun.text)) or noun.pos_ == "PROPN"
    return noun.pos_ == "NOUN" and not noun.ent_type_ and not can_speak(role_word(noun))


def is_epithet(tokens: list[Token]) -> bool:
    """Return whether tokens mean somebody by origin: “the Dane”, whatever the tagger says."""
    word = tokens[-1]
    return len(tokens) == 2 and tokens[0].lower_ == "the" and word.lower_ in table("demonyms")


def is_quantifier(token: Token) -> bool:
    """Return whether a word picks some members of a group, so the group itself is not meant."""
    return token.lower_ in word_class("quantifier") or token.pos_ == "NUM"


def without_brackets(tokens: list[Token]) -> list[Token]:
    """Drop the tokens in brackets, unless nothing else is left: “Tim Falk (Reform)”."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept or tokens


def continues_list(tokens: list[Token], index: int) -> bool:
    """Return whether a comma continues a list of names, not a description."""
    return any(t.lower_ in word_class("conjunction") for t in tokens[index : index + 4])


def is_office(label: str) -> bool:
    """Return whether a transcript label is an office or role, not a name: “COMMITTEE CHAIR”."""
    last = normalize_word(label.split()[-1])
    return last in table("roles") or is_person_noun(last)


def names_nobody(label: str) -> bool:
    """Return whether a transcript label has no name: “Mr. Speaker”, “WITNESS 14”, “VOICES”."""
    words = [normalize_word(word) for word in label.replace("_", " ").split()]
    roles = word_class("label word")
    others = [word for word in words if word not in roles and word not in table("titles")]
    is_number = all(len(word) == 1 or word.isdigit() for word in others[-1:])
    return any(word in roles for word in words) and len(others) < 2 and is_number


def is_nobody(mention: str) -> bool:
    """Return whether a mention is only “everyone”, “the others”, “none of them” or similar."""
    words = mention.casefold().split()
    if len(words) > 2 and words[-2] == "of" and words[-1] in PRONOUNS:
        words = words[:-2]
    elif words[-1:] == ["else"]:
        words.pop()
    if len(words) == 2 and words[0] in word_class("determiner of nobody"):
        words = words[1:]
    return len(words) == 1 and words[0] in word_class("nobody")


def compact_name(name: str) -> str:
    """Return a name without spaces, case and article, for comparison: “TheBlaze”, “the Blaze”."""
    return "".join(normalize_word(word) for word in name.split()).removeprefix("the")
