"""Features of a cue: names that have weights in the ranker of contents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.annotate.lexicon.cue_words import cue_class
from index.annotate.lexicon.tables import word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.annotate.quotes.cues import Cue
    from index.annotate.quotes.parsed_text import ParsedText

MODALS = frozenset(word_class("modal"))
PRONOUN_SUBJECTS = frozenset(word_class("subject pronoun"))
NAMED = ("PERSON", "ORG", "NORP", "GPE")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
DEPENDENT = ("conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp")
LIKELY_LOG_ODDS = -0.5  # such a word is a cue nearly half of the time
MAX_HEADLINE_SIZE = 22  # tokens
AROUND = ("before", "after", "first-after", "before+after")


def log_odds_bucket(log_odds: float | None) -> str:
    """Return a coarse name for log odds."""
    return "unknown" if log_odds is None else str(max(-8, min(4, round(log_odds * 1.5))))


@cache
def length_bucket(number: int) -> str:
    """Return a coarse name for a length."""
    limit = next((limit for limit in (1, 2, 3, 5, 8, 13, 21, 34) if number <= limit), 0)
    return f"<={limit}" if limit else ">34"


@cache
def base_construction(construction: str) -> str:
    """Return the first dependency of a construction, for features of all like it."""
    return construction.split("+")[0].split("&")[0].split(":")[0]


def construction_group(base: str) -> str:
    """Return the group of a base construction."""
    if base.startswith("q-"):
        return "q"
    return "around" if base in AROUND else base


class CueFeatures:
    """Extract the features of the cues of one text."""

    def __init__(self, parsed: ParsedText, cues: Sequence[Cue]) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.log_odds = {cue.token: cue.log_odds for cue in cues if cue.log_odds is not None}
        self.likely_cues: dict[int, list[int]] = {}  # by sentence
        for token, log_odds in self.log_odds.items():
            if log_odds > LIKELY_LOG_ODDS:
                self.likely_cues.setdefault(self.tokens.sentence_of[token], []).append(token)

    def extract(self, cue: Cue) -> list[str]:
        """Return the features that all candidates of a cue share."""
        tokens, token = self.tokens, cue.token
        dep, odds = tokens.dep[token], log_odds_bucket(cue.log_odds)
        letter, subject = cue.key[0], self._subject_type(token)
        names = [
            f"tag={tokens.tag[token]}",
            f"dep={dep}",
            f"lem={cue.key}",
            f"rate={letter}:{odds}",
            f"class={letter}:{cue_class(cue.key)}",
            f"subj={subject}",
            f"subj-rate={subject}:{odds}",
        ]
        names += self._verb_features(token, dep)
        if dep in DEPENDENT:
            head = tokens.head[token]
            names.append(f"under={dep}:{tokens.pos[head]}")
            names.append(f"under-rate={dep}:{log_odds_bucket(self.log_odds.get(head))}")
        names += self._position_features(token, odds)
        return names

    def _subject_type(self, cue: int) -> str:
        tokens = self.tokens
        for child in tokens.children[cue]:
            if tokens.dep[child] in SUBJECTS:
                if tokens.lower[child] in PRONOUN_SUBJECTS:
                    return tokens.lower[child]
                ent_type = tokens.ent_type[child]
                kind = ent_type if ent_type in NAMED else tokens.pos[child]
                return kind if child < cue else f"inv-{kind}"
        return "none"

    def _verb_features(self, cue: int, dep: str) -> list[str]:
        """Return features of voice, mood and negation."""
        tokens, children = self.tokens, self.tokens.children[cue]
        deps = {tokens.dep[child] for child in children}
        names = [
            name
            for name, relation in (("neg", "neg"), ("marked", "mark"), ("agent", "agent"))
            if relation in deps
        ]
        if not children:
            names.append("childless")
        if tokens.tag[cue] in ("VB", "VBG", "VBN", "VBD"):
            helpers = {
                tokens.lower[child] for child in children if tokens.dep[child] in ("aux", "auxpass")
            }
            if "auxpass" in deps:
                names.append("passive")
            if helpers & MODALS:
                names.append("modal")
            if "to" in helpers:
                names.append(f"to-of={tokens.pos[tokens.head[cue]]}")
            if not helpers:
                names.append(f"bare={tokens.tag[cue]}:{dep}")
        return names

    def _position_features(self, cue: int, odds: str) -> list[str]:
        """Return features of other likely cues in the sentence, quotation marks and headlines."""
        tokens, parsed = self.tokens, self.parsed
        names = []
        others = self.likely_cues.get(tokens.sentence_of[cue], ())
        sides = {other < cue for other in others if other != cue}
        if sides:
            side = "<>" if len(sides) == 2 else "<" if True in sides else ">"
            names.append(f"rival={side}:{odds}")
        passage = parsed.passage_at[cue]
        if passage:
            names.append(f"in-quote={length_bucket(passage.size)}")
        first, last = parsed.paragraphs[parsed.paragraph_of[cue]]
        if last - first < MAX_HEADLINE_SIZE:
            ending = tokens.text[max(first, last - 2) : last + 1]
            if not any(mark in '.!?”"' for mark in ending):
                names.append(f"headline:{tokens.tag[cue]}")
        return names
