"""A page with several whole articles is read as several; what only leads to articles is not."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream
from tests.support.pages import LEAD, SECOND, THIRD, linked_data

HEAD = (
    '<title>Lindo Courier</title><meta property="og:site_name" content="Lindo Courier">'
    '<base href="https://lindo.example/news/">'
)


def story(title: str, *texts: str, date: str = "2024-05-14", tag: str = "h2") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<article><{tag}><a href="{title[:3].lower()}.html">{title}</a></{tag}>'
        f'<time datetime="{date}" itemprop="datePublished">x</time>{paragraphs}</article>'
    )


FOG = story("Fog at Torp", LEAD, SECOND)
SUN = story("Sun at Torp", SECOND, THIRD, date="2024-05-15")


def read(body: str, head: str = HEAD) -> list[Article]:
    data = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    found = list(read_stream(BytesIO(data), "a.html"))
    return [item for item in found if isinstance(item, Article)]


def test_each_article_has_its_own_headline_day_address_and_text() -> None:
    fog, sun = read(f"<main>{FOG}{SUN}</main>")
    assert [fog.title, sun.title] == ["Fog at Torp", "Sun at Torp"]
    assert [str(fog.date), str(sun.date)] == ["2024-05-14", "2024-05-15"]
    assert [fog.source, sun.source] == ["Lindo Courier", "Lindo Courier"]
    assert [fog.url, sun.url] == [
        f"https://lindo.example/news/{name}.html" for name in ("fog", "sun")
    ]
    assert [fog.text, sun.text] == [f"{LEAD}\n\n{SECOND}", f"{SECOND}\n\n{THIRD}"]


TEASER = story("Hail at Torp", "Hail fell on Torp all night.")
WHOLE = "<h1>Fog at Torp</h1>"
ONE = [
    pytest.param(f"{FOG}{TEASER}{TEASER}", HEAD, id="teasers beside it"),
    pytest.param(f"{WHOLE}{FOG}{SUN}", HEAD, id="a headline above both, as in a live blog"),
    pytest.param(f"{FOG}{SUN}", HEAD + linked_data(headline="Fog at Torp"), id="linked data"),
    pytest.param(f"{FOG}{SUN}", HEAD + '<meta property="og:type" content="article">', id="a tag"),
    pytest.param(f"<article>{FOG}{SUN}</article>", HEAD, id="one inside another"),
    pytest.param(f"{FOG}{SUN}", HEAD.replace("<title>", "<title>Fog at Torp | "), id="its title"),
    pytest.param(FOG, HEAD, id="one"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "head"), ONE)
def test_page_of_one_article_is_read_as_one(body: str, head: str) -> None:
    assert len(read(body, head)) == 1


def test_base_of_a_page_completes_its_address() -> None:
    link = HEAD + '<link rel="canonical" href="fog.html">'
    (article,) = read(FOG, link)
    assert article.url == "https://lindo.example/news/fog.html"
