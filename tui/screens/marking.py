"""What a reader does to an article: star it, tag it, write a note on it; and undo that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from textual import on
from textual.message import Message
from textual.screen import Screen

from index.archive import Archive
from index.article import Entry, QuoteHit
from tui import keys
from tui.context import deeds
from tui.render.sanitize import one_line, shorten
from tui.workers import background

if TYPE_CHECKING:
    from textual.binding import BindingType

T = TypeVar("T")
TITLE = 48  # cells of a headline in a notice


@dataclass(frozen=True, slots=True)
class Here:
    """What the reader is at: an article, and a quote of it where there is one."""

    entry: Entry
    quote: QuoteHit | None = None


class Marking(Screen[T]):
    """A screen on which one is at an article; a subclass says at which."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.MARK]
    archive: Archive

    @dataclass
    class Marked(Message):
        """Something was done to an article, or undone; what is shown must be read anew."""

        told: str

    @dataclass
    class _TagsKnown(Message):
        entry: Entry
        tags: tuple[tuple[str, int], ...]

    @dataclass
    class _NoteKnown(Message):
        here: Here
        text: str

    def here(self) -> Here | None:
        """What the reader is at."""
        raise NotImplementedError

    def read_anew(self) -> None:
        """Show the marks as they are now."""

    def _here(self) -> Here | None:
        here = self.here()
        if here is None:
            self.notify("Go to an article first.", markup=False)
        return here

    # Stars and read articles

    def action_flip(self, state: Literal["read", "starred"]) -> None:
        """Star the article that one is at, or take it for read; or no more."""
        if here := self._here():
            self._flip(here.entry, state)

    @background("marks", exclusive=False)
    def _flip(self, entry: Entry, state: Literal["read", "starred"]) -> Marked:
        on = self.archive.marks.toggle(entry.id, state)
        told = f"{'' if on else 'no longer '}{state}".capitalize()
        return self._did(entry, told, lambda: self.archive.marks.set(entry.id, state, not on))

    def _did(self, entry: Entry, told: str, undo: Callable[[], object]) -> Marked:
        title = shorten(one_line(entry.title), TITLE)
        deeds(self).did(f"{told}: {title}", undo)
        return self.Marked(told)

    @on(Marked)
    def _show_marks(self, event: Marked) -> None:
        """Show all screens anew, as each may have the article."""
        event.stop()
        for screen in self.app.screen_stack:
            if isinstance(screen, Marking):
                screen.read_anew()
        if event.told:
            self.notify(event.told, markup=False)

    # Tags

    def action_tag(self) -> None:
        """Ask for a tag."""
        if here := self._here():
            self._ask_tags(here.entry.id)

    @background("tags")
    def _ask_tags(self, id: str) -> _TagsKnown:
        return self._TagsKnown(self.archive.entry(id), self.archive.marks.tags())

    @on(_TagsKnown)
    def _choose_tag(self, event: _TagsKnown) -> None:
        from tui.dialogs.tags import TagPicker  # which most readings do without

        def chosen(tag: str | None) -> None:
            if tag:
                self._tag(event.entry, tag)

        self.app.push_screen(TagPicker(event.entry, event.tags), chosen)

    @background("marks", exclusive=False)
    def _tag(self, entry: Entry, tag: str) -> Marked:
        on = tag not in entry.tags
        self.archive.marks.tag(entry.id, tag, on)
        told = f"{'Tagged' if on else 'No longer tagged'} {tag}"
        return self._did(entry, told, lambda: self.archive.marks.tag(entry.id, tag, not on))

    # Notes

    def action_note(self, what: str = "") -> None:
        """Write a note on the quote that one is at, or on the article."""
        if here := self._here():
            self._ask_note(Here(here.entry) if what == "article" else here)

    @background("notes")
    def _ask_note(self, here: Here) -> _NoteKnown:
        notes = {note.place: note.text for note in self.archive.marks.notes(here.entry.id)}
        return self._NoteKnown(here, notes.get(_place(here), ""))

    @on(_NoteKnown)
    def _write_note(self, event: _NoteKnown) -> None:
        from tui.dialogs.note import NoteEditor

        here = event.here
        about = here.quote.text if here.quote else here.entry.title

        def written(text: str | None) -> None:
            if text is not None and text != event.text:
                self._note(here, text)

        self.app.push_screen(NoteEditor(about, event.text), written)

    @background("marks", exclusive=False)
    def _note(self, here: Here, text: str) -> Marked:
        article, place = here.entry.id, _place(here)
        before = self.archive.marks.write_note(article, text, place)
        told = "Noted" if text else "Note taken away"
        return self._did(
            here.entry, told, lambda: self.archive.marks.write_note(article, before, place)
        )

    # Undoing

    def action_undo(self) -> None:
        """Undo what was done last."""
        if deed := deeds(self).last():
            self._undo(deed.told, deed.undo)
        else:
            self.notify("There is nothing to undo.", markup=False)

    @background("marks", exclusive=False)
    def _undo(self, told: str, undo: Callable[[], object]) -> Marked:
        undo()
        return self.Marked(f"Undone: {told}")


def _place(here: Here) -> int | None:
    return here.quote.quote.start if here.quote else None
