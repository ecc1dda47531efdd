"""What an empty list says: why nothing is listed, and what to do."""

from __future__ import annotations

from index.article import Results
from tui.render.phrases import why_few_quotes
from tui.render.sanitize import one_line

EMPTY = """The archive is empty.

    W   try the sample articles
    +   add a page, file or folder

Or add files and whole folders in the shell: onrecord PATH...

Text, Markdown, HTML, JSON, CSV, mail, exports and more can be read. After that, press s to \
search, 2 to see who said what, and ? for all keys."""
NO_HIT = "No article matches. Press s to change the search, Esc to leave it."
NO_SEARCH = "No searches yet. Press s to search, S to save a search under a name."
NOTHING_TO_CHECK = "No quote is left to check. Press Esc to go back."
NOTHING = {
    "quotes": "No quote matches. Press 1 for articles, s to change the search, Esc to leave it.",
    "speakers": (
        "No speaker matches. Press 1 for articles, s to change the search, Esc to leave it."
    ),
}


def nothing_listed(view: str, line: str, results: Results | None, *, is_review: bool) -> str:
    """Return what a view of a search says if it lists nothing."""
    nothing = NOTHING.get(view, "") if line else ""
    if view in NOTHING and results:
        few = why_few_quotes(line, results.total, 0)
        nothing = f"{few}\n\n{nothing}" if few else nothing
    nothing = NOTHING_TO_CHECK if is_review else nothing
    return with_notes(results, nothing or "Nothing here.")


def with_notes(results: Results | None, text: str) -> str:
    """Return why a list is empty, below the notes on the search."""
    return "\n\n".join((*map(one_line, results.notes if results else ()), text))
