"""Copy, cite, export, pipe and open what is selected."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.app import SuspendNotSupported

from index.archive import Archive
from index.article import Article, Entry, QuoteHit
from index.errors import Cancelled, OnRecordError
from tui.actions.selection import SelectionActions, SelectionSource
from tui.context import Host
from tui.render.dates import format_date_or
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.sharing import external
from tui.sharing.citation import BUILT_IN_STYLES
from tui.sharing.export_rows import ExportRows
from tui.workers import ArchiveFailed, cancellation

if TYPE_CHECKING:
    from tui.sharing.report import Report

T = TypeVar("T")

MAX_COPIED = 1000  # quotes or links: many terminals take no longer texts
TOO_MANY = "These are too many to copy at once. w exports them."


class ExportSource(SelectionSource, Protocol):
    """A screen whose rows can be exported."""

    def export_rows(self) -> ExportRows | None:
        """Return the rows that are shown; None if there is nothing to export."""


class ShareActions(SelectionActions):
    """Hand the selection, or everything that is shown, to other programs."""

    def __init__(self, archive: Archive, host: Host, source: ExportSource, folder: Path) -> None:
        super().__init__(archive, host, source)
        self._rows, self._folder = source.export_rows, folder

    # Copying and citing

    def copy_quotes(self, hit: QuoteHit) -> None:
        """Copy the selected quotes with their citations; just ``hit`` if only the cursor counts."""
        self._cite(hit, self._host.copy_to_clipboard)

    def _cite(self, hit: QuoteHit, cited: Callable[[str, str], object]) -> None:
        """Call ``cited`` with the citations of the selected quotes, and their number in words."""
        citer, fetch = self._host.citer, self._source.selection().fetch_quotes

        def cite() -> list[str]:
            hits = fetch() if fetch else [hit]
            return list(map(citation, hits if len(hits) <= MAX_COPIED else ()))

        def citation(hit: QuoteHit) -> str:
            article = self._archive.article(hit.entry.id) if citer.needs_text else hit.entry
            return citer.cite(hit.text, hit.quote, hit.cue, article)

        self._ask("citation", cite, partial(self._joined, "quote", "\n\n", cited))

    def _joined(
        self, noun: str, between: str, use: Callable[[str, str], object], texts: Sequence[str]
    ) -> None:
        """Call ``use`` with several texts as one, and their number in words."""
        if texts:
            use(between.join(texts), plural(len(texts), noun))
        else:
            self._host.hint(TOO_MANY)

    def copy_link(self) -> None:
        """Copy the web addresses of the selected articles, or the paths of their files."""

        def links(fetch: Callable[[], Sequence[Entry]]) -> list[str]:
            entries = fetch()
            return [
                entry.url or entry.location
                for entry in (entries if len(entries) <= MAX_COPIED else ())
            ]

        if fetch := self._selected_entries():
            copied = partial(self._joined, "link", "\n", self._host.copy_to_clipboard)
            self._ask("links", partial(links, fetch), copied)

    def choose_citation(self) -> None:
        """Let the user choose the citation style."""
        if hit := self._source.selection().noted_quote:
            load = partial(self._archive.article, hit.entry.id)
            self._ask("citation", load, partial(self._open_styles, hit))
        else:
            self._open_styles(None, None)

    def _open_styles(self, hit: QuoteHit | None, article: Article | None) -> None:
        from tui.dialogs.citations import CitationPicker  # dialogs load when they are first needed

        citer = self._host.citer

        def example(style: str) -> str:
            if hit is None or article is None:
                return ""
            return citer._replace(style=style).cite(hit.text, hit.quote, hit.cue, article)

        def chosen(style: str | None) -> None:
            if style:
                self._host.citer = citer._replace(style=style)
                self._host.hint(f"Citation style: {style}")

        styles = [*BUILT_IN_STYLES, *citer.templates]
        self._host.push_screen(CitationPicker(styles, citer.style, example), chosen)

    # Exporting

    def export(self) -> None:
        """Ask for a file name and export the rows that are shown."""
        rows = self._rows()
        if rows is None:
            self._host.hint("Nothing to export here.")
            return
        from tui.sharing.export import FORMATS  # 10 ms that a start saves

        number = f"{rows.selection} " if rows.selection else ""
        prompt = (f"Export {number}{rows.kind} to", rows.kind, rows.query or rows.subject)
        self._ask_for_file(*prompt, FORMATS, partial(self._export, rows))

    def write_dossier(self, name: str) -> None:
        """Ask for a file name and write a dossier of a speaker."""
        from tui.sharing.dossier import DOSSIER_FORMATS

        title = f"Write a dossier of {one_line(name)} to"
        task = partial(self._write_dossier, name)
        self._ask_for_file(title, "dossier", name, DOSSIER_FORMATS, task)

    def write_report(self, kind: str, subject: str, make: Callable[..., Report]) -> None:
        """Ask for a file name and write a report; ``make`` collects it."""
        from tui.sharing.report import REPORT_FORMATS

        task = partial(self._write_report, make)
        self._ask_for_file("Export to", kind, one_line(subject), REPORT_FORMATS, task)

    def _ask_for_file(
        self, title: str, kind: str, subject: str, formats: Collection[str],
        write: Callable[[Path, bool], str],
    ) -> None:  # fmt: skip
        """Ask for a file, write it in a thread, and show the message that is returned."""
        from tui.dialogs.export import ExportPrompt

        prompt = ExportPrompt(title, kind, subject, formats)

        def named(name: str | None) -> None:
            if name:
                path, overwrite = Path(name).expanduser().absolute(), prompt.confirmed_name == name
                task = partial(write, path, overwrite)
                self._host.ask("export", task, self._report, exclusive=False)

        self._host.push_screen(prompt, named)

    def _export(self, rows: ExportRows, path: Path, overwrite: bool) -> str:
        """Write the file and return the message for the user."""
        from tui.sharing.export import export_files, write_errors, write_export
        from tui.sharing.statement import export_header

        header = export_header(
            self._archive, self._folder, rows.kind, rows.query, rows.understood, rows.subject,
            recipe=rows.recipe, selection=rows.selection,
        )  # fmt: skip
        exported, date_format = until_cancelled(rows.rows()), self._host.citer.date_format
        with write_errors(path):
            number = write_export(path, header, exported, date_format, overwrite=overwrite)
        one = "search" if rows.kind == "searches" else rows.kind.removesuffix("s")
        counted = plural(number, one, rows.kind)
        return f"{counted} exported to {_where(*export_files(path, rows.kind))}"

    def _write_dossier(self, name: str, path: Path, overwrite: bool) -> str:
        from tui.sharing.dossier import collect_dossier, dossier_pieces
        from tui.sharing.export import write_errors, write_file

        dossier = collect_dossier(
            self._archive,
            self._folder,
            self._archive.speakers.find(name),
            date_format=self._host.citer.date_format,
            through=until_cancelled,
        )
        with write_errors(path):
            pieces = dossier_pieces(path.suffix.lower(), dossier)
            write_file(path, pieces, overwrite=overwrite)
        return f"Dossier with {plural(len(dossier.quotes), 'quote')} written to {_where(path)}"

    def _write_report(self, make: Callable[..., Report], path: Path, overwrite: bool) -> str:
        from tui.sharing.export import export_files, write_errors
        from tui.sharing.report import write_report

        report = make(through=until_cancelled)
        number = sum(len(group.hits) for group in report.groups)
        if not number:
            return f"Nothing was found. {path} was not written."
        with write_errors(path):
            write_report(path, report, self._host.citer.date_format, overwrite=overwrite)
        counted = plural(number, "quote")
        return f"{report.title}: {counted} exported to {_where(*export_files(path, 'heard'))}"

    def _report(self, message: str) -> None:
        self._host.hint(message)  # a notice would cover the rows below

    # Other programs

    def pipe(self) -> None:
        """Pipe the selected quotes, or the whole article, to a shell command."""
        selection = self._source.selection()
        if selection.target == "quote" and selection.quote:
            self._cite(selection.quote, lambda text, _: self._pipe(f"{text}\n"))
        elif entry := self._selected_entry():
            self._ask("text", partial(self._archive.article, entry.id), self._pipe_article)

    def _pipe_article(self, article: Article) -> None:
        self._pipe(article_text(article))

    def _pipe(self, text: str) -> None:
        from tui.dialogs.command_output import CommandOutput
        from tui.dialogs.prompt import Prompt

        def entered(command: str | None) -> None:
            if command:
                self._host.push_screen(CommandOutput(command, text))

        self._host.push_screen(Prompt("Pipe to a shell command", "wc -w"), entered)

    def open_url(self) -> None:
        """Open the article in the web browser."""
        if entry := self._selected_entry():
            if entry.url:
                task, url = partial(external.open_url, entry.url), one_line(entry.url)
                opened = f"Opened in the web browser: {url}"
                self._host.ask("browser", task, lambda _: self._host.hint(opened), exclusive=False)
            else:
                self._host.hint("The article has no web address. O opens its file.")

    def open_file(self) -> None:
        """Open the file of the article in the editor, which gets the terminal meanwhile."""
        if entry := self._selected_entry():
            try:
                self._edit(entry)
            except OnRecordError as error:
                self._host.post_message(ArchiveFailed(error))

    def _edit(self, entry: Entry) -> None:
        command = [*external.editor_command(), str(external.article_file(entry.location))]
        try:
            with self._host.suspend():
                subprocess.run(command, check=False)  # noqa: S603
        except SuspendNotSupported as error:
            raise OnRecordError("Cannot open an editor in this terminal.") from error
        except OSError as error:
            raise OnRecordError(f"{command[0]} cannot be started: {error.strerror}.") from error


def _where(*files: Path) -> str:
    """Return the path of a written file; of several the folder, then their names."""
    if len(files) == 1:
        return str(files[0])
    return f"{files[0].parent}: {' and '.join(each.name for each in files)}"


def until_cancelled(rows: Iterable[T]) -> Iterator[T]:
    """Yield the rows; raise Cancelled if the program is closed meanwhile."""
    is_cancelled = cancellation()
    for row in rows:
        if is_cancelled():
            raise Cancelled
        yield row


def article_text(article: Article) -> str:
    """Return an article as plain text: headline, date and source, then the text."""
    about = (format_date_or(article.date, ""), article.source, article.byline, article.url)
    header = (one_line(article.title), " · ".join(filter(None, map(one_line, about))))
    return "\n".join([*filter(None, header), "", article.text, ""])
