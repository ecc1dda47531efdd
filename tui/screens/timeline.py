"""Who is on record when: the timeline of the search in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from index.archive import Archive
from index.article import Counted, Period, Timeline
from index.query import field_condition
from tui import keys
from tui.context import settings
from tui.render.phrases import plural
from tui.render.rows import styled
from tui.render.sanitize import one_line
from tui.widgets.status_bar import StatusBar
from tui.widgets.timeline_grid import TimelineGrid
from tui.workers import background

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

PERIODS: tuple[Period, ...] = ("day", "month", "year")
FORMS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
GOING_ON = ("search", "refine", "articles", "quotes", "speakers", "searches")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader goes on with: articles or quotes to narrow to, or another action."""

    condition: str = ""
    view: str = ""
    action: str = ""


class TimelineScreen(Screen["Opened | None"]):
    """Returns what the reader wants to go on with, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.BACK,
        *(key for key in (*keys.READER, *keys.SEARCH) if key.id in GOING_ON),
    ]

    @dataclass
    class _Counted(Message):
        timeline: Timeline

    def __init__(self, archive: Archive, line: str) -> None:
        super().__init__()
        self.archive, self.line = archive, line
        self.period: Period | None = None
        self.counted: Counted = "quotes"

    def compose(self) -> ComposeResult:
        """The query, the cells, and the keys."""
        yield StatusBar(id="head")
        yield TimelineGrid(id="timeline")
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Count."""
        self.watch(self.query_one(TimelineGrid), "spot", self._say_where, init=False)
        self.query_one("#foot", StatusBar).say(keys.hints("timeline", settings(self).keys))
        self._ask()

    @background("timeline")
    def _ask(self) -> _Counted:
        return self._Counted(self.archive.statistics.timeline(self.line, self.period, self.counted))

    @on(_Counted)
    def _show(self, event: _Counted) -> None:
        found = event.timeline
        self.period = found.period
        head = Content(" ") + styled("Timeline", "$accent")
        if self.line:
            head += Content(" · ") + styled(one_line(self.line), "$accent")
        head += styled(f"  {self.counted} a {found.period}, by speaker", "$muted")
        total = plural(sum(found.total), self.counted[:-1])
        undated = f" · {found.undated:,} undated" if found.undated else ""
        self.query_one("#head", StatusBar).say(head, f"{total}{undated} ")
        self.query_one(TimelineGrid).show(found, self.counted[:-1])

    def _say_where(self) -> None:
        self.query_one("#foot", StatusBar).say(right=f"{self.query_one(TimelineGrid).spot} ")

    @on(TimelineGrid.PeriodAsked)
    def _other_period(self) -> None:
        at = PERIODS.index(self.period or "month")
        before, self.period = self.period, PERIODS[(at + 1) % len(PERIODS)]
        if before:
            self._ask()

    @on(TimelineGrid.CountedAsked)
    def _other_count(self) -> None:
        self.counted = "articles" if self.counted == "quotes" else "quotes"
        self._ask()

    @on(TimelineGrid.Opened)
    def _opened(self, event: TimelineGrid.Opened) -> None:
        conditions = [field_condition("date", event.day.strftime(FORMS[self.period or "month"]))]
        if event.row is not None:
            conditions.insert(0, field_condition("speaker", event.row.name or "unknown"))
        self.dismiss(Opened(" ".join(conditions), self.counted))

    def action_view(self, view: str) -> None:
        """Go on with another view."""
        self.dismiss(Opened(action=f"view('{view}')"))

    def action_search(self) -> None:
        """Go on with the search line."""
        self.dismiss(Opened(action="search"))

    def action_refine(self) -> None:
        """Go on with the search line for what was found."""
        self.dismiss(Opened(action="refine"))

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)
