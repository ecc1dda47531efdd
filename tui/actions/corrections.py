"""Correct who spoke a quote, and merge or split names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from index.article import UNKNOWN_SPEAKER, Annotation, Quote, QuoteHit, Speaker
from index.user_data import ArticleChange, Correction, NameCorrection, Revision
from tui.actions.selection import SELECT_A_ROW, SelectionActions
from tui.context import ArchiveChanged
from tui.render import rows
from tui.render.article_page import ArticlePage
from tui.render.phrases import describe_correction, plural, with_cue
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.session.undo import ChangedData, UndoEntry

if TYPE_CHECKING:
    from tui.actions.correction_choices import NameVerdict, QuoteVerdict
    from tui.dialogs.corrections import CorrectionRow

MAX_CORRECTED = 1000  # quotes at once
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

    def correct_quote(self, *, is_one: bool = False) -> None:
        """Let the user choose who spoke the selected quotes, or mark them as not quotes.

        ``is_one``: only the quote with the cursor.
        """
        if fetch := self._selected_quotes(is_one=is_one):

            def load() -> tuple[Sequence[QuoteHit], Annotation]:
                hits = fetch()
                shown = self._archive.annotation(hits[0].entry.id) if hits else Annotation()
                return hits, shown

            self._ask("correct", load, lambda found: self._choose_speaker(*found))

    def confirm_quote(self, *, is_one: bool = False) -> None:
        """Store that the user confirmed the speakers of the selected quotes, or of one."""
        if fetch := self._selected_quotes(is_one=is_one):
            self._ask("confirm", fetch, self._confirm)

    def _confirm(self, hits: Sequence[QuoteHit]) -> None:
        if self._can_correct(hits):
            self._change(partial(self._confirm_quotes, hits))

    def _can_correct(self, hits: Sequence[QuoteHit]) -> bool:
        """Return whether quotes are selected, and not too many; tell the user if not."""
        if not hits:
            self._host.hint(SELECT_A_ROW)
        elif len(hits) > MAX_CORRECTED:
            self._host.hint(f"No more than {MAX_CORRECTED:,} quotes can be corrected at once.")
        return 0 < len(hits) <= MAX_CORRECTED

    def _confirm_quotes(self, hits: Sequence[QuoteHit]) -> ArchiveChanged:
        revision = self._archive.corrections.correct_quotes(
            ((hit.entry.id, hit.quote, hit.quote.speaker or "") for hit in hits), is_confirmed=True
        )
        if len(hits) > 1:
            message = f"Confirmed {plural(len(hits), 'quote')}; u undoes this."
            return self._changed(revision, message, "Undone. The speakers are not confirmed.")
        (hit,) = hits
        speaker = hit.quote.speaker or UNKNOWN_SPEAKER
        message = f"Confirmed {speaker}; u undoes this: {_short(hit.text)}"
        return self._changed(revision, message, "Undone. The speaker is not confirmed.", hit)

    def _choose_speaker(self, hits: Sequence[QuoteHit], annotation: Annotation) -> None:
        if not self._can_correct(hits):
            return
        from tui.actions.correction_choices import quote_options  # load when first needed
        from tui.dialogs.picker import Picker

        first, are_several = hits[0], len(hits) > 1
        words = plural(len(hits), "quote") if are_several else _short(first.text)
        title = Content("Choose the speaker of ") + styled(words, "$accent")
        if first.quote.speaker and not are_several:
            title += Content(f" (now {one_line(first.quote.speaker)})")

        def chosen(verdict: QuoteVerdict | None) -> None:
            if verdict is not None:
                self._change(partial(self._correct_quotes, hits, verdict))

        options = quote_options(self._archive, None if are_several else first.quote, annotation)
        placeholder = "name of the speaker"
        self._host.push_screen(Picker(title, options, placeholder), chosen)

    def _correct_quotes(self, hits: Sequence[QuoteHit], verdict: QuoteVerdict) -> ArchiveChanged:
        revision = self._archive.corrections.correct_quotes(
            ((hit.entry.id, hit.quote, verdict.speaker) for hit in hits),
            is_quote=verdict.is_quote,
        )
        speaker = verdict.speaker or UNKNOWN_SPEAKER
        what = f"Attributed to {speaker}" if verdict.is_quote else "Not a quote"
        if len(hits) > 1:
            message = f"{what}; u undoes this: {plural(len(hits), 'quote')}"
            undone = f"Undone. {plural(len(hits), 'quote')} as before."
            return self._changed(revision, message, undone)
        (hit,) = hits
        before = hit.quote.speaker or UNKNOWN_SPEAKER
        undone = (
            f"Undone. Speaker is “{before}” again."
            if verdict.is_quote
            else "Undone. It is a quote again."
        )
        words = _short(with_cue(hit.cue, hit.text))
        return self._changed(revision, f"{what}; u undoes this: {words}", undone, hit)

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
                self.correct_quote(is_one=True)
            elif action == "confirm":
                self.confirm_quote(is_one=True)
            elif action == "names":
                self.correct_names()

        self._host.push_screen(Explanation(page, quote), chosen)

    # Names

    def correct_names(self) -> None:
        """Let the user merge the speaker's name with another, or split it off."""
        selection = self._source.selection()
        if name := selection.speaker:
            if selection.only_one:
                self._host.hint(selection.only_one)
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
            message = f"Merged. {choice.name} is shown as {choice.other} now."
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
