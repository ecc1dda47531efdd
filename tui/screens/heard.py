"""Who is heard in the quotes of the current search: speakers, kinds of quotes, outlets, months."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from index.archive import Archive
from index.voices import Voices
from tui import key_hints, keys
from tui.actions.selection import Selection
from tui.actions.sharing import ShareActions
from tui.context import ArchiveChanged, Host, host
from tui.render.phrases import plural
from tui.render.record.voice_rows import VOICES, VoiceRow, voice_rows
from tui.render.record.voices import mix
from tui.render.sanitize import one_line
from tui.screens.view_screen import NextStep, ViewScreen, in_quotes, notes
from tui.session.history import HeardState
from tui.sharing.export_rows import ExportRows
from tui.widgets.find_bar import find_rows
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar, ViewTabs
from tui.workers import DataMessage, background

MAX_SPEAKERS = 20  # until the user opens the rest
NOTHING = "No quote matches. Press s to change the search, Esc to leave it."


class HeardScreen(ViewScreen):
    """Lists the counts; Enter lists the quotes of one."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.BY_ID["arrange"]]

    class _Loaded(DataMessage):
        voices: Voices
        notes: Sequence[str]

    def __init__(
        self, archive: Archive, host: Host, folder: Path, line: str, state: HeardState | None = None
    ) -> None:
        super().__init__()
        self._archive, self._folder, self._line = archive, folder, line
        self._state = state or HeardState()
        self._rows = RowList(VOICES, id="voices")
        self._sharing = ShareActions(archive, host, self, folder)

    def compose(self) -> ComposeResult:
        """Yield the header, the rows, and the keys."""
        yield ViewTabs("heard")
        yield StatusBar(id="query")
        yield self._rows
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Load the counts."""
        self.query_one("#foot", StatusBar).show(key_hints.hints("heard", host(self).settings.keys))
        self.show_header(self._line, f"who is heard{in_quotes(self._line)}")
        self._load()

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Count again after a correction."""
        if change.kind != "marks":
            self._state = self.here()
            self._load()

    @background("heard")
    def _load(self) -> _Loaded:
        limit = None if self._state.has_all_speakers else MAX_SPEAKERS
        voices = self._archive.statistics.voices(self._line, limit)
        return self._Loaded(voices, () if voices.total.quotes else notes(self._archive, self._line))

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        total = event.voices.total
        counts = f"{plural(total.quotes, 'quote')} in {plural(total.articles, 'article')}"
        text = f"who is heard{in_quotes(self._line)}"
        self.show_header(self._line, f"{text}: {mix(total)}" if total.quotes else text, counts)
        self._rows.empty = Content("\n\n".join((*map(one_line, event.notes), NOTHING)))
        self._rows.show_rows(voice_rows(event.voices, self._line), self._state.cursor)

    def action_arrange(self) -> None:
        """Say how the rows are sorted."""
        host(self).hint("Sorted by number of quotes; months by date. d sorts speakers in view 3.")

    async def action_find(self) -> None:
        """Find words in the rows."""
        await find_rows(self._rows, "words in these rows")

    @on(RowList.CursorMoved)
    def _describe(self, event: RowList.CursorMoved) -> None:
        row: VoiceRow = event.row
        self.query_one("#foot", StatusBar).show_position(row.summary)

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        row: VoiceRow = event.row
        if row.kind == "others":
            self._state = HeardState(self._rows.cursor, has_all_speakers=True)
            self._load()
        else:
            self.dismiss(NextStep(row.condition, "quotes", state=self.here()))

    def here(self) -> HeardState:
        """Return the selected row."""
        return HeardState(self._rows.cursor, self._state.has_all_speakers)

    def selection(self) -> Selection:
        """Return an empty selection: no article is selected here."""
        return Selection()

    def export_rows(self) -> ExportRows | None:
        """Return nothing: a report is exported."""
        return None

    def action_write(self) -> None:
        """Export the counts and the quotes."""
        from tui.sharing.report import heard_report  # 10 ms, only needed for exports

        make = partial(heard_report, self._archive, self._folder, self._line)
        self._sharing.write_report("heard", self._line, make)
