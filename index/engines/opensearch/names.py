"""The names under which speakers are quoted, and which of them belong to one person.

The index of names has one document for each name or description, with its counts. The counts are
those of the quotes, counted again whenever quotes of that name change: so an addition that was
interrupted and repeated counts nothing twice. The user's own merges and splits (``corrections``)
are not in it; they are applied when names are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from index.article import Alias, Quote, Speaker
from index.engines.local.fulltext.analysis import plain_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.name_counts import (
    MAX_CONFLICTS,
    MAX_TERMS,
    fold_fields,
    number_of,
)
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import encode, name_id, spoken_as
from index.engines.protocol_parts import DecideFolds, EngineSpeakers, NamedSpeaker
from index.user_data import NameCorrection

MAX_NAMES = 10_000  # in one answer
MAX_CONTEXT = 300  # names stored from all articles of a speaker
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
        self._merges: tuple[Sequence[NameCorrection], dict[str, Merge]] = ((), {})

    # Listing

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        merges = self._user_merges()
        affected = {*merges, *(merge.into for merge in merges.values())}
        answer = self._search({
            "query": _with_prefix(prefix), "size": 0,
            "aggs": {"speakers": {
                "terms": {
                    "field": "speaker", "size": max(1, offset + limit + len(affected)),
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
        if affected:
            wanted = " ".join(plain_words(prefix))
            others = [speaker for speaker in found if speaker.name not in affected]
            merged = [
                each
                for each in self._people(affected)
                if any(f" {wanted}" in f" {whole_name(name)}" for name in each.names)
            ]
            found = sorted([*others, *merged], key=lambda s: (not s.named, -s.quotes, s.name))
        page = found[offset : offset + limit]
        return self._with_aliases(page)

    def count(self, prefix: str) -> int:
        answer = self._search({
            "query": _with_prefix(prefix), "size": 0,
            "aggs": {"count": {"cardinality": {
                "field": "speaker", "precision_threshold": COUNT_PRECISION,
            }}},
        })  # fmt: skip
        return int(answer["aggregations"]["count"]["value"])

    def get(self, name: str) -> Speaker | None:
        return self.known([name]).get(name)

    def known(self, names: Sequence[str]) -> dict[str, Speaker]:
        """Return the speaker of each name under which somebody is quoted.

        A description is a speaker of its own.
        """
        found: dict[str, Speaker] = {}
        named: list[str] = []
        for each in self._documents({"terms": {"name": sorted(set(names))}}):
            if each["named"]:
                named.append(each["name"])
            else:
                found[each["name"]] = Speaker(
                    each["name"], False, each["quotes"], each["articles"],
                    _day(each.get("first")), _day(each.get("last")),
                )  # fmt: skip
        persons = self.persons(named)
        people = self._people({persons.get(name, name) for name in named}) if named else []
        members = {name: person for person in people for name in person.names}
        for name in named:
            found.pop(name, None)
            if name in members:
                found[name] = members[name]
        return found

    def _people(self, names: set[str]) -> list[Speaker]:
        """Return the people to whom these names belong, with all their names, merges applied."""
        persons = {*self.persons(names).values(), *names}
        merges = self._user_merges()
        documents = {each["name"]: each for each in self._documents({"bool": {
            "filter": [{"term": {"named": 1}}],
            "must": [{"bool": {"should": [
                {"terms": {"person": sorted(persons)}}, {"terms": {"name": sorted(merges)}},
            ]}}],
        }})}  # fmt: skip
        own: dict[str, list[Json]] = {}
        for name, each in documents.items():
            person = merges[name].into if name in merges else each["person"]
            if person in persons:
                own.setdefault(person, []).append(each)
        people = []
        for person, members in own.items():
            aliases = tuple(
                Alias(each["name"], self._reason(each, merges))
                for each in sorted(members, key=lambda member: str(member["name"]))
                if each["name"] != person
            )
            firsts = [each["first"] for each in members if each.get("first")]
            lasts = [each["last"] for each in members if each.get("last")]
            people.append(Speaker(
                person, True, sum(each["quotes"] for each in members),
                sum(each["articles"] for each in members), _day(min(firsts, default=None)),
                _day(max(lasts, default=None)), aliases,
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
                {"terms": {"person": names}}, {"exists": {"field": "into"}},
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
        wanted = sorted(set(names))
        found = {}
        for start in range(0, len(wanted), MAX_NAMES):
            for each in self._documents({"bool": {"filter": [
                {"terms": {"name": wanted[start : start + MAX_NAMES]}},
                {"exists": {"field": "into"}}, {"term": {"named": 1}},
            ]}}):  # fmt: skip
                found[each["name"]] = each["person"]
        merges = self._user_merges()
        for name in wanted:
            person = found.get(name, name)
            merged = merges.get(name) or merges.get(person)
            if merged:
                found[name] = merged.into
        return {name: person for name, person in found.items() if person != name}

    def spellings(self, folded: Sequence[str]) -> dict[str, str]:
        """Return the most frequent spelling of each of these folded names."""
        found: dict[str, str] = {}
        for start in range(0, len(folded), MAX_TERMS):
            names = [f" {name}" for name in folded[start : start + MAX_TERMS]]
            documents = self._documents({"terms": {"person_names": names}})
            documents.sort(key=lambda each: (each["named"], each["quotes"]))
            found |= {whole_name(each["name"]): each["name"] for each in documents}
        return found

    def with_persons(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Return quotes with the names under which the archive lists their speakers."""
        names = {name for quote in quotes if quote.named for name in quote.speakers}
        persons = self.persons(names) if names else {}
        return [
            quote._replace(persons=tuple(persons.get(name, name) for name in quote.speakers))
            if quote.named and not persons.keys().isdisjoint(quote.speakers)
            else quote
            for quote in quotes
        ]

    def aliases_matching(self, wanted: Sequence[str]) -> list[str]:
        """Return the aliases of every speaker whose main name has all these folded words."""
        if not wanted:
            return []
        merges = self._user_merges()
        every = [{"term": {"person_words": encode([word])}} for word in wanted]
        found = [
            each["name"]
            for each in self._documents(
                {"bool": {"filter": [*every, {"exists": {"field": "into"}}]}}
            )
            if each["name"] not in merges
        ]
        return found + [
            name for name, merge in merges.items()
            if merge.into != name and set(wanted) <= set(plain_words(merge.into))
        ]  # fmt: skip

    def is_quoted(self, name: str) -> bool:
        """Whether anybody is quoted under a name."""
        return bool(self._documents({"bool": {"filter": [
            {"term": {"name": name}}, {"term": {"named": 1}},
        ]}}))  # fmt: skip

    def _user_merges(self) -> dict[str, Merge]:
        """Return the names that the user merged or split."""
        corrections = self._corrections()
        if corrections == self._merges[0]:
            return self._merges[1]
        names = {name for each in corrections for name in (each.name, each.other)}
        documents = self._documents({"bool": {"filter": [
            {"term": {"named": 1}}, {"terms": {"name": sorted(names)}},
        ]}}) if names else []  # fmt: skip
        persons = {each["person"] for each in documents} | names
        into = {
            each["name"]: each["person"]
            for each in self._documents({"terms": {"person": sorted(persons)}})
        } if persons else {}  # fmt: skip
        merges: dict[str, Merge] = {}
        for each in corrections:
            made = f" on {each.made}" if each.made else ""
            person, other = into.get(each.name, each.name), into.get(each.other, each.other)
            if each.same and person != other:
                for name in {n for n, p in into.items() if p == person} | {person}:
                    into[name] = other
                    merges[name] = Merge(other, f"merged by {each.by or 'you'}{made}")
            elif not each.same and person == other:
                alias = each.other if each.name == person else each.name
                into[alias] = alias
                merges[alias] = Merge(alias, "")
        self._merges = (corrections, merges)
        return merges

    # Changing

    def uncompared(self) -> list[NamedSpeaker]:
        return [_named(each) for each in self._documents({"bool": {"filter": [
            {"term": {"block": ""}}, {"term": {"named": 1}},
        ]}})]  # fmt: skip

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        """Store what identifies names, and decide again which names of their blocks are one."""
        if not speakers:
            return
        wanted: dict[str, NamedSpeaker] = {}
        for speaker in speakers:
            known = wanted.get(speaker.name)
            context = speaker.context | (known.context if known else frozenset())
            wanted[speaker.name] = speaker._replace(context=context)
        self._connection.send("POST", f"/{self._index.names}/_refresh")
        lines: list[tuple[Json, Json | None]] = []
        for document in self._documents({"bool": {"filter": [
            {"terms": {"name": sorted(wanted)}}, {"term": {"named": 1}},
        ]}}):  # fmt: skip
            new = wanted[document["name"]]
            names = sorted(new.context.union(document.get("context") or []))
            lines.append(self._update(document["name"], {
                "label": new.label, "block": new.block, "context": names[:MAX_CONTEXT],
            }))  # fmt: skip
        self._connection.bulk(lines)
        self._connection.send("POST", f"/{self._index.names}/_refresh")
        blocks = {speaker.block for speaker in wanted.values()}
        members: dict[str, list[Json]] = {}
        for document in self._documents({"bool": {"filter": [
            {"terms": {"block": sorted(blocks)}}, {"term": {"named": 1}},
        ]}}):  # fmt: skip
            members.setdefault(document["block"], []).append(document)
        before = {each["name"]: each["person"] for found in members.values() for each in found}
        folds = [fold for found in members.values() for fold in self._fold_block(found, decide)]
        moved = [name for name, fields in folds if fields["person"] != before[name]]
        self._index.enqueue({}, moved)
        lines = [self._update(*fold) for fold in folds]
        self._connection.bulk(lines)
        self._index.refresh()

    def _fold_block(self, documents: list[Json], decide: DecideFolds) -> Iterator[tuple[str, Json]]:
        """Decide again which names of a block are one person's; yield those that change."""
        documents.sort(key=lambda each: str(each["name"]))
        folds = decide([_named(each) for each in documents])
        persons = {}
        for document in documents:
            into, _ = folds.get(document["name"], ("", ""))
            while into in folds and folds[into][0] not in (document["name"], into):
                into = folds[into][0]
            persons[document["name"]] = into or document["name"]
        for document in documents:
            name = document["name"]
            names = [other for other, person in persons.items() if person == persons[name]]
            fold = fold_fields(name, persons[name], 1, names) | {
                "reason": folds.get(name, ("", ""))[1]
            }
            if any(document.get(field) != value for field, value in fold.items()):
                yield name, fold

    def _update(self, name: str, fields: Json) -> tuple[Json, Json]:
        spoken = spoken_as(name, named=True)
        action = {"_index": self._index.names, "_id": name_id(spoken)}
        return {"update": action | {"retry_on_conflict": MAX_CONFLICTS}}, {"doc": fields}

    def _documents(self, query: Json) -> list[Json]:
        answer = self._search({"query": query, "size": MAX_NAMES})
        return [each["_source"] for each in answer["hits"]["hits"]]

    def _search(self, body: Json) -> Any:
        return self._connection.search(f"/{self._index.names}/_search", body)


def _with_prefix(prefix: str) -> Json:
    found = " ".join(plain_words(prefix))
    return {"wildcard": {"person_names": {"value": f"* {found}*"}}} if found else {"match_all": {}}


def _speaker(bucket: Json) -> Speaker:
    return Speaker(
        bucket["key"][1:], bucket["key"][0] == "1", int(bucket["quotes"]["value"]),
        int(bucket["articles"]["value"]), _day(number_of(bucket["first"])),
        _day(number_of(bucket["last"])),
    )  # fmt: skip


def _named(document: Json) -> NamedSpeaker:
    return NamedSpeaker(
        document["name"], document["label"], document["block"],
        frozenset(document.get("context") or ()), _day(document.get("first")),
        _day(document.get("last")),
    )  # fmt: skip


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None
