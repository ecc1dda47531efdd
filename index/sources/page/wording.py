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
MAX_ASK = 4  # words at the start of a sentence among which an imperative is
QUOTATION = re.compile(r"[“”„«»\"]")
AGENCY = (
    r"getty|imago|picture alliance|shutterstock|reuters|afp|dpa|ritzau|scanpix|keystone|unsplash"
    r"|istock|epa|zuma|alamy"
)
CREDIT = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,4}/){1,4}[A-ZÀ-Þ][\w.]*(?: \w+){0,3}"
    rf"|.{{0,80}}\b(?i:{AGENCY})(?i: images)?[)\]]?"
)
POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/|^\s*[—–-].{1,80}\(@\w+\)")
DURATION = re.compile(
    r"\|\s*\d{1,2}:\d{2}\s*min\W*$"
    r"|^\W*\d{1,3}\s*-?(?:min(?:ut[a-z]*)?)\.?\W*(?:read|lesezeit|lesedauer|de lecture|de lectura"
    r"|di lettura|de leitura|leestijd|læsetid|lästid)\W*$",
    re.I,
)
BY = re.compile(r"^(?:by|von|par|por|di|door|af|av|texte?|text)\s*:?\s+", re.I)
ADDRESS = re.compile(r"\S+@\S+\.\w+")
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[.!?:–—]\s+")


def has_other_words(block: Block) -> bool:
    """Return whether its words give a block away: a label, a link, a plea, a credit, a post."""
    if not block.key or block.key in _lines():
        return True
    if POST.search(block.text) or DURATION.search(block.text):
        return True
    if len(block.text) <= MAX_CREDIT and block.kind != "heading" and CREDIT.fullmatch(block.text):
        return True
    text = " ".join(block.text.casefold().split())
    return len(text) <= MAX_SHORT and (
        _begins(text) or text.rstrip(".! ").endswith(tuple(phrases("end"))) or _is_plea(text)
    )


def is_byline(block: Block, authors: Sequence[str]) -> bool:
    """Return whether a block is a line with the authors alone."""
    names = [folded(name) for name in authors]
    text = BY.sub("", block.text, count=1)
    if len(text) < len(block.text) <= MAX_BYLINE and not block.is_sentence:
        return any(folded(text).startswith(name) for name in names)
    return bool(names) and block.key in (*names, "".join(names))


@cache
def _lines() -> frozenset[str]:
    return frozenset(map(folded, phrases("line")))


def _begins(text: str) -> bool:
    """Return whether a text begins with a phrase, and not only with a longer word."""
    return any(
        text.startswith(phrase) and not (phrase[-1].isalnum() and text[len(phrase) :][:1].isalnum())
        for phrase in phrases("start")
    )


def _is_plea(text: str) -> bool:
    """Return whether a text asks the reader to take something: “Get our app.”."""
    words = f" {' '.join(WORD.findall(text))} " + ("address " if ADDRESS.search(text) else "")
    if QUOTATION.search(text) or not any(f" {word} " in words for word in phrases("plea")):
        return False
    starts = (" ".join(WORD.findall(part)[:MAX_ASK]) for part in SENTENCE.split(text))
    return any(f" {word} " in f" {start} " for start in starts for word in phrases("ask"))
