"""Find the turns of a transcript, an interview or a printed debate by their labels.

ELSA VINT, HARBOUR MASTER: The engine failed.        [00:14] Vint: It failed at Torp.
Q: And the passengers?        The CHAIR (Ann Lee): Order.        Tom Roe — Analyst: Good morning.
Witness 3 — It burned.        Counsel for the owner (Mr Roe) — On Monday?
Mr. ROE (during the reading). I object.        >> ANN LEE: Welcome.        Ann Lee 0:05 Welcome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from index.annotate.entities.known_names import is_given_name
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import rows, table, word_class
from index.annotate.quotes.candidate import TokenRange
from index.annotate.quotes.parsed_text import ParsedText

Role = Literal["named", "question", "answer"]
Words = tuple[str, ...]

TITLES = (
    r"(?:(?:The|Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Hon|Madam|Prof|Professor|Rev"
    r"|Cllr|Councillor)\.? )*"
)
NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|of|de|van|von|der|la|al|bin|el)){0,5}"
CLOCK = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
# Captions mark a new speaker by >>; committees number their questions: “Q12 Chair: ”.
TIME = rf"(?:>>>? ?)?(?:{CLOCK} +(?:[-–—] +)?|Q\d{{1,3}}[.:]? +)?"
OFFICE = r"(?:,[^:.\n]{2,60}| ?\([^)\n]{2,60}\)| ?\[[^\]\n]{2,60}\]| [—–-]{1,2} [^:\n]{2,60}){0,2}"
# A label may be an office: “The Minister for Health and Sport”.
LABEL_NAME = NAME.replace("|of|", "|of|for|and|the|")
NUMBER = r"(?: (?:\d{1,3}|[A-Z]|pro tempore))?"
LABEL = re.compile(
    rf"[\"“]?{TIME}(?P<label>{TITLES}(?P<name>{LABEL_NAME}{NUMBER}))(?P<office>{OFFICE}):\s+(?=\S)"
)
# Records of a parliament: “Mr. ROE.”, “The CHAIR.”, “Ms. McLEE of North Torp (interrupting).—”
STOPPED = re.compile(
    r"(?P<label>(?:(?:The|Mrs?|Ms|Miss|Dr|Madam|Senator|President|Chancellor|Prime Minister)\.? +)+"
    r"(?P<name>(?:(?:[A-Z]\. )?(?:Mc|Mac|De|La|Van|O['’])?[A-Z][A-Z'’-]+ ?){1,3}(?<! )"
    r"(?: pro tempore)?(?: of(?: [A-Z][a-z]+){1,3})?))(?P<office>(?: \([^)\n]{2,60}\))?)"
    r"(?:\. ?[—–-]{1,2}|\.)\s*(?=\S)"
)
TIMED = re.compile(rf"(?P<label>(?P<name>{NAME}{NUMBER})) +{CLOCK}\s+(?=\S)")
DASHED = re.compile(
    rf"{TIME}(?P<label>{TITLES}(?P<name>{NAME}{NUMBER}|[A-Z]\w+ for [\w ]{{3,40}}?))"
    r"(?P<office> ?\([^)\n]{2,60}\))? [—–-]{1,2} (?=[\"“]?[A-Z])"
)
# A name in reply to “State your name”, and a name after a title in a question.
STATED_NAME = re.compile(
    r"(?:(?:My name is|My name’s|My name's|I'm|I’m|I am|It's|It’s|It is) )?"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}?)(?:, [^.\n]+)?\."
)
ADDRESSED = re.compile(
    r"(?:^|[,.?!] |\b(?:And|So|Now|But) )(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor)\b\.? "
    r"([A-Z][\w’'-]+)(?=[,.?!])"
)
SENTENCE = re.compile(r"[^\d\s£$€].*[.?!…—–-][\"”’)]*", re.DOTALL)
DESCRIPTION = re.compile(
    r"(?P<label>(?:(?:An?|Several|Some|The) )?(?P<name>[A-Za-z][\w.-]*(?: [\w.-]+){0,4})):\s+(?=\S)"
)
LETTER = re.compile(r"(?P<label>(?P<name>[QA]))\.\s+(?=\S)")
NUMBERED = re.compile(r"(?i) ?[(\[]speaker[ _]?\d+[)\]]")  # “Ann Lee (speaker 1): ”
BRACKETED = re.compile(rf" ?[(\[](?P<name>{NAME})[)\]]")
# “Mr Roe interjecting—” tells what happens; nobody says it.
DIRECTION = frozenset(("interjecting", "interrupting", "dissenting", "applauding", "rising"))
MAX_DIRECTION = 12  # tokens
MIN_LABELS = 3  # of a text in which paragraphs without a label continue the last speaker
MIN_VOICES = 2


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a paragraph; offsets of its name, and of the words that follow it."""

    name: str
    start: int
    end: int
    content: int
    office: str
    role: Role
    real_name: str = ""
    """The name in brackets after an office: “CHAIR (ANN LEE)”."""

    @property
    def words(self) -> Words:
        """The words of the name, for comparison."""
        return tuple(word.strip(".").casefold() for word in self.name.replace("_", " ").split())

    @property
    def is_titled(self) -> bool:
        """Whether a title or an article stands before the name."""
        return self.end - self.start > len(self.name)

    @property
    def in_capitals(self) -> bool:
        """Whether the name is in capitals, as “McLEE of North Torp” is."""
        return self.name.partition(" of ")[0].partition(" pro ")[0][-2:].isupper()


@dataclass(frozen=True, slots=True)
class Turn:
    """A label, the token ranges of its turn, and the fullest name that the labels give."""

    label: Label
    content: tuple[TokenRange, ...]
    name: str


class TranscriptFinder:
    """Find the turns of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def find(self) -> Iterator[Turn]:
        """Yield the turns: a labelled paragraph and those that continue it."""
        labels = self._labels()
        last_labelled, may_continue = max(labels, default=-1), len(labels) >= MIN_LABELS
        names = _names([label for label in labels.values() if label])
        witness = self._witness(labels)
        turn: list[TokenRange] | None = None
        turns: list[tuple[Label, list[TokenRange]]] = []
        for number, (first, last) in enumerate(self.parsed.paragraphs):
            label, is_after = labels.get(number), number > last_labelled
            if number in labels:
                turn = [] if label else None
            elif not may_continue or (is_after and not self._is_quoted(first)):
                continue
            if label and turn is not None:
                turns.append((label, turn))
            start = self.parsed.token_at(label.content) if label else first
            end = self.tokens.last_word(start, last)
            if turn is not None and (label or self._is_speech(start, end)):
                turn.append((start, end))
        for label, content in turns:
            if any(self.tokens.text[t].isalpha() for a, b in content for t in range(a, b + 1)):
                name = witness if label.role == "answer" else names.get(label.words, "")
                yield Turn(label, tuple(content), name)

    def _witness(self, labels: dict[int, Label | None]) -> str:
        """Return who answers: the full name given in reply, or the one who is asked by title."""
        asked: set[str] = set()
        for number, label in labels.items():
            if label is None:
                continue
            end = self.tokens.end[self.tokens.last_word(*self.parsed.paragraphs[number])]
            words = self.parsed.text[label.content : end]
            if label.role == "question":
                asked.update(ADDRESSED.findall(words))
            elif label.role == "answer":
                match = STATED_NAME.fullmatch(words)
                if match and is_given_name(match["name"].split()[0].casefold()):
                    return match["name"]
        return asked.pop() if len(asked) == 1 else ""

    def _is_quoted(self, token: int) -> bool:
        return self.parsed.passage_at[token] is not None

    def _is_speech(self, first: int, last: int) -> bool:
        """Return whether a paragraph without a label has words and is no stage direction."""
        text = self.tokens.text
        start = first + 1 if self._is_quoted(first) and first < last else first
        words = [text[token] for token in range(start, last + 1) if text[token].isalpha()]
        is_direction = words[-1:] and words[-1] in DIRECTION and len(words) < MAX_DIRECTION
        return bool(words) and not is_direction and text[start] not in ("(", "[", "_")

    def _labels(self) -> dict[int, Label | None]:
        """Return the label of each labelled paragraph, None for text that nobody says.

        Return nothing if the text is no dialogue.
        """
        found: dict[int, Label | None] = {}
        described: dict[int, Label] = {}
        letters: dict[int, Label] = {}
        for number, (first, _) in enumerate(self.parsed.paragraphs):
            start = self.tokens.start[first]
            if match := LABEL.match(self.parsed.text, start):
                is_nobody = match["name"].upper() in _non_speakers()
                found[number] = None if is_nobody else _to_label(match, match["office"])
            elif match := STOPPED.match(self.parsed.text, start):
                found[number] = _to_label(match, match["office"])
            elif match := TIMED.match(self.parsed.text, start):
                found[number] = _to_label(match, "")
            elif match := LETTER.match(self.parsed.text, start):
                letters[number] = _to_label(match, "")
            elif match := DESCRIPTION.match(self.parsed.text, start):
                words = match["name"].split()
                if any(map(str.islower, words)) and is_person_noun(words[-1].lower()):
                    described[number] = _to_label(match, "")
        if "".join(label.name for label in letters.values()).startswith(("QAQ", "QQA")):
            found |= letters
        if not found:
            found |= self._dashed()
        labels = [label for label in found.values() if label]
        in_capitals = {label.words for label in labels if label.name.isupper()}
        counts = Counter(_fullest(label, labels) for label in labels)
        is_interview = _alternate([_fullest(label, labels) for label in labels])
        is_interview = is_interview and any(map(self._names_person, labels))
        kept = {
            number: label
            for number, label in found.items()
            if label is None
            or (
                (label.name.isupper() or label.words not in in_capitals)  # else it is a headline
                and (is_interview or self._is_voice(label, _fullest(label, labels), counts))
            )
        }
        voices = [label for label in kept.values() if label]
        return {**kept, **described} if _is_dialogue(voices, labels) else {}

    def _dashed(self) -> dict[int, Label]:
        """Return the labels before a dash, if whole sentences follow each of them.

        A label is the name of a person, a role with a number, or a role and the name in brackets.
        """
        found = {}
        for number, (first, _) in enumerate(self.parsed.paragraphs):
            match = DASHED.match(self.parsed.text, self.tokens.start[first])
            if match is None:
                continue
            label = _to_label(match, match["office"] or "")
            if not self._is_sentence(label):
                return {}
            noun = label.words[1 if label.words[0] == "the" else 0]
            if label.real_name or is_person_noun(noun) or self._names_person(label):
                found[number] = label
        return found

    def _is_voice(self, label: Label, fullest: Words, counts: Counter[Words]) -> bool:
        """Return whether a label names a speaker: capitals, a name, a role, or one who returns."""
        if label.words[-1].isdigit():
            return is_person_noun(label.words[0])
        if label.role != "named" or label.in_capitals or label.office.startswith(" "):
            return True
        if len(label.words) == 1 and _is_role(label.words[0]):
            return True
        if self.parsed.text.startswith("The ", label.start) and is_person_noun(label.words[-1]):
            return True
        returns = counts[fullest] > 1 and (len(fullest) > 1 or self._is_known(label.name))
        return returns or (self._names_person(label) and self._is_sentence(label))

    def _is_sentence(self, label: Label) -> bool:
        """Return whether the words after a label look like sentences, not like a price or list."""
        number = self.parsed.paragraph_of[self.parsed.token_at(label.content)]
        end = self.tokens.end[self.tokens.last_word(*self.parsed.paragraphs[number])]
        return bool(SENTENCE.fullmatch(self.parsed.text[label.content : end]))

    def _names_person(self, label: Label) -> bool:
        """Return whether a label is tagged as a person, or has a title or a given name."""
        tokens = range(self.parsed.token_at(label.start), self.parsed.token_at(label.end))
        begins_with_given = len(label.words) > 1 and is_given_name(label.words[0])
        has_title = not self.parsed.text.startswith((label.name, "The", "the"), label.start)
        has_title |= len(label.words) > 1 and label.words[0] in table("titles")
        return has_title or begins_with_given or all(map(self._is_person, tokens))

    def _is_person(self, token: int) -> bool:
        return self.tokens.ent_type[token] == "PERSON"

    def _is_known(self, name: str) -> bool:
        texts = self.tokens.text
        return any(text == name and self._is_person(token) for token, text in enumerate(texts))


def _to_label(match: re.Match[str], office: str) -> Label:
    name = match["name"]
    bracketed = BRACKETED.match(office)
    noun = name.casefold().removeprefix("the ")
    is_office = noun == "chair" or is_person_noun(noun) or is_person_noun(noun.split(" for ")[0])
    real_name = bracketed["name"] if bracketed and is_office else ""
    return Label(
        name, match.start("label"), match.end("label"), match.end(), office, _role(name), real_name
    )


def _is_dialogue(voices: list[Label], labels: list[Label]) -> bool:
    """Return whether the voices among the labels of a text talk with each other.

    They do if there are two, one of whom returns, questions and answers, names with their offices
    after a dash, a name and its short form, or all in capitals and one with an office, or three
    of them in capitals after a title, or two numbered speakers.
    """
    counts = Counter(_fullest(label, labels) for label in voices)
    numbered = sum(bool(NUMBERED.fullmatch(label.office)) for label in voices)
    roles = {label.role for label in voices}
    in_capitals = all(label.name.isupper() for label in voices)
    in_record = sum(label.is_titled and label.in_capitals for label in voices)
    shortened = any(
        label.name.isupper() and _fullest(label, labels) != label.words for label in voices
    )
    is_dialogue = (
        max(counts.values(), default=0) > 1
        or {"question", "answer"} <= roles
        or sum(label.office.startswith((" —", " –", " -")) for label in labels) > 1
        or (in_capitals and any(map(_has_office, voices)))
        or max(in_record, numbered + 1) >= MIN_LABELS
    )
    return is_dialogue and (shortened or len(counts) >= MIN_VOICES)


def _alternate(voices: list[Words]) -> bool:
    """Return whether two labels take turns, each at least twice, as in “Herald: … Lee: …”."""
    is_pair = len(set(voices)) == MIN_VOICES and len(voices) >= 2 * MIN_VOICES
    return is_pair and all(one != other for one, other in pairwise(voices))


def _has_office(label: Label) -> bool:
    """Return whether an office in capitals follows a name: “ELSA VINT, HOST”."""
    words = re.findall(r"\w+", label.office)
    is_after_comma = label.office.startswith(",") and label.office.isupper()
    return is_after_comma and len(label.words) > 1 and any(map(_is_role, words))


def _is_role(word: str) -> bool:
    return is_person_noun(word.casefold()) or word.casefold() in word_class("label word")


def _role(name: str) -> Role:
    words = {word.strip(".").casefold() for word in name.split()}
    if words & word_class("unknown label").keys():
        return "question"
    return "answer" if words <= word_class("answer label").keys() else "named"


def _fullest(label: Label, labels: Iterable[Label]) -> Words:
    """Return the words of the only longer label that a label shortens, or its own."""
    size = len(label.words)
    longer = {
        other.words
        for other in labels
        if len(other.words) > size and label.words in (other.words[-size:], other.words[:size])
    }
    return longer.pop() if len(longer) == 1 else label.words


def _names(labels: list[Label]) -> dict[Words, str]:
    """Return the fullest name that the labels give for each of them."""
    by_words = {label.words: label.name for label in labels}
    real_names = {label.words: label.real_name for label in labels if label.real_name}
    names = {label.words: by_words[_fullest(label, labels)] for label in labels}
    return names | real_names


@cache
def _non_speakers() -> frozenset[str]:
    return frozenset(word for (word,) in rows("non_speaker_labels"))
