"""Word files (DOCX): one article, or an export of a news database."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from index.errors import IngestError
from index.sources.exports.detect import read_blocks, split_blocks
from index.sources.options import ImportItems
from index.sources.streams import read_bytes
from index.sources.text import describe_error

MAX_UNPACKED = 200 << 20  # bytes of all parts together
PARAGRAPH, RUN, TEXT = qn("w:p"), qn("w:r"), qn("w:t")
REMOVED = (qn("w:del"), qn("w:moveFrom"))
CHARACTERS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}  # fmt: skip
NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
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
            elements = [*document.element.body.iter(PARAGRAPH), *_notes(document)]
            return [_text(p) for p in elements if not _is_inside(p, FALLBACK)]
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This Word file is damaged ({describe_error(error)}). Open it in a word processor and"
            " save it again.",
            location,
        ) from error
    raise IngestError(
        f"This Word file unpacks to {size >> 20} MB. Split it and add the parts.", location
    )


def _notes(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs of footnotes and endnotes, which stand in files of their own."""
    for relation in document.part.rels.values():
        if relation.reltype in NOTES and not relation.is_external:
            yield from parse_xml(relation.target_part.blob).iter(PARAGRAPH)


def _text(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph as it reads once all tracked changes are accepted."""
    return "".join(
        CHARACTERS.get(part.tag) or part.text or ""
        for run in paragraph.iter(RUN)
        if next(run.iterancestors(PARAGRAPH)) is paragraph and not _is_inside(run, *REMOVED)
        for part in run
        if part.tag == TEXT or part.tag in CHARACTERS
    )


def _is_inside(element: BaseOxmlElement, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None
