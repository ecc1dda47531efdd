"""Answer searches of a shared archive, with one person's marks and corrections."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from index.article import Annotation, Article, Entry, Hit, Quote, QuoteHit, Span
from index.engines.local.database.serialization import quote_hit
from index.engines.local.fulltext.search.database_conditions import (
    NAMED_FIELDS,
    look_up_conditions,
    words_of_name,
)
from index.engines.local.fulltext.search.positional_queries import words_field
from index.engines.local.fulltext.search.snippets import Matcher, snippets
from index.engines.opensearch.connection import TooManyTermsError, never
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.personal import PersonalArchive, PersonalCorrections
from index.engines.opensearch.search.copies import Copies
from index.engines.opensearch.search.pages import PointInTime, PointsInTime, sort_of, with_state
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.same_quotes import same_quotes
from index.engines.opensearch.search.spellings import spellings_of
from index.engines.opensearch.search.translation import (
    EVERYTHING,
    MAX_IDS,
    Answers,
    article_query,
    quote_query,
    searchable,
    unscored,
    with_ids,
)
from index.engines.opensearch.search.words import Json, candidates_query, may_have_too_many_forms
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    VersionGroup,
    entry,
    load,
    quote_id,
)
from index.engines.opensearch.storing.kept_articles import KeptArticles
from index.engines.protocol import QuoteRequest, SearchPage, SearchRequest
from index.errors import ArchiveError, Cancelled, NotFoundError
from index.query import Or, Phrase, Tree, WholeName, Word
from index.query.tree import leaves, quote_conditions

MAX_CANDIDATES = 2000  # articles or quotes whose texts are read to check a proximity
MAX_QUOTES_OF_PAGE = 10_000
STORED = ["row", "added", "story", "line", "state", "copies", "versions"]
"""The fields from which an article is read."""


class ClusterSearcher:
    """Search one archive. Every method may be called from any thread."""

    def __init__(
        self, connection: RememberingConnection, index: KeptArticles, names: NameIndex,
        personal: PersonalArchive, corrections: PersonalCorrections,
    ) -> None:  # fmt: skip
        self._connection, self._index, self._names = connection, index, names
        self._personal, self._corrections = personal, corrections
        self.states = PointsInTime(connection)
        self._copies = Copies(connection, index)
        self._numbers: tuple[object, dict[str, list[int]]] = (None, {})
        self.regrouped: Callable[[], Mapping[str, VersionGroup | None]] = dict
        """Returns the quotes whose utterance this person's changes reach, by id."""

    # Queries

    def articles_query(self, tree: Tree, cancelled: Callable[[], bool] = never) -> Json:
        """Return the query for the articles that match, in this person's versions."""
        query = self._translated(article_query, tree, self._index.articles, cancelled)
        if self._personal.changed():
            others, _ = self.split(query)
            own = self._personal.matching_articles(tree)
            query = {"bool": {"should": [others, unscored(with_ids(own))]}}
        return self._visible(query)

    def quotes_query(self, tree: Tree | None) -> Json:
        """Return the query for the quotes that match, in this person's versions."""
        query = (
            EVERYTHING if tree is None else self._translated(quote_query, tree, self._index.quotes)
        )
        if self._personal.changed():
            others, _ = self.split(query)
            own = self._shared_quotes(self._personal.matching_quotes(tree))
            query = {"bool": {"should": [others, unscored(with_ids(own, "key"))]}}
        return self._visible(query)

    def split(self, query: Json) -> tuple[Json, Json | None]:
        """Return a query without the articles that the person changed, and one for only these.

        The second is None if they changed none.
        """
        if not (changed := self.changed()):
            return query, None
        these = with_ids(changed)
        return (
            {"bool": {"must": [query], "must_not": [these]}},
            {"bool": {"must": [query], "filter": [these]}},
        )

    def hidden_outlets(self) -> list[str]:
        """Return the outlets that the person hides."""
        return [name for name, new in self._corrections.outlets().items() if not new]

    def _visible(self, query: Json) -> Json:
        if hidden := self.hidden_outlets():
            query = {"bool": {"must": [query], "must_not": [with_ids(hidden, "outlet")]}}
        return searchable(query)

    def _shared_quotes(self, own: Mapping[str, Sequence[int]]) -> list[str]:
        """Return the ids of shared quotes; a correction may have removed quotes before one."""
        shared = self._index.fetch(list(own))
        versions = self._personal.read(list(own))
        return [
            quote_id(name, number)
            for name, numbers in own.items()
            if name in shared and name in versions
            for number in _same_places(versions[name][1], shared[name].annotation, numbers)
        ]

    def _translated(
        self, translate: Callable[[Tree, Answers], Json], tree: Tree, index: str,
        cancelled: Callable[[], bool] = never,
    ) -> Json:  # fmt: skip
        """Return the query of an index for a tree.

        Whether the cluster follows all forms of a wildcard near other words is only known by asking
        it. If it does not, they are checked in the texts.
        """
        answers = self._answers(tree)
        query = translate(tree, answers)
        if may_have_too_many_forms(tree):
            try:
                self.count(searchable(query), index, cancelled)
            except TooManyTermsError:
                query = translate(tree, answers._replace(checks_wildcards=True))
        return query

    def _answers(self, tree: Tree) -> Answers:
        conditions = look_up_conditions(tree, self._personal.local.store)
        aliases: dict[Tree, list[str]] = {
            leaf: self._names.names_matching(words_of_name(leaf))
            for leaf in leaves(tree)
            if isinstance(leaf, Word | Phrase) and leaf.field in ("speaker", *NAMED_FIELDS)
        }
        for leaf in (each for each in leaves(tree) if isinstance(each, WholeName)):
            names = self._names.all_names(leaf.text)
            aliases[leaf] = spellings_of(self._connection, self._index.articles, leaf, names)
        marked = {leaf: self._personal.ids(list(keys)) for leaf, keys in conditions.marked.items()}
        outlets = {old: new for old, new in self._corrections.outlets().items() if new}
        return Answers(marked, aliases, self._check, self._articles_with, outlets, self.regrouped)

    def _check(self, tree: Tree, is_quote: bool) -> list[str]:
        """Return the ids of the articles or quotes with a proximity, from their texts."""
        from index.engines.opensearch.search.checking import article_text, matching, quote_text

        index = self._index.quotes if is_quote else self._index.articles
        answer = self._connection.search(f"/{index}/_search", {
            "query": searchable(candidates_query(tree)), "size": MAX_CANDIDATES,
            "track_total_hits": True, "_source": ["id", "number"] if is_quote else True,
        })["hits"]  # fmt: skip
        if answer["total"]["value"] > MAX_CANDIDATES:
            kind = "quotes" if is_quote else "articles"
            raise ArchiveError(
                f"This search puts one w/n into another, or counts long phrases: the cluster cannot"
                f" do that, and {answer['total']['value']:,} {kind} are too many to read (limit"
                f" {MAX_CANDIDATES:,}). Use a rarer word, or join the conditions with AND."
            )
        if not is_quote:
            found = [load(hit["_source"]) for hit in answer["hits"]]
            texts = [article_text(stored, words_field(tree)) for stored in found]
            return [found[number].article.id for number in matching(tree, texts)]
        places = [(hit["_source"]["id"], hit["_source"]["number"]) for hit in answer["hits"]]
        stored = self._index.fetch([place[0] for place in places])
        places = [place for place in places if place[0] in stored]
        texts = [quote_text(stored[name], number) for name, number in places]
        return [quote_id(*places[number]) for number in matching(tree, texts)]

    def _articles_with(self, tree: Tree) -> list[str]:
        """Return the ids of the articles with words in their text."""
        ids: list[str] = []
        for page in self._index.scan(self.articles_query(tree), source=False, size=10_000):
            ids += [each["_id"] for each in page]
            if len(ids) > MAX_IDS:
                break
        return ids

    # Copies

    def counted(self, index: str, query: Json, *, show_copies: bool = False) -> Json:
        """Return a query whose documents can be counted: one of each story."""
        if show_copies:
            return query
        found: Json = with_state(
            self.states, 0, lambda state: self._copies.without(state, index, query)
        )
        return found

    def count_each(self, queries: Sequence[Json], *, show_copies: bool) -> list[int]:
        """Return how many articles each query finds, one of each story."""
        index = self._index.articles
        if show_copies:
            return [self.count(query) for query in queries]
        counts: list[int | None] = with_state(
            self.states, 0, lambda state: self._copies.count(state, index, queries)
        )
        return [
            self.count(self.counted(index, query)) if count is None else count
            for query, count in zip(queries, counts, strict=True)
        ]

    # Articles

    def search(self, request: SearchRequest, cancelled: Callable[[], bool] = never) -> SearchPage:
        """Return how many articles match, and one page of them; raises Cancelled."""
        if cancelled():
            raise Cancelled
        total, stored, number = self.listed(request, cancelled)
        if cancelled():
            raise Cancelled
        return SearchPage(total, tuple(self.hits(request.tree, stored)), number)

    def listed(
        self, request: SearchRequest, cancelled: Callable[[], bool] = never
    ) -> tuple[int, list[SharedArticle], int]:
        """Return how many articles match, one page of them, and the number of the state."""
        query = self.articles_query(request.tree, cancelled)
        total, found, state = self.page(self._index.articles, query, request, cancelled)
        return total, self._index.load(found, state.generation), state.number

    def page(
        self, index: str, query: Json, request: SearchRequest | QuoteRequest,
        cancelled: Callable[[], bool] = never,
    ) -> tuple[int, list[Json], PointInTime]:  # fmt: skip
        """Return how many documents match, one page of them, and the state that was searched."""
        is_quotes = index == self._index.quotes
        sort = sort_of(request.order, quotes=is_quotes)
        source = ["id", "number"] if is_quotes else STORED
        place = request.offset, request.limit

        def ask(state: PointInTime) -> tuple[int, list[Json], PointInTime]:
            if request.show_copies:
                found = state.page(index, query, sort, *place, source, cancelled)
            else:
                found = self._copies.page(state, index, query, sort, *place, source, cancelled)
            return (*found, state)

        page: tuple[int, list[Json], PointInTime] = with_state(self.states, request.as_of, ask)
        return page

    def hits(self, tree: Tree, found: Sequence[SharedArticle]) -> list[Hit]:
        """Return articles with their matches."""
        entries = self.entries(found)
        versions = self.versions_of(found)
        numbers = self._quote_numbers(tree, list(versions))
        quotes = {
            (name, number): versions[name][1].quotes[number]
            for name, own in numbers.items()
            for number in own
        }
        named = dict(zip(quotes, self._names.with_persons(list(quotes.values())), strict=True))
        matcher = Matcher(tree)
        hits = []
        for each in entries:
            text, own = versions[each.id][0].text, numbers.get(each.id, [])
            spans = matcher.spans(text)
            hits.append(Hit(
                each, snippets(text, spans) if spans or not own else (),
                tuple(quote_hit(each, n, named[each.id, n], text) for n in own),
            ))  # fmt: skip
        return hits

    def entries(self, found: Sequence[SharedArticle]) -> list[Entry]:
        """Return the list entries of articles, with this person's marks and edits."""
        outlets = {old: new for old, new in self._corrections.outlets().items() if new}
        entries = self._personal.with_marks([entry(each) for each in found])
        return [each._replace(source=outlets.get(each.source, each.source)) for each in entries]

    def versions_of(self, found: Sequence[SharedArticle]) -> dict[str, tuple[Article, Annotation]]:
        """Return articles in this person's versions."""
        # An id is computed from the whole text each time.
        shared = {each.article.id: (each.article, each.annotation) for each in found}
        return shared | self._personal.read(list(shared))

    def changed(self) -> list[str]:
        """Return the ids of the articles of which this person has a version of their own."""
        return sorted(self._personal.changed())

    def own_outlets(self, states: Sequence[int]) -> list[tuple[str, bool, int]]:
        """Return the outlets of the changed articles; see ``PersonalArchive.outlets``."""
        return self._personal.outlets(states)

    def places(self, query: Json) -> dict[tuple[str, int], int]:
        """Return the article and the number of each quote that matches, with its story."""

        def read(state: PointInTime) -> dict[tuple[str, int], int]:
            pages = state.columns(self._index.quotes, query, ("id", "number", "story"))
            return {
                (each["id"][0], int(each["number"][0])): int(each["story"][0])
                for page in pages
                for each in page
            }

        found: dict[tuple[str, int], int] = with_state(self.states, 0, read)
        return found

    def own_quotes(self, ids: Collection[str]) -> dict[tuple[str, int], tuple[Article, Quote]]:
        """Return the quotes of changed articles in this person's versions, by article and number.

        The numbers are those of the shared articles.
        """
        own = self._personal.read(list(self._personal.changed().intersection(ids)))
        return {
            (name, number): (own[name][0], own[name][1].quotes[at])
            for name, shared in self._index.fetch(list(own)).items()
            for at, number in same_quotes(own[name][1].quotes, shared.annotation.quotes).items()
        }

    def count(self, query: Json, index: str = "", cancelled: Callable[[], bool] = never) -> int:
        """Return how many documents match; raises Cancelled."""
        path = f"/{index or self._index.articles}/_search"
        body = {"query": query, "size": 0, "track_total_hits": True}
        return int(self._connection.search(path, body, cancelled)["hits"]["total"]["value"])

    def matches(self, tree: Tree, stored: SharedArticle) -> tuple[Span, ...]:
        """Return every span of one article that matches, in order."""
        article, annotation = self.versions_of([stored])[stored.article.id]
        spans, said = set(Matcher(tree).spans(article.text)), Matcher(tree, "said")
        for number in self._quote_numbers(tree, [article.id]).get(article.id, []):
            content = annotation.quotes[number].content
            spans |= said.spans_inside(article.text, content) or set(content)
        return tuple(sorted(spans))

    # Quotes

    def _quote_numbers(self, tree: Tree, ids: Sequence[str]) -> dict[str, list[int]]:
        """Return the numbers of the quotes in articles that match the conditions on quotes."""
        conditions = quote_conditions(tree)
        if not conditions or not ids:
            return {}
        own = self._personal.changed().intersection(ids)
        found = {name: self._personal.numbers_in(tree, name) for name in own}
        known = self._known_numbers(tree)
        others = [name for name in ids if name not in own]
        if missing := [name for name in others if name not in known]:
            either = Or(tuple(conditions))
            query = searchable(self._translated(quote_query, either, self._index.quotes))
            answer = self._connection.search(f"/{self._index.quotes}/_search", {
                "query": {"bool": {"must": [query], "filter": [with_ids(missing)]}},
                "size": MAX_QUOTES_OF_PAGE, "_source": ["id", "number"],
                "sort": [{"number": "asc"}],
            })  # fmt: skip
            numbers: dict[str, list[int]] = {name: [] for name in missing}
            for hit in answer["hits"]["hits"]:
                numbers[hit["_source"]["id"]].append(hit["_source"]["number"])
            known.update(numbers)
        return found | {name: known[name] for name in others if known[name]}

    def _known_numbers(self, tree: Tree) -> dict[str, list[int]]:
        """Return what is known of ``_quote_numbers`` of the last search while nothing changes."""
        state = tree, self._connection.generation(), self._corrections.all()
        if self._numbers[0] != state:
            self._numbers = state, {}
        return self._numbers[1]

    def quote_hit(self, id: str, number: int) -> QuoteHit:
        """Return one quote; raises NotFoundError."""
        found = self.quote_hits([{"_source": {"id": id, "number": number}}])
        if not found:
            raise NotFoundError("This quote is no longer in the archive. Open the article again.")
        return found[0]

    def quote_hits(self, found: Sequence[Json]) -> tuple[QuoteHit, ...]:
        """Return the quotes in hits of the index of quotes."""
        places = [(hit["_source"]["id"], hit["_source"]["number"]) for hit in found]
        stored = self._index.fetch([place[0] for place in places])
        entries = {each.id: each for each in self.entries(list(stored.values()))}
        versions = self.versions_of(list(stored.values()))
        chosen: list[tuple[str, int, Quote]] = []
        for name, number in places:
            if name not in stored or number >= len(stored[name].annotation.quotes):
                continue  # its article is just being stored
            shared, own = stored[name].annotation, versions[name][1]
            places_there = [number] if own is shared else _same_places(shared, own, [number])
            chosen += [(name, at, own.quotes[at]) for at in places_there]
        named = self._names.with_persons([quote for *_, quote in chosen])
        return tuple(
            quote_hit(entries[name], number, quote, versions[name][0].text)
            for (name, number, _), quote in zip(chosen, named, strict=True)
        )


def _same_places(one: Annotation, other: Annotation, numbers: Sequence[int]) -> list[int]:
    """Return the numbers, in another annotation, of these quotes, if they are there."""
    places = same_quotes(one.quotes, other.quotes)
    return [places[number] for number in numbers if number in places]
