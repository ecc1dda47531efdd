"""The components that spaCy runs over a whole article once its paragraphs are parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from index.annotate.entities.entities import find_entities
from index.annotate.quotes.extractor import find_quotes
from index.annotate.speakers.resolver import resolve

if TYPE_CHECKING:
    from spacy.vocab import Vocab

for _name in ("entities", "found", "quotes"):
    Doc.set_extension(_name, default=(), force=True)


@Language.component("article_entities", requires=["doc.ents"], assigns=["doc._.entities"])
def mark_entities(doc: Doc) -> Doc:
    """Join the names that the recogniser found into ``doc._.entities``."""
    doc._.entities = find_entities(doc)
    return doc


@Language.component(
    "article_quotes",
    requires=["token.tag", "token.pos", "token.dep", "token.head", "token.ent_type"],
    assigns=["doc._.found", "doc.spans"],
)
def mark_quotes(doc: Doc) -> Doc:
    """Find the quotes: ``doc._.found``, their contents also in ``doc.spans["quotes"]``."""
    doc._.found = find_quotes(doc)
    spans = [span for one in doc._.found for span in one.content]
    marked = (
        doc.char_span(span.start, span.end, label="quote", alignment_mode="expand")
        for span in spans
    )
    doc.spans["quotes"] = [span for span in marked if span is not None]
    return doc


@Language.component(
    "article_speakers", requires=["doc._.entities", "doc._.found"], assigns=["doc._.quotes"]
)
def mark_speakers(doc: Doc) -> Doc:
    """Give the quotes their speakers: ``doc._.quotes``."""
    doc._.quotes = resolve(doc, doc._.entities, doc._.found)
    return doc


def article_pipeline(vocab: Vocab) -> Language:
    """The pipeline of these components, for docs that are parsed already."""
    pipeline = spacy.blank("en", vocab=vocab)
    for name in ("article_entities", "article_quotes", "article_speakers"):
        pipeline.add_pipe(name)
    return pipeline
