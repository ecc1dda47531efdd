"""Citations in the built-in styles and with a template."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article, Quote, Span
from tui.sharing.citation import BUILT_IN_STYLES, CitationFormatter

ARTICLE = Article(
    title="Fog & rain at 100 %", text="x", date=date(2024, 3, 5), source="Valley Echo",
    byline="Ana Pell", url="https://echo.example/fog", location="/kept/fog.html",
)  # fmt: skip
DIRECT = Quote(content=(Span(0, 1),), kind="direct", speakers=("Olaf Berg",), named=True)
WORDS = "“We saved boats,”"


def cited(style: str, words: str = WORDS, quote: Quote = DIRECT, article: Article = ARTICLE) -> str:
    return CitationFormatter(style).cite(words, quote, "said", article)


def test_plain() -> None:
    assert cited("plain") == (
        "“We saved boats,” — Olaf Berg (said)\n"
        "“Fog & rain at 100 %”, by Ana Pell, Valley Echo, 2024-03-05\n"
        "https://echo.example/fog"
    )


def test_markdown_is_a_quote_with_a_link() -> None:
    assert cited("markdown") == (
        "> “We saved boats,”\n>\n> — Olaf Berg (said),"
        " [Fog &amp; rain at 100 %](<https://echo.example/fog>), by Ana Pell, Valley Echo,"
        " 2024-03-05"
    )


def test_bibtex_entry_has_no_commands() -> None:
    assert cited("bibtex") == (
        f"@misc{{valleyecho2024{ARTICLE.id[:8]},\n"
        "  author = {Ana Pell},\n"
        "  title = {Fog \\& rain at 100 \\%},\n"
        "  howpublished = {Valley Echo},\n"
        "  year = {2024},\n"
        "  day = {5},\n"
        "  url = {https://echo.example/fog},\n"
        "  month = mar,\n"
        "  note = {“We saved boats,” --- Olaf Berg (said)},\n"
        "}"
    )


@pytest.mark.parametrize("style", BUILT_IN_STYLES)
def test_unknown_details_are_named_or_left_out(style: str) -> None:
    bare = Article(title="", text="x")
    text = cited(style, quote=Quote(content=(Span(0, 1),), kind="direct"), article=bare)
    assert "speaker unknown" in text
    assert "no outlet" in text
    assert "{}" not in text
    assert "()" not in text


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        pytest.param(
            "direct", "We saved boats", "“We saved boats” — Olaf Berg (said)", id="without marks",
        ),
        pytest.param("direct", WORDS, f"{WORDS} — Olaf Berg (said)", id="with marks"),
        pytest.param(
            "indirect", "that boats were saved",
            "that boats were saved — Olaf Berg (said, paraphrased)", id="indirect",
        ),
        pytest.param("mixed", WORDS, f"{WORDS} — Olaf Berg (said, partly paraphrased)", id="mixed"),
    ],
)  # fmt: skip
def test_only_quoted_words_get_quotation_marks(kind: str, words: str, expected: str) -> None:
    quote = DIRECT._replace(kind=kind)
    assert cited("plain", words, quote).split("\n")[0] == expected


def test_file_path_replaces_a_missing_url() -> None:
    assert cited("plain", article=ARTICLE._replace(url="")).endswith("\n/kept/fog.html")


@pytest.mark.parametrize("style", BUILT_IN_STYLES)
def test_control_characters_are_not_copied(style: str) -> None:
    text = cited(style, "“a\x1b[31m\nb”", article=ARTICLE._replace(title="a\x07b", source="\x9bx"))
    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_context_has_the_sentences_around_the_quote() -> None:
    text = f"Fog came. {WORDS} said Olaf Berg. Then it rained. Nobody slept."
    article = ARTICLE._replace(text=text)
    start = text.index(WORDS)
    quote = DIRECT._replace(content=(Span(start, start + len(WORDS)),))
    assert cited("context", quote=quote, article=article).splitlines()[:2] == [
        f"{WORDS} — Olaf Berg (said)",
        f"Fog came. {WORDS} said Olaf Berg. Then it rained.",
    ]


@pytest.mark.parametrize("style", BUILT_IN_STYLES)
def test_first_sentence_is_not_cited_twice(style: str) -> None:
    text = f"{WORDS} Olaf Berg said."
    article = ARTICLE._replace(title=text[:-1], text=text, title_from_text=True)
    cited_once = cited(style, article=article)
    assert "no headline" in cited_once
    assert "Olaf Berg said" not in cited_once.replace(text, "")


def test_byline_is_cited_without_its_preposition() -> None:
    assert ", by Ana Pell, Valley" in cited("plain", article=ARTICLE._replace(byline="By Ana Pell"))


def test_template_leaves_empty_lines_out() -> None:
    templates = {"mine": "{speaker}: {quote}\n{byline}\n{{{date}}}"}
    text = CitationFormatter("mine", "%d.%m.%Y", templates).cite(
        WORDS, DIRECT, "", ARTICLE._replace(byline="")
    )
    assert text == "Olaf Berg: “We saved boats,”\n{05.03.2024}"


def test_markdown_of_an_article_without_address_leads_to_its_file() -> None:
    article = ARTICLE._replace(url="", location="/kept/my_fog.txt")
    assert cited("markdown", article=article).endswith("2024-03-05, /kept/my\\_fog.txt")
