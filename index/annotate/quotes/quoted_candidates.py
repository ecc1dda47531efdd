"""Find quoted passages as possible contents of a cue, and the cues that own them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import ContentCandidate
from index.annotate.quotes.cues import relaying_verb
from index.annotate.quotes.parsed_text import DASHES, LONG_PASSAGE, STOPS, ParsedText, QuotedPassage

MAX_DISTANCE = 60  # tokens between a cue and a passage
PHRASE_POS = ("DET", "ADP", "ADJ", "NUM")  # before a passage that is part of a phrase
MAX_OWNER_DISTANCE = 8  # tokens between a passage and the verb of saying after it
SUBJECT_TAGS = ("CD", "DT", "JJ", "NN", "NNS", "PDT", "PRP$")  # at the start of a subject
FINITE = ("VBD", "VBZ", "VBN")  # after a phrase between commas the past may be misread
MAX_INSERTED = 30  # tokens of a name and what stands between commas after it
MAX_CHAIN = 40  # paragraphs of one quote


class PassageOwners:
    """The passages that clearly belong to the verb of saying beside them, their owner."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.passages: dict[int, list[QuotedPassage]] = {}
        self.owned: list[tuple[int, int, int]] = []  # first and last token, owner
        for quoted in parsed.passages:
            before = self.verb_before(quoted)
            owner = self.verb_after(quoted) if before is None else before
            owner = self.colon_before(quoted) if owner is None else owner
            if owner is not None:
                self.passages.setdefault(owner, []).append(quoted)
                self.owned.append((quoted.first, quoted.last, owner))
        self.before_dash = [
            (q.last, q.last)
            for q in parsed.passages
            if q.last + 1 < self.tokens.size and self.tokens.text[q.last + 1] in DASHES
        ]
        # Sentences in marks after a comma or colon, which no narration before them belongs to.
        self.sentences = [(q.first, q.last) for q in parsed.passages if self._begins_speech(q)]
        self.participles = sorted(
            owner for owner in self.passages if self.tokens.tag[owner] == "VBG"
        )

    def allow(self, candidate: ContentCandidate) -> bool:
        """Return whether a candidate has all passages of its cue and none of another cue."""
        cue = candidate.cue
        own = self.passages.get(cue, ())
        if not all(candidate.contains(quoted.first) for quoted in own):
            return False
        if any(quoted.last < cue and candidate.contains(quoted.last + 1) for quoted in own):
            return False  # the subject of the cue stands there
        if self._has_narration(candidate):
            return False
        relaying = relaying_verb(self.parsed, cue)
        if relaying is not None and candidate.contains(relaying):
            return False
        for first, last in candidate.content:
            begin = bisect_left(self.participles, first)
            end = bisect_right(self.participles, last)
            if any(participle != cue for participle in self.participles[begin:end]):
                return False
            if _any_between(self.sentences, first + 1, last):
                return False
            if cue < first and _any_between(self.before_dash, first, last - 1):
                return False
            begin = bisect_left(self.owned, (first, 0, 0))
            end = bisect_left(self.owned, (last + 1, 0, 0))
            for _, passage_last, owner in self.owned[begin:end]:
                is_around = candidate.contains(owner) and self.tokens.lower[cue] != "according"
                if owner != cue and passage_last <= last and not is_around:
                    return False
        return True

    def _has_narration(self, candidate: ContentCandidate) -> bool:
        """Return whether a content goes on into narration after a passage right after its cue.

        As in “She said “no” and left.” and “Lee: “It rained.” The town was wet.”
        """
        tokens, cue = self.tokens, candidate.cue
        first = cue + 1 + (cue + 1 < tokens.size and tokens.text[cue + 1] in (",", ":"))
        quoted = self.parsed.passage_at[first] if first < tokens.size else None
        if quoted is None or quoted.first != first or quoted.last + 2 >= tokens.size:
            return False
        after = quoted.last + 1
        if tokens.text[cue] == ":":
            ends = quoted.passage.closed and tokens.text[quoted.last - 1] in STOPS
            parts = (last for _, last in candidate.content if last > quoted.last)
            return ends and any(self.parsed.passage_at[last] is None for last in parts)
        is_joined = tokens.lower[after] == "and" and tokens.tag[after + 1] in FINITE
        return is_joined and tokens.tag[cue] in FINITE and candidate.contains(after)

    def _begins_speech(self, quoted: QuotedPassage) -> bool:
        """Return whether a passage is a sentence after narration: He told a friend: “Not yet.”."""
        tokens = self.tokens
        if quoted.first == 0 or not quoted.is_speech:
            return False
        is_sentence = tokens.text[quoted.first + 1][0].isupper()
        mark = tokens.text[quoted.first - 1]
        is_joined = tokens.lower[quoted.first - 2] == "that"  # “He said that, “No …”.”
        return mark == ":" or (mark == "," and is_sentence and not is_joined)

    def verb_before(self, quoted: QuotedPassage) -> int | None:
        """Return the verb of saying right before a passage of speech: stating, “Go.”."""
        tokens, token = self.tokens, quoted.first - 1
        if not quoted.is_speech or token < 1:
            return None
        if tokens.text[token] in (",", ":"):
            token -= 1
        elif quoted.size <= LONG_PASSAGE:
            return None
        return token if tokens.pos[token] == "VERB" and self._is_saying(token) else None

    def verb_after(self, quoted: QuotedPassage) -> int | None:
        """Return the verb of saying right after a passage that leads on: “Not yet,” he said."""
        tokens, start = self.tokens, quoted.last + 1
        if not self.parsed.leads_on(quoted):
            return None
        if start < tokens.size and tokens.lower[start] == "according":
            return start
        paragraph = self.parsed.paragraph_of[quoted.last]
        inserted = self._inserted_after(start)
        finite = FINITE if inserted else FINITE[:2]
        for token in range(start, min(start + MAX_OWNER_DISTANCE + len(inserted), tokens.size)):
            if token in inserted:
                continue
            if self.parsed.passage_at[token] is not None or tokens.text[token] in (".", ";", ":"):
                return None
            is_next = self.parsed.paragraph_of[token] != paragraph
            if is_next and not tokens.text[token][0].islower():
                return None  # in lower case it is the next line of the same sentence
            paragraph = self.parsed.paragraph_of[token]
            if tokens.lower[token] in word_class("conjunction of time"):
                return None
            if tokens.dep[token] == "aux":
                finite = ("VBN", "VB")  # “has told”, “will tell”
            elif tokens.tag[token] in finite or self._is_misread_verb(token):
                return self._relayed_by(token) if self._is_saying(token) else None
        return None

    def _inserted_after(self, start: int) -> range:
        """Return what stands between commas after a name: “Ann Lee, who was at sea, said”.

        A verb of saying follows the second comma.
        """
        tokens = self.tokens
        commas = [
            t
            for t in range(start, min(start + MAX_INSERTED, tokens.size - 1))
            if tokens.text[t] == ","
        ]
        for comma in commas[1:]:
            verb = comma + 1 + (tokens.pos[comma + 1] == "ADV")
            if verb == tokens.size:
                break
            is_verb = tokens.tag[verb] in FINITE or self._is_misread_verb(verb)
            if is_verb and self._is_saying(verb):
                return range(commas[0], comma + 1)
        return range(0)

    def _is_misread_verb(self, token: int) -> bool:
        """Return whether a verb of saying is tagged as a name: “Not yet,” Ann Lee Tweeted."""
        tokens = self.tokens
        is_past = tokens.pos[token] == "PROPN" and tokens.lower[token].endswith("ed")
        return is_past and not tokens.ent_type[token] and self._is_saying(token)

    def _relayed_by(self, verb: int) -> int:
        """Return “saying” for the verb in “the Ledger quoted Ann Lee as saying”, else the verb."""
        after = range(verb + 1, min(verb + MAX_OWNER_DISTANCE, self.tokens.size))
        return next((t for t in after if relaying_verb(self.parsed, t) == verb), verb)

    def colon_before(self, quoted: QuotedPassage) -> int | None:
        """Return the colon before speech after a sentence with a subject: “He was sure: “No.””."""
        tokens, colon = self.tokens, quoted.first - 1
        if not quoted.is_speech or colon < 1 or tokens.text[colon] != ":":
            return None
        first, _ = tokens.sentences[tokens.sentence_of[colon - 1]]
        narrated = range(first, colon)
        has_subject = any(
            tokens.dep[t] == "nsubj"
            and tokens.dep[tokens.head[t]] != "relcl"
            and self._is_somebody(t)
            for t in narrated
        )
        is_called_out = "PERSON" in tokens.ent_type[max(first, colon - 2) : colon]
        is_quoted = any(self.parsed.passage_at[t] is not None for t in narrated)
        return colon if (has_subject or is_called_out) and not is_quoted else None

    def _is_somebody(self, token: int) -> bool:
        tokens = self.tokens
        return tokens.pos[token] in ("PRON", "PROPN") or is_person_noun(tokens.lower[token])

    def _is_saying(self, token: int) -> bool:
        words = self.tokens.lower[token : token + 2]
        hits_back = words[1:] == ["back"] and self.tokens.pos[token] == "VERB"
        return hits_back or is_verb_of_saying(words[0])


def _any_between(ranges: list[tuple[int, int]], first: int, last: int) -> bool:
    """Return whether a range begins between two tokens, these included."""
    return bisect_left(ranges, (first, 0)) < bisect_left(ranges, (last + 1, 0))


class QuotedCandidateFinder:
    """Find the content candidates that are quoted passages."""

    def __init__(self, parsed: ParsedText, owners: PassageOwners) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.owners = owners

    def find(self, cue: int) -> list[ContentCandidate]:
        """Return the passages before and after the cue in its paragraph, alone and together."""
        first, last = self.parsed.paragraphs[self.parsed.paragraph_of[cue]]
        before = self._nearest(cue, range(cue - 1, max(first, cue - MAX_DISTANCE) - 1, -1))
        after = self._nearest(cue, range(cue + 1, min(last, cue + MAX_DISTANCE) + 1))
        if not after and last - cue < MAX_DISTANCE:
            after = self._in_next_paragraph(cue, last)
        candidates = [
            self._candidate(cue, f"q-before{far}", (quoted,), self.owners.verb_after(quoted))
            for quoted, far in zip(before, ("", "-far"), strict=False)
        ]
        for quoted, far in zip(after, ("", "-far"), strict=False):
            candidates += self._after(cue, quoted, far, before)
        return candidates

    def _after(
        self, cue: int, quoted: QuotedPassage, far: str, before: list[QuotedPassage]
    ) -> list[ContentCandidate]:
        """Return a passage after the cue, alone and with the last passage before the cue."""
        owner = self.owners.verb_after(quoted)
        is_of_another = owner != cue if owner is not None else self._is_called_out(quoted)
        if is_of_another and self.tokens.text[quoted.first - 1] == ".":
            return []
        chain = self._chain(quoted)
        owner_before = self.owners.verb_before(quoted)
        if owner_before is None and owner is None:
            owner_before = self.owners.colon_before(quoted)
        candidates = [self._candidate(cue, f"q-after{far}", chain, owner_before)]
        if before and owner is None and not self._is_embedded(before[-1]):
            candidates.append(self._candidate(cue, f"q-both{far}", (before[-1], *chain), None))
        return candidates

    def _is_called_out(self, quoted: QuotedPassage) -> bool:
        """Return whether the clause after a passage has a subject: “Why?” a boy wanted to know.

        A pronoun often is the speaker before the passage: “Why?” she wanted to know.
        """
        tokens, clause = self.tokens, self.parsed.clause_after(quoted)
        if not self.parsed.leads_on(quoted):
            return False
        if not clause:  # “No,” Ann Lee chimed in.
            verb = quoted.last + 1
            while verb < tokens.size and tokens.pos[verb] == "PROPN":
                verb += 1
            is_named = quoted.last + 1 < verb < tokens.size
            return is_named and tokens.tag[verb] in FINITE[:2]
        is_inverted = tokens.tag[clause[0]] in FINITE
        is_subject = tokens.tag[clause[0]] in SUBJECT_TAGS
        return is_inverted or (is_subject and any(tokens.pos[t] == "VERB" for t in clause))

    def _candidate(
        self, cue: int, construction: str, passages: tuple[QuotedPassage, ...], owner: int | None
    ) -> ContentCandidate:
        content = tuple(quoted.tokens for quoted in passages)
        head, owned = passages[0].first, owner == cue
        return ContentCandidate(cue, construction, content, head, passages, owned=owned)

    def _is_embedded(self, quoted: QuotedPassage) -> bool:
        """Return whether a passage is a short part of a phrase: an “old friend,”."""
        is_inside = quoted.first > 0 and self.tokens.pos[quoted.first - 1] in PHRASE_POS
        return is_inside and quoted.size <= LONG_PASSAGE

    def _nearest(self, cue: int, tokens: range) -> list[QuotedPassage]:
        """Return the nearest passage, and the nearest one of speech if that is another."""
        nearest: list[QuotedPassage] = []
        around_cue = self.parsed.passage_at[cue]
        for token in tokens:
            quoted = self.parsed.passage_at[token]
            if quoted is None or quoted is around_cue or quoted in nearest[-1:]:
                continue
            if quoted.is_speech or not nearest:
                nearest.append(quoted)
            if quoted.is_speech:
                break
        return nearest[:1] + nearest[-1:] if len(nearest) > 1 else nearest

    def _in_next_paragraph(self, cue: int, last: int) -> list[QuotedPassage]:
        """Return the passage that opens the next paragraph, if this one leads up to it."""
        tokens, after = self.tokens, last + 1
        if tokens.text[tokens.last_word(cue, last)] not in (":", ",", "--", "—"):
            return []
        quoted = self.parsed.passage_at[after] if after < tokens.size else None
        return [quoted] if quoted else []

    def _chain(self, quoted: QuotedPassage) -> tuple[QuotedPassage, ...]:
        """Return a passage and those that continue it in the next paragraphs."""
        chain = [quoted]
        number = quoted.number
        while (
            len(chain) < MAX_CHAIN
            and chain[-1].passage.continued
            and number + 1 < len(self.parsed.passages)
        ):
            number += 1
            chain.append(self.parsed.passages[number])
        return tuple(chain)
