"""Correct who spoke a quote, and merge or split names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from index.article import UNKNOWN_SPEAKER, Annotation, Quote, QuoteHit, Speaker
from index.user_data import ArticleChange, Correction, NameCorrection, Revision
from tui.actions.selection import SelectionActions
from tui.context import ArchiveChanged
from tui.render import rows
from tui.render.article_page import ArticlePage
from tui.render.phrases import describe_correction, with_cue
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.session.undo import ChangedData, UndoEntry

if TYPE_CHECKING:
    from tui.actions.correction_choices import NameVerdict, QuoteVerdict
    from tui.dialogs.corrections import CorrectionRow

QUOTE_WIDTH = 48  # cells of a quote in a title or message


class CorrectionActions(SelectionActions):
    """Correct the selected quote or speaker."""

    def report_problems(self) -> None:
        """Tell the user which lines of the corrections file cannot be read."""

        def report(problems: Sequence[str]) -> None:
            if problems:
                message = "\n".join(map(one_line, problems))
                self._host.notify(message, severity="error", markup=False)

        self._ask("problems", self._archive.corrections.problems, report)

    # The speaker of a quote

    def correct_quote(self) -> None:
        """Let the user choose who spoke the quote, or mark it as not a quote."""
        if quote := self._selected_quote():
            annotation = partial(self._archive.annotation, quote.entry.id)
            self._ask("correct", annotation, partial(self._choose_speaker, quote))

    def confirm_quote(self) -> None:
        """Store that the user confirmed the speaker of the quote."""
        if quote := self._selected_quote():
            self._change(partial(self._confirm_quote, quote))

    def _confirm_quote(self, quote: QuoteHit) -> ArchiveChanged:
        speaker = quote.quote.speaker or ""
        revision = self._archive.corrections.correct_quote(
            quote.entry.id, quote.quote, speaker, is_confirmed=True
        )
        message = f"Confirmed {speaker or UNKNOWN_SPEAKER}; u undoes this: {_short(quote.text)}"
        return self._changed(revision, message, "Undone. The speaker is not confirmed.", quote)

    def _choose_speaker(self, quote: QuoteHit, annotation: Annotation) -> None:
        from tui.actions.correction_choices import quote_options  # load when first needed
        from tui.dialogs.picker import Picker

        title = Content("Choose the speaker of ") + styled(_short(quote.text), "$accent")
        if quote.quote.speaker:
            title += Content(f" (now {one_line(quote.quote.speaker)})")

        def chosen(verdict: QuoteVerdict | None) -> None:
            if verdict is not None:
                self._change(partial(self._correct_quote, quote, verdict))

        options = quote_options(self._archive, quote.quote, annotation)
        placeholder = "name of the speaker"
        self._host.push_screen(Picker(title, options, placeholder), chosen)

    def _correct_quote(self, quote: QuoteHit, verdict: QuoteVerdict) -> ArchiveChanged:
        revision = self._archive.corrections.correct_quote(
            quote.entry.id, quote.quote, verdict.speaker, is_quote=verdict.is_quote
        )
        words = _short(with_cue(quote.cue, quote.text))
        before = quote.quote.speaker or UNKNOWN_SPEAKER
        if not verdict.is_quote:
            message, undone = f"Not a quote; u undoes this: {words}", "Undone. It is a quote again."
            return self._changed(revision, message, undone, quote)
        speaker = verdict.speaker or UNKNOWN_SPEAKER
        undone = f"Undone. Speaker is “{before}” again."
        message = f"Attributed to {speaker}; u undoes this: {words}"
        return self._changed(revision, message, undone, quote)

    def explain_quote(self) -> None:
        """Show why the selected quote has its speaker."""
        if hit := self._selected_quote():
            self._ask("why", partial(self._load_page, hit.entry.id), partial(self._explain, hit))

    def _load_page(self, id: str) -> ArticlePage:
        return ArticlePage(id, self._archive.article(id), self._archive.annotation(id))

    def _explain(self, hit: QuoteHit, page: ArticlePage) -> None:
        self.explain(page, page.quotes[hit.number])

    def explain(self, page: ArticlePage, quote: Quote) -> None:
        """Show why a quote has its speaker; the user can go on to confirm or correct it."""
        from tui.dialogs.explanation import Explanation

        def chosen(action: str | None) -> None:
            if action == "correct":
                self.correct_quote()
            elif action == "confirm":
                self.confirm_quote()
            elif action == "names":
                self.correct_names()

        self._host.push_screen(Explanation(page, quote), chosen)

    # Names

    def correct_names(self) -> None:
        """Let the user merge the speaker's name with another, or split it off."""
        if name := self._source.selection().speaker:
            name = name.partition(";")[0]
            speaker = partial(self._archive.speakers.get, name)
            self._ask("correct", speaker, partial(self._choose_name, name))
        else:
            self._host.hint("Select a speaker, or a quote with a speaker.")

    def _choose_name(self, name: str, speaker: Speaker | None) -> None:
        if speaker is None or not speaker.named:
            self._host.hint(
                f"“{one_line(name)}” is not a name. Press ! to choose the speaker of the quote."
            )
            return
        from tui.actions.correction_choices import name_options
        from tui.dialogs.picker import Picker

        def chosen(choice: NameVerdict | Revision | None) -> None:
            if choice is not None:
                self._change(partial(self._correct_names, choice))

        title = Content("Other names of ") + styled(one_line(speaker.name), "$accent")
        picker = Picker(title, name_options(self._archive, speaker), "name to merge with")
        self._host.push_screen(picker, chosen)

    def _correct_names(self, choice: NameVerdict | Revision) -> ArchiveChanged:
        if isinstance(choice, Revision):
            revision = self._archive.corrections.apply(choice)
            return self._changed(revision, *_removed_names(choice))
        revision = self._archive.corrections.correct_names(choice.name, choice.other, choice.same)
        if choice.same:
            message = f"Merged {choice.name} with {choice.other}"
            return self._changed(revision, message, "Merge undone.")
        return self._changed(revision, f"Split {choice.name} from {choice.other}", "Split undone.")

    # All corrections

    def list_corrections(self) -> None:
        """List the corrections; the user can remove one."""
        self._ask("correct", self._correction_rows, self._open_list)

    def _correction_rows(self) -> list[CorrectionRow]:
        from tui.dialogs.corrections import CorrectionRow

        corrections = self._archive.corrections.all()
        unmatched = map(self._archive.corrections.why_unmatched, corrections)
        return list(map(CorrectionRow, range(len(corrections)), corrections, unmatched))

    def _open_list(self, rows: list[CorrectionRow]) -> None:
        from tui.dialogs.corrections import CorrectionList

        def chosen(correction: Correction | None) -> None:
            if correction is not None:
                self._change(partial(self._remove, correction))

        path = str(self._archive.corrections.path)
        self._host.push_screen(CorrectionList(rows, path), chosen)

    def _remove(self, correction: Correction) -> ArchiveChanged:
        revision = self._archive.corrections.apply(Revision(removed=(correction,)))
        description = describe_correction(correction)
        return self._changed(
            revision, f"Correction removed: {description}", f"Correction restored: {description}"
        )

    def _changed(
        self, revision: Revision, message: str, undone: str, quote: QuoteHit | None = None
    ) -> ArchiveChanged:
        undo = partial(self._archive.corrections.apply, revision.inverse)
        changed = (*revision.removed, *revision.added)
        kind: ChangedData = (
            "articles"
            if any(isinstance(each, ArticleChange) for each in changed)
            else "corrections"
        )
        row = rows.QUOTES.key(quote) if quote else None
        self._host.undo_stack.push(UndoEntry(kind, undone, undo, row))
        return ArchiveChanged(kind, message)


def _removed_names(revision: Revision) -> tuple[str, str]:
    """Return the messages for the removal of a merge or split, and for undoing that."""
    is_merge = any(isinstance(each, NameCorrection) and each.same for each in revision.removed)
    return ("Merge undone.", "Merged again.") if is_merge else ("Split undone.", "Split again.")


def _short(text: str) -> str:
    return shorten(one_line(text), QUOTE_WIDTH)
