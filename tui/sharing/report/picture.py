"""Draw a report as a picture in SVG: the months, and the longest bars of each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.render.sanitize import shorten
from tui.sharing.charts import (
    BARS_HEIGHT,
    COLOURS,
    LINE,
    MARGIN,
    drawn_bars,
    drawn_rows,
    picture_start,
    text_line,
)
from tui.sharing.report.content import Cell, Report, ReportTable

MAX_ROWS = 12  # of a table
MAX_NAME = 32  # characters
MAX_TEXT = 110  # characters of a line below the picture


def report_picture(report: Report, _date_format: str) -> Iterator[str]:
    """Yield the file in pieces."""
    tables = _drawn_tables(report)
    statement = _statement(report)
    rows = sum(min(len(table.rows), MAX_ROWS) + 3 for _, table in tables)
    chart = BARS_HEIGHT + 2 * LINE if report.chart else 0
    height = MARGIN + LINE * (3 + len(report.summary) + rows + len(statement)) + chart + MARGIN
    yield picture_start(height, report.title)
    y = float(MARGIN + LINE)
    yield text_line(MARGIN, y, report.title, style="font-size:22px")
    for line in report.summary:
        y += LINE
        yield text_line(MARGIN, y, line, style="fill:#66625a")
    y += 2 * LINE
    if report.chart:
        yield drawn_bars(report.chart, y)
        y += chart
    for colour, table in tables:
        yield text_line(MARGIN, y, table.title, style="font-weight:bold")
        y += LINE
        shown = [
            (shorten(str(cells[0]), MAX_NAME), int(cells[1]), _behind(cells[1:3]))
            for cells, _ in table.rows[:MAX_ROWS]
        ]
        yield drawn_rows(shown, y, COLOURS[colour])
        y += LINE * (len(shown) + 1.5)
    for line in statement:
        y += LINE * 0.8
        yield text_line(MARGIN, y, line, style="font-size:11px;fill:#66625a")
    yield "\n"


def _drawn_tables(report: Report) -> list[tuple[int, ReportTable]]:
    """Return the tables to draw, each with the number of its colour.

    A report with one column shows its first table; a comparison shows the totals and the words.
    """
    if len(report.columns) == 1:
        return [(0, table) for table in report.columns[0][:1]]
    totals = [
        ([column[0].title, *column[0].rows[0][0][1:]], column[0].rows[0][1])
        for column in report.columns
    ]
    words = [
        (number, table._replace(title=f"{column[0].title}: {table.title.lower()}"))
        for number, column in enumerate(report.columns)
        for table in column[1:]
        if table.rows
    ]
    return [(0, ReportTable("Quotes", (), totals)), *words]


def _behind(cells: Sequence[Cell]) -> str:
    return " · ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)


def _statement(report: Report) -> list[str]:
    lines = dict(report.tally.header.lines() + report.tally.lines())
    wanted = ("query", "written", "written by", "annotated by", "counts", "speakers")
    return [shorten(f"{name}: {lines[name]}", MAX_TEXT) for name in wanted if name in lines]
