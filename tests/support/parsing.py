"""Parse texts with the real pipeline, which is loaded once for all tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest

from spacy.tokens import Doc

from index.annotate.entities.extractor import find_entities
from index.annotate.pipeline import EnglishAnnotator
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.extractor import find_attributions
from index.annotate.speakers.resolver import resolve_speakers
from index.article import Article, Entity, Quote, Span

annotator = cache(EnglishAnnotator)
TAG = re.compile(r"<(/?)([qsc])>")


def parse(text: str) -> Doc:
    """Parse one text."""
    return annotator().parse(text)


def attributions(text: str) -> list[Attribution]:
    """Return the attributions of a text, before speakers are resolved."""
    return find_attributions(parse(text))


def cut(text: str, spans: Iterable[Span]) -> str:
    """Cut spans out of a text."""
    return " … ".join(span.cut(text) for span in spans)


def contents_and_mentions(text: str) -> list[tuple[str, str]]:
    """Return content and source mention of each quote of a text."""
    return [(cut(text, a.content), cut(text, a.mention)) for a in attributions(text)]


def entities(text: str) -> tuple[Entity, ...]:
    """Return the entities of a text."""
    return find_entities(parse(text))


def parse_tags(text: str) -> tuple[str, list[Attribution]]:
    """Return a text without its tags, and the attributions that they mark.

    The first ``<q>content</q>`` belongs to the first ``<s>source mention</s>`` and the first
    ``<c>cue</c>``, and so on; an empty ``<s></s>`` stands for no source mention.
    """
    plain, spans, opened, last = "", {"q": [], "s": [], "c": []}, 0, 0
    for tag in TAG.finditer(text):
        plain += text[last : tag.start()]
        last = tag.end()
        if tag[1]:
            spans[tag[2]].append(Span(opened, len(plain)))
        else:
            opened = len(plain)
    plain += text[last:]
    assert len(spans["q"]) == len(spans["s"]), "each content needs a source"
    return plain, [
        Attribution(
            content=(content,),
            kind="direct" if content.cut(plain)[0] in "“\"'‘" else "indirect",
            mention=(source,) if source.start < source.end else (),
            cue=(cue,) if cue else (),
        )
        for content, source, cue in zip_longest(spans["q"], spans["s"], spans["c"])
    ]


def resolve_tagged(text: str) -> tuple[Quote, ...]:
    """Return the quotes of a tagged text, with speakers."""
    plain, found = parse_tags(text)
    doc = parse(plain)
    return resolve_speakers(doc, find_entities(doc), found)


def speakers(text: str) -> list[str | None]:
    """Return the speaker of each quote of a tagged text; None if unknown."""
    return [quote.speaker for quote in resolve_tagged(text)]


def quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotes that a reader of an article sees."""
    ((_, annotation),) = annotator().annotate([Article(title="", text=text)])
    return annotation.quotes


def shown_quotes(text: str) -> list[tuple[str, str | None]]:
    """Return words and speaker of each quote that a reader of an article sees."""
    return [(quote.cut(text), quote.speaker) for quote in quotes(text)]


def people_and_speakers(text: str) -> tuple[list[str], list[str | None]]:
    """Return the people of a text, and the speaker of each quote that a reader sees."""
    ((_, annotation),) = annotator().annotate([Article(title="", text=text)])
    people = [entity.name for entity in annotation.entities if entity.label == "person"]
    return people, [quote.speaker for quote in annotation.quotes]


def speakers_of_words(text: str, words: str) -> str:
    """Return who is named as the speaker of the quotes that contain some words, or ""."""
    found = (quote.speaker for quote in quotes(text) if quote.named and words in quote.cut(text))
    return "; ".join(dict.fromkeys(map(str, found)))
