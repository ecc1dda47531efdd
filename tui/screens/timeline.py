"""The timeline of the current search: quotes or articles per speaker and period."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from index.archive import Archive
from index.article import Period, Timeline
from index.query import field_condition, value_condition
from tui import key_hints
from tui.actions.selection import Selection
from tui.actions.sharing import ShareActions
from tui.context import ArchiveChanged, Host, host
from tui.render.phrases import plural
from tui.screens.view_screen import NextStep, ViewScreen, in_quotes, notes
from tui.session.history import TimelineState
from tui.sharing.export_records import DATE_FORMATS, timeline_counts
from tui.sharing.export_rows import ExportRows
from tui.widgets.find_bar import find_bar
from tui.widgets.status_bar import StatusBar, ViewTabs
from tui.widgets.timeline_grid import TimelineGrid
from tui.workers import DataMessage, background

PERIODS: tuple[Period, ...] = ("day", "month", "year")


def _repeated(timeline: Timeline, counted: str) -> str:
    """Return how many the rows and columns count again, in words; articles are in many rows."""
    again = []
    if counted == "quotes" and timeline.repeated > 0:
        again.append(f"{timeline.repeated:,} counted again for another speaker")
    if timeline.reprinted > 0:
        again.append(f"{timeline.reprinted:,} again for copies in another {timeline.period}")
    return ", ".join(again)


class TimelineScreen(ViewScreen):
    """Shows the timeline; Enter lists the quotes or articles of a cell."""

    class _Loaded(DataMessage):
        timeline: Timeline
        notes: Sequence[str]

    def __init__(
        self,
        archive: Archive,
        host: Host,
        folder: Path,
        line: str,
        state: TimelineState | None = None,
    ) -> None:
        super().__init__()
        self._archive, self._host, self._line = archive, host, line
        self._sharing = ShareActions(archive, host, self, folder)
        self._timeline: Timeline | None = None
        state = state or TimelineState()
        self._period, self._counted = state.period, state.counted
        self._grid = TimelineGrid(state.row, state.day, id="timeline")

    def compose(self) -> ComposeResult:
        """Yield the header, the grid, and the keys."""
        yield ViewTabs("timeline")
        yield StatusBar(id="query")
        yield self._grid
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Load the timeline."""
        foot = self.query_one("#foot", StatusBar)
        foot.show(key_hints.hints("timeline", host(self).settings.keys))
        self.watch(self._grid, "position", foot.show_position, init=False)
        self._load()

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Count again."""
        if change.kind != "marks":
            self._load()

    @background("timeline")
    def _load(self) -> _Loaded:
        statistics = self._archive.statistics
        timeline = statistics.timeline(self._line, self._period, self._counted)
        return self._Loaded(timeline, () if timeline.periods else notes(self._archive, self._line))

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        timeline = self._timeline = event.timeline
        self._period = timeline.period
        noun = self._counted.removesuffix("s")
        undated = f" · {timeline.undated:,} with no date" if timeline.undated else ""
        where = in_quotes(self._line) if self._counted == "quotes" else ""
        text = f"{self._counted} a {timeline.period}, by speaker{where}"
        text = "; ".join(filter(None, (text, _repeated(timeline, self._counted))))
        self.show_header(self._line, text)
        right = f"{plural(timeline.number, noun)}{undated} "
        self.query_one(ViewTabs).show_view("timeline", right)
        self._grid.show(timeline, noun, event.notes)

    async def action_find(self) -> None:
        """Find a name."""
        self._grid.start_find()
        bar = await find_bar(self)
        bar.ask(self._grid.find, self._grid, "a name in this timeline", self._grid.find_words)

    @on(TimelineGrid.PeriodRequested)
    def _change_period(self) -> None:
        if self._period is not None:
            self._period = PERIODS[(PERIODS.index(self._period) + 1) % len(PERIODS)]
            self._load()

    @on(TimelineGrid.CountRequested)
    def _change_count(self) -> None:
        self._counted = "articles" if self._counted == "quotes" else "quotes"
        self._load()

    @on(TimelineGrid.Opened)
    def _open_cell(self, event: TimelineGrid.Opened) -> None:
        if event.row and event.row.others:
            self._host.hint("These are several speakers. Press 3 to list everyone.")
            return
        date = event.day.strftime(DATE_FORMATS[self._period or "month"])
        conditions = [field_condition("date", date)]
        if event.row is not None:
            conditions.insert(0, value_condition("speaker", event.row.name))
        self.dismiss(NextStep(" ".join(conditions), self._counted, state=self.here()))

    def here(self) -> TimelineState:
        """Return the selected cell."""
        return TimelineState(self._period, self._counted, self._grid.row, self._grid.day)

    def selection(self) -> Selection:
        """Return an empty selection: no article is selected in a timeline."""
        return Selection()

    def export_rows(self) -> ExportRows | None:
        """Return the count of each speaker in each period, as far as there is one."""
        timeline = self._timeline
        counts = timeline_counts(timeline) if timeline else []
        if timeline is None or not counts:
            return None
        about = (
            f"{self._counted} a {timeline.period}",
            plural(timeline.number, self._counted.removesuffix("s")),
            _repeated(timeline, self._counted),
            f"{timeline.undated:,} more with no date" if timeline.undated else "",
        )
        subject = " · ".join(filter(None, about))
        recipe = {
            "list": "timeline", "query": self._line, "period": timeline.period,
            "counted": self._counted, "others": True,
        }  # fmt: skip
        return ExportRows(
            "timeline", lambda at, limit: counts[at : at + limit], self._line, subject=subject,
            recipe=recipe,
        )  # fmt: skip

    def action_write(self) -> None:
        """Export the timeline."""
        self._sharing.export()
