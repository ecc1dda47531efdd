"""Tell the articles of a page with several whole ones apart."""

from __future__ import annotations

from html import escape

from lxml.html import HtmlElement, tostring

from index.sources.page.linked_data import ARTICLE_TYPES, has_type
from index.sources.page.metadata import PageMetadata, folded
from index.sources.page.outlet import find_outlet
from index.sources.text import clean_line

HEADINGS = ("h1", "h2", "h3")
MIN_PARAGRAPH = 60  # characters of a paragraph that counts
MIN_PARAGRAPHS = 2  # of each article; what leads to one has fewer
MIN_SHARE = 0.25  # of the longest article that every other one has


def separate_articles(page: PageMetadata) -> list[str]:
    """Return each article as a page of its own, or nothing if the page is one article.

    The page has no headline besides theirs, and does not say that it is an article itself, nor is
    called like one of them: others may follow the article that was asked for.
    """
    if has_type(page.article, ARTICLE_TYPES) or page.first("og:type").lower() == "article":
        return []
    outer = [each for each in page.tree.iter("article") if not _is_inside(each)]
    found = [(each, heading) for each in outer if (heading := _heading(each)) is not None]
    sizes = [_size(each) for each, _ in found]
    if len(found) < 2 or len(found) < len(outer) or min(sizes) < MIN_SHARE * max(sizes):
        return []
    inside = {id(part) for each, _ in found for part in each.iter("h1")}
    if not min(sizes) or any(id(heading) not in inside for heading in page.tree.iter("h1")):
        return []
    titles = [folded(title) for title in (page.window_title, *page.values("og:title"))]
    names = [folded(heading.text_content()) for _, heading in found]
    if any(name in title for name in names for title in titles):
        return []
    outlet, language = find_outlet(page), page.tree.get("lang") or "en"
    return [_as_page(each, heading, outlet, language, page) for each, heading in found]


def _as_page(
    article: HtmlElement, heading: HtmlElement, outlet: str, language: str, page: PageMetadata
) -> str:
    title = clean_line(heading.text_content())
    link = next((part.get("href") for part in heading.iter("a") if part.get("href")), "")
    address = page.absolute(link) if link else ""
    heading.tag = "h1"
    return (
        f'<html lang="{escape(language)}"><head><title>{escape(title)}</title>'
        f'<meta property="og:site_name" content="{escape(outlet)}">'
        f'<link rel="canonical" href="{escape(address)}"></head>'
        f"<body>{tostring(article, encoding='unicode')}</body></html>"
    )


def _is_inside(article: HtmlElement) -> bool:
    return any(outer.tag == "article" for outer in article.iterancestors())


def _heading(article: HtmlElement) -> HtmlElement | None:
    return next(iter(article.iter(*HEADINGS)), None)


def _size(article: HtmlElement) -> int:
    """Return how long the paragraphs of an article are, or 0 if it has too few."""
    texts = [clean_line(part.text_content()) for part in article.iter("p")]
    long = [len(text) for text in texts if len(text) >= MIN_PARAGRAPH]
    return sum(long) if len(long) >= MIN_PARAGRAPHS else 0
