"""Whose words: every stretch near a cue that could be its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import word_set
from index.annotate.quotes.cue_features import bucket, group_of, rough

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.annotate.quotes.candidate import Option
    from index.annotate.quotes.cues import Cue
    from index.annotate.quotes.parsed_text import Scene

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OWN_SUBJECT = ("<nsubj", "<nsubjpass", ">nsubj", "<csubj")
PRONOUNS = word_set("pronoun")
NAMED = frozenset(("PERSON", "ORG", "NORP", "GPE", "DATE", "CARDINAL"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
CLIMBED = frozenset(
    ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "relcl", "prep", "dobj", "pobj", "attr",
     "acomp", "parataxis", "dep", "nsubj", "oprd", "appos", "agent")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A possible source: its head, the way from the cue to it, its first and last token."""

    head: int
    way: str
    first: int
    last: int


class Sources:
    """Makes the possible sources of one cue after the other."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens

    def of(self, cue: int) -> list[Source]:
        """The possible sources of the cue, each head once."""
        found: dict[int, Source] = {}
        for head, way in self._heads(cue):
            if self._is_nominal(head) and head not in found:
                first, last = self.extent(head, cue)
                if not first <= cue <= last:
                    found[head] = Source(head, way, first, last)
        return list(found.values())

    def _heads(self, cue: int) -> list[tuple[int, str]]:
        """Words that could name the source, each with the way through the parse from the cue."""
        heads = self._below(cue, "")
        tokens, place, way = self.tokens, cue, ""
        for _ in range(5):
            dep, above = tokens.dep[place], tokens.head[place]
            if above == place or not (dep in CLIMBED or (dep == "punct" and place == cue)):
                break
            way = f"{way}^{dep}"[-24:]
            if dep in ("relcl", "acl", "appos", "nsubj", "dobj", "pobj", "attr"):
                heads.append((above, f"{way}!"))
            heads += self._below(above, way, skip=place)
            place = above
        return heads + self._near(cue)

    def _below(self, token: int, way: str, skip: int = -1) -> list[tuple[int, str]]:
        """Subjects, agents, owners and the like that hang on a token."""
        tokens = self.tokens
        heads = []
        for kid in tokens.kids[token]:
            dep = tokens.dep[kid]
            if kid == skip:
                continue
            if dep in SUBJECTS or dep in (
                "poss",
                "dobj",
                "attr",
                "npadvmod",
                "dative",
                "nmod",
                "compound",
            ):
                if dep == "compound" and way:
                    continue
                heads.append((kid, f"{way}{'<' if kid < token else '>'}{dep}"))
                if dep == "dobj" and not way:
                    heads += [
                        (own, f">dobj>{tokens.dep[own]}")
                        for own in tokens.kids[kid]
                        if tokens.dep[own] == "poss"
                    ]
            elif dep in ("prep", "agent"):
                heads += [
                    (own, f"{way}>{tokens.lower[kid]}") for own in tokens.kids[kid]
                    if tokens.dep[own] == "pobj"
                ]  # fmt: skip
        return heads

    def _near(self, cue: int) -> list[tuple[int, str]]:
        """The nominals that stand right before and right after the cue."""
        tokens = self.tokens
        heads = []
        place = cue + 1
        while place < tokens.size and place - cue < 4 and not self._is_nominal(place):
            place += 1
        if place < tokens.size and self._is_nominal(place):
            heads.append((self._top(place, cue), "near>"))
        place = cue - 1
        while place >= 0 and cue - place < 5 and not self._is_nominal(place):
            place -= 1
        if place >= 0 and self._is_nominal(place):
            heads.append((self._top(place, cue), "<near"))
        return heads

    def _is_nominal(self, token: int) -> bool:
        """Whether a token is a noun or the like, or a name that the tagger took for a verb."""
        tokens = self.tokens
        if tokens.pos[token] in NOMINAL:
            return tokens.text[token][-1].isalnum() or tokens.text[token][0].isalnum()
        return tokens.entity[token] in ("PERSON", "ORG") and tokens.text[token][:1].isupper()

    def _top(self, token: int, cue: int) -> int:
        """The head of the noun phrase in which a token stands."""
        tokens = self.tokens
        while (
            tokens.dep[token]
            in ("compound", "amod", "det", "nummod", "poss", "nmod", "flat", "appos")
            and tokens.head[token] != cue
        ):
            token = tokens.head[token]
        return token

    def extent(self, head: int, cue: int) -> tuple[int, int]:
        """The words of a source: its phrase without a cue that hangs on it."""
        tokens = self.tokens
        first, last = tokens.left[head], tokens.right[head]
        for kid in tokens.kids[head]:
            left, right = tokens.left[kid], tokens.right[kid]
            if kid > head and (
                left <= cue <= right or tokens.dep[kid] in ("relcl", "acl", "advcl", "ccomp")
            ):
                last = min(last, left - 1)
            elif kid < head and left <= cue <= right:
                first = max(first, right + 1)
        for place in range(head, last + 1):
            if self.scene.inside[place] is not self.scene.inside[head]:
                last = place - 1
                break
        while last > head and (
            tokens.pos[last] in ("PUNCT", "SPACE", "CCONJ") and tokens.text[last] not in ")]"
        ):
            last -= 1
        while first < head and tokens.pos[first] in ("PUNCT", "SPACE"):
            first += 1
        return min(first, head), max(last, head)


class SourceFeatures:
    """Names what speaks for and against each possible source of a cue."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens

    def of(self, cue: Cue, option: Option, sources: Sequence[Source]) -> list[list[str]]:
        """The features of each source, given the content that was chosen for the cue."""
        tokens, place = self.tokens, cue.token
        letter, base = cue.key[0], rough(option.kind)
        group = group_of(base)
        passive = any(tokens.dep[kid] == "auxpass" for kid in tokens.kids[place])
        subject = any(source.way in OWN_SUBJECT for source in sources)
        shared = [
            f"any={letter}", f"any:lem={cue.key}", f"any:group={group}",
            f"any:passive={passive}:{letter}", f"any:subject={subject}:{letter}",
            f"any:tag={tokens.tag[place]}", f"any:dep={tokens.dep[place]}",
        ]  # fmt: skip
        if not subject:
            shared.append(f"any:none={tokens.tag[place]}:{tokens.dep[place]}")
        voice = f"{passive}:{tokens.tag[place]}"
        return [self._of_one(cue, source, group, voice, subject) + shared for source in sources]

    def _of_one(self, cue: Cue, source: Source, group: str, voice: str, subject: bool) -> list[str]:
        """The features of one source: the way to it, its word and name, what lies between."""
        tokens, place, head, way = self.tokens, cue.token, source.head, source.way
        word = tokens.lower[head] if tokens.lower[head] in PRONOUNS else tokens.pos[head]
        entity = tokens.entity[head] if tokens.entity[head] in NAMED else "-"
        side = "L" if head < place else "R"
        between = range(min(head, place) + 1, max(head, place))
        verbs = sum(1 for token in between if tokens.pos[token] == "VERB")
        commas = sum(1 for token in between if tokens.text[token] == ",")
        names = [
            f"way={way}", f"way={way}:{cue.key[0]}", f"word={word}", f"entity={entity}",
            f"far={side}{bucket(len(between))}", f"way-word={way}:{word}",
            f"way-entity={way}:{entity}", f"way-voice={way}:{voice}", f"way-group={way}:{group}",
            f"way-lem={way}:{cue.key}", f"same={tokens.sentence[head] == tokens.sentence[place]}",
            f"verbs={side}:{min(2, verbs)}", f"commas={side}:{min(2, commas)}",
            f"role={tokens.dep[head]}",
        ]  # fmt: skip
        if not subject:
            names.append(f"no-subject:{way}")
        if self.scene.inside[head] is not self.scene.inside[place]:
            names.append("other-side-of-a-mark")
        if tokens.text[head][:1].islower():
            names.append("lower-case")
        if word == "it":
            names.append(f"it:{cue.key}")
        return names


def is_free(source: Source, option: Option) -> bool:
    """Whether a source stands outside the content."""
    return not option.holds(source.head)
