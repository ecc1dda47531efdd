"""What speaks for and against a word as a cue: its features, as names that have weights."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import cue_class, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.annotate.quotes.cues import Cue
    from index.annotate.quotes.parsed_text import Scene

MODALS = word_set("modal")
LIGHT_SUBJECTS = word_set("subject")
NAMED = ("PERSON", "ORG", "NORP", "GPE")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
DEPENDENT = ("conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp")
LIKELY = -0.5  # the rate from which a word is a cue nearly as often as not
SHORT = 22  # tokens of a paragraph that can be a headline
AROUND = ("before", "after", "first-after", "before+after")


def degree(rate: float | None) -> str:
    """A rate as one of a few names."""
    return "unknown" if rate is None else str(max(-8, min(4, round(rate * 1.5))))


@cache
def bucket(number: int) -> str:
    """A length as one of a few names."""
    limit = next((one for one in (1, 2, 3, 5, 8, 13, 21, 34) if number <= one), 0)
    return f"<={limit}" if limit else ">34"


@cache
def rough(kind: str) -> str:
    """The first relation of a kind, for what all kinds like it have in common."""
    return kind.split("+")[0].split("&")[0].split(":")[0]


def group_of(base: str) -> str:
    """The group of constructions to which one belongs."""
    if base.startswith("q-"):
        return "q"
    return "around" if base in AROUND else base


class CueFeatures:
    """Names the features of the cues of one text."""

    def __init__(self, scene: Scene, cues: Sequence[Cue]) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.likely = {cue.token: cue.rate for cue in cues if cue.rate is not None}
        self.rivals: dict[int, list[int]] = {}
        for token, rate in self.likely.items():
            if rate > LIKELY:
                self.rivals.setdefault(self.tokens.sentence[token], []).append(token)

    def of(self, cue: Cue) -> list[str]:
        """The features that all options of a cue share."""
        tokens, token = self.tokens, cue.token
        dep, rate = tokens.dep[token], degree(cue.rate)
        letter, subject = cue.key[0], self._subject(token)
        names = [
            f"tag={tokens.tag[token]}",
            f"dep={dep}",
            f"lem={cue.key}",
            f"rate={letter}:{rate}",
            f"class={letter}:{cue_class(cue.key)}",
            f"subj={subject}",
            f"subj-rate={subject}:{rate}",
        ]
        names += self._of_verb(token, dep)
        if dep in DEPENDENT:
            head = tokens.head[token]
            names.append(f"under={dep}:{tokens.pos[head]}")
            names.append(f"under-rate={dep}:{degree(self.likely.get(head))}")
        names += self._of_place(token, rate)
        return names

    def _subject(self, cue: int) -> str:
        """What kind of subject the cue has."""
        tokens = self.tokens
        for kid in tokens.kids[cue]:
            if tokens.dep[kid] in SUBJECTS:
                if tokens.lower[kid] in LIGHT_SUBJECTS:
                    return tokens.lower[kid]
                name = tokens.entity[kid]
                kind = name if name in NAMED else tokens.pos[kid]
                return kind if kid < cue else f"inv-{kind}"
        return "none"

    def _of_verb(self, cue: int, dep: str) -> list[str]:
        """Voice, mood and negation."""
        tokens, kids = self.tokens, self.tokens.kids[cue]
        deps = {tokens.dep[kid] for kid in kids}
        names = [
            name
            for name, relation in (("neg", "neg"), ("marked", "mark"), ("agent", "agent"))
            if relation in deps
        ]
        if not kids:
            names.append("childless")
        if tokens.tag[cue] in ("VB", "VBG", "VBN", "VBD"):
            helpers = {tokens.lower[kid] for kid in kids if tokens.dep[kid] in ("aux", "auxpass")}
            if "auxpass" in deps:
                names.append("passive")
            if helpers & MODALS:
                names.append("modal")
            if "to" in helpers:
                names.append(f"to-of={tokens.pos[tokens.head[cue]]}")
            if not helpers:
                names.append(f"bare={tokens.tag[cue]}:{dep}")
        return names

    def _of_place(self, cue: int, rate: str) -> list[str]:
        """Other likely cues of the sentence, quotation marks around it, a headline."""
        tokens, scene = self.tokens, self.scene
        names = []
        sides = {one < cue for one in self.rivals.get(tokens.sentence[cue], ()) if one != cue}
        if sides:
            side = "<>" if len(sides) == 2 else "<" if True in sides else ">"
            names.append(f"rival={side}:{rate}")
        inside = scene.inside[cue]
        if inside:
            names.append(f"in-quote={bucket(inside.size)}")
        first, last = scene.bounds[scene.paragraph[cue]]
        if last - first < SHORT:
            ending = tokens.text[max(first, last - 2) : last + 1]
            if not any(mark in '.!?”"' for mark in ending):
                names.append(f"headline:{tokens.tag[cue]}")
        return names
