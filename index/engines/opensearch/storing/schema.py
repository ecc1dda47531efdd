"""The indices of an archive: their fields, and how words are split.

Words are split, folded and stemmed by ``fulltext.analysis``, the same as on one machine, and sent
as words with spaces between them. So both engines find the same by construction, and no
setting of the cluster can change what a search means. Positions are those of the words; a folded
word and its stem have the same position in two fields, and more fields say where sentences and
paragraphs start and end, and which words with hyphens start where.
"""

from __future__ import annotations

from typing import Any

from index.engines.local.fulltext.documents import RUN_GAP
from index.engines.local.fulltext.field_names import DOCUMENT_VERSION
from index.record.utterances import RULES

FORMAT = 2
"""Raising it means that archives must be copied to a new index."""
SPELLINGS = {"spellings": 3}
"""Marks an index of names in which names that are spelt alike are listed together, and each name
has the words of all names of the person."""
WORDS = {"words": DOCUMENT_VERSION}
"""Marks an index whose words follow the rules of searches."""
GROUPING = {"grouping": RULES}
"""Marks an archive whose quotes are all grouped by the present rules."""
REGROUPING = "regrouping"
"""The document of ``ungrouped`` that says how far they are; see ``regrouping``."""
MAX_WORD = 8000  # letters of a word that are indexed
STARTS, ENDS, ALONE, INSIDE = "s", "e", "b", "i"
"""A word that starts a sentence or paragraph, ends it, does both, or neither."""
NAME_FIELDS = ("by", "source", "section", "topic", "person", "org", "place", "entity")
QUOTE_NAME_FIELDS = ("speaker", "described", "cue")
STEMS, SENTENCES, PARAGRAPHS, HYPHENS = "_stems", "_sentences", "_paragraphs", "_hyphens"

Fields = dict[str, dict[str, Any]]


def _words(*, norms: bool = False) -> dict[str, Any]:
    return {
        "type": "text", "analyzer": "words", "norms": norms, "position_increment_gap": RUN_GAP,
    }  # fmt: skip


def _breaks() -> dict[str, Any]:
    return {**_words(), "analyzer": "breaks"}


def _text(name: str) -> Fields:
    return {
        name: _words(norms=True), name + STEMS: _words(norms=True),
        name + SENTENCES: _breaks(), name + PARAGRAPHS: _breaks(),
        name + HYPHENS: _breaks(),
    }  # fmt: skip


KEYWORD = {"type": "keyword", "ignore_above": MAX_WORD}
LONG, INTEGER, BOOLEAN = {"type": "long"}, {"type": "integer"}, {"type": "boolean"}

_COMMON: Fields = {
    "id": KEYWORD, "added": LONG, "story": LONG, "state": {"type": "byte"}, "related": BOOLEAN,
    "day": INTEGER, "month": KEYWORD, "outlet": KEYWORD,
    "title": _words(norms=True), "title" + STEMS: _words(norms=True),
    "title" + HYPHENS: _breaks(),
    **{name: _words() for name in NAME_FIELDS},
}  # fmt: skip
_QUOTE: Fields = {
    **_text("said"), **{name: _words() for name in QUOTE_NAME_FIELDS},
    "who": KEYWORD, "type": KEYWORD, "confidence": {"type": "double"}, "number": INTEGER,
    "key": KEYWORD, "versions": INTEGER, "drift": KEYWORD,
}  # fmt: skip

ARTICLES: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"includes": ["row", "added", "story", "line", "state", "copies", "versions"]},
    "properties": {
        **_COMMON, **_text("text"), "row": {"type": "object", "enabled": False},
        "line": LONG, "copies": INTEGER, "versions": INTEGER, "quote_count": INTEGER,
        "headline": KEYWORD, "annotated_by": KEYWORD, "english": BOOLEAN,
        "address": KEYWORD, "location": KEYWORD, "bands": LONG,
        "spoken": KEYWORD, "speakers": KEYWORD, "persons": KEYWORD, "orgs": KEYWORD,
        "places": KEYWORD,
        "quotes": {"type": "nested", "properties": _QUOTE},
    },
}  # fmt: skip
QUOTES: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"includes": ["id", "number", "start", "uttered"]},
    "properties": {
        **_COMMON, **_QUOTE, "start": INTEGER,
        "spoken": KEYWORD, "voices": KEYWORD, "debuts": KEYWORD, "repeated": BOOLEAN,
        "words": INTEGER, "times": {**KEYWORD, "index": False},
        "marks": {**KEYWORD, "doc_values": False}, "utterance": KEYWORD, "first_said": INTEGER,
        "last_said": INTEGER, "uttered": {"type": "object", "enabled": False},
    },
}  # fmt: skip
NAMES: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "name": KEYWORD, "named": INTEGER, "person": KEYWORD, "into": KEYWORD,
        "reason": {"type": "keyword", "index": False, "doc_values": False},
        "person_words": _words(), "person_names": KEYWORD, "speaker": KEYWORD,
        "label": KEYWORD, "block": KEYWORD,
        "context": {"type": "keyword", "index": False, "doc_values": False},
        "quotes": INTEGER, "articles": INTEGER, "first": INTEGER, "last": INTEGER,
    },
}  # fmt: skip
UNGROUPED: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "article": KEYWORD,
        "name": KEYWORD,
        "day": INTEGER,
        "position": LONG,
        "until": LONG,
    },
}
PARTS = {"articles": ARTICLES, "quotes": QUOTES, "names": NAMES, "ungrouped": UNGROUPED}
IN_ONE_SHARD = ("names", "ungrouped")  # few documents; names are counted exactly only in one

ANALYSIS = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": MAX_WORD}},
    "filter": {"inside": {"type": "stop", "stopwords": [INSIDE]}},
    "analyzer": {
        "words": {"type": "custom", "tokenizer": "spaces"},
        "breaks": {"type": "custom", "tokenizer": "spaces", "filter": ["inside"]},
    },
}


def index_settings(part: str, shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings and fields of one index of an archive."""
    return {
        "settings": {
            "number_of_shards": 1 if part in IN_ONE_SHARD else shards,
            "number_of_replicas": replicas,
            "analysis": ANALYSIS,
        },
        "mappings": {**PARTS[part], "_meta": meta(part)},
    }


def meta(part: str) -> dict[str, int]:
    """Return what an index says about the program that filled it."""
    marks = {"articles": WORDS, "names": SPELLINGS, "ungrouped": GROUPING}
    return {"onrecord": FORMAT, **marks.get(part, {})}
