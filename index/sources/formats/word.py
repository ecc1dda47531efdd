"""Word files (DOCX): one article, or the export of a news data base."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from index.article import Article
from index.errors import IngestError
from index.sources.exports.detect import articles, blocks
from index.sources.text import reason_of, whole

MOST_UNPACKED = 200 << 20  # bytes of all parts together
# What older programs are shown in place of a text box, with the same text again.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of a Word file. Raises IngestError where it is damaged."""
    yield from articles(blocks(_paragraphs(whole(stream, location), location)), location)


def _paragraphs(data: bytes, location: str) -> list[str]:
    """The text of all paragraphs, text boxes too. Raises IngestError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size <= MOST_UNPACKED:
            document = docx.Document(BytesIO(data))
            found = document.element.body.iter(qn("w:p"))
            return [
                Paragraph(p, document).text for p in found if not any(p.iterancestors(FALLBACK))
            ]
    except Exception as error:  # whatever a damaged part makes the library raise
        raise IngestError(
            f"This Word file is damaged ({reason_of(error)}): open it in a word processor, save"
            " it again and add it.",
            location,
        ) from error
    raise IngestError(f"This Word file would unpack to {size >> 20} MB.", location)
