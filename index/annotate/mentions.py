"""Where names stand in a text: what the recogniser found, mended, and what it passed over."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.attrs import IDX, LENGTH, POS

from index.annotate.lists import table
from index.annotate.names import PARTICLES, SUFFIXES, Name, fold, read_name
from index.article import EntityLabel, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

LABELS: dict[str, EntityLabel] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "LAW": "other",
    "WORK_OF_ART": "other",
}

# A word; a time that is glued to a name ("9:05PMAda") is kept apart from it.
WORD = re.compile(r"(?<=\d)[AP]M(?=[A-Z][a-z])|[^\W\d_](?:[\w’'-]*\w)?(?:(?<=\b[^\W\d_])\.)?")
MARKS = re.compile(r"[“”\"«»„]|''")
BREAK = re.compile(r"\s*\n\s*|[\[\](){}|/]|(?<=\w)['’]s?\s+(?=[A-Z])")
HEADING = 160  # no longer is what comes after a name in a headline
GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z][a-z]")
SURNAME_FIRST = re.compile(r"(?<=[:;])\s*(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))(?=[;.\n]|\Z)")
LABEL_IN_CAPS = re.compile(
    r"(?m)^[ \t]*((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z’'-]+)(?=,[^:\n]{2,60}:|:)"
)
# What no name of a person has in it.
NOT_IN_NAMES = {"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT"}
NO_SPEAKERS = {
    "host",
    "moderator",
    "interviewer",
    "question",
    "answer",
    "announcer",
    "narrator",
    "q",
    "a",
    "note",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands; ``title`` is what stood before it ("mr", "senator")."""

    span: Span
    text: str
    label: EntityLabel
    title: str = ""
    headline: bool = False
    quoted: bool = False
    """Whether it stands between quotation marks, where names may be longer than the article's."""

    @property
    def name(self) -> Name:
        """The name taken apart, with the title that stands before it."""
        name = read_name(self.text)
        return replace(name, title=self.title or name.title)


def spot(doc: Doc) -> list[Mention]:
    """All mentions in the order of the text, none of which touches another."""
    text = doc.text
    found = [piece for ent in doc.ents if ent.label_ in LABELS for piece in pieces(ent, text)]
    found = whole_names(text, found)
    found = merge(surname_first(text, found), found)
    found = merge(found, titled(text, found))
    found = merge(found, passed_over(doc, text))
    found = merge(found, in_caps(text))
    known = full_names(found)
    surnames = {name[-1] for name in known if known[name] > 1 or name[0] in table("firstnames")}
    others = {" ".join(m.name.words) for m in found if m.label in {"organisation", "place"}}
    found = [shrink(mention, known, surnames, others) for mention in found]
    return in_marks(text, merge(found, again(text, found)))


def in_marks(text: str, found: list[Mention]) -> list[Mention]:
    """Note which mentions stand in a paragraph after an odd number of quotation marks."""
    marked, place, marks = [], 0, 0
    for mention in found:
        between = text[place : mention.span.start]
        _, newline, tail = between.rpartition("\n")
        marks = (0 if newline else marks) + len(MARKS.findall(tail if newline else between))
        place = mention.span.start
        marked.append(replace(mention, quoted=marks % 2 == 1))
    return marked


def pieces(ent: Tokens, text: str) -> Iterator[Mention]:
    """What is left of a recognised entity when all that is not the name is cut away."""
    label = LABELS[ent.label_]
    heading = in_heading(text, ent.end_char)
    stops = [Span(ent.start_char, ent.start_char)]
    stops += [Span(*m.span()) for m in BREAK.finditer(text, ent.start_char, ent.end_char)]
    stops.append(Span(ent.end_char, ent.end_char))
    for left, right in pairwise(stops):
        piece = Span(left.end, right.start)
        owned = left.end > left.start and text[left.start] in "'’"
        full = is_full(piece.cut(text)) if owned else has_first_name(piece.cut(text))
        kind: EntityLabel = "person" if full else label
        mention = trim(ent, text, piece, kind)
        if mention:
            yield replace(mention, headline=heading)


def is_full(text: str) -> bool:
    """Whether a text looks like first name and surname."""
    words = text.split()
    return (
        len(words) == 2
        and all(word[0].isupper() for word in words)
        and not words[1].isupper()
        and fold(words[1]) not in table("roles")
    )


def has_first_name(text: str) -> bool:
    """Whether a text is a common first name and a surname."""
    return is_full(text) and fold(text.split()[0]) in table("firstnames")


def in_heading(text: str, end: int) -> bool:
    """Whether the line goes on after a place without a full stop at its end."""
    line, newline, _ = text[end : end + HEADING].partition("\n")
    line = line.rstrip()
    return bool(line and newline) and line[-1] not in ".?!:;,\"”’'"


def trim(ent: Tokens, text: str, piece: Span, label: EntityLabel) -> Mention | None:
    """Cut articles, titles, times and possessives from the ends of a piece."""
    words = [Span(*m.span()) for m in WORD.finditer(text, piece.start, piece.end)]
    if label == "person":
        words = only_name(ent, text, words)
    while words and words[0].cut(text).casefold() in {"the", "a", "an", "am", "pm"}:
        words.pop(0)
    title: list[str] = []
    while label == "person" and len(words) > 1 and fold(words[0].cut(text)) in table("titles"):
        title.append(fold(words.pop(0).cut(text)))
    if not words:
        return None
    end = words[-1].end if label == "person" else max(words[-1].end, piece.end)
    span = strip_end(Span(words[0].start, end), text)
    if label == "person" and not title:
        title = titles_before(text, span.start)
    cut = span.cut(text)
    pronoun = cut.casefold() in table("pronouns") and not (len(cut) > 1 and cut.isupper())
    if not cut or pronoun or GLUED.search(cut):
        return None
    return Mention(span, " ".join(span.cut(text).split()), label, " ".join(title))


def only_name(ent: Tokens, text: str, words: list[Span]) -> list[Span]:
    """The first run of words that can belong to a person's name."""
    kept: list[Span] = []
    tags = {token.idx: token.pos_ for token in ent}
    for word in words:
        cut = word.cut(text)
        fits = cut[0].isupper() or (kept and cut.split("-")[0] in PARTICLES)
        if fits and tags.get(word.start) not in NOT_IN_NAMES:
            kept.append(word)
        elif kept:
            break
    return kept


def strip_end(span: Span, text: str) -> Span:
    """A span without possessive and punctuation at its end; the dots of "U.S." stay."""
    cut = re.sub(r"(?:['’]s?|[\s,;:“”‘\"]+|(?<=\w\w)\.)+$", "", span.cut(text))
    return Span(span.start, span.start + len(cut))


def titles_before(text: str, start: int) -> list[str]:
    """The titles that stand directly before a place in the text."""
    found: list[str] = []
    for word in reversed(text[max(0, start - 40) : start].split()):
        if fold(word) not in table("titles") or word[-1] in ",;:" or not word[0].isupper():
            break
        found.insert(0, fold(word))
    return found


def whole_names(text: str, found: list[Mention]) -> list[Mention]:
    """First name and surname joined where the recogniser took them for two people."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last and last.label == mention.label == "person" and not mention.title:
            span = Span(last.span.start, mention.span.end)
            if is_full(span.cut(text)) and text[last.span.end] == " ":
                joined[-1] = replace(last, span=span, text=span.cut(text))
                continue
        joined.append(mention)
    return joined


def merge(first: Iterable[Mention], second: Iterable[Mention]) -> list[Mention]:
    """Both in the order of the text; where two touch, the first unless the second holds it."""
    taken = sorted(first, key=lambda mention: mention.span)
    ends = [mention.span.end for mention in taken]
    new, lost = [], set()
    for mention in second:
        place = bisect_right(ends, mention.span.start)
        touched = []
        while place < len(taken) and taken[place].span.start < mention.span.end:
            touched.append(place)
            place += 1
        if all(holds(mention.span, taken[index].span) for index in touched):
            new.append(mention)
            lost.update(touched)
    kept = [mention for index, mention in enumerate(taken) if index not in lost]
    return sorted([*kept, *new], key=lambda mention: mention.span)


def holds(outer: Span, inner: Span) -> bool:
    """Whether a span is longer than another and covers it."""
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def surname_first(text: str, found: list[Mention]) -> list[Mention]:
    """Names written as “Surname, Name”, in lists or where “Name Surname” is known."""
    spans = {m.start(1): m for m in SURNAME_FIRST.finditer(text)}
    known = {mention.name.words for mention in found}
    for m in re.finditer(r"\b(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))", text):
        if (fold(m[3]), fold(m[2])) in known:
            spans[m.start(1)] = m
    return [Mention(Span(*m.span(1)), f"{m[3]} {m[2]}", "person") for m in spans.values()]


def titled(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Names that only the title before them shows to be names: “Mr Falk”."""
    words = list(WORD.finditer(text))
    ends = [mention.span.end for mention in found]
    for left, right in pairwise(words):
        if not left[0][0].isupper() or fold(left[0]) not in table("titles"):
            continue
        between = text[left.end() : right.start()]
        if between not in {" ", ". "} or not right[0][0].isupper():
            continue
        place = bisect_right(ends, right.start())
        if fold(right[0]) in table("roles") or fold(right[0]) in table("titles"):
            continue
        if place < len(found) and found[place].span.start <= right.start():
            continue
        span = strip_end(Span(*right.span()), text)
        yield Mention(span, span.cut(text), "person", fold(left[0]))


def passed_over(doc: Doc, text: str) -> Iterator[Mention]:
    """First names with a surname that the recogniser did not see, or only half of."""
    proper = doc.vocab.strings["PROPN"]
    rows = doc.to_array([POS, IDX, LENGTH]).tolist()
    for (pos, start, size), after in pairwise(rows):
        if pos != proper or after[0] != proper or after[1] != start + size + 1:
            continue
        span = Span(int(start), int(after[1] + after[2]))
        if has_first_name(span.cut(text)):
            title = " ".join(titles_before(text, span.start))
            yield Mention(span, span.cut(text), "person", title)


def in_caps(text: str) -> Iterator[Mention]:
    """The labels of a transcript: “ELSA VINT, harbour master:”."""
    for m in LABEL_IN_CAPS.finditer(text):
        words = m[1].split()
        if not NO_SPEAKERS & {fold(word) for word in words} and len(m[1]) > 2:
            yield Mention(Span(*m.span(1)), m[1].title(), "person")


def full_names(found: list[Mention]) -> Counter[tuple[str, ...]]:
    """How often each name of two or more words stands in running text."""
    return Counter(
        mention.name.words
        for mention in found
        if mention.label == "person" and not mention.headline and len(mention.name.words) > 1
    )


def shrink(
    mention: Mention, known: Counter[tuple[str, ...]], surnames: set[str], others: set[str]
) -> Mention:
    """A person's mention without words before or after the name that were taken for part of it.

    ``known`` are full names with how often they stand in running text, ``others`` the names of
    organisations and places.
    """
    words = mention.name.words
    if mention.label != "person" or len(words) < 2:
        return mention
    sizes = range(len(words) - 1, 1, -1)
    options = [(at, size) for size in sizes for at in range(len(words) - size + 1)]
    best = next((o for o in options if known[words[o[0] : o[0] + o[1]]] > known[words]), None)
    if not best and len(words) > 2 and " ".join(words[:-1]) in others and words[-1] in surnames:
        best = (len(words) - 1, 1)
    if not best and words[0] in surnames and words[0] not in table("firstnames"):
        best = (0, 1)
    if not best and mention.headline and not known[words] and words[-1] in surnames:
        best = (len(words) - 1, 1)
    return cut_words(mention, *best) if best else mention


def cut_words(mention: Mention, at: int, size: int) -> Mention:
    """The mention with only some of its words."""
    offset = len(mention.text.split()) - len(mention.name.words)
    places = [m.span() for m in re.finditer(r"\S+", mention.text)][offset:][at : at + size]
    if not places or len(mention.text) != mention.span.end - mention.span.start:
        return mention
    start, end = places[0][0], places[-1][1]
    span = Span(mention.span.start + start, mention.span.start + end)
    return replace(mention, span=span, text=mention.text[start:end])


def again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Full names and surnames of known people where the recogniser passed them over."""
    people = {m.name.words: m.name for m in found if m.label == "person" and len(m.name.words) > 1}
    forms = set(people) | {(words[-1],) for words in people}
    longest = max(map(len, forms), default=0)
    words = [m for m in WORD.finditer(text) if m[0][0].isupper() or m[0].split("-")[0] in PARTICLES]
    folded = [fold(m[0]) for m in words]
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next(
            (s for s in sizes if fits(text, words[at : at + s], folded[at : at + s], forms)), 0
        )
        if size:
            span = strip_end(Span(words[at].start(), words[at + size - 1].end()), text)
            title = " ".join(titles_before(text, span.start))
            yield Mention(span, " ".join(span.cut(text).split()), "person", title)
        at += size or 1


def fits(
    text: str, words: list[re.Match[str]], folded: list[str], forms: set[tuple[str, ...]]
) -> bool:
    """Whether words that stand side by side are one of the forms of known names."""
    if tuple(folded) not in forms or not words[0][0][0].isupper():
        return False
    gaps = (text[a.end() : b.start()] for a, b in pairwise(words))
    return all(gap.strip() in {"", "."} and "\n" not in gap for gap in gaps)


def inside(spans: list[Span], span: Span) -> int | None:
    """The index of the span, out of sorted ones, that touches another; None if none does."""
    place = bisect_left(spans, (span.start,))
    for index in (place - 1, place):
        if 0 <= index < len(spans) and spans[index].touches(span):
            return index
    return None


def is_suffix(word: str) -> bool:
    """Whether a word is the end of a name that is no surname: “Jr.”."""
    return fold(word) in SUFFIXES
