"""Texts parsed by the real pipeline, which is loaded once for all tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest

from spacy.tokens import Doc

from index.annotate.entities.entities import find_entities
from index.annotate.pipeline import EnglishAnnotator
from index.annotate.quotes.attribution import Found
from index.annotate.quotes.extractor import find_quotes
from index.annotate.speakers.resolver import resolve
from index.article import Entity, Quote, Span

annotator = cache(EnglishAnnotator)
MARK = re.compile(r"<(/?)([qsc])>")


def parse(text: str) -> Doc:
    """One text, parsed."""
    return annotator().parse(text)


def found_in(text: str) -> list[Found]:
    """The quotes of a text, before anybody is resolved."""
    return find_quotes(parse(text))


def cut(text: str, spans: Iterable[Span]) -> str:
    """Spans cut out of a text."""
    return " … ".join(span.cut(text) for span in spans)


def rows_of(text: str) -> list[tuple[str, str]]:
    """The content and the words of the source of each quote of a text."""
    return [(cut(text, one.content), cut(text, one.mention)) for one in found_in(text)]


def entities(text: str) -> tuple[Entity, ...]:
    """The entities of a text."""
    return find_entities(parse(text))


def marked(text: str) -> tuple[str, list[Found]]:
    """A text without its tags, and what they mark.

    The first ``<q>content</q>`` goes with the first ``<s>source</s>``, the second with the
    second; an empty ``<s></s>`` stands for no source. So do the cues, ``<c>said</c>``.
    """
    plain, spans, opened, last = "", {"q": [], "s": [], "c": []}, 0, 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        last = mark.end()
        if mark[1]:
            spans[mark[2]].append(Span(opened, len(plain)))
        else:
            opened = len(plain)
    plain += text[last:]
    assert len(spans["q"]) == len(spans["s"]), "each content needs a source"
    return plain, [
        Found(
            content=(content,),
            kind="direct" if content.cut(plain)[0] in "“\"'‘" else "indirect",
            mention=(source,) if source.start < source.end else (),
            cue=(cue,) if cue else (),
        )
        for content, source, cue in zip_longest(spans["q"], spans["s"], spans["c"])
    ]


def resolved(text: str) -> tuple[Quote, ...]:
    """The quotes of a text with tags, resolved."""
    plain, found = marked(text)
    doc = parse(plain)
    return resolve(doc, find_entities(doc), found)


def speakers(text: str) -> list[str | None]:
    """Who speaks in each quote of a text with tags; None where that is unknown."""
    return [quote.speaker for quote in resolved(text)]
