"""Find the headline of a page, without the names of site and section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.page.linked_data import text_value
from index.sources.page.metadata import PageMetadata, folded
from index.sources.page.outlet import site_names, title_names

SEPARATOR = r"(?:\s+[|–—·•*«»‹›:-]+\s+|\s*[|｜ㅣ]\s*|\s*[-–—]{2,}\s*|：|\s:\s)"
TAIL = re.compile(rf"^(.*\S){SEPARATOR}([^|]*?)$", re.S)
HEAD = re.compile(rf"^(.*?){SEPARATOR}(\S.*)$", re.S)
SECTION = re.compile(r"^(.*\S\s+\S.*\S)\s\|\s[A-ZÀ-Þ][\w&]*$", re.S)  # a word before the outlet
SECTION_NAME = re.compile(
    rf"^(.*\S){SEPARATOR}(?:(?:local|world|latest|breaking) )?(?:news|politics|world|business"
    r"|sports?|opinion|culture|nachrichten|politik|wirtschaft|kultur|panorama|actualités?|politique"
    r"|économie|noticias|política|economía|cronaca|politica|economia|notícias|nieuws)$",
    re.I | re.S,
)
KICKER = re.compile(r"^[^:]{2,60}:\s+(?=\S)")
ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
MIN_HEADLINE = 8  # letters
MAX_HEADLINE = 400  # characters
MAX_SITE = 4  # words of a window title that is only the name of the site
MIN_SHARE = 0.5  # of the words of a headline that a shorter form of it has
OTHER_TITLES = ("sailthru.title", "parsely-title", "cxenseparse:title", "dc.title")


def find_headline(page: PageMetadata) -> str:
    """Return the headline: of the linked data, or else of the page, or else of the meta tags.

    If the linked data only repeats the window title, which is written for search engines, the
    heading on the page wins if a meta tag has it too.
    """
    linked = text_value(page.article.get("headline"))
    shared = page.values("og:title", "twitter:title", *OTHER_TITLES)
    headings = _article_headings(page, [linked, *shared, page.window_title])
    sites = _names_around(page)
    linked, *others = (
        _strip_names(title, sites) for title in (linked, page.window_title, *headings, *shared)
    )
    window, *others = others
    visible = others[: len(headings)]
    if linked and folded(linked) == folded(window):
        agreed = [
            title for title in visible if folded(title) in map(folded, others[len(visible) :])
        ]
        linked = next(iter(agreed), linked)
    found = [title for title in (linked, *others, window) if 0 < len(title) <= MAX_HEADLINE]
    if not found:
        return ""
    title = _without_decoration(found[0], [linked, *visible], others[len(visible) :])
    if folded(title) == folded(window):
        title = _shorter_form(title, others[len(visible) :])
    # Meta tags have the exact text; a heading may be built of several elements.
    same = [other for other in others[len(visible) :] if folded(other) == folded(title)]
    return _without_section(next(iter(same), title))


def _without_section(title: str) -> str:
    section = SECTION_NAME.match(title)
    return section[1] if section and len(folded(section[1])) >= MIN_HEADLINE else title


def title_variants(page: PageMetadata) -> set[str]:
    """Return the folded texts of all titles of the article, to find it repeated in the text."""
    sites = _names_around(page)
    shared = page.values("og:title", "twitter:title", *OTHER_TITLES)
    titles = [text_value(page.article.get("headline")), *shared, page.window_title]
    titles = [_strip_names(title, sites) for title in (*titles, *_article_headings(page, titles))]
    # A heading may have only what stands behind the topic.
    titles += [part for title in titles for part in KICKER.split(title)[1:]]
    return {folded(title) for title in titles if len(folded(title)) >= MIN_HEADLINE}


def _article_headings(page: PageMetadata, titles: Sequence[str]) -> list[str]:
    """Return the main headings that share most words with a title; others name site or section.

    If the only title is that of the window, and names the site, the longest heading is returned.
    """
    names = {folded(name) for name in (*site_names(page), *title_names(page))}
    headings = [heading for heading in page.headings if folded(heading) not in names]
    wanted = [words for title in titles if (words := _words(title))]
    found = [h for h in headings if not wanted or any(_is_about(h, words) for words in wanted)]
    longest = max(headings, key=lambda heading: len(_words(heading)), default="")
    is_site = len(wanted) == 1 and len(wanted[0]) <= min(MAX_SITE, len(_words(longest)) - 1)
    return found or ([longest] if is_site else [])


def _is_about(heading: str, title: set[str]) -> bool:
    """Return whether most words of a heading are in a title, or all of a short title in it."""
    words = _words(heading)
    is_whole = len(title) > 1 and title <= words
    return is_whole or len(words & title) >= MIN_SHARE * (len(words) or 1)


def _words(text: str) -> set[str]:
    return set(_word_list(text))


def _word_list(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _names_around(page: PageMetadata) -> set[str]:
    """Return the folded names of site and sections, which may stand around a headline."""
    sections = page.values("article:section", "section", "parsely-section", "cxenseparse:section")
    path = page.url.split("?")[0].split("/")[3:-1]
    names = [
        *site_names(page),
        *title_names(page),
        *sections,
        text_value(page.article.get("articleSection")),
        *path,
    ]
    return {folded(name) for name in names} - {""}


def _strip_names(title: str, sites: set[str]) -> str:
    """Remove the names of the site at either end, and a section beside them."""
    for pattern, kept, name in ((TAIL, 1, 2), (HEAD, 2, 1)):
        while match := pattern.match(title):
            rest = match.group(kept)
            if folded(match.group(name)) not in sites or len(folded(rest)) < MIN_HEADLINE:
                break
            title = rest
            if pattern is TAIL and (section := SECTION.match(title)):
                title = section.group(1)
    return title


def _shorter_form(title: str, shared: Sequence[str]) -> str:
    """Return the shared title that has only words of the title, in order, or else the title.

    Headings that are also the window title are often made longer for search engines.
    """
    words = _word_list(title)
    for other in shared:
        rest, wanted = iter(words), _word_list(other)
        if len(wanted) >= MIN_SHARE * len(words) and all(word in rest for word in wanted):
            return other
    return title


def _without_decoration(title: str, visible: Sequence[str], shared: Sequence[str]) -> str:
    """Return the title without what only this place of the page adds at one end.

    That may be a section, a topic or an author, or an ellipsis in place of the end.
    """
    known = {folded(other): other for other in visible}
    if ELLIPSIS.search(title):
        stem = folded(ELLIPSIS.sub("", title))
        whole = (other for other in visible if other != title and folded(other).startswith(stem))
        return next(whole, title)
    for separator in re.finditer(SEPARATOR, title):
        for part in (title[: separator.start()], title[separator.end() :]):
            if len(folded(part)) >= MIN_HEADLINE and folded(part) in known:
                return part.strip()
    topic = KICKER.match(title)
    if topic and folded(title[topic.end() :]) in map(folded, shared):
        return title[topic.end() :]
    return title
