"""Choose the source of a quote after a colon, which has no subject as a verb has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.lexicon.nouns import can_speak, is_person_noun, role_kind
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import ContentCandidate, SourceCandidate
from index.annotate.quotes.parsed_text import ParsedText

MAX_TITLE = 5  # tokens before the name: “Last week’s winner,”
ENDINGS = ("s", "ed")  # of a verb that is tagged as a noun: “Ann Lee heckles: “…””
FROM = ("from", "by")
THINGS = frozenset(("it", "there", "this", "that", "these", "those", "what"))


class ColonSourceFinder:
    """Find who speaks after a colon, from the sentence before it."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def named_first(self, colon: int, candidate: ContentCandidate) -> SourceCandidate | None:
        """Return the first person named between the start of a sentence and the colon of a quote.

        “Ann Lee on salt: “…””, “The winner was Ann Lee of Torp: “…””, “Ann Lee, who sells it: “…””,
        “Ann Lee heckles: “…””.
        """
        tokens = self.tokens
        if tokens.text[colon] != ":" or not candidate.is_passage or candidate.head < colon:
            return None
        first = self._start(colon)
        begin = next((t for t in range(first, colon) if self._is_name(t, first)), colon)
        end = begin
        while end < colon and self._is_name(end, first):
            end += 1
        if end >= colon:
            return None
        source = SourceCandidate(end - 1, "<before:", begin, end - 1)
        opens = all(tokens.pos[token] == "PROPN" for token in range(first, begin))
        if end == colon - 1:
            is_verb = tokens.text[end].islower() and tokens.text[end].endswith(ENDINGS)
            is_short = begin - first < MAX_TITLE and "PUNCT" not in tokens.pos[first:begin]
            return source if is_verb and is_short else None
        follows = tokens.lower[end] in ("on", "of", "from") and begin - first < MAX_TITLE
        is_told = begin > first and tokens.lower[begin - 1] in word_class("be")
        is_clause = opens and tokens.lower[end : end + 2] == [",", "who"]
        is_clause = is_clause and "," not in tokens.text[end + 1 : colon]
        if is_clause or ((follows or is_told) and "VERB" not in tokens.pos[end:colon]):
            return source
        return None

    def sender(self, colon: int) -> SourceCandidate | None:
        """Return whose words a noun before the colon means: “a warning from Ann Lee: “…””."""
        tokens = self.tokens
        for link in range(self._start(colon), colon):
            noun = tokens.lower[tokens.head[link]]
            is_speech = cue_class(f"N:{stem(noun)}") != "none" or role_kind(noun) == "document"
            if tokens.lower[link] not in FROM or not is_speech:
                continue
            for owner in tokens.children[link]:
                if tokens.dep[owner] == "pobj" and self._is_somebody(owner):
                    return self._phrase(owner, "<from:", colon)
        return None

    def subject(self, colon: int, source: SourceCandidate | None) -> SourceCandidate | None:
        """Return the person whom the sentence before the colon is about, if a source is nobody.

        “The captain was philosophical: “…””, “Ann Lee said at a conference: “…””.
        """
        tokens = self.tokens
        is_object = source is not None and tokens.dep[source.head] == "pobj"
        is_somebody = source is not None and can_speak(tokens.lower[source.head])
        is_somebody |= source is not None and self._is_somebody(source.head)
        subjects = [t for t in self._subjects(colon) if source is None or t < source.first]
        saying = [t for t in subjects if self._says(tokens.head[t])] if is_object else []
        people = saying or ([] if is_somebody else list(filter(self._is_somebody, subjects)))
        return self._phrase(people[0], "<nsubj:", colon) if people else source

    def _subjects(self, colon: int) -> Iterator[int]:
        tokens = self.tokens
        for token in range(self._start(colon), colon):
            verb = tokens.head[token]
            is_main = tokens.dep[token] == "nsubj" and token < verb < colon
            is_main = is_main and tokens.dep[verb] not in ("relcl", "advcl", "acl")
            if is_main and "relcl" not in tokens.dep[verb:colon]:
                yield token

    def _says(self, verb: int) -> bool:
        return cue_class(f"V:{stem(self.tokens.lower[verb])}") == "saying"

    def _phrase(self, head: int, path: str, colon: int) -> SourceCandidate:
        tokens = self.tokens
        first, last = tokens.left_edge[head], min(tokens.right_edge[head], colon - 1)
        source = SourceCandidate(head, path, first, last)
        while source.last > head and tokens.pos[source.last] == "PUNCT":
            source = replace(source, last=source.last - 1)
        return source

    def _start(self, colon: int) -> int:
        first, _ = self.tokens.sentences[self.tokens.sentence_of[colon - 1]]
        return first

    def _is_name(self, token: int, first: int) -> bool:
        """Return whether a token names a person, or opens a sentence as a name of several words."""
        tokens = self.tokens
        if tokens.ent_type[token] == "PERSON":
            return True
        run = tokens.pos[first : token + 2]
        is_open = not any(tokens.ent_type[t] for t in range(first, token + 1))
        return is_open and token - first < 2 and run[:2] == ["PROPN", "PROPN"]

    def _is_somebody(self, token: int) -> bool:
        tokens = self.tokens
        if tokens.pos[token] == "PRON":
            return tokens.lower[token] not in THINGS
        is_person = tokens.ent_type[token] == "PERSON" or is_person_noun(tokens.lower[token])
        return is_person or (tokens.pos[token] == "PROPN" and not tokens.ent_type[token])
