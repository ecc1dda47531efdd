"""Find the answers of an interview without labels: a question, then a paragraph that answers it.

We met the potter Ann Lee in her shed.  ¶  Why do you make bowls?  ¶  Because my hands are cold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.annotate.entities.known_names import is_given_name
from index.annotate.lexicon.nouns import is_person_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.annotate.quotes.candidate import TokenRange
    from index.annotate.quotes.parsed_text import ParsedText

ASKED = frozenset(("you", "your", "yours", "yourself"))
SPEAKING = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
# “He spoke to us”, “five minutes with”: words that announce an interview.
ANNOUNCING = frozenset(
    ("asked", "conversation", "interview", "interviewed", "meet", "meets", "met", "minutes",
     "questions", "q&a", "sat", "spoke", "speaks", "talked", "talks", "tells", "told")
)  # fmt: skip
MIN_QUESTIONS = 2
MAX_QUESTION = 40  # tokens


def find_answers(parsed: ParsedText) -> Iterator[tuple[TokenRange, list[TokenRange]]]:
    """Yield the name of the only person introduced, and the paragraphs of each answer.

    There must be two questions, half of them to “you”, and half of the answers must say “I” or
    “we”; one of each is enough if the introduction announces an interview. The answers quote
    nobody and do not mention the person.
    """
    paragraphs = parsed.paragraphs
    asked = [n for n, (a, b) in enumerate(paragraphs) if _is_question(parsed, a, b)]
    if len(asked) < MIN_QUESTIONS or asked[0] == 0:
        return
    ends = [*asked[1:], min(asked[-1] + 2, len(paragraphs))]
    answers = [paragraphs[start + 1 : end] for start, end in zip(asked, ends, strict=True)]
    name = _introduced(parsed, paragraphs[asked[0] - 1][1])
    if name is None or not all(answers):
        return
    words = parsed.tokens.lower
    first, last = answers[0][0][0], answers[-1][-1][1]
    is_quoting = any(passage is not None for passage in parsed.passage_at[first : last + 1])
    if is_quoting or words[name[1]] in words[first : last + 1]:
        return
    to_you = sum(not ASKED.isdisjoint(words[slice(*paragraphs[n])]) for n in asked)
    by_me = sum(not SPEAKING.isdisjoint(words[answer[0][0] : answer[-1][1]]) for answer in answers)
    introduction = words[: paragraphs[asked[0]][0]]
    needed = 1 if ANNOUNCING & {*introduction} else len(asked) / 2
    if min(to_you, by_me) >= needed:
        for answer in answers:
            yield name, [(a, _last_word(parsed, a, b)) for a, b in answer]


def _is_question(parsed: ParsedText, first: int, last: int) -> bool:
    end = _last_word(parsed, first, last)
    return parsed.tokens.text[end] == "?" and end - first < MAX_QUESTION


def _last_word(parsed: ParsedText, first: int, last: int) -> int:
    while last > first and parsed.tokens.pos[last] == "SPACE":
        last -= 1
    return last


def _introduced(parsed: ParsedText, end: int) -> TokenRange | None:
    """Return the tokens of the only full name up to a token."""
    tokens, at = parsed.tokens, 0
    found: dict[str, TokenRange] = {}
    while at <= end:
        first = at
        while at <= end and tokens.text[at].istitle() and tokens.pos[at] == "PROPN":
            at += 1
        is_person = any(tokens.ent_type[token] == "PERSON" for token in range(first, at))
        while first < at and not (is_person or is_given_name(tokens.lower[first])):
            first += 1
        while first < at and is_person_noun(tokens.lower[first]):
            first += 1
        if at - first > 1:
            found.setdefault(tokens.text[at - 1], (first, at - 1))
        at += at == first or at <= end
    return next(iter(found.values())) if len(found) == 1 else None
