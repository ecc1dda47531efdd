"""Count who is heard in quotes, and which words, from columns and posting lists of the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.analysis import OTHER_FORM
from index.engines.local.fulltext.docsets import Array, IntArray, distinct, index_of, mask_of
from index.engines.local.fulltext.field_names import UNIX_EPOCH, UNKNOWN, UNNAMED
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.term_expansion import exact_term
from index.engines.local.fulltext.segments.posting_arrays import arrays_of, documents_matching
from index.engines.local.speaker_activity import SpeakerPairs
from index.query.tree import QUOTE_TYPES
from index.voices import NAMINGS, VoiceCount, VoiceField, VoiceSection, WordCount

SPOKEN_FIELD, TYPE_FIELD = "said", "type"
MONTHS_BEFORE = 12 * 1970  # 1970, from which numpy counts months
MAX_TABLE = 1 << 22  # groups and articles that are counted in a table of both


class QuoteFacts(NamedTuple):
    """What is counted of the quotes found, one value for each in the order of ``documents``."""

    documents: IntArray
    words: Array
    articles: IntArray
    """The number of the article of a quote, without gaps."""
    naming: IntArray
    """An index into ``NAMINGS``."""
    kind: IntArray
    """An index into ``QUOTE_TYPES``."""
    is_first: Array
    """Whether it is the first quote found in its article."""
    is_last: Array

    def take(self, rows: IntArray) -> QuoteFacts:
        """Return what is counted of some of the quotes, given by their places."""
        return QuoteFacts(*(values[rows] for values in self))

    def of_documents(self, documents: IntArray) -> QuoteFacts:
        """Return what is counted of some of the quotes."""
        if len(documents) == len(self.documents):
            return self
        return self.take(index_of(self.documents, documents))

    def tally(self, rows: IntArray, groups: IntArray, size: int) -> Array:
        """Return the fields of ``VoiceCount`` after the name, for each of ``size`` groups.

        ``groups[i]`` is the group of the quote at index ``rows[i]``, which has it only once.
        """

        def times(wanted: Array) -> Array:
            return np.bincount(groups[wanted[rows]], minlength=size)

        def by_value(values: Array, count: int) -> Array:
            both = np.bincount(groups * count + values[rows], minlength=size * count)
            return both.reshape(size, count)

        columns = [
            np.bincount(groups, minlength=size),
            np.bincount(groups, self.words[rows], minlength=size).astype(np.int64),
            self._count_articles(rows, groups, size),
            by_value(self.naming, len(NAMINGS)),
            by_value(self.kind, len(QUOTE_TYPES)),
            times(self.is_first),
            times(self.is_last),
        ]
        return np.column_stack(columns)

    def _count_articles(self, rows: IntArray, groups: IntArray, size: int) -> Array:
        """Return the number of different articles of each group."""
        number = int(self.articles.max(initial=-1)) + 1
        if size * number <= MAX_TABLE:
            has = np.zeros(size * number, dtype=bool)
            has[groups * number + self.articles[rows]] = True
            table: Array = has.reshape(size, number).sum(axis=1)
            return table
        pairs = np.sort(groups * number + self.articles[rows], kind="stable")  # nearly sorted
        is_other = np.diff(pairs, prepend=-1) != 0
        counts: Array = np.bincount(pairs[is_other] // number, minlength=size)
        return counts


def quote_facts(quotes: ArraySnapshot, documents: IntArray) -> QuoteFacts:
    """Return what is counted of these quotes, ascending."""
    return to_facts(
        documents,
        quotes.lengths(SPOKEN_FIELD)[documents],
        quotes.column("key")[documents],
        quotes.column("number")[documents],
        _index_of_term(quotes, documents, (UNNAMED, UNKNOWN)),
        _index_of_term(quotes, documents, QUOTE_TYPES[1:]),
    )


def to_facts(
    documents: IntArray, words: Array, articles: Array, numbers: Array,
    naming: IntArray, kind: IntArray,
) -> QuoteFacts:  # fmt: skip
    """Return what is counted of quotes, given their articles and their numbers in these."""
    found, articles = distinct(articles)
    starts = np.diff(articles, prepend=-1) != 0
    is_sorted = np.count_nonzero(starts) == len(found) and bool(
        np.all(starts[1:] | (np.diff(numbers) > 0))
    )  # as when they were added; sorting takes 10 ms for 100,000
    order = np.arange(len(documents)) if is_sorted else np.lexsort((numbers, articles))
    changes = np.flatnonzero(np.diff(articles[order], prepend=-1, append=-1))
    return QuoteFacts(
        documents, words, articles, naming, kind,
        mask_of(order[changes[:-1]], len(documents)),
        mask_of(order[changes[1:] - 1], len(documents)),
    )  # fmt: skip


def _index_of_term(quotes: ArraySnapshot, documents: IntArray, terms: Sequence[str]) -> IntArray:
    """Return the place of the term that each quote has in its type, from 1; 0 for none."""
    found = np.zeros(quotes.size, dtype=np.int64)
    for number, term in enumerate(terms, 1):
        matches = exact_term(quotes.snapshot, TYPE_FIELD, term)
        found[documents_matching(matches, quotes.size).documents] = number
    own: IntArray = found[documents]
    return own


def total_of(facts: QuoteFacts) -> VoiceCount:
    """Count all quotes together."""
    rows = np.arange(len(facts.documents))
    return VoiceCount("", *facts.tally(rows, np.zeros_like(rows), 1)[0].tolist())


def count_stories(facts: QuoteFacts, quotes: ArraySnapshot, articles: ArraySnapshot) -> int:
    """Return the number of articles if copies of one count once."""
    keys, _ = distinct(quotes.column("key")[facts.documents])
    documents = articles.by_key.documents[index_of(articles.by_key.keys, keys)]
    return len(distinct(articles.column("story")[documents])[0])


def naming_section(facts: QuoteFacts, naming: IntArray) -> VoiceSection:
    """Count by whether the speaker has a name."""
    return _section("naming", facts, naming, NAMINGS)


def kind_section(facts: QuoteFacts, kinds: IntArray) -> VoiceSection:
    """Count direct, mixed and indirect quotes."""
    return _section("type", facts, kinds, QUOTE_TYPES)


def outlet_section(
    facts: QuoteFacts, outlets: IntArray, names_of: Callable[[Sequence[int]], Mapping[int, str]]
) -> VoiceSection:
    """Count by outlet, given as numbers, 0 for none; ``names_of`` returns their names."""
    numbers, groups = distinct(outlets)
    names = {0: "", **names_of(numbers.tolist())}
    section = _section("source", facts, groups, [names[number] for number in numbers.tolist()])
    counts = sorted(section.counts, key=lambda each: (not each.name, -each.quotes, each.name))
    return section._replace(counts=tuple(counts))


def outlets_of(facts: QuoteFacts, quotes: ArraySnapshot, articles: ArraySnapshot) -> IntArray:
    """Return the number of the outlet of each quote."""
    at = index_of(articles.by_key.keys, quotes.column("key")[facts.documents])
    outlets: IntArray = articles.column("outlet")[articles.by_key.documents[at]]
    return outlets


def months_of(days: Array) -> IntArray:
    """Return the month of each day, as a number; 0 for none. The days are ordinals."""
    months = (days.astype(np.int64) - UNIX_EPOCH).astype("M8[D]").astype("M8[M]")
    numbers: IntArray = np.where(days > 0, months.astype(np.int64) + MONTHS_BEFORE, 0)
    return numbers


def month_section(facts: QuoteFacts, months: IntArray) -> VoiceSection:
    """Count by month, in order; quotes without a date come last."""
    found, groups = distinct(months)
    names = [str(np.datetime64(n - MONTHS_BEFORE, "M")) if n else "" for n in found.tolist()]
    section = _section("date", facts, groups, names)
    counts = sorted(section.counts, key=lambda each: not each.name)
    return section._replace(counts=tuple(counts))


def speaker_section(
    facts: QuoteFacts, pairs: SpeakerPairs, limit: int | None,
    spellings: Callable[[Sequence[str]], Mapping[str, str]],
) -> VoiceSection:  # fmt: skip
    """Count by speaker, most quoted first; ``spellings`` returns how folded names are written."""
    rows = index_of(facts.documents, pairs.documents)
    size = len(pairs.names)
    unknown = np.flatnonzero(~mask_of(rows, len(facts.documents)))
    rows = np.concatenate((rows, unknown))
    groups = np.concatenate((pairs.speakers, np.full(len(unknown), size))).astype(np.int64)
    table = facts.tally(rows, groups, size + 1)
    quoted = table[:size, 0]
    numbers = candidates = np.flatnonzero(quoted)
    if limit and limit < len(numbers):  # few are left to sort
        lowest = np.partition(quoted[numbers], -limit)[-limit]
        candidates = numbers[quoted[numbers] >= lowest]
    best = sorted(candidates.tolist(), key=lambda number: (-quoted[number], pairs.names[number]))
    best = best[:limit]
    names = spellings([pairs.names[number] for number in best])
    counts = [
        VoiceCount(names.get(pairs.names[number], pairs.names[number]), *table[number].tolist())
        for number in best
    ]
    if table[size, 0]:
        counts.append(VoiceCount("", *table[size].tolist()))
    rest = table[numbers].sum(axis=0) - table[best].sum(axis=0)
    others = VoiceCount("", *rest.tolist()) if len(best) < len(numbers) else None
    return VoiceSection("speaker", tuple(counts), len(numbers), others)


def _section(
    field: VoiceField, facts: QuoteFacts, groups: Array, names: Sequence[str]
) -> VoiceSection:
    table = facts.tally(np.arange(len(facts.documents)), groups.astype(np.int64), len(names))
    counts = [VoiceCount(name, *row.tolist()) for name, row in zip(names, table, strict=True)]
    found = tuple(each for each in counts if each.quotes)
    return VoiceSection(field, found, sum(bool(each.name) for each in found))


def count_words(
    quotes: ArraySnapshot, first: IntArray, second: IntArray, background: IntArray, min_count: int
) -> list[WordCount]:
    """Count the words of three groups of quotes that occur ``min_count`` times in one of two."""
    masks = [mask_of(documents, quotes.size) for documents in (first, second, background)]
    vocabulary = quotes.vocabulary(SPOKEN_FIELD)
    totals = np.zeros((len(masks), len(vocabulary.terms)), dtype=np.int64)
    fields = quotes.snapshot.fields(SPOKEN_FIELD)
    for (reader, field), numbers in zip(fields, vocabulary.numbers, strict=True):
        arrays = arrays_of(field)
        own = slice(reader.doc_base, reader.doc_base + reader.segment.size)
        starts = arrays.list_bounds[:-1]
        is_used = starts < arrays.list_bounds[1:]
        for mask, total in zip(masks, totals, strict=True):
            counts = mask[own].take(arrays.documents) * arrays.counts
            total[numbers[is_used]] += np.add.reduceat(counts, starts[is_used], dtype=np.int64)
    found = np.flatnonzero(totals[:2].max(axis=0) >= min_count)
    rows = zip(found.tolist(), *totals[:, found].tolist(), strict=True)
    words = (WordCount(vocabulary.terms[number], *counts) for number, *counts in rows)
    return [each for each in words if not each.word.endswith(OTHER_FORM)]
