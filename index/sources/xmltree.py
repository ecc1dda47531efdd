"""Parse untrusted XML: no network, no entities, limited depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from index.errors import IngestError
from index.sources.encodings import declared_encoding
from index.sources.streams import decode, read_bytes
from index.sources.text import clean_line

MAX_XML = 20 << 20  # bytes of a document
DECLARATION = re.compile(r"<\?xml\b[^>]*\?>\s*")
NAMED_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")


def read_document(stream: BinaryIO, location: str) -> bytes:
    """Return an XML document in UTF-8, without its declaration, which often names a wrong encoding.

    Raises IngestError if it defines entities: no news format needs them, and a few can expand to
    more than memory holds.
    """
    data = read_bytes(stream, location, MAX_XML)
    text = decode(data, location, declared_encoding(data)).lstrip("\ufeff \t\r\n")
    if "<!ENTITY" in text.upper():
        raise IngestError("Entity definitions are not supported. Remove them.", location)
    return DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def parse_xml(stream: BinaryIO, location: str) -> etree._Element:
    """Return the root element of an XML document; raise IngestError if it is invalid."""
    data = NAMED_ENTITY.sub(_replace_entity, read_document(stream, location))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IngestError(
            f"Invalid XML ({clean_line(str(error))[:120]}). Get the file again.", location
        ) from error


def _replace_entity(match: re.Match[bytes]) -> bytes:
    """Replace an HTML entity, which many files use although XML does not define it."""
    letters = html5.get(match.group(1).decode("ascii", "replace"))
    return "".join(f"&#{ord(letter)};" for letter in letters).encode() if letters else match.group()


def iter_named(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants with one of these names, in any namespace."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def find_first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first descendant with the first of these names that occurs, or None."""
    return next((match for name in names for match in iter_named(element, name)), None)


def element_text(element: etree._Element | None) -> str:
    """Return all text of an element on one line."""
    return "" if element is None else clean_line("".join(element.itertext()))
