"""Find the possible source mentions of a cue, and their features."""

from __future__ import annotations

from collections.abc import Sequence

from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import (
    ContentCandidate,
    SourceCandidate,
    base_construction,
    construction_group,
)
from index.annotate.quotes.cues import Cue
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.ranker import length_bucket

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
MODIFIERS = ("poss", "dobj", "attr", "npadvmod", "dative", "nmod", "compound")
SUBJECT_PATHS = ("<nsubj", "<nsubjpass", ">nsubj", "<csubj")
PRONOUNS = frozenset(word_class("source pronoun"))
NAMED = frozenset(("PERSON", "ORG", "NORP", "GPE", "DATE", "CARDINAL"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
NOUN_MODIFIERS = ("compound", "amod", "det", "nummod", "poss", "nmod", "flat", "appos")
CLIMBED = frozenset(
    ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "relcl", "prep", "dobj", "pobj", "attr",
     "acomp", "parataxis", "dep", "nsubj", "oprd", "appos", "agent")
)  # fmt: skip
MAX_CLIMB = 5
MAX_NICKNAME = 4  # tokens, quotation marks included
MAX_PATH = 24  # characters


class SourceCandidateFinder:
    """Find the source candidates of the cues of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def find(self, cue: int) -> list[SourceCandidate]:
        """Return the source candidates of a cue, one per head."""
        candidates: dict[int, SourceCandidate] = {}
        for head, path in self._heads(cue):
            if self._is_nominal(head) and head not in candidates:
                first, last = self._extent(head, cue)
                if not first <= cue <= last:
                    candidates[head] = SourceCandidate(head, path, first, last)
        return list(candidates.values())

    def _heads(self, cue: int) -> list[tuple[int, str]]:
        """Return possible heads, each with the path through the parse from the cue."""
        heads = self._dependents(cue, "")
        tokens, token, path = self.tokens, cue, ""
        for _ in range(MAX_CLIMB):
            dep, above = tokens.dep[token], tokens.head[token]
            if above == token or not (dep in CLIMBED or (dep == "punct" and token == cue)):
                break
            path = f"{path}^{dep}"[-MAX_PATH:]
            if dep in ("relcl", "acl", "appos", "nsubj", "dobj", "pobj", "attr"):
                heads.append((above, f"{path}!"))
            heads += self._dependents(above, path, skip=token)
            token = above
        return heads + self._nearby(cue)

    def _dependents(self, token: int, path: str, skip: int = -1) -> list[tuple[int, str]]:
        """Return the subjects, agents, owners and similar dependents of a token."""
        tokens = self.tokens
        heads = []
        for child in tokens.children[token]:
            dep = tokens.dep[child]
            if child == skip:
                continue
            if dep == "dobj" and not path and self._is_inverted_subject(child, token):
                dep = "nsubj"
            if dep in SUBJECTS or dep in MODIFIERS:
                if dep == "compound" and path:
                    continue
                way = f"{path}{'<' if child < token else '>'}{dep}"
                heads.append((child, way))
                if tokens.pos[child] == "VERB":  # “Reacting, the mayor said”
                    heads += [(c, way) for c in tokens.children[child] if tokens.dep[c] == "appos"]
                if dep == "dobj" and not path:
                    heads += [
                        (owner, f">dobj>{tokens.dep[owner]}")
                        for owner in tokens.children[child]
                        if tokens.dep[owner] == "poss"
                    ]
            elif dep in ("prep", "agent"):
                heads += [
                    (noun, f"{path}>{tokens.lower[child]}")
                    for noun in tokens.children[child]
                    if tokens.dep[noun] == "pobj"
                ]
        return heads

    def _is_inverted_subject(self, token: int, verb: int) -> bool:
        """Return whether an object right after a verb is its subject: “Why?” asked Judge Lee."""
        tokens, quoted = self.tokens, self.parsed.passage_at[max(0, verb - 1)]
        if tokens.tag[verb] == "VBG":  # “that man,” telling Ann Lee so
            return False
        if quoted is None or quoted.last != verb - 1 or not self.parsed.leads_on(quoted):
            return False
        has_subject = any(
            tokens.dep[child] in SUBJECTS and self.parsed.passage_at[child] is None
            for child in tokens.children[verb]
        )
        return tokens.left_edge[token] == verb + 1 and not has_subject

    def _nearby(self, cue: int) -> list[tuple[int, str]]:
        """Return the nearest nominals before and after the cue."""
        tokens = self.tokens
        heads = []
        token = cue + 1
        while token < tokens.size and token - cue < 4 and not self._is_nominal(token):
            token += 1
        if token < tokens.size and self._is_nominal(token):
            heads.append((self._phrase_head(token, cue), "near>"))
        token = cue - 1
        while token >= 0 and cue - token < 5 and not self._is_nominal(token):
            token -= 1
        if token >= 0 and self._is_nominal(token):
            heads.append((self._phrase_head(token, cue), "<near"))
        return heads

    def _is_nominal(self, token: int) -> bool:
        """Return whether a token is a noun or similar, or a name tagged as a verb."""
        tokens = self.tokens
        if tokens.pos[token] in NOMINAL:
            return tokens.text[token][-1].isalnum() or tokens.text[token][0].isalnum()
        return tokens.ent_type[token] in ("PERSON", "ORG") and tokens.text[token][:1].isupper()

    def _phrase_head(self, token: int, cue: int) -> int:
        """Return the head of the noun phrase around a token."""
        tokens = self.tokens
        while tokens.dep[token] in NOUN_MODIFIERS and tokens.head[token] != cue:
            token = tokens.head[token]
        return token

    def _extent(self, head: int, cue: int) -> tuple[int, int]:
        """Return first and last token of the phrase of a head, without a cue inside it."""
        tokens = self.tokens
        first, last = tokens.left_edge[head], tokens.right_edge[head]
        for child in tokens.children[head]:
            left, right = tokens.left_edge[child], tokens.right_edge[child]
            if child > head and (
                left <= cue <= right or tokens.dep[child] in ("relcl", "acl", "advcl", "ccomp")
            ):
                last = min(last, left - 1)
            elif child < head and left <= cue <= right:
                first = max(first, right + 1)
        for token in range(head, last + 1):
            if self._is_across_mark(token, head):
                last = token - 1
                break
        for token in range(head, first - 1, -1):
            if self._is_across_mark(token, head):
                first = token + 1
                break
        while last > head and (
            tokens.pos[last] in ("PUNCT", "SPACE", "CCONJ") and tokens.text[last] not in ")]"
        ):
            last -= 1
        while first < head and tokens.pos[first] in ("PUNCT", "SPACE"):
            first += 1
        return min(first, head), max(last, head)

    def _is_across_mark(self, token: int, head: int) -> bool:
        """Return whether a quotation mark is between two tokens, but not of “Jo ‘Red’ Falk”."""
        passage = self.parsed.passage_at[token]
        if passage is self.parsed.passage_at[head]:
            return False
        if passage is None or passage.size > MAX_NICKNAME or passage.is_speech:
            return True
        beside = (self.tokens.text[passage.first - 1], self.tokens.text[passage.last + 1])
        return passage.first == 0 or not all(word[0].isupper() for word in beside)


class SourceFeatures:
    """Extract the features of the source candidates of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def extract(
        self, cue: Cue, content: ContentCandidate, sources: Sequence[SourceCandidate]
    ) -> list[list[str]]:
        """Return the features of each source candidate, given the content chosen for the cue."""
        tokens, token = self.tokens, cue.token
        letter, base = cue.key[0], base_construction(content.construction)
        group = construction_group(base)
        passive = any(tokens.dep[child] == "auxpass" for child in tokens.children[token])
        has_subject = any(source.path in SUBJECT_PATHS for source in sources)
        shared = [
            f"any={letter}", f"any:lem={cue.key}", f"any:group={group}",
            f"any:passive={passive}:{letter}", f"any:subject={has_subject}:{letter}",
            f"any:tag={tokens.tag[token]}", f"any:dep={tokens.dep[token]}",
        ]  # fmt: skip
        if not has_subject:
            shared.append(f"any:none={tokens.tag[token]}:{tokens.dep[token]}")
        voice = f"{passive}:{tokens.tag[token]}"
        return [
            self._source_features(cue, source, group, voice, has_subject) + shared
            for source in sources
        ]

    def _source_features(
        self, cue: Cue, source: SourceCandidate, group: str, voice: str, has_subject: bool
    ) -> list[str]:
        """Return the path to one source, its word and name, and what lies between."""
        tokens, token, head, path = self.tokens, cue.token, source.head, source.path
        word = tokens.lower[head] if tokens.lower[head] in PRONOUNS else tokens.pos[head]
        entity = tokens.ent_type[head] if tokens.ent_type[head] in NAMED else "-"
        side = "L" if head < token else "R"
        between = range(min(head, token) + 1, max(head, token))
        verbs = sum(1 for other in between if tokens.pos[other] == "VERB")
        commas = sum(1 for other in between if tokens.text[other] == ",")
        same_sentence = tokens.sentence_of[head] == tokens.sentence_of[token]
        names = [
            f"way={path}", f"way={path}:{cue.key[0]}", f"word={word}", f"entity={entity}",
            f"far={side}{length_bucket(len(between))}", f"way-word={path}:{word}",
            f"way-entity={path}:{entity}", f"way-voice={path}:{voice}", f"way-group={path}:{group}",
            f"way-lem={path}:{cue.key}", f"same={same_sentence}",
            f"verbs={side}:{min(2, verbs)}", f"commas={side}:{min(2, commas)}",
            f"role={tokens.dep[head]}",
        ]  # fmt: skip
        if not has_subject:
            names.append(f"no-subject:{path}")
        if self.parsed.passage_at[head] is not self.parsed.passage_at[token]:
            names.append("other-side-of-a-mark")
        if tokens.text[head][:1].islower():
            names.append("lower-case")
        if word == "it":
            names.append(f"it:{cue.key}")
        return names


def is_outside(source: SourceCandidate, content: ContentCandidate) -> bool:
    """Return whether a source candidate is outside the content."""
    return not content.contains(source.head)
