"""Find the answers of an interview without labels: a question, then a paragraph that answers it.

We met the potter Ann Lee in her shed.  ¶  Why do you make bowls?  ¶  Because my hands are cold.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.entities.known_names import is_given_name
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.quotes.candidate import TokenRange
from index.annotate.quotes.cueless.dash_dialogue import opens
from index.annotate.quotes.parsed_text import ParsedText

ASKED = frozenset(("you", "your", "yours", "yourself"))
SPEAKING = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
# “He spoke to us”, “five minutes with”: words that announce an interview.
ANNOUNCING = frozenset(
    ("asked", "conversation", "interview", "interviewed", "meet", "meets", "met", "minutes",
     "questions", "q&a", "sat", "spoke", "speaks", "talked", "talks", "tells", "told")
)  # fmt: skip
# Words of closing remarks: “Ann Lee was talking to”, “is on tour”, “is out now”.
CLOSING = frozenset(("out", "published", "talking", "told", "tour", "spoke", "tickets"))
MIN_QUESTIONS = 2
MAX_QUESTION = 40  # tokens
MAX_PROMPT = 16
MAX_INITIALS = 4  # letters before the colon of an answer


def find_answers(parsed: ParsedText) -> Iterator[tuple[TokenRange, list[TokenRange]]]:
    """Yield the name of the only person introduced, and the paragraphs of each answer.

    The person is introduced before the first question, or by a closing remark: “The new book by
    Ann Lee is out now.” There must be two questions, half of them to “you”, and half of the answers
    must say “I” or “we”; one of each is enough if the introduction announces an interview and the
    answers quote nobody. The answers do not mention the person.
    """
    asked, answers = _questions_and_answers(parsed)
    if len(asked) < MIN_QUESTIONS or not all(answers):
        return
    words = parsed.tokens.lower
    first, last = answers[0][0][0], answers[-1][-1][1]
    name = _introduced(parsed, 0, asked[0][0])
    if name is None and not CLOSING.isdisjoint(words[last + 1 :]):
        name = _introduced(parsed, last + 1, len(words))
    if name is None or words[name[1]] in words[first : last + 1]:
        return
    is_dialogue = all(opens(parsed, question[0]) for question in asked)
    to_you = sum(not ASKED.isdisjoint(words[slice(*question)]) for question in asked)
    by_me = sum(not SPEAKING.isdisjoint(words[answer[0][0] : answer[-1][1]]) for answer in answers)
    if any(parsed.passage_at[a] is not None for answer in answers for a, _ in answer):
        return  # the marks tell who speaks
    is_quoting = any(passage is not None for passage in parsed.passage_at[first : last + 1])
    is_announced = not ANNOUNCING.isdisjoint(words[: asked[0][0]]) and not is_quoting
    needed = 1 if is_announced else len(asked) / 2
    if by_me >= needed and (is_dialogue or to_you >= needed):
        for answer in answers:
            yield name, [(a, parsed.tokens.last_word(a, b)) for a, b in answer]


def _questions_and_answers(parsed: ParsedText) -> tuple[list[TokenRange], list[list[TokenRange]]]:
    """Return the questions, and the paragraphs that answer each of them.

    A question is a paragraph, or the start of one: “What next? A third boat.” Among questions, a
    short remark on “you” is one too: “You were bitten last year.”
    """
    paragraphs = parsed.paragraphs
    asked = [n for n, (a, b) in enumerate(paragraphs) if _is_question(parsed, a, b)]
    if len(asked) < MIN_QUESTIONS:
        split = [(a, end, b) for a, b in paragraphs if (end := _end_of_question(parsed, a, b))]
        return [(a, end) for a, end, _ in split], [[(end + 1, b)] for _, end, b in split]
    last = asked[-1]
    prompts = [n for n in range(1, last) if _is_prompt(parsed, n) and n + 1 not in asked]
    asked = sorted({*asked, *(n for n in prompts if n - 1 not in asked)})
    ends = [*asked[1:], min(last + 2, len(paragraphs))]
    answers = [paragraphs[start + 1 : end] for start, end in zip(asked, ends, strict=True)]
    return [paragraphs[n] for n in asked], [
        [(a + _label_size(parsed, a), b) for a, b in answer] for answer in answers
    ]


def _label_size(parsed: ParsedText, first: int) -> int:
    """Return how many tokens before an answer are a dash, or initials and a colon: “AL:”."""
    label, *after = parsed.tokens.text[first : first + 2]
    is_label = label.isupper() and len(label) <= MAX_INITIALS and after == [":"]
    return 2 if is_label else int(opens(parsed, first))


def _is_prompt(parsed: ParsedText, paragraph: int) -> bool:
    """Return whether a short paragraph speaks to “you” and not of “I”."""
    first, last = parsed.paragraphs[paragraph]
    words = set(parsed.tokens.lower[first : last + 1])
    return last - first < MAX_PROMPT and bool(ASKED & words) and not SPEAKING & words


def _end_of_question(parsed: ParsedText, first: int, last: int) -> int:
    """Return the token that ends the question at the start of a paragraph, or 0."""
    text = parsed.tokens.text
    end = next((t for t in range(first, min(last, first + MAX_QUESTION)) if text[t] == "?"), last)
    is_first = not any(text[t] in (".", "!") for t in range(first, end))
    is_said = any(passage is not None for passage in parsed.passage_at[first : last + 1])
    answered = end < last - 1 and "?" not in text[end + 1 : last + 1] and not is_said
    return end if is_first and answered else 0


def _is_question(parsed: ParsedText, first: int, last: int) -> bool:
    end = parsed.tokens.last_word(first, last)
    return parsed.tokens.text[end] == "?" and end - first < MAX_QUESTION


def _introduced(parsed: ParsedText, at: int, end: int) -> TokenRange | None:
    """Return the tokens of the only full name between two tokens."""
    tokens = parsed.tokens
    found: dict[str, TokenRange] = {}
    while at < end:
        first = at
        while at < end and tokens.text[at].istitle() and tokens.pos[at] == "PROPN":
            at += 1
        is_person = any(tokens.ent_type[token] == "PERSON" for token in range(first, at))
        while first < at and not (is_person or is_given_name(tokens.lower[first])):
            first += 1
        while first < at and is_person_noun(tokens.lower[first]):
            first += 1
        if at - first > 1:
            found.setdefault(tokens.text[at - 1], (first, at - 1))
        at += at == first or at < end
    return next(iter(found.values())) if len(found) == 1 else None
