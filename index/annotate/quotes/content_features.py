"""Features of a content candidate: names that have weights in the ranker of contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from index.annotate.lexicon.cue_words import cue_class
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import ContentCandidate, base_construction, construction_group
from index.annotate.quotes.cues import LIKELY_LOG_ODDS, Cue
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage
from index.annotate.quotes.ranker import length_bucket, log_odds_bucket

FIRST_WORDS = frozenset(word_class("first in content"))
WORDS_AFTER = frozenset(word_class("after content"))
CROSSED = ("subj=", "passive", "neg", "headline", "in-quote")
FINITE = ("VBD", "VBZ", "VBP", "MD")


class ContentFeatures:
    """Extract the features of the content candidates of one text.

    ``log_odds`` are those of its possible cues, by token.
    """

    def __init__(self, parsed: ParsedText, log_odds: Mapping[int, float]) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.log_odds = log_odds
        self.finite_before = _running_count(tag in FINITE for tag in self.tokens.tag)
        self.quoted_before = _running_count(one is not None for one in parsed.passage_at)

    def crossed(self, cue: Cue, cue_features: list[str]) -> list[str]:
        """Return the cue features that get a weight of their own in each construction group."""
        names = [name for name in cue_features if name.startswith(CROSSED)]
        return [*names, f"lem={cue.key}"]

    def extract(self, cue: Cue, crossed: list[str], candidate: ContentCandidate) -> list[str]:
        """Return the features of one candidate, given the ``crossed`` features of its cue."""
        tokens, construction = self.tokens, candidate.construction
        first, last = candidate.content[0][0], candidate.content[-1][1]
        size = sum(end - begin + 1 for begin, end in candidate.content)
        base = base_construction(construction)
        group = construction_group(base)
        word = tokens.lower[first]
        first_word = word if word in FIRST_WORDS else tokens.tag[first]
        names = [
            f"kind={construction}",
            f"base={base}",
            f"rate-base={group}:{log_odds_bucket(cue.log_odds)}",
            f"pos-base={cue.key[0]}:{base}",
            f"class-base={cue_class(cue.key)}:{group}",
            f"lead={base}:{first_word}",
            f"size={base[:8]}:{length_bucket(size)}",
            f"after={base[0]}:{self._word_after(last)}",
            f"head={base}:{tokens.pos[candidate.head]}",
        ]
        names += [f"{name}:{group}" for name in crossed]
        others = dict.fromkeys(candidate.other_constructions)
        names += [f"also={base}:{base_construction(other)}" for other in others]
        if candidate.cut_at:
            names += (f"cut={candidate.cut_at}", f"cut:{base}")
        if candidate.extended:
            names.append("stretched")
        names += self._quotation_features(candidate, size)
        names += self._gap_features(candidate, first, base)
        if group != "q":
            names += self._clause_features(candidate, first, last, base)
        return names

    def _word_after(self, last: int) -> str:
        """Return the word, or its tag, that follows the content in its paragraph."""
        tokens, after = self.tokens, last + 1
        paragraph_of = self.parsed.paragraph_of
        if after == tokens.size or paragraph_of[after] != paragraph_of[last]:
            return "END"
        word = tokens.lower[after]
        return word if word in WORDS_AFTER else tokens.tag[after]

    def _clause_features(
        self, candidate: ContentCandidate, first: int, last: int, base: str
    ) -> list[str]:
        """Return how the content fits the parse tree."""
        tokens, head = self.tokens, candidate.head
        finite = self.finite_before[last + 1] - self.finite_before[first]
        names = [f"finite={base}:{min(finite, 2)}"]
        if tokens.ent_type[head]:
            names.append(f"head-name={base}:{tokens.ent_type[head]}")
        if tokens.left_edge[head] != first:
            names.append("begins-early")
        if base == "ccomp" and any(
            tokens.dep[child] in ("nsubj", "nsubjpass") for child in tokens.children[head]
        ):
            names.append("ccomp-subj")
        if not candidate.cut_at:
            if tokens.right_edge[head] > last + 1:
                names.append(f"short:{base}")
            for child in tokens.children[candidate.cue]:
                if child > last and tokens.dep[child] not in ("punct", "conj", "cc"):
                    names.append(f"rest={base}:{tokens.dep[child]}")
                    break
        return names

    def _quotation_features(self, candidate: ContentCandidate, size: int) -> list[str]:
        """Return how much of the content is in quotation marks, and how."""
        passage_at = self.parsed.passage_at
        quoted = sum(
            self.quoted_before[end + 1] - self.quoted_before[begin]
            for begin, end in candidate.content
        )
        if quoted and passage_at[candidate.cue] is not None:
            return ["same-quote"]
        share = quoted / size
        level = "all" if share > 0.95 else "half" if share >= 0.5 else "part" if share else "none"
        if candidate.is_passage:
            passages = self._passage_features(candidate)
            return [f"quoted={candidate.construction}:{level}", *passages]
        names = [f"quoted=parse:{level}"]
        if level == "none":
            after = min(candidate.content[-1][1] + 1, self.tokens.size - 1)
            if passage_at[after] or passage_at[max(candidate.content[0][0] - 1, 0)]:
                names.append("quote-next")
        return names

    def _passage_features(self, candidate: ContentCandidate) -> list[str]:
        """Return how the passages begin and end, and what follows them."""
        tokens, construction = self.tokens, candidate.construction
        first, last = candidate.passages[0], candidate.passages[-1]
        capital = tokens.text[min(first.first + 1, tokens.size - 1)][:1].isupper()
        after = self._token_after(last)
        names = [
            f"qsize={construction}:{length_bucket(first.size)}",
            f"qend={construction}:{self._ending(first)}",
            f"qbegin={construction}:{'Aa' if capital else 'a'}",
            f"qnext={construction}:{after}",
            f"speech={construction}:{first.is_speech}:{last.is_speech}",
        ]
        if len(candidate.passages) > 1:
            names.append(f"q2size={construction}:{length_bucket(last.size)}")
            names.append(f"q2end={construction}:{self._ending(last)}:{after}")
        return names

    def _ending(self, quoted: QuotedPassage) -> str:
        final = quoted.last - 1
        return self.tokens.text[final] if self.tokens.pos[final] == "PUNCT" else "w"

    def _token_after(self, quoted: QuotedPassage) -> str:
        tokens, after = self.tokens, quoted.last + 1
        paragraph_of = self.parsed.paragraph_of
        if after >= tokens.size or paragraph_of[after] != paragraph_of[quoted.last]:
            return "END"
        pos = tokens.pos[after]
        if pos == "PUNCT":
            return tokens.text[after]
        return tokens.tag[after] if pos == "VERB" else pos

    def _gap_features(self, candidate: ContentCandidate, first: int, base: str) -> list[str]:
        """Return what stands between cue and content."""
        tokens, cue = self.tokens, candidate.cue
        on_right = first > cue
        begin, end = (cue + 1, first - 1) if on_right else (candidate.content[0][1] + 1, cue - 1)
        position = f"{base}{'r' if on_right else 'l'}"
        brief = f"{base[:2]}{'r' if on_right else 'l'}"
        words = [
            token for token in range(begin, end + 1) if tokens.pos[token] not in ("PUNCT", "SPACE")
        ]
        names = [f"gap={position}:{length_bucket(len(words)) if words else '0'}"]
        if begin > end:
            names.append(f"gap-mark={position}:none")
        else:
            edge = end if on_right else begin
            if tokens.pos[edge] == "PUNCT":
                sign = tokens.text[edge]
                names.append(f"gap-mark={position}:{sign if sign in ',:.—-' else 'x'}")
            verbs = sum(1 for token in words if tokens.pos[token] == "VERB")
            if verbs:
                names.append(f"gap-verbs={brief}:{min(verbs, 2)}")
            if any(self.log_odds.get(token, -9) > LIKELY_LOG_ODDS for token in words):
                names.append(f"gap-cue={position}")
            sentence_of = tokens.sentence_of
            if not sentence_of[begin] == sentence_of[cue] == sentence_of[end]:
                names.append(f"gap-sentence={brief}")
        if len(candidate.content) > 1:
            names += self._split_features(candidate, base)
        elif not on_right and base in ("q-before", "before"):
            after = cue + 1
            names.append(f"then={tokens.tag[after] if after < tokens.size else 'END'}")
        return names

    def _split_features(self, candidate: ContentCandidate, base: str) -> list[str]:
        """Return what stands between the two parts of a split content."""
        tokens = self.tokens
        if len(candidate.content) != 2:
            return []
        begin, end = candidate.content[0][1] + 1, candidate.content[1][0] - 1
        mark = tokens.text[end] if begin <= end else ""
        verbs = sum(1 for pos in tokens.pos[begin : end + 1] if pos == "VERB")
        return [
            f"between={base}:{length_bucket(end - begin + 1)}",
            f"between-mark={base}:{mark if mark in ',.:' else 'x'}",
            f"between-verbs={base[:2]}:{min(verbs, 3)}",
        ]


def _running_count(flags: Iterable[bool]) -> list[int]:
    """Return the number of true flags before each index."""
    return list(accumulate(flags, initial=0))
