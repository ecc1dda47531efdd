"""How a reader corrects who said what: ``!`` on a quote, ``a`` on a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.content import Content
from textual.message import Message

from index.article import Annotation, Quote, Speaker
from index.user_data import Correction, Revision
from tui import keys
from tui.context import deeds
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.screens.marking import Marking
from tui.workers import background

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.actions.correction_choices import Named
    from tui.app import OnRecord
    from tui.dialogs.corrections import CorrectionRow

T = TypeVar("T")
WORDS = 48  # cells of a quote in a title or a notice


@dataclass(frozen=True, slots=True)
class Said:
    """A quote that one is at, with its words."""

    article: str
    quote: Quote
    text: str


class Correcting(Marking[T]):
    """A screen on which one is at a quote or a speaker; a subclass says at which."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CORRECT]

    @dataclass
    class Corrected(Message):
        """Something was corrected, or that was undone; what is shown must be read anew."""

        told: str = ""

    @dataclass
    class _QuoteKnown(Message):
        said: Said
        annotation: Annotation

    @dataclass
    class _SpeakerKnown(Message):
        name: str
        speaker: Speaker | None

    @dataclass
    class _AllKnown(Message):
        made: Sequence[CorrectionRow]

    def quote_here(self) -> Said | None:
        """The quote that the reader is at."""
        raise NotImplementedError

    def speaker_here(self) -> str | None:
        """The name of the speaker that the reader is at."""
        raise NotImplementedError

    def read_corrected(self) -> None:
        """Show the quotes and speakers as they are now."""

    @background("troubles")
    def tell_troubles(self) -> None:
        """Say what in the file of corrections cannot be understood."""
        for trouble in self.archive.corrections.problems():
            self.notify(one_line(trouble), severity="error", markup=False)

    # A quote

    def action_correct(self) -> None:
        """Ask who said this, or whether it is a quote at all."""
        if said := self.quote_here():
            self._ask_quote(said)
        else:
            self.notify("Go to a quote first: ] and [", markup=False)

    @background("correct")
    def _ask_quote(self, said: Said) -> _QuoteKnown:
        return self._QuoteKnown(said, self.archive.annotation(said.article))

    @on(_QuoteKnown)
    def _choose_speaker(self, event: _QuoteKnown) -> None:
        from tui.actions.correction_choices import (  # which most readings do without
            Given,
            whose_quote,
        )
        from tui.dialogs.picker import Picker

        said = event.said
        title = Content("Who said ") + styled(_short(said.text), "$accent")
        if said.quote.speaker:
            title += Content(f", if not {one_line(said.quote.speaker)}")

        def chosen(given: Given | None) -> None:
            if given is not None:
                self._give(said, given.speaker, given.is_quote)

        offer = whose_quote(self.archive, said.quote, event.annotation)
        self.app.push_screen(Picker(title + Content("?"), offer), chosen)

    @background("corrected", exclusive=False)
    def _give(self, said: Said, speaker: str, is_quote: bool) -> None:
        revision = self.archive.corrections.correct_quote(
            said.article, said.quote, speaker, is_quote=is_quote
        )
        now = f"said by {speaker or 'nobody known'}" if is_quote else "not a quote"
        self._corrected(revision, f"{_short(said.text)} is {now}")

    # A name

    def action_names(self) -> None:
        """Ask which names are this speaker's too, or are not."""
        if name := self.speaker_here():
            self._ask_names(name.partition(";")[0])
        else:
            self.notify("Go to a speaker, or a quote with a known one, first.", markup=False)

    @background("correct")
    def _ask_names(self, name: str) -> _SpeakerKnown:
        return self._SpeakerKnown(name, self.archive.speakers.get(name))

    @on(_SpeakerKnown)
    def _choose_name(self, event: _SpeakerKnown) -> None:
        speaker = event.speaker
        if speaker is None or not speaker.named:
            self.notify(
                f"“{one_line(event.name)}” is not a name: ! gives the quote to somebody named.",
                markup=False,
            )
            return
        from tui.actions.correction_choices import whose_name
        from tui.dialogs.picker import Picker

        def chosen(value: Named | Revision | None) -> None:
            if value is not None:
                self._say_names(value)

        title = Content("Which name is ") + styled(one_line(speaker.name), "$accent")
        title += Content(" too, or is not?")
        self.app.push_screen(Picker(title, whose_name(self.archive, speaker)), chosen)

    @background("corrected", exclusive=False)
    def _say_names(self, value: Named | Revision) -> None:
        if isinstance(value, Revision):
            self._corrected(
                self.archive.corrections.apply(value), "What you said of the names is taken back"
            )
            return
        revision = self.archive.corrections.correct_names(value.name, value.other, value.same)
        way = "are one person" if value.same else "are two people"
        self._corrected(revision, f"{value.name} and {value.other} {way}")

    # All of them

    def action_corrections(self) -> None:
        """List what was corrected."""
        self._ask_corrections()

    @background("correct")
    def _ask_corrections(self) -> _AllKnown:
        from tui.dialogs.corrections import CorrectionRow

        made = self.archive.corrections.all()
        unfit = map(self.archive.corrections.why_unmatched, made)
        return self._AllKnown(list(map(CorrectionRow, range(len(made)), made, unfit)))

    @on(_AllKnown)
    def _list_corrections(self, event: _AllKnown) -> None:
        from tui.dialogs.corrections import CorrectionList

        def taken_back(correction: Correction | None) -> None:
            if correction is not None:
                self._take_back(correction)

        box = CorrectionList(event.made, str(self.archive.corrections.path))
        self.app.push_screen(box, taken_back)

    @background("corrected", exclusive=False)
    def _take_back(self, correction: Correction) -> None:
        from tui.render.phrases import describe_correction

        revision = self.archive.corrections.apply(Revision(removed=(correction,)))
        self._corrected(revision, f"Taken back: {describe_correction(correction)}")

    # What was done

    def _corrected(self, revision: Revision, told: str) -> None:
        app = cast("OnRecord", self.app)

        def undo() -> None:
            self.archive.corrections.apply(revision.inverse)
            app.reader.post_message(self.Corrected())

        deeds(self).did(told, undo)
        app.reader.post_message(self.Corrected(told))

    @on(Corrected)
    def _show_corrected(self, event: Corrected) -> None:
        """Show all screens anew, as each may have the quote."""
        event.stop()
        for screen in self.app.screen_stack:
            if isinstance(screen, Correcting):
                screen.read_corrected()
        if event.told:
            self.notify(one_line(event.told), markup=False)


def _short(text: str) -> str:
    return shorten(one_line(text), WORDS)
