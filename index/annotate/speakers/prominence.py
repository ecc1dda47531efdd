"""How prominent a mention makes its participant, by its place in the sentence."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from index.annotate.lexicon.cue_words import stem, stems_of
from index.annotate.speakers.participants import Participant
from index.annotate.speakers.phrases import opens_paragraph
from index.annotate.token_table import SUBJECTS

# The weight of a mention by its grammatical function.
SUBJECT, OBJECT, OTHER, POSSESSOR, POSSESSOR_OF_SUBJECT = 1.0, 0.6, 0.45, 0.45, 0.8

REPLYING = 0.2


def belongs_to_noun(token: Token, by_token: Mapping[int, Participant]) -> bool:
    """Return whether a name only modifies a noun, as Falk in “Falk spokeswoman Ann Lee”."""
    is_before_noun = token.dep_ == "compound" and not opens_paragraph(token)
    return is_before_noun and by_token.get(token.head.i) is not by_token.get(token.i)


def weight_by_function(token: Token) -> float:
    """Return the weight of a mention that ends with a token, by its grammatical function."""
    head = token
    while head.dep_ in {"compound", "flat", "appos"} and head.head.i != head.i:
        head = head.head
    coordinated_with = head.head if head.dep_ == "conj" else head
    if coordinated_with.dep_ in SUBJECTS or opens_paragraph(token):
        return SUBJECT
    if head.dep_ == "poss":
        return POSSESSOR_OF_SUBJECT if head.head.dep_ in SUBJECTS else POSSESSOR
    if token.dep_ == "ROOT":
        return SUBJECT
    return OBJECT if head.dep_ in {"dobj", "attr", "agent"} else OTHER


def turn_factor(pronoun: Token) -> float:
    """Return a factor for the last speaker, who rather does not reply: “he shot back”."""
    verb = pronoun.head
    hits_back = any(child.lower_ == "back" and child.i == verb.i + 1 for child in verb.children)
    replies = hits_back or stem(verb.lower_) in stems_of("reply")
    return REPLYING if replies and pronoun.dep_ in SUBJECTS else 1.0
