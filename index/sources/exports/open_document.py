"""OpenDocument texts (ODT): one article, or an export of a news database."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import BinaryIO, cast

from lxml import etree

from index.errors import IngestError
from index.sources.exports.detect import read_blocks, split_blocks
from index.sources.options import ImportItems
from index.sources.streams import read_bytes
from index.sources.text import describe_error
from index.sources.xmltree import iter_named, parse_xml

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
NOTE = f"{TEXT}note"
LEFT_OUT = (f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note-citation")
CHARACTERS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MAX_CONTENT = 200 << 20  # bytes of the text, unpacked


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of an OpenDocument text; raise IngestError if it is damaged.

    Notes follow the text.
    """
    data = read_bytes(stream, location)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed, packed.open("content.xml") as content:
            body = parse_xml(
                BytesIO(read_bytes(cast(BinaryIO, content), location, MAX_CONTENT)), location
            )
    except IngestError:
        raise
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This OpenDocument file is damaged ({describe_error(error)}). Open it in a word"
            " processor and save it again.",
            location,
        ) from error
    every = [p for p in iter_named(body, "p", "h") if not _is_inside(p, *LEFT_OUT)]
    text = [p for p in every if not _is_inside(p, NOTE)]
    notes = [p for p in every if _is_inside(p, NOTE)]
    yield from read_blocks(split_blocks([_text(each) for each in (*text, *notes)]), location)


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without the paragraphs and notes inside it."""
    pieces = [paragraph.text or ""]
    for part in paragraph:
        if part.tag not in (*PARAGRAPHS, *LEFT_OUT, NOTE):
            count = part.get(f"{TEXT}c", "1")
            repeated = int(count) if count.isdecimal() and len(count) < 4 else 1
            pieces.append(CHARACTERS.get(part.tag, "") * repeated + _text(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _is_inside(element: etree._Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None
