"""Dossiers: who a speaker is, and everything they are quoted with, as HTML or Markdown.

May import render.
"""

from collections.abc import Iterator

from tui.sharing.dossier.content import Dossier, collect_dossier
from tui.sharing.dossier.html_page import as_html
from tui.sharing.dossier.markdown_page import as_markdown
from tui.sharing.statement import end_html, end_markdown, with_trail

DOSSIER_FORMATS = (".html", ".md")
"""The file extensions of dossiers."""


def dossier_pieces(extension: str, dossier: Dossier) -> Iterator[str]:
    """Yield the file in pieces."""
    if extension == ".html":
        return with_trail(as_html(dossier), dossier.tally, end_html)
    return with_trail(as_markdown(dossier), dossier.tally, end_markdown)


__all__ = ["DOSSIER_FORMATS", "Dossier", "collect_dossier", "dossier_pieces"]
