"""A quote with what is needed to cite it."""

from __future__ import annotations

from index.article import Article, Entry, Quote
from tui.plain import one_line

_OPENING = "\"“‘«„'"


def cite(words: str, quote: Quote, cue: str, article: Article | Entry) -> str:
    """The words, who said them and how, and where they stand.

    Only words that the article has in quotation marks are in quotation marks here; of others it
    is said that they are the article's.
    """
    words = one_line(words)
    how = [one_line(cue)] if cue else []
    if quote.kind != "direct":
        how.append("in the article’s words" if quote.kind == "indirect" else "in part")
    elif not (words and words[0] in _OPENING):
        words = f"“{words}”"
    who = one_line(quote.speaker or "speaker unknown")
    if how:
        who += f" ({', '.join(how)})"
    where = [
        f"“{one_line(article.title) or 'untitled'}”",
        one_line(article.source) or "source unknown",
        article.date.isoformat() if article.date else "date unknown",
    ]
    link = one_line(article.url or article.location)
    return "\n".join(filter(None, [f"{words} — {who}", ", ".join(where), link]))
