"""Find the possible cues of a text, words that report what somebody says or thinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.annotate.lexicon.cue_words import (
    cue_class,
    is_agent_noun,
    is_verb_of_saying,
    stem,
    stems_of,
)
from index.annotate.lexicon.tables import weights, word_class
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.ranker import length_bucket, log_odds_bucket

POS_LETTERS = {"VERB": "V", "NOUN": "N", "ADJ": "A", "ADV": "R", "PROPN": "P", "AUX": "X"}
CUE_SIGNS = frozenset((":", "―", "—", "–", "--"))
MIN_LOG_ODDS = -4.6  # less likely words are skipped
MIN_NAME_LOG_ODDS = -2.2  # of a verb tagged as a name

MODALS = frozenset(word_class("modal"))
PRONOUN_SUBJECTS = frozenset(word_class("subject pronoun"))
NAMED = ("PERSON", "ORG", "NORP", "GPE")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
DEPENDENT = ("conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp")
LIKELY_LOG_ODDS = -0.5  # such a word is a cue nearly half of the time
MAX_HEADLINE_SIZE = 22  # tokens
MAX_RELAY = 30  # tokens from “quoted” to “as saying”


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue.

    ``key`` is its part of speech and stem ("V:argu"); ``log_odds`` are those of being a cue,
    averaged over all occurrences of the word, or None if unknown.
    """

    token: int
    key: str
    log_odds: float | None


def relaying_verb(parsed: ParsedText, cue: int) -> int | None:
    """Return the verb before “as saying” or “to have said” of which somebody else is the subject.

    In “the Ledger quoted Ann Lee as saying” and “he is reported by the Ledger to have said” the
    Ledger relays what another said.
    """
    tokens, before = parsed.tokens, tuple(parsed.tokens.lower[max(0, cue - 2) : cue])
    is_relayed = tokens.tag[cue] == "VBG" and before[-1:] == ("as",)
    is_relayed = is_relayed or (tokens.tag[cue] == "VBN" and before == ("to", "have"))
    if not is_relayed or not is_verb_of_saying(tokens.lower[cue]):
        return None
    first, _ = tokens.sentences[tokens.sentence_of[cue]]
    for token in range(cue - 1, max(first, cue - MAX_RELAY) - 1, -1):
        if tokens.pos[token] == "VERB" and stem(tokens.lower[token]) in stems_of("relays"):
            is_passive = tokens.tag[token] == "VBN"
            return token if is_passive or before[-1] == "as" else None
    return None


class CueFinder:
    """Find the possible cues of one text."""

    def __init__(self, parsed: ParsedText, log_odds: Mapping[str, float] | None = None) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.log_odds = weights("cue_log_odds") if log_odds is None else log_odds

    def find(self) -> Iterator[Cue]:
        """Yield the possible cues in text order."""
        relaying = {relaying_verb(self.parsed, token) for token in range(self.tokens.size)}
        for token, pos in enumerate(self.tokens.pos):
            if token in relaying:
                continue
            quoted = self.parsed.passage_at[token]
            if quoted is not None and quoted.is_speech:
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
        if pos == "VERB" and is_agent_noun(tokens.lower[token]):
            return None  # “the protesters chanted”
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
