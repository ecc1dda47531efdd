"""Normalize an article: repair wrongly decoded text, read the dateline."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from index.article import Article
from index.errors import IngestError
from index.sources.dates import parse_date
from index.sources.text import INVISIBLE, UNDEFINED

REPAIRED = "Wrongly decoded characters were repaired."
LOST = "Characters that the file had lost are shown as �."
# UTF-8 decoded as Windows-1252 or Mac Roman has such pairs; some are also valid text.
MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|‚Ä|√")
# What a repair may produce beside ``INVISIBLE`` characters.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# “WASHINGTON, July 18, 2023 (Northwire) -”: a place, perhaps date and agency; or in brackets.
PLACE = r"[A-ZÀ-Þ][\w'’./-]*(?:,? [A-ZÀ-Þ][\w'’./-]*){0,5}?"
MONTH_NAME = r"[A-Z][a-z]{2,8}\.?"
DATELINE = re.compile(
    rf"{PLACE}(?:(?:,? | ?[–—-] )"
    rf"(?P<day>{MONTH_NAME} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {MONTH_NAME}(?: \d{{4}})?))?"
    r"(?P<agency> \([A-Z][\w&.-]*(?:[ /][A-Z][\w&.-]*){0,3}\)| /[A-Z][\w&. -]{1,30}/)?"
    r" ?(?:--?|[–—])[ \n]"
)
DATE_IN_BRACKETS = re.compile(
    rf"\((?:{PLACE}, )?(?P<day>{MONTH_NAME} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH_NAME} \d{{4}})\)"
    r"(?P<agency>)(?: ?(?:--?|[–—]))?[ \n]"
)


def normalize(article: Article) -> Article:
    """Repair the text if that is certain, and take a missing source and date from the dateline.

    A date is taken only with its year.
    """
    article = _map_text(_repair_encoding(article), strip_undefined)
    article = article._replace(url=strip_undefined(article.url), note=strip_undefined(article.note))
    if LOST not in article.note and ("\ufffd" in article.text or "\ufffd" in article.title):
        article = _with_note(article, LOST)
    if article.source and article.date:
        return article
    dateline = DATELINE.match(article.text) or DATE_IN_BRACKETS.match(article.text)
    if not dateline or not (dateline["agency"] or dateline["day"]):
        return article
    source = article.source or (dateline["agency"] or "").strip(" ()/")
    return article._replace(
        source=source, date=article.date or _dateline_date(dateline["day"], article)
    )


def _dateline_date(written: str | None, article: Article) -> date | None:
    try:
        return parse_date(written, article.location)
    except IngestError:  # a date without a year
        return None


def _repair_encoding(article: Article) -> Article:
    repaired = _map_text(article, _repair_text)
    if repaired == article:
        return article
    return _with_note(repaired, REPAIRED)


def _with_note(article: Article, note: str) -> Article:
    return article._replace(note=" ".join(filter(None, (article.note, note))))


def _repair_text(text: str) -> str:
    """Undo wrong decoding if ftfy can do so for the whole text without loss."""
    if text.isascii() or not MOJIBAKE.search(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # needed only for suspicious text
    from ftfy.badness import is_bad

    config = TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, decode_inconsistent_utf8=False,
        fix_c1_controls=False,
    )  # fmt: skip
    repaired, steps = fix_encoding_and_explain(text, config)
    if not steps or is_bad(repaired):
        return text
    return CONTROLS.sub(" ", INVISIBLE.sub("", repaired)).strip() or text


def strip_undefined(text: str) -> str:
    """Remove the control characters that ``clean`` keeps until the encoding is repaired."""
    return UNDEFINED.sub("", text)


def _map_text(article: Article, change: Callable[[str], str]) -> Article:
    """Apply a function to all text fields of an article."""
    return article._replace(
        title=change(article.title),
        text=change(article.text),
        source=change(article.source),
        byline=change(article.byline),
        section=change(article.section),
        topics=tuple(map(change, article.topics)),
    )
