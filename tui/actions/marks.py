"""Star, tag and annotate articles, and mark them as read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from index.article import Entry, QuoteHit
from tui.actions.selection import SelectionActions
from tui.context import ArchiveChanged
from tui.render.sanitize import one_line, shorten
from tui.session.undo import UndoEntry

TITLE_WIDTH = 48  # cells of a headline in a message
TOGGLED = {
    ("starred", True): ("Starred", "Star removed"),
    ("starred", False): ("Star removed", "Starred again"),
    ("read", True): ("Marked as read", "Unread again"),
    ("read", False): ("Marked as unread", "Read again"),
}
"""What to tell the user after a change, and after undoing it."""


class MarkActions(SelectionActions):
    """Change the marks of the selected article."""

    def toggle(self, state: Literal["read", "starred"]) -> None:
        """Toggle a state of the article."""
        if entry := self._selected_entry():
            self._change(partial(self._toggle, entry, state))

    def _toggle(self, entry: Entry, state: Literal["read", "starred"]) -> ArchiveChanged:
        on = self._archive.marks.toggle(entry.id, state)
        undo = partial(self._archive.marks.set, entry.id, state, not on)
        return self._changed(entry, *TOGGLED[state, on], undo)

    def set_read(self, entry: Entry) -> ArchiveChanged:
        """Mark an article as read, without a message. Call it in a thread; raises ArchiveError."""
        self._archive.marks.set(entry.id, "read")
        undo = partial(self._archive.marks.set, entry.id, "read", False)
        self._changed(entry, *TOGGLED["read", True], undo)
        return ArchiveChanged("marks")

    def choose_tag(self) -> None:
        """Let the user choose or type a tag; add it to the article, or remove it."""
        if entry := self._selected_entry():
            self._ask("tags", partial(self._load_tags, entry.id), self._open_tags)

    def _load_tags(self, id: str) -> tuple[Entry, tuple[tuple[str, int], ...]]:
        return self._archive.entry(id), self._archive.marks.tags()

    def _open_tags(self, known: tuple[Entry, tuple[tuple[str, int], ...]]) -> None:
        from tui.dialogs.tags import TagPicker  # dialogs load when they are first needed

        entry, tags = known

        def chosen(tag: str | None) -> None:
            if tag:
                self._change(partial(self._tag, entry, tag))

        self._host.push_screen(TagPicker(entry, tags), chosen)

    def _tag(self, entry: Entry, tag: str) -> ArchiveChanged:
        on = tag not in entry.tags
        self._archive.marks.tag(entry.id, tag, on)
        messages = (f"Tag added: {tag}", f"Tag {tag} removed")
        if not on:
            messages = (f"Tag removed: {tag}", f"Tag {tag} is back")
        undo = partial(self._archive.marks.tag, entry.id, tag, not on)
        return self._changed(entry, *messages, undo)

    def write_note(self, target: Literal["", "article"] = "") -> None:
        """Let the user edit the note on the quote, or on the article."""
        if entry := self._selected_entry():
            quote = None if target else self._source.selection().noted_quote
            place = quote.quote.start if quote else None

            def note() -> str:
                notes = {note.place: note.text for note in self._archive.marks.notes(entry.id)}
                return notes.get(place, "")

            self._ask("notes", note, partial(self._open_note, entry, quote))

    def _open_note(self, entry: Entry, quote: QuoteHit | None, text: str) -> None:
        from tui.dialogs.note import NoteEditor

        def edited(new: str | None) -> None:
            if new is not None and new != text:
                place = quote.quote.start if quote else None
                self._change(partial(self._write_note, entry, place, new))

        self._host.push_screen(NoteEditor(quote.text if quote else entry.title, text), edited)

    def _write_note(self, entry: Entry, place: int | None, text: str) -> ArchiveChanged:
        before = self._archive.marks.write_note(entry.id, text, place)
        undo = partial(self._archive.marks.write_note, entry.id, before, place)
        undone = "The earlier note is back" if before else "Note deleted"
        return self._changed(entry, "Note saved" if text else "Note deleted", undone, undo)

    def _changed(
        self, entry: Entry, message: str, undone: str, undo: Callable[[], object]
    ) -> ArchiveChanged:
        title = shorten(one_line(entry.title), TITLE_WIDTH)
        self._host.undo_stack.push(UndoEntry("marks", f"Undone. {undone}: “{title}”", undo))
        return ArchiveChanged("marks", message)
