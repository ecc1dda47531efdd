"""Keep the text of web pages and remove the other page parts."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream
from tests.support.pages import LEAD, SECOND, THIRD, TITLE, linked_data, meta, page
from tests.support.parsing import annotator

BODY = [LEAD, SECOND, THIRD]


def read(data: bytes) -> Article:
    (article,) = read_stream(BytesIO(data), "a.html")
    assert isinstance(article, Article)
    return article


def paragraphs(data: bytes) -> list[str]:
    return read(data).text.split("\n\n")


REMOVED = [
    pytest.param("<div class='callout'>The Courier is paid for by its readers."
                 " <a href='/m'>Become a member</a>.</div>", id="a plea for members"),
    pytest.param("<p>Devenez membre du Courrier de Lindo.</p>", id="a plea in French"),
    pytest.param("<p>Receba no seu e-mail as notícias do dia; inscreva-se na newsletter.</p>",
                 id="a plea in Portuguese"),
    pytest.param("<p>Thanks for reading! Tell your friends of the Courier.</p>", id="thanks"),
    pytest.param("<p>The Courier welcomes letters. Write to letters@lindo.example.</p>",
                 id="a plea for letters"),
    pytest.param("<p>Republish our stories for free under a Creative Commons licence.</p>",
                 id="an offer to other outlets"),
    pytest.param("<amp-twitter data-tweetid='1'><blockquote placeholder><p>Fares up again, and"
                 " nobody asked the islands.</p></blockquote></amp-twitter>", id="a post in AMP"),
    pytest.param("<div itemprop='comment'><p>I will never take the ferry again, says Bo.</p></div>",
                 id="a comment in microdata"),
    pytest.param("<p>Please follow our channel on WhatsApp.</p>", id="a plea with please"),
    pytest.param("<p>Want more? Then subscribe to the podcast.</p>", id="a plea behind a question"),
    pytest.param("<p>You can join the forum with a free account.</p>", id="a plea with you can"),
    pytest.param("<p>Bitte melden Sie sich für den Newsletter an.</p>", id="a plea with bitte"),
    pytest.param(f"<h2>{TITLE}</h2>", id="the headline again"),
    pytest.param(f"<h2>Harbour {TITLE}</h2>", id="the headline with a topic"),
    pytest.param("<p>READ MORE: <a href='/b'>Fog closes the harbour of Torp</a></p>",
                 id="a labelled link"),
    pytest.param("<p><a href='/b'>Fog closes the harbour of Torp for nine hours</a></p>",
                 id="a paragraph that is a link"),
    pytest.param("<h3>Auch interessant</h3><ul><li><a href='/b'>Nebel in Torp</a></li>"
                 "<li>Lindo: <a href='/c'>Die Sonne kam wieder</a></li></ul>",
                 id="a heading with a list of links"),
    pytest.param("<p>Mehr dazu:</p><ul><li><a href='/b'>Nebel in Torp</a></li></ul>",
                 id="a line with a colon and a list of links"),
    pytest.param("<p>Sign up for our morning newsletter and get the news in your inbox.</p>",
                 id="a plea for a newsletter"),
    pytest.param("<p>Abonnieren Sie den WhatsApp-Kanal des Lindo Courier.</p>",
                 id="a plea for a channel"),
    pytest.param("<p>Do you have a story? Email the news desk at news@lindo.example</p>",
                 id="a plea for stories"),
    pytest.param("<div class='newsletter-box'><p>The news of the day, every morning.</p></div>",
                 id="a box for a newsletter"),
    pytest.param("<div class='c-inlineSignup'><p>The news of the day, every morning.</p></div>",
                 id="a class in camel case"),
    pytest.param("<aside><p>The harbour has nine piers and forty cranes.</p></aside>",
                 id="an aside"),
    pytest.param("<p>Advertisement: story continues below</p>", id="an advertisement label"),
    pytest.param("<div class='ad'>Advertisement</div>", id="an advertisement"),
    pytest.param("<figure><img src='a.jpg'><figcaption>A ferry at Torp.</figcaption></figure>",
                 id="a caption"),
    pytest.param("<div><img src='a.jpg'><div>The ferry at Torp on a calm day</div></div>",
                 id="a line beside a picture"),
    pytest.param("<p><img src='a.jpg'></p><p>The ferry at Torp on a calm day</p>",
                 id="a line below a picture"),
    pytest.param("<p>Ada Vint/Northwire via Getty Images</p>", id="a picture credit"),
    pytest.param("<p>Against what posts say, the ferry did not sink (AFP / ADA VINT)</p>",
                 id="a caption with its credit"),
    pytest.param("<p>The ferry at Torp on Monday. (Ada Vint/Getty Images)</p>",
                 id="a caption that is a sentence, with its credit"),
    pytest.param("<blockquote class='twitter-tweet'><p>The ferry is late again.</p>— Bo Carr "
                 "(@bocarr) May 14, 2024</blockquote>", id="a post"),
    pytest.param("<p>The ferry is late. pic.twitter.com/abc</p>", id="a post without a class"),
    pytest.param("<div id='comments'><p>I walk to Torp anyway.</p></div>", id="a comment box"),
    pytest.param("<p>You must log in to comment on this article.</p>", id="a comment rule"),
    pytest.param("<div class='author-bio'><p>Ida Roe writes on boats.</p></div>",
                 id="a marked biography"),
    pytest.param("<form><p>Your address</p></form>", id="a form"),
    pytest.param("<div class='consent'><p>This content is loaded from another site.</p></div>"
                 * 3, id="a notice in a marked box"),
    pytest.param("<div><p>This content comes from another site, and is not shown.</p></div>" * 3,
                 id="a notice that is repeated"),
    pytest.param("<p>Jon Ash contributed to this report.</p>", id="a contributor"),
    pytest.param("<p>3 min read</p>", id="a reading time"),
    pytest.param("<dl class='page-debug'><dt>isPaid:</dt><dd>false</dd></dl>",
                 id="values for programmers"),
    pytest.param("<div><h3><a href='/b'>Fog at Torp</a></h3><p>Nobody saw the pier.</p></div>",
                 id="a teaser"),
]  # fmt: skip


@pytest.mark.parametrize("block", REMOVED)
def test_page_part_is_removed(block: str) -> None:
    assert paragraphs(page(block)) == BODY


SENTENCES = {
    "members who write": "Members who write to the club send their letters to a box in Torp.",
    "free for members": "Ferries become free for members of the club in May.",
    "new posts": "The band thanked fans for reading and for the new posts.",
    "a firm that supports an app": "Apple will support WhatsApp on its watch from June.",
    "alerts in the news": "Residents can register for flood alerts on the website of the council.",
    "users who follow channels": "Users follow channels on WhatsApp more than forums.",
    "courts that enable": "Courts enable trial by newsletter, the lawyer wrote.",
    "listeners who get podcasts": "Many get their news by podcast, the survey found.",
    "a party on Telegram": "Die Partei erhält ihr Geld gratis über Telegram.",
    "players who download": "Players download the game and an app for free.",
    "fans who join": "Fans join the band on Instagram every Friday.",
    "firms that contact": "The firms contact customers on Facebook only.",
    "sides that support a trial": "Both sides support a trial of the new ferry.",
    "a newsletter in the news": "She said she would sign up for the newsletter of the harbour.",
    "a plea that is quoted": "“Sign up for our newsletter,” said harbour master Elsa Vint.",
    "a word that begins like a label": "Fotografen warteten am Kai auf die Fähre.",
    "a short sentence": "It rained.",
    "a dispatch": "The ferry sank off Torp on Monday. (AFP)",
    "an agency and a slash": "The ferry sank (AFP wrote of it) on 5/6 May off Torp.",
}  # fmt: skip
KEPT = [
    *(pytest.param(f"<p>{text}</p>", text, id=name) for name, text in SENTENCES.items()),
    pytest.param("<div itemprop='description'><p>The harbour has nine piers.</p></div>",
                 "The harbour has nine piers.", id="a description in microdata"),
    pytest.param("<div itemprop='reviewBody'><p>The pier is too short for the boats.</p></div>",
                 "The pier is too short for the boats.", id="a review in microdata"),
    pytest.param("<div class='submitted-bids'><p>Nine firms sent a bid for the pier.</p></div>",
                 "Nine firms sent a bid for the pier.", id="a class with “submitted”"),
    pytest.param("<p>The <a href='/b'>new pier at Torp</a> opens in May, and the old one goes.</p>",
                 "The new pier at Torp opens in May, and the old one goes.",
                 id="a link in a sentence"),
    pytest.param("<h2>What will change</h2>", "What will change", id="a heading"),
    pytest.param("<h2><a name='one'>What will change</a></h2>", "What will change",
                 id="a heading that links lead to"),
    pytest.param("<ul><li><a href='#one'>What will change in autumn</a></li></ul><h2>"
                 "What will change in autumn</h2>", "What will change in autumn",
                 id="a heading that a table of contents repeats"),
    pytest.param("<figure><figcaption>The board did not answer any letter.</figcaption></figure>"
                 "<p>The board did not answer any letter.</p>",
                 "The board did not answer any letter.", id="words that a caption repeats"),
    pytest.param("<p><span class='drop-cap'>N</span> <b>obody asked us.</b></p>",
                 "Nobody asked us.", id="a large first letter"),
    pytest.param("<p><span class='initial'><span class='initial-letter'>N</span></span> "
                 "<span>obody asked us.</span></p>", "Nobody asked us.",
                 id="a large first letter in two elements"),
    pytest.param("<p><span class='drop-cap'>A</span> boat left at noon.</p>",
                 "A boat left at noon.", id="a large first letter that is a word"),
    pytest.param("<p><em>The board did not answer.</em></p>", "The board did not answer.",
                 id="a sentence in italics"),
    pytest.param("<blockquote><p>“Nobody asked us,” the sailors wrote.</p></blockquote>",
                 "“Nobody asked us,” the sailors wrote.", id="a block quote"),
    pytest.param("<div class='text-wrapper'><p>The board did not answer.</p></div>",
                 "The board did not answer.", id="a wrapper"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "text"), KEPT)
def test_paragraph_of_the_article_is_kept(block: str, text: str) -> None:
    assert paragraphs(page(block)) == [LEAD, SECOND, text, THIRD]


def test_list_keeps_its_order_and_its_heading() -> None:
    block = "<h2>What to know</h2><ol><li>It is longer.</li><li>Dogs may walk on it.</li></ol>"
    inner = ["What to know", "It is longer.", "Dogs may walk on it."]
    assert paragraphs(page(block)) == [LEAD, SECOND, *inner, THIRD]


def test_headings_are_marked() -> None:
    article = read(page("<h2>What will change</h2><p>Fares rise.</p><h3>And when</h3>"))
    assert [span.cut(article.text) for span in article.heading_spans()] == [
        "What will change", "And when",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param([("<a href='/lindo'>Lindo</a>", "<a href='/torp'>Torp</a>"), ("3", "1")],
                     ["Lindo | Torp", "3 | 1"], id="cells that are links"),
        pytest.param([("Lindo at Torp in the rain", "no goals")] * 3,
                     ["Lindo at Torp in the rain | no goals"] * 3, id="rows that are alike"),
        pytest.param([("<p>Fare</p>", "<div><p>4 crowns</p></div>")], ["Fare | 4 crowns"],
                     id="cells with a paragraph"),
        pytest.param([("<p>The pier is open on all days.</p><p>So is the new harbour hall.</p>",
                       "<p>Nobody was asked again.</p>")],
                     ["The pier is open on all days.", "So is the new harbour hall.",
                      "Nobody was asked again."], id="a layout of paragraphs"),
    ],
)  # fmt: skip
def test_table_is_kept(rows: list[tuple[str, str]], lines: list[str]) -> None:
    inner = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    assert paragraphs(page(f"<table>{inner}</table>")) == [LEAD, SECOND, *lines, THIRD]


def test_row_of_a_table_is_a_line() -> None:
    block = "<table><tr><th>Year</th><th>Fare</th></tr><tr><td>2023</td><td>4</td></tr></table>"
    assert paragraphs(page(block)) == [LEAD, SECOND, "Year | Fare", "2023 | 4", THIRD]


def test_table_for_layout_is_paragraphs() -> None:
    block = "<table><tr><td><p>The board did not answer.</p></td><td></td></tr></table>"
    assert paragraphs(page(block)) == [LEAD, SECOND, "The board did not answer.", THIRD]


CITATIONS = [
    pytest.param("<p>The harbour is frozen.</p><cite>Elsa Vint</cite>",
                 "“The harbour is frozen.” – Elsa Vint", id="cite"),
    pytest.param("<p>“The harbour is frozen.”</p><footer>— Elsa Vint, harbour master</footer>",
                 "“The harbour is frozen.” – Elsa Vint, harbour master", id="a footer"),
    pytest.param("<p>The harbour is frozen.</p><p class='quote-author'>Elsa Vint</p>",
                 "“The harbour is frozen.” – Elsa Vint", id="a class"),
    pytest.param("<p>The harbour is frozen.</p><p>— Elsa Vint</p>",
                 "“The harbour is frozen.” – Elsa Vint", id="a dash"),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "text"), CITATIONS)
def test_block_quote_keeps_its_speaker(quote: str, text: str) -> None:
    assert text in paragraphs(page(f"<blockquote>{quote}</blockquote>"))


def test_caption_of_a_block_quote_is_its_speaker() -> None:
    caption = "<figcaption>Elsa Vint, harbour master</figcaption>"
    block = f"<figure><blockquote><p>The harbour is frozen.</p></blockquote>{caption}</figure>"
    assert "“The harbour is frozen.” – Elsa Vint, harbour master" in paragraphs(page(block))


@pytest.mark.parametrize(
    ("before", "text"),
    [
        pytest.param("Elsa Vint wrote:", ["“The harbour is frozen.", "“So are we.”"], id="a colon"),
        pytest.param("Elsa Vint wrote.", ["The harbour is frozen.", "So are we."], id="a stop"),
    ],
)
def test_block_quote_after_a_colon_gets_marks(before: str, text: list[str]) -> None:
    quote = "<blockquote><p>The harbour is frozen.</p><p>So are we.</p></blockquote>"
    assert paragraphs(page(f"<p>{before}</p>{quote}"))[3:5] == text


def test_speaker_of_a_block_quote_is_found() -> None:
    block = "<blockquote><p>The harbour is frozen.</p><cite>Elsa Vint</cite></blockquote>"
    ((article, annotation),) = annotator().annotate([read(page(block))])
    (quote,) = (q for q in annotation.quotes if "frozen" in q.cut(article.text))
    assert quote.speakers == ("Elsa Vint",)


def test_quote_that_repeats_the_text_is_removed() -> None:
    quote = "<blockquote><p>the harbour board said on Tuesday</p><cite>Ida Roe</cite></blockquote>"
    assert paragraphs(page(quote)) == BODY


STANDFIRST = "Sailors and fishers have protested for weeks, and the mayor is silent."


@pytest.mark.parametrize(
    ("block", "head"),
    [
        pytest.param(f"<p class='standfirst'>{STANDFIRST}</p>", "", id="by its class"),
        pytest.param(f"<p itemprop='alternativeHeadline'>{STANDFIRST}</p>", "", id="by microdata"),
        pytest.param(f"<h2>{STANDFIRST}</h2>", meta(og_description=STANDFIRST),
                     id="by the description"),
    ],
)  # fmt: skip
def test_standfirst_is_a_paragraph_of_its_own(block: str, head: str) -> None:
    data = page(head=head).replace(b"<div class='body'>", f"{block}<div class='body'>".encode())
    assert paragraphs(data) == [STANDFIRST, *BODY]


def test_standfirst_below_a_headline_with_a_topic_is_kept() -> None:
    heading = (
        f"<h1><span class='kicker'>Harbour</span> {TITLE}</h1><p class='lead'>{STANDFIRST}</p>"
    )
    data = page().replace(f"<h1>{TITLE}</h1>".encode(), heading.encode())
    assert paragraphs(data) == [STANDFIRST, *BODY]


def test_headings_of_several_posts_are_kept() -> None:
    texts = [
        "Falk wrote to the regulator, his office says. The letter runs to four pages.",
        "The chair spoke to reporters on the steps of the harbour house after the vote.",
        "The board has voted by seven to two for the rise, which takes effect on Sunday.",
    ]
    heads = ["Falk asks the regulator to step in", "Chair speaks to reporters", "The vote is over"]
    posts = (
        f"<article class='post'><time>1{number}:20</time><h2>{head}</h2><div><p>{text}</p></div>"
        "<div class='share'>Share</div></article>"
        for number, (head, text) in enumerate(zip(heads, texts, strict=True))
    )
    data = f"<html><body><main><h1>{TITLE}</h1><div>{''.join(posts)}</div></main></body></html>"
    assert paragraphs(data.encode()) == [
        part for pair in zip(heads, texts, strict=True) for part in pair
    ]


LINES = [
    pytest.param("<p>Lindo</p><p>14 May 2024</p>", id="place and date"),
    pytest.param("<p>3 min read</p>", id="reading time"),
    pytest.param("<div>Town › Harbour</div>", id="topics"),
]


@pytest.mark.parametrize("lines", LINES)
def test_lines_above_the_text_are_removed(lines: str) -> None:
    data = page().replace(b"<div class='body'>", f"<div class='body'>{lines}".encode())
    assert paragraphs(data) == BODY


@pytest.mark.parametrize("place", ["<div class='body'>", "</div></article>"])
@pytest.mark.parametrize("end", [
    ".[1]", ".[1][12]", ". [a]", ".<sup>1</sup>", ".<sup><a href='#n1'>[1]</a></sup>", ".²", ".*",
    ".†", ". (AP)", ". (Reuters)", ".” (dpa)", ". ■", "?[3]", "!<sup>2,3</sup>",
])  # fmt: skip
def test_short_sentence_is_kept_with_what_stands_behind_it(end: str, place: str) -> None:
    line = f"<p>“The boats are late, and they stay late{end}</p>"
    data = page().decode().replace(place, f"{place}{line}" if "body" in place else line + place)
    assert [text for text in paragraphs(data.encode()) if "stay late" in text]


@pytest.mark.parametrize("line", [
    "Harbour [1]", "Section 3.2", "3 min read (AP)", "Lindo, 14 May 2024 *", "Version 1.2.1",
])  # fmt: skip
def test_line_with_a_mark_at_its_end_is_no_sentence(line: str) -> None:
    data = page().replace(b"</div></article>", f"<p>{line}</p></div></article>".encode())
    assert paragraphs(data) == BODY


def test_biography_below_the_text_is_removed() -> None:
    head = linked_data(headline=TITLE, author={"name": "Ida Roe"})
    biography = b"<p>Ida Roe is a reporter who lives at Torp and sails.</p></div></article>"
    assert paragraphs(page(head=head).replace(b"</div></article>", biography)) == BODY


def test_article_in_the_linked_data_decides_what_is_text() -> None:
    head = linked_data(headline=TITLE, articleBody=" ".join(BODY))
    assert paragraphs(page("<p>The harbour museum is open daily.</p>", head=head)) == BODY


BODIES = {
    "blank lines": "\n\n".join(BODY),
    "line breaks": "\n".join(BODY),
    "line breaks of Windows": "\r\n\r\n".join(BODY),
    "escaped line breaks": r"\n\n".join(BODY),
    "markup": "".join(f"<p>{text}</p>" for text in BODY),
    "escaped markup": "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in BODY),
    "line elements": "<br><br>".join(BODY),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_text_that_a_page_has_only_in_its_linked_data_keeps_its_paragraphs(body: str) -> None:
    data = f"<html><head><title>{TITLE}</title>{linked_data(headline=TITLE, articleBody=body)}"
    assert paragraphs(f"{data}</head><body><div id='app'></div></body></html>".encode()) == BODY


def test_paragraphs_of_a_truncated_text_in_the_linked_data_are_kept() -> None:
    head = linked_data(headline=TITLE, articleBody=LEAD)
    text = "The harbour museum is open daily."
    assert paragraphs(page(f"<p>{text}</p>", head=head)) == [LEAD, SECOND, text, THIRD]


def test_second_article_of_a_page_is_left_out() -> None:
    other = "Rain fell on Torp for nine days, and the boats stayed in the harbour. " * 9
    second = f"<article><h1>Rain at Torp</h1><p>{other}</p><p>{other} It stopped.</p></article>"
    data = page("<p>The board said nothing of the reasons for the rise in fares.</p>" * 1)
    long = data.replace(b"</article>", f"</article>{second}".encode())
    assert "Rain" not in read(long).text


def test_mark_around_the_whole_article_does_not_remove_it() -> None:
    data = page().replace(b"<main>", b"<main class='comments-open sidebar newsletter'>")
    assert paragraphs(data) == BODY
