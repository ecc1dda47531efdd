"""Where names stand in a text: what the recogniser found, mended, and what it passed over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.annotate.entities.mention import (
    WORD,
    Mention,
    has_first_name,
    is_full,
    merge,
    strip_end,
    titles_before,
)
from index.annotate.entities.missed_names import again, in_caps, passed_over, surname_first, titled
from index.annotate.entities.person_names import fold
from index.annotate.lexicon.tables import small, table
from index.article import EntityLabel, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

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

MARKS = re.compile(r"[“”\"«»„]|''")
BREAK = re.compile(r"(?<!\s)\s*\n\s*|[\[\](){}|/]|(?<=\w)['’]s?\s+(?=[A-Z])")
MAX_WORDS = 20  # of a name; more make a list, whose parts are too many to be tried
HEADING = 160  # no longer is what comes after a name in a headline
GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z][a-z]")
CAPITAL = r"[A-Z][\w’'-]+"
# Two names with a comma between them, of which the second is a person's.
APPOSED = re.compile(
    rf"{CAPITAL}(?: {CAPITAL}){{0,2}}(?P<comma>, )"
    rf"(?P<given>{CAPITAL}) (?:[A-Z]\. |{CAPITAL} )?(?P<last>{CAPITAL})"
)
LEADING_TO_PLACE = re.compile(r"(?P<noun>[\w-]+) (?:of|in|for|from|at|near) (?:the )?$")
# What no name of a person has in it.
NOT_IN_NAMES = {"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT"}


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
    comma, before = apposed(ent, text)
    stops = [Span(ent.start_char, ent.start_char), *comma]
    stops += [Span(*m.span()) for m in BREAK.finditer(text, ent.start_char, ent.end_char)]
    stops.append(Span(ent.end_char, ent.end_char))
    stops.sort()
    for left, right in pairwise(stops):
        piece = Span(left.end, right.start)
        owned = left.end > left.start and text[left.start] in "'’"
        full = is_full(piece.cut(text)) if owned else has_first_name(piece.cut(text))
        kind: EntityLabel = "person" if full or left in comma else label
        if before and right in comma:
            kind = before
        mention = trim(ent, text, piece, kind)
        if mention:
            yield replace(mention, headline=heading)


def apposed(ent: Tokens, text: str) -> tuple[list[Span], EntityLabel | None]:
    """The comma between two names that were taken for one, and what else the first is.

    So it is in “the mayor of Ostley, Wendy Marchbank”: what “of” leads to is a place. The person
    has a common first name, or else stands between commas after an office.
    """
    match = APPOSED.match(text, ent.start_char, ent.end_char)
    if not match or match.end() < ent.end_char or fold(match["last"]) in small("generic"):
        return [], None
    led = LEADING_TO_PLACE.search(text[max(0, ent.start_char - 40) : ent.start_char])
    called = (
        led
        and table("roles").get(fold(led["noun"]), ("",))[0] in {"office", "trade", "person"}
        and ent.label_ in {"ORG", "PERSON"}
        and text[ent.end_char : ent.end_char + 1] == ","
        and fold(match["given"]) not in small("region")
    )
    if not called and fold(match["given"]) not in table("firstnames"):
        return [], None
    return [Span(*match.span("comma"))], "place" if led else None


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
    while words and words[0].cut(text).casefold() in small("before"):
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
        fits = cut[0].isupper() or (kept and cut.split("-")[0] in small("particle"))
        if fits and tags.get(word.start) not in NOT_IN_NAMES:
            kept.append(word)
        elif kept:
            break
    return kept


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
    if mention.label != "person" or not 1 < len(words) <= MAX_WORDS:
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
