"""Write the counts of a report as CSV, or with its quotes as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.sharing.export import csv_row, write_table
from tui.sharing.export_records import COLUMNS, record
from tui.sharing.report.content import Report


def report_csv(report: Report, _date_format: str) -> Iterator[str]:
    """Yield the counts as a table."""
    columns = list(report.records[0]) if report.records else []
    return _table(columns, report.records)


def report_json(report: Report, _date_format: str) -> Iterator[str]:
    """Yield the counts and the quotes."""
    tally = report.tally
    yield f'{{"head": {_dump(dict(tally.header.lines()))},\n"{tally.header.kind}": ['
    yield ",".join(f"\n{_dump(each)}" for each in report.records)
    yield '\n],\n"quotes": ['
    yield ",".join(f"\n{_dump(each)}" for each in _quotes(report))
    yield f'\n],\n"statement": {_dump(dict(tally.lines()))}'


def write_tables(report: Report, path: Path, *, overwrite: bool) -> None:
    """Write the counts to a table, and the quotes to NAME.quotes.csv; raises as ``write_file``."""
    write_table(path, report_csv(report, ""), report.tally, overwrite=overwrite)
    columns = [*_sides(report), *COLUMNS["quotes"]]
    quotes = path.with_suffix(".quotes.csv")
    rows = _table(columns, list(_quotes(report)))
    write_table(quotes, rows, report.tally, overwrite=overwrite)


def _sides(report: Report) -> list[str]:
    return ["side"] if len(report.groups) > 1 else []


def _quotes(report: Report) -> Iterator[Mapping[str, Any]]:
    for group in report.groups:
        for hit in group.hits:
            found = record(hit)
            side = {"side": group.heading} if len(report.groups) > 1 else {}
            yield side | {name: found[name] for name in COLUMNS["quotes"]}


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield csv_row(columns)
    for row in rows:
        yield csv_row(row.values())


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
