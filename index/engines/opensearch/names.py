"""The names under which speakers are quoted, and which of them belong to one person.

The index of names has one document for each name or description, with its counts. The counts are
those of the quotes, counted again whenever quotes of that name change: so an addition that was
interrupted and repeated counts nothing twice. The user's own merges and splits (``corrections``)
are not in it; they are applied when names are read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from index.article import Alias, Quote, Speaker
from index.engines.local.corrections.names import Persons
from index.engines.local.database.serialization import with_persons
from index.engines.local.fulltext.analysis import plain_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.name_counts import number_of
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import day_of, encode, spoken_as
from index.engines.opensearch.storing.name_folds import (
    MAX_NAMES,
    MAX_TERMS,
    WITHOUT_CONTEXT,
    NameFolds,
    fold_of,
    spelt_alike,
)
from index.engines.protocol_parts import DecideFolds, EngineSpeakers, NamedSpeaker
from index.user_data import NameCorrection

NAMED: Json = {"term": {"named": 1}}
COUNT_PRECISION = 40_000  # names up to which their number is exact


class Merge(NamedTuple):
    """The user's decision about a name: the person it belongs to (itself, if split), and why."""

    into: str
    reason: str


class NameIndex(EngineSpeakers):
    """The speakers of one archive."""

    def __init__(
        self,
        connection: Connection,
        index: ArticleIndex,
        corrections: Callable[[], Sequence[NameCorrection]],
    ) -> None:
        """``corrections`` returns the user's corrections of names, in order."""
        self._connection, self._index, self._corrections = connection, index, corrections
        self._folds = NameFolds(connection, index)

    # Listing

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        affected = self._affected()
        answer = self._search({
            "query": self._listed(prefix, affected), "size": 0,
            "aggs": {"speakers": {
                "terms": {
                    "field": "speaker", "size": max(1, offset + limit),
                    "order": [{"named": "desc"}, {"quotes": "desc"}, {"_key": "asc"}],
                },
                "aggs": {
                    "named": {"max": {"field": "named"}}, "quotes": {"sum": {"field": "quotes"}},
                    "articles": {"sum": {"field": "articles"}},
                    "first": {"min": {"field": "first"}}, "last": {"max": {"field": "last"}},
                },
            }},
        })  # fmt: skip
        found = [_speaker(each) for each in answer["aggregations"]["speakers"]["buckets"]]
        found += self._people_with(prefix, affected)
        found.sort(key=lambda each: (not each.named, -each.quotes, each.name))
        return self._with_aliases(found[offset : offset + limit])

    def count(self, prefix: str) -> int:
        affected = self._affected()
        answer = self._search({
            "query": self._listed(prefix, affected), "size": 0,
            "aggs": {"count": {"cardinality": {
                "field": "speaker", "precision_threshold": COUNT_PRECISION,
            }}},
        })  # fmt: skip
        others = int(answer["aggregations"]["count"]["value"])
        return others + len(self._people_with(prefix, affected))

    def _affected(self) -> set[str]:
        """Return everybody whom the user's merges and splits reach."""
        merges = self._user_merges()
        if not merges:
            return set()
        stored = {each["person"] for each in self._documents({"terms": {"name": sorted(merges)}})}
        return {*stored, *(merge.into for merge in merges.values())}

    def _listed(self, prefix: str, affected: set[str]) -> Json:
        """Return the query for the names with a word that starts so, without these people."""
        if not affected:
            return _with_prefix(prefix)
        spoken = [spoken_as(name, named=True) for name in sorted(affected)]
        return {"bool": {
            "filter": [_with_prefix(prefix)], "must_not": [{"terms": {"speaker": spoken}}],
        }}  # fmt: skip

    def _people_with(self, prefix: str, affected: set[str]) -> list[Speaker]:
        wanted = " ".join(plain_words(prefix))
        return [
            each
            for each in (self._people(affected) if affected else ())
            if any(f" {wanted}" in f" {whole_name(name)}" for name in each.names)
        ]

    def get(self, name: str) -> Speaker | None:
        return self.known([name]).get(name)

    def known(self, names: Sequence[str]) -> dict[str, Speaker]:
        """Return the speaker of each name or description under which somebody is quoted."""
        documents = self._documents({"terms": {"name": sorted(set(names))}})
        if not documents:
            return {}
        merges = self._user_merges()
        # A name counts before a description that is written the same.
        documents.sort(key=lambda each: bool(each["named"]))
        persons = {each["name"]: _person_of(each, merges) for each in documents}
        people = {each.name: each for each in self._people(set(persons.values()))}
        return {name: people[person] for name, person in persons.items() if person in people}

    def _people(self, names: set[str]) -> list[Speaker]:
        """Return these people, with all their names, merges applied."""
        merges = self._user_merges()
        members: dict[str, list[Json]] = {}
        for each in self._documents({"bool": {"should": [
            {"terms": {"person": sorted({*names, *merges})}}, {"terms": {"name": sorted(merges)}},
        ]}}):  # fmt: skip
            if (person := _person_of(each, merges)) in names:
                members.setdefault(person, []).append(each)
        people = []
        for person, own in members.items():
            aliases = {
                each["name"]: Alias(each["name"], self._reason(each, merges))
                for each in sorted(own, key=lambda member: str(member["name"]))
                if each["named"] and each["name"] != person
            }
            firsts = [each["first"] for each in own if each.get("first")]
            lasts = [each["last"] for each in own if each.get("last")]
            people.append(Speaker(
                person, any(each["named"] for each in own), sum(each["quotes"] for each in own),
                sum(each["articles"] for each in own), day_of(min(firsts, default=None)),
                day_of(max(lasts, default=None)), tuple(aliases.values()),
            ))  # fmt: skip
        return people

    def _reason(self, document: Json, merges: Mapping[str, Merge]) -> str:
        name = document["name"]
        return merges[name].reason if name in merges else document.get("reason", "")

    def _with_aliases(self, speakers: Sequence[Speaker]) -> list[Speaker]:
        names = [each.name for each in speakers if each.named and not each.aliases]
        aliases: dict[str, list[Alias]] = {}
        merges = self._user_merges()
        if names:
            for each in self._documents({"bool": {"filter": [
                {"terms": {"person": names}}, {"exists": {"field": "into"}}, NAMED,
            ]}}):  # fmt: skip
                if each["name"] not in merges:
                    alias = Alias(each["name"], each.get("reason", ""))
                    aliases.setdefault(each["person"], []).append(alias)
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
        wanted = set(spoken)
        names = sorted({each[1:] for each in wanted})
        merges = self._user_merges()
        found = {each: merges[each[1:]].into for each in wanted
                 if each[0] == "1" and each[1:] in merges}  # fmt: skip
        for start in range(0, len(names), MAX_NAMES // 2):  # each may be a description as well
            for each in self._documents({"bool": {"filter": [
                {"terms": {"name": names[start : start + MAX_NAMES // 2]}},
                {"exists": {"field": "into"}},
            ]}}):  # fmt: skip
                name = spoken_as(each["name"], named=bool(each["named"]))
                if name in wanted:
                    found[name] = _person_of(each, merges)
        return {name: person for name, person in found.items() if person != name[1:]}

    def persons_spelt(self, names: Iterable[str]) -> dict[str, str]:
        """Return the person of each folded name, also if the archive only has another spelling.

        A user may correct a speaker to a name that is spelt so in no quote.
        """
        merges = self._user_merges()
        return {
            whole_name(each["name"]): _person_of(each, merges)
            for each in self._folds.related(names)
            if each["named"]
        }

    def members(self, names: Collection[str]) -> dict[str, set[str]]:
        """Return all names of the people to whom these names belong, if they have several."""
        merges = self._user_merges()
        found: dict[str, set[str]] = {}
        for name, merge in merges.items():
            found.setdefault(merge.into, {merge.into}).add(name)
        wanted, asked = {*names, *found}, set[str]()
        while new := sorted(wanted - asked):
            asked.update(new)
            either = [{"terms": {"person": new}}, {"terms": {"name": new}}]
            aliases = {"bool": {
                "should": either, "minimum_should_match": 1,
                "filter": [NAMED, {"exists": {"field": "into"}}],
            }}  # fmt: skip
            for each in self._documents(aliases):
                person = _person_of(each, merges)
                found.setdefault(person, {person}).add(each["name"])
                wanted.add(person)
        return {person: own for person, own in found.items() if len(own) > 1}

    def spellings(self, folded: Sequence[str]) -> dict[str, str]:
        """Return how each of these folded names is listed: the main name, or the most frequent."""
        found: dict[str, str] = {}
        merges = self._user_merges()
        for start in range(0, len(folded), MAX_TERMS):
            names = [f" {name}" for name in folded[start : start + MAX_TERMS]]
            documents = self._documents({"terms": {"person_names": names}})
            documents.sort(key=lambda each: (
                each["named"], _person_of(each, merges) == each["name"], each["quotes"],
                each["name"],
            ))  # fmt: skip
            found |= {whole_name(each["name"]): each["name"] for each in documents}
        return found

    def with_persons(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Return quotes with the names under which the archive lists their speakers."""
        names = {name for quote in quotes if quote.named for name in quote.speakers}
        return with_persons(quotes, self.persons(names) if names else {})

    def names_matching(self, wanted: Sequence[str]) -> list[str]:
        """Return the other names of each speaker whose main name has all these folded words.

        For a speaker whose names the user merged, return all names if any of them has the words.
        """
        if not wanted:
            return []
        merges = self._user_merges()
        every = [{"term": {"person_words": encode([word])}} for word in wanted]
        found = [
            each["name"]
            for each in self._documents(
                {"bool": {"filter": [*every, {"exists": {"field": "into"}}, NAMED]}}
            )
            if each["name"] not in merges
        ]
        people: dict[str, set[str]] = {}
        for name, merge in merges.items():
            if merge.into != name:
                people.setdefault(merge.into, {merge.into}).add(name)
        return found + [
            name
            for names in people.values()
            if any(set(wanted) <= set(plain_words(each)) for each in names)
            for name in names
        ]

    def is_quoted(self, name: str) -> bool:
        """Whether anybody is quoted under a name."""
        return bool(self._documents({"bool": {"filter": [
            {"term": {"name": name}}, NAMED,
        ]}}))  # fmt: skip

    def _user_merges(self) -> dict[str, Merge]:
        """Return the names that the user merged or split."""
        corrections = self._corrections()
        if not corrections:
            return {}
        names = {name for each in corrections for name in (each.name, each.other)}
        documents = self._folds.related(names)
        found = {each["name"]: fold_of(each) for each in documents if each["named"]}
        persons = Persons(found, spelt_alike(documents))
        for correction in corrections:
            persons.correct(correction)
        return {
            name: Merge(into or name, reason)
            for name, (into, reason) in persons.folds.items()
            if (into, reason) != found.get(name, (None, ""))
        }

    # Changing

    def uncompared(self) -> list[NamedSpeaker]:
        return self._folds.uncompared()

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        self._folds.fold(speakers, decide)

    def _documents(self, query: Json) -> list[Json]:
        return self._folds.documents(query, WITHOUT_CONTEXT)

    def _search(self, body: Json) -> Any:
        return self._connection.search(f"/{self._index.names}/_search", body)


def _person_of(document: Json, merges: Mapping[str, Merge]) -> str:
    """Return to whom a name belongs; a description belongs to the name that is spelt alike."""
    name = document["name"] if document["named"] else document.get("into") or document["name"]
    return merges[name].into if name in merges else str(document["person"])


def _with_prefix(prefix: str) -> Json:
    found = " ".join(plain_words(prefix))
    return {"wildcard": {"person_names": {"value": f"* {found}*"}}} if found else {"match_all": {}}


def _speaker(bucket: Json) -> Speaker:
    return Speaker(
        bucket["key"][1:], bucket["key"][0] == "1", int(bucket["quotes"]["value"]),
        int(bucket["articles"]["value"]), day_of(number_of(bucket["first"])),
        day_of(number_of(bucket["last"])),
    )  # fmt: skip
