"""Run spaCy's recogniser of names on many tokens at once, which takes half of its time.

spaCy decides token by token, and takes Python's lock anew for each label it considers. But outside
a name its choice depends only on the token, so all tokens are scored together as if they were
outside. Each that would begin a name is then followed, all of them together, to where it would
end; of names that overlap, the first counts. The names are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

COMPONENT_NAME = "batched_recognizer"
FEATURES = 3  # of the state: the token, the first token of its name, the token before


class BatchedRecognizer:
    """A component with the model of a recogniser that sets the same ``doc.ents``."""

    def __init__(self, ner: Any) -> None:
        self.model = ner.model
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        numbers = {name: number for number, name in enumerate(names)}
        self._moves = [name.partition("-") for name in names]
        pairs = [(numbers.get(f"I-{x}", 0), numbers.get(f"L-{x}", 0)) for _, _, x in self._moves]
        self._inside, self._last = (np.array(column) for column in zip(*pairs, strict=True))
        self._begins = self._mask("B")
        self._names = self._begins | self._mask("U")
        self._outside = self._names | self._mask("O")

    def _mask(self, action: str) -> Any:
        """Return which moves are an action, with a label unless it is “outside”."""
        return np.array([a == action and (bool(x) or a == "O") for a, _, x in self._moves])

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of one doc."""
        self._annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Set the names of docs, in order; small batches stay in the processor's cache."""
        stream = iter(docs)
        while batch := list(islice(stream, max(batch_size // 4, 2))):
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: list[Doc]) -> None:
        if not any(map(len, docs)):
            return
        names = self._find(docs)
        start = 0
        for doc in docs:
            end = start + len(doc)
            spans = []
            while names and names[-1][0] < end:
                first, last, label = names.pop()
                spans.append(Span(doc, first - start, last + 1 - start, label))
            doc.set_ents(spans)
            start = end

    def _find(self, docs: list[Doc]) -> list[tuple[int, int, str]]:
        """Return the first and last token and the label of each name, from the last to the first.

        Tokens are numbered through all docs.
        """
        lower = self.model.get_ref("lower")
        features = lower.predict(self.model.get_ref("tok2vec").predict(docs))  # padding first
        bias = lower.get_param("b")
        is_space, is_final = _token_flags(docs)
        scores = self._scores(features[1:, 0] + (features[0, 1] + features[0, 2] + bias))
        scores[:, ~self._outside] = -np.inf
        scores[np.ix_(is_space, self._names)] = -np.inf
        scores[np.ix_(is_final, self._begins)] = -np.inf
        moves = scores.argmax(axis=1)
        firsts = np.flatnonzero(self._names[moves])
        moves = moves[firsts]
        lasts = firsts.copy()
        open_ = np.flatnonzero(self._begins[moves])
        while open_.size:
            lasts[open_] += 1
            first, token, move = firsts[open_], lasts[open_], moves[open_]
            rows = features[token + 1, 0] + features[first + 1, 1] + features[token, 2] + bias
            scores, at = self._scores(rows), np.arange(open_.size)
            goes_on = scores[at, self._inside[move]] >= scores[at, self._last[move]]
            open_ = open_[goes_on & ~is_final[token]]
        found, end = [], -1
        rows = zip(firsts.tolist(), lasts.tolist(), moves.tolist(), strict=True)
        for first, last, move in rows:
            if first > end:
                found.append((first, last, self._moves[move][2]))
                end = last
        return found[::-1]

    def _scores(self, rows: Any) -> Any:
        """Return the score of each move, given the sum of the features of each state."""
        return self.model.get_ref("upper").predict(self.model.ops.maxout(rows)[0])


def _token_flags(docs: list[Doc]) -> tuple[Any, Any]:
    """Return which tokens are spaces, and which end a sentence or a doc."""
    rows = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
    starts = np.append(rows[1:, 1] == 1, True)
    ends = np.cumsum([len(doc) for doc in docs if len(doc)])
    starts[ends - 1] = True
    return rows[:, 0] == 1, starts


@Language.factory(COMPONENT_NAME, assigns=["doc.ents"])
def _make(nlp: Language, name: str) -> BatchedRecognizer:  # noqa: ARG001 - spaCy's signature
    return BatchedRecognizer(nlp.get_pipe("ner"))


def batch_recognizer(nlp: Language) -> None:
    """Replace the recogniser of a pipeline if it is of the kind that spaCy's own pipelines have.

    Other components that set names would have to be respected.
    """
    setters = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    if setters == ["ner"] and nlp.get_pipe_meta("ner").factory == "ner":
        ner: Any = nlp.get_pipe("ner")
        attributes, is_greedy = ner.model.attrs, ner.cfg["beam_width"] == 1
        is_usual = attributes["has_upper"] and not attributes["unseen_classes"] and is_greedy
        if is_usual and ner.model.get_ref("lower").get_dim("nF") == FEATURES:
            nlp.add_pipe(COMPONENT_NAME, after="ner")
            nlp.remove_pipe("ner")
