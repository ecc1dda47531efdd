"""The pronouns of a language, and what “they” may mean."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from spacy.attrs import DEP, IDX, ORTH, SENT_START, TAG
from spacy.tokens import Doc, Token

from index.annotate.lexicon.tables import table
from index.annotate.token_table import SUBJECTS

DESCRIBED = {*SUBJECTS, "poss", "dobj"}


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One row of the table of pronouns."""

    person: str
    number: str
    gender: str
    use: str


@dataclass(slots=True)
class Plural:
    """The referents of a plural subject: people named together, or a group."""

    names: tuple[str, ...]
    named: bool
    salience: float


PRONOUNS = {form: Pronoun(*cells) for form, cells in table("pronouns").items()}


def pronoun_of(token: Token) -> Pronoun | None:
    """Return the pronoun that a token is; None for any other word ("US" is not "us")."""
    return None if token.text == "US" else PRONOUNS.get(token.lower_)


def relevant_tokens(doc: Doc, named: Container[int], offsets: set[int]) -> list[Token]:
    """Return the tokens that affect salience; processing all tokens would be slow.

    These are names, pronouns, subjects, plural nouns, spaces, starts of sentences, and the tokens
    at some offsets.
    """
    strings = doc.vocab.strings
    words = {strings[form] for form in (*PRONOUNS, *map(str.title, PRONOUNS))}
    tags = {strings["NNS"], strings["NNPS"], strings["_SP"]}
    described = {strings[dep] for dep in DESCRIBED}
    rows = doc.to_array([ORTH, TAG, SENT_START, IDX, DEP]).tolist()
    return [
        doc[i]
        for i, (orth, tag, is_start, offset, dep) in enumerate(rows)
        if orth in words
        or tag in tags
        or dep in described
        or is_start == 1
        or offset in offsets
        or i in named
    ]
