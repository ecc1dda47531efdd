"""Star, tag and annotate articles, and mark them as read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from index.article import Entry, QuoteHit
from tui.actions.selection import SelectionActions
from tui.context import ArchiveChanged
from tui.render.phrases import plural
from tui.render.sanitize import one_line, shorten
from tui.session.undo import UndoEntry

TITLE_WIDTH = 48  # cells of a headline in a message
READ_MESSAGES = ("Marked as unread", "Marked as read")
STAR_MESSAGES = (("Star removed", "Starred again"), ("Starred", "Star removed"))
"""What to tell the user after a change to off or on, and after undoing it."""


class MarkActions(SelectionActions):
    """Change the marks of the selected article."""

    def toggle(self, state: Literal["read", "starred"]) -> None:
        """Toggle a state of the selected articles; several get the same state."""
        if fetch := self._selected_entries():
            self._change(partial(self._toggle, fetch, state))

    def _toggle(
        self, fetch: Callable[[], Sequence[Entry]], state: Literal["read", "starred"]
    ) -> ArchiveChanged:
        entries = [self._archive.entry(entry.id) for entry in fetch()]
        on = not all(getattr(entry, state) for entry in entries)
        changed = [entry for entry in entries if getattr(entry, state) != on]
        self._set_all(changed, state, on)
        if state == "read":  # the key itself undoes it
            return ArchiveChanged("marks", _of_several(READ_MESSAGES[on], changed, entries))
        undo = partial(self._set_all, changed, state, not on)
        return self._changed(changed, *STAR_MESSAGES[on], undo, entries)

    def _set_all(
        self, entries: Sequence[Entry], state: Literal["read", "starred"], on: bool
    ) -> None:
        for entry in entries:
            self._archive.marks.set(entry.id, state, on)

    def set_read(self, entry: Entry) -> ArchiveChanged:
        """Mark an article as read, without a message. Call it in a thread; raises ArchiveError."""
        self._archive.marks.set(entry.id, "read")
        return ArchiveChanged("marks")

    def choose_tag(self) -> None:
        """Let the user choose or type a tag; add it to the selected articles, or remove it."""
        if fetch := self._selected_entries():
            self._ask("tags", partial(self._load_tags, fetch), self._open_tags)

    def _load_tags(
        self, fetch: Callable[[], Sequence[Entry]]
    ) -> tuple[list[Entry], tuple[tuple[str, int], ...]]:
        return [self._archive.entry(entry.id) for entry in fetch()], self._archive.marks.tags()

    def _open_tags(self, known: tuple[list[Entry], tuple[tuple[str, int], ...]]) -> None:
        from tui.dialogs.tags import TagPicker  # dialogs load when they are first needed

        entries, tags = known

        def chosen(tags: list[str] | None) -> None:
            if tags:
                self._change(partial(self._tag, entries, tags))

        self._host.push_screen(TagPicker(entries, tags), chosen)

    def _tag(self, entries: Sequence[Entry], tags: Sequence[str]) -> ArchiveChanged:
        on = not all(set(tags).issubset(entry.tags) for entry in entries)
        changed = [(entry, tag) for entry in entries for tag in tags if (tag in entry.tags) != on]

        def set_all(on: bool) -> None:
            for entry, tag in changed:
                self._archive.marks.tag(entry.id, tag, on)

        set_all(on)
        noun, named = "Tag" if len(tags) == 1 else "Tags", ", ".join(tags)
        messages = (f"{noun} {named} added", f"{noun} {named} removed")
        if not on:
            back = "is back" if len(tags) == 1 else "are back"
            messages = (f"{noun} {named} removed", f"{noun} {named} {back}")
        marked = {entry.id: entry for entry, _ in changed}
        return self._changed([*marked.values()], *messages, partial(set_all, not on), entries)

    def write_note(self, target: Literal["", "article"] = "") -> None:
        """Let the user edit the note on the quote, or on the article."""
        if entry := self._selected_entry():
            quote = None if target else self._source.selection().noted_quote
            start = quote.quote.start if quote else None

            def note() -> str:
                notes = {note.start: note.text for note in self._archive.marks.notes(entry.id)}
                return notes.get(start, "")

            self._ask("notes", note, partial(self._open_note, entry, quote))

    def _open_note(self, entry: Entry, quote: QuoteHit | None, text: str) -> None:
        from tui.dialogs.note import NoteEditor

        def edited(new: str | None) -> None:
            if new is not None and new != text:
                start = quote.quote.start if quote else None
                self._change(partial(self._write_note, entry, start, new))

        self._host.push_screen(NoteEditor(quote.text if quote else entry.title, text), edited)

    def _write_note(self, entry: Entry, start: int | None, text: str) -> ArchiveChanged:
        before = self._archive.marks.write_note(entry.id, text, start)
        undo = partial(self._archive.marks.write_note, entry.id, before, start)
        undone = "The earlier note is back" if before else "Note deleted"
        return self._changed([entry], "Note saved" if text else "Note deleted", undone, undo)

    def _changed(
        self, entries: Sequence[Entry], message: str, undone: str, undo: Callable[[], object],
        selected: Sequence[Entry] = (),
    ) -> ArchiveChanged:  # fmt: skip
        """Return the change of some articles, which may be fewer than those selected."""
        about = plural(len(entries), "article")
        if len(entries) == 1:
            about = f"“{shorten(one_line(entries[0].title), TITLE_WIDTH)}”"
        self._host.undo_stack.push(UndoEntry("marks", f"Undone. {undone}: {about}", undo))
        return ArchiveChanged("marks", _of_several(message, entries, selected))


def _of_several(message: str, changed: Sequence[Entry], selected: Sequence[Entry]) -> str:
    """Add to the message on several articles how many of them were changed."""
    return f"{message}: {plural(len(changed), 'article')}" if len(selected) > 1 else message
