"""Store which names of a cluster are one person's.

``fold`` has the names of a block decided. Names that differ only in capitals, accents or quotation
marks are always one person's, and a description is listed under what is spelt alike: no search and
no count can tell them apart. The rules are those of ``local.corrections.names``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from index.engines.local.corrections.names import SPELT_OTHERWISE, Fold, Persons
from index.engines.local.fulltext.analysis import name_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import day_of, encode, name_id, spoken_as
from index.engines.opensearch.storing.schema import meta
from index.engines.protocol_parts import DecideFolds, NamedSpeaker
from index.user_data import NameCorrection

MAX_NAMES = 10_000  # in one answer
MAX_TERMS = 1000  # names asked for in one request
MAX_CONTEXT = 300  # names stored from all articles of a speaker
EVERY_FIELD: Json = {"includes": ["*"]}
WITHOUT_CONTEXT: Json = {"excludes": ["context"]}
NAMED: Json = {"term": {"named": 1}}
MAX_CONFLICTS = 5  # how often a change of a name is repeated if others change it meanwhile


class NameFolds:
    """Which names of one archive belong to one person."""

    def __init__(self, connection: Connection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index

    def uncompared(self) -> list[NamedSpeaker]:
        """Return the names that were never compared with others."""
        return [_named(each) for each in self.documents(_named_ones({"term": {"block": ""}}))]

    def joins_spellings(self) -> bool:
        """Return whether all names of the archive that are spelt alike are listed together.

        In an archive of an older program, only those are that were found in articles added since.
        """
        found = self._connection.send("GET", f"/{self._index.names}/_mapping")
        (mapping,) = found.values()
        return bool(mapping["mappings"].get("_meta") == meta("names"))

    def mark_joined(self) -> None:
        """Note that all names of the archive that are spelt alike are listed together."""
        self._connection.send("PUT", f"/{self._index.names}/_mapping", {"_meta": meta("names")})

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        """Store what identifies names, and decide again which names of their blocks are one."""
        if not speakers:
            return
        self._describe(speakers)
        blocks = {speaker.block for speaker in speakers}
        members: dict[str, list[Json]] = defaultdict(list)
        for document in self.documents(_named_ones({"terms": {"block": sorted(blocks)}})):
            members[document["block"]].append(document)
        found: dict[str, Fold] = {}
        for documents in members.values():
            found |= _decided(documents, decide)
        self._store(self.related(found), found)

    def join_spellings(self, names: Iterable[str]) -> None:
        """List names that are spelt alike, and descriptions, under one of them."""
        self._store(self.related(names), {})

    def _describe(self, speakers: Sequence[NamedSpeaker]) -> None:
        wanted: dict[str, NamedSpeaker] = {}
        for speaker in speakers:
            known = wanted.get(speaker.name)
            context = speaker.context | (known.context if known else frozenset())
            wanted[speaker.name] = speaker._replace(context=context)
        self._refresh()
        lines: list[tuple[Json, Json | None]] = []
        for document in self.documents(_named_ones({"terms": {"name": sorted(wanted)}})):
            new = wanted[document["name"]]
            names = sorted(new.context.union(document.get("context") or []))
            lines.append(self._update(document, {
                "label": new.label, "block": new.block, "context": names[:MAX_CONTEXT],
            }))  # fmt: skip
        self._connection.bulk(lines)
        self._refresh()

    def related(self, names: Iterable[str]) -> list[Json]:
        """Return all names of the people who have one of these names, and of those alike."""
        found: dict[str, Json] = {}
        wanted, asked = {f" {whole_name(name)}" for name in names}, set[str]()
        while new := sorted(wanted - asked):
            asked.update(new)
            for start in range(0, len(new), MAX_TERMS):
                part = {"terms": {"person_names": new[start : start + MAX_TERMS]}}
                for each in self.documents(part, WITHOUT_CONTEXT):
                    found[spoken_of(each)] = each
                    wanted.update(each["person_names"])
        return list(found.values())

    def _store(self, documents: Collection[Json], found: Mapping[str, Fold]) -> None:
        """Store to whom these names belong; ``found`` is what was decided about some of them."""
        lines: list[tuple[Json, Json | None]] = []
        moved = []
        for each, fields in placed(documents, found):
            if any((each.get(field) or "") != (value or "") for field, value in fields.items()):
                lines.append(self._update(each, fields))
            if each["named"] and fields["person"] != each["person"]:
                moved.append(each["name"])
        self._index.enqueue({}, moved)
        self._connection.bulk(lines)
        if lines:
            self._index.refresh()

    def _update(self, document: Json, fields: Json) -> tuple[Json, Json]:
        action = {"_index": self._index.names, "_id": name_id(spoken_of(document))}
        return {"update": action | {"retry_on_conflict": MAX_CONFLICTS}}, {"doc": fields}

    def _refresh(self) -> None:
        self._connection.send("POST", f"/{self._index.names}/_refresh")

    def documents(self, query: Json, source: Json = EVERY_FIELD) -> list[Json]:
        """Return the documents of names that match, at most ``MAX_NAMES``."""
        path = f"/{self._index.names}/_search"
        body = {"query": query, "size": MAX_NAMES, "_source": source}
        answer = self._connection.search(path, body)
        return [each["_source"] for each in answer["hits"]["hits"]]


def placed(
    documents: Collection[Json], found: Mapping[str, Fold],
    corrections: Iterable[NameCorrection] = (),
) -> Iterator[tuple[Json, Json]]:  # fmt: skip
    """Yield names, each with the fields that say to whom it belongs.

    They are all names of some people, with all that are spelt alike. ``found`` is what was decided
    about some of them; ``corrections`` are those of the person for whom they are placed.
    """
    named = {each["name"] for each in documents if each["named"]}
    folds = {
        each["name"]: found.get(each["name"]) or _fold_found(each)
        for each in documents
        if each["named"]
    }
    lost = {name for name, (into, _) in folds.items() if into and into not in named}
    folds |= dict.fromkeys(lost, (None, ""))
    persons = Persons(folds, _spelt_alike(documents))
    for correction in corrections:
        persons.correct(correction)
    mains = {
        whole_name(each["name"]): each
        for each in sorted(documents, key=lambda d: (d["named"], d["quotes"], d["name"]))
    }
    places: list[tuple[Json, str, bool, str | None]] = []
    names: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for each in documents:
        main = each if each["named"] else mains[whole_name(each["name"])]
        person = persons.person(main["name"]) if main["named"] else main["name"]
        into = person if each["named"] else main["name"]
        is_itself = into == each["name"] and main["named"] == each["named"]
        places.append((each, person, bool(main["named"]), None if is_itself else into))
        names[person, bool(main["named"])].add(each["name"])
    for each, person, is_named, into in places:
        fields = _person_fields(person, names[person, is_named], named=is_named)
        fields |= {
            "into": into, "reason": persons.folds[each["name"]][1] if each["named"] else "",
        }  # fmt: skip
        if each["named"] and each["name"] in lost:
            fields["block"] = ""
        yield each, fields


def new_document(spoken: str) -> Json:
    """Return the document of a name that nobody had yet, without counts."""
    name, named = spoken[1:], int(spoken[0])
    fields = _person_fields(name, [name], named=bool(named))
    return {"name": name, "named": named, "block": "", "label": "person", **fields}


def _person_fields(person: str, names: Iterable[str], *, named: bool) -> Json:
    """Return the fields that say whose a name is; ``names`` are all of the person."""
    folded = {whole_name(each): encode(name_words(each)) for each in (person, *names)}
    return {
        "person": person, "speaker": spoken_as(person, named=named),
        "person_words": [words for _, words in sorted(folded.items())],
        "person_names": [f" {name}" for name in sorted(folded)],
    }  # fmt: skip


def _fold_of(document: Json) -> Fold:
    """Return the name under which a name is listed, and the reason."""
    return (document["into"], document.get("reason") or "") if document.get("into") else (None, "")


def _fold_found(document: Json) -> Fold:
    """Return what the program found about a name, without what its spelling adds."""
    fold = _fold_of(document)
    return (None, "") if fold[1] == SPELT_OTHERWISE else fold


def _spelt_alike(documents: Iterable[Json]) -> dict[str, list[str]]:
    """Return the names that are spelt alike; the others are listed under the first of them."""
    named = (each for each in documents if each["named"])
    ranked = sorted(named, key=lambda each: (each["quotes"], each["name"]), reverse=True)
    ranked.sort(key=lambda each: _fold_found(each)[0] is None)
    alike: dict[str, list[str]] = defaultdict(list)
    for each in ranked:
        alike[whole_name(each["name"])].append(each["name"])
    return {folded: names for folded, names in alike.items() if len(names) > 1}


def _decided(documents: list[Json], decide: DecideFolds) -> dict[str, Fold]:
    """Return, for each name of a block, the fullest name of its chain of folds, if any."""
    documents.sort(key=lambda each: str(each["name"]))
    folds = decide([_named(each) for each in documents])
    found: dict[str, Fold] = {}
    for document in documents:
        name = document["name"]
        into, reason = folds.get(name, ("", ""))
        while into in folds and folds[into][0] not in (name, into):
            into = folds[into][0]
        found[name] = into or None, reason
    return found


def _named_ones(query: Json) -> Json:
    return {"bool": {"filter": [query, NAMED]}}


def spoken_of(document: Json) -> str:
    """Return the speaker of a document, as ``spoken_as`` has it."""
    return spoken_as(document["name"], named=bool(document["named"]))


def _named(document: Json) -> NamedSpeaker:
    return NamedSpeaker(
        document["name"], document["label"], document["block"],
        frozenset(document.get("context") or ()), day_of(document.get("first")),
        day_of(document.get("last")),
    )  # fmt: skip
