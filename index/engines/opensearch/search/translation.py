"""Translate a query tree into a query of the cluster, over articles or over quotes.

In the index of articles, quotes are nested documents: a condition on one quote, or on two
different ones, is checked inside each article, whatever the number of articles. In the index of
quotes, each has the fields of its article; only words of the article's text are looked up there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from index.engines.local.database.serialization import COPY, SHOWN
from index.engines.local.fulltext.field_names import spelling_key, whole_name
from index.engines.local.fulltext.search.database_conditions import COMPARE as SIGNS
from index.engines.local.fulltext.search.database_conditions import NAMED_FIELDS
from index.engines.local.fulltext.search.positional_queries import words_field
from index.engines.opensearch.search.words import (
    NOTHING,
    Json,
    has_wildcards,
    is_positional,
    leaf_query,
    positional_query,
    speaker_query,
)
from index.engines.opensearch.storing.documents import NAME_LISTS, VersionGroup
from index.engines.opensearch.storing.schema import NAME_FIELDS
from index.errors import ArchiveError, QueryError
from index.query import (
    And,
    ConfidenceBound,
    Dates,
    Drift,
    Flag,
    InQuote,
    Not,
    Or,
    Phrase,
    SpokenBy,
    Tree,
    Versions,
    WholeName,
    Word,
)
from index.query.tree import QUOTE_FIELDS, Leaf, leaves

EVERYTHING: Json = {"match_all": {}}
COMPARE = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
MAX_IDS = 60_000  # in one query; the cluster takes 65,536
MARK_FIELDS = ("tag", "note")
SCORED_FIELDS = ("text", "title", "said")
QUOTES = "quotes."


class Answers(NamedTuple):
    """What only others can tell about parts of a query."""

    marked: Mapping[Tree, Sequence[str]]
    """The ids of the articles with each flag, tag or note of the user."""
    aliases: Mapping[Tree, Sequence[str]]
    """Other names of the speakers, or of whom an article names, with each name."""
    check: Callable[[Tree, bool], Sequence[str]]
    """Return the ids of the articles, or quotes, with words that the cluster cannot match."""
    articles_with: Callable[[Tree], Sequence[str]]
    """Return the ids of the articles with words in their text, for the index of quotes."""
    outlets: Mapping[str, str]
    """The new name of each outlet that the user renamed."""
    regrouped: Callable[[], Mapping[str, VersionGroup | None]] = dict
    """Return the quotes whose utterance the user's changes reach, by id."""
    checks_wildcards: bool = False
    """Whether to check proximities with wildcards, which have too many forms for the cluster."""


def article_query(tree: Tree, answers: Answers) -> Json:
    """Return the query for the articles that match."""
    return _ArticleTranslator(answers).translate(tree)


def quote_query(tree: Tree, answers: Answers) -> Json:
    """Return the query for the quotes that match."""
    return _QuoteTranslator(answers, "").translate(tree)


def unscored(query: Json) -> Json:
    """Return a query that does not change the ranking."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def with_ids(ids: Sequence[str], field: str = "id") -> Json:
    """Return the query for the documents with these ids; raises ArchiveError for too many."""
    if len(ids) > MAX_IDS:
        raise ArchiveError(
            f"This search needs a list of {len(ids):,} articles, more than the cluster takes"
            f" ({MAX_IDS:,}). Add a word or a date to narrow it."
        )
    return {"terms": {field: sorted(ids)}} if ids else NOTHING


class _Translator:
    prefix = ""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def translate(self, tree: Tree) -> Json:
        match tree:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return {"bool": {"should": [self.translate(part) for part in parts]}}
            case Not(part):
                return {
                    "bool": {"must": [unscored(EVERYTHING)], "must_not": [self.translate(part)]}
                }
            case InQuote(part):
                return self._in_quote(part)
            case Dates(first, last):
                days = {"gte": first.toordinal() if first else 1}
                days |= {"lte": last.toordinal()} if last else {}
                return unscored({"range": {"day": days}})
            case ConfidenceBound(sign, value):
                bounds = {COMPARE[sign]: value} if sign in COMPARE else {"gte": value, "lte": value}
                return unscored({"range": {f"{self.prefix}confidence": bounds}})
            case Versions() | Drift():
                return unscored(self._of_utterances(tree))
            case WholeName():
                return unscored(self._with_name(tree))
            case SpokenBy(names):
                return unscored({"terms": {f"{self.prefix}who": [*map(whole_name, names)]}})
            case Flag():
                return unscored(self._flagged(tree))
        if words_field(tree) in MARK_FIELDS:
            return unscored(self._marked(tree))
        return self._words(tree)

    def _of_utterances(self, part: Versions | Drift) -> Json:
        """Return the query for quotes by the utterance that they report."""
        regrouped = self._answers.regrouped()
        if isinstance(part, Versions):
            sign, value = part
            bounds = {COMPARE[sign]: value} if sign in COMPARE else {"gte": value, "lte": value}
            query: Json = {"range": {f"{self.prefix}versions": bounds}}
        elif part.kind == "any":
            query = {"exists": {"field": f"{self.prefix}drift"}}
        else:
            query = {"term": {f"{self.prefix}drift": part.kind}}
        if not regrouped:
            return query
        key = f"{self.prefix}key"
        own = [name for name, group in regrouped.items() if _holds(part, group)]
        others = {"bool": {"must": [query], "must_not": [with_ids(list(regrouped), key)]}}
        return {"bool": {"should": [others, with_ids(own, key)]}}

    def _all_of(self, parts: Sequence[Tree]) -> Json:
        wanted = [self.translate(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.translate(part.part) for part in parts if isinstance(part, Not)]
        return {"bool": {"must": wanted or [unscored(EVERYTHING)], "must_not": unwanted}}

    def _in_quote(self, part: Tree) -> Json:
        raise NotImplementedError

    def _with_name(self, tree: WholeName) -> Json:
        """Return the query for a speaker, a person or thing, or an outlet of exactly this name."""
        names = sorted(self._answers.aliases[tree])
        if tree.field == "speaker":
            return {"terms": {f"{self.prefix}who": sorted({*map(whole_name, names)})}}
        if tree.field != "source":
            lists = [NAME_LISTS[each] for each in NAMED_FIELDS[tree.field]]
            return {"bool": {"should": [{"terms": {each: names}} for each in lists]}}
        renamed = self._answers.outlets
        unchanged = {"bool": {
            "must": [{"terms": {"outlet": names}}],
            "must_not": [with_ids(list(renamed), "outlet")],
        }}  # fmt: skip
        key = spelling_key(tree.text)
        own = [old for old, new in renamed.items() if spelling_key(new) == key]
        return {"bool": {"should": [unchanged, with_ids(own, "outlet")]}}

    def _words(self, tree: Tree) -> Json:
        raise NotImplementedError

    def _with_quote(self) -> Json:
        raise NotImplementedError

    def _flagged(self, flag: Flag) -> Json:
        match flag.name:
            case "quote":
                return self._with_quote()
            case "copy":
                return {"term": {"state": COPY}}
            case "no date":
                return {"bool": {"must_not": [{"exists": {"field": "day"}}]}}
            case "no source":
                return {"bool": {"must_not": [{"exists": {"field": "outlet"}}]}}
            case "unread":
                return {"bool": {"must_not": [self._marked(Flag("read"))]}}
        return self._marked(flag)

    def _marked(self, part: Tree) -> Json:
        return with_ids(self._answers.marked[part])

    def _in_field(self, tree: Tree, *, is_quote: bool) -> Json:
        """Return the query for words in the documents that are searched, or inside them."""
        field = words_field(tree)
        query: Json | None
        if isinstance(tree, Word | Phrase) and field == "speaker":
            query = speaker_query(tree, self._answers.aliases[tree], self.prefix)
        elif isinstance(tree, Leaf) and not is_positional(tree):
            query = leaf_query(tree, self.prefix)
        elif self._answers.checks_wildcards and has_wildcards(tree):
            query = None
        else:
            query = positional_query(tree, self.prefix)
        if query is None:
            found = self._answers.check(tree, is_quote)
            query = unscored(with_ids(found, f"{self.prefix}key" if is_quote else "id"))
        if field in NAMED_FIELDS and (names := self._answers.aliases.get(tree)):
            lists = (NAME_LISTS[each] for each in NAMED_FIELDS[field])
            query = {"bool": {"should": [query, *({"terms": {f: sorted(names)}} for f in lists)]}}
        if field == "source" and self._answers.outlets:
            query = self._with_new_names(tree, query)
        return query if field in SCORED_FIELDS else unscored(query)

    def _with_new_names(self, tree: Tree, query: Json) -> Json:
        """Return the query for outlets under the names that the user gave them."""
        from index.engines.opensearch.search.checking import name_matches  # with numpy

        renamed = self._answers.outlets
        matching = [old for old, new in renamed.items() if name_matches(tree, new)]
        unchanged = {"bool": {"must": [query], "must_not": [with_ids(list(renamed), "outlet")]}}
        return {"bool": {"should": [unchanged, with_ids(matching, "outlet")]}}


class _QuoteTranslator(_Translator):
    """Conditions on quotes, nested in their articles (with a prefix) or by themselves."""

    def __init__(self, answers: Answers, prefix: str) -> None:
        super().__init__(answers)
        self.prefix = prefix

    def _in_quote(self, part: Tree) -> Json:
        return self.translate(part)

    def _with_quote(self) -> Json:
        return EVERYTHING

    def _with_name(self, tree: WholeName) -> Json:
        if tree.field in ("speaker", "source"):
            return super()._with_name(tree)
        return with_ids(self._answers.articles_with(tree))

    def _words(self, tree: Tree) -> Json:
        field = words_field(tree)
        if field in QUOTE_FIELDS:
            return self._in_field(tree, is_quote=True)
        if self._answers.aliases.get(tree):
            return unscored(with_ids(self._answers.articles_with(tree)))
        if field in NAME_FIELDS or field == "title":
            return _QuoteTranslator(self._answers, "")._in_field(tree, is_quote=False)
        return unscored(with_ids(self._answers.articles_with(tree)))


class _ArticleTranslator(_Translator):
    def _words(self, tree: Tree) -> Json:
        return (
            NOTHING if words_field(tree) in QUOTE_FIELDS else self._in_field(tree, is_quote=False)
        )

    def _with_quote(self) -> Json:
        return {"range": {"quote_count": {"gte": 1}}}

    def _in_quote(self, part: Tree) -> Json:
        about_article, about_quote = _split(part)
        wanted = [self.translate(each) for each in about_article]
        return {"bool": {"must": [self._nested([about_quote]), *wanted]}}

    def _all_of(self, parts: Sequence[Tree]) -> Json:
        """Return what matches all parts; each ``quote( )`` needs a different quote.

        By Hall's theorem there is one for each if any number of the conditions have, together, at
        least as many quotes.
        """
        query = super()._all_of(parts)
        quotes = [_split(part.part)[1] for part in parts if isinstance(part, InQuote)]
        for size in range(2, len(quotes) + 1):
            for chosen in combinations(quotes, size):
                query["bool"].setdefault("filter", []).append({"function_score": {
                    "query": self._nested(chosen), "min_score": size,
                }})  # fmt: skip
        return query

    def _nested(self, conditions: Sequence[Tree]) -> Json:
        """Return the articles with a quote that meets a condition, scored by their number."""
        translator = _QuoteTranslator(self._answers, QUOTES)
        either = [translator.translate(part) for part in conditions]
        query = either[0] if len(either) == 1 else {"bool": {"should": either}}
        return {"nested": {
            "path": "quotes", "score_mode": "sum", "query": {"constant_score": {"filter": query}},
        }}  # fmt: skip


def _split(part: Tree) -> tuple[list[Tree], Tree]:
    """Split the conditions inside ``quote( )`` into those on the article and those on the quote."""
    parts = part.parts if isinstance(part, And) else (part,)
    about_article = [each for each in parts if not any(map(_is_about_quotes, leaves(each)))]
    rest = tuple(each for each in parts if each not in about_article)
    if not all(map(_is_about_quotes, (leaf for each in rest for leaf in leaves(each)))):
        raise QueryError(
            "Inside quote( ), OR and NOT cannot join a condition on the quote with one on its"
            " article. Put the condition on the article outside.", 0
        )  # fmt: skip
    return about_article, rest[0] if len(rest) == 1 else And(rest)


def _is_about_quotes(leaf: Tree) -> bool:
    kinds = ConfidenceBound | Drift | SpokenBy | Versions  # names by their field
    return isinstance(leaf, kinds) or getattr(leaf, "field", "") in QUOTE_FIELDS


def _holds(part: Versions | Drift, group: VersionGroup | None) -> bool:
    versions, drift = (group.versions, group.drift) if group else (1, "")
    if isinstance(part, Versions):
        return bool(SIGNS[part.sign](versions, part.value))
    return bool(drift) if part.kind == "any" else part.kind in drift.split()


def searchable(query: Json) -> Json:
    """Return a query without older versions and what is hidden."""
    return {"bool": {"must": [query], "filter": [{"terms": {"state": [SHOWN, COPY]}}]}}
