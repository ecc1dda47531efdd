"""Write headlines in capitals as sentences, in which names are found as in any other."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.annotate.entities.known_names import (
    is_common_word,
    is_function_word,
    is_given_name,
    is_place,
    is_surname,
)
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import stem, stems_of
from index.annotate.lexicon.nouns import role_kind
from index.annotate.lexicon.tables import table, word_class

# A line without small letters, of three words or more, that is no label.
HEADLINE = re.compile(r"^(?=.{1,160}$)(?:[^a-z\s:]+ ){2,}[^a-z\n:]+$", re.MULTILINE)
LINE = re.compile(r".+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORT_ENDING = re.compile(r"['’](?:S|T|D|M|LL|RE|VE)$")
THING = re.compile(r"\b[Tt]he [A-Z][a-z]+")  # “Bridge” in “the Bridge office” is no surname
MAX_ACRONYM = 4  # letters of an unknown word that stays in capitals


def lower_headlines(text: str) -> str:
    """Return a text in which headlines in capitals are sentences of the same length.

    A text of which most lines are in capitals stays as it is.
    """
    lines = HEADLINE.findall(text)
    if not lines or 2 * len(lines) > len(LINE.findall(text)):
        return text
    written = frozenset(WORD.findall(THING.sub("", HEADLINE.sub("", text))))
    return HEADLINE.sub(lambda line: lower_headline(line[0], written), text)


def lower_headline(line: str, written: Collection[str]) -> str:
    """Return a headline in small letters but for its names, as far as these are known.

    ``written`` are the words of the article as they stand elsewhere.
    """
    words = list(WORD.finditer(line))
    forms = [written_form(word[0], written) for word in words]
    raise_rest_of_names(forms)
    if forms:
        forms[0] = forms[0][0].upper() + forms[0][1:]
    # The small form of a few letters is longer: of “İ”, for one.
    same_size = (f if len(f) == len(w[0]) else w[0] for w, f in zip(words, forms, strict=True))
    return WORD.sub(lambda _: next(same_size), line)


def written_form(word: str, written: Collection[str]) -> str:
    """Return a word as the article writes it, or as it is likely to: a name or a common word."""
    ending = SHORT_ENDING.search(word)
    if ending:
        stem = word[: ending.start()]
        form = stem.lower() if ending[0][1:] != "S" else written_form(stem, written)
        return form + ending[0].lower()
    lower, title, norm = word.lower(), word.title(), normalize_word(word)
    is_name = is_given_name(norm) or is_surname(norm)
    if len(word) > 1 and word in written and not is_name:
        return word
    if lower in written or is_function_word(norm):
        return lower
    if title in written and (is_name or not is_common_word(norm)):
        return title
    if is_common_word(norm):
        return lower
    is_acronym = len(word) <= MAX_ACRONYM and not (is_name or is_place(norm))
    return word if is_acronym else title


def raise_rest_of_names(forms: list[str]) -> None:
    """Begin the common words of names with capitals: “Vell Bank”, “University of Kell”.

    So are “Mr” and the like before a name, and what follows the name of a body that somebody joins.
    """
    for at in range(len(forms) - 1, -1, -1):
        word, rest = forms[at], forms[at + 1 : at + 3]
        is_title = word in table("titles") and not role_kind(word)
        leads = is_title and rest[:1] != [] and not rest[0].islower()
        is_body = ends_name(word) and rest[:1] == ["of"] and not rest[-1].islower()
        forms[at] = word.title() if leads or is_body else word
    for at in range(1, len(forms)):
        if not forms[at].islower() or forms[at - 1].islower() or is_function_word(forms[at]):
            continue
        after = forms[at + 1] if at + 1 < len(forms) else ""
        is_middle = ends_name(after) and not forms[at].endswith("s")
        is_object = at > 1 and stem(forms[at - 2]) in stems_of("takes a body")
        is_last = is_object and (not after or is_function_word(after))
        if ends_name(forms[at]) or is_middle or is_last:
            forms[at] = forms[at].title()


def ends_name(word: str) -> bool:
    """Return whether a word in small letters ends the names of bodies or places."""
    return word in table("name_words") or word in word_class("legal form")
