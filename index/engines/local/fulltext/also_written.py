"""Words of a text as they are also written: “numan” for “Nu'man”, “100000000” for “$100m”.

They are indexed besides the words of the text, far from those and from each other, so they are
found alone but in no phrase and near nothing. Their mark hides them from searches for one form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from index.engines.local.fulltext.analysis import OTHER_FORM, fold, has_unusual
from index.punctuation import APOSTROPHE_LETTERS, APOSTROPHES, ENGLISH_ENDINGS

MAX_FORMS = 1000  # of one text; each takes as many positions as a gap between runs
MIN_JOINED = 4  # letters; “Sa'd” is not “sad”
MARK = f"['{APOSTROPHES}]"
# What most texts lack, to look no further: an apostrophe before no such ending, a short amount.
INNER_MARK = rf"{MARK}(?<=\w.)(?=\w)(?!(?i:{'|'.join(ENGLISH_ENDINGS)})\b)"
MAYBE_AMOUNT = r"[kKmMbB]\b(?:(?<=\d.)|(?<=\d\ .))"


class Form(NamedTuple):
    """Another form of a word, folded, and where that stands in the text."""

    word: str
    start: int
    end: int


def other_forms(text: str, *, of_numbers: bool = True) -> Iterator[Form]:
    """Yield the other forms of words of a text, in no order; each ends in ``OTHER_FORM``."""
    for form in _joined(text):
        yield form._replace(word=form.word + OTHER_FORM)
    if of_numbers and re.search(MAYBE_AMOUNT, text):
        from index.query.amounts import SHORT_AMOUNT, VALUES  # takes a search without numbers 2 ms

        for match in re.finditer(SHORT_AMOUNT, text):
            number, unit = match[1] or match[3], match[2] or match[4]
            value = int(number) * VALUES[unit.lower()]
            yield Form(f"{value}{OTHER_FORM}", match.start(), match.end())


def other_words(*texts: str) -> list[str]:
    """Return the different other forms of words of texts, of long ones only the first."""
    forms = (form.word for text in texts for form in other_forms(text))
    return list(islice(dict.fromkeys(forms), MAX_FORMS))


def with_joined(names: Iterable[str]) -> Iterator[str]:
    """Yield names, and after each that has an apostrophe inside a word, the name without it."""
    for name in names:
        yield name
        joined = name
        for form in reversed([*_joined(name)]):
            joined = joined[: form.start] + form.word + joined[form.end :]
        if joined != name:
            yield joined


@cache
def _marked_word(left_out: str) -> re.Pattern[str]:
    letter = rf"[^\W\d_{left_out}]"
    return re.compile(rf"(?<!{letter}){letter}++(?:{MARK}{letter}++)+")


def _joined(text: str) -> Iterator[Form]:
    if not re.search(INNER_MARK, text):
        return
    for match in _marked_word(APOSTROPHE_LETTERS if has_unusual(text) else "").finditer(text):
        parts = re.split(MARK, match.group())
        size = len(match.group())
        while parts[-1].lower() in ENGLISH_ENDINGS:
            size -= len(parts.pop()) + 1
            if len(parts) < 2:
                break
        word = fold("".join(parts))
        if len(parts) > 1 and len(word) >= MIN_JOINED:
            yield Form(word, match.start(), match.start() + size)
