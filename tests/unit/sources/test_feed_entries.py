"""Read the entries of feeds as other readers show them."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream

RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title><item>'
    "<title>{}</title>{}<description>Nobody saw it come.</description></item></channel></rss>"
)


def read(name: str, text: str) -> Article:
    (article,) = read_stream(BytesIO(text.encode()), name)
    assert isinstance(article, Article)
    return article


TITLES = [
    ("The &lt;b&gt;big&lt;/b&gt; &lt;i&gt;fog&lt;/i&gt;", "The big fog"),
    ("<a href='/a' hreflang='en'>Fog at Torp</a>", "Fog at Torp"),
    ("&lt;span class='kicker'&gt;Torp&lt;/span&gt; Fog &amp;amp; ice", "Torp Fog & ice"),
    ("Fog&lt;br /&gt;at Torp", "Fog at Torp"),
    ("The &lt;video&gt; tag turns ten", "The <video> tag turns ten"),
    ("Why &lt;a&gt; became &lt;area&gt; at Torp", "Why <a> became <area> at Torp"),
    ("&lt;script&gt; is 30 &lt;em&gt;years&lt;/em&gt; old", "<script> is 30 years old"),
    ("What &lt;/b&gt; ends", "What </b> ends"),
    ("A list&lt;String&gt; of boats", "A list<String> of boats"),
    ("Fog lasts 3 &lt; 4 days, 5 &gt; 2", "Fog lasts 3 < 4 days, 5 > 2"),
    ("&lt;![CDATA[Fog at Torp]]&gt;", "Fog at Torp"),
    ("&lt;![CDATA[The &lt;b&gt;fog&lt;/b&gt; at Torp]]&gt;", "The fog at Torp"),
    ("<![CDATA[Fog & <i>ice</i>]]>", "Fog & ice"),
    ("Torp&amp;#8217;s fog", "Torp’s fog"),
]


@pytest.mark.parametrize(("written", "title"), TITLES)
def test_title_keeps_the_tags_that_it_is_about(written: str, title: str) -> None:
    assert read("a.xml", RSS.format(written, "")).title == title


def test_text_that_was_escaped_as_a_section_is_read() -> None:
    feed = RSS.replace("Nobody saw it come.", "&lt;![CDATA[&lt;p&gt;It came.&lt;/p&gt;]]&gt;")
    assert read("a.xml", feed.format("Fog at Torp", "")).text == "It came."


SUFFIXED = [
    ("Fog at Torp - The Torp Post", "Fog at Torp"),
    ("Fog at Torp | the torp post", "Fog at Torp"),
    ("Fog - and ice – The Torp Post", "Fog - and ice"),
    ("Fog at Torp - and how it left", "Fog at Torp - and how it left"),
    ("Fog at The Torp Post", "Fog at The Torp Post"),
    ("The Torp Post - Fog", "The Torp Post - Fog"),
    ("Fog at Torp-The Torp Post", "Fog at Torp-The Torp Post"),
    ("The Torp Post", "The Torp Post"),
]


@pytest.mark.parametrize(("written", "title"), SUFFIXED)
def test_title_has_no_outlet_behind_it(written: str, title: str) -> None:
    source = "<source url='https://torp.example'>The Torp Post</source>"
    assert read("a.xml", RSS.format(written, source)).title == title
    item = {"title": written, "source": {"name": "The Torp Post"}, "content": "It came."}
    assert read("a.json", json.dumps({"articles": [item]})).title == title


ADDRESSES = [
    ("https://lindo.example/", "/fog", "https://lindo.example/fog"),
    ("https://lindo.example/news/", "fog?a=1&amp;b=2", "https://lindo.example/news/fog?a=1&b=2"),
    ("https://lindo.example", "//img.lindo.example/fog", "https://img.lindo.example/fog"),
    ("https://lindo.example/", "https://torp.example/fog", "https://torp.example/fog"),
    ("https://lindo.example/", "", ""),
    ("", "https://torp.example/fog", "https://torp.example/fog"),
    ("https://[lindo/", "https://torp.example/fog", "https://torp.example/fog"),
]


@pytest.mark.parametrize(("site", "link", "address"), ADDRESSES)
def test_address_of_an_entry_begins_at_its_site(site: str, link: str, address: str) -> None:
    feed = RSS.format("Fog at Torp", f"<link>{link}</link>")
    entry = read("a.rss", feed.replace("</title>", f"</title><link>{site}</link>", 1))
    assert entry.url == address


BEFORE_XML = ["\n", "\r\n \t", "\ufeff", "\n\ufeff", "\n\n \ufeff", "\ufeff\n\ufeff", "\xa0\n"]


@pytest.mark.parametrize("before", BEFORE_XML)
def test_feed_is_known_behind_blank_lines_and_byte_order_marks(before: str) -> None:
    assert read("a.xml", before + RSS.format("Fog at Torp", "")).title == "Fog at Torp"


READ_ON = [
    "Fog closed the harbour. <a href='x'>Read more</a>",
    "Fog closed the harbour. <a href='x'>Continue reading Fog at Torp &#8594;</a>",
    "<p>Fog closed the harbour.</p> <p><a href='x'>Weiterlesen …</a></p>",
    "<p>Fog closed the harbour. <a href='x'>[Read the full story]</a></p>",
    "<p>Fog closed the harbour.</p><a class='b' href='x'>Lire la suite</a>",
    "<div><p>Fog closed the harbour.</p><p><a href='x'>More »</a></p></div>",
]
LINKS = [
    ("Fog closed <a href='x'>the harbour</a>", "Fog closed the harbour"),
    ("<p>Fog: <a href='x'>Moreton closes</a></p>", "Fog: Moreton closes"),
    ("<p><a href='x'>Read more</a> is what the board said. Fog came.</p>",
     "Read more is what the board said. Fog came."),
    ("<p>Fog came.</p><p><a href='x'>More than 200 boats sank</a></p>",
     "Fog came.\n\nMore than 200 boats sank"),
    ("<p>Fog came. Read more books, she said.</p>", "Fog came. Read more books, she said."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "text"), [*((each, "Fog closed the harbour.") for each in READ_ON), *LINKS]
)
def test_link_to_the_whole_article_is_no_text(written: str, text: str) -> None:
    escaped = written.replace("&", "&amp;").replace("<", "&lt;")
    feed = RSS.format("Fog at Torp", "").replace("Nobody saw it come.", escaped)
    assert read("a.rss", feed).text == text
