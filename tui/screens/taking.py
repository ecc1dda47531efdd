"""What a reader takes away: a citation, an address, a file of what is shown; or gives elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message
from textual.worker import get_current_worker

from index.article import Article, Entry, QuoteHit
from index.errors import Cancelled, OnRecordError
from tui import keys
from tui.context import citer
from tui.render.dates import format_date_or
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.screens.marking import Marking
from tui.sharing import external
from tui.sharing.citation import BUILT_IN_STYLES, CitationFormatter
from tui.sharing.export import ExportHeader, ExportRows, write_export
from tui.widgets.row_list import RowList
from tui.workers import ArchiveFailed, background

if TYPE_CHECKING:
    from textual.binding import BindingType

T = TypeVar("T")


class Taking(Marking[T]):
    """A screen from which things can be taken; a subclass says what is shown on it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.SHARE]
    folder: Path

    @dataclass
    class _Written(Message):
        path: Path
        what: str
        number: int

    @dataclass
    class _Text(Message):
        text: str

    def shown(self) -> ExportRows | None:
        """The rows that are shown."""
        raise NotImplementedError

    # Citing

    @on(RowList.CopyAsked)
    def _copy_row(self, event: RowList.CopyAsked) -> None:
        self.copy_quote(event.hit)

    def copy_quote(self, hit: QuoteHit) -> None:
        """Copy a quote with its citation."""
        self.app.copy_to_clipboard(citer(self).cite(hit.text, hit.quote, hit.cue, hit.entry))

    def action_copy_link(self) -> None:
        """Copy the address of the article, or where its file lies."""
        if here := self._here():
            self.app.copy_to_clipboard(here.entry.url or here.entry.location)

    def action_citation(self) -> None:
        """Choose a form of citation."""
        from tui.dialogs.citations import CitationPicker  # which most readings do without

        here, now = self.here(), citer(self)

        def example(form: str) -> str:
            hit = here.quote if here else None
            if hit is None:
                return ""
            return replace(now, style=form).cite(hit.text, hit.quote, hit.cue, hit.entry)

        def chosen(form: str | None) -> None:
            if form:
                self._cite_as(replace(now, style=form))

        self.app.push_screen(
            CitationPicker([*BUILT_IN_STYLES, *now.templates], now.style, example), chosen
        )

    def _cite_as(self, chosen: CitationFormatter) -> None:
        self.app.citer = chosen  # type: ignore[attr-defined]
        self.notify(f"Quotes are cited as {chosen.style}.", markup=False)

    # Writing

    def action_write(self) -> None:
        """Ask where to write what is shown."""
        from tui.dialogs.export import ExportPrompt

        shown = self.shown()
        if shown is None:
            self.notify("There is nothing here that can be written.", markup=False)
            return

        box = ExportPrompt(shown, datetime.now().astimezone().date())

        def named(name: str | None) -> None:
            if name:
                self._write(shown, Path(name).expanduser().absolute(), box.confirmed_name == name)

        self.app.push_screen(box, named)

    @background("write", exclusive=False)
    def _write(self, shown: ExportRows, path: Path, over: bool) -> _Written:
        from importlib.metadata import version

        head = ExportHeader(
            shown.kind, str(self.folder.absolute()), self.archive.digest(),
            datetime.now().astimezone(), version("onrecord"),
            shown.query, shown.understood, shown.subject,
        )  # fmt: skip
        try:
            number = write_export(
                path, head, _while_wanted(shown.rows()), citer(self), overwrite=over
            )
        except OSError as error:
            raise OnRecordError(f"{path} cannot be written: {error.strerror}.") from error
        return self._Written(path, shown.kind, number)

    @on(_Written)
    def _tell_written(self, event: _Written) -> None:
        number = plural(event.number, event.what.removesuffix("s"))
        self.notify(f"{number} written to {event.path}", markup=False)

    # Giving to commands

    def action_pipe(self) -> None:
        """Give the quote or article that one is at to a command."""
        if here := self._here():
            if here.quote and isinstance(self.focused, RowList):
                hit = here.quote
                self._pipe(citer(self).cite(hit.text, hit.quote, hit.cue, hit.entry) + "\n")
            else:
                self._ask_text(here.entry)

    @background("text")
    def _ask_text(self, entry: Entry) -> _Text:
        return self._Text(_as_text(self.archive.article(entry.id)))

    @on(_Text)
    def _take_text(self, event: _Text) -> None:
        self._pipe(event.text)

    def _pipe(self, text: str) -> None:
        from tui.dialogs.command_output import CommandOutput
        from tui.dialogs.prompt import Prompt

        def given(line: str | None) -> None:
            if line:
                self.app.push_screen(CommandOutput(line, text))

        self.app.push_screen(Prompt("Give it to a command", "wc -w"), given)

    def action_open_url(self) -> None:
        """Open the address of the article in the browser."""
        if here := self._here():
            if here.entry.url:
                self._open_url(here.entry.url)
            else:
                self.notify("The article has no address. O opens its file.", markup=False)

    @background("url", exclusive=False)
    def _open_url(self, url: str) -> None:
        external.open_url(url)

    def action_open_file(self) -> None:
        """Open the file of the article in the editor, which has the terminal meanwhile."""
        if here := self._here():
            try:
                file = external.article_file(here.entry.location)
                self._edit([*external.editor_command(), str(file)])
            except OnRecordError as error:
                self.post_message(ArchiveFailed(error))

    def _edit(self, command: list[str]) -> None:
        try:
            with self.app.suspend():
                subprocess.run(command, check=False)  # noqa: S603
        except SuspendNotSupported as error:
            raise OnRecordError("Here the terminal cannot be given to an editor.") from error
        except OSError as error:
            raise OnRecordError(f"{command[0]} cannot be started: {error.strerror}.") from error
        self.refresh(layout=True)


def _while_wanted(rows: Iterable[T]) -> Iterator[T]:
    """The rows, unless the program is left meanwhile."""
    worker = get_current_worker()
    for row in rows:
        if worker.is_cancelled:
            raise Cancelled
        yield row


def _as_text(article: Article) -> str:
    about = (format_date_or(article.date, ""), article.source, article.byline, article.url)
    head = (one_line(article.title), " · ".join(filter(None, map(one_line, about))))
    return "\n".join([*filter(None, head), "", article.text, ""])
