"""Word files (DOCX): one article, or an export of a news database."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import BinaryIO

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from index.errors import IngestError
from index.sources.exports.detect import read_blocks, split_blocks
from index.sources.options import ImportItems
from index.sources.streams import read_bytes
from index.sources.text import describe_error

MAX_UNPACKED = 200 << 20  # bytes of all parts together
# Repeats the text of a text box for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of a Word file; raise IngestError if it is damaged."""
    yield from read_blocks(
        split_blocks(_paragraphs(read_bytes(stream, location), location)), location
    )


def _paragraphs(data: bytes, location: str) -> list[str]:
    """Return the text of all paragraphs, including text boxes; raise IngestError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size <= MAX_UNPACKED:
            document = docx.Document(BytesIO(data))
            elements = document.element.body.iter(qn("w:p"))
            return [
                Paragraph(p, document).text for p in elements if not any(p.iterancestors(FALLBACK))
            ]
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This Word file is damaged ({describe_error(error)}). Open it in a word processor and"
            " save it again.",
            location,
        ) from error
    raise IngestError(
        f"This Word file unpacks to {size >> 20} MB. Split it and add the parts.", location
    )
