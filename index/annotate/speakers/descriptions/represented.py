"""Find whom an unnamed source speaks for: “a spokesman for the Falk campaign”, “her lawyer”."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from index.annotate.lexicon.nouns import singular
from index.annotate.lexicon.tables import word_class
from index.annotate.speakers.descriptions.description import description_head, role_type
from index.annotate.speakers.descriptions.description_resolution import DescriptionResolver
from index.annotate.speakers.descriptions.organisation_resolution import matches_noun
from index.annotate.speakers.participants import Participant, Participants
from index.annotate.speakers.phrases import role_word
from index.annotate.token_table import POSSESSIVES

LINKS = {"for", "of", "to", "at", "with", "in", "from", "representing"}
NOUNS = {"NOUN", "PROPN", "ADJ"}
STRONG_LINKS = {"representing", "advising", "defending"}


@dataclass(slots=True)
class RepresentedFinder:
    """Find whom the unnamed sources of one article speak for, in text order."""

    participants: Participants
    descriptions: DescriptionResolver
    last: dict[str, str] = field(default_factory=dict)
    """Whom each noun last spoke for: “the spokeswoman” after “a police spokeswoman”."""

    def find(self, tokens: list[Token]) -> str:
        """Return the name of the person or organisation, or ""."""
        head = next((t for t in tokens if self._is_representative(t, tokens)), None)
        found = ""
        if head is not None:
            found = (
                self._owner(head, tokens) or self._after(head, tokens) or self._before(head, tokens)
            )
        noun = singular(role_word(head if head is not None else description_head(tokens)))
        if not found and tokens[0].lower_ in word_class("definite"):
            found = self.last.get(noun, "")
        if found:
            self.last[noun] = found
        return found

    def _is_representative(self, token: Token, tokens: list[Token]) -> bool:
        """Return whether a noun means somebody who speaks for others; no former ones."""
        words = word_class("representative")
        noun = singular(role_word(token))
        before = {t.lower_ for t in tokens if t.i < token.i}
        if "former" in before or "ex" in before:
            return False
        after = [t.lower_ for t in tokens if t.i > token.i][:2]
        if role_type(role_word(token)) and after and is_link(after):
            return True
        if noun in words:
            need = words[noun]
            if not need:
                return True
            if need == "after":  # “an official with the campaign”, but not “a local official”
                return bool(after) and after[0] in {"with", "for"}
            return need in before
        return False

    def _owner(self, head: Token, tokens: list[Token]) -> str:
        """Return whom “her” or “Open Wells’” before the noun means."""
        by_token = self.participants.by_token
        for token in tokens:
            if token.i >= head.i:
                return ""
            antecedent = self.descriptions.antecedents.get(token.i)
            if antecedent and antecedent.named and token.dep_ == "poss":
                return antecedent.names[0]
            if token.nbor().text in POSSESSIVES and token.i in by_token:
                return self._name(by_token[token.i], token)
        return ""

    def _after(self, head: Token, tokens: list[Token]) -> str:
        """Return the name after “for”, “of” and similar."""
        after = [t for t in tokens if t.i > head.i]
        if after and is_link([t.lower_ for t in after[:2]]):
            after = after[after[0].lower_ == "close" :]
        elif not after or after[0].lower_ not in LINKS:
            return ""
        by_token = self.participants.by_token
        for token in after[1:]:
            is_outside = token.i not in by_token
            if (is_outside and token.is_punct) or token.lower_ in word_class("clause opener"):
                return self._described(after[1:])
            named = by_token.get(token.i)
            if named and by_token.get(token.i + 1) is not named:
                return self._name(named, token)
        return self._described(after[1:])

    def _before(self, head: Token, tokens: list[Token]) -> str:
        """Return the organisation named by the words before the noun: “a Lindo Steel spokesman”."""
        before = [t for t in tokens if t.i < head.i]
        named = [t for t in before if t.i in self.participants.by_token]
        if named:
            participant = self.participants.by_token[named[-1].i]
            return participant.name if participant.entity.label != "other" else ""
        words = [t for t in before if t.pos_ == "PROPN"]
        if len(words) > 1:
            return self.participants.doc[words[0].i : words[-1].i + 1].text
        nouns = [
            role_word(t) for t in before if role_type(role_word(t)) in {"organisation", "firm"}
        ]
        return (self._last_called(nouns[-1], head) or nouns[-1]) if nouns else ""

    def _last_called(self, noun: str, head: Token) -> str:
        """Return the last organisation before a token that is called by a noun: “the council”."""
        near = self.participants.distances_back(head.idx)
        return next((p.name for p in near if matches_noun(p, noun) and not p.is_person), "")

    def _name(self, participant: Participant, token: Token) -> str:
        """Return a name, with the common noun after it: “Falk campaign”."""
        doc, after = self.participants.doc, token.i + 1
        if after < len(doc) and doc[after].pos_ in NOUNS and token.dep_ == "compound":
            first = token.i
            by_token = self.participants.by_token
            while by_token.get(first - 1) is participant:
                first -= 1
            last = token.head.i if token.head.i > token.i else after
            return doc[first : last + 1].text
        return participant.name

    def _described(self, tokens: list[Token]) -> str:
        """Return whom “the senator” or “the company” means."""
        tokens = [token for token in tokens if not token.is_punct]
        if not tokens or tokens[0].lower_ not in word_class("definite"):
            return ""
        name = self.descriptions.resolve_name(tokens)
        noun = description_head(tokens)
        is_body = role_type(role_word(noun)) in {"organisation", "firm"}
        return name or (f"the {noun.text}" if is_body and not noun.tag_.endswith("S") else "")


def is_link(words: list[str]) -> bool:
    """Return whether the words after any noun for a person say whose side that person is on."""
    return words[0] in STRONG_LINKS or words == ["close", "to"]
