"""What the local engine says of many articles at once: facets, timelines, activity, new hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.article import Counted, Facet, Period, QuoteHit, Timeline, TimelineRow
from index.engines.local.fulltext.field_names import whole_name
from index.engines.local.fulltext.search.collapse import once
from index.engines.local.fulltext.search.state import EVERYTHING, State
from index.engines.local.store import Store

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.posting_arrays import Numbers, Values
    from index.engines.local.fulltext.segments.snapshot import Snapshot
    from index.engines.local.speaker_activity import Voices
    from index.query import Tree

# numpy comes with the functions, which reading does without.


class LocalStatistics:
    """Answers from the columns and lists of the index, read where they lie."""

    def __init__(self, store: Store, newest_state: Callable[[], State]) -> None:
        self._store = store
        self._newest_state = newest_state

    def facets(self, tree: Tree, *, show_copies: bool = False) -> tuple[Facet, ...]:
        """Count states, outlets, months and names in the articles that match."""
        from index.engines.local.fulltext.search.facets import count_facets, count_states

        state = self._newest_state()
        result, marks = state.match_articles(tree), self._store.marks
        states = count_states(
            state.articles, result.matched.documents,
            marks.marked("read"), marks.marked("starred"), show_copies=show_copies,
        )  # fmt: skip
        documents = result.shown(show_copies).documents
        return (
            states,
            *count_facets(state.articles, documents, self._store.articles.names),
        )

    def speaker_facets(self, names: Sequence[str]) -> tuple[Facet, ...]:
        """The same of the articles where whoever has one of these names is quoted."""
        import numpy as np

        from index.engines.local.fulltext.search.facets import count_facets
        from index.engines.local.fulltext.search.posting_arrays import look_up, unscored
        from index.engines.local.speaker_activity import documents_of

        state = self._newest_state()
        keys = np.unique(np.asarray(state.quotes.column("key"))[documents_of(state.quotes, names)])
        at = look_up(state.articles.by_key.keys, keys)
        documents = np.sort(state.articles.by_key.documents[at[at >= 0]])
        shown = once(state.articles, unscored(documents)).documents
        return count_facets(state.articles, shown, self._store.articles.names)

    def count_articles(self, speakers: Sequence[Sequence[str]]) -> list[int]:
        """For the names of each speaker, in how many articles one who has them is quoted."""
        import numpy as np

        from index.engines.local.fulltext.search.posting_arrays import unscored
        from index.engines.local.speaker_activity import documents_of

        side = self._newest_state().quotes
        keys = np.asarray(side.column("key"))
        found = (once(side, unscored(documents_of(side, names))) for names in speakers)
        return [len(np.unique(keys[own.documents])) for own in found]

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The outlets whose names have a word that begins so, most articles first."""
        return self._store.articles.outlets(prefix, limit)

    def timeline(
        self, tree: Tree | None, period: Period | None, counted: Counted, limit: int,
        *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        """How often and when the speakers are on record who are there most often."""
        import numpy as np

        from index.engines.local.speaker_activity import axis, voices

        state = self._newest_state()
        if counted == "quotes":
            result = state.match_quotes(tree)
        else:
            result = state.match_articles(tree or EVERYTHING)
        side, documents = result.index, result.shown(show_copies).documents
        days = np.asarray(side.column("date"))[documents]
        line = axis(days[days > 0], period)
        if counted == "articles":
            documents = _quotes_in(state.quotes, np.asarray(side.column("key"))[documents])
        spoken = voices(state.quotes, documents, self._folds())
        rows = self._rows(spoken, line.counts, state.quotes, counted, limit)
        if counted == "quotes":
            silent = np.setdiff1d(documents, spoken.documents)
            unknown = np.asarray(side.column("date"))[silent]
            if len(unknown := unknown[unknown > 0]):
                rows.append(TimelineRow("", line.counts(unknown)))
        return Timeline(
            line.period, line.days(), line.counts(days[days > 0]), tuple(rows),
            int(np.count_nonzero(days == 0)),
        )  # fmt: skip

    def _rows(
        self, spoken: Voices, count: Callable[[Values], tuple[int, ...]], side: Snapshot,
        counted: Counted, limit: int,
    ) -> list[TimelineRow]:  # fmt: skip
        import numpy as np

        from index.engines.local.speaker_activity import most

        keys, days = np.asarray(side.column("key")), np.asarray(side.column("date"))
        documents, people = spoken.documents, spoken.people
        dated = days[documents] > 0
        documents, people = documents[dated], people[dated]
        if counted == "articles":  # each once, however often somebody speaks in it
            pairs = np.stack((people, keys[documents].astype(np.int64)))
            _, first = np.unique(pairs, axis=1, return_index=True)
            documents, people = documents[first], people[first]
        best = most(np.bincount(people, minlength=len(spoken.terms)), limit)
        names = self._store.speakers.spellings([spoken.terms[number] for number in best])
        return [
            TimelineRow(
                names.get(spoken.terms[number], spoken.terms[number]),
                count(days[documents[people == number]]),
            )
            for number in best
        ]

    def activity(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        """For the names of each speaker, how many quotes equal stretches of months have.

        The stretches go from the first to the last month of ``span``, or of all quotes.
        """
        import numpy as np

        from index.engines.local.fulltext.search.posting_arrays import unscored
        from index.engines.local.speaker_activity import axis, documents_of, rhythm

        side = self._newest_state().quotes
        days = np.asarray(side.column("date"))
        ends = np.array([day.toordinal() for day in span]) if span else days[days > 0]
        months = axis(ends, "month")
        found = []
        for names in speakers:
            own = days[once(side, unscored(documents_of(side, names))).documents]
            found.append(rhythm(own[own > 0], months, cells))
        return found

    def quotes_by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        """One page of the quotes that match, by person, who says most first."""
        import numpy as np

        from index.engines.local.speaker_activity import by_speaker, voices

        state = self._newest_state()
        side = state.quotes
        documents = state.match_quotes(tree).shown(show_copies).documents
        spoken = voices(side, documents, self._folds())
        page = by_speaker(side, documents, spoken)[offset : offset + limit]
        keys, numbers = (np.asarray(side.column(name))[page].tolist() for name in ("key", "number"))
        hits = self._store.articles.quote_hits(list(zip(keys, numbers, strict=True)))
        folds = self._folds()
        terms = [_person(hit, folds) for hit in hits]
        names = self._store.speakers.spellings(sorted(set(filter(None, terms))))
        return tuple(
            replace(hit, person=names.get(name, name))
            for hit, name in zip(hits, terms, strict=True)
        )

    def count_new(self, tree: Tree, seen: int, *, show_copies: bool = False) -> tuple[int, int]:
        """How many articles match, and how many of them have a key above ``seen``."""
        import numpy as np

        state = self._newest_state()
        documents = state.match_articles(tree).shown(show_copies).documents
        keys = np.asarray(state.articles.column("key"))[documents]
        return len(documents), int(np.count_nonzero(keys > seen))

    def _folds(self) -> dict[str, str]:
        """Which whole name stands for which other, both folded."""
        return {
            whole_name(name): whole_name(person)
            for name, person in self._store.speakers.all_folds()
        }


def _quotes_in(side: Snapshot, keys: Values) -> Numbers:
    import numpy as np

    documents: Numbers = side.documents
    return documents[np.isin(np.asarray(side.column("key"))[documents], keys)]


def _person(hit: QuoteHit, folds: dict[str, str]) -> str:
    name = whole_name(hit.quote.speakers[0]) if hit.quote.speakers else ""
    return folds.get(name, name)
