"""PDF: one article per file.

A PDF has positions and sizes of text, not paragraphs. These are inferred and may be wrong, as the
note of the article says.
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby, pairwise
from statistics import median
from typing import Any, BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream, NameObject

from index.article import Article
from index.errors import IngestError
from index.sentences import ends_sentence
from index.sources.bylines import parse_byline_line
from index.sources.dates import find_written_date, parse_written_date
from index.sources.fields import build_article
from index.sources.formats.pdf_columns import PdfLine, arrange_columns
from index.sources.hyphens import join_lines, word_set
from index.sources.streams import read_bytes
from index.sources.text import clean, describe_error

Operation = tuple[Any, bytes]
"""The operands and the operator of one step of drawing a page."""
NOTE = "Imported from a PDF: line order, paragraphs and headline may be wrong."
END_MARK = b"\n%%EOF"  # pypdf reads nothing if the file lacks it
MAX_PAGES = 1000
MAX_SECONDS = 60.0
MAX_PAGE_CONTENT = 2 << 20  # bytes of content; pypdf takes seconds for more
MIN_COLUMN_GAP = 1.5  # between columns, in line sizes
MIN_JUMP = 100.0  # to another column, in units of the text
MOVES = frozenset((b"Td", b"TD", b"Tm"))
CHARACTER_WIDTH = 0.5  # of most letters, in line sizes
MAX_EDGE_LINES = 3  # lines that may be a header or a footer
MIN_EDGE_GAP = 1.8  # between header or footer and text, in line sizes
MAX_HEADLINE_LINES = 4
MIN_HEADLINE_SCALE = 1.2  # of the headline, in text sizes
MAX_LINES_ABOVE = 5  # lines that may have date and byline

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns on stderr


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a PDF.

    Raises IngestError if the PDF is encrypted, damaged or a scan.
    """
    lines = _lines(read_bytes(stream, location), location)
    letters = [letter for line in lines for letter in line.text if not letter.isspace()]
    if sum(map(str.isalnum, letters)) <= len(letters) / 2:
        raise IngestError(
            "This PDF has no readable text; it may be a scan. Run OCR on it, for example with"
            " ocrmypdf, and add the result.",
            location,
        )
    yield _article(_without_headers_and_footers(lines) or lines, location)


def _lines(data: bytes, location: str) -> list[PdfLine]:
    """Return the lines of all pages; raise IngestError if they cannot be read."""
    try:
        reader = PdfReader(BytesIO(data + END_MARK))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        if not is_locked:
            return list(_document_lines(reader))
    except DependencyError as error:
        raise IngestError(
            f"This PDF is encrypted, and decrypting it needs another package ({error}).", location
        ) from error
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This PDF cannot be read ({describe_error(error)}). Open it in a PDF viewer, print it"
            " to a new PDF and add that.",
            location,
        ) from error
    raise IngestError("This PDF needs a password. Save it without one and add it again.", location)


def _document_lines(reader: PdfReader) -> Iterator[PdfLine]:
    started = time.process_time()
    if len(reader.pages) > MAX_PAGES:
        raise PyPdfError(f"more than {MAX_PAGES} pages")
    for number, page in enumerate(reader.pages):
        if time.process_time() - started > MAX_SECONDS:
            raise PyPdfError(f"timed out before page {number + 1}")
        yield from _page_lines(page, number)


def _page_lines(page: PageObject, number: int) -> list[PdfLine]:
    """Return the lines of a page in reading order."""
    content = page.get_contents()
    if content is not None:
        if len(content.get_data()) > MAX_PAGE_CONTENT:
            raise PyPdfError(f"page {number + 1} is too complex")
        content = ContentStream(content, page.pdf, "bytes")
        content.operations = list(_with_breaks_at_jumps(content.operations))
        page[NameObject("/Contents")] = content
    lines: list[tuple[list[str], float, float, float]] = []
    pieces: list[str] = []
    end = 0.0  # about where the last piece ended

    def visit(
        text: str, outer: Sequence[float], inner: Sequence[float], _: Any, size: float
    ) -> None:
        nonlocal pieces, end
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        height = round(abs(size * inner[3] * outer[3]), 1)
        for index, piece in enumerate(text.split("\n")):
            if index or (piece.strip() and x - end > MIN_COLUMN_GAP * height):
                pieces = []
            if not pieces and piece.strip():
                lines.append((pieces, x, y, height))
            if pieces or piece.strip():
                pieces.append(piece)
                end = x + len(piece.strip()) * height * CHARACTER_WIDTH

    page.extract_text(visitor_text=visit)
    return arrange_columns(
        [PdfLine("".join(texts).strip(), x, y, size, number) for texts, x, y, size in lines]
    )


def _with_breaks_at_jumps(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield page operators, with the font set again where the text jumps far along its line.

    pypdf reports the text on both sides of such a jump apart only where the font is set.
    """
    font: Operation | None = None
    x = y = 0.0
    for operands, operator in operations:
        if operator == b"BT":
            x = y = 0.0
        elif operator == b"Tf":
            font = operands, operator
        elif operator in MOVES and len(operands) >= 2:
            is_relative = operator != b"Tm"
            new_x, new_y = (float(operand) for operand in operands[-2:])
            new_x, new_y = new_x + x * is_relative, new_y + y * is_relative
            if font and new_y == y and new_x - x > MIN_JUMP:
                yield font
            x, y = new_x, new_y
        yield operands, operator


def _without_headers_and_footers(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Remove the headers and footers that repeat on most pages."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(pattern for edge in edges for pattern in {_pattern(line) for line in edge})
    min_count = max(2, len(pages) // 2)
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for line in page
        if line not in edge or counts[_pattern(line)] < min_count
    ]


def _edge_lines(page: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines at the top and bottom of a page that a gap separates from the rest."""
    from_top = sorted(page, key=lambda line: -line.y)
    return [
        line for side in (from_top, from_top[::-1]) for line in side[: _count_separate_lines(side)]
    ]


def _count_separate_lines(lines: Sequence[PdfLine]) -> int:
    """Return how many of the first lines a gap separates from the rest."""
    numbers = range(min(MAX_EDGE_LINES, len(lines) - 1), 0, -1)
    gaps = ((n, abs(lines[n - 1].y - lines[n].y) / (lines[n - 1].size or 1)) for n in numbers)
    return next((number for number, gap in gaps if gap > MIN_EDGE_GAP), 0)


def _pattern(line: PdfLine) -> tuple[str, int]:
    """Return what identifies a header or footer: its text without numbers, and its height."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())), round(line.y)


def _article(lines: list[PdfLine], location: str) -> Article:
    title, lines = _headline(lines)
    day, byline, lines = _take_byline_and_date(lines)
    words = word_set("\n".join(line.text for line in lines))
    joined = (join_lines([line.text for line in group], words) for group in _paragraphs(lines))
    parts = [part for group in joined if (part := clean(group).strip())]
    return build_article({"title": title, "date": day, "byline": byline}, parts, location, NOTE)


def _headline(lines: list[PdfLine]) -> tuple[str, list[PdfLine]]:
    """Return the few lines set much larger than the text as the headline, and the other lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    largest = max(sizes)
    headline = [line for line in lines if line.size == largest]
    if (
        largest < MIN_HEADLINE_SCALE * sizes.most_common(1)[0][0]
        or len(headline) > MAX_HEADLINE_LINES
    ):
        return "", lines
    return join_lines([line.text for line in headline], frozenset()), [
        n for n in lines if n.size != largest
    ]


def _paragraphs(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the lines of each paragraph, by spacing, indents and short lines."""
    line_distances = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y - b.y > 1]
    line_distance = median(line_distances) if line_distances else 0.0
    width = max((len(line.text) for line in lines), default=0)
    group: list[PdfLine] = []
    for line in lines:
        if group and _starts_paragraph(group[-1], line, line_distance, width):
            yield group
            group = []
        group.append(line)
    yield group


def _starts_paragraph(before: PdfLine, line: PdfLine, line_distance: float, width: int) -> bool:
    """Return whether a line starts a paragraph."""
    drop = before.y - line.y
    is_ended = ends_sentence(before.text)
    if line.page != before.page or drop < -1:
        return is_ended
    return (
        abs(line.size - before.size) > before.size * 0.15
        or drop > line_distance * 1.4
        or (drop > 1 and line.x - before.x > line.size * 0.8)
        or (is_ended and len(before.text) < width * 0.7)
    )


def _take_byline_and_date(
    lines: Sequence[PdfLine],
) -> tuple[date | None, list[str], list[PdfLine]]:
    """Return date and byline from lines of their own above the text, and the other lines."""
    day: date | None = None
    byline: list[str] = []
    rest = []
    for number, line in enumerate(lines):
        text = line.text.strip()
        is_above = number < MAX_LINES_ABOVE
        written = parse_written_date(text) if is_above else None
        names = parse_byline_line(text) if is_above and not byline else []
        if written and not day and (not written.rest or not written.rest[0].isalnum()):
            day = written.day
        if names:
            byline, day = names, day or find_written_date(text)
        elif not (written and day and not written.rest):
            rest.append(line)
    return day, byline, rest
