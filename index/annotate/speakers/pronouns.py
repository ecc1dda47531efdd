"""The pronouns of a language, and what “they” may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import table

if TYPE_CHECKING:
    from spacy.tokens import Token


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
