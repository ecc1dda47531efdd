"""The Whoosh codec: Whoosh's own reader and searcher work on our posting lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from whoosh import query
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.scoring import TF_IDF
from whoosh.writing import SegmentWriter

from index.engines.local.fulltext.codec.codec import PostingsCodec

SCHEMA = Schema(
    id=ID(stored=True, unique=True),
    text=TEXT(sortable=True),
    tags=KEYWORD(stored=True, commas=True),
    number=NUMERIC(sortable=True),
    note=STORED,
)


@pytest.fixture(scope="module", params=["folder", "memory"])
def new_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], FileIndex]]:
    """Return a function that makes an empty index, in a folder or in memory."""

    def make() -> FileIndex:
        folder = str(tmp_path_factory.mktemp("index"))
        storage = FileStorage(folder) if request.param == "folder" else RamStorage()
        return FileIndex.create(storage, SCHEMA, "test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield make


@pytest.fixture
def index(new_index: Callable[[], FileIndex]) -> FileIndex:
    """Return an empty index."""
    return new_index()


def writer(index: FileIndex) -> SegmentWriter:
    return index.writer(codec=PostingsCodec())


def add(index: FileIndex, *texts: str, first: int = 0) -> None:
    """Add documents in one segment of their own."""
    with writer(index) as adding:
        adding.merge = False
        for number, text in enumerate(texts, first):
            adding.add_document(id=str(number), text=text, number=number, note={"n": number})


def found(index: FileIndex, asked: query.Query) -> list[str]:
    """Return the ids of the documents that match, in order."""
    with index.searcher() as searcher:
        return sorted((hit["id"] for hit in searcher.search(asked, limit=None)), key=int)


def word(text: str) -> query.Term:
    return query.Term("text", text)


# What is written is read back


def test_terms_and_their_statistics_are_read_back(index: FileIndex) -> None:
    add(index, "pier ferry pier", "ferry", "harbour wall pier")
    with index.reader() as reader:
        assert list(reader.field_terms("text")) == ["ferry", "harbour", "pier", "wall"]
        info = reader.term_info("text", "pier")
        assert (info.weight(), info.doc_frequency(), info.max_weight()) == (3, 2, 2)
        assert (info.min_id(), info.max_id()) == (0, 2)
        assert (info.min_length(), info.max_length()) == (3, 3)
        assert (reader.frequency("text", "pier"), reader.doc_frequency("text", "pier")) == (3, 2)
        assert [reader.doc_field_length(doc, "text") for doc in range(3)] == [3, 1, 3]
        assert reader.field_length("text") == 7
        assert (reader.min_field_length("text"), reader.max_field_length("text")) == (1, 3)


def test_terms_of_several_segments_are_read_together(index: FileIndex) -> None:
    add(index, "pier pier", first=0)
    add(index, "pier wall", first=1)
    with index.reader() as reader:
        terms = dict(reader.iter_field("text"))
        assert list(terms) == [b"pier", b"wall"]
        assert [info.min_id() for info in terms.values()] == [0, 1]
        assert reader.most_frequent_terms("text", 1) == [(3, b"pier")]


def test_terms_go_on_from_a_prefix_to_the_end_of_the_last_field(index: FileIndex) -> None:
    add(index, "ferry pier", "wall")
    with index.reader() as reader:
        assert [text for name, text in reader.terms_from("text", "ga") if name == "text"] == [
            b"pier", b"wall",
        ]  # fmt: skip
        assert list(reader.expand_prefix("text", "fe")) == [b"ferry"]
        assert [term for term, _ in reader.iter_from("text", "pz")] == [("text", b"wall")]
        assert set(reader.indexed_field_names()) >= {"id", "text"}


def test_missing_terms_and_fields_are_reported_as_whoosh_expects(index: FileIndex) -> None:
    add(index, "pier")
    with index.reader() as reader:
        assert ("text", "boat") not in reader
        assert reader.frequency("text", "boat") == reader.doc_frequency("text", "boat") == 0
        with pytest.raises(TermNotFound):
            reader.term_info("text", "boat")
        with pytest.raises(TermNotFound):
            reader.postings("text", "boat")
        assert list(reader.lexicon("tags")) == []


def test_stored_values_and_columns_are_read_back(index: FileIndex) -> None:
    add(index, "pier", "ferry")
    with index.searcher() as searcher:
        hits = searcher.search(query.Every(), sortedby="number", reverse=True)
        assert [(hit["id"], hit["note"]) for hit in hits] == [("1", {"n": 1}), ("0", {"n": 0})]


def test_cursor_walks_and_seeks_the_terms_of_a_field(index: FileIndex) -> None:
    add(index, "ant bee cat")
    with index.reader() as reader:
        cursor = reader.cursor("text")
        assert cursor.text() == cursor.first() == "ant"
        assert (cursor.find("b"), cursor.next(), cursor.next()) == ("bee", "cat", None)
        assert (cursor.is_valid(), cursor.term_info()) == (False, None)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_terms_are_found_among_many(index: FileIndex, size: int) -> None:
    add(index, " ".join(f"{2 * number:04}" for number in range(size)))
    with index.reader() as reader:
        cursor = reader.cursor("text")
        for number in range(2 * size):
            expected = number + number % 2
            found = f"{expected:04}" if expected < 2 * size else None
            assert cursor.find(f"{number:04}") == found
            assert (("text", f"{number:04}") in reader) == (number % 2 == 0)


UNUSUAL = ["naïve", "Łódź", "日本語", "𝄞𝄞", "ß", "a" * 1000, "x\ny", "x"]


def test_unusual_terms_are_found(index: FileIndex) -> None:
    with writer(index) as adding:
        for number, text in enumerate(UNUSUAL):
            adding.add_document(id=str(number), tags=text)
    for number, text in enumerate(UNUSUAL):
        assert str(number) in found(index, query.Term("tags", text))
    with index.reader() as reader:
        assert list(reader.field_terms("tags")) == sorted(set(UNUSUAL))


def test_numbers_are_found_in_a_range(index: FileIndex) -> None:
    add(index, *["pier"] * 40)
    assert found(index, query.NumericRange("number", 10, 13)) == ["10", "11", "12", "13"]


def test_index_without_documents_finds_nothing(index: FileIndex) -> None:
    with writer(index):
        pass
    assert found(index, word("pier")) == []


def test_field_that_no_document_has_finds_nothing(index: FileIndex) -> None:
    with writer(index) as adding:
        adding.add_document(id="0")
    for asked in (word("pier"), query.Prefix("text", "p"), query.FuzzyTerm("text", "pier")):
        assert found(index, asked) == []


def test_field_with_characters_is_refused(tmp_path: Path) -> None:
    schema = Schema(text=TEXT(chars=True))
    made = FileIndex.create(FileStorage(str(tmp_path)), schema, "test")
    adding = writer(made)
    adding.add_document(text="pier")
    with pytest.raises(ValueError, match="no characters"):
        adding.commit()
    adding.cancel()


def test_weights_of_boosted_documents_are_read_back(index: FileIndex) -> None:
    with writer(index) as adding:
        adding.add_document(id="0", text="pier", _text_boost=2.5)
        adding.add_document(id="1", text="pier pier")
    with index.searcher() as searcher:
        matcher = searcher.postings("text", "pier")
        assert matcher.weight() == 2.5
        matcher.next()
        assert matcher.weight() == 2


# Posting lists


LONG = 5000


@pytest.fixture(scope="module")
def long_list(new_index: Callable[[], FileIndex]) -> FileIndex:
    """Return an index in which every third document has a word, at two positions."""
    index = new_index()
    add(index, *("pier wall pier" if n % 3 == 0 else "wall" for n in range(LONG)))
    return index


def test_long_list_is_walked_to_its_end(long_list: FileIndex) -> None:
    with long_list.reader() as reader:
        matcher, walked = reader.postings("text", "pier"), []
        while matcher.is_active():
            walked.append(matcher.id())
            assert matcher.value_as("positions") == [0, 2]
            assert matcher.value_as("frequency") == matcher.weight() == 2
            matcher.next()
        assert walked == list(reader.postings("text", "pier").all_ids()) == list(range(0, LONG, 3))
        with pytest.raises(ReadTooFar):
            matcher.next()


def test_skipping_goes_to_the_first_document_that_is_not_before(long_list: FileIndex) -> None:
    with long_list.reader() as reader:
        for wanted in (0, 1, 3, 100, 2999, LONG - 3):
            matcher = reader.postings("text", "pier")
            matcher.skip_to(wanted)
            assert matcher.id() == -(-wanted // 3) * 3
            matcher.skip_to(0)
            assert matcher.id() == -(-wanted // 3) * 3
        matcher.skip_to(LONG)
        assert not matcher.is_active()


def test_copy_moves_on_its_own_and_reset_goes_back(long_list: FileIndex) -> None:
    with long_list.reader() as reader:
        matcher = reader.postings("text", "pier")
        matcher.next()
        copied = matcher.copy()
        copied.next()
        assert (matcher.id(), copied.id()) == (3, 6)
        copied.reset()
        assert (matcher.id(), copied.id()) == (3, 0)


# Several segments, deletions, merging


VOCABULARY = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen"]
QUERIES = [
    pytest.param(word("ant"), id="a word"),
    pytest.param(word("ant") & word("bee"), id="both"),
    pytest.param(word("ant") | word("hen"), id="either"),
    pytest.param(word("ant") - word("bee"), id="without"),
    pytest.param(query.Every() - word("ant"), id="not"),
    pytest.param(query.Phrase("text", ["ant", "bee"]), id="a phrase"),
    pytest.param(query.Phrase("text", ["ant", "bee"], slop=3), id="words near each other"),
    pytest.param(query.Prefix("text", "c"), id="a prefix"),
    pytest.param(query.Wildcard("text", "?e*"), id="a wildcard"),
    pytest.param(query.Regex("text", "[a-c].*"), id="a regular expression"),
    pytest.param(query.FuzzyTerm("text", "cet", prefixlength=0), id="a fuzzy word"),
    pytest.param(query.FuzzyTerm("text", "cet", maxdist=2), id="a fuzzy word with a prefix"),
    pytest.param(query.TermRange("text", "bee", "dog"), id="a range of words"),
    pytest.param(query.NumericRange("number", 20, 60), id="a range of numbers"),
    pytest.param(query.Every(), id="everything"),
]


def random_texts(count: int) -> list[str]:
    rng = Random(5)
    return [" ".join(rng.choices(VOCABULARY, k=rng.randrange(1, 9))) for _ in range(count)]


def fill(index: FileIndex, make: Callable[[FileIndex], SegmentWriter]) -> FileIndex:
    """Write documents in several segments, delete some, replace some, and merge some."""
    texts = random_texts(120)
    for start in range(0, 120, 30):
        with make(index) as adding:
            adding.merge = False
            for number, text in enumerate(texts[start : start + 30], start):
                adding.add_document(id=str(number), text=text, number=number)
    with make(index) as changing:
        changing.merge = False
        for number in range(0, 120, 7):
            changing.delete_by_term("id", str(number))
        for number in range(3, 120, 11):
            changing.update_document(id=str(number), text="ant hen", number=number)
    return index


@pytest.fixture(scope="module", params=["segments with deletions", "merged"])
def filled(request: pytest.FixtureRequest, new_index: Callable[[], FileIndex]) -> FileIndex:
    """Return an index of several segments, or the same merged into one."""
    index = fill(new_index(), writer)
    if request.param == "merged":
        merging = writer(index)
        merging.commit(optimize=True)
        assert not index.reader().has_deletions()
    return index


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> FileIndex:
    """Return the same documents in Whoosh's own format."""
    storage = FileStorage(str(tmp_path_factory.mktemp("stock")))
    made = FileIndex.create(storage, SCHEMA, "test")
    return fill(made, FileIndex.writer)


@pytest.mark.parametrize("asked", QUERIES)
def test_whoosh_finds_what_it_finds_in_its_own_format(
    filled: FileIndex, stock: FileIndex, asked: query.Query
) -> None:
    assert found(filled, asked) == found(stock, asked) != []


@pytest.mark.parametrize("limit", [1, 5, 20])
# Whoosh gives NOT too low a limit of its score, and then loses hits, whatever the codec.
@pytest.mark.parametrize("asked", [each for each in QUERIES if each.id != "without"])
def test_best_hits_are_the_first_of_all_hits(
    filled: FileIndex, asked: query.Query, limit: int
) -> None:
    with filled.searcher() as searcher:
        every = [hit.score for hit in searcher.search(asked, limit=None)]
        assert [hit.score for hit in searcher.search(asked, limit=limit)] == every[:limit]


def test_scorers_without_limits_rank_all_documents(filled: FileIndex) -> None:
    with filled.searcher(weighting=TF_IDF()) as searcher:
        every = [hit.score for hit in searcher.search(word("ant") | word("bee"), limit=None)]
        best = [hit.score for hit in searcher.search(word("ant") | word("bee"), limit=5)]
        assert best == every[:5]


def test_deleted_documents_stay_out_of_open_and_new_searchers(index: FileIndex) -> None:
    add(index, "pier", "pier wall")
    with index.searcher() as before:
        with writer(index) as deleting:
            deleting.delete_by_term("id", "0")
        assert len(before.search(word("pier"))) == 2
    assert found(index, word("pier")) == ["1"]
    assert index.doc_count() == 1


def test_columns_of_segments_that_were_merged_are_not_taken_for_zeros(index: FileIndex) -> None:
    add(index, "pier", first=3)
    add(index, "wall", first=5)
    with index.searcher() as before:
        writer(index).commit(optimize=True)
        with suppress(FileNotFoundError, NameError):
            assert list(before.reader().column_reader("number")) == [3, 5]


def test_cancelled_writer_leaves_the_index_as_it_was(index: FileIndex) -> None:
    add(index, "pier")
    adding = writer(index)
    adding.add_document(id="1", text="pier")
    adding.cancel()
    assert found(index, word("pier")) == ["0"]
