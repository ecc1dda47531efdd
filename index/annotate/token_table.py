"""The parse of a text as plain lists, which are much faster to walk than spaCy's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, LOWER, ORTH, POS, SENT_START, TAG

from index.article import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Tokens:
    """One list for each attribute of the tokens, indexed by the place of the token.

    ``left`` and ``right`` are the first and the last token below a token in the tree, itself
    included; ``kids`` are its children in order.
    ``sentence`` is the number of a token's sentence in ``sentences``.
    """

    def __init__(self, doc: Doc) -> None:
        rows = doc.to_array([ORTH, LOWER, TAG, POS, DEP, HEAD, IDX, LENGTH, ENT_TYPE, SENT_START])
        names = doc.vocab.strings
        known = {int(key): names[int(key)] for key in {*rows[:, :5].flat, *rows[:, 8].flat}}
        self.size = len(doc)
        self.text = [known[key] for key in rows[:, 0].tolist()]
        self.lower = [known[key] for key in rows[:, 1].tolist()]
        self.tag = [known[key] for key in rows[:, 2].tolist()]
        self.pos = [known[key] for key in rows[:, 3].tolist()]
        self.dep = [known[key] for key in rows[:, 4].tolist()]
        offsets = rows[:, 5].astype("int64").tolist()
        self.head = [place + offset for place, offset in enumerate(offsets)]
        self.start = rows[:, 6].astype("int64").tolist()
        self.end = (rows[:, 6] + rows[:, 7]).astype("int64").tolist()
        self.entity = [known[key] for key in rows[:, 8].tolist()]
        self._number_sentences(rows[:, 9].astype("int64").tolist())
        self._find_edges()

    def _number_sentences(self, starts: list[int]) -> None:
        self.sentence: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        begin = 0
        for place, flag in enumerate(starts):
            if flag == 1 and place > begin:
                self.sentences.append((begin, place - 1))
                begin = place
            self.sentence.append(len(self.sentences))
        self.sentences.append((begin, max(begin, self.size - 1)))

    def _find_edges(self) -> None:
        self.left = list(range(self.size))
        self.right = list(range(self.size))
        self.kids: list[list[int]] = [[] for _ in range(self.size)]
        for place, head in enumerate(self.head):
            if head != place:
                self.kids[head].append(place)
            above = head
            while place < self.left[above]:
                self.left[above] = place
                above = self.head[above]
            above = head
            while place > self.right[above]:
                self.right[above] = place
                above = self.head[above]

    def span(self, first: int, last: int) -> Span:
        """The characters from one token to another, both included."""
        return Span(self.start[first], self.end[last])
