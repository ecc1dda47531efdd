"""Reports: who is heard, and how two sides compare, as a page, Markdown, tables or a picture.

May import render and dossier.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from tui.sharing.export import write_file
from tui.sharing.report.comparison import comparison_report
from tui.sharing.report.content import Report
from tui.sharing.report.heard import heard_report
from tui.sharing.report.html_page import report_html
from tui.sharing.report.markdown_page import report_markdown
from tui.sharing.report.picture import report_picture
from tui.sharing.report.tables import report_csv, report_json, write_tables
from tui.sharing.statement import end_html, end_json, end_markdown, end_svg, with_trail

_BODIES: dict[str, Callable[[Report, str], Iterator[str]]] = {
    ".html": report_html, ".md": report_markdown, ".csv": report_csv, ".json": report_json,
    ".svg": report_picture,
}  # fmt: skip
_ENDS = {".html": end_html, ".md": end_markdown, ".json": end_json, ".svg": end_svg}
REPORT_FORMATS = tuple(_BODIES)
"""The file extensions of reports."""


def report_pieces(extension: str, report: Report, date_format: str) -> Iterator[str]:
    """Yield the file in pieces; a table in CSV has no trail in it."""
    pieces = _BODIES[extension](report, date_format)
    if extension not in _ENDS:
        return pieces
    return with_trail(pieces, report.tally, _ENDS[extension])


def write_report(path: Path, report: Report, date_format: str, *, overwrite: bool) -> None:
    """Write a report in the format of the file extension; raises as ``write_file``.

    As CSV, the quotes are in NAME.quotes.csv, and the statement in NAME.meta.json.
    """
    extension = path.suffix.lower()
    if extension == ".csv":
        write_tables(report, path, overwrite=overwrite)
    else:
        write_file(path, report_pieces(extension, report, date_format), overwrite=overwrite)


__all__ = [
    "REPORT_FORMATS", "Report", "comparison_report", "heard_report", "report_pieces",
    "write_report",
]  # fmt: skip
