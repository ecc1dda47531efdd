"""Reading the words of a source: which kind they are, and whom they mean."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import normalize_word, parse_name
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.descriptions import Descriptions, as_described, kind_of
from index.annotate.speakers.genders import FORMS, form_of
from index.annotate.speakers.participants import NOMINAL, word
from index.annotate.speakers.resolution import (
    AMBIGUOUS,
    FULL_NAME,
    GROUP_PRONOUN,
    NEUTER_PRONOUN,
    PART_OF_NAME,
    PRONOUN_BEST,
    PRONOUN_LEAST,
    RELATIVE,
    SIGNED,
    TOGETHER,
    UNLISTED_NAME,
    UNNAMED,
    WITHIN_QUOTE,
    Answer,
)
from index.article import Span, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.annotate.quotes.attribution import Attribution
    from index.annotate.speakers.genders import Form
    from index.annotate.speakers.participants import Cast, Member
    from index.annotate.speakers.pronoun_resolution import Walk


POSSESSIVES = {"'s", "’s", "'", "’"}
PAUSES = {",", "—", "–", "-", "--", "("}


@dataclass(slots=True)
class Trail:
    """The quotes already read, for what is said inside of them."""

    content: list[Span] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def add(self, item: Attribution, answer: Answer) -> None:
        """Remember one more quote."""
        self.content.append(Span(item.content[0].start, item.content[-1].end))
        self.answers.append(answer)

    def around(self, span: Span) -> Answer | None:
        """The speaker of a recent quote in which a span stands."""
        for content, answer in zip(self.content[-1:-6:-1], self.answers[-1:-6:-1], strict=True):
            if content.start <= span.start and span.end <= content.end:
                return answer
        return None


class Reader:
    """Reads sources, with the cast of the article and what its pronouns mean."""

    def __init__(self, cast: Cast, walk: Walk) -> None:
        self.cast, self.choices = cast, walk.choices
        self.doc = cast.doc
        self.text = cast.text
        self.descriptions = Descriptions(cast, walk)
        self.bearers = cast.bearers()
        self.signatures = cast.signatures()
        self.given = cast.first_names()
        self.by_key = {key_of(m.entity.name): m.entity.name for m in cast.members}

    def read(self, item: Attribution, trail: Trail) -> Answer:
        """Whom the source of a quote means."""
        tokens = self.tokens(item.mention)
        if not tokens:
            return Answer()
        said = " ".join(span.cut(self.text) for span in item.mention).strip(" ,")
        form = form_of(tokens[0])
        alone = len(tokens) == 1 or (form is not None and form.use == "p")
        if form and (alone or (form.use == "r" and tokens[0].lower_ != "whose")):
            return self.pronoun(tokens[0], form, item, trail)
        heads = self.heads(tokens)
        if heads:
            return self.named(heads, said)
        if nobody(said):
            return self.descriptions.read(tokens, item, said) or in_particular(said)
        shown = as_described(said)
        if not shown:
            return Answer()
        common = tokens[0].pos_ == "NOUN" or tokens[0].lower_ in word_class("nobody")
        if common and tokens[0].is_title and tokens[0].i not in self.cast.by_token:
            shown = shown[0].lower() + shown[1:]
        unnamed = Answer((shown,), False, UNNAMED, (Step(said, shown, "not named"),))
        return self.unlisted(tokens) or self.descriptions.read(tokens, item, shown) or unnamed

    def tokens(self, spans: tuple[Span, ...]) -> list[Token]:
        """The words of a source, without punctuation at its ends."""
        found = [
            token
            for span in spans
            for token in self.doc.char_span(*span, alignment_mode="expand") or ()
            if not token.is_space
        ]
        while found and found[0].is_punct:
            found.pop(0)
        while found and (found[-1].is_punct or found[-1].text in POSSESSIVES):
            found.pop()
        return without_brackets(found)

    def heads(self, tokens: list[Token]) -> list[Member]:
        """The entities that a source is, not those that it only speaks of.

        An entity counts that no preposition stands before and no noun after; of several that
        are joined by “and”, all do.
        """
        found: list[Member] = []
        for place, token in enumerate(tokens):
            member = self.cast.by_token.get(token.i)
            if member is None:
                pause = token.text in {",", "("} and not listed(tokens, place)
                if found and (pause or token.lower_ in word_class("clause opener")):
                    break
                continue
            ends = self.cast.by_token.get(token.i + 1) is not member
            if ends and member not in found and self.is_head(token, tokens, place, member):
                found.append(member)
        people = [member for member in found if member.is_person]
        return people or found[:1]

    def is_head(self, token: Token, tokens: list[Token], place: int, member: Member) -> bool:
        """Whether the entity that ends with a token is what the source is about."""
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is not None and (
            after.text in POSSESSIVES
            or after.pos_ in {"NOUN", "PROPN"}
            or after.lower_ in word_class("naming participle")
        ):
            return False
        first = place
        while first and self.cast.by_token.get(tokens[first - 1].i) is member:
            first -= 1
        before = tokens[:first]
        if belongs_to_noun(token, self.doc[tokens[0].i : tokens[-1].i + 1].root):
            return False
        plural = token.tag_ in {"NNS", "NNPS"}
        if member.entity.label == "other" and (not plural or any(map(counts, before))):
            return False
        if not member.is_person and any(t.text in POSSESSIVES for t in before):
            return False
        led = [t.i for t in before if t.pos_ == "ADP" and t.lower_ not in {"like", "unlike"}]
        if not led:
            return True
        root = self.doc[tokens[0].i : tokens[-1].i + 1].root
        if not member.is_person:
            return self.cast.by_token.get(root.i) is member
        beside = before[-1].text in PAUSES and led[-1] < before[-1].i
        titled = word(before[-1]) in table("titles") or word(before[-1]) in table("roles")
        return self.cast.by_token.get(root.i) is member or beside or titled

    def named(self, members: list[Member], said: str) -> Answer:
        """The answer where a source is made of names."""
        steps, sure = [], 1.0
        for member in members:
            name = member.entity.name
            short = parse_name(name)
            shared = self.bearers.get(short.surname, []) if not short.given else []
            if member.is_person and len(shared) > 1:
                names = ", ".join(other.entity.name for other in shared)
                step = Step(name, "unresolved", f"fits {names}")
                return Answer((name,), True, AMBIGUOUS, (step,), as_said=True)
            full = normalize_word(name) in normalize_word(said) or name in said
            sure = min(sure, FULL_NAME if full else PART_OF_NAME)
            if not full:
                steps.append(Step(said, name, "fullest name in the article"))
        if len(members) > 1:
            sure = min(sure, TOGETHER)
        return Answer(tuple(m.entity.name for m in members), True, sure, tuple(steps))

    def pronoun(self, token: Token, form: Form, item: Attribution, trail: Trail) -> Answer:
        """The answer where a source is a pronoun."""
        if form.use == "r":
            return self.relative(token, item)
        if form.person != "3":
            return self.first_person(token, form, item, trail)
        choice = self.choices.get(token.i)
        if choice is None:
            return Answer(steps=(Step(token.text, "unknown", "nobody before it fits"),))
        if not choice.named and all(map(nobody, choice.names)):
            return in_particular(token.text)
        names = tuple(as_described(name) for name in choice.names)
        step = Step(token.text, "; ".join(names), choice.reason)
        if form.number == "p":
            sure = GROUP_PRONOUN if choice.named else UNNAMED
            return Answer(names, choice.named, sure, (step,))
        if form.gender == "n":
            return Answer(names, True, NEUTER_PRONOUN, (step,))
        sure = PRONOUN_LEAST + (PRONOUN_BEST - PRONOUN_LEAST) * min(1.0, choice.margin * 1.5)
        return Answer(names, True, sure, (step,))

    def first_person(self, token: Token, form: Form, item: Attribution, trail: Trail) -> Answer:
        """The answer for “I”: who speaks in the quote around it, or who signs the letter."""
        around = trail.around(item.mention[0])
        single = form.person == "1" and form.number == "s"
        if around and around.speakers and single:
            step = Step(token.text, "; ".join(around.speakers), "speaks in the quote around it")
            sure = around.confidence * WITHIN_QUOTE
            return Answer(around.speakers, around.named, sure, (*around.steps, step))
        place = bisect_right(self.signatures, (token.idx, ""))
        if single and not around and place < len(self.signatures):
            name = self.signatures[place][1]
            return Answer((name,), True, SIGNED, (Step(token.text, name, "signs below"),))
        return Answer(steps=(Step(token.text, "unknown", "the writer, or nobody named"),))

    def relative(self, token: Token, item: Attribution) -> Answer:
        """The answer for “who”, “which” and “that”: what the clause belongs to."""
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head.i != verb.i:
            verb = verb.head
        noun = verb.head if verb.dep_ == "relcl" else None
        if noun is None or noun.i >= token.i:
            noun = next(
                (
                    t
                    for t in reversed(self.doc[max(token.sent.start, token.i - 4) : token.i])
                    if t.pos_ in NOMINAL
                ),
                None,
            )
        if noun is None:
            return in_particular(token.text)
        member = self.cast.by_token.get(noun.i)
        if member and member.entity.label == "place" and token.lower_ == "who":
            noun = noun.head.head if noun.dep_ == "pobj" else noun
            member = self.cast.by_token.get(noun.i)
        phrase = [
            t for t in self.doc[noun.left_edge.i : token.i] if t.i <= max(noun.i, token.i - 1)
        ]
        while phrase and (phrase[-1].is_punct or phrase[-1].pos_ == "ADP"):
            phrase.pop()
        if not phrase:
            return Answer()
        if member:
            step = Step(token.text, member.entity.name, "the clause belongs to it")
            return Answer((member.entity.name,), True, RELATIVE, (step,))
        heads = self.heads(phrase)
        if heads:
            return self.named(heads, noun.text)
        said = as_described("".join(t.text_with_ws for t in phrase))
        if nobody(said):
            return in_particular(token.text)
        answer = self.unlisted(phrase)
        if not answer and kind_of(word(noun)) not in {"organisation", "firm", "document"}:
            answer = self.descriptions.read(phrase, item, said)
        return answer or Answer(
            (said,), False, UNNAMED, (Step(token.text, said, "the clause belongs to it"),)
        )

    def unlisted(self, tokens: list[Token]) -> Answer | None:
        """The answer where a source is a name that is no known entity."""
        root = self.doc[tokens[0].i : tokens[-1].i + 1].root
        if not root.text[0].isupper() or root.pos_ != "PROPN" or root.i < tokens[0].i:
            return None
        if word(root) in table("roles") or any(map(counts, tokens)):
            return None
        first = last = root.i
        while first > tokens[0].i and self.doc[first - 1].pos_ == "PROPN":
            first -= 1
        while last < tokens[-1].i and self.doc[last + 1].pos_ == "PROPN":
            last += 1
        while first < last and normalize_word(self.doc[first].text) in table("titles"):
            first += 1
        name = self.doc[first : last + 1].text
        known = self.by_key.get(key_of(name)) or self.given.get(normalize_word(name))
        if known:
            return Answer((known,), True, UNLISTED_NAME, (Step(name, known, "the same name"),))
        step = Step(name, name, "a name that stands only here")
        return Answer((name,), True, UNLISTED_NAME, (step,))


def belongs_to_noun(token: Token, root: Token) -> bool:
    """Whether the name that ends with a token only tells more of a later noun, the main one.

    So it is in “Lindo and Torp officials”.
    """
    between = token.doc[token.i + 1 : root.i]
    return root.i > token.i and root.pos_ == "NOUN" and not any(t.is_punct for t in between)


def nobody(said: str) -> bool:
    """Whether a source is no more than “everyone”, “the others”, “no one” or “none of them”."""
    words = said.casefold().split()
    if len(words) > 2 and words[-2] == "of" and words[-1] in FORMS:
        words = words[:-2]
    elif words[-1:] == ["else"]:
        words.pop()
    if len(words) == 2 and words[0] in word_class("determiner of nobody"):
        words = words[1:]
    return len(words) == 1 and words[0] in word_class("nobody")


def in_particular(said: str) -> Answer:
    """The answer where a source stands for nobody in particular."""
    return Answer(steps=(Step(said, "unknown", "nobody in particular"),))


def counts(token: Token) -> bool:
    """Whether a word picks some out of a group, so that the group itself is not meant."""
    return token.lower_ in word_class("quantifier") or token.pos_ == "NUM"


def without_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens without what stands in brackets after them: “Tim Falk (Reform)”."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept or tokens


def listed(tokens: list[Token], place: int) -> bool:
    """Whether a comma goes on with a list of names rather than with a description."""
    return any(token.lower_ in word_class("conjunction") for token in tokens[place : place + 4])


def key_of(name: str) -> str:
    """A name without spaces, case and article, to compare: “TheBlaze” is “the Blaze”."""
    return "".join(normalize_word(word) for word in name.split()).removeprefix("the")
