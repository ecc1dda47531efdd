"""Parse search lines, describe them and format them."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import QueryError
from index.query import (
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Drift,
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
    Versions,
    WholeName,
    Wildcard,
    Word,
    describe,
    describe_query,
    format_tree,
    parse,
    parse_quote,
)
from index.query.guide import EXAMPLES, NOTES
from index.query.lexer import FIELDS


def text(word: str) -> Word:
    return Word("text", word)


def spelt(*spellings: str) -> Or:
    return Or(tuple(map(text, spellings)), text(spellings[0]))


KERRY, SAID = Word("speaker", "kerry"), Word("said", "tax")
JULY = Dates(date(2023, 7, 1), date(2023, 7, 31))

TREES = [
    pytest.param("pier", text("pier"), id="a word"),
    pytest.param("pier vote", And((text("pier"), text("vote"))), id="words are joined by AND"),
    pytest.param("pier AND vote", And((text("pier"), text("vote"))), id="AND"),
    pytest.param("pier OR vote", Or((text("pier"), text("vote"))), id="OR"),
    pytest.param(
        "a b OR c", Or((And((text("a"), text("b"))), text("c"))), id="OR binds less than AND"
    ),
    pytest.param("title: pier", Word("title", "pier"), id="a space after a field"),
    pytest.param("TITLE: pier", Word("title", "pier"), id="the same in capitals"),
    pytest.param("Vienna: pier", And((text("Vienna"), text("pier"))), id="a colon after a word"),
    pytest.param("(Vienna:) pier", And((text("Vienna"), text("pier"))), id="and before a bracket"),
    pytest.param("a (b OR c)", And((text("a"), Or((text("b"), text("c"))))), id="brackets"),
    pytest.param("tax -cut", And((text("tax"), Not(text("cut")))), id="minus excludes"),
    pytest.param(
        'person:="Ana  Pell"', WholeName("person", "Ana Pell"), id="a whole name of several words"
    ),
    pytest.param("source:=Echo", WholeName("source", "Echo"), id="a whole name of one word"),
    pytest.param(
        "org:(=Fed OR bank)",
        Or((WholeName("org", "Fed"), Word("org", "bank"))),
        id="a whole name in brackets",
    ),
    pytest.param('="night shift"', Phrase("text", "night shift"), id="a phrase is always exact"),
    pytest.param("tax NOT cut", And((text("tax"), Not(text("cut")))), id="NOT excludes"),
    pytest.param("or", text("or"), id="a lower-case operator is a word"),
    pytest.param("O'Brien", spelt("O'Brien", "OBrien"), id="an apostrophe is part of a word"),
    pytest.param("O’Brien", spelt("O'Brien", "OBrien"), id="a curly apostrophe is a straight one"),
    pytest.param("twenty-one", text("twenty-one"), id="a hyphen in a word does not exclude"),
    pytest.param("C++", text("C++"), id="C++"),
    pytest.param("AT&T", text("AT&T"), id="AT&T"),
    pytest.param("$5", text("$5"), id="$5"),
    pytest.param('"to be or not"', Phrase("text", "to be or not"), id="a phrase"),
    pytest.param("“to be”", Phrase("text", "to be"), id="a curly phrase"),
    pytest.param("«to be»", Phrase("text", "to be"), id="a phrase in guillemets"),
    pytest.param('"12:30"', Phrase("text", "12:30"), id="a time in a phrase"),
    pytest.param("12:30", Phrase("text", "12:30"), id="a time"),
    pytest.param("Lindo: a", And((text("Lindo"), text("a"))), id="a colon before a space"),
    pytest.param("=saved", Word("text", "saved", exact=True), id="an exact word"),
    pytest.param("negotia*", Wildcard("text", "negotia*"), id="a wildcard at the end"),
    pytest.param("neg?tia*s", Wildcard("text", "neg?tia*s"), id="wildcards inside"),
    pytest.param("why?", text("why"), id="a question mark at the end is not a wildcard"),
    pytest.param("name~", Fuzzy("text", "name", 1), id="one edit"),
    pytest.param("name~2", Fuzzy("text", "name", 2), id="two edits"),
    pytest.param("tax & levy", And((text("tax"), text("levy"))), id="a lone mark is ignored"),
    pytest.param("tax – levy", And((text("tax"), text("levy"))), id="a lone dash is ignored"),
    pytest.param("1990–95", text("1990-95"), id="a dash in a number is a hyphen"),
    pytest.param("a\tb", And((text("a"), text("b"))), id="a tab is a space"),
    pytest.param("Côte d’Or", And((text("Côte"), spelt("d'Or", "dOr"))), id="accents are kept"),
    pytest.param("a w/5 b", Near(text("a"), text("b"), 5), id="w/n"),
    pytest.param("a near/5 b", Near(text("a"), text("b"), 5), id="near/n"),
    pytest.param("a pre/5 b", Near(text("a"), text("b"), 5, ordered=True), id="pre/n"),
    pytest.param("a adj5 b", Near(text("a"), text("b"), 5, ordered=True), id="adjn"),
    pytest.param("w/o he/she", And((text("w/o"), text("he/she"))), id="a stroke in a word"),
    pytest.param("a w/s b", SameUnit(text("a"), text("b"), "sentence"), id="w/s"),
    pytest.param("a w/p b", SameUnit(text("a"), text("b"), "paragraph"), id="w/p"),
    pytest.param(
        "(a OR b) w/3 c", Near(Or((text("a"), text("b"))), text("c"), 3), id="OR inside w/3"
    ),
    pytest.param(
        "said:(a w/3 b)", InQuote(Near(Word("said", "a"), Word("said", "b"), 3)),
        id="w/3 in a quote",
    ),
    pytest.param("atleast3(a)", AtLeast(3, text("a")), id="atleastn"),
    pytest.param(
        "quote(speaker:kerry) quote(tax)", And((InQuote(KERRY), InQuote(SAID))), id="two quotes"
    ),
    pytest.param("conf:>0.8", InQuote(ConfidenceBound(">", 0.8)), id="confidence"),
    pytest.param("versions:>2", InQuote(Versions(">", 2)), id="a number of versions"),
    pytest.param("drift:Cut", InQuote(Drift("cut")), id="a kind of drift"),
    pytest.param("cue:said", InQuote(Word("cue", "said")), id="a cue"),
    pytest.param("is:unread", Flag("unread"), id="a state"),
    pytest.param("is:edited", Flag("edited"), id="edited"),
    pytest.param("date:none", Flag("no date"), id="without a date"),
    pytest.param("DATE:(None)", Flag("no date"), id="without a date in brackets"),
    pytest.param("source:none", Flag("no source"), id="without an outlet"),
    pytest.param(
        "source:(none OR Echo)", Or((Flag("no source"), Word("source", "Echo"))),
        id="without an outlet or from one",
    ),
    pytest.param('source:"none"', Phrase("source", "none"), id="an outlet called none"),
    pytest.param("title:none", Word("title", "none"), id="none in a headline"),
    pytest.param("a || b", Or((Word("text", "a"), Word("text", "b"))), id="two bars for OR"),
    pytest.param("a | b", Or((Word("text", "a"), Word("text", "b"))), id="a bar for OR"),
    pytest.param("a && b", And((Word("text", "a"), Word("text", "b"))), id="two signs for AND"),
    pytest.param("a|b", Word("text", "a|b"), id="a bar within a word"),
    pytest.param("has:quote", Flag("quote"), id="with quotes"),
    pytest.param("entity:torp", Word("entity", "torp"), id="any entity"),
    pytest.param('date:"July 2023"', Dates(date(2023, 7, 1), date(2023, 7, 31)), id="a month"),
    pytest.param('date:"18 July 2023"', Dates(date(2023, 7, 18), date(2023, 7, 18)), id="a day"),
    pytest.param("date:yesterday", Dates(date(2024, 2, 29), date(2024, 2, 29)), id="yesterday"),
    pytest.param('date:"last week"', Dates(date(2024, 2, 19), date(2024, 2, 25)), id="last week"),
    pytest.param('date:"last month"', Dates(date(2024, 2, 1), date(2024, 2, 29)), id="last month"),
    pytest.param('date:"last year"', Dates(date(2023, 1, 1), date(2023, 12, 31)), id="last year"),
    pytest.param("since:monday", Dates(date(2024, 2, 26), None), id="since a weekday"),
    pytest.param('until:"March 2023"', Dates(None, date(2023, 3, 31)), id="until a month"),
    pytest.param('newer:"2 weeks"', Dates(date(2024, 2, 16), None), id="newer"),
    pytest.param("after:2023-07", Dates(date(2023, 7, 1), None), id="after a month includes it"),
    pytest.param("before:2023-07", Dates(None, date(2023, 7, 31)), id="before a month includes it"),
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
        "speaker:kerry said:tax", InQuote(And((KERRY, SAID))), id="both in the same quote"
    ),
    pytest.param(
        "speaker:kerry bill said:tax", And((InQuote(And((KERRY, SAID))), text("bill"))),
        id="a quote and a word of the article",
    ),
    pytest.param(
        "speaker:kerry -said:tax", InQuote(And((KERRY, Not(SAID)))), id="a quote without a word"
    ),
    pytest.param("-speaker:kerry", Not(InQuote(KERRY)), id="no quote by a speaker"),
    pytest.param(
        "speaker:kerry OR said:tax", InQuote(Or((KERRY, SAID))), id="either quote"
    ),
    pytest.param("date:2023-07", JULY, id="a month"),
    pytest.param("date:2023/7", JULY, id="a month with a slash"),
    pytest.param("date:2023-07-01-2023-07-31", JULY, id="a range with a hyphen"),
    pytest.param("date:2023-07–2023-07", JULY, id="a range with a dash"),
    pytest.param('date:"2023-07-01 to 2023-07-31"', JULY, id="a range in words"),
    pytest.param("date:2023-07-01/2023-07-31", JULY, id="a range as ISO 8601 writes it"),
    pytest.param("date:20230701..31.7.2023", JULY, id="days in other forms"),
    *(
        pytest.param(
            f"date:2024-03-01{sign}2024-03-05", Dates(date(2024, 3, 1), date(2024, 3, 5)),
            id=f"a range with “{sign}”",
        )
        for sign in (" – ", "–", " - ", " to ", " until ", "…", "...")
    ),
    pytest.param("date:2023-2024", Dates(date(2023, 1, 1), date(2024, 12, 31)), id="two years"),
    pytest.param("date:2023-Q3", Dates(date(2023, 7, 1), date(2023, 9, 30)), id="a quarter"),
    pytest.param('date:"Q1 2024"', Dates(date(2024, 1, 1), date(2024, 3, 31)), id="quarter first"),
    pytest.param("date:1990s", Dates(date(1990, 1, 1), date(1999, 12, 31)), id="a decade"),
    *(
        pytest.param(f'date:"{words}"', Dates(date(1990, 1, 1), date(1999, 12, 31)), id=words)
        for words in ("the 1990s", "in the 1990s", "during the 1990s", "The 1990S", "1990's")
    ),
    pytest.param("date:2023", Dates(date(2023, 1, 1), date(2023, 12, 31)), id="a year"),
    pytest.param("date:2023-07..2023-07", JULY, id="a range"),
    pytest.param("date:2023-07..", Dates(date(2023, 7, 1), None), id="an open range"),
    pytest.param("date:>=2023-07", Dates(date(2023, 7, 1), None), id="since"),
    pytest.param("date:<2023-07", Dates(None, date(2023, 6, 30)), id="before"),
    pytest.param("date:>2024-02", Dates(date(2024, 3, 1), None), id="after a leap month"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "tree"), TREES)
def test_parse_returns_the_tree(line: str, tree: Tree) -> None:
    assert parse(line, today=date(2024, 3, 1)) == Query(tree)


@pytest.mark.parametrize("field", FIELDS)
def test_guide_names_every_field(field: str) -> None:
    assert f"{field}:" in " ".join([*NOTES, *(line for line, _ in EXAMPLES)])


INVALID_LINES = [
    pytest.param("", 0, "is empty", id="empty"),
    pytest.param("   ", 0, "is empty", id="blank"),
    pytest.param('a "b', 2, "not closed", id="an open quotation mark"),
    pytest.param("(a b", 0, "not closed", id="an open bracket"),
    pytest.param("a)", 1, "never opened", id="a bracket too many"),
    pytest.param("a OR", 4, "ends too early", id="nothing after OR"),
    pytest.param("OR a", 0, "both sides", id="nothing before OR"),
    pytest.param("-", 0, "is empty", id="a lone minus"),
    pytest.param("…!", 0, "is empty", id="punctuation alone"),
    pytest.param("*", 0, "* needs letters, as in ferr*.", id="an asterisk alone"),
    pytest.param("? ?", 0, "? needs letters, as in ferr?.", id="question marks alone"),
    pytest.param("a w/ b", 2, "w/ needs a number, as in w/5.", id="w/ without a number"),
    pytest.param("a PRE/ b", 2, "PRE/ needs a number, as in PRE/5.", id="pre/ without a number"),
    pytest.param("near/", 0, "near/ needs a number, as in near/5.", id="near/ alone"),
    pytest.param("sort:date", 0, "only arrange results", id="sort: alone"),
    pytest.param("NOT sort:date x", 0, "end of the line", id="sort: in the middle"),
    pytest.param("w/5 a", 0, "both sides", id="nothing before w/5"),
    pytest.param("a w/0 b", 2, "from 1 to 500", id="a distance of 0"),
    pytest.param("a w/5 (b c)", 2, "words, phrases and OR", id="w/5 with AND inside"),
    pytest.param("a w/5 title:b", 2, "same field", id="w/5 across fields"),
    pytest.param("atleast0(a)", 0, "matches everything", id="at least 0 times"),
    pytest.param("atleast2(a w/2 b)", 0, "atleast takes", id="atleast of w/2"),
    pytest.param("quote(quote(a))", 0, "Nested quote", id="a quote in a quote"),
    pytest.param("conf:high", 5, "from 0 to 1", id="not a confidence"),
    pytest.param("versions:many", 9, "versions:>2", id="not a number of versions"),
    pytest.param("drift:far", 6, "drift: takes any, cut, words", id="not a kind of drift"),
    pytest.param("is:good", 3, "is: takes unread, read, starred", id="an unknown state"),
    pytest.param("newer:soon", 6, "length of time", id="not a length of time"),
    pytest.param("name~3", 0, "1 or 2 edits", id="three edits"),
    pytest.param("~3", 0, "behind a word", id="edits of no word"),
    pytest.param("see http:", 4, "Remove the colon", id="a colon and nothing"),
    pytest.param("speeker:vint", 0, "speaker:", id="a field with a typing error"),
    pytest.param("year:2023", 0, "Did you mean date:?", id="a field of other programs"),
    pytest.param("author:roe", 0, "Did you mean by:?", id="another field of other programs"),
    pytest.param(
        "colour:red", 0, "The help (?) lists the fields. To search", id="an unknown field"
    ),
    pytest.param("said:", 5, "after said:", id="a field without a value"),
    pytest.param("said: -x", 6, "said: has no value", id="a field and an operator"),
    pytest.param("date:someday", 5, "not a date", id="not a date"),
    pytest.param("date:7/8", 5, "not a date", id="a date that could be two"),
    pytest.param('date:"next to nothing"', 5, "not a date", id="words without a date"),
    pytest.param("since:kerry", 6, "not a date", id="a name for a date"),
    pytest.param("date:3/4/2023", 5, "two days", id="day or month first"),
    pytest.param("date:20231301", 5, "not a date", id="a month 13 without hyphens"),
    pytest.param("date:2023-Q5", 5, "not a date", id="a fifth quarter"),
    pytest.param('date:"the 90s"', 5, "not a date", id="a decade of any century"),
    pytest.param('date:"in the 30s"', 5, "not a date", id="not 30 seconds"),
    pytest.param("date:2023-13", 5, "not a date", id="a thirteenth month"),
    pytest.param("date:2023-02-30", 5, "not a date", id="not a day"),
    pytest.param("date:2023-07..2023-05", 5, "Swap the two dates", id="a range backwards"),
    pytest.param("type:loud", 5, "direct, mixed, indirect", id="no such type"),
    pytest.param("(" * 99 + "a", 50, "Too many nested brackets", id="very deep brackets"),
    pytest.param("NOT " * 99 + "a", 200, "Too many nested brackets", id="very many NOTs"),
]


@pytest.mark.parametrize(("line", "offset", "words"), INVALID_LINES)
def test_invalid_line_reports_reason_and_offset(line: str, offset: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert caught.value.offset == offset
    assert words in caught.value.message


def test_bare_words_of_a_quote_line_search_the_quote() -> None:
    assert parse_quote("tax source:post") == Query(And((SAID, Word("source", "post"))))


DESCRIPTIONS = [
    ("speaker:kerry said:tax date:2023-07",
     "a quote by kerry containing tax and in July 2023"),
    ('pier OR "the vote" -cut', "pier or (“the vote” and not cut)"),
    ("quote(speaker:a said:b) quote(said:c) d",
     "2 different quotes (one by a containing b, one containing c) and d anywhere in the article"),
    ("=saved nego*", "exactly saved and nego…"),
    ("date:2023-07-18 type:direct", "a quote that is direct and on 18 July 2023"),
    ("date:>=2023-05-01 title:pier", "since 2023-05-01 and pier in the headline"),
    ("a pre/5 b w/s c", "a followed by b at most 5 words apart and c in the same sentence"),
    ("atleast2(a OR b) conf:>=0.5",
     "a quote with confidence at least 0.5 and (a or b) at least 2 times anywhere in the article"),
    ("date:none source:none is:edited", "without a date and without an outlet and edited"),
    ("name~1 is:starred -has:quote", "name (or with one typo) and starred and not with a quote"),
    ("speaker:vint", "a quote by vint"),
    ("speaker:unknown said:tax", "a quote whose speaker is unknown containing tax"),
    ("said:tax said:levy", "a quote containing tax and containing levy"),
    ("speaker:(vint OR holm) said:tax", "a quote (by vint or by holm) containing tax"),
    ("speaker:vint -said:tax", "a quote by vint not containing tax"),
    ("quote(speaker:vint NOT said:tax)", "a quote by vint not containing tax"),
    ("speaker:unnamed cue:warn", "a quote by an unnamed speaker introduced by warn"),
    ("conf:<0.5 type:indirect", "a quote with confidence under 0.5 that is indirect"),
    ("speaker:falk versions:>2", "a quote by falk in over 2 versions"),
    ("drift:speakers", "a quote with a version by another speaker"),
    ("person:vint org:port source:post", "person vint and organisation port and outlet post"),
    ("by:holm section:sport", "holm in the byline and section sport"),
    ("tag:follow note:call entity:torp", "tag follow and call in a note and name torp"),
    ("vote~2 speaker:vint", "a quote by vint and vote (or with two typos) anywhere in the article"),
    ("speaker:vint tax (pier OR loan) date:2023",
     "a quote by vint and from 2023-01-01 to 2023-12-31 and tax and (pier or loan) anywhere in the"
     " article"),
    ("speaker:vint -tax", "a quote by vint and not tax anywhere in the article"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "description"), DESCRIPTIONS)
def test_describe_puts_a_line_into_words(line: str, description: str) -> None:
    assert describe(parse(line).tree) == description


@pytest.mark.parametrize("tree", [row.values[1] for row in TREES])
def test_parse_reverses_format_tree(tree: Tree) -> None:
    assert parse(format_tree(tree)) == Query(tree)


@pytest.mark.parametrize(
    ("line", "order"), [("a sort:date", "newest"), ("sort:oldest a", "oldest"), ("a", None)]
)
def test_sort_is_not_part_of_the_tree(line: str, order: str | None) -> None:
    assert parse(line) == Query(text("a"), order)


@pytest.mark.parametrize("line", ["date:9999-12", f"a w/{'9' * 5000} b", f"atleast{'9' * 5000}(a)"])
def test_huge_numbers_raise_only_query_error(line: str) -> None:
    try:
        assert describe(parse(line).tree)
    except QueryError as error:
        assert error.message


@pytest.mark.parametrize(("line", "show_copies"), [("a copies:apart", True), ("is:copy", False)])
def test_copies_apart_shows_each_copy(line: str, show_copies: bool) -> None:
    query = parse(line)
    assert query.show_copies == show_copies
    assert describe_query(query).endswith(", each copy listed") == show_copies


def test_nodes_of_different_kinds_are_never_equal() -> None:
    word, phrase = Word("said", "boats"), Phrase("said", "boats")
    assert And((word,)) != Or((word,))
    assert Wildcard("said", "boats") != phrase
    assert len({And((word,)), Or((word,)), And((word,)), phrase, Wildcard("said", "boats")}) == 4
