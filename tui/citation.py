"""A quote with what is needed to cite it."""

from __future__ import annotations

from index.article import Article, Entry, Quote
from tui.plain import one_line

_OPENING = "\"“‘«„'"


def cite(words: str, quote: Quote, cue: str, article: Article | Entry) -> str:
    """The words in quotation marks, who said them and how, and where they stand."""
    words = one_line(words)
    if not (words and words[0] in _OPENING):
        words = f"“{words}”"
    who = one_line(quote.speaker or "speaker unknown") + (f" ({one_line(cue)})" if cue else "")
    where = [
        f"“{one_line(article.title) or 'untitled'}”",
        one_line(article.source) or "source unknown",
        article.date.isoformat() if article.date else "date unknown",
    ]
    link = one_line(article.url or article.location)
    return "\n".join(filter(None, [f"{words} — {who}", ", ".join(where), link]))
