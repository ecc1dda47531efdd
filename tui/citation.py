"""A quote with what is needed to cite it."""

from __future__ import annotations

from index.article import Quote
from tui.plain import one_line
from tui.reading import Reading

_PAIRS = {'"': '"', "“": "”", "‘": "’", "«": "»", "„": "“", "'": "'"}


def cite(reading: Reading, quote: Quote) -> str:
    """The words in quotation marks, who said them and how, and where they stand."""
    article = reading.article
    words = one_line(quote.cut(article.text))
    if not (words and words[0] in _PAIRS):
        words = f"“{words}”"
    cue = one_line(" … ".join(span.cut(article.text) for span in quote.cue))
    who = one_line(quote.speaker or "speaker unknown") + (f" ({cue})" if cue else "")
    where = [
        f"“{reading.title}”",
        one_line(article.source) or "source unknown",
        article.date.isoformat() if article.date else "date unknown",
    ]
    link = one_line(article.url or article.location)
    return "\n".join(filter(None, [f"{words} — {who}", ", ".join(where), link]))
