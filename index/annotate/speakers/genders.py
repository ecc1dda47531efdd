"""The pronouns of a language, and the gender that they let know of people."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import table
from index.article import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from index.annotate.speakers.participants import Cast, Member


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the list of pronouns."""

    person: str
    number: str
    gender: str
    use: str


FORMS = {form: Form(*cells) for form, cells in table("pronouns").items()}


def form_of(token: Token) -> Form | None:
    """What kind of pronoun a token is; None for any other word ("US" is not "us")."""
    return None if token.text == "US" else FORMS.get(token.lower_)


class Areas:
    """Sorted spans that can be asked whether a character stands in one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [span.start for span in self.spans]

    def at(self, char: int) -> Span | None:
        """The last span that begins before a character, if it holds it."""
        index = bisect_right(self.starts, char) - 1
        return self.spans[index] if index >= 0 and char < self.spans[index].end else None


def vote(cast: Cast, telling: Sequence[Token], quoted: Areas) -> None:
    """Settle the gender of people: titles and nouns, pronouns near by, first names as a hint.

    A pronoun votes for the only person in its sentence before it, or else for the only one in
    the sentence before.
    """
    here: set[Member] = set()
    before: set[Member] = set()
    for token in telling:
        if token.is_sent_start:
            before, here = here, set()
        if quoted.at(token.idx):
            continue
        member = cast.by_token.get(token.i)
        form = form_of(token)
        if member and member.is_person:
            here.add(member)
        elif form and form.gender in {"m", "f"} and len(here or before) == 1:
            for voter in here or before:
                voter.genders[form.gender] += 1
    for member in cast.people():
        male, female = member.genders["m"], member.genders["f"]
        if male != female and max(male, female) >= 2:
            member.gender = "m" if male > female else "f"
