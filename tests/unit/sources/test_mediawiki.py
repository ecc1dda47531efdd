"""Exports of wikis are read as articles without wiki markup."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream

SITE = (
    "<siteinfo><sitename>Lindo News</sitename><base>https://en.lindo.example/wiki/Main_Page</base>"
    "</siteinfo>"
)


def export(*pages: str) -> bytes:
    data = f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">{SITE}{"".join(pages)}'
    return f"{data}</mediawiki>".encode()


def wiki_page(text: str, title: str = "Fog at Torp", more: str = "<ns>0</ns>") -> str:
    return (
        f"<page><title>{title}</title>{more}<revision><timestamp>2024-05-01T09:00:00Z</timestamp>"
        f"<text>old</text></revision><revision><timestamp>2024-05-14T09:00:00Z</timestamp>"
        f"<text>{escape(text)}</text></revision></page>"
    )


def read(*pages: str) -> list[Article | IngestError]:
    return list(read_stream(BytesIO(export(*pages)), "dump.xml"))


def test_article_has_title_day_site_address_and_categories() -> None:
    (found,) = read(wiki_page("Fog closed it.\n\n[[Category:Fog]]\n[[Category:Torp|*]]"))
    assert isinstance(found, Article)
    assert (found.title, found.date, found.source) == (
        "Fog at Torp",
        date(2024, 5, 14),
        "Lindo News",
    )
    assert (found.url, found.text) == (
        "https://en.lindo.example/wiki/Fog_at_Torp",
        "Fog closed it.",
    )
    assert found.topics == ("Fog", "Torp")


def test_date_of_a_report_comes_before_that_of_its_last_change() -> None:
    (found,) = read(wiki_page("{{date|May 3, 2024}}\nFog closed it."))
    assert isinstance(found, Article)
    assert found.date == date(2024, 5, 3)


MARKUP = [
    pytest.param("'''Fog''' closed ''it''.", ["Fog closed it."], id="emphasis"),
    pytest.param("[[Fog]] in [[Torp (Lindo)|Torp]].", ["Fog in Torp."], id="links"),
    pytest.param("See [https://a.example the list] [https://b.example].", ["See the list ."],
                 id="addresses"),
    pytest.param("[[File:a.jpg|thumb|Fog in [[Torp]]]]Fog came.", ["Fog came."], id="a picture"),
    pytest.param("{{Infobox|a={{b|c}}}}Fog{{ref}} came.", ["Fog came."], id="templates"),
    pytest.param("{{w|Ann Roe|Roe}} met {{w|Bo Lee}}.", ["Roe met Bo Lee."], id="shown templates"),
    pytest.param("Fog.<ref>Herald, {{x}}</ref> Sun.<ref name=a/> <!-- no -->", ["Fog. Sun."],
                 id="notes"),
    pytest.param("Fog.\n{| class=a\n| 1 || 2\n|}\nSun.", ["Fog.", "Sun."], id="a table"),
    pytest.param("Fog\ncame.\n\n* One\n* Two\n\nSun.", ["Fog came.", "One", "Two", "Sun."],
                 id="a list"),
    pytest.param("Fog.\n\n== What next ==\nSun.\n\n== Sources ==\n* Herald\n=== Old ===\n* Post\n"
                 "== Later ==\nRain.", ["Fog.", "What next", "Sun.", "Later", "Rain."],
                 id="headings"),
    pytest.param("Fog &amp; sun &nbsp;at 3 < 4.<br>Rain. __NOTOC__", ["Fog & sun at 3 < 4. Rain."],
                 id="entities"),
    pytest.param("[[de:Nebel]][[fr:Brouillard]]Fog.", ["Fog."], id="other languages"),
    pytest.param("In 2:1 [[Torp: a history]] won.", ["In 2:1 Torp: a history won."], id="a colon"),
    pytest.param("“No,” said {{lang|fr|Anne}}. {{unclosed", ["“No,” said Anne. {{unclosed"],
                 id="an open template"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paragraphs"), MARKUP)
def test_text_has_no_wiki_markup(text: str, paragraphs: list[str]) -> None:
    (found,) = read(wiki_page(text))
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == paragraphs


def test_heading_is_kept_as_one() -> None:
    (found,) = read(wiki_page("Fog.\n\n== What next ==\n\nSun."))
    assert isinstance(found, Article)
    assert found.headings == (1,)


def test_talk_and_redirects_are_left_out() -> None:
    talk = wiki_page("Hm.", more="<ns>1</ns>")
    redirect = wiki_page("#REDIRECT [[X]]", more='<redirect title="X"/>')
    found = read(talk, redirect, wiki_page("Fog."), wiki_page("Sun.", "Sun at Torp"))
    titles = [item.title for item in found if isinstance(item, Article)]
    assert (titles, len(found)) == (["Fog at Torp", "Sun at Torp"], 2)


def test_damaged_export_keeps_what_was_read() -> None:
    data = export(wiki_page("Fog."), wiki_page("Sun."))[:-60]
    first, second = read_stream(BytesIO(data), "dump.xml")
    assert isinstance(first, Article)
    assert "Export it again" in str(second)
