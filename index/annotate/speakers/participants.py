"""The entities of an article as participants: where they are mentioned, their gender and roles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import takewhile
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from index.annotate.entities.known_names import is_place
from index.annotate.entities.person_names import normalize_word, parse_name
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.genders import (
    RARE_NAME_VOTES,
    first_name_gender,
    rare_name_gender,
    word_gender,
)
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.token_table import text_of
from index.article import Entity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

ABBREVIATIONS = {
    "gov": "governor", "sen": "senator", "rep": "representative", "dr": "doctor",
    "gen": "general", "prof": "professor", "congressman": "representative",
    "congresswoman": "representative", "pres": "president", "ceo": "executive",
    "democratic": "democrat", "gop": "republican", "tory": "conservative",
    "constable": "officer", "pc": "officer", "defense": "defence",
}  # fmt: skip
# Votes for a gender; a pronoun has one.
TITLE_VOTES, NOUN_VOTES = 20, 6
MIN_GENDER_VOTES = 2
MAX_PHRASE = 8  # tokens before or after a name
MAX_MENTIONS_BACK = 60
FREQUENCY_BONUS = 0.1  # for each doubling of the number of mentions
NOMINAL = {"NOUN", "PROPN", "ADJ"}
DESCRIBING = NOMINAL | {"NUM"}
AGE_AFTER_NAME = re.compile(r"(?:, (?:aged )?|,? aged | \()(?P<age>\d{1,3})(?=[,.;)\s])")
# A line of a list, or a heading or caption without a full stop.
ASIDE = re.compile(
    r"^[ \t]*(?:\d{1,2}[.)]|[•▪●*–-])[ \t].*"
    r"|^(?=.{1,120}$).*[^\s.?!…:;,”\"’'»)\]—–-][ \t]*$",
    re.MULTILINE,
)


@dataclass(slots=True, eq=False)
class Participant:
    """An entity and what the article says about it."""

    entity: Entity
    roles: Counter[str] = field(default_factory=Counter)
    """The nouns that describe it beside its name: “senator”, “spokeswoman”."""
    words: Counter[str] = field(default_factory=Counter)
    """All words of those descriptions."""
    places: set[str] = field(default_factory=set)
    """The places and nationalities among those words."""
    owners: list[int] = field(default_factory=list)
    """The tokens of the possessor: “her” in “her lawyer, Ann Lee”."""
    ages: set[str] = field(default_factory=set)
    """The ages given right after its mentions, as in “Ann Lee, 36,”."""
    deeds: set[str] = field(default_factory=set)
    """The stems of the verbs of which it is the subject; see ``descriptions/deeds.py``."""
    gender_votes: Counter[str] = field(default_factory=Counter)
    gender: str = ""
    is_hinted: bool = False
    """Whether only a rare first name tells the gender, so that it may be the other one."""
    phrase: tuple[Token, ...] = ()
    """The words for somebody whom the article does not name here: “a doctor at the clinic”."""

    @property
    def is_named(self) -> bool:
        """Whether the article gives the name."""
        return not self.phrase

    @property
    def name(self) -> str:
        """The fullest name in the article."""
        return self.entity.name

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.entity.label == "person"

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation, and not called like a place or “the State”."""
        name = " ".join(map(normalize_word, self.name.split()))
        is_other = is_place(name) or name in word_class("generic name")
        return self.entity.label == "organisation" and not is_other


class Antecedent(NamedTuple):
    """Whom a pronoun means, and by what margin."""

    names: tuple[str, ...]
    margin: float
    """From 0, a tie, to 1, no other candidate."""
    reason: str
    participants: tuple[Participant, ...] = ()
    named: bool = True


class Participants:
    """The participants of an article by token and by mention.

    ``spans`` are all mentions in text order, ``mentioned`` the participant of each.
    """

    def __init__(self, doc: Doc, entities: Sequence[Entity]) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.all = [Participant(entity) for entity in entities]
        mentions = [(span, one) for one in self.all for span in one.entity.mentions]
        mentions.sort(key=lambda mention: mention[0])
        self.spans = [span for span, _ in mentions]
        self.mentioned = [participant for _, participant in mentions]
        self.by_token: dict[int, Participant] = {}
        described = []
        for span, participant in mentions:
            tokens = doc.char_span(*span, alignment_mode="expand")
            for token in tokens or ():
                self.by_token[token.i] = participant
            if tokens and participant.entity.label != "place":
                described.append((participant, tokens[0], tokens[-1]))
        for participant, first, last in described:
            self._add_descriptions(participant, first, last)
        for person in self.people():
            gender, votes = first_name_gender(person.name)
            person.gender_votes[gender] += votes * bool(gender)

    def people(self) -> list[Participant]:
        """Return the participants that are people."""
        return [participant for participant in self.all if participant.is_person]

    def by_surname(self) -> dict[str, list[Participant]]:
        """Return the people with a first name by surname, to find shared surnames."""
        groups = defaultdict(list)
        for person in self.people():
            name = parse_name(person.name)
            if name.given:
                groups[name.surname].append(person)
        return groups

    def by_first_name(self) -> dict[str, str]:
        """Return the full names of people by first names that only one person has."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.people():
            groups[parse_name(person.name).given].append(person.name)
        return {given: names[0] for given, names in groups.items() if given and len(names) == 1}

    def asides(self) -> list[Span]:
        """Return the lines of lists, and the headings and captions."""
        return [Span(*match.span()) for match in ASIDE.finditer(self.text)]

    def signatures(self) -> list[tuple[int, str]]:
        """Return offset and name of people alone on a line, as below a letter."""
        text = self.text
        signatures = []
        for span, participant in zip(self.spans, self.mentioned, strict=True):
            before = text[max(0, span.start - 10) : span.start].rpartition("\n")
            after = text[span.end : span.end + 10].partition("\n")
            on_one_line = before[1] and (after[1] or span.end + 10 > len(text))
            is_alone = on_one_line and not (before[2] + after[0]).strip(" .,-—–")
            if participant.is_person and is_alone:
                signatures.append((span.start, participant.name))
        return signatures

    def distances_back(self, offset: int, ignored: Span) -> dict[Participant, int]:
        """Return the distance back to the last mention of each participant, nearest first.

        ``ignored`` is a quote whose mentions do not count.
        """
        end = bisect_left(self.spans, (offset,))
        distances: dict[Participant, int] = {}
        for index in range(end - 1, max(-1, end - MAX_MENTIONS_BACK), -1):
            if not self.spans[index].touches(ignored):
                distances.setdefault(self.mentioned[index], offset - self.spans[index].end)
        return distances

    def assign_genders(self, tokens: Sequence[Token], quoted: SpanLookup) -> None:
        """Set the gender of people by a vote of titles, nouns, first names and pronouns.

        A pronoun outside quotes votes for the only person before it in its sentence, or else
        for the only one in the previous sentence.
        """
        current: set[Participant] = set()
        previous: set[Participant] = set()
        meant: dict[str, set[Participant]] = {}  # by the pronouns of a sentence
        for token in tokens:
            if token.is_sent_start:
                previous, current, meant = current, set(), {}
            if quoted.find(token.idx):
                continue
            participant = self.by_token.get(token.i)
            pronoun = pronoun_of(token)
            if participant and participant.is_person:
                current.add(participant)
            elif pronoun and pronoun.gender in {"m", "f"} and len(current or previous) == 1:
                for person in meant.setdefault(pronoun.gender, set(current or previous)):
                    person.gender_votes[pronoun.gender] += 1
        for person in self.people():
            male, female = person.gender_votes["m"], person.gender_votes["f"]
            if male != female and max(male, female) >= MIN_GENDER_VOTES:
                person.gender = "m" if male > female else "f"
            others = max(male, female) - RARE_NAME_VOTES
            is_named_so = person.gender and rare_name_gender(person.name) == person.gender
            person.is_hinted = bool(is_named_so) and others < MIN_GENDER_VOTES

    def _add_descriptions(self, participant: Participant, first: Token, last: Token) -> None:
        """Add the words that describe a mention: before it, beside it and after “is”."""
        age = AGE_AFTER_NAME.match(self.text, last.idx + len(last))
        if age:
            participant.ages.add(age["age"])
        titles = list(words_before(first))
        before = [role_word(token) for token in titles if not self._in_person(token)]
        start = titles[-1] if titles else first
        if start.i and (start.nbor(-1).tag_ in {"POS", "PRP$"}):
            participant.owners.append(start.i - 1 - (start.nbor(-1).tag_ == "POS"))
        participant.places |= place_words(titles)
        participant.roles.update(before)
        participant.words.update(before)
        for word in before:
            participant.gender_votes[word_gender(word)] += TITLE_VOTES
            if word not in table("titles"):
                break  # “Mother Meets Falk” does not describe Falk
        origin = place_words(_origin_beside(titles[-1] if titles else first, last))
        participant.places |= origin
        participant.words.update(origin)
        for phrase in descriptions_beside(first, last):
            tokens = [token for token in after_owner(phrase) if not self._in_person(token)]
            participant.words.update(role_word(t) for t in tokens if t.pos_ in DESCRIBING)
            participant.places |= place_words(tokens)
            participant.owners += [t.i for t in phrase if t.tag_ == "PRP$" or owns_next(t)]
            nouns = [role_word(token) for token in tokens if is_role_noun(token, tokens[0])]
            participant.roles.update(nouns)
            head = next((noun for noun in nouns if noun in table("roles")), "")
            participant.gender_votes[word_gender(head)] += NOUN_VOTES
        del participant.gender_votes[""]

    def _in_person(self, token: Token) -> bool:
        participant = self.by_token.get(token.i)
        return participant is not None and participant.is_person


class SpanLookup:
    """Look up the span around an offset among sorted spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [span.start for span in self.spans]

    def find(self, offset: int) -> Span | None:
        """Return the last span that begins before an offset, if it contains the offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.spans[index] if index >= 0 and offset < self.spans[index].end else None


def role_word(token: Token) -> str:
    """Return a token in lower case, with abbreviated offices written out."""
    word = normalize_word(token.text).removeprefix("ex-").partition("-of-")[0]
    return ABBREVIATIONS.get(word, word)


def place_words(tokens: Iterable[Token]) -> set[str]:
    """Return the places, nationalities and names after “of” among tokens, without parties."""
    words, after_of = set(), False
    for token in tokens:
        after_of = token.lower_ in {"of", "from"} if token.pos_ == "ADP" else after_of
        is_name = token.pos_ == "PROPN" and after_of
        if is_name or token.ent_type_ in {"GPE", "NORP", "LOC"}:
            words.add(role_word(token))
    return words - table("roles").keys() - word_class("party").keys()


def is_role_noun(token: Token, first: Token) -> bool:
    """Return whether a noun describes the named one, not something inside the description."""
    follows_preposition = any(before.pos_ == "ADP" for before in token.doc[first.i : token.i])
    return token.pos_ in NOMINAL and not follows_preposition and not owns_next(token)


def owns_next(token: Token) -> bool:
    """Return whether a token has the ending of the possessive: “Falk” in “Falk’s lawyer”."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def words_before(first: Token) -> Iterable[Token]:
    """Yield the nouns, adjectives and titles directly before a name, nearest first."""
    doc, index = first.doc, first.i - 1
    while index >= max(0, first.i - MAX_PHRASE) and (
        doc[index].pos_ in NOMINAL
        or normalize_word(doc[index].text) in table("titles")
        or is_person_noun(doc[index].lower_)
    ):
        yield doc[index]
        index -= 1


def descriptions_beside(first: Token, last: Token) -> Iterable[list[Token]]:
    """Yield the appositions of a name, and the descriptions after “is”."""
    doc = first.doc
    root = doc[first.i : last.i + 1].root
    for child in root.children:
        if child.dep_ == "appos":
            yield noun_phrase(child)
    if root.dep_ == "appos" and root.head.pos_ in NOMINAL and not root.head.ent_type_:
        yield noun_phrase(root.head)
    if root.dep_ == "nsubj" and root.head.lower_ in word_class("be"):
        yield from (noun_phrase(child) for child in root.head.children if child.dep_ == "attr")
    before = first.i - 1
    if before > 0 and doc[before].text == "," and doc[before - 1].pos_ == "NOUN":
        phrase = _phrase_before(doc[before - 1])
        ends = last.i + 1 < len(doc) and doc[last.i + 1].text in {",", ".", ";", ")"}
        if phrase and ends and root.dep_ != "appos":
            yield phrase
    after = last.i + 1
    if after < len(doc) and doc[after].text in {",", "(", "-", "—"}:
        tokens = list(takewhile(is_inside_phrase, doc[after + 1 : after + 1 + MAX_PHRASE]))
        has_article = bool(tokens) and tokens[0].pos_ == "DET"
        if has_article or any(role_word(t) in table("roles") for t in tokens):
            yield tokens


def _origin_beside(first: Token, last: Token) -> list[Token]:
    """Return the tokens that say where somebody is from: “Denmark’s Ann Lee”, “Lee of Torp”."""
    before = list(last.doc[max(0, first.i - 2) : first.i])
    after = list(last.doc[last.i + 1 : last.i + 3])
    owner = before[:1] if before and before[-1].tag_ == "POS" else []
    return owner + (after if after and after[0].lower_ in {"of", "from"} else [])


def _phrase_before(noun: Token) -> list[Token]:
    """Return a noun with the words before it from its article, or nothing: “a Dutch diver”."""
    phrase = [noun]
    while phrase[0].i and phrase[0].nbor(-1).pos_ in NOMINAL and len(phrase) < MAX_PHRASE:
        phrase.insert(0, phrase[0].nbor(-1))
    article = phrase[0].nbor(-1) if phrase[0].i else None
    has_article = article is not None and article.lower_ in word_class("article")
    return phrase if has_article and role_word(noun) in table("roles") else []


def is_inside_phrase(token: Token) -> bool:
    """Return whether a token is no punctuation, verb, clause opener or conjunction."""
    ends = word_class("clause opener") | word_class("conjunction")
    return not (token.is_punct or token.pos_ in {"VERB", "AUX"} or token.lower_ in ends)


def noun_phrase(head: Token) -> list[Token]:
    """Return a noun with the words before it and the first words after it."""
    doc = head.doc
    start, end = head.left_edge.i, min(head.right_edge.i, head.i + 6)
    if any(child.dep_ == "conj" and child.pos_ == "PROPN" for child in head.children):
        joins = (child.i - 1 for child in head.children if child.dep_ == "cc")
        end = min(end, next(joins, end))  # “a Malaysian singer, and Ann Lee of Malawi”
    return [t for t in doc[max(start, head.i - MAX_PHRASE) : end + 1] if not t.is_punct]


def after_owner(phrase: list[Token]) -> list[Token]:
    """Return the words of a phrase after the owner at its start: “lawyer” of “the mayor’s lawyer”.

    What describes the owner does not describe the lawyer.
    """
    ends = [n for n, token in enumerate(phrase) if token.tag_ == "POS"]
    is_first = ends and not any(token.pos_ == "ADP" for token in phrase[: ends[0]])
    return phrase[ends[0] + 1 :] if is_first else phrase


def opens_paragraph(token: Token) -> bool:
    """Return whether a name begins a paragraph and a verb follows, whatever the parse says."""
    doc, first = token.doc, token.i
    while (
        first
        and (left := doc[first - 1]).ent_iob_ in {"B", "I"}
        and left.ent_type == token.ent_type
    ):
        first -= 1
    starts_paragraph = first == 0 or "\n" in doc[first - 1].text
    return starts_paragraph and token.i + 1 < len(doc) and token.nbor().pos_ in {"VERB", "AUX"}


def frequency_factor(participant: Participant) -> float:
    """Return a factor that grows with the number of mentions."""
    return 1 + FREQUENCY_BONUS * log2(len(participant.entity.mentions))
