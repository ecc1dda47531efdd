"""Two people, outlets or periods side by side: what is counted, and the quotes of both."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from index.archive import Archive
from index.archive.speakers import LIST_OF_NAMES
from index.article import QuoteHit
from index.errors import OnRecordError
from index.record.comparison import Comparison, Side
from tui import key_hints, keys
from tui.actions.selection import NO_QUOTES, Selection
from tui.context import ArchiveChanged, Host
from tui.render import rows
from tui.render.phrases import plural
from tui.render.record.comparison import comparison_lines
from tui.render.sanitize import one_line
from tui.screens.action_screen import ActionScreen
from tui.screens.related_quotes import RelatedKind, RelatedState, show_related
from tui.screens.view_screen import NextStep, ViewScreen, in_quotes, notes
from tui.session.history import ComparisonState
from tui.sharing.export_rows import ExportRows
from tui.widgets.find_bar import find_rows
from tui.widgets.list_order import LABELS
from tui.widgets.row_list import WINDOW, Fetch, RowList
from tui.widgets.status_bar import StatusBar, ViewTabs
from tui.workers import DataMessage, background

VERSUS = " vs "
FEWER_THAN_TWO = "Fewer than two people are quoted here."
BETWEEN = re.compile(r"\s+vs\.?(?:\s+|$)", re.I)
HINT = "Esc closes · Tab completes a name · Each side: a person, an outlet, 2023 or a search line"
MAX_NAMES = 5  # to complete one
SIDES = ("left", "right")


class ComparisonSummary(Widget):
    """Shows the counts of both sides."""

    def __init__(self) -> None:
        super().__init__(id="comparison")
        self._found: Comparison | None = None
        self._front = 0

    def show(self, found: Comparison) -> None:
        """Show a comparison."""
        self._found = found
        self.refresh()

    def mark(self, front: int) -> None:
        """Mark the side whose quotes have the cursor."""
        self._front = front
        self.refresh()

    def render(self) -> Content:
        """Return the lines of both sides."""
        if self._found is None:
            return Content("")
        return Content("\n").join(
            comparison_lines(self._found, self.content_size.width, self._front)
        )


class Sides(Horizontal):
    """Holds the quotes of both sides."""

    BLANK = True  # they cover it


class ComparisonScreen(ViewScreen, ActionScreen["NextStep | None"]):
    """Compares two sides of the current search; Enter opens a quote in its article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.COMPARE, *keys.RELATED, keys.BY_ID["person"], keys.BY_ID["pane.left"],
        keys.BY_ID["pane.right"], keys.BY_ID["arrange"],
    ]  # fmt: skip

    class _Loaded(DataMessage):
        sides: tuple[str, str]
        found: Comparison
        quotes: Sequence[tuple[Fetch[QuoteHit], Sequence[QuoteHit]]]
        """What loads the quotes of each side, and the first of them: all is drawn at once."""

    class _Unknown(DataMessage):
        sides: tuple[str, ...]
        reason: str

    def __init__(
        self, archive: Archive, host: Host, folder: Path, line: str, state: ComparisonState
    ) -> None:
        super().__init__()
        self._archive, self._host, self._folder = archive, host, folder
        self._line, self._state = line if state.line is None else state.line, state
        self._has_chosen = False
        self._restored: Hashable = None  # the key of a quote that an undo brought back
        self._lists = [RowList(rows.DATED_QUOTES, id=side) for side in SIDES]
        self.set_actions(archive, host, self, folder)

    def compose(self) -> ComposeResult:
        """Yield the header, the counts, the quotes, and the keys."""
        yield ViewTabs("compare")
        yield StatusBar(id="query")
        yield ComparisonSummary()
        with Sides(id="sides"):
            yield from self._lists
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Load the comparison."""
        self.show_header(self._line, f"side by side{in_quotes(self._line)}")
        self.set_focus(self._lists[self._state.focused])
        self._load(self._state.sides)
        if isinstance(related := self._state.related, RelatedState):
            self._show_related(related)

    @background("compare")
    def _load(self, sides: tuple[str, ...]) -> Message:
        try:
            chosen = sides if len(sides) == 2 else self._fill(sides)
            if len(chosen) < 2:
                about = (FEWER_THAN_TWO, *notes(self._archive, self._line))
                return self._Unknown(chosen, "\n".join(map(one_line, about)))
            first, *others = chosen
            for second in others:
                found = self._archive.comparisons.compare(first, second, self._line)
                one, two = found.sides
                searches = (each for each in found.sides if each.kind == "search")
                empty = [each.name for each in searches if not each.total.quotes]
                if empty and len(sides) == 2 and not self._line:
                    return self._Unknown(sides, f"No quote matches “{one_line(empty[0])}”.")
                if one.line != two.line:
                    quotes, order = self._archive.comparisons.quotes, self._state.order
                    fetches = [quotes(side, self._line, order) for side in (first, second)]
                    loaded = [(fetch, fetch(0, WINDOW)) for fetch in fetches]
                    return self._Loaded((first, second), found, loaded)
            if len(sides) == 2:
                self._archive.comparisons.check_sides(*sides)  # says that they are the same
            return self._Unknown(sides, FEWER_THAN_TWO)
        except OnRecordError as error:
            return self._Unknown(
                sides, error.message.replace(LIST_OF_NAMES, "View 3 lists all speakers.")
            )

    def _fill(self, sides: tuple[str, ...]) -> tuple[str, ...]:
        """Add what the first side may be compared with, the best first.

        That is the side that was shown on the right, then that on the left, then the most quoted
        speakers of the search.
        """
        if self._line:
            speakers, _ = self._archive.speakers.matching(self._line, limit=3)
        else:  # known without looking at their quotes
            speakers = self._archive.speakers.page(limit=3)
        named = [each.name for each in speakers if each.named]
        if not sides:
            return tuple(named[:2])
        others = (*reversed(self._state.sides), *named)
        return (*sides, *(each for each in dict.fromkeys(others) if each not in sides))

    @on(_Loaded)
    def _show(self, event: _Loaded) -> None:
        self._state = self._state._replace(sides=event.sides)
        found = event.found
        names = VERSUS.join(one_line(side.name) for side in found.sides)
        both = f"{plural(found.both, 'quote')} on both sides" if found.both else ""
        total = f"{plural(found.total.quotes, 'quote')} in all"
        order = "" if self._state.order == "newest" else LABELS[self._state.order]
        right = " · ".join(filter(None, (order, both, total)))
        self.show_header(self._line, names, right)
        self.query_one(ComparisonSummary).show(found)
        cursors = self._state.cursors
        for listed, (fetch, first), side, cursor in zip(
            self._lists, event.quotes, found.sides, cursors, strict=True
        ):
            listed.empty = Content(_no_quotes(self._line))
            shown = [listed.row_type.key(hit) for hit in first]
            number = shown.index(self._restored) if self._restored in shown else cursor
            listed.show(
                fetch, side.total.quotes, cursor=number, loaded=first,
                row_type=rows.DATED_QUOTES if _is_one_person(side) else rows.ATTRIBUTED_QUOTES,
            )  # fmt: skip
        self._restored = None

    @on(_Unknown)
    def _ask_again(self, event: _Unknown) -> None:
        self._ask(event.sides, event.reason)

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show new marks, or count again after a correction."""
        if change.kind == "marks":
            for listed in self._lists:
                listed.renew()
        else:
            self._state, self._restored = self.here(), change.row
            self._load(self._state.sides)

    def action_arrange(self) -> None:
        """Sort the quotes of both sides from the oldest to the newest, or the other way."""
        order: Literal["newest", "oldest"] = "oldest" if self._state.order == "newest" else "newest"
        self._state = self._state._replace(order=order, cursors=(0, 0))
        self._host.hint(f"Sorted {LABELS[order]}.")
        self._load(self._state.sides)

    # Choosing the sides

    @property
    def chosen_sides(self) -> tuple[str, ...]:
        """The sides, if the user has chosen them here."""
        return self._state.sides if self._has_chosen else ()

    def action_sides(self) -> None:
        """Ask what to compare."""
        self._ask(self._state.sides, "")

    def _ask(self, sides: tuple[str, ...], reason: str) -> None:
        from tui.dialogs.prompt import NamePrompt  # dialogs load when they are first needed

        if isinstance(self.app.screen, NamePrompt):  # the user asked for it meanwhile
            self.app.screen.show_error(reason)
            return

        def chosen(text: str | None) -> None:
            if text:
                self._has_chosen = True
                self._state = ComparisonState(
                    self._state.sides, self._line, order=self._state.order
                )
                self._load(tuple(filter(None, map(str.strip, BETWEEN.split(text, 1)))))

        title = f"Compare\n\n{reason}" if reason else "Compare"
        value = VERSUS.join(sides)
        prompt = NamePrompt(title, f"one side{VERSUS}the other", value, HINT, self._names, BETWEEN)
        self._host.push_screen(prompt, chosen)

    def _names(self, prefix: str) -> list[str]:
        speakers = self._archive.speakers.page(prefix, limit=MAX_NAMES)
        return [one_line(each.name) for each in speakers if each.named]

    # What is selected

    @property
    def _front(self) -> int:
        return int(self.focused is self._lists[1])

    def here(self) -> ComparisonState:
        """Return what is compared, and the selected quotes."""
        left, right = (listed.cursor for listed in self._lists)
        return self._state._replace(
            line=self._line, cursors=(left, right), focused=self._front, related=None
        )

    def selection(self) -> Selection:
        """Return the selected quote."""
        hit = self._lists[self._front].row
        if hit is None:
            return Selection(how_to_select=NO_QUOTES)
        return Selection(hit.entry, hit, hit.quote.person, "quote")

    def export_rows(self) -> ExportRows | None:
        """Return nothing: a report is exported."""
        return None

    def action_pane(self, by: int) -> None:
        """Go to the quotes on the left or right."""
        if 0 <= (side := self._front + by) < len(self._lists):
            self.set_focus(self._lists[side])  # at once: focus() comes after the next keys
        else:
            self._host.hint(f"There is nothing further {'right' if by > 0 else 'left'}.")

    def on_descendant_focus(self) -> None:
        """Mark the side in front, and show how to get to the other."""
        self.query_one(ComparisonSummary).mark(self._front)
        foot = self.query_one("#foot", StatusBar)
        foot.show(key_hints.hints(SIDES[self._front], self._host.settings.keys))

    def action_person(self) -> None:
        """Open the screen of the speaker of the selected quote."""
        selection = self.selection()
        if selection.speaker:
            self.dismiss(NextStep(speaker=selection.speaker, state=self.here()))
        else:
            self._host.hint(selection.why_no_speaker)

    def action_related(self, kind: RelatedKind) -> None:
        """Show the quotes related to the selected one."""
        self._show_related(RelatedState(kind, self.selection().quote))

    def _show_related(self, state: RelatedState) -> None:
        def opened(chosen: QuoteHit | NextStep, related: RelatedState) -> None:
            step = NextStep(quote=chosen) if isinstance(chosen, QuoteHit) else chosen
            self.dismiss(step._replace(state=self.here()._replace(related=related)))

        kind, hit, cursor, related = state
        show_related(self._archive, self._host, self._folder, kind, hit, opened, cursor, related)

    async def action_find(self) -> None:
        """Find words in the quotes of the side in front."""
        await find_rows(self._lists[self._front], "words in these quotes")

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        self.dismiss(NextStep(quote=event.row, state=self.here()))

    def action_write(self) -> None:
        """Export the comparison with the quotes of both sides."""
        if len(self._state.sides) < 2:
            self._host.hint("Nothing to export here.")
            return
        from tui.sharing.report import comparison_report  # 10 ms, only needed for exports

        first, second = self._state.sides
        report = partial(comparison_report, self._archive, self._folder, first, second, self._line)
        self.sharing.write_report("compare", f"{first} {second}", report)


def _is_one_person(side: Side) -> bool:
    """Return False for ``speaker:ana`` of several people too."""
    from index.query import is_search_line  # 45 ms, not needed at the start

    return side.kind == "person" and not is_search_line(side.name)


def _no_quotes(line: str) -> str:
    """Return what to show of a side without quotes: the search may be the reason."""
    if not line:
        return "No quotes."
    return (
        f"No quotes on “{one_line(line)}”. Press Esc until the search is gone, then 7 to compare"
        " all quotes."
    )
