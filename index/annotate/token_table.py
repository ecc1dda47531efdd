"""The parse of a text as plain lists, which are much faster to read than spaCy's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, LOWER, ORTH, POS, SENT_START, TAG

from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.article import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
PREPOSITIONS_OF_PLACE = frozenset(("in", "at", "on", "during", "via"))
HELPERS = frozenset(("aux", "auxpass", "neg"))  # of a verb


def text_of(doc: Doc) -> str:
    """Return the text of a doc, which spaCy joins from the tokens each time it is read."""
    text: str = doc.user_data.get("text") or doc.text
    doc.user_data["text"] = text
    return text


class TokenTable:
    """One list per token attribute, indexed by token number.

    ``left_edge`` and ``right_edge`` are the first and last token of a token's subtree,
    ``children`` its children in order. ``sentence_of`` is an index into ``sentences``, the first
    and last token of each sentence.
    """

    def __init__(self, doc: Doc) -> None:
        rows = doc.to_array([ORTH, LOWER, TAG, POS, DEP, HEAD, IDX, LENGTH, ENT_TYPE, SENT_START])
        store = doc.vocab.strings
        strings = {int(key): store[int(key)] for key in {*rows[:, :5].flat, *rows[:, 8].flat}}
        self.size = len(doc)
        self.text = [strings[key] for key in rows[:, 0].tolist()]
        self.lower = [strings[key] for key in rows[:, 1].tolist()]
        self.tag = [strings[key] for key in rows[:, 2].tolist()]
        self.pos = [strings[key] for key in rows[:, 3].tolist()]
        self.dep = [strings[key] for key in rows[:, 4].tolist()]
        offsets = rows[:, 5].astype("int64").tolist()
        self.head = [token + offset for token, offset in enumerate(offsets)]
        self.start = rows[:, 6].astype("int64").tolist()
        self.end = (rows[:, 6] + rows[:, 7]).astype("int64").tolist()
        self.ent_type = [strings[key] for key in rows[:, 8].tolist()]
        self._attach_reported_clauses()
        self._number_sentences(rows[:, 9].astype("int64").tolist())
        self._find_edges()

    def _attach_reported_clauses(self) -> None:
        """Attach the clause of “said in a statement that …” to the verb instead of the noun."""
        for token, (word, dep) in enumerate(zip(self.lower, self.dep, strict=True)):
            if word != "that" or dep != "mark":
                continue
            clause = self.head[token]
            noun = self.head[clause]
            preposition = self.head[noun]
            verb = self.head[preposition]
            if (
                self.dep[clause] in ("acl", "relcl")
                and (self.dep[noun], self.dep[preposition]) == ("pobj", "prep")
                and self.lower[preposition] in PREPOSITIONS_OF_PLACE
                and is_verb_of_saying(self.lower[verb])
            ):
                self.head[clause], self.dep[clause] = verb, "ccomp"

    def _number_sentences(self, sentence_starts: list[int]) -> None:
        self.sentence_of: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        first = 0
        for token, flag in enumerate(sentence_starts):
            if flag == 1 and token > first:
                self.sentences.append((first, token - 1))
                first = token
            self.sentence_of.append(len(self.sentences))
        self.sentences.append((first, max(first, self.size - 1)))

    def _find_edges(self) -> None:
        self.left_edge = list(range(self.size))
        self.right_edge = list(range(self.size))
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for token, head in enumerate(self.head):
            if head != token:
                self.children[head].append(token)
            above = head
            while token < self.left_edge[above]:
                self.left_edge[above] = token
                above = self.head[above]
            above = head
            while token > self.right_edge[above]:
                self.right_edge[above] = token
                above = self.head[above]

    def last_word(self, first: int, last: int) -> int:
        """Return the last token of a range that is no white space, or the first."""
        while last > first and self.pos[last] == "SPACE":
            last -= 1
        return last

    def span(self, first: int, last: int) -> Span:
        """Return the characters from one token to another, both included."""
        return Span(self.start[first], self.end[last])
