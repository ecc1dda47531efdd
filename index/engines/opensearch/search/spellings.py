"""Find how a name is spelt in the articles of a cluster: every spelling is one name."""

from __future__ import annotations

from collections.abc import Collection
from unicodedata import normalize

from index.engines.local.fulltext.analysis import words
from index.engines.local.fulltext.field_names import spelling_key
from index.engines.local.fulltext.search.database_conditions import NAMED_FIELDS
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.storing.documents import NAME_LISTS, encode
from index.query import WholeName

MAX_SPELLINGS = 10_000  # names in the articles with the same words


def spellings_of(
    connection: Connection, index: str, name: WholeName, others: Collection[str]
) -> list[str]:
    """Return all spellings of a name, and of the other names of the same person or thing."""
    if name.field == "speaker":  # quotes have the folded names of their speakers
        return list(others)
    lists = [NAME_LISTS[each] for each in NAMED_FIELDS.get(name.field, ())] or ["outlet"]
    known = {name.text} if name.field == "source" else {name.text, *others}
    spelt = {form for each in known for form in (each, each.upper(), spelling_key(each))}
    forms = {normalize(form, each) for each in spelt for form in ("NFC", "NFD")}
    either = [{"match_phrase": {name.field: encode(words(each))}} for each in forms if words(each)]
    if not either:
        return sorted(known)
    found = connection.search(f"/{index}/_search", {
        "query": {"bool": {"should": either}}, "size": 0,
        "aggs": {each: {"terms": {"field": each, "size": MAX_SPELLINGS}} for each in lists},
    })["aggregations"]  # fmt: skip
    keys = {spelling_key(each) for each in known}
    spelt = {bucket["key"] for each in lists for bucket in found[each]["buckets"]}
    return sorted(known | {each for each in spelt if spelling_key(each) in keys})
