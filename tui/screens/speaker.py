"""The screen of a speaker: a summary, and all their quotes by date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from index.archive import Archive
from index.archive.speakers import SpeakerQuoteOrder
from index.article import QuoteHit, Speaker
from tui import keys
from tui.actions.selection import Selection
from tui.context import ArchiveChanged, Host
from tui.render import rows
from tui.render.dates import format_date
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.screens.related_quotes import QuotesScreen
from tui.sharing.export_rows import ExportRows
from tui.widgets.list_order import LABELS
from tui.widgets.speaker_summary import WHOLE_ARCHIVE, SpeakerProfile, SpeakerSummary, load_profile
from tui.widgets.status_bar import StatusBar
from tui.workers import DataMessage, background


class SpeakerScreen(QuotesScreen):
    """Lists the quotes of a speaker."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.BACK,
        *keys.SPEAKER,
        *keys.RELATED,
        keys.BY_ID["arrange"],
    ]

    class _Loaded(DataMessage):
        speaker: Speaker | None
        corrections: int
        is_sorted: bool
        """Whether the quotes are to be listed anew, with the cursor on the first."""

    class _ProfileLoaded(DataMessage):
        profile: SpeakerProfile

    def __init__(
        self, archive: Archive, host: Host, folder: Path, name: str, cursor: int = 0,
        *, line: str = "", order: SpeakerQuoteOrder = "newest",
    ) -> None:  # fmt: skip
        """``line`` is the current search, which the screen does not follow."""
        super().__init__(archive, host, folder, rows.DATED_QUOTES)
        self._has_search = bool(line)
        self._speaker, self._first_cursor = name, cursor
        self.order: SpeakerQuoteOrder = order
        self.set_actions(archive, host, self, folder)

    def compose(self) -> ComposeResult:
        """Yield the header, the summary, the quotes, and the bars."""
        yield StatusBar(id="head")
        yield SpeakerSummary()
        yield self._quotes
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Load the speaker."""
        self.query_one("#head", StatusBar).show(self._header(self._speaker))
        self.show_foot("quotes")
        self._load()
        self.show_related_again()

    def on_resize(self, event: events.Resize) -> None:
        """Draw each quote on fewer lines if they are wide; the list measures itself after this."""
        is_wide = event.size.width >= rows.WIDE_LIST
        self._quotes.row_type = rows.WIDE_QUOTES if is_wide else rows.DATED_QUOTES

    def selection(self) -> Selection:
        """Return the selected quote, and the speaker of this screen."""
        return self.select_quote(self._speaker)

    def export_rows(self) -> ExportRows:
        """Return the quotes of the speaker."""
        recipe = {"list": "dossier", "person": self._speaker, "query": ""}
        return self.export_quotes(self._speaker, recipe)

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show new marks, or the quotes and names after a correction."""
        if change.kind != "marks":
            self._quotes.restored = change.row
            self._load()
        else:
            self._quotes.renew()

    @staticmethod
    def _header(name: str) -> Content:
        return Content(" ") + rows.styled(one_line(name), "bold $strong")

    @background("speaker")
    def _load(self, *, is_sorted: bool = False) -> _Loaded:
        speaker = self._archive.speakers.get(self._speaker)
        names = {self._speaker, *(speaker.names if speaker else ())}
        corrections = len(self._archive.corrections.about(names))
        return self._Loaded(speaker, corrections, is_sorted)

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        speaker, head = event.speaker, self.query_one("#head", StatusBar)
        corrections = plural(event.corrections, "correction") if event.corrections else ""
        if speaker is None:  # gone since the screen was opened
            head.show(self._header(self._speaker), f"{corrections} ")
            self._quotes.show(lambda *_: (), 0)
            return
        days, order = (speaker.first, speaker.last), self.order
        dates = " – ".join(dict.fromkeys(format_date(day) for day in days if day))
        counts = f"{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')}"
        if self._has_search:  # in a narrow terminal, a part of its own that may be left out
            between = ": " if self.size.width >= rows.WIDE_ROW else " · "
            counts = f"{WHOLE_ARCHIVE}{between}{counts}"
        label = "" if order == "newest" else LABELS[order]
        # The first ones are left out in a narrow terminal: the dates stand below, by month.
        right = " · ".join(filter(None, (dates, corrections, label, counts)))
        head.show(self._header(speaker.name), f"{right} ")

        def fetch(offset: int, limit: int) -> Sequence[QuoteHit]:
            return self._archive.speakers.quotes(speaker, offset, limit, order)

        if self._quotes.length and not event.is_sorted:
            self._quotes.renew(speaker.quotes, fetch)
        else:
            self._quotes.show(fetch, speaker.quotes, cursor=self._first_cursor)
        self._first_cursor = 0
        self._load_profile(speaker)

    @background("profile")
    def _load_profile(self, speaker: Speaker) -> _ProfileLoaded:
        return self._ProfileLoaded(load_profile(self._archive, speaker))

    @on(_ProfileLoaded)
    def _show_profile(self, event: _ProfileLoaded) -> None:
        self.query_one(SpeakerSummary).show(event.profile)

    def action_arrange(self) -> None:
        """Sort the quotes from the oldest to the newest, or the other way."""
        self.order = "oldest" if self.order == "newest" else "newest"
        self._host.hint(f"Sorted {LABELS[self.order]}.")  # also where the top line has no room
        self._load(is_sorted=True)

    def action_dossier(self) -> None:
        """Write a dossier of the speaker."""
        self.sharing.write_dossier(self._speaker)
