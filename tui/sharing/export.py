"""Export quotes, articles or speakers to Markdown, CSV, JSON or HTML.

Each file, or a file beside a table in CSV, has the statement of ``tui.sharing.statement``.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.article import UNKNOWN_SPEAKER, Entry, Hit, QuoteHit, Speaker
from index.errors import OnRecordError
from index.record.results import Utterance
from index.user_data import Outlet, SavedSearch
from tui.render.phrases import NO_DATE, NO_OUTLET, plural
from tui.render.sanitize import one_line
from tui.sharing.citation import CitationFormatter, escape_markdown, is_web_url, link_target
from tui.sharing.export_records import COLUMNS, Record, TimelineCount, record
from tui.sharing.statement import (
    ExportHeader,
    Tally,
    end_html,
    end_json,
    end_markdown,
    text_digest,
    with_trail,
)

HEADINGS = {
    "named": "has a name", "for": "speaks for", "cue": "introduced by", "mention": "named there as",
    "kind": "direct or indirect", "confidence": "confidence in the speaker",
}  # fmt: skip
"""Headings of HTML tables, where the field name is not plain English."""
"""The columns of HTML tables in words, where the name in CSV and JSON needs them."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _search(header: ExportHeader) -> str:
    return str(header.recipe.get("query", ""))


# The writers yield the file in pieces, so that it is never held in memory as a whole.


def _as_csv(rows: Tally, _date_format: str) -> Iterator[str]:
    header = rows.header
    columns = COLUMNS[header.kind]
    about = {
        "query": header.query, "understood": header.understood, "archive": header.archive,
        "written": header.written.isoformat(timespec="seconds"), "state": header.state,
    } if header.with_query else {}  # fmt: skip
    yield csv_row([*columns, *about])
    for row in rows:
        found = record(row, _search(header))
        cells = [*(found[name] for name in columns), *about.values()]
        yield csv_row(cells)


def csv_row(cells: Iterable[object]) -> str:
    """Return a line of a table, in which no cell is a formula."""
    file = io.StringIO()
    csv.writer(file).writerow([escape_formula(_text(cell)) for cell in cells])
    return file.getvalue()


def escape_formula(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line("" if value is None else str(value))


def _as_json(rows: Tally, _date_format: str) -> Iterator[str]:
    header = rows.header
    yield f'{{"head": {json.dumps(dict(header.lines()), ensure_ascii=False)},\n"{header.kind}": ['
    columns = COLUMNS[header.kind]
    for number, row in enumerate(rows):
        found = record(row, _search(header))
        cells = {name: found[name] for name in columns}
        yield f"{',' if number else ''}\n{json.dumps(cells, ensure_ascii=False)}"
    yield f'\n],\n"statement": {json.dumps(dict(rows.lines()), ensure_ascii=False)}'


def _as_markdown(rows: Tally, date_format: str) -> Iterator[str]:
    header = rows.header
    yield f"# {header.kind.capitalize()}\n\n"
    for name, value in header.lines():
        yield f"- {name}: {escape_markdown(value)}\n"
    yield "\n"
    markdown = CitationFormatter("markdown", date_format)
    for row in rows:
        if isinstance(row, QuoteHit):
            yield f"{markdown.cite(row.text, row.quote, row.cue, row.entry)}\n\n"
        elif isinstance(row, Speaker):
            yield f"- {_counts_line(row.name, row.quotes, row.articles)}\n"
        elif isinstance(row, TimelineCount):
            yield f"- {row.period}, **{escape_markdown(one_line(row.speaker))}**: {row.number:,}\n"
        elif isinstance(row, Utterance):
            yield _utterance_lines(record(row))
        elif isinstance(row, Outlet):
            name = escape_markdown(one_line(row.name) or NO_OUTLET)
            yield f"- **{name}**: {plural(row.articles, 'article')}{', hidden' * row.hidden}\n"
        elif isinstance(row, SavedSearch):
            yield _search_line(row)
        elif isinstance(row, dict):
            yield f"- {_counts_line(row['name'], row['quotes'], row['hits'])}\n"
        else:
            yield _article_lines(row, date_format)
    yield "\n"
    for name, value in rows.lines():
        yield f"- {name}: {escape_markdown(value)}\n"


def _utterance_lines(found: Record) -> str:
    days = " – ".join(dict.fromkeys(filter(None, (found["first"], found["last"])))) or NO_DATE
    names = escape_markdown(one_line(found["speakers"]) or UNKNOWN_SPEAKER)
    counts = f"{plural(found['quotes'], 'quote')}, {plural(found['wordings'], 'wording')}"
    outlets = f": {escape_markdown(one_line(found['outlets']))}" if found["outlets"] else ""
    quote = escape_markdown(one_line(found["quote"]))
    return f"- {days}, **{names}**, {counts}{outlets}\n  > {quote}\n"


def _search_line(row: SavedSearch) -> str:
    name = f"**{escape_markdown(one_line(row.name))}**: " if row.name else ""
    found = plural(row.total, "article") if row.total is not None else ""
    counts = ", ".join(filter(None, (found, f"{row.new:,} new" if row.new else "")))
    return f"- {name}{escape_markdown(one_line(row.line))}{f' ({counts})' if counts else ''}\n"


def _counts_line(name: str, quotes: int, articles: int) -> str:
    counts = f"{plural(quotes, 'quote')} in {plural(articles, 'article')}"
    return f"**{escape_markdown(one_line(name))}**: {counts}"


def _article_lines(row: Entry | Hit, date_format: str) -> str:
    entry = row.entry if isinstance(row, Hit) else row
    title = escape_markdown(one_line(entry.title) or "untitled")
    if is_web_url(entry.url):
        title = f"[{title}](<{link_target(entry.url)}>)"
    day = entry.date.strftime(date_format) if entry.date else NO_DATE
    line = f"- {day}, {escape_markdown(one_line(entry.source) or NO_OUTLET)}: {title}\n"
    passages = record(row)["passages"]
    return line + (f"  > {escape_markdown(one_line(passages))}\n" if passages else "")


def _as_html(rows: Tally, _date_format: str) -> Iterator[str]:
    header = rows.header
    columns = COLUMNS[header.kind]
    yield (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">\n'
        f"<title>{header.kind.capitalize()}</title>\n"
        "<style>body{font:16px/1.5 serif;margin:2em}td,th{vertical-align:top;text-align:left;"
        "padding:.3em .8em .3em 0;border-bottom:1px solid #ccc}</style>\n<body>\n"
        f"<h1>{header.kind.capitalize()}</h1>\n<ul>\n"
    )
    for name, value in header.lines():
        yield f"<li>{html.escape(name)}: {html.escape(value)}\n"
    yield f"</ul>\n<table>\n<tr>{''.join(f'<th>{HEADINGS.get(name, name)}' for name in columns)}\n"
    for row in rows:
        found = record(row, _search(header))
        yield f"<tr>{''.join(_cell(name, _text(found[name])) for name in columns)}\n"
    yield "</table>\n"
    for name, value in rows.lines():
        yield f"<p>{html.escape(name)}: {html.escape(value)}</p>\n"


def _cell(name: str, value: str) -> str:
    shown = html.escape(value)
    if name == "url" and is_web_url(value):
        return f'<td><a href="{shown}">{shown}</a>'
    return f"<td>{shown}"


_BODIES: dict[str, Callable[[Tally, str], Iterator[str]]] = {
    ".md": _as_markdown, ".csv": _as_csv, ".json": _as_json, ".html": _as_html,
}  # fmt: skip
_ENDS = {".md": end_markdown, ".json": end_json, ".html": end_html}
FORMATS = tuple(_BODIES)
"""The file extensions of exports."""


REPORTS = ("heard", "compare")
"""The kinds of exports that write their quotes to a table of their own."""


def export_files(path: Path, kind: str) -> list[Path]:
    """Return the files that an export of a kind is written to."""
    if path.suffix.lower() != ".csv":
        return [path]
    tables = [path, path.with_suffix(".quotes.csv")] if kind in REPORTS else [path]
    return [*tables, *(table.with_suffix(".meta.json") for table in tables)]


def written_files(path: Path, kind: str) -> str:
    """Return where an export was written, with the names of the files beside it."""
    first, *others = export_files(path, kind)
    names = ", ".join(each.name for each in others)
    return f"{first}, and beside it {names}" if names else str(first)


def export_pieces(extension: str, rows: Tally, date_format: str) -> Iterator[str]:
    """Yield a file in pieces; a table in CSV has no trail in it."""
    pieces = _BODIES[extension](rows, date_format)
    return with_trail(pieces, rows, _ENDS[extension]) if extension in _ENDS else pieces


def write_export(
    path: Path, header: ExportHeader, rows: Iterable[Any], date_format: str, *, overwrite: bool
) -> int:
    """Write the rows in the format of the file extension; return their number.

    A table in CSV gets its statement in a file beside it, ``NAME.meta.json``. Raises as
    ``write_file``.
    """
    tally = Tally(header, rows)
    pieces = export_pieces(path.suffix.lower(), tally, date_format)
    if path.suffix.lower() == ".csv":
        write_table(path, pieces, tally, overwrite=overwrite)
    else:
        write_file(path, pieces, overwrite=overwrite)
    return tally.count


def write_table(path: Path, pieces: Iterable[str], tally: Tally, *, overwrite: bool) -> None:
    """Write a table in CSV, and its statement beside it; raises as ``write_file``."""
    digest = text_digest()

    def digested() -> Iterator[str]:
        for piece in pieces:
            digest.update(piece.encode())
            yield piece

    write_file(path, digested(), overwrite=overwrite)
    found = digest.hexdigest()
    about = dict(tally.header.lines() + tally.lines()) | {"digest": found}
    text = json.dumps(about | {"trail": tally.trail(found)}, ensure_ascii=False, indent=1)
    write_file(path.with_suffix(".meta.json"), [text, "\n"], overwrite=overwrite)


def write_file(path: Path, pieces: Iterable[str], *, overwrite: bool) -> None:
    """Write a file completely or not at all.

    Raises OSError, and FileExistsError if the file exists and ``overwrite`` is false.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        if not overwrite:
            path.touch(exist_ok=False)
        temporary.chmod(_default_mode())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Raise an OnRecordError that says why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise OnRecordError(f"{path} cannot be written: {error.strerror}.") from error


def _default_mode() -> int:
    """Return the permissions of a new file; those of temporary files are stricter."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
