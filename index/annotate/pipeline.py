"""The English annotator: parse articles with spaCy, then find entities, quotes and speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from index.annotate.foreign import annotate_foreign, is_english
from index.annotate.models import Models
from index.article import Annotation, Article, Quote, Span
from index.gc_control import iterate_with_gc_paused

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from index.annotate.quotes.attribution import Attribution

Context = TypeVar("Context")
MAX_CHUNK_SIZE = 5_000  # characters parsed at once; larger chunks are not parsed any better
MIN_INDIRECT_WORDS = 3
MIN_SPEECH_WORDS = 6  # in quotation marks, of a mixed quote without a speaker
QUOTED = re.compile(r"[“\"«„‘'][^”\"»’]*")
QUOTATION_MARKS = "“\"«„‘'"
BATCH_SIZE = 40_000  # characters parsed together; each takes 3 KB of memory
# The tokenizer takes quadratic time for characters without a space between them.
UNBROKEN_RUN = re.compile(r"\S{200}(?=\S)")
# Each mark would be a token, in a file that holds little else; they quote nothing.
RUN_OF_MARKS = re.compile("(?:[\"'“”‘’«»„][^\\S\n]*){5,}")
# Marks that are written otherwise for the model; the offsets stay the same.
RARE_MARKS = str.maketrans({"＂": '"', "‟": "“", "‑": "-"})  # the last is a hyphen
DOUBLE_PRIME = re.compile(r"(?<!\d)″")  # after a digit it means inches or seconds
END_AFTER_X = re.compile(r"(?<=\bon X)\.(?=[\s”\"’']|$)")  # it takes “X.” for an initial
LOW_COMMAS = re.compile(r"(?<!\S),,(?=\w)")
# “…” and "" quote nothing; [1], ¹ and a number after a closing mark are those of footnotes.
NO_WORDS = re.compile(
    r"“[\s…]*”|«[\s…]*»|(?<!\S)\"\"(?!\S)"
    r"|(?<=[”\"’».!?,])(?:\[\d{1,3}\]|[¹²³⁰-⁹]+)|(?<=”)\d{1,2}(?= )"
)
# “OSTLEY, Norland, March 6 (Wire) — ”: a town in capitals, or one with a date or an agency.
DATELINE = re.compile(
    r"""\s*
    (?:[A-Z][A-Z.’'-]+(?:\ [A-Z][A-Z.’'-]+){0,3}
      |(?=[^—–\n]{3,60}[\d)]\ *[—–-])[A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){0,3})
    (?:,\ [A-Z\d][\w.]*(?:\ [A-Z\d][\w.]*){0,2}){0,3}
    (?:\ \([^)\n]{2,30}\))?
    \s*(?:—|–|--|(?<=\s)-(?=\s))\s*(?=[A-Z\d“"‘'])""",
    re.VERBOSE,
)
# It finds more names with straight ones. Some keyboards write “Holm‘s” and “Holm´s”.
APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)|(?<=[^\W\d_])[‘´`](?=(?:[sdm]|t|ll|re|ve)\b)")


class EnglishAnnotator:
    """Find entities and quotes in English articles; the model is loaded on first use.

    Articles in other languages get quotes without speakers, and the names found by the pipeline
    for other languages, if there is one.
    """

    def __init__(self, models: Models | None = None, *, keep_uninformative: bool = False) -> None:
        """``keep_uninformative`` keeps the quotes that ``is_informative`` rejects."""
        self._models = models or Models()
        self._keep_uninformative = keep_uninformative

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article with its annotation, in order."""
        return iterate_with_gc_paused(self._annotate(articles))

    def _annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for english, group in groupby(articles, key=lambda article: self._is_english(article)):
            if not english:
                yield from ((article, self._annotate_foreign(article.text)) for article in group)
                continue
            for article, parsed in self._parse_articles(group):
                doc = self._article_pipeline(parsed)
                quotes = doc._.quotes if self._keep_uninformative else informative_quotes(doc)
                yield article, Annotation(doc._.entities, quotes, annotated_by=self._english_id)

    def _is_english(self, article: Article) -> bool:
        return is_english(article.text, self.nlp.Defaults.stop_words)

    def _annotate_foreign(self, text: str) -> Annotation:
        names = [
            (ent.text, ent.label_, Span(start + ent.start_char, start + ent.end_char))
            for start, chunk in _with_offsets(split_text(text) if self._models.other else ())
            for ent in self._other_nlp(chunk).ents
        ]
        return annotate_foreign(text, names)._replace(annotated_by=self._other_id)

    @cached_property
    def _english_id(self) -> str:
        return self._models.annotated_by()

    @cached_property
    def _other_id(self) -> str:
        return self._models.annotated_by(english=False)

    @cached_property
    def _other_nlp(self) -> Language:
        from index.annotate.loading import load  # with spaCy, 0.7 s

        return load(self._models.other)

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline for English."""
        from index.annotate.loading import load_english  # with spaCy, 0.7 s

        return load_english(self._models.english_pipeline)

    @cached_property
    def _article_pipeline(self) -> Language:
        from index.annotate.components import article_pipeline  # with spaCy, 0.7 s

        return article_pipeline(self.nlp.vocab)

    def parse(self, text: str) -> Doc:
        """Parse one text, paragraph by paragraph."""
        return self._join(
            [doc for doc, _ in self._parse_batches((c, None) for c in split_english(text))]
        )

    def _parse_articles(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
        chunks = (
            (chunk, (article, is_last))
            for article in articles
            for chunk, is_last in _with_last_flag(split_english(article.text))
        )
        docs: list[Doc] = []
        for doc, (article, is_last) in self._parse_batches(chunks):
            docs.append(doc)
            if is_last:
                yield article, self._join(docs)
                docs = []

    def _parse_batches(
        self, chunks: Iterable[tuple[str, Context]]
    ) -> Iterator[tuple[Doc, Context]]:
        """Parse chunks in batches of limited size, and yield each with its context."""
        batch: list[tuple[str, Context]] = []
        size = 0
        for chunk, context in chunks:
            batch.append((chunk, context))
            size += len(chunk)
            if size >= BATCH_SIZE:
                yield from self.nlp.pipe(batch, as_tuples=True, batch_size=len(batch))
                batch, size = [], 0
        yield from self.nlp.pipe(batch, as_tuples=True, batch_size=len(batch) or 1)

    def _join(self, docs: list[Doc]) -> Doc:
        from spacy.tokens import Doc  # 0.7 s

        whole = Doc.from_docs(docs, ensure_whitespace=False) if docs else None
        return whole if whole is not None else self.nlp.make_doc("")


def informative_quotes(doc: Doc) -> tuple[Quote, ...]:
    """Return the quotes of an annotated doc that somebody would search for."""
    from index.annotate.token_table import text_of  # with spaCy, 0.7 s

    pairs = zip(doc._.attributions, doc._.quotes, strict=True)
    text = text_of(doc)
    return tuple(q for attribution, q in pairs if is_informative(attribution, q, text))


def is_informative(attribution: Attribution, quote: Quote, text: str) -> bool:
    """Return whether a quote is direct or mixed, or a statement of some words by a speaker.

    “She denied it”, “it is expected to rain” and “he saw the roof fall” are attributions that
    nobody would search for.
    """
    if quote.kind == "mixed" and not quote.speakers:
        # Words are often in quotation marks for want of a better term.
        passages = [words.split() for words in QUOTED.findall(quote.cut(text))]
        spoken = [words for words in passages if 2 * sum(map(_is_small, words)) >= len(words)]
        return max(map(len, spoken), default=0) >= MIN_SPEECH_WORDS
    if quote.kind != "indirect":
        return attribution.is_report or bool(quote.speakers)
    is_long = len(quote.cut(text).split()) >= MIN_INDIRECT_WORDS
    return attribution.is_report and bool(quote.speakers) and is_long


def _is_small(word: str) -> bool:
    return not word.strip(QUOTATION_MARKS)[:1].isupper()


def split_english(text: str) -> Iterator[str]:
    """Split an English text as ``split_text`` does, with headlines in capitals as sentences."""
    from index.annotate.capital_headlines import lower_headlines  # with spaCy, 0.7 s

    return split_text(lower_headlines(text))


def split_text(text: str) -> Iterator[str]:
    """Split a text after each paragraph and dateline, and inside paragraphs too long to parse.

    With its dateline a sentence is often parsed as if the town were the subject.
    """
    from index.annotate.quotes.parsed_text import PARAGRAPH_END  # with spaCy, 0.7 s

    text = RUN_OF_MARKS.sub(lambda match: " " * len(match[0]), text)
    text = NO_WORDS.sub(lambda match: " " * len(match[0]), text)
    text = LOW_COMMAS.sub("„ ", DOUBLE_PRIME.sub('"', text.translate(RARE_MARKS)))
    text = END_AFTER_X.sub("!", APOSTROPHE.sub("'", text))
    start = 0
    paragraphs = [match.end() for match in PARAGRAPH_END.finditer(text)]
    unbroken = [match.end() for match in UNBROKEN_RUN.finditer(text)]
    datelines = [m.end() for start in (0, *paragraphs) if (m := DATELINE.match(text, start))]
    cuts = [*paragraphs, *unbroken, *datelines]
    for end in [*sorted(cuts), len(text)]:
        while end - start > MAX_CHUNK_SIZE:
            cut = _find_cut(text, start + MAX_CHUNK_SIZE // 2, start + MAX_CHUNK_SIZE)
            yield text[start:cut]
            start = cut
        if end > start:
            yield text[start:end]
        start = end


def _find_cut(text: str, first: int, last: int) -> int:
    """Return an offset between two others to cut at: after a sentence, else after a word."""
    ends = (text.rfind(mark, first, last) + len(mark) for mark in (". ", "\n", " "))
    return next((end for end in ends if end > first), last)


def _with_offsets(chunks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each chunk with its offset in the text."""
    start = 0
    for chunk in chunks:
        yield start, chunk
        start += len(chunk)


def _with_last_flag(chunks: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield each chunk and whether it is the last; an empty one if there are none."""
    previous = ""
    for number, chunk in enumerate(chunks):
        if number:
            yield previous, False
        previous = chunk
    yield previous, True
