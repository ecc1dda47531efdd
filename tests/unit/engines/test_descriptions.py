"""How articles describe a speaker, from the words that they use instead of the name."""

from __future__ import annotations

import pytest

from index.archive.descriptions import collect_descriptions
from index.article import Entry, Quote, QuoteHit


def mentioned(*mentions: str) -> list[QuoteHit]:
    entry = Entry(
        id="", title="", date=None, source="", byline="", url="", location="",
        quotes=0, words=0,
    )  # fmt: skip
    quote = Quote(content=(), kind="direct")
    return [QuoteHit(entry, 0, quote, "", mention, "said") for mention in mentions]


@pytest.mark.parametrize(
    ("mention", "said"),
    [
        pytest.param("The envoy, Ana Pell", "The envoy", id="before the name"),
        pytest.param("Pell, head of the board", "head of the board", id="after a part of it"),
        pytest.param("water minister Ana Pell’s", "water minister", id="a possessive name"),
        pytest.param("the mayor", "the mayor", id="no name"),
        pytest.param("Last week the mayor", "the mayor", id="with a time before it"),
        pytest.param("Ana Pell", None, id="only the name"),
        pytest.param("She", None, id="a pronoun"),
        pytest.param("Mrs Pell", None, id="a title"),
        pytest.param("the", None, id="an article"),
        pytest.param("The Ana Pell", None, id="an article before the name"),
        pytest.param("An Ana Pell", None, id="an indefinite article before the name"),
        pytest.param("Pell, the", None, id="an article after the name"),
        pytest.param("Our Ana Pell", None, id="a possessive pronoun before the name"),
        pytest.param("Ana Pell herself", None, id="a reflexive pronoun"),
        pytest.param("these", None, id="a demonstrative"),
        pytest.param("Pell, whom", None, id="a relative pronoun"),
        pytest.param("the Mrs Pell", None, id="an article and a title"),
        pytest.param("the one", None, id="an article and a pronoun"),
        pytest.param("our mayor", "our mayor", id="a role after a pronoun"),
        pytest.param("herself a nurse, Ana Pell", "herself a nurse", id="a role after herself"),
        pytest.param("the envoy to us", "the envoy to us", id="a pronoun after a role"),
        pytest.param("the statement", None, id="a statement"),
        pytest.param("Pell's letter to the voters of Torpier", None, id="her letter"),
        pytest.param("a statement by Ana Pell", None, id="a statement by her"),
        pytest.param("Pell, author of the report", "author of the report", id="an author"),
        pytest.param("the report’s author, Ana Pell", "the report’s author", id="its author"),
        pytest.param("Post reporter Ana Pell", "Post reporter", id="a reporter"),
        pytest.param("Ana Pell in tweets", None, id="tweets"),
    ],
)
def test_description_is_a_mention_without_the_name(mention: str, said: str | None) -> None:
    found = collect_descriptions(mentioned(mention), ["Ana Pell"])
    assert [each.text for each in found] == ([said] if said else [])


def test_descriptions_are_counted_without_their_article() -> None:
    hits = mentioned("The envoy", "an envoy", "the mayor")
    found = collect_descriptions(hits, ["Ana Pell"])
    assert [each[:2] for each in found] == [("The envoy", 2), ("the mayor", 1)]
