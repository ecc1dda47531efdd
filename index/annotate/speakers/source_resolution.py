"""Resolve a source mention by its type: pronoun, name or description."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from index.annotate.entities.grouping.organisation_names import acronyms_of
from index.annotate.entities.person_names import normalize_word, parse_name
from index.annotate.lexicon.nouns import is_held, is_person_noun
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.descriptions.description import (
    PAUSES,
    before_headline_verb,
    compact_name,
    continues_list,
    description_head,
    display_text,
    is_described_after_comma,
    is_epithet,
    is_named_after_comma,
    is_nobody,
    is_quantifier,
    is_thing,
    modifies_noun,
    names_nobody,
    role_type,
    without_brackets,
)
from index.annotate.speakers.descriptions.description_resolution import DescriptionResolver
from index.annotate.speakers.descriptions.represented import RepresentedFinder
from index.annotate.speakers.labels import LabelResolver
from index.annotate.speakers.phrases import (
    NOMINAL,
    after_name,
    follows_hyphen,
    holds_office,
    precedes_hyphen,
    role_word,
)
from index.annotate.speakers.pronouns import pronoun_of
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.annotate.speakers.user_names import UserNameResolver
from index.annotate.token_table import POSSESSIVES
from index.article import Span, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.annotate.quotes.attribution import Attribution
    from index.annotate.speakers.participants import Participant, Participants
    from index.annotate.speakers.pronoun_resolution import SalienceModel
    from index.annotate.speakers.pronouns import Pronoun


COMPARING = {"like", "unlike"}
MAX_OPEN_QUOTES = 5  # recent quotes that may surround another one


class SourceResolver:
    """Resolve the source mentions of one article, in text order."""

    def __init__(self, participants: Participants, salience: SalienceModel) -> None:
        self.participants, self.antecedents = participants, salience.antecedents
        self.doc = participants.doc
        self.text = participants.text
        self.descriptions = DescriptionResolver(participants, salience)
        self.represented_finder = RepresentedFinder(participants, self.descriptions)
        self.user_names = UserNameResolver(participants)
        self.labels = LabelResolver(participants)
        self.by_surname = participants.by_surname()
        self.signatures = participants.signatures()
        self.by_first_name = participants.by_first_name()
        self.by_name = {compact_name(p.name): p.name for p in participants.all}
        self.resolved: list[tuple[Span, Resolution]] = []
        self.is_bare: dict[str, bool] = {}  # whether somebody's first label has no office

    def add_resolved(self, attribution: Attribution, resolution: Resolution) -> None:
        """Add a resolved quote, which may surround later ones."""
        content = attribution.content
        self.resolved.append((Span(content[0].start, content[-1].end), resolution))

    def represented(self, attribution: Attribution) -> str:
        """Return whom the unnamed source of an attribution speaks for, or ""."""
        tokens = self._tokens(attribution.mention)
        antecedent = self.antecedents.get(tokens[0].i) if len(tokens) == 1 else None
        if antecedent and antecedent.participants:
            tokens = list(antecedent.participants[0].phrase)
        return self.represented_finder.find(tokens) if tokens else ""

    def resolve(self, attribution: Attribution) -> Resolution:
        """Resolve the source mention of an attribution."""
        tokens = self._tokens(attribution.mention)
        user_name = self.user_names.resolve(tokens, attribution)
        if user_name and not names_nobody(attribution.name):
            return user_name  # but not “SPEAKER_00”
        if not tokens:
            return Resolution()
        mention = " ".join(span.cut(self.text) for span in attribution.mention).strip(" ,")
        if attribution.unknown:
            return Resolution.unknown(mention, "not named in the label")
        if attribution.name and names_nobody(attribution.name):
            shown = display_text(mention if len(tokens) > 1 else mention.lower())
            described = self.descriptions.resolve(tokens, attribution, shown)
            if described and not self.is_bare.get(described.speakers[0]):
                return described
            return Resolution.to_description(mention, shown, "not named")
        labelled = self.labels.resolve(attribution.name, mention) if attribution.name else None
        if labelled:
            after = self.text[attribution.mention[-1].end :][:3].strip(" (")[:1]
            self.is_bare.setdefault(labelled.speakers[0], after in ":." or after.islower())
            return labelled
        pronoun = pronoun_of(tokens[0])
        is_alone = len(tokens) == 1 or (pronoun is not None and pronoun.use == "p")
        is_relative = pronoun and pronoun.use == "r" and tokens[0].lower_ != "whose"
        if pronoun and (is_alone or is_relative):
            return self._resolve_pronoun(tokens[0], pronoun, attribution)
        heads = [] if is_epithet(tokens) else self._head_participants(tokens)
        if heads:
            return self._resolve_names(heads, mention)
        if is_nobody(mention):
            description = self.descriptions.resolve(tokens, attribution, mention)
            return description or nobody_in_particular(mention)
        shown = display_text(mention)
        if not shown:
            return Resolution()
        is_common = tokens[0].pos_ == "NOUN" or tokens[0].lower_ in word_class("nobody")
        if is_common and tokens[0].is_title and tokens[0].i not in self.participants.by_token:
            shown = shown[0].lower() + shown[1:]
        named = None if is_epithet(tokens) else self._resolve_unlisted_name(tokens)
        resolution = named or self.descriptions.resolve(tokens, attribution, shown)
        if resolution is None and is_thing(description_head(tokens)):
            return Resolution.unknown(mention, "not somebody who speaks")
        return resolution or Resolution.to_description(mention, shown, "not named")

    def _tokens(self, spans: tuple[Span, ...]) -> list[Token]:
        """Return the tokens of a source mention, without punctuation at its ends."""
        tokens = [
            token
            for span in spans
            for token in self.doc.char_span(*span, alignment_mode="expand") or ()
            if not token.is_space
        ]
        while tokens and tokens[0].is_punct:
            tokens.pop(0)
        particles = word_class("surname particle")
        while tokens and tokens[-1].lower_ in particles and tokens[-1].i + 1 < len(self.doc):
            tokens.append(tokens[-1].nbor())  # “Ms van” of “said Ms van den Berg”
        named = self.participants.by_token  # “Moody's” may be a name
        while tokens and (last := named.get(tokens[-1].i)) and last is named.get(tokens[-1].i + 1):
            tokens.append(tokens[-1].nbor())  # “Alliance” of “Alliance to Mend Roads”
        while tokens and precedes_hyphen(tokens[-1]):
            tokens += self.doc[tokens[-1].i + 1 : tokens[-1].i + 3]  # “Kim Min-ho”
        while tokens and follows_hyphen(tokens[0]):
            tokens[:0] = self.doc[tokens[0].i - 2 : tokens[0].i]  # “co-founder”
        before = tokens[0].nbor(-1) if tokens and tokens[0].i else None
        if before is not None and before.lower_ == "the":
            tokens.insert(0, before)  # “the 31-year-old”
        while tokens and (
            tokens[-1].is_punct or (tokens[-1].text in POSSESSIVES and tokens[-1].i not in named)
        ):
            tokens.pop()
        return without_brackets(tokens)

    def _head_participants(self, tokens: list[Token]) -> list[Participant]:
        """Return the participants that a source mention names, not those it only refers to.

        No preposition precedes these and no noun follows. All that are joined by “and” count.
        """
        heads: list[Participant] = []
        by_token = self.participants.by_token
        tokens = before_headline_verb(tokens, by_token)
        for index, token in enumerate(tokens):
            participant = by_token.get(token.i)
            if participant is None:
                is_pause = token.text in {",", "("} and not continues_list(tokens, index)
                if heads and (is_pause or token.lower_ in word_class("clause opener")):
                    break
                continue
            if by_token.get(token.i + 1) is participant or participant in heads:
                continue
            if self._is_head(tokens, index, participant):
                heads.append(participant)
        people = [participant for participant in heads if participant.is_person]
        return people or heads[:1]

    def _is_head(self, tokens: list[Token], index: int, participant: Participant) -> bool:
        """Return whether the source mention names the participant that ends with a token."""
        token = tokens[index]
        after = after_name(tokens[index + 1 :])
        if after is not None and (
            (precedes_hyphen(token) and not participant.is_person)  # “the Torp-based group”
            or after.text in POSSESSIVES
            or after.pos_ in {"NOUN", "PROPN"}
            or is_person_noun(after.lower_)
            or after.lower_ in word_class("naming participle")
        ):
            return False
        by_token = self.participants.by_token
        first = index
        while first and by_token.get(tokens[first - 1].i) is participant:
            first -= 1
        before = tokens[:first]
        root = self.doc[tokens[0].i : tokens[-1].i + 1].root
        if modifies_noun(token, root):
            return False
        if not participant.is_person and is_named_after_comma(before, root, after):
            return True
        is_group = token.tag_ in {"NNS", "NNPS"} and not any(map(is_quantifier, before))
        is_owned = not participant.is_person and any(t.text in POSSESSIVES for t in before)
        if is_owned or (participant.entity.label == "other" and not is_group):
            return False
        prepositions = [t.i for t in before if t.pos_ == "ADP" and t.lower_ not in COMPARING]
        if not prepositions:
            return True
        is_root = by_token.get(root.i) is participant
        if not participant.is_person:
            return is_root
        # “Two aides to the minister, Tim Falk,” are not he.
        titles = table("titles").keys() | {"the"}  # “the bishop of Torp, the Rev Ann Lee”
        last = next(t for t in reversed(before) if normalize_word(t.text) not in titles)
        after_pause = last.text in PAUSES and prepositions[-1] < last.i
        after_pause = after_pause or is_described_after_comma(before, prepositions[-1])
        after_pause = after_pause and root.tag_ != "NNS"
        words = [role_word(word) for word in before if word.i > prepositions[-1]]
        # “Chair of the board Tim Falk” is he, “a friend of the singer Tim Falk” is not.
        is_titled = bool(words) and (words[-1] in table("titles") or words[-1] in table("roles"))
        owner = next((t for t in reversed(before) if t.i < prepositions[-1]), root)
        if is_titled and role_type(words[-1]) not in {"organisation", "firm"}:
            is_titled = role_type(role_word(owner)) not in {"office", "trade", "person"}
        all_titles = all(word in table("titles") or word in table("roles") for word in words)
        is_holder = not all(map(is_held, words)) and holds_office(before, prepositions, root)
        return is_root or after_pause or is_holder or (is_titled and not all_titles)

    def _resolve_names(self, participants: list[Participant], mention: str) -> Resolution:
        steps, confidence = [], 1.0
        for participant in participants:
            name = participant.name
            parsed = parse_name(name)
            bearers = self.by_surname.get(parsed.surname, []) if not parsed.given else []
            if participant.is_person and len(bearers) > 1:
                names = ", ".join(bearer.name for bearer in bearers)
                steps = [Step(name, "ambiguous", f"may be {names}")]
                return Resolution((name,), True, ConfidenceLevel.AMBIGUOUS_NAME, tuple(steps), True)
            if participant.is_person and not (parsed.given or parsed.office):
                confidence = min(confidence, ConfidenceLevel.SURNAME_ALONE)
            elif normalize_word(name) in normalize_word(mention) or name in mention:
                confidence = min(confidence, ConfidenceLevel.FULL_NAME)
            else:
                is_shared = len(self.by_surname.get(parsed.surname, ())) > 1
                is_shared = is_shared and parsed.given not in normalize_word(mention)
                level = (
                    ConfidenceLevel.SHARED_SURNAME if is_shared else ConfidenceLevel.PART_OF_NAME
                )
                confidence = min(confidence, level)
                steps.append(Step(mention, name, "fullest name in the article"))
        if len(participants) > 1:
            confidence = min(confidence, ConfidenceLevel.SEVERAL_NAMES)
        return Resolution(tuple(p.name for p in participants), True, confidence, tuple(steps))

    def _resolve_pronoun(
        self, token: Token, pronoun: Pronoun, attribution: Attribution
    ) -> Resolution:
        if pronoun.use == "r":
            return self._resolve_relative(token, attribution)
        if pronoun.person != "3":
            return self._resolve_first_person(token, pronoun, attribution.mention[0])
        antecedent = self.antecedents.get(token.i)
        if antecedent is None:
            return Resolution.unknown(token.text, "no matching name before it")
        if not antecedent.named and all(map(is_nobody, antecedent.names)):
            return nobody_in_particular(token.text)
        names = tuple(display_text(name) for name in antecedent.names)
        step = Step(token.text, "; ".join(names), antecedent.reason)
        if pronoun.number == "p":
            confidence = (
                ConfidenceLevel.PLURAL_PRONOUN if antecedent.named else ConfidenceLevel.UNNAMED
            )
            return Resolution(names, antecedent.named, confidence, (step,))
        phrase = antecedent.participants[0].phrase
        meant = phrase and self.descriptions.resolve(list(phrase), attribution, names[0])
        steps = (Step(token.text, names[0], antecedent.reason), *meant.steps) if meant else (step,)
        names, is_named = (meant.speakers, True) if meant else (names, antecedent.named)
        if pronoun.gender == "n":
            return Resolution(names, is_named, ConfidenceLevel.NEUTER_PRONOUN, steps)
        lowest, highest = ConfidenceLevel.MIN_PRONOUN, ConfidenceLevel.MAX_PRONOUN
        if not antecedent.participants[0].gender:
            highest = ConfidenceLevel.PRONOUN_OF_UNKNOWN_GENDER
        confidence = lowest + (highest - lowest) * min(1.0, antecedent.margin * 1.5)
        return Resolution(names, is_named, confidence, steps)

    def _resolve_first_person(self, token: Token, pronoun: Pronoun, mention: Span) -> Resolution:
        """Resolve “I” to the speaker of the quote around it, or to the signature of a letter."""
        recent = self.resolved[: -1 - MAX_OPEN_QUOTES : -1]
        around = next(
            (r for span, r in recent if span.start <= mention.start and mention.end <= span.end),
            None,
        )
        is_singular = pronoun.person == "1" and pronoun.number == "s"
        if around and around.speakers and is_singular:
            step = Step(token.text, "; ".join(around.speakers), "speaker of the quote around it")
            confidence = around.confidence * ConfidenceLevel.WITHIN_QUOTE
            return Resolution(around.speakers, around.named, confidence, (*around.steps, step))
        index = bisect_right(self.signatures, (token.idx, ""))
        if is_singular and not around and index < len(self.signatures):
            name = self.signatures[index][1]
            return Resolution.to_name(token.text, name, ConfidenceLevel.SIGNED, "signed below")
        return Resolution.unknown(token.text, "the writer, or somebody unnamed")

    def _resolve_relative(self, token: Token, attribution: Attribution) -> Resolution:
        """Resolve “who”, “which” and “that” to the noun that the clause describes."""
        noun = self._described_noun(token)
        if noun is None:
            return nobody_in_particular(token.text)
        participant = self.participants.by_token.get(noun.i)
        if participant and participant.entity.label == "place" and token.lower_ == "who":
            noun = noun.head.head if noun.dep_ == "pobj" else noun
        while noun.dep_ == "appos" and noun.i not in self.participants.by_token:
            noun = noun.head
        participant = self.participants.by_token.get(noun.i)
        last = max(noun.i, token.i - 1)
        phrase = [t for t in self.doc[noun.left_edge.i : token.i] if t.i <= last]
        quotation_marks = [place for place, t in enumerate(phrase) if t.is_quote]
        phrase = phrase[quotation_marks[-1] + 1 if quotation_marks else 0 :]  # no quoted words
        while phrase and (phrase[-1].is_punct or phrase[-1].pos_ == "ADP"):
            phrase.pop()
        if not phrase:
            return Resolution()
        reason = "described by the clause"
        name = participant.name if participant else self.user_names.name_of(phrase[-1])
        if name:
            return Resolution.to_name(token.text, name, ConfidenceLevel.RELATIVE, reason)
        heads = self._head_participants(phrase)
        if heads:
            return self._resolve_names(heads, noun.text)
        shown = display_text("".join(t.text_with_ws for t in phrase))
        if is_nobody(shown):
            return nobody_in_particular(token.text)
        resolution = self._resolve_unlisted_name(phrase)
        noun_type = role_type(role_word(noun))
        if not resolution and noun_type not in {"organisation", "firm", "document"}:
            resolution = self.descriptions.resolve(phrase, attribution, shown)
        return resolution or Resolution.to_description(token.text, shown, reason)

    def _described_noun(self, token: Token) -> Token | None:
        """Return the noun that the clause of a relative pronoun describes."""
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < token.i:
            return verb.head
        nearby = self.doc[max(token.sent.start, token.i - 4) : token.i]
        return next((t for t in reversed(nearby) if t.pos_ in NOMINAL), None)

    def _resolve_unlisted_name(self, tokens: list[Token]) -> Resolution | None:
        """Resolve a source mention with a name that is no known mention."""
        root = self.doc[tokens[0].i : tokens[-1].i + 1].root
        if not root.text[0].isupper() or root.pos_ != "PROPN" or root.i < tokens[0].i:
            return None
        is_nationality = root.ent_type_ == "NORP" and tokens[0].lower_ == "the"
        begins_sentence = root.i == root.sent.start and bool(role_type(role_word(root)))
        if (
            role_word(root) in table("roles")
            or begins_sentence
            or is_nationality
            or any(map(is_quantifier, tokens))
        ):
            return None
        first = root.i
        while first > tokens[0].i and self.doc[first - 1].pos_ == "PROPN":
            first -= 1
        opening = self.doc[first]
        if first < root.i and opening.is_sent_start and is_person_noun(opening.lower_):
            first += 1  # “Promoter Big Tent”
        name = self.doc[first : root.i + 1].text
        known = (
            self.by_name.get(compact_name(name))
            or self.by_first_name.get(normalize_word(name))
            or self._longer_name(name)
        )
        if known:
            return Resolution.to_name(name, known, ConfidenceLevel.UNLISTED_NAME, "the same name")
        reason = "a name mentioned only here"
        return Resolution.to_name(name, name, ConfidenceLevel.UNLISTED_NAME, reason)

    def _longer_name(self, name: str) -> str:
        """Return the only name that is “Marquess of Torp” for “Marquess”, or has these initials."""
        initials = name.replace(".", "")
        names = [
            full
            for full in self.by_name.values()
            if full.startswith(f"{name} of ")
            or (initials.isupper() and initials in acronyms_of(full) and full != name)
        ]
        return names[0] if len(names) == 1 else ""


def nobody_in_particular(mention: str) -> Resolution:
    """Return the resolution of a mention that means no particular person."""
    return Resolution.unknown(mention, "nobody in particular")
