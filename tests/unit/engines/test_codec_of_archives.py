"""Whoosh opens, parses and searches the index of an archive."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from whoosh import query
from whoosh.index import open_dir
from whoosh.qparser import FuzzyTermPlugin, QueryParser
from whoosh.query.spans import SpanNear2

from index.archive import Archive
from index.engines.local.fulltext.schema import SCHEMAS, WORDS, Forms
from tests.support.builders import MarkedAnnotator

TEXTS = {
    "a": " date 2024-03-05 The ferry sank off Łindø. “We saved boats,” [Ana Pell] she said.",
    "b": " date 2024-03-06 Two ferries and a ferryman met in O'Brien's harbour. The sea was calm.",
    "c": " date 2024-04-01 Nobody saw a boat in the harbour.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of the index of an archive."""
    made = tmp_path_factory.mktemp("archive")
    for name, text in TEXTS.items():
        (made / f"{name}.txt").write_text(text)
    with Archive.open(made / "archive", MarkedAnnotator()) as archive:
        assert len(list(archive.add(sorted(made.glob("*.txt"))))) == 3
    return str(made / "archive" / "index")


LINES = [
    pytest.param("ferry", [1, 2], id="forms of a word"),
    pytest.param("LINDØ", [1], id="a word without accents"),
    pytest.param('"saved boats"', [1], id="a phrase"),
    pytest.param("o’brien", [2], id="an apostrophe"),
    pytest.param("ferry NOT saved", [2], id="without a word"),
    pytest.param("ferrym*", [2], id="a prefix"),
    pytest.param("ferr?", [1], id="a wildcard"),
    pytest.param("fery~1", [1], id="a fuzzy word"),
    pytest.param("date:2024-03-06", [2], id="a day"),
    pytest.param("date:2024-03*", [1, 2], id="a month"),
    pytest.param("date:2024-03", [1, 2], id="a month without a wildcard"),
    pytest.param("date:2024-0*", [1, 2, 3], id="the start of a date"),
    pytest.param("date:202*", [1, 2, 3], id="the start of a year"),
    pytest.param("date:2024", [1, 2, 3], id="a year"),
    pytest.param("date:2023", [], id="another year"),
    pytest.param("date:now", [], id="no date"),
    pytest.param("date:{2024-03 TO 2024-12]", [3], id="a range after a month"),
    pytest.param("date:[2024-03 TO 2024-04}", [1, 2], id="a range before a month"),
    pytest.param("date:[2024-03-06 TO 2024-12-31]", [2, 3], id="a range of days"),
    pytest.param("date:[2024-03 TO 2024-03]", [1, 2], id="a range of months"),
    pytest.param("date:{2024-03-05 TO 2024-04-01}", [2], id="a range without its ends"),
    pytest.param("date:[TO 2024-03-05]", [1], id="a range without a start"),
    pytest.param("NOT date:[2024-04 TO]", [1, 2], id="not in a range"),
]


@pytest.mark.parametrize(("line", "keys"), LINES)
def test_whoosh_parses_and_answers_a_line(folder: str, line: str, keys: list[int]) -> None:
    parser = QueryParser("text", SCHEMAS["articles"], termclass=Forms)
    parser.add_plugin(FuzzyTermPlugin())
    with open_dir(folder, "articles").searcher() as searcher:
        hits = searcher.search(parser.parse(line), limit=None)
        assert sorted(hit["key"] for hit in hits) == keys


def test_whoosh_finds_quotes_by_speaker(folder: str) -> None:
    index = open_dir(folder, "quotes")
    with index.searcher() as searcher:
        parser = QueryParser("said", index.schema, termclass=Forms)
        (hit,) = searcher.search(parser.parse("boat speaker:pell"))
        assert (hit["key"], hit["number"], hit["date"]) == (1, 0, "2024-03-05")
        assert len(searcher.search(parser.parse('who:"Ana Pell"'))) == 1


def test_whoosh_sorts_groups_highlights_and_finds_similar_articles(folder: str) -> None:
    index = open_dir(folder, "articles")
    with index.searcher() as searcher:
        newest = searcher.search(query.Every(), sortedby="date", reverse=True, groupedby="quotes")
        assert [hit["key"] for hit in newest] == [3, 2, 1]
        assert {number: len(docs) for number, docs in newest.groups().items()} == {0: 2, 1: 1}
        hit = searcher.search(Forms("text", "ferries"), terms=True)[1]
        assert hit["key"] == 2
        assert hit.highlights("text", TEXTS["b"]).count("<b") == 1
        assert "ferries" in dict(searcher.key_terms([hit.docnum], "text", numterms=20))
        assert {each["key"] for each in hit.more_like_this("text", numterms=20)} == {1, 3}


def test_forms_of_a_word_count_as_one_word(folder: str) -> None:
    with open_dir(folder, "articles").searcher() as searcher:
        forms = searcher.search(Forms("text", "boats"), limit=None)
        boat, boats = query.Term("text", "boat"), query.Term("text", "boats")
        apart = searcher.search(boat | boats, limit=None)
        assert sorted(hit["key"] for hit in forms) == sorted(hit["key"] for hit in apart) == [1, 3]
        assert forms[0].score < apart[0].score  # each form by itself is rarer
        assert Forms("text", "boats").estimate_size(searcher.reader()) == 2


def test_forms_that_matched_are_listed_if_asked_for(folder: str) -> None:
    with open_dir(folder, "articles").searcher() as searcher:
        hits = searcher.search(Forms("text", "ferry"), terms=True)
        matched = {hit["key"]: hit.matched_terms() for hit in hits}
        assert matched == {1: [("text", b"ferry")], 2: [("text", b"ferries")]}


def test_forms_of_a_word_are_found_near_another(folder: str) -> None:
    with open_dir(folder, "articles").searcher() as searcher:
        near = [Forms("text", "ferry"), Forms("text", "ferryman")]
        for slop, keys in ((3, [2]), (2, [])):
            found = searcher.search(SpanNear2(near, slop=slop))
            assert [hit["key"] for hit in found] == keys


def test_forms_of_a_word_in_a_field_of_names_are_that_word(folder: str) -> None:
    with open_dir(folder, "quotes").searcher() as searcher:
        assert len(searcher.search(Forms("speaker", "pell"))) == 1
        assert len(searcher.search(Forms("speaker", "pells"))) == 0


def test_vector_lists_the_words_of_one_document(folder: str) -> None:
    with open_dir(folder, "articles").reader() as reader:
        words: Iterable[tuple[str, list[int]]] = reader.vector_as("positions", 2, "text")
        assert {word: len(positions) for word, positions in words} == {
            "nobody": 1, "saw": 1, "a": 1, "boat": 1, "in": 1, "the": 1, "harbour": 1,
        }  # fmt: skip


def test_words_are_split_as_in_our_own_search() -> None:
    found = [
        (t.text, t.pos, t.startchar, t.endchar)
        for t in WORDS("The Łódź", positions=True, chars=True)
    ]
    assert found == [("the", 0, 0, 3), ("lodz", 1, 4, 8)]
