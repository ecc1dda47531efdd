"""Whom the pronouns of an article mean.

Every “he”, “she” and “they” of the narration is given, in the order of the text, to who
stands in the foreground there. The weights follow the salience factors of Lappin and Leass
(1994): subjects before objects, near before far; to them come the speaker of the last quote
and, against, whoever is only spoken about in a quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from spacy.attrs import IDX, ORTH, SENT_START, TAG

from index.annotate.speakers.genders import FORMS, Areas, Form, form_of, vote
from index.article import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from index.annotate.speakers.participants import Cast, Member

# How much a mention raises its entity, by its place in the sentence.
SUBJECT, OBJECT, OTHER, OWNER, OWNER_OF_SUBJECT = 1.0, 0.6, 0.45, 0.45, 0.8
SPEAKER = 0.4  # it is the source of a quote
REPORTED = 0.5  # it stands in what somebody is reported to say: so much of its weight is left
SENTENCE, PARAGRAPH = 0.5, 0.8  # what is left of a weight at the end of a sentence, a paragraph
FORGOTTEN = 0.02
AGAIN = 0.2  # what of the lesser of two weights is added to the greater
LEAST_GROUP = 0.1  # “they” reaches no further back
PROMINENCE = 0.1  # what each doubling of its mentions adds to a candidate
# The factors for a candidate whose gender nothing tells, with a first name and without.
UNKNOWN_GENDER, UNKNOWN_NAME = 0.85, 0.5
SUBJECTS = {"nsubj", "nsubjpass"}


class Choice(NamedTuple):
    """Who a pronoun was taken for, and by how much before the next."""

    names: tuple[str, ...]
    margin: float
    """From 0, a tie, to 1, nobody else in reach."""
    reason: str
    members: tuple[Member, ...] = ()
    named: bool = True


@dataclass(slots=True)
class Several:
    """Those whom a plural subject names: people named together, or a group."""

    names: tuple[str, ...]
    named: bool
    weight: float


def follow(
    cast: Cast, quoted: Sequence[Span], reported: Sequence[Span], sources: Sequence[Span]
) -> Walk:
    """Walk through the text and decide whom each third-person pronoun means.

    ``quoted`` and ``reported`` are the sorted contents of direct and of indirect quotes,
    ``sources`` the words of their sources.
    """
    starts = {span.start for span in sources}
    telling = [cast.doc[place] for place in telling_places(cast, starts)]
    vote(cast, telling, Areas(quoted))
    walk = Walk(cast, Areas(quoted), Areas(reported), Areas(sources))
    for token in telling:
        walk.step(token)
    return walk


def telling_places(cast: Cast, starts: set[int]) -> list[int]:
    """The places of the tokens that matter here; to look at every token would take long.

    They are names, pronouns, plural nouns, spaces, and where sentences and sources begin.
    """
    strings = cast.doc.vocab.strings
    words = {strings[form] for form in FORMS} | {strings[form.title()] for form in FORMS}
    tags = {strings["NNS"], strings["NNPS"], strings["_SP"]}
    rows = cast.doc.to_array([ORTH, TAG, SENT_START, IDX]).tolist()
    return [
        place
        for place, (orth, tag, start, char) in enumerate(rows)
        if orth in words or tag in tags or start == 1 or char in starts or place in cast.by_token
    ]


class Walk:
    """The state of the foreground while the text is walked through, and what was decided.

    ``choices`` tells whom a pronoun means and ``foremost`` the people in the foreground where
    a description begins, both by the index of the token.
    """

    def __init__(self, cast: Cast, quoted: Areas, reported: Areas, sources: Areas) -> None:
        self.cast, self.quoted, self.reported, self.sources = cast, quoted, reported, sources
        self.weights: dict[int, float] = {}
        self.members: dict[int, Member] = {}
        self.several: list[Several] = []
        self.reported_in: dict[int, Span | None] = {}
        self.choices: dict[int, Choice] = {}
        self.foremost: dict[int, list[Member]] = {}

    def step(self, token: Token) -> None:
        """Take one token into account."""
        if token.is_space and "\n" in token.text:
            self.decay(PARAGRAPH * SENTENCE)
        quoted = self.quoted.at(token.idx) is not None
        starts = token.is_sent_start and token.i and "\n" not in token.nbor(-1).text
        if starts and not quoted:
            self.decay(SENTENCE)
        if token.lower_ == "the" and self.is_source(token):
            self.foremost[token.i] = self.people()
        form = form_of(token)
        if form:
            if form.person == "3" and form.use != "r" and (not quoted or self.is_source(token)):
                self.choose(token, form)
        elif not quoted:
            self.note(token)

    def note(self, token: Token) -> None:
        """Bring whom a token names to the foreground."""
        member = self.cast.by_token.get(token.i)
        if member and self.cast.by_token.get(token.i + 1) is not member:
            self.raise_(member, token)
        if member and member.is_person:
            self.note_together(token)
        elif token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"}:
            self.note_group(token)

    def people(self) -> list[Member]:
        """The people in the foreground, first the one most in it."""
        ranked = sorted(self.weights, key=lambda key: -self.weights[key] * self.prominence(key))
        return [self.members[key] for key in ranked if self.members[key].is_person]

    def prominence(self, key: int) -> float:
        """The factor for how often the article speaks of somebody."""
        return 1 + PROMINENCE * log2(len(self.members[key].entity.mentions))

    def is_source(self, token: Token) -> bool:
        """Whether a token belongs to the source of a quote."""
        return self.sources.at(token.idx) is not None

    def decay(self, factor: float) -> None:
        """Let everybody sink into the background."""
        self.weights = {
            key: weight * factor
            for key, weight in self.weights.items()
            if weight * factor > FORGOTTEN
        }
        for group in self.several:
            group.weight *= factor

    def weight(self, token: Token) -> float:
        """How much a mention that ends with a token counts."""
        head = token
        while head.dep_ in {"compound", "flat", "appos"} and head.head.i != head.i:
            head = head.head
        base = OBJECT if head.dep_ in {"dobj", "attr", "agent"} else OTHER
        named_with = head.head if head.dep_ == "conj" else head
        if named_with.dep_ in SUBJECTS or leads(token):
            base = SUBJECT
        elif head.dep_ == "poss":
            base = OWNER_OF_SUBJECT if head.head.dep_ in SUBJECTS else OWNER
        elif token.dep_ == "ROOT":
            base = SUBJECT
        if self.reported.at(token.idx):
            base *= REPORTED
        return base + (SPEAKER if self.is_source(token) else 0.0)

    def raise_(self, member: Member, token: Token) -> None:
        """Bring somebody to the foreground."""
        key, weight = id(member), self.weight(token)
        self.members[key] = member
        self.reported_in[key] = self.reported.at(token.idx)
        self.weights[key] = max(self.weights.get(key, 0.0), weight) + AGAIN * min(
            self.weights.get(key, 0.0), weight
        )

    def note_together(self, token: Token) -> None:
        """Remember several people who are named together as a subject."""
        heads = [token, *token.conjuncts]
        if len(heads) < 2 or not any(head.dep_ in SUBJECTS for head in heads):
            return
        named = [self.cast.by_token.get(head.i) for head in sorted(heads, key=lambda t: t.i)]
        people = tuple(dict.fromkeys(m.entity.name for m in named if m and m.is_person))
        if len(people) > 1:
            self.remember(Several(people, True, self.weight(token)))

    def note_group(self, token: Token) -> None:
        """Remember a plural subject: a group by its name, or people as they are described."""
        named = token.tag_ == "NNPS" or token.ent_type_ == "NORP"
        first = token.left_edge
        text = token.doc[first.i : token.i + 1].text
        if first.pos_ != "PROPN" and not first.ent_type_:
            text = text[0].lower() + text[1:]
        self.remember(Several((token.text if named else text,), named, self.weight(token)))

    def remember(self, group: Several) -> None:
        """Keep the last few groups."""
        self.several = [group, *(g for g in self.several if g.names != group.names)][:6]

    def choose(self, token: Token, form: Form) -> None:
        """Decide whom a pronoun means, and bring them to the foreground."""
        if form.number == "p":
            self.choose_group(token)
            return
        scores = {
            key: self.here(key, weight, token) * self.fit(self.members[key], token, form)
            for key, weight in self.weights.items()
        }
        ranked = sorted(((k, v) for k, v in scores.items() if v), key=lambda pair: -pair[1])[:2]
        if not ranked:
            return
        best, score = ranked[0]
        rest = ranked[1][1] if len(ranked) > 1 else 0.0
        member = self.members[best]
        reason = f"nearest in the foreground{GENDERS.get(member.gender, '')}"
        self.choices[token.i] = Choice((member.entity.name,), 1 - rest / score, reason, (member,))
        self.raise_(member, token)

    def here(self, key: int, weight: float, token: Token) -> float:
        """The weight of somebody for a pronoun that may stand in the same reported clause."""
        inside = self.reported.at(token.idx)
        return weight / REPORTED if inside and self.reported_in.get(key) == inside else weight

    def fit(self, member: Member, token: Token, form: Form) -> float:
        """A factor: 0 where grammar or gender forbid that a pronoun means somebody."""
        if form.gender == "n":
            if member.entity.label != "organisation":
                return 0.0
        elif not member.is_person or member.gender not in {"", form.gender}:
            return 0.0
        if (
            form.use == "p"
            and not token.lower_.endswith("self")
            and token.dep_ in {"dobj", "dative", "pobj"}
            and self.is_subject(member, token)
        ):
            return 0.0
        own = self.reported.at(token.idx)
        factor = 1.0
        if not member.gender and form.gender != "n":
            factor = UNKNOWN_GENDER if " " in member.entity.name else UNKNOWN_NAME
        factor *= self.prominence(id(member))
        return factor * (0.5 if own and form.gender == "n" else 1.0)

    def is_subject(self, member: Member, token: Token) -> bool:
        """Whether somebody is the subject of the verb whose object the pronoun is."""
        verb = token.head if token.dep_ != "pobj" else token.head.head
        return any(
            child.dep_ in SUBJECTS and self.meaning(child) is member for child in verb.children
        )

    def meaning(self, token: Token) -> Member | None:
        """Who a token is, by name or as a pronoun already decided."""
        choice = self.choices.get(token.i)
        if choice:
            return choice.members[0] if choice.members else None
        return self.cast.by_token.get(token.i)

    def choose_group(self, token: Token) -> None:
        """Decide whom “they” means: the plural subject in the foreground."""
        ranked = sorted(self.several, key=lambda group: -group.weight)
        if not ranked or ranked[0].weight < LEAST_GROUP:
            return
        best = ranked[0]
        rest = ranked[1].weight if len(ranked) > 1 else 0.0
        self.choices[token.i] = Choice(
            best.names,
            1 - rest / best.weight,
            "the plural subject in the foreground",
            (),
            best.named,
        )
        self.remember(Several(best.names, best.named, max(best.weight, self.weight(token))))


def leads(token: Token) -> bool:
    """Whether a name begins a paragraph and a verb comes next, whatever the parser made of it."""
    doc, first = token.doc, token.i
    while (
        first
        and doc[first - 1].ent_iob_ in {"B", "I"}
        and doc[first - 1].ent_type_ == token.ent_type_
    ):
        first -= 1
    starts = first == 0 or "\n" in doc[first - 1].text
    return starts and token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"VERB", "AUX"}


GENDERS = {"m": ", masculine", "f": ", feminine"}
