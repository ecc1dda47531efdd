"""Dossiers: who a speaker is, and everything they are quoted with, as HTML or Markdown."""

from tui.sharing.dossier.content import Dossier, collect_dossier
from tui.sharing.dossier.html_page import as_html
from tui.sharing.dossier.markdown_page import as_markdown

DOSSIER_WRITERS = {".html": as_html, ".md": as_markdown}
"""The writers by file extension."""

__all__ = ["DOSSIER_WRITERS", "Dossier", "collect_dossier"]
