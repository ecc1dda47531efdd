"""PDF: one article a file, read off the page.

A PDF says where letters stand, not which lines belong together. What is told from the places and
sizes of the lines may be wrong, which the note of the article says.
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
from typing import Any, BinaryIO, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from index.article import Article
from index.errors import IngestError
from index.sources.dates import written_day
from index.sources.fields import article
from index.sources.hyphens import join_lines, words_of
from index.sources.text import clean, reason_of, whole

NOTE = "Read off a PDF: the order of its lines, its paragraphs and its headline may be wrong."
END = b"\n%%EOF"  # without which, as where the last bytes are missing, nothing is read
MOST_PAGES = 1000
MOST_SECONDS = 60.0
LARGEST_PAGE = 2 << 20  # bytes of drawing, over which the library takes seconds
AT_EDGE = 3  # lines at the top and foot of a page that may be the same on others
SET_APART = 1.8  # times their size, they are parted from the text
HEADLINE_LINES = 4
LARGER = 1.2  # times the size of the text, a headline is
MOST_ABOVE = 5  # lines above the text that tell day and byline
SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
BYLINE = re.compile(r"(?:By|Von|Par) ([^.,;:!?]{3,60})")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # or it complains to stderr


class Line(NamedTuple):
    """One line of a page and where it begins, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float
    page: int


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a PDF.

    Raises IngestError where it is locked, damaged, or a picture of text.
    """
    lines = _lines(whole(stream, location), location)
    letters = [letter for line in lines for letter in line.text if not letter.isspace()]
    if sum(map(str.isalnum, letters)) <= len(letters) / 2:
        raise IngestError(
            "There is no text in this PDF that can be read, as in a scan: recognise it (with"
            " ocrmypdf, for example), and add what comes out.",
            location,
        )
    yield _article(_without_edges(lines) or lines, location)


def _lines(data: bytes, location: str) -> list[Line]:
    """All lines of all pages. Raises IngestError where they cannot be read."""
    try:
        reader = PdfReader(BytesIO(data + END))
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked:
            return list(_of_pages(reader))
    except DependencyError as error:
        raise IngestError(
            f"This PDF is locked in a way that needs another package ({error}).", location
        ) from error
    except Exception as error:  # whatever a damaged part makes the library raise
        raise IngestError(
            f"This PDF cannot be read ({reason_of(error)}): open it in a PDF reader, print it to"
            " a new PDF and add that.",
            location,
        ) from error
    raise IngestError(
        "This PDF is locked with a password: save it without one and add it again.", location
    )


def _of_pages(reader: PdfReader) -> Iterator[Line]:
    began = time.process_time()
    if len(reader.pages) > MOST_PAGES:
        raise PyPdfError(f"it has more than {MOST_PAGES} pages")
    for number, page in enumerate(reader.pages):
        if time.process_time() - began > MOST_SECONDS:
            raise PyPdfError(f"it takes too long, page {number + 1} was not reached")
        yield from _of_page(page, number)


def _of_page(page: PageObject, number: int) -> list[Line]:
    """The lines of a page, in the order in which they are drawn."""
    content = page.get_contents()
    if content is not None and len(content.get_data()) > LARGEST_PAGE:
        raise PyPdfError(f"too much is drawn on page {number + 1}")
    lines: list[tuple[list[str], float, float, float]] = []
    pieces: list[str] = []

    def take(
        text: str, outer: Sequence[float], inner: Sequence[float], _: Any, size: float
    ) -> None:
        nonlocal pieces
        for place, piece in enumerate(text.split("\n")):
            if place:
                pieces = []
            if not pieces and piece.strip():
                x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
                y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
                lines.append((pieces, x, y, round(abs(size * inner[3] * outer[3]), 1)))
            if pieces or piece.strip():
                pieces.append(piece)

    page.extract_text(visitor_text=take)
    return [Line("".join(texts), x, y, size, number) for texts, x, y, size in lines]


def _without_edges(lines: Sequence[Line]) -> list[Line]:
    """The lines without those at the top and foot that are the same on most pages."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    edges = [_edges(page) for page in pages]
    counts = Counter(pattern for edge in edges for pattern in {_pattern(line) for line in edge})
    often = max(2, len(pages) // 2)
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for line in page
        if line not in edge or counts[_pattern(line)] < often
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the foot of a page that are set apart from the others."""
    downwards = sorted(page, key=lambda line: -line.y)
    return [line for side in (downwards, downwards[::-1]) for line in side[: _apart(side)]]


def _apart(lines: Sequence[Line]) -> int:
    """How many of the first lines a space parts from the rest."""
    numbers = range(min(AT_EDGE, len(lines) - 1), 0, -1)
    gaps = ((n, abs(lines[n - 1].y - lines[n].y) / (lines[n - 1].size or 1)) for n in numbers)
    return next((number for number, gap in gaps if gap > SET_APART), 0)


def _pattern(line: Line) -> tuple[str, int]:
    """What a line has in common with those on other pages: its height, and all but numbers."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())), round(line.y)


def _article(lines: list[Line], location: str) -> Article:
    title, lines = _headline(lines)
    day, byline, lines = _above(lines)
    words = words_of("\n".join(line.text for line in lines))
    joined = (join_lines([line.text for line in group], words) for group in _paragraphs(lines))
    parts = [part for group in joined if (part := clean(group).strip())]
    return article({"title": title, "date": day, "byline": byline}, parts, location, NOTE)


def _headline(lines: list[Line]) -> tuple[str, list[Line]]:
    """The lines that are set much larger than the text, where they are few, and the others."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    largest = max(sizes)
    found = [line for line in lines if line.size == largest]
    if largest < LARGER * sizes.most_common(1)[0][0] or len(found) > HEADLINE_LINES:
        return "", lines
    return join_lines([line.text for line in found], frozenset()), [
        n for n in lines if n.size != largest
    ]


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, as far as spaces, indents and short lines tell them."""
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y - b.y > 1]
    step = median(steps) if steps else 0.0
    width = max((len(line.text) for line in lines), default=0)
    group: list[Line] = []
    for line in lines:
        if group and _begins(group[-1], line, step, width):
            yield group
            group = []
        group.append(line)
    yield group


def _begins(before: Line, line: Line, step: float, width: int) -> bool:
    """Whether a paragraph begins with this line."""
    down = before.y - line.y
    ended = SENTENCE_END.search(before.text.rstrip()) is not None
    if line.page != before.page or down < -1:
        return ended
    return (
        abs(line.size - before.size) > before.size * 0.15
        or down > step * 1.4
        or (down > 1 and line.x - before.x > line.size * 0.8)
        or (ended and len(before.text) < width * 0.7)
    )


def _above(lines: Sequence[Line]) -> tuple[date | None, str, list[Line]]:
    """Day and byline, where a line above the text is nothing else, and the other lines."""
    day, byline, rest = None, "", []
    for number, line in enumerate(lines):
        text = line.text.strip()
        written = written_day(text) if number < MOST_ABOVE else None
        by = BYLINE.fullmatch(text) if number < MOST_ABOVE else None
        if written and not day and (not written.rest or not written.rest[0].isalnum()):
            day = written.day
        if by and not byline:
            byline = by[1]
        elif not (written and day and not written.rest):
            rest.append(line)
    return day, byline, rest
