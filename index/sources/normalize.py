"""What is done to every article, whatever file it comes from: characters, outlet and day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from index.article import Article
from index.errors import IngestError
from index.sources.text import UNDEFINED, UNSEEN, parse_date

MENDED = "Its characters had been decoded wrongly, and were mended."
# UTF-8 taken for Windows-1252 or Mac Roman has such pairs; some of them are also good text.
SUSPECT = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|‚Ä|√")
# What mending may bring to light, beside what is unseen.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# “WASHINGTON, July 18, 2023 (Northwire) -”: a place, perhaps a day, the agency.
DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w'’./-]*(?:,? [A-ZÀ-Þ][\w'’./-]*){0,5}?"
    r"(?:,? (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?))?"
    r"(?P<agency> \([A-Z][\w&.-]*(?:[ /][A-Z][\w&.-]*){0,3}\))? ?(?:--?|[–—])[ \n]"
)


def finish(article: Article) -> Article:
    """The article with its characters mended where that is certain, and all harmless.

    Where the file names no outlet or day, those of a dateline are taken; a day only with its year.
    """
    article = _each(_mended(article), harmless)
    article = replace(article, url=harmless(article.url), note=harmless(article.note))
    found = None if article.source and article.date else DATELINE.match(article.text)
    if not found or not (found["agency"] or found["day"]):
        return article
    source = article.source or (found["agency"] or "").strip(" ()")
    return replace(article, source=source, date=article.date or _day(found["day"], article))


def _day(written: str | None, article: Article) -> date | None:
    try:
        return parse_date(written, article.location)
    except IngestError:  # it has no year
        return None


def _mended(article: Article) -> Article:
    mended = _each(article, _mend)
    if mended == article:
        return article
    return replace(mended, note=" ".join(filter(None, (article.note, MENDED))))


def _mend(text: str) -> str:
    """The text as it was before it was decoded wrongly; itself where that is not certain.

    Certain is what ftfy can undo in the whole text without loss, and what it then finds good.
    """
    if text.isascii() or not SUSPECT.search(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # only where something is amiss
    from ftfy.badness import is_bad

    careful = TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, decode_inconsistent_utf8=False,
        fix_c1_controls=False,
    )  # fmt: skip
    mended, steps = fix_encoding_and_explain(text, careful)
    if not steps or is_bad(mended):
        return text
    return CONTROLS.sub(" ", UNSEEN.sub("", mended)).strip() or text


def harmless(text: str) -> str:
    """Without the control characters that had to stay until the characters were mended."""
    return UNDEFINED.sub("", text)


def _each(article: Article, change: Callable[[str], str]) -> Article:
    """The article with all that is to be read changed in the same way."""
    return replace(
        article,
        title=change(article.title),
        text=change(article.text),
        source=change(article.source),
        byline=change(article.byline),
        section=change(article.section),
        topics=tuple(map(change, article.topics)),
    )
