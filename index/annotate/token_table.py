"""The parse of a text as plain lists, which are much faster to read than spaCy's objects."""

from __future__ import annotations

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, LOWER, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

from index.annotate.lexicon.cue_words import is_verb_of_saying, is_verb_of_speech
from index.article import Span

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
PREPOSITIONS_OF_PLACE = frozenset(
    ("after", "at", "before", "by", "during", "in", "on", "over", "outside", "through", "via")
)
BEFORE_CLAUSE = frozenset((",", "?", "!", "…"))  # at the end of speech before “he said”
CLOSING_MARKS = frozenset(("”", '"', "’", "'", "''", "»"))
SPEAKER_TAGS = frozenset(("DT", "JJ", "NN", "NNP", "PRP$"))  # of a name or description
MAX_SPEAKER = 5  # tokens between speech and its verb
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
        self._correct_misread_verbs()
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

    def _correct_misread_verbs(self) -> None:
        """Correct verbs of saying that are read as part of a phrase, and what depends on them.

        So it is with “grins” in ““Not yet,” Ann Lee grins”, and “told” in “the 40-year-old told Ann
        Lee that …”.
        """
        for verb, (word, tag) in enumerate(zip(self.lower, self.tag, strict=True)):
            if tag == "NNS" and is_verb_of_speech(word) and self._follows_speech(verb):
                self._make_main_verb(verb, "VBZ")
            elif (
                tag in ("VBN", "VBD")
                and self.dep[verb] in ("amod", "acl")
                and self.lower[max(0, verb - 3) : verb] == ["year", "-", "old"]
                and is_verb_of_saying(word)
            ):
                listener = self.head[verb]
                while self.dep[listener] in ("compound", "nmod") and listener > verb:
                    listener = self.head[listener]
                self._make_main_verb(verb, "VBD")
                if listener > verb and self.head[listener] != verb:
                    self.head[listener], self.dep[listener] = verb, "dobj"

    def _follows_speech(self, verb: int) -> bool:
        """Return whether a name or description leads from quoted words to a verb."""
        mark = verb - 1
        while mark > 1 and verb - mark <= MAX_SPEAKER and self.tag[mark] in SPEAKER_TAGS:
            mark -= 1
        is_speech = self.text[mark] in CLOSING_MARKS and self.text[mark - 1] in BEFORE_CLAUSE
        opens = self.tag[mark + 1] in ("DT", "PRP$") or self.tag[verb - 1] == "NNP"
        return is_speech and opens and mark < verb - 1

    def _make_main_verb(self, verb: int, tag: str) -> None:
        """Make a token the verb of its sentence, and the token before it the subject."""
        self.tag[verb], self.pos[verb] = tag, "VERB"
        root = verb
        while self.head[root] != root:
            root = self.head[root]
        if root != verb:
            self.head[root], self.dep[root] = verb, "ccomp"
        self.head[verb], self.dep[verb] = verb, "ROOT"
        self.head[verb - 1], self.dep[verb - 1] = verb, "nsubj"
        for token in range(max(0, verb - MAX_SPEAKER - 1), verb - 1):
            if self.head[token] > verb and self.pos[token] in ("DET", "NUM", "ADJ"):
                self.head[token] = verb - 1

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
