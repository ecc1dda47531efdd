"""Find fragments in quotation marks that no cue has claimed but whose source the sentence gives.

"In the words of Ann Lee, “a bottle without a cork”."    "For Lee the bridge is “a long goodbye”."
"What officials termed “a planned surprise”."            "As Lee puts it, “a job for life”."
"""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.lexicon.cue_words import cue_class, is_verb_of_saying, stem, stems_of
from index.annotate.lexicon.nouns import can_speak, is_person_noun, role_kind
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import TokenRange
from index.annotate.quotes.cueless.speaker_labels import LabelledSpeech
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage
from index.annotate.quotes.reports import is_inscription
from index.annotate.token_table import POSSESSIVES, SUBJECTS

MAX_GAP = 9  # tokens between a cue and a fragment
MAX_LONG_GAP = 16  # tokens after a verb that opens the sentence: “Terming the death … “…”, ”
MAX_NAME = 12  # tokens after “by”
MIN_WORDS = 2
BEFORE_FRAGMENT = ("as", "a", "an", "the", "being", "of", "for")
FRAGMENT_SCORE = 0.7
PUTS = ("puts", "put", "phrased")
CONTENT_POS = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM")
NAMING = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADP")
OPENINGS = {("in", "the"), ("borrow", "the"), ("borrow", "a"), ("use", "the")}  # words of Ann Lee
BE = frozenset(("is", "was", "are", "were", "be", "been", "being", "'s", "’s"))


class FragmentFinder:
    """Find the unclaimed fragments of one text; ``claimed`` are tokens of other contents."""

    def __init__(self, parsed: ParsedText, claimed: set[int]) -> None:
        self.parsed, self.claimed = parsed, claimed
        self.tokens = parsed.tokens

    def find(self) -> Iterator[tuple[QuotedPassage, int]]:
        """Yield fragments with a cue to their left, the cue as its token; after the named."""
        for quoted in self.free():
            cue = self._cue_before(quoted)
            if cue is not None:
                self.claimed.update(range(quoted.first, quoted.last + 1))
                yield quoted, cue

    def start(self, quoted: QuotedPassage, cue: int) -> int:
        """Return the first token of a content: of “Ann Lee” in “went after Ann Lee as a “…””."""
        tokens = self.tokens
        before = quoted.first - 1
        before -= tokens.lower[before] in ("a", "an", "the")
        if tokens.lower[before] != "as" or tokens.pos[cue] != "VERB" or before - 1 <= cue:
            return quoted.first
        first = tokens.left_edge[before - 1]
        return first if first > cue else quoted.first

    def find_named(self) -> Iterator[LabelledSpeech]:
        """Yield fragments whose source stands in a fixed phrase of their sentence.

        They are found before other contents, which they block.
        """
        around = (
            self._in_the_words_of,
            self._to_quote,
            self._for_somebody,
            self._puts_it,
            self._by_somebody,
            self._owner_before_colon,
            self._in_first_person,
        )
        for quoted in self.free(opening=True):
            opens = self._opens(quoted)
            for phrase in (self._in_words_after, *(() if opens else around)):
                found = phrase(quoted)
                if found:
                    self.claimed.update(range(quoted.first, quoted.last + 1))
                    cue, mention = found
                    yield LabelledSpeech((quoted.tokens,), cue, mention, "phrase")
                    break

    def _opens(self, quoted: QuotedPassage) -> bool:
        """Return whether a passage opens a paragraph or follows the end of a sentence."""
        begin, _ = self.parsed.paragraphs[self.parsed.paragraph_of[quoted.first]]
        return quoted.first <= begin or self.tokens.text[quoted.first - 1] in ".?!="

    def free(self, min_words: int = MIN_WORDS, *, opening: bool = False) -> Iterator[QuotedPassage]:
        """Yield the fragments in narration that no content has, titles aside.

        ``opening`` yields those at the start of a sentence too.
        """
        tokens = self.tokens
        for quoted in self.parsed.passages:
            inside = range(quoted.first, quoted.last + 1)
            words = [token for token in inside if tokens.text[token][0].isalnum()]
            if any(token in self.claimed for token in inside) or len(words) < min_words:
                continue
            is_said = not self._is_title(words) and not is_inscription(self.parsed, quoted)
            if (opening or not self._opens(quoted)) and quoted.passage.closed and is_said:
                yield quoted

    def _is_title(self, words: list[int]) -> bool:
        """Return whether all main words begin with a capital: “The Ferryman’s Daughter”."""
        main = [token for token in words if self.tokens.pos[token] in CONTENT_POS]
        return all(self.tokens.text[token][0].isupper() for token in main)

    def _cue_before(self, quoted: QuotedPassage) -> int | None:
        """Return the word of saying to the left of a fragment, with no verb in between."""
        tokens = self.tokens
        sentence = tokens.sentence_of[quoted.first]
        for token in range(quoted.first - 1, max(-1, quoted.first - 1 - MAX_LONG_GAP), -1):
            if tokens.sentence_of[token] != sentence or tokens.text[token] in (";", "(", ")"):
                return None
            if token in self.claimed or self.parsed.passage_at[token]:
                return None
            word = stem(tokens.lower[token])
            if tokens.lower[token] in word_class("names a word"):
                return None
            if tokens.pos[token] in ("VERB", "NOUN", "PROPN"):
                letter = "N" if tokens.pos[token] == "NOUN" else "V"
                is_beside = token + 1 == quoted.first or tokens.lower[quoted.first - 1] == "as"
                is_label = letter == "V" and is_beside and word in stems_of("label verb")
                is_other = letter == "V" and self._takes_fragment(token, quoted)
                if is_label or is_other or cue_class(f"{letter}:{word}") == "saying":
                    is_near = quoted.first - token <= MAX_GAP or self._opens_sentence(token)
                    return token if is_near and self._is_cue(token, quoted) else None
                is_verb = tokens.pos[token] == "VERB" and tokens.dep[token] != "amod"
                if is_verb and tokens.lower[token] not in BE:
                    return None
        return None

    def _takes_fragment(self, verb: int, quoted: QuotedPassage) -> bool:
        """Return whether any verb reports a fragment here.

        So it is if its subject is a document: “The act requires “…””, if it judges somebody: “She
        went after Ann Lee as a “…””, or if it opens or closes a speech: “She signed off with “…””.
        """
        tokens, before = self.tokens, quoted.first - 1
        subjects = [c for c in tokens.children[verb] if tokens.dep[c] == "nsubj"]
        if not subjects:
            return False
        if tokens.lower[before] == "with":
            has_object = any(tokens.dep[child] == "dobj" for child in tokens.children[verb])
            return stem(tokens.lower[verb]) in stems_of("speaks with") and not has_object
        before -= tokens.lower[before] in ("a", "an", "the")
        if tokens.lower[before] == "as" and before - 1 > verb:
            return self._is_person(subjects[0]) and self._is_person(before - 1)
        return tokens.pos[subjects[0]] == "NOUN" and self._is_document(subjects[0])

    def _is_person(self, token: int) -> bool:
        """Return whether a token is a name, a noun for a person or a pronoun."""
        tokens = self.tokens
        is_pronoun = tokens.lower[token] in ("he", "she", "him", "her", "them")
        return is_pronoun or tokens.pos[token] == "PROPN" or is_person_noun(tokens.lower[token])

    def _opens_sentence(self, token: int) -> bool:
        tokens = self.tokens
        first, _ = tokens.sentences[tokens.sentence_of[token]]
        opens = token == first or tokens.pos[token - 1] in ("PUNCT", "SPACE")
        return opens and tokens.tag[token] == "VBG"

    def _is_cue(self, token: int, quoted: QuotedPassage) -> bool:
        """Return whether a word of saying introduces a fragment, and no title or name."""
        tokens = self.tokens
        deps = {tokens.dep[child] for child in tokens.children[token]}
        has_helper = "aux" in deps or "auxpass" in deps
        is_participle = tokens.tag[token] == "VBN" and not has_helper
        is_passive = "auxpass" in deps or is_participle
        if is_passive and "agent" not in deps:
            return False
        if tokens.pos[token] == "NOUN":
            after = tokens.lower[token + 1]
            return after in ("of", "that", "about") or token + 1 == quoted.first
        return tokens.lower[token] not in word_class("makes a work")

    def _in_the_words_of(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return “words” and the name in “in the words of Ann Lee, “…””."""
        tokens = self.tokens
        for token in range(quoted.first - 1, max(1, quoted.first - 1 - MAX_GAP - 3), -1):
            if (
                tokens.lower[token] not in word_class("in the words of")
                or tokens.sentence_of[token] != (tokens.sentence_of[quoted.first])
            ):
                continue
            is_view = tokens.lower[token] != "words" and tokens.text[token - 1] not in POSSESSIVES
            opening = tuple(tokens.lower[max(0, token - 2) : token])
            if is_view and opening not in OPENINGS:
                continue
            if tokens.lower[token + 1] in ("of", "from") and token + 2 < quoted.first:
                return self._named_before(quoted, token, token + 2)
            if tokens.text[token - 1] in POSSESSIVES:
                owner = token - 2
                first = owner
                while first and tokens.pos[first - 1] in ("DET", "ADJ", "NOUN", "PROPN"):
                    first -= 1
                if first and tokens.lower[first - 1] == "in":
                    return token, (first, owner)
        return None

    def _to_quote(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return “quote” and the name in “to quote Ann Lee, “…””."""
        tokens = self.tokens
        first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
        for token in range(first, quoted.first - 2):
            before = tokens.lower[token - 1] if token > first else ""
            opens = before in ("", ",", "and", "but", "or", "so", "(", "—", "–")
            if opens and tokens.lower[token : token + 2] == ["to", "quote"]:
                start = token + 2 + (tokens.lower[token + 2] == "from")
                return self._named_before(quoted, token + 1, start)
        return None

    def _named_before(
        self, quoted: QuotedPassage, cue: int, first: int
    ) -> tuple[int, TokenRange] | None:
        """Return a cue and the name after it, up to a comma or colon before a fragment."""
        last = quoted.first - 1
        end = self._end_of_name(first, last)
        beside = self._end_of_name(end + 1, last) if end + 1 < last else end
        if set(self.tokens.pos[end + 2 : beside + 1]) == {"PROPN"} and beside < last:
            end = beside  # “the director, Ann Lee, ”
        if {"VERB", "AUX"} & set(self.tokens.pos[first : end + 1]):
            return None
        return self._if_speaker(cue, (first, end))

    def _in_words_after(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return a word and the name in ““…”, in the words of Ann Lee” and “…, as Lee put it”."""
        tokens, after = self.tokens, quoted.last + 1
        after += after < tokens.size and tokens.text[after] == ","
        words = tokens.lower[after : after + MAX_NAME]
        if words[:2] == ["in", "the"] and words[2:4] in (["words", "of"], ["phrase", "of"]):
            return self._if_speaker(after + 2, (after + 4, self._end_of_agent(after + 4)))
        for at, word in enumerate(words[2:], 2):
            if tokens.pos[after + at - 1] in ("PUNCT", "VERB", "AUX"):
                return None
            is_owned = words[0] == "in" and tokens.text[after + at - 1] in POSSESSIVES
            if is_owned and word in ("words", "phrase"):
                return self._if_speaker(after + at, (after + 1, after + at - 2))
            is_put = word in PUTS and tokens.lower[after + at + 1] == "it"
            if words[0] == "as" and is_put and not self._is_document(after + at - 1):
                return self._if_speaker(after + at, (after + 1, after + at - 1))
        return None

    def _if_speaker(self, cue: int, mention: TokenRange) -> tuple[int, TokenRange] | None:
        """Return both unless the mention is a thing: “her account of the incident”."""
        is_noun = self.tokens.pos[mention[1]] == "NOUN"
        return None if is_noun and not can_speak(self.tokens.lower[mention[1]]) else (cue, mention)

    def _end_of_name(self, first: int, last: int) -> int:
        """Return the last token before a comma."""
        end = first
        while end < last and self.tokens.text[end + 1] not in (",", "—", "–", ":"):
            end += 1
        return end

    def _for_somebody(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return “is” and the name in “For Ann Lee, who …, the bridge is “…””.

        In “To Ann Lee, “nothing …”” the comma stands for a verb.
        """
        tokens = self.tokens
        verb = quoted.first - 1
        if tokens.lower[verb] not in BE and not (tokens.text[verb] == "," and quoted.is_speech):
            return None
        first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
        start = next(
            (t + 1 for t in range(verb, first, -1) if tokens.text[t] in (";", "”", '"')), first
        )
        while start < verb and tokens.pos[start] in ("SPACE", "PUNCT", "CCONJ"):
            start += 1
        noun = start + 1
        if tokens.lower[start] not in ("for", "to") or noun >= verb:
            return None
        while noun < verb and tokens.pos[noun] in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
            noun += 1
            if tokens.dep[noun - 1] == "pobj" and tokens.head[noun - 1] == start:
                break
        head = noun - 1
        is_name = tokens.pos[head] == "PROPN" or tokens.ent_type[head] in ("PERSON", "ORG")
        is_beside = tokens.lower[verb] in BE or head == verb - 1
        said = (t for t in range(noun, verb) if is_verb_of_saying(tokens.lower[t]))
        if any(tokens.dep[t] != "relcl" for t in said):
            return None  # “For Torp, captain Ann Lee said it was “…””
        return (verb, (start + 1, head)) if is_name and is_beside and head > start else None

    def _owner_before_colon(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return the colon and the name in “Ann Lee’s verdict: “…””.

        So in “Ann Lee’s answer to them was short: “…””.
        """
        tokens, colon = self.tokens, quoted.first - 1
        first, _ = tokens.sentences[tokens.sentence_of[colon]]
        while first < colon and tokens.pos[first] in ("SPACE", "PUNCT"):
            first += 1
        if tokens.text[colon] != ":":
            return None
        mark = max(first, colon - 2)
        if tokens.text[mark] not in POSSESSIVES:
            marks = (t for t in range(first, colon) if tokens.text[t] in POSSESSIVES)
            mark = next(marks, colon)
            if tokens.lower[min(mark + 1, colon)] not in word_class("answer of somebody"):
                return None
        owner = mark - 1
        is_name = owner >= first and tokens.ent_type[owner] in ("PERSON", "ORG")
        return (colon, (first, owner)) if is_name else None

    def _in_first_person(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return the verb and its subject in “Ann Lee lost her coat and “half of my wits””."""
        tokens, after = self.tokens, quoted.last + 1
        words = tokens.lower[quoted.first : after]
        if word_class("first person").keys().isdisjoint(words) or (
            after < tokens.size and tokens.pos[after] in ("NOUN", "PROPN")
        ):
            return None
        first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
        narrated = range(quoted.first - 1, first - 1, -1)
        verb = next((t for t in narrated if tokens.pos[t] == "VERB"), first)
        subjects = [c for c in tokens.children[verb] if tokens.dep[c] == "nsubj"]
        is_joined = tokens.lower[quoted.first - 1] in ("and", "but", "of", "with", "to", "for")
        is_said = any(
            is_verb_of_saying(tokens.lower[t]) and tokens.dep[t] != "relcl" for t in narrated
        )
        is_work = tokens.lower[verb] in word_class("makes a work")
        if not is_joined or is_said or is_work or not any(map(self._is_person, subjects)):
            return None
        return verb, (min(tokens.left_edge[subjects[0]], subjects[0]), subjects[0])

    def _is_document(self, token: int) -> bool:
        return role_kind(self.tokens.lower[token]) == "document"

    def _by_somebody(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return the passive and its agent: “was called “…” by Lee”, “hailed by Lee as “…””."""
        tokens, after = self.tokens, quoted.last + 1
        before = quoted.first - 1
        while before > 0 and tokens.lower[before] in BEFORE_FRAGMENT:
            before -= 1
        is_agent = (
            after + 1 < tokens.size
            and tokens.lower[after] == "by"
            and tokens.pos[after + 1] not in ("PUNCT", "SPACE")
        )
        if is_agent and self._is_reported(before):
            return before, (after + 1, self._end_of_agent(after + 1))
        if "as" not in tokens.lower[before + 1 : quoted.first]:
            return None
        for token in range(before, max(0, before - MAX_NAME), -1):
            if tokens.sentence_of[token] != tokens.sentence_of[quoted.first]:
                return None
            if tokens.lower[token] == "by" and self._is_reported(token - 1):
                last = self._without_comma(before)
                return (token - 1, (token + 1, last)) if last > token else None
        return None

    def _is_reported(self, verb: int) -> bool:
        """Return whether a word is the passive of a verb that says what somebody is called."""
        tokens = self.tokens
        word = tokens.lower[verb]
        known = is_verb_of_saying(word) or stem(word) in stems_of("label verb")
        return tokens.tag[verb] in ("VBN", "VBD") and known

    def _end_of_agent(self, first: int) -> int:
        """Return the last token of the name after “by”, with a description and no clause."""
        tokens, end = self.tokens, first
        while end + 1 < tokens.size and end - first < MAX_NAME and tokens.pos[end + 1] in NAMING:
            end += 1
        return end

    def _without_comma(self, last: int) -> int:
        while self.tokens.pos[last] == "PUNCT":
            last -= 1
        return last

    def _puts_it(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return “put” and the name in “as Ann Lee puts it in a letter, “…””."""
        tokens, at = self.tokens, quoted.first - 1
        if aside := self._puts_it_aside(quoted):
            return aside
        if tokens.text[at] in (",", ":"):
            at -= 1
            while quoted.first - at < MAX_GAP and tokens.pos[at] in NAMING:
                at -= 1
        if at < 2 or tokens.lower[at] != "it" or tokens.lower[at - 1] not in PUTS:
            return None
        verb = at - 1
        subject = next((c for c in tokens.children[verb] if tokens.dep[c] in SUBJECTS), verb - 1)
        first = min(tokens.left_edge[subject], subject)
        return verb, (first, subject)

    def _puts_it_aside(self, quoted: QuotedPassage) -> tuple[int, TokenRange] | None:
        """Return “put” and the name in “The tide, as Ann Lee puts it, is “…””."""
        tokens = self.tokens
        first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
        for verb in range(quoted.first - 2, first + 1, -1):
            if self.parsed.passage_at[verb] or is_verb_of_saying(tokens.lower[verb]):
                return None
            if tokens.lower[verb] in PUTS and tokens.lower[verb + 1] == "it":
                opening = range(verb - 2, max(first - 1, verb - MAX_NAME), -1)
                start = next((t + 1 for t in opening if tokens.lower[t] == "as"), verb)
                is_clause = {"VERB", "AUX"} & set(tokens.pos[start:verb])
                return None if start == verb or is_clause else (verb, (start, verb - 1))
        return None
