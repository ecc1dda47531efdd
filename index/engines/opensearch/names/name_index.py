"""The names under which speakers are quoted, and which of them belong to one person.

The index of names has one document for each name or description, with its counts. The counts are
those of the quotes, counted again whenever quotes of that name change: so an addition that was
interrupted and repeated counts nothing twice. What the person who asks merged, split or corrected
is not in it: their own documents (``own``) take the place of those that it reaches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from index.article import Alias, Quote, Speaker
from index.engines.local.database.serialization import with_persons
from index.engines.local.fulltext.analysis import name_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.names.counts import number_of
from index.engines.opensearch.names.folds import (
    MAX_NAMES,
    MAX_TERMS,
    NAMED,
    WITHOUT_CONTEXT,
    NameFolds,
    spoken_of,
)
from index.engines.opensearch.names.own import Documents, OwnNames, holds
from index.engines.opensearch.search.pages import FIRST
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import day_of, encode_word, spoken_as
from index.engines.protocol_parts import DecideFolds, EngineSpeakers, NamedSpeaker

COUNT_PRECISION = 40_000  # names up to which their number is exact
ALIAS: Json = {"exists": {"field": "into"}}


class NameIndex(EngineSpeakers):
    """The speakers of one archive."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, own: OwnNames | None = None
    ) -> None:
        """``own`` are the names of the person who asks; without them, those of everybody."""
        self._connection, self._index, self._own = connection, index, own
        self._folds = NameFolds(connection, index)
        self._persons: tuple[object, dict[str, str]] = (None, {})

    # Listing

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        own = self._own_documents()
        found = [
            _speaker(each)
            for each in self._listed(prefix, own, offset + limit)["speakers"]["buckets"]
        ]
        found += _people_with(prefix, own)
        found.sort(key=lambda each: (not each.named, -each.quotes, each.name))
        return self._with_aliases(found[offset : offset + limit])

    def count(self, prefix: str) -> int:
        own = self._own_documents()
        count = self._listed(prefix, own, 0)["count"]["value"]
        return int(count) + len(_people_with(prefix, own))

    def _listed(self, prefix: str, own: Documents, size: int) -> Json:
        """Return the first people of the archive with a word that starts so, and their number."""
        answer: Json = self._connection.search(f"/{self._index.names}/_search", {
            "query": _with_prefix(prefix, own), "size": 0, "aggs": {
                "speakers": {
                    "terms": {
                        "field": "speaker", "size": max(FIRST, size),
                        "order": [{"named": "desc"}, {"quotes": "desc"}, {"_key": "asc"}],
                    },
                    "aggs": {
                        "named": {"max": {"field": "named"}},
                        "quotes": {"sum": {"field": "quotes"}},
                        "articles": {"sum": {"field": "articles"}},
                        "first": {"min": {"field": "first"}}, "last": {"max": {"field": "last"}},
                    },
                },
                "count": {"cardinality": {
                    "field": "speaker", "precision_threshold": COUNT_PRECISION,
                }},
            },
        })["aggregations"]  # fmt: skip
        return answer

    def get(self, name: str) -> Speaker | None:
        return self.known([name]).get(name)

    def all_names(self, name: str) -> list[str]:
        """Return a name as it may be spelt, with all others of the same person."""
        spelt = (name, name.replace("'", "’"))  # search lines have the first
        return list({*spelt, *(each for s in self.known(spelt).values() for each in s.names)})

    def known(self, names: Sequence[str]) -> dict[str, Speaker]:
        """Return the speaker of each name or description under which somebody is quoted."""
        documents = self._documents({"terms": {"name": sorted(set(names))}})
        # A name counts before a description that is written the same.
        documents.sort(key=lambda each: bool(each["named"]))
        persons = {each["name"]: each["person"] for each in documents}
        every = {"terms": {"person": sorted(set(persons.values()))}}
        people = {each.name: each for each in _people(self._documents(every) if persons else ())}
        return {name: people[person] for name, person in persons.items() if person in people}

    def _with_aliases(self, speakers: Sequence[Speaker]) -> list[Speaker]:
        names = [each.name for each in speakers if each.named and not each.aliases]
        aliases: dict[str, list[Alias]] = {}
        if names:
            for each in self._documents({"bool": {"filter": [
                {"terms": {"person": names}}, ALIAS, NAMED,
            ]}}):  # fmt: skip
                aliases.setdefault(each["person"], []).append(_alias(each))
        return [
            each._replace(aliases=tuple(sorted(aliases[each.name])))
            if each.named and each.name in aliases
            else each
            for each in speakers
        ]

    # Names and people

    def persons(self, names: Iterable[str]) -> dict[str, str]:
        """Return the person of each name that is not a person's main one."""
        spoken = (spoken_as(name, named=True) for name in names)
        return {name[1:]: person for name, person in self.speakers(spoken).items()}

    def speakers(self, spoken: Iterable[str]) -> dict[str, str]:
        """Return who speaks, for names and descriptions that are not listed themselves.

        They are given as ``spoken_as`` has them.
        """
        wanted, known = set(spoken), self._known_persons()
        if missing := wanted - known.keys():
            missing |= self._index.likely_speakers() - known.keys()
            known |= dict.fromkeys(missing, "") | self._ask_speakers(missing)
        return {name: known[name] for name in wanted if known[name]}

    def _ask_speakers(self, wanted: set[str]) -> dict[str, str]:
        names = sorted({each[1:] for each in wanted})
        found: dict[str, str] = {}
        for start in range(0, len(names), MAX_NAMES // 2):  # each may be a description as well
            part = {"terms": {"name": names[start : start + MAX_NAMES // 2]}}
            for each in self._documents({"bool": {"filter": [part, ALIAS]}}):
                found[spoken_of(each)] = each["person"]
        return {
            name: person for name, person in found.items() if name in wanted and person != name[1:]
        }

    def _known_persons(self) -> dict[str, str]:
        """Return what is known of who speaks, while neither names nor corrections change."""
        state = self._connection.generation(), self._own_documents()
        if self._persons[0] != state or state[0] is None:
            self._persons = state, {}
        return self._persons[1]

    def members(self, names: Collection[str]) -> dict[str, set[str]]:
        """Return all names of the people to whom these names belong, if they have several."""
        found: dict[str, set[str]] = {}
        wanted, asked = set(names), set[str]()
        while new := sorted(wanted - asked):
            asked.update(new)
            either = {"bool": {"should": [{"terms": {"person": new}}, {"terms": {"name": new}}]}}
            for each in self._documents({"bool": {"filter": [either, NAMED, ALIAS]}}):
                found.setdefault(each["person"], {each["person"]}).add(each["name"])
                wanted.add(each["person"])
        return found

    def spellings(self, folded: Sequence[str]) -> dict[str, str]:
        """Return how each of these folded names is listed: the main name, or the most frequent."""
        found: dict[str, str] = {}
        for start in range(0, len(folded), MAX_TERMS):
            names = [f" {name}" for name in folded[start : start + MAX_TERMS]]
            documents = self._documents({"terms": {"person_names": names}})
            documents.sort(key=lambda each: (
                each["named"], each["person"] == each["name"], each["quotes"], each["name"],
            ))  # fmt: skip
            found |= {whole_name(each["name"]): each["name"] for each in documents}
        return found

    def with_persons(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Return quotes with the names under which the archive lists their speakers."""
        names = {name for quote in quotes if quote.named for name in quote.speakers}
        return with_persons(quotes, self.persons(names) if names else {})

    def names_matching(self, wanted: Sequence[str]) -> list[str]:
        """Return the names of people with several names, if one has all these folded words."""
        if not wanted:
            return []
        every = [{"term": {"person_words": encode_word(word)}} for word in wanted]
        found: dict[str, set[str]] = {}
        for each in self._documents({"bool": {"filter": [*every, ALIAS, NAMED]}}):
            words = (name.split() for name in each["person_names"])
            if any(set(wanted) <= set(own) for own in words):
                found.setdefault(each["person"], {each["person"]}).add(each["name"])
        return sorted(name for names in found.values() for name in names)

    def is_quoted(self, name: str) -> bool:
        """Whether anybody is quoted under a name."""
        return bool(self._documents({"bool": {"filter": [{"term": {"name": name}}, NAMED]}}))

    # Changing

    def uncompared(self) -> list[NamedSpeaker]:
        return self._folds.uncompared()

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        self._folds.fold(speakers, decide)

    def _own_documents(self) -> Documents:
        return self._own.documents() if self._own else {}

    def _documents(self, query: Json) -> list[Json]:
        """Return the documents that match, as the person who asks has them."""
        own = self._own_documents()
        found = self._folds.documents(query, WITHOUT_CONTEXT)
        return [
            *(each for each in found if spoken_of(each) not in own),
            *(each for each in own.values() if each and holds(query, each)),
        ]


def _with_prefix(prefix: str, own: Documents) -> Json:
    """Return the query for the names with a word that starts so, without a person's own ones."""
    found = " ".join(name_words(prefix))
    query: Json = {"match_all": {}}
    if found:
        query = {"wildcard": {"person_names": {"value": f"* {found}*"}}}
    if not own:
        return query
    names = sorted({spoken[1:] for spoken in own})
    return {"bool": {"filter": [query], "must_not": [{"terms": {"name": names}}]}}


def _people_with(prefix: str, own: Documents) -> list[Speaker]:
    """Return a person's own speakers with a word that starts so."""
    found = " ".join(name_words(prefix))
    return [
        each
        for each in _people(filter(None, own.values()))
        if any(f" {found}" in f" {whole_name(name)}" for name in each.names)
    ]


def _people(documents: Iterable[Json]) -> list[Speaker]:
    """Return the people with these names, given all names of each."""
    members: dict[str, list[Json]] = {}
    for each in sorted(documents, key=lambda document: str(document["name"])):
        members.setdefault(each["person"], []).append(each)
    people = []
    for person, own in members.items():
        aliases = {
            each["name"]: _alias(each) for each in own if each["named"] and each["name"] != person
        }
        firsts = [each["first"] for each in own if each.get("first")]
        lasts = [each["last"] for each in own if each.get("last")]
        people.append(Speaker(
            person, any(each["named"] for each in own), sum(each["quotes"] for each in own),
            sum(each["articles"] for each in own), day_of(min(firsts, default=None)),
            day_of(max(lasts, default=None)), tuple(aliases.values()),
        ))  # fmt: skip
    return people


def _alias(document: Json) -> Alias:
    return Alias(document["name"], document.get("reason") or "")


def _speaker(bucket: Json) -> Speaker:
    return Speaker(
        bucket["key"][1:], bucket["key"][0] == "1", int(bucket["quotes"]["value"]),
        int(bucket["articles"]["value"]), day_of(number_of(bucket["first"])),
        day_of(number_of(bucket["last"])),
    )  # fmt: skip
