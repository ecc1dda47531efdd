"""Find the possible cues of a text: words that report what somebody says or thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.lexicon.tables import weights
from index.annotate.quotes.parsed_text import LONG_PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.annotate.quotes.parsed_text import ParsedText

POS_LETTERS = {"VERB": "V", "NOUN": "N", "ADJ": "A", "ADV": "R", "PROPN": "P", "AUX": "X"}
CUE_SIGNS = frozenset((":", "―", "—", "–", "--"))
MIN_LOG_ODDS = -4.6  # less likely words are skipped
MIN_NAME_LOG_ODDS = -2.2  # of a verb tagged as a name


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue.

    ``key`` is its part of speech and stem ("V:argu"); ``log_odds`` are those of being a cue,
    averaged over all occurrences of the word, or None if unknown.
    """

    token: int
    key: str
    log_odds: float | None


class CueFinder:
    """Find the possible cues of one text."""

    def __init__(self, parsed: ParsedText, log_odds: Mapping[str, float] | None = None) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.log_odds = weights("cue_log_odds") if log_odds is None else log_odds

    def find(self) -> Iterator[Cue]:
        """Yield the possible cues in text order."""
        for token, pos in enumerate(self.tokens.pos):
            quoted = self.parsed.passage_at[token]
            if quoted is not None and quoted.size > LONG_PASSAGE:
                continue
            cue = self._word_cue(token, pos) if pos in POS_LETTERS else self._sign_cue(token)
            if cue:
                yield cue

    def _sign_cue(self, token: int) -> Cue | None:
        sign = self.tokens.text[token]
        if sign not in CUE_SIGNS or self.parsed.passage_at[token] is not None:
            return None
        return Cue(token, ":" if sign == ":" else "-", None)

    def _word_cue(self, token: int, pos: str) -> Cue | None:
        """Return a word as a cue, judged by its log odds or, if unknown, by its clause."""
        tokens = self.tokens
        base = stem(tokens.lower[token])
        key = f"{POS_LETTERS[pos]}:{base}"
        if pos == "AUX":
            deps = {tokens.dep[child] for child in tokens.children[token]}
            is_helper = tokens.dep[token] in ("aux", "auxpass")
            has_clause = not is_helper and deps & {"ccomp", "attr", "acomp"}
            return Cue(token, key, self.log_odds.get(key)) if has_clause else None
        if pos == "PROPN":
            log_odds = self.log_odds.get(f"V:{base}")
            is_verb = (
                log_odds is not None
                and log_odds > MIN_NAME_LOG_ODDS
                and tokens.ent_type[token] in ("", "ORG")
            )
            return Cue(token, key, log_odds) if is_verb else None
        log_odds = self.log_odds.get(key)
        if log_odds is not None:
            return Cue(token, key, log_odds) if log_odds > MIN_LOG_ODDS else None
        if pos == "VERB" and (self._has_clause(token) or self._is_near_quote(token)):
            return Cue(token, f"V:?{cue_class(key)}", None)
        known = cue_class(key)
        return Cue(token, f"{key[0]}:?{known}", None) if pos != "VERB" and known != "none" else None

    def _has_clause(self, token: int) -> bool:
        tokens = self.tokens
        return any(tokens.dep[child] == "ccomp" for child in tokens.children[token])

    def _is_near_quote(self, token: int) -> bool:
        nearby = range(max(token - 3, 0), min(token + 3, self.tokens.size))
        return any(self.parsed.passage_at[near] is not None for near in nearby)
