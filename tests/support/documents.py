"""Build EPUB files and OpenDocument texts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

LINE = "The night ferry between Lindo and Torp stays in its harbour until the ice is gone."
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)


def make_stored(kind: str, files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file that begins with its kind."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", kind)
        for name, text in files.items():
            packed.writestr(name, text)
    return stream.getvalue()


def chapter(title: str, *lines: str) -> str:
    """Return a document of an EPUB file."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}'
        f"</title></head><body><h1>{title}</h1>{body}</body></html>"
    )


def make_epub(
    chapters: Mapping[str, str | bytes],
    spine: Sequence[str],
    title: str = "Lindo Courier",
    by: str = "",
) -> bytes:
    """Return an EPUB file with documents stored in the given order, and this reading order."""
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/'
        f'elements/1.1/"><dc:title>{title}</dc:title><dc:date>2024-03-05</dc:date><dc:creator>{by}'
        f'</dc:creator></metadata><manifest>{items}<item id="nav" href="nav.xhtml" properties="nav"'
        ' media-type="application/xhtml+xml"/><item id="css" href="a.css" media-type="text/css"/>'
        f"</manifest><spine>{''.join(f'<itemref idref={n!r}/>' for n in spine)}</spine></package>"
    )
    nav = f"<html><body><nav><ol><li><a href='a'>{LINE}</a></li></ol></nav></body></html>"
    return make_stored("application/epub+zip", {
        "META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package, "OEBPS/nav.xhtml": nav,
        **{f"OEBPS/{name}.xhtml": text for name, text in chapters.items()},
    })  # fmt: skip


ODT_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def make_odt(content: str) -> bytes:
    """Return an OpenDocument text with this XML as its text."""
    body = (
        f"<office:document-content {ODT_NAMESPACES}><office:body><office:text>{content}"
        "</office:text></office:body></office:document-content>"
    )
    return make_stored("application/vnd.oasis.opendocument.text", {"content.xml": body})
