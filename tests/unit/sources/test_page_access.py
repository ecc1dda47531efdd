"""Refuse pages that are no article, and mark articles of which only the beginning is shown."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.pages import LEAD, linked_data, meta, page


def read(data: bytes | str) -> Article | IngestError:
    (item,) = read_stream(BytesIO(data.encode() if isinstance(data, str) else data), "a.html")
    return item


def small_page(title: str, *lines: str, heading: str = "", head: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{heading or title}</h1>{text}"
        "</body></html>"
    )


MOVED = "Sorry, the page that you are looking for does not exist or has moved."
NO_ARTICLES = [
    pytest.param("Page not found | Lindo Courier", "", [MOVED], "an error page", id="not found"),
    pytest.param("404", "Oops! That page can’t be found.", [MOVED], "an error page", id="404"),
    pytest.param("Lindo Courier", "Sorry, page not found", [MOVED], "an error page", id="sorry"),
    pytest.param("Seite nicht gefunden – Lindo Kurier", "", ["Diese Seite gibt es nicht mehr, oder"
                 " ihre Adresse hat sich geändert."], "an error page", id="in German"),
    pytest.param("Access Denied", "", ["You don't have permission to access this on this server."],
                 "an error page", id="denied"),
    pytest.param("Sign in - Lindo Courier", "", ["Please sign in to read this article. If you have"
                 " no account yet, you can create one in two minutes."], "log in", id="log in"),
    pytest.param("Subscribe", "", ["Choose how to read us. Your account works on every device."],
                 "log in", id="subscribe"),
    pytest.param("Just a moment...", "lindo.example", ["Verifying that you are human takes a few"
                 " seconds."], "a check for robots", id="robots"),
    pytest.param("Access to this page has been denied", "", ["Please enable JavaScript and cookies"
                 " in your browser to go on."], "a check for robots", id="blocked"),
    pytest.param("Lindo Courier", "Before you continue", ["We and our 814 partners store cookies on"
                 " your device to show you advertising. You can accept or reject all."],
                 "a request for consent", id="consent"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "heading", "lines", "kind"), NO_ARTICLES)
def test_page_that_is_no_article_is_refused_with_what_it_is(
    title: str, heading: str, lines: list[str], kind: str
) -> None:
    item = read(small_page(title, *lines, heading=heading))
    assert isinstance(item, IngestError)
    assert kind in item.message


DATED = meta(article_published_time="2024-05-14")
NO_TEXT = {
    "an app": "You need to enable JavaScript to run this app.",
    "a sentence more": "Please enable JavaScript to view this page. Your browser does not support"
    " JavaScript, or it is turned off.",
    "a requirement": "This site requires JavaScript. Please turn on JavaScript in your browser"
    " settings and reload the page.",
    "with help": "JavaScript is disabled. We’ve detected that JavaScript is disabled in this"
    " browser. Please enable JavaScript or switch to a supported browser. Help Center",
    "short for it": "Please enable JS and disable any ad blocker",
    "an ad blocker": "It looks like you are using an ad blocker. Please disable your ad blocker and"
    " reload the page to continue.",
    "adverts": "We’ve noticed you’re using an adblocker. Turn it off to read on.",
    "a browser": "Your browser is not supported. Please update your browser to read this page.",
    "German": "Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu nutzen.",
    "French": "Veuillez activer JavaScript pour afficher ce contenu.",
    "Spanish": "Necesitas habilitar JavaScript para ver esta página.",
    "Italian": "Per vedere questa pagina devi abilitare JavaScript.",
    "Dutch": "Schakel JavaScript in om deze pagina te bekijken.",
}


@pytest.mark.parametrize("text", NO_TEXT.values(), ids=NO_TEXT.keys())
def test_page_whose_text_is_only_added_by_a_script_is_refused_with_a_remedy(text: str) -> None:
    for head in ("", DATED, linked_data(headline="Ferry fares rise")):
        for element in ("p", "div", "noscript"):
            body = f"<{element}>{text}</{element}><div id='root'></div>"
            item = read(f"<html><head><title>Lindo</title>{head}</head><body>{body}</body></html>")
            assert isinstance(item, IngestError)
            assert "JavaScript" in item.message
            assert "Open it in a browser" in item.message


BARE = [
    "This website requires JavaScript to function properly.",
    "Loading… If this takes too long, please check that JavaScript is on.",
    "Our pages are free because of adverts. Ad blocker detected. Please consider turning it off.",
    "This page works best with JavaScript. Disabling it takes some features away.",
    "Um die Seite zu sehen, muss JavaScript aktiviert sein.", "Este sitio requiere JavaScript.",
    "Denna sida kräver JavaScript.", "Пожалуйста, включите JavaScript в браузере.",
    "このサイトを利用するにはJavaScriptを有効にしてください。", "请启用JavaScript以继续。",
    "Cookies are disabled. Enable cookies to read this site.",
    "Redirecting… If you are not redirected, click here.",
    "You are being redirected to the article.",
    "Please verify you are a human. Press & Hold to confirm you are a human (and not a bot).",
    "Why have I been blocked? This website uses a service against attacks.",
]  # fmt: skip


@pytest.mark.parametrize("text", BARE)
def test_page_with_only_a_notice_is_refused_in_any_language(text: str) -> None:
    for body in (f"<p>{text}</p>", f"<div id='root'></div><noscript>{text}</noscript>"):
        page_of_notice = f"<html><head><title>Lindo</title></head><body>{body}</body></html>"
        assert isinstance(read(page_of_notice), IngestError)


BRIEFS = [
    "The bakers of Torp have struck since dawn, and no bread is to be had.",
    "Two of the cookies that the baker of Torp sold were made of clay. Nobody was hurt by them.",
    "The browser company of Lindo has closed. Its founder sells soup on the quay of Torp now.",
    "The ferry was redirected to Orsk on Tuesday, and forty sailors walked home.",
]


@pytest.mark.parametrize("text", BRIEFS)
def test_brief_without_a_heading_is_an_article(text: str) -> None:
    item = read(f"<html><head><title>Lindo</title></head><body><p>{text}</p></body></html>")
    assert isinstance(item, Article)


ON_SCRIPTS = {
    "an anniversary": "JavaScript, the language of browsers, turned 30 on Tuesday, and Lindo ate"
    " cake.",
    "a fault": "A fault in JavaScript let thieves read what customers of the bank typed. Please"
    " update your browser, the bank said.",
    "a quote": f"{LEAD} “You need to enable JavaScript to see our rota,” said Marta Kiel.",
    "a trade": "Firms in Torp need people who write JavaScript, and none apply.",
    "a law": "The browser that schools in Lindo use will need a licence, the council said.",
    "a loss": "JavaScript was turned off in the town hall for a week. Nobody noticed it.",
    "a notice to readers of a paper": "Please bring your own oars on Friday, the club says.",
    "blockers": "The court in Torp allowed ad blockers. Outlets may ask readers to disable their ad"
    " blocker, it said, but nothing forces them to.",
}


@pytest.mark.parametrize("text", ON_SCRIPTS.values(), ids=ON_SCRIPTS.keys())
def test_short_report_on_scripts_and_blockers_is_kept(text: str) -> None:
    item = read(small_page("News from Lindo", text, head=DATED))
    assert isinstance(item, Article)
    assert text in item.text


LONG = [f"That was day {number} of the vote on the page. {LEAD}" for number in range(19)]
ARTICLES = [
    pytest.param(small_page("Page not found", MOVED, LEAD, head=DATED), id="a date"),
    pytest.param(small_page("Access denied", LEAD, "The page was shut, the server said.",
                            head=linked_data(headline="Access denied")), id="data of an article"),
    pytest.param(small_page("Page not found", *LONG), id="a long text"),
    pytest.param(small_page("Page not found in the town library, say readers of its only atlas",
                            LEAD, "A page of the atlas was removed."), id="a longer headline"),
    pytest.param(small_page("Sign in the window costs baker nine crowns", LEAD, "He has an account"
                            " at the bank."), id="other words"),
    pytest.param(small_page("Just a moment", LEAD, "Ida Roe writes of a summer."), id="no sign"),
    pytest.param(small_page("Consent", LEAD, "A play by Ida Roe opens in Torp."), id="a play"),
    pytest.param(small_page("Login", LEAD, "A band of that name plays."), id="a band"),
]  # fmt: skip


@pytest.mark.parametrize("data", ARTICLES)
def test_article_whose_headline_is_that_of_such_a_page_is_kept(data: str) -> None:
    item = read(data)
    assert isinstance(item, Article)
    assert LEAD in item.text


PLEA = "<div><h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in.</p></div>"
LINKED_PART = linked_data(headline="Ferry fares", isAccessibleForFree=False)
PARTS = [
    pytest.param(small_page("Ferry fares rise", LEAD, LEAD + PLEA, head=DATED), True, id="a plea"),
    pytest.param(small_page("Ferry fares rise", LEAD, "This article is for subscribers only.",
                            head=DATED), True, id="a sentence"),
    pytest.param(small_page("Preise steigen", LEAD, "Jetzt weiterlesen mit Lindo Plus",
                            head=DATED), True, id="in German"),
    pytest.param(small_page("Ferry fares rise", LEAD, head=LINKED_PART), True, id="linked data"),
    pytest.param(small_page("Ferry fares rise", LEAD, head=linked_data(
                            headline="Ferry fares", wordCount=412)), True, id="number of words"),
    pytest.param(small_page("Ferry fares rise", LEAD, head=linked_data(
                            headline="Ferry fares", wordCount=16)), False, id="all its words"),
    pytest.param(small_page("Ferry fares rise", LEAD, *LONG, head=LINKED_PART), False,
                 id="for subscribers, but whole"),
    pytest.param(page("<p>It was read to the end.</p>"), False, id="free"),
    pytest.param(small_page("Ferry fares rise", "The town is only for members only in name.", LEAD,
                            head=DATED), False, id="free, with such words"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "is_part"), PARTS)
def test_article_of_which_only_the_beginning_is_shown_is_marked(
    data: str | bytes, is_part: bool
) -> None:
    item = read(data)
    assert isinstance(item, Article)
    assert ("for subscribers" in item.note) is is_part
    assert "subscriber" not in item.text


PAGERS = [
    pytest.param("Page 1 of 3", "page 1 of 3", id="English"),
    pytest.param("Seite 2 von 4", "page 2 of 4", id="German"),
    pytest.param("Página 1 de 2 · Siguiente", "page 1 of 2", id="Spanish"),
    pytest.param("Page 1/3", "page 1 of 3", id="a stroke"),
    pytest.param("Page 1 of 1", "", id="the only one"),
    pytest.param("Page 3 of 1", "", id="no page"),
    pytest.param("He read page 1 of 3 and laughed, and then he put the whole thing away.", "",
                 id="a sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "note"), PAGERS)
def test_page_of_an_article_on_several_pages_has_a_note(line: str, note: str) -> None:
    item = read(page(f"<div>{line}</div>"))
    assert isinstance(item, Article)
    assert note in item.note
    assert bool(item.note) is bool(note)
