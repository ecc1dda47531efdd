"""Find the possible contents of a cue."""

from __future__ import annotations

from dataclasses import replace

from index.annotate.lexicon.cue_words import stem
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import ContentCandidate, TokenRange
from index.annotate.quotes.cues import CUE_SIGNS
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.quoted_candidates import PassageOwners, QuotedCandidateFinder

NOT_CONTENT = frozenset(
    ("punct", "aux", "auxpass", "neg", "prt", "mark", "cc", "expl", "intj", "meta", "dep", "")
)
CLAUSE_OPENING = frozenset(
    ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "aux", "auxpass", "neg", "advmod", "mark")
)
CLAUSE_PARTS = frozenset(
    ("nsubj", "prep", "agent", "dative", "advmod", "npadvmod", "prt", "attr", "dobj", "oprd")
)
OCCASIONS = ("at", "during", "outside", "after", "before")
SAYING = frozenset(map(stem, ("say", "tell", "add", "speak")))
COMPLEMENTS = ("xcomp", "prep", "oprd", "advcl", "ccomp")
MAX_CHILDREN = 4
MAX_CUTS = 3
MAX_PASSAGE_CUTS = 2
MAX_CLIMB = 3
MAX_APPOSITION = 12  # tokens: “, the head of the board at Torp, ”
MAX_OPENING = 3  # tokens: “But according to”
MAX_SENTENCE = 400  # tokens; longer "sentences" are lists or tables with a meaningless parse
CUT_SIGNS = frozenset((",", ";", "--", "—", "–", "-", "(", ":"))
LEFT_CUT_SIGNS = frozenset((";", "--", "—", "–", "-", ":"))
CUT_BEFORE = frozenset(word_class("cut before"))
CUT_AFTER_COMMA = frozenset(word_class("cut after comma"))
Candidates = list[ContentCandidate]


class ContentCandidateFinder:
    """Find the content candidates of the cues of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.owners = PassageOwners(parsed)
        self.quoted = QuotedCandidateFinder(parsed, self.owners)

    def find(self, cue: int) -> Candidates:
        """Return the candidates of a cue, one per content."""
        by_content: dict[tuple[TokenRange, ...], ContentCandidate] = {}
        others: dict[tuple[TokenRange, ...], list[str]] = {}
        for candidate in self._find_all(cue):
            if by_content.setdefault(candidate.content, candidate) is not candidate:
                others.setdefault(candidate.content, []).append(candidate.construction)
        return [
            replace(candidate, other_constructions=tuple(others[content]))
            if content in others
            else candidate
            for content, candidate in by_content.items()
            if self.owners.allow(candidate) and not self._has_main_clause(candidate)
        ]

    def _has_main_clause(self, candidate: ContentCandidate) -> bool:
        """Return whether a content goes on into the main clause: “When she said so, all left.”."""
        tokens, cue, last = self.tokens, candidate.cue, candidate.content[-1][1]
        first, end = tokens.sentences[tokens.sentence_of[cue]]
        opening = first + (tokens.lower[first] in ("and", "but"))
        opens = tokens.lower[opening] in word_class("opens a time clause")
        is_report = tokens.tag[cue] in ("VBD", "VBZ", "VBP") and opening < cue < last
        if not opens or not is_report or last < self._trim(cue, end) or tokens.text[end] == "?":
            return False
        inside = range(max(cue, candidate.content[-1][0]), last)
        is_open = any(tokens.text[t] == "," and self.parsed.passage_at[t] is None for t in inside)
        is_first = not any(
            tokens.text[t] == ","
            or (tokens.tag[t] in ("VBD", "VBZ", "VBP") and tokens.dep[t] != "aux")
            for t in range(opening, cue)
        )
        return is_open and is_first and tokens.dep[opening] != "prep"

    def _find_all(self, cue: int) -> Candidates:
        tokens = self.tokens
        candidates = self.quoted.find(cue)
        if tokens.text[cue] in CUE_SIGNS:
            return candidates + (self._beside_colon(cue) if tokens.text[cue] == ":" else [])
        begin, end = tokens.sentences[tokens.sentence_of[cue]]
        if end - begin >= MAX_SENTENCE:
            return candidates
        candidates += self._right_dependents(cue)
        candidates += self._left_dependents(cue)
        candidates += self._around_clause(cue)
        if tokens.lower[cue] == "according" and cue - begin < MAX_OPENING:
            candidates += self._after_comma(cue, end)
            candidates = [c for c in candidates if not self._begins_with_apposition(c)]
        if tokens.lower[cue : cue + 2] == ["according", "to"]:
            candidates = [c for c in candidates if self._may_be_according(c)]
        return candidates

    def _may_be_according(self, candidate: ContentCandidate) -> bool:
        """Return whether a content neither holds the source nor stops at a bare “is”."""
        is_cut = self.tokens.pos[candidate.content[-1][1]] == "AUX"
        return not candidate.contains(candidate.cue + 2) and not is_cut

    def _right_dependents(self, cue: int) -> Candidates:
        """Return runs of dependents after the cue, whole and cut short."""
        tokens = self.tokens
        children = [
            child
            for child in tokens.children[cue]
            if child > cue and tokens.dep[child] not in NOT_CONTENT and tokens.pos[child] != "SPACE"
        ][:MAX_CHILDREN]
        candidates: Candidates = []
        for begin in range(len(children)):
            names: list[str] = []
            for end in range(begin, len(children)):
                names.append(self._relation(children[end]))
                head = children[begin]
                first, last = self._start_of_clause(head), tokens.right_edge[children[end]]
                if first <= cue:
                    break
                candidates += self._with_cuts(cue, "+".join(names), first, last, head)
                if end == begin and tokens.dep[head] in ("prep", "agent", "dative"):
                    candidates += self._prepositional_objects(cue, names[0], head)
        return candidates

    def _start_of_clause(self, head: int) -> int:
        """Return the first token of a phrase, at “that” if the parse has more before it.

        In “said in the early hours that …” the hours belong to the cue.
        """
        tokens = self.tokens
        marks = (c for c in tokens.children[head] if tokens.dep[c] == "mark" and c < head)
        that = next((mark for mark in marks if tokens.lower[mark] == "that"), None)
        return tokens.left_edge[head] if that is None else that

    def _prepositional_objects(self, cue: int, name: str, prep: int) -> Candidates:
        """Return the objects of a preposition, without the preposition."""
        tokens = self.tokens
        candidates: Candidates = []
        if tokens.lower[prep] in OCCASIONS and stem(tokens.lower[cue]) in SAYING:
            return []  # “said at a news conference”
        for child in tokens.children[prep]:
            dep = tokens.dep[child]
            if child > prep and dep in ("pobj", "pcomp", "prep"):
                first, last = tokens.left_edge[child], tokens.right_edge[child]
                candidates += self._with_cuts(cue, f"{name}>{dep}", first, last, child)
        return candidates

    def _relation(self, token: int) -> str:
        dep = self.tokens.dep[token]
        return f"prep:{self.tokens.lower[token]}" if dep in ("prep", "agent") else dep

    def _with_cuts(
        self, cue: int, construction: str, first: int, last: int, head: int
    ) -> Candidates:
        """Return a range, also cut short where a clause of narration may begin."""
        passage_at = self.parsed.passage_at
        last = self._trim(first, last)
        if self.tokens.lower[last] in ("and", "but", "or"):
            last = self._trim(first, max(first, last - 1))
        candidates = [self._extended(cue, construction, first, last, head)]
        left = MAX_CUTS
        for token in range(last - 1, first, -1):
            word = self._cut_word(token)
            if word:
                candidates.append(self._extended(cue, construction, first, token, head, word))
                left -= 1
                if not left:
                    break
        passage_ends = [
            token
            for token in range(last - 1, first, -1)
            if (passage := passage_at[token]) is not None and passage.last == token
        ]
        candidates += [
            self._extended(cue, construction, first, token, head, "mark")
            for token in passage_ends[:MAX_PASSAGE_CUTS]
        ]
        return candidates

    def _cut_word(self, token: int) -> str:
        """Return the word before which a range can be cut after this token, or ""."""
        tokens, after = self.tokens, token + 1
        passage = self.parsed.passage_at[after]
        if passage is not None and self.parsed.passage_at[token] is passage:
            return ""
        if tokens.lower[token] in ("and", "but", "or"):
            return ""
        word = tokens.lower[after]
        if tokens.text[after] in CUT_SIGNS:
            next_word = tokens.lower[after + 1] if after + 1 < tokens.size else ""
            tag = tokens.tag[min(after + 1, tokens.size - 1)]
            return f",{next_word if next_word in CUT_AFTER_COMMA else tag}"
        if tokens.text[token] in CUT_SIGNS:
            return ""
        if word in CUT_BEFORE:
            return word
        if word in ("and", "but", "or") and tokens.pos[tokens.head[after]] in ("VERB", "AUX"):
            return word
        if word in ("who", "which", "that", "where") and tokens.dep[tokens.head[after]] == "relcl":
            return "relcl"
        return ""

    def _trim(self, first: int, last: int) -> int:
        """Return the last token before final punctuation."""
        tokens = self.tokens
        while last > first and (
            tokens.pos[last] == "SPACE"
            or (tokens.text[last] in ".,;:—–-?!" and self.parsed.passage_at[last] is None)
        ):
            last -= 1
        return last

    def _extended(
        self, cue: int, construction: str, first: int, last: int, head: int, cut_at: str = ""
    ) -> ContentCandidate:
        """Return a range as a candidate, extended to the whole of passages at its ends."""
        passage_at = self.parsed.passage_at
        begin, end = passage_at[first], passage_at[last]
        new_first = begin.first if begin and not begin.first <= cue <= begin.last else first
        new_last = end.last if end and not end.first <= cue <= end.last else last
        if new_first <= cue <= new_last:
            new_first, new_last = first, last
        passages = {p for p in (begin, end) if p and not p.first <= cue <= p.last}
        ordered = tuple(sorted(passages, key=lambda passage: passage.first))
        extended = (new_first, new_last) != (first, last)
        content = ((new_first, new_last),)
        return ContentCandidate(cue, construction, content, head, ordered, cut_at, extended)

    def _left_dependents(self, cue: int) -> Candidates:
        """Return the dependents before the cue, also together with one after it."""
        tokens = self.tokens
        candidates: Candidates = []
        complements = [
            child
            for child in tokens.children[cue]
            if child > cue and tokens.dep[child] in COMPLEMENTS
        ]
        for child in tokens.children[cue]:
            if child > cue:
                break
            dep = tokens.dep[child]
            if dep in NOT_CONTENT or tokens.pos[child] == "SPACE":
                continue
            first = tokens.left_edge[child]
            last = self._trim(first, tokens.right_edge[child])
            if last >= cue:
                continue
            candidates.append(self._extended(cue, f"<{dep}", first, last, child))
            if dep == "ccomp":
                candidates += self._last_clause(cue, f"<{dep}", first, last, child)
            if dep in ("nsubj", "nsubjpass"):
                for other in complements[:2]:
                    start = tokens.left_edge[other]
                    end = self._trim(start, tokens.right_edge[other])
                    if start > cue:
                        name = f"<{dep}&{self._relation(other)}"
                        both = ((first, last), (start, end))
                        candidates.append(ContentCandidate(cue, name, both, child))
        return candidates

    def _around_clause(self, cue: int) -> Candidates:
        """Return the words around the cue's own clause, as in “It rained, he said”."""
        tokens = self.tokens
        sentence = tokens.sentence_of[cue]
        top = cue
        candidates: Candidates = []
        for _ in range(MAX_CLIMB):
            above = tokens.head[top]
            first = self._clause_start(cue, top)
            begin, end = tokens.sentences[sentence]
            last = min(self._clause_end(cue), end)
            candidates += self._beside_clause(cue, begin, first - 1, last + 1, end)
            if above == top:
                break
            top = above
        return candidates

    def _beside_clause(
        self, cue: int, begin: int, before_end: int, after_start: int, end: int
    ) -> Candidates:
        """Return the words before the cue's clause, after it, and both together."""
        tokens = self.tokens
        candidates: Candidates = []
        if begin <= before_end:
            before_end = self._trim(begin, before_end)
            candidates.append(self._extended(cue, "before", begin, before_end, begin))
            candidates += self._last_clause(cue, "before", begin, before_end, begin)
        while after_start <= end and (
            tokens.text[after_start] in ",:;" or tokens.pos[after_start] == "SPACE"
        ):
            after_start += 1
        if after_start + 1 < end:
            end = self._trim(after_start, end)
            name = "after" if begin <= before_end else "first-after"
            if not self._is_rest_of_clause(cue, after_start):
                candidates += self._with_cuts(cue, name, after_start, end, after_start)
            if begin <= before_end:
                both = ((begin, before_end), (after_start, end))
                candidates.append(ContentCandidate(cue, "before+after", both, begin))
        return candidates

    def _is_rest_of_clause(self, cue: int, start: int) -> bool:
        """Return whether a phrase depends on a verb before the cue: “She sat, she said, on it.”."""
        tokens = self.tokens
        if tokens.tag[cue] == "VBG":
            return False  # “according to Lee”
        is_inserted = tokens.text[self._clause_start(cue, cue) - 1] == tokens.text[start - 1] == ","
        return is_inserted and tokens.dep[start] == "prep" and tokens.head[start] < cue

    def _last_clause(
        self, cue: int, construction: str, first: int, last: int, head: int
    ) -> Candidates:
        """Return a range without the clauses or the dateline before its last clause."""
        tokens = self.tokens
        for token in range(last - 2, first, -1):
            joins = tokens.lower[token] in ("and", "but") and tokens.text[token - 1] == ","
            if tokens.text[token] in LEFT_CUT_SIGNS or joins:
                return [self._extended(cue, construction, token + 1, last, head, "late")]
        return []

    def _clause_start(self, cue: int, top: int) -> int:
        """Return the first token of the cue's clause, with subject and auxiliaries."""
        tokens = self.tokens
        openings = [
            tokens.left_edge[child]
            for child in tokens.children[top]
            if child < top and tokens.dep[child] in CLAUSE_OPENING
        ]
        return min([cue, top, *openings])

    def _clause_end(self, cue: int) -> int:
        """Return the last token of the cue's clause, with inverted subject and adverbials."""
        tokens = self.tokens
        end = cue
        for child in tokens.children[cue]:
            is_next = child > cue and tokens.left_edge[child] == end + 1
            if is_next and tokens.dep[child] in CLAUSE_PARTS:
                end = tokens.right_edge[child]
        return end

    def _after_comma(self, cue: int, end: int) -> Candidates:
        """Return the rest of a sentence after a comma: “According to Ann Lee, it rained”."""
        tokens, last = self.tokens, self._trim(cue, end)
        commas = [t for t in range(cue + 2, last - 1) if tokens.text[t] == ","]
        if commas and self._is_apposition(commas[0] + 1):
            commas.pop(0)
        return [
            self._extended(cue, "first-after", comma + 1, last, comma + 1, cut_at)
            for comma, cut_at in zip(commas, ("", "late"), strict=False)
        ]

    def _begins_with_apposition(self, candidate: ContentCandidate) -> bool:
        """Return whether a content begins with what belongs to its source: “Ann Lee, it rained”."""
        first, last = candidate.content[0]
        is_after = first > candidate.cue and self.tokens.text[first - 1] == ","
        return is_after and last > first and self._is_apposition(first)

    def _is_apposition(self, first: int) -> bool:
        """Return whether only a name is up to a comma, or after a name what its bearer is."""
        tokens = self.tokens
        window = range(first, min(first + MAX_APPOSITION, tokens.size - 1))
        end = next((t for t in window if tokens.text[t] == ","), first)
        pos = tokens.pos[first:end]
        is_name = len(pos) > 1 and set(pos) == {"PROPN"} and tokens.ent_type[first] == "PERSON"
        nouns = (t for t in range(first, end) if tokens.pos[t] == "NOUN")
        is_noun = tokens.pos[first - 2] == "PROPN" and tokens.tag[first] in ("DT", "PRP$")
        is_noun = is_noun and is_person_noun(tokens.lower[next(nouns, first)])
        is_list = {",", "and", "or"} & set(tokens.lower[end + 1 : end + 5])
        return (is_name or is_noun) and not is_list and not {"VERB", "AUX"} & set(pos)

    def _beside_colon(self, cue: int) -> Candidates:
        """Return the paragraph after a colon, its first sentence, and the words before."""
        parsed, tokens = self.parsed, self.tokens
        first, last = parsed.paragraphs[parsed.paragraph_of[cue]]
        start = cue + 1
        end = self._trim(start, last) if cue < last else cue
        candidates = []
        if end > cue:
            candidates.append(ContentCandidate(cue, "colon-rest", ((start, end),), start))
            _, stop = tokens.sentences[tokens.sentence_of[start]]
            stop = self._trim(start, stop)
            if cue < stop < end:
                candidates.append(self._extended(cue, "colon-sentence", start, stop, start))
        if first < cue:
            candidates.append(ContentCandidate(cue, "colon-before", ((first, cue - 1),), first))
        return candidates
