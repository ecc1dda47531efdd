"""The screens of quotes related to one: versions of its utterance, and earlier ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from index.archive import Archive
from index.article import QuoteHit
from index.query.tree import Order
from index.record.results import EarlierQuote, Utterance
from tui import key_hints, keys
from tui.actions.selection import Selection, entries_of, quotes_of
from tui.context import ArchiveChanged, Host
from tui.render.phrases import plural
from tui.render.record import related_quotes as render
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line
from tui.screens.action_screen import ActionScreen
from tui.screens.view_screen import SHOWN_ALREADY, NextStep
from tui.sharing.export_rows import ExportRows
from tui.widgets.find_bar import find_rows
from tui.widgets.list_order import LABELS
from tui.widgets.row_list import RowList
from tui.widgets.row_windows import part_of
from tui.widgets.status_bar import StatusBar
from tui.workers import DataMessage, background

RelatedKind = Literal["versions", "earlier"]


class RelatedState(NamedTuple):
    """Quotes related to one, and the selected one of them, to come back to."""

    kind: RelatedKind
    hit: QuoteHit | None
    cursor: int | None = None
    related: RelatedState | None = None
    """The quotes related to the selected one, if they were shown."""


class QuotesScreen(ActionScreen["QuoteHit | NextStep | None"]):
    """Lists quotes; returns the one to open in its article, what else to do next, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.NEXT_STEPS]
    related: RelatedState | None = None
    """The related quotes that were shown from here, to show again when the screen is opened."""

    def __init__(
        self, archive: Archive, host: Host, folder: Path, row_type: RowType[QuoteHit]
    ) -> None:
        super().__init__()
        self._archive, self._host, self._folder = archive, host, folder
        self._quotes = RowList(row_type, id="quotes")
        self._quotes.has_selections = True

    def show_foot(self, pane: str) -> None:
        """Show the keys of a pane, and the position in the list."""
        foot = self.query_one("#foot", StatusBar)
        foot.show(key_hints.hints(pane, self._host.settings.keys))
        self.watch(self._quotes, "position", foot.show_position, init=False)

    @property
    def cursor(self) -> int:
        """The number of the selected quote."""
        return self._quotes.cursor

    def shows(self, kind: RelatedKind) -> bool:  # noqa: ARG002 - for the screens of these kinds
        """Whether the quotes related to the selected one are those on the screen."""
        return False

    async def action_find(self) -> None:
        """Find words in the quotes."""
        await find_rows(self._quotes, "words in these quotes")

    def select_quote(self, speaker: str | None) -> Selection:
        """Return the selection of the quote under the cursor, or of all selected quotes."""
        hit: QuoteHit | None = self._quotes.row
        entry = hit.entry if hit else None
        chosen = (self._quotes.fetch, self._quotes.selected)
        return Selection(
            entry, hit, speaker, "quote", entries_of(*chosen), quotes_of(*chosen),
            number=len(self._quotes.selected),
        )  # fmt: skip

    def export_quotes(self, subject: str, recipe: Mapping[str, object]) -> ExportRows:
        """Return the selected quotes, or all."""
        if self._quotes.selected:
            recipe = {**recipe, "selected": True}
        return ExportRows(
            "quotes",
            part_of(self._quotes.fetch, self._quotes.selected),
            subject=subject,
            selection=self._quotes.selection,
            recipe=recipe,
        )

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        self.dismiss(event.row)

    def action_related(self, kind: RelatedKind) -> None:
        """Show the quotes related to the selected one; what is opened there is opened here."""
        if self.shows(kind):
            self._host.hint(SHOWN_ALREADY)
            return
        self._show_related(RelatedState(kind, self._quotes.row))
        if hint := self.select_quote(None).only_one:
            self._host.hint(hint)

    def _show_related(self, state: RelatedState) -> None:
        kind, hit, cursor, related = state
        show_related(
            self._archive, self._host, self._folder, kind, hit, self._open_related, cursor, related
        )

    def _open_related(self, chosen: QuoteHit | NextStep, state: RelatedState) -> None:
        self.related = state
        self.dismiss(chosen)

    def action_view(self, view: str) -> None:
        """Go on with a view."""
        self.dismiss(NextStep(action=f"view('{view}')"))

    def action_search(self, scope: Literal["archive", "results"]) -> None:
        """Go on with the search bar."""
        self.dismiss(NextStep(action=f"search('{scope}')"))

    def show_related_again(self) -> None:
        """Show the related quotes from which the user comes back."""
        if state := self.related:
            self.related = None
            self._show_related(state)

    def action_back(self) -> None:
        """End the selection of several quotes, or close the screen."""
        if self._quotes.selected:
            self._quotes.action_select()
        else:
            self.dismiss(None)


class RelatedQuotesScreen(QuotesScreen):
    """Lists the quotes related to one, with the words of the selected one below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.BACK, *keys.RELATED, keys.BY_ID["arrange"], keys.BY_ID["person"],
    ]  # fmt: skip
    NAME = ""
    """The name of the screen, in its header."""

    def __init__(
        self,
        archive: Archive,
        host: Host,
        folder: Path,
        hit: QuoteHit,
        cursor: int | None = None,
    ) -> None:
        super().__init__(archive, host, folder, render.versions_type(Utterance(())))
        self._hit, self._first_cursor = hit, cursor
        self._restored: Hashable = None  # the key of a quote that an undo brought back
        self.set_actions(archive, host, self, folder)

    def compose(self) -> ComposeResult:
        """Yield the header, the quotes, the words of the selected one, and the bars."""
        yield StatusBar(id="head")
        yield self._quotes
        with VerticalScroll(id="changes"):
            yield Static()
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Load the quotes."""
        self._show_header("")
        self.show_foot("related")
        self._load()
        self.show_related_again()

    def selection(self) -> Selection:
        """Return the selected quote."""
        hit: QuoteHit | None = self._quotes.row
        return self.select_quote(hit.quote.person if hit else None)

    def export_rows(self) -> ExportRows:
        """Return the quotes."""
        return self.export_quotes(render.quote_words(self._hit), {
            "list": self.NAME.lower(), "article": self._hit.entry.id, "number": self._hit.number,
        })  # fmt: skip

    def action_person(self) -> None:
        """Open the screen of the speaker of the selected quote."""
        selection = self.selection()
        if selection.speaker:
            self.dismiss(NextStep(speaker=selection.speaker))
        else:
            self._host.hint(selection.why_no_speaker)

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show the quotes as they are now."""
        if self._quotes.length:
            self._first_cursor = self._quotes.cursor
        self._restored = change.row
        self._load()

    def _show_quotes(self, hits: Sequence[QuoteHit]) -> None:
        """Show quotes with the cursor where it was, at first on the quote they are related to.

        After an undo it is on the quote that came back.
        """
        first, shown = self._first_cursor, [(hit.entry.id, hit.number) for hit in hits]
        wanted = (self._hit.entry.id, self._hit.number) if first is None else self._restored
        self._quotes.show_rows(hits, shown.index(wanted) if wanted in shown else first or 0)

    def _show_header(self, right: str) -> None:
        left = Content(" ") + styled(self.NAME, "bold $accent") + Content("  ")
        words = styled(render.quote_words(self._hit), "$strong")
        self.query_one("#head", StatusBar).show(left + words, f"{right} ")

    def _load(self) -> Worker[None]:
        raise NotImplementedError

    def _details(self, number: int) -> Content:
        """Return what to show of a quote below the list."""
        raise NotImplementedError

    @on(RowList.CursorMoved)
    def _select(self, event: RowList.CursorMoved) -> None:
        self.query_one("#changes Static", Static).update(self._details(event.rows.cursor))


class VersionsScreen(RelatedQuotesScreen):
    """All quotes that report the utterance of one, with word differences."""

    NAME = "Versions"
    _utterance = Utterance(())

    class _Loaded(DataMessage):
        utterance: Utterance

    @background("related")
    def _load(self) -> _Loaded:
        return self._Loaded(self._archive.record.versions_of(self._hit.entry.id, self._hit.number))

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        self._utterance = utterance = event.utterance
        hits = [version.hit for version in utterance.versions]
        self._show_header(render.utterance_summary(utterance))
        self._quotes.row_type = render.versions_type(utterance)
        self._show_quotes(hits)

    def shows(self, kind: RelatedKind) -> bool:
        """Whether the versions are asked for again: they are those of each of them."""
        return kind == "versions"

    def _details(self, number: int) -> Content:
        return render.version_details(self._utterance, number)

    def action_arrange(self) -> None:
        """Say that the order stays: each version is described by those before it."""
        self._host.hint("Versions are always listed oldest first.")


class EarlierScreen(RelatedQuotesScreen):
    """The quotes of one person on the same matter, at first the oldest first."""

    NAME = "Earlier"
    _found: Sequence[EarlierQuote] = ()
    _is_newest_first = False

    @property
    def cursor(self) -> int:
        """The number of the selected quote, from the oldest on."""
        number = super().cursor
        return self._quotes.length - 1 - number if self._is_newest_first else number

    class _Loaded(DataMessage):
        found: tuple[EarlierQuote, ...]

    @background("related")
    def _load(self) -> _Loaded:
        return self._Loaded(self._archive.record.earlier(self._hit.entry.id, self._hit.number))

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        self._list(event.found[::-1] if self._is_newest_first else event.found)

    def _list(self, found: Sequence[EarlierQuote]) -> None:
        self._found, hits = found, [each.hit for each in found]
        person = one_line(self._hit.quote.person or "")
        later = sum(each.is_later for each in found)
        counts = plural(len(hits), "quote") + (f" ({later:,} later)" if later else "")
        self._show_header(f"{person} on this · {counts} · {LABELS[self._order]}")
        self._quotes.row_type = render.earlier_type(found)
        self._show_quotes(hits)

    def shows(self, kind: RelatedKind) -> bool:
        """Whether the same is asked for again, and not what is related to another quote."""
        row: QuoteHit | None = self._quotes.row
        place = row and (row.entry.id, row.number)
        return kind == "earlier" and place == (self._hit.entry.id, self._hit.number)

    def _details(self, number: int) -> Content:
        return render.earlier_details(self._found[number], self._hit)

    @property
    def _order(self) -> Order:
        return "newest" if self._is_newest_first else "oldest"

    def action_arrange(self) -> None:
        """Sort the quotes from the newest to the oldest, or the other way; keep the cursor."""
        self._first_cursor, self._restored = self._quotes.length - 1 - self._quotes.cursor, None
        self._is_newest_first = not self._is_newest_first
        self._list(self._found[::-1])
        self._host.hint(f"Sorted {LABELS[self._order]}.")


SCREENS: dict[RelatedKind, type[RelatedQuotesScreen]] = {
    "versions": VersionsScreen, "earlier": EarlierScreen,
}  # fmt: skip


def show_related(
    archive: Archive, host: Host, folder: Path, kind: RelatedKind, hit: QuoteHit | None,
    opened: Callable[[QuoteHit | NextStep, RelatedState], Awaitable[None] | None],
    cursor: int | None = None, related: RelatedState | None = None,
) -> None:  # fmt: skip
    """Show the quotes related to one.

    ``opened`` gets the one to open, or what to do next, and where it was chosen.
    """
    if hit is None:
        host.hint("Select a quote first.")
        return
    if kind == "earlier" and not hit.quote.named:
        host.hint("The speaker of this quote has no name. ! corrects the speaker.")
        return
    screen = SCREENS[kind](archive, host, folder, hit, cursor)
    screen.related = related

    async def closed(chosen: QuoteHit | NextStep | None) -> None:
        if chosen is not None:
            done = opened(chosen, RelatedState(kind, hit, screen.cursor, screen.related))
            if done is not None:
                await done

    host.push_screen(screen, closed)
