"""The base of the screens on which the user selects articles, quotes and speakers."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from textual import on
from textual.binding import BindingType

from index.archive import Archive
from tui import keys
from tui.actions.corrections import CorrectionActions
from tui.actions.editing import EditingActions
from tui.actions.marks import MarkActions
from tui.actions.sharing import ExportSource, ShareActions
from tui.context import Host
from tui.screens.page_screen import PageScreen
from tui.widgets.article_view import ArticleView
from tui.widgets.row_list import RowList

T = TypeVar("T")


class ActionScreen(PageScreen[T]):
    """Has the actions on what is selected in ``source``; here their keys are routed to them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.MARK, *keys.CORRECT, *keys.EDIT, *keys.SHARE, keys.BY_ID["why"],
    ]  # fmt: skip

    def set_actions(self, archive: Archive, host: Host, source: ExportSource, folder: Path) -> None:
        """Make the actions."""
        self.marks = MarkActions(archive, host, source)
        self.corrections = CorrectionActions(archive, host, source)
        self.editing = EditingActions(archive, host, source)
        self.sharing = ShareActions(archive, host, source, folder)

    def action_flip(self, state: Literal["read", "starred"]) -> None:
        """Toggle a state of the article."""
        self.marks.toggle(state)

    def action_tag(self) -> None:
        """Add or remove a tag."""
        self.marks.choose_tag()

    def action_note(self, target: Literal["", "article"] = "") -> None:
        """Write a note."""
        self.marks.write_note(target)

    def action_why(self) -> None:
        """Explain why the quote has its speaker."""
        self.corrections.explain_quote()

    def action_correct(self) -> None:
        """Correct the speaker of the quote."""
        self.corrections.correct_quote()

    def action_confirm(self) -> None:
        """Confirm the speaker of the quote."""
        self.corrections.confirm_quote()

    def action_names(self) -> None:
        """Merge or split names."""
        self.corrections.correct_names()

    def action_corrections(self) -> None:
        """List the corrections."""
        self.corrections.list_corrections()

    def action_edit(self) -> None:
        """Edit the article."""
        self.editing.edit_article()

    def action_delete(self) -> None:
        """Delete the article."""
        self.editing.delete_article()

    def action_hide_outlet(self) -> None:
        """Hide the outlet of the article."""
        self.editing.hide_outlet()

    def action_deleted(self) -> None:
        """List deleted articles and hidden outlets."""
        self.editing.list_deleted()

    def action_copy_link(self) -> None:
        """Copy the web address or file path."""
        self.sharing.copy_link()

    def action_citation(self) -> None:
        """Choose the citation style."""
        self.sharing.choose_citation()

    def action_write(self) -> None:
        """Export what is shown."""
        self.sharing.export()

    def action_pipe(self) -> None:
        """Pipe the selection to a shell command."""
        self.sharing.pipe()

    def action_open_url(self) -> None:
        """Open the article in the web browser."""
        self.sharing.open_url()

    def action_open_file(self) -> None:
        """Open the article's file in the editor."""
        self.sharing.open_file()

    @on(RowList.CopyRequested)
    @on(ArticleView.CopyRequested)
    def _copy(self, event: RowList.CopyRequested | ArticleView.CopyRequested) -> None:
        if event.hit:
            self.sharing.copy_quotes(event.hit)

    @on(ArticleView.ExplanationRequested)
    def _explain(self, event: ArticleView.ExplanationRequested) -> None:
        self.corrections.explain(event.page, event.quote)
