"""spaCy's attribute ruler, remembered: parts of speech at a tenth of its time.

Nearly all patterns of the English ruler are of one token, over its tag, lower-case form and
relation. What they give to these three is always the same, and is asked for once only; the
few other patterns are looked for each time. Lemmas and morphology are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LOWER, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "remembered_parts_of_speech"
GIVEN = {"POS", "TAG", "DEP"}
ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}

Kind = tuple[int, int, int, int]


class Remembered:
    """The component: it asks the ruler only about tokens of a new kind."""

    def __init__(self, ruler: Any) -> None:
        patterns = [one for one in ruler.patterns if GIVEN & one["attrs"].keys()]
        plain = [one for one in patterns if _is_plain(one)]
        self.plain, self.other = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        self.plain.add_patterns(plain)
        self.other.add_patterns([one for one in patterns if one not in plain])
        strings = ruler.vocab.strings
        self.forms = {strings.add(form) for one in plain for form in _forms(one)}
        self.given: dict[Kind, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens their parts of speech."""
        forms, given = self.forms, self.given
        rows = doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()
        kinds = [(tag, form if form in forms else 0, dep, space) for tag, form, dep, space in rows]
        self._learn(doc, {kind: place for place, kind in enumerate(kinds) if kind not in given})
        if kinds:
            values: Any = np.array([given[kind] for kind in kinds], dtype="uint64")
            doc.from_array([POS, TAG, DEP], values)
        return self.other(doc)

    def _learn(self, doc: Doc, kinds: dict[Kind, int]) -> None:
        """Ask the ruler about one token of each new kind, all in one short doc."""
        tokens = [doc[place] for place in kinds.values()]
        sample = Doc(
            doc.vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=list(range(len(tokens))),
        )
        rows = self.plain(sample).to_array([POS, TAG, DEP]).tolist()
        self.given.update(zip(kinds, rows, strict=True))


def _is_plain(pattern: Any) -> bool:
    """Whether a pattern is of one token and asks for no more than is remembered of it."""
    return all(len(row) == 1 and _asks_little(row[0]) for row in pattern["patterns"])


def _asks_little(token: Any) -> bool:
    form = token.get("LOWER", "")
    return token.keys() <= ASKED and (isinstance(form, str) or form.keys() <= {"IN", "NOT_IN"})


def _forms(pattern: Any) -> Iterator[str]:
    """The lower-case forms that a plain pattern asks for."""
    for asked in (token.get("LOWER", {}) for (token,) in pattern["patterns"]):
        if isinstance(asked, str):
            yield asked
        else:
            yield from (form for forms in asked.values() for form in forms)


@Language.factory(NAME, requires=["token.tag", "token.dep"], assigns=["token.pos"])
def _make(nlp: Language, name: str) -> Remembered:  # noqa: ARG001 - as spaCy calls it
    return Remembered(nlp.get_pipe("attribute_ruler"))


def remember(nlp: Language) -> None:
    """Put a remembered ruler in the place of a pipeline's attribute ruler."""
    nlp.add_pipe(NAME, after="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
