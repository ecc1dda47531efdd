"""What every engine must do; each test runs with all engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.article import Hit
from index.engines.protocol import Engine, QuoteRequest, SearchRequest
from index.errors import Cancelled, NotFoundError
from index.query import parse, parse_quote
from tests.support.builders import annotated, article

PIER = article(
    "Ana Pell opened the pier. “We paid for the boats and nets,” [Ana Pell] she said."
    "\n\n“It is cold,” [a clerk] someone added. “Shame!”",
    "2024-03-01", source="Harbour Post", byline="Ida Roe",
)  # fmt: skip
VOTE = article(
    "The council voted on boats. “We will not pay,” [Tim Falk] said he."
    " “The pier will reopen,” [Ana Pell] she said.",
    "2024-04-02", source="Valley Echo", title="A vote on the pier",
)  # fmt: skip
UNDATED = article("Their boats, their nets and their dogs were saved in Côte d'Or.", "")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.add(annotated(PIER, VOTE, UNDATED))
    return engine


@pytest.fixture(scope="module")
def filled_once(shared_engine: Engine) -> Engine:
    """Return an engine that no test changes."""
    shared_engine.add(annotated(PIER, VOTE, UNDATED))
    return shared_engine


def ids(hits: tuple[Hit, ...]) -> set[str]:
    return {hit.entry.id for hit in hits}


def found(engine: Engine, line: str) -> set[str]:
    answer = engine.search(SearchRequest(parse(line).tree))
    assert answer.total == len(answer.hits)
    return ids(answer.hits)


SEARCHES = [
    pytest.param("boats", {PIER, VOTE, UNDATED}, id="a word in several articles"),
    pytest.param("boat net", {PIER, UNDATED}, id="other forms of all words"),
    pytest.param("=boat", set(), id="a word as it is written"),
    pytest.param('"boats and nets"', {PIER}, id="a phrase with its stop words"),
    pytest.param('"nets and boats"', set(), id="a phrase keeps the order"),
    pytest.param("boats -nets", {VOTE}, id="excluding a word"),
    pytest.param("dogs OR vote", {VOTE, UNDATED}, id="either word"),
    pytest.param("title:vote", {VOTE}, id="a word in the title"),
    pytest.param("vote -title:vote", set(), id="excluding a title"),
    pytest.param("cote", {UNDATED}, id="accents fold"),
    pytest.param("CÔTE D’OR", {UNDATED}, id="capitals and curly apostrophes"),
    pytest.param("counc*", {VOTE}, id="a prefix"),
    pytest.param("source:echo", {VOTE}, id="a source"),
    pytest.param('by:"ida roe"', {PIER}, id="a byline"),
    pytest.param("person:pell", {PIER, VOTE}, id="a person"),
    pytest.param("date:2024-03", {PIER}, id="a month"),
    pytest.param("date:>=2024", {PIER, VOTE}, id="undated articles are in no range"),
    pytest.param("-date:2024-03", {VOTE, UNDATED}, id="excluding a month"),
    pytest.param("speaker:pell", {PIER, VOTE}, id="a speaker by surname"),
    pytest.param('speaker:"Ana Pell"', {PIER, VOTE}, id="a speaker by full name"),
    pytest.param("speaker:pell said:reopen", {VOTE}, id="a speaker and a word of the quote"),
    pytest.param("speaker:falk said:reopen", set(), id="a word of another speaker"),
    pytest.param('said:"will pay"', set(), id="a phrase across a stop word"),
    pytest.param("speaker:pell council", {VOTE}, id="a speaker and a word of the article"),
    pytest.param("speaker:pell -speaker:falk", {PIER, VOTE}, id="each quote by itself"),
    pytest.param("boats -speaker:pell", {UNDATED}, id="excluding a speaker"),
    pytest.param("speaker:falk OR dogs", {VOTE, UNDATED}, id="a quote or a word"),
    pytest.param("speaker:unknown", {PIER}, id="quotes of an unknown speaker"),
    pytest.param("speaker:unnamed", {PIER}, id="quotes of a described speaker"),
    pytest.param("speaker:clerk", {PIER}, id="a described speaker"),
    pytest.param('"boats an* nets"', {PIER}, id="a phrase with a wildcard"),
    pytest.param("n?t*", {PIER, UNDATED, VOTE}, id="wildcards"),
    pytest.param("*ouncil", {VOTE}, id="a leading wildcard"),
    pytest.param("counsil~1", {VOTE}, id="one edit away"),
    pytest.param("counsll~1", set(), id="two edits are not one"),
    pytest.param("counsll~2", {VOTE}, id="two edits away"),
    pytest.param("boat w/2 net", {PIER, UNDATED}, id="near, in other forms"),
    pytest.param("net w/3 boat", {PIER, UNDATED}, id="near, either order"),
    pytest.param("nets pre/3 boats", set(), id="near, in order"),
    pytest.param("(vote OR council) w/2 (on OR pier)", {VOTE}, id="either, near"),
    pytest.param("a w/400 council", set(), id="proximity does not cross from title to body"),
    pytest.param("vote w/s pay", set(), id="not in one sentence"),
    pytest.param("voted w/s boats", {VOTE}, id="in one sentence"),
    pytest.param("boats w/p cold", set(), id="not in one paragraph"),
    pytest.param("opened w/p boats", {PIER}, id="in one paragraph"),
    pytest.param("atleast3(their)", {UNDATED}, id="at least three times"),
    pytest.param("atleast2(boats OR nets)", {PIER, UNDATED}, id="at least two of several words"),
    pytest.param("quote(pay) quote(speaker:pell)", {VOTE}, id="two quotes"),
    pytest.param(
        "quote(said:reopen) quote(speaker:pell)", set(), id="one quote does not count as two"
    ),
    pytest.param("conf:>0.5 speaker:pell", {PIER, VOTE}, id="a confident attribution"),
    pytest.param("conf:<0.5", {PIER}, id="an uncertain attribution"),
    pytest.param("has:quote", {PIER, VOTE}, id="having quotes"),
    pytest.param("entity:falk", {VOTE}, id="any name"),
    pytest.param("is:unread", {PIER, VOTE, UNDATED}, id="unread"),
    pytest.param("is:starred", set(), id="starred"),
    pytest.param("type:direct", {PIER, VOTE}, id="a type of quote"),
]


@pytest.mark.parametrize(("line", "expected"), SEARCHES)
def test_search_finds(filled_once: Engine, line: str, expected: set) -> None:
    assert found(filled_once, line) == {wanted.id for wanted in expected}


def test_hit_of_a_quote_query_has_the_matching_quotes(filled_once: Engine) -> None:
    hits = filled_once.search(SearchRequest(parse("speaker:pell said:paid").tree)).hits
    assert [(quote.text, quote.quote.speaker) for quote in hits[0].quotes] == [
        ("“We paid for the boats and nets,”", "Ana Pell")
    ]


def test_snippet_is_part_of_the_text_with_its_matches(filled_once: Engine) -> None:
    hits = filled_once.search(SearchRequest(parse("dogs").tree)).hits
    snippet = hits[0].snippets[0]
    assert UNDATED.text[snippet.start :].startswith(snippet.text)
    assert [span.cut(UNDATED.text) for span in snippet.matches] == ["dogs"]


def test_matches_are_all_in_the_article(filled_once: Engine) -> None:
    spans = filled_once.matches(parse("their boats OR dogs").tree, UNDATED.id)
    assert [span.cut(UNDATED.text) for span in spans] == [
        "Their", "boats", "their", "their", "dogs"
    ]  # fmt: skip


def test_matches_of_a_quote_query_are_its_quotes(filled_once: Engine) -> None:
    assert [
        span.cut(VOTE.text) for span in filled_once.matches(parse("speaker:pell").tree, VOTE.id)
    ] == ["“The pier will reopen,”"]


def test_sorting_by_date_puts_undated_articles_last(filled_once: Engine) -> None:
    for order, wanted in (("newest", [VOTE, PIER]), ("oldest", [PIER, VOTE])):
        hits = filled_once.search(SearchRequest(parse("boats").tree, order)).hits
        assert [hit.entry.id for hit in hits] == [a.id for a in [*wanted, UNDATED]]
        assert [entry.id for entry in filled_once.articles(order, 0, 50)] == [
            a.id for a in [*wanted, UNDATED]
        ]


def test_pages_together_have_all_hits(filled_once: Engine) -> None:
    for order in ("relevance", "newest"):
        pages = [
            filled_once.search(SearchRequest(parse("boats").tree, order, at, 1)) for at in range(3)
        ]
        assert {page.total for page in pages} == {3}
        assert len(ids(tuple(hit for page in pages for hit in page.hits))) == 3


def test_empty_page_of_quotes_counts_them(filled_once: Engine) -> None:
    assert filled_once.quotes(QuoteRequest(limit=0)) == (5, ())


def test_quotes_come_newest_first_with_article_and_number(filled_once: Engine) -> None:
    total, quotes = filled_once.quotes(QuoteRequest(parse_quote("speaker:pell").tree))
    assert total == 2
    assert [(hit.entry.id, hit.number, hit.text) for hit in quotes] == [
        (VOTE.id, 1, "“The pier will reopen,”"),
        (PIER.id, 0, "“We paid for the boats and nets,”"),
    ]


def test_pages_of_quotes_have_each_quote_once(engine: Engine) -> None:
    quotes = " ".join(f"“Boat {number} is late,” [Ana Pell] she said." for number in range(15))
    texts = [f"Day {number} at the pier. {quotes}" for number in range(30)]
    engine.add(annotated(*(article(text, "2024-03-01") for text in texts)))
    for order in ("newest", "oldest", "relevance"):
        pages = [
            engine.quotes(QuoteRequest(order=order, offset=offset))[1]
            for offset in range(0, 450, 50)
        ]
        found = [(hit.entry.id, hit.number) for page in pages for hit in page]
        assert len(found) == len(set(found)) == 450


def test_quotes_can_be_searched_by_fields_of_the_article(filled_once: Engine) -> None:
    _, quotes = filled_once.quotes(QuoteRequest(parse_quote("pay source:echo").tree))
    assert [hit.quote.speaker for hit in quotes] == ["Tim Falk"]


def test_without_a_query_all_quotes_match(filled_once: Engine) -> None:
    total, quotes = filled_once.quotes(QuoteRequest(offset=1, limit=2))
    assert (total, len(quotes)) == (5, 2)


def test_speakers_are_counted_and_unnamed_ones_come_last(filled_once: Engine) -> None:
    speakers = filled_once.speakers.page("", 0, 50)
    assert [(s.name, s.named, s.quotes, s.articles) for s in speakers] == [
        ("Ana Pell", True, 2, 2), ("Tim Falk", True, 1, 1), ("a clerk", False, 1, 1),
    ]  # fmt: skip
    assert (speakers[0].first, speakers[0].last) == (PIER.date, VOTE.date)


@pytest.mark.parametrize("prefix", ["Pel", "ana p", "PELL"])
def test_speakers_are_found_by_a_prefix_of_a_name(filled_once: Engine, prefix: str) -> None:
    assert [speaker.name for speaker in filled_once.speakers.page(prefix, 0, 50)] == ["Ana Pell"]


def test_stored_article_is_read_back_unchanged(filled_once: Engine) -> None:
    assert filled_once.article(PIER.id) == PIER
    assert filled_once.annotation(PIER.id) == annotated(PIER)[0][1]


def test_article_is_found_by_a_prefix_of_its_id(filled_once: Engine) -> None:
    assert filled_once.article(VOTE.id[:9]) == VOTE


@pytest.mark.parametrize("id", ["", "zz", "%"])
def test_unknown_id_is_an_error(filled_once: Engine, id: str) -> None:
    with pytest.raises(NotFoundError):
        filled_once.article(id)


def test_marks_can_be_searched_and_removed(filled: Engine) -> None:
    filled.marks.set(PIER.id, "starred")
    filled.marks.set(VOTE.id, "read")
    filled.marks.tag(VOTE.id, "To cite")
    assert found(filled, "is:starred") == {PIER.id}
    assert found(filled, "is:unread") == {PIER.id, UNDATED.id}
    assert found(filled, 'tag:"to cite"') == {VOTE.id}
    assert [e.starred for e in filled.articles("newest", 0, 2)] == [False, True]
    filled.marks.set(PIER.id, "starred", on=False)
    assert found(filled, "is:starred") == set()


def test_facets_count_the_whole_result(filled_once: Engine) -> None:
    counted = filled_once.statistics.facets(parse("boats").tree)
    facets = {facet.field: dict(facet.values) for facet in counted}
    assert facets["source"] == {"Harbour Post": 1, "Valley Echo": 1, "": 1}
    assert facets["date"] == {"2024-04": 1, "2024-03": 1, "": 1}
    assert facets["person"] == {"Ana Pell": 2, "Tim Falk": 1}
    assert facets["speaker"] == {**facets["person"], "": 1}


def test_later_pages_come_from_the_same_state_as_the_first(filled: Engine) -> None:
    first = filled.search(SearchRequest(parse("boats").tree, "newest", 0, 1))
    newer = article("More boats.", "2024-06-01")
    filled.add(annotated(newer))
    second = filled.search(SearchRequest(parse("boats").tree, "newest", 1, 1, as_of=first.as_of))
    assert (second.total, second.hits[0].entry.id) == (3, PIER.id)
    assert found(filled, "boats") == {PIER.id, VOTE.id, UNDATED.id, newer.id}


@pytest.mark.parametrize("line", ["boats", "boats nets", '"boats and nets" OR dog*', "boat w/2 net",
                                  "quote(pay) quote(speaker:pell)"])  # fmt: skip
def test_search_can_be_cancelled_at_every_check(filled: Engine, line: str) -> None:
    def search(cancelled: Callable[[], bool]) -> None:
        filled.close()  # so that no result of an earlier search is kept
        filled.search(SearchRequest(parse(line).tree), cancelled)

    checks: list[bool] = []
    search(lambda: checks.append(True) is not None)
    assert len(checks) >= 3
    for number in range(len(checks)):
        answers = iter([False] * number + [True])
        with pytest.raises(Cancelled):
            search(lambda answers=answers: next(answers))


def test_adding_an_article_again_changes_nothing(filled: Engine) -> None:
    filled.add(annotated(PIER))
    assert filled.count() == 3
    assert found(filled, "boats") == {PIER.id, VOTE.id, UNDATED.id}
    assert filled.speakers.page("pell", 0, 1)[0].quotes == 2


def test_articles_added_one_by_one_are_found_by_phrases(engine: Engine) -> None:
    wanted = set()
    for number in range(25):
        one = article(
            f"Number {number}. The boats and nets were saved.", f"2024-03-{number + 1:02}"
        )
        engine.add(annotated(one))
        wanted.add(one.id)
    assert found(engine, '"boats and nets" "nets were"') == wanted
    assert found(engine, '"nets and boats"') == set()


def test_rebuilding_gives_the_same_answers(filled: Engine) -> None:
    assert filled.rebuild() == 3
    assert found(filled, "speaker:pell said:reopen") == {VOTE.id}
    assert found(filled, "boats") == {PIER.id, VOTE.id, UNDATED.id}


def test_empty_engine_finds_nothing(engine: Engine) -> None:
    assert engine.count() == 0
    assert engine.articles("newest", 0, 50) == ()
    assert found(engine, "boats speaker:pell") == set()
    assert engine.quotes(QuoteRequest()) == (0, ())
    assert engine.speakers.page("", 0, 50) == []


def test_a_source_is_found_by_whom_it_represents(engine: Engine) -> None:
    """“Her aide” speaks for somebody, is found by that name, and is not counted as that person."""
    ((article, annotation),) = annotated(PIER)
    quotes = tuple(
        quote._replace(represents="Falk campaign") if quote.speaker == "a clerk" else quote
        for quote in annotation.quotes
    )
    engine.add([(article, annotation._replace(quotes=quotes))])
    _, found = engine.quotes(QuoteRequest(parse_quote('speaker:"falk campaign"').tree))
    assert [(hit.quote.speaker, hit.quote.represents) for hit in found] == [
        ("a clerk", "Falk campaign")
    ]
    counted = {speaker.name for speaker in engine.speakers.page("", 0, 50)}
    assert counted == {"Ana Pell", "a clerk"}
