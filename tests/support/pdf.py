"""Build PDF files by hand: pypdf cannot write text."""

from __future__ import annotations

from collections.abc import Sequence

TextLine = tuple[int, int, int, str]
"""Where a line begins, in points from the lower left; its size and its text."""
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def make_pdf(*pages: Sequence[TextLine]) -> bytes:
    """Return a PDF with these lines on its pages."""
    return pdf_from_contents(*(page_content(lines) for lines in pages))


def page_content(lines: Sequence[TextLine]) -> bytes:
    """Return the page content that draws these lines."""
    operators = [
        b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size, x, y, _escaped(text))
        for x, y, size, text in lines
    ]
    return b"\n".join([b"BT", *operators, b"ET"])


def pdf_from_contents(*contents: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF with these page contents; ``entries`` are added to each stream."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    for content in contents:
        objects.append(
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    kids = b" ".join(b"%d 0 R" % number for number in range(5, len(objects) + 1, 2))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids)
    return pdf_from_objects(objects)


def pdf_from_objects(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects; the first is the catalog."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
