"""Print a list of articles, quotes or speakers as text, JSON, CSV, Markdown or HTML."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tui.cli.output import print_json, print_message
from tui.exit_codes import OK, PARTIAL

if TYPE_CHECKING:
    from index.archive import Archive
    from tui.sharing.export_rows import ExportKind
    from tui.sharing.statement import ExportHeader
else:
    Archive = ExportKind = ExportHeader = object

TEXT_LIMIT = 20  # rows of text unless the user asks for more
PAGE_SIZE = 500  # rows per query
DATE_FORMAT = "%Y-%m-%d"
T = TypeVar("T")


class OutputOptions(NamedTuple):
    """How the user wants a list printed."""

    format: str = "text"
    """One of ``arguments.FORMATS``."""
    limit: int | None = None
    """The maximum number of rows; 0 for all, None for the default of the format."""
    with_query: bool = False
    """Add the query, the time and the state of the archive to each row of CSV."""
    file: Path | None = None
    """The file to write instead of printing; its extension is the format."""

    @property
    def is_export(self) -> bool:
        """Whether the rows are exported, with the statement of an export."""
        return bool(self.file) or self.format not in ("text", "json")

    @property
    def max_rows(self) -> int | None:
        """The maximum number of rows; None for all."""
        if self.limit is None:
            return TEXT_LIMIT if self.format == "text" and not self.file else None
        return self.limit or None


class ResultList(NamedTuple):
    """Rows to print, and their total number."""

    kind: ExportKind
    rows: Iterable[Any]
    total: int
    query: str = ""
    understood: str = ""
    """The query in words."""
    notes: tuple[str, ...] = ()
    recipe: Mapping[str, Any] = {}
    """What lists the same rows again; see ``tui.sharing.verify``."""


def read_pages(fetch: Callable[[int, int], Sequence[T]], max_rows: int | None) -> Iterator[T]:
    """Yield rows page by page; ``fetch`` takes the offset and the size of a page."""
    offset = 0
    while max_rows is None or offset < max_rows:
        size = page_size(None if max_rows is None else max_rows - offset)
        page = fetch(offset, size)
        yield from page
        if len(page) < size:
            return
        offset += size


def page_size(max_rows: int | None) -> int:
    """Return how many rows to ask for at once."""
    return PAGE_SIZE if max_rows is None else min(max_rows, PAGE_SIZE)


def print_if_empty(archive: Archive) -> bool:
    """Return whether the archive has no articles; if so, print how to add some."""
    is_empty = not archive.count()
    if is_empty:
        print_message("The archive is empty. Add articles: onrecord add PATH")
    return is_empty


def print_results(
    archive: Archive,
    folder: Path,
    results: ResultList,
    output: OutputOptions,
    print_row: Callable[[Any], None],
    record: Callable[[Any], Mapping[str, object]],
) -> int:
    """Print the rows as they come, then how many there are; return the exit code.

    ``print_row`` prints a row as text, ``record`` returns it for JSON.
    """
    for note in results.notes:
        print_message(note)
    if not results.total:
        print_if_empty(archive)
    if output.file and not results.total:
        print_message(f"Nothing was found. {output.file} was not written.")
    elif output.file:
        _write_export(archive, folder, results, output, output.file)
    elif output.format == "text":
        shown = _print_each(results.rows, print_row)
        if shown < results.total:
            print_message(f"{shown:,} of {results.total:,}; --limit 0 for all")
    elif output.format == "json":
        shown = _print_each(results.rows, lambda row: print_json(record(row)))
        print_json(
            {"status": "summary", "total": results.total, "shown": shown, "query": results.query,
             "understood": results.understood or None, "notes": results.notes}
        )  # fmt: skip
    else:
        _print_export(archive, folder, results, output)
    return OK if results.total else PARTIAL


def _print_each(rows: Iterable[T], print_row: Callable[[T], None]) -> int:
    number = 0
    for row in rows:
        print_row(row)
        number += 1
    return number


def _print_export(
    archive: Archive, folder: Path, results: ResultList, output: OutputOptions
) -> None:
    from tui.sharing.export import export_pieces
    from tui.sharing.statement import Tally

    rows = Tally(_header(archive, folder, results, output), results.rows)
    for piece in export_pieces(f".{output.format}", rows, DATE_FORMAT):
        sys.stdout.write(piece)


def _write_export(
    archive: Archive, folder: Path, results: ResultList, output: OutputOptions, file: Path
) -> None:
    from tui.render.phrases import plural
    from tui.sharing.export import write_errors, write_export, written_files

    header = _header(archive, folder, results, output)
    with write_errors(file):
        number = write_export(file, header, results.rows, DATE_FORMAT, overwrite=True)
    places = written_files(file, results.kind)
    print_message(f"{plural(number, results.kind.removesuffix('s'))} written to {places}")


def _header(
    archive: Archive, folder: Path, results: ResultList, output: OutputOptions
) -> ExportHeader:
    from tui.sharing.statement import export_header

    recipe = {**results.recipe, "limit": output.max_rows}
    return export_header(
        archive, folder, results.kind, results.query, results.understood,
        with_query=output.with_query, recipe=recipe,
    )  # fmt: skip
