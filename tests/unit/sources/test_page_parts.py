"""Parts of a page that are hidden, or longer than its article, are not taken for the article."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream
from tests.support.pages import LEAD, SECOND, THIRD, TITLE, meta

DATED = meta(article_published_time="2024-05-14")
STORY = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
OTHER = "".join(
    f"<p>The shed number {number} says that every oar in it was made by hand, and that nobody may"
    " take one home without a receipt for it, however small.</p>"
    for number in range(14)
)
CARDS = "".join(
    f"<div class='card'><h3>Harbour tale {number}</h3><p>Someone said in week {number} that the"
    " cranes would be painted green, and that nobody had been asked about that.</p></div>"
    for number in range(14)
)


def page(before: str = "", inside: str = "", after: str = "", story: str = STORY) -> bytes:
    """Return a page with parts before its article, behind its first paragraph, and after it."""
    story = story.replace(f"<p>{SECOND}", f"{inside}<p>{SECOND}")
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>{DATED}</head><body>{before}<main>"
        f"<article>{story}</article></main>{after}</body></html>"
    ).encode()


def paragraphs(data: bytes) -> list[str]:
    (article,) = read_stream(BytesIO(data), "a.html")
    assert isinstance(article, Article)
    return article.text.split("\n\n")


def framed(start: str, end: str = "</div>") -> list[bytes]:
    """Return pages with this part in each place."""
    part = f"{start}{OTHER}{end}"
    return [page(before=part), page(inside=part), page(after=part)]


PARTS = {
    "no display": framed("<div style='display:none'>"),
    "no display, important": framed("<section style='Display : none !important'>", "</section>"),
    "no visibility": framed("<div style='color:red; visibility:hidden'>"),
    "hidden": framed("<div hidden>"),
    "hidden from screen readers": framed("<div aria-hidden='true'>"),
    "only for screen readers": framed("<div class='visually-hidden'>"),
    "for screen readers": framed("<div class='screen-reader-text'>"),
    "a template": framed("<template>", "</template>"),
    "a dialog": framed("<dialog>", "</dialog>"),
    "a dialog by its role": framed("<div role='dialog'>"),
    "without scripts": framed("<noscript>", "</noscript>"),
    "a banner on cookies": framed("<div id='cookie-banner'>"),
    "a request for consent": framed("<div class='consentManager'>"),
    "a tool for consent": framed("<div id='onetrust-consent-sdk'>"),
    "a newsletter": framed("<div class='newsletter-signup'><h3>The Morning Tide</h3>"),
    "comments": framed("<section id='comments'><h2>14 comments</h2>", "</section>"),
    "a list of comments": framed("<ol class='commentlist'>", "</ol>"),
    "replies under their heading": framed("<div class='u-x1'><h3>What readers say</h3>"),
    "related articles": framed("<section class='related-articles'>", "</section>"),
    "other articles under their heading": framed("<div><h2>You may also like</h2>"),
    "outside the screen": framed("<div style='position: absolute; left: -9999px'>"),
    "a window on top": framed("<div class='popup-newsletter'>"),
    "another tool for consent": framed("<div id='sp_message_container_7'>"),
    "a tool for comments": framed("<div class='coral-thread'>"),
    "navigation": framed("<nav>", "</nav>"),
    "a biography": framed("<div><h3>About the author</h3>"),
    "comments with their number": framed("<div><h3>3 thoughts on “Ferry fares rise”</h3>"),
    "a plea as a heading": framed("<div><h3>Sign up for our newsletter</h3>"),
    "more from the outlet": framed("<div><h2>More from Lindo Courier</h2>"),
    "an offer": framed("<div><h3>Subscribe to the Morning Tide</h3>"),
    "others under a heading in German": framed("<div><h2>Das könnte Sie auch interessieren</h2>"),
}


@pytest.mark.parametrize("pages", PARTS.values(), ids=PARTS.keys())
def test_long_part_beside_the_article_is_left_out(pages: list[bytes]) -> None:
    for data in pages:
        assert paragraphs(data) == [LEAD, SECOND, THIRD]


def test_cards_of_other_articles_are_left_out() -> None:
    after = f"<div class='recirc'><h2>More stories</h2>{CARDS}</div>"
    assert paragraphs(page(after=after)) == [LEAD, SECOND, THIRD]


REQUESTS = {
    "cookies": "<div id='cookie-notice'>", "a dialog": "<div role='dialog'>",
    "a window": "<dialog>", "a template": "<template>",
}  # fmt: skip


@pytest.mark.parametrize("start", REQUESTS.values(), ids=REQUESTS.keys())
def test_brief_beside_a_long_request_is_the_article(start: str) -> None:
    request = f"{start}{OTHER}</{start[1:].split()[0].rstrip('>')}>"
    for data in (
        page(before=request, story=f"<h1>{TITLE}</h1><p>{LEAD}</p>"),
        page(after=request, story=f"<h1>{TITLE}</h1><p>{LEAD}</p>"),
    ):
        assert paragraphs(data) == [LEAD]


KEPT = {
    "shown by a script": f"<div style='opacity:0'>{STORY}</div>",
    "hidden until a script runs": f"<div hidden>{STORY}</div>",
    "behind an open dialog": f"<div aria-hidden='true'>{STORY}</div>",
    "all hidden, headline apart": STORY.replace("</h1>", "</h1><div hidden>") + "</div>",
    "in a dialog": f"<div role='dialog'>{STORY}</div>",
    "with comments": f"<div class='has-comments'>{STORY}</div>",
    "without consent": f"<div class='no-cookie-consent'>{STORY}</div>",
    "body with related links": STORY.replace("</h1>", "</h1><div class='with-related'>") + "</div>",
    "marked as a newsletter": STORY.replace("</h1>", "</h1><div class='newsletter'>") + "</div>",
    "in a frame for pictures": STORY.replace("</h1>", "</h1><div class='LightboxWrapper-x'>")
    + "</div>",
    "in components": STORY.replace("</h1>", "</h1><div class='cmp-text'>") + "</div>",
    "a heading on reports": STORY.replace(
        f"<p>{SECOND}", f"<div><h2>Sources of the harbour’s money</h2><p>{SECOND}"
    ) + "</div>",
    "a heading that begins with more": STORY.replace(
        f"<p>{SECOND}", f"<div><h2>More boats for Torp</h2><p>{SECOND}"
    ) + "</div>",
    "a heading on readers": STORY.replace(f"<p>{SECOND}", f"<h2>What readers want</h2><p>{SECOND}"),
    "a section on cookies": STORY.replace(
        f"<p>{SECOND}", f"<section><h2>Cookies for sailors</h2><p>{SECOND}"
    ) + "</section>",
}  # fmt: skip


@pytest.mark.parametrize("story", KEPT.values(), ids=KEPT.keys())
def test_article_in_a_part_with_such_marks_is_kept(story: str) -> None:
    kept = paragraphs(page(story=story))
    assert [text for text in kept if text in (LEAD, SECOND, THIRD)] == [LEAD, SECOND, THIRD]
