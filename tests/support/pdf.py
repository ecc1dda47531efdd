"""PDF files, written by hand: libraries that read them cannot set text."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[int, int, int, str]
"""Where a line begins, in points from the lower left, its size and its text."""
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def set_in_pdf(*pages: Sequence[Line]) -> bytes:
    """A PDF with these lines on its pages."""
    return pdf_of(*(drawing(lines) for lines in pages))


def drawing(lines: Sequence[Line]) -> bytes:
    """What draws these lines on a page."""
    shown = [
        b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size, x, y, _escaped(text))
        for x, y, size, text in lines
    ]
    return b"\n".join([b"BT", *shown, b"ET"])


def pdf_of(*drawings: bytes, entries: bytes = b"") -> bytes:
    """A PDF whose pages are drawn so; ``entries`` stand beside each of them."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    for content in drawings:
        objects.append(
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    kids = b" ".join(b"%d 0 R" % number for number in range(5, len(objects) + 1, 2))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(drawings), kids)
    return joined(objects)


def joined(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalog."""
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
