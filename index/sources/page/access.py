"""Recognize pages that are no article, and articles of which only the beginning is shown.

A page is refused only if a title says what it is, its few words fit that, and it has neither a date
nor the data of an article: a report may be headlined “Page not found”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.page.blocks import Block
from index.sources.page.linked_data import ARTICLE_TYPES, has_type
from index.sources.page.metadata import PageMetadata
from index.sources.page.phrases import phrases
from index.sources.page.published import find_date

MAX_NOTICE = 900  # characters of a page that is no article
MAX_FIRST = 2  # sentences of a page without a heading
MAX_MORE = 25  # characters of a title after the words that say what the page is
MAX_BEGINNING = 1500  # characters of an article of which only the beginning is shown
MAX_NO_TEXT = 500  # characters of a page whose text a script adds
MIN_ABOUT_SCRIPTS = 0.5  # of them in sentences on scripts, or to the reader
MIN_ASKED = 0.7  # of them in sentences that ask the reader for something
MAX_PLEA = 300  # characters of a block that asks to subscribe
MIN_SHOWN = 0.6  # of the words that the page says its article has
PLEAS_BELOW = 12  # blocks below the text in which the page may ask to subscribe
BEGINNING = (
    "The page says that the rest of this article is for subscribers. Log in there, save the page"
    " again and add it."
)
PAGE_OF = re.compile(
    r"(?:page|seite|página|pagina|strona|sida)\s+(\d{1,2})\s*(?:of|von|de|di|van|sur|z|av|/)\s*(\d{1,2})",
    re.I,
)
MAX_PAGER = 60  # characters of a line that says which page this is
ONE_OF_PAGES = "This is page {} of {} of the article. Add the other pages too."
NO_TEXT = (
    "This page was saved without its text, which is only added by JavaScript or shown without an ad"
    " blocker. Open it in a browser until its text is there, save it from there and add that."
)
KINDS = {
    "error": "an error page", "login": "a page to log in", "robots": "a check for robots",
    "consent": "a request for consent", "redirect": "a page that leads to another one",
}  # fmt: skip
SCRIPTS = re.compile(
    r"(?<![a-z])(?:javascript|js|ad-? ?block(?:er|ers|ing)?|browsers?"
    r"|cookies are (?:disabled|off)|(?:enable|allow|accept) cookies)(?![a-z])"
)
ASK = re.compile(
    r"\b(?:enabled?|turn(?:ing)? (?:\w+ )?(?:on|off)|turn it|switch|disabled?|disabling|activate"
    r"|allow|update|upgrade|needs?|requires?|support|without|is (?:on|off)|aktivier\w*"
    r"|deaktivier\w*|schalten|activer|activez|activé|désactiver|habilitar|habilite|activar|active|abilitare"
    r"|abilita|attivare|ativar|ative|schakel|aktivera|aktiver|włącz\w*)\b"
)
READER = re.compile(
    r"\b(?:please|sorry|oops|you|you're|you've|your|our|(?:this|the) (?:web ?)?(?:site|page|app)"
    r"|this browser|bitte|sie|diese seite|veuillez|merci|votre|vous|ce site|cette page|por favor"
    r"|necesitas|debes|este sitio|esta página|devi|questo sito|questa pagina|deze pagina"
    r"|denna sida|tę stronę)\b"
)
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|:!]\s*|^sorry,? ")


def find_other_kind(page: PageMetadata, text: str) -> str:
    """Return what a page is if it is no article: “an error page”; else an empty string.

    A page without a heading is known by its first sentences, too.
    """
    if len(text) > MAX_NOTICE or has_type(page.article, ARTICLE_TYPES) or find_date(page):
        return ""
    titles = [*page.headings, page.window_title, *page.values("og:title")]
    titles += [] if page.headings else SENTENCE_END.split(text)[:MAX_FIRST]
    titles = [title.lower().replace("’", "'") for title in titles]
    parts = {part.strip(" .…!?") for title in titles for part in SEPARATOR.split(title)}
    content = text.lower()
    return next(
        (
            name
            for kind, name in KINDS.items()
            if any(_is_called(part, kind) for part in parts)
            and any(word in content for word in phrases(f"{kind} word"))
        ),
        "",
    )


def lacks_its_text(page: PageMetadata, text: str) -> bool:
    """Return whether a text only asks to turn on scripts, turn off a blocker or renew the browser.

    A report on them has a heading or a date, and sentences that do not speak to the reader. What is
    short and has neither is such a request in any language.
    """
    content = text.lower().replace("’", "'")
    if len(content) > MAX_NO_TEXT or not SCRIPTS.search(content):
        return False
    sentences = SENTENCE_END.split(content)
    if not (page.headings or has_type(page.article, ARTICLE_TYPES) or find_date(page)):
        signs = (SCRIPTS, READER, ASK)
        about = [each for each in sentences if any(sign.search(each) for sign in signs)]
        return sum(map(len, about)) >= MIN_ABOUT_SCRIPTS * len(content)
    asked = [each for each in sentences if READER.search(each) or ASK.match(each)]
    return any(ASK.search(each) for each in asked) and sum(map(len, asked)) >= MIN_ASKED * len(
        content
    )


def _is_called(title: str, kind: str) -> bool:
    return any(
        re.match(rf"{re.escape(phrase)}(?!\w)", title) and len(title) <= len(phrase) + MAX_MORE
        for phrase in phrases(kind)
    )


def is_plea(block: Block) -> bool:
    """Return whether a block asks to subscribe or log in to read on."""
    text = block.text.lower()
    return len(text) <= MAX_PLEA and any(phrase in text for phrase in phrases("paid"))


def note_on_beginning(page: PageMetadata, blocks: Sequence[Block], kept: Sequence[Block]) -> str:
    """Return a note if a page shows only a part of its article.

    It says so in its linked data, asks to subscribe right below the text, or is “page 1 of 3”.
    """
    for block in blocks:
        number = PAGE_OF.search(block.text) if len(block.text) <= MAX_PAGER else None
        if number and 1 <= int(number[1]) <= int(number[2]) != 1:
            return ONE_OF_PAGES.format(number[1], number[2])
    text = " ".join(block.text for block in kept)
    if len(text) > MAX_BEGINNING:
        return ""
    announced = str(page.article.get("wordCount") or "")
    if announced.isdecimal():
        is_beginning = len(text.split()) < MIN_SHOWN * int(announced)
    else:
        last = max((n for n, block in enumerate(blocks) if block.text == kept[-1].text), default=0)
        below = blocks[last + 1 : last + 1 + PLEAS_BELOW]
        is_beginning = _is_for_subscribers(page) or any(map(is_plea, below))
    return BEGINNING if is_beginning else ""


def _is_for_subscribers(page: PageMetadata) -> bool:
    return any(
        str(item.get("isAccessibleForFree")).lower() == "false"
        for item in page.linked
        if has_type(item, ARTICLE_TYPES)
    )
