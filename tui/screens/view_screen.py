"""The base of the screens that show a view of the current search outside the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.binding import BindingType
from textual.content import Content

from index.archive import Archive
from index.article import QuoteHit
from tui import keys
from tui.context import host
from tui.render.rows import styled
from tui.render.sanitize import one_line
from tui.screens.page_screen import PageScreen
from tui.widgets.status_bar import StatusBar, ViewTabs

SHOWN_ALREADY = "This view is shown already."


def in_quotes(line: str) -> str:
    """Return where the plain words of a search are looked for by views that count quotes."""
    from index.query import has_plain_words  # 45 ms, not needed at the start

    return " in quotes with these words" if has_plain_words(line) else ""


def notes(archive: Archive, line: str) -> Sequence[str]:
    """Return the notes on a search, or on all articles, if no quote is found."""
    return archive.search(line, limit=1).notes if line else archive.maintenance.notes()


class NextStep(NamedTuple):
    """What the reader does next: refine the search, open a quote or a speaker, or run an action."""

    condition: str = ""
    view: str = ""
    action: str = ""
    state: object = None
    """What opens the screen again as it was left."""
    quote: QuoteHit | None = None
    speaker: str = ""
    """Whose screen is opened."""


class ViewScreen(PageScreen["NextStep | None"]):
    """Returns what the user wants to do next, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.BACK,
        keys.BY_ID["write"],
        *keys.NEXT_STEPS,
    ]

    @property
    def chosen_sides(self) -> tuple[str, ...]:
        """The sides of a comparison that the user has chosen; empty in other views."""
        return ()

    def show_header(self, line: str, text: str, right: str = "") -> None:
        """Show the search, what is counted, and on the right the counts."""
        header = Content(" ")
        if line:
            header += styled(f"{one_line(line)}  ", "$accent")
        header += styled(text, "$muted")
        self.query_one("#query", StatusBar).show(header, f"{right} " if right else "")

    def action_view(self, view: str) -> None:
        """Go on with another view."""
        if view == self.query_one(ViewTabs).view:
            host(self).hint(SHOWN_ALREADY)
            return
        self.dismiss(NextStep(action=f"view('{view}')"))

    def action_search(self, scope: Literal["archive", "results"]) -> None:
        """Go on with the search bar."""
        self.dismiss(NextStep(action=f"search('{scope}')", state=self.here()))

    def here(self) -> object:
        """Return what opens the screen again as it is."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)
