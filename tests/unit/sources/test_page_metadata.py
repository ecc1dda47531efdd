"""Find headline, byline and outlet of web pages."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream
from tests.support.pages import LEAD, SECOND, THIRD, TITLE, linked_data, meta, page


def read(data: bytes) -> Article:
    (article,) = read_stream(BytesIO(data), "a.html")
    assert isinstance(article, Article)
    return article


COURIER = meta(og_site_name="Lindo Courier")


def titled(heading: str, shared: str) -> dict[str, str]:
    """Return the parts of a page whose heading is its window title, with a title for sharing."""
    return {"head": meta(og_title=shared), "heading": heading, "title": f"{heading} | Lindo"}


HEADLINES = [
    pytest.param({"head": linked_data(headline="Ferry fares up by 30 per cent")},
                 "Ferry fares up by 30 per cent", id="linked data"),
    pytest.param({"head": linked_data(headline="Fares up", **{"@type": ["Thing", "Article"]})},
                 "Fares up", id="linked data with two types"),
    pytest.param({"head": '<script type="application/ld+json">//<![CDATA[\n{"@graph": [{"@type": '
                          '"NewsArticle", "headline": "Fares &amp;amp; boats",}]}\n//]]></script>'},
                 "Fares & boats", id="linked data in CDATA, with a trailing comma and escapes"),
    pytest.param({"head": '<script type="application/ld+json">{"@type": "News</script>'}, TITLE,
                 id="broken linked data"),
    pytest.param({"head": COURIER, "title": f"{TITLE} | Lindo Courier", "heading": ""}, TITLE,
                 id="the outlet behind it"),
    pytest.param({"head": COURIER, "title": f"Lindo Courier: {TITLE}", "heading": TITLE}, TITLE,
                 id="the outlet before it"),
    pytest.param({"title": f"{TITLE} - Town | Lindo.example", "heading": TITLE}, TITLE,
                 id="section and address behind it"),
    pytest.param({"head": COURIER, "title": f"{TITLE} | Town | Lindo Courier", "heading": ""},
                 TITLE, id="a section that is in the address"),
    pytest.param({"head": meta(og_title=f"{TITLE} | Lindo Courier | by Ida Roe"), "title": ""},
                 TITLE, id="outlet and author behind it"),
    pytest.param({"head": linked_data(headline="Ferry fares rise by ...")}, TITLE,
                 id="cut in the linked data"),
    pytest.param({"head": linked_data(headline="Fares Lindo") + meta(og_title=TITLE),
                  "title": "Fares Lindo"}, TITLE, id="linked data made for search engines"),
    pytest.param({"head": meta(og_title=TITLE), "heading": f"Harbour: {TITLE}", "title": ""},
                 TITLE, id="a topic before it"),
    pytest.param(titled("Ferry to Torp is late again after fog", "Ferry to Torp is late again"),
                 "Ferry to Torp is late again", id="made longer for search engines"),
    pytest.param(titled("New ferry to Torp is late again", "Ferry to Torp is late"),
                 "Ferry to Torp is late", id="made longer at both ends"),
    pytest.param(titled("Ferry to Torp is late again after fog", "Fog keeps boats in"),
                 "Ferry to Torp is late again after fog", id="another title for sharing"),
    pytest.param(titled("Ferry to Torp is late again after fog", "Ferry late"),
                 "Ferry to Torp is late again after fog", id="few of its words for sharing"),
    pytest.param({"heading": f"<span class='kicker'>Harbour</span> – {TITLE}", "title": ""}, TITLE,
                 id="a topic in the heading"),
    pytest.param({"heading": "<img alt='Lindo Courier'></h1><h1>Log in</h1><h1>" + TITLE}, TITLE,
                 id="other main headings"),
]  # fmt: skip


SITES = [
    # window title, main headings, headline, outlet
    (f"{TITLE} | News | The Lindo Courier", [], TITLE, "The Lindo Courier"),
    (f"{TITLE} - Lindo Courier", [], TITLE, "Lindo Courier"),
    (f"{TITLE} « Lindo Courier", [], TITLE, "Lindo Courier"),
    (f"Lindo Courier » {TITLE}", [], TITLE, "Lindo Courier"),
    (f"{TITLE} - Lindo Courier", ["Lindo Courier"], TITLE, "Lindo Courier"),
    (f"{TITLE} - Lindo Courier", ["Lindo Courier", TITLE], TITLE, "Lindo Courier"),
    (f"Lindo Courier - {TITLE}", [TITLE], TITLE, ""),
    ("Lindo Courier", [TITLE], TITLE, ""),
    ("Ferry fares", [TITLE], TITLE, ""),
    ("Torp – Lindo line closes", [], "Torp – Lindo line closes", ""),
    ("Torp – Lindo line closes", ["Torp – Lindo line closes"], "Torp – Lindo line closes", ""),
    ("Fog - and then some sun", [], "Fog - and then some sun", ""),
    ("Nebel in Torp - Lindo-Zeitung", ["Nebel in Torp"], "Nebel in Torp", "Lindo-Zeitung"),
    ("Brouillard à Torp | Le journal de Lindo", [], "Brouillard à Torp", "Le journal de Lindo"),
    ("Fares up", ["Fares up"], "Fares up", ""),
    ("Fog at Torp – News – Lindo Courier", [], "Fog at Torp", "Lindo Courier"),
    ("Fog at Torp | Local News | Lindo Courier", [], "Fog at Torp", "Lindo Courier"),
    ("Fog is bad news – Lindo Courier", [], "Fog is bad news", "Lindo Courier"),
]


@pytest.mark.parametrize(("window", "headings", "headline", "outlet"), SITES)
def test_headline_and_outlet_are_told_apart_in_the_window_title(
    window: str, headings: list[str], headline: str, outlet: str
) -> None:
    text = "".join(f"<h1>{heading}</h1>" for heading in headings)
    data = f"<html><head><title>{window}</title></head><body>{text}<article><p>{LEAD}</p>"
    article = read(f"{data}<p>{SECOND}</p><p>{THIRD}</p></article></body></html>".encode())
    assert (article.title, article.source) == (headline, outlet)


@pytest.mark.parametrize(("parts", "headline"), HEADLINES)
def test_headline_has_neither_site_nor_section(parts: dict[str, str], headline: str) -> None:
    assert read(page(**parts)).title == headline


def test_linked_data_of_other_articles_is_ignored() -> None:
    other = linked_data(headline="Rain at Torp", author={"name": "Jon Ash"})
    own = linked_data(headline=TITLE, author={"name": "Ida Roe"})
    article = read(page(head=other + own))
    assert (article.title, article.byline) == (TITLE, "Ida Roe")


def names(*values: object) -> str:
    return linked_data(headline=TITLE, author=list(values))


IDA, JON, ADA = (f"<a rel='author'>{name}</a>" for name in ("Ida Roe", "Jon Ash", "Ada Moss"))
BYLINES = [
    pytest.param(names({"name": "Ida Roe"}, {"name": "Jon Ash"}), "", "Ida Roe, Jon Ash",
                 id="two objects"),
    pytest.param(names("Ida Roe and Jon Ash"), "", "Ida Roe, Jon Ash", id="joined by “and”"),
    pytest.param(names("Ida Roe und Jon Ash, dpa"), "", "Ida Roe, Jon Ash, dpa",
                 id="joined by “und”, and an agency"),
    pytest.param(names("By Ida Roe", "ida-roe"), "", "Ida Roe", id="doubled as a slug"),
    pytest.param(names("ida-roe"), "", "Ida Roe", id="only a slug"),
    pytest.param(names("Roe, Ida"), "", "Ida Roe", id="surname first"),
    pytest.param(names("Ida Roe, Political Editor"), "", "Ida Roe", id="a job title"),
    pytest.param(names("Ida Roe, Torp"), "", "Ida Roe", id="a place"),
    pytest.param(names("Ida Roe (Northwire) ida@lindo.example"), "", "Ida Roe", id="an address"),
    pytest.param(names("By Ida Roe | 14 May 2024, 17:30"), "", "Ida Roe", id="a date"),
    pytest.param(names("Northwire"), "", "Northwire", id="an agency"),
    pytest.param(names("Research and Features"), "", "Research and Features", id="a team"),
    pytest.param(linked_data(headline=TITLE, author={"@id": "#ida"})
                 + linked_data(**{"@type": "Person", "@id": "#ida", "name": "Ida Roe"}), "",
                 "Ida Roe", id="a reference"),
    pytest.param('<meta name="author" content="Ida Roe">', "", "Ida Roe", id="a meta tag"),
    pytest.param('<meta name="author" content="105092">', "", "", id="a number"),
    pytest.param(meta(article_author="https://lindo.example/people/1"), "", "",
                 id="an address alone"),
    pytest.param("", '<p class="byline">By <a rel="author">Ida Roe</a> Reporter</p>', "Ida Roe",
                 id="a marked byline"),
    pytest.param("", '<div class="article-byline"><a>Ida Roe</a><a>Jon Ash</a></div>',
                 "Ida Roe, Jon Ash", id="several marked names"),
    pytest.param("", '<div class="comment"><span class="author">Jon Ash</span></div>', "",
                 id="the author of a comment"),
    pytest.param(names("Prof. Dr. Ida Roe"), "", "Ida Roe", id="academic titles"),
    pytest.param(names("Drew Roe", "Professor Green"), "", "Drew Roe, Green", id="a professor"),
    pytest.param(names("Dr Ida Roe"), "", "Ida Roe", id="a title without a dot"),
    pytest.param(names("Ida Roe / Torp"), "", "Ida Roe", id="a place behind a slash"),
    pytest.param(names("Ida Roe / Reuters"), "", "Ida Roe, Reuters", id="an agency behind a slash"),
    pytest.param(names("Ida Roe / Jon Ash"), "", "Ida Roe, Jon Ash", id="two names and a slash"),
    pytest.param(names("Submitted by Ida Roe on Tue, 14/05/2024 - 09:15"), "", "Ida Roe",
                 id="a weekday in a date"),
    pytest.param(names("Ida Monroe"), "", "Ida Monroe", id="a name that begins like a weekday"),
    pytest.param("", "<div class='node__submitted'>Submitted by <span><a>Ida Roe</a></span> on"
                 " <span>Tue, 14/05/2024 - 09:15</span></div>", "Ida Roe", id="who submitted it"),
    pytest.param("", "<div class='c-signature'><strong>Ida Roe</strong><address>Torp</address>"
                 "</div>", "Ida Roe", id="a place below the name"),
    pytest.param("", "<div class='firma'>Ida Roe / Torp <span>05/06/2024 - 18:30h</span></div>",
                 "Ida Roe", id="a signature in Spanish"),
    pytest.param(names("Lindo Courier"), '<span class="author">von Ida Roe</span>', "Ida Roe",
                 id="the outlet in the linked data, a person on the page"),
    pytest.param(names("Lindo Courier"), "", "Lindo Courier", id="only the outlet"),
    pytest.param("", f"<p class='byline'>By {IDA} and {JON}</p>", "Ida Roe, Jon Ash",
                 id="two links joined by “and”"),
    pytest.param("", f"<div class='byline'>By {IDA}, {JON} and {ADA}</div>",
                 "Ida Roe, Jon Ash, Ada Moss", id="three links"),
    pytest.param("", f"<div class='authors'>{IDA} &amp; {JON}</div>", "Ida Roe, Jon Ash",
                 id="two links joined by an ampersand"),
    pytest.param("", f"<div class='byline'>By {IDA} and {JON}<br>Transport Correspondent</div>",
                 "Ida Roe, Jon Ash", id="two links and a job"),
    pytest.param("", f"<div class='byline'>By {IDA} and {JON}<br>Updated 4:15 PM</div>",
                 "Ida Roe, Jon Ash", id="two links and a time"),
    pytest.param("", f"{IDA} {JON}", "Ida Roe, Jon Ash", id="two links beside each other"),
    pytest.param("", f"<ul><li>{IDA}</li><li>{JON}</li></ul>", "Ida Roe, Jon Ash",
                 id="two links in a list"),
    pytest.param("", "<span itemprop='author' itemscope><b itemprop='name'>Ida Roe</b></span>"
                 "<span itemprop='author' itemscope><b itemprop='name'>Jon Ash</b></span>",
                 "Ida Roe, Jon Ash", id="two authors in microdata"),
    pytest.param("", "<p class='byline'><a>Ida Roe</a> in Torp and <a>Jon Ash</a> in Lindo</p>",
                 "Ida Roe, Jon Ash", id="two links and their places"),
    pytest.param("", f"<p class='byline'>By Ada Moss and {JON}</p>", "Ada Moss, Jon Ash",
                 id="one of two is a link"),
    pytest.param("", f"<p class='byline'>{IDA}</p><p class='byline'>{IDA}</p>", "Ida Roe",
                 id="a name twice"),
    pytest.param("", f"<p class='byline'>{IDA}</p><div class='related'>{JON}</div>", "Ida Roe",
                 id="the author of another article"),
    pytest.param("", f"<p class='byline'>{IDA}</p><p>Photos: Jon Ash</p>", "Ida Roe",
                 id="a photographer"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "block", "byline"), BYLINES)
def test_byline_has_names_and_nothing_else(head: str, block: str, byline: str) -> None:
    assert read(page(block, head=head + COURIER)).byline == byline


BYLINES_IN_WORDS = [
    ("By Ida Roe, Jon Ash and Ada Moss in Torp", "Ida Roe, Jon Ash, Ada Moss"),
    ("By Ida Roe in New Torp and Jon Ash in Lindo", "Ida Roe, Jon Ash"),
    ("By Ida Roe for the Torp Herald", "Ida Roe"), ("By Ida Roe at the Old Pier", "Ida Roe"),
    ("By IDA ROE, JON ASH AND ADA MOSS", "IDA ROE, JON ASH, ADA MOSS"),
    ("By Ida Roe, Jon Ash, and Ada Moss", "Ida Roe, Jon Ash, Ada Moss"),
    ("Par Ida Roe avec AFP", "Ida Roe, AFP"), ("Ida Roe, with AFP", "Ida Roe, AFP"),
    ("Reporting by Ida Roe and Jon Ash; editing by Ada Moss", "Ida Roe, Jon Ash"),
    ("Words: Ida Roe. Photos: Jon Ash", "Ida Roe"), ("Text: Ida Roe, Fotos: Jon Ash", "Ida Roe"),
    ("Interview by Ida Roe", "Ida Roe"), ("As told to Ida Roe", "Ida Roe"),
    ("Guest post by Ida Roe", "Ida Roe"), ("By Ida Roe 3 min read", "Ida Roe"),
    ("By Ida Roe, 5 hours ago", "Ida Roe"), ("By Ida Roe Staff Writer", "Ida Roe"),
    ("By Ida Roe, Special to the Courier", "Ida Roe"),
    ("By Ida Roe Special to the Courier", "Ida Roe"),
    ("By Ida Roe, Senior Political Correspondent, in Torp", "Ida Roe"),
    ("By Ida de la Roe and Ian Inge", "Ida de la Roe, Ian Inge"),  # nothing is cut
    ("By Edith Photis", "Edith Photis"), ("By Ida Roe-Forbes", "Ida Roe-Forbes"),
    ("Staff and agencies", "Staff and agencies"), ("By Jon Ash Jr.", "Jon Ash Jr."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "byline"), BYLINES_IN_WORDS)
def test_byline_in_words_has_names_and_nothing_else(line: str, byline: str) -> None:
    marked = '<meta name="author" content="{}">'.format(line.replace('"', ""))
    assert read(page(head=marked + COURIER)).byline == byline


def test_byline_line_above_the_text_is_found() -> None:
    data = page().replace(b"<div class='body'>", b"<p>By Ida Roe</p><div class='body'>")
    article = read(data)
    assert article.byline == "Ida Roe"
    assert "Ida Roe" not in article.text


def test_name_below_the_text_is_the_byline() -> None:
    article = read(page().replace(b"</div></article>", b"<p>Ida Roe</p></div></article>"))
    assert article.byline == "Ida Roe"
    assert "Ida Roe" not in article.text


def publisher(name: str) -> str:
    return linked_data(headline=TITLE, publisher={"@type": "Organization", "name": name})


OUTLETS = [
    pytest.param(publisher("Lindo Courier"), "x", "Lindo Courier", id="the publisher"),
    pytest.param(meta(og_site_name="lindocourier") + publisher("Lindo Courier"), "x",
                 "Lindo Courier", id="the form with a space"),
    pytest.param(meta(og_site_name="Lindo Courier") + publisher("Courier Media GmbH"), "x",
                 "Lindo Courier", id="a company as publisher"),
    pytest.param(meta(og_site_name="Lindo Courier") + publisher("News you can trust every day now"),
                 "lindocourier", "Lindo Courier", id="a slogan as publisher"),
    pytest.param(meta(og_site_name="Courier") + publisher("Lindo Courier"), "lindocourier",
                 "Lindo Courier", id="the name that is in the address"),
    pytest.param("<div itemprop='publisher' itemscope itemtype='http://schema.org/Organization'>"
                 "<meta itemprop='name' content='Lindo Courier'></div>", "x", "Lindo Courier",
                 id="the publisher in microdata"),
    pytest.param(meta(og_site_name="lindo.example") + publisher("Lindo Courier"), "lindo",
                 "Lindo Courier", id="an address as site name"),
    pytest.param(meta(og_site_name="Lindo Broadcasting (LB)") + publisher("LB"), "lb",
                 "Lindo Broadcasting", id="an acronym in brackets"),
    pytest.param(meta(og_site_name="Lindo Courier - News from Lindo"), "lindocourier",
                 "Lindo Courier", id="a name and a slogan"),
    pytest.param('<link rel="alternate" type="application/rss+xml" title="Lindo Courier » Feed">',
                 "x", "Lindo Courier", id="the title of the feed"),
    pytest.param("", "lindocourier", "lindocourier.example", id="only the address"),
    pytest.param(publisher("LBC News"), "lbc", "LBC", id="a section at the outlet's own address"),
    pytest.param(publisher("LBCheute"), "lbc", "LBC", id="a section in one word"),
    pytest.param(publisher("Diario Lindo"), "lindo", "Lindo", id="a kind of paper before it"),
    pytest.param(publisher("Lindo News"), "lindonews", "Lindo News", id="a section in the address"),
    pytest.param(publisher("Lindo News"), "news.lindo", "Lindo News", id="a section's own address"),
    pytest.param(publisher("Fact Check"), "factcheck.lbc", "LBC Fact Check",
                 id="a section alone, at its own address"),
    pytest.param(publisher("LC"), "lindo-courier", "Lindo Courier",
                 id="an acronym at an address that spells it out"),
    pytest.param(publisher("LIC"), "lindo-courier", "Lindo Courier",
                 id="an acronym with an inner letter"),
    pytest.param(publisher("TX"), "lindo-courier", "TX", id="an acronym of something else"),
    pytest.param(publisher("LBC: World News & Stories"), "lbc", "LBC",
                 id="a slogan behind a colon"),
    pytest.param(meta(copyright="林多网版权所有"), "x", "林多网", id="a copyright in Chinese"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "host", "outlet"), OUTLETS)
def test_outlet_is_the_name_that_readers_know(head: str, host: str, outlet: str) -> None:
    assert read(page(head=head, host=host)).source == outlet


def test_end_of_the_headline_is_not_the_outlet() -> None:
    heading = "Ferry to Torp is late again – and full"
    assert read(page(title=heading, heading=heading, host="lindo")).source == "lindo.example"


def test_outlet_known_by_its_address_is_spelled_as_on_the_page() -> None:
    data = page(host="lindocourier").replace(b"<body>", b"<body><a>About Lindo Courier</a>")
    assert read(data).source == "Lindo Courier"


def test_outlet_behind_the_headline_is_found() -> None:
    assert read(page(title=f"{TITLE} | Lindo Courier", host="x")).source == "Lindo Courier"


def test_address_that_the_browser_saved_is_used() -> None:
    data = page().replace(b'<link rel="canonical"', b'<link rel="other"')
    comment = b"<!-- saved from url=(0032)https://www.lindocourier.example/a -->"
    article = read(data.replace(b"<html>", comment + b"<html>"))
    assert article.url == "https://www.lindocourier.example/a"
    assert article.source == "lindocourier.example"
