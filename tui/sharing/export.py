"""Writing what is shown to a file: quotes, articles or speakers, with where they come from.

The head of each file says what was asked, when, and in which state the archive was.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from index.article import GAP, Entry, Hit, QuoteHit, Speaker
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.sharing.citation import CitationFormatter, is_web_url, link_target, markdown

ExportKind = Literal["articles", "quotes", "speakers"]
PAGE = 200  # rows asked for at once

COLUMNS: dict[ExportKind, tuple[str, ...]] = {
    "quotes": (
        "date", "source", "speaker", "named", "cue", "mention", "kind", "confidence", "quote",
        "title", "byline", "url", "file", "article",
    ),
    "articles": (
        "date", "source", "title", "byline", "url", "file", "article", "quotes", "words", "tags",
        "starred", "passages",
    ),
    "speakers": ("speaker", "named", "quotes", "articles", "first", "last", "also"),
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExportRows:
    """Rows that are shown, to be written."""

    what: ExportKind
    fetch: Callable[[int, int], Sequence[Any]]
    query: str = ""
    understood: str = ""
    about: str = ""
    """What they are of where no query says it: the headline, the name of a speaker."""

    def rows(self) -> Iterator[Any]:
        """All of them, fetched page by page."""
        offset = 0
        while page := self.fetch(offset, PAGE):
            yield from page
            offset += len(page)


@dataclass(frozen=True, slots=True)
class ExportHeader:
    """What stands at the top of the file."""

    what: ExportKind
    archive: str
    state: str
    """What ``Archive.state`` says: the same as long as the archive has the same articles."""
    written: datetime
    version: str
    query: str = ""
    understood: str = ""
    about: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """What is said, with its name; what does not apply is left out."""
        said = {
            "written by": f"onrecord {self.version}",
            "written": self.written.isoformat(timespec="seconds"),
            "archive": self.archive,
            "state of the archive": self.state,
            "about": self.about,
            "query": self.query,
            "understood as": self.understood,
        }
        return [(name, one_line(value)) for name, value in said.items() if value]


def record(row: object) -> Record:
    """A row of a list under the names of its columns."""
    match row:
        case QuoteHit():
            found = row.quote
            return _article(row.entry) | {
                "speaker": found.speaker or "", "named": found.named, "cue": row.cue,
                "mention": row.mention, "kind": found.kind, "quote": row.text,
                "confidence": round(found.confidence, 2),
            }  # fmt: skip
        case Hit():
            passages = [found.text for found in row.quotes] or [s.text for s in row.snippets]
            return _article(row.entry) | {"passages": GAP.join(passages)}
        case Entry():
            return _article(row) | {"passages": ""}
        case Speaker():
            return {
                "speaker": row.name, "named": row.named, "quotes": row.quotes,
                "articles": row.articles, "first": row.first.isoformat() if row.first else "",
                "last": row.last.isoformat() if row.last else "",
                "also": "; ".join(alias.name for alias in row.aliases),
            }  # fmt: skip
        case _:
            raise TypeError(f"{type(row)} is no row that can be written")


def _article(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat() if entry.date else "", "source": entry.source,
        "title": entry.title, "byline": entry.byline, "url": entry.url, "file": entry.location,
        "article": entry.id, "quotes": entry.quotes, "words": entry.words,
        "tags": ", ".join(entry.tags), "starred": entry.starred,
    }  # fmt: skip


# The forms. Each gives the file piece by piece, so that none is held whole.


def _as_csv(head: ExportHeader, rows: Iterable[Any], _citer: CitationFormatter) -> Iterator[str]:
    yield "\ufeff"  # else Excel takes it for another encoding
    for name, value in head.lines():
        yield _row([f"# {name}: {value}"])
    columns = COLUMNS[head.what]
    yield _row(columns)
    for row in rows:
        found = record(row)
        yield _row([harmless(_text(found[name])) for name in columns])


def _row(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(str(value))


def _as_json(head: ExportHeader, rows: Iterable[Any], _citer: CitationFormatter) -> Iterator[str]:
    yield f'{{"head": {json.dumps(dict(head.lines()), ensure_ascii=False)},\n"{head.what}": ['
    columns = COLUMNS[head.what]
    for number, row in enumerate(rows):
        found = record(row)
        kept = {name: found[name] for name in columns}
        yield f"{',' if number else ''}\n{json.dumps(kept, ensure_ascii=False)}"
    yield "\n]}\n"


def _as_markdown(
    head: ExportHeader, rows: Iterable[Any], citer: CitationFormatter
) -> Iterator[str]:
    yield f"# {head.what.capitalize()}\n\n"
    for name, value in head.lines():
        yield f"- {name}: {markdown(value)}\n"
    yield "\n"
    cite = CitationFormatter("markdown", citer.date)
    for row in rows:
        if isinstance(row, QuoteHit):
            yield f"{cite.cite(row.text, row.quote, row.cue, row.entry)}\n\n"
        elif isinstance(row, Speaker):
            yield f"- {_marked_speaker(row)}\n"
        else:
            yield _marked_article(row, citer.date)


def _marked_speaker(row: Speaker) -> str:
    counts = f"{plural(row.quotes, 'quote')} in {plural(row.articles, 'article')}"
    return f"**{markdown(one_line(row.name))}**: {counts}"


def _marked_article(row: Entry | Hit, form: str) -> str:
    entry = row.entry if isinstance(row, Hit) else row
    title = markdown(one_line(entry.title) or "untitled")
    if is_web_url(entry.url):
        title = f"[{title}](<{link_target(entry.url)}>)"
    when = entry.date.strftime(form) if entry.date else "date unknown"
    line = f"- {when}, {markdown(one_line(entry.source) or 'source unknown')}: {title}\n"
    passages = record(row)["passages"]
    return line + (f"  > {markdown(one_line(passages))}\n" if passages else "")


def _as_html(head: ExportHeader, rows: Iterable[Any], _citer: CitationFormatter) -> Iterator[str]:
    columns = COLUMNS[head.what]
    yield (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">\n'
        f"<title>{head.what.capitalize()}</title>\n"
        "<style>body{font:16px/1.5 serif;margin:2em}td,th{vertical-align:top;text-align:left;"
        "padding:.3em .8em .3em 0;border-bottom:1px solid #ccc}</style>\n"
        f"<h1>{head.what.capitalize()}</h1>\n<ul>\n"
    )
    for name, value in head.lines():
        yield f"<li>{html.escape(name)}: {html.escape(value)}\n"
    yield f"</ul>\n<table>\n<tr>{''.join(f'<th>{name}' for name in columns)}\n"
    for row in rows:
        found = record(row)
        yield f"<tr>{''.join(_cell(name, _text(found[name])) for name in columns)}\n"
    yield "</table>\n</html>\n"


def _cell(name: str, value: str) -> str:
    shown = html.escape(value)
    if name == "url" and is_web_url(value):
        return f'<td><a href="{shown}">{shown}</a>'
    return f"<td>{shown}"


FORMS: dict[str, Callable[[ExportHeader, Iterable[Any], CitationFormatter], Iterator[str]]] = {
    ".md": _as_markdown, ".csv": _as_csv, ".json": _as_json, ".html": _as_html,
}  # fmt: skip
"""The forms of a file, by what its name ends in."""


def write(
    path: Path, head: ExportHeader, rows: Iterable[Any], citer: CitationFormatter, *, over: bool
) -> int:
    """Write the rows in the form that the name says; returns how many there were.

    The file is there whole or not at all. Raises OSError, and FileExistsError where there is
    one that may not be written ``over``.
    """
    counted = _Counted(rows)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    whole = Path(made)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(FORMS[path.suffix.lower()](head, counted, citer))
        if not over:
            path.touch(exist_ok=False)
        whole.chmod(_usual_mode())
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
    return counted.number


def _usual_mode() -> int:
    """The rights of a file that the reader makes; those of temporary files are narrower."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


class _Counted:
    """Counts what is taken from it."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.number += 1
            yield row
