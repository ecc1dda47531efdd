"""One state of an index as numpy arrays."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.docsets import (
    Array,
    DocsByKey,
    IntArray,
    Mask,
    MatchedDocs,
    concatenate,
    first_of_each,
    index_of,
    mask_of,
    smallest,
    sort_by_key,
)
from index.engines.local.fulltext.field_names import COPY_FIELD, COPY_TERM
from index.engines.local.fulltext.search.term_expansion import exact_term
from index.engines.local.fulltext.segments.posting_arrays import (
    documents_matching,
    field_lengths,
    live_mask,
)
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.query import Order

KEY_BITS = 32


class StoryDocs(NamedTuple):
    """The documents of stories with copies, by story; the document shown first, then the copies."""

    documents: IntArray
    stories: Array


class StoryPlaces(NamedTuple):
    """For each document, the number of its story, and its place in ``StoryDocs``; -1 for none."""

    stories: IntArray
    places: IntArray


class Vocabulary(NamedTuple):
    """The terms of a field in all segments."""

    terms: list[str]
    numbers: list[IntArray]
    """For each segment with the field, the place in ``terms`` of each of its terms."""
    number_of: dict[str, int]
    """The place in ``terms`` of each term."""


class ArraySnapshot:
    """A snapshot, and what searches derive from it once. May be used from any thread."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.size = snapshot.size
        self._lengths: dict[str, Array] = {}
        self._vocabularies: dict[str, Vocabulary] = {}

    def column(self, name: str) -> Array:
        """Return the values of a column, one for each document."""
        return np.asarray(self.snapshot.column(name))

    def lengths(self, field: str) -> Array:
        """Return the number of words, by weight, of a field in each document."""
        if field not in self._lengths:
            self._lengths[field] = concatenate(
                [field_lengths(reader.segment, field) for reader in self.snapshot.readers]
            )
        return self._lengths[field]

    def vocabulary(self, field: str) -> Vocabulary:
        """Return all terms of a field, numbered across the segments."""
        if field not in self._vocabularies:
            number_of: dict[str, int] = {}
            numbers = [
                np.array([number_of.setdefault(term, len(number_of)) for term in each.terms])
                for _, each in self.snapshot.fields(field)
            ]
            self._vocabularies[field] = Vocabulary(list(number_of), numbers, number_of)
        return self._vocabularies[field]

    @cached_property
    def documents(self) -> IntArray:
        """All documents that are not deleted."""
        readers = self.snapshot.readers
        return concatenate([np.flatnonzero(live_mask(each)) + each.doc_base for each in readers])

    @cached_property
    def by_key(self) -> DocsByKey:
        """All documents that are not deleted, by the keys of their articles."""
        return sort_by_key(self.column("key"), self.documents)

    @cached_property
    def copies(self) -> IntArray:
        """The documents of copies, ascending."""
        matches = exact_term(self.snapshot, COPY_FIELD, COPY_TERM)
        return documents_matching(matches, self.size).documents

    @cached_property
    def stories_with_copies(self) -> StoryDocs:
        """The documents that share a story with a copy."""
        stories, keys = self.column("story"), self.column("key")
        documents = self.documents[np.isin(stories[self.documents], stories[self.copies])]
        is_copy = index_of(self.copies, documents) >= 0
        documents = documents[np.lexsort((keys[documents], is_copy, stories[documents]))]
        return StoryDocs(documents, stories[documents])

    def repeats(self, mask: Mask) -> IntArray:
        """Return the documents in the mask whose story has an earlier document in it."""
        documents, stories = self.stories_with_copies
        at = mask[documents]
        documents, stories = documents[at], stories[at]
        found: IntArray = documents[1:][stories[1:] == stories[:-1]]
        return found

    @cached_property
    def story_places(self) -> StoryPlaces:
        """The story of each document, and its place in it."""
        documents, stories = self.stories_with_copies
        starts = np.flatnonzero(np.diff(stories, prepend=stories[:1] + 1))
        found = StoryPlaces(np.full(self.size, -1), np.full(self.size, -1))
        found.places[documents] = np.arange(len(documents))
        sizes = np.diff(starts, append=len(documents))
        found.stories[documents] = np.repeat(np.arange(len(starts)), sizes)
        return found

    def once_in_story(self, documents: IntArray, values: Array) -> IntArray:
        """Return the places, ascending, of pairs of a document and a value to count.

        Of a story that has a value in several documents, that is one pair: the one of the document
        that is shown if the value is searched for.
        """
        stories, places = self.story_places
        return first_of_each(stories[documents], places[documents], values)

    def values_once(self, documents: IntArray, values: Array) -> Array:
        """Return the values of pairs as ``once_in_story``, in any order: in a third of the time."""
        own = self.story_places.stories[documents]
        is_alone = own < 0
        size = int(values.max(initial=0)) + 1
        pairs = np.sort(own[~is_alone] * size + values[~is_alone])
        is_first = np.diff(pairs, prepend=-1) != 0
        return np.concatenate((values[is_alone], pairs[is_first] % size))

    def collapse(self, matched: MatchedDocs) -> MatchedDocs:
        """Keep one document of each story: that of the article shown, else of its first copy.

        A column has the number of the story of an article, or of the words of a quote in it.
        """
        mask = mask_of(matched.documents, self.size)
        mask[self.repeats(mask)] = False
        kept = mask[matched.documents]
        return MatchedDocs(matched.documents[kept], matched.scores[kept])

    def select_page(self, matched: MatchedDocs, order: Order, offset: int, limit: int) -> list[int]:
        """Return one page of documents; ties by date, newest first, then by key."""
        if not limit:
            return []
        documents, scores = matched
        days = self.column("date")[documents].astype(np.int64)
        keys = self.column("key")[documents].astype(np.int64)
        values: Array
        if order == "relevance":
            values = -scores
        elif order == "newest":
            values = -days
        elif order == "doubtful":
            values = self.column("confidence")[documents]
        else:
            values = np.where(days, days, np.iinfo(np.int64).max)  # undated ones come last
        chosen = smallest(values, (-days << KEY_BITS) + keys, offset + limit)
        return documents[chosen[offset:]].tolist()  # type: ignore[no-any-return]
