"""Tell the parts of a page that are not its article by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.sources.page.blocks import Block
from index.sources.page.metadata import folded
from index.sources.page.phrases import phrases

MAX_SHORT = 400  # characters of a block that its words alone can remove
MAX_CREDIT = 100
MAX_BYLINE = 80
MAX_NOTICE = 500
QUOTATION = re.compile(r"[“”„«»\"]")
AGENCY = (
    r"getty|imago|picture alliance|shutterstock|reuters|afp|dpa|ritzau|scanpix|keystone|unsplash"
    r"|istock|epa|zuma|alamy"
)
CREDIT = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,4}/){1,4}[A-ZÀ-Þ][\w.]*(?: \w+){0,3}"
    rf"|.{{0,80}}\b(?i:{AGENCY})(?i: images)?[)\]]?"
)
# “The ferry at Torp (AFP / Ida Roe)”, also after a sentence.
PICTURE_CREDIT = re.compile(
    rf"\((?:[^()]{{0,60}}/ ?)?\b(?i:{AGENCY})(?i: images)?(?: ?/[^()]{{1,60}})?\)\W*$"
)
DISPATCH = re.compile(
    r"\((?:reuters|afp|dpa|ritzau)\)\s*$", re.I
)  # it wrote the sentence before it
POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/|^\s*[—–-].{1,80}\(@\w+\)")
DURATION = re.compile(
    r"\|\s*\d{1,2}:\d{2}\s*min\W*$"
    r"|^\W*\d{1,3}\s*-?(?:min(?:ut[a-z]*)?)\.?\W*(?:read|lesezeit|lesedauer|de lecture|de lectura"
    r"|di lettura|de leitura|leestijd|læsetid|lästid)\W*$",
    re.I,
)
BY = re.compile(r"^(?:by|von|par|por|di|door|af|av|texte?|text)\s*:?\s+", re.I)
ADDRESS = re.compile(r"\S+@\S+\.\w+")
THOUGHTS = re.compile(r"(?:\d+|one) (?:thoughts?|responses?|repl(?:y|ies)|comments?) (?:on|to)\b")
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[.!?:–—]\s+")
OPENER = re.compile(
    r"^(?:(?:please|just|now|then|also|simply|you (?:must|can)|don t forget to|bitte|dann|jetzt|"
    r"hier|veuillez|por favor) )+"
)
# The German “Sie” to readers; at the start of a sentence it may mean others.
POLITE = re.compile(r"(?:[a-zäöüß],?|^\w+en) (?:Sie|Ihnen|Ihre?[nmrs]?)\b")
BIOGRAPHY = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]+ ){1,4}(?:is|works|writes|covers|reports|ist|arbeitet|schreibt|berichtet"
    r"|est|es|è)\b.*\b(?i:reporter|editor|correspondent|columnist|writer|journalist|contributor"
    r"|author|newsroom|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|journaliste|periodista"
    r"|giornalista)\b",
    re.S,
)


def has_other_words(block: Block) -> bool:
    """Return whether its words give a block away: a label, a link, a plea, a credit, a post."""
    if not block.key or block.key in _lines():
        return True
    if POST.search(block.text) or DURATION.search(block.text):
        return True
    if len(block.text) <= MAX_CREDIT and block.kind != "heading" and CREDIT.fullmatch(block.text):
        return not (block.is_sentence and DISPATCH.search(block.text))
    text = " ".join(block.text.casefold().split())
    if "/" in text and len(text) <= MAX_SHORT and PICTURE_CREDIT.search(block.text):
        return True
    return len(text) <= MAX_SHORT and (
        _begins(text) or text.rstrip(".! ").endswith(tuple(phrases("end"))) or _is_plea(text)
    )


def leads_away(block: Block) -> bool:
    """Return whether a block is a heading of other articles, of comments or of an offer.

    “14 comments”, “More from Lindo”, “Sign up for our newsletter”.
    """
    if block.kind != "heading":
        return False
    text = " ".join(block.text.casefold().split())
    letters = "".join(filter(str.isalpha, block.key))
    return (
        letters in _other_headings()
        or _begins(text)
        or _is_plea(text)
        or bool(THOUGHTS.match(text))
    )


def is_notice(text: str) -> bool:
    """Return whether a paragraph has the form of a plea, a notice or a biography of an author.

    Articles have such paragraphs too: one that only a single page has may be part of it.
    """
    if len(text) > MAX_NOTICE or QUOTATION.search(text):
        return False
    words = f" {' '.join(WORD.findall(text.casefold()))} "
    if _has(words, "reader") or POLITE.search(text):
        return _has(words, "ask") or _has(words, "plea")
    is_about_page = any(words.startswith(f" {phrase} ") for phrase in phrases("page"))
    return is_about_page or BIOGRAPHY.match(text) is not None or _is_plea(text.casefold())


def is_byline(block: Block, authors: Sequence[str]) -> bool:
    """Return whether a block is a line with the authors alone."""
    names = [folded(name) for name in authors]
    text = BY.sub("", block.text, count=1)
    if len(text) < len(block.text) <= MAX_BYLINE and not block.is_sentence:
        return any(folded(text).startswith(name) for name in names)
    return bool(names) and block.key in (*names, "".join(names))


@cache
def _lines() -> frozenset[str]:
    return frozenset(map(folded, phrases("line"))) | _other_headings()


@cache
def _other_headings() -> frozenset[str]:
    return frozenset(map(folded, phrases("other")))


def _begins(text: str) -> bool:
    """Return whether a text begins with a phrase, and not only with a longer word."""
    return any(
        text.startswith(phrase) and not (phrase[-1].isalnum() and text[len(phrase) :][:1].isalnum())
        for phrase in phrases("start")
    )


def _is_plea(text: str) -> bool:
    """Return whether a text asks the reader to take something: “Get our app.”."""
    words = f" {' '.join(WORD.findall(text))} " + ("address " if ADDRESS.search(text) else "")
    if QUOTATION.search(text) or not _has(words, "plea"):
        return False
    starts = (OPENER.sub("", " ".join(WORD.findall(part)) + " ") for part in SENTENCE.split(text))
    return any(start.startswith(f"{word} ") for start in starts for word in phrases("ask"))


def _has(words: str, kind: str) -> bool:
    """Return whether words, with a space around each, contain a phrase of a kind."""
    single, longer = _phrases_by_length(kind)
    return not single.isdisjoint(words.split()) or any(f" {phrase} " in words for phrase in longer)


@cache
def _phrases_by_length(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the phrases of a single word, and the others."""
    longer = frozenset(phrase for phrase in phrases(kind) if " " in phrase)
    return phrases(kind) - longer, longer
