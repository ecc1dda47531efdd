"""The index of the local engine: it gives the same answers however it was built."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.article import Annotation, Article
from index.engines.local.engine import LocalEngine
from index.engines.local.fulltext.analysis import words
from index.engines.local.fulltext.codec import field_writer
from index.engines.local.fulltext.docsets import MatchedDocs
from index.engines.local.fulltext.search import fast_path
from index.engines.local.fulltext.search.evaluator import Evaluator
from index.engines.local.fulltext.search.query_results import MAX_RESULTS
from index.engines.local.fulltext.segments.postings import FORMAT, TRAILER
from index.engines.protocol import SearchRequest
from index.errors import ArchiveError
from index.query import And, Flag, Word, parse
from index.query.tree import Tree
from tests.support import reference
from tests.support.builders import annotated, article
from tests.support.engines import stored
from tests.support.strategies import TREES, WORDS, archive

ARTICLES = archive(60)
STEADY = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def add_one_by_one(engine: LocalEngine) -> None:
    for pair in ARTICLES:
        engine.add([pair])


def replace_some(engine: LocalEngine) -> None:
    engine.add(ARTICLES)
    engine.index.index(stored(engine, ARTICLES[3::9]))


def replace_most(engine: LocalEngine) -> None:
    engine.add(ARTICLES[:30])
    engine.add(ARTICLES[30:])
    engine.index.index(stored(engine, ARTICLES[:20]))
    add_one_by_one(engine)


HISTORIES = [
    pytest.param(add_one_by_one, id="merged repeatedly"),
    pytest.param(replace_some, id="with deleted documents"),
    pytest.param(replace_most, id="with a rewritten segment"),
]


@pytest.fixture(scope="module", params=HISTORIES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """Return an engine with the generated archive, whose segments merged a few terms at a time."""
    made = LocalEngine(Path(tmp_path_factory.mktemp("made")))
    fill: Callable[[LocalEngine], None] = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(field_writer, "MAX_MERGED_POSITIONS", 50)
        fill(made)
    yield made
    made.close()


@STEADY
@given(tree=TREES)
def test_index_matches_the_reference(engine: LocalEngine, tree: Tree) -> None:
    found = engine.search(SearchRequest(tree, "newest", 0, len(ARTICLES)))
    assert {hit.entry.id for hit in found.hits} == reference.search(tree, ARTICLES)


def test_facets_ignore_deleted_documents(engine: LocalEngine) -> None:
    tree = Word("source", "echo")
    total = engine.search(SearchRequest(tree, "newest", 0, 1)).total
    facets = engine.statistics.facets(tree)
    counted = {facet.field: sum(count for _, count in facet.values) for facet in facets}
    (months,) = (facet.values for facet in facets if facet.field == "date")
    dated = [one for one, _ in ARTICLES if "Echo" in one.source and one.date]
    assert counted["source"] == counted["date"] == total
    assert dict(months)[""] == total - len(dated)


@STEADY
@given(tree=TREES, marked=st.lists(st.tuples(st.sampled_from(ARTICLES), st.booleans())))
def test_facets_count_states_as_searches_do(
    engine: LocalEngine, tree: Tree, marked: list[tuple[tuple[Article, Annotation], bool]]
) -> None:
    for (one, _), on in marked:
        engine.marks.set(one.id, "read", on)
        engine.marks.set(one.id, "starred", not on)
    for show_copies in (False, True):
        states, *_ = engine.statistics.facets(tree, show_copies=show_copies)
        assert states.values == tuple(
            (state, engine.count_hits(And((tree, Flag(state))), show_copies=show_copies))
            for state in ("unread", "starred")
        )
    for one, _ in ARTICLES:
        engine.marks.set(one.id, "read", on=False)
        engine.marks.set(one.id, "starred", on=False)


_PLAIN = st.builds(
    Word,
    st.sampled_from(["text", "title"]),
    st.sampled_from([word for word in WORDS if len(words(word)) == 1]),
)


@STEADY
@given(
    tree=st.one_of(_PLAIN, st.lists(_PLAIN, min_size=2, max_size=3).map(tuple).map(And)),
    order=st.sampled_from(["relevance", "newest", "oldest"]),
    offset=st.integers(0, 5),
)
def test_fast_path_gives_the_same_page(
    engine: LocalEngine, tree: Tree, order: str, offset: int
) -> None:
    request = SearchRequest(tree, order, offset, 7)  # type: ignore[arg-type]
    assert fast_path.search(engine.index.searcher().state().articles, request)
    one_shot = LocalEngine(engine.folder, one_shot=True)
    assert one_shot.search(request)[:2] == engine.search(request)[:2]
    one_shot.close()


@pytest.mark.parametrize("line", ["ferr*", "pier OR ferry", '"the ferry"', "speaker:vint"])
def test_fast_path_declines_more_than_plain_words(tmp_path: Path, line: str) -> None:
    engine = LocalEngine(tmp_path)
    articles = engine.index.searcher().state().articles
    assert fast_path.search(articles, SearchRequest(parse(line).tree)) is None
    engine.close()


def test_fast_path_collapses_copies_as_the_evaluator_does(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    ferry = article(
        "The night ferry to Torp sails no more, the board said, and the islanders lose their last"
        " way home after the evening lectures of the school in Lindo.",
        "2024-03-05",
    )
    for source in ("Lindo Courier", "Valley Echo", "Harbour Post"):
        engine.add(annotated(ferry._replace(source=source)))
    engine.add(annotated(article("Another ferry sank.", "2024-03-06")))
    articles, tree = engine.index.searcher().state().articles, Word("text", "ferry")
    for show_copies, total in ((False, 2), (True, 4)):
        request = SearchRequest(tree, "newest", 0, 7, show_copies)
        found = engine.search(request)
        keys = [engine.store.articles.find_key(hit.entry.id) for hit in found.hits]
        answer = fast_path.search(articles, request)
        assert answer is not None
        assert (answer[0], [articles.column("key")[d] for d in answer[1]]) == (total, keys)
    engine.close()


UNUSED_FOR_WORDS = (
    "numpy", "whoosh", "rapidfuzz", "urllib.request", "spacy", "textual",
    "dataclasses", "inspect", "string", "rich", "argparse", "calendar", "hashlib",
    "index.record",
)  # fmt: skip
NEVER_USED = ("whoosh", "spacy", "textual")


@pytest.mark.parametrize(
    ("line", "unwanted"),
    [
        pytest.param("boats", UNUSED_FOR_WORDS, id="a word"),
        pytest.param("title:boats nets", UNUSED_FOR_WORDS, id="words"),
        pytest.param('"boats and nets"', NEVER_USED, id="a phrase"),
        pytest.param("bots~1", NEVER_USED, id="a fuzzy word"),
        pytest.param("speaker:pell said:boats", NEVER_USED, id="a quote"),
    ],
)
def test_searching_imports_no_more_than_it_needs(
    tmp_path: Path, line: str, unwanted: tuple[str, ...]
) -> None:
    engine = LocalEngine(tmp_path)
    engine.add(annotated(article("Ana Pell saw boats and nets. “Boats,” [Ana Pell] she said.")))
    engine.close()
    with Archive.open(tmp_path) as archive:
        archive.maintenance.catch_up()  # compares names, as adding does
    code = (
        "import sys; from tui.cli.main import main;"
        f"main(['--archive', {str(tmp_path)!r}, 'search', {line!r}]);"
        f"print([name for name in {unwanted} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # fmt: skip
    *found, loaded = done.stdout.splitlines()
    assert (len(found) > 0, loaded) == (True, "[]")


def test_preparing_an_archive_loads_what_counting_needs(tmp_path: Path) -> None:
    LocalEngine(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from index.archive import Archive;"
        f"archive = Archive.open(Path({str(tmp_path)!r}));"
        "archive.maintenance.prepare(); print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout == "True\n"


def segments_after(engine: LocalEngine, *sizes: int) -> list[int]:
    """Add batches of these sizes to an empty archive; return the sizes of the segments."""
    made = (annotated(article(f"Boat {number}.")) for number in count())
    for size in sizes:
        engine.add([pair for _ in range(size) for pair in next(made)])
    return [reader.segment.size for reader in engine.index.searcher().state().articles.readers]


@pytest.mark.parametrize(
    ("added", "segments"),
    [
        pytest.param([9, 9, 9], [9, 9, 9], id="few of one size stay"),
        pytest.param([9, 1, 9, 2], [9, 10, 2], id="small ones go into a larger addition"),
        pytest.param([1, 2, 70], [73], id="all smaller ones go into it"),
        pytest.param([70, 9, 1], [70, 9, 1], id="larger ones stay"),
        pytest.param([9] * 8, [72], id="as many as a tier has are merged"),
        pytest.param([9] * 9, [72, 9], id="merging begins again"),
    ],
)
def test_segments_are_merged_by_size(tmp_path: Path, added: list[int], segments: list[int]) -> None:
    engine = LocalEngine(tmp_path)
    assert segments_after(engine, *added) == segments
    engine.close()


def test_index_of_another_format_is_rebuilt(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path)
    engine.add(annotated(article("Boats and nets.")))
    engine.close()
    for path in (tmp_path / "index").glob("*.lst"):
        table = TRAILER.unpack(path.read_bytes()[-TRAILER.size :])[0]
        path.write_bytes(path.read_bytes()[: -TRAILER.size] + TRAILER.pack(table, FORMAT - 1))
    again = LocalEngine(tmp_path)
    assert again.search(SearchRequest(Word("text", "nets"))).total == 1
    again.close()


def test_index_can_be_written_after_a_failed_addition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    engine = LocalEngine(tmp_path)
    engine.add(annotated(article("Boats and nets.")))
    monkeypatch.setattr(
        "index.engines.local.fulltext.codec.field_writer.PostingsWriter.write", fail
    )
    with pytest.raises(ArchiveError, match="No space"):
        engine.add(annotated(article("Nets and dogs.", "2024-03-02")))
    monkeypatch.undo()
    assert engine.search(SearchRequest(Word("text", "nets"))).total == 1
    assert engine.catch_up() == 1
    assert engine.search(SearchRequest(Word("text", "nets"))).total == 2
    engine.close()


# One evaluation for each question


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[Tree]:
    """Record every tree, and every part of one, that is evaluated."""
    trees: list[Tree] = []
    evaluate = Evaluator.evaluate

    def record(evaluator: Evaluator, tree: Tree) -> MatchedDocs:
        trees.append(tree)
        return evaluate(evaluator, tree)

    monkeypatch.setattr(Evaluator, "evaluate", record)
    return trees


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("boats", id="a word"),
        pytest.param("boats OR net*", id="several words"),
        pytest.param("speaker:pell said:boats", id="a quote"),
        pytest.param("boats is:unread", id="a state"),
        pytest.param("boats copies:apart", id="with copies"),
    ],
)
def test_search_line_is_evaluated_once_from_preview_to_next_page(
    archive: Archive, tmp_path: Path, evaluated: list[Tree], line: str
) -> None:
    for number in range(9):
        text = f" date 2024-03-0{number + 1} Boats and nets. “Boats {number},” [Ana Pell] said."
        (tmp_path / f"{number}.txt").write_text(text)
    assert len(list(archive.add(sorted(tmp_path.glob("*.txt"))))) == 9
    preview = archive.search(line, limit=1)
    first = archive.search(line, limit=5)
    facets = {facet.field: dict(facet.values) for facet in archive.statistics.facets(line)}
    second = archive.search(line, offset=5, limit=5, as_of=first.as_of)
    assert archive.matches(line, first.hits[0].entry.id)
    assert preview.total == first.total == archive.count_hits(line) == 9
    assert (len(first.hits), len(second.hits)) == (5, 4)
    assert facets["is"] == {"unread": 9, "starred": 0}
    assert evaluated.count(parse(line).tree) == 1  # names of speakers are counted by other lines


def test_result_is_not_kept_when_marks_or_names_change(
    archive: Archive, add: Callable[..., str]
) -> None:
    starred = add("Boats. “Nets,” [Ana Pell] said.")
    assert archive.search("is:starred").total == 0
    archive.marks.set(starred, "starred")
    assert archive.search("is:starred").total == 1
    add("“More nets,” [Ana Berg] said.", "b.txt")
    assert archive.search("speaker:berg").total == 1
    archive.corrections.apply(archive.corrections.correct_names("Ana Pell", "Ana Berg", True))
    assert archive.search("speaker:berg").total == 2


def test_no_more_results_are_kept_than_the_limit(engine: LocalEngine) -> None:
    results, trees = engine.index.results(), [Word("text", word) for word in WORDS]
    found = [results.match_articles(tree) for tree in trees]
    assert results.match_articles(trees[-MAX_RESULTS]) is found[-MAX_RESULTS]
    assert results.match_articles(trees[-MAX_RESULTS - 1]) is not found[-MAX_RESULTS - 1]


def test_notes_describe_the_state_that_was_searched(
    archive: Archive, add: Callable[..., str]
) -> None:
    add("Boats and nets.")
    before = archive.search("boats").as_of
    add("A zeppelin over the boats.", "b.txt")
    (note,) = archive.search("zeppelin", as_of=before).notes
    assert note.startswith("“zeppelin” does not occur in the archive.")
    assert archive.search("zeppelin").notes == ()
