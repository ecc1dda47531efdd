"""The entities of an article as participants: where they are mentioned, their gender and roles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2
from typing import NamedTuple

from spacy.tokens import Doc, Token

from index.annotate.entities.known_names import is_place
from index.annotate.entities.person_names import normalize_word, parse_name
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.genders import (
    RARE_NAME_VOTES,
    first_name_gender,
    rare_name_gender,
    word_gender,
)
from index.annotate.speakers.phrases import (
    NOMINAL,
    after_owner,
    descriptions_beside,
    is_role_noun,
    origin_beside,
    owns_next,
    place_words,
    role_word,
    words_before,
)
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.token_table import text_of
from index.article import Entity, Span

# Votes for a gender; a pronoun has one.
TITLE_VOTES, NOUN_VOTES = 20, 6
MIN_GENDER_VOTES = 2
MAX_MENTIONS_BACK = 60
FREQUENCY_BONUS = 0.1  # for each doubling of the number of mentions
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

    def vote(self, gender: str, votes: int) -> None:
        """Add votes for a gender, unless it is unknown."""
        if gender:
            self.gender_votes[gender] += votes


class Antecedent(NamedTuple):
    """Whom a pronoun means, and by what margin."""

    names: tuple[str, ...]
    margin: float
    """From 0, a tie, to 1, no other candidate."""
    reason: str
    participants: tuple[Participant, ...] = ()
    named: bool = True

    @classmethod
    def to(cls, participant: Participant, margin: float, reason: str) -> Antecedent:
        """Return one participant as the antecedent of a pronoun."""
        return cls((participant.name,), margin, reason, (participant,), participant.is_named)


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
            person.vote(*first_name_gender(person.name))
            self._add_office(person)

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
        """Return offset and name of people alone on a line, as below a letter.

        So is the writer whom the last paragraph introduces: “Ann Lee is a potter.”
        """
        text = self.text
        signatures = []
        last_line = text.rstrip().rfind("\n") + 1
        for span, participant in zip(self.spans, self.mentioned, strict=True):
            before = text[max(0, span.start - 10) : span.start].rpartition("\n")
            after = text[span.end : span.end + 10].partition("\n")
            on_one_line = before[1] and (after[1] or span.end + 10 > len(text))
            is_alone = on_one_line and not (before[2] + after[0]).strip(" .,-—–")
            opens_last = bool(before[1]) and span.start >= last_line
            is_writer = opens_last and text.startswith(" is ", span.end)
            if participant.is_person and (is_alone or is_writer):
                signatures.append((span.start, participant.name))
        return signatures

    def distances_back(self, offset: int, ignored: Span | None = None) -> dict[Participant, int]:
        """Return the distance back to the last mention of each participant, nearest first.

        The mentions in ``ignored``, a quote, do not count; nor does one around the offset if there
        is no such quote.
        """
        ignored = ignored or Span(offset, offset)
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
                    person.vote(pronoun.gender, 1)
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
            is_of_either = word in word_class("title of either")  # “Chairman Ann Lee”
            participant.vote(word_gender(word), RARE_NAME_VOTES if is_of_either else TITLE_VOTES)
            if word not in table("titles"):
                break  # “Mother Meets Falk” does not describe Falk
        origin = place_words(origin_beside(titles[-1] if titles else first, last))
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
            participant.vote(word_gender(head), NOUN_VOTES)

    def _add_office(self, person: Participant) -> None:
        """Add the office and the place that a name consists of: “Bishop of Torp”."""
        name = parse_name(person.name)
        if name.office:
            words = name.surname.split()
            person.roles[name.office] += 1
            person.words.update(words)
            person.places |= set(words[words.index("of") + 1 :])
            person.vote(word_gender(name.office), TITLE_VOTES)

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


def frequency_factor(participant: Participant) -> float:
    """Return a factor that grows with the number of mentions."""
    return 1 + FREQUENCY_BONUS * log2(len(participant.entity.mentions))
