"""The spaCy components that run on a whole article after its paragraphs are parsed."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from index.annotate.entities.extractor import find_entities
from index.annotate.quotes.extractor import find_attributions
from index.annotate.speakers.resolver import resolve_speakers

for _name in ("entities", "attributions", "quotes"):
    Doc.set_extension(_name, default=(), force=True)


@Language.component("article_entities", requires=["doc.ents"], assigns=["doc._.entities"])
def set_entities(doc: Doc) -> Doc:
    """Set ``doc._.entities`` from the names that the recogniser found."""
    doc._.entities = find_entities(doc)
    return doc


@Language.component(
    "article_quotes",
    requires=["token.tag", "token.pos", "token.dep", "token.head", "token.ent_type"],
    assigns=["doc._.attributions", "doc.spans"],
)
def set_attributions(doc: Doc) -> Doc:
    """Set ``doc._.attributions``, and their contents in ``doc.spans["quotes"]``."""
    doc._.attributions = find_attributions(doc)
    contents = (
        doc.char_span(span.start, span.end, label="quote", alignment_mode="expand")
        for attribution in doc._.attributions
        for span in attribution.content
    )
    doc.spans["quotes"] = [span for span in contents if span is not None]
    return doc


@Language.component(
    "article_speakers", requires=["doc._.entities", "doc._.attributions"], assigns=["doc._.quotes"]
)
def set_quotes(doc: Doc) -> Doc:
    """Set ``doc._.quotes``: the attributions with their speakers.

    Quoted words that no cue claims and that are nobody's speech are dropped from both.
    """
    quotes = resolve_speakers(doc, doc._.entities, doc._.attributions)
    pairs = list(zip(doc._.attributions, quotes, strict=True))
    pairs = [(a, q) for a, q in pairs if a.is_report or a.kind != "direct" or q.speakers]
    doc._.attributions = [attribution for attribution, _ in pairs]
    doc._.quotes = tuple(quote for _, quote in pairs)
    return doc


def article_pipeline(vocab: Vocab) -> Language:
    """Return a pipeline of these components for docs that are already parsed."""
    pipeline = spacy.blank("en", vocab=vocab)
    for name in ("article_entities", "article_quotes", "article_speakers"):
        pipeline.add_pipe(name)
    return pipeline
