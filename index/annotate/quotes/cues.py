"""Which words could be cues: words that say that somebody says or thinks something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import cue_class, figures, stem
from index.annotate.quotes.parsed_text import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.annotate.quotes.parsed_text import Scene

LETTER = {"VERB": "V", "NOUN": "N", "ADJ": "A", "ADV": "R", "PROPN": "P", "AUX": "X"}
SIGNS = frozenset((":", "―", "—", "–", "--"))
LEAST = -4.6  # the log odds of being a cue below which a word is not looked at


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that could be a cue.

    ``key`` is its class and stem ("V:argu"); ``rate`` the log odds that it is a cue wherever
    it stands, or None where that is not known.
    """

    token: int
    key: str
    rate: float | None


class Cues:
    """Finds the possible cues of one text."""

    def __init__(self, scene: Scene, rates: Mapping[str, float] | None = None) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.rates = figures("cues") if rates is None else rates

    def __iter__(self) -> Iterator[Cue]:
        inside = self.scene.inside
        for token, pos in enumerate(self.tokens.pos):
            quoted = inside[token]
            if quoted is not None and quoted.size > LONG:
                continue
            cue = self._word(token, pos) if pos in LETTER else self._sign(token)
            if cue:
                yield cue

    def _sign(self, token: int) -> Cue | None:
        sign = self.tokens.text[token]
        if sign not in SIGNS or self.scene.inside[token] is not None:
            return None
        return Cue(token, ":" if sign == ":" else "-", None)

    def _word(self, token: int, pos: str) -> Cue | None:
        """The cue that a word could be, by its rate, or where none is known by its clause."""
        tokens = self.tokens
        base = stem(tokens.lower[token])
        key = f"{LETTER[pos]}:{base}"
        if pos == "AUX":
            deps = {tokens.dep[kid] for kid in tokens.kids[token]}
            helps = tokens.dep[token] in ("aux", "auxpass")
            clause = not helps and deps & {"ccomp", "attr", "acomp"}
            return Cue(token, key, self.rates.get(key)) if clause else None
        if pos == "PROPN":
            rate = self.rates.get(f"V:{base}")
            verb = rate is not None and rate > -2.2 and tokens.entity[token] in ("", "ORG")
            return Cue(token, key, rate) if verb else None
        rate = self.rates.get(key)
        if rate is not None:
            return Cue(token, key, rate) if rate > LEAST else None
        if pos == "VERB" and (self._has_clause(token) or self._is_near_quote(token)):
            return Cue(token, f"V:?{cue_class(key)}", None)
        known = cue_class(key)
        return Cue(token, f"{key[0]}:?{known}", None) if pos != "VERB" and known != "none" else None

    def _has_clause(self, token: int) -> bool:
        tokens = self.tokens
        return any(tokens.dep[kid] == "ccomp" for kid in tokens.kids[token])

    def _is_near_quote(self, token: int) -> bool:
        inside = self.scene.inside
        near = range(max(token - 3, 0), min(token + 3, self.tokens.size))
        return any(inside[place] is not None for place in near)
