"""What a reader can type, and what it is taken to mean."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import QueryError
from index.query import (
    And,
    AtLeast,
    Confidence,
    Dates,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    SameUnit,
    Tree,
    Wildcard,
    Word,
    describe,
    describe_query,
    format_query,
    format_tree,
    parse,
    parse_quote,
)


def text(word: str) -> Word:
    return Word("text", word)


KERRY, SAID = Word("speaker", "kerry"), Word("said", "tax")
JULY = Dates(date(2023, 7, 1), date(2023, 7, 31))

TREES = [
    pytest.param("pier", text("pier"), id="a word"),
    pytest.param("pier vote", And((text("pier"), text("vote"))), id="words are all wanted"),
    pytest.param("pier AND vote", And((text("pier"), text("vote"))), id="AND"),
    pytest.param("pier OR vote", Or((text("pier"), text("vote"))), id="OR"),
    pytest.param(
        "a b OR c", Or((And((text("a"), text("b"))), text("c"))), id="OR binds less than AND"
    ),
    pytest.param("a (b OR c)", And((text("a"), Or((text("b"), text("c"))))), id="brackets"),
    pytest.param("tax -cut", And((text("tax"), Not(text("cut")))), id="minus excludes"),
    pytest.param("tax NOT cut", And((text("tax"), Not(text("cut")))), id="NOT excludes"),
    pytest.param("or", text("or"), id="a small operator is a word"),
    pytest.param("O'Brien", text("O'Brien"), id="an apostrophe is part of a word"),
    pytest.param("O’Brien", text("O'Brien"), id="a curly apostrophe is a straight one"),
    pytest.param("twenty-one", text("twenty-one"), id="a hyphen in a word excludes nothing"),
    pytest.param("C++", text("C++"), id="C++"),
    pytest.param("AT&T", text("AT&T"), id="AT&T"),
    pytest.param("$5bn", text("$5bn"), id="$5bn"),
    pytest.param('"to be or not"', Phrase("text", "to be or not"), id="a phrase"),
    pytest.param("“to be”", Phrase("text", "to be"), id="a curly phrase"),
    pytest.param("«to be»", Phrase("text", "to be"), id="a phrase in guillemets"),
    pytest.param('"12:30"', Phrase("text", "12:30"), id="a time in a phrase"),
    pytest.param("Lindo: a", And((text("Lindo"), text("a"))), id="a colon before a space"),
    pytest.param("=saved", Word("text", "saved", exact=True), id="a word as it is written"),
    pytest.param("negotia*", Wildcard("text", "negotia*"), id="how a word begins"),
    pytest.param("neg?tia*s", Wildcard("text", "neg?tia*s"), id="letters left open"),
    pytest.param("why?", text("why"), id="a question mark at the end is none"),
    pytest.param("name~", Fuzzy("text", "name", 1), id="a letter off"),
    pytest.param("name~2", Fuzzy("text", "name", 2), id="two letters off"),
    pytest.param("tax & levy", And((text("tax"), text("levy"))), id="a lone mark is nothing"),
    pytest.param("tax – levy", And((text("tax"), text("levy"))), id="a lone dash is nothing"),
    pytest.param("1990–95", text("1990-95"), id="a dash in a number is a hyphen"),
    pytest.param("a\tb", And((text("a"), text("b"))), id="a tab is a space"),
    pytest.param("Côte d’Ivoire", And((text("Côte"), text("d'Ivoire"))), id="accents stay"),
    pytest.param("a w/5 b", Near(text("a"), text("b"), 5), id="w/n"),
    pytest.param("a near/5 b", Near(text("a"), text("b"), 5), id="near/n"),
    pytest.param("a pre/5 b", Near(text("a"), text("b"), 5, ordered=True), id="pre/n"),
    pytest.param("a adj5 b", Near(text("a"), text("b"), 5, ordered=True), id="adjn"),
    pytest.param("a w/s b", SameUnit(text("a"), text("b"), "sentence"), id="w/s"),
    pytest.param("a w/p b", SameUnit(text("a"), text("b"), "paragraph"), id="w/p"),
    pytest.param(
        "(a OR b) w/3 c", Near(Or((text("a"), text("b"))), text("c"), 3), id="either, near"
    ),
    pytest.param(
        "said:(a w/3 b)", InQuote(Near(Word("said", "a"), Word("said", "b"), 3)),
        id="nearness in a quote",
    ),
    pytest.param("atleast3(a)", AtLeast(3, text("a")), id="atleastn"),
    pytest.param(
        "quote(speaker:kerry) quote(tax)", And((InQuote(KERRY), InQuote(SAID))), id="two quotes"
    ),
    pytest.param("conf:>0.8", InQuote(Confidence(">", 0.8)), id="confidence"),
    pytest.param("cue:said", InQuote(Word("cue", "said")), id="a cue"),
    pytest.param("is:unread", Flag("unread"), id="a state"),
    pytest.param("has:quote", Flag("quote"), id="having quotes"),
    pytest.param("entity:torp", Word("entity", "torp"), id="any name"),
    pytest.param('newer:"2 weeks"', Dates(date(2024, 2, 16), None), id="newer than"),
    pytest.param("after:2023-07", Dates(date(2023, 7, 1), None), id="after a month includes it"),
    pytest.param("before:2023-07", Dates(None, date(2023, 7, 31)), id="before includes it too"),
    pytest.param("title:pier", Word("title", "pier"), id="a field"),
    pytest.param("TITLE:pier", Word("title", "pier"), id="a field in capitals"),
    pytest.param("title：pier", Word("title", "pier"), id="a full-width colon"),
    pytest.param(
        "source:(post OR echo)", Or((Word("source", "post"), Word("source", "echo"))),
        id="a field over a group",
    ),
    pytest.param("speaker:kerry", InQuote(KERRY), id="a speaker"),
    pytest.param(
        'speaker:"Li Keqiang"', InQuote(Phrase("speaker", "Li Keqiang")), id="a full name"
    ),
    pytest.param(
        "speaker:kerry said:tax", InQuote(And((KERRY, SAID))), id="one and the same quote"
    ),
    pytest.param(
        "speaker:kerry bill said:tax", And((InQuote(And((KERRY, SAID))), text("bill"))),
        id="one quote and a word of the article",
    ),
    pytest.param(
        "speaker:kerry -said:tax", InQuote(And((KERRY, Not(SAID)))), id="a quote without a word"
    ),
    pytest.param("-speaker:kerry", Not(InQuote(KERRY)), id="no quote by a speaker"),
    pytest.param(
        "speaker:kerry OR said:tax", InQuote(Or((KERRY, SAID))), id="either quote"
    ),
    pytest.param("date:2023-07", JULY, id="a month"),
    pytest.param("date:2023", Dates(date(2023, 1, 1), date(2023, 12, 31)), id="a year"),
    pytest.param("date:2023-07..2023-07", JULY, id="a range"),
    pytest.param("date:2023-07..", Dates(date(2023, 7, 1), None), id="a range without end"),
    pytest.param("date:>=2023-07", Dates(date(2023, 7, 1), None), id="since"),
    pytest.param("date:<2023-07", Dates(None, date(2023, 6, 30)), id="before"),
    pytest.param("date:>2024-02", Dates(date(2024, 3, 1), None), id="after a leap month"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "tree"), TREES)
def test_line_is_read_as_tree(line: str, tree: Tree) -> None:
    assert parse(line, today=date(2024, 3, 1)) == Query(tree)


FAULTS = [
    pytest.param("", 0, "nothing to look for", id="empty"),
    pytest.param("   ", 0, "nothing to look for", id="blank"),
    pytest.param('a "b', 2, "not closed", id="an open quotation mark"),
    pytest.param("(a b", 0, "not closed", id="an open bracket"),
    pytest.param("a)", 1, "never opened", id="a bracket too many"),
    pytest.param("a OR", 4, "ends", id="nothing after OR"),
    pytest.param("OR a", 0, "both sides", id="nothing before OR"),
    pytest.param("-", 0, "nothing to look for", id="a lone minus"),
    pytest.param("…!", 0, "nothing to look for", id="marks alone"),
    pytest.param("sort:date", 0, "beside sort:", id="an order of nothing"),
    pytest.param("NOT sort:date x", 0, "end of the line", id="an order in the middle"),
    pytest.param("w/5 a", 0, "both sides", id="nothing before w/5"),
    pytest.param("a w/0 b", 2, "from 1 to 500", id="no words apart"),
    pytest.param("a w/5 (b c)", 2, "words, phrases and OR", id="nearness of two things at once"),
    pytest.param("a w/5 title:b", 2, "same field", id="nearness across fields"),
    pytest.param("atleast0(a)", 0, "always true", id="at least 0 times"),
    pytest.param("atleast2(a w/2 b)", 0, "counted", id="counting nearness"),
    pytest.param("quote(quote(a))", 0, "another one", id="a quote in a quote"),
    pytest.param("conf:high", 5, "from 0 to 1", id="no confidence"),
    pytest.param("is:good", 3, "unread, read, starred", id="no such state"),
    pytest.param("newer:soon", 6, "length of time", id="no length of time"),
    pytest.param("name~3", 0, "as far as 2", id="too far off"),
    pytest.param("12:30", 0, "quotation marks", id="a time"),
    pytest.param("see http:", 4, "leave the colon out", id="a colon and nothing"),
    pytest.param("speeker:vint", 0, "speaker:", id="a field with a typing error"),
    pytest.param("colour:red", 0, "there are title", id="no such field"),
    pytest.param("said:", 5, "ends", id="a field and nothing"),
    pytest.param("said: -x", 6, "After said:", id="a field and an operator"),
    pytest.param("date:yesterday", 5, "no date", id="no date"),
    pytest.param("date:2023-13", 5, "no date", id="a thirteenth month"),
    pytest.param("date:2023-02-30", 5, "no date", id="no such day"),
    pytest.param("date:2023-07..2023-05", 5, "turn them round", id="a range backwards"),
    pytest.param("type:loud", 5, "direct, mixed, indirect", id="no such type"),
    pytest.param("(" * 99 + "a", 50, "too many brackets", id="very deep brackets"),
    pytest.param("NOT " * 99 + "a", 200, "too many brackets", id="very many NOTs"),
]


@pytest.mark.parametrize(("line", "offset", "words"), FAULTS)
def test_fault_is_named_with_its_place(line: str, offset: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert caught.value.offset == offset
    assert words in caught.value.message


def test_plain_words_of_a_quote_line_are_words_of_the_quote() -> None:
    assert parse_quote("tax source:post") == Query(And((SAID, Word("source", "post"))))


ECHOES = [
    ("speaker:kerry said:tax date:2023-07",
     "in one quote (kerry as speaker and said tax) and in July 2023"),
    ('pier OR "the vote" -cut', "pier or (“the vote” and not cut)"),
    ("quote(speaker:a said:b) quote(said:c) d",
     "in 2 different quotes (a as speaker and said b) and (said c) and d"),
    ("=saved nego*", "exactly saved and nego…"),
    ("date:2023-07-18 type:direct", "direct as type and on 18 July 2023"),
    ("date:>=2023-05-01 title:pier", "since 2023-05-01 and pier in the title"),
    ("a pre/5 b w/s c", "a followed by b within 5 words and c in one sentence"),
    ("atleast2(a OR b) conf:>=0.5", "confidence >= 0.5 and (a or b) at least 2 times"),
    ("name~1 is:starred -has:quote", "name (or a letter off) and starred and not with a quote"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "echo"), ECHOES)
def test_echo_says_how_a_line_was_understood(line: str, echo: str) -> None:
    assert describe(parse(line).tree) == echo


@pytest.mark.parametrize("tree", [row.values[1] for row in TREES])
def test_formatted_tree_is_parsed_back(tree: Tree) -> None:
    assert parse(format_tree(tree)) == Query(tree)


@pytest.mark.parametrize(
    ("line", "order"), [("a sort:date", "newest"), ("sort:oldest a", "oldest"), ("a", None)]
)
def test_order_is_no_part_of_what_is_looked_for(line: str, order: str | None) -> None:
    assert parse(line) == Query(text("a"), order)


@pytest.mark.parametrize("line", ["date:9999-12", f"a w/{'9' * 5000} b", f"atleast{'9' * 5000}(a)"])
def test_numbers_beyond_all_bounds_are_no_exception(line: str) -> None:
    try:
        assert describe(parse(line).tree)
    except QueryError as error:
        assert error.message


@pytest.mark.parametrize(("line", "show_copies"), [("a copies:apart", True), ("is:copy", False)])
def test_copies_apart_shows_each_copy(line: str, show_copies: bool) -> None:
    query = parse(line)
    assert query.show_copies == show_copies
    assert parse(format_query(query)) == query
    assert describe_query(query).endswith(", each copy by itself") == show_copies
