"""XML of strangers as a tree: nothing is fetched, no entity is expanded, no depth is endless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from index.errors import IngestError
from index.sources.text import one_line, whole

LONGEST = 20 << 20  # bytes of a document that is read as a tree
NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")


def document(stream: BinaryIO, location: str) -> bytes:
    """The bytes of an XML document; raises IngestError where it defines entities.

    No news format needs them, and few of them can stand for more than any memory holds.
    """
    data = whole(stream, location, LONGEST)
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise IngestError("It defines entities, which are not read: take them out.", location)
    return data


def tree(stream: BinaryIO, location: str) -> etree._Element:
    """The outermost element of an XML document; raises IngestError where it is broken."""
    data = NAMED.sub(_character, document(stream, location))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IngestError(f"This is no XML ({one_line(str(error))[:120]}).", location) from error


def _character(found: re.Match[bytes]) -> bytes:
    """What HTML means by a name; many write it into XML, where it means nothing."""
    letters = html5.get(found.group(1).decode("ascii", "replace"))
    return "".join(f"&#{ord(letter)};" for letter in letters).encode() if letters else found.group()


def each(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """All elements in an element that have one of these names, in any namespace."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first of the elements with the first of these names that is there."""
    return next((found for name in names for found in each(element, name)), None)


def text_of(element: etree._Element | None) -> str:
    """All text in an element, on one line."""
    return "" if element is None else one_line("".join(element.itertext()))
