"""The places of a word in a text are those of the words that indexing splits it into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.engines.local.fulltext.analysis import fold, stem, token_pattern
from index.engines.local.fulltext.search.snippets import Matcher, snippets
from index.query import Word

PIECES = (
    "pier",
    "Pier",
    "piers",
    "PIER",
    "pi",
    "p",
    "P",
    ".",
    " ",
    "+",
    "++",
    "#",
    "_",
    "-",
    "’s",
    "é",
    "1",
    "\n\n",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
WORDS = st.sampled_from(("pier", "piers", "pi", "p", "pier++", "p#", "pier1", "pp"))


@given(text=TEXTS, word=WORDS, exact=st.booleans())
def test_places_are_those_of_the_words_of_the_text(text: str, word: str, exact: bool) -> None:
    matcher = Matcher(Word("text", word, exact))
    same = str if exact else stem
    expected = [
        Span(*match.span())
        for match in token_pattern().finditer(text)
        if same(fold(match.group())) == same(fold(word))
    ]
    for _ in range(2):  # the words of the first text are known in the second one
        assert list(matcher.spans(text)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("pier piers", ["pier", "piers"], id="two forms"),
        pytest.param("Pier, pier’s", ["Pier", "pier"], id="signs after a word"),
        pytest.param("a_pier b-pier", ["pier", "pier"], id="signs before a word"),
        pytest.param("pierce spier épier", [], id="longer words"),
        pytest.param("pier++ pier# pier#1", ["pier"], id="words with signs"),
        pytest.param("p.i.e.r. P.I.E.R.", ["p.i.e.r.", "P.I.E.R."], id="abbreviations"),
        pytest.param("pierpier pier", ["pier"], id="a word twice in another"),
    ],
)
def test_places_of_a_word(text: str, found: list[str]) -> None:
    assert [span.cut(text) for span in Matcher(Word("text", "pier")).spans(text)] == found


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        pytest.param(" " + "字" * 200, " 字字", id="a space right after the match"),
        pytest.param("\n\n" + "字" * 200, "", id="the paragraph ends with the match"),
        pytest.param(" " + "pierce " * 40, " pierce pierce", id="words with spaces"),
        pytest.param(" end", " end", id="the text ends soon"),
    ],
)
def test_snippet_goes_on_after_its_match(after: str, shown: str) -> None:
    text = "字" * 100 + " pier" + after
    (snippet,) = snippets(text, [Span(101, 105)])
    behind = snippet.text[105 - snippet.start :]
    assert (behind.startswith(shown), behind == "") == (True, shown == "")
