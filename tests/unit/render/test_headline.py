"""An article without a headline shows its first sentence once."""

from __future__ import annotations

import pytest

from index.article import Entry, Hit, QuoteHit, Snippet, Span
from index.sources.text import make_headline
from tests.support.builders import annotated, article
from tui.render import rows
from tui.render.article_layout import ArticleLayout
from tui.render.article_page import ArticlePage
from tui.render.headline import after_headline, repeats_headline
from tui.sharing.export_records import record

TEXT = "“We saved boats,” [Olaf Berg] said. Fog lay on the pier. “We sail,” [Ana Pell] said."
MADE, FOUND = annotated(article(TEXT, title=make_headline(TEXT)))[0]
ARTICLE = MADE._replace(title_from_text=True)
ENTRY = Entry("a1", ARTICLE.title, ARTICLE.date, "Echo", "", "", "", 2, 2, 12, title_from_text=True)
QUOTES = [QuoteHit(ENTRY, n, q, q.cut(TEXT), "", "said") for n, q in enumerate(FOUND.quotes)]


def drawn(lines: list[object]) -> str:
    return "\n".join(str(line) for line in lines)


@pytest.mark.parametrize(
    ("words", "is_repeated"),
    [("“We saved boats,”", True), (TEXT.split(".")[0], True), ("“We sail,”", False)],
)
def test_words_of_the_first_sentence_repeat_the_headline(words: str, is_repeated: bool) -> None:
    assert repeats_headline(ENTRY, words) == is_repeated
    assert not repeats_headline(ENTRY._replace(title_from_text=False), words)


def test_passage_begins_after_the_headline() -> None:
    fog = TEXT.index("Fog")
    passage = after_headline(ENTRY, Snippet(TEXT, 0, (Span(3, 5), Span(fog, fog + 3))))
    assert passage == Snippet(TEXT[fog:], fog, (Span(fog, fog + 3),))


def test_passage_whose_matches_are_all_in_the_headline_is_left_out() -> None:
    assert after_headline(ENTRY, Snippet(TEXT, 0, (Span(3, 5),))) is None


def test_hit_shows_the_first_sentence_once() -> None:
    passages = Hit(ENTRY, (Snippet(TEXT, 0, ()),), ())
    quotes = Hit(ENTRY, (), tuple(QUOTES))
    for hit in (passages, quotes):
        text = drawn(rows.hit_row(hit, 100))
        assert text.count("We saved boats") == 1
        assert "We sail" in text


def test_quote_of_the_first_sentence_is_shown_without_it() -> None:
    assert "Olaf Berg" not in drawn(rows.dated_quote_row(QUOTES[0], 100))
    assert "Olaf Berg" in drawn(rows.dated_quote_row(QUOTES[1], 100))


def test_page_has_no_headline_above_the_text_but_a_strong_first_sentence() -> None:
    page = ArticlePage("a1", ARTICLE, FOUND)
    assert "We saved boats" not in drawn(ArticleLayout(page, 80).header)
    ((first, _),) = page.heading_spans.items
    assert first.cut(TEXT) == "“We saved boats,” [Olaf Berg] said."


WHOLE = Snippet(TEXT, 0, ())
FOG_FOUND = Snippet(TEXT, 0, (Span(TEXT.index("Fog"), TEXT.index("Fog") + 3),))
IN_HEADLINE = Snippet(TEXT, 0, (Span(3, 5),))
EXPORTED = [
    pytest.param(Hit(ENTRY, (FOG_FOUND,)), TEXT[TEXT.index("Fog") :], id="a passage"),
    pytest.param(Hit(ENTRY, (IN_HEADLINE,)), "", id="a match in the headline alone"),
    pytest.param(Hit(ENTRY, (), tuple(QUOTES[:1])), "", id="a quote in the headline"),
    pytest.param(Hit(ENTRY, (), tuple(QUOTES)), QUOTES[1].text, id="another quote"),
    pytest.param(Hit(ENTRY._replace(title_from_text=False), (WHOLE,)), TEXT, id="a headline"),
]


@pytest.mark.parametrize(("hit", "passages"), EXPORTED)
def test_export_does_not_repeat_the_headline_in_the_passage(hit: Hit, passages: str) -> None:
    assert record(hit)["passages"] == passages
