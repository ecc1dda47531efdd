"""Find speech that a dash opens, as in many languages: — I will stay, said Ann Lee. It is late."""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.quotes.candidate import TokenRange
from index.annotate.quotes.parsed_text import DASHES, ParsedText
from index.annotate.token_table import SUBJECTS

OPENING = DASHES | {"―"}
BEFORE_CLAUSE = OPENING | {",", "?", "!", "…"}
AFTER_CLAUSE = OPENING | {".", ",", ":"}
DESCRIBING = ("DET", "NOUN", "ADJ")  # what a description begins with
PERSONAL = frozenset(("he", "i", "she", "they", "we"))
MIN_LINES = 2
MAX_NAME = 12  # tokens of the speaker, with a description

Line = tuple[list["TokenRange"], int, "TokenRange"]  # speech, verb, speaker


def find_dash_dialogue(parsed: ParsedText) -> Iterator[Line]:
    """Yield the speech, the verb of saying and the speaker of each line that has these.

    There must be two lines that begin with a dash.
    """
    tokens = parsed.tokens
    lines = _lines(parsed)
    for first, last in lines if len(lines) >= MIN_LINES else ():
        for verb in range(first + 2, last):
            clause = _clause(parsed, verb, first, last)
            if clause:
                (start, end), speaker = clause
                parts = [(first + 1, start - 1), (end + 1, last)]
                speech = [(a, b) for a, b in parts if any(map(_is_word, tokens.text[a : b + 1]))]
                if speech:
                    yield speech, verb, speaker
                break


def find_turns(parsed: ParsedText) -> Iterator[TokenRange]:
    """Yield the speech of the lines without a speaker after two lines that name different ones."""
    spoken = {parsed.paragraph_of[verb] for _, verb, _ in find_dash_dialogue(parsed)}
    known = set(spoken)
    for first, last in _lines(parsed) if len(spoken) >= MIN_LINES else ():
        number = parsed.paragraph_of[first]
        if number not in spoken and {number - 1, number - 2} <= known:
            known.add(number)
            yield first + 1, last


def _lines(parsed: ParsedText) -> list[TokenRange]:
    """Return the paragraphs that a dash opens."""
    return [(a, parsed.tokens.last_word(a, b)) for a, b in parsed.paragraphs if opens(parsed, a)]


def opens(parsed: ParsedText, first: int) -> bool:
    """Return whether a paragraph begins with a dash and a capital."""
    text = parsed.tokens.text
    return first + 1 < len(text) and text[first] in OPENING and text[first + 1][:1].isupper()


def _clause(
    parsed: ParsedText, verb: int, first: int, last: int
) -> tuple[TokenRange, TokenRange] | None:
    """Return the clause of a verb of saying between marks, with these, and its subject."""
    tokens = parsed.tokens
    is_finite = tokens.tag[verb] in ("VBD", "VBZ", "VBP", "VBN")
    if not is_finite or not is_verb_of_saying(tokens.lower[verb]):
        return None
    start = verb - 1
    while start > first and verb - start < MAX_NAME and tokens.text[start] not in BEFORE_CLAUSE:
        start -= 1
    end = verb + 1
    while end < last and tokens.text[end] not in AFTER_CLAUSE:
        end += 1
    stop = next((t for t in range(end, last + 1) if tokens.text[t] == "."), last)
    is_role = tokens.pos[end - 1] == "NOUN"  # “said the owner, Ann Lee.”
    beginnings = (*DESCRIBING, "PROPN") if is_role else DESCRIBING
    described = end < last and tokens.text[end] == "," and tokens.pos[end + 1] in beginnings
    if described and not any(tokens.pos[t] in ("VERB", "AUX") for t in range(end, stop)):
        end = stop  # a description: “said Ann Lee, the owner.”
    if start <= first or tokens.text[start] not in BEFORE_CLAUSE or end - verb > 2 * MAX_NAME:
        return None
    subjects = [c for c in tokens.children[verb] if tokens.dep[c] in SUBJECTS]
    inverted, plain = (verb + 1, end - 1), (start + 1, verb - 1)
    if start + 1 == verb:
        speaker = inverted
    elif any(start < subject < verb for subject in subjects):
        speaker = plain
    else:
        return None
    return ((start, end), speaker) if _is_somebody(parsed, speaker) else None


def _is_word(text: str) -> bool:
    return text[0].isalnum()


def _is_somebody(parsed: ParsedText, speaker: TokenRange) -> bool:
    """Return whether a phrase is a name, a noun for a person or “he” or similar."""
    tokens, words = parsed.tokens, range(speaker[0], speaker[1] + 1)
    has_person = any(
        tokens.pos[t] == "PROPN" or tokens.lower[t] in PERSONAL or is_person_noun(tokens.lower[t])
        for t in words
    )
    return has_person and tokens.pos[speaker[0]] not in ("CCONJ", "SCONJ", "ADP")
