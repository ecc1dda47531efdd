"""Keep the headline of an article without one of its own, its first sentence, from repeating."""

from __future__ import annotations

from index.article import Article, Entry, Snippet
from tui.render.sanitize import one_line

CUT = "…"  # at the end of a long headline
END_MARKS = f" .!?{CUT}\"'“”„‘’«»"


def repeats_headline(article: Article | Entry, words: str) -> bool:
    """Return whether words of a text are in its headline too, or the other way round."""
    if not article.title_from_text:
        return False
    headline, said = (one_line(text).strip(END_MARKS) for text in (article.title, words))
    return headline in said or said in headline


def after_headline(entry: Entry, snippet: Snippet) -> Snippet | None:
    """Return the part of a passage after the headline; None if nothing of interest is left."""
    end = len(entry.title.removesuffix(CUT))
    if not entry.title_from_text or snippet.start >= end:
        return snippet
    rest = snippet.text[end - snippet.start :].lstrip(END_MARKS)
    start = snippet.start + len(snippet.text) - len(rest)
    matches = tuple(match for match in snippet.matches if match.end > start)
    return Snippet(rest, start, matches) if rest and (matches or not snippet.matches) else None
