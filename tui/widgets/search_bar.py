"""The bar for searching the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from index.archive import Archive
from index.article import Results
from index.errors import QueryError
from tui.context import host
from tui.render.phrases import plural
from tui.render.rows import styled
from tui.render.sanitize import one_line
from tui.widgets.input_bar import InputBar
from tui.widgets.row_list import WINDOW
from tui.workers import DataMessage, background, cancellation

HINT = "words, speaker:NAME, speaker:NAME said:WORDS"
REFINE_HINT = "words to find within the results"
MAX_SUGGESTIONS = 6


class FoundResults(DataMessage):
    """The answer to a search line; an empty line and None for all articles."""

    line: str
    results: Results | None


class SearchBar(InputBar):
    """Shows how a search line is understood while the user types; Enter searches.

    Up and down go through earlier searches; Tab completes the last word.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recent(1)", "earlier search"),
        Binding("down", "recent(-1)", "later search"),
        Binding("tab", "suggestion(1)", "next suggestion"),
        Binding("shift+tab", "suggestion(-1)", "previous suggestion"),
    ]

    class _Understood(DataMessage):
        results: Results

    class _Misunderstood(DataMessage):
        error: QueryError

    class _RecentSearches(DataMessage):
        lines: Sequence[str]

    class _Suggestions(DataMessage):
        lines: Sequence[str] = ()
        """The search line after each suggestion is taken."""
        labels: Sequence[str] = ()

    def __init__(
        self,
        archive: Archive,
        id: str,
        on_found: Callable[[FoundResults], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__("Search", HINT, id, on_cancel=on_cancel)
        self._archive, self._on_found = archive, on_found
        self._within = ""
        self._recent: Sequence[str] = ()
        self._recent_index = -1  # -1: the text that was typed
        self._typed_text = ""
        self._inserted_text = ""  # from the recent searches or a suggestion
        self._suggestions = self._Suggestions()
        self._suggestion_index = -1

    def compose(self) -> ComposeResult:
        """Yield the line, the feedback on it, and the suggestions."""
        yield from super().compose()
        yield Static("", classes="offers", markup=False)

    def ask(self, text: str, within: str) -> None:
        """Open the bar to search everything, or to search within the results of a line."""
        self._within = within
        self.input.placeholder = REFINE_HINT if within else HINT
        self._recent_index, self._typed_text = -1, text
        self._suggest(self._Suggestions())
        self.set_prompt(f"Within {one_line(within)}" if within else "Search")
        self.open(text)
        self._load_recent()

    def _search_line(self, text: str) -> str:
        """Return the whole line to search for; raises QueryError."""
        if not (self._within and text.strip()):
            return text.strip()
        from index.query import refine_line  # 45 ms, not needed at the start

        return refine_line(self._within, text)

    # Searching

    def text_changed(self, text: str) -> None:
        """Preview the search, and suggest completions of what was typed."""
        if text != self._inserted_text:
            self._recent_index, self._typed_text = -1, text
            self._complete(text)
        if text.strip():
            self._preview(text)
        else:
            self.echo("")

    def submit(self, text: str) -> None:
        """Search; an empty line lists all articles."""
        if text.strip():
            self._search(text)
        else:
            self.post_message(FoundResults("", None))

    @background("preview")
    def _preview(self, text: str) -> Message:
        try:
            line = self._search_line(text)
            return self._Understood(self._archive.search(line, limit=1, cancelled=cancellation()))
        except QueryError as error:
            return self._Misunderstood(error)

    @background("search")
    def _search(self, text: str) -> Message:
        try:
            line = self._search_line(text)
            results = self._archive.search(line, limit=WINDOW, cancelled=cancellation())
        except QueryError as error:
            return self._Misunderstood(error)
        return FoundResults(line, results)

    @on(FoundResults)
    def _pass_on(self, event: FoundResults) -> None:
        event.stop()
        self.close()
        self._on_found(event)

    @on(_Understood)
    def _echo_understood(self, event: _Understood) -> None:
        total = plural(event.results.total, "article")
        # The meaning comes last: it is the longest, and may be cut off.
        parts = (total, *event.results.notes, event.results.understood)
        self.echo(" · ".join(map(one_line, parts)))

    @on(_Misunderstood)
    def _echo_error(self, event: _Misunderstood) -> None:
        message, offset = one_line(event.error.message), event.error.offset
        room = self.size.width - len("Search ") - 4
        pointed = f"{' ' * offset}↑ {message}"
        has_room = len(pointed) <= room and not self._within
        self.echo(pointed if has_room else f"Character {offset + 1}: {message}", is_error=True)

    # Recent searches

    @background("recent searches")
    def _load_recent(self) -> _RecentSearches:
        return self._RecentSearches(self._archive.searches.recent())

    @on(_RecentSearches)
    def _take_recent(self, event: _RecentSearches) -> None:
        self._recent = event.lines

    def action_recent(self, by: int) -> None:
        """Take the previous or next recent search."""
        if self._recent_index < 0:
            self._typed_text = self.input.value
        index = max(-1, min(self._recent_index + by, len(self._recent) - 1))
        if index == self._recent_index:
            host(self).hint(f"There is no {'earlier' if by > 0 else 'later'} search.")
        self._recent_index = index
        self._insert(self._recent[index] if index >= 0 else self._typed_text)

    def _insert(self, text: str) -> None:
        self._inserted_text = text
        self.set_text(text)

    # Suggestions

    @background("suggestions")
    def _complete(self, text: str) -> _Suggestions:
        found = self._archive.suggest(text, MAX_SUGGESTIONS) if text.strip() else ()
        new = [each for each in found if text[each.offset :] != each.text]
        return self._Suggestions(
            [text[: each.offset] + each.text for each in new],
            [f"{each.text} {each.frequency:,}" if each.frequency else each.text for each in new],
        )

    @on(_Suggestions)
    def _suggest(self, event: _Suggestions) -> None:
        self._suggestions, self._suggestion_index = event, -1
        self._show_suggestions()

    def _show_suggestions(self) -> None:
        labels = [
            styled(one_line(label), "$accent" if number == self._suggestion_index else "$muted")
            for number, label in enumerate(self._suggestions.labels)
        ]
        key = Content("Tab  ") if labels else Content("")
        self.query_one(".offers", Static).update(key + Content("   ").join(labels))

    def action_suggestion(self, by: int) -> None:
        """Take the next or previous suggestion."""
        if not (lines := self._suggestions.lines):
            host(self).hint("There is nothing to complete.")
            return
        self._suggestion_index = (self._suggestion_index + by) % len(lines)
        self._insert(lines[self._suggestion_index])
        self._show_suggestions()
