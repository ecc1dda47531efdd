"""What the user has selected on a screen, and the base of the actions on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from index.archive import Archive
from index.article import Entry, QuoteHit
from tui.context import ArchiveChanged, Host

T = TypeVar("T")

SELECT_IN_ARTICLE = "Select a quote first: press ] or ["
SELECT_FROM_LIST = "Select a quote first: press Enter, then ] or ["
SELECT_OF_SPEAKER = "Select a quote first: Enter lists their quotes."
NO_QUOTES = "No quote is listed here."
SELECT_A_ROW = "Select a quote first: 2 lists the quotes."
"""What a user has to do to select a quote, by the place."""

ONLY_ONE = "This key acts only on the row under the cursor; {:,} rows are selected."
SPEAKER_UNKNOWN = "The speaker of this quote is not known. ! corrects the speaker."


class Selection(NamedTuple):
    """The article, quote and speaker under the cursor; None for what is not there."""

    entry: Entry | None = None
    quote: QuoteHit | None = None
    speaker: str | None = None
    target: Literal["article", "page", "quote"] = "article"
    """An article in a list, an open page with its current quote, or a quote in a list."""
    fetch_entries: Callable[[], Sequence[Entry]] | None = None
    """Fetches the articles of all selected rows; None if only the cursor counts."""
    fetch_quotes: Callable[[], Sequence[QuoteHit]] | None = None
    """Fetches all selected quotes; None if only the cursor counts."""
    how_to_select: str = SELECT_IN_ARTICLE
    """What to do to select a quote, if there is none."""
    number: int = 0
    """How many rows are selected; 0 if only the cursor counts."""

    @property
    def why_no_speaker(self) -> str:
        """What to tell the user who wants to see the speaker, if there is none."""
        return SPEAKER_UNKNOWN if self.quote else self.how_to_select

    @property
    def only_one(self) -> str:
        """What to tell the user of a key that leaves the other selected rows alone, or nothing."""
        return ONLY_ONE.format(self.number) if self.number > 1 else ""

    @property
    def noted_quote(self) -> QuoteHit | None:
        """The quote that a note is about; None: the note is about the article."""
        return None if self.target == "article" else self.quote


def entries_of(
    fetch: Callable[[int, int], Sequence[Any]], selected: range
) -> Callable[[], Sequence[Entry]] | None:
    """Return what fetches the articles of the selected rows, each once; None if none are."""

    def fetch_entries() -> Sequence[Entry]:
        found = fetch(selected.start, len(selected))
        entries = [row if isinstance(row, Entry) else row.entry for row in found]
        return list({entry.id: entry for entry in entries}.values())

    return fetch_entries if selected else None


def quotes_of(
    fetch: Callable[[int, int], Sequence[Any]], selected: range
) -> Callable[[], Sequence[QuoteHit]] | None:
    """Return what fetches the selected rows that are quotes; None if none are selected."""

    def fetch_quotes() -> Sequence[QuoteHit]:
        found = fetch(selected.start, len(selected))
        return [row for row in found if isinstance(row, QuoteHit)]

    return fetch_quotes if selected else None


class SelectionSource(Protocol):
    """A screen on which the user selects something."""

    def selection(self) -> Selection:
        """Return what is selected now."""

    @property
    def is_attached(self) -> bool:
        """Whether the screen is still open."""


class SelectionActions:
    """Work on the selection of a screen; a subclass adds the actions of one subject."""

    def __init__(self, archive: Archive, host: Host, source: SelectionSource) -> None:
        self._archive, self._host, self._source = archive, host, source

    def _selected_quote(self) -> QuoteHit | None:
        """Return the quote with the cursor; say so if there is none, or if more are selected."""
        selection = self._source.selection()
        if hint := selection.only_one if selection.quote else selection.how_to_select:
            self._host.hint(hint)
        return selection.quote

    def _selected_quotes(self, *, is_one: bool = False) -> Callable[[], Sequence[QuoteHit]] | None:
        """Return a function that fetches the selected quotes; show a hint if there are none.

        ``is_one``: only the quote with the cursor.
        """
        selection = self._source.selection()
        if selection.fetch_quotes and not is_one:
            return selection.fetch_quotes
        quote = self._selected_quote()
        return (lambda: (quote,)) if quote else None

    def _selected_entry(self) -> Entry | None:
        """Return the article with the cursor; say so if there is none, or if more are selected."""
        selection = self._source.selection()
        if hint := selection.only_one if selection.entry else "Select an article first.":
            self._host.hint(hint)
        return selection.entry

    def _selected_entries(self) -> Callable[[], Sequence[Entry]] | None:
        """Return a function that fetches the selected articles; show a hint if there are none."""
        selection = self._source.selection()
        if selection.fetch_entries:
            return selection.fetch_entries
        entry = self._selected_entry()
        return (lambda: (entry,)) if entry else None

    def _ask(self, group: str, question: Callable[[], T], answered: Callable[[T], object]) -> None:
        """Ask the archive something; drop the answer if the screen was closed meanwhile."""

        def answered_if_open(answer: T) -> None:
            if self._source.is_attached:
                answered(answer)

        self._host.ask(group, question, answered_if_open)

    def _change(self, change: Callable[[], ArchiveChanged]) -> None:
        """Change the archive in a thread, then tell the app."""
        self._host.ask("changes", change, self._host.post_message, exclusive=False)
