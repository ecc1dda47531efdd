"""Add conditions to a search line."""

from __future__ import annotations

import pytest

from index.query import (
    InQuote,
    SpokenBy,
    WholeName,
    asks_for_versions,
    field_condition,
    format_tree,
    parse,
    refine_line,
    value_condition,
)


@pytest.mark.parametrize(
    ("line", "condition", "both"),
    [
        pytest.param("boats", "source:post", "boats source:post", id="side by side"),
        pytest.param("a OR b", "c", "(a OR b) c", id="OR in brackets"),
        pytest.param("a", "b OR c", "a (b OR c)", id="OR added"),
        pytest.param("a sort:date", "b", "a sort:date b", id="sort: kept"),
        pytest.param("", "b", "b", id="an empty line"),
    ],
)
def test_refine_line_adds_a_condition(line: str, condition: str, both: str) -> None:
    assert refine_line(line, condition) == both


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        pytest.param("versions:2", True, id="a number of versions"),
        pytest.param("VERSIONS：>2", True, id="in capitals with a wide colon"),
        pytest.param("-drift:any", True, id="excluded"),
        pytest.param("ferry OR (pier drift:(cut OR words))", True, id="in brackets"),
        pytest.param("quote(drift:any said:ferry)", True, id="in a quote"),
        pytest.param('said:"ferry" w/3 said:late versions:2', True, id="after a distance"),
        pytest.param('ferry "versions: old and new"', False, id="in quotation marks"),
        pytest.param("said:“drift:any”", False, id="in curly quotation marks"),
        pytest.param("ferry versions drift", False, id="as words"),
        pytest.param('"ferry versions:2', False, id="after a quotation mark that is not closed"),
        pytest.param("", False, id="an empty line"),
    ],
)
def test_line_asks_for_versions_by_a_field(line: str, asks: bool) -> None:
    assert asks_for_versions(line) is asks


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        pytest.param("person", "Falk", "person:Falk", id="one word"),
        pytest.param("source", "Harbour Post", 'source:"Harbour Post"', id="several"),
        pytest.param("org", 'The "Post"', 'org:"The  Post"', id="with quotation marks"),
        pytest.param("org", "The “Post”", 'org:"The  Post"', id="with curly quotation marks"),
        pytest.param("date", "2024-03", "date:2024-03", id="a month"),
    ],
)
def test_field_condition_quotes_values_that_need_it(name: str, value: str, typed: str) -> None:
    assert field_condition(name, value) == typed


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        pytest.param("person", "Falk", "person:=Falk", id="one word"),
        pytest.param("source", "Harbour Post", 'source:="Harbour Post"', id="several"),
        pytest.param("org", 'The "Post"', 'org:="The Post"', id="with quotation marks"),
        pytest.param("person", "Al “Bo” Falk", 'person:="Al Bo Falk"', id="a nickname"),
        pytest.param("source", "Le «Post»", 'source:="Le Post"', id="with guillemets"),
        pytest.param("source", "Die „Post“", 'source:="Die Post"', id="with low marks"),
        pytest.param("speaker", "Ida O’Neil", 'speaker:="Ida O’Neil"', id="an apostrophe stays"),
        pytest.param("speaker", "", "speaker:unknown", id="nobody who is known"),
        pytest.param("source", "", "source:none", id="no outlet"),
        pytest.param("date", "2024-03", "date:2024-03", id="a month, which is no name"),
        pytest.param("is", "unread", "is:unread", id="a state"),
    ],
)
def test_value_condition_is_about_the_whole_name(name: str, value: str, typed: str) -> None:
    assert value_condition(name, value) == typed


@pytest.mark.parametrize("name", ["Al “Bo” Falk", "Al «Bo» Falk", "Al „Bo“ Falk", 'Al "Bo" Falk'])
def test_value_condition_of_a_nickname_is_one_name(name: str) -> None:
    assert parse(value_condition("source", name)).tree == WholeName("source", "Al Bo Falk")
    spoken_by = format_tree(SpokenBy((name, "Bo Falk")))
    assert parse(spoken_by).tree == InQuote(WholeName("speaker", "Al Bo Falk"))
