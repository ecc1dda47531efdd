"""Edit and delete articles, hide outlets, and bring back what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from index.article import Article, Entry
from index.user_data import Correction, Deletion, Outlet, OutletCorrection, Revision
from tui.actions.selection import SelectionActions
from tui.context import ArchiveChanged
from tui.render.phrases import FIELD_LABELS, plural
from tui.render.sanitize import one_line, shorten
from tui.session.undo import UndoEntry

TITLE_WIDTH = 48  # cells of a headline in a message


class EditingActions(SelectionActions):
    """Edit, delete and restore articles; hide outlets."""

    def edit_article(self) -> None:
        """Let the user edit headline, date, outlet, byline and section."""
        if entry := self._selected_entry():
            self._ask("edit", partial(self._archive.article, entry.id), self._open_editor)

    def _open_editor(self, article: Article) -> None:
        from tui.dialogs.article_editor import ArticleEditor  # dialogs load when first needed

        def edited(values: Mapping[str, str] | None) -> None:
            if values:
                self._change(partial(self._edit, article, values))

        self._host.push_screen(ArticleEditor(article), edited)

    def _edit(self, article: Article, values: Mapping[str, str]) -> ArchiveChanged:
        revision = self._archive.editing.edit(article.id, values)
        fields = ", ".join(FIELD_LABELS[name] for name in values)
        title = _short(article.title)
        return self._changed(revision, f"Edited {fields}", f"Undone: edited {fields}, {title}")

    def delete_article(self) -> None:
        """Delete the article if the user confirms it."""
        if fetch := self._selected_entries():
            self._ask("delete", fetch, self._confirm_deletion)

    def _confirm_deletion(self, entries: Sequence[Entry]) -> None:
        from tui.dialogs.confirm import Confirm

        def confirmed(is_confirmed: bool | None) -> None:
            if is_confirmed:
                self._change(partial(self._delete, entries))

        copies, many = sum(entry.copies for entry in entries), len(entries) > 1
        them = "them" if many else "it"
        details = f"Adding {them} again will not bring {them} back; u undoes this."
        if copies:
            places = "outlets" if copies > 1 else "outlet"
            details += f" {plural(copies, 'copy', 'copies')} from other {places} will stay."
        question = f"Delete {_titles(entries)}?"
        self._host.push_screen(Confirm(question, details), confirmed)

    def _delete(self, entries: Sequence[Entry]) -> ArchiveChanged:
        titles = _titles(entries)
        revision = self._archive.editing.delete([entry.id for entry in entries])
        verb = "are" if len(entries) > 1 else "is"
        return self._changed(
            revision, f"Deleted {titles}. u undoes this.", f"Undone: {titles} {verb} restored",
            entries[0].id,
        )  # fmt: skip

    def hide_outlet(self) -> None:
        """Hide all articles of the outlets of the selected articles if the user confirms it."""

        def count(fetch: Callable[[], Sequence[Entry]]) -> list[Outlet]:
            names = {entry.source for entry in fetch()} - {""}
            shown = [each for each in self._archive.editing.outlets() if not each.hidden]
            return [each for each in shown if not names.isdisjoint((each.name, *each.merged))]

        if fetch := self._selected_entries():
            self._ask("hide", partial(count, fetch), self._confirm_hiding)

    def _confirm_hiding(self, outlets: Sequence[Outlet]) -> None:
        if not outlets:
            self._host.hint("This article has no outlet.")
            return
        from tui.dialogs.confirm import Confirm

        def confirmed(is_confirmed: bool | None) -> None:
            if is_confirmed:
                self._change(partial(self._hide, [each.name for each in outlets]))

        counted = plural(sum(each.articles for each in outlets), "article")
        details = (
            f"{counted} will not be listed or counted, nor those added later."
            " u undoes this; U lists what is hidden."
        )
        question = f"Hide {_outlets([each.name for each in outlets])}?"
        self._host.push_screen(Confirm(question, details, "hide"), confirmed)

    def _hide(self, names: Sequence[str]) -> ArchiveChanged:
        revision = self._archive.editing.hide_outlet(*names)
        hidden, are = _outlets(names), "is" if len(names) == 1 else "are"
        return self._changed(
            revision,
            f"{hidden[0].upper()}{hidden[1:]} {are} hidden. u undoes this; U lists what is hidden.",
            f"Undone: {hidden} {are} shown again",
        )

    def list_deleted(self) -> None:
        """List deleted articles and hidden outlets; the user can bring one back."""
        self._ask("deleted", self._archive.corrections.all, self._open_deleted)

    def _open_deleted(self, corrections: tuple[Correction, ...]) -> None:
        from tui.dialogs.corrections import CorrectionRow, DeletedList

        found = [
            each
            for each in reversed(corrections)
            if isinstance(each, Deletion) or (isinstance(each, OutletCorrection) and not each.other)
        ]

        def chosen(correction: Correction | None) -> None:
            if correction is not None:
                self._change(partial(self._bring_back, correction))

        rows = [CorrectionRow(number, each, "") for number, each in enumerate(found)]
        self._host.push_screen(DeletedList(rows), chosen)

    def _bring_back(self, correction: Correction) -> ArchiveChanged:
        revision = self._archive.corrections.apply(Revision(removed=(correction,)))
        if isinstance(correction, OutletCorrection):
            name = correction.name
            shown = f"Outlet {name} is shown again"
            return self._changed(revision, shown, f"Undone: outlet {name} is hidden")
        title = _short(getattr(correction, "title", ""))
        return self._changed(revision, f"Restored {title}", f"Undone: {title} is deleted again")

    def _changed(
        self, revision: Revision, message: str, undone: str, restored: str | None = None
    ) -> ArchiveChanged:
        if not any(revision):
            return ArchiveChanged("articles", "Nothing changed")
        undo = partial(self._archive.corrections.apply, revision.inverse)
        self._host.undo_stack.push(UndoEntry("articles", undone, undo, restored))
        return ArchiveChanged("articles", message)


def _outlets(names: Sequence[str]) -> str:
    if len(names) > 1:
        return plural(len(names), "outlet")
    return f"outlet {shorten(one_line(names[0]), TITLE_WIDTH)}"


def _titles(entries: Sequence[Entry]) -> str:
    return _short(entries[0].title) if len(entries) == 1 else plural(len(entries), "article")


def _short(title: str) -> str:
    return f"“{shorten(one_line(title), TITLE_WIDTH)}”"
