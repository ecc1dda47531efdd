"""Help with asking: what a word may become, what is not in the archive, who else has the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_letters

from index.article import Article, Speaker
from index.engines.local.fulltext.analysis import fold, words
from index.engines.protocol import Engine
from index.query import Or, Phrase, Tree, Word, field_condition
from index.query.lexer import FIELDS
from index.query.tree import QUOTE_TYPES, WORD_FIELDS, leaves

TELLING_WORDS = 24
SHORTEST_TELLING = 4  # letters
LONG = 5  # letters, from which on two of them may be wrong
VALUES = {"is": ("unread", "read", "starred", "copy"), "has": ("quote", "note"),
          "type": QUOTE_TYPES, "sort": ("date", "oldest", "relevance"),
          "copies": ("apart",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the last word of a line may become, and how often that occurs (0: not counted)."""

    text: str
    count: int
    offset: int = 0
    """Where in the line the word begins."""


def search_notes(tree: Tree, engine: Engine) -> tuple[str, ...]:
    """What the reader should know about a search, a sentence each."""
    found = []
    for leaf in leaves(tree):
        if isinstance(leaf, Word) and leaf.field in ("text", "said"):
            found += _missing(leaf, engine)
        elif isinstance(leaf, Word | Phrase) and leaf.field == "speaker":
            found += _ambiguous(leaf.text, engine)
    return tuple(dict.fromkeys(found))


def _missing(word: Word, engine: Engine) -> list[str]:
    """Whether a word is nowhere, and which one like it is."""
    parts = words(word.text)
    if len(parts) != 1 or engine.has_word(word):
        return []
    near = engine.near_words(word.field, parts[0], _edits(parts[0]))[:20]
    where = "in no quote of" if word.field == "said" else "nowhere in"
    missing = f"“{word.text}” is {where} the archive"
    if not near:
        return [f"{missing}."]
    best = max(near, key=lambda other: engine.frequency(word.field, other))
    return [f"{missing}; did you mean “{best}”?"]


def _edits(word: str) -> int:
    """How many letters of a word may be wrong in one that is meant."""
    return 2 if len(word) >= LONG else 1


def _ambiguous(name: str, engine: Engine) -> list[str]:
    """Whether a name fits several people, and who they are."""
    wanted = words(name)
    begun = engine.speakers(name, 0, 20)
    fitting = [speaker for speaker in begun if _fits(wanted, speaker)]
    if not fitting and fold(name) not in ("unknown", "unnamed"):
        return _nobody(name, [speaker.name for speaker in begun if wanted], engine)
    if len(fitting) < 2:
        return []
    offers = ", ".join(f'speaker:"{s.name}" ({s.quotes})' for s in fitting[:5])
    return [f"“{name}” fits several people: {offers}."]


def _nobody(name: str, begun: Sequence[str], engine: Engine) -> list[str]:
    """Whether nobody of that name is quoted, and whose name ``begun`` so or is like it."""
    if engine.quotes(Phrase("speaker", name), "newest", 0, 0)[0]:
        return []
    offer = next(iter(begun or _alike(name, engine)), "")
    end = f'; did you mean speaker:"{offer}"?' if offer else "."
    return [f"Nobody called “{name}” is quoted in the archive{end}"]


def _alike(name: str, engine: Engine) -> Iterator[str]:
    """The names that have a word like the last one of a name."""
    for last in words(name)[-1:]:
        near = engine.near_words("speaker", last, _edits(last))
        for word in near[:3]:
            for speaker in engine.speakers(word, 0, 9):
                if speaker.named and set(words(speaker.name)).intersection(near):
                    yield speaker.name


def _fits(wanted: list[str], speaker: Speaker) -> bool:
    return speaker.named and set(wanted) <= set(words(speaker.name))


def distinctive_words(article: Article, engine: Engine) -> Tree:
    """Any of the words that tell an article from the others, for ``Archive.similar``."""
    counts = Counter(
        word for word in words(f"{article.title} {article.text}") if len(word) >= SHORTEST_TELLING
    )
    weights = {word: count / (1 + engine.frequency("text", word)) for word, count in counts.items()}
    best = sorted(weights, key=lambda word: (-weights[word], word))[:TELLING_WORDS]
    return Or(tuple(Word("text", word) for word in best or ["a"]))


def complete(line: str, engine: Engine, limit: int) -> tuple[Suggestion, ...]:
    """What the last word of an unfinished line may become: fields, speakers, sources, words."""
    offset = _last_word(line)
    begun = line[offset:].lower()
    field, colon, value = begun.partition(":")
    found = (
        _values(field, value.strip('"'), engine, limit) if colon else _words(begun, engine, limit)
    )
    return tuple(replace(suggestion, offset=offset) for suggestion in found[:limit])


def _last_word(line: str) -> int:
    """Where the last word of a line begins; a quotation mark that is open belongs to it."""
    if line.count('"') % 2:
        mark = line.rindex('"')
        return len(line[:mark].rstrip(f"{ascii_letters}:"))
    return len(line) - len(re.split(r"[\s()]", line)[-1].lstrip("-"))


def _words(begun: str, engine: Engine, limit: int) -> list[Suggestion]:
    if not fold(begun).isalnum():
        return []
    fields = [Suggestion(f"{name}:", 0) for name in FIELDS if name.startswith(begun)]
    common = engine.starting_words(fold(begun), limit)
    return [*fields, *(Suggestion(word, count) for word, count in common)]


def _values(field: str, value: str, engine: Engine, limit: int) -> list[Suggestion]:
    if field in VALUES:
        fitting = [option for option in VALUES[field] if option.startswith(value)]
        return [Suggestion(f"{field}:{option}", 0) for option in fitting]
    if field == "speaker":
        named = [(s.name, s.quotes) for s in engine.speakers(value, 0, limit) if s.named]
    elif field == "source":
        named = engine.overview.sources(value, limit)
    elif field == "tag":
        named = [(tag, count) for tag, count in engine.tags() if tag.lower().startswith(value)]
    elif field in WORD_FIELDS:
        named = _names(field, value, engine, limit)
    else:
        return []
    return [Suggestion(field_condition(field, name), count) for name, count in named]


def _names(field: str, value: str, engine: Engine, limit: int) -> list[tuple[str, int]]:
    """The words of a field; of persons first those who are quoted, with all of their names."""
    named = []
    if field == "person":
        named = [(s.name, s.articles) for s in engine.speakers(value, 0, limit) if s.named]
    if not fold(value).isalnum():
        return named
    return [*named[: limit // 2], *engine.starting_words(fold(value), limit, field)]
